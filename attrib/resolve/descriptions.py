"""Whom a description means: "the company", "the 52-year-old", "the trade minister", "a coach"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from attrib.model import Document, Span
from attrib.registry import Registry

from .mentions import Mention
from .parties import Parties, Party, is_person_noun
from .phrases import WORD, head_of, last_word
from .words import Words

_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_OWNED = re.compile(
    r"((?:the|this|that)\s{1,4}[\w -]{2,60}?)(?:(?:[’']s?)(?:\s{1,4}[\w-]+){0,3})?\s{1,4}([\w-]+)",
    re.I,
)
_LINKED = re.compile(
    r"\s(?:from|by|for|of)\s{1,4}((?:the|this|that)\s{1,4}[a-z][\w-]*(?:\s{1,4}[a-z][\w-]*){0,2}?)(?=[,;.’']|\s(?:to|in|on|at|of|for|which|who|that)\b|$)"
)
_POSSESSED = re.compile(
    r"((?:the|this|that)\s{1,4}[a-z][\w-]*(?:\s{1,4}[a-z][\w-]*){0,2}?)[’']s?\s", re.I
)
_EX = re.compile(r"^(?:ex|former)-")
_AFTER = re.compile(r"[^.;:!?“”\"\n]{1,60}?\b(he|she)\b")
_HERSELF = re.compile(r"\s(?:him|her|it)self$|\sthemselves$")
_DEFINITE = ("the", "this", "that")
_INDEFINITE = ("a", "an", "one")
# A lead may describe whom the article names only further on: in so many paragraphs at its top
_LEAD_PARAGRAPHS = 6
# ... and that many paragraphs further on
_BELOW_PARAGRAPHS = 3
# ... or below a headline.
_BELOW_HEADLINE = 8
# The second is no candidate if it is less present than this share of the first.
_RIVAL = 0.8
# Two councils are rivals even where the second is only this present.
_RIVAL_OF_KIND = 0.3

# A person called by another word for the same is meant if they are at least this present.
_SYNONYM = 0.5
# A person less present than this is not in mind.
_IN_MIND = 0.1
# How many mentions back a body's name is looked for.
_BACK = 100
# "company's" fits into so many characters.
_OWNER_CHARS = 30
# Behind one of these in a body's name stands what or whose it is.
_OF = frozenset({"of", "for", "on", "in", "at", "to"})
# How much likelier a body is meant that the article has called so.
_CALLED = 2.5

Present = Callable[[Party], float]


@dataclass(frozen=True, slots=True)
class Described:
    """Whom a description means, why, and whom else where nothing decides."""

    party: Party
    why: str
    rivals: tuple[Party, ...] = ()


class Descriptions:
    """Finds whom the descriptions of one article mean.

    Args:
        document, parties, registry, words: of the article.
    """

    def __init__(
        self, document: Document, parties: Parties, registry: Registry, words: Words
    ) -> None:
        self._text = document.text
        self._document = document
        self._parties = parties
        self._registry = registry
        self._words = words
        # Whom the article has only described so far: by the last word, the latest last.
        self._unnamed: dict[str, list[Party]] = {}
        self._called_other: dict[int, bool] = {}
        self._named_for: dict[int, tuple[str, ...]] = {}
        # Where a body stands that its name says to be a board, in order: "the board" is looked up often.
        self._worded: dict[str, tuple[list[int], list[Party]]] = {}
        for mention in parties.mentions:
            party = parties.of[mention.span]
            if party.kind in ("institution", "outlet"):
                for word in self._nouns_of(party):
                    starts, owners = self._worded.setdefault(word, ([], []))
                    starts.append(mention.span.start)
                    owners.append(party)

    def introduce(self, party: Party) -> None:
        """Note somebody whom the article gives no name: "a hotel guest", later "the guest"."""
        self._unnamed.setdefault(last_word(party.name).lower(), []).append(party)

    def meant(self, span: Span, present: Present) -> Described | None:
        """The party that a source's words describe; None where none does.

        Args:
            span: the source's words.
            present: how present each party is in the reader's mind, 0 for not at all.
        """
        head = self.head(span)
        phrase = _HERSELF.sub("", self._text[head.start : head.end].strip())
        if not phrase:
            return None
        written = WORD.findall(phrase.lower())
        if not written:
            return None
        noun, first = written[-1], written[0]
        described = self._meant(span, phrase, written, present)
        if described is None and first in _DEFINITE:
            described = self._introduced(phrase, noun, written[1:-1])
        return described

    def _meant(
        self, span: Span, phrase: str, written: Sequence[str], present: Present
    ) -> Described | None:
        words, noun, first = self._words, written[-1], written[0]
        named = self._recorded(phrase, span)
        if named is not None:
            return Described(named, f"“{phrase}” stands for {named.name}, named before")
        if first in _INDEFINITE:
            return self._named_below(span, phrase, noun)
        if first not in _DEFINITE:
            # "Parole board declines", "Ex-engineer says": without an article, as headlines have it.
            if self._document.paragraph_at(span.start) == 0 and is_person_noun(
                _EX.sub("", noun), words
            ):
                return self._named_below(span, phrase, _EX.sub("", noun))
            bare = noun in words.bodies and not noun.endswith("s")
            return self._in_name(span, phrase, noun, written[:-1]) if bare else None
        age = _AGE.search(phrase)
        if age is not None:
            aged = self._aged(span, age.group(1))
            if aged is not None:
                return Described(aged, f"“{phrase}”: the age given for {aged.name}")
            # Nobody is given that age: whoever "he" or "she" would be here.
            person = self._alone_present(span, present)
            if person is not None:
                return person
        owners = written[1:-1]
        medium = medium_described(self._parties, span.start, noun, words)
        if medium is not None and noun in words.bodies | words.body_descriptions:
            body = self._in_name(span, phrase, noun, owners)
            # "The agency" is the Water Agency named since, not the news agency.
            if body is not None and self._nearness(body.party, span.start) > self._nearness(
                medium, span.start
            ):
                return body
            if self._only_credited(medium, span.start):
                medium = None
        if medium is not None:
            return Described(medium, f"“{phrase}” is {medium.name}, the medium named before")
        if is_person_noun(noun, words):
            called = self.called(span, noun, owners, present)
            if called is not None:
                return Described(called, f"“{phrase}”: {called.name} is called so")
            return None
        return self._body(span, phrase, noun, owners, present)

    def _only_credited(self, medium: Party, offset: int) -> bool:
        """ "ARDEN (Reuters) —": whose report it is, not whom it speaks of."""
        earlier = (m.span for m in medium.mentions if m.span.end <= offset)
        return all(self._text[span.start - 1 : span.start] == "(" for span in earlier)

    def head(self, span: Span) -> Span:
        """The phrase that describes; "the tall, quiet professor" is one with its comma."""
        mentions = self._parties.inside(span)
        head = head_of(self._text, span, mentions)
        last = last_word(self._text[span.start : span.end]).lower()
        told = last_word(self._text[head.start : head.end]).lower()
        known = self._words.described_bodies
        if (
            not mentions
            and self._text[head.end : head.end + 1] == ","
            and is_person_noun(last, self._words)
            and not is_person_noun(told, self._words)
            and told not in known
        ):
            return span
        return head

    def names_head(self, head: Span) -> Mention | None:
        """The name that a phrase is about: the one it ends with, or with what sort of body that is."""
        mentions = self._parties.inside(head)
        if not mentions or mentions[-1].possessive:
            return None
        rest = self._text[mentions[-1].span.end : head.end].strip(" .’'").lower().split()
        sorts = self._words.medium_descriptions | self._words.bodies
        if not rest:
            return mentions[-1]
        # "the Arden Board agency"; but "the Arden court" is the court's own name, not the town's.
        party = self._parties.of[mentions[-1].span]
        sort = len(rest) < 3 and rest[-1] in sorts
        return mentions[-1] if sort and party.kind in ("institution", "outlet") else None

    def _introduced(self, phrase: str, noun: str, modifiers: Sequence[str]) -> Described | None:
        """ "The guest" is the hotel guest of before, if no word says otherwise."""
        for party in reversed(self._unnamed.get(noun, [])[-_BACK:]):
            said = WORD.findall(party.name.lower())
            if all(word in said for word in modifiers):
                return Described(party, f"“{phrase}” is {party.name}")
        return None

    def _recorded(self, phrase: str, span: Span) -> Party | None:
        """A party named before whose record has this description."""
        records = self._registry.described_by(phrase)
        if not records:
            return None
        for mention in self._parties.before(span.start):
            party = self._parties.of[mention.span]
            if party.source is not None and party.source in records:
                return party
        return None

    def _aged(self, span: Span, age: str) -> Party | None:
        for mention in self._parties.before(span.start):
            party = self._parties.of[mention.span]
            if age in WORD.findall(self._text[mention.span.end : mention.span.end + 12]):
                return party
            if any(f"{age}-year-old" in description for description in party.descriptions):
                return party
        return None

    def _fits_after(self, party: Party, span: Span) -> bool:
        """ "The councillor said he would not stand": no woman, if what follows means the same one."""
        match = _AFTER.match(self._text, span.end)
        if match is None:
            return True
        gender = self._words.pronouns[match.group(1).lower()].gender
        return (party.gender or party.leaning or gender) == gender

    def _alone_present(self, span: Span, present: Present) -> Described | None:
        """The one person in mind, where one is."""
        people = [
            p
            for p in self._near(span)
            if p.human and present(p) > _IN_MIND and self._fits_after(p, span)
        ]
        if len(people) != 1:
            return None
        return Described(people[0], f"{people[0].name} is who the article is speaking of")

    def nearest(self, span: Span) -> Party | None:
        """The party that a description of a body means, by what stands nearest before it."""
        found = self.meant(span, lambda p: self._nearness(p, span.start))
        return None if found is None or found.rivals else found.party

    def nearest_in(self, span: Span) -> Party | None:
        """The body of an office: "the trust's chief executive", "a spokesman for the council"."""
        match = _LINKED.search(self._text, *span) or _POSSESSED.match(self._text, *span)
        return None if match is None else self.nearest(Span(match.start(1), match.end(1)))

    def body_before(self, offset: int) -> Party | None:
        """The institution named last before an offset, if no other is named as near."""
        for party in self._near(Span(offset, offset)):
            if party.kind == "institution":
                return party
        return None

    def _nearness(self, party: Party, offset: int) -> float:
        last = party.before(offset)
        return 1.0 / (1 + offset - last.span.end) if last is not None else 0.0

    def linked(self, span: Span, present: Present) -> Described | None:
        """Whose something is: "a letter from the bank", "the parole board decision", "the trust's report"."""
        match = _LINKED.search(self._text, *span)
        if match is not None:
            return self.meant(Span(match.start(1), match.end(1)), present)
        head = self.head(span)
        match = _OWNED.fullmatch(self._text, *head)
        return None if match is None else self.meant(Span(span.start, match.end(1)), present)

    def called(
        self, span: Span, noun: str, modifiers: Sequence[str] = (), present: Present | None = None
    ) -> Party | None:
        """A person whom the article has called so; "the trade minister" is not the finance minister.

        Of several the one most in mind, or else the nearest.
        """
        short = self._words.short_titles.get(noun, noun)
        for word in dict.fromkeys((noun, short, *sorted(self._words.same_role.get(noun, ())))):
            found = [
                party
                for party in self._near(span)
                if party.may_be_person
                and self._fits_after(party, span)
                and any(
                    word in (said := WORD.findall(d)) and self._agrees(said, word, modifiers)
                    for d in party.descriptions
                )
            ]
            if not found:
                continue
            best = found[0] if present is None else max(found, key=present)
            # By another word only if nobody is much more in mind: he may be one as well.
            if word not in (noun, short) and present is not None:
                people = (present(p) for p in self._near(span) if p.kind == "person")
                if present(best) < _SYNONYM * max(people, default=0.0):
                    continue
            return best
        return None

    def _agrees(self, said: Sequence[str], noun: str, modifiers: Sequence[str]) -> bool:
        """Could "the trade minister" be who was called `said`?"""
        at = said.index(noun)
        ranks = self._words.ranks
        # "The prime minister" is not the deputy prime minister.
        if {w for w in said[:at] if w in ranks} != {w for w in modifiers if w in ranks}:
            return False
        before = said[at - 1] if at else ""
        if not modifiers or not before or len(before) < 4:
            return True
        # Both say which minister: they have to say the same one, or another word of it.
        return any(word in said for word in modifiers) or modifiers[-1] in ("former", "then")

    def _named_below(self, span: Span, phrase: str, noun: str) -> Described | None:
        """ "A hockey coach says ..." at the top: the first one below whom the article calls a coach."""
        document, parties = self._document, self._parties
        at = document.paragraph_at(span.start)
        if at >= _LEAD_PARAGRAPHS or not is_person_noun(noun, self._words):
            return None
        if noun in self._words.roles:
            return None  # "an official", "a source": left unnamed on purpose
        reach = _BELOW_PARAGRAPHS if at else _BELOW_HEADLINE
        last = min(at + reach, len(document.paragraphs) - 1)
        for mention in parties.inside(Span(span.end, document.paragraphs[last].end)):
            party = parties.of[mention.span]
            if party.kind != "person" or mention.quoted or " " not in mention.name:
                continue
            called = {word for text in party.descriptions for word in WORD.findall(text)}
            if called & {noun, *self._words.same_role.get(noun, ())}:
                return Described(party, f"“{phrase}”: {party.name}, named below")
        return None

    def _body(
        self, span: Span, phrase: str, noun: str, owners: Sequence[str], present: Present
    ) -> Described | None:
        named = self._in_name(span, phrase, noun, owners, present)
        if named is not None:
            return named
        # "the prime minister's office" is nobody's but the prime minister's.
        if any(word[-2:] in ("’s", "'s", "s’", "s'") for word in owners) or self._owned(phrase):
            return None
        # "the trade body": a body that the article has not called so is not it.
        telling = [word for word in owners if not word.endswith(("-based", "-owned", "-run"))]
        fitting = []
        for party in self._near(span):
            if party.place or (party.kind == "person" and not self._is_club(party, noun)):
                continue
            called = self._is_called(party, noun, owners)
            if not called and (telling or not self._is_one(party, noun)):
                continue
            weight = present(party) * (_CALLED if called else 1.0)
            if weight > 0:
                fitting.append((weight, party, called))
        if not fitting:
            return None
        fitting.sort(key=lambda row: -row[0])
        weight, party, called = fitting[0]
        if not called and noun in self._words.bare_named and self._is_hidden(span, weight, present):
            return None
        company = noun in self._words.any_company or noun in self._words.any_body
        least = (_RIVAL if company else _RIVAL_OF_KIND) * weight
        rivals = tuple(p for w, p, _ in fitting[1:3] if w >= least)
        why = "is called so" if called else "is the one named before"
        return Described(party, f"“{phrase}”: {party.name} {why}", rivals)

    def _is_called(self, party: Party, noun: str, owners: Sequence[str]) -> bool:
        """Has the article called a party so: "the charity Arden Care", "Arden Care, a charity for seabirds"?"""
        words = self._words
        if not (noun in words.all_bodies or noun in words.medium_descriptions):
            return False  # a search of Arden Books does not make it a search
        nouns = (noun, *words.same_role.get(noun, ()))
        return any(
            _heads(said, word, words) and self._agrees(said, word, owners)
            for said in map(WORD.findall, party.descriptions)
            for word in nouns
        )

    def _is_one(self, party: Party, noun: str) -> bool:
        """Is a party known to be what a noun says, by its name or its record?

        "The company" and "the group" may be any body that nothing says to be something else.
        """
        words = self._words
        if not party.may_be_body or party.kind == "outlet":
            return False
        if self._has(party, words.description_never.get(noun, frozenset())):
            return False
        if party.source is not None and any(
            last_word(phrase).lower() == noun for phrase in party.source.descriptions
        ):
            return True
        needs = words.description_needs.get(noun)
        if needs is not None:
            name, known = self._named_as(party), words.description_heads.get(noun, frozenset())
            whole = [word.lower() for word in WORD.findall(party.name)]
            if not known:
                whole = whole[: _before_of(whole)]
            if not name or not needs & set(whole):
                return False
            # "Police Federation" is no police, "Care Quality Commission" a regulator all the same.
            return name[-1] in needs | known or not self._is_sort(name[-1])
        if noun in words.any_body:
            return party.kind == "institution" and not self._has(party, words.state_bodies)
        return (
            noun in words.any_company
            and not self._has(party, words.public_bodies)
            and not self._is_owned(party, noun)
            and not self._is_called_other(party)
            and not self._is_thing(party)
        )

    def _is_club(self, party: Party, noun: str) -> bool:
        """ "Tarn Town": two words that could be a person's name, if nothing says that it is one."""
        last = last_word(party.name).lower()
        return not party.human and last in self._words.description_needs.get(noun, ())

    def _is_hidden(self, span: Span, weight: float, present: Present) -> bool:
        """Is a body more in mind than any that fits, whose bare name says nothing of what it is?

        "Tarn lost to Elmsford Rovers": "the club" may well be Tarn.
        """
        return any(
            present(party) > weight
            for party in self._near(span)
            if party.kind in ("institution", "unknown")
            and party.may_be_body
            and not party.place
            and not self._is_sort(last_word(party.name).lower())
            and not self._is_called_other(party)
        )

    def _is_called_other(self, party: Party) -> bool:
        """True for what the article calls a charity, a club or a campaign group, and no company."""
        held = self._called_other.get(id(party))
        if held is None:
            held = not self._has(party, self._words.company_names) and self._is_said_other(party)
            self._called_other[id(party)] = held
        return held

    @staticmethod
    def _is_thing(party: Party) -> bool:
        """ "The Lyde": a river, a ship or a hall; no company is called so alone."""
        name = party.name
        return (
            " " not in name
            and not name.isupper()
            and party.source is None
            and all(mention.article for mention in party.mentions[:_BACK])
        )

    def _is_said_other(self, party: Party) -> bool:
        words, other = self._words, False
        for said in map(WORD.findall, party.descriptions):
            at = next((n for n, word in enumerate(said) if _heads(said, word, words)), None)
            if at is None:
                continue
            # "A campaign group" is no company, "a retail group" is.
            of_trade = at > 0 and said[at - 1] in words.company_names
            if said[at] in words.company_descriptions - words.any_body or of_trade:
                return False
            other = other or said[at] in words.other_bodies
        return other

    def _nouns_of(self, party: Party) -> tuple[str, ...]:
        """What a body's name says that it is: a board, the Harbour Board; police, the Arden Police Force."""
        name = self._named_as(party)
        if not name:
            return ()
        whole = [word.lower() for word in WORD.findall(party.name)]
        at = len(name)
        # What was left aside behind it is what it may be called as well: "the force".
        behind = [w for w in whole[at : at + 2] if w in self._words.plain_heads]
        # Police Karlin, but no Police Federation.
        alone = name[0] in self._words.head_first and not self._is_sort(name[-1])
        first = [name[0]] if alone else []
        # "Fire" of the Arden Fire Service says nothing by itself, "police" of the Police Service does.
        last = [name[-1]] if not behind or self._is_sort(name[-1]) else []
        return tuple(dict.fromkeys((*last, *behind, *first)))

    def _named_as(self, party: Party) -> tuple[str, ...]:
        """A body's name up to the word for what it is: "arden police" of the Arden Police Department.

        What stands behind "of" or "for" is left aside, and so are words that any body may
        have last.
        """
        held = self._named_for.get(id(party))
        if held is None:
            words = self._words
            name = [word.lower() for word in WORD.findall(party.name)]
            end = _before_of(name)
            while end > 1 and (
                name[end - 1] in words.plain_heads or name[end - 1] in words.legal_forms
            ):
                end -= 1
            held = self._named_for[id(party)] = tuple(name[:end])
        return held

    def _is_sort(self, word: str) -> bool:
        """True for a word of bodies: "union", "councils"."""
        return word in self._words.bodies or word.removesuffix("s") in self._words.bodies

    def _in_name(
        self,
        span: Span,
        phrase: str,
        noun: str,
        owners: Sequence[str],
        present: Present | None = None,
    ) -> Described | None:
        """ "The parole board": a body whose name says that it is one, with these words in it."""
        starts, owned = self._worded.get(noun, ([], []))
        at = bisect_left(starts, span.start)
        seen: dict[int, Party] = {}
        telling = [w for w in owners if w[-2:] not in ("’s", "'s", "s’", "s'")]
        for party in reversed(owned[max(0, at - _BACK) : at]):
            if id(party) in seen:
                continue
            name = {word.lower() for word in WORD.findall(party.name)}
            stems = {word.removesuffix("s") for word in name}
            if self._has(party, self._words.description_never.get(noun, frozenset())):
                continue
            if all(word in name or word.removesuffix("s") in stems for word in telling):
                seen[id(party)] = party
        found = list(seen.values())
        if not found:
            return None
        rivals: tuple[Party, ...] = ()
        if present is not None and not owners:
            least = _RIVAL_OF_KIND * present(found[0])
            rivals = tuple(p for p in found[1:] if least and present(p) >= least)[:2]
        return Described(found[0], f"“{phrase}” is short for {found[0].name}", rivals)

    def short_name(self, noun: str, offset: int) -> Party | None:
        """The body that "the ministry", in the middle of a sentence, is short for."""
        found = self._in_name(Span(offset, offset), noun, noun, ())
        return None if found is None else found.party

    @staticmethod
    def _owned(phrase: str) -> bool:
        return "’s " in phrase or "'s " in phrase or "s’ " in phrase

    def _near(self, span: Span) -> Iterator[Party]:
        seen: set[int] = set()
        for mention in self._parties.before(span.start):
            party = self._parties.of[mention.span]
            if id(party) not in seen:
                seen.add(id(party))
                yield party

    def _is_owned(self, party: Party, noun: str) -> bool:
        """ "The company's H7 arm": whatever H7 is, it is not the company."""
        owners = (f"{noun}’s", f"{noun}'s")
        return any(
            self._text[max(0, m.span.start - _OWNER_CHARS) : m.span.start]
            .rstrip()
            .lower()
            .endswith(owners)
            for m in party.mentions[:_BACK]
        )

    @staticmethod
    def _has(party: Party, listed: frozenset[str]) -> bool:
        return any(word.lower() in listed for word in WORD.findall(party.name))


def _before_of(name: Sequence[str]) -> int:
    """How many words of a body's name stand before "of" and the like."""
    return next((n for n, word in enumerate(name) if n and word in _OF), len(name))


def _heads(said: Sequence[str], noun: str, words: Words) -> bool:
    """Is it what a description is of? "a charity for seabirds", not "financed by the charity"."""
    if noun not in said:
        return False
    at = said.index(noun)
    before, after = said[:at], said[at + 1 : at + 2]
    stops = words.phrase_ends
    if any(word in stops or (word.endswith(("ed", "ing")) and n) for n, word in enumerate(before)):
        return False
    return (
        not after
        or after[0] in stops
        or after[0] in words.adverbs
        or after[0].endswith(("ed", "ing"))
    )


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
        if noun in words.wire_descriptions and name & (words.print_names | words.broadcast_names):
            continue
        if first is None:
            first = party
    return first
