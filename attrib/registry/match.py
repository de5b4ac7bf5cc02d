"""Names looked up: by a dictionary over their normal form, then by likeness."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from attrib.model import Source
from attrib.wordlists import load

from .spelling import SHORTEST_NAME, THRESHOLD, likeness, may_be

if TYPE_CHECKING:
    from .index import Index, Known

LONGEST_NAME = 200
_MOST_WORDS_TURNED = 6
_LONGEST_ACRONYM = 8
# Names of so many letters are as often somebody else's, unless they are in capitals.
_SHORT = 3

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


class Names:
    """Look-up among the names of one index.

    Args:
        index: the records and their names.
        careful: whether a name that may be something else is left alone: one that is an
            everyday word ("Time", "the Sun") must be written in capitals, or with "the"
            where the record has it; one of three letters or fewer in capitals ("Gao" is a
            surname, "D-Pa." a senator's party and state).
    """

    def __init__(self, index: Index, *, careful: bool = False) -> None:
        self.index = index
        self.careful = careful
        self._sources: dict[int, Source] = {}

    def source(self, number: int) -> Source:
        """The record of that number; always the same object."""
        try:
            return self._sources[number]
        except KeyError:
            return self._sources.setdefault(number, self.index.source(number))

    def exact(self, name: str) -> Match | None:
        """The record that has this name, in any spelling of the same normal form."""
        known = self._known(name)
        if known is None:
            return None
        return Match(self.source(known.number), "alias" if known.alias else "exact", 100.0)

    def alike(self, name: str) -> tuple[float, set[int | None]]:
        """The records of which a name is likeliest a misspelling, and how likely.

        Returns:
            A score of 0 to 100 and the numbers of the records that have it, None
            among them for a name that two records share; 0 and none if no name is near.
        """
        if is_acronym(_bare(name)) or name == name.lower() != name.upper():
            return 0.0, set()
        words = words_of(name)
        plain = untitled(words)
        written = " ".join(plain)
        if len(written) < SHORTEST_NAME:
            return 0.0, set()
        best: set[int | None] = set()
        score = THRESHOLD
        for text, number, person in self.near(plain):
            if plain != words and not person:
                continue
            if self.careful and text in word_lists().everyday:
                continue
            alike = likeness(written, text, person)
            if alike > score:
                best, score = {number}, alike
            elif alike == score:
                best.add(number)
        return (score, best) if best else (0.0, best)

    def _known(self, name: str) -> Known | None:
        words = words_of(name)
        key = "".join(words)
        known = self.index.known.get(key)
        if known is not None:
            everyday = key in word_lists().everyday and (known.acronym or self.careful)
            short = self.careful and len(key) <= _SHORT
            if not everyday and not short:
                return known
            if _in_capitals(name) and not (short and "-" in name):
                return known
            with_article = known.article and has_article(name) and name != name.lower()
            return known if self.careful and with_article else None
        known = self.index.turned.get(key)
        if known is None:
            known = self._person("".join(untitled(words)), key)
        return known

    def _person(self, key: str, titled: str) -> Known | None:
        if key == titled:
            return None
        known = self.index.known.get(key)
        if known is not None and known.person:
            return known
        return self.index.turned.get(key)

    def near(
        self, words: Sequence[str], least: float = THRESHOLD
    ) -> Iterator[tuple[str, int | None, bool]]:
        """The names on record that may be what was meant, each once.

        Each comes with the number of its record, None where two share it, and whether
        it is a person's; all that are as like as `least` are among them. They are all that have a word within one slip of each of `words`: every name
        is filed under one of its words (`index.file_names`).
        """
        near = []
        for word in words:
            alike = self._near_words(word, len(words), least)
            if not alike:
                return
            near.append(alike)
        for position, alike in enumerate(near):
            for word in alike:
                yield from self.index.filed.get(f"{len(words)} {position} {word}") or ()

    def _near_words(self, word: str, words: int, least: float) -> list[str]:
        """The words on record that are `word` or within one slip of it, sorted.

        A slip leaves one half of the word on record as it is, but for two letters
        swapped where the halves meet.
        """
        length, halves = len(word), self.index.halves
        found: set[str] = set()
        for size in range(max(1, length - 1), length + 2):
            half = size // 2
            if half <= length:
                found.update(halves.get(f"{size}<{word[:half]}") or ())
            if size - half <= length:
                found.update(halves.get(f"{size}>{word[length - (size - half) :]}") or ())
        half = length // 2
        if half:
            swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
            if swapped in (halves.get(f"{length}<{swapped[:half]}") or ()):
                found.add(swapped)
        if not found:
            return []
        # Imported here because most names are found without it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        one_off = process.extract(word, found, scorer=OSA.distance, score_cutoff=1, limit=None)
        return sorted(other for other, _, _ in one_off if may_be(word, other, words, least))


def untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without courtesy titles before it."""
    courtesy = word_lists().courtesy
    start = 0
    while start < len(words) - 1 and words[start] in courtesy:
        start += 1
    return words[start:]


def turned(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A person's name with the family name moved to the other end."""
    if not 1 < len(words) <= _MOST_WORDS_TURNED:
        return ()
    return ((words[-1], *words[:-1]), (*words[1:], words[0]))


def has_article(name: str) -> bool:
    """True where a word such as "the" stands before the name itself."""
    words = name.split(maxsplit=1)
    return len(words) > 1 and "".join(_split(words[0])) in word_lists().leading


def _bare(name: str) -> str:
    """A name without the article before it."""
    return name.split(maxsplit=1)[1] if has_article(name) else name


def _in_capitals(name: str) -> bool:
    written = without_possessive(_bare(name))
    return written == written.upper()
