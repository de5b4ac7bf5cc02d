"""Plain text: its prose, character for character, and its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from attrib.errors import ReadError
from attrib.model import Comment, OffsetMap, Span

from .comments import cuts_for, find_comments, placed

# Format characters that stand inside words without being part of them: soft hyphen,
# zero-width space, word joiner, byte order mark, direction marks. They are taken out.
UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_UNSEEN = re.compile(f"[{UNSEEN}]+")
# Line breaks other than LF: CR alone, NEL, LINE and PARAGRAPH SEPARATOR.
_LINE_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_ODD_SPACE = re.compile("[^\\S \n]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"\S[^\n]*")
_LIST_ITEM = re.compile(r"(?:[-*•–—]|\(?\w{1,3}[.)])\s")
_SENTENCE_ENDS = tuple(".?!:”\"’')")

# Far beyond any article; the time that more would take goes to nobody's good.
_MAX_LINES = 200_000

# Hard-wrapped text: the widest line that programs and people break at, and the narrowest.
_MAX_COLUMNS, _MIN_COLUMNS = 100, 40
# How far short of the width a full line may stay, beyond the word that did not fit.
_RAGGED = 5


@dataclass(frozen=True, slots=True)
class Prose:
    """What a format's reader makes of a file, before furniture and sentences.

    Attributes:
        text: the prose, paragraphs parted by newlines.
        offsets: from `text` into the raw file.
        paragraphs: spans of `text` without outer whitespace, none empty.
        comments: the comments to attrib, each with its paragraph.
    """

    text: str
    offsets: OffsetMap
    paragraphs: tuple[Span, ...]
    comments: tuple[Comment, ...] = ()


def without_surrogates(text: str) -> str:
    """Half surrogates, which no encoding can write, as U+FFFD; as long as before."""
    return _SURROGATE.sub("\ufffd", text)


def plain_text(raw: str, path: str, most_lines: int = _MAX_LINES, *, wraps: bool = True) -> Prose:
    """The prose of a plain text.

    Odd spaces and control characters become spaces and odd line breaks become
    newlines, one for one. Lines that a fixed width broke are joined. Only
    format characters that cannot be seen, and a newline after a hyphen inside
    a wrapped paragraph, are left out; without any, text and raw run in step.
    So are comments to attrib: the rest reads as if they had never stood there.

    Args:
        raw: the text.
        path: of it.
        most_lines: how many lines with words it may have.
        wraps: whether a fixed width may have broken its lines.

    Raises:
        ReadError: more lines, or more comments, than any article has.
    """
    text = _ODD_SPACE.sub(" ", _LINE_BREAK.sub("\n", raw))
    comments = find_comments(text, path)
    cuts = cuts_for(text, comments)
    if not comments:
        return _prose(text, path, most_lines, wraps)
    prose = _prose("".join(_kept(text, cuts)), path, most_lines, wraps)
    offsets = _restored(prose, cuts, len(text))
    paragraphs = prose.paragraphs
    return Prose(
        prose.text,
        offsets,
        paragraphs,
        tuple(placed(text, comments, paragraphs, [offsets.raw(p) for p in paragraphs])),
    )


def _prose(text: str, path: str, most_lines: int, wraps: bool) -> Prose:
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        if len(lines) == most_lines:
            raise ReadError(f"more than {most_lines:,} lines", path=path)
        end = match.start() + len(match.group().rstrip())
        lines.append(Span(match.start(), end))
    joined = _wrapped(text, lines) if wraps else [False] * len(lines)
    text, removed = _unwrap(text, lines, joined)
    paragraphs: list[Span] = []
    for index, line in enumerate(lines):
        if index and joined[index - 1]:
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(line)
    removed += [Span(m.start(), m.end()) for m in _UNSEEN.finditer(text)]
    if not removed:
        return Prose(text, OffsetMap(), tuple(paragraphs))
    return _without(text, sorted(removed), paragraphs)


def _kept(text: str, cuts: Sequence[Span]) -> Iterator[str]:
    """What of a text stands outside of `cuts`."""
    done = 0
    for cut in cuts:
        yield text[done : cut.start]
        done = cut.end
    yield text[done:]


def _restored(prose: Prose, cuts: Sequence[Span], size: int) -> OffsetMap:
    """The map of a prose that `cuts` were taken out of beforehand, into the whole file."""
    gone = [0, *accumulate(cut.end - cut.start for cut in cuts)]
    # Where each cut was, in the file without the cuts.
    seams = [cut.start - before for cut, before in zip(cuts, gone, strict=False)]
    short = size - gone[-1]
    offsets = prose.offsets
    segments = (
        zip(offsets.text_starts, offsets.raw_starts, offsets.raw_ends, strict=True)
        if offsets.raw_ends
        else ((0, 0, short), (short, short, short))
    )
    text_starts: list[int] = []
    raw_starts: list[int] = []
    raw_ends: list[int] = []
    passed = 0
    for at, first, last in segments:
        start = first
        while True:
            while passed < len(seams) and seams[passed] <= start:
                passed += 1
            end = min(last, seams[passed]) if passed < len(seams) else last
            text_starts.append(at + start - first)
            raw_starts.append(start + gone[passed])
            raw_ends.append(end + gone[passed])
            if end >= last:
                break
            start = end
    return OffsetMap(tuple(text_starts), tuple(raw_starts), tuple(raw_ends))


def _wrapped(text: str, lines: Sequence[Span]) -> list[bool]:
    """For each line, whether a fixed width alone parts it from the next."""
    inside = [
        text.count("\n", line.end, following.start) == 1 for line, following in pairwise(lines)
    ]
    joined = [False] * len(lines)
    breaks = [index for index, yes in enumerate(inside) if yes]
    lengths = [lines[i].end - lines[i].start for i in breaks]
    narrow = [length for length in lengths if length <= _MAX_COLUMNS]
    if not narrow or 10 * len(narrow) < 9 * len(lengths) or max(narrow) < _MIN_COLUMNS:
        return joined
    # A web address here and there runs past the width.
    width = sorted(narrow)[19 * (len(narrow) - 1) // 20]
    full = running = 0
    goes_on = False
    for index, length in zip(breaks, lengths, strict=True):
        line, following = lines[index], lines[index + 1]
        first = _first_word(text, following)
        # The break is where it is because the next word did not fit.
        if length > _MAX_COLUMNS or length + 1 + first <= width - _RAGGED:
            continue
        full += 1
        lower = text[following.start].islower()
        running += lower or not text.endswith(_SENTENCE_ENDS, line.start, line.end)
        goes_on = goes_on or lower
        joined[index] = not (
            _LIST_ITEM.match(text, following.start, following.end)
            or _indent(text, following) > _indent(text, line) + 1
        )
    if not goes_on or 10 * full < 6 * len(breaks) or 10 * running < 6 * full:
        return [False] * len(lines)
    return joined


def _first_word(text: str, line: Span) -> int:
    end = text.find(" ", line.start, line.end)
    return (line.end if end < 0 else end) - line.start


def _indent(text: str, line: Span) -> int:
    return line.start - 1 - text.rfind("\n", 0, line.start)


def _unwrap(text: str, lines: Sequence[Span], joined: Sequence[bool]) -> tuple[str, list[Span]]:
    """Spaces for the newlines of joined lines, and what is better left out."""
    removed: list[Span] = []
    pieces: list[str] = []
    done = 0
    for index, join in enumerate(joined):
        if not join:
            continue
        line, following = lines[index], lines[index + 1]
        newline = text.index("\n", line.end)
        pieces += [text[done:newline], " "]
        done = newline + 1
        if text[line.end - 1] in "-\u2010" and text[line.end - 2 : line.end - 1].isalpha():
            removed.append(Span(line.end, following.start))
    if not pieces:
        return text, removed
    return "".join([*pieces, text[done:]]), removed


def _without(text: str, removed: Sequence[Span], paragraphs: Sequence[Span]) -> Prose:
    """The prose less some spans, mapped exactly."""
    kept: list[str] = []
    text_starts: list[int] = []
    raw_starts: list[int] = []
    raw_ends: list[int] = []
    length = position = 0
    for start, end in (*removed, Span(len(text), len(text))):
        if start > position:
            kept.append(text[position:start])
            text_starts.append(length)
            raw_starts.append(position)
            raw_ends.append(start)
            length += start - position
        position = max(position, end)
    # What ends the text maps too.
    text_starts.append(length)
    raw_starts.append(len(text))
    raw_ends.append(len(text))
    short = "".join(kept)
    moved: list[Span] = []
    cuts = iter((*removed, None))
    cut = next(cuts)
    gone = 0

    def shorter(offset: int) -> int:
        nonlocal cut, gone
        while cut is not None and cut.end <= offset:
            gone += cut.end - cut.start
            cut = next(cuts)
        inside = offset - cut.start if cut is not None and cut.start < offset else 0
        return offset - gone - inside

    for paragraph in paragraphs:
        start, end = shorter(paragraph.start), shorter(paragraph.end)
        words = short[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if end > start:
            moved.append(Span(start, end))
    return Prose(
        short, OffsetMap(tuple(text_starts), tuple(raw_starts), tuple(raw_ends)), tuple(moved)
    )
