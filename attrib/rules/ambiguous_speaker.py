"""AT304 ambiguous-speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule


class AmbiguousSpeaker(Rule):
    """The words that credit a statement fit more than one party.

    **Flagged**

    - "He said" after two men; "Brown said" where two people of that name speak.
    - "The minister", "the company" where the article has introduced two.

    **Accepted**

    - A pronoun or surname that only one party in reach fits.
    - A name that is spelled out, whoever else is near.

    **Why**

    If the sentence leaves two readings, half of the readers will credit the wrong person.
    The finding names those it could be; choosing is the writer's.
    """

    code = "AT304"
    name = "ambiguous-speaker"
    severity: ClassVar[Severity] = "note"
    authority = (
        "AP and Guardian style: repeat the name where a pronoun could be another's; Reuters "
        "Handbook: leave no doubt who is speaking."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for attribution in context.attributions:
            speaker, statement = attribution.speaker, attribution.statement
            if speaker is None or not speaker.candidates:
                continue
            names = " or ".join(speaker.candidates)
            span = (statement.source or statement.cue or statement.content)[0]
            words = " ".join(context.document.slice(span).split())
            yield self.finding(
                span,
                f"“{words}” could be {names}. Use the name.",
                statement=statement.id,
            )
