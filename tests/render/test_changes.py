"""What parts a quote from its source's text, in words."""

import pytest

from attrib.model import Change, Span
from attrib.model.verdict import About, How
from attrib.render.changes import change_told


def change(how: How, quoted: str, said: str, about: About = "words") -> Change:
    return Change(how, about, quoted, said, Span(0, len(quoted)), Span(0, len(said)))


@pytest.mark.parametrize(
    ("how", "quoted", "said", "words"),
    [
        ("replaced", "three", "two", "“three” for “two”"),
        ("added", "never", "", "“never” added"),
        ("left-out", "", "as far as I know", "“as far as I know” left out"),
        ("moved", "on Monday", "on Monday", "“on Monday” moved"),
        ("gloss", "[the board]", "they", "“[the board]” for “they”, marked"),
        ("gloss", "[sic]", "", "“[sic]” is put in, marked"),
        ("ellipsis", "...", "and the quay", "“and the quay” left out, marked"),
    ],
)
def test_each_kind_of_change_says_what_happened(
    how: How, quoted: str, said: str, words: str
) -> None:
    assert change_told(change(how, quoted, said)) == words


def test_what_may_turn_the_meaning_is_named_first() -> None:
    assert change_told(change("replaced", "three", "two", "number")) == "number: “three” for “two”"
    assert change_told(change("left-out", "", "not", "negation")) == "negation: “not” left out"
    assert change_told(change("gloss", "[Lund]", "he", "name")) == "name: “[Lund]” for “he”, marked"


def test_words_over_several_lines_come_on_one_and_cannot_drive_a_screen() -> None:
    hostile = "two\r\n\tlines\x1b[31m\u202e"
    assert change_told(change("replaced", hostile, "x")) == "“two lines\\x1b[31m\\u202e” for “x”"
    assert change_told(change("added", hostile, "")) == "“two lines\\x1b[31m\\u202e” added"
