"""The parts of a person's name, and when two names are one person's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .words import Words

_WORD = re.compile(r"[^\W_]+(?:[-’'‘.][^\W_]+)*")
# Given names spelt as differently as this may be one ("Mohammed", "Mohamed"); of 100.
_SAME_SPELLING = 88
_SHORTEST_SPELT = 5


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's parts, lower-case, without accents, dots and hyphens.

    Attributes:
        given: the first of the given names; "" where only a family name stands.
        family: the family name with its particles ("de la cruz").
        last: its last word ("cruz").
        suffix: "jr", "iii"; "" without.
        words: all the words but the suffix, in order.
    """

    given: str
    family: str
    last: str
    suffix: str
    words: tuple[str, ...]


@lru_cache(maxsize=4_096)
def parts_of(name: str) -> PersonName:
    """The parts of a person's name as written."""
    lists = Words.load()
    written = _WORD.findall(name)
    words = [fold(word) for word in written]
    suffix = ""
    while len(words) > 1 and words[-1] in lists.suffixes:
        suffix = words.pop()
    if not words:
        return PersonName("", "", "", suffix, ())
    family = words[-1]
    if len(words) > 2 and any(word.lower() in lists.particles for word in written):
        # Imported here: most names are plain, and need nobody to take them apart.
        from nameparser import HumanName

        parsed = " ".join(fold(word) for word in _WORD.findall(HumanName(name).last))
        family = parsed or family
    given = words[0] if len(words) > 1 and family != " ".join(words) else ""
    return PersonName(given, family, words[-1], suffix, tuple(words))


def same_person(one: str, other: str) -> bool:
    """Two names of two words or more that are one person's.

    The same family name, with or without particles, and given names that are the same, an
    initial or nearly the same spelling; or the same words in another order. "Jr." and "Sr."
    part two people.
    """
    a, b = parts_of(one), parts_of(other)
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if len(a.words) < 2 or len(b.words) < 2:
        return False
    if sorted(a.words) == sorted(b.words) or "".join(a.words) == "".join(b.words):
        return True
    if a.last != b.last:
        return False
    if not a.given or not b.given:
        return a.family == b.family
    if a.given == b.given or a.given in b.words[:-1] or b.given in a.words[:-1]:
        return True
    if min(len(a.given), len(b.given)) == 1:
        return a.given[0] == b.given[0]
    return min(len(a.given), len(b.given)) >= _SHORTEST_SPELT and _alike(a.given, b.given)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio

    # Another ending is another name: Erik, Erika.
    return one[0] == other[0] and one[-1] == other[-1] and ratio(one, other) >= _SAME_SPELLING


def is_short_for(short: str, full: str) -> bool:
    """A family name, with its particles or without, or the name that a family-first name begins with."""
    words = tuple(fold(word) for word in _WORD.findall(short))
    name = parts_of(full)
    if not words or len(name.words) < 2:
        return False
    if len(words) > 1:
        return " ".join(words) == name.family
    return words[0] in (name.last, name.family, name.words[0])


def same_name(one: str, other: str) -> bool:
    """The same words, case, accents, marks and a leading "the" aside."""
    a, b = ([fold(word) for word in _WORD.findall(name)] for name in (one, other))
    return [w for w in a if w != "the"] == [w for w in b if w != "the"]


def fold(word: str) -> str:
    """Lower case, without accents, dots, hyphens and apostrophes."""
    if word.isascii() and word.isalpha():
        return word.lower()
    marks = unicodedata.normalize("NFKD", word.lower())
    return "".join(char for char in marks if char.isalnum())
