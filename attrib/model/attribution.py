"""A statement with who said it, and through whom it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .decision import SignOff
from .span import Span
from .statement import Statement
from .verdict import Verdict

How = Literal["told", "reported", "own-words", "carried", "cited", "self"]
PartyKind = Literal[
    "person", "institution", "outlet", "group", "anonymous", "publication", "unknown"
]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement is credited to.

    Attributes:
        name: the fullest name that the article or the registry gives.
        id: of the registry's record; None for a name it does not have.
        kind: what sort of party it is; "anonymous" for one left unnamed on
            purpose ("a senior official"), "unknown" for a phrase that could
            not be followed to a party.
        mention: the words that name it here ("she"); None where there are none.
        evidence: which words, and why they mean this party, in a sentence.
        named: where the article first gives its fullest name, however far from here; None
            where it never does.
        candidates: names of the parties between which nothing decides; empty
            unless the speaker is ambiguous.
        spelling: the words of the article that match `id` only nearly.
    """

    name: str
    id: str | None
    kind: PartyKind
    evidence: str
    mention: Span | None = None
    candidates: tuple[str, ...] = ()
    spelling: str | None = None
    named: Span | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One medium or body that a statement passed through.

    Attributes:
        name, id: as an outlet's.
        how: as an outlet's.
        words: the article's words that say so; "" where it is only carried over.
        mention: where the article names it; None where it does not.
    """

    name: str
    id: str | None
    how: How
    words: str = ""
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Through whom a statement reached this article.

    Attributes:
        name: the outlet's name.
        id: of the registry's record, "self" for this publication, or None.
        how: told to it, reported by it, an institution's own words, carried over
            from the statement before, or this publication itself.
        mention: the words that name it; None where there are none.
        evidence: which words, and why, in a sentence.
        chain: every hop from the speaker to this publication, the nearest to the speaker first;
            the first is this outlet, but for media that it only cites (how "cited"), which stand
            before it. Empty where nothing stands between.
    """

    name: str
    id: str | None
    how: How
    evidence: str
    mention: Span | None = None
    chain: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement, its speaker and its outlet; None where not found.

    Attributes:
        statement: what is said.
        speaker, outlet: who said it, and through whom it arrived.
        fingerprint: the same for the same words, wherever they move in the file; set by
            the gate.
        sign_off: what an editor decided about it; None where nobody has.
        verdict: what the texts of its source say; None where it was not held against any.
    """

    statement: Statement
    speaker: Speaker | None
    outlet: Outlet | None
    fingerprint: str = ""
    sign_off: SignOff | None = None
    verdict: Verdict | None = None

    @property
    def is_statement(self) -> bool:
        """False where an editor has said that these words are nobody's statement."""
        return self.sign_off is None or not self.sign_off.is_no_statement
