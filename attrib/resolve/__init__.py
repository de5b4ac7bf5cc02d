"""Who said each statement, and through whom it reached the article."""

from __future__ import annotations

from collections.abc import Sequence

from attrib.model import Attribution, Document, Statement
from attrib.registry import Registry

from .affiliations import Affiliations
from .descriptions import Descriptions
from .mentions import Mention, find_mentions
from .outlets import Outlets
from .parties import find_parties
from .publication import Publication
from .speakers import Speakers
from .words import Words

__all__ = ["Mention", "names", "resolve"]


def names(
    document: Document, statements: Sequence[Statement], registry: Registry
) -> tuple[Mention, ...]:
    """Every name in an article, in the order of the text, with whether it is quoted."""
    quoted = [span for s in statements if s.kind == "direct" for span in s.content]
    return find_mentions(document, quoted, lambda name: registry.find(name) is not None)


def resolve(
    document: Document,
    statements: Sequence[Statement],
    registry: Registry,
    mentions: Sequence[Mention] | None = None,
) -> tuple[Attribution, ...]:
    """Every statement with its speaker and outlet, in the order given.

    Statements must come in the order of the text: who speaks and through whom
    carries over from one to the next.

    Args:
        document: the article.
        statements: what is said in it.
        registry: the sources that are known.
        mentions: its `names`, if they have been found already.
    """
    if mentions is None:
        mentions = names(document, statements, registry)
    parties = find_parties(document, mentions, registry)
    registry = registry.for_article(p.source for p in parties.all if p.source is not None)
    words = Words.load()
    descriptions = Descriptions(document, parties, registry, words)
    affiliations = Affiliations(document, parties, descriptions, words)
    publication = Publication(document, registry, words)
    speakers = Speakers(
        document, parties, registry, statements, descriptions, affiliations, publication
    )
    outlets = Outlets(document, parties, registry, affiliations, publication)
    found = []
    for statement in statements:
        speaker, party = speakers.speaker(statement)
        outlet = outlets.outlet(statement, speaker, party)
        found.append(Attribution(statement, speaker, outlet))
    return tuple(found)
