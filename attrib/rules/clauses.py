"""Clauses of a sentence, by its commas and conjunctions."""

from __future__ import annotations

from attrib.model import Span

from .prose import Line
from .words import word_set

_BREAKS = frozenset(";–—()")


def clause(line: Line, index: int) -> Span:
    """The clause of a sentence that holds its word `index`.

    A clause ends at a semicolon, a dash, a bracket, or a comma before a conjunction,
    but never inside what somebody is credited with.
    """
    words = line.words
    first = index
    while first > 0 and not _starts(line, first):
        first -= 1
    last = index + 1
    while last < len(words) and not _starts(line, last):
        last += 1
    while first < index and (
        not words[first].is_word or words[first].text in word_set("rules/vague", "coordinators")
    ):
        first += 1
    # The closing full stop belongs to no clause; a closing quotation mark belongs to its words.
    while last > index + 1 and words[last - 1].text in ",.;:!?–—()":
        last -= 1
    return Span(words[first].span.start, words[last - 1].span.end)


def _starts(line: Line, index: int) -> bool:
    """True where a new clause starts with this word."""
    words = line.words
    word, before = words[index], words[index - 1]
    if word.said and before.said:
        return False
    if before.text in _BREAKS:
        return True
    if before.text != ",":
        return word.text in _BREAKS
    return word.text in word_set("rules/vague", "coordinators") or word.text in word_set(
        "rules/vague", "subordinators"
    )
