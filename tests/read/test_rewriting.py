from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attrib.model import OffsetMap, Span
from attrib.read.rewriting import Rewriting, Rewritten, paragraphs_of

# What is kept, what stands for something else ("" for what is left out), and what it becomes.
PIECES = st.lists(
    st.tuples(st.sampled_from(["keep", "put", "drop"]), st.text("abc&;", min_size=1, max_size=4)),
    max_size=12,
)


def rewritten(raw: str, pieces: list[tuple[str, str]]) -> Rewritten:
    made, at = Rewriting(), 0
    for how, words in pieces:
        size = len(words)
        if at + size > len(raw):
            break
        if how == "keep":
            made.keep(raw[at : at + size], at)
        elif how == "put":
            made.put("X", at, at + size)
        at += size
    return made.done()


@given(st.text("abcdef", max_size=40), PIECES, PIECES)
def test_two_maps_in_a_row_lead_where_each_leads(
    raw: str, first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    middle = rewritten(raw, first)
    last = rewritten(middle.text, second)
    through = last.offsets.through(middle.offsets)
    for start in range(len(last.text)):
        one = Span(start, start + 1)
        assert through.raw(one) == middle.offsets.raw(last.offsets.raw(one))
        if last.text[start] != "X":
            assert raw[slice(*through.raw(one))] == last.text[start]


def test_without_a_map_the_other_is_the_whole_way() -> None:
    made = rewritten("abc", [("drop", "a"), ("keep", "bc")])
    assert OffsetMap().through(made.offsets) == made.offsets
    assert made.offsets.through(OffsetMap()) == made.offsets


def test_paragraphs_are_parted_by_newlines_and_a_last_space_is_taken_back() -> None:
    one, two = Rewriting(), Rewriting()
    one.keep("ab ", 3)
    one.trim()
    two.put("“", 10, 17)
    two.put(" ", 17, 20)
    two.trim()
    text, paragraphs = paragraphs_of([one, two])
    assert text.text == "ab\n“"
    assert paragraphs == (Span(0, 2), Span(3, 4))
    assert [text.offsets.raw(p) for p in paragraphs] == [Span(3, 5), Span(10, 17)]
