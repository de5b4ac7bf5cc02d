"""The people and bodies that an article names, each with all its mentions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from attrib.find.cues import Cues
from attrib.model import Document, PartyKind, Source, Span
from attrib.registry import Registry

from .mentions import Mention
from .people import fold, is_short_for, parts_of, same_person
from .words import Words

_WORD = re.compile(r"[^\W_]+(?:[-’'&.][^\W_]+)*")
# How many mentions back anything is looked for: time stays linear in the text.
_BACK = 200
# What follows a name between commas, up to this many characters, describes it.
# An age may stand before it: "Ada Moss, 52, an engineer,".
_APPOSITIVE = re.compile(r",\s{1,4}(?:\d{1,3},\s{1,4})?([^,.;\n]{2,160})(?=[,.;])")
_AGED = re.compile(r",\s{1,4}\d{1,3}(?=[,.;])")
_LEAD = re.compile(r"(?<![\w’'])((?:[a-z][\w-]*\s{1,4}){1,4})$")
_BEFORE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur|[Oo]ne)|[’']s?)"
    r"\s{1,4}([A-Za-z][\w-]*(?:\s(?!(?:the|an?|his|her|their|its)\s)[\w-]+){0,6}),\s{1,4}(?:the\s{1,4})?$"
)
_LEAD_CHARS = 60
_FOLLOWS = re.compile(r"(?:,)?\s{1,4}(who|whose|which)\b")
_MOST_DESCRIPTIONS = 16
# A trade is known by its ending from so many letters on: "er" itself is none.
_SHORTEST_TRADE = 5
# Of so many parties of one name the latest are compared: time stays linear in the text.
_MOST_ALIKE = 40
_ALSO_CHARS = 40
# "Juniper, who uses they/them pronouns": stated, and so certain.
_PRONOUNS = re.compile(
    r",?\s{1,4}(?:\(|who\s{1,4})?(?:uses?|goes by|prefers?|whose pronouns are)?\s{0,4}(they|she|he|ze|xe)/\w+",
    re.I,
)
# "In his second police interview, " before a name.
_IN_HIS = re.compile(
    r"(?:^|[.!?”\"\n]\s{1,4})([A-Z][a-z]+)\s(?:[\w’'-]+\s){0,4}?(his|her)\s(?:[\w’'-]+\s){0,5}[\w’'-]+,\s{1,4}$"
)
_TOLD_CHARS = 100
_OWNS = re.compile(r"[’']s\b")
# Two people of one surname, both named within this many characters of a bare surname and of
# each other: nothing says which of them it is.
_RIVALS_WITHIN = 160


@dataclass(slots=True, eq=False)
class Party:
    """One person or body; built while the article is read, then left alone.

    Attributes:
        name: the fullest name met so far, or the registry's.
        kind: "person", "institution", "outlet" or "unknown".
        first: where its first full name starts in the text.
        source: the registry's record, if it has one.
        spelling: the words that match `source` only nearly, else "".
        gender: "male", "female" or "they", as the article's words say; "" where they do not.
        leaning: what the given name alone says of it; a weak sign.
        place: True for a country, a state or a city.
        human: True where the article, the registry or a given name says that it is a person.
        also: other full names that the article gives: "also known as Mara Kite".
        unnamed: True where the article has only words for it ("a hotel guest").
    """

    name: str
    kind: PartyKind
    source: Source | None = None
    first: int = 0
    gender: str = ""
    leaning: str = ""
    spelling: str = ""
    place: bool = False
    human: bool = False
    unnamed: bool = False
    names: set[str] = field(default_factory=set)
    also: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        return self.source.id if self.source else None

    @property
    def may_be_person(self) -> bool:
        return self.kind == "person" or (self.kind == "unknown" and not self.place)

    @property
    def may_be_body(self) -> bool:
        """Could "it" or "the company" mean it? So may a name that nothing says is a person's."""
        if self.kind == "person" and not self.human and not self.gender:
            return True
        return self.kind in ("institution", "outlet") or (
            self.kind == "unknown" and " " not in self.name and not self.place and not self.unnamed
        )

    def before(self, offset: int) -> Mention | None:
        """Its last mention that ends before an offset of the text."""
        index = bisect_right(self.mentions, offset, key=lambda m: m.span.end) - 1
        return self.mentions[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Parties:
    """All parties of an article, and which one each mention names.

    `rivals` has the surnames that nothing in the text gives to one of several people.
    """

    all: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    of: dict[Span, Party]
    starts: tuple[int, ...]
    rivals: dict[Span, tuple[Party, ...]]

    def inside(self, span: Span) -> list[Mention]:
        """Mentions that stand wholly inside a span, in order."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [m for m in self.mentions[low:high] if m.span.end <= span.end]

    def starting_in(self, span: Span) -> list[Mention]:
        """Mentions that start inside a span, in order, wherever they end."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return list(self.mentions[low:high])

    def before(self, offset: int) -> Iterator[Mention]:
        """The last mentions that end before an offset, the nearest first."""
        last = bisect_right(self.starts, offset) - 1
        for index in range(last, max(-1, last - _BACK), -1):
            if self.mentions[index].span.end <= offset:
                yield self.mentions[index]


def find_parties(document: Document, mentions: Sequence[Mention], registry: Registry) -> Parties:
    """Cluster mentions: records, full names, surnames, short names, acronyms."""
    words = Words.load()
    mentions = _with_families(document, mentions, words)
    parties: list[Party] = []
    of: dict[Span, Party] = {}
    rivals: dict[Span, tuple[Party, ...]] = {}
    index = _Index(document, registry, words)
    # Full names first, so that a surname in the headline finds its owner below.
    ordered = sorted(mentions, key=lambda m: (len(m.name.split()) < 2 and not m.title, m.span))
    also = _also_known(document, mentions, words)
    for mention in ordered:
        other = of.get(also.get(mention.span, mention.span))
        found = [other] if other is not None else index.known(mention)
        if other is not None and " " in mention.name:
            other.also.append(mention.name)
        if len(found) > 1:
            rivals[mention.span] = tuple(found)
        party = found[0] if found else _new(mention, registry, words, parties)
        index.add(mention, party)
        of[mention.span] = party
    signs: dict[int, Counter[str]] = {}
    for mention in mentions:
        party = of[mention.span]
        party.mentions.append(mention)
        told = signs.setdefault(id(party), Counter())
        told.update(_describe(document, mention, party, words))
    for party in parties:
        _settle(party, signs[id(party)], words)
        if party.kind != "person" and index.is_family(party):
            party.kind, party.place = "group", False
    kept = tuple(sorted(mentions, key=lambda m: m.span))
    parties.sort(key=lambda p: p.mentions[0].span)
    return Parties(tuple(parties), kept, of, tuple(m.span.start for m in kept), rivals)


def _with_families(document: Document, mentions: Sequence[Mention], words: Words) -> list[Mention]:
    """ "Priya and Dale Orr": the first has the second's family name."""
    named = list(mentions)
    for index, (one, other) in enumerate(pairwise(mentions)):
        between = document.text[one.span.end : other.span.start]
        if (
            between == " and "
            and " " not in one.name
            and not one.possessive
            and not other.title
            and len(other.name.split()) in (2, 3)
            and words.is_given(one.name)
            and words.is_given(other.name.split()[0])
        ):
            family = other.name.split(maxsplit=1)[1]
            named[index] = replace(one, name=f"{one.name} {family}")
    return named


def _also_known(document: Document, mentions: Sequence[Mention], words: Words) -> dict[Span, Span]:
    """ "Ada Moss, also known as Mara Kite": the second name's span to the first's."""
    found: dict[Span, Span] = {}
    for one, other in pairwise(mentions):
        between = document.text[one.span.end : other.span.start]
        phrase = between.strip(" ,(“\"‘'—–-").lower()
        if len(between) < _ALSO_CHARS and phrase in words.also_known:
            found[other.span] = one.span
    return found


class _Index:
    """The parties met so far, by what a later mention may call them."""

    def __init__(self, document: Document, registry: Registry, words: Words) -> None:
        self._text = document.text
        self._registry = registry
        self._words = words
        self._names: dict[str, list[Party]] = {}
        # First and last words of people's names, and family names with their particles.
        self._people: dict[str, list[Party]] = {}
        # First words of bodies' names, and every word of them.
        self._begins: dict[str, list[Party]] = {}
        self._bodies: dict[str, list[Party]] = {}
        self._initials: dict[str, Party] = {}
        self._places: dict[int, list[int]] = {}
        self._titled: set[int] = set()
        # As the titles met so far say: "Mr. Orr".
        self._genders: dict[int, str] = {}

    def add(self, mention: Mention, party: Party) -> None:
        key = _key(mention.name)
        insort(self._places.setdefault(id(party), []), mention.span.start)
        if mention.title:
            self._titled.add(id(party))
            said = gender_of(mention.title.lower().replace(".", "").split(), self._words)
            if said:
                self._genders.setdefault(id(party), said)
        elif party.kind == "person":
            # "his wife, Jane Lowell"
            before = _BEFORE.search(
                self._text, max(0, mention.span.start - _LEAD_CHARS), mention.span.start
            )
            noun = _head_noun(before.group(1).lower(), self._words) if before else ""
            said = gender_of([noun], self._words)
            if said:
                self._genders.setdefault(id(party), said)
        if key not in party.names:
            party.names.add(key)
            _append(self._names, key, party)
            full = {mention.name, party.name}
            if party.kind == "person":
                for name in full:
                    parts = parts_of(name)
                    for part in {*parts.words, parts.family}:
                        _append(self._people, part, party)
            else:
                for name in full:
                    self._add_body(name, party)
        if mention.acronym:
            _append(self._names, _key(mention.acronym), party)

    def _add_body(self, name: str, party: Party) -> None:
        written = _WORD.findall(name)
        if len(written) < 2:
            return
        _append(self._begins, fold(written[0]), party)
        for word in written:
            _append(self._bodies, fold(word), party)
        shortest = 2 if party.kind == "outlet" else 3
        for initials in (
            "".join(word[0] for word in written),
            "".join(word[0] for word in written if word[0].isupper()),
        ):
            if len(initials) >= shortest:
                self._initials.setdefault(initials.lower(), party)

    def known(self, mention: Mention) -> list[Party]:
        """Whom a mention names of those met so far, likeliest first; several where nothing decides."""
        key = _key(mention.name)
        same = self._names.get(key)
        parts = mention.name.split()
        if len(parts) > 1:
            return same[:1] if same else self._full(mention, key)
        people = self._called(mention, key)
        if people:
            return people
        gender = _titled_gender(mention, self._words)
        fitting = [p for p in same or () if not gender or (self._gender(p) or gender) == gender]
        if fitting:
            return [self._nearest(fitting, mention)]
        if same:
            return []  # "Mr. Orr" after "Ms. Orr"
        return self._short_body(mention, key)

    def is_family(self, party: Party) -> bool:
        """ "The Orrs", where the article has an Orr."""
        name = party.name
        plural = " " not in name and name.endswith("s") and party.source is None
        return plural and any(
            parts_of(owner.name).last == fold(name[:-1])
            for owner in self._people.get(fold(name[:-1]), ())
        )

    def _full(self, mention: Mention, key: str) -> list[Party]:
        parts = parts_of(mention.name)
        kin = self._is_kin(mention)
        for owner in self._people.get(parts.last, [])[-_MOST_ALIKE:]:
            # "His father, Leo Price Sr.," is not Leo Price.
            if kin and parts.suffix != parts_of(owner.name).suffix:
                continue
            if same_person(owner.name, mention.name) or (
                # "De la Cruz", "bin Salman"
                is_short_for(mention.name, owner.name)
            ):
                return [owner]
        # "the Security Bureau" of the Arden Security Bureau
        if mention.article:
            for owner in self._bodies.get(parts.last, [])[-_MOST_ALIKE:]:
                if _key(owner.name).endswith(" " + key) and owner.kind != "person":
                    return [owner]
        # "the Parole Board" of the Parole Board of Canada
        for owner in self._begins.get(parts.words[0] if parts.words else "", [])[-_MOST_ALIKE:]:
            if _key(owner.name).startswith(key + " ") and owner.kind != "person":
                return [owner]
        return []

    def _called(self, mention: Mention, key: str) -> list[Party]:
        """People whom one word names."""
        owners = self._people.get(fold(mention.name), [])[-_MOST_ALIKE:]
        if not owners:
            return []
        if not mention.title:
            if self._is_other(mention):
                return []
            if self._is_kin(mention):
                return []
            owners = [
                p
                for p in owners
                if any(is_short_for(mention.name, name) for name in (p.name, *p.also))
                or key == _key(p.name)
            ]
            owners = [p for p in owners if self._is_surname(mention, p)]
        gender = _titled_gender(mention, self._words)
        if gender:
            owners = [p for p in owners if (self._gender(p) or gender) == gender]
        elif len(owners) > 1 and not mention.title:
            told = self._told_gender(mention)
            fitting = [p for p in owners if not told or (self._gender(p) or told) == told]
            owners = self._named_in_full(fitting or owners)
        if not owners:
            return []
        ranked = sorted(owners, key=lambda p: self._last_before(p, mention), reverse=True)
        best, *others = ranked
        here = self._last_before(best, mention)
        if here < 0:
            # Nobody of that name yet: the one introduced first below.
            return [min(owners, key=lambda p: p.first)]
        near = [
            p
            for p in others
            if (there := self._last_before(p, mention)) >= 0
            and here - there < _RIVALS_WITHIN
            and mention.span.start - there < 2 * _RIVALS_WITHIN
            and not self._only_owns(p, mention)
        ]
        if gender and near:
            # Of two as near, the one whose given name the title fits.
            likely = [p for p in (best, *near) if p.leaning == gender]
            if len(likely) == 1:
                return likely
        return [best, *near]

    @staticmethod
    def _named_in_full(owners: Sequence[Party]) -> list[Party]:
        """A bare "Price" beside "Mrs Price" is the Price whose given name the article tells.

        Whoever is only ever Mrs Price there is called so.
        """
        return [p for p in owners if " " in p.name] or list(owners)

    def _told_gender(self, mention: Mention) -> str:
        """What "In his letter, Price" says of a bare surname; in "Price said she" it may be another."""
        start = max(0, mention.span.start - _TOLD_CHARS)
        before = _IN_HIS.search(self._text, start, mention.span.start)
        if before is not None and before.group(1).lower() in self._words.prepositions:
            return self._words.pronouns[before.group(2)].gender
        return ""

    def _gender(self, party: Party) -> str:
        return self._genders.get(id(party), "") or party.leaning

    def _only_owns(self, party: Party, mention: Mention) -> bool:
        """ "Price's father, Martin Price": the first is named only to say who the second is."""
        last = self._last_before(party, mention)
        end = last + len(party.name)
        return bool(_OWNS.match(self._text, end)) or bool(
            _OWNS.match(self._text, last + len(parts_of(party.name).last))
        )

    def _is_other(self, mention: Mention) -> bool:
        """A word that is somebody's surname, and here a company's or a town's name."""
        match = _APPOSITIVE.match(self._text, mention.span.end)
        if match is not None and not mention.possessive:
            noun = _head_noun(match.group(1).lower(), self._words)
            if "body" in _sort_of(noun, self._words, match.group(1).lower()):
                return True
        if not _is_place(mention.name, self._words):
            return False
        before = _WORD.findall(self._text[max(0, mention.span.start - 16) : mention.span.start])
        return bool(before) and before[-1].lower() in self._words.place_links | {"of", "from", "to"}

    def _is_kin(self, mention: Mention) -> bool:
        """ "his father, Joseph,": a relation before a bare given name says that it is another's."""
        before = self._text[max(0, mention.span.start - 24) : mention.span.start]
        last = _WORD.findall(before)[-1:]
        return bool(last) and last[0].lower() in self._words.kin and not mention.title

    def _is_surname(self, mention: Mention, party: Party) -> bool:
        """A first word names its person only if it is a given name, or they are known as a person."""
        parts = parts_of(party.name)
        if fold(mention.name) in (parts.last, parts.family) or party.also:
            return True
        return bool(
            party.source
            or id(party) in self._titled
            or self._words.is_given(parts.given)
            or _says_person(self._text, self._places[id(party)], party, self._words)
        )

    def _short_body(self, mention: Mention, key: str) -> list[Party]:
        word = fold(mention.name)
        if mention.name.isupper() and len(word) > 1 and word in self._initials:
            return [self._initials[word]]
        if word in self._words.bodies:
            # "the Commission": the nearest body before that is one.
            before = [p for p in self._bodies.get(word, ()) if self._last_before(p, mention) >= 0]
            return [self._nearest(before, mention)] if before and mention.article else []
        if word in self._words.media and mention.article:
            # "the Herald" of the Harbour Herald
            before = [p for p in self._bodies.get(word, ()) if self._last_before(p, mention) >= 0]
            return [self._nearest(before, mention)] if before else []
        if _is_place(mention.name, self._words) or key in self._words.demonyms:
            return []
        # "Arden" for Arden Foods, once that has been named; not for the Arden Foods that comes later.
        found = [
            p
            for p in self._begins.get(word, ())
            if p.kind in ("institution", "outlet")
            and (p.first <= mention.span.start or self._is_company(p.name))
        ]
        return [self._nearest(found, mention)] if found else []

    def _is_company(self, name: str) -> bool:
        last = _WORD.findall(name.lower())[-1:]
        return bool(last) and last[0] in self._words.company_names

    def _nearest(self, parties: Sequence[Party], mention: Mention) -> Party:
        return max(parties, key=lambda p: self._last_before(p, mention))

    def _last_before(self, party: Party, mention: Mention) -> int:
        """Where a party was named last before a mention; -1 for nowhere."""
        places = self._places[id(party)]
        index = bisect_left(places, mention.span.start) - 1
        return places[index] if index >= 0 else -1


def _append(held: dict[str, list[Party]], key: str, party: Party) -> None:
    owners = held.setdefault(key, [])
    if party not in owners:
        owners.append(party)


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name.lower())).replace(".", "")


def _new(mention: Mention, registry: Registry, words: Words, parties: list[Party]) -> Party:
    match = registry.find(mention.name)
    if match is not None and mention.title and match.source.kind != "person":
        match = None  # "Mr. Forbes" is no magazine
    if match is not None:
        party = next((p for p in parties if p.source is match.source), None)
        if party is None:
            spelling = mention.name if match.how == "fuzzy" else ""
            kind: PartyKind = match.source.kind
            party = Party(
                match.source.name, kind, match.source, mention.span.start, spelling=spelling
            )
            parties.append(party)
    else:
        party = Party(mention.name, kind_of(mention, words), first=mention.span.start)
        parties.append(party)
    if party.kind == "person" and not party.leaning:
        party.leaning = words.gender_of(parts_of(party.name).given)
    return party


def kind_of(mention: Mention, words: Words) -> PartyKind:
    """What sort of party a name is, by its words and what stands before it."""
    parts = mention.name.lower().split()
    if mention.name.lower() in words.known_media:
        return "outlet"
    if mention.acronym:
        return "institution"
    if mention.title:
        return "person"
    if _is_place(mention.name, words):
        return "unknown"
    plain = [part.strip(".’'") for part in parts]
    if len(parts) > 1 and any(part in words.media for part in (plain[0], plain[-1])):
        return "outlet"
    if len(parts) == 1 and mention.article and plain[0] in words.media:
        return "outlet"  # "the Herald"
    if "of" in plain and plain[plain.index("of") - 1] in words.media:
        return "outlet"  # "the Northern Journal of Cardiology"
    if plain[0] in words.known_media or "-tv" in plain[-1] or "-fm" in plain[-1]:
        return "outlet"
    if any(part in words.bodies for part in plain) or (
        len(parts) > 1 and plain[-1] in words.company_names
    ):
        return "institution"
    if (mention.article and not mention.modifies) or (
        mention.name.isupper() and len(mention.name) > 1
    ):
        return "institution"
    if any(char.isdigit() for char in mention.name) or plain[0] in words.demonyms:
        return "unknown"
    if len(parts) > 1 and _is_place(parts[-1], words) and not words.is_given(parts[0]):
        return "institution"  # "Rally Canada"
    if 2 <= len(parts) <= 5 and not any(p in words.connectors for p in plain):
        return "person"
    if len(parts) == 1 and words.gender_of(parts[0]):
        return "person"
    return "unknown"


def _is_place(name: str, words: Words) -> bool:
    first, *rest = name.lower().split()
    if rest and (
        (first in words.place_heads and rest[-1] not in words.body_or_medium)
        or rest[-1] in words.streets
        or (rest[-1] in words.landscape and not words.is_given(first))
    ):
        return True
    name = name.lower()
    return name in words.places or name in words.regions or name.replace(".", "") in words.regions


def _settle(party: Party, signs: Counter[str], words: Words) -> None:
    """What the article says of a party goes before what its name looks like."""
    if party.source is not None:
        party.human = party.kind == "person"
        return
    if party.name.rpartition(" ")[2].lower().strip(".") in words.legal_forms and " " in party.name:
        party.kind = "institution"
        return
    public = any(word in words.public_bodies for word in party.name.lower().split())
    if signs["medium"] > (signs["person"] if party.kind == "person" else 0) and not public:
        party.kind = "outlet"
        return
    if party.kind in ("person", "unknown"):
        if signs["person"] > signs["body"]:
            party.kind = "person"
        elif signs["body"] > signs["person"] or signs["spokes"]:
            party.kind = "institution"
        elif _is_place(party.name, words) or (
            2 * signs["place"] > len(party.mentions)
            and len(party.names) < 2
            and not words.is_given(party.name.split()[0])
        ):
            party.kind, party.place = "unknown", True
    if party.kind == "unknown" and all(mention.modifies for mention in party.mentions):
        # "the Karlin court", and nothing else: a town's name, as far as this article goes.
        party.place = True
    if party.kind == "person":
        given = parts_of(party.name).given or party.name
        surname = any(mention.title for mention in party.mentions) and given == party.name
        party.leaning = party.leaning or ("" if surname else words.gender_of(given))
        party.human = signs["person"] > 0 or words.is_given(given)


def _describe(document: Document, mention: Mention, party: Party, words: Words) -> Iterator[str]:
    """Keep appositives and titles, and what they say of gender; yield what sort of party they are of."""
    text, end = document.text, mention.span.end
    said: list[str] = []
    # What says a gender is the office or the trade itself, not whoever else the phrase has.
    nouns = mention.title.lower().replace(".", "").split()
    if mention.title:
        said.append(mention.title.lower())
        yield "person"
    if _AGED.match(text, end):
        yield "person"
    match = _APPOSITIVE.match(text, end)
    if match is not None and not mention.possessive:
        phrase = match.group(1).lower()
        noun = _head_noun(phrase, words)
        first = phrase.split()[0]
        if not _describes(phrase, noun, words):
            noun = ""
        verb = first in words.pronouns or Cues.load().lists(first)
        if noun and not verb and first not in words.clause_openers | words.courtesy:
            said.append(phrase)
            nouns.append(noun)
            yield from _sort_of(noun, words, phrase)
    follows = _FOLLOWS.match(text, end)
    if follows is not None:
        yield "body" if follows.group(1) == "which" else "person"
    pronouns = _PRONOUNS.match(text, end)
    if pronouns is not None:
        party.gender = {"he": "male", "she": "female"}.get(pronouns.group(1).lower(), "they")
        yield "person"
    after = _WORD.match(text, end + 1)
    if after is not None and after.group().lower() in words.spokespeople:
        yield "spokes"
    begin = mention.span.start - (len(mention.title) + 1 if mention.title else 0)
    described = _BEFORE.search(text, max(0, begin - 2 * _LEAD_CHARS), begin)
    if described is not None:
        # "the trade minister, Ada Moss", "his brother, Leo": who it is, before the name.
        phrase = described.group(1).lower()
        noun = _head_noun(phrase, words)
        sorts = tuple(_sort_of(noun, words, "a "))
        # With a capital it is an office ("The Minister of Transport"), or else another name.
        if described.group(1)[0].islower() or "person" in sorts:
            said.append(phrase)
            nouns.append(noun)
            yield from sorts
    lead = _LEAD.search(text, max(0, begin - _LEAD_CHARS), begin)
    if lead is not None:
        before = lead.group(1).split()
        if len(before) > 1 and before[-1] == "and":
            before.pop()  # "founder and CEO Ada Moss"
        if len(before) > 1 and before[-1] in words.called_words:
            before.pop()  # "a firm called Arden Estates"
        if before[-1] in words.place_links:
            yield "place"
        else:
            sorts = tuple(_sort_of(before[-1], words, ""))
            if sorts:
                said.append(" ".join(before))
                nouns.append(before[-1])
            yield from sorts
    for phrase in said:
        if phrase not in party.descriptions and len(party.descriptions) < _MOST_DESCRIPTIONS:
            party.descriptions.append(phrase)
    if not party.gender:
        party.gender = gender_of(nouns, words)


def _describes(phrase: str, noun: str, words: Words) -> bool:
    """Does what follows a name's comma say what it is? "an engineer", "retired engineer", but not
    "met the engineer": without an article of its own, none may stand before the noun.
    """
    first, *rest = phrase.split()
    if first in words.determiners or first == noun:
        return True
    before = rest[: rest.index(noun)] if noun in rest else rest
    return noun not in words.courtesy and not any(word in words.determiners for word in before)


def _says_person(text: str, places: Sequence[int], party: Party, words: Words) -> bool:
    """Does what stands around a name say that it is a person's?"""
    for place in places[:4]:
        end = place + len(party.name)
        match = _APPOSITIVE.match(text, end)
        if _AGED.match(text, end) or (
            match and "person" in _sort_of(_head_noun(match.group(1).lower(), words), words, "a ")
        ):
            return True
        lead = _LEAD.search(text, max(0, place - _LEAD_CHARS), place)
        if lead and "person" in _sort_of(lead.group(1).split()[-1], words, ""):
            return True
    return False


def _sort_of(noun: str, words: Words, phrase: str) -> Iterator[str]:
    if is_person_noun(noun, words):
        yield "person"
    # "Frank, a company" but "Frank, company secretary": only where the noun is introduced.
    elif not phrase or phrase.startswith(("a ", "an ", "the ", "one ")):
        if noun in words.medium_descriptions:
            yield "medium"
        elif noun in words.described_bodies or noun.endswith(words.company_suffixes):
            yield "body"


def _head_noun(phrase: str, words: Words) -> str:
    """ "founder" of "a former founder of the movement", "startup" of "the startup once valued at ..."."""
    found: list[str] = []
    written = _WORD.findall(phrase)
    for word, following in zip_longest(written, written[1:], fillvalue=""):
        if found and (word in words.prepositions or word in ("who", "which", "that", "and")):
            break
        if found and word.endswith(("ed", "ing", "known")) and following in words.prepositions:
            break
        found.append(word)
    while len(found) > 1 and found[-1] in words.adverbs:
        found.pop()
    return found[-1] if found else ""


def is_person_noun(noun: str, words: Words) -> bool:
    """A word for one person, by the lists or by its ending."""
    if noun in words.people:
        return True
    if noun in words.no_people or is_plural(noun, words) or len(noun) < _SHORTEST_TRADE:
        return False
    if noun in words.not_people or noun in words.prepositions or noun in words.starters:
        return False
    return noun.endswith(words.person_endings) and not noun.endswith(words.company_suffixes)


def is_plural(noun: str, words: Words) -> bool:
    """A word for several: by its "s" ("guards", not "actress", "boss" or "Airbus"), or listed."""
    if noun in words.plurals:
        return True
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _titled_gender(mention: Mention, words: Words) -> str:
    return gender_of(mention.title.lower().replace(".", "").split(), words)


def gender_of(nouns: Sequence[str], words: Words) -> str:
    """What words for a person say: "male", "female" or "" where they do not."""
    for noun in nouns:
        if noun in words.male or noun in words.female:
            return "male" if noun in words.male else "female"
    return ""
