"""A sentence that somebody would have to vouch for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

ClaimKind = Literal["allegation", "claim", "figure", "forecast", "vague"]
CLAIM_KINDS: tuple[ClaimKind, ...] = ("allegation", "claim", "figure", "forecast", "vague")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says that no reader could check, were nobody credited with it.

    Attributes:
        sentence: its index in the document.
        kind: a wrong done by a party; another thing that only somebody can know (a motive,
            a cause, a state of mind, a judgement); a figure; a forecast; or words that credit
            nobody in particular.
        probability: that a careful desk would ask for its source, 0 to 1.
        words: the words that make it one; inside the sentence.
    """

    sentence: int
    kind: ClaimKind
    probability: float
    words: Span
