"""What a page lists beside the article: each statement, and each finding about none."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from attrib.houses import House
from attrib.model import (
    SEVERITIES,
    Attribution,
    Document,
    Finding,
    Passage,
    Report,
    Severity,
    SignOff,
    Span,
    Speaker,
    Verdict,
)
from attrib.rules import RULES

from .changes import change_told
from .marks import Marked
from .text import stops

# A speaker's record, or name.
_Key = tuple[str | None, str]
# So many speakers have a colour of their own; the rest share one, and all have initials.
COLOURS = 8
_LONGEST_MARK = 3
# The letters of a name that has none.
_NO_LETTERS = "*"
# Characters of a statement that are shown; of a quote held against a text, of its passage, and
# of a run in one that is longer; and of a change in words.
_EXCERPT, _LONGEST, _RUN, _CHANGE = 160, 1_500, 300, 300
# Changes that are told; there may be one for every word.
_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the article, as the page shows them.

    Attributes:
        key: what the page calls them in its filter.
        name, id, kind: as the speaker's.
        mark: a few letters, and a number where several would have the same.
        colour: number of the colour, of the most quoted; `COLOURS` for those who share one.
        statements: how many.
        words: how many of the article's words are theirs.
    """

    key: str
    name: str
    id: str | None
    kind: str
    mark: str
    colour: int
    statements: int
    words: int


@dataclass(frozen=True, slots=True)
class Run:
    """Some words, and whether they are part of a difference."""

    words: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A passage of a text: its words, where it stands, and whose it is there."""

    runs: tuple[Run, ...]
    where: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the texts say of a quote, for the page.

    Attributes:
        kind: the verdict.
        reason: why it was not checked, or who said it; None where there is nothing to add.
        printed: the article's words; empty where there is no passage to hold them against.
        sources: the passages.
        changes: the gravest differences, in words.
        more: how many changes there are besides.
    """

    kind: str
    reason: str | None
    printed: tuple[Run, ...]
    sources: tuple[Source, ...]
    changes: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """One finding, with what the house's standard says of it.

    Attributes:
        finding: the finding.
        blocks: whether it stops the article.
        standard, says: the passage of the house's standard; None where it has none.
        authority: whose standards ask for the rule.
        line, column: of its place in the raw file, from 1.
        words: that it objects to.
    """

    finding: Finding
    blocks: bool
    standard: str | None
    says: str | None
    authority: str
    line: int
    column: int
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the list.

    Attributes:
        id: of its element: "s7" for a statement, "f3" for a finding about none.
        attribution: the statement; None for a finding about none.
        voice: who speaks; None where nobody is credited.
        notes: its findings, the most severe first.
        state: the worst that is open: "blocks", a severity, or "clear".
        words: the beginning of it.
        paragraph: its number in the article, from 1.
        named: number of the paragraph in which the speaker is named in full; None where that is
            the statement's own, or there is none.
        line: of its place in the raw file, from 1.
        checked: its verdict; None where it was not held against a text.
    """

    id: str
    attribution: Attribution | None
    voice: Voice | None
    notes: tuple[Note, ...]
    state: Literal["blocks", "error", "warning", "note", "clear"]
    words: str
    paragraph: int
    line: int
    named: int | None = None
    checked: Checked | None = None

    @property
    def differs(self) -> bool:
        """True for a paraphrase where the source has something otherwise."""
        checked = self.checked
        return checked is not None and checked.kind == "paraphrase" and bool(checked.changes)

    @property
    def asks(self) -> bool:
        """True where somebody has to look: an open error or warning, or a source that differs."""
        return self.state in ("blocks", "error", "warning") or self.differs

    @property
    def is_decided(self) -> bool:
        """True where an editor has decided about it, or about a finding that is all there is to it."""
        if self.attribution is not None:
            return self.sign_off is not None
        return all(n.finding.sign_off is not None for n in self.notes)

    @property
    def sign_off(self) -> SignOff | None:
        """What an editor decided about it."""
        return self.attribution.sign_off if self.attribution is not None else None

    @property
    def is_marked(self) -> bool:
        """False where no words of the article are its own: a finding about a comment."""
        if self.attribution is not None:
            return True
        finding = self.notes[0].finding
        return finding.comment is None and finding.span.end > finding.span.start


def voices(report: Report, marked: Marked) -> tuple[Voice, ...]:
    """Everybody who is credited, the one with most words first."""
    speakers: dict[_Key, Speaker] = {}
    statements: Counter[_Key] = Counter()
    words: Counter[_Key] = Counter()
    for attribution in report.attributions:
        speaker = attribution.speaker
        if speaker is None or not attribution.is_statement:
            continue
        key = _key(speaker)
        speakers.setdefault(key, speaker)
        statements[key] += 1
        words[key] += marked.words.get(attribution.statement.id, 0)
    order = sorted(speakers, key=lambda key: -words[key])
    # Marks and colours go by who comes first in the text, so that a decision moves few of them.
    taken: dict[str, int] = {}
    marks = {key: _mark(speaker.name, taken) for key, speaker in speakers.items()}
    most = set(order[:COLOURS])
    colours = {key: n for n, key in enumerate(key for key in speakers if key in most)}
    found = [
        Voice(
            f"v{number}",
            speakers[key].name,
            speakers[key].id,
            speakers[key].kind,
            marks[key],
            colours.get(key, COLOURS),
            statements[key],
            words[key],
        )
        for number, key in enumerate(order)
    ]
    return tuple(found)


def items(
    report: Report,
    findings: Sequence[Finding],
    spoken: Sequence[Voice],
    house: House,
    stopping: frozenset[str],
) -> tuple[Item, ...]:
    """The list, in the order of the text.

    Args:
        report: of the article.
        findings: the report's, in its order.
        spoken: its `voices`.
        house: whose standard holds.
        stopping: gate names of the findings that block.
    """
    document = report.document
    by_key = {_key(voice): voice for voice in spoken}
    known = {a.statement.id for a in report.attributions}
    about: dict[str, list[Note]] = {}
    alone: list[Item] = []
    for number, finding in enumerate(findings):
        note = _note(document, finding, house, stopping)
        if finding.statement in known:
            about.setdefault(str(finding.statement), []).append(note)
            continue
        alone.append(
            Item(
                f"f{number}",
                None,
                None,
                (note,),
                _state([note]),
                _excerpt(note.words),
                document.paragraph_at(finding.span.start) + 1,
                note.line,
            )
        )
    stated = [
        _item(document, a, about.get(a.statement.id, []), by_key) for a in report.attributions
    ]
    starts = {f"f{n}": finding.span.start for n, finding in enumerate(findings)}
    starts |= {a.statement.id: a.statement.start for a in report.attributions}
    return tuple(sorted([*stated, *alone], key=lambda item: starts[item.id]))


def _item(
    document: Document, attribution: Attribution, notes: list[Note], by_key: Mapping[_Key, Voice]
) -> Item:
    statement, speaker = attribution.statement, attribution.speaker
    notes = sorted(notes, key=lambda note: -SEVERITIES.index(note.finding.severity))
    voice = by_key[_key(speaker)] if speaker is not None and attribution.is_statement else None
    paragraph = document.paragraph_at(statement.start) + 1
    named = None
    if speaker is not None and speaker.named is not None:
        named = document.paragraph_at(speaker.named.start) + 1
    return Item(
        statement.id,
        attribution,
        voice,
        tuple(notes),
        _state(notes),
        _excerpt(" … ".join(document.slice(span) for span in statement.content)),
        paragraph,
        document.locate(document.raw_span(statement.content[0]).start)[0],
        named if named != paragraph else None,
        _checked(document, attribution, attribution.verdict),
    )


def _key(speaker: Speaker | Voice) -> _Key:
    """By what it is the same that speaks: the record, or the name of one without a record."""
    return (speaker.id, "") if speaker.id is not None else (None, speaker.name)


def _state(notes: Sequence[Note]) -> Literal["blocks", "error", "warning", "note", "clear"]:
    if any(note.blocks for note in notes):
        return "blocks"
    open_ = [n.finding.severity for n in notes if n.finding.state in ("open", "baseline")]
    severities: Sequence[Severity] = open_
    return max(severities, key=SEVERITIES.index) if severities else "clear"


def _note(document: Document, finding: Finding, house: House, stopping: frozenset[str]) -> Note:
    raw = finding.raw_span(document)
    line, column = document.locate(raw.start)
    rule = next((rule for rule in RULES if rule.code == finding.code), None)
    passage = house.passages.get(finding.name)
    if finding.comment is not None:
        words = document.raw[raw.start : raw.end]
    else:
        words = document.slice(finding.span)
    return Note(
        finding,
        stops(finding, stopping),
        passage.standard if passage is not None else None,
        passage.says if passage is not None else None,
        rule.authority if rule is not None else "",
        line,
        column,
        words,
    )


def _excerpt(text: str, most: int = _EXCERPT) -> str:
    words = " ".join(text[: 2 * most].split())
    if len(words) <= most and len(text) <= 2 * most:
        return words
    return words[:most].rsplit(" ", 1)[0] + " …"


# Quotes and their texts


def _checked(
    document: Document, attribution: Attribution, verdict: Verdict | None
) -> Checked | None:
    if verdict is None:
        return None
    said: dict[int, list[Span]] = {}
    for change in verdict.changes:
        said.setdefault(change.passage, []).append(change.said_place)
    sources = tuple(
        Source(
            tuple(_runs(passage.words, [Span(0, len(passage.words))], said.get(number, []))),
            _where(passage),
            passage.speaker,
        )
        for number, passage in enumerate(verdict.passages)
    )
    printed: tuple[Run, ...] = ()
    if sources:
        places = [change.place for change in verdict.changes]
        printed = tuple(_runs(document.text, attribution.statement.content, places))
    return Checked(
        verdict.kind,
        verdict.reason,
        printed,
        sources,
        tuple(_excerpt(change_told(change), _CHANGE) for change in verdict.changes[:_CHANGES]),
        max(0, len(verdict.changes) - _CHANGES),
    )


def _runs(text: str, spans: Sequence[Span], places: Sequence[Span]) -> Iterator[Run]:
    """Spans of a text in runs, those at the places of changes marked.

    Of a long text the middle of each long run is left out, so that its changes are seen.
    """
    whole = sum(span.end - span.start for span in spans) <= _LONGEST
    places = sorted(places)
    room = _LONGEST
    for number, span in enumerate(spans):
        if number:
            yield Run(" … ")
        for part, changed in _parts(span, places):
            words = text[part.start : part.end]
            if not whole and len(words) > _RUN:
                words = f"{words[: _RUN // 2]} … {words[-_RUN // 2 :]}"
            if len(words) > room:
                yield Run(" …")
                return
            yield Run(words, changed)
            room -= len(words)


def _parts(span: Span, places: Iterable[Span]) -> Iterator[tuple[Span, bool]]:
    """A span cut at the places in it, each part with whether it is one of them."""
    at = span.start
    for place in places:
        start, end = max(place.start, at), min(place.end, span.end)
        if start >= end:
            continue
        if start > at:
            yield Span(at, start), False
        yield Span(start, end), True
        at = end
    if at < span.end:
        yield Span(at, span.end), False


def _where(passage: Passage) -> str:
    place = f"line {passage.line}"
    if passage.page is not None:
        place = f"page {passage.page}, {place}"
    told = [passage.title or passage.path, *([passage.date] if passage.date else []), place]
    if passage.time is not None:
        told.append(f"at {passage.time}")
    if passage.title:
        told.append(passage.path)
    return ", ".join(told)


# Marks of speakers


def _mark(name: str, taken: dict[str, int]) -> str:
    """The letters that stand for a speaker, unlike those that are taken.

    Args:
        name: the speaker's.
        taken: each mark so far, with the number of the last that has the same letters.
    """
    letters = _letters(name) or _NO_LETTERS
    mark, number = letters, taken.get(letters, 1)
    while mark in taken:
        number += 1
        mark = f"{letters}{number}"
    taken[letters] = number
    taken.setdefault(mark, 1)
    return mark


def _letters(name: str) -> str:
    words = ["".join(c for c in word if c.isalnum()) for word in name.split()[:12]]
    words = [word for word in words if word]
    telling = [word for word in words if not word[0].islower()] or words
    if len(telling) == 1 and telling[0].isupper() and len(telling[0]) <= _LONGEST_MARK + 1:
        return telling[0]
    firsts = [word[0] for word in telling]
    if len(firsts) > _LONGEST_MARK:
        firsts = [*firsts[: _LONGEST_MARK - 1], firsts[-1]]
    return unicodedata.normalize("NFC", "".join(firsts)).upper()
