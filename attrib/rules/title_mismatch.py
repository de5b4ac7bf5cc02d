"""AT307 title-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from attrib.model import Finding, Severity, Source, Span

from .context import Context
from .offices import attached, contradict, offices
from .rule import Rule

if TYPE_CHECKING:
    from attrib.resolve import Mention

_WORD = re.compile(r"\S+")


class TitleMismatch(Rule):
    """The article gives a person an office that the sources file contradicts.

    **Flagged**

    - "Mayor Ana Lindqvist", "Ana Lindqvist, the mayor," where her record's role is governor.
    - A deputy called by the office itself, or the other way round.
    - "Former mayor" of one who is on record as mayor, "mayor" of one on record as former mayor.

    **Accepted**

    - Another word for the office on record: chief executive, CEO.
    - An acting or interim holder, and what else the article says of a person: founder,
      lawyer, father of three.
    - Offices that one person may hold together: minister and senator.
    - A former office, whatever the present one is.
    - Words that do not stand directly at the name.

    **Why**

    A wrong title is a correction the next day. Where article and record disagree, one of
    them is out of date: the finding gives both, and the desk knows which.
    """

    code = "AT307"
    name = "title-mismatch"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP Stylebook and Reuters Handbook: check names and titles, and give the title that "
        "the person holds now; a wrong one is corrected in public."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        if not context.registry.has_sources:
            return
        seen: set[tuple[str, str]] = set()
        for mention in context.mentions:
            source, name = _person(context, mention)
            if source is None or source.role is None:
                continue
            known = offices(source.role)
            if not known:
                continue
            for span in attached(context.document, name):
                written = " ".join(context.document.slice(span).split())
                key = source.id, written.lower()
                if key in seen or not contradict(offices(written), known):
                    continue
                seen.add(key)
                yield self.finding(
                    span,
                    f"“{written}” for {source.name}, who is on record as “{source.role}”. "
                    "Check which holds.",
                )


def _person(context: Context, mention: Mention) -> tuple[Source | None, Span]:
    """The person on record whom a name is, and where the name itself stands.

    A title in capitals may be taken for a part of the name: "Harbour Master Ada Moss".
    """
    text, end = context.document.text, mention.span.end
    words = list(_WORD.finditer(text, *mention.span))
    for word in words[: max(1, len(words) - 1)]:
        name = Span(word.start(), end)
        match = context.registry.find(context.document.slice(name))
        if match is not None and match.how != "fuzzy":
            return (match.source if match.source.kind == "person" else None), name
    return None, mention.span
