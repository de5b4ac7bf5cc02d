"""House packs: which rules a newsroom's standard asks for, how strictly, and where it says so.

The great houses disagree about what a finding is, so no single list is right. A pack
is data (``attrib/data/houses/*.yaml``, or a desk's own file that extends one of them);
the rules read its limits, and the severities that it sets win over a rule's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from attrib.model import DocumentKind, Severity

Level = Severity | Literal["off"]


@dataclass(frozen=True, slots=True)
class HouseLimits:
    """How far a house lets an article go before a rule speaks.

    Attributes:
        sentences_before_speaker: quoted sentences that may stand before the words that
            name their speaker.
        anonymous_sources: unnamed sources that an article may have, each explained,
            without a finding; 0 reports every one.
        sources_needed: parties that must stand behind an article's accusations; 1
            lets a single source carry them.
        paragraphs_to_credit: paragraphs further down in which a claim of the opening may
            still be credited; 0 asks for it in the same paragraph.
    """

    sentences_before_speaker: int = 2
    anonymous_sources: int = 0
    sources_needed: int = 2
    paragraphs_to_credit: int = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """What a house's standard says on a rule.

    Attributes:
        standard: the document and the part of it.
        says: what it asks for, in the project's own words.
    """

    standard: str
    says: str


@dataclass(frozen=True, slots=True)
class House:
    """One newsroom's pack.

    Attributes:
        id: what ``--house`` calls it.
        name: the newsroom's name.
        severities: by name of a rule, where the house's differs from the rule's own.
        kinds: the same for an article of a kind (opinion, live blog); wins over `severities`.
        limits: how far it lets an article go.
        passages: by name of a rule, what its standard says.
    """

    id: str = "default"
    name: str = "attrib"
    severities: Mapping[str, Level] = field(default_factory=dict)
    kinds: Mapping[DocumentKind, Mapping[str, Level]] = field(default_factory=dict)
    limits: HouseLimits = field(default_factory=HouseLimits)
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def severity(self, rule: str, kind: DocumentKind) -> Level | None:
        """What the house makes of a rule, by its name, in an article of a kind; None: the rule's own."""
        return self.kinds.get(kind, {}).get(rule, self.severities.get(rule))
