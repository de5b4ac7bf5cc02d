"""What page form says of words: a signature under them, a crosshead made of them."""

from __future__ import annotations

from collections.abc import Sequence

from attrib.model import Span

from .context import Context
from .words import folded, spelled, word_set

# A signature: longest in code points and in words, and what a credit begins with.
_SIGNATURE, _SIGNED_WORDS = 90, 9
_NAME = 5
_CREDITS = ("[", "(", "–", "—", "~")
_MARKS = "“”\"‘’'«»"


def heads(context: Context, spans: Sequence[Span]) -> bool:
    """True for a crosshead of somebody's words: a line of its own without a full stop."""
    document = context.document
    paragraph = document.paragraphs[document.paragraph_at(spans[0].start)]
    words = document.slice(paragraph).strip(_MARKS + " ")
    return (
        spans[0].start <= paragraph.start + 1
        and spans[-1].end >= paragraph.end - 1
        and words[-1:].isalnum()
    )


def signed(context: Context, end: int) -> bool:
    """True where a signature or a credit follows: a line of its own, or "[Daily Post]"."""
    document = context.document
    index = document.paragraph_at(max(0, end - 1))
    rest = document.text[end : document.paragraphs[index].end].lstrip(" \"”’'.,»")
    if rest[:1] in _CREDITS:
        return True
    if rest or index + 1 >= len(document.paragraphs):
        return False
    following = document.paragraphs[index + 1]
    if following.end - following.start > _SIGNATURE:
        return False
    words = [w for w in spelled(document.slice(following)) if w[0].isalnum()]
    finite = word_set("rules/quoted", "finite")
    # A name, and perhaps an office; a sentence has a verb.
    return (
        0 < len(words) <= _SIGNED_WORDS
        and words[0][0].isupper()
        and sum(w[0].isupper() for w in words) > 1
        and not any(folded(w) in finite for w in words)
        and document.text[following.start] not in _MARKS
    )


def is_signature(context: Context, span: Span) -> bool:
    """True for a name alone, as under a pull quote: "Ada Moss", "Ada Moss, baker"."""
    words = context.document.slice(span).strip().split(",")[0].split()
    return 1 < len(words) <= _NAME and all(
        word[0].isupper() and word[-1].isalpha() for word in words
    )
