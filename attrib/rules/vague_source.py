"""AT205 vague-source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule


class VagueSource(Rule):
    """Somebody is credited, and it could be anybody.

    **Flagged**

    - "Critics say", "experts warn", "many believe", "some say", "sources say", "studies show".
    - "Reports in Spain link", "media in France say", "sources in Athens said".
    - "Reportedly", "it is believed", "is thought to have", "is said to be".
    - "There have been concerns about", "questions have been raised", "according to reports".
    - "Allegedly", where the paragraph has named neither a speaker nor an authority.

    **Accepted**

    - "Critics including Amnesty International say", and "critics say" where the next
      sentence of the paragraph lets one of them speak by name.
    - "The experts said", "three analysts", "Harvard researchers": somebody in particular.
    - A hedge in a sentence that credits a named party: "reportedly", The Times wrote.
    - The adjective "alleged", questions, and vague words that are themselves quoted.

    **Why**

    Words that credit a crowd look like a source and bear no weight; they let the writer's
    view pass for a report. The finding marks the clause with the vague words.
    """

    code = "AT205"
    name = "vague-source"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "Reuters Handbook: be as precise about a source as you can; NPR Ethics Handbook: no "
        "hiding behind 'critics' or 'some say'; SPJ Code: identify sources clearly."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for claim in context.claims.values():
            if claim.kind == "vague":
                yield self.finding(
                    claim.span,
                    f"“{claim.words}”: {claim.nature}. {claim.advice}",
                    doubtful=claim.doubtful,
                )
