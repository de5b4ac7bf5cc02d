"""One article under several houses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .document import Document
from .finding import SEVERITIES, EntryFinding, Finding, Severity, State
from .report import Report


@dataclass(frozen=True, slots=True)
class Row:
    """What one or more houses find at one place.

    Attributes:
        finding: the finding, as severe as the strictest of them has it; open if it is so
            at any of them.
        severities: what each house makes of it; None where it says nothing.
        states: what has been said of it, at each house; None where that says nothing.
    """

    finding: Finding
    severities: tuple[Severity | None, ...]
    states: tuple[State | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article's reports, one a house, in the order of the houses.

    Attributes:
        reports: of the same document, with the same statements; at least one.
        blocks: whether the article is stopped, under each house.
    """

    reports: tuple[Report, ...]
    blocks: tuple[bool, ...]

    @property
    def document(self) -> Document:
        """The article."""
        return self.reports[0].document

    def rows(self) -> tuple[Row, ...]:
        """Every finding of any house once, in the order of the text."""
        # By the place in the file: of several comments to attrib in one paragraph, the findings
        # all stand at one place in the text.
        found: dict[tuple[int, int, int, int, str], list[Finding | None]] = {}
        for index, report in enumerate(self.reports):
            for finding in report.findings:
                place = (*finding.raw_span(self.document), *finding.span)
                at = found.setdefault((*place, finding.code), [None] * len(self.reports))
                at[index] = finding
        return tuple(_row(found[key]) for key in sorted(found))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What one or more houses find of one entry.

    Attributes:
        entry: the finding; the gate's checks are as severe at every house.
        severities: what each house makes of it; None where it says nothing.
    """

    entry: EntryFinding
    severities: tuple[Severity | None, ...]


@dataclass(frozen=True, slots=True)
class EntryComparison:
    """What is wrong in the files that say what does not block, under several houses.

    An entry may be of use at one house alone: at the others there is no such finding.

    Attributes:
        houses: ids of the houses.
        found: one a house, in their order.
        blocks: whether that stops the check, under each house.
    """

    houses: tuple[str, ...] = ()
    found: tuple[tuple[EntryFinding, ...], ...] = ()
    blocks: tuple[bool, ...] = ()

    def rows(self) -> tuple[EntryRow, ...]:
        """Every finding of any house once, by file and place."""
        levels: dict[EntryFinding, list[Severity | None]] = {}
        for index, entries in enumerate(self.found):
            for entry in entries:
                levels.setdefault(entry, [None] * len(self.found))[index] = entry.severity
        in_order = sorted(levels, key=lambda e: (e.path, e.line, e.column, e.code))
        return tuple(EntryRow(entry, tuple(levels[entry])) for entry in in_order)


def _row(at: list[Finding | None]) -> Row:
    there = [finding for finding in at if finding is not None]
    severest = max((finding.severity for finding in there), key=SEVERITIES.index)
    shown = next((finding for finding in there if finding.state == "open"), there[0])
    return Row(
        replace(shown, severity=severest),
        tuple(None if f is None else f.severity for f in at),
        tuple(None if f is None else f.state for f in at),
    )
