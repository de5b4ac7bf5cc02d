"""One article under several houses, side by side, within 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from attrib.errors import AttribError
from attrib.houses import House
from attrib.model import (
    SEVERITIES,
    STATES,
    Comparison,
    Document,
    EntryComparison,
    EntryRow,
    Row,
    Severity,
    State,
)

from .columns import columns, cut, one_line, pad
from .naming import left_out, named
from .text import TOLD, entry_line

WIDTH = 80
MARKS: dict[Severity, str] = {"error": "E", "warning": "W", "note": "N"}
LEGEND = "E error, W warning, N note, - nothing"
# After a mark: why the finding does not count, or not as a new one.
_SAID: dict[State, str] = {"open": "", "suppressed": "s", "signed-off": "e", "baseline": "o"}
_SAID_LEGEND = "After these: s suppressed, e signed off by an editor, o old"
_NO_ENTRIES = EntryComparison()
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "blue"}
_PLACE, _RULE = 9, 29
# Columns that the words get at least; the narrowest column of a house holds "yes".
_WORDS, _HOUSE = 8, 3


def render(
    comparisons: Sequence[Comparison],
    houses: Sequence[House],
    errors: Sequence[AttribError] = (),
    entries: EntryComparison = _NO_ENTRIES,
    *,
    colour: bool = False,
) -> str:
    """A table for each article: a row a finding, a column a house, then the counts.

    Args:
        comparisons: one an article, each with a report for every house.
        houses: in the order of the reports.
        errors: the files that could not be checked; they are counted, not told.
        entries: what is wrong in the files that say what does not block, under each house.
        colour: mark severities with ANSI colours.

    Returns:
        Lines, each ended; safe to send to a terminal whatever the articles hold.
    """
    lines = [_entry(row, houses, colour) for row in entries.rows()]
    for comparison in comparisons:
        if lines:
            lines.append("")
        lines.extend(_table(comparison, houses, colour))
    if comparisons:
        lines += ["", LEGEND]
        states = {finding.state for c in comparisons for r in c.reports for finding in r.findings}
        if states - {"open"}:
            lines.append(_SAID_LEGEND)
    if len(comparisons) > 1 or errors or any(entries.found):
        if any(entries.blocks):
            where = [h.short for h, b in zip(houses, entries.blocks, strict=True) if b]
            lines.append(f"blocked by an entry: {one_line(', '.join(where))}")
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
    yield _bold(cut("; ".join([named(document), *left_out(document)]), WIDTH), colour)
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
        yield line(where, name, _words(document, row), _marked(row, houses, colour))
    for severity in reversed(SEVERITIES):
        counts = [str(sum(r.severities[i] == severity for r in rows)) for i in range(len(houses))]
        yield line("", f"{severity}s", "", cells(counts, houses))
    for state in STATES:
        counts = [str(sum(r.states[i] == state for r in rows)) for i in range(len(houses))]
        if state != "open" and any(count != "0" for count in counts):
            yield line("", TOLD[state], "", cells(counts, houses))
    yield line("", "blocks", "", cells(["yes" if b else "no" for b in comparison.blocks], houses))


def _marked(row: Row, houses: Sequence[House], colour: bool) -> str:
    # Not by `cells`: a colour takes no column.
    told = []
    for house, severity, state in zip(houses, row.severities, row.states, strict=True):
        said = _SAID[state] if state is not None else ""
        width = max(_HOUSE, columns(house.short))
        told.append(_mark(severity, colour) + said + " " * (width - 1 - len(said)))
    return " ".join(told)


def _mark(severity: Severity | None, colour: bool) -> str:
    if severity is None:
        return "-"
    mark = MARKS[severity]
    return click.style(mark, fg=_COLOURS[severity], bold=True) if colour else mark


def _place(document: Document, row: Row) -> str:
    line, column = document.locate(row.finding.raw_span(document).start)
    return f"{line}:{column}"


def _words(document: Document, row: Row) -> str:
    comment = row.finding.comment
    text, (start, end) = (
        (document.text, row.finding.span) if comment is None else (document.raw, comment)
    )
    return one_line(text[start : min(end, start + 2 * WIDTH)])


def _entry(row: EntryRow, houses: Sequence[House], colour: bool) -> str:
    """What is wrong with an entry, and at which houses unless at all."""
    where = [h.short for h, level in zip(houses, row.severities, strict=True) if level is not None]
    line = entry_line(row.entry, colour)
    return line if len(where) == len(houses) else f"{line} [{one_line(', '.join(where))}]"


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
