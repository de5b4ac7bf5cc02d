"""From the words that name a source to the party that speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.find.cues import Cues
from attrib.model import Document, PartyKind, Span, Speaker, Statement
from attrib.registry import Registry

from .affiliations import Affiliations
from .byline import writer
from .descriptions import Descriptions, medium_described
from .discourse import Discourse, Referent
from .documents import Documents
from .mentions import Mention, after_dateline
from .parties import Parties, Party, gender_of, is_person_noun, is_plural
from .people import parts_of
from .phrases import WORD, last_word, short, without_asides
from .publication import Publication
from .words import Pronoun, Words

_ONE_SELF = ("i", "me", "my")
_SUBJECTS = ("he", "she")
# Between the subject of a passive and the verb: "is", "has now widely".
_ADVERBS = 24
_NUMBER = re.compile(r"\b\d")
_PASSIVE = re.compile(r"(?:is|are|was|were|be|been|being)\b", re.I)
# ", " or " of the museum, " between an office and the name of its holder.
_APPOSES = re.compile(r"(?:\s{1,4}(?:of|for|at|in|from|on|with)\s{1,4}[^,;.]{1,60})?,", re.I)
_CITING = re.compile(r",\s{1,4}(?:citing|quoting)\s{1,4}")
# How far past an office what it is of may stand: "the chairman of the trust".
_ROLE_CHARS = 40
_QUOTED_AS = re.compile(
    r"\s{1,4}(?:[a-z]+\s{1,4}){0,2}?(?:quoted|quotes|quoting|cited|cites)\s{1,4}((?:[^,.;“”\"\n]|(?<=\d)[,.](?=\d)){2,80}?)(?:,[^,.;\n]{2,80},)?\s{1,4}as\s{1,4}"
)
_CITED_AFTER = re.compile(
    r"(?:\s{1,4}[a-z]+){0,3},?\s{1,4}(?:citing|quoting)\s{1,4}((?:[^,.;\n]|(?<=\d)[,.](?=\d)){3,120}?)(?:,|\s{1,4}as saying)"
)
_ITS_ROLE = re.compile(r",\s{1,4}(its|their)\s{1,4}([\w\s-]{2,40})")
_FOR_OFFICE = re.compile(r"\s(?:for|of)\s{1,4}(?:the\s{1,4})?([^,.;\n]{3,60})$")
# Inside a quotation "he" is taken for the article's only where the next likeliest is this faint.
_NESTED_DOUBT = 0.5
# "A spokesman", alone: its phrase has fewer words than these.
_ALONE = 4
# "The study" is the one of so many statements back, or another.
_SAME = 12
# How far before a name it may say whose somebody is.
_WHOSE_CHARS = 60
# A family that an article names has no more members than this.
_FAMILY = 40
# A label of initials is no longer.
_INITIALS = 4
# How many statements back "in a statement" may stand.
_SAID_IN = 4
_ASIDES = re.compile(r"\([^()\n]*\)\s{0,4}\.?$")
# Between a name and its "who": commas, an age, a short description between commas.
_ADJOINS = re.compile(r"(?:\s{0,4}\([^()\n]{1,40}\))?(?:,\s[^,.;\n]{1,60})?[\s,]*")
_ANTECEDENT = re.compile(
    r"(?:^|[.,;:“”\"—]\s{0,4}|\s(?=(?:an?|the|one|some|two|three|many)\s))((?:[\w’'-]+\s{1,4}){0,5}[\w’'-]+),?\s{0,4}$",
    re.I,
)
# Behind somebody without a name: ", who asked not to be named,".
_CLAUSE = re.compile(r"[\s,(—–-]{1,4}(?:who|whose|speaking|asking|declining|requesting)\b", re.I)
_ENDS_WITH_WHO = re.compile(r"\b(?:who|whose),?$", re.I)
_CLAUSE_CHARS = 160
# "It rained, and a nurse, who ...": what joins a clause is none of its subject.
_OPENER = re.compile(r"(?:and|but|or|so|while|as|when|because|that)\s{1,4}(?=\S)", re.I)
# A quotation alone runs on from who speaks in the paragraph before, or in the one before that
# where a heading, a caption or a paragraph about the same person stands between.
_RUNS_ON = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that has been resolved: who is speaking as the article goes on."""

    statement: Statement
    party: Party | None
    speaker: Speaker


class Speakers:
    """Finds the speaker of each statement, in the order of the text."""

    def __init__(
        self,
        document: Document,
        parties: Parties,
        registry: Registry,
        statements: Sequence[Statement],
        descriptions: Descriptions,
        affiliations: Affiliations,
        publication: Publication,
    ) -> None:
        self._document = document
        self._publication = publication
        self._parties = parties
        self._registry = registry
        self._words = words = Words.load()
        self._descriptions = descriptions
        self._discourse = Discourse(document, parties, statements, self._descriptions, words)
        self._affiliations = affiliations
        self._writer = writer(document)
        self._documents = Documents(document, parties, registry, words)
        self._said: list[Said] = []
        self._of_statement: dict[str, Said] = {}
        self._by_letters: dict[str, Party] | None = None
        self._by_family: dict[str, list[Party]] | None = None
        # Who is known by a phrase alone, as the phrase first credited them.
        self._unnamed: dict[int, Speaker] = {}
        self._fullest: dict[int, Span | None] = {}

    def speaker(self, statement: Statement) -> tuple[Speaker | None, Party | None]:
        """The speaker of the next statement; (None, None) where nobody is credited."""
        speaker, party = self._find(statement)
        if speaker is not None:
            if party is not None:
                speaker = replace(speaker, named=self._fullest_name(party))
            said = Said(statement, party, speaker)
            self._said.append(said)
            self._of_statement[statement.id] = said
            if party is not None and party.unnamed:
                self._unnamed.setdefault(id(party), speaker)
        return speaker, party

    def _fullest_name(self, party: Party) -> Span | None:
        """Where the article first gives a party's fullest name."""
        key = id(party)
        if key not in self._fullest:
            whole = max(party.mentions, key=lambda m: len(m.name.split()), default=None)
            self._fullest[key] = whole.span if whole is not None else None
        return self._fullest[key]

    def _find(self, statement: Statement) -> tuple[Speaker | None, Party | None]:
        if statement.source:
            if self._is_spoken_of(statement):
                return None, None
            return self._from_phrase(statement, statement.source[0])
        if statement.continues is not None:
            last = self._of_statement.get(statement.continues)
            # After paraphrase, a quotation alone is the same person's; a body's it need not be.
            if last is not None and (
                last.statement.kind != "indirect" or last.speaker.kind == "person"
            ):
                return self._again(last, "the quotation runs on from the statement before")
            return None, None
        if statement.cue and statement.kind != "indirect":
            return self._from_clause(statement)
        if statement.kind == "direct" and not statement.cue:
            return self._runs_on(statement)
        return None, None

    def _is_spoken_of(self, statement: Statement) -> bool:
        """ "Moran is said to be in Lisbon", "it was suggested": the subject of a passive says nothing."""
        source, cue = statement.source[0], statement.cue[0] if statement.cue else None
        if cue is None or not source.end <= cue.start <= source.end + _ADVERBS:
            return False
        # "In the report it was claimed": the report is no subject, and may well be who claims.
        between = self._document.text[source.end : cue.start].lower().split()
        if any(not w.isalpha() or w in self._words.pronouns for w in between):
            return False
        return Cues.load().is_agentless(self._slice(Span(cue.start, statement.cue[-1].end)))

    def _again(self, last: Said, why: str) -> tuple[Speaker, Party | None]:
        old = last.speaker
        return (
            Speaker(old.name, old.id, old.kind, f"{why} ({old.name})", None, old.candidates),
            last.party,
        )

    def _runs_on(self, statement: Statement) -> tuple[Speaker | None, Party | None]:
        """A quotation that stands alone, after the words of one person and nobody else's.

        Only where the last speaker is a person, nobody else is named between, no more than
        a heading or a caption stands there, and the last sentence before is still about that person.
        """
        document, here = self._document, self._document.paragraph_at(statement.start)
        last = self._last_speaker(Span(statement.start, statement.start))
        if last is None or last.party is None or last.party.kind != "person":
            return None, None
        if last.speaker.candidates:
            return None, None
        there = document.paragraph_at(last.statement.extent.end - 1)
        steps = here - there
        if steps > _RUNS_ON:
            return None, None
        if steps == _RUNS_ON:
            skipped = document.paragraphs[here - 1]
            about = [self._parties.of[m.span] for m in self._parties.inside(skipped)]
            if not self._is_aside(skipped) and last.party not in about:
                return None, None
        between = Span(last.statement.extent.end, statement.start)
        others = [
            m
            for m in self._parties.inside(between)
            if self._parties.of[m.span] is not last.party
            and self._parties.of[m.span].may_be_person
            and not m.quoted
            and not m.possessive
        ]
        if others or not self._still_about(last, statement, steps):
            return None, None
        return self._again(last, "the quotation stands alone after the same person’s words")

    def _still_about(self, last: Said, statement: Statement, steps: int) -> bool:
        """True where the sentence before a quotation speaks of who spoke last, or is what he said.

        Where it is what he said in quotation marks, they have closed: finding statements decides
        whether this one goes on, and it looks no further than the paragraph before. Only a heading
        in between leaves it open.
        """
        document, said = self._document, last.statement
        start = statement.start
        sentence = document.sentence_at(start)
        final = document.sentences[document.sentence_at(max(start, statement.end - 1))]
        if document.text[document.sentences[sentence].start : start].strip() or WORD.search(
            document.text, statement.end, final.end
        ):
            return False  # “... a pact that “keeps the ports open””: somebody else's words
        if steps == _RUNS_ON:
            aside = document.paragraphs[document.paragraph_at(start) - 1]
            if self._is_aside(aside):
                sentence = document.sentence_at(aside.start)
        before = document.sentences[sentence - 1] if sentence else Span(0, 0)
        if said.extent.end > before.start:
            return said.kind == "indirect" or (steps != 1 and said.kind == "direct")
        if any(
            self._parties.of[m.span] is last.party
            for m in self._parties.inside(before)
            if not m.quoted
        ):
            return True
        return any(
            meant.party is last.party
            for word in WORD.finditer(document.text, *before)
            if word.group().lower() in _SUBJECTS
            and (meant := self._discourse.meant_by(word.start())) is not None
        )

    def _is_aside(self, paragraph: Span) -> bool:
        """A heading or a caption: no full stop, or a credit at its end."""
        text = self._slice(paragraph)
        if not any(char.isalnum() for char in text):
            return True
        return not text.endswith((".", "!", "?", "”", '"')) or bool(_ASIDES.search(text[-90:]))

    def _from_clause(self, statement: Statement) -> tuple[Speaker | None, Party | None]:
        """A quotation whose cue has no source word: the subject of the sentence that holds it."""
        cue = statement.cue[0]
        said = self._slice(cue)
        # "Deep End" in "Deep End will be shown" says nothing; nor does whoever "was told".
        quoted = "quoted as" in said.lower()
        cues = Cues.load()
        if not quoted and (not cues.reports_speech(said) or _PASSIVE.match(said)):
            return None, None
        if cues.is_agentless(said):
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
        # "LUSENGA, Kasanda - The commission": the dateline is nobody.
        start = after_dateline(self._document, span.start)
        span = Span(start, span.end) if start < span.end else span
        phrase = self._slice(span).strip()
        words = self._words
        pronoun = words.pronouns.get(phrase.lower())
        if pronoun is not None:
            return self._pronoun(statement, span, phrase, pronoun)
        if self._publication.is_phrase(phrase):
            return self._own(phrase, span), None
        if statement.label:
            initials = self._by_initials(phrase, span)
            if initials is not None:
                return initials
        quoted = self._quoted_as(statement, span)
        if quoted is not None:
            return quoted
        cited = self._cited(span)
        if cited is not None:
            return cited
        head = self._descriptions.head(span)
        named = self._named(statement, head)
        if named is not None:
            return named
        if self._anonymous(self._with_clause(statement, span, phrase), head):
            name = short(self._slice(without_asides(self._document.text, span, ())))
            meant = self._discourse.meant_by(span.start)
            party = meant.party if meant is not None and meant.party.unnamed else None
            return Speaker(name, None, "anonymous", f"“{name}” is left unnamed", span), party
        return self._described(statement, span, head)

    # Named in so many words -------------------------------------------------------------

    def _named(
        self, statement: Statement, head: Span
    ) -> tuple[Speaker | None, Party | None] | None:
        _text, words = self._document.text, self._words
        span = statement.source[0]
        mentions = self._parties.inside(span)
        last = last_word(self._slice(head)).lower()
        at_head = [m for m in mentions if m.span.start < head.end]
        final = self._descriptions.names_head(head)
        if final is None and last in words.documents & words.medium_descriptions:
            medium = self._medium_just_named(span, last)
            if medium is not None:
                return self._of(
                    medium, span, f"“{self._slice(head)}” is {medium.name}, just named"
                ), medium
        if final is None and self._documents.is_document(last):
            return self._issued(statement, head, last, mentions)
        apposed = None if final is not None else self._apposed(span, head)
        if apposed is not None:
            self._note_role(span, head, mentions, apposed[1])
        elif last in words.spokespeople and final is None:
            return self._spoken_for(span, head, mentions)
        if final is not None:
            self._note_role_after(span, final)
            joined = self._joined(span, at_head)
            return joined if joined is not None else self._by_name(final)
        return apposed

    def _by_initials(self, phrase: str, span: Span) -> tuple[Speaker, Party] | None:
        """The label "DM:" of an interview in which Dov Marsh asks."""
        if not phrase.isupper() or len(phrase) > _INITIALS:
            return None
        if self._by_letters is None:
            self._by_letters = {}
            for party in self._parties.all:
                letters = "".join(word[0] for word in re.split(r"[\s-]+", party.name) if word)
                if party.kind == "person" and len(letters) > 1:
                    self._by_letters.setdefault(letters.upper(), party)
        named = self._by_letters.get(phrase.replace(".", ""))
        if named is None or named.name == phrase:
            return None
        return self._of(named, span, f"“{phrase}” are {named.name}’s initials"), named

    def _quoted_as(self, statement: Statement, span: Span) -> tuple[Speaker, Party | None] | None:
        """ "Northwire quoted a second diver as saying": the diver speaks, not the agency."""
        cue = next((c for c in statement.cue if c.start > span.end), None)
        if cue is None:
            return None
        match = _QUOTED_AS.match(self._document.text, span.end, statement.cue[-1].end)
        if match is None:
            return None
        inner = Span(*match.span(1))
        people = [m for m in self._parties.inside(inner) if self._parties.of[m.span].may_be_person]
        if people:
            return self._by_name(people[0])
        meant = self._discourse.meant_by(inner.start)
        if meant is not None:
            return self._meant(meant, inner, self._slice(inner))
        name = short(self._slice(inner))
        kind: PartyKind = "anonymous" if self._anonymous(name, inner) else "unknown"
        return Speaker(name, None, kind, f"quoted: “{name}”", inner), None

    def _cited(self, span: Span) -> tuple[Speaker, Party | None] | None:
        """ "Northwire, citing two people familiar with the deal,": those two speak."""
        text = self._document.text
        match = _CITING.search(text, *span)
        inner = Span(match.end(), span.end) if match is not None else None
        if match is None:
            # The words may stand behind the source: "Northwire, citing two people, reported".
            sentence = self._document.sentences[self._document.sentence_at(span.start)]
            match = _CITED_AFTER.match(text, span.end, max(span.end, sentence.end))
            inner = Span(*match.span(1)) if match is not None else None
        if inner is None:
            return None
        named = [self._parties.of[m.span] for m in self._parties.inside(inner)]
        if any(p.kind == "outlet" for p in named):
            return None
        words = {word.lower() for word in WORD.findall(self._slice(inner))}
        if words & self._words.documents:
            return None  # a document is what the medium goes by, not who speaks
        people = next((p for p in named if p.kind == "person"), None)
        if people is not None:
            return self._of(people, inner, f"cited: “{short(self._slice(inner))}”"), people
        name = short(self._slice(without_asides(self._document.text, inner, ())))
        kind: PartyKind = "anonymous" if self._anonymous(name, inner) else "group"
        return Speaker(name, None, kind, f"cited: “{name}”", inner), None

    def _joined(
        self, span: Span, mentions: Sequence[Mention]
    ) -> tuple[Speaker, Party | None] | None:
        """ "Ada Moss and Ines Okafor": both speak."""
        people = [m for m in mentions if self._parties.of[m.span].kind in ("person", "unknown")]
        if len(people) < 2:
            return None
        between = self._document.text[people[-2].span.end : people[-1].span.start].split()
        if between not in (["and"], [",", "and"], ["&"]):
            return None
        name = " and ".join(self._parties.of[m.span].name for m in people[-2:])
        why = f"both named: “{short(self._slice(span))}”"
        return Speaker(name, None, "group", why, span), None

    def _by_name(self, mention: Mention) -> tuple[Speaker, Party | None]:
        party, written = self._parties.of[mention.span], self._slice(mention.span)
        if self._publication.named(party, mention) is not None:
            return self._own(written, mention.span), None
        rivals = self._parties.rivals.get(mention.span, ())
        if rivals:
            names = self._told_apart(rivals)
            why = f"“{written}” may be {' or '.join(names)}"
            return self._of(party, mention.span, why, names), party
        if party.name == written:
            why = f"named: “{written}”"
        elif party.spelling:
            why = f"“{written}” is nearly the spelling of {party.name}"
        else:
            why = f"“{written}” stands for {party.name}"
        return self._of(party, mention.span, why), party

    @staticmethod
    def _told_apart(parties: Sequence[Party]) -> tuple[str, ...]:
        """Their names, with a title where two have the same: "Mr Orton", "Mrs Orton"."""
        names = [party.name for party in parties]
        titles = [next((m.title for m in p.mentions if m.title), "") for p in parties]
        return tuple(
            f"{title} {name}" if title and names.count(name) > 1 else name
            for name, title in zip(names, titles, strict=True)
        )

    def _apposed(self, span: Span, head: Span) -> tuple[Speaker, Party] | None:
        """ "Ironleaf's chief executive, Dan Whitlow": the name stands after the office."""
        text = self._document.text
        for mention in self._parties.inside(Span(head.end, span.end)):
            between = text[head.end : mention.span.start].rstrip()
            if mention.title:
                between = between.rstrip(" .").removesuffix(mention.title).rstrip()
            between = between.removesuffix("the").rstrip()
            # "The director of the museum, Ada Moss": the museum stands between.
            if _APPOSES.fullmatch(between) is None:
                continue
            # "A friend of the victim, Mia Holt": which of the two she is, nothing says.
            noun = last_word(between).lower()
            if len(between) > 1 and is_person_noun(noun, self._words):
                continue
            party = self._parties.of[mention.span]
            if party.place or party.kind == "outlet":
                continue
            return self._of(party, mention.span, f"named: “{self._slice(mention.span)}”"), party
        return None

    def _note_role_after(self, span: Span, mention: Mention) -> None:
        """ "Ada Moss, its chairwoman," belongs to whatever "its" means."""
        match = _ITS_ROLE.match(self._document.text, mention.span.end, span.end)
        if match is None:
            return
        owner = self._discourse.meant_by(match.start(1))
        if owner is not None and owner.party.kind in ("institution", "outlet"):
            self._affiliations.note(self._parties.of[mention.span], owner.party, match.group(2))

    def _note_role(self, span: Span, head: Span, mentions: Sequence[Mention], party: Party) -> None:
        """ "A spokesman for the Harbour Board, Ada Moss", "its president, Leo Price"."""
        if party.kind != "person":
            return
        role = self._slice(head)
        named = [self._parties.of[m.span] for m in mentions]
        body = next((p for p in named if p.kind in ("institution", "outlet")), None)
        if body is None:
            owner = self._discourse.meant_by(span.start)
            body = owner.party if owner is not None else None
        if body is None:
            body = self._descriptions.nearest_in(Span(span.start, head.end + _ROLE_CHARS))
        if body is None and last_word(role).lower() in self._words.officers:
            body = self._descriptions.body_before(span.start)
        if body is not None and body.kind in ("institution", "outlet"):
            self._affiliations.note(party, body, role)

    def _medium_just_named(self, span: Span, noun: str) -> Party | None:
        """ "The paper" is the medium, not a document, where one is named in this sentence or the last."""
        medium = medium_described(self._parties, span.start, noun, self._words)
        if medium is None or not self._slice(span).lower().startswith(("the ", "this ")):
            return None
        sentences = self._document.sentences
        reach = sentences[max(0, self._document.sentence_at(span.start) - 1)].start
        last = medium.before(span.start)
        return medium if last is not None and last.span.start >= reach else None

    def _spoken_for(
        self, span: Span, head: Span, mentions: Sequence[Mention]
    ) -> tuple[Speaker, Party | None] | None:
        """A spokesperson without a name speaks for the body."""
        phrase = short(self._slice(span))
        for mention in mentions:
            party = self._parties.of[mention.span]
            if party.kind != "person" and not party.place:
                return self._voice(span, mention.span, phrase, party), party
        first = phrase.split(maxsplit=1)[0].lower()
        owner = self._discourse.linked_at(span.start)
        if owner is None and first in self._words.pronouns:
            owner = self._discourse.meant_by(span.start)
        of_what = phrase.split()[1:-1]
        if owner is None and of_what:
            # "a ministry spokesman"
            body = self._descriptions.short_name(of_what[-1].lower(), span.start)
            if body is not None:
                return self._voice(span, span, phrase, body), body
        elif owner is None and first in ("a", "an") and len(phrase.split()) < _ALONE:
            owner = self._discourse.body_near(span.start)
        if owner is None or owner.party.kind == "person" or owner.rivals:
            # "for the governor's office": a body without a name.
            match = _FOR_OFFICE.search(self._document.text, *span)
            if match is None or last_word(match.group(1)).lower() not in self._words.body_nouns:
                return None
            name = short(match.group(1))
            body = Party(name, "institution", first=span.start, unnamed=True)
            return Speaker(name, None, "institution", f"“{phrase}” speaks for it", span), body
        return self._voice(span, span, phrase, owner.party), owner.party

    def _voice(self, span: Span, mention: Span, phrase: str, body: Party) -> Speaker:
        speaker = self._of(body, mention, f"“{phrase}” speaks for {body.name}")
        someone = self._discourse.meant_by(span.start)
        if someone is not None and someone.party.unnamed:
            # "She", further on, is the spokeswoman, and still speaks for it.
            self._unnamed.setdefault(id(someone.party), speaker)
        return speaker

    def _issued(
        self, statement: Statement, head: Span, noun: str, mentions: Sequence[Mention]
    ) -> tuple[Speaker | None, Party | None] | None:
        """A document speaks for its issuer."""
        span = statement.source[0]
        phrase = short(self._slice(span))
        named = self._documents.issuer_named(span, head, mentions)
        linked = self._discourse.linked_at(span.start)
        if named is not None and linked is None:
            mention, party = named
            return self._of(party, mention.span, f"“{phrase}” is {party.name}’s"), party
        owner = self._words.pronouns.get(phrase.split()[0].lower())
        if owner is not None and owner.number in ("one", "body", "many"):
            meant = self._discourse.meant_by(span.start)
            if meant is not None:
                return self._meant(meant, span, phrase)
        linked = self._discourse.linked_at(span.start)
        if linked is not None:
            return self._of(
                linked.party, span, f"“{phrase}” is {linked.party.name}’s"
            ), linked.party
        issuer = self._documents.issuer(noun, span.start)
        if issuer is not None:
            party, why = issuer
            return self._of(party, span, why), party
        earlier = next(
            (s for s in reversed(self._said[-_SAME:]) if last_word(s.speaker.name).lower() == noun),
            None,
        )
        if earlier is not None:
            return self._again(earlier, "the same document")
        source = self._said_in(noun, span)
        if source is not None:
            return self._again(source, f"the {noun} is theirs")
        return Speaker(phrase, None, "unknown", f"“{phrase}”: its issuer is not named", span), None

    def _said_in(self, noun: str, span: Span) -> Said | None:
        """Who said something "in a statement" just before "the statement" says more."""
        said_in = re.compile(rf"\b(?:in|with|on) an? (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b", re.I)
        here = self._document.paragraph_at(span.start)
        for said in reversed(self._said[-_SAID_IN:]):
            cue = (said.statement.cue or said.statement.content)[0]
            sentence = self._document.sentences[self._document.sentence_at(cue.start)]
            near = here - self._document.paragraph_at(sentence.start) <= _RUNS_ON
            if near and said_in.search(self._document.text, *sentence):
                return said
        return None

    # Pronouns ---------------------------------------------------------------------------

    def _pronoun(
        self, statement: Statement, span: Span, phrase: str, pronoun: Pronoun
    ) -> tuple[Speaker | None, Party | None]:
        carrier = self._of_statement.get(statement.within or "")
        if pronoun.number == "self" and carrier is not None and carrier.statement.kind == "direct":
            return self._again(carrier, f"“{phrase}” is who speaks")
        if pronoun.number == "self":
            # Whose "I" stands outside quotation marks the words do not say.
            if phrase.lower() in _ONE_SELF and self._writer is not None:
                why = f"“{phrase}” is {self._writer}, whose byline it is"
                return Speaker(self._writer, None, "publication", why, span), None
            if phrase.lower() in _ONE_SELF:
                return Speaker(
                    phrase, None, "unknown", f"nobody says who “{phrase}” is", span
                ), None
            return self._own(phrase, span), None
        if pronoun.number == "relative":
            return self._relative(span, phrase)
        document = self._document_before(span) if phrase.lower() == "it" else None
        if document is not None:
            return self._again(document, f"“{phrase}” is the speaker before")
        meant = self._discourse.meant_by(span.start)
        if carrier is not None and meant is not None and self._is_doubtful(meant, carrier, span):
            # Somebody whom the words of the speaker need not have named.
            why = f"whom the quotation means by “{phrase}” it does not say"
            return Speaker(phrase, None, "unknown", why, span), None
        if meant is not None:
            return self._meant(meant, span, phrase)
        last = self._last_speaker(span)
        kind = last.speaker.kind if last is not None else ""
        if last is not None and (
            kind in ("anonymous", "unknown") or (pronoun.number != "one" and kind != "person")
        ):
            return self._again(last, f"“{phrase}” is the speaker before")
        return Speaker(phrase, None, "unknown", f"nobody before “{phrase}” fits", span), None

    def _document_before(self, span: Span) -> Said | None:
        """ "A report to the committee said so. It warned ...": what spoke in the sentence before."""
        last, document = self._last_speaker(span), self._document
        if last is None or last.party is not None or last.speaker.kind != "unknown":
            return None
        if not last.statement.source:
            return None
        said = last.statement.source[0]
        near = document.sentence_at(span.start) - document.sentence_at(said.start) == 1
        written = WORD.findall(self._slice(said).lower())
        # "A report [to the committee]"
        end = next((n for n, w in enumerate(written) if n and w in self._words.prepositions), None)
        noun = written[:end][-1:]
        return last if near and noun and self._documents.is_document(noun[0]) else None

    def _is_doubtful(self, meant: Referent, carrier: Said, span: Span) -> bool:
        """ "He told me", inside a quotation that names nobody: the article's "he" need not be."""
        if meant.party is carrier.party:
            return True
        if carrier.statement.kind != "direct":
            return False
        if carrier.statement.label:
            return True
        before = Span(carrier.statement.start, span.start)
        named = any(self._parties.of[m.span] is meant.party for m in self._parties.inside(before))
        return not named and meant.doubt > _NESTED_DOUBT

    def _meant(self, meant: Referent, span: Span, phrase: str) -> tuple[Speaker, Party]:
        party = meant.party
        noun = last_word(phrase).lower()
        bodily = noun in self._words.described_bodies
        why = meant.why if meant.why.startswith("“") else f"“{phrase}”: {meant.why}"
        names: tuple[str, ...] = ()
        if meant.rivals:
            names = (party.name, *(p.name for p in meant.rivals))
            why = f"“{phrase}” may be {' or '.join(names)}"
        speaker = self._of(party, span, why, names)
        if bodily and (party.kind == "unknown" or (party.kind == "person" and not party.human)):
            speaker = replace(speaker, kind="institution")
        return speaker, party

    def _relative(self, span: Span, phrase: str) -> tuple[Speaker | None, Party | None]:
        """“who” takes the name just before it, or else the words that stand there."""
        text = self._document.text
        sentence = self._document.sentences[self._document.sentence_at(span.start)]
        for mention in self._parties.before(span.start):
            if mention.span.start < sentence.start:
                break
            party = self._parties.of[mention.span]
            if not _ADJOINS.fullmatch(text, mention.span.end, span.start):
                break
            if phrase.lower() != "who" or party.may_be_person:
                why = f"“{phrase}” follows {party.name}"
                return self._of(party, span, why), party
        match = _ANTECEDENT.search(text[sentence.start : span.start])
        if match is None or last_word(match.group(1)).lower() in self._words.prepositions:
            # "Who said so?": a question, and "who" alone is nobody.
            return None, None
        opener = _OPENER.match(match.group(1))
        skipped = opener.end() if opener is not None else 0
        name = short(match.group(1)[skipped:])
        head = Span(sentence.start + match.start(1) + skipped, sentence.start + match.end(1))
        kind: PartyKind = "anonymous" if self._anonymous(name, head) else "unknown"
        if kind == "unknown" and is_plural(last_word(name).lower(), self._words):
            kind = "group"
        return Speaker(name, None, kind, f"“{phrase}” follows “{name}”", span), None

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
        words = self._words
        phrase = self._slice(head).strip()
        noun = last_word(phrase).lower()
        meant = self._discourse.meant_by(span.start)
        owner = words.pronouns.get(phrase.split()[0].lower()) if phrase else None
        if owner is not None:
            return self._owned(span, phrase, noun, meant)
        if meant is not None and (not meant.party.unnamed or id(meant.party) in self._unnamed):
            return self._meant(meant, span, phrase)
        phrase.lower().startswith(("the ", "this ", "that "))
        records = self._registry.described_by(phrase)
        if len(records) == 1:
            record = records[0]
            why = f"the registry describes {record.name} as “{phrase}”"
            return Speaker(record.name, record.id, record.kind, why, span), None
        party = meant.party if meant is not None else None
        aside = without_asides(self._document.text, span, self._parties.inside(span))
        whole = short(self._slice(max(aside, head, key=lambda part: part.end)))
        if is_plural(noun, words):
            return Speaker(whole, None, "group", f"a group: “{whole}”", span), party
        if noun in words.body_nouns or noun in words.local_bodies:
            return Speaker(whole, None, "institution", f"as written: “{whole}”", span), party
        return Speaker(whole, None, "unknown", f"as written: “{whole}”", span), party

    def _owned(
        self, span: Span, phrase: str, noun: str, owner: Referent | None
    ) -> tuple[Speaker | None, Party | None]:
        """ "His father", "her office": by name where the article gives it, else by whose it is."""
        if is_person_noun(noun, self._words):
            called = None
            if owner is not None:
                called = self._belonging_to(owner.party, span, noun)
            if (
                called is None
                and owner is not None
                and any(noun in WORD.findall(said) for said in owner.party.descriptions)
            ):
                called = owner.party  # "His brother, Leo, paid. His brother said ..."
            if called is None and owner is not None and noun in self._words.kin:
                called = self._relative_of(owner.party, noun)
            if called is not None:
                return self._of(called, span, f"“{phrase}”: {called.name} is called so"), called
        name, why = phrase, f"as written: “{phrase}”"
        if owner is not None and not owner.party.unnamed and not owner.rivals:
            name = f"{owner.party.name}’s {phrase.split(maxsplit=1)[-1]}"
            why = f"“{phrase}”: {owner.why}"
        kind: PartyKind = "group" if is_plural(noun, self._words) else "unknown"
        return Speaker(name, None, kind, why, span), None

    def _belonging_to(self, owner: Party, span: Span, noun: str) -> Party | None:
        """ "His lawyer" is whom the article has called his lawyer, or Kevin Dunn's; nobody else's."""
        text = self._document.text
        whose = re.compile(
            rf"(?:\b(his|her|their|its)|[’']s?)\s{{1,4}}(?:[\w-]+\s{{1,4}}){{0,2}}{re.escape(noun)},?\s{{1,4}}$",
            re.I,
        )
        for mention in self._parties.before(span.start):
            party = self._parties.of[mention.span]
            if not party.may_be_person or party is owner:
                continue
            start = mention.span.start - (len(mention.title) + 1 if mention.title else 0)
            match = whose.search(text, max(0, start - _WHOSE_CHARS), start)
            if match is None:
                continue
            if match.group(1):
                meant = self._discourse.meant_by(match.start(1))
                if meant is not None and meant.party is owner:
                    return party
                continue
            before = next(self._parties.before(match.start()), None)
            if before is not None and self._parties.of[before.span] is owner:
                return party
        return None

    def _relative_of(self, party: Party, noun: str) -> Party | None:
        """ "His brother" is the one other of that family whom the article names, if one is."""
        gender = gender_of([noun], self._words)
        if self._by_family is None:
            self._by_family = {}
            for p in self._parties.all:
                if p.kind == "person":
                    self._by_family.setdefault(parts_of(p.name).last, []).append(p)
        family = parts_of(party.name).last
        others = [
            p
            for p in self._by_family.get(family, ())[:_FAMILY]
            if p is not party and family and (p.gender or p.leaning or gender) == gender
        ]
        return others[0] if len(others) == 1 else None

    def _anonymous(self, phrase: str, head: Span) -> bool:
        words = self._words
        lower = phrase.lower()
        last = last_word(self._slice(head)).lower()
        if any(sign in lower for sign in words.anonymity):
            return True
        if last in words.always_anonymous:
            return True
        first = lower.split()[0] if lower else ""
        if first in ("a", "an") and _NUMBER.search(phrase) and is_plural(last, words):
            return False  # "an estimated 3,000 people" are "3,000 people": a group
        return first in words.indefinite and (last in words.roles or last in words.unnamed_roles)

    def _with_clause(self, statement: Statement, span: Span, phrase: str) -> str:
        """ "A nurse" with "who declined to be named": the clause behind may say that a name is withheld."""
        cue = next((c for c in statement.cue if c.start >= span.end), None)
        first = phrase.split(maxsplit=1)[:1]
        if cue is None or not first or first[0].lower() not in self._words.indefinite:
            return phrase
        between = self._document.text[span.end : min(cue.start, span.end + _CLAUSE_CHARS)]
        clause = _CLAUSE.match(between) or _ENDS_WITH_WHO.search(phrase)
        return phrase + between if clause is not None else phrase

    # ------------------------------------------------------------------------------------

    def _own(self, phrase: str, span: Span) -> Speaker:
        why = f"“{phrase}” is {self._publication.name} itself"
        return Speaker(phrase, None, "publication", why, span)

    def _of(
        self, party: Party, mention: Span, evidence: str, candidates: tuple[str, ...] = ()
    ) -> Speaker:
        known = self._unnamed.get(id(party))
        if known is not None:
            return Speaker(known.name, known.id, known.kind, evidence, mention, candidates)
        return Speaker(
            party.name, party.id, party.kind, evidence, mention, candidates, party.spelling or None
        )

    def _slice(self, span: Span) -> str:
        return self._document.text[span.start : span.end]
