"""AT302 unexplained-anonymity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .anonymity import hidden
from .context import Context
from .rule import Rule


class UnexplainedAnonymity(Rule):
    """Somebody speaks without a name, and the article does not say why.

    **Flagged**

    - "A senior official said", and no sentence near it gives a reason.
    - "Who spoke on condition of anonymity", and no more: that tells that the name is
      withheld, not why.
    - Once for each such description, where it first speaks.

    **Accepted**

    - A reason beside the source, in the sentence before or in the next two: "who was not
      authorised to speak publicly", "for fear of losing her job", "on condition of anonymity
      because the talks are private".
    - A reason further off that is given for the same sort of source: "The officials asked not
      to be named because ...", or for all of them.
    - Whom anonymous-source leaves out too: crowds, groups, spokespeople, people met by chance.

    **Why**

    Readers cannot judge a source whom they cannot see; the reason is the little that they
    can be told. This rule speaks in place of anonymous-source, so that one source is one
    finding: with a reason it is a matter for an editor, without one the text is unfinished.
    """

    code = "AT302"
    name = "unexplained-anonymity"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP: the story says why a source asked not to be named; New York Times and NPR Ethics "
        "Handbook: tell what you can of a source's position and of the reason."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for source in hidden(context):
            speaker = source.attribution.speaker
            if source.explained or speaker is None:
                continue
            yield self.finding(
                source.span,
                f"“{speaker.name}” speaks without a name, and nothing says why. Give the reason, "
                "or name the source.",
                statement=source.attribution.statement.id,
            )
