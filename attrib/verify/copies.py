"""Runs of an article that stand in a text word for word, outside of quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrib.find import Marks
from attrib.model import Copy, Document, Span

from .search import Stretch, passage_of, stretches_anywhere
from .texts import Held, Shelf
from .voices import Voices
from .words import Word, words

# So many words in a row are looked up; a run is longer.
_SEED = 5
# Words of the article that are looked up in the index at a time.
_AT_A_TIME = 40


def copies(
    document: Document,
    marks: Marks,
    least: int,
    shelves: Sequence[Shelf],
    texts: Sequence[Held],
    voices: Voices,
) -> tuple[Copy, ...]:
    """The runs that the article has from texts, the longest first.

    Args:
        document: the article.
        marks: its quotation marks.
        least: words of the shortest run.
        shelves, texts: where to look.
        voices: who says what in them.
    """
    found: list[Copy] = []
    for stretch in _unquoted(document, marks):
        said = words(document.text, *stretch)
        if len(said) >= least:
            found += _runs(document, said, least, shelves, texts, voices)
    return tuple(sorted(found, key=lambda copy: (-copy.words, copy.span)))


def _unquoted(document: Document, marks: Marks) -> Iterator[Span]:
    """What stands between the quotations of each paragraph."""
    quoted = sorted(span for q in marks.quotations if not q.depth for span in q.spans)
    number = 0
    for paragraph in document.paragraphs:
        at = paragraph.start
        while number < len(quoted) and quoted[number].end <= at:
            number += 1
        index = number
        while index < len(quoted) and quoted[index].start < paragraph.end:
            if quoted[index].start > at:
                yield Span(at, quoted[index].start)
            at = max(at, quoted[index].end)
            index += 1
        if at < paragraph.end:
            yield Span(at, paragraph.end)


def _runs(
    document: Document,
    said: Sequence[Word],
    least: int,
    shelves: Sequence[Shelf],
    texts: Sequence[Held],
    voices: Voices,
) -> Iterator[Copy]:
    forms = [word.form for word in said]
    best: list[tuple[int, int, int, Stretch]] = []
    for begin in range(0, len(forms), _AT_A_TIME):
        part = forms[begin : begin + _AT_A_TIME]
        for place in stretches_anywhere(part, shelves, texts):
            best += [(*run, place) for run in _shared(forms, place.place.words, least)]
    taken: list[Span] = []
    # The longest first; what lies in one that is taken tells nothing new.
    for length, start, there, place in sorted(best, key=lambda run: (-run[0], run[1])):
        span = Span(said[start].start, said[start + length - 1].end)
        if any(span.overlaps(other) for other in taken):
            continue
        if _plain(document.text, said[start : start + length]) < least * 2 // 3:
            continue
        taken.append(span)
        run = place.place.words[there : there + length]
        said_there = Span(run[0].start, run[-1].end)
        voice = voices.at(place.held, place.in_text(said_there))
        yield Copy(span, length, passage_of(place, said_there, voice))


def _shared(
    forms: Sequence[str], others: Sequence[Word], least: int
) -> Iterator[tuple[int, int, int]]:
    """The longest runs that two sequences share: length, and where each begins."""
    places: dict[tuple[str, ...], list[int]] = {}
    theirs = [word.form for word in others]
    for index in range(len(theirs) - _SEED + 1):
        places.setdefault(tuple(theirs[index : index + _SEED]), []).append(index)
    at = 0
    while at <= len(forms) - least:
        longest, there = 0, 0
        for index in places.get(tuple(forms[at : at + _SEED]), ())[:50]:
            length = _SEED
            while (
                at + length < len(forms)
                and index + length < len(theirs)
                and forms[at + length] == theirs[index + length]
            ):
                length += 1
            if length > longest:
                longest, there = length, index
        if longest >= least:
            yield longest, at, there
            at += longest
        else:
            at += 1


def _plain(text: str, run: Sequence[Word]) -> int:
    """How many words of a run are no names: those alone are somebody's wording."""
    return sum(not text[word.start].isupper() for word in run)
