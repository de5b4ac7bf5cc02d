"""Findings for GitLab's Code Quality, which shows them in the changes of a merge request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrib.errors import AttribError
from attrib.model import EntryFinding, Report, Severity

from .contents import Found, state
from .places import message, placed, unreadable

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "note": "info"}


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
    root: Path,
) -> str:
    """A JSON array with an object for each finding and each file that could not be read.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.
        root: the folder that paths are told from: GitLab's, that of the repository.

    Returns:
        ASCII. `severity` is blocker for what blocks and what could not be read, and for nothing
        else. GitLab takes two findings of one fingerprint for one, so none is given twice.
    """
    issues: list[dict[str, Any]] = []
    seen: Counter[tuple[str, str]] = Counter()

    def add(path: str, name: str, of: str, said: str, severity: str, line: int) -> None:
        # An entry of a file, and what could not be read, have no fingerprint that lasts.
        ordinal = seen[path, of]
        seen[path, of] += 1
        key = f"{path}\0{of}\0{ordinal}"
        issues.append(
            {
                "description": said,
                "check_name": name,
                "fingerprint": sha256(key.encode("utf-8", "backslashreplace")).hexdigest()[:32],
                "severity": severity,
                "location": {"path": path, "lines": {"begin": line}},
            }
        )

    for unread in unreadable(reports, errors, root):
        said = f"could not be read: {unread.message}"
        path = "." if unread.path is None else unread.path
        add(path, "unreadable", f"unreadable {unread.message}", said, "blocker", unread.line or 1)
    for place in placed(reports, entries, stopping, root):
        told = place.told
        finding = told.finding
        lasting = f"{finding.code} {finding.message}"
        if not isinstance(finding, EntryFinding):
            lasting = finding.fingerprint
        name = f"{finding.code} {finding.name}"
        add(place.path, name, lasting, message(place), _severity(told), place.line)
    return json.dumps(issues, indent=2, allow_nan=False) + "\n"


def _severity(told: Found) -> str:
    if told.blocks:
        return "blocker"
    return (
        "info"
        if state(told) in ("suppressed", "signed-off")
        else _SEVERITIES[told.finding.severity]
    )
