"""A quote taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Span
from attrib.verify.quote import Quote, take_apart


def taken(*pieces: str) -> tuple[Quote, str]:
    text = " he said, ".join(pieces)
    spans, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        spans.append(Span(start, start + len(piece)))
        at = start + len(piece)
    return take_apart(text, spans), text


def shown(*pieces: str) -> str:
    quote, _ = taken(*pieces)
    return " ".join(item.form or f"<{item.mark}>" for item in quote.items)


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("“We knew … and slept.”", "we knew <dots> and slept"),
        ("“We knew ... and slept”", "we knew <dots> and slept"),
        ("“We knew [...] and slept”", "we knew <dots> and slept"),
        ("“[The board] knew”", "<gloss> knew"),
        ("“They [the board] knew”", "they <gloss> knew"),
        ("“[W]e knew of the compan[ies]”", "we knew of the companies"),
        ("“We knowed [sic] it [laughs]”", "we knowed it"),
        ("“We knew (sic) it”", "we knew it"),
        ("“We knew [1] it”", "we knew it"),
        ("‘He told me, “Wait”, and I did’", "he told me wait and i did"),
        ("“We (the board) knew”", "we the board knew"),
    ],
)
def test_what_it_holds(words: str, items: str) -> None:
    assert shown(words) == items


def test_the_cue_between_two_pieces() -> None:
    assert shown("“We knew,”", "“and slept.”") == "we knew <break> and slept"


def test_dots_at_its_edges_are_no_items() -> None:
    quote, _ = taken("“… we knew …”")
    assert (quote.opened, quote.closed, quote.words) == (True, True, ["we", "knew"])


def test_touched_words_are_known() -> None:
    quote, _ = taken("“[W]e knew”")
    assert [item.touched for item in quote.items] == [True, False]


def test_nothing_in_it() -> None:
    assert taken("“ ”")[0].items == ()
    assert take_apart("", []).words == []


@given(st.text(alphabet="ab [].…'“”(sic)\n", max_size=80))
def test_whatever_it_holds_its_places_are_inside(words: str) -> None:
    quote = take_apart(words, [Span(0, len(words))])
    at = 0
    for item in quote.items:
        assert at <= item.start <= item.end <= len(words)
        at = item.start
    if quote.items:
        assert {quote.items[0].mark, quote.items[-1].mark} <= {"word", "gloss"}
