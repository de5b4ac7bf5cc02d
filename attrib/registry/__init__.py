"""The people, institutions and outlets that a desk knows: ``sources.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrib.errors import RegistryError
from attrib.model import Source

from .load import Records, read_file, read_text
from .match import LONGEST_NAME, Match, Names, key_of, without_possessive

__all__ = ["Match", "Registry", "mistakes"]

_MOST_REMEMBERED = 10_000


class Registry:
    """The records of a sources file, and look-up among them.

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
        self.sources: tuple[Source, ...] = tuple(sources)
        self.publication = publication
        self.self_names: tuple[str, ...] = tuple(self_names)
        self._by_id: dict[str, Source] = {}
        self._descriptions: dict[str, tuple[Source, ...]] = {}
        self._issues: dict[str, tuple[Source, ...]] = {}
        self._names = Names.of(self.sources)
        self._remembered: dict[str, Match | None] = {}
        for source in self.sources:
            if self._by_id.setdefault(source.id, source) is not source:
                raise RegistryError(f"id '{source.id}' is given to two records")
            for phrases, held in (
                (source.descriptions, self._descriptions),
                (source.issues, self._issues),
            ):
                for key in dict.fromkeys(map(key_of, phrases)):
                    held[key] = (*held.get(key, ()), source)

    @classmethod
    def load(cls, path: Path | str) -> Registry:
        """The registry in a sources file.

        Raises:
            RegistryError: the file cannot be read or has a mistake; names the
                first, and says how many more there are. `mistakes` gives all.
        """
        return cls._of(*read_file(Path(path)))

    @classmethod
    def parse(cls, text: str, path: str = "sources.yaml") -> Registry:
        """The registry in the text of a sources file; `path` is its name in errors.

        Raises:
            RegistryError: as `load`.
        """
        return cls._of(*read_text(text, path))

    @classmethod
    def empty(cls) -> Registry:
        """A registry without records: speakers are then names as written."""
        return cls()

    @classmethod
    def _of(cls, records: Records, errors: tuple[RegistryError, ...]) -> Registry:
        if errors:
            first, more = errors[0], len(errors) - 1
            message = first.message
            if more:
                noun = "mistake" if more == 1 else "mistakes"
                message += f" ({more} more {noun}: attrib sources check)"
            raise RegistryError(message, path=first.path, line=first.line, column=first.column)
        return cls(records.sources, publication=records.publication, self_names=records.self_names)

    def get(self, id: str) -> Source | None:
        """The record with that id."""
        return self._by_id.get(id)

    def find(self, name: str) -> Match | None:
        """The record that a name stands for.

        Compared without regard to case, accents, a leading "the", a possessive
        ending, dots, hyphens and spacing; for persons also the other way round
        and without courtesy titles; then, for names in capitals of enough
        letters that are no acronym, as a misspelling (`attrib.registry.spelling`).

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
        match = self._remembered[name] = self._names.look_up(name)
        return match

    def described_by(self, phrase: str) -> tuple[Source, ...]:
        """The records that a phrase describes ("the station"), in the file's order."""
        return self._phrase(phrase, self._descriptions)

    def issuing(self, word: str) -> tuple[Source, ...]:
        """The records that issue a document of that name ("charges"), in the file's order."""
        return self._phrase(word, self._issues)

    @staticmethod
    def _phrase(phrase: str, held: dict[str, tuple[Source, ...]]) -> tuple[Source, ...]:
        if len(phrase) > LONGEST_NAME:
            return ()
        return held.get(key_of(phrase)) or held.get(key_of(without_possessive(phrase)), ())


def mistakes(path: Path | str) -> tuple[RegistryError, ...]:
    """Every mistake in a sources file, in the order of the file; none if it can be used."""
    return read_file(Path(path))[1]
