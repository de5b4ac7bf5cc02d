"""Whether a text is one that attrib can judge at all.

The tagger learned from English. In a script that it never saw it would find
nothing, and a report without findings would look like a pass.
"""

from __future__ import annotations

from collections import Counter

from attrib.errors import ReadError

# Basic Latin to Extended-B, Additional, Extended-C and -D, ligatures and full-width forms
# (Unicode 15, Blocks.txt).
_LATIN = (
    (0x0000, 0x024F),
    (0x1E00, 0x1EFF),
    (0x2C60, 0x2C7F),
    (0xA720, 0xA7FF),
    (0xFB00, 0xFB06),
    (0xFF21, 0xFF5A),
)


def is_latin(text: str) -> bool:
    """Whether at least half of a text's letters are Latin; true for one without letters."""
    letters, latin = _letters(text)
    return 2 * latin >= letters


def require_words(text: str, path: str) -> None:
    """Let through what has words, at least half of its letters Latin.

    Raises:
        ReadError: `text` has no letters, or is mostly in another script.
    """
    letters, latin = _letters(text)
    if not letters:
        raise ReadError("no words to check", path=path)
    if 2 * latin < letters:
        raise ReadError("not in a script that attrib reads: it judges English only", path=path)


def _letters(text: str) -> tuple[int, int]:
    """How many letters a text has, and how many of them are Latin."""
    # Counting first keeps the loop to distinct characters, however long the text.
    letters = latin = 0
    for char, count in Counter(text).items():
        if char.isalpha():
            letters += count
            if any(first <= ord(char) <= last for first, last in _LATIN):
                latin += count
    return letters, latin
