"""AT202 unattributed-figure."""

from __future__ import annotations

from typing import ClassVar

from attrib.model import ClaimKind, Severity

from .claim_rule import ClaimRule


class UnattributedFigure(ClaimRule):
    """A figure that somebody must have counted or estimated, and the article does not say who.

    **Flagged**

    - Estimates: "an estimated 4,000", "is estimated at", "by some estimates".
    - What people think, in percent, without a survey: "Seven in ten oppose the closures."
    - Damage, losses and savings in money: "has caused 9 million in damage".
    - The share or the number that only a survey or a body's books can know.

    **Accepted**

    - What an attribution in the sentence covers, or whoever is credited before in the
      paragraph and still speaks.
    - A survey, a census, a budget, accounts or records that the sentence names.
    - Prices, results, votes, sizes, dates, distances: anybody can check them.
    - A figure of the opening that a statement some paragraphs down credits.

    **Why**

    A number is as good as whoever counted. Without a source the reader takes it for a fact,
    and nobody can correct it.
    """

    code = "AT202"
    name = "unattributed-figure"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "BBC Editorial Guidelines: statistics are given with their source; Reuters Handbook: "
        "figures are sourced and put in context; AP: say where numbers come from."
    )
    limits: ClassVar[tuple[str, ...]] = ("paragraphs_to_credit",)
    kind: ClassVar[ClaimKind] = "figure"
