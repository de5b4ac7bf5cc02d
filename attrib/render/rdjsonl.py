"""Findings in the Reviewdog Diagnostic Format, one JSON document a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from attrib.errors import AttribError
from attrib.model import EntryFinding, Report

from .rdjson import diagnostics


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
    root: Path,
) -> str:
    """A line for each `Diagnostic`; arguments and diagnostics are those of `rdjson.render`."""
    found = diagnostics(reports, errors, entries, stopping=stopping, root=root)
    return "".join(json.dumps(each, allow_nan=False) + "\n" for each in found)
