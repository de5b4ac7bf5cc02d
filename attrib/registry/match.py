"""Names looked up: by a dictionary over their normal form, then by likeness."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from attrib.model import Source
from attrib.wordlists import load

from .spelling import SHORTEST_NAME, THRESHOLD, likeness

LONGEST_NAME = 200
_MOST_WORDS_TURNED = 6
_LONGEST_ACRONYM = 8
# What rapidfuzz is to leave out before `likeness` looks closer. Every name that
# reaches the threshold is well above it: one slip a word, in words not all short.
_WORTH_A_LOOK = 0.7

_APOSTROPHES = "'’‘ʼʻ`´‛ʹ′＇"
_POSSESSIVES = tuple(mark + ending for mark in _APOSTROPHES for ending in ("s", "S", ""))
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """A record that a name stands for.

    Attributes:
        source: the record.
        how: "exact" for its name, "alias" for one of its aliases, both in any
            spelling that has the same normal form; "fuzzy" for a likely
            misspelling of either.
        score: 0 to 100; 100 unless fuzzy.
    """

    source: Source
    how: Literal["exact", "alias", "fuzzy"]
    score: float


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words that looking up names needs, each as `words_of` makes it."""

    leading: frozenset[str]
    everyday: frozenset[str]
    courtesy: frozenset[str]


@cache
def word_lists() -> WordLists:
    """The words in ``data/names.yaml`` and ``data/titles.yaml``."""
    names, titles = load("names"), load("titles")

    def plain(words: Iterable[object]) -> frozenset[str]:
        return frozenset("".join(_split(str(word))) for word in words)

    return WordLists(plain(names["leading"]), plain(names["everyday"]), plain(titles["courtesy"]))


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in normal form.

    Case, accents, a leading "the", dots, hyphens and apostrophes are set aside;
    other punctuation parts words.
    """
    words = _split(name)
    if len(words) > 1 and words[0] in word_lists().leading:
        words = words[1:]
    return tuple(words)


def key_of(name: str) -> str:
    """What a dictionary of names is keyed by: `words_of` without the spaces."""
    return "".join(words_of(name))


def without_possessive(name: str) -> str:
    """A name without a possessive "'s" or bare apostrophe at its end."""
    name = name.rstrip()
    for ending in _POSSESSIVES:
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def is_acronym(name: str) -> bool:
    """True for one word of capitals, dots aside: "AP", "U.S."."""
    letters = [c for c in name if c not in ". \u00a0"]
    return (
        1 < len(letters) <= _LONGEST_ACRONYM
        and all(c.isupper() or c.isdigit() for c in letters)
        and letters[0].isalpha()
    )


def _split(name: str) -> list[str]:
    kept: list[str] = []
    for char in unicodedata.normalize("NFKD", name.translate(_NO_APOSTROPHES)).casefold():
        if char.isalnum():
            kept.append(char)
        elif char == "&":
            kept.append(" and ")
        elif char == "." or unicodedata.category(char) in _SET_ASIDE:
            continue
        else:
            kept.append(" ")
    return "".join(kept).translate(_PLAIN).split()


# Not apostrophes alone: U+00B4 would come apart into a space and an accent.
_NO_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
# Marks on letters, hyphens and dashes, invisible characters such as the soft hyphen.
_SET_ASIDE = frozenset({"Mn", "Me", "Pd", "Cf"})


@dataclass(slots=True)
class _Entry:
    source: Source
    how: Literal["exact", "alias"]
    acronym: bool


@dataclass(slots=True)
class Names:
    """The names of some records, ready to be looked up.

    Where two records claim a name the first has it; `load` refuses such files.
    """

    _known: dict[str, _Entry] = field(default_factory=dict)
    # Persons' names the other way round; None where two persons' meet.
    _turned: dict[str, _Entry | None] = field(default_factory=dict)
    _spelled: dict[str, Source | None] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sequence[Source]) -> Names:
        """The names and aliases of `sources`."""
        names = cls()
        for source in sources:
            names._add(source, source.name, "exact")
            for alias in source.aliases:
                names._add(source, alias, "alias")
        return names

    def look_up(self, name: str) -> Match | None:
        """The record that a name stands for; None if there is none or nothing decides."""
        if len(name) > LONGEST_NAME:
            return None
        owned = without_possessive(name)
        for written in (name,) if owned == name else (name, owned):
            entry = self._entry(written)
            if entry is not None:
                return Match(entry.source, entry.how, 100.0)
        return self._misspelled(owned)

    def _add(self, source: Source, name: str, how: Literal["exact", "alias"]) -> None:
        words = words_of(name)
        if not words:
            return
        entry = _Entry(source, how, is_acronym(name))
        known = self._known.setdefault("".join(words), entry)
        if known.source is source and not entry.acronym:
            known.acronym = False
        if source.kind == "person":
            words = _untitled(words)
            self._turned_add("".join(words), entry)
            for turned in _turned(words):
                self._turned_add("".join(turned), entry)
                self._spelled_add(turned, source)
        if not entry.acronym:
            self._spelled_add(words, source)

    def _turned_add(self, key: str, entry: _Entry) -> None:
        held = self._turned.setdefault(key, entry)
        if held is not None and held.source is not entry.source:
            self._turned[key] = None

    def _spelled_add(self, words: tuple[str, ...], source: Source) -> None:
        text = " ".join(words)
        if len(text) < SHORTEST_NAME:
            return
        held = self._spelled.setdefault(text, source)
        if held is not source:
            self._spelled[text] = None

    def _entry(self, name: str) -> _Entry | None:
        words = words_of(name)
        key = "".join(words)
        entry = self._known.get(key)
        if entry is not None and entry.acronym and key in word_lists().everyday:
            return entry if _in_capitals(name) else None
        if entry is not None:
            return entry
        entry = self._turned.get(key)
        if entry is None:
            entry = self._person("".join(_untitled(words)), words)
        return entry

    def _person(self, key: str, words: tuple[str, ...]) -> _Entry | None:
        if key == "".join(words):
            return None
        entry = self._known.get(key)
        if entry is not None and entry.source.kind == "person":
            return entry
        return self._turned.get(key)

    def _misspelled(self, name: str) -> Match | None:
        if is_acronym(name) or name == name.lower() != name.upper():
            return None
        words = words_of(name)
        untitled = _untitled(words)
        written = " ".join(untitled)
        if len(written) < SHORTEST_NAME:
            return None
        # Imported here because most names are found without it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        best: list[Source | None] = []
        score = THRESHOLD
        for candidate, _, _ in process.extract(
            written,
            self._spelled.keys(),
            scorer=OSA.normalized_similarity,
            score_cutoff=_WORTH_A_LOOK,
            limit=None,
        ):
            source = self._spelled[candidate]
            person = source is None or source.kind == "person"
            if untitled != words and not person:
                continue
            alike = likeness(written, candidate, person)
            if alike > score:
                best, score = [source], alike
            elif alike == score and source not in best:
                best.append(source)
        # Where two records are equally near, neither is meant for certain.
        if len(best) != 1 or best[0] is None:
            return None
        return Match(best[0], "fuzzy", score)


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    courtesy = word_lists().courtesy
    start = 0
    while start < len(words) - 1 and words[start] in courtesy:
        start += 1
    return words[start:]


def _turned(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A person's name with the family name moved to the other end."""
    if not 1 < len(words) <= _MOST_WORDS_TURNED:
        return ()
    return ((words[-1], *words[:-1]), (*words[1:], words[0]))


def _in_capitals(name: str) -> bool:
    words = name.split()
    if len(words) > 1 and "".join(_split(words[0])) in word_lists().leading:
        words = words[1:]
    written = without_possessive(" ".join(words))
    return written == written.upper()
