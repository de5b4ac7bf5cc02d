"""A comment that an article holds for attrib."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Comment:
    """``<!-- attrib: ... -->``, which readers of the article do not see.

    Attributes:
        span: where it stands in the raw file, its marks included.
        words: what it says, without its marks; unread so far.
        paragraph: the one that it stands in, else the next one; None after the last, and
            where it stands among words that are no part of the article.
        among: True where words stand on its line, or in its element, which it then is about.
        closed: False where no "-->" ends it.
    """

    span: Span
    words: str
    paragraph: Span | None = None
    closed: bool = True
    among: bool = False
