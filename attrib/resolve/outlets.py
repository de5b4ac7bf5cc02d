"""Through whom a statement reached the article: each hop from its speaker to this publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrib.model import Document, Hop, Outlet, Span, Speaker, Statement
from attrib.registry import Registry
from attrib.wordlists import load, word_lists

from .affiliations import Affiliations
from .descriptions import medium_described
from .parties import Parties, Party
from .people import same_name
from .phrases import WORD, head_of, last_word
from .words import Words

# What may stand between a channel's words and its name: "told the state broadcaster, | RKB".
_LEADS_TO_NAME = re.compile(
    r"(?:(?!that\b|it\b|he\b|she\b|they\b|how\b|of\b)[a-z-]+,?\s+){0,4}(?:The\s+)?"
)
# What may stand between two parts of a medium's credit: "the AFP | news agency | reported".
_SORT = 3
_CITES = re.compile(r",?\s+(?:citing|quoting)\s")
_AFTER_NAME = 40
# The same speaker's outlet carries over to a statement no further on than this, in paragraphs.
_CARRIES = 2


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    channels = word_lists("channels")

    def one_of(phrases: frozenset[str]) -> str:
        return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))

    platforms = load("channels")["platforms"]
    return {
        "told": re.compile(rf"\b(?:{one_of(channels['told'])})\s+", re.I),
        "spoke": re.compile(rf"\b(?:{one_of(channels['spoke'])})\s+", re.I),
        "credited": re.compile(rf"\b(?:{one_of(channels['credited'])})\s+", re.I),
        "own": re.compile(rf"\b(?:{one_of(channels['own'])})\b", re.I),
        "posted": re.compile(
            rf"\b(?:on|to|via|in|over|across)\s+(?:an?\s+|the\s+|his\s+|her\s+|their\s+|its\s+)?"
            rf"(?:[\w-]+\s+)?({one_of(frozenset(platforms))})\b"
            rf"|\b({one_of(channels['posting'])})\b"
        ),
        "under": re.compile(rf"\b(?:{one_of(channels['under'])})\b", re.I),
    }


class Outlets:
    """Finds the outlet of each statement, in the order of the text."""

    def __init__(
        self,
        document: Document,
        parties: Parties,
        registry: Registry,
        affiliations: Affiliations,
    ) -> None:
        self._document = document
        self._parties = parties
        self._registry = registry
        self._affiliations = affiliations
        self._words = Words.load()
        self._last: tuple[Statement, Speaker | None, Outlet] | None = None
        self._of_id: dict[str, Outlet] = {}
        self._platform: Hop | None = None

    def outlet(
        self, statement: Statement, speaker: Speaker | None, party: Party | None
    ) -> Outlet | None:
        """The outlet of the next statement; None where nobody is credited with it."""
        outlet = self._find(statement, speaker, party)
        if outlet is not None:
            self._of_id[statement.id] = outlet
            if statement.within is None:
                self._last = (statement, speaker, outlet)
        return outlet

    def _find(
        self, statement: Statement, speaker: Speaker | None, party: Party | None
    ) -> Outlet | None:
        if speaker is None:
            return None
        if speaker.kind == "publication":
            return self._self("this publication’s own reporting")
        hops = list(self._hops(statement, speaker, party))
        public = not hops and self._in_public(statement)
        carrier = self._of_id.get(statement.within) if statement.within else None
        if carrier is not None:
            hops += [hop for hop in carrier.chain if hop.name not in {h.name for h in hops}]
            if not hops:
                why = f"inside what {carrier.name} carries"
                return Outlet(carrier.name, carrier.id, carrier.how, why, carrier.mention)
            return self._through(hops, f"inside what {carrier.name} carries")
        if hops:
            return self._through(hops)
        carried = None if public else self._carried(statement, speaker)
        if carried is not None:
            return carried
        own = self._own_words(speaker, party)
        if own is not None:
            return self._through([own], own.words)
        return self._self("said in public" if public else "no other channel is named")

    def _through(self, hops: list[Hop], why: str = "") -> Outlet:
        # What a medium cites stands before it on the way, and is not what it reached us through.
        first = next((hop for hop in hops if hop.how != "cited"), hops[0])
        if not why or first.words.startswith("“"):
            why = first.words
        between = tuple(hop for hop in hops if hop.how != "self")
        return Outlet(first.name, first.id, first.how, why, first.mention, between)

    # The hops that a statement's own sentence names ---------------------------------------

    def _hops(self, statement: Statement, speaker: Speaker, party: Party | None) -> Iterator[Hop]:
        """From the speaker outwards: told to, own channel, passed on by."""
        names: set[str] = set()
        told = self._told(statement)
        own = self._channel(statement, speaker, party)
        passed = list(self._credited(statement, party))
        if speaker.kind == "outlet" and own is None:
            own = Hop(
                speaker.name, speaker.id, "reported", f"{speaker.name} reports it", speaker.mention
            )
        cited = [hop for hop in passed if hop.how == "cited"]
        for hop in (*cited, told, own, *(hop for hop in passed if hop.how != "cited")):
            if hop is not None and hop.name not in names:
                names.add(hop.name)
                yield hop

    def _in_public(self, statement: Statement) -> bool:
        """ "told reporters", "told the court": no medium stands between."""
        told, text = _patterns()["told"], self._document.text
        for span in self._around(statement):
            for match in told.finditer(text, *span):
                window = text[match.end() : match.end() + 60].lower()
                if any(re.match(rf"{re.escape(p)}\b", window) for p in self._words.public):
                    return True
        return False

    def _told(self, statement: Statement) -> Hop | None:
        """Said to a medium: "told RTHK", "in an interview with the BBC"."""
        text = self._document.text
        patterns = _patterns()
        for span in self._around(statement):
            for key in ("told", "spoke"):
                for match in patterns[key].finditer(text, *span):
                    if any(c.start <= match.start() < c.end for c in statement.content):
                        continue
                    found = self._medium_at(match.end(), match.group().strip(), key == "told")
                    if found is not None:
                        return found
        return None

    def _medium_at(self, offset: int, verb: str, told: bool) -> Hop | None:
        text, words = self._document.text, self._words
        window = text[offset : offset + 60].lower()
        if any(window.startswith(phrase) for phrase in self._self_phrases()):
            name = self._registry.publication or "this publication"
            why = f"“{verb} {window.split()[0]}”: said to this publication"
            return Hop(name, "self", "self", why)
        for phrase in words.public:
            if re.match(rf"{re.escape(phrase)}\b", window):
                return None
        near = [
            m
            for m in self._parties.inside(Span(offset, min(len(text), offset + 120)))
            if _LEADS_TO_NAME.fullmatch(text, offset, m.span.start)
        ]
        if near:
            party = self._parties.of[near[0].span]
            # Whom a name that is neither a person's, a body's nor a place's stands for, in this
            # place, is a medium.
            letters = party.source is None and party.name.isupper() and party.kind == "institution"
            nameless = letters or (party.kind == "unknown" and not party.place)
            if self._is_publication(party.name):
                return Hop(party.name, "self", "self", f"“{verb} {near[0].name}”: this publication")
            if party.kind == "outlet" or (told and nameless):
                written = text[near[0].span.start : near[0].span.end]
                return Hop(party.name, party.id, "told", f"“{verb} {written}”", near[0].span)
            return None
        match = re.match(r"(?:the|that)\s+((?:[\w-]+\s+){0,2}?[\w-]+)", text[offset : offset + 60])
        if match is None:
            return None
        return self._medium_described(match.group(0), offset, verb)

    def _medium_described(self, phrase: str, offset: int, verb: str) -> Hop | None:
        head = WORD.findall(phrase)[:4]
        for size in range(len(head), 1, -1):
            described = " ".join(head[:size])
            mention = Span(offset, offset + len(described))
            records = self._registry.described_by(described)
            named = [
                party
                for m in self._parties.before(offset)
                if (party := self._parties.of[m.span]).source in records and party.kind == "outlet"
            ]
            noun = " ".join(head[1:size]).lower()
            medium = (
                named[0] if named else medium_described(self._parties, offset, noun, self._words)
            )
            if medium is not None:
                why = f"“{verb} {described}”: {medium.name} is the medium named before"
                return Hop(medium.name, medium.id, "told", why, mention)
            outlets = [r for r in records if r.kind == "outlet"]
            if len(outlets) == 1:
                why = f"“{verb} {described}”: the registry describes {outlets[0].name} so"
                return Hop(outlets[0].name, outlets[0].id, "told", why, mention)
        return None

    def _channel(self, statement: Statement, speaker: Speaker, party: Party | None) -> Hop | None:
        """The speaker's own: a post, a statement, a document that speaks."""
        patterns = _patterns()
        for span, words in self._outside(statement):
            post = patterns["posted"].search(words)
            if post is not None:
                hop = self._post(post, span, speaker)
                if hop is not None:
                    return hop
            if self._platform is not None and patterns["under"].search(words):
                return self._platform
            own = patterns["own"].search(words)
            if own is not None:
                hop = self._own_words(speaker, party, f"“{own.group()}”") or self._firm(
                    statement, speaker, f"“{own.group()}”"
                )
                if hop is not None:
                    return hop
        if statement.source and self._is_document(statement.source[0]):
            return self._own_words(speaker, party, "a document of its own")
        return None

    def _is_document(self, source: Span) -> bool:
        head = head_of(self._document.text, source, self._parties.inside(source))
        noun = last_word(self._document.text[head.start : head.end]).lower()
        return noun in self._words.documents and noun not in self._words.medium_descriptions

    def _firm(self, statement: Statement, speaker: Speaker, words: str) -> Hop | None:
        """ "Analysts at Noordhal Bank wrote in a note": the bank's own words."""
        if speaker.kind not in ("group", "anonymous", "unknown"):
            return None
        for source in statement.source:
            for mention in self._parties.inside(source):
                party = self._parties.of[mention.span]
                if party.kind == "institution":
                    return Hop(party.name, party.id, "own-words", words, mention.span)
        return None

    def _post(self, match: re.Match[str], span: Span, speaker: Speaker) -> Hop | None:
        platforms = load("channels")["platforms"]
        written = match.group(1)
        if speaker.kind in ("institution", "outlet"):
            return self._own_words(speaker, None, f"“{match.group()}”")
        name = platforms.get((written or "").lower()) or platforms.get(written or "")
        if name is None:
            # "tweeted": where, the word says by itself.
            name = load("channels")["posts_to"].get(match.group(2).lower())
        if name is None:
            return None
        record = self._registry.find(name)
        place = Span(span.start + match.start(), span.start + match.end())
        hop = Hop(
            name,
            record.source.id if record is not None and record.how != "fuzzy" else None,
            "own-words",
            f"“{match.group()}”",
            place,
        )
        self._platform = hop
        return hop

    def _own_words(self, speaker: Speaker, party: Party | None, words: str = "") -> Hop | None:
        """A body's own words: its own, its spokesperson's, or what an officer says in its statement."""
        body_like = speaker.kind == "unknown" and words and party is not None and party.may_be_body
        if speaker.kind == "institution" or body_like:
            why = words or f"{speaker.name}’s own words"
            return Hop(speaker.name, speaker.id, "own-words", why, speaker.mention)
        affiliation = self._affiliations.of(party)
        if affiliation is None or not (affiliation.speaks or words):
            return None
        body = affiliation.body
        why = words or f"{speaker.name} speaks for {body.name}"
        return Hop(body.name, body.id, "own-words", why, body.mentions[0].span)

    def _credited(self, statement: Statement, party: Party | None) -> Iterator[Hop]:
        """Passed on by a medium: ", Reuters reported"; "according to the Globe"; "carried by RKB"."""
        text = self._document.text
        credited, reported = _patterns()["credited"], word_lists("channels")["reported"]
        compiled, cites = word_lists("channels")["compiled"], word_lists("channels")["cites"]
        for span in self._around(statement):
            for mention in self._parties.inside(span):
                other = self._parties.of[mention.span]
                if other is party or mention.possessive or other.kind == "person" or other.place:
                    continue
                if self._is_publication(other.name):
                    continue
                if any(c.contains(mention.span) for c in statement.content):
                    continue
                lead = text[max(span.start, mention.span.start - 60) : mention.span.start]
                near = None
                for match in credited.finditer(lead):
                    if _LEADS_TO_NAME.fullmatch(lead, match.end()):
                        near = match.group().strip()
                if near is not None and (
                    other.kind == "outlet" or any(word in near for word in compiled)
                ):
                    if near in cites:
                        words = f"“{near} {mention.name}”"
                        yield Hop(other.name, other.id, "cited", words, mention.span)
                        continue
                    yield Hop(
                        other.name, other.id, "reported", f"“{near} {mention.name}”", mention.span
                    )
                    continue
                if other.kind != "outlet":
                    continue
                if _CITES.match(text, mention.span.end):
                    yield Hop(
                        other.name, other.id, "reported", f"“{mention.name}, citing”", mention.span
                    )
                    continue
                after = WORD.findall(text[mention.span.end : mention.span.end + _AFTER_NAME])
                verb = self._verb(after, reported)
                if verb is not None:
                    yield Hop(
                        other.name, other.id, "reported", f"“{mention.name} {verb}”", mention.span
                    )

    def _verb(self, after: list[str], reported: frozenset[str]) -> str | None:
        """ "reported" right after a medium's name, or after what sort of medium it is."""
        for word in after[:_SORT]:
            if word.lower() in reported:
                return word
            if word.lower() not in self._words.medium_descriptions | {
                "news",
                "also",
                "first",
                "is",
                "has",
            }:
                return None
        return None

    # ------------------------------------------------------------------------------------

    def _around(self, statement: Statement) -> list[Span]:
        """The sentences that hold a statement's cue and source, or else its first words."""
        anchors = (*statement.cue, *statement.source) if not statement.label else ()
        if not anchors:
            return []
        spans = {self._clause(span.start) for span in anchors}
        return sorted(spans)

    def _clause(self, offset: int) -> Span:
        """The sentence at an offset, or its part between semicolons."""
        document = self._document
        sentence = document.sentences[document.sentence_at(offset)]
        start = document.text.rfind("; ", sentence.start, offset)
        end = document.text.find("; ", offset, sentence.end)
        return Span(sentence.start if start < 0 else start + 2, sentence.end if end < 0 else end)

    def _outside(self, statement: Statement) -> Iterator[tuple[Span, str]]:
        """What stands around a statement's content in its sentences, piece by piece."""
        text = self._document.text
        for sentence in self._around(statement):
            start = sentence.start
            for content in (*statement.content, Span(sentence.end, sentence.end)):
                end = min(max(start, content.start), sentence.end)
                if end > start:
                    yield Span(start, end), text[start:end].replace("’", "'")
                start = max(start, min(content.end, sentence.end))

    def _carried(self, statement: Statement, speaker: Speaker) -> Outlet | None:
        """The same speaker's outlet just before, while nobody else has spoken."""
        if self._last is None:
            return None
        before, said, outlet = self._last
        document = self._document
        source = document.slice(statement.source[0]).lower() if statement.source else ""
        same = said is not None and (said.id, said.name) == (speaker.id, speaker.name)
        one_of_them = source.startswith(("one of them", "another of them", "one of the "))
        if said is None or outlet.how == "self" or not (same or one_of_them):
            return None
        here = document.paragraph_at(statement.extent.start)
        if here - document.paragraph_at(before.extent.end - 1) > _CARRIES:
            return None
        # A body's words are its own anyway; a person's go on through the same statement.
        if outlet.how == "own-words" and speaker.kind != "person":
            return None
        why = outlet.evidence
        if outlet.how != "carried":
            why = f"carried over: {said.name} speaks on ({outlet.evidence})"
        return Outlet(outlet.name, outlet.id, "carried", why, outlet.mention, outlet.chain)

    def _is_publication(self, name: str) -> bool:
        publication = self._registry.publication
        return publication is not None and same_name(name, publication)

    def _self_phrases(self) -> tuple[str, ...]:
        phrases = {*self._words.self, *(name.lower() for name in self._registry.self_names)}
        return tuple(f"{phrase} " for phrase in sorted(phrases))

    def _self(self, why: str) -> Outlet:
        name = self._registry.publication or "this publication"
        return Outlet(name, "self", "self", why)
