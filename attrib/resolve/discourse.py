"""Who is talked about as an article goes on: what "he", "she", "it" and "they" mean.

One pass over the text keeps how present each party is. A party is the more present the
nearer its last mentions are, the more of them there are, and the more of a subject it is in
them; each sentence takes away nearly half of what was before. The weights follow Lappin and Leass, "An Algorithm
for Pronominal Anaphora Resolution" (Computational Linguistics 20, 1994), cut down to what can
be told without a parser, with one more: whoever speaks goes on speaking.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from attrib.model import Document, Span, Statement

from .descriptions import Descriptions
from .mentions import Mention
from .parties import Parties, Party, gender_of, is_person_noun, is_plural
from .phrases import last_word, short
from .words import Pronoun, Words

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# A quotation inside the quotation: whom it names may be the one who tells it.
_INNER = re.compile(r"[\s(][“\"‘']")
_THE = re.compile(r"\b[Tt]he ([a-z]+)\b")
_CREDIT = re.compile(r"\([^()\n]{3,80}\)\s{0,4}\.?$")
# How much a mention brings a party to mind.
_SPEAKS, _SUBJECT, _OTHER, _OWNER, _AFTER_PREPOSITION = 1.2, 1.0, 0.6, 0.35, 0.45
# What is left of it one sentence later; a sentence inside quotation marks takes nothing away.
_LEFT = 0.55
# A pronoun tells a party's gender where the next likeliest is no more present than this.
_SURE = 0.6
# What a party keeps of what it had when it is named again.
_KEPT = 0.5
# Below this a party is too far back to be meant.
_FAINT = 0.06
# A name that nothing says is a person's, and that has said nothing so far, hardly is "he".
_HARDLY = 0.2
# A given name of the other gender makes a party less likely; it rules nobody out.
_UNLIKELY, _LIKELY = 0.15, 1.2
_MOST_PRESENT = 64
# An article is about whoever is named this many times as often as anybody else.
_MAIN = 1.5
# " group leader " between a name and another.
_TRADE = re.compile(r"\s{1,4}(?:[a-z-]{1,30}\s{1,4}){0,3}?([a-z-]{1,30})\s{1,4}(?=[A-Z])")
# A body less present than this is not the one of "a spokesman said".
_NEAR_BODY = 0.2
# The second is no candidate if it is less present than this share of the first.
_RIVAL = 0.85
# Nobody was the subject of a sentence so far back.
_NEVER = -9
# How much likelier a pronoun means the subject of the sentence before, whoever the rest was about.
_LED = 1.5
# Words before a name that leave it the subject of its sentence.
_LEADING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Referent:
    """What a pronoun means.

    Attributes:
        party: the likeliest.
        why: what speaks for it, in a few words.
        rivals: others as likely, where nothing decides; empty otherwise.
        doubt: how present the next likeliest is beside it, 0 to 1.
    """

    party: Party
    why: str
    rivals: tuple[Party, ...] = ()
    doubt: float = 0.0


@dataclass(slots=True)
class _Presence:
    weight: float
    sentence: int
    why: str
    spoke: bool = False
    # The last sentence that it was the subject of.
    led: int = _NEVER


class Discourse:
    """Reads an article once and answers for each pronoun in it, and each description that speaks."""

    def __init__(
        self,
        document: Document,
        parties: Parties,
        statements: Sequence[Statement],
        descriptions: Descriptions,
        words: Words,
    ) -> None:
        self._document = document
        self._parties = parties
        self._descriptions = descriptions
        self._words = words
        self._present: dict[int, tuple[Party, _Presence]] = {}
        self._meant: dict[int, Referent] = {}
        self._linked: dict[int, Referent] = {}
        self._bodies: dict[int, Referent] = {}
        self._counts: Counter[int] = Counter()
        # What the pronouns so far have made of people.
        self._learned: dict[int, str] = {}
        # The name that each source is about.
        self._heads: dict[Span, Span] = {}
        # The people named most often so far.
        self._leading: dict[int, Party] = {}
        self._quoted = _merged(span for s in statements if s.kind == "direct" for span in s.content)
        self._quoted_starts = [span.start for span in self._quoted]
        self._statements = {statement.id: statement for statement in statements}
        self._sources = {
            span.start: statement for statement in statements for span in statement.source
        }
        self._source_spans = sorted({span for statement in statements for span in statement.source})
        self._source_starts = [span.start for span in self._source_spans]
        self._faded = 0
        self._read()

    def meant_by(self, offset: int) -> Referent | None:
        """The party that the words at an offset of the text mean; None if none fits."""
        return self._meant.get(offset)

    def linked_at(self, offset: int) -> Referent | None:
        """The party that a source's words belong to: "a letter from the bank", "the trust's report"."""
        return self._linked.get(offset)

    def body_near(self, offset: int) -> Referent | None:
        """The body that the article is speaking of where a source's words begin; None if two are."""
        return self._bodies.get(offset)

    # The pass ---------------------------------------------------------------------------

    def _read(self) -> None:
        document = self._document
        captions = [self._is_caption(p) for p in document.paragraphs]
        sentences = iter(document.sentences)
        sentence = Span(-1, -1)
        faded, aside, first, skip = 0, False, True, 0
        for start, event in sorted(self._events(), key=lambda row: row[0]):
            while start >= sentence.end and (following := next(sentences, None)) is not None:
                sentence, first = following, True
                aside = captions[document.paragraph_at(sentence.start)]
                faded += not (self._inside_quotation(sentence) or aside)
                self._faded = faded
                if len(self._present) > _MOST_PRESENT:
                    self._forget()
            if isinstance(event, Mention):
                skip = event.span.end
                if not (event.quoted or aside):
                    self._name(event, sentence, first)
                    first = first and event.possessive
            elif start < skip:
                continue
            elif isinstance(event, Statement):
                self._description(start)
            elif event.islower() and event in self._words.body_nouns:
                if not aside:
                    self._short_name(event, start)
            elif not aside and (start in self._sources or not self._is_quoted(start)):
                # "he's" and "she'd" are pronouns as well.
                pronoun = self._words.pronouns[event.lower()]
                self._pronoun(event, start, pronoun, sentence)

    def _events(self) -> Iterator[tuple[int, Mention | Statement | str]]:
        """Names, pronouns, descriptions that speak, and bodies without their names."""
        text = self._document.text
        named = set()
        for mention in self._parties.mentions:
            named.add(mention.span.start)
            yield mention.span.start, mention
        for match in _pronouns().finditer(text):
            named.add(match.start())
            yield match.start(), match.group()
        for start, statement in self._sources.items():
            word = _WORD.match(text, start)
            pronoun = word is not None and word.group().lower() in self._words.pronouns
            if start not in named and not pronoun:
                yield start, statement
        bodies = self._words.body_nouns
        for match in _THE.finditer(text):
            if match.group(1) in bodies and match.start() not in self._sources:
                yield match.start(1), match.group(1)

    def _name(self, mention: Mention, sentence: Span, first: bool) -> None:
        party = self._parties.of[mention.span]
        self._counts[id(party)] += 1
        if party.kind == "person":
            self._leading[id(party)] = party
            if len(self._leading) > _MOST_PRESENT:
                most = sorted(self._leading.values(), key=lambda p: -self._counts[id(p)])
                self._leading = {id(p): p for p in most[: _MOST_PRESENT // 2]}
        before = self._word_before(mention)
        if mention.name.lower() in self._words.platforms and before in self._words.posted:
            return  # "on Facebook": where it was posted, not who is in mind
        if party.kind == "unknown" and self._is_sort(mention):
            return  # "Conservative group leader Leo Price": what sort of leader
        weight, why = _OTHER, "is named before"
        if mention.possessive:
            weight = _OWNER
        elif self._is_source(mention.span):
            weight, why = _SPEAKS, "speaks before"
        elif before == "unlike":
            return  # "Unlike Moss, he ...": whoever he is, not Moss
        elif before in self._words.prepositions:
            weight = _AFTER_PREPOSITION
        elif first and not mention.modifies and leads(self._document.text, sentence, mention):
            weight, why = _SUBJECT, "is the subject of a sentence before"
        # A surname that two share brings both to mind; "he" or "she" then tells which.
        for named in self._parties.rivals.get(mention.span, (party,)):
            self._bring(named, weight, why)

    def _is_sort(self, mention: Mention) -> bool:
        match = _TRADE.match(self._document.text, mention.span.end)
        return match is not None and is_person_noun(match.group(1).lower(), self._words)

    def _short_name(self, noun: str, start: int) -> None:
        """ "She asked the ministry": a body in mind again, without its name."""
        if not self._is_quoted(start):
            party = self._descriptions.short_name(noun, start)
            if party is not None:
                self._bring(party, _OTHER, "is named before")

    def _pronoun(self, written: str, start: int, pronoun: Pronoun, sentence: Span) -> None:
        statement = self._sources.get(start)
        # "its chairwoman": whose, where nobody speaks; "it" itself is often nothing at all.
        owner = statement is None and pronoun.number == "body" and written.lower() == "its"
        if statement is None and pronoun.number != "one" and not owner:
            return
        # "His lawyer said Dunn was sorry": he may well be Dunn.
        bare = (
            any(
                span.end - span.start == len(written)
                for span in statement.source
                if span.start == start
            )
            if statement is not None
            else False
        )
        named_in_content = (
            {
                id(self._parties.of[m.span])
                for span in statement.content
                for m in self._parties.inside(span)
                if not _INNER.search(self._document.text, span.start + 1, m.span.start)
            }
            # A body may well name itself in its own words; a person does not.
            if statement is not None and pronoun.number == "one" and bare
            else frozenset()
        )
        # Nobody says "she" of herself.
        carrier = self._speaker_of(statement.within) if statement is not None else None
        ranked = sorted(
            (
                (weight, party, presence)
                for party, presence in self._present.values()
                if id(party) not in named_in_content
                and party is not carrier
                and (weight := self._weight(party, presence, pronoun)) > _FAINT
            ),
            key=lambda row: -row[0],
        )
        if not ranked:
            self._main(start, pronoun)
            return
        weight, party, presence = ranked[0]
        rivals = tuple(p for w, p, _ in ranked[1:3] if w >= _RIVAL * weight)
        doubt = ranked[1][0] / weight if len(ranked) > 1 else 0.0
        if pronoun.number == "one" and doubt < _SURE and party.leaning in ("", pronoun.gender):
            self._learned.setdefault(id(party), pronoun.gender)
        self._meant[start] = Referent(party, f"{party.name} {presence.why}", rivals, doubt)
        if owner:
            return
        speaks = statement is not None
        subject = written.lower() in ("he", "she", "it", "they")
        self._bring(
            party,
            _SPEAKS if speaks else _SUBJECT if subject else _OWNER,
            "speaks before" if speaks else presence.why,
        )

    def _speaker_of(self, statement: str | None) -> Party | None:
        """Who makes a statement, as far as its own words or what stands before it tell."""
        if statement is None:
            return None
        for span in self._statements[statement].source:
            meant = self._meant.get(span.start)
            if meant is not None:
                return meant.party
            for mention in self._parties.inside(span):
                return self._parties.of[mention.span]
        return None

    def _main(self, start: int, pronoun: Pronoun) -> None:
        """Nobody is near: the one whom the article is about, if one person is."""
        if pronoun.number != "one":
            return
        people = [
            (self._counts[id(p)], p)
            for p in self._leading.values()
            if (p.gender or p.leaning or pronoun.gender) == pronoun.gender
        ]
        people.sort(key=lambda row: -row[0])
        if people and people[0][0] > _MAIN * (people[1][0] if len(people) > 1 else 1):
            party = people[0][1]
            self._meant[start] = Referent(party, f"{party.name} is whom the article is about")
            self._bring(party, _SPEAKS, "speaks before")

    def _body_now(self) -> Referent | None:
        ranked = sorted(
            (
                (self._now(presence), party)
                for party, presence in self._present.values()
                if party.kind == "institution" and not party.unnamed
            ),
            key=lambda row: -row[0],
        )[:2]
        if not ranked or ranked[0][0] < _NEAR_BODY:
            return None
        if len(ranked) > 1 and ranked[1][0] >= _RIVAL * ranked[0][0]:
            return None
        return Referent(ranked[0][1], f"{ranked[0][1].name} is the body named just before")

    def _description(self, start: int) -> None:
        """ "The company said", "a hotel guest said": whom it means, or somebody new."""
        statement = self._sources[start]
        span = next(s for s in statement.source if s.start == start)
        head = self._descriptions.head(span)
        if self._descriptions.names_head(head):
            return
        text = self._document.text
        for mention in self._parties.inside(Span(head.end, span.end)):
            before = text[head.end : mention.span.start].rstrip(" .").removesuffix(mention.title)
            if before.rstrip(" .").removesuffix("the").rstrip().endswith(","):
                return  # "a spokesman for the board, Ada Moss": whom the name says
        linked = self._descriptions.linked(span, self._presence)
        if linked is not None:
            self._linked[start] = Referent(linked.party, linked.why, linked.rivals)
        body = self._body_now()
        if body is not None:
            self._bodies[start] = body
        noun = last_word(text[head.start : head.end]).lower()
        if linked is not None and noun in self._words.documents:
            self._bring(linked.party, _SPEAKS, "speaks before")
            return
        found = self._descriptions.meant(span, self._presence)
        if found is None and noun in self._words.documents:
            return  # a document is nobody's "he" or "they"
        if found is None:
            phrase = text[head.start : head.end]
            noun = last_word(phrase).lower()
            party = Party(short(phrase), "unknown", first=start, unnamed=True)
            first = phrase.split(maxsplit=1)[0].lower() if phrase else ""
            if first in self._words.several or is_plural(noun, self._words):
                party.kind = "group"
            elif is_person_noun(noun, self._words):
                party.kind = "person"
            elif noun in self._words.body_nouns:
                party.kind = "institution"
            party.gender = gender_of([noun], self._words)
            self._descriptions.introduce(party)
            self._meant[start] = Referent(party, "speaks before")
            self._bring(party, _SPEAKS, "speaks before")
            return
        self._meant[start] = Referent(found.party, found.why, found.rivals)
        self._bring(found.party, _SPEAKS, "speaks before")

    def _presence(self, party: Party) -> float:
        held = self._present.get(id(party))
        return 0.0 if held is None else self._now(held[1])

    def _bring(self, party: Party, weight: float, why: str) -> None:
        held = self._present.get(id(party))
        if held is None:
            spoke = weight == _SPEAKS
            led = self._faded if weight >= _SUBJECT else _NEVER
            self._present[id(party)] = (party, _Presence(weight, self._faded, why, spoke, led))
            return
        presence = held[1]
        presence.spoke = presence.spoke or weight == _SPEAKS
        presence.weight = self._now(presence) * _KEPT + weight
        presence.sentence = self._faded
        if weight >= _SUBJECT:
            presence.led = self._faded
        if weight >= _SUBJECT or presence.why == "is named before":
            presence.why = why

    def _forget(self) -> None:
        """Leave those who are too far back: time stays linear in the text."""
        self._present = {
            key: held for key, held in self._present.items() if self._now(held[1]) > _FAINT
        }

    def _now(self, presence: _Presence) -> float:
        return float(presence.weight * _LEFT ** (self._faded - presence.sentence))

    def _weight(self, party: Party, presence: _Presence, pronoun: Pronoun) -> float:
        weight = self._now(presence)
        if pronoun.number == "one":
            if not party.may_be_person:
                return 0.0
            gender = party.gender or self._learned.get(id(party), "")
            if gender == "they" or (party.gender and gender != pronoun.gender):
                return 0.0
            if gender and gender != pronoun.gender:
                weight *= _UNLIKELY
            known = party.kind == "person" if party.unnamed else party.human or presence.spoke
            if not known:
                weight *= _HARDLY
            if not gender and party.leaning:
                weight *= _LIKELY if party.leaning == pronoun.gender else _UNLIKELY
            return weight * _LED if self._faded - presence.led <= 1 else weight
        if pronoun.number == "many":
            spoken = party.may_be_body and presence.spoke
            return weight if party.gender == "they" or party.kind == "group" or spoken else 0.0
        return weight if party.may_be_body else 0.0

    # What stands around -----------------------------------------------------------------

    def _is_caption(self, paragraph: Span) -> bool:
        """A line that ends in a credit, "(Submitted by Ana Moss)", is a picture's."""
        text = self._document.text[paragraph.start : paragraph.end]
        return bool(_CREDIT.search(text[-90:])) and "said" not in text and '"' not in text

    def _inside_quotation(self, sentence: Span) -> bool:
        index = bisect_right(self._quoted_starts, sentence.start) - 1
        return index >= 0 and self._quoted[index].contains(sentence)

    def _is_quoted(self, offset: int) -> bool:
        index = bisect_right(self._quoted_starts, offset) - 1
        return index >= 0 and offset < self._quoted[index].end

    def _is_source(self, span: Span) -> bool:
        """True for the first name in the words that credit a statement."""
        index = bisect_right(self._source_starts, span.start) - 1
        if index < 0 or not self._source_spans[index].contains(span):
            return False
        source = self._source_spans[index]
        if source not in self._heads:
            head = self._descriptions.names_head(self._descriptions.head(source))
            self._heads[source] = head.span if head else Span(-1, -1)
        if self._heads[source] == span:
            return True
        # "a spokesman for the board, Ada Moss", but not "Ada Moss, head of Arden House"
        before = self._document.text[max(0, span.start - 24) : span.start].rstrip()
        title = before.rpartition(", ")[2]
        role = is_person_noun(last_word(before).lower(), self._words)
        titled = role or (all(word[:1].isupper() for word in title.split()) and ", " in before)
        return self._parties.of[span].kind == "person" and (before.endswith(",") or titled)

    def _word_before(self, mention: Mention) -> str:
        text = self._document.text
        start = mention.span.start - (len(mention.title) + 1 if mention.title else 0)
        before = _WORD.findall(text[max(0, start - 20) : max(0, start)])
        if before and before[-1].lower() == "the":
            before.pop()
        return before[-1].lower() if before else ""


@lru_cache(maxsize=1)
def _pronouns() -> re.Pattern[str]:
    """The pronouns of others than the speaker, as words of their own or contracted."""
    listed = Words.load().pronouns
    named = [word for word, p in listed.items() if p.number not in ("self", "relative")]
    return re.compile(rf"\b(?:{'|'.join(sorted(named, key=len, reverse=True))})\b(?!-)", re.I)


def leads(text: str, sentence: Span, mention: Mention) -> bool:
    """True where nothing but a title and small words stands before a name in its sentence."""
    before = text[sentence.start : mention.span.start].rstrip()
    # One comma may part an office from its holder: "The club's owner, Ada Moss".
    return len(before.split()) <= _LEADING_WORDS and "," not in before.removesuffix(",")


def _merged(spans: Iterator[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
