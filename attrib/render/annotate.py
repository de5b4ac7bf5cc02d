"""A Word document with each finding as a comment at its words.

Its parts are changed in bytes, with the standard library alone: a library that reads the file into
objects and writes them anew leaves out what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from attrib.errors import ReadError
from attrib.houses import House, default_house
from attrib.model import Attribution, EntryFinding, Finding, Report, Span
from attrib.read import MAX_CHARACTERS
from attrib.read.docx import opened
from attrib.read.docx_places import WordPlaces, word_places

from .annotate_comments import Comments, Note
from .annotate_marks import Mark, is_whole, with_marks
from .annotate_package import CommentParts, is_signed, written
from .columns import cut, one_line
from .contents import chain, speaker, unread_texts
from .text import TOLD

# Of what names a comment, as many as a finding's fingerprint has.
_DIGITS = 32
# Columns of the words that are shown where a comment stands at more than them.
_MOST = 200
_STEP = 256


class Annotated(NamedTuple):
    """A document with comments.

    Attributes:
        data: the file.
        comments: how many were written.
        replaced: how many of attrib's own went for them.
        is_signed: whether it has a digital signature, which no longer fits it.
    """

    data: bytes
    comments: int
    replaced: int
    is_signed: bool


class _Said(NamedTuple):
    """What a comment says, and of which words of the raw file."""

    span: Span
    paragraphs: list[str]
    rule: str = ""
    fingerprint: str = ""


def render(
    data: bytes,
    report: Report,
    entries: Sequence[EntryFinding] = (),
    *,
    house: House | None = None,
    author: str = "attrib",
    date: datetime,
    statements: bool = False,
    max_bytes: int,
) -> Annotated:
    """The document that a report is about, with a comment for each finding.

    Comments that an earlier run wrote under the same name are replaced, but for those that somebody
    has answered; all others stay. What has no place in the text is told in one comment at the first
    paragraph.

    Args:
        data: the DOCX file.
        report: of it.
        entries: what is wrong in the files that say what does not block.
        house: whose passages are told; attrib's own without one.
        author: of the comments.
        date: when they are made, in UTC.
        statements: comment on every statement, too, with its speaker and outlet.
        max_bytes: size of the largest file that is read; what it unfolds to may be a few times that.

    Raises:
        ReadError: the file is broken or no DOCX, or its words are not those of the report.
    """
    document = report.document
    with opened(data, document.path, max_bytes) as package:
        main = package.part(package.main)
        assert main is not None
        hidden = package.hidden_styles(document.path)
        places = word_places(main, document.path, MAX_CHARACTERS, hidden)
        there = CommentParts(package, places.namespace, document.path)
        comments = Comments(
            package.part(there.comments),
            package.part(there.extended) if there.extended is not None else None,
            places.namespace,
            document.path,
        )
        gone, answered = comments.of_attrib(author)
        said = [
            one
            for one in _said(report, entries, house, statements)
            if one.fingerprint not in answered
        ]
        taken = comments.ids.union(anchor.id for anchor in places.anchors) - gone
        marks, notes = _placed(report, places, said, taken)
        parts = {package.main: with_marks(places, marks, gone)}
        if notes or gone:
            parts[there.comments] = comments.changed(gone, notes, author, date)
            parts |= there.changed()
        return Annotated(
            written(package, parts, document.path),
            len(notes),
            len(gone),
            is_signed(package),
        )


def _said(
    report: Report,
    entries: Sequence[EntryFinding],
    house: House | None,
    statements: bool,
) -> Iterator[_Said]:
    """What there is to say, in the order of the text; what is about all of it first."""
    document = report.document
    about_all = list(_about_all(report, entries))
    if about_all:
        first = document.paragraphs[0] if document.paragraphs else Span(0, len(document.text))
        # What is told anew is another comment than the one that somebody answered.
        name = sha256("\n".join(about_all).encode("utf-8", "surrogatepass")).hexdigest()
        yield _Said(document.raw_span(first), about_all, fingerprint=name[:_DIGITS])
    pack = house or default_house()
    said = [
        _Said(
            finding.raw_span(document),
            list(_finding(finding, pack)),
            f"{finding.code} {finding.name}",
            finding.fingerprint,
        )
        for finding in report.findings
    ]
    if statements:
        for attribution in report.attributions:
            content = attribution.statement.content
            words = Span(content[0].start, content[-1].end)
            told = [_statement(attribution)]
            said.append(_Said(document.raw_span(words), told, fingerprint=attribution.fingerprint))
    yield from sorted(said, key=lambda one: one.span)


def _about_all(report: Report, entries: Sequence[EntryFinding]) -> Iterator[str]:
    for what in report.document.left_out:
        yield f"left out: {what}, not checked"
    for text in unread_texts([report]):
        yield f"not read: {text.path}: {text.reason}; quotes of its speaker are not checked"
    for entry in entries:
        place = f"{entry.path}:{entry.line}:{entry.column}"
        yield f"{entry.severity} {entry.code} {entry.name}: {entry.message} ({place})"


def _finding(finding: Finding, house: House) -> Iterator[str]:
    yield f"{finding.severity.capitalize()}: {finding.message}"
    if finding.suggestion is not None:
        yield f"Suggestion: {finding.suggestion}"
    passage = house.passages.get(finding.name)
    if passage is not None:
        # The newsroom's standard, but attrib's words.
        yield f"After {passage.standard}: {passage.says}"
    owner = f" ({finding.owner})" if finding.owner is not None else ""
    if finding.state != "open":
        state = TOLD[finding.state].capitalize()
        yield f"{state}: {finding.reason}{owner}" if finding.reason is not None else f"{state}."
    elif finding.sign_off is not None:
        yield f"Upheld: {finding.sign_off.reason} ({finding.sign_off.by})"


def _statement(attribution: Attribution) -> str:
    statement = attribution.statement
    name, through = speaker(attribution.speaker), chain(attribution.outlet)
    told = f"{statement.id}, {statement.kind}: {name}"
    return f"{told}, through {through}" if through not in ("", name) else told


def _placed(
    report: Report, places: WordPlaces, said: Sequence[_Said], taken: frozenset[str]
) -> tuple[list[Mark], list[Note]]:
    """The marks and comments for what is said; ids are those that are not taken."""
    document = report.document
    letters = _Letters(document.raw)
    if letters.all != places.letters():
        raise ReadError("its words cannot be found again in the file", path=document.path)
    ids = (id for id in count() if str(id) not in taken)
    marks: list[Mark] = []
    notes: list[Note] = []
    for span, paragraphs, rule, fingerprint in said:
        start, end = letters.before(span.start), letters.before(span.end)
        if start == end:
            # A place without words is told at the word that follows it, or at the last.
            start = min(start, len(letters.all) - 1)
            end = start + 1
        if is_whole(places, start) or is_whole(places, end - 1):
            words = cut(one_line(document.raw[slice(*span)]), _MOST)
            paragraphs = [*paragraphs, f"The words: {words}"]
        id = next(ids)
        marks.append(Mark(id, start, end))
        notes.append(Note(id, paragraphs, rule, fingerprint))
    return marks, notes


class _Letters:
    """The characters of a text that are no spaces, by which its words are found in the file."""

    def __init__(self, text: str) -> None:
        self.all = "".join(text.split())
        self._text = text
        # How many there are before every so many characters.
        self._counts = [0]
        for start in range(0, len(text), _STEP):
            piece = text[start : start + _STEP]
            self._counts.append(self._counts[-1] + len("".join(piece.split())))

    def before(self, offset: int) -> int:
        """How many there are before an offset."""
        step = offset // _STEP
        rest = self._text[step * _STEP : offset]
        return self._counts[step] + len("".join(rest.split()))
