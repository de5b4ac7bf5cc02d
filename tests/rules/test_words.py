from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Span
from attrib.rules.words import Phrases, Verbs, Word, folded, is_number, split

DATA = Path(__file__).parents[2] / "attrib" / "data"
FILES = ["claims", *(f"rules/{path.stem}" for path in sorted((DATA / "rules").iterdir()))]


def words(text: str, said: tuple[str, ...] = ()) -> list[Word]:
    return [
        Word(folded(w), span, w[0].isupper(), w.isupper(), folded(w) in said, False)
        for w, span in split(text, Span(0, len(text)))
    ]


def test_words_keep_their_apostrophes_and_places() -> None:
    found = words("They’re gone: £40.")
    assert [w.text for w in found] == ["they're", "gone", ":", "£", "40", "."]
    assert found[1].span == Span(8, 12)


@pytest.mark.parametrize(
    ("phrase", "text", "length"),
    [
        ("there (is|are) (growing|) fears", "there are fears", 3),
        ("there (is|are) (growing|) fears", "there are growing fears", 4),
        ("there (is|are) (growing|) fears", "there were fears", 0),
        ("the worst * in history", "the worst flood of all in history", 7),
        ("the worst * in history", "the worst in history", 4),
        ("the worst * in history", "the worst one two three four five six in history", 0),
        ("the worst * in history", "the worst flood, in history", 0),
        ("an estimated N", "an estimated 40 people", 3),
        ("an estimated N", "an estimated dozen people", 3),
        ("an estimated N", "an estimated value", 0),
    ],
)
def test_phrase(phrase: str, text: str, length: int) -> None:
    assert Phrases([phrase]).at(words(text), 0) == length


def test_the_longest_phrase_wins_and_credited_words_never_match() -> None:
    listed = Phrases(["critics", "critics say"])
    assert listed.at(words("critics say"), 0) == 2
    assert listed.at(words("critics say", said=("say",)), 0) == 1
    assert listed.first(words("critics say", said=("critics",))) is None


@pytest.mark.parametrize(
    ("entry", "spelled"),
    [
        ("bribe", "bribe bribes bribing bribed"),
        ("bully", "bully bullies bullying bullied"),
        ("harass", "harass harasses harassing harassed"),
        ({"steal": "stole stolen"}, "steal steals stealing stole stolen"),
        ({"rig": "rigged rigged rigging"}, "rig rigs rigging rigged"),
    ],
)
def test_forms_of_a_verb(entry: str | dict[str, str], spelled: str) -> None:
    listed = Verbs([entry])
    for form in spelled.split():
        verb = listed.at(words(form), 0)
        assert verb is not None, form
        assert verb.lemma == (entry if isinstance(entry, str) else next(iter(entry)))


def test_a_verb_with_a_particle_needs_it() -> None:
    listed = Verbs(["spy on"])
    assert listed.at(words("spied on drivers"), 0) is not None
    assert listed.at(words("spied a ship"), 0) is None
    assert listed.at(words("spied"), 0) is None


def test_past_and_participle_are_told_apart() -> None:
    listed = Verbs([{"steal": "stole stolen"}])
    stole, stolen = listed.at(words("stole"), 0), listed.at(words("stolen"), 0)
    assert stole is not None
    assert stolen is not None
    assert (stole.forms, stolen.forms) == ({"past"}, {"participle"})


def test_numbers() -> None:
    assert [is_number(w) for w in words("$ 4.5 forty many")] == [True, True, True, False]


@pytest.mark.parametrize("name", FILES)
def test_word_lists_hold_words(name: str) -> None:
    """YAML reads a bare no as False and cuts at " #": neither may get into a list."""

    def leaves(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [leaf for part in value.values() for leaf in leaves(part)]
        return (
            [leaf for part in value for leaf in leaves(part)]
            if isinstance(value, list)
            else [value]
        )

    text = (DATA / f"{name}.yaml").read_text("utf-8")
    assert "Origin:" in text
    found = leaves(yaml.safe_load(text))
    assert all(isinstance(leaf, (str, int)) and not isinstance(leaf, bool) for leaf in found)
    assert all(leaf[:1].islower() or leaf[0] in "(" for leaf in found if name == "rules/vague")
    assert not any(isinstance(leaf, str) and leaf.endswith("*") for leaf in found)


PHRASES = [
    "there (is|are) (growing|) fears",
    "the worst * in history",
    "an estimated N",
    "(keep|keeps) * (secret|in the dark)",
    "will (rise|fall) * (N|million)",
    "(percent|per cent) of (the|all|) (people|voters) (are|want)",
]
VOCABULARY = (
    "there is are growing fears the worst flood in history an estimated 40 keep keeps it secret dark "
    "will rise fall by million percent per cent of all people voters want ,"
)


@given(st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=14))
def test_the_quick_look_never_misses_a_phrase(chosen: list[str]) -> None:
    found = words(" ".join(chosen))
    for phrase in PHRASES:
        listed = Phrases([phrase])
        if listed.first(found):
            assert listed.may_be_in(frozenset(w.text for w in found)), phrase


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("keeps the files in the dark", 6),
        ("keep secret", 2),
        ("will rise by 40", 4),
        ("per cent of voters want", 5),
        ("percent of all people are", 5),
        ("percent of dogs are", 0),
    ],
)
def test_alternatives_of_several_words_and_none(text: str, length: int) -> None:
    assert Phrases(PHRASES).at(words(text), 0) == length


def test_a_phrase_of_many_alternatives_takes_room_for_their_sum() -> None:
    """Ten parts of ten alternatives are ten thousand million phrases, and a hundred words."""
    part = "(" + "|".join(f"w{n}" for n in range(10)) + ")"
    assert Phrases([" ".join([part] * 10)]).at(words(" ".join(["w3"] * 10)), 0) == 10
