"""AT109 misattributed-quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule
from .verdicts import cited, place_of, verified


class MisattributedQuote(Rule):
    """The words are there, but the text has somebody else say them.

    **Flagged**

    - Words that stand in another speaker's turn of a transcript, in another source's text, or
      in a quotation that the text credits to somebody else.

    **Accepted**

    - A body credited with the words of its own official, and an official with his body's
      release, where the registry has his affiliation.
    - Words that the speaker says too, elsewhere in the texts.
    - Fewer than four words: two people may well say them.
    - Labels that name nobody ("THE COURT"), unless the speaker has a label of his own there.

    **Why**

    A true quotation under a wrong name wrongs two people at once.
    """

    code = "AT109"
    name = "misattributed-quote"
    severity: ClassVar[Severity] = "error"
    authority = (
        "SPJ Code of Ethics: identify sources clearly; Reuters Handbook: attribution to the wrong "
        "person is an error to be corrected."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for attribution, verdict in verified(context, "misattributed"):
            speaker = attribution.speaker
            theirs = verdict.passages[0].speaker if verdict.passages else None
            credited = speaker.name if speaker is not None else "nobody"
            yield self.finding(
                place_of(attribution, ()),
                f"Credited to {credited}, but the text has {theirs or 'somebody else'} say it. "
                "Credit whoever said it.",
                suggestion=cited(verdict),
                statement=attribution.statement.id,
            )
