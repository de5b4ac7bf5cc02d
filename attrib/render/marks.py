"""The article as a page shows it: cut where what is said of its words changes.

Statements lie inside each other, cues stand between the pieces of a quote, and findings run over
both; HTML has no overlapping elements. So each paragraph becomes a row of pieces, each with all
that is true of it, and a table says which pieces belong to which statement in which part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from attrib.model import Attribution, Document, Finding, Report, Span

# What a piece is to a statement: its content, its cue, the words that name its source, where
# that source is named in full, the words that name its outlet.
Part = Literal["content", "cue", "source", "named", "outlet"]
# Where a word begins, so that one that is cut in two counts once.
_WORD = re.compile(r"(?<!\S)\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that the same things are true of.

    Attributes:
        span: of the document's text.
        number: on its page, from 0; None where nothing is said of it.
        statement: the innermost whose content it is.
        findings: that object to it, by their index in the report.
        ends: statements whose content ends with it, and findings that do, by their index.
    """

    span: Span
    number: int | None = None
    statement: Attribution | None = None
    findings: tuple[int, ...] = ()
    ends: tuple[Attribution | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A document in pieces.

    Attributes:
        paragraphs: the pieces of each, in the order of the text.
        lights: by statement id and part, numbers of its pieces.
        words: by statement id, how many words are its own and no inner statement's.
        bare: how many words are no statement's that somebody is credited with.
    """

    paragraphs: tuple[tuple[Piece, ...], ...]
    lights: Mapping[str, Mapping[Part, tuple[int, ...]]]
    words: Mapping[str, int]
    bare: int

    def pieces(self) -> Iterator[tuple[int, Piece]]:
        """Every piece with the index of its paragraph."""
        for index, pieces in enumerate(self.paragraphs):
            for piece in pieces:
                yield index, piece


def mark(report: Report, findings: Sequence[Finding]) -> Marked:
    """An article cut into pieces.

    Args:
        report: of it.
        findings: those to mark, of the report's.
    """
    document = report.document
    parts: dict[Span, list[tuple[str, Part]]] = {}
    contents: dict[Span, list[Attribution]] = {}
    objected: dict[Span, list[int]] = {}
    ends: dict[int, list[Attribution | int]] = {}
    for attribution in report.attributions:
        id = attribution.statement.id
        for part, span in _parts(attribution):
            if span.end > span.start:
                parts.setdefault(span, []).append((id, part))
        if attribution.is_statement:
            for span in attribution.statement.content:
                contents.setdefault(span, []).append(attribution)
        at = _place(document, attribution.statement.content[-1])
        ends.setdefault(at, []).append(attribution)
    for index, finding in enumerate(findings):
        if finding.comment is None and finding.span.end > finding.span.start:
            objected.setdefault(finding.span, []).append(index)
        ends.setdefault(_place(document, finding.span), []).append(index)
    lights: dict[str, dict[Part, list[int]]] = {}
    words: dict[str, int] = {}
    number = bare = 0
    paragraphs = []
    ranges = sorted({*parts, *contents, *objected})
    stops = sorted(ends)
    for paragraph, active in _by_paragraph(document.paragraphs, ranges):
        pieces = []
        inside = stops[bisect_right(stops, paragraph.start) : bisect_right(stops, paragraph.end)]
        for span, over in _cut(paragraph, active, inside):
            inner = _innermost(over, contents)
            told = tuple(sorted({i for r in over for i in objected.get(r, ())}))
            mine = [entry for r in over for entry in parts.get(r, ())]
            ending = tuple(ends.get(span.end, ()))
            shown = number if mine or told else None
            if shown is not None:
                number += 1
                for id, part in mine:
                    lights.setdefault(id, {}).setdefault(part, []).append(shown)
            count = sum(1 for _ in _WORD.finditer(document.text, *span))
            if inner is not None:
                words[inner.statement.id] = words.get(inner.statement.id, 0) + count
            if inner is None or inner.speaker is None:
                bare += count
            pieces.append(Piece(span, shown, inner, told, ending))
        paragraphs.append(tuple(pieces))
    return Marked(
        tuple(paragraphs),
        {id: {part: tuple(at) for part, at in by.items()} for id, by in lights.items()},
        words,
        bare,
    )


def _parts(attribution: Attribution) -> Iterator[tuple[Part, Span]]:
    statement, speaker, outlet = attribution.statement, attribution.speaker, attribution.outlet
    for part, spans in (
        ("content", statement.content),
        ("cue", statement.cue),
        ("source", statement.source),
    ):
        for span in spans:
            yield part, span  # type: ignore[misc]
    if speaker is not None and speaker.named is not None:
        yield "named", speaker.named
    if outlet is not None:
        places = {hop.mention for hop in outlet.chain} | {outlet.mention}
        yield from (("outlet", place) for place in places if place is not None)


def _place(document: Document, span: Span) -> int:
    """Where the mark of a span stands: after its last word, and never between two paragraphs.

    Without a word it stands at the end of its paragraph, where there is nothing before it there.
    """
    end = span.end
    while end > span.start and document.text[end - 1].isspace():
        end -= 1
    paragraph = document.paragraphs[document.paragraph_at(max(span.start, end - 1))]
    return end if paragraph.start < end <= paragraph.end else paragraph.end


def _by_paragraph(
    paragraphs: Sequence[Span], ranges: Sequence[Span]
) -> Iterator[tuple[Span, list[Span]]]:
    """Each paragraph with the ranges that reach into it."""
    waiting = iter(ranges)
    following = next(waiting, None)
    active: list[Span] = []
    for paragraph in paragraphs:
        while following is not None and following.start < paragraph.end:
            active.append(following)
            following = next(waiting, None)
        active = [span for span in active if span.end > paragraph.start]
        yield paragraph, active


def _cut(
    paragraph: Span, ranges: Sequence[Span], ends: Iterable[int]
) -> Iterator[tuple[Span, list[Span]]]:
    """A paragraph in pieces, each with the ranges over it."""
    cuts = {paragraph.start, paragraph.end, *ends}
    for span in ranges:
        cuts.update(at for at in span if paragraph.start < at < paragraph.end)
    order = sorted(cuts)
    by_start = sorted(ranges)
    opened = 0
    over: list[Span] = []
    for start, end in pairwise(order):
        while opened < len(by_start) and by_start[opened].start <= start:
            over.append(by_start[opened])
            opened += 1
        over = [span for span in over if span.end > start]
        yield Span(start, end), over


def _innermost(
    over: Sequence[Span], contents: Mapping[Span, Sequence[Attribution]]
) -> Attribution | None:
    """The statement whose content is the shortest of those over a piece."""
    fitting = [span for span in over if span in contents]
    if not fitting:
        return None
    shortest = min(fitting, key=lambda span: (span.end - span.start, -span.start))
    return contents[shortest][-1]
