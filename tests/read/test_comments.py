from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import Document, Span
from attrib.read import read_bytes, read_text

COMMENT = "<!-- attrib: allow vague-source: known -->"
WRAPPED = (
    "The ferry company said on Tuesday that it would close its\n"
    "oldest line in March, blaming falling fares and a strike that\n"
    "kept half of its boats in port since the end of the year.\n\n"
    "Passengers were less sure.\nOthers were not.\n"
)


def held(document: Document) -> list[str | None]:
    """For each comment, the first words of the paragraph that it holds for."""
    return [
        None if c.paragraph is None else " ".join(document.slice(c.paragraph).split()[:2])
        for c in document.comments
    ]


def words(document: Document) -> list[str]:
    return [" ".join(document.slice(p).split()) for p in document.paragraphs]


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        (f"One here. {COMMENT}\n\nTwo here.", "One here."),
        (f"{COMMENT} One here.\n\nTwo here.", "One here."),
        (f"One {COMMENT}here.\n\nTwo here.", "One here."),
        (f"One here.\n\n{COMMENT}\n\nTwo here.", "Two here."),
        (f"One here.\n\n{COMMENT}\nTwo here.", "Two here."),
        (f"One here.\n  {COMMENT}  \nTwo here.", "Two here."),
        (f"One here.\r\n{COMMENT}\r\nTwo here.", "Two here."),
        (f"One here.\n\nTwo here.\n\n{COMMENT}\n", None),
        (f"{COMMENT}\n\nOne here.\n\nTwo here.", "One here."),
    ],
)
def test_in_plain_text_it_holds_for_its_line_s_paragraph_or_the_next(
    text: str, paragraph: str | None
) -> None:
    for document in (read_text(text), read_bytes(text.encode(), "a.md")):
        assert held(document) == [paragraph]
        assert words(document) == ["One here.", "Two here."]
        (comment,) = document.comments
        assert document.raw[slice(*comment.span)] == COMMENT
        assert comment.words == " attrib: allow vague-source: known "


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"<p>One here. {COMMENT}</p><p>Two here.</p>", ["One here."]),
        (f"<p>{COMMENT}One here.</p><p>Two here.</p>", ["One here."]),
        (f"<p>One here.</p>{COMMENT}<p>Two here.</p>", ["Two here."]),
        (f"{COMMENT}<p>One here.</p><p>Two here.</p>", ["One here."]),
        (
            f"<p>One here.</p>{COMMENT}<nav><a href='/'>Home</a></nav><p>Two here.</p>",
            ["Two here."],
        ),
        (f"<p>One here.</p><p>Two here.</p>{COMMENT}", [None]),
        (f"<p>One here.</p><script>{COMMENT}</script><p>Two here.</p>", []),
        (f"<p>One here.</p><style>{COMMENT}</style><p>Two here.</p>", []),
        (f"<title>{COMMENT}</title><p>One here.</p><p>Two here.</p>", []),
        ("<p>One here.<!-- a note --></p><!--[if IE]><![endif]--><p>Two here.</p>", []),
    ],
)
def test_in_a_page_it_holds_for_its_paragraph_or_the_next(
    page: str, expected: list[str | None]
) -> None:
    document = read_bytes(f"<!doctype html><html><body>{page}</body></html>".encode(), "a.html")
    assert held(document) == expected
    assert words(document) == ["One here.", "Two here."]
    for comment in document.comments:
        assert document.raw[slice(*comment.span)] == COMMENT


def test_a_paragraph_that_is_no_part_of_the_article_is_passed_over() -> None:
    text = f"One here said it.\n\n{COMMENT}\n\nAdvertisement\n\nTwo here said so."
    assert held(read_text(text)) == ["Two here"]


@pytest.mark.parametrize(
    "line",
    [
        f"Advertisement {COMMENT}",
        f"{COMMENT} Advertisement",
        f"{COMMENT} Advertisement {COMMENT}",
        f"* * * {COMMENT}",
        f"Advertisement <!-- attrib: allow\nvague-source: known --> {COMMENT}",
        f"{COMMENT}<!-- attrib: allow\nvague-source: known --> Advertisement",
    ],
)
def test_among_words_that_are_left_out_it_holds_for_nothing(line: str) -> None:
    document = read_text(f"One here said it.\n\n{line}\n\nTwo here said so.")
    assert words(document) == ["One here said it.", "Two here said so."]
    assert set(held(document)) == {None}
    assert all(comment.among for comment in document.comments)


LEFT_OUT = [
    f"<p>Advertisement {COMMENT}</p>",
    f"<p>{COMMENT}Advertisement</p>",
    f"<figure><figcaption>The pier. {COMMENT}</figcaption></figure>",
    f"<aside>{COMMENT}<p>More here.</p></aside>",
    f"<aside><p>More here.</p>{COMMENT}</aside>",
    f"<nav>{COMMENT}<a href='/'>Home</a></nav>",
    f"<footer><p>Contact</p>{COMMENT}</footer>",
    f"<template>{COMMENT}<p>More here.</p></template>",
    f"<p hidden>More here. {COMMENT}</p>",
    f"<p><time>1 May 2026 {COMMENT}</time></p>",
]


@pytest.mark.parametrize("part", LEFT_OUT)
def test_in_a_part_of_a_page_that_is_left_out_it_holds_for_nothing(part: str) -> None:
    page = f"<!doctype html><html><body><p>One here.</p>{part}<p>Two here.</p></body></html>"
    document = read_bytes(page.encode(), "a.html")
    assert words(document) == ["One here.", "Two here."]
    assert set(held(document)) <= {None}


def test_in_another_article_of_a_page_it_holds_for_nothing() -> None:
    story = "<p>One here said it, and said it again until everybody had heard it.</p>" * 5
    teaser = f"<article><p>More here.</p>{COMMENT}<p>Yet more.</p></article>"
    page = f"<!doctype html><body>{teaser}<article>{story}</article></body>"
    assert held(read_bytes(page.encode(), "a.html")) == [None]
    beside = f"<!doctype html><body>{COMMENT}<article>{story}</article></body>"
    assert held(read_bytes(beside.encode(), "a.html")) == ["One here"]


@pytest.mark.parametrize("marks", ["`", "``", "```"])
def test_between_backticks_on_a_line_it_is_no_comment(marks: str) -> None:
    document = read_text(f"Write {marks}{COMMENT}{marks} before it.\n\nTwo here.")
    assert document.comments == ()
    assert COMMENT in document.text


@pytest.mark.parametrize(
    "line",
    [f"One ` {COMMENT}", f"`One` {COMMENT} `two`", f"`` One {COMMENT} `", f"` a\n{COMMENT} `"],
)
def test_backticks_that_are_not_around_it_change_nothing(line: str) -> None:
    assert len(read_text(line + "\n\nTwo here.").comments) == 1


def test_wrapped_lines_stay_one_paragraph_around_a_comment_on_one_of_them() -> None:
    plain = read_text(WRAPPED)
    document = read_text(WRAPPED.replace(" its\n", f" its {COMMENT}\n"))
    assert document.text == plain.text
    assert document.paragraphs == plain.paragraphs
    assert held(document) == ["The ferry"]


def test_a_comment_over_several_lines_is_one() -> None:
    document = read_text("One here. <!--\n  attrib: allow vague-source:\n  known\n-->\nTwo here.")
    assert words(document) == ["One here.", "Two here."]
    assert held(document) == ["One here."]


def test_other_comments_are_words_in_plain_text() -> None:
    document = read_text("One <!-- attribution: desk --> here. <!-- attrib is great -->")
    assert document.comments == ()
    assert document.text == document.raw


@pytest.mark.parametrize("after", ["", f"\n\nTwo here.\n\n{COMMENT}", " x" * 1_500 + " -->"])
def test_one_that_is_not_closed_hides_no_words(after: str) -> None:
    document = read_text("One <!-- attrib: allow vague-source: known here." + after)
    assert not document.comments[0].closed
    assert "allow vague-source: known here." in document.text


def test_plain_text_that_begins_with_one_is_no_page() -> None:
    document = read_bytes(f"{COMMENT}\n{COMMENT}\n\n# Title\n\nOne <b>here</b>.".encode(), "a.txt")
    assert words(document) == ["# Title", "One <b>here</b>."]
    page = read_bytes(f"{COMMENT}\n<p>One here.</p>".encode(), "a.html")
    assert words(page) == ["One here."]


def test_more_than_anybody_writes_are_refused() -> None:
    for text in (f"One. {COMMENT} " * 1_001, f"<p>One.</p>{COMMENT}" * 1_001):
        with pytest.raises(ReadError, match="more than 1,000 comments to attrib"):
            read_bytes(text.encode(), "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "<!-- attrib:" * 300_000,
        "<!--" * 900_000,
        "<!--" + " " * 3_000_000 + "attrib:",
        "<!-- " * 300_000 + "attrib: -->",
        "x <!-- attrib: " + "<" * 3_000_000,
        f"{COMMENT} " * 900 + " " * 1_000_000,
        f"`{COMMENT}` " * 50_000,
        "`" * 3_000_000 + COMMENT,
    ],
)
def test_hostile_comments_take_no_more_time_than_their_length(text: str) -> None:
    for data in (text, "<p>One.</p>" + text):
        with suppress(ReadError):
            read_bytes(data.encode(), "a.txt")


PIECES = st.sampled_from(
    [
        *(COMMENT, "<!--", "-->", "attrib:", " allow ", "\n", "\n\n", "\r\n", " ", "\t", "<p>"),
        *("One here.", "long-", "\u00ad", "\u200b", "“x”", "\u2028", "\U0001f600", "</p>"),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@example("a\u00ad" + COMMENT + "\u00adb")
def test_every_character_maps_to_its_place(text: str) -> None:
    try:
        document = read_text(text)
    except ReadError:
        return
    for offset, char in enumerate(document.text):
        raw = document.raw_span(Span(offset, offset + 1))
        assert document.raw[slice(*raw)] == char or (char in " \n" and raw.end - raw.start == 1)
    for comment in document.comments:
        assert document.raw.startswith("<!--", comment.span.start)
        assert comment.paragraph is None or comment.paragraph in document.paragraphs


@given(
    st.lists(st.sampled_from(["One here.", "Two “so”.", "A long-\u00addrawn line."]), min_size=1)
)
def test_a_text_reads_as_if_they_had_never_been_there(paragraphs: list[str]) -> None:
    plain = read_text("\n\n".join(paragraphs))
    commented = read_text("\n\n".join(f"{p} {COMMENT}" for p in paragraphs))
    assert commented.text == plain.text
    assert commented.paragraphs == plain.paragraphs
    assert [c.paragraph for c in commented.comments] == list(commented.paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        f"{COMMENT}\n---\ntitle: The pier\n---\n\nOne here.\n\nTwo here.",
        f"---\n{COMMENT}\ntitle: The pier\n---\n\nOne here.\n\nTwo here.",
        f"---\ntitle: The pier\n---\n\n{COMMENT}\nOne here.\n\nTwo here.",
    ],
)
def test_front_matter_is_read_as_if_they_were_not_there(text: str) -> None:
    document = read_text(text)
    assert document.headline == "The pier"
    assert words(document) == ["One here.", "Two here."]
    assert held(document) == ["One here."]


def test_among_the_words_of_front_matter_it_holds_for_nothing() -> None:
    document = read_text(f"---\ntitle: The pier {COMMENT}\n---\n\nOne here.\n\nTwo here.")
    assert document.headline == "The pier"
    assert held(document) == [None]


def test_one_that_is_not_closed_is_no_head_of_front_matter() -> None:
    document = read_text("<!-- attrib: allow\n---\ntitle: The pier\n---\n\nOne here.")
    assert document.headline is None
    assert "title: The pier" in " ".join(words(document))
