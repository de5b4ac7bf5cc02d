from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import Document, Span
from attrib.read import read_bytes


def read(page: str) -> Document:
    return read_bytes(page.encode(), "a.md")


def paragraphs(page: str) -> list[str]:
    document = read(page)
    return [document.slice(paragraph) for paragraph in document.paragraphs]


def raw(page: str, words: str) -> str:
    document = read(page)
    start = document.text.index(words)
    return document.raw[slice(*document.raw_span(Span(start, start + len(words))))]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("# The pier #\n\nIt is\nshut.", ["The pier", "It is shut."]),
        ("The pier\n===\n\nShut.", ["The pier", "Shut."]),
        ("He *said* **so** ***twice***.", ["He said so twice."]),
        ("A [link *in* it](http://x.y/said 'said it') said.", ["A link in it said."]),
        ("A [link](<http://x/a b> (x)) and [one][r].\n\n[r]: http://x", ["A link and one."]),
        ("[not][this] one, [nor] this (or that).", ["[not][this] one, [nor] this (or that)."]),
        ("![said](x.png) Shut.", ["Shut."]),
        ("<http://x.y/z> is `down  now`.", ["http://x.y/z is down now."]),
        ("“Shut,”\\\nhe said &mdash; \\*twice\\*.", ["“Shut,” he said — *twice*."]),
        ("> “Shut.”\n> It is.\n\n- one.\n- two.\n  1. three.", ["“Shut.” It is.", "one.", "two.", "three."]),
        ("| who | what |\n|---|---|\n| Ann | “a \\| b” |", ["who", "what", "Ann", "“a | b”"]),
        ("Shut.[^1]\n\n[^1]: A note.", ["Shut."]),
        ("Shut.[^1]\n[^1]: A note,\nset in.\n[^2]: Another.\n\nOpen.", ["Shut.", "Open."]),
        ("[^1]: One.\n[^2]: Two.\n\n    Three.\n\nShut.", ["Shut."]),
        ("It is <span hidden>not *so*</span> shut, <b>he</b> <label>a <label>b</label></label>said.", ["It is shut, he said."]),
        ("It is <span hidden>shut, he said.\n\nOpen.", ["It is shut, he said.", "Open."]),
        ("It is <ins>shut</ins> and <del>open</del><br hidden> now.", ["It is shut and open now."]),
        ("<h2>The pier</h2>\n\nShut.\n\n<!-- x -->\n\n<div>", ["The pier", "Shut."]),
        ("[Read it all here](http://x)\n\nShut.", ["Shut."]),
        ("[Shut, he said.](http://x)", ["Shut, he said."]),
        ("<p>Shut, <b>he</b>\nsaid.</p>\n\n<!-- note -->\n\nOpen.", ["Shut, he said.", "Open."]),
        ("A line<br>break and soft\u00adhyphen.", ["A line break and softhyphen."]),
        ("```\ncode *here*\n```", ["code *here*"]),
        ("---\ntitle: T\n---\nShut.", ["Shut."]),
        ("* * *\n\nShut.", ["Shut."]),
    ],
)  # fmt: skip
def test_the_words_without_their_marks(page: str, found: list[str]) -> None:
    assert paragraphs(page) == found


def test_places_run_through_marks_and_lines() -> None:
    page = "# One #\n\nOne “[two *three*](http://x/two),”\n> said &amp; done.\n"
    assert raw(page, "“two three,”") == "“[two *three*](http://x/two),”"
    assert raw(page, "done.") == "done."
    assert raw(page, "&") == "&amp;"
    document = read(page)
    assert document.locate(document.raw_span(document.paragraphs[0]).start) == (1, 3)
    assert document.headline == "One"


def test_cells_with_the_same_words_have_their_own_places() -> None:
    document = read("| no | no |\n|---|---|\n| no | no |\n")
    assert [document.locate(document.raw_span(p).start) for p in document.paragraphs] == [
        (1, 3),
        (1, 8),
        (3, 3),
        (3, 8),
    ]


@pytest.mark.parametrize(
    ("row", "places"),
    [
        ("| | shut |", {"shut": 5}),
        ("| shut | | shut |", {"shut": 3}),
        ("no | shut | no", {"no": 1, "shut": 6}),
        ("> | no | shut |", {"no": 5, "shut": 10}),
        ("> no | shut", {"no": 3, "shut": 8}),
        ("- | no | shut |", {"no": 5, "shut": 10}),
        ("| no \\| shut | x", {"no": 3, "\\|": 6, "shut": 9, "x": 16}),
        ("|  no\\|no *shut*  |", {"no\\": 4, "shut": 12}),
        ("|no|shut", {"no": 2, "shut": 5}),
        ("| no\\", {"no": 3}),
    ],
)
def test_each_cell_has_its_place(row: str, places: dict[str, int]) -> None:
    before = "> " if row.startswith(">") else ""
    lead = "- " if row.startswith("-") else before
    then = "  " if lead == "- " else before
    page = f"{lead}| a | b | c |\n{then}|---|---|---|\n{row.replace('- ', '  ', 1)}\n"
    document = read(page)
    last = page.rindex("\n", 0, -1) + 1
    for words, column in places.items():
        start = document.text.index(words.replace("\\|", "|").rstrip("\\"), 6)
        begin, _ = document.raw_span(Span(start, start + 1))
        assert begin - last + 1 == column


def test_a_page_is_read_as_one_whatever_it_is_called() -> None:
    page = (
        "<!DOCTYPE html>\n<html><body>\n\n<div class='sidebar'><p>Most read: no.</p></div>\n\n"
        "<article><h1>Shut</h1>\n\n<p>The pier is shut, Ann Lee said.</p></article></body></html>"
    )
    document = read(page)
    assert document.headline == "Shut"
    assert document.text == "Shut\nThe pier is shut, Ann Lee said."


def test_a_heading_of_html_is_a_headline() -> None:
    assert read("<h1>The pier</h1>\n\n# Not this\n\nShut.").headline == "The pier"


@pytest.mark.parametrize("unit", ["![", "[", "[a](", "[a](b) ", "**"])
def test_marks_without_number_are_words(unit: str) -> None:
    found = paragraphs("He said no. " + unit * 2_000 + "\n\n*Shut*.")
    assert found[0].startswith(f"He said no. {unit}")
    assert found[1] == "Shut."


def test_front_matter_says_what_it_says() -> None:
    document = read(
        "---\ntitle: The pier\nauthor: Ann Lee\ndate: 2026-03-02\npublication: The Daily\n"
        "kind: opinion\n---\n\n# Another\n\nShut.[^a] [^b]\n\n[^a]: One.\n\n[^b]: Two\n    three.\n\n    More.\n"
    )
    assert (document.headline, document.byline, document.date) == (
        "The pier",
        "Ann Lee",
        "2026-03-02",
    )
    assert (document.publication, document.kind) == ("The Daily", "opinion")
    assert document.left_out == ("2 footnotes",)
    assert document.text == "Another\nShut."


def test_a_comment_is_about_the_paragraph_after_it() -> None:
    document = read("One.\n\n<!-- attrib: allow AT204 because -->\nTwo *here*.\n")
    (comment,) = document.comments
    assert comment.paragraph is not None
    assert document.slice(comment.paragraph) == "Two here."
    assert document.raw[slice(*comment.span)] == "<!-- attrib: allow AT204 because -->"


@pytest.mark.parametrize(
    "page", [">" * 40 + " a", "a " * 1_100_000, "- a\n" * 100_001, "a|b\n-|-\n\n" * 60_000]
)
def test_what_is_no_article_is_refused(page: str) -> None:
    with pytest.raises(ReadError, match="Markdown"):
        read(page)


WORDS = st.sampled_from(["said", "pier", "é", "no", "“shut”"])
PIECES = st.one_of(
    WORDS,
    st.sampled_from(
        [" ", "\n", "\n\n", "\n> ", "\n- ", "\n# ", "*", "**", "_", "`", "[", "]", "|"]
    ),
    st.sampled_from(["&amp;", "\\*", "<b>", "<br>", "  \n", "\\\n", "[^1]", "(", ")", "    "]),
    WORDS.map(lambda w: f"[{w}](http://x/{w} '{w}')"),
    WORDS.map(lambda w: f"![{w}](http://x/{w})"),
    WORDS.map(lambda w: f"[{w}][r]"),
    WORDS.map(lambda w: f"\n\n<p>{w} <i>{w}</i></p>\n\n"),
    WORDS.map(lambda w: f"\n| {w} | {w} |\n|---|---|\n| {w} | {w} {w} |\n\n"),
)


@given(st.lists(PIECES, max_size=25).map("".join))
@example("[said](http://x/said 'said')said")
@example("- pier\n\n      pier")
@example("> - said\n>   said")
def test_every_word_has_its_place(page: str) -> None:
    page += "\n\n[r]: http://said\n"
    try:
        document = read(page)
    except ReadError:
        return
    last = 0
    for found in re.finditer(r"said|pier|é|shut", document.text):
        start, end = document.raw_span(Span(*found.span()))
        assert document.raw[start:end] == found.group()
        assert start >= last
        last = end
