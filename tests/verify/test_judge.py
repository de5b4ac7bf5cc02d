"""What a quote made of its source's words: the table of verdicts."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Span
from attrib.verify.align import align
from attrib.verify.judge import Place, Reading, in_order, judge
from attrib.verify.quote import take_apart
from attrib.verify.words import words

SAID = (
    "Last night the council voted nine to two to keep the ferry open. We are not going to sell the "
    "two lines, and we never said that we would. If the bill fails, we will raise fares by five per "
    "cent. And the people of this harbor, they know it. I, I want to thank the crews who worked "
    "through the storm, all of them, day and night.\n"
    "The mayor said that Anna Berg wrote the letter on Monday. It was, um, allegedly never sent."
)


def read(quote: str, said: str = SAID, *, whole: bool = True) -> Reading:
    taken = take_apart(quote, [Span(0, len(quote))])
    found = words(said)
    alignment = align(taken.items, [word.form for word in found])
    return judge(quote, taken, alignment, Place(said, found), whole=whole)


class Case(NamedTuple):
    quote: str
    kind: str
    changes: tuple[tuple[str, str, str, str], ...] = ()
    whole: bool = True


CASES = [
    Case("We are not going to sell the two lines, and we never said that we would.", "verbatim"),
    Case("If the bill fails, we will raise fares by 5%.", "verbatim"),
    Case("The people of this harbour, they know it.", "verbatim"),
    Case("I want to thank the crews", "verbatim", whole=False),
    Case("raise fares by five per cent", "verbatim"),
    Case("WE ARE NOT GOING TO SELL", "verbatim"),
    Case("[W]e never said that we would.", "edited", (("gloss", "words", "[W]e", "we"),)),
    Case(
        "and [the council] never said that we would",
        "edited",
        (("gloss", "words", "[the council]", "we"),),
        whole=False,
    ),
    Case(
        "We are not going to sell … and we never said that we would.",
        "edited",
        (("ellipsis", "words", "…", "the two lines"),),
    ),
    Case(
        "If the bill … we will raise fares by five per cent.",
        "edited",
        (("ellipsis", "words", "…", "fails"),),
    ),
    Case(
        "We will raise fares by five per cent.",
        "trimmed",
        (("left-out", "condition", "", "If the bill fails"),),
    ),
    Case(
        "We are going to sell the two lines, and we never said that we would.",
        "trimmed",
        (("left-out", "negation", "", "not"),),
    ),
    Case("It was never sent.", "trimmed", (("left-out", "hedge", "", "allegedly"),)),
    Case(
        "If the bill fails, we will raise fares by four per cent.",
        "altered",
        (("replaced", "number", "four per cent", "five per cent"),),
    ),
    Case(
        "The mayor said that Nora Berg wrote the letter on Monday.",
        "altered",
        (("replaced", "name", "Nora", "Anna"),),
    ),
    Case(
        "The mayor said that Anna Berg wrote the letter on Friday.",
        "altered",
        (("replaced", "date", "Friday", "Monday"),),
    ),
    Case(
        "We aren’t going to sell the two lines, and we never said that we would.",
        "altered",
        (("replaced", "contraction", "aren’t", "are not"),),
    ),
    Case(
        "Last night the council unanimously voted nine to two to keep the ferry open.",
        "altered",
        (("added", "words", "unanimously", ""),),
    ),
    Case(
        "Last night the council voted nine to two to keep the ferry shut.",
        "altered",
        (("replaced", "words", "shut", "open"),),
    ),
    Case(
        "Last night the council voted nine to two to keep the ferry open. The mayor said that Anna "
        "Berg wrote the letter on Monday.",
        "spliced",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.quote[:60])
def test_table(case: Case) -> None:
    reading = read(case.quote, whole=case.whole)
    found = tuple((c.how, c.about, c.quoted, c.said) for c in reading.changes)
    assert (reading.kind, found) == (case.kind, case.changes)


@pytest.mark.parametrize(
    ("quote", "said", "about"),
    [
        ("We open in May.", "We open in March.", "date"),
        ("We may open it.", "We will open it.", "condition"),
        ("We march on it.", "We walk on it.", "words"),
        ("May we open it?", "Shall we open it?", "condition"),
    ],
)
def test_months_are_written_in_capitals(quote: str, said: str, about: str) -> None:
    assert [change.about for change in read(quote, said).changes] == [about]


def test_the_gravest_changes_come_first() -> None:
    reading = read("Last night the board voted eight to two to keep the ferry open.")
    assert [c.about for c in in_order(reading.changes)] == ["number", "words"]


def test_emphasis_lost_is_no_stammer() -> None:
    reading = read("It was very cold.", "It was very, very cold.")
    assert (reading.kind, [c.said for c in reading.changes]) == ("trimmed", ["very"])


def test_the_cue_in_a_texts_own_quotation_is_none_of_it() -> None:
    said = "“Every one of them is going home,” he wrote, “and the only question is when.”"
    assert (
        read("Every one of them is going home, and the only question is when.", said).kind
        == "verbatim"
    )


def test_an_edge_ends_at_the_texts_own_marks() -> None:
    said = "The mayor, Odd Berg, said: “The pool will close.” Then he left."
    assert read("The pool will close.", said).kind == "verbatim"


@pytest.mark.parametrize(
    ("quote", "said", "kind", "changes"),
    [
        ("It's a long winter.", "It is a long winter.", "altered", ["contraction: It is"]),
        ("We have what they've.", "We have what they have.", "altered", ["contraction: they have"]),
        ("I think the mast cracked.", "I think, I think the mast cracked.", "verbatim", []),
        ("He came down at noon.", "He came down at noon, at noon.", "verbatim", []),
        ("[The board] knew of it.", "They knew of it.", "edited", ["words: They"]),
        ("He gave it to [the mayor].", "He gave it to her.", "edited", ["words: her"]),
        ("He gave [it away] [gladly].", "He gave it to her, gladly.", "edited", None),
        (
            "He gave it to [the mayor].",
            "He gave it to her on Monday.",
            "trimmed",
            ["date: her on Monday", "words: "],
        ),
        ("We knew [of it].", "It was dark. We knew. Nobody asked.", "edited", ["words: "]),
        ("The herring came back.", "So the herring came back.", "verbatim", []),
        (
            "The herring came back.",
            "Last May the herring came back.",
            "trimmed",
            ["date: Last May"],
        ),
        ("The herring came back.", "The herring came back with us.", "trimmed", ["words: with us"]),
        ("The herring came back …", "The herring came back with us.", "edited", ["words: with us"]),
        ("The herring came back tonight.", "The herring came back in June.", "altered", None),
    ],
)
def test_edges(quote: str, said: str, kind: str, changes: list[str] | None) -> None:
    reading = read(quote, said)
    assert reading.kind == kind
    if changes is not None:
        assert [f"{c.about}: {c.said}" for c in in_order(reading.changes)] == changes


QUOTED = st.text(alphabet="abcdeé ,.'“”[]…0159%$-\n", min_size=1, max_size=120)


@given(QUOTED, QUOTED)
def test_whatever_is_held_against_whatever(quote: str, said: str) -> None:
    taken = take_apart(quote, [Span(0, len(quote))])
    found = words(said)
    if not taken.words or not found:
        return
    reading = read(quote, said)
    assert reading == read(quote, said)
    for span in reading.passages:
        assert 0 <= span.start < span.end <= len(said)
    for change in reading.changes:
        assert 0 <= change.place.start <= change.place.end <= len(quote)
        assert 0 <= change.said_place.start <= change.said_place.end <= len(said)


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "ferry",
            "will",
            "not",
            "sail",
            "tonight",
            "if",
            "storm",
            "comes",
            "we",
            "12",
            "know",
        ]
    ),
    min_size=4,
    max_size=30,
)


@given(WORDS, st.data())
def test_what_is_cut_out_of_a_text_is_verbatim(said: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(said) - 4))
    end = data.draw(st.integers(start + 4, len(said)))
    assert read(" ".join(said[start:end]), " ".join(said), whole=False).kind == "verbatim"
