"""AT308 unknown-source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule

_ARTICLES = frozenset({"the", "a", "an"})


class UnknownSource(Rule):
    """A named party speaks that the desk's sources file does not have.

    **Flagged**

    - A person, an institution or an outlet without a record, where it first speaks.
    - Only where a sources file with records is in use.

    **Accepted**

    - Parties found by name, alias, acronym or description, and near misspellings.
    - Parties that the list which comes with attrib knows.
    - A body that the article describes and does not name ("the department").
    - A document that speaks for a body on record ("the charges").
    - Groups, unnamed sources, the publication itself.

    **Why**

    A desk that keeps a list of whom it quotes sees a new name and checks it: spelling,
    title, whether the person exists. It is a note, since most new names are simply new.
    """

    code = "AT308"
    name = "unknown-source"
    severity: ClassVar[Severity] = "note"
    authority = (
        "SPJ Code: verify before releasing, and know who your sources are; NPR Ethics Handbook: "
        "check a new source's name and title with the source."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        if not context.registry.has_sources:
            return
        seen: set[str] = set()
        for attribution in context.attributions:
            speaker, statement = attribution.speaker, attribution.statement
            if (
                speaker is None
                or speaker.id is not None
                or speaker.kind not in ("person", "institution", "outlet")
                or speaker.candidates
                or not _is_name(speaker.name)
            ):
                continue
            known = " ".join(speaker.name.lower().split())
            if known in seen:
                continue
            seen.add(known)
            span = speaker.mention or (statement.source or statement.content)[0]
            yield self.finding(
                span,
                f"{speaker.name} has no record in the sources file. Check name and title, then "
                "add one.",
                statement=statement.id,
            )


def _is_name(words: str) -> bool:
    """False for a description, "The department": an article, and no capital behind it."""
    article, _, rest = words.partition(" ")
    return any(c.isupper() for c in rest) if article.lower() in _ARTICLES else True
