"""The marks of comments in the text of a Word document: put in at bytes, all else left as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from attrib.read.docx_places import Element, Letter, WordPlaces, tag_name

# What is said of a run stands again in each part of it; no program says more than this, in bytes.
_LONGEST_PROPERTIES = 4_000
_SPACE = re.compile(rb"\sxml:space\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SPACES = (b" ", b"\t", b"\r", b"\n", b";")


class Mark(NamedTuple):
    """A comment's place.

    Attributes:
        id: of the comment.
        start, end: its first letter and the one behind its last, by their numbers in the document.
    """

    id: int
    start: int
    end: int


@dataclass(slots=True)
class _Cut:
    """A byte where marks stand.

    Attributes:
        before, behind: what ends the run that is parted there, and begins it anew.
        text: that is parted, too.
        ends, begins: ids of the comments that do.
    """

    before: bytes = b""
    behind: bytes = b""
    text: Element | None = None
    ends: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)


class _Edit(NamedTuple):
    """Bytes that are put in place of others."""

    start: int
    end: int
    new: bytes


def with_marks(places: WordPlaces, marks: Iterable[Mark], gone: Collection[str]) -> bytes:
    """The main part of a document with the marks of comments in it.

    A run of words that a comment begins or ends in is parted there, and each part keeps what is
    said of the run. What may not be parted (a text box, a content control that Word fills in,
    what is there in two versions) is commented as a whole.

    Args:
        places: of its words.
        marks: those to put in.
        gone: ids of the comments whose marks are to be taken out.

    Returns:
        The part; what is neither such a mark nor the end of a parted run has the bytes that it had.
    """
    cuts: dict[int, _Cut] = {}
    for mark in marks:
        first, last = places.letter(mark.start), places.letter(mark.end - 1)
        (start, begin), (end, stop) = _before(places, first), _behind(places, last)
        if end <= start:
            # The words of a text box are read after those of the paragraph that it is in.
            (start, begin), (end, stop) = _before(places, last), _behind(places, first)
        cuts.setdefault(start, begin).begins.append(mark.id)
        cuts.setdefault(end, stop).ends.append(mark.id)
    edits = [_Edit(at, at, _written(places, cut)) for at, cut in cuts.items()]
    edits += _kept_spaces(places.data, cuts)
    edits += _removals(places, gone)
    return _applied(places.data, edits)


def is_whole(places: WordPlaces, number: int) -> bool:
    """Whether a letter can be commented only with all that it stands in."""
    return _whole(places.letter(number)) is not None


def _whole(letter: Letter) -> Element | None:
    """What is commented as a whole where a letter is; None where its run can be parted."""
    element = letter.stretch.element
    run = element.parent
    if run is None or not run.is_word("r") or element.whole is not run:
        return element.whole or element
    start, end = run.properties
    return run if end - start > _LONGEST_PROPERTIES else None


def _before(places: WordPlaces, letter: Letter) -> tuple[int, _Cut]:
    """Where a comment that begins with a letter begins."""
    whole, element = _whole(letter), letter.stretch.element
    run = element.parent
    if whole is not None or run is None:
        return (whole or element).start, _Cut()
    if element.is_word("t") and not _is_first(places.data, letter):
        return letter.start, _within(places, letter, run)
    if not places.data[run.content : element.start].strip():
        return run.start, _Cut()
    return element.start, _Cut(*_parted(places, run))


def _behind(places: WordPlaces, letter: Letter) -> tuple[int, _Cut]:
    """Where a comment that ends with a letter ends."""
    whole, element = _whole(letter), letter.stretch.element
    run = element.parent
    if whole is not None or run is None:
        return (whole or element).end, _Cut()
    section = b"]]>" if letter.stretch.literal else b""
    if element.is_word("t") and not places.data.startswith(section + b"</", letter.end):
        return letter.end, _within(places, letter, run)
    if _is_last(places.data, element):
        return run.end, _Cut()
    return element.end, _Cut(*_parted(places, run))


def _is_first(data: bytes, letter: Letter) -> bool:
    """Whether nothing stands before a letter in its text."""
    section = b"<![CDATA[" if letter.stretch.literal else b""
    return data[letter.stretch.element.opening : letter.start] == section


def _is_last(data: bytes, element: Element) -> bool:
    """Whether nothing follows in what an element stands in."""
    at = element.end
    while data[at : at + 1].isspace():
        at += 1
    return data.startswith(b"</", at)


def _parted(places: WordPlaces, run: Element) -> tuple[bytes, bytes]:
    """The end of a run, and its beginning again."""
    data = places.data
    again = data[run.start : run.opening] + data[slice(*run.properties)]
    return _closing(data, run), again


def _within(places: WordPlaces, letter: Letter, run: Element) -> _Cut:
    """A cut inside of a text."""
    data, text = places.data, letter.stretch.element
    before, behind = _parted(places, run)
    before, behind = _closing(data, text) + before, behind + _spaced(data, text)
    if letter.stretch.literal:
        before, behind = b"]]>" + before, behind + b"<![CDATA["
    return _Cut(before, behind, text)


def _closing(data: bytes, element: Element) -> bytes:
    return b"</" + tag_name(data, element.start) + b">"


def _spaced(data: bytes, text: Element) -> bytes:
    """The opening tag of a text, which says that its spaces are to be kept."""
    tag = data[text.start : text.opening]
    if text.preserved:
        return tag
    return _SPACE.sub(b"", tag)[:-1].rstrip() + b' xml:space="preserve">'


def _kept_spaces(data: bytes, cuts: dict[int, _Cut]) -> Iterator[_Edit]:
    """The opening tags of texts that end in a space now, and did not say that it is to be kept."""
    seen: set[int] = set()
    for at in sorted(cuts):
        text = cuts[at].text
        if text is None or text.start in seen:
            continue
        seen.add(text.start)
        if not text.preserved and data[at - 1 : at] in _SPACES:
            yield _Edit(text.start, text.opening, _spaced(data, text))


def _written(places: WordPlaces, cut: _Cut) -> bytes:
    pieces = [_mark(places, "commentRangeEnd", id) for id in cut.ends]
    pieces += [_reference(places, id) for id in cut.ends]
    pieces += [_mark(places, "commentRangeStart", id) for id in cut.begins]
    return cut.before + "".join(pieces).encode() + cut.behind


def _mark(places: WordPlaces, name: str, id: int) -> str:
    prefix = places.prefix or "w"
    declared = "" if places.prefix else f' xmlns:w="{places.namespace}"'
    return f'<{prefix}:{name}{declared} {prefix}:id="{id}"/>'


def _reference(places: WordPlaces, id: int) -> str:
    prefix = places.prefix or "w"
    declared = "" if places.prefix else f' xmlns:w="{places.namespace}"'
    return f"<{prefix}:r{declared}>{_mark(places, 'commentReference', id)}</{prefix}:r>"


def _removals(places: WordPlaces, gone: Collection[str]) -> Iterator[_Edit]:
    data = places.data
    for anchor in places.anchors:
        if anchor.id not in gone:
            continue
        removed, run = anchor.element, anchor.element.parent
        if removed.is_word("commentReference") and run is not None and run.is_word("r"):
            # The run is there for the mark alone.
            alone = not data[run.content : removed.start].strip() and _is_last(data, removed)
            removed = run if alone else removed
        yield _Edit(removed.start, removed.end, b"")


def _applied(data: bytes, edits: Sequence[_Edit]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(edits):
        pieces += [data[done:start], new]
        done = end
    return b"".join([*pieces, data[done:]])
