"""The outlets and bodies that statements came through, each where it is first met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from attrib.model import Attribution, Hop, How, Span

from .context import Context


class Passed(NamedTuple):
    """One medium or body on the way of a statement to this publication.

    Attributes:
        attribution: the first statement that came through it.
        name, id, how: as a hop's.
        words: the article's words that say so, or why it is taken to be.
        span: where the article names it, or else the statement's source.
    """

    attribution: Attribution
    name: str
    id: str | None
    how: How
    words: str
    span: Span


def passed(context: Context) -> Iterator[Passed]:
    """Every outlet and hop, once, in the order of the text; this publication is none."""
    seen: set[str] = set()
    for attribution in context.attributions:
        outlet, statement = attribution.outlet, attribution.statement
        if outlet is None:
            continue
        first = Hop(outlet.name, outlet.id, outlet.how, outlet.evidence, outlet.mention)
        for hop in (first, *outlet.chain):
            key = hop.id or " ".join(hop.name.lower().split())
            if hop.id == "self" or hop.how == "self" or key in seen:
                continue
            seen.add(key)
            span = hop.mention or (statement.source or statement.content)[0]
            yield Passed(attribution, hop.name, hop.id, hop.how, hop.words, span)
