"""The forms that a report can have: each is one renderer, imported when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrib.cli import Failed, complain
from attrib.errors import AttribError

if TYPE_CHECKING:
    from attrib.checker import Checker
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
# Those that a program reads which shows findings beside the lines of a file, each with the
# variable of the service that knows the files by their paths from there.
_FOR_TOOLS = {
    "sarif": None,
    "github": "GITHUB_WORKSPACE",
    "junit": None,
    "checkstyle": None,
    "gitlab": "CI_PROJECT_DIR",
    "rdjson": None,
    "rdjsonl": None,
}
# GitHub shows nothing of a longer summary.
_LONGEST_SUMMARY = 1_024 * 1_024


def rendered(
    form: str,
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
    *,
    statements: bool = True,
    colour: bool = False,
    checker: Checker | None = None,
) -> str:
    """The report in one text.

    A page has room for one article.

    Args:
        form: a format's name; "html" for one article, or for one that could not be read.
        reports, errors, entries: as of the renderers.
        stopping: gate names of the findings that block.
        statements: show the statements, in "text".
        colour: mark severities with ANSI colours, in "text".
        checker: whose settings, house and baseline held; None where none could be made.

    Raises:
        Failed: several articles are asked for as HTML.
    """
    if form == "html" and len(reports) + len(errors) > 1:
        raise Failed("several articles as HTML need a folder: attrib report -o FOLDER")
    if form == "text":
        from attrib.render import text

        return text.render(
            reports, errors, entries, stopping=stopping, statements=statements, colour=colour
        )
    if form == "json":
        from attrib.render import json

        return json.render(reports, errors, entries)
    renderer = import_module(f"attrib.render.{form}")
    shown: str
    if form in _FOR_TOOLS:
        of_service = os.environ.get(_FOR_TOOLS[form] or "")
        told: dict[str, Any] = {"stopping": stopping, "root": Path(of_service or Path.cwd())}
        if form == "sarif" and checker is not None:
            from attrib.gate import CHECKS

            baseline = checker.ledger.baseline
            told |= {"settings": checker.settings, "checks": CHECKS}
            if baseline.path is not None:
                paths = [report.document.path for report in reports]
                told["old"] = {path: baseline.old_in(path) for path in paths}
        shown = renderer.render(reports, errors, entries, **told)
    elif form != "html":
        shown = renderer.render(reports, errors, entries, stopping=stopping)
    elif reports:
        house = checker.settings.house if checker is not None else None
        shown = renderer.render(reports[0], house=house, stopping=stopping, entries=entries)
    else:
        # A page about no article, which says what could not be read.
        shown = renderer.render_index((), errors, stopping=stopping, entries=entries)
    return shown


def tell_outcome(
    output: str | None,
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
) -> None:
    """Say what came of it to who sees no report, as that went into a file."""
    if output is None:
        return
    from attrib.render.contents import lead

    said, told = lead(reports, errors, entries, stopping)
    complain(f"{output}: {said}; {told}" if told else f"{output}: {said}", "note")


def summarise(
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
) -> None:
    """Put the report as Markdown at the end of GitHub's job summary, if there is one.

    Raises:
        Failed: the summary cannot be written, or has no room left.
    """
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from attrib.render import markdown

    page = markdown.render(reports, errors, entries, stopping=stopping)
    data = (page.rstrip("\n") + "\n\n").encode("utf-8", "backslashreplace")
    try:
        with Path(name).open("ab") as file:
            if file.tell() + len(data) > _LONGEST_SUMMARY:
                raise Failed(f"{name}: cannot write: the job summary has no room left")
            file.write(data)
    except OSError as error:
        raise Failed(f"{name}: cannot write: {error.strerror or error}") from error
