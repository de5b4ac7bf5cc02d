"""Who said each statement, and through whom it reached the article."""

from __future__ import annotations

from collections.abc import Sequence

from attrib.model import Attribution, Document, Statement
from attrib.registry import Registry

from .affiliations import Affiliations
from .descriptions import Descriptions
from .mentions import find_mentions
from .outlets import Outlets
from .parties import find_parties
from .speakers import Speakers
from .words import Words

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
    words = Words.load()
    descriptions = Descriptions(document, parties, registry, words)
    affiliations = Affiliations(document, parties, descriptions, words)
    speakers = Speakers(document, parties, registry, statements, descriptions, affiliations)
    outlets = Outlets(document, parties, registry, affiliations)
    found = []
    for statement in statements:
        speaker, party = speakers.speaker(statement)
        outlet = outlets.outlet(statement, speaker, party)
        found.append(Attribution(statement, speaker, outlet))
    return tuple(found)
