from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from attrib.find import find_quotations
from attrib.find.windows import CAPITAL, QUOTED, Window, cut
from attrib.model import Span


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    home = Path(__file__).parents[2] / "attrib" / "data" / "tagger"
    return Tokenizer.from_file(str(home / "tokenizer.json"))


def windows(text: str, tokenizer: Tokenizer, limit: int = 256) -> list[Window]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Span(at, at + len(line)))
        at += len(line) + 1
    quotations = find_quotations(text, paragraphs).quotations
    return list(cut(text, paragraphs, quotations, tokenizer, limit))


def test_every_word_stands_in_one_window_in_order(tokenizer: Tokenizer) -> None:
    text = "\n\n".join(
        f"The {n}th boat left the quay at dawn. It did not return." for n in range(40)
    )
    found = windows(text, tokenizer, 64)
    assert len(found) > 5
    words = [text[s:e] for window in found for s, e in window.words]
    assert "".join(words) == "".join(text.split())
    assert all(len(window.ids) <= 64 for window in found)


def test_a_long_paragraph_is_cut_after_a_sentence(tokenizer: Tokenizer) -> None:
    text = " ".join(["The boat left the quay at dawn with nine people aboard."] * 30)
    first, *_ = windows(text, tokenizer, 64)
    assert text[slice(*first.words[-1])] == "."


def test_a_paragraph_that_announces_the_next_goes_with_it(tokenizer: Tokenizer) -> None:
    filler = "The boat left the quay at dawn with nine people aboard, and came back at noon."
    for extra in range(3):
        lines = [filler] * (2 + extra) + ["Calder said:", "“We shall not close the pier.” " * 3]
        text = "\n\n".join(lines)
        found = windows(text, tokenizer, 64)
        holder = next(w for w in found if any(text[s:e] == "Calder" for s, e in w.words))
        assert any(text[s:e] == "pier" for s, e in holder.words)
        for window in found:
            assert len(window.ids) <= 64
            assert [window.ids[f] != 102 for f in window.firsts] == [True] * len(window.words)
        words = [text[s:e] for window in found for s, e in window.words]
        assert "".join(words) == "".join(text.split())


def test_quoted_and_capital_bits(tokenizer: Tokenizer) -> None:
    text = "Ada said “Go home” twice."
    (window,) = windows(text, tokenizer)
    bits = {
        text[s:e]: int(window.types[f])
        for (s, e), f in zip(window.words, window.firsts, strict=True)
    }
    assert bits["Ada"] == CAPITAL
    assert bits["said"] == 0
    assert bits["Go"] == QUOTED | CAPITAL
    assert bits["home"] == QUOTED
    assert bits["twice"] == 0


def test_a_quotation_that_runs_on_is_quoted_in_each_paragraph(tokenizer: Tokenizer) -> None:
    text = "Ada said: “Go home.\n\n“Stay there,” and left.\n\nNobody “stayed”."
    (window,) = windows(text, tokenizer)
    quoted = [
        text[s:e]
        for (s, e), first in zip(window.words, window.firsts, strict=True)
        if window.types[first] & QUOTED
    ]
    assert " ".join(quoted) == "“ Go home . “ Stay there , ” “ stayed ”"


def test_a_word_beyond_any_window_is_cut_off_and_the_rest_read(tokenizer: Tokenizer) -> None:
    text = "Ada said " + "zq" * 40 + " was no word."
    found = windows(text, tokenizer, 32)
    assert all(len(window.ids) <= 32 for window in found)
    assert [text[s:e] for window in found for s, e in window.words] == [*text[:-1].split(), "."]


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_windows(tokenizer: Tokenizer, text: str) -> None:
    for window in windows(text, tokenizer, 32):
        assert len(window.ids) <= 32
        assert len(window.words) == len(window.firsts) == len(window.paragraphs)
        for start, end in window.words:
            assert 0 <= start < end <= len(text)
