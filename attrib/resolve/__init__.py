"""Who said each statement, and through whom it reached the article."""

from __future__ import annotations

from collections.abc import Sequence

from attrib.model import Attribution, Document, Statement
from attrib.registry import Registry

from .mentions import find_mentions
from .outlets import Outlets
from .parties import find_parties
from .speakers import Speakers

__all__ = ["resolve"]


def resolve(
    document: Document, statements: Sequence[Statement], registry: Registry
) -> tuple[Attribution, ...]:
    """Every statement with its speaker and outlet, in the order given.

    Statements must come in the order of the text: who speaks and through whom
    carries over from one to the next.
    """
    quoted = [span for s in statements if s.kind == "direct" for span in s.content]
    mentions = find_mentions(document, quoted)
    parties = find_parties(document, mentions, registry)
    registry = registry.for_article(p.source for p in parties.all if p.source is not None)
    speakers, outlets = Speakers(document, parties, registry), Outlets(document, parties, registry)
    found = []
    for statement in statements:
        speaker, party = speakers.speaker(statement)
        outlet = outlets.outlet(statement, speaker, party)
        found.append(Attribution(statement, speaker, outlet))
    return tuple(found)
