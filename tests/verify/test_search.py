"""Where in many texts a quote may stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from attrib.model import Span
from attrib.verify import Texts
from attrib.verify.parties import Voice
from attrib.verify.quote import take_apart
from attrib.verify.search import best, line_at, passage_of, stretches_anywhere, stretches_in
from attrib.verify.words import words
from tests.verify.build import texts

QUOTE = "The lamp keeper counted every herring by candlelight."
# So long that no such text is read from end to end.
FILLER = "Rain fell on the quay and on the men who stood there, and a dog barked.\n\n" * 1_200


def forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


@pytest.fixture
def many(tmp_path: Path) -> Texts:
    written = {f"{number}.txt": FILLER for number in range(2)}
    written["1.txt"] = f"Top.\n\n{FILLER}{QUOTE}\n\n{FILLER}"
    return texts(tmp_path, written)


def test_a_quote_is_found_in_long_texts_by_few_stretches(many: Texts) -> None:
    stretches = list(stretches_anywhere(forms(QUOTE), many.shelves, many.all))
    assert 0 < len(stretches) <= 4
    assert sum(len(stretch.place.text) for stretch in stretches) < len(FILLER) / 10
    found = best(take_apart(QUOTE, [Span(0, len(QUOTE))]).items, stretches)
    assert found is not None
    assert Path(found.stretch.held.path).name == "1.txt"
    assert found.alignment.score == 1
    start = found.stretch.place.words[found.alignment.steps[0].start].start
    passage = passage_of(found.stretch, Span(start, start + len(QUOTE)), None)
    assert passage.line == 2_403


def test_it_is_found_in_some_texts_alone(many: Texts) -> None:
    (without,) = [held for held in many.all if Path(held.path).name != "1.txt"]
    stretches = stretches_in(forms(QUOTE), [without])
    found = best(take_apart(QUOTE, [Span(0, len(QUOTE))]).items, stretches)
    assert found is None or found.alignment.score < 0.5


def test_with_other_words_in_it_too(many: Texts) -> None:
    quote = "The lamp warden counted each herring by candlelight"
    stretches = stretches_anywhere(forms(quote), many.shelves, many.all)
    found = best(take_apart(quote, [Span(0, len(quote))]).items, stretches)
    assert found is not None
    assert "keeper counted every" in found.stretch.place.text


def test_only_the_turns_that_are_asked_for(tmp_path: Path) -> None:
    hearing = {
        "h.txt": "PER LUND: I saw the lamp.\n\nIDA STORM: I saw the boat.\n\n"
        "PER LUND: Both of them.\n\nIDA STORM: Yes.\n"
    }
    held = texts(tmp_path, hearing)
    (stretch,) = stretches_in(["saw"], held.all, [Voice("Ida Storm")])
    assert [word.form for word in stretch.place.words] == ["i", "saw", "the", "boat", "yes"]
    (stretch,) = stretches_in(["saw"], held.all, [Voice("Odd Moen")])
    assert list(stretch.place.words) == []
    assert best(take_apart("saw", [Span(0, 3)]).items, [stretch]) is None


def test_the_first_of_equals(tmp_path: Path) -> None:
    held = texts(tmp_path, {"a.txt": f"{QUOTE}\n", "b.txt": f"{QUOTE} So it was.\n"})
    stretches = list(stretches_in(forms(QUOTE), held.all))
    items = take_apart(QUOTE, [Span(0, len(QUOTE))]).items
    for order in (stretches, stretches[::-1]):
        found = best(items, order)
        assert found is not None
        assert found.stretch.held is order[0].held


def test_lines_are_told_by_offsets(tmp_path: Path) -> None:
    (held,) = texts(tmp_path, {"a.txt": "One.\n\nTwo.\n\nThree.\n"}).all
    whole = held.text_between(0, 100)
    assert [line_at(held.kept, whole.index(word)).line for word in ("One", "Two", "Three")] == [
        1,
        3,
        5,
    ]
    assert line_at(held.kept, 10_000).line == 5
