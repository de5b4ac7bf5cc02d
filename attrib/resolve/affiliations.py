"""Whom people speak for: the body that a spokesman, a president or an analyst belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from attrib.model import Document, Span

from .descriptions import Descriptions
from .mentions import Mention
from .parties import Parties, Party, is_person_noun
from .phrases import WORD, last_word
from .words import Words

# ", a spokesman for the " between a name and its body, and ", the " before "Harbour Board's".
_OF_BODY = re.compile(
    r",\s{1,4}(?:\d{1,3},\s{1,4})?(?:an?\s|the\s|one of\s)?([\w’'\s-]{2,70}?)\s{1,4}(?:of|for|at|from|with|by|in)\s{1,4}(?:the\s{1,4})?"
)
_DIRECTLY = re.compile(r"\s{1,4}(?:of|from|with)\s{1,4}(?:the\s{1,4})?")
_BODYS = re.compile(r",\s{1,4}(?:the\s{1,4})?")
_ROLE_AFTER = re.compile(r"\s{1,4}((?:[\w-]+\s{1,4}){0,4}[\w-]+)(?=[,.;]|$)")
# "Harbour Board spokesman ", "the Harbour Board's president, "
_BEFORE_NAME = re.compile(
    r"(?:[’']s?)?(?:\s{1,4}\([A-Za-z]{2,10}\))?\s{1,4}([\w\s-]{2,50}?),?\s{1,4}"
)
# "a spokesman for the Harbour Board, "
_ROLE_FOR = re.compile(r"([\w-]+)\s{1,4}(?:for|of|at|from)\s{1,4}(?:the\s{1,4})?$")
_APPOSED = re.compile(r",\s{1,4}(?:\d{1,3},\s{1,4})?([^,.;\n]{3,100})(?=[,.;])")
_OFFICE = re.compile(
    r",\s{1,4}(?:\d{1,3},\s{1,4})?((?:an?|the)\s{1,4}[\w\s-]{3,40}?)\s{1,4}(?:for|of)\s{1,4}"
    r"((?:the\s{1,4})?[\w-]+(?:\s[\w-]+){0,2}[’']s?\s(?:[\w-]+\s){0,2}(?:office|department|campaign|government)"
    r"|the office of [^,.;\n]{3,60})(?=[,.;])"
)
# "A spokeswoman for the state's education department, "
_OFFICE_BEFORE = re.compile(
    r"(?:^|[.\n“\"]\s{0,4}|,\s{1,4})(?:an?|the)\s{1,4}([\w-]+)\s{1,4}(?:for|of)\s{1,4}"
    r"((?:the\s{1,4})?[\w’'-]+(?:\s[\w’'-]+){0,5}),\s{1,4}$",
    re.I,
)
_SPOKES = re.compile(
    r"(?:^|[.,;“\"\n]\s{0,4}|\b[Tt]he\s{1,4}|\b)((?:national\s|army\s|foreign\s|defence\s|interior\s)?[A-Za-z]+)\s{1,4}([a-z]+)\s{1,4}$"
)
_NEAR = 120


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The body that a person belongs to; `speaks` where they are its spokesperson."""

    body: Party
    speaks: bool


class Affiliations:
    """Who belongs to which body, as one article says."""

    def __init__(
        self, document: Document, parties: Parties, descriptions: Descriptions, words: Words
    ) -> None:
        self._text = document.text
        self._descriptions = descriptions
        self._parties = parties
        self._words = words
        self._of: dict[int, Affiliation] = {}
        mentions = parties.mentions
        for index, mention in enumerate(mentions):
            party = parties.of[mention.span]
            if party.kind != "person" or id(party) in self._of:
                continue
            after = mentions[index + 1 : index + 3]
            before = mentions[index - 1] if index else None
            found = (
                self._after(mention, after)
                or self._before(mention, before)
                or self._of_described(mention)
                or self._spokes_of(mention)
                or self._spokes_for(mention)
                or self._alone(document, mention)
            )
            if found is not None:
                self._of[id(party)] = found

    def of(self, party: Party | None) -> Affiliation | None:
        """The body that somebody belongs to; None if the article names none."""
        return None if party is None else self._of.get(id(party))

    def note(self, party: Party, body: Party, role: str) -> None:
        """Note that somebody in `role` belongs to a body ("its spokesman, Ada Moss")."""
        if party is not body:
            self._of.setdefault(id(party), Affiliation(body, self._speaks(role)))

    def _after(self, mention: Mention, following: tuple[Mention, ...]) -> Affiliation | None:
        for other in following:
            body = self._parties.of[other.span]
            if body.kind not in ("institution", "outlet") or (
                other.span.start - mention.span.end > _NEAR
            ):
                continue
            between = self._text[mention.span.end : other.span.start]
            # "Detective Ada Moss of the Arden Police"
            if _DIRECTLY.fullmatch(between):
                return Affiliation(body, False)
            match = _OF_BODY.fullmatch(between)
            if match is not None and self._is_role(match.group(1)):
                return Affiliation(body, self._speaks(match.group(1)))
            if other.possessive and _BODYS.fullmatch(between):
                start = other.span.end + 2
                role = _ROLE_AFTER.match(self._text, start, min(len(self._text), start + _NEAR))
                if role is not None and self._is_role(role.group(1)):
                    return Affiliation(body, self._speaks(role.group(1)))
        return None

    def _before(self, mention: Mention, other: Mention | None) -> Affiliation | None:
        if other is None or mention.span.start - other.span.end > _NEAR:
            return None
        body = self._parties.of[other.span]
        if body.kind not in ("institution", "outlet"):
            return None
        between = self._text[other.span.end : mention.span.start]
        match = _BEFORE_NAME.fullmatch(between)
        if match is not None and self._is_role(match.group(1)):
            return Affiliation(body, self._speaks(match.group(1)))
        title = mention.title.strip()
        if between.strip(" .").removesuffix(title).strip(" .") in (",", "’s", "'s") or (
            title and between.strip(" .,") == title
        ):
            role = _ROLE_FOR.search(self._text, max(0, other.span.start - 60), other.span.start)
            if role is not None and self._is_role(role.group(1)):
                return Affiliation(body, self._speaks(role.group(1)))
        return None

    def _named_office(self, mention: Mention) -> Party | None:
        """ "a spokesman for the governor's office": a body that has no name."""
        match = _OFFICE.match(self._text, mention.span.end)
        if match is None or not self._speaks(match.group(1)):
            return None
        return self._unnamed(mention, Span(*match.span(2)))

    def _of_described(self, mention: Mention) -> Affiliation | None:
        """ ", a spokesman for the council", ", the trust's chief executive": which, by its description."""
        match = _APPOSED.match(self._text, mention.span.end)
        if match is None or not self._is_role(match.group(1)):
            return None
        body = self._descriptions.nearest_in(Span(match.start(1), match.end(1)))
        if body is None and match.group(1).startswith(("its ", "their ")):
            body = self._descriptions.body_before(mention.span.start)
        if body is None or body.kind not in ("institution", "outlet"):
            body = self._named_office(mention)
        if body is None:
            return None
        return Affiliation(body, self._speaks(match.group(1)))

    def _alone(self, document: Document, mention: Mention) -> Affiliation | None:
        """ "founder and CEO Ada Moss" in a sentence with one body: it is that body's."""
        before = self._text[max(0, mention.span.start - 40) : mention.span.start]
        role = WORD.findall(before.rpartition(", ")[2].lower())
        if not role or not self._words.officers & set(role[-2:]):
            return None
        sentence = document.sentences[document.sentence_at(mention.span.start)]
        bodies = {
            id(party): party
            for other in self._parties.inside(sentence)
            if (party := self._parties.of[other.span]).kind == "institution"
        }
        if len(bodies) != 1:
            return None
        return Affiliation(next(iter(bodies.values())), self._speaks(" ".join(role[-2:])))

    def _spokes_of(self, mention: Mention) -> Affiliation | None:
        """ "Government spokesman Theo Banda": a body without a name before the office."""
        match = _SPOKES.search(self._text, max(0, mention.span.start - 60), mention.span.start)
        speaking = self._words.spokespeople | self._words.officers
        if match is None or match.group(2).lower() not in speaking:
            return None
        body = self._body_described(mention, Span(*match.span(1)))
        return None if body is None else Affiliation(body, self._speaks(match.group(2)))

    def _spokes_for(self, mention: Mention) -> Affiliation | None:
        """ "A spokeswoman for the education department, Nora Lindgren,": a body without a name."""
        start = max(0, mention.span.start - _NEAR)
        match = _OFFICE_BEFORE.search(self._text, start, mention.span.start)
        if match is None or not self._speaks(match.group(1)):
            return None
        body = self._body_described(mention, Span(*match.span(2)))
        return None if body is None else Affiliation(body, True)

    def _body_described(self, mention: Mention, described: Span) -> Party | None:
        """The body that words before a name describe: one named before, or one without a name."""
        words = self._text[described.start : described.end]
        if last_word(words).lower() not in self._words.body_nouns:
            return None
        body = self._descriptions.nearest(described)
        if body is None or body.kind not in ("institution", "outlet"):
            body = self._unnamed(mention, described)
        return body

    def _unnamed(self, mention: Mention, described: Span) -> Party:
        phrase = " ".join(self._text[described.start : described.end].split())
        name = phrase[4:] if phrase.lower().startswith("the ") else phrase
        party = Party(name, "institution", unnamed=True)
        party.mentions.append(replace(mention, span=described, name=name))
        return party

    def _is_role(self, words: str) -> bool:
        found = [word.lower() for word in WORD.findall(words)]
        return any(
            word in self._words.spokespeople or is_person_noun(word, self._words) for word in found
        )

    def _speaks(self, words: str) -> bool:
        speaking = self._words.spokespeople - self._words.representatives
        return any(word.lower() in speaking for word in WORD.findall(words))
