"""The people, institutions and outlets that a desk knows: ``sources.yaml``.

Under the records of a desk lie those that come with the package: they answer where the
desk's own do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from attrib.errors import RegistryError
from attrib.model import Source

from . import cache
from .doubts import Doubt, doubts
from .holders import Holders
from .index import Index, Lookup
from .load import read_file, read_text
from .match import LONGEST_NAME, Match, Names, key_of, without_possessive, words_of
from .spelling import likeness

__all__ = ["Doubt", "Match", "Registry", "doubts", "likeness_of", "mistakes", "nameable"]

_MOST_REMEMBERED = 10_000
Table = Literal["described", "issued"]


class Registry:
    """The records of a sources file, over those that come with the package.

    A record of the desk's takes the place of a shipped one with the same id or the same
    name, and has every name and alias that it claims; the shipped ones have the rest.
    `Registry(sources)` has the records given and no others.

    Args:
        sources: the records, with different ids; where two claim a name, the
            first has it.
        publication: name of the publication itself; None if not given.
        self_names: phrases by which it speaks of itself ("our newsroom").

    Raises:
        RegistryError: two records have the same id.
    """

    def __init__(
        self,
        sources: Iterable[Source] = (),
        *,
        publication: str | None = None,
        self_names: Iterable[str] = (),
    ) -> None:
        self._set(Index.of(sources, publication, self_names), shipped=False)

    @classmethod
    def load(cls, path: Path | str, *, shipped: bool = True) -> Registry:
        """The registry in a sources file.

        A large file is compiled once and kept in the user's cache folder, so that it
        loads at once the next time.

        Args:
            path: the file.
            shipped: whether the shipped records are to answer where the file's do not.

        Raises:
            RegistryError: the file cannot be read or has a mistake; names the
                first, and says how many more there are. `mistakes` gives all.
        """
        index, errors = cache.load(Path(path))
        registry = cls._of(index, errors, shipped)
        registry.path = Path(path)
        return registry

    @classmethod
    def parse(cls, text: str, path: str = "sources.yaml", *, shipped: bool = True) -> Registry:
        """The registry in the text of a sources file; `path` is its name in errors.

        Raises:
            RegistryError: as `load`.
        """
        records, errors = read_text(text, path)
        index = Index.of(records.sources, records.publication, records.self_names)
        return cls._of(index, errors, shipped)

    @classmethod
    def shipped(cls) -> Registry:
        """The records that come with the package, and no others."""
        return cls._of(Index.of(()), (), True)

    @classmethod
    def empty(cls) -> Registry:
        """A registry without any records: speakers are then names as written."""
        return cls()

    @classmethod
    def _of(cls, index: Index, errors: tuple[RegistryError, ...], shipped: bool) -> Registry:
        if errors:
            first, more = errors[0], len(errors) - 1
            message = first.message
            if more:
                noun = "mistake" if more == 1 else "mistakes"
                message += f" ({more} more {noun}: attrib sources check)"
            raise RegistryError(message, path=first.path, line=first.line, column=first.column)
        registry = cls.__new__(cls)
        registry._set(index, shipped=shipped)
        return registry

    def _set(self, index: Index, *, shipped: bool) -> None:
        self.path: Path | None = None
        self.publication = index.publication
        self.self_names = index.self_names
        self._own = Names(index)
        self._shipped = _shipped() if shipped else None
        self._named: tuple[Source, ...] = ()
        self._remembered: dict[str, Match | None] = {}
        self._phrases: dict[tuple[str, str], Sequence[Source]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {
            "sources": self.sources,
            "publication": self.publication,
            "self_names": self.self_names,
            "shipped": self._shipped is not None,
            "named": self._named,
            "path": self.path,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        index = Index.of(state["sources"], state["publication"], state["self_names"])
        self._set(index, shipped=state["shipped"])
        self._named = state["named"]
        self.path = state["path"]

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The desk's own records, in the order of its file."""
        return tuple(map(self._own.source, range(self._own.index.count)))

    @property
    def with_texts(self) -> tuple[Source, ...]:
        """The desk's own records that list texts; reads no others."""
        return tuple(map(self._own.source, self._own.index.texted))

    @property
    def has_sources(self) -> bool:
        """Whether the desk has records of its own; reads none of them."""
        return self._own.index.count > 0

    @property
    def knows_names(self) -> bool:
        """Whether there are records at all, the desk's or shipped ones."""
        return any(names.index.count for names in self._layers())

    @cached_property
    def shipped_sources(self) -> tuple[Source, ...]:
        """The shipped records that no record of the desk's takes the place of."""
        if self._shipped is None:
            return ()
        numbers = range(self._shipped.index.count)
        return tuple(source for source in map(self._shipped.source, numbers) if self._free(source))

    def get(self, id: str) -> Source | None:
        """The record with that id."""
        number = self._own.index.ids.get(id)
        if number is not None:
            return self._own.source(number)
        number = self._shipped.index.ids.get(id) if self._shipped is not None else None
        if number is None or self._shipped is None:
            return None
        source = self._shipped.source(number)
        return source if self._free(source) else None

    def find(self, name: str) -> Match | None:
        """The record that a name stands for.

        Compared without regard to case, accents, a leading "the", a possessive
        ending, dots, hyphens and spacing; for persons also the other way round
        and without courtesy titles; then, for names in capitals of enough
        letters that are no acronym, as a misspelling (`attrib.registry.spelling`).
        The desk's own records come before the shipped ones at each of these steps.

        Returns:
            None if no record has that name, if several are equally near, or if
            the name is longer than 200 characters.
        """
        if len(name) > LONGEST_NAME:
            return None
        try:
            return self._remembered[name]
        except KeyError:
            pass
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        match = self._remembered[name] = self._look_up(name)
        return match

    def described_by(self, phrase: str) -> Sequence[Source]:
        """The records that a phrase describes ("the station"), in the file's order.

        Shipped records are described only where an article names them
        (`for_article`), and not by a word of their own name: whose "the department"
        is, after two departments, is for the article to say.
        """
        return self._phrase("described", phrase)

    def issuing(self, word: str) -> Sequence[Source]:
        """The records that issue a document of that name ("charges"), in the file's order.

        Shipped records do only where an article names them (`for_article`).
        """
        return self._phrase("issued", word)

    def for_article(self, named: Iterable[Source]) -> Registry:
        """This registry, for an article that names these records.

        What shipped records are called, and what they issue, counts for those alone:
        "the station" stands for none that the article leaves unnamed.
        """
        registry = copy(self)
        registry._named = tuple(dict.fromkeys(named))
        registry._phrases = {}
        return registry

    def __copy__(self) -> Registry:
        twin = Registry.__new__(Registry)
        twin.__dict__.update(self.__dict__)
        return twin

    def _look_up(self, name: str) -> Match | None:
        owned = without_possessive(name)
        for written in (name,) if owned == name else (name, owned):
            for names in self._layers():
                match = names.exact(written)
                if match is not None and (names is self._own or self._free(match.source)):
                    return match
        return self._misspelled(owned)

    def _misspelled(self, name: str) -> Match | None:
        score = 0.0
        best: list[tuple[Names, int | None]] = []
        for names in self._layers():
            alike, numbers = names.alike(name)
            # Where two records are equally near, neither is meant for certain; but the
            # desk's own come first.
            if alike > score:
                score, best = alike, [(names, number) for number in numbers]
        if len(best) != 1:
            return None
        [(names, number)] = best
        if number is None:
            return None
        source = names.source(number)
        if names is not self._own and not self._free(source):
            return None
        return Match(source, "fuzzy", score)

    def _layers(self) -> Iterator[Names]:
        yield self._own
        if self._shipped is not None:
            yield self._shipped

    def _free(self, source: Source) -> bool:
        """True for a shipped record whose id and name none of the desk's has."""
        own = self._own.index
        if own.ids.get(source.id) is not None:
            return False
        known = own.known.get(key_of(source.name))
        return known is None or known.alias

    def _phrase(self, table: Table, phrase: str) -> Sequence[Source]:
        """The records that a table of the index has under a phrase."""
        if len(phrase) > LONGEST_NAME:
            return ()
        key = table, phrase
        found = self._phrases.get(key)
        if found is None:
            if len(self._phrases) >= _MOST_REMEMBERED:
                self._phrases.clear()
            found = self._phrases[key] = self._look_up_phrase(table, phrase)
        return found

    def _look_up_phrase(self, table: Table, phrase: str) -> Holders:
        own = Holders((self._own, _numbers(self._own, table, phrase)))
        # Of the parties that the article names, the desk's own come first.
        if self._shipped is None or not self._named or any(s in own for s in self._named):
            return own
        noun = words_of(without_possessive(phrase))[-1:]
        numbers = []
        for number in _numbers(self._shipped, table, phrase):
            source = self._shipped.source(number)
            itself = table == "described" and noun and noun[0] in words_of(source.name)
            if source in self._named and not itself and self._free(source):
                numbers.append(number)
        return Holders(*own.parts, (self._shipped, numbers))


def _numbers(names: Names, table: Table, phrase: str) -> Sequence[int]:
    held: Lookup[Sequence[int]] = getattr(names.index, table)
    return held.get(key_of(phrase)) or held.get(key_of(without_possessive(phrase))) or ()


def _shipped() -> Names:
    # Imported here, so that the module can also be run to make the compiled file anew.
    from .shipped import index

    return Names(index(), careful=True)


def likeness_of(written: str, name: str, person: bool) -> float:
    """How likely one name as written is a misspelling of another, 0 to 100; 100 if the same."""
    return likeness(" ".join(words_of(written)), " ".join(words_of(name)), person)


def nameable(name: str) -> str:
    """The normal form of what may be a record's name; empty for what may not."""
    name = " ".join(name.split())
    return key_of(name) if len(name) <= LONGEST_NAME and name.isprintable() else ""


def mistakes(path: Path | str) -> tuple[RegistryError, ...]:
    """Every mistake in a sources file, in the order of the file; none if it can be used."""
    return read_file(Path(path))[1]
