"""AT301 anonymous-source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule
from .words import word_set


class AnonymousSource(Rule):
    """A statement is credited to somebody who is left unnamed on purpose.

    **Flagged**

    - "A senior official said", "a person familiar with the talks told Reuters".
    - Once for each such description, where it first speaks.

    **Accepted**

    - Named people, institutions and documents, and outlets that speak for themselves.
    - Groups: "the two climbers", and crowds that hide nobody: "some residents".
    - Sources that are vague rather than hidden ("critics"): see vague-source.

    **Why**

    Every large house lets anonymous sources through by exception only: the information
    matters, cannot be had otherwise, the source is in a place to know, an editor knows who
    it is, and the article says why the name is withheld.
    """

    code = "AT301"
    name = "anonymous-source"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP: anonymity only for vital information, with the reason in the story and a manager's "
        "approval; New York Times, Guardian and BBC: an editor knows the source and approves."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        seen: set[str] = set()
        for attribution in context.attributions:
            speaker, statement = attribution.speaker, attribution.statement
            if speaker is None or speaker.kind != "anonymous":
                continue
            known = " ".join(speaker.name.lower().split())
            span = speaker.mention or (statement.source or statement.content)[0]
            claim = context.claims.get(context.document.sentence_at(span.start))
            vague = claim is not None and claim.kind == "vague" and claim.span.overlaps(span)
            crowd = known.partition(" ")[0] in word_set("rules/vague", "some")
            if known in seen or vague or crowd:
                continue
            seen.add(known)
            yield self.finding(
                span,
                f"“{speaker.name}” speaks without a name. Say in the article why, and have an "
                "editor who knows the source approve it.",
                statement=statement.id,
            )
