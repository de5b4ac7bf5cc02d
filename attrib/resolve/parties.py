"""The people and bodies that an article names, each with all its mentions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from attrib.model import Document, PartyKind, Source, Span
from attrib.registry import Registry

from .mentions import Mention
from .words import Words

_WORD = re.compile(r"[^\W_]+(?:[-’'&.][^\W_]+)*")
# How many mentions back anything is looked for: time stays linear in the text.
_BACK = 400
# What follows a name between commas, up to this many characters, describes it.
# An age may stand before it: "Ada Moss, 52, an engineer,".
_APPOSITIVE = re.compile(r",\s+(?:\d{1,3},\s+)?([^,.;\n]{2,160})(?=[,.;])")


@dataclass(slots=True)
class Party:
    """One person or body; built while the article is read, then left alone.

    Attributes:
        name: the fullest name met so far, or the registry's.
        kind: "person", "institution", "outlet" or "unknown".
        first: where its first full name starts in the text.
        source: the registry's record, if it has one.
        spelling: the words that match `source` only nearly, else "".
    """

    name: str
    kind: PartyKind
    source: Source | None = None
    first: int = 0
    gender: str = ""
    spelling: str = ""
    names: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)
    descriptions: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        return self.source.id if self.source else None

    @property
    def surname(self) -> str:
        return self.name.split()[-1] if self.name else ""


@dataclass(frozen=True, slots=True)
class Parties:
    """All parties of an article, and which one each mention names."""

    all: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    of: dict[Span, Party]
    starts: tuple[int, ...]

    def inside(self, span: Span) -> list[Mention]:
        """Mentions that stand wholly inside a span, in order."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [m for m in self.mentions[low:high] if m.span.end <= span.end]

    def before(self, offset: int) -> Iterator[Mention]:
        """The last mentions that end before an offset, the nearest first."""
        last = bisect_right(self.starts, offset) - 1
        for index in range(last, max(-1, last - _BACK), -1):
            if self.mentions[index].span.end <= offset:
                yield self.mentions[index]


def find_parties(document: Document, mentions: Sequence[Mention], registry: Registry) -> Parties:
    """Cluster mentions: records, full names, surnames, acronyms in parentheses."""
    words = Words.load()
    parties: list[Party] = []
    of: dict[Span, Party] = {}
    index = _Index()
    # Full names first, so that a surname in the headline finds its owner below.
    ordered = sorted(mentions, key=lambda m: (len(m.name.split()) < 2 and not m.title, m.span))
    for mention in ordered:
        party = _known(mention, index, registry) or _new(mention, registry, words, parties)
        if mention.acronym:
            party.acronyms.add(mention.acronym)
            index.names.setdefault(mention.acronym.lower(), party)
        index.add(mention, party)
        of[mention.span] = party
    for mention in mentions:
        party = of[mention.span]
        party.mentions.append(mention)
        _describe(document, mention, party, words)
    for party in parties:
        if party.kind == "person" and party.source is None:
            party.kind = _reconsidered(document, party, words)
    kept = tuple(sorted(mentions, key=lambda m: m.span))
    parties.sort(key=lambda p: p.mentions[0].span)
    return Parties(tuple(parties), kept, of, tuple(m.span.start for m in kept))


@dataclass(slots=True)
class _Index:
    names: dict[str, Party] = field(default_factory=dict)
    records: dict[str, Party] = field(default_factory=dict)
    # Last and first words of people's names to those people, the latest last.
    parts: dict[str, list[Party]] = field(default_factory=dict)

    def add(self, mention: Mention, party: Party) -> None:
        name = mention.name
        key = _key(name)
        party.names.add(key)
        self.names.setdefault(key, party)
        if party.source is not None:
            self.records.setdefault(party.source.id, party)
        if party.kind == "person":
            for full in {name, party.name}:
                for part in full.split():
                    owners = self.parts.setdefault(_key(part), [])
                    if party not in owners:
                        owners.append(party)


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name.lower())).replace(".", "")


def _known(mention: Mention, index: _Index, registry: Registry) -> Party | None:
    key = _key(mention.name)
    same = index.names.get(key)
    if same is not None:
        return same
    parts = mention.name.split()
    if len(parts) == 1:
        owners = index.parts.get(key, [])
        if mention.title:
            return _nearest(owners, mention)
        # A bare word is a person's last name, or the family name that comes first.
        named = [p for p in owners if key in (_key(p.surname), _key(p.name.split()[0]))]
        return _nearest(named, mention)
    owners = index.parts.get(_key(parts[-1]), [])
    for owner in owners:
        if _same_person(owner.name, mention.name):
            return owner
    return None


def _nearest(owners: Sequence[Party], mention: Mention) -> Party | None:
    """Of several people of one name, the one named in full last before this mention."""
    before = [party for party in owners if party.first <= mention.span.start]
    if before:
        return max(before, key=lambda party: party.first)
    return min(owners, key=lambda party: party.first, default=None)


def _same_person(one: str, other: str) -> bool:
    """The same last name, and first names that are the same, an initial, or left out."""
    a, b = one.lower().replace(".", "").split(), other.lower().replace(".", "").split()
    if len(a) < 2 or len(b) < 2:
        return False
    if sorted(a) == sorted(b):
        return True
    if a[-1] != b[-1]:
        return False
    return a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0])


def _new(mention: Mention, registry: Registry, words: Words, parties: list[Party]) -> Party:
    match = registry.find(mention.name)
    if match is not None:
        party = next((p for p in parties if p.source is match.source), None)
        if party is None:
            spelling = mention.name if match.how == "fuzzy" else ""
            kind: PartyKind = match.source.kind
            party = Party(
                match.source.name, kind, match.source, mention.span.start, spelling=spelling
            )
            parties.append(party)
        return party
    party = Party(mention.name, kind_of(mention, words), first=mention.span.start)
    parties.append(party)
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
    plain = [part.strip(".’'") for part in parts]
    if len(parts) > 1 and any(part in words.media for part in (plain[0], plain[-1])):
        return "outlet"
    if any(part in words.bodies for part in plain):
        return "institution"
    if mention.article or mention.name.isupper():
        return "institution"
    if 2 <= len(parts) <= 5 and not any(p in words.connectors for p in plain):
        return "person"
    return "unknown"


def _reconsidered(document: Document, party: Party, words: Words) -> PartyKind:
    """Two capitalised words are a person only while nothing says place or body."""
    if any(mention.title for mention in party.mentions):
        return "person"
    text = document.text
    followers = [_WORD.match(text, m.span.end + 1) for m in party.mentions]
    if any(f is not None and f.group().lower() in words.spokespeople for f in followers):
        return "institution"
    if len({mention.name for mention in party.mentions}) > 1:
        return "person"  # in full, and by the surname
    leads = [text[max(0, m.span.start - 12) : m.span.start].lower().split() for m in party.mentions]
    placed = [lead and lead[-1] in words.place_links for lead in leads]
    return "unknown" if any(placed) else "person"


def _describe(document: Document, mention: Mention, party: Party, words: Words) -> None:
    """Keep appositives and titles, and what they say of gender."""
    if mention.title:
        party.descriptions.append(mention.title.lower())
    match = _APPOSITIVE.match(document.text, mention.span.end)
    if match is not None:
        party.descriptions.append(match.group(1).lower())
    before = document.text[max(0, mention.span.start - 60) : mention.span.start]
    lead = re.search(r"((?:[a-z][\w-]*\s+){1,4})$", before)
    if lead is not None:
        party.descriptions.append(lead.group(1).strip())
    if not party.gender:
        said = " ".join(party.descriptions[-3:]).replace(".", "").split()
        for word in said:
            if word in words.male or word in words.female:
                party.gender = "male" if word in words.male else "female"
                break
