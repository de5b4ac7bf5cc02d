"""The words that resolving goes by, read once from ``data/titles.yaml`` and ``data/parties.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from attrib.wordlists import load


@dataclass(frozen=True, slots=True)
class Pronoun:
    """`number` is one, many, body, relative or self; `gender` male, female or empty."""

    number: str
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Each attribute is the list of that name in the data files, lower-case."""

    courtesy: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    pronouns: dict[str, Pronoun]
    bodies: frozenset[str]
    media: frozenset[str]
    known_media: frozenset[str]
    medium_descriptions: frozenset[str]
    broadcast_descriptions: frozenset[str]
    print_descriptions: frozenset[str]
    broadcast_names: frozenset[str]
    print_names: frozenset[str]
    documents: frozenset[str]
    issuer_links: frozenset[str]
    spokespeople: frozenset[str]
    roles: frozenset[str]
    always_anonymous: frozenset[str]
    anonymity: frozenset[str]
    indefinite: frozenset[str]
    starters: frozenset[str]
    calendar: frozenset[str]
    connectors: frozenset[str]
    public: frozenset[str]
    place_links: frozenset[str]
    self: frozenset[str]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Words:
        """The shipped lists."""
        rows = {**load("titles"), **load("parties")}
        pronouns = rows.pop("pronouns")
        return cls(
            pronouns={word: Pronoun(**row) for word, row in pronouns.items()},
            **{key: frozenset(value) for key, value in rows.items()},
        )
