"""A quote laid along a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Span
from attrib.verify.align import Alignment, align, weight_of
from attrib.verify.quote import take_apart
from attrib.verify.words import words


def laid(quote: str, said: str) -> Alignment:
    items = take_apart(quote, [Span(0, len(quote))]).items
    return align(items, [word.form for word in words(said)])


def told(quote: str, said: str) -> list[tuple[str, str]]:
    """What became of each item, and the words of the text that it stands for."""
    forms = [word.form for word in words(said)]
    return [(step.did, " ".join(forms[step.start : step.end])) for step in laid(quote, said).steps]


def test_the_same_words_are_found_where_they_stand() -> None:
    alignment = laid("the lamps burn", "at night the lamps burn low")
    assert [(step.did, step.start) for step in alignment.steps] == [
        ("same", 2),
        ("same", 3),
        ("same", 4),
    ]
    assert (alignment.score, alignment.cost) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("quote", "said", "steps"),
    [
        (
            "the lamps burnt low",
            "the lamps burned low",
            [("same", "the"), ("same", "lamps"), ("same", "burned"), ("same", "low")],
        ),
        (
            "the lamps glow low",
            "the lamps burn low",
            [("same", "the"), ("same", "lamps"), ("other", "burn"), ("same", "low")],
        ),
        (
            "all the lamps burn",
            "the lamps burn",
            [("added", ""), ("same", "the"), ("same", "lamps"), ("same", "burn")],
        ),
        (
            "the … burn",
            "the old ship lamps burn",
            [("same", "the"), ("dots", "old ship lamps"), ("same", "burn")],
        ),
        (
            "they [the keepers] light lamps",
            "they old men light lamps",
            [("same", "they"), ("gloss", "old men"), ("same", "light"), ("same", "lamps")],
        ),
        (
            "we lit 15 lamps",
            "we lit 150 lamps",
            [("same", "we"), ("same", "lit"), ("other", "150"), ("same", "lamps")],
        ),
    ],
)
def test_what_became_of_each_word(quote: str, said: str, steps: list[tuple[str, str]]) -> None:
    assert told(quote, said) == steps


def test_the_nearest_of_two_places_is_taken_behind_dots() -> None:
    steps = laid("the lamps … burn", "the lamps may burn and then burn out").steps
    assert [step.start for step in steps if step.did == "same"] == [0, 1, 3]


def test_the_better_of_two_places_is_taken() -> None:
    said = "the lamps burn high here and the green lamps burn low there"
    assert [step.start for step in laid("green lamps burn low", said).steps] == [7, 8, 9, 10]


def test_what_carries_little_counts_little() -> None:
    assert weight_of("the") < weight_of("lamp")
    without_light = laid("lamps burn over there", "lamps burn")
    without_telling = laid("lamps burn over there", "over there")
    assert without_light.score > 0.7 > 0.5 > without_telling.score


@pytest.mark.parametrize("said", ["", "x", "nothing of that kind"])
def test_a_quote_that_is_not_there_has_no_score(said: str) -> None:
    alignment = laid("green lamps burn", said)
    assert alignment.score < 0.3
    assert [step.item for step in alignment.steps] == [0, 1, 2]


ITEMS = st.lists(st.sampled_from(["a", "lamp", "15", "…", "[it]", "not"]), min_size=1, max_size=12)


@given(ITEMS, st.lists(st.sampled_from(["a", "lamp", "15", "it", "not", "lamps"]), max_size=20))
def test_every_item_has_its_step_and_steps_go_forward(quote: list[str], said: list[str]) -> None:
    written = " ".join(quote)
    items = take_apart(written, [Span(0, len(written))]).items
    if not any(item.mark == "word" for item in items):
        return
    alignment = align(items, said)
    assert [step.item for step in alignment.steps] == list(range(len(items)))
    assert 0 <= alignment.score <= 1
    at = 0
    for step in alignment.steps:
        assert at <= step.start <= step.end <= len(said)
        at = step.end
        if step.did == "same":
            assert items[step.item].form == said[step.start]
    assert align(items, said) == alignment
