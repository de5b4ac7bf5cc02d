"""Where findings stand, for the programs that show them beside the lines of a file.

Paths are told from a root, as such a program knows its files, and so are lines: what stands in a
field of JSON has the line of the file, and its message names the field. A place has an end as
well as a start; and what does not block is nowhere an error, for the exit status decides.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from attrib.errors import AttribError
from attrib.model import Document, EntryFinding, Report, Severity, Span
from attrib.read import file_of
from attrib.read.text import without_surrogates

from .columns import cut, one_line
from .contents import Found, found, reason, state, suggestion, unread_texts
from .text import TOLD

# What a report calls an article that has no file.
_NO_FILE = ("-", "<text>")
# Columns of a message; a suggestion may have a whole passage of a source.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the whole of its place.

    Attributes:
        told: the finding, its start as reports tell it, and whether it blocks.
        path: of the file, from the root, with "/" between its parts; absolute for one outside it.
        line, column: where its words begin in the file, from 1, in code points; where they stand
            in a field, that line of the file which holds it, else the first, and no column.
        end_line, end_column: where they end, the end exclusive; the start where there is no end.
        document: the article; None for an entry.
        span: the place in `Document.raw`; None for an entry, and for words in a field.
    """

    told: Found
    path: str
    line: int
    column: int | None
    end_line: int
    end_column: int | None
    document: Document | None = None
    span: Span | None = None


class Unreadable(NamedTuple):
    """A file that could not be read: with it the check is not whole.

    Attributes:
        path: as in `Placed`; None where no file is to blame.
        line, column: where, from 1; None where that is not known.
        message: why.
    """

    path: str | None
    line: int | None
    column: int | None
    message: str


def placed(
    reports: Iterable[Report],
    entries: Iterable[EntryFinding],
    stopping: frozenset[str],
    root: Path,
) -> Iterator[Placed]:
    """Every finding with its place: of the entries first, then in the order of the text.

    Args:
        reports, entries, stopping: as of the renderers.
        root: that paths are told from.
    """
    for told in found((), entries, stopping):
        place = told.line, told.column
        yield Placed(told, path_from(root, told.path), *place, *place)
    for report in reports:
        document, path = report.document, path_from(root, report.document.file)
        for told, finding in zip(found([report], (), stopping), report.findings, strict=True):
            if document.field is not None:
                line = document.file_line or 1
                yield Placed(told, path, line, None, line, None, document)
                continue
            span = finding.raw_span(document)
            place = told.line, told.column
            yield Placed(told, path, *place, *document.locate(span.end), document, span)


def unreadable(
    reports: Iterable[Report], errors: Iterable[AttribError], root: Path
) -> list[Unreadable]:
    """The articles, texts of sources and files of the desk that could not be read."""
    files = [
        Unreadable(
            None if error.path is None else path_from(root, _file(error.path)),
            error.line,
            error.column,
            one_line(f"{_number(error.path)}{error.message}"),
        )
        for error in errors
    ]
    texts = [
        Unreadable(
            path_from(root, text.path),
            None,
            None,
            one_line(f"{text.reason}; quotes of its speaker are not checked"),
        )
        for text in unread_texts(reports)
    ]
    return files + texts


def _file(path: str) -> str:
    """The file of an article's path, as `Document.file`."""
    return str(file_of(Path(path)))


def _number(path: str | None) -> str:
    """Which article of its file one is, to stand before a message: "#3: "."""
    if path is None:
        return ""
    number = path.removeprefix(_file(path))
    return f"{number}: " if number else ""


def path_from(root: Path, path: str) -> str:
    """A file's path from `root`, or its absolute path outside of it, with "/" between parts.

    Links of folders are followed, as one of two paths may go by a link; the file keeps its name.
    """
    if path in _NO_FILE or "\0" in path:
        return without_surrogates(path)
    absolute = os.path.abspath(path)  # noqa: PTH100 (links stay what they are)
    folder = os.path.realpath(os.path.dirname(absolute))  # noqa: PTH120 (any bytes)
    whole = Path(folder, os.path.basename(absolute))  # noqa: PTH119
    home = Path(os.path.realpath(root))
    shown = whole.relative_to(home) if whole.is_relative_to(home) else whole
    return without_surrogates(shown.as_posix())


def level(told: Found) -> Severity:
    """How grave to show a finding: an error if it blocks, and never one if it does not."""
    if told.blocks:
        return "error"
    if state(told) in ("suppressed", "signed-off"):
        return "note"
    return "warning" if told.finding.severity == "error" else told.finding.severity


def message(place: Placed) -> str:
    """What is wrong and what to do, a likely repair, and what has been said of it, in one line.

    What stands in a field begins with its place there: "#3 (body):12:5: ".
    """
    told = place.told
    parts = [f"{_in_field(place)}{told.finding.message}"]
    if suggestion(told):
        parts.append(f"Suggestion: {suggestion(told).rstrip('.')}.")
    said = state(told)
    if said != "open":
        why = reason(told)
        parts.append(f"[{TOLD[said]}: {why}]" if why else f"[{TOLD[said]}]")
    return cut(one_line(" ".join(parts)), _LONGEST)


def _in_field(place: Placed) -> str:
    document, told = place.document, place.told
    if document is None or document.field is None:
        return ""
    which = f"#{document.number} " if document.number is not None else ""
    return f"{which}({document.field}):{told.line}:{told.column}: "


def utf8_columns(document: Document, offsets: Sequence[int]) -> dict[int, int]:
    """By offset into the raw file: its column from 1 in bytes of UTF-8, whatever the file is in."""
    if document.raw.isascii():
        return {offset: document.locate(offset)[1] for offset in offsets}
    starts = {offset: offset - document.locate(offset)[1] + 1 for offset in offsets}
    # Once through the text, however many findings stand on a line.
    before: dict[int, int] = {}
    at = size = 0
    for offset in sorted({*starts, *starts.values()}):
        size += len(document.raw[at:offset].encode("utf-8", "surrogatepass"))
        at, before[offset] = offset, size
    return {offset: before[offset] - before[start] + 1 for offset, start in starts.items()}
