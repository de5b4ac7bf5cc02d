"""Comments to attrib, ``<!-- attrib: ... -->``: no words of the article, in any format.

Found without regular expressions that could backtrack, each stretch of the file looked at once.
What a comment says is read by the gate.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attrib.errors import ReadError
from attrib.model import Comment, Span

_OPEN, _CLOSE, _NAME = "<!--", "-->", "attrib"
# In plain text a longer comment is one whose end was forgotten; the words after it are
# the article's and must not be lost with it.
_LONGEST = 2_000
# Far beyond what anybody writes into one article.
_MOST = 1_000
_BACKTICKS = re.compile("`+")


def addressed(raw: str, start: int) -> bool:
    """True where what follows a comment's opening marks speaks to attrib: "attrib:"."""
    start = _past_spaces(raw, start)
    if raw[start : start + len(_NAME)].lower() != _NAME:
        return False
    # Whoever forgets the colon is told so, and does not have the comment ignored.
    after = _past_spaces(raw, start + len(_NAME))
    return raw.startswith(":", after) or raw[after : after + 5].lower() == "allow"


def closed_comment(raw: str, span: Span) -> Comment:
    """The comment at `span`, or one without its end where "-->" is missing there."""
    closed = span.end - span.start >= len(_OPEN + _CLOSE) and raw.endswith(
        _CLOSE, span.start, span.end
    )
    end = span.end - len(_CLOSE) if closed else span.end
    return Comment(span, raw[span.start + len(_OPEN) : end], closed=closed)


def within_number(count: int, path: str) -> None:
    """Refuse a file that has more comments than any article.

    Raises:
        ReadError: there are `count` already, and one more.
    """
    if count >= _MOST:
        raise ReadError(f"not an article: more than {_MOST:,} comments to attrib", path=path)


def find_comments(text: str, path: str) -> list[Comment]:
    """The comments to attrib in a plain text, without their paragraphs.

    One inside of code, between backticks, is shown and not said. One that is not closed before the next opens, or within 2,000 characters, ends with its
    opening marks, and its words stay in the article.

    Raises:
        ReadError: there are more than any article has.
    """
    found: list[Comment] = []
    code = _Code(text)
    start = text.find(_OPEN)
    while start >= 0:
        following = text.find(_OPEN, start + len(_OPEN))
        if addressed(text, start + len(_OPEN)) and not code.holds(start):
            within_number(len(found), path)
            last = min(start + _LONGEST, len(text) if following < 0 else following)
            end = text.find(_CLOSE, start + len(_OPEN), last)
            span = Span(start, start + len(_OPEN) if end < 0 else end + len(_CLOSE))
            found.append(closed_comment(text, span))
        start = following
    return found


class _Code:
    """Code within the lines of a text, as Markdown has it: between backticks, as many at both ends.

    Asked about places in the order of the text, it looks at each line once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._starts: list[int] = []
        self._ends: list[int] = []

    def holds(self, place: int) -> bool:
        """True for a place within code."""
        if place > self._end:
            self._read(place)
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]

    def _read(self, place: int) -> None:
        start = self._text.rfind("\n", 0, place) + 1
        end = self._text.find("\n", place)
        self._end = len(self._text) if end < 0 else end
        runs = [Span(*m.span()) for m in _BACKTICKS.finditer(self._text, start, self._end)]
        # For each run, the next one of its length.
        closing: dict[int, int] = {}
        partners = [0] * len(runs)
        for index in range(len(runs) - 1, -1, -1):
            length = runs[index].end - runs[index].start
            partners[index] = closing.get(length, 0)
            closing[length] = index
        self._starts, self._ends = [], []
        index = 0
        while index < len(runs):
            partner = partners[index]
            if partner:
                self._starts.append(runs[index].start)
                self._ends.append(runs[partner].end)
            index = (partner or index) + 1


def cuts_for(text: str, comments: Sequence[Comment]) -> list[Span]:
    """What to take out of a plain text so that it reads as if the comments were not there.

    Args:
        text: the file, its line breaks all newlines and its spaces all plain ones.
        comments: in its order.
    """
    runs: list[Span] = []
    for comment in comments:
        if not comment.closed:
            continue
        if runs and not text[runs[-1].end : comment.span.start].strip(" "):
            runs[-1] = Span(runs[-1].start, comment.span.end)
        else:
            runs.append(comment.span)
    return [_cut(text, run) for run in runs]


def _cut(text: str, run: Span) -> Span:
    """The comments of a run, and the spaces or the line that stood there for them alone."""
    start, end = run
    while start and text[start - 1] == " ":
        start -= 1
    while end < len(text) and text[end] == " ":
        end += 1
    ends_line = end == len(text) or text[end] == "\n"
    if start and text[start - 1] != "\n":
        # One space stays where words follow.
        return Span(start if ends_line else min(start + 1, run.start), end)
    if not ends_line:
        return Span(run.start, end)
    # Alone on its line: the line stays, empty, and parts paragraphs as it does in Markdown.
    return Span(start, end)


def placed(
    text: str,
    comments: Sequence[Comment],
    paragraphs: Sequence[Span],
    raw_paragraphs: Sequence[Span],
) -> Iterator[Comment]:
    """The comments of a plain text, each with the paragraph that it holds for.

    That is the paragraph whose words stand on its line, which it is among; of one on a line of
    its own, the next.

    Args:
        text: the file, its line breaks all newlines.
        comments: in its order.
        paragraphs: of the prose.
        raw_paragraphs: the same in the file.
    """
    starts = [paragraph.start for paragraph in raw_paragraphs]
    bare = _without(text, comments)
    for comment in comments:
        start, end = comment.span
        index = bisect_right(starts, start) - 1
        if index < 0 or (
            end > raw_paragraphs[index].end
            and bare.find("\n", raw_paragraphs[index].end, start) >= 0
        ):
            index += 1
        if index == len(paragraphs):
            yield comment
            continue
        first, last = raw_paragraphs[index]
        among = bare.find("\n", min(end, first), first) < 0 if first > start else True
        among = among and (start <= last or bare.find("\n", last, start) < 0)
        yield replace(comment, paragraph=paragraphs[index], among=among)


def _without(text: str, comments: Sequence[Comment]) -> str:
    """A text of the same length with spaces for its comments, and so without their newlines."""
    pieces, done = [], 0
    for comment in comments:
        start, end = comment.span
        pieces += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def after_comments(raw: str) -> int:
    """Where a file goes on after the comments to attrib at its head."""
    position = 0
    while True:
        start = _past_spaces(raw, position)
        if not (raw.startswith(_OPEN, start) and addressed(raw, start + len(_OPEN))):
            return position
        end = raw.find(_CLOSE, start + len(_OPEN))
        if end < 0:
            return len(raw)
        position = end + len(_CLOSE)


def _past_spaces(raw: str, position: int) -> int:
    while position < len(raw) and raw[position].isspace():
        position += 1
    return position
