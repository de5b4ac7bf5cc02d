"""Whether two names are one party: whom the article credits, and who says it in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from attrib.model import PartyKind, Source, Speaker
from attrib.registry import Registry
from attrib.resolve.people import fold, is_short_for, same_name, same_person
from attrib.wordlists import word_lists

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Bodies of bodies: further up nobody speaks for anybody.
_HIGHEST = 8


class Voice(NamedTuple):
    """Somebody who speaks in a text.

    Attributes:
        name: as the text or the registry has it.
        id: of the registry's record; None for a name that it does not have.
    """

    name: str
    id: str | None = None


class Parties:
    """Compares those whom articles credit with those who speak in texts."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        # The labels of thousands of texts are those of few people.
        self._voices = lru_cache(maxsize=20_000)(self._voice)
        self._same = lru_cache(maxsize=20_000)(self._are_one)

    def voice(self, written: str) -> Voice:
        """Who is meant by a label or a name, or by an id of the registry."""
        return self._voices(written)

    def _voice(self, written: str) -> Voice:
        source = self.registry.get(written)
        if source is None:
            match = self.registry.find(written) or self.registry.find(_untitled(written))
            source = match.source if match is not None and match.how != "fuzzy" else None
        return Voice(written) if source is None else Voice(source.name, source.id)

    def same(self, speaker: Speaker, voice: Voice) -> bool | None:
        """Whether a speaker and a voice are one party, or one of them speaks for the other.

        Returns:
            None where nobody can tell: a speaker without a name, a label such as "THE COURT",
            two who may belong together.
        """
        return self._same(speaker.name, speaker.id, speaker.kind, voice)

    def _are_one(self, name: str, id: str | None, kind: PartyKind, voice: Voice) -> bool | None:
        if kind in ("anonymous", "group", "unknown") and id is None:
            return None
        if id is not None and voice.id is not None:
            if id == voice.id:
                return True
            return self._related(self._record(id), self._record(voice.id))
        if same_name(name, voice.name):
            return True
        theirs = _untitled(voice.name)
        if _is_role(theirs):
            return None
        person = kind == "person"
        if person and (
            same_person(name, theirs) or is_short_for(theirs, name) or is_short_for(name, theirs)
        ):
            return True
        known = self._record(voice.id)
        if known is not None and known.kind != "person":
            return None  # whether this person speaks for that body is not on record
        if not person:
            return None
        return False

    def _record(self, id: str | None) -> Source | None:
        return self.registry.get(id) if id is not None else None

    def _related(self, one: Source | None, other: Source | None) -> bool | None:
        if one is None or other is None:
            return None
        if one.id in self._above(other) or other.id in self._above(one):
            return True
        if one.kind == other.kind == "person":
            return False
        if "person" in (one.kind, other.kind):
            person = one if one.kind == "person" else other
            return None if person.affiliation is None else False
        return False

    def _above(self, source: Source) -> set[str]:
        """The bodies that a record belongs to, near and far."""
        above: set[str] = set()
        at = source.affiliation or source.parent
        while at is not None and at not in above and len(above) < _HIGHEST:
            above.add(at)
            body = self.registry.get(at)
            at = body.parent if body is not None else None
        return above


def key_of(name: str) -> str:
    """What names of one party have in common: the last word, folded."""
    words = _WORD.findall(_untitled(name))
    return fold(words[-1]) if words else ""


def _untitled(written: str) -> str:
    """A label without "MR." before it and a role behind it."""
    name = written.split("(")[0].split(",")[0].strip(" :")
    words = name.split()
    while len(words) > 1 and fold(words[0]) in _courtesies():
        words = words[1:]
    return " ".join(words)


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(fold(title) for title in word_lists("titles")["courtesy"])


def _is_role(name: str) -> bool:
    """True for a label of an office or of a part in the talk."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or all(len(word) == 1 for word in words):
        return True
    lists = word_lists("transcripts")
    return " ".join(words) in lists["roles"] or words[0] in lists["numbered"]
