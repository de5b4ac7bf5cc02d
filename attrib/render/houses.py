"""One article under several houses, side by side, within 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from attrib.errors import AttribError
from attrib.houses import House
from attrib.model import SEVERITIES, Comparison, Document, Row, Severity

from .columns import columns, cut, one_line, pad

WIDTH = 80
MARKS: dict[Severity, str] = {"error": "E", "warning": "W", "note": "N"}
LEGEND = "E error, W warning, N note, - nothing"
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "blue"}
_PLACE, _RULE = 9, 29
# Columns that the words get at least; the narrowest column of a house holds "yes".
_WORDS, _HOUSE = 8, 3


def render(
    comparisons: Sequence[Comparison],
    houses: Sequence[House],
    errors: Sequence[AttribError] = (),
    *,
    colour: bool = False,
) -> str:
    """A table for each article: a row a finding, a column a house, then the counts.

    Args:
        comparisons: one an article, each with a report for every house.
        houses: in the order of the reports.
        errors: the files that could not be checked; they are counted, not told.
        colour: mark severities with ANSI colours.

    Returns:
        Lines, each ended; safe to send to a terminal whatever the articles hold.
    """
    lines: list[str] = []
    for comparison in comparisons:
        if lines:
            lines.append("")
        lines.extend(_table(comparison, houses, colour))
    if comparisons:
        lines += ["", LEGEND]
    if len(comparisons) > 1 or errors:
        lines.append(_total(comparisons, houses, errors))
    return "".join(line + "\n" for line in lines)


def cells(texts: Sequence[str], houses: Sequence[House]) -> str:
    """One text for each house, in columns as wide as the houses' short names."""
    return " ".join(
        pad(text, max(_HOUSE, columns(house.short)))
        for text, house in zip(texts, houses, strict=True)
    )


def _table(comparison: Comparison, houses: Sequence[House], colour: bool) -> Iterator[str]:
    document, rows = comparison.document, comparison.rows()
    yield _bold(cut(one_line(document.path), WIDTH), colour)
    places = [_place(document, row) for row in rows]
    place = min(_PLACE, max(map(len, (*places, "place"))))
    rules = [f"{row.finding.code} {row.finding.name}" for row in rows]
    rule = min(_RULE, max(map(len, (*rules, "warnings"))))
    shorts = cells([one_line(house.short) for house in houses], houses)
    words = max(_WORDS, WIDTH - place - rule - columns(shorts) - 6)

    def line(first: str, second: str, third: str, last: str) -> str:
        start = "  ".join([pad(first, place), pad(second, rule), pad(third, words)])
        return f"{start}  {last}".rstrip()

    yield _bold(line("place", "finding", "words", shorts), colour)
    for row, where, name in zip(rows, places, rules, strict=True):
        span = row.finding.span
        said = one_line(document.text[span.start : min(span.end, span.start + 2 * WIDTH)])
        marks = [_mark(severity, colour) for severity in row.severities]
        yield line(where, name, said, _marked(marks, houses))
    for severity in reversed(SEVERITIES):
        counts = [str(sum(r.severities[i] == severity for r in rows)) for i in range(len(houses))]
        yield line("", f"{severity}s", "", cells(counts, houses))
    yield line("", "blocks", "", cells(["yes" if b else "no" for b in comparison.blocks], houses))


def _marked(marks: Sequence[str], houses: Sequence[House]) -> str:
    # Not by `cells`: a colour takes no column, and the mark is one column wide.
    widths = [max(_HOUSE, columns(house.short)) for house in houses]
    return " ".join(mark + " " * (width - 1) for mark, width in zip(marks, widths, strict=True))


def _mark(severity: Severity | None, colour: bool) -> str:
    if severity is None:
        return "-"
    mark = MARKS[severity]
    return click.style(mark, fg=_COLOURS[severity], bold=True) if colour else mark


def _place(document: Document, row: Row) -> str:
    line, column = document.locate(document.raw_span(row.finding.span).start)
    return f"{line}:{column}"


def _total(
    comparisons: Sequence[Comparison], houses: Sequence[House], errors: Sequence[AttribError]
) -> str:
    told = []
    if comparisons:
        stopped = [sum(c.blocks[index] for c in comparisons) for index in range(len(houses))]
        counts = zip(houses, stopped, strict=True)
        files = "1 file" if len(comparisons) == 1 else f"{len(comparisons)} files"
        told.append(f"{files} checked; blocked: " + ", ".join(f"{h.short} {n}" for h, n in counts))
    else:
        told.append("no file checked")
    if errors:
        files = "1 file" if len(errors) == 1 else f"{len(errors)} files"
        told.append(f"{files} could not be checked")
    return "; ".join(told)


def _bold(text: str, colour: bool) -> str:
    return click.style(text, bold=True) if colour else text
