"""What the texts of its source say of a quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

VerdictKind = Literal[
    "verbatim",
    "edited",
    "trimmed",
    "altered",
    "spliced",
    "misattributed",
    "not-found",
    "not-checked",
    "paraphrase",
]
# From what needs nothing to what needs most.
VERDICTS: tuple[VerdictKind, ...] = (
    "verbatim",
    "paraphrase",
    "edited",
    "trimmed",
    "not-checked",
    "not-found",
    "altered",
    "spliced",
    "misattributed",
)
How = Literal["replaced", "added", "left-out", "moved", "gloss", "ellipsis"]
About = Literal["number", "negation", "condition", "hedge", "name", "date", "contraction", "words"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a text has the words.

    Attributes:
        path: the text's file.
        line: in the file, from 1; of a PDF on the page; of a DOCX the paragraph.
        words: of the text, from the first that matches to the last.
        speaker: who says them there; None where the text does not tell.
        page: of a PDF, from 1; None for any other file.
        time: of captions, as "00:01:12"; None for any other file.
        title, date, url: of the text; None where nobody gives them.
    """

    path: str
    line: int
    words: str
    speaker: str | None = None
    page: int | None = None
    time: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One place where a quote and its text part.

    Attributes:
        how: words replaced, added, left out or moved; a gloss in brackets; an ellipsis.
        about: what kind of words; those other than "words" and "contraction" may turn the meaning.
        quoted: the article's words; "" for words left out.
        said: the text's words; "" for words added.
        place: of `quoted` in the article's text; where words are left out, the empty span there.
        said_place: of `said` in the passage's words.
        passage: number of the passage in the verdict, from 0.
    """

    how: How
    about: About
    quoted: str
    said: str
    place: Span
    said_place: Span
    passage: int = 0

    @property
    def is_marked(self) -> bool:
        """True where the article itself shows that something was changed."""
        return self.how in ("gloss", "ellipsis")

    @property
    def turns(self) -> bool:
        """True for words that the meaning may hang on: a number, a "not", an "if", a name."""
        return self.about not in ("words", "contraction")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the texts say of one statement.

    Attributes:
        kind: the verdict; "paraphrase" for an indirect statement.
        passages: where the words stand, in the order of the quote; of one that was not found the
            nearest, if any.
        changes: those that may turn the meaning first, names and numbers before all.
        reason: why it was not checked, or who said it; None where there is nothing to add.
        score: how much of the quote's words the passages have, 0 to 1.
        words: how many words were held against the texts.
    """

    kind: VerdictKind
    passages: tuple[Passage, ...] = ()
    changes: tuple[Change, ...] = ()
    reason: str | None = None
    score: float = 0.0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A run of the article that stands in a source's text word for word, without quotation marks.

    Attributes:
        span: of the article's text.
        words: how many words it has.
        passage: where the text has it.
    """

    span: Span
    words: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that cannot be read.

    Attributes:
        path: its file.
        reason: why, as a phrase.
        source: id of the record that lists it; None for a text of the story's folder.
    """

    path: str
    reason: str
    source: str | None = None
