"""Findings in the Reviewdog Diagnostic Format, as one JSON document.

A range ends before its end, and columns count from 1 in bytes of UTF-8 (``reviewdog.proto``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from attrib.errors import AttribError
from attrib.model import EntryFinding, Report, Severity

from .places import Placed, Unreadable, level, message, placed, unreadable, utf8_columns

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
_SOURCE = {"name": "attrib"}


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
    root: Path,
) -> str:
    """A `DiagnosticResult` with a diagnostic for each finding and each file that could not be read.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.
        root: the folder that paths are told from.

    Returns:
        ASCII. `severity` is ERROR for what blocks and what could not be read, and for nothing else.
    """
    found = list(diagnostics(reports, errors, entries, stopping=stopping, root=root))
    return json.dumps({"source": _SOURCE, "diagnostics": found}, indent=2, allow_nan=False) + "\n"


def diagnostics(
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    *,
    stopping: frozenset[str],
    root: Path,
) -> Iterator[dict[str, Any]]:
    """The `Diagnostic` of each file that could not be read, then of each finding."""
    for unread in unreadable(reports, errors, root):
        yield _unread(unread)
    everything = placed(reports, entries, stopping, root)
    for _, group in groupby(everything, key=lambda place: id(place.document)):
        places = list(group)
        document = places[0].document
        columns: dict[int, int] = {}
        if document is not None:
            columns = utf8_columns(document, [at for p in places for at in p.span or ()])
        for place in places:
            yield _diagnostic(place, columns)


def _diagnostic(place: Placed, columns: dict[int, int]) -> dict[str, Any]:
    told = place.told
    position = {"start": {"line": place.line}}
    if place.column is not None:
        position["start"]["column"] = place.column
    if place.span is not None:
        start, end = place.span
        position = {
            "start": {"line": place.line, "column": columns[start]},
            "end": {"line": place.end_line, "column": columns[end]},
        }
    return {
        "message": message(place),
        "location": {"path": place.path, "range": position},
        "severity": _SEVERITIES[level(told)],
        "source": _SOURCE,
        "code": {"value": f"{told.finding.code} {told.finding.name}"},
    }


def _unread(unread: Unreadable) -> dict[str, Any]:
    location: dict[str, Any] = {"path": unread.path or ""}
    if unread.line is not None:
        # The column is one of code points, which only the file itself could turn into bytes.
        location["range"] = {"start": {"line": unread.line}}
    return {
        "message": f"could not be read: {unread.message}",
        "location": location,
        "severity": "ERROR",
        "source": _SOURCE,
        "code": {"value": "unreadable"},
    }
