"""Runs of an article that a text has word for word."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attrib.find import find_quotations
from attrib.model import Copy
from attrib.read import read_text
from attrib.verify import Texts, Verifier
from tests.verify.build import texts

SAID = (
    "The old crane was sold to a man who wants to live in it and grow tomatoes under its roof. "
    "Nobody else had made an offer in the four years that it stood on the quay."
)


def copied(held: Texts, article: str, least: int = 10) -> list[tuple[str, int]]:
    document = read_text(article)
    marks = find_quotations(document.text, document.paragraphs)
    found: tuple[Copy, ...] = Verifier(held).copies(document, marks, least)
    return [(document.slice(copy.span), copy.words) for copy in found]


@pytest.fixture
def held(tmp_path: Path) -> Texts:
    return texts(tmp_path, {"release.txt": SAID + "\n"})


@pytest.mark.parametrize(
    ("article", "runs"),
    [
        (SAID, [(SAID[:-1], 36)]),
        (
            "It stood there until a man who wants to live in it and grow tomatoes came by.",
            [("a man who wants to live in it and grow tomatoes", 11)],
        ),
        ("“" + SAID + "”", []),
        ("The crane went to a gardener. There were no other bids in four years.", []),
        ("It was bought by a man who wants to live in it, they say.", []),
        (
            "Sold to a man who wants to live in it and\n\ngrow tomatoes under its roof.",
            [("Sold to a man who wants to live in it and", 11)],
        ),
        (
            "THE OLD CRANE — WAS SOLD: to a man who wants to live in it; they say.",
            [("THE OLD CRANE — WAS SOLD: to a man who wants to live in it", 14)],
        ),
        ("NOBODY ELSE HAD MADE AN OFFER IN THE FOUR YEARS", []),
    ],
)
def test_runs(held: Texts, article: str, runs: list[tuple[str, int]]) -> None:
    assert copied(held, article) == runs


def test_the_shortest_run_is_as_long_as_is_asked_for(held: Texts) -> None:
    article = "It seems that nobody else had made an offer in the end."
    run = "nobody else had made an offer in the"
    assert copied(held, article, 8) == [(run, 8)]
    assert copied(held, article, 9) == []


def test_the_longest_comes_first_and_none_lies_in_another(tmp_path: Path) -> None:
    short = "Nobody else had made an offer in the four years."
    held = texts(tmp_path, {"a.txt": short, "b.txt": SAID})
    found = copied(held, f"{SAID}\n\n{short}")
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)
    assert found[0] == (SAID[:-1], 36)
    assert len(found) == 2


def test_a_run_is_found_in_many_long_texts(tmp_path: Path) -> None:
    filler = "Gulls sat on the wall of the mill, and rain fell into the empty boats.\n\n" * 300
    written = {f"{number}.txt": filler for number in range(3)}
    held = texts(tmp_path, {**written, "release.txt": filler + SAID + "\n\n" + filler})
    assert copied(held, f"On Monday it was told again. {SAID}") == [(SAID[:-1], 36)]


def test_the_passage_tells_where_and_whose(tmp_path: Path) -> None:
    held = texts(
        tmp_path, [{"path": "r.txt", "source": "Coast Mill", "text": f"First.\n\n{SAID}\n"}]
    )
    document = read_text(SAID)
    (copy,) = Verifier(held).copies(
        document, find_quotations(document.text, document.paragraphs), 10
    )
    assert (copy.passage.line, copy.passage.speaker) == (6, "Coast Mill")
    assert copy.passage.words == SAID[:-1]


WORDS = SAID.split()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([*WORDS, "“", "”", "\n\n"]), min_size=1, max_size=40),
    st.integers(0, 20),
)
def test_runs_are_apart_and_long_enough(held: Texts, words: list[str], at: int) -> None:
    article = " ".join([*words, *WORDS[at : at + 14], "gulls"])
    document = read_text(article)
    marks = find_quotations(document.text, document.paragraphs)
    found = Verifier(held).copies(document, marks, 8)
    for copy in found:
        assert copy.words >= 8
        assert 0 <= copy.span.start < copy.span.end <= len(document.text)
    spans = sorted(copy.span for copy in found)
    assert all(one.end <= other.start for one, other in pairwise(spans))
