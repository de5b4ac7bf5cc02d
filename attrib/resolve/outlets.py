"""Through whom a statement reached the article."""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache

from attrib.model import Document, Outlet, Span, Speaker, Statement
from attrib.registry import Registry
from attrib.wordlists import word_lists

from .descriptions import medium_described
from .parties import Parties, Party
from .words import Words

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# What may stand between a channel's words and its name: "told the state broadcaster | RKB".
_LEADS_TO_NAME = re.compile(r"(?:(?!that\b|it\b|he\b|she\b|they\b|how\b|of\b)[a-z-]+\s+){0,4}")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    channels = word_lists("channels")

    def one_of(phrases: frozenset[str]) -> re.Pattern[str]:
        longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\s+", re.I)

    return one_of(channels["told"]), one_of(channels["spoke"]), one_of(channels["credited"])


class Outlets:
    """Finds the outlet of each statement, in the order of the text."""

    def __init__(self, document: Document, parties: Parties, registry: Registry) -> None:
        self._document = document
        self._parties = parties
        self._registry = registry
        self._words = Words.load()
        self._last: tuple[Statement, Speaker | None, Outlet] | None = None
        self._of_id: dict[str, Outlet] = {}

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
        carrier = self._of_id.get(statement.within) if statement.within else None
        if carrier is not None:
            why = f"inside what {carrier.name} carries"
            return Outlet(carrier.name, carrier.id, carrier.how, why, carrier.mention)
        told = self._told(statement)
        if told is not None:
            return told
        credited = self._credited(statement, party)
        if credited is not None:
            return credited
        if speaker.kind == "outlet":
            return Outlet(
                speaker.name, speaker.id, "reported", f"{speaker.name} reports it", speaker.mention
            )
        carried = self._carried(statement, speaker)
        if carried is not None:
            return carried
        if speaker.kind == "institution":
            why = f"{speaker.name}’s own words"
            return Outlet(speaker.name, speaker.id, "own-words", why, speaker.mention)
        return self._self("no other channel is named")

    def _told(self, statement: Statement) -> Outlet | None:
        """Said to a medium: "told RTHK", "in an interview with the BBC"."""
        text = self._document.text
        told, spoke, _ = _patterns()
        for span in self._around(statement):
            for pattern in (told, spoke):
                for match in pattern.finditer(text, *span):
                    if any(c.start <= match.start() < c.end for c in statement.content):
                        continue
                    found = self._medium_at(match.end(), match.group().strip())
                    if found is not None:
                        return found
        # The cue's own words may end with the telling verb, the medium following in the content.
        return None

    def _medium_at(self, offset: int, verb: str) -> Outlet | None:
        text, words = self._document.text, self._words
        window = text[offset : offset + 60].lower()
        if any(window.startswith(phrase) for phrase in self._self_phrases()):
            return self._self(f"“{verb} {window.split()[0]}”: said to this publication")
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
            if party.kind == "outlet":
                written = text[near[0].span.start : near[0].span.end]
                return Outlet(party.name, party.id, "told", f"“{verb} {written}”", near[0].span)
            return None
        match = re.match(r"(?:the|that)\s+((?:[\w-]+\s+){0,2}?[\w-]+)", text[offset : offset + 60])
        if match is None:
            return None
        phrase = match.group(0)
        head = _WORD.findall(phrase)[:4]
        for size in range(len(head), 1, -1):
            described = " ".join(head[:size])
            mention = Span(offset, offset + len(described))
            records = self._registry.described_by(described)
            named = [
                party
                for m in self._parties.before(offset)
                if (party := self._parties.of[m.span]).source in records and party.kind == "outlet"
            ]
            medium = (
                named[0]
                if named
                else medium_described(self._parties, offset, " ".join(head[1:size]).lower(), words)
            )
            if medium is not None:
                why = f"“{verb} {described}”: {medium.name} is the medium named before"
                return Outlet(medium.name, medium.id, "told", why, mention)
            outlets = [r for r in records if r.kind == "outlet"]
            if len(outlets) == 1:
                why = f"“{verb} {described}”: the registry describes {outlets[0].name} so"
                return Outlet(outlets[0].name, outlets[0].id, "told", why, mention)
        return None

    def _credited(self, statement: Statement, party: Party | None) -> Outlet | None:
        """Reported by a medium that is not the speaker: ", Reuters reported"; "according to the Globe"."""
        text = self._document.text
        _, _, credited = _patterns()
        for span in self._around(statement):
            for mention in self._parties.inside(span):
                other = self._parties.of[mention.span]
                if other.kind != "outlet" or other is party or mention.possessive:
                    continue
                if any(c.contains(mention.span) for c in statement.content):
                    continue
                after = _WORD.findall(text[mention.span.end : mention.span.end + 40])[:2]
                lead = text[max(0, mention.span.start - 40) : mention.span.start]
                match = next(iter(deque(credited.finditer(lead), maxlen=1)), None)
                near = match is not None and len(lead) - match.end() <= len("the ")
                verbs = [
                    word for word in after if word.lower() in word_lists("channels")["reported"]
                ]
                if near or (verbs and verbs[0] == after[0]):
                    words_used = (
                        f"{match.group().strip()} {mention.name}"
                        if near and match
                        else f"{mention.name} {verbs[0]}"
                    )
                    return Outlet(other.name, other.id, "reported", f"“{words_used}”", mention.span)
        return None

    def _around(self, statement: Statement) -> list[Span]:
        """The sentences that hold a statement's cue and source, or else its first words."""
        document = self._document
        anchors = (*statement.cue, *statement.source) if not statement.label else ()
        if not anchors:
            return []
        numbers = {document.sentence_at(span.start) for span in anchors}
        return [document.sentences[number] for number in sorted(numbers)]

    def _carried(self, statement: Statement, speaker: Speaker) -> Outlet | None:
        """The same speaker's outlet just before, while nobody else has spoken."""
        if self._last is None:
            return None
        before, said, outlet = self._last
        if (
            said is None
            or outlet.how == "self"
            or (said.id, said.name) != (speaker.id, speaker.name)
        ):
            return None
        document = self._document
        here = document.paragraph_at(statement.extent.start)
        if here - document.paragraph_at(before.extent.end - 1) > 2:
            return None
        if outlet.how == "own-words":
            return None
        why = outlet.evidence
        if outlet.how != "carried":
            why = f"carried over: {said.name} speaks on ({outlet.evidence})"
        return Outlet(outlet.name, outlet.id, "carried", why, outlet.mention)

    def _self_phrases(self) -> tuple[str, ...]:
        phrases = {*self._words.self, *(name.lower() for name in self._registry.self_names)}
        return tuple(f"{phrase} " for phrase in sorted(phrases))

    def _self(self, why: str) -> Outlet:
        name = self._registry.publication or "this publication"
        return Outlet(name, "self", "self", why)
