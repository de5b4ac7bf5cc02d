"""The article as it was read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from .comment import Comment
from .span import Span

DocumentKind = Literal["news", "opinion", "live-blog"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = ("news", "opinion", "live-blog")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each stretch of a document's text stands in its raw file.

    Attributes:
        text_starts: start of each segment in the text, ascending, first 0.
        raw_starts: start of the same segment in the raw decoded file.
        raw_ends: end of the same segment in the raw decoded file.

    Inside a segment, text and raw file run in step; a segment that stands for
    one character reference (``&amp;``) maps to the whole reference.
    """

    text_starts: tuple[int, ...] = (0,)
    raw_starts: tuple[int, ...] = (0,)
    raw_ends: tuple[int, ...] = ()

    def raw(self, span: Span) -> Span:
        """The raw file's span for a span of the text."""
        if not self.raw_ends:
            return span
        start = self._start(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, self._end(span.end)))

    def _start(self, offset: int) -> int:
        index = bisect_right(self.text_starts, offset) - 1
        raw = self.raw_starts[index] + offset - self.text_starts[index]
        return min(raw, self.raw_ends[index])

    def _end(self, offset: int) -> int:
        index = bisect_right(self.text_starts, offset - 1) - 1
        last = self.text_starts[index + 1] if index + 1 < len(self.text_starts) else None
        if offset == last:
            return self.raw_ends[index]
        raw = self.raw_starts[index] + offset - self.text_starts[index]
        return min(raw, self.raw_ends[index])


@dataclass(frozen=True, slots=True)
class Document:
    """An article: the raw decoded file, and its prose.

    Attributes:
        path: what the article is called in reports; "-" for standard input.
        raw: the whole file, decoded, without a byte order mark.
        text: the article's prose, paragraphs parted by newlines. The stages
            work on it alone.
        offsets: from the text back into `raw`.
        paragraphs: spans of `text`, blank paragraphs left out.
        sentences: spans of `text`, each inside one paragraph.
        headline, byline, publication: what the format gives; None if not found.
        date: the day of publication that the format gives, as "2026-12-31"; None if not found.
        kind: news, or a piece that its house holds to milder rules.
        comments: what the file says to attrib itself, in its order; no part of `text`.
    """

    path: str
    raw: str
    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    offsets: OffsetMap = field(default_factory=OffsetMap)
    headline: str | None = None
    byline: str | None = None
    publication: str | None = None
    kind: DocumentKind = "news"
    comments: tuple[Comment, ...] = ()
    date: str | None = None
    _lines: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts, position = [0], self.raw.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.raw.find("\n", position + 1)
        object.__setattr__(self, "_lines", tuple(starts))

    def raw_span(self, span: Span) -> Span:
        """The raw file's span for a span of `text`."""
        return self.offsets.raw(span)

    def locate(self, raw_offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of an offset into `raw`."""
        line = bisect_right(self._lines, raw_offset)
        return line, raw_offset - self._lines[line - 1] + 1

    def slice(self, span: Span) -> str:
        """The words of a span of `text`."""
        return self.text[span.start : span.end]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or the last that starts before it."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds `offset`, or the last that starts before it."""
        return max(0, bisect_right(self.paragraphs, (offset, len(self.text) + 1)) - 1)
