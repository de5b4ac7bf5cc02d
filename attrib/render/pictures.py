"""What a page draws: how much of each stretch of an article somebody is credited with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from attrib.model import Report

from .marks import Marked

# The most bars that a strip has; each stands for at least so many characters.
_BARS, _LEAST = 160, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the article, the parts as shares of 0 to 100.

    Attributes:
        quoted: in the words of somebody credited.
        reported: credited to somebody in other words.
        nobody: a statement that nobody is credited with.
        flagged: True where an open finding begins there.
    """

    quoted: int
    reported: int
    nobody: int
    flagged: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole article, from its first word to its last.

    Attributes:
        bars: of stretches of equal length.
        credited: share of the article's characters that somebody is credited with, 0 to 100.
    """

    bars: tuple[Bar, ...]
    credited: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The longest run of words that nobody is credited with; paragraphs from 1."""

    words: int
    first: int
    last: int


def strip(report: Report, marked: Marked) -> Strip:
    """An article as bars."""
    document = report.document
    length = max(1, len(document.text))
    count = max(1, min(_BARS, length // _LEAST))
    # By bar: characters quoted, reported, stated by nobody, and all.
    tallies = [[0, 0, 0, 0] for _ in range(count)]
    for _, piece in marked.pieces():
        column = None
        if piece.statement is not None:
            column = int(piece.statement.statement.kind == "indirect")
            column = 2 if piece.statement.speaker is None else column
        at = piece.span.start
        while at < piece.span.end:
            bar = min(count - 1, at * count // length)
            # The first offset of the next bar: length times its number by count, rounded up.
            stop = min(piece.span.end, -(-(bar + 1) * length // count))
            if column is not None:
                tallies[bar][column] += stop - at
            tallies[bar][3] += stop - at
            at = stop
    flagged = {
        min(count - 1, finding.span.start * count // length)
        for finding in report.findings
        if finding.state in ("open", "baseline") and finding.severity != "note"
    }
    bars = []
    for number, (*parts, all_) in enumerate(tallies):
        # Where they end is rounded, not each of them: together they are never more than all.
        ends = [round(100 * part / all_) if all_ else 0 for part in accumulate(parts)]
        quoted, reported, nobody = (end - start for start, end in pairwise([0, *ends]))
        bars.append(Bar(quoted, reported, nobody, number in flagged))
    whole = sum(tally[3] for tally in tallies)
    credited = sum(tally[0] + tally[1] for tally in tallies)
    return Strip(tuple(bars), round(100 * credited / whole) if whole else 0)


def longest_bare(report: Report, marked: Marked) -> Stretch | None:
    """The longest run of whole paragraphs in which nobody is credited with anything.

    None where it has less than a tenth of the article's words, or than forty.
    """
    counts: list[tuple[int, bool]] = []
    for pieces in marked.paragraphs:
        credited = any(p.statement is not None and p.statement.speaker is not None for p in pieces)
        words = sum(len(report.document.slice(piece.span).split()) for piece in pieces)
        counts.append((words, credited))
    best = _longest(counts)
    total = sum(words for words, _ in counts)
    if best is None or best.words < max(40, total // 10):
        return None
    return best


def _longest(counts: Sequence[tuple[int, bool]]) -> Stretch | None:
    best: Stretch | None = None
    run = first = 0
    for number, (words, credited) in enumerate(counts, 1):
        if credited:
            run = 0
            continue
        first = number if run == 0 else first
        run += words
        if best is None or run > best.words:
            best = Stretch(run, first, number)
    return best
