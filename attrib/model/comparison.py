"""One article under several houses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .document import Document
from .finding import SEVERITIES, Finding, Severity
from .report import Report


@dataclass(frozen=True, slots=True)
class Row:
    """What one or more houses find at one place.

    Attributes:
        finding: the finding, as severe as the strictest of them has it.
        severities: what each house makes of it; None where it says nothing.
    """

    finding: Finding
    severities: tuple[Severity | None, ...]


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
        first: dict[tuple[int, int, str], Finding] = {}
        levels: dict[tuple[int, int, str], list[Severity | None]] = {}
        for index, report in enumerate(self.reports):
            for finding in report.findings:
                key = finding.span.start, finding.span.end, finding.code
                first.setdefault(key, finding)
                levels.setdefault(key, [None] * len(self.reports))[index] = finding.severity
        rows = []
        for key in sorted(first):
            told = [level for level in levels[key] if level is not None]
            severest = max(told, key=SEVERITIES.index)
            rows.append(Row(replace(first[key], severity=severest), tuple(levels[key])))
        return tuple(rows)
