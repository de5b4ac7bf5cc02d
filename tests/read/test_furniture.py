import pytest

from attrib.errors import ReadError
from attrib.read import read_text

ARTICLE = [
    "The port authority said on Monday that two cranes would be taken down by June.",
    "“They are older than I am,” said its director, Lin Moreau.",
    "Dockers have asked for a meeting.",
]


def kept(lines: list[str]) -> list[str]:
    document = read_text("\n".join(lines))
    return [document.slice(paragraph) for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    "tail",
    [
        ["Recent Comments"],
        ["Share this:", "Facebook Twitter WhatsApp Email"],
        ["Related stories", "Crane falls in north dock", "Who owns the port?"],
        ["RELATED:", "Crane falls in north dock", "Recent Comments", "old salt: about time."],
        ["Comments", "Nobody told us. I worked there for years.", "gull77 says: good riddance"],
        ["Read more", "Sign up for our newsletter and get the news before breakfast."],
        ["Copyright 2024 Harbour Daily. All rights reserved."],
        ["© Harbour Daily"],
        ["(Reporting by Jo Marsh in Calder; Editing by P. Adeyemi)"],
        ["-30-"],
        ["* * *", "Follow us on Twitter @harbourdaily", "https://harbour.example/port"],
        ["You may also like", "Ten harbours to see this summer", "Advertisement"],
    ],
)
def test_what_follows_the_article_is_left_out(tail: list[str]) -> None:
    assert kept([*ARTICLE, *tail]) == ARTICLE


@pytest.mark.parametrize(
    "last",
    [
        "Read more carefully, the report says that the cranes were sound.",
        "Copyright law is at the heart of the dispute.",
        "Share this burden, the bishop told them, or leave it to your children.",
        "“Sign up for our future,” the poster says.",
        "Sign up for our march, she told the crowd.",
        "Comments from the ministry were not available on Monday.",
        "Related stories were told by four other dockers, who were there.",
        "Reporting by the Ledger found that the cranes had passed every inspection.",
        "She said: “End.”",
        "“Print.”",
    ],
)
def test_prose_that_sounds_like_furniture_stays(last: str) -> None:
    assert kept([*ARTICLE, last]) == [*ARTICLE, last]


def test_a_heading_before_prose_is_a_paragraph_of_the_article() -> None:
    lines = [
        *ARTICLE,
        "Related stories",
        "The cranes came down last year in a port to the north, where a judge found in May that "
        "the owners had been told of the rust. They had not acted, she said, in eleven years.",
    ]
    assert kept(lines) == lines


def test_furniture_in_the_middle_stays_but_for_interruptions() -> None:
    lines = [ARTICLE[0], "Share this", "Story continues below advertisement", *ARTICLE[1:]]
    assert kept(lines) == [ARTICLE[0], "Share this", *ARTICLE[1:]]


@pytest.mark.parametrize(
    "lines",
    [
        ["Read more"],
        ["Advertisement"],
        ["Advertisement", "Share"],
        ["Advertisement", "Share this", "Read more"],
        ["* * *"],
        ["Share this:", "Facebook Twitter WhatsApp Email"],
    ],
)
def test_a_text_of_furniture_alone_is_no_article(lines: list[str]) -> None:
    with pytest.raises(ReadError, match="nothing to check"):
        kept(lines)


def test_a_headline_that_sounds_like_furniture_is_the_article_s() -> None:
    assert kept(["Read more", *ARTICLE]) == ["Read more", *ARTICLE]
    assert kept(["Sign up for our march, she told the crowd."])


def test_the_text_keeps_what_the_paragraphs_leave_out() -> None:
    document = read_text("\n".join([*ARTICLE, "Recent Comments"]))
    assert document.text.endswith("Recent Comments")
    assert document.sentences[-1].end == document.text.index("\nRecent")
