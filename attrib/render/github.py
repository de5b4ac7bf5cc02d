"""Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request.

A step shows ten annotations of each kind and drops the others without a word, so the worst
ten of each are written; the job's summary, which the command line writes, has them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrib.errors import AttribError
from attrib.model import EntryFinding, Report, Severity

from .columns import visible
from .contents import rank
from .places import Placed, Unreadable, level, message, placed, unreadable
from .text import number

# https://docs.github.com/actions: per step, of errors, warnings and notices each.
MOST = 10
_KINDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
# As the runner takes them back: of a property also what parts properties.
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
    root: Path,
) -> str:
    """A command for each file that could not be read and each finding, the worst first.

    Args:
        reports: in any order.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.
        root: the folder that paths are told from: GitHub's, that of the repository.

    Returns:
        Lines, each ended. Of each kind there are `MOST` at most, and a last line tells how many
        are left out. What blocks and what could not be read is an error, and nothing else.
    """
    unread = unreadable(reports, errors, root)
    places = sorted(placed(reports, entries, stopping, root), key=lambda place: rank(place.told))
    lines: list[str] = []
    kinds: Counter[str] = Counter()
    left_out = 0
    for kind, line in _commands(unread, places):
        kinds[kind] += 1
        if kinds[kind] > MOST:
            left_out += 1
        else:
            lines.append(line)
    if left_out:
        lines.append(
            f"attrib: {number(left_out, 'more annotation')} left out, as GitHub shows {MOST} of "
            "each kind in a step; the job summary lists what was found."
        )
    return "".join(line + "\n" for line in lines)


def _commands(unread: Sequence[Unreadable], places: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    for each in unread:
        where = {"file": each.path, "line": each.line, "col": each.column}
        title = "could not be read"
        yield "error", _command("error", {**where, "title": title}, each.message)
    for place in places:
        kind = _KINDS[level(place.told)]
        yield kind, _command(kind, _where(place), message(place))


def _where(place: Placed) -> dict[str, object]:
    where: dict[str, object] = {"file": place.path, "line": place.line}
    if place.span is not None and place.end_line != place.line:
        # The runner refuses columns over several lines.
        where["endLine"] = place.end_line
    elif place.span is not None:
        where |= {"col": place.column, "endLine": place.line, "endColumn": place.end_column}
    else:
        where["col"] = place.column
    finding = place.told.finding
    return {**where, "title": f"{finding.code} {finding.name}"}


def _command(kind: str, properties: dict[str, object], said: str) -> str:
    told = ",".join(
        f"{name}={_shown(str(value)).translate(_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{kind} {told}::{said.translate(_DATA)}"


def _shown(text: str) -> str:
    """`text` without what could drive a terminal; line ends stay, for they are escaped."""
    return "".join(char if char in "\r\n" else visible(char) for char in text)
