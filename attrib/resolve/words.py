"""The words that resolving goes by, read once from the lists of ``data/``."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from attrib.wordlists import load


@dataclass(frozen=True, slots=True)
class Pronoun:
    """`number` is one, many, body, relative or self; `gender` male, female or empty."""

    number: str
    gender: str = ""


@dataclass(frozen=True)
class Words:
    """Each attribute is the list of that name in the data files, lower-case."""

    courtesy: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
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
    document_parts: frozenset[str]
    issuer_links: frozenset[str]
    passed_on: frozenset[str]
    officers: frozenset[str]
    spokespeople: frozenset[str]
    representatives: frozenset[str]
    roles: frozenset[str]
    unnamed_roles: frozenset[str]
    always_anonymous: frozenset[str]
    anonymity: frozenset[str]
    indefinite: frozenset[str]
    several: frozenset[str]
    starters: frozenset[str]
    calendar: frozenset[str]
    demonyms: frozenset[str]
    offices_of: frozenset[str]
    company_endings: frozenset[str]
    company_names: frozenset[str]
    legal_forms: frozenset[str]
    company_descriptions: frozenset[str]
    body_descriptions: frozenset[str]
    public_bodies: frozenset[str]
    local_bodies: frozenset[str]
    any_company: frozenset[str]
    any_body: frozenset[str]
    bare_named: frozenset[str]
    state_bodies: frozenset[str]
    plain_heads: frozenset[str]
    head_first: frozenset[str]
    wire_descriptions: frozenset[str]
    clause_openers: frozenset[str]
    determiners: frozenset[str]
    also_known: frozenset[str]
    streets: frozenset[str]
    place_heads: frozenset[str]
    landscape: frozenset[str]
    irregular_past: frozenset[str]
    person_nouns: frozenset[str]
    not_people: frozenset[str]
    plurals: frozenset[str]
    ranks: frozenset[str]
    called_words: frozenset[str]
    adverbs: frozenset[str]
    posted: frozenset[str]
    kin: frozenset[str]
    description_needs: Mapping[str, frozenset[str]]
    description_heads: Mapping[str, frozenset[str]]
    description_never: Mapping[str, frozenset[str]]
    same_role: Mapping[str, frozenset[str]]
    short_titles: Mapping[str, str]
    regions: frozenset[str]
    prepositions: frozenset[str]
    connectors: frozenset[str]
    public: frozenset[str]
    place_links: frozenset[str]
    self: frozenset[str]

    @cached_property
    def places(self) -> frozenset[str]:
        """Countries, states and large cities."""
        lists = load("places")
        return frozenset(name for text in lists.values() for name in text.split(", "))

    @cached_property
    def described_bodies(self) -> frozenset[str]:
        """What an article calls a body after naming it."""
        return self.company_descriptions | self.body_descriptions

    @cached_property
    def body_nouns(self) -> frozenset[str]:
        """Words in bodies' names, and what they are called."""
        return self.bodies | self.body_descriptions

    @cached_property
    def all_bodies(self) -> frozenset[str]:
        """Every word for a body."""
        return self.described_bodies | self.bodies

    @cached_property
    def other_bodies(self) -> frozenset[str]:
        """What a body may be called that is no company."""
        return self.body_descriptions | self.public_bodies | self.local_bodies

    @cached_property
    def phrase_ends(self) -> frozenset[str]:
        """What ends the first noun phrase of a description, or begins a clause."""
        return self.prepositions | self.clause_openers | {"to", "that", "whose", "where", "when"}

    @cached_property
    def before_names(self) -> frozenset[str]:
        """Courtesy titles and offices."""
        return self.courtesy | self.titles

    @cached_property
    def body_or_medium(self) -> frozenset[str]:
        """Words in the names of bodies and of media."""
        return self.bodies | self.media

    @cached_property
    def people(self) -> frozenset[str]:
        """Words for one person."""
        return self.person_nouns | self.roles | self.titles | self.male | self.female | self.kin

    @cached_property
    def no_people(self) -> frozenset[str]:
        """Words that are no person's, whatever they end in."""
        return self.documents | self.bodies | self.medium_descriptions | self.described_bodies

    @cached_property
    def platforms(self) -> frozenset[str]:
        """Where people post, lower-case."""
        return frozenset(name.lower() for name in load("channels")["platforms"])

    @cached_property
    def person_endings(self) -> tuple[str, ...]:
        """How words for people end."""
        return tuple(load("parties")["person_endings"])

    @cached_property
    def company_suffixes(self) -> tuple[str, ...]:
        """How words for companies end that end like people's."""
        return tuple(load("parties")["company_suffixes"])

    def gender_of(self, given: str) -> str:
        """What a given name alone says: "female", "male", or "" where it says nothing."""
        given = _plain(given)
        names = _given_names()
        return next((gender for gender in ("female", "male") if given in names[gender]), "")

    def is_given(self, name: str) -> bool:
        """True for a given name on the lists, whichever gender's."""
        return any(_plain(name) in names for names in _given_names().values())

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Words:
        """The shipped lists."""
        rows = {**load("titles"), **load("parties")}
        pronouns = rows.pop("pronouns")
        for ending in ("person_endings", "company_suffixes"):
            rows.pop(ending)
        tables: dict[str, Any] = {"short_titles": rows.pop("short_titles")}
        tables |= {
            key: {word: frozenset(others) for word, others in rows.pop(key).items()}
            for key in ("description_needs", "description_heads", "description_never", "same_role")
        }
        lists: dict[str, Any] = {key: frozenset(value) for key, value in rows.items()}
        return cls(
            pronouns={word: Pronoun(**row) for word, row in pronouns.items()},
            **tables,
            **lists,
        )


@lru_cache(maxsize=1)
def _given_names() -> Mapping[str, frozenset[str]]:
    return {gender: frozenset(text.split()) for gender, text in load("given_names").items()}


def _plain(name: str) -> str:
    """Lower case, without accents: the lists have neither."""
    marks = unicodedata.normalize("NFKD", name.lower())
    return "".join(char for char in marks if not unicodedata.combining(char))
