"""The words of a stretch of the article, whoever's they are.

`Line.words` tells the writer's words from everybody else's, and a list of phrases matches the
writer's alone. Some rules look at what is said.
"""

from __future__ import annotations

from attrib.model import Document, Span
from attrib.resolve.words import Words

from .words import Word, as_word, folded, split


def words_of(document: Document, span: Span) -> tuple[Word, ...]:
    """The words and punctuation marks of a span, each as if it were the writer's."""
    return tuple(as_word(word, place) for word, place in split(document.text, span))


def last_name(name: str) -> str:
    """The last word of a name, "Jr." aside, in small letters: by it a name recurs."""
    words = [word.removesuffix("'s").rstrip(".'") for word in folded(name).split()]
    while len(words) > 1 and words[-1] in Words.load().suffixes:
        words.pop()
    return words[-1] if words else ""
