"""What the tagger reads at a time: whole paragraphs, up to 192 word pieces.

Training and checking cut articles with this one piece of code, so that the
model sees at run time what it saw when it learned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import sub
from typing import TYPE_CHECKING

import numpy as np

from attrib.model import Quotation, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

MAX_PIECES = 192
# What the tagger knows of each piece besides itself: whether it stands inside
# quotation marks, and whether its word starts with a capital (the encoder's
# vocabulary is lower-case). The two bits index the encoder's type embeddings.
QUOTED, CAPITAL = 1, 2


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article as the encoder takes it.

    Attributes:
        ids: word pieces, ``[CLS]`` first, ``[SEP]`` after every paragraph.
        types: QUOTED and CAPITAL bits of each piece.
        firsts: index in `ids` of each word's first piece.
        words: where each word starts and ends in the text.
        paragraphs: index of each word's paragraph.
    """

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    firsts: NDArray[np.int64]
    words: tuple[tuple[int, int], ...]
    paragraphs: NDArray[np.int64]


@dataclass(slots=True)
class _Rows:
    """Columns of the pieces gathered so far."""

    ids: list[int]
    types: list[int]
    firsts: list[int]
    words: list[tuple[int, int]]
    paragraphs: list[int]

    def split(self, word: int) -> _Rows:
        """Take the words from one on, with their pieces, out into rows of their own."""
        piece = self.firsts[word]
        rest = _Rows(
            [self.ids[0], *self.ids[piece:]],
            [self.types[0], *self.types[piece:]],
            [first - piece + 1 for first in self.firsts[word:]],
            self.words[word:],
            self.paragraphs[word:],
        )
        del self.ids[piece:], self.types[piece:]
        del self.firsts[word:], self.words[word:], self.paragraphs[word:]
        return rest

    def window(self) -> Window:
        return Window(
            np.array(self.ids, np.int64),
            np.array(self.types, np.int64),
            np.array(self.firsts, np.int64),
            tuple(self.words),
            np.array(self.paragraphs, np.int64),
        )


def cut(
    text: str,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    tokenizer: Tokenizer,
    limit: int = MAX_PIECES,
) -> Iterator[Window]:
    """Windows over a text, in order, each of at most `limit` pieces."""
    cls, sep, *marks = (tokenizer.token_to_id(t) or 0 for t in ("[CLS]", "[SEP]", *".!?"))
    ends = frozenset(marks)
    quoted = sorted(span for q in quotations if q.depth == 0 for span in q.spans)
    texts = [text[start:end] for start, end in paragraphs]
    rows = _Rows([cls], [0], [], [], [])
    at = 0
    opened = 0  # the word that the last paragraph began with
    for index, encoding in enumerate(tokenizer.encode_batch(texts, add_special_tokens=False)):
        base = paragraphs[index].start
        ids, offsets, word_ids = encoding.ids, encoding.offsets, encoding.word_ids
        starts = [i for i in range(len(ids)) if i == 0 or word_ids[i] != word_ids[i - 1]]
        stops = [*starts[1:], len(ids)]
        words = [
            (base + offsets[begin][0], base + offsets[stop - 1][1])
            for begin, stop in zip(starts, stops, strict=False)  # no word: no start, one stop
        ]
        kinds = [CAPITAL if text[start].isupper() else 0 for start, _ in words]
        at = _mark(kinds, words, quoted, at)
        if len(ids) > limit and max(map(sub, stops, starts)) > limit - 2:
            ids, starts, stops = _shortened(ids, starts, stops, limit - 2)
        for first, last in _parts(ids, starts, ends, limit - 2):
            pieces = stops[last - 1] - starts[first]
            if len(rows.ids) > 1 and len(rows.ids) + pieces + 1 > limit:
                fresh = _Rows([cls], [0], [], [], [])
                # "He said:" goes with the paragraph that it announces.
                announced = first == 0 and opened and text[paragraphs[index - 1].end - 1] == ":"
                if announced and len(rows.ids) - rows.firsts[opened] + pieces + 2 <= limit:
                    fresh = rows.split(opened)
                yield rows.window()
                rows = fresh
            if first == 0:
                opened = len(rows.words)
            shift = len(rows.ids) - starts[first]
            rows.firsts += [start + shift for start in starts[first:last]]
            rows.words += words[first:last]
            rows.paragraphs += [index] * (last - first)
            rows.ids += ids[starts[first] : stops[last - 1]]
            if pieces == last - first:
                rows.types += kinds[first:last]
            else:
                for word in range(first, last):
                    rows.types += [kinds[word]] * (stops[word] - starts[word])
            rows.ids.append(sep)
            rows.types.append(0)
    if rows.firsts:
        yield rows.window()


def _mark(
    kinds: list[int], words: Sequence[tuple[int, int]], quoted: Sequence[Span], at: int
) -> int:
    """Set the QUOTED bit of a paragraph's words; `at` is the first quotation not yet passed."""
    while at < len(quoted) and words and quoted[at].start < words[-1][1]:
        first = bisect_left(words, (quoted[at].start, 0))
        last = bisect_left(words, (quoted[at].end, 0), first)
        for word in range(first, last):
            kinds[word] |= QUOTED
        if last == len(words) and quoted[at].end > words[-1][1]:
            break  # it may run on
        at += 1
    return at


def _shortened(
    ids: Sequence[int], starts: Sequence[int], stops: Sequence[int], limit: int
) -> tuple[list[int], list[int], list[int]]:
    """Pieces, and where words start and stop, with no word ("aaaa...") of more pieces than `limit`."""
    kept: list[int] = []
    begins, ends = [], []
    for start, stop in zip(starts, stops, strict=True):
        begins.append(len(kept))
        kept += ids[start : min(stop, start + limit)]
        ends.append(len(kept))
    return kept, begins, ends


def _parts(
    ids: Sequence[int], starts: Sequence[int], ends: frozenset[int], limit: int
) -> Iterator[tuple[int, int]]:
    """Word ranges of at most `limit` pieces: cut after a sentence, or else anywhere."""
    first = 0
    while first < len(starts):
        room = bisect_right(starts, starts[first] + limit) - 1
        if len(ids) - starts[first] <= limit:
            room = len(starts)
        room = max(room, first + 1)
        last = room
        if room < len(starts):
            half = first + (room - first) // 2
            last = next((i for i in range(room, half, -1) if ids[starts[i] - 1] in ends), room)
        yield first, last
        first = last
