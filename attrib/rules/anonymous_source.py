"""AT301 anonymous-source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .anonymity import hidden
from .context import Context
from .rule import Rule


class AnonymousSource(Rule):
    """A statement is credited to somebody who is left unnamed on purpose.

    **Flagged**

    - "A senior official said", where the article says why the official is not named.
    - Once for each such description, where it first speaks.
    - Only those beyond the number that the house lets through.

    **Accepted**

    - Named people, institutions and documents, and outlets that speak for themselves.
    - Groups: "the two climbers", and crowds that hide nobody: "some residents".
    - A spokeswoman, and people met by chance ("a man at the gate"), unless the article says
      that the name is withheld.
    - Sources that are vague rather than hidden ("critics"): see vague-source.
    - Sources for whose missing name no reason is given: see unexplained-anonymity, which
      reports them in this rule's place.

    **Why**

    Every large house lets anonymous sources through by exception only: the information
    matters, cannot be had otherwise, the source is in a place to know, an editor knows who
    it is, and the article says why the name is withheld. Whether it says why, the article
    shows; the rest is for the desk to ask.
    """

    code = "AT301"
    name = "anonymous-source"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP: anonymity only for vital information, with the reason in the story and a manager's "
        "approval; New York Times, Guardian and BBC: an editor knows the source and approves."
    )
    limits: ClassVar[tuple[str, ...]] = ("anonymous_sources",)

    def check(self, context: Context) -> Iterator[Finding]:
        explained = [source for source in hidden(context) if source.explained]
        for source in explained[context.house.limits.anonymous_sources :]:
            speaker = source.attribution.speaker
            assert speaker is not None
            yield self.finding(
                source.span,
                f"“{speaker.name}” speaks without a name. Have an editor who knows the source "
                "approve it.",
                statement=source.attribution.statement.id,
            )
