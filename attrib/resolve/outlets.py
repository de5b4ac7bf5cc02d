"""Through whom a statement reached the article: each hop from its speaker to this publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from attrib.model import Document, Hop, How, Outlet, Span, Speaker, Statement
from attrib.registry import Registry
from attrib.wordlists import load, word_lists

from .affiliations import Affiliations
from .descriptions import medium_described
from .parties import Parties, Party, is_plural
from .phrases import WORD, head_of, last_word
from .publication import Publication
from .words import Words

# What may stand between a channel's words and its name: "told the state broadcaster, | RKB".
_LEADS_TO_NAME = re.compile(
    r"(?:(?!(?:that|it|he|she|they|how|of|at|in|on|from|for|by|to|with)\b)[a-z-]+,?\s{1,4}){0,4}(?:The\s{1,4})?"
)
# What may stand between two parts of a medium's credit: "the AFP | news agency | reported".
_SORT = 3
_CITES = re.compile(r",?\s{1,4}(?:citing|quoting)\s")
_BEFORE, _AFTER_NAME = 60, 40
_CLAUSE_END = re.compile(r"[,.;:()—–“”\"]")
_HEARD = re.compile(r"\bhear(?:d|s)?\b")
# A clause with more channels than these is none.
_MOST = 40
# Speakers of these kinds have words, and no name, by which to tell one from the next.
_UNNAMED = ("anonymous", "group", "unknown")
_ONE_OF = re.compile(r"(?:one|another) of (?:them|the ((?:[\w-]+ ){0,3}[\w-]+))")
# The same speaker's outlet carries over to a statement no further on than this, in paragraphs.
_CARRIES = 2


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    channels = word_lists("channels")

    def one_of(phrases: frozenset[str]) -> str:
        return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))

    platforms = load("channels")["platforms"]
    return {
        "told": re.compile(rf"\b(?:{one_of(channels['told'])})\s{{1,4}}", re.I),
        "spoke": re.compile(rf"\b(?:{one_of(channels['spoke'])})\s{{1,4}}", re.I),
        "credited": re.compile(rf"\b(?:{one_of(channels['credited'])})\s{{1,4}}", re.I),
        "own": re.compile(rf"\b(?:{one_of(channels['own'])})\b", re.I),
        "posted": re.compile(
            rf"\b(?i:on|to|via|in|over|across|posting on)\s{{1,4}}(?:an?\s{{1,4}}|the\s{{1,4}}|his\s{{1,4}}|her\s{{1,4}}|their\s{{1,4}}|its\s{{1,4}})?"
            rf"(?:[\w-]+\s{{1,4}})?({one_of(frozenset(platforms))})\b"
            rf"|\b({one_of(channels['posting'])})\b"
        ),
        "platform": re.compile(
            rf"\b(?:{one_of(frozenset(platforms))}|{one_of(channels['posting'])})\b"
        ),
        "public": re.compile(rf"(?:{one_of(Words.load().public)})\b", re.I),
        "under": re.compile(rf"\b(?:{one_of(channels['under'])})\b", re.I),
    }


class _Clause(NamedTuple):
    """What one clause says of channels: each with where it stands in the text.

    `told`: to which medium; `public`: to reporters, a court, a crowd; `credits`: by whom it is
    passed on; `posts`, `under`, `own`: the speaker's own channels.
    """

    told: list[tuple[int, Hop]]
    public: bool
    credits: list[tuple[Span, Party, Hop]]
    posts: list[tuple[int, re.Match[str]]]
    under: list[tuple[int, re.Match[str]]]
    own: list[tuple[int, re.Match[str]]]


class Outlets:
    """Finds the outlet of each statement, in the order of the text."""

    def __init__(
        self,
        document: Document,
        parties: Parties,
        registry: Registry,
        affiliations: Affiliations,
        publication: Publication,
    ) -> None:
        self._document = document
        self._parties = parties
        self._registry = registry
        self._affiliations = affiliations
        self._publication = publication
        self._words = Words.load()
        self._last: tuple[Statement, Speaker | None, Party | None, Outlet] | None = None
        self._of_id: dict[str, Outlet] = {}
        self._platform: Hop | None = None
        self._clauses: dict[Span, _Clause] = {}

    def outlet(
        self, statement: Statement, speaker: Speaker | None, party: Party | None
    ) -> Outlet | None:
        """The outlet of the next statement; None where nobody is credited with it."""
        outlet = self._find(statement, speaker, party)
        if outlet is not None:
            self._of_id[statement.id] = outlet
            if statement.within is None:
                self._last = (statement, speaker, party, outlet)
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
        carried = None if public else self._carried(statement, speaker, party)
        if carried is not None:
            return carried
        own = self._own_words(speaker, party)
        if own is not None and not _heard(self._document, statement):
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

    def _said_of(self, clause: Span) -> _Clause:
        """What a clause says of channels; looked for once, however many statements it holds."""
        held = self._clauses.get(clause)
        if held is None:
            held = self._clauses[clause] = self._read(clause)
        return held

    def _read(self, clause: Span) -> _Clause:
        patterns = _patterns()
        # One for one, so that offsets stay.
        text = self._document.text[clause.start : clause.end].replace("’", "'")
        told: list[tuple[int, Hop]] = []
        public = False
        for key in ("told", "spoke"):
            for match in islice(patterns[key].finditer(text), _MOST):
                start, end = clause.start + match.start(), clause.start + match.end()
                if self._is_public(end):
                    public = public or key == "told"
                    continue
                hop = self._medium_at(end, match.group().strip())
                if hop is not None:
                    told.append((start, hop))

        def places(key: str) -> list[tuple[int, re.Match[str]]]:
            # Most clauses name no platform, which a look for their names tells sooner.
            if key == "under" and self._platform is None:
                return []
            if key == "posted" and patterns["platform"].search(text) is None:
                return []
            found = islice(patterns[key].finditer(text), _MOST)
            return [(clause.start + match.start(), match) for match in found]

        return _Clause(
            told,
            public,
            list(islice(self._credits(clause), _MOST)),
            places("posted"),
            places("under"),
            places("own"),
        )

    def _is_public(self, offset: int) -> bool:
        """ "told the press", but not "told the Press Association", which is a medium."""
        match = _patterns()["public"].match(self._document.text, offset)
        return match is not None and not self._names_medium(offset, match.end())

    def _names_medium(self, offset: int, end: int) -> bool:
        """True where a medium's name begins with the words of a phrase, or among them, and goes on."""
        return any(
            mention.span.end > end and self._parties.of[mention.span].kind == "outlet"
            for mention in self._parties.starting_in(Span(offset, end))
        )

    def _in_public(self, statement: Statement) -> bool:
        """ "told reporters", "told the court": no medium stands between."""
        return _heard(self._document, statement) or any(
            self._said_of(clause).public for clause in self._around(statement)
        )

    def _told(self, statement: Statement) -> Hop | None:
        """Said to a medium: "told RTHK", "in an interview with the BBC"."""
        for clause in self._around(statement):
            for start, hop in self._said_of(clause).told:
                if not _holds(statement, start):
                    return hop
        return None

    def _medium_at(self, offset: int, verb: str) -> Hop | None:
        text = self._document.text
        phrase = self._publication.phrase_at(text, offset)
        if phrase and not self._names_medium(offset, phrase):
            why = f"“{verb} {text[offset:phrase]}”: said to this publication"
            return Hop(self._publication.name, "self", "self", why)
        near = [
            m
            for m in self._parties.inside(Span(offset, min(len(text), offset + 120)))
            if _LEADS_TO_NAME.fullmatch(text, offset, m.span.start)
        ]
        if near:
            party = self._parties.of[near[0].span]
            # An agency by its letters alone, which no record has: "told PTI".
            letters = party.source is None and party.name.isupper() and party.kind == "institution"
            own = self._publication.named(party, near[0])
            if own is not None:
                return Hop(own, "self", "self", f"“{verb} {near[0].name}”: this publication")
            if party.kind == "outlet" or letters:
                written = text[near[0].span.start : near[0].span.end]
                return Hop(party.name, party.id, "told", f"“{verb} {written}”", near[0].span)
            return None
        match = re.match(
            r"(?:the|that)\s{1,4}((?:[\w-]+\s{1,4}){0,2}?[\w-]+)", text[offset : offset + 60]
        )
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
        for clause in self._around(statement):
            said = self._said_of(clause)
            for start, match in said.posts:
                if not _holds(statement, start):
                    hop = self._post(match, start, speaker, party)
                    if hop is not None:
                        return hop
            if self._platform is not None and any(
                not _holds(statement, start) for start, _ in said.under
            ):
                return self._platform
            for start, match in said.own:
                if not _holds(statement, start):
                    words = f"“{match.group()}”"
                    hop = self._own_words(speaker, party, words)
                    hop = hop or self._firm(statement, speaker, words)
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

    def _post(
        self, match: re.Match[str], start: int, speaker: Speaker, party: Party | None
    ) -> Hop | None:
        platforms = load("channels")["platforms"]
        written = match.group(1)
        if speaker.kind in ("institution", "outlet"):
            return self._own_words(speaker, party, f"“{match.group()}”")
        name = platforms.get((written or "").lower()) or platforms.get(written or "")
        if name is None:
            # "tweeted": where, the word says by itself.
            name = load("channels")["posts_to"].get(match.group(2).lower())
        if name is None:
            return None
        record = self._registry.find(name)
        place = Span(start, start + len(match.group()))
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
        # "Arden said in a statement": what nothing says is a person, and has statements.
        bodily = speaker.kind in ("unknown", "outlet") or (
            speaker.kind == "person" and party is not None and not party.human
        )
        bodily = bodily and bool(words) and party is not None and not party.unnamed
        if speaker.kind == "institution" or (bodily and party is not None and party.may_be_body):
            why = words or f"{speaker.name}’s own words"
            return Hop(speaker.name, speaker.id, "own-words", why, speaker.mention)
        affiliation = self._affiliations.of(party)
        if affiliation is None or not (affiliation.speaks or words):
            return None
        body = affiliation.body
        why = words or f"{speaker.name} speaks for {body.name}"
        named = body.mentions[0].span if body.mentions else None
        return Hop(body.name, body.id, "own-words", why, named)

    def _credited(self, statement: Statement, party: Party | None) -> Iterator[Hop]:
        """Passed on by a medium that is not the speaker."""
        for clause in self._around(statement):
            for mention, other, hop in self._said_of(clause).credits:
                if other is not party and not any(c.contains(mention) for c in statement.content):
                    yield hop

    def _credits(self, clause: Span) -> Iterator[tuple[Span, Party, Hop]]:
        """ ", Reuters reported"; "according to the Globe"; "carried by RKB"."""
        text, channels = self._document.text, word_lists("channels")
        for mention in self._parties.inside(clause):
            party = self._parties.of[mention.span]
            if mention.possessive or party.kind == "person" or party.place:
                continue
            if self._publication.named(party, mention) is not None:
                continue
            lead = text[max(clause.start, mention.span.start - _BEFORE) : mention.span.start]
            near = self._phrase_before(lead)
            words = f"“{near} {mention.name}”"
            if near is not None and (
                party.kind == "outlet" or any(word in near for word in channels["compiled"])
            ):
                how: How = "cited" if near in channels["cites"] else "reported"
                yield mention.span, party, Hop(party.name, party.id, how, words, mention.span)
                continue
            if party.kind != "outlet":
                continue
            after = text[mention.span.end : mention.span.end + _AFTER_NAME]
            verb = "citing" if _CITES.match(after) else self._verb(lead, after)
            if verb is not None:
                words = f"“{mention.name} {verb}”"
                yield (
                    mention.span,
                    party,
                    Hop(party.name, party.id, "reported", words, mention.span),
                )

    @staticmethod
    def _phrase_before(lead: str) -> str | None:
        """The crediting phrase that a name follows: "according to", "carried by"."""
        found = None
        for match in _patterns()["credited"].finditer(lead):
            if _LEADS_TO_NAME.fullmatch(lead, match.end()):
                found = match.group().strip().lower()
        return found

    def _verb(self, lead: str, after: str) -> str | None:
        """ "reported" right after a medium's name, or after what sort of medium it is."""
        before = WORD.findall(lead)
        if before and before[-1].lower() == "the":
            before.pop()
        if before and before[-1].lower() in self._words.prepositions:
            return None  # "a host on Radio Kora says"
        channels = word_lists("channels")
        between = channels["between"] | self._words.medium_descriptions
        for word in WORD.findall(_CLAUSE_END.split(after)[0])[:_SORT]:
            if word.lower() in channels["reported"] and word.islower():
                return str(word)
            if word.lower() not in between:
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

    def _carried(
        self, statement: Statement, speaker: Speaker, party: Party | None
    ) -> Outlet | None:
        """The same speaker's outlet just before, while nobody else has spoken."""
        if self._last is None:
            return None
        before, said, spoke, outlet = self._last
        document = self._document
        if said is None or outlet.how == "self":
            return None
        same = (said.id, said.name) == (speaker.id, speaker.name)
        # "A nurse" after a nurse: of one name, and two all the same.
        if speaker.kind in _UNNAMED and spoke is not None and party is not None:
            same = same and spoke is party
        if not (same or self._is_one_of(statement, said)):
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

    def _is_one_of(self, statement: Statement, said: Speaker) -> bool:
        """ "One of them" is one of the several who spoke, "one of the nurses" one of two nurses."""
        if said.kind not in ("group", "anonymous") or not statement.source:
            return False
        match = _ONE_OF.match(self._document.slice(statement.source[0]).lower())
        if match is None:
            return False
        several = [word for word in WORD.findall(said.name.lower()) if is_plural(word, self._words)]
        return last_word(match.group(1)) in several if match.group(1) else bool(several)

    def _self(self, why: str) -> Outlet:
        return Outlet(self._publication.name, "self", "self", why)


def _holds(statement: Statement, offset: int) -> bool:
    """True where an offset stands in a statement's content."""
    return any(c.start <= offset < c.end for c in statement.content)


def _heard(document: Document, statement: Statement) -> bool:
    """ "The court heard that ...": whoever said it there, it was not the court."""
    return any(_HEARD.search(document.slice(cue)) for cue in statement.cue)
