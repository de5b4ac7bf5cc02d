"""A compiled registry answers as the records that it was made from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Source
from attrib.registry.compiled import dump, parse
from attrib.registry.index import Index
from attrib.registry.match import Names

KEY = b"k" * 32
SOURCES = [
    Source("doj", "institution", "U.S. Department of Justice", ("DOJ",), ("the department",),
           issues=("charges",), country="US"),
    Source("rkb", "outlet", "RKB", descriptions=("the station",), parent="doj",
           status="caution", reason="“late”"),
    Source("jose", "person", "José García Ibáñez", role="mayor", affiliation="doj"),
    Source("times", "outlet", "The Harbour Times"),
]  # fmt: skip

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def compiled(index: Index) -> Index:
    made = parse(dump(index, KEY), KEY)
    assert made is not None
    return made


def test_every_record_comes_back_as_it_was() -> None:
    index = compiled(Index.of(SOURCES, "Harbour Daily", ["we"]))
    assert [index.source(number) for number in range(index.count)] == SOURCES
    assert (index.publication, index.self_names) == ("Harbour Daily", ("we",))
    assert index.ids.get("rkb") == 1
    assert index.ids.get("nobody") is None
    assert index.described.get("station") == [1]
    assert index.issued.get("charges") == [0]


@given(st.lists(st.tuples(text, text), max_size=8), st.lists(text, max_size=8), st.data())
def test_any_name_is_found_alike(
    pairs: list[tuple[str, str]], asked: list[str], data: st.DataObject
) -> None:
    kinds = st.sampled_from(["person", "institution", "outlet"])
    sources = [
        Source(f"r{number}", data.draw(kinds), name, (alias,))
        for number, (name, alias) in enumerate(pairs)
    ]
    index = Index.of(sources)
    one, other = Names(index), Names(compiled(index))
    for name in [*asked, "\ud800", *(word for pair in pairs for word in pair)]:
        for written in (name, name.title(), f"{name}x", name[1:]):
            assert one.exact(written) == other.exact(written)
            assert one.alike(written) == other.alike(written)


def test_keys_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.registry.compiled._hash", lambda key: len(key))
    index = compiled(Index.of(SOURCES))
    assert {index.ids.get(source.id) for source in SOURCES} == {0, 1, 2, 3}
    assert index.ids.get("doh") is None


def test_the_same_records_give_the_same_bytes() -> None:
    assert dump(Index.of(SOURCES), KEY) == dump(Index.of(list(SOURCES)), KEY)
    other = [*SOURCES[:-1], replace(SOURCES[-1], country="NO")]
    assert dump(Index.of(other), KEY) != dump(Index.of(SOURCES), KEY)


@given(st.data())
def test_damaged_bytes_are_nothing(data: st.DataObject) -> None:
    good = dump(Index.of(SOURCES), KEY)
    at = data.draw(st.integers(0, len(good) - 1))
    damaged = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    assert parse(damaged, KEY) is None
    assert parse(good[:at], KEY) is None
    assert parse(good + b"x", KEY) is None
    assert parse(data.draw(st.binary(max_size=100)), KEY) is None


def test_bytes_made_from_something_else_are_nothing() -> None:
    assert parse(dump(Index.of(SOURCES), KEY), b"x" * 32) is None
