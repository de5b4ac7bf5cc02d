"""The records of a sources file, made ready for look-up once and then only read.

An `Index` is a handful of mappings from text to small values. Built from records
they are dictionaries; read back from a compiled file (`attrib.registry.compiled`)
they are tables that decode a value when it is asked for. Both answer alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from attrib.errors import RegistryError
from attrib.model import Listing, Source

from .match import has_article, is_acronym, key_of, turned, untitled, words_of
from .spelling import SHORTEST_NAME

_Value = TypeVar("_Value", covariant=True)


class Lookup(Protocol[_Value]):
    """A mapping of which only this is asked."""

    def get(self, key: str, /) -> _Value | None: ...


class Known(NamedTuple):
    """What a name on record stands for.

    Attributes:
        number: of the record, in the file's order from 0.
        person: whether the record is a person's.
        alias: whether it is an alias and not the name.
        acronym: whether it is written as an acronym wherever the record has it.
        article: whether the record has it with "the".
    """

    number: int
    person: bool
    alias: bool
    acronym: bool
    article: bool


# A name as it is compared for misspellings, the record's number (None where two
# records share it), and whether it is a person's.
Filed = tuple[str, "int | None", bool]


@dataclass(frozen=True, slots=True)
class Index:
    """Records, and the ways to them.

    Attributes:
        count: how many records there are; their numbers are below it.
        publication: name of the publication itself; None if not given.
        self_names: phrases by which it speaks of itself.
        records: number, as text, to the record's fields in the order of `Source`.
        ids: id to number.
        known: normal form of a name or alias to what it stands for; where two
            records claim one, the first has it (`load` refuses such files).
        turned: the same for persons' names without courtesy title and the other
            way round, those left out where two persons' meet.
        filed: "words position word" to the names of that many words that are filed
            under that word, which stands at that position (`file_names`).
        halves: "length<half" and "length>half" to the words of that length that
            begin, or end, with that half.
        described: normal form of a description to the numbers of those described.
        issued: normal form of a document's name to the numbers of its issuers.
        texted: numbers of the records that list texts.
    """

    count: int
    publication: str | None
    self_names: tuple[str, ...]
    records: Lookup[Sequence[Any]]
    ids: Lookup[int]
    known: Lookup[Known]
    turned: Lookup[Known]
    filed: Lookup[Sequence[Filed]]
    halves: Lookup[Sequence[str]]
    described: Lookup[Sequence[int]]
    issued: Lookup[Sequence[int]]
    texted: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        sources: Iterable[Source],
        publication: str | None = None,
        self_names: Iterable[str] = (),
    ) -> Index:
        """The index of some records, in their order.

        Raises:
            RegistryError: two records have the same id.
        """
        builder = _Builder()
        for source in sources:
            builder.add(source)
        return builder.index(publication, tuple(self_names))

    def source(self, number: int) -> Source:
        """The record of that number."""
        row = self.records.get(str(number))
        assert row is not None, "numbers come from the index itself"
        values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
        values[_TEXTS] = tuple(Listing(*listing) for listing in values[_TEXTS])
        return Source(*values)


_TEXTS = Source.__slots__.index("texts")


def fields_of(source: Source) -> list[Any]:
    """A record as `Index.records` has it."""
    values = (getattr(source, name) for name in Source.__slots__)
    return [list(value) if isinstance(value, tuple) else value for value in values]


class _Builder:
    def __init__(self) -> None:
        self._records: dict[str, Sequence[Any]] = {}
        self._ids: dict[str, int] = {}
        self._known: dict[str, Known] = {}
        # None where two persons' names meet.
        self._turned: dict[str, Known | None] = {}
        self._spelled: dict[str, tuple[int | None, bool]] = {}
        self._described: dict[str, list[int]] = {}
        self._issued: dict[str, list[int]] = {}
        self._texted: list[int] = []

    def add(self, source: Source) -> None:
        number = len(self._records)
        self._records[str(number)] = fields_of(source)
        if self._ids.setdefault(source.id, number) != number:
            raise RegistryError(f"id '{source.id}' is given to two records")
        self._name(number, source, source.name, alias=False)
        if source.texts:
            self._texted.append(number)
        for alias in source.aliases:
            self._name(number, source, alias, alias=True)
        for phrases, held in (
            (source.descriptions, self._described),
            (source.issues, self._issued),
        ):
            for key in dict.fromkeys(map(key_of, phrases)):
                held.setdefault(key, []).append(number)

    def index(self, publication: str | None, self_names: tuple[str, ...]) -> Index:
        names = [
            (tuple(text.split()), number, person)
            for text, (number, person) in self._spelled.items()
        ]
        return Index(
            count=len(self._records),
            publication=publication,
            self_names=self_names,
            records=self._records,
            ids=self._ids,
            known=self._known,
            turned={key: known for key, known in self._turned.items() if known is not None},
            filed=file_names(names),
            halves=_halves({word for words, _, _ in names for word in words}),
            described=self._described,
            issued=self._issued,
            texted=tuple(self._texted),
        )

    def _name(self, number: int, source: Source, name: str, *, alias: bool) -> None:
        words = words_of(name)
        if not words:
            return
        person, acronym = source.kind == "person", is_acronym(name)
        entry = Known(number, person, alias, acronym, has_article(name))
        key = "".join(words)
        known = self._known.setdefault(key, entry)
        if known.number == number:
            # Written two ways in one record, both ways hold.
            self._known[key] = known._replace(
                acronym=known.acronym and acronym, article=known.article or entry.article
            )
        if person:
            words = untitled(words)
            self._turn("".join(words), entry)
            for other in turned(words):
                self._turn("".join(other), entry)
                self._spell(other, entry)
        if not acronym:
            self._spell(words, entry)

    def _turn(self, key: str, entry: Known) -> None:
        held = self._turned.setdefault(key, entry)
        if held is not None and held.number != entry.number:
            self._turned[key] = None

    def _spell(self, words: tuple[str, ...], entry: Known) -> None:
        text = " ".join(words)
        if len(text) < SHORTEST_NAME:
            return
        number, _ = self._spelled.setdefault(text, (entry.number, entry.person))
        if number != entry.number:
            # Whose it is nobody can say, whatever stands before it.
            self._spelled[text] = (None, True)


def file_names(
    names: Iterable[tuple[Sequence[str], int | None, bool]],
) -> dict[str, list[Filed]]:
    """Names filed under their rarest word, so that no heading has many.

    A misspelled name has, at each position, the word of the name that is meant or
    one within a slip of it; so whoever looks under all of those finds it.
    """
    names = list(names)
    often = Counter(word for words, _, _ in names for word in set(words))
    filed: dict[str, list[Filed]] = {}
    for words, number, person in names:
        position = min(range(len(words)), key=lambda i: (often[words[i]], i))
        heading = f"{len(words)} {position} {words[position]}"
        filed.setdefault(heading, []).append((" ".join(words), number, person))
    return filed


def _halves(words: Iterable[str]) -> dict[str, list[str]]:
    halves: dict[str, list[str]] = {}
    for word in sorted(words):
        for heading in _halves_of(word):
            halves.setdefault(heading, []).append(word)
    return halves


def _halves_of(word: str) -> Iterator[str]:
    half = len(word) // 2
    yield f"{len(word)}<{word[:half]}"
    yield f"{len(word)}>{word[half:]}"
