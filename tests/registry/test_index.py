"""The index answers as a comparison with every name on record would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import RegistryError
from attrib.model import Source
from attrib.registry import Registry
from attrib.registry.index import Index, file_names
from attrib.registry.match import Names, is_acronym, turned, untitled, words_of
from attrib.registry.spelling import SHORTEST_NAME, THRESHOLD, likeness

words = st.text(alphabet="abce", min_size=1, max_size=7)
names = st.lists(words, min_size=1, max_size=3).map(lambda parts: " ".join(parts).title())
kinds = st.sampled_from(["person", "institution", "outlet"])


@st.composite
def registries(draw: st.DrawFn) -> list[Source]:
    drawn = draw(st.lists(st.tuples(names, kinds, st.lists(names, max_size=2)), max_size=12))
    return [
        Source(f"r{number}", kind, name, aliases=tuple(aliases))
        for number, (name, kind, aliases) in enumerate(drawn)
    ]


@st.composite
def slipped(draw: st.DrawFn, name: str) -> str:
    """A name with a few letters replaced, left out, added, doubled or swapped."""
    letters = list(name)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(letters) - 2)))
        kind = draw(st.sampled_from(["replace", "drop", "add", "double", "swap"]))
        if kind == "replace":
            letters[at : at + 1] = draw(st.sampled_from("abce "))
        elif kind == "drop":
            del letters[at : at + 1]
        elif kind == "swap":
            letters[at : at + 2] = letters[at : at + 2][::-1]
        else:
            letters[at:at] = letters[at : at + 1] if kind == "double" else "b"
    return "".join(letters)


def scan(sources: list[Source], name: str) -> tuple[float, set[int | None]]:
    """The nearest names by comparing with every one."""
    spelled: dict[str, int | None] = {}
    for number, source in enumerate(sources):
        for written in (source.name, *source.aliases):
            parts = words_of(written)
            forms = [parts]
            if source.kind == "person":
                parts = untitled(parts)
                forms = [parts, *turned(parts)] if not is_acronym(written) else [*turned(parts)]
            elif is_acronym(written):
                forms = []
            for form in forms:
                text = " ".join(form)
                if len(text) >= SHORTEST_NAME and spelled.setdefault(text, number) != number:
                    spelled[text] = None
    if is_acronym(name) or name == name.lower() != name.upper():
        return 0.0, set()
    parts = words_of(name)
    plain = untitled(parts)
    if len(" ".join(plain)) < SHORTEST_NAME:
        return 0.0, set()
    best: dict[float, set[int | None]] = {}
    for text, number in spelled.items():
        person = number is None or sources[number].kind == "person"
        if plain != parts and not person:
            continue
        alike = likeness(" ".join(plain), text, person)
        if alike >= THRESHOLD:
            best.setdefault(alike, set()).add(number)
    return max(best.items()) if best else (0.0, set())


@given(registries(), st.data())
def test_the_index_finds_what_a_scan_finds(sources: list[Source], data: st.DataObject) -> None:
    index = Names(Index.of(sources))
    known = [name for source in sources for name in (source.name, *source.aliases)]
    for _ in range(6):
        name = data.draw(names)
        if known:
            title = data.draw(st.sampled_from(["", "", "Ms. "]))
            name = title + data.draw(slipped(data.draw(st.sampled_from(known))))
        assert index.alike(name) == scan(sources, name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        # The halves of "Abcdef Noriega" meet between c and d, those of "Bergson" before g.
        ("Abdcef Noriega", "Abcdef Noriega"),
        ("Begrson Institute", "Bergson Institute"),
        ("Xxi Jinping", "Xi Jinping"),
        ("Depatment of Jutsice", "Department of Justice"),
        ("Aalborrg Council", "Aalborg Council"),
    ],
)
def test_a_slip_anywhere_in_a_word_is_found(written: str, name: str) -> None:
    index = Names(Index.of([Source("it", "institution", name)]))
    score, numbers = index.alike(written)
    assert score >= THRESHOLD
    assert numbers == {0}


def test_names_are_filed_under_their_rarest_word() -> None:
    parts = [("ministry", "of", place) for place in ("health", "justice", "health")]
    filed = file_names([(words, number, False) for number, words in enumerate(parts)])
    assert filed == {
        "3 2 health": [("ministry of health", 0, False), ("ministry of health", 2, False)],
        "3 2 justice": [("ministry of justice", 1, False)],
    }


def test_two_records_of_one_id_are_refused() -> None:
    with pytest.raises(RegistryError, match="id 'a' is given to two records"):
        Index.of([Source("a", "outlet", "One"), Source("a", "outlet", "Two")])


def test_an_alias_written_two_ways_holds_both_ways() -> None:
    # "The Act" in letters alone would be an everyday word; written out it is not.
    registry = Registry([Source("act", "outlet", "ACT", aliases=("Act",))])
    assert registry.find("Act") is not None
    assert Registry([Source("act", "outlet", "ACT")]).find("Act") is None
