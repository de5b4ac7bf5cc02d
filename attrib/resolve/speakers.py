"""From the words that name a source to the party that speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attrib.find.cues import Cues
from attrib.model import Document, PartyKind, Span, Speaker, Statement
from attrib.registry import Registry

from .mentions import Mention
from .parties import Parties, Party
from .words import Pronoun, Words

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# Where the head of a source's phrase ends: what follows describes it.
_HEAD_END = re.compile(r"\s*(?:[,;:()—–]|\s(?:who|which|that|whose|where)\b)")
_LINK = re.compile(r"\s(?:of|for|from|by|with|at|in|on|to|about|against|familiar|close|working)\s")
_ONE_SELF = ("i", "me", "my")
_PASSIVE = re.compile(r"(?:is|are|was|were|be|been|being)\b", re.I)
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
# How many sentences back a pronoun or a description may reach.
_REACH = 6
_KEPT = 120


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that has been resolved: who is speaking as the article goes on."""

    statement: Statement
    party: Party | None
    speaker: Speaker


class Speakers:
    """Finds the speaker of each statement, in the order of the text."""

    def __init__(self, document: Document, parties: Parties, registry: Registry) -> None:
        self._document = document
        self._parties = parties
        self._registry = registry
        self._words = Words.load()
        self._said: list[Said] = []
        self._issuers: dict[str, list[tuple[int, Mention, Party]]] = {}

    @property
    def said(self) -> Sequence[Said]:
        """What has been resolved so far."""
        return self._said

    def speaker(self, statement: Statement) -> tuple[Speaker | None, Party | None]:
        """The speaker of the next statement; (None, None) where nobody is credited."""
        speaker, party = self._find(statement)
        if speaker is not None:
            self._said.append(Said(statement, party, speaker))
        return speaker, party

    def _find(self, statement: Statement) -> tuple[Speaker | None, Party | None]:
        if statement.source:
            return self._from_phrase(statement, statement.source[0])
        if statement.continues is not None:
            last = next(
                (s for s in reversed(self._said) if s.statement.id == statement.continues), None
            )
            # After paraphrase, a quotation alone is the same person's; a body's it need not be.
            if last is not None and (
                last.statement.kind != "indirect" or last.speaker.kind == "person"
            ):
                return self._again(last, "the quotation runs on from the statement before")
            return None, None
        if statement.cue and statement.kind != "indirect":
            return self._from_clause(statement)
        return None, None

    def _again(self, last: Said, why: str) -> tuple[Speaker, Party | None]:
        old = last.speaker
        return (
            Speaker(old.name, old.id, old.kind, f"{why} ({old.name})", None, old.candidates),
            last.party,
        )

    def _from_clause(self, statement: Statement) -> tuple[Speaker | None, Party | None]:
        """A quotation whose cue has no source word: the subject of the sentence that holds it."""
        cue = statement.cue[0]
        said = self._slice(cue)
        # "Deep End" in "Deep End will be shown" says nothing; nor does whoever "was told".
        if not Cues.load().reports_speech(said) or _PASSIVE.match(said):
            return None, None
        sentence = self._document.sentences[self._document.sentence_at(cue.start)]
        near = [
            m
            for m in self._parties.inside(Span(sentence.start, cue.start))
            if not m.quoted
            and self._parties.of[m.span].kind == "person"
            and not any(c.contains(m.span) for c in statement.content)
        ]
        if near:
            party = self._parties.of[near[0].span]
            return self._of(
                party, near[0].span, f"subject of the sentence of “{self._slice(cue)}”"
            ), party
        here = self._document.paragraph_at(cue.start)
        last = self._said[-1] if self._said else None
        if last and self._document.paragraph_at(last.statement.start) == here:
            return self._again(last, "speaking on in the same paragraph")
        return None, None

    def _from_phrase(self, statement: Statement, span: Span) -> tuple[Speaker | None, Party | None]:
        phrase = self._slice(span).strip()
        words = self._words
        pronoun = words.pronouns.get(phrase.lower())
        if pronoun is not None:
            return self._pronoun(statement, span, phrase, pronoun)
        if phrase.lower() in words.self or phrase.lower() in self._self_names():
            return self._own(phrase, span), None
        head = self._head(span)
        named = self._named(statement, head)
        if named is not None:
            return named
        if self._anonymous(phrase, head):
            name = _short(phrase)
            return Speaker(name, None, "anonymous", f"“{name}” is left unnamed", span), None
        return self._described(statement, span, head)

    # Named in so many words -------------------------------------------------------------

    def _head(self, span: Span) -> Span:
        """The first noun phrase of a source's words: "A statement" of "A statement from X, a Y"."""
        text = self._document.text
        # A name may hold "of": a cut inside a name is no cut.
        mentions = self._parties.inside(span)
        end = span.end
        for pattern in (_HEAD_END, _LINK):
            position = span.start + 1
            while (match := pattern.search(text, position, end)) is not None:
                if any(m.span.start < match.start() < m.span.end for m in mentions):
                    position = match.start() + 1
                    continue
                end = match.start()
                break
        while end > span.start and not text[end - 1].isalnum() and text[end - 1] not in "’'.":
            end -= 1
        return Span(span.start, end)

    def _named(
        self, statement: Statement, head: Span
    ) -> tuple[Speaker | None, Party | None] | None:
        text, words = self._document.text, self._words
        span = statement.source[0]
        mentions = self._parties.inside(span)
        last = _last_word(text, head).lower()
        at_head = [m for m in mentions if m.span.start < head.end]
        final = at_head[-1] if at_head else None
        names_head = final is not None and self._is_head(final, head)
        document = not names_head and (last in words.documents or self._registry.issuing(last))
        if document:
            return self._issued(statement, head, last, mentions)
        apposed = None if names_head else self._apposed(span, head)
        if last in words.spokespeople and apposed is None and not names_head:
            if mentions:
                party = self._parties.of[mentions[0].span]
                if party.kind != "person":
                    why = f"“{_short(text[span.start : span.end])}” speaks for {party.name}"
                    return self._of(party, mentions[0].span, why), party
            return None
        if names_head and final is not None:
            people = [m for m in at_head if self._parties.of[m.span].kind in ("person", "unknown")]
            joined = (
                text[people[-2].span.end : people[-1].span.start].split() if len(people) > 1 else []
            )
            if joined in (["and"], [",", "and"], ["&"]):
                name = " and ".join(self._parties.of[m.span].name for m in people[-2:])
                return Speaker(
                    name,
                    None,
                    "group",
                    f"both named: “{_short(text[span.start : span.end])}”",
                    span,
                ), None
            party = self._parties.of[final.span]
            written = text[final.span.start : final.span.end]
            if party.name == written:
                why = f"named: “{written}”"
            elif party.spelling:
                why = f"“{written}” is nearly the spelling of {party.name}"
            else:
                why = f"“{written}” stands for {party.name}"
            return self._of(party, final.span, why), party
        return apposed

    def _apposed(self, span: Span, head: Span) -> tuple[Speaker, Party] | None:
        """ "Ironleaf's chief executive, Dan Whitlow": the name stands after the office."""
        text = self._document.text
        for mention in self._parties.inside(Span(head.end, span.end)):
            if text[head.end : mention.span.start].strip(" \n").removesuffix(mention.title) not in (
                ",",
                ", ",
            ):
                return None
            party = self._parties.of[mention.span]
            if party.kind not in ("person", "unknown"):
                return None
            return self._of(party, mention.span, f"named: “{text[slice(*mention.span)]}”"), party
        return None

    def _is_head(self, mention: Mention, head: Span) -> bool:
        """A phrase is about the name it ends with, or with what sort of body that is."""
        if mention.possessive:
            return False
        rest = self._document.text[mention.span.end : head.end].strip(" .’'").lower().split()
        sorts = self._words.medium_descriptions | self._words.bodies
        return not rest or (len(rest) < 3 and rest[-1] in sorts)

    def _issued(
        self, statement: Statement, head: Span, word: str, mentions: Sequence[Mention]
    ) -> tuple[Speaker | None, Party | None] | None:
        """A document speaks for its issuer."""
        words, span = self._words, statement.source[0]
        phrase = _short(self._document.text[span.start : span.end])
        for mention in mentions:
            party = self._parties.of[mention.span]
            lead = self._document.text[
                max(span.start, mention.span.start - 12) : mention.span.start
            ]
            linked = lead.lower().removesuffix("the ").split()[-1:]
            if mention.span.start >= head.end and linked and linked[0] not in words.issuer_links:
                continue
            if party.kind in ("institution", "outlet", "person"):
                return self._of(party, mention.span, f"“{phrase}” is {party.name}’s"), party
        owner = words.pronouns.get(phrase.split()[0].lower())
        if owner is not None and owner.number in ("one", "body", "many"):
            candidates = self._candidates(statement, span, owner)
            if candidates:
                party = candidates[0][0]
                return self._of(party, span, f"“{phrase}”: {candidates[0][1]}"), party
        issuer = self._issuer_elsewhere(word, span.start)
        if issuer is not None:
            mention, party = issuer
            line = f"the article calls the {word} {party.name}’s (“{self._around(mention)}”)"
            return self._of(party, span, line), party
        named = [
            p for p in self._parties.all if p.source and p.source in self._registry.issuing(word)
        ]
        if len(named) == 1:
            why = f"the registry says that {named[0].name} issues the {word}"
            return self._of(named[0], span, why), named[0]
        earlier = next(
            (s for s in reversed(self._said) if _last_word(s.speaker.name, None).lower() == word),
            None,
        )
        if earlier is not None:
            return self._again(earlier, "the same document")
        return Speaker(phrase, None, "unknown", f"“{phrase}”: its issuer is not named", span), None

    def _issuer_elsewhere(self, word: str, offset: int) -> tuple[Mention, Party] | None:
        """A body that the article names as this document's issuer, the nearest one to `offset`."""
        stem = word.rstrip("s")
        if stem not in self._issuers:
            self._issuers[stem] = list(self._issuers_of(stem))
        found = self._issuers[stem]
        if not found:
            return None
        _, mention, party = min(found, key=lambda item: abs(item[0] - offset))
        return mention, party

    def _issuers_of(self, stem: str) -> Iterator[tuple[int, Mention, Party]]:
        """Where the article says whose the documents of this name are."""
        text, words = self._document.text, self._words
        for match in re.finditer(rf"\b{re.escape(stem)}s?\b", text, re.I):
            sentence = self._document.sentences[self._document.sentence_at(match.start())]
            for mention in self._parties.inside(sentence):
                party = self._parties.of[mention.span]
                if party.kind not in ("institution", "outlet"):
                    continue
                between = text[mention.span.end : match.start()]
                after = text[match.end() : mention.span.start]
                owns = mention.possessive and 0 <= len(between) < 40 and len(between.split()) <= 4
                gives = after.strip().lower().removesuffix(" the") in words.issuer_links
                issues = re.fullmatch(
                    r"\W*(?:\([A-Z]+\)\s+)?(?:on \w+\s+)?(?:issued|filed|released|published|unsealed|announced|brought)"
                    r"\s+(?:an?|the|its)?\s*(?:[\w-]+\s+){0,2}",
                    between,
                )
                if (owns and mention.span.end <= match.start()) or (gives and after) or issues:
                    yield match.start(), mention, party

    # Pronouns ---------------------------------------------------------------------------

    def _pronoun(
        self, statement: Statement, span: Span, phrase: str, pronoun: Pronoun
    ) -> tuple[Speaker | None, Party | None]:
        if pronoun.number == "self":
            # Whose "I" stands outside quotation marks the words do not say.
            if phrase.lower() in _ONE_SELF:
                return Speaker(
                    phrase, None, "unknown", f"nobody says who “{phrase}” is", span
                ), None
            return self._own(phrase, span), None
        if pronoun.number == "relative":
            return self._relative(span, phrase)
        candidates = self._candidates(statement, span, pronoun)
        if not candidates:
            last = self._last_speaker(span)
            if last is not None and (
                pronoun.number != "one" or last.speaker.kind in ("anonymous", "unknown")
            ):
                return self._again(last, f"“{phrase}” is the speaker before")
            return Speaker(phrase, None, "unknown", f"nobody before “{phrase}” fits", span), None
        party, why = candidates[0]
        names = tuple(dict.fromkeys(p.name for p, _ in candidates))
        doubtful = names if len(names) > 1 else ()
        speaker = self._of(party, span, f"“{phrase}”: {why}")
        if doubtful:
            why = f"“{phrase}” may be {' or '.join(doubtful)}"
            speaker = Speaker(speaker.name, speaker.id, speaker.kind, why, span, doubtful)
        return speaker, party

    def _candidates(
        self, statement: Statement, span: Span, pronoun: Pronoun
    ) -> list[tuple[Party, str]]:
        """Who a pronoun may be, best first; more than one only where nothing decides."""
        document, parties = self._document, self._parties
        at = document.sentence_at(span.start)
        inside = statement.within is not None
        # In the same sentence the nearest subject before it, outside what is quoted.
        last = self._last_speaker(span)
        own = Span(document.sentences[at].start, span.start)
        before = self._fitting(parties.inside(own), pronoun, inside)
        before = [m for m in before if not any(c.contains(m.span) for c in statement.content)]
        if before:
            party = parties.of[before[0].span]
            return [(party, f"{party.name} is named before it in the sentence")]
        here = document.paragraph_at(span.start)
        if last is not None and last.party is not None and self._fits(last.party, pronoun):
            between = Span(last.statement.extent.end, span.start)
            rivals = self._subjects(between, pronoun, last.party)
            near = here - document.paragraph_at(last.statement.extent.end - 1) <= 1
            if near and not rivals:
                return [(last.party, f"{last.party.name} speaks just before")]
        for back in range(1, _REACH + 1):
            if at - back < 0:
                break
            sentence = document.sentences[at - back]
            fitting = self._fitting(parties.inside(sentence), pronoun, inside)
            if not fitting:
                continue
            found = list(dict.fromkeys(id(parties.of[m.span]) for m in fitting))
            people = {id(parties.of[m.span]): parties.of[m.span] for m in fitting}
            first = people[found[0]]
            subject = sentence.start + 1 >= fitting[0].span.start or self._leads(
                sentence, fitting[0]
            )
            why = f"{first.name} is the subject of the sentence before"
            if subject or len(found) == 1 or back > 1:
                return [(first, why if subject else f"{first.name} is the nearest that fits")]
            if last is not None and last.party is not None and id(last.party) in found:
                return [(last.party, f"{last.party.name} speaks before")]
            return [(people[key], f"{people[key].name} is named just before") for key in found[:2]]
        if last is not None and last.party is not None and self._fits(last.party, pronoun):
            return [(last.party, f"{last.party.name} is the speaker before")]
        return []

    def _leads(self, sentence: Span, mention: Mention) -> bool:
        """True where nothing but a title and small words stands before a name in its sentence."""
        before = self._document.text[sentence.start : mention.span.start].rstrip()
        # One comma may part an office from its holder: "The club's owner, Ada Moss".
        return len(before.split()) <= 4 and "," not in before.removesuffix(",")

    def _subjects(self, span: Span, pronoun: Pronoun, not_this: Party) -> list[Party]:
        """Other parties that start a sentence between a statement and a pronoun."""
        found = []
        for mention in self._fitting(self._parties.inside(span), pronoun, False):
            party = self._parties.of[mention.span]
            sentence = self._document.sentences[self._document.sentence_at(mention.span.start)]
            if party is not not_this and self._leads(sentence, mention):
                found.append(party)
        return found

    def _fitting(
        self, mentions: Sequence[Mention], pronoun: Pronoun, quoted: bool
    ) -> list[Mention]:
        return [
            m
            for m in mentions
            if (quoted or not m.quoted)
            and not m.possessive
            and self._fits(self._parties.of[m.span], pronoun)
        ]

    def _fits(self, party: Party, pronoun: Pronoun) -> bool:
        if pronoun.number == "one":
            if party.kind != "person":
                return False
            return not (party.gender and pronoun.gender and party.gender != pronoun.gender)
        if pronoun.number == "body":
            return party.kind in ("institution", "outlet")
        return party.kind in ("institution", "outlet")

    def _relative(self, span: Span, phrase: str) -> tuple[Speaker | None, Party | None]:
        """“who” takes the name just before it."""
        for mention in self._parties.before(span.start):
            if span.start - mention.span.end > 200:
                break
            party = self._parties.of[mention.span]
            if phrase.lower() != "who" or party.kind == "person":
                why = f"“{phrase}” follows {party.name}"
                return self._of(party, span, why), party
        return Speaker(phrase, None, "unknown", f"nobody before “{phrase}” fits", span), None

    def _last_speaker(self, span: Span) -> Said | None:
        """Who spoke last before these words, nested statements aside."""
        return next(
            (
                s
                for s in reversed(self._said)
                if s.statement.within is None and s.statement.extent.start < span.start
            ),
            None,
        )

    # Descriptions -----------------------------------------------------------------------

    def _described(
        self, statement: Statement, span: Span, head: Span
    ) -> tuple[Speaker | None, Party | None]:
        text, words = self._document.text, self._words
        phrase = text[head.start : head.end].strip()
        records = self._registry.described_by(phrase)
        for mention in self._parties.before(span.start):
            party = self._parties.of[mention.span]
            if party.source is not None and party.source in records:
                return self._of(
                    party, span, f"“{phrase}” stands for {party.name}, named before"
                ), party
        last = _last_word(text, head).lower()
        definite = phrase.lower().startswith(("the ", "this ", "that "))
        age = _AGE.search(text, *head)
        if definite:
            for mention in self._parties.before(span.start):
                party = self._parties.of[mention.span]
                if age is not None and age.group(1) in _words_after(text, mention.span):
                    return self._of(
                        party, span, f"“{phrase}”: the age given for {party.name}"
                    ), party
                called = party.kind == "person" and self._person_noun(last)
                if called and any(last in d.split() for d in party.descriptions):
                    why = f"“{phrase}”: {party.name} is called so"
                    return self._of(party, span, why), party
                if last in words.bodies and party.kind in ("institution", "outlet"):
                    name = party.name.lower().split()
                    if last in name:
                        return self._of(party, span, f"“{phrase}” is short for {party.name}"), party
        if age is not None:
            # Nobody is given that age: whoever "he" or "she" would be here.
            candidates = self._candidates(statement, span, Pronoun("one"))
            if len(candidates) == 1:
                party, why = candidates[0]
                return self._of(party, span, f"“{phrase}”: {why}"), party
        medium = medium_described(self._parties, span.start, last, words) if definite else None
        if medium is not None:
            return self._of(
                medium, span, f"“{phrase}” is {medium.name}, the medium named before"
            ), medium
        before = self._last_speaker(span)
        if (
            definite
            and statement.within is None
            and before is not None
            and before.speaker.kind == "person"
            and self._person_noun(last)
        ):
            here = self._document.paragraph_at(span.start)
            between = Span(before.statement.extent.end, span.start)
            others = [
                m
                for m in self._parties.inside(between)
                if self._parties.of[m.span].kind == "person"
            ]
            if here == self._document.paragraph_at(before.statement.extent.start) and not others:
                return self._again(before, f"“{phrase}” is who speaks just before")
        if len(records) == 1:
            record = records[0]
            why = f"the registry describes {record.name} as “{phrase}”"
            return Speaker(record.name, record.id, record.kind, why, span), None
        whole = _short(phrase)
        if last.endswith("s") or last in ("police", "people"):
            return Speaker(whole, None, "group", f"a group: “{whole}”", span), None
        return Speaker(whole, None, "unknown", f"as written: “{whole}”", span), None

    def _person_noun(self, noun: str) -> bool:
        """A word for one person, by the lists or by its ending."""
        words = self._words
        if noun in words.documents | words.bodies | words.medium_descriptions or noun.endswith("s"):
            return False
        listed = noun in words.roles | words.titles | words.male | words.female
        return listed or noun.endswith(("or", "er", "ist", "man", "woman", "ian", "person"))

    def _anonymous(self, phrase: str, head: Span) -> bool:
        words = self._words
        lower = phrase.lower()
        last = _last_word(self._document.text, head).lower()
        if any(sign in lower for sign in words.anonymity):
            return True
        if last in words.always_anonymous:
            return True
        first = lower.split()[0] if lower else ""
        return last in words.roles and first in words.indefinite

    # ------------------------------------------------------------------------------------

    def _own(self, phrase: str, span: Span) -> Speaker:
        name = self._registry.publication or "this publication"
        return Speaker(phrase, None, "publication", f"“{phrase}” is {name} itself", span)

    def _self_names(self) -> frozenset[str]:
        return frozenset(name.lower() for name in self._registry.self_names)

    def _of(self, party: Party, mention: Span, evidence: str) -> Speaker:
        kind: PartyKind = party.kind
        return Speaker(
            party.name, party.id, kind, evidence, mention, spelling=party.spelling or None
        )

    def _slice(self, span: Span) -> str:
        return self._document.text[span.start : span.end]

    def _around(self, mention: Mention) -> str:
        text = self._document.text
        end = min(len(text), mention.span.end + 40)
        stop = text.find(" ", mention.span.end + 12, end)
        return _short(text[mention.span.start : stop if stop > 0 else end])


def medium_described(parties: Parties, offset: int, noun: str, words: Words) -> Party | None:
    """The medium that "the station" stands for: the nearest named before that can be one."""
    if noun not in words.medium_descriptions:
        return None
    first: Party | None = None
    for mention in parties.before(offset):
        party = parties.of[mention.span]
        if party.kind != "outlet":
            continue
        name = set(party.name.lower().split()) | {party.name.lower()}
        described = party.source is not None and any(
            noun in phrase.lower().split() for phrase in party.source.descriptions
        )
        if described:
            return party
        if noun in words.broadcast_descriptions and name & words.print_names:
            continue
        if noun in words.print_descriptions and name & words.broadcast_names:
            continue
        if first is None:
            first = party
    return first


def _last_word(text: str, span: Span | None) -> str:
    part = text if span is None else text[span.start : span.end]
    found = _WORD.findall(part)
    return found[-1] if found else ""


def _words_after(text: str, span: Span) -> list[str]:
    return _WORD.findall(text[span.end : span.end + 12])


def _short(phrase: str) -> str:
    phrase = " ".join(phrase.split()).strip(" ,;:")
    return phrase if len(phrase) <= _KEPT else phrase[: _KEPT - 1].rstrip() + "…"
