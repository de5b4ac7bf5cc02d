"""Who is quoted, how often and through whom, over many articles.

Each count is defined in ``docs/audit.md``. Reports are taken one at a time and not kept, so that
memory grows with the number of different sources and of articles that are listed, and not with
the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from attrib.find import find_quotations
from attrib.model import Attribution, Kind, Outlet, PartyKind, Report, Span, Speaker
from attrib.registry.match import LONGEST_NAME, key_of, untitled, words_of
from attrib.rules.anonymous_source import AnonymousSource
from attrib.rules.unexplained_anonymity import UnexplainedAnonymity

Credit = Literal["named", "anonymous", "body", "group", "unclear", "publication", "nobody"]
CREDITS: tuple[Credit, ...] = (
    *("named", "anonymous", "body", "group", "unclear", "publication", "nobody"),
)
# Those who count as sources.
_SOURCES: tuple[Credit, ...] = ("named", "anonymous", "body", "group")
# Whose words `Counts.top_share` adds up.
TOP = 3
# Articles of no more days than this are counted by week: half a year.
_WEEKLY_DAYS = 183
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
# A statement inside another's content, and so on: more is no article's.
_DEEPEST = 8
# Capitals, and letters of scripts that have none.
_OF_A_NAME = ("Lu", "Lt", "Lo")


class Amount(NamedTuple):
    """How much is credited: statements, words, and how many of the words are quoted."""

    statements: int = 0
    words: int = 0
    quoted: int = 0


_NOTHING = Amount()


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in some articles.

    Attributes:
        articles: how many.
        kinds: statements that are direct, mixed and indirect.
        credits: statements and words by who is credited: a party with a name, somebody left
            without one, a body without a proper name ("the board"), a group, somebody of whom
            it is unclear who, the publication itself, or nobody.
        explained, unexplained: of the anonymous statements, those of sources for whose missing
            name the article gives a reason (AT301) and gives none (AT302).
        single_source: articles that rest on one source.
        unsourced: articles that credit no source at all.
        sources: different named sources.
        top_share: of the words credited to named sources, the share of the `TOP` sources with
            the most, 0 to 1; None where there are no such words.
    """

    articles: int
    kinds: Mapping[Kind, int]
    credits: Mapping[Credit, Amount]
    explained: int
    unexplained: int
    single_source: int
    unsourced: int
    sources: int
    top_share: float | None

    @property
    def all(self) -> Amount:
        """Every statement, whoever is credited."""
        return _sum(self.credits.values())

    @property
    def credited(self) -> Amount:
        """The statements with a speaker, followed to a party or not."""
        return _sum(self.credits[credit] for credit in CREDITS if credit != "nobody")

    @property
    def untold(self) -> int:
        """The anonymous statements of which no rule tells whether the article gives a reason."""
        return self.credits["anonymous"].statements - self.explained - self.unexplained

    def credited_to(self, credit: Credit) -> float | None:
        """The share of all statements that are credited so, 0 to 1; None without statements."""
        return _share(self.credits[credit].statements, self.all.statements)

    @property
    def direct_share(self) -> float | None:
        """The share of all statements that are direct, 0 to 1; None without statements."""
        return _share(self.kinds["direct"], self.all.statements)

    @property
    def single_source_share(self) -> float | None:
        """The share of articles that rest on one source, 0 to 1; None without articles."""
        return _share(self.single_source, self.articles)


@dataclass(frozen=True, slots=True)
class Through:
    """An outlet that a party's statements came through, and how many did."""

    name: str
    id: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Party:
    """One who is credited with statements.

    Attributes:
        name: as the registry or the first article has it.
        id: of the registry's record; None without one.
        kind: what sort of party; "anonymous" and "group" are descriptions, which may be of
            different people in different articles.
        credit: "named", "anonymous", "body" or "group".
        article: the one that it is from, where its name does not tell it from others
            elsewhere: a surname alone, "the board". Those of other articles are rows of their own.
        articles: in how many it speaks.
        kinds: its statements that are direct, mixed and indirect.
        amount: its statements, words and quoted words.
        share: of all credited words, 0 to 1.
        alone: articles in which it is the only source.
        others: how many other sources its articles have, on average.
        own: statements that came in its own statement, document or programme.
        outlets: the others that its statements came through, the most first.
        first, last: days of the first and the last dated article; None without any.
    """

    name: str
    id: str | None
    kind: PartyKind
    credit: Credit
    article: str | None
    articles: int
    kinds: Mapping[Kind, int]
    amount: Amount
    share: float
    alone: int
    others: float
    own: int
    outlets: tuple[Through, ...]
    first: str | None
    last: str | None

    @property
    def is_named(self) -> bool:
        """False for a description: of somebody without a name, a body or a group."""
        return self.credit == "named"


@dataclass(frozen=True, slots=True)
class Channel:
    """An outlet through which statements came.

    Attributes:
        name, id: as a party's.
        article: as a party's.
        articles: in how many.
        amount: the statements and words that came through it.
        sources: how many different sources they are credited to.
    """

    name: str
    id: str | None
    article: str | None
    articles: int
    amount: Amount
    sources: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article to look at: one with somebody unnamed, or with no more than one source.

    Attributes:
        path, date: as the document's.
        statements: all of its statements.
        sources: how many different sources it credits.
        source: name of the only one; None where there are others, or may be.
        anonymous: what is credited to somebody without a name.
        explained, unexplained: as in `Counts`.
    """

    path: str
    date: str | None
    statements: int
    sources: int
    source: str | None
    anonymous: Amount
    explained: int
    unexplained: int

    @property
    def untold(self) -> int:
        """As in `Counts`."""
        return self.anonymous.statements - self.explained - self.unexplained


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month with articles.

    Attributes:
        start: its first day, as "2026-03-01"; a week's is a Monday.
        counts: of its articles.
    """

    start: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Audit:
    """What many articles come to.

    Attributes:
        total: over all of them.
        parties: with the most words first.
        outlets: with the most statements first.
        articles: those to look at, in the order given.
        periods: in the order of time.
        each: what a period is.
        undated: articles without a date, which are in no period.
        first, last: the days of the first and last dated article; None without any.
        version, model, house: attrib's, the tagger's, and the house pack's id; None without
            any article.
    """

    total: Counts
    parties: tuple[Party, ...]
    outlets: tuple[Channel, ...]
    articles: tuple[Article, ...]
    periods: tuple[Period, ...]
    each: Literal["week", "month"]
    undated: int
    first: str | None
    last: str | None
    version: str | None
    model: str | None
    house: str | None


def audit(reports: Iterable[Report]) -> Audit:
    """Count who is credited with what, over the reports of many articles.

    Args:
        reports: taken one at a time, once; none is kept. What an editor has said is no
            statement does not count.
    """
    ledger = _Ledger()
    for report in reports:
        ledger.take(report)
    return ledger.close()


@dataclass(slots=True)
class _Party:
    number: int
    name: str
    id: str | None
    kind: PartyKind
    credit: Credit
    article: str | None
    articles: int = 0
    alone: int = 0
    others: int = 0
    own: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    amount: Amount = _NOTHING
    outlets: Counter[int] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None


@dataclass(slots=True)
class _Channel:
    number: int
    name: str
    id: str | None
    article: str | None
    articles: int = 0
    amount: Amount = _NOTHING
    sources: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Tally:
    """Counts that grow; `words` has those of each named party by its number."""

    articles: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    credits: dict[Credit, Amount] = field(default_factory=dict)
    explained: int = 0
    unexplained: int = 0
    single_source: int = 0
    unsourced: int = 0
    words: Counter[int] = field(default_factory=Counter)

    def add(self, other: _Tally) -> None:
        self.articles += other.articles
        self.kinds.update(other.kinds)
        for credit, amount in other.credits.items():
            self.credits[credit] = _sum((self.credits.get(credit, _NOTHING), amount))
        self.explained += other.explained
        self.unexplained += other.unexplained
        self.single_source += other.single_source
        self.unsourced += other.unsourced
        self.words.update(other.words)

    def counts(self) -> Counts:
        words = self.words.total()
        top = sum(count for _, count in self.words.most_common(TOP))
        return Counts(
            self.articles,
            _kinds(self.kinds),
            {credit: self.credits.get(credit, _NOTHING) for credit in CREDITS},
            self.explained,
            self.unexplained,
            self.single_source,
            self.unsourced,
            len(self.words),
            _share(top, words),
        )


class _Ledger:
    """What has been counted so far."""

    def __init__(self) -> None:
        self.total = _Tally()
        self.parties: list[_Party] = []
        self.channels: list[_Channel] = []
        # Numbers of those that can be told from one article to the next, by what tells them.
        self.known: dict[tuple[str, str], int] = {}
        self.known_channels: dict[tuple[str, str], int] = {}
        self.articles: list[Article] = []
        # By the first day of a day, or of a month once there are too many days.
        self.dated: dict[date, _Tally] = {}
        self.monthly = False
        self.first: date | None = None
        self.last: date | None = None
        self.made: tuple[str, str, str] | None = None

    def take(self, report: Report) -> None:
        if self.made is None:
            self.made = report.version, report.model, report.house
        attributions = [a for a in report.attributions if a.is_statement]
        amounts = _amounts(report, attributions)
        day = report.document.date
        path = report.document.path
        tally = _Tally(articles=1)
        local: dict[tuple[str, str], int] = {}
        local_channels: dict[tuple[str, str], int] = {}
        sources: set[int] = set()
        channels: set[int] = set()
        reasons = _reasons(report, attributions)
        for attribution, amount in zip(attributions, amounts, strict=True):
            speaker, outlet = attribution.speaker, attribution.outlet
            kind = attribution.statement.kind
            credit = _credit(speaker)
            tally.kinds[kind] += 1
            tally.credits[credit] = _sum((tally.credits.get(credit, _NOTHING), amount))
            party = None
            if speaker is not None and credit in _SOURCES:
                party = self._party(speaker, credit, path, local)
                party.kinds[kind] += 1
                party.amount = _sum((party.amount, amount))
                sources.add(party.number)
                if credit == "named":
                    tally.words[party.number] += amount.words
                elif credit == "anonymous":
                    reason = reasons.get(_folded(speaker.name))
                    tally.explained += reason is True
                    tally.unexplained += reason is False
            if outlet is None or outlet.how == "self":
                continue
            itself = speaker is not None and _same(speaker, outlet)
            if party is not None and itself:
                party.own += 1
            if not (itself and outlet.how == "own-words"):
                channel = self._channel(outlet, path, local_channels)
                channel.amount = _sum((channel.amount, amount))
                channels.add(channel.number)
                if party is not None:
                    channel.sources.add(party.number)
                    if not itself:
                        party.outlets[channel.number] += 1
        for number in channels:
            self.channels[number].articles += 1
        for number in sources:
            self._appears(self.parties[number], len(sources), day)
        # Somebody who could not be followed may be another source.
        sure = "unclear" not in tally.credits
        alone = self.parties[next(iter(sources))] if sure and len(sources) == 1 else None
        if alone is not None:
            alone.alone += 1
            tally.single_source = 1
        tally.unsourced = int(sure and not sources)
        anonymous = tally.credits.get("anonymous", _NOTHING)
        if anonymous.statements or alone is not None or tally.unsourced:
            self.articles.append(
                Article(
                    path,
                    day,
                    len(attributions),
                    len(sources),
                    alone.name if alone is not None else None,
                    anonymous,
                    tally.explained,
                    tally.unexplained,
                )
            )
        self.total.add(tally)
        if day is not None:
            self._enter(date.fromisoformat(day), tally)

    def close(self) -> Audit:
        total = self.total.counts()
        words = total.credited.words
        version, model, house = self.made if self.made is not None else (None, None, None)
        return Audit(
            total,
            tuple(
                self._told(party, words)
                for party in sorted(self.parties, key=lambda p: (-p.amount.words, p.name, p.number))
            ),
            tuple(
                Channel(c.name, c.id, c.article, c.articles, c.amount, len(c.sources))
                for c in sorted(
                    self.channels, key=lambda c: (-c.amount.statements, c.name, c.number)
                )
            ),
            tuple(self.articles),
            tuple(self._periods()),
            "month" if self.monthly else "week",
            total.articles - sum(tally.articles for tally in self.dated.values()),
            self.first.isoformat() if self.first is not None else None,
            self.last.isoformat() if self.last is not None else None,
            version,
            model,
            house,
        )

    def _party(
        self, speaker: Speaker, credit: Credit, path: str, local: dict[tuple[str, str], int]
    ) -> _Party:
        key, tells = _key(speaker.name, speaker.id, speaker.kind, credit)
        known = self.known if tells else local
        number = known.setdefault(key, len(self.parties))
        if number == len(self.parties):
            article = None if tells else path
            name = speaker.name[:LONGEST_NAME]
            self.parties.append(_Party(number, name, speaker.id, speaker.kind, credit, article))
        return self.parties[number]

    def _channel(self, outlet: Outlet, path: str, local: dict[tuple[str, str], int]) -> _Channel:
        key, tells = _key(outlet.name, outlet.id, "outlet", "named")
        known = self.known_channels if tells else local
        number = known.setdefault(key, len(self.channels))
        if number == len(self.channels):
            article = None if tells else path
            name = outlet.name[:LONGEST_NAME]
            self.channels.append(_Channel(number, name, outlet.id, article))
        return self.channels[number]

    def _appears(self, party: _Party, sources: int, day: str | None) -> None:
        party.articles += 1
        party.others += sources - 1
        if day is not None:
            party.first = min(party.first or day, day)
            party.last = max(party.last or day, day)

    def _told(self, party: _Party, words: int) -> Party:
        outlets = sorted(
            party.outlets.items(), key=lambda item: (-item[1], self.channels[item[0]].name)
        )
        return Party(
            party.name,
            party.id,
            party.kind,
            party.credit,
            party.article,
            party.articles,
            _kinds(party.kinds),
            party.amount,
            _share(party.amount.words, words) or 0.0,
            party.alone,
            party.others / party.articles,
            party.own,
            tuple(
                Through(self.channels[number].name, self.channels[number].id, count)
                for number, count in outlets
            ),
            party.first,
            party.last,
        )

    def _enter(self, day: date, tally: _Tally) -> None:
        """Count a dated article's tally to its day; from too many days on, to its month."""
        self.first = min(self.first or day, day)
        self.last = max(self.last or day, day)
        if not self.monthly and (self.last - self.first).days >= _WEEKLY_DAYS:
            self.monthly = True
            self.dated = _regrouped(self.dated, _month)
        start = _month(day) if self.monthly else day
        self.dated.setdefault(start, _Tally()).add(tally)

    def _periods(self) -> Iterator[Period]:
        dated = self.dated if self.monthly else _regrouped(self.dated, _week)
        for start in sorted(dated):
            yield Period(start.isoformat(), dated[start].counts())


def _regrouped(
    dated: Mapping[date, _Tally], start_of: Callable[[date], date]
) -> dict[date, _Tally]:
    groups: dict[date, _Tally] = {}
    for day, tally in dated.items():
        groups.setdefault(start_of(day), _Tally()).add(tally)
    return groups


def _month(day: date) -> date:
    return day.replace(day=1)


def _week(day: date) -> date:
    # The first week of all begins on a Monday, as 1 January of the year 1 is one.
    return day - timedelta(days=day.weekday())


def _credit(speaker: Speaker | None) -> Credit:
    if speaker is None:
        return "nobody"
    if speaker.candidates or speaker.kind == "unknown":
        return "unclear"
    if speaker.kind in ("anonymous", "group", "publication"):
        return speaker.kind
    if speaker.id is None and speaker.kind != "person" and not _is_proper(speaker.name):
        return "body"
    return "named"


def _key(
    name: str, id: str | None, kind: PartyKind, credit: Credit
) -> tuple[tuple[str, str], bool]:
    """What a party is known by, and whether that tells it from those of other articles."""
    if id is not None:
        return ("id", id), True
    name = name[:LONGEST_NAME]
    if credit not in ("named", "body"):
        return (credit, _folded(name)), True
    if kind == "person":
        words = untitled(words_of(name))
        return ("person", "".join(words) or _folded(name)), len(words) > 1
    return ("body", key_of(name) or _folded(name)), _is_proper(name)


def _is_proper(name: str) -> bool:
    """False for "the board" and "The ministry": every article has its own."""
    words = name[:LONGEST_NAME].split()
    article = len(words) > 1 and words[0].lower() in ("the", "a", "an")
    return any(
        unicodedata.category(char) in _OF_A_NAME for word in words[article:] for char in word
    )


def _same(speaker: Speaker, outlet: Outlet) -> bool:
    if speaker.id is not None or outlet.id is not None:
        return speaker.id == outlet.id
    return speaker.name == outlet.name or key_of(speaker.name[:LONGEST_NAME]) == key_of(
        outlet.name[:LONGEST_NAME]
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _reasons(report: Report, attributions: Sequence[Attribution]) -> dict[str, bool]:
    """By the words for an unnamed source: whether the article says why, where a rule tells."""
    told = {
        finding.statement: finding.code == AnonymousSource.code
        for finding in report.findings
        if finding.code in (AnonymousSource.code, UnexplainedAnonymity.code)
    }
    return {
        _folded(a.speaker.name): told[a.statement.id]
        for a in attributions
        if a.speaker is not None and a.statement.id in told
    }


def _amounts(report: Report, attributions: Sequence[Attribution]) -> Iterator[Amount]:
    """What each statement comes to; every word of the article counts once at most.

    A word inside several statements is the innermost one's that has a speaker.
    """
    document = report.document
    starts = [match.start() for match in _WORD.finditer(document.text)]
    owners: list[int | None] = [None] * len(starts)
    for index in sorted(range(len(attributions)), key=_inmost_last(attributions)):
        for words in _words(starts, attributions[index].statement.content):
            owners[words] = [index] * (words.stop - words.start)
    quoted = [False] * len(starts)
    if any(a.statement.kind == "mixed" for a in attributions):
        marks = find_quotations(document.text, document.paragraphs)
        for quotation in marks.quotations:
            if quotation.depth == 0:
                for words in _words(starts, quotation.spans):
                    quoted[words] = [True] * (words.stop - words.start)
    count = Counter(owner for owner in owners if owner is not None)
    inside = Counter(
        owner for owner, marked in zip(owners, quoted, strict=True) if owner is not None and marked
    )
    for index, attribution in enumerate(attributions):
        kind = attribution.statement.kind
        in_marks = {"direct": count[index], "mixed": inside[index], "indirect": 0}[kind]
        yield Amount(1, count[index], in_marks)


def _words(starts: Sequence[int], spans: Iterable[Span]) -> Iterator[slice]:
    for span in spans:
        first = bisect_left(starts, span.start)
        yield slice(first, bisect_left(starts, span.end, first))


def _inmost_last(attributions: Sequence[Attribution]) -> Callable[[int], tuple[bool, int, int]]:
    within = {a.statement.id: a.statement.within for a in attributions}

    def order(index: int) -> tuple[bool, int, int]:
        attribution = attributions[index]
        depth, outer = 0, attribution.statement.within
        while outer is not None and depth < _DEEPEST:
            depth, outer = depth + 1, within.get(outer)
        return attribution.speaker is not None, depth, index

    return order


def _kinds(counter: Counter[Kind]) -> dict[Kind, int]:
    return {"direct": counter["direct"], "mixed": counter["mixed"], "indirect": counter["indirect"]}


def _sum(amounts: Iterable[Amount]) -> Amount:
    statements = words = quoted = 0
    for amount in amounts:
        statements += amount.statements
        words += amount.words
        quoted += amount.quoted
    return Amount(statements, words, quoted)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
