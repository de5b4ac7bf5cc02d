"""Which words and which parties are this publication itself."""

from __future__ import annotations

import re

from attrib.model import Document
from attrib.registry import Registry

from .mentions import Mention
from .parties import Party
from .people import same_name
from .words import Words

_UNNAMED = "this publication"
_WORD = re.compile(r"[^\W_]+(?:[-’'&.][^\W_]+)*")


class Publication:
    """What an article calls the publication it stands in.

    Known by the name in the registry and by the one that the article's own format gives:
    its front matter, the site of its page, the publication of its NITF.

    Args:
        document, registry, words: of the article.
    """

    def __init__(self, document: Document, registry: Registry, words: Words) -> None:
        names = (registry.publication, document.publication)
        self._names = tuple(name for name in names if name and name.strip())
        self._words = words
        # What a report calls it.
        self.name = registry.publication or _UNNAMED
        self._records = {
            match.source.id
            for name in self._names
            if (match := registry.find(name)) is not None and match.how != "fuzzy"
        }
        self._self_names = frozenset(registry.self_names)
        phrases = {*words.self, *(name.lower() for name in registry.self_names)}
        listed = "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))
        self._phrases = frozenset(phrases)
        self._phrase = re.compile(rf"(?:{listed})(?![\w-])", re.I)

    def is_phrase(self, written: str) -> bool:
        """True for "we", "this newspaper", and what the registry adds to them."""
        capitals = len(written) > 1 and written.isupper() and written not in self._self_names
        return not capitals and written.lower() in self._phrases

    def phrase_at(self, text: str, offset: int) -> int:
        """Where such a phrase ends that begins at an offset; 0 if none does."""
        match = self._phrase.match(text, offset)
        # "told US Weekly": in capitals it is no pronoun.
        if match is None or not self.is_phrase(match.group()):
            return 0
        return match.end()

    def named(self, party: Party, mention: Mention | None = None) -> str | None:
        """The publication's whole name where a party is it; None where it is another.

        "The Gazette", in the Harbour Gazette, is it too: unless the article has named another
        Gazette, which the party is then.

        Args:
            party: who is named.
            mention: where; without it only the whole name counts.
        """
        for name in self._names:
            if same_name(party.name, name):
                return name
        if party.source is not None and party.source.id in self._records:
            return self._names[-1]
        written = _WORD.findall(mention.name.lower()) if mention is not None else []
        if mention is None or len(written) != 1 or not mention.article:
            return None
        if written[0] not in self._words.media or any(" " in m.name for m in party.mentions):
            return None
        return next((n for n in self._names if _WORD.findall(n.lower())[-1:] == written), None)
