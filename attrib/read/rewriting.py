"""A text made from a file, each stretch of it with its place there.

What formats wrap an article in (references, CDATA sections, shortcodes) is rewritten to what the
readers of HTML and of plain text take; `OffsetMap.through` leads back to the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from attrib.model import OffsetMap, Span


class Rewritten(NamedTuple):
    """A text, and where its stretches stand in what it was made from."""

    text: str
    offsets: OffsetMap


@dataclass(slots=True)
class Rewriting:
    """A text in the making."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    raw_starts: list[int] = field(default_factory=list)
    raw_ends: list[int] = field(default_factory=list)
    length: int = 0

    def keep(self, words: str, start: int) -> None:
        """Take in words as they stand in the file from `start` on."""
        if not words:
            return
        end = start + len(words)
        if (
            self.raw_ends
            and self.raw_ends[-1] == start
            and self.length - self.starts[-1] == start - self.raw_starts[-1]
        ):
            self.raw_ends[-1] = end
            self.pieces.append(words)
            self.length += len(words)
        else:
            self.put(words, start, end)

    def put(self, words: str, start: int, end: int) -> None:
        """Take in words that stand for the whole of a stretch of the file."""
        if not words:
            return
        self.pieces.append(words)
        self.starts.append(self.length)
        self.raw_starts.append(start)
        self.raw_ends.append(end)
        self.length += len(words)

    def trim(self) -> None:
        """Take back the last sign."""
        last = self.pieces.pop()
        self.length -= 1
        if self.starts[-1] == self.length:
            del self.starts[-1], self.raw_starts[-1], self.raw_ends[-1]
        else:
            self.raw_ends[-1] -= 1
        self.pieces.append(last[:-1])

    def done(self) -> Rewritten:
        """The text, and its map."""
        end = self.raw_ends[-1] if self.raw_ends else 0
        # What ends the text maps too.
        return Rewritten(
            "".join(self.pieces),
            OffsetMap((*self.starts, self.length), (*self.raw_starts, end), (*self.raw_ends, end)),
        )


def paragraphs_of(made: Iterable[Rewriting]) -> tuple[Rewritten, tuple[Span, ...]]:
    """Paragraphs as one text, a newline between two, and where each stands in it."""
    whole = Rewriting()
    paragraphs: list[Span] = []
    for one in made:
        if paragraphs:
            end = whole.raw_ends[-1]
            whole.put("\n", end, end)
        start = whole.length
        whole.pieces += one.pieces
        whole.starts += [start + at for at in one.starts]
        whole.raw_starts += one.raw_starts
        whole.raw_ends += one.raw_ends
        whole.length += one.length
        paragraphs.append(Span(start, whole.length))
    return whole.done(), tuple(paragraphs)
