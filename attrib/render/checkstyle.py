"""Findings as Checkstyle's XML, which many CI servers and review bots read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from attrib.errors import AttribError
from attrib.model import EntryFinding, Report, Severity

from .elements import document, under
from .places import level, message, path_from, placed, unreadable

_SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "info"}
# The format's own version, that of the first Checkstyle to write it so.
_VERSION = "4.3"


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
    root: Path,
) -> str:
    """A `file` for each article and each file that could not be read, an `error` for each finding.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.
        root: the folder that paths are told from.

    Returns:
        XML in ASCII. `severity` is error for what blocks and for nothing else but what could not
        be read; `source` is ``attrib.`` and the rule's code.
    """
    whole = Element("checkstyle", {"version": _VERSION})
    files: dict[str, Element] = {}

    def of(path: str) -> Element:
        if path not in files:
            files[path] = under(whole, "file", name=path)
        return files[path]

    for report in reports:
        of(path_from(root, report.document.file))
    for unread in unreadable(reports, errors, root):
        under(
            of(unread.path or ""),
            "error",
            line=unread.line or 1,
            column=unread.column,
            severity="error",
            message=f"could not be read: {unread.message}",
            source="attrib.unreadable",
        )
    for place in placed(reports, entries, stopping, root):
        told = place.told
        under(
            of(place.path),
            "error",
            line=place.line,
            column=place.column,
            severity=_SEVERITIES[level(told)],
            message=f"{told.finding.name}: {message(place)}",
            source=f"attrib.{told.finding.code}",
        )
    return document(whole)
