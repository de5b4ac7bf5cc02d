from __future__ import annotations

import pytest

from attrib.model import Span
from attrib.read import read_text
from attrib.resolve.mentions import find_mentions

from .build import at


def names(text: str) -> list[str]:
    return [mention.name for mention in find_mentions(read_text(text), ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Arvid spoke to Tomas Brandt on Monday.", ["Lena Arvid", "Tomas Brandt"]),
        ("The Ministry of Justice in Karlin replied.", ["Ministry of Justice", "Karlin"]),
        ("Dr. Ada J. Moss and Ms. Orr left early.", ["Ada J. Moss", "Orr"]),
        ("Protesters gathered. The protesters left.", []),
        ("Prime Minister Ana de la Cruz resigned.", ["Ana de la Cruz"]),
        ("The U.S. Justice Department’s charges were read.", ["U.S. Justice Department"]),
        ("The group al-Nour claimed it.", ["al-Nour"]),
        ("In March, Reuters’ report named the Bank of Arden.", ["Reuters", "Bank of Arden"]),
        ("However, I think that Meanwhile Gardens closed.", ["Meanwhile Gardens"]),
        pytest.param(
            "In May Henrik van der Linde met Omar bin Rashid.",
            ["Henrik van der Linde", "Omar bin Rashid"],
            id="particles",
        ),
        pytest.param("On Monday Leo Price Jr. paid.", ["Leo Price Jr"], id="junior"),
        pytest.param("Then Leo Price III paid.", ["Leo Price III"], id="the third"),
        pytest.param(
            "The wall, Ada Moss-Vale wrote, was old.", ["Ada Moss-Vale"], id="a double name"
        ),
        pytest.param("The wall, Seán O’Hara wrote, was old.", ["Seán O’Hara"], id="an apostrophe"),
        pytest.param("Torbern, a fisherman, paid.", ["Torbern"], id="one word, described"),
        pytest.param("Sukarto said the wall was old.", ["Sukarto"], id="one word that speaks"),
        pytest.param("Boaters say the wall is old.", [], id="a plural that speaks"),
        pytest.param("Immigration lawyer Ada Moss left.", ["Ada Moss"], id="a trade before a name"),
        pytest.param(
            "The Ministry of Labour and Social Welfare met.",
            ["Ministry of Labour and Social Welfare"],
            id="and inside a body's name",
        ),
        pytest.param(
            "The Ministry of Labour and Ms. Orr met.",
            ["Ministry of Labour", "Orr"],
            id="and between two names",
        ),
        pytest.param(
            "She sued the District Attorney’s Office and Arden’s Harbour Council.",
            ["District Attorney’s Office", "Arden", "Harbour Council"],
            id="possessives inside a name and between two",
        ),
        pytest.param(
            "She left Arden Foods Co. and paid.", ["Arden Foods Co."], id="a company's full stop"
        ),
        pytest.param(
            "PORT SALME, Sept 3 (RKB) - Lena Arvid left.",
            ["RKB", "Lena Arvid"],
            id="a dateline's place is no party",
        ),
        pytest.param(
            "Old Harbour Wall Will Hold, Engineers Promise Again\n\nAda Moss left.",
            ["Ada Moss"],
            id="a headline in title case",
        ),
        pytest.param("By Ada Moss\n\nLeo Price left.", ["Leo Price"], id="a byline"),
        pytest.param(
            "By Monday, Ada Moss had left.",
            ["Ada Moss"],
            id="a sentence that begins with by",
        ),
        pytest.param(
            "Sandra Oh left. On Monday Oh paid.", ["Sandra Oh", "Oh"], id="a small word's surname"
        ),
        pytest.param("The American firm paid a Dutch one.", [], id="demonyms"),
        pytest.param("The Harbour MP paid. The President left.", [], id="offices without a name"),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_stands_around_a_name() -> None:
    text = "The Customs Board (CB) fined Mr. Orr; the Board’s lawyers agreed."
    board, _, orr, short = find_mentions(read_text(text), ())
    assert (board.acronym, board.article, board.opens) == ("CB", True, False)
    assert (orr.name, orr.title) == ("Orr", "Mr")
    assert (short.name, short.possessive, short.article) == ("Board", True, True)


def test_several_titles_before_a_name() -> None:
    text = "On Friday Vice President Dr. Ada Moss left."
    (found,) = find_mentions(read_text(text), ())
    assert (found.name, found.title) == ("Ada Moss", "Vice President Dr")


def test_names_inside_quotation_marks_are_marked() -> None:
    text = "Ada Moss said, “Nobody asked Leo Price.” Ines Vale agreed."
    found = find_mentions(read_text(text), [at(text, "“Nobody asked Leo Price.”")])
    assert [(m.name, m.quoted) for m in found] == [
        ("Ada Moss", False),
        ("Leo Price", True),
        ("Ines Vale", False),
    ]


def test_spans_hold_the_name_alone() -> None:
    text = "On Friday Prime Minister Ana de la Cruz’s office paid."
    (found,) = find_mentions(read_text(text), ())
    assert found.span == at(text, "Ana de la Cruz")
    assert found.possessive


def test_a_run_of_capitals_is_cut() -> None:
    text = "They sang " + "Hey " * 300 + "all night."
    found = find_mentions(read_text(text), ())
    assert found
    assert all(len(m.name.split()) <= 12 for m in found)
    assert all(m.span.start < m.span.end for m in found)
    assert all(isinstance(m.span, Span) for m in found)
