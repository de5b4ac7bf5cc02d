"""A quote taken apart: the words that claim to be the source's, and the marks of editing among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from attrib.model import Span
from attrib.wordlists import word_lists

from .words import Word, words

Mark = Literal["word", "gloss", "dots", "break"]

# Bounded, so that an unclosed bracket costs no more than this many characters.
_GLOSS = re.compile(r"\[([^\[\]\n]{0,80})\]|\((sic)\)", re.I)
_DOTS = re.compile(r"…+|\.\s?\.\s?\.(?:\s?\.)?")
_BRACKETED_DOTS = re.compile(r"[\s.…]+")
_LETTERS = re.compile(r"[^\W\d_]{1,6}")
_MARKS = "\"“”„‟‘’'«»‹›"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a quote.

    Attributes:
        mark: a word; a gloss in brackets; dots; or a break where the cue comes between two pieces.
        start, end: its place in the article's text; of a break where the next piece begins.
        form: of a word, by which it is compared; "" for the others.
        touched: of a word, whether brackets stand in it ("[W]e", "compan[ies]").
    """

    mark: Mark
    start: int
    end: int
    form: str = ""
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The quoted words of one statement.

    Attributes:
        pieces: where they stand in the article's text, quotation marks and outer space left out.
        items: what they hold; the first and the last are words or glosses, or there are none.
        opened, closed: dots stood before the first word, or behind the last.
    """

    pieces: tuple[Span, ...]
    items: tuple[Item, ...]
    opened: bool = False
    closed: bool = False

    @property
    def words(self) -> list[str]:
        """The forms of its words."""
        return [item.form for item in self.items if item.mark == "word"]


def take_apart(text: str, spans: Sequence[Span]) -> Quote:
    """The quote that stands in some spans of a text, in their order."""
    pieces = [piece for piece in (_stripped(text, span) for span in spans) if piece]
    items: list[Item] = []
    for piece in pieces:
        if items:
            items.append(Item("break", piece.start, piece.start))
        items += _items(text, piece)
    opened = closed = False
    while items and items[0].mark in ("dots", "break"):
        opened |= items.pop(0).mark == "dots"
    while items and items[-1].mark in ("dots", "break"):
        closed |= items.pop().mark == "dots"
    return Quote(tuple(pieces), tuple(_tidied(items)), opened, closed)


def _stripped(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return Span(start, end) if end > start else None


def _items(text: str, piece: Span) -> Iterator[Item]:
    """What one piece holds, in order."""
    at = piece.start
    for match in _GLOSS.finditer(text, piece.start, piece.end):
        start, end = match.span()
        if start < at:
            continue
        inside = match.group(1) or ""
        if _LETTERS.fullmatch(inside):
            whole = _touched(text, Span(start, end), piece, at)
            if whole is not None:
                yield from _plain(text, at, whole.start)
                written = text[whole.start : whole.end].translate(_NO_BRACKETS)
                for word in words(written)[:1]:
                    yield Item("word", whole.start, whole.end, word.form, touched=True)
                at = whole.end
                continue
        yield from _plain(text, at, start)
        at = end
        if _BRACKETED_DOTS.fullmatch(inside):
            yield Item("dots", start, end)
        elif not match.group(2) and not _is_note(inside):
            yield Item("gloss", start, end)
    yield from _plain(text, at, piece.end)


_NO_BRACKETS = str.maketrans("", "", "[]")


def _touched(text: str, brackets: Span, piece: Span, at: int) -> Span | None:
    """The word that brackets stand in; None where they stand alone."""
    start, end = brackets
    while start > at and text[start - 1].isalpha():
        start -= 1
    while end < piece.end and text[end].isalpha():
        end += 1
    return Span(start, end) if (start, end) != brackets else None


def _plain(text: str, start: int, end: int) -> Iterator[Item]:
    dots = [Item("dots", *match.span()) for match in _DOTS.finditer(text, start, end)]
    found = [*dots, *map(_word, words(text, start, end))]
    yield from sorted(found, key=lambda item: item.start)


def _word(word: Word) -> Item:
    return Item("word", word.start, word.end, word.form)


def _is_note(inside: str) -> bool:
    """True for what tells of a sound, vouches for the words, or is a footnote's number."""
    notes = word_lists("rules/edited")["notes"]
    said = inside.lower().split()
    return not said or bool(notes & set(said)) or all(word.isdigit() for word in said)


def _tidied(items: Sequence[Item]) -> Iterator[Item]:
    """The same without dots beside a break or beside other dots."""
    for number, item in enumerate(items):
        before = items[number - 1].mark if number else "word"
        if item.mark == "dots" and before in ("dots", "break"):
            continue
        yield item
