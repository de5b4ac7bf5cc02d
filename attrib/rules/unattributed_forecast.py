"""AT203 unattributed-forecast."""

from __future__ import annotations

from typing import ClassVar

from attrib.model import ClaimKind, Severity

from .claim_rule import ClaimRule


class UnattributedForecast(ClaimRule):
    """The article says what will come, and does not say who expects it.

    **Flagged**

    - "Rents are projected to double", "is likely to worsen", "is doomed to".
    - "Sales will double by 2030", "will take at least ten years to recover".
    - "The closure would cost the town its only bank", "will wipe out".

    **Accepted**

    - What an attribution in the sentence covers, or whoever is credited before in the
      paragraph and still speaks.
    - Plans and dates: "will open in May", "is expected to vote on Monday".
    - The weather, timetables, and what a law says will happen.
    - Hedged possibilities ("could", "might"), conditions ("if"), questions.
    - A forecast of the opening that a statement some paragraphs down credits.

    **Why**

    Nobody has seen the future; a forecast is somebody's, with an interest and a record. The
    reader needs to know whose.
    """

    code = "AT203"
    name = "unattributed-forecast"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "Reuters Handbook: do not predict in your own voice, say who expects it; AP and BBC "
        "Editorial Guidelines: projections are attributed to those who make them."
    )
    limits: ClassVar[tuple[str, ...]] = ("paragraphs_to_credit",)
    kind: ClassVar[ClaimKind] = "forecast"
