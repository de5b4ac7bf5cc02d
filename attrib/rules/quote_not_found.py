"""AT107 quote-not-found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule
from .verdicts import cited, place_of, verified

# Marks around so few words may be the writer's own.
_FEW = 2


class QuoteNotFound(Rule):
    """A quotation stands nowhere in the texts that are given of its speaker.

    **Flagged**

    - A quotation with nothing near it in the speaker's texts, nor in any other text given.
    - One or two words in marks are noted as doubtful: they may be the writer's own marks.

    **Accepted**

    - A speaker of whom no text is given, or whose text cannot be read: the quotation is then
      "not checked", which the report says.
    - A quotation that another text has; whose it is there is misattributed-quote's question.

    **Why**

    Summaries made by machines have been published as quotations that nobody ever said. A
    quotation that is not in the release it is from was heard elsewhere, or made up.
    """

    code = "AT107"
    name = "quote-not-found"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "SPJ Code of Ethics: take responsibility for the accuracy of your work and verify "
        "information before releasing it; AP: quotations are what was said, taken from a record."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for attribution, verdict in verified(context, "not-found"):
            speaker = attribution.speaker
            name = speaker.name if speaker is not None else "its speaker"
            yield self.finding(
                place_of(attribution, ()),
                f"Not in the texts of {name}. Say where it was heard, or check that it was said.",
                suggestion=cited(verdict, "the nearest words are"),
                statement=attribution.statement.id,
                doubtful=verdict.words <= _FEW,
            )
