"""What a source really said, as it was read: a release, a transcript, captions, a filing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .span import Span


class TextLine(NamedTuple):
    """Where a stretch of a text stands in its file.

    Attributes:
        start: where it begins in `SourceText.text`; it runs to the next one's start.
        line: in the file, from 1; of a PDF on the page, from its top, or the number that the page
            prints beside it; of a DOCX the paragraph, empty ones counted.
        page: of a PDF, from 1; None for any other file.
        time: of captions, when it is said, as "00:01:12"; None for any other file.
    """

    start: int
    line: int
    page: int | None = None
    time: str | None = None


class Turn(NamedTuple):
    """Words that the text itself gives to a speaker: after a label, or by a caption's voice.

    Attributes:
        span: the words, in `SourceText.text`; the label is not among them. It may run over
            several paragraphs.
        speaker: the label without its colon and without the role behind the name; a person's
            name in capitals as names are written ("JANE DOE, mayor:" is "Jane Doe"). What names
            nobody stands as written ("THE COURT", "Q").
    """

    span: Span
    speaker: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of a source.

    Attributes:
        path: its file.
        text: its words, paragraphs parted by newlines, speaker labels left out.
        lines: where they stand in the file, ascending; the first starts at 0.
        turns: who says what in it by its own labels, in order; empty for a text without any.
        source: who speaks in the rest of it, as its front matter or its "From:" says: an id
            of the registry or a name; None where it does not say.
        title, date, url, language: what the text itself gives; None where it does not. A language
            of "und" (ISO 639-3) is one in another script than Latin.
    """

    path: str
    text: str
    lines: tuple[TextLine, ...]
    turns: tuple[Turn, ...] = ()
    source: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
