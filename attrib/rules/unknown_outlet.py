"""AT402 unknown-outlet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity
from attrib.wordlists import word_lists

from .context import Context
from .hops import Passed, passed
from .rule import Rule
from .words import folded, word_set

# Own words ("in a statement") are a speaker's, whom unknown-source looks at.
_MEDIA = ("told", "reported", "cited", "carried")


class UnknownOutlet(Rule):
    """A statement came through a medium that the desk's sources file does not have.

    **Flagged**

    - "Lund told the Evening Courier", "as first reported by Coast FM", where there is no record
      of the medium; once for each.
    - Only where a sources file with records is in use.

    **Accepted**

    - Media by any of their names on record, and those of the list that comes with attrib.
    - A body's own words, in a statement or on its site; figures that it compiled.
    - A medium without a name: "TV".
    - A medium that speaks itself ("the Courier reported"): see unknown-source.
    - This publication.

    **Why**

    What another newsroom was told is as good as that newsroom. A name that the desk has never
    used is looked up once, and then has its record.
    """

    code = "AT402"
    name = "unknown-outlet"
    severity: ClassVar[Severity] = "note"
    authority = (
        "Reuters Handbook: know the record of a medium before picking up its report; BBC Editorial "
        "Guidelines: check who stands behind a source before using it."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        if not context.registry.has_sources:
            return
        speakers = {
            " ".join(a.speaker.name.lower().split())
            for a in context.attributions
            if a.speaker is not None
        }
        for hop in passed(context):
            known = hop.id is not None or " ".join(hop.name.lower().split()) in speakers
            if known or hop.how not in _MEDIA or not _is_medium(hop):
                continue
            yield self.finding(
                hop.span,
                f"{hop.name} has no record in the sources file. Check what it is, then add one.",
                statement=hop.attribution.statement.id,
            )


def _is_medium(hop: Passed) -> bool:
    """False for who compiled figures, and for a word for media alone: "TV"."""
    if any(words in hop.words for words in word_lists("channels")["compiled"]):
        return False
    return folded(hop.name) not in word_set("rules/unnamed_outlets", "alone")
