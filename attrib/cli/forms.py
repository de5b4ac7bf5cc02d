"""The forms that a report can have: each is one renderer, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from attrib.errors import AttribError

if TYPE_CHECKING:
    from attrib.houses import House
    from attrib.model import EntryFinding, Report

# What the end of a file's name asks for.
SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".csv": "csv",
    ".txt": "plain",
    ".json": "json",
}


def rendered(
    form: str,
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
    *,
    house: House | None = None,
    colour: bool = False,
) -> str:
    """The report in one text.

    Args:
        form: a format's name; "html" for one article, or for one that could not be read.
        reports, errors, entries: as of the renderers.
        stopping: fingerprints of the findings that block.
        house: whose passages a page shows; attrib's own without one.
        colour: mark severities with ANSI colours, in "text".
    """
    if form == "text":
        from attrib.render import text

        return text.render(reports, errors, entries, colour=colour)
    if form == "json":
        from attrib.render import json

        return json.render(reports, errors, entries)
    renderer = import_module(f"attrib.render.{form}")
    shown: str
    if form != "html":
        shown = renderer.render(reports, errors, entries, stopping=stopping)
    elif reports:
        shown = renderer.render(reports[0], house=house, stopping=stopping, entries=entries)
    else:
        # A page about no article, which says what could not be read.
        shown = renderer.render_index((), errors, stopping=stopping, entries=entries)
    return shown
