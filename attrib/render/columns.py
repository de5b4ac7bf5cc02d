"""Text that fits a terminal's columns and cannot drive the terminal.

Articles and registries are written by others. What could move the cursor, change
colours or turn the direction of a line is shown as an escape, never sent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

ELLIPSIS = "…"
# Joiners shape letters in Persian and Indic scripts and in emoji, and do nothing else.
_JOINERS = "\u200c\u200d"
# So many combining marks a column are a word; more are an attack on the screen.
_PER_COLUMN = 8


def visible(text: str) -> str:
    """`text` with every kind of space as a space and whatever is unprintable escaped.

    Controls, overrides of direction (Unicode Technical Report 36, section 2.5),
    invisible format characters, surrogates and unassigned code points come out
    in Python's notation (``\\x1b``, ``\\u202e``).
    """
    if text.isprintable():
        return text
    return "".join(_visible(text))


def _visible(text: str) -> Iterator[str]:
    for char in text:
        if char.isprintable() or char in _JOINERS:
            yield char
        elif char.isspace():
            yield " "
        else:
            yield char.encode("unicode_escape").decode("ascii")


def one_line(text: str) -> str:
    """`visible` text with each run of spaces and line ends as one space."""
    return visible(" ".join(text.split()))


def columns(text: str) -> int:
    """Columns that a terminal gives to `text`: two for wide characters (Unicode Annex 11)."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` columns, an ellipsis in place of what does not fit."""
    fits = _fitting(text, limit)
    if fits == len(text) or limit < 1:
        return text[:fits]
    return text[: _fitting(text, limit - 1)].rstrip() + ELLIPSIS


def cut_start(text: str, limit: int) -> str:
    """As `cut`, but keeps the end of the text."""
    backwards = text[::-1]
    fits = _fitting(backwards, limit)
    if fits == len(text) or limit < 1:
        return text[len(text) - fits :]
    kept = _fitting(backwards, limit - 1)
    return ELLIPSIS + text[len(text) - kept :].lstrip()


def _fitting(text: Iterable[str], limit: int) -> int:
    """How many characters of `text` go into `limit` columns."""
    used = count = 0
    for count, char in enumerate(text):
        used += _width(char)
        if used > limit or count >= _PER_COLUMN * max(1, limit):
            return count
    return count + 1 if text else 0


def pad(text: str, width: int) -> str:
    """`text` cut or filled with spaces to exactly `width` columns."""
    text = cut(text, width)
    return text + " " * (width - columns(text))


def wrap(text: str, width: int, *, whole: bool = False) -> Iterator[str]:
    """Lines of at most `width` columns, parted between words; longer words are cut.

    Args:
        text: what to part.
        width: in columns.
        whole: leave a longer word as it is, on a line of its own that is too long.
    """
    line = ""
    for word in text.split():
        shown = word if whole else cut(word, width)
        if line and columns(line) + 1 + columns(word) > width:
            yield line
            line = ""
        line = f"{line} {shown}" if line else shown
    if line:
        yield line
