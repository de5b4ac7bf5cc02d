"""Whose a document is: "the charges", "a statement from the ministry", "her letter"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrib.model import Document, Span
from attrib.registry import Registry

from .mentions import Mention
from .parties import Parties, Party
from .phrases import short
from .words import Words

# "The Customs Board on Friday issued a warrant"
_ISSUES = re.compile(
    r"\W*(?:\([A-Z]+\)\s{1,4})?(?:on \w+\s{1,4})?"
    r"(?:issued|filed|released|published|unsealed|announced|brought|wrote|sent|posted)"
    r"\s{1,4}(?:an?|the|its|his|her|their)?\s{0,4}(?:[\w-]+\s{1,4}){0,2}"
)
# "the complaint, filed in August by the"
_ISSUED = re.compile(
    r"[^.;\n]*\b(?:filed|issued|released|published|made public|unsealed|written|sent|signed|brought|drawn up|compiled)\b[^.;\n]*\bby\s{1,4}(?:the\s{1,4})?"
)
_ISSUED_CHARS = 120
# Between an owner and its document, in code points and in words.
_OWNED_CHARS, _OWNED_WORDS = 40, 4


class Documents:
    """Finds the issuers of the documents that one article cites."""

    def __init__(
        self, document: Document, parties: Parties, registry: Registry, words: Words
    ) -> None:
        self._document = document
        self._parties = parties
        self._registry = registry
        self._words = words
        self._issuers: dict[str, tuple[list[int], list[tuple[int, Mention, Party]]]] = {}

    def is_document(self, noun: str) -> bool:
        """A document word, by the lists or by the registry."""
        return noun in self._words.documents or bool(self._registry.issuing(noun))

    def issuer_named(
        self, span: Span, head: Span, mentions: Sequence[Mention]
    ) -> tuple[Mention, Party] | None:
        """The issuer in a document's own words: "the ministry's report", "a letter from Ada Moss"."""
        text, words = self._document.text, self._words
        for mention in mentions:
            party = self._parties.of[mention.span]
            start = mention.span.start - (len(mention.title) + 1 if mention.title else 0)
            lead = text[max(span.start, start - 40) : start].lower().rstrip(" .").split()
            while lead and (lead[-1] == "the" or lead[-1] in words.medium_descriptions):
                lead.pop()
            if mention.span.start >= head.end and lead:
                published = lead[-1] == "in" and party.kind == "outlet"
                if lead[-1] not in words.issuer_links and not published:
                    continue
                if len(lead) > 1 and lead[-2] in words.passed_on:
                    continue
            if party.kind in ("institution", "outlet", "person") or not party.place:
                return mention, party
        return None

    def issuer(self, noun: str, offset: int) -> tuple[Party, str] | None:
        """The body that the article, or else the registry, says issues documents of this name."""
        stem = noun.rstrip("s")
        if stem not in self._issuers:
            rows = list(self._issuers_of(stem))
            self._issuers[stem] = ([row[0] for row in rows], rows)
        starts, found = self._issuers[stem]
        if found:
            # In the order of the text: the nearest is on one side of the offset or the other.
            at = bisect_left(starts, offset)
            near = found[max(0, at - 1) : at + 1]
            _, mention, party = min(near, key=lambda row: abs(row[0] - offset))
            return party, f"the article calls the {noun} {party.name}’s (“{self._around(mention)}”)"
        named = [
            p for p in self._parties.all if p.source and p.source in self._registry.issuing(noun)
        ]
        if len(named) == 1:
            return named[0], f"the registry says that {named[0].name} issues the {noun}"
        return None

    def _issuers_of(self, stem: str) -> Iterator[tuple[int, Mention, Party]]:
        """Where the article says whose the documents of this name are."""
        text, words = self._document.text, self._words
        for match in re.finditer(rf"\b{re.escape(stem)}s?\b", text, re.I):
            sentence = self._document.sentences[self._document.sentence_at(match.start())]
            near = Span(
                max(sentence.start, match.start() - _ISSUED_CHARS),
                min(sentence.end, match.end() + _ISSUED_CHARS),
            )
            for mention in self._parties.inside(near):
                party = self._parties.of[mention.span]
                if party.kind not in ("institution", "outlet", "person"):
                    continue
                between = text[mention.span.end : match.start()]
                after = text[match.end() : mention.span.start]
                owns = (
                    mention.possessive
                    and 0 <= len(between) < _OWNED_CHARS
                    and len(between.split()) <= _OWNED_WORDS
                )
                gives = after.strip().lower().removesuffix(" the") in words.issuer_links or (
                    len(after) < _ISSUED_CHARS and bool(_ISSUED.fullmatch(after))
                )
                if (
                    (owns and mention.span.end <= match.start())
                    or (gives and after)
                    # A medium that publishes a report has not written it.
                    or (party.kind != "outlet" and _ISSUES.fullmatch(between))
                ):
                    yield match.start(), mention, party

    def _around(self, mention: Mention) -> str:
        text = self._document.text
        end = min(len(text), mention.span.end + 40)
        stop = text.find(" ", mention.span.end + 12, end)
        return short(text[mention.span.start : stop if stop > 0 else end])
