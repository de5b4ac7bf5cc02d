"""PDF: its lines put together again as paragraphs, across pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from attrib.errors import ReadError

from .line_numbers import numbered
from .paragraphs import Paragraph, Part
from .text import UNSEEN

_PROGRAM = Path(__file__).with_name("pdf_process.py")
# Run apart from the user's settings, and with the modules that run here.
_RUN = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "runpy.run_path(sys.argv.pop(1), run_name='__main__')"
)
_MOST_PAGES = 5_000
_SECONDS, _MEMORY = 60, 2 * 2**30
# Reading waits for this many seconds at most, whatever else the machine does.
_WAIT = 180
# PDFium's codes (fpdfview.h, FPDF_ERR_...).
_REASONS: Mapping[object, str] = {
    4: "an encrypted PDF: save a copy without its password",
    5: "an encrypted PDF, in a way that cannot be read: save a copy without encryption",
    "pages": f"too long: a PDF of more than {_MOST_PAGES:,} pages",
}
_DAMAGED = "a damaged PDF: it cannot be opened"

_UNREADABLE = re.compile(f"[{UNSEEN}\x00-\x01\x03-\x1f\x7f-\x9f]+")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_ENDS = tuple(".?!:”\"’')]")
_HYPHEN = "\x02"
# Lines at an edge that may run through the pages, and how far from each other they stand, in points.
_EDGE, _DRIFT = 3, 20
# Numbers of lines: how one looks, and how many make a column.
_LINE_NUMBER, _COLUMN = re.compile(r"[1-9][0-9]?"), 6
_RUNNING = 0.4
# A gap that parts paragraphs, in lines; an indent and a difference of size that do, in heights.
_GAP, _INDENT, _SIZES = 1.45, 0.8, 0.15
# A line that ends this far before the right edge, in its widths, is a paragraph's last.
_SHORT = 0.15


class _Line(NamedTuple):
    words: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool
    page: int
    number: int

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes, path: str, max_characters: int) -> tuple[Paragraph, ...]:
    """The paragraphs of a PDF.

    A part's line is counted from the top of its page, or is the number that the page itself prints
    at the left of it. What stands at the same edge of most pages, page numbers among it, is left
    out, so that paragraphs run over the page's end. Where paragraphs begin is guessed from gaps,
    indents, sizes and short lines. The file is read by a process of its own, with limits of time and memory.

    Raises:
        ReadError: damaged, encrypted, too long, without text, or too much work.
    """
    pages = _pages(data, path, max_characters)
    if not any(line for page in pages for line in page):
        raise ReadError("image-only: no text, run OCR first", path=path)
    lines = _without_running(_without_numbers(pages))
    found = tuple(_paragraphs(lines))
    if not found:
        raise ReadError("no words: a PDF of page numbers only", path=path)
    return found


def _pages(data: bytes, path: str, max_characters: int) -> list[list[_Line]]:
    found = _run(data, path, max_characters)
    if "error" in found:
        error = found["error"]
        if error == "characters":
            reason = f"too long: more than {max_characters:,} characters"
        elif error == "page":
            reason = f"a damaged PDF: page {found['page']:,} cannot be read"
        else:
            reason = _REASONS.get(error, _DAMAGED)
        raise ReadError(reason, path=path)
    pages: list[list[_Line]] = []
    for number, rows in enumerate(found["pages"], 1):
        lines = [
            _Line(_UNREADABLE.sub("", words), left, bottom, right, top, bold, number, 0)
            for words, left, bottom, right, top, bold in rows
        ]
        lines = [line for line in lines if line.words.strip(f" {_HYPHEN}")]
        from_top = sorted(range(len(lines)), key=lambda at: (-lines[at].bottom, lines[at].left))
        for rank, at in enumerate(from_top, 1):
            lines[at] = lines[at]._replace(number=rank)
        pages.append(lines)
    return pages


def _run(data: bytes, path: str, max_characters: int) -> dict[str, Any]:
    if not sys.executable:
        raise ReadError("a PDF, which needs a Python that can be started again", path=path)
    modules = json.dumps([os.path.abspath(folder) for folder in sys.path])  # noqa: PTH100
    limits = map(str, (_MOST_PAGES, max_characters, _SECONDS, _MEMORY))
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _RUN, modules, str(_PROGRAM), *limits],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WAIT,
            check=False,
        )
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        raise ReadError("a PDF that takes too long to read", path=path) from None
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise ReadError(
            "a PDF that cannot be read: damaged, or more work than a text is worth", path=path
        )
    return found


def _without_numbers(pages: Sequence[Sequence[_Line]]) -> list[list[_Line]]:
    """The pages without the numbers that they print at the left of each line."""
    pages = [_beside_numbers(page) for page in pages]
    lengths = numbered([line.words for page in pages for line in page])
    if lengths is None:
        return [list(page) for page in pages]
    kept: list[list[_Line]] = []
    at = 0
    for page in pages:
        lines = []
        for line in page:
            length = lengths[at]
            at += 1
            if length:
                number = int(line.words[:length].strip())
                line = line._replace(words=line.words[length:].lstrip(), number=number)
            if line.words:
                lines.append(line)
        kept.append(lines)
    return kept


def _beside_numbers(page: Sequence[_Line]) -> list[_Line]:
    """A page whose line numbers are drawn as a column of their own, each put before its line."""
    column = [line for line in page if _LINE_NUMBER.fullmatch(line.words.strip())]
    column.sort(key=lambda line: -line.bottom)
    left = median(line.left for line in column) if column else 0.0
    column = [line for line in column if abs(line.left - left) <= _DRIFT]
    if len(column) < _COLUMN or any(
        int(line.words) != int(before.words) + 1 for before, line in pairwise(column)
    ):
        return list(page)
    taken = set(map(id, column))
    others = [line for line in page if id(line) not in taken]
    bottoms = [-number.bottom for number in column]
    found: list[_Line] = []
    numbered_lines: set[int] = set()
    for line in others:
        at = bisect_left(bottoms, -line.bottom - line.height / 2)
        near = at < len(column) and abs(column[at].bottom - line.bottom) <= line.height / 2
        if near and at not in numbered_lines and column[at].left < line.left:
            numbered_lines.add(at)
            line = line._replace(words=f"{column[at].words.strip()} {line.words}")
        found.append(line)
    # A number beside nothing is an empty line.
    found += [number for at, number in enumerate(column) if at not in numbered_lines]
    return sorted(found, key=lambda line: (-line.bottom, line.left))


def _without_running(pages: Sequence[Sequence[_Line]]) -> list[_Line]:
    """All lines but those that stand at the same edge of many pages, numbers aside."""
    if len(pages) < 2:
        return [line for page in pages for line in page]
    at_edge: list[dict[int, list[tuple[str, str]]]] = []
    places: dict[tuple[str, str], list[float]] = {}
    for page in pages:
        order = sorted(range(len(page)), key=lambda at: -page[at].bottom)
        edges: dict[int, list[tuple[str, str]]] = {}
        for edge, indices in (("bottom", order[-_EDGE:]), ("top", order[:_EDGE])):
            for at in indices:
                words = _NUMBER.sub("#", " ".join(page[at].words.lower().split()))
                # A page of few lines has some at both edges.
                edges.setdefault(at, []).append((edge, words))
                places.setdefault((edge, words), []).append(page[at].bottom)
        at_edge.append(edges)
    needed = max(2.0, _RUNNING * len(pages))
    middles = {key: median(found) for key, found in places.items() if len(found) >= needed}
    return [
        line
        for page, edges in zip(pages, at_edge, strict=True)
        for at, line in enumerate(page)
        if not any(
            key in middles and abs(line.bottom - middles[key]) <= _DRIFT
            for key in edges.get(at, ())
        )
    ]


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Paragraph]:
    if not lines:
        return
    measures = _Measures(lines)
    gathered = [lines[0]]
    compounds = _compounds(lines)
    for line in lines[1:]:
        if measures.parts(gathered[-1], line):
            yield _paragraph(gathered, compounds)
            gathered = []
        gathered.append(line)
    yield _paragraph(gathered, compounds)


class _Measures:
    """How far apart and how wide the lines of a document are set."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._right: dict[int, float] = {}
        gaps: Counter[float] = Counter()
        for line in lines:
            self._right[line.page] = max(line.right, self._right.get(line.page, 0.0))
        for before, line in pairwise(lines):
            gap = before.bottom - line.bottom
            if before.page == line.page and gap > 0.5 * line.height > 0:
                gaps[round(gap / line.height, 1)] += 1
        # The commonest distance, in heights; of several, the smallest.
        self._pitch = min(gaps, key=lambda gap: (-gaps[gap], gap), default=1.2)

    def parts(self, before: _Line, line: _Line) -> bool:
        """Whether a line begins a paragraph."""
        tall = max(before.height, line.height, 1.0)
        if abs(before.height - line.height) > _SIZES * tall or before.bold != line.bold:
            # A word set larger on a line of its own is a heading; a drop in size is a note.
            return True
        words = before.words.rstrip(f" {_HYPHEN}")
        if before.words.endswith(_HYPHEN) or not words.endswith(_SENTENCE_ENDS):
            gap = before.bottom - line.bottom
            return before.page == line.page and gap > _GAP * self._pitch * tall
        gap = before.bottom - line.bottom
        if before.page == line.page and gap > _GAP * self._pitch * tall:
            return True
        if line.words[:1].islower():
            return False
        if line.left > before.left + _INDENT * tall and line.left < before.right:
            return True
        width = self._right[before.page] - before.left
        return before.right < self._right[before.page] - _SHORT * width


def _compounds(lines: Sequence[_Line]) -> frozenset[str]:
    """The words that the document has within its lines, to tell "Tues-day" from "long-term"."""
    if not any(line.words.endswith((_HYPHEN, "-")) for line in lines):
        return frozenset()
    return frozenset(
        match.group().lower() for line in lines for match in _COMPOUND.finditer(line.words)
    )


def _paragraph(lines: Sequence[_Line], compounds: frozenset[str]) -> Paragraph:
    parts: list[Part] = []
    for at, line in enumerate(lines):
        words = " ".join(line.words.split())
        following = lines[at + 1].words.lstrip() if at + 1 < len(lines) else ""
        if not following:
            words = words.replace(_HYPHEN, "-")
        elif words.endswith((_HYPHEN, "-")) and words[-2:-1].isalpha() and following[0].isalpha():
            words = words[:-1] + ("" if _is_one(words[:-1], following, compounds) else "-")
        else:
            words = words.replace(_HYPHEN, "-") + " "
        parts.append(Part(words, line.number, line.page))
    return Paragraph(tuple(parts), len(parts[0].words) if lines[0].bold else 0)


def _is_one(before: str, after: str, compounds: frozenset[str]) -> bool:
    """Whether the two halves of a word that a line's end parts have no hyphen of their own."""
    first = _COMPOUND.findall(before[-60:])[-1].lower()
    match = _COMPOUND.match(after[:60])
    second = match.group().lower() if match is not None else ""
    if f"{first}{second}" in compounds:
        return True
    return f"{first}-{second}" not in compounds and after[0].islower() and "-" not in first
