"""Taking a source's words apart: what its first noun phrase is, and what that is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrib.model import Span

from .mentions import Mention
from .words import Words

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# Where the head of a source's phrase ends: what follows describes it. The comma of "3,000 people" and
# the colon of "the 10:45 bulletin" stand inside a number.
_ASIDE = re.compile(r"[;()—]|(?<!\d)[,:]|[,:](?!\d)|\s{1,4}–\s|\s(?:who|which|that|whose|where)\b")
_LINK = re.compile(
    r"\s(?:of|for|from|by|with|at|in|on|to|about|against|familiar|close|working|speaking|cited"
    r"|quoted|briefed|published|released|issued|filed|compiled|obtained|seen|signed|written|sent|posted|dressed|present|involved|based|named|called|including)\s"
    r"|\s(?:is|are|was|were|has|have|had)\s"
    r"|\s[a-z]+ing\s(?:the|an?|his|her|its|their|that)\s"
)
_PART = re.compile(
    r"(?:an?\s|the\s)?([\w-]+)(?:\s{1,4}[\w-]+){0,2}?\s{1,4}of\s{1,4}(?=the|an?|its|his|her|their|this|that)",
    re.I,
)
_ACRONYM = re.compile(
    r"\s{0,4}(?:\([A-Z][A-Za-z]{1,9})?\)\s{1,4}(?=\w)|\s{0,4}\([A-Z][A-Za-z]{1,9}\)\s{1,4}(?=\w)"
)
_REDUCED = re.compile(r"(?:an?|the)\s\w+\s((?:the|its|his|her|their)\s\w+)$", re.I)
_KEPT = 120


def head_of(text: str, span: Span, mentions: Sequence[Mention]) -> Span:
    """The first noun phrase of a source: "A statement" of "A statement from X, a Y".

    Of "page nine of the report" it is "the report".
    """
    part = _PART.match(text, *span)
    if part is not None and part.group(1).lower() in Words.load().document_parts:
        span = Span(part.end(), span.end)
    # "a move the district" says: the words that speak are the last ones.
    relative = _REDUCED.match(text, *span)
    if relative is not None and not mentions:
        span = Span(relative.start(1), span.end)
    end = _cut(text, span, mentions, _ASIDE)
    return Span(
        span.start, _trimmed(text, span.start, _cut(text, Span(span.start, end), mentions, _LINK))
    )


def without_asides(text: str, span: Span, mentions: Sequence[Mention]) -> Span:
    """The phrase up to its first comma or relative clause."""
    return Span(span.start, _trimmed(text, span.start, _cut(text, span, mentions, _ASIDE)))


def _cut(text: str, span: Span, mentions: Sequence[Mention], pattern: re.Pattern[str]) -> int:
    position = span.start + 1
    while (match := pattern.search(text, position, span.end)) is not None:
        # A name may hold "of": a cut inside a name is no cut.
        # And one in parentheses behind it is an acronym: "State Fire Service (SFS) controller".
        acronym = _ACRONYM.match(text, match.start(), span.end)
        if acronym is None and not any(m.span.start < match.start() < m.span.end for m in mentions):
            return match.start()
        position = match.start() + 1
    return span.end


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in "’'.":
        end -= 1
    return end


def last_word(text: str) -> str:
    """The last word, or ""."""
    found = WORD.findall(text)
    return found[-1] if found else ""


def short(phrase: str) -> str:
    """At most 120 characters on one line."""
    phrase = " ".join(phrase.split()).strip(" ,;:")
    return phrase if len(phrase) <= _KEPT else phrase[: _KEPT - 1].rstrip() + "…"
