"""The article as it was read."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from dataclasses import dataclass
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

    def through(self, outer: OffsetMap) -> OffsetMap:
        """From the same text into what the raw file of this map was itself made of.

        Args:
            outer: from that raw file to where its own stretches stand.
        """
        if not outer.raw_ends:
            return self
        if not self.raw_ends:
            return outer
        starts: list[int] = []
        raw_starts: list[int] = []
        raw_ends: list[int] = []
        for index, text_start in enumerate(self.text_starts):
            at, end = self.raw_starts[index], self.raw_ends[index]
            last = index + 1 == len(self.text_starts)
            length = end - at if last else self.text_starts[index + 1] - text_start
            segment = bisect_right(outer.text_starts, at) - 1
            while at < end and length == end - self.raw_starts[index]:
                following = segment + 1 < len(outer.text_starts)
                stop = min(end, outer.text_starts[segment + 1]) if following else end
                place = outer.raw(Span(at, stop))
                starts.append(text_start + at - self.raw_starts[index])
                raw_starts.append(place.start)
                raw_ends.append(place.end)
                at, segment = stop, segment + 1
            if starts and starts[-1] >= text_start:
                continue
            # What stands for a whole stretch, or for nothing: that is where the words before end.
            place = outer.raw(Span(at, end))
            nothing = at == end and bool(raw_ends)
            starts.append(text_start)
            raw_starts.append(raw_ends[-1] if nothing else place.start)
            raw_ends.append(raw_ends[-1] if nothing else place.end)
        return OffsetMap(tuple(starts), tuple(raw_starts), tuple(raw_ends))


def line_starts(raw: str) -> tuple[int, ...]:
    """Where each line of a file starts."""
    starts, position = [0], raw.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = raw.find("\n", position + 1)
    return tuple(starts)


@dataclass(frozen=True, slots=True)
class Document:
    """An article: the raw decoded file, and its prose.

    Attributes:
        path: what the article is called in reports; "-" for standard input, "posts.jsonl#3"
            for one of several in a file.
        raw: the whole file, decoded, without a byte order mark; where the file holds the
            article in a `field`, what that says, decoded.
        text: the article's prose, paragraphs parted by newlines. The stages
            work on it alone.
        offsets: from the text back into `raw`.
        paragraphs: spans of `text`, blank paragraphs left out.
        sentences: spans of `text`, each inside one paragraph.
        headline, byline, publication: what the format gives; None if not found.
        credit: the agency or owner that the format credits; None if not found.
        date: the day of publication that the format gives, as "2026-12-31"; None if not found.
        kind: news, or a piece that its house holds to milder rules.
        comments: what the file says to attrib itself, in its order; no part of `text`.
        number: which of its file's articles it is, by line or count; None where there is one only.
        file_line: the one line of the file, from 1, that the article stands on, in JSON Lines;
            None in other formats.
        field: where in the file `raw` stands, "bodies[0].value"; None where it is the file.
        left_out: what of the article was not read, fit to show: "2 footnotes".
        line_starts: start of each line of `raw`; counted where not given.
    """

    path: str
    raw: str
    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    offsets: OffsetMap = dataclasses.field(default_factory=OffsetMap)
    headline: str | None = None
    byline: str | None = None
    publication: str | None = None
    kind: DocumentKind = "news"
    comments: tuple[Comment, ...] = ()
    date: str | None = None
    credit: str | None = None
    number: int | None = None
    file_line: int | None = None
    field: str | None = None
    left_out: tuple[str, ...] = ()
    line_starts: tuple[int, ...] = dataclasses.field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.line_starts:
            object.__setattr__(self, "line_starts", line_starts(self.raw))

    @property
    def file(self) -> str:
        """The path of the file that the article is in: "posts.jsonl" of "posts.jsonl#3"."""
        return self.path if self.number is None else self.path.removesuffix(f"#{self.number}")

    def raw_span(self, span: Span) -> Span:
        """The raw file's span for a span of `text`."""
        return self.offsets.raw(span)

    def locate(self, raw_offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of an offset into `raw`."""
        line = bisect_right(self.line_starts, raw_offset)
        return line, raw_offset - self.line_starts[line - 1] + 1

    def slice(self, span: Span) -> str:
        """The words of a span of `text`."""
        return self.text[span.start : span.end]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or the last that starts before it."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds `offset`, or the last that starts before it."""
        return max(0, bisect_right(self.paragraphs, (offset, len(self.text) + 1)) - 1)
