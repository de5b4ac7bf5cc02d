"""The paragraphs of a source's text, in the parts that each place of its file has of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .text import Prose

# What ends a line for an editor that counts them.
LINE_BREAK = re.compile(r"\n|\r(?!\n)")


class Part(NamedTuple):
    """Words that stand together in a file.

    Attributes:
        words: with the space that parts them from the next part, where there is one.
        line, page, time: as of `attrib.model.TextLine`.
    """

    words: str
    line: int
    page: int | None = None
    time: str | None = None


class Paragraph(NamedTuple):
    """What the reader of a format makes of one paragraph.

    Attributes:
        parts: its words, in order, none empty.
        bold: how many code points at its start are set in bold; 0 where the format has no bold.
        speaker: whom the format itself gives it to; "" for somebody new whom it does not name,
            None where it says nothing.
        lined: whether whoever wrote it broke it into its parts, so that one may begin a speech.
    """

    parts: tuple[Part, ...]
    bold: int = 0
    speaker: str | None = None
    lined: bool = True


def without_start(parts: Sequence[Part], count: int) -> tuple[Part, ...]:
    """Parts less their first `count` code points and the spaces that follow these."""
    kept: list[Part] = []
    for part in parts:
        words = part.words[count:]
        count = max(0, count - len(part.words))
        if not kept:
            words = words.lstrip()
        if words:
            kept.append(part._replace(words=words))
    return tuple(kept)


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Lines of one paragraph as its parts: a space between two, none at the end."""
    kept = [part._replace(words=" ".join(part.words.split())) for part in parts]
    kept = [part for part in kept if part.words]
    return (*(part._replace(words=f"{part.words} ") for part in kept[:-1]), *kept[-1:])


def from_prose(
    prose: Prose,
    raw: str,
    lines: Sequence[int] | None = None,
    bold: Sequence[int] | None = None,
    *,
    lined: bool,
) -> Iterator[Paragraph]:
    """The paragraphs of a prose, each with the lines of the file that it stands on.

    Args:
        prose: of the file.
        raw: the file.
        lines: number of each line of `raw`, where that is not the file itself.
        bold: of each paragraph, as `Paragraph` has it.
        lined: as `Paragraph` has it.
    """
    breaks = [match.end() for match in LINE_BREAK.finditer(raw)]
    starts = _line_starts(prose, [0, *breaks], len(raw))
    for index, (start, end) in enumerate(prose.paragraphs):
        first = bisect_left(starts, (start + 1,)) - 1
        parts: list[Part] = []
        while first < len(starts) and starts[first][0] < end:
            begin = max(start, starts[first][0])
            stop = min(end, starts[first + 1][0]) if first + 1 < len(starts) else end
            number = starts[first][1]
            if stop > begin:
                number = lines[min(number, len(lines)) - 1] if lines else number
                parts.append(Part(prose.text[begin:stop], number))
            first += 1
        if parts:
            yield Paragraph(tuple(parts), bold[index] if bold else 0, None, lined)


def _line_starts(prose: Prose, line_starts: Sequence[int], size: int) -> list[tuple[int, int]]:
    """Where each line of the file begins in the prose, with its number from 1."""
    offsets = prose.offsets
    if not offsets.raw_ends:
        return [(start, number) for number, start in enumerate(line_starts, 1)]
    found: list[tuple[int, int]] = []
    segments = list(zip(offsets.text_starts, offsets.raw_starts, offsets.raw_ends, strict=True))
    at = 0
    for number, start in enumerate((*line_starts, size + 1), 1):
        # The first place of the prose that stands at or behind the line's start.
        while at < len(segments) and segments[at][2] <= start:
            at += 1
        if at == len(segments):
            break
        text_start, raw_start, _ = segments[at]
        place = text_start + max(0, start - raw_start)
        if found and found[-1][0] == place:
            found.pop()
        found.append((place, number))
    if not found or found[0][0] > 0:
        found.insert(0, (0, 1))
    return found
