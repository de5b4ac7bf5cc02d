"""Whether a name as written is a slip of the pen for a name on record.

Damerau (1964, "A technique for computer detection and correction of spelling
errors") found four kinds of slip behind most misspellings: a letter replaced,
left out or added, and two neighbours swapped. They do not weigh the same between
names: two neighbours swapped hardly ever make another name, while a letter
replaced (John, Joan) or an ending added (Louis, Louise) often does. So each slip
has a cost, taken against the length of its word, and a word may hold one.
"""

from __future__ import annotations

# The costs and the threshold are held by the table of pairs in
# tests/registry/test_spelling.py: every pair lies clear of the threshold.
THRESHOLD = 81.5
SHORTEST_NAME = 6

_SWAPPED = 0.5
_DOUBLED = 0.5
_CUT_SHORT = 1.0
_MISSING = 1.2
_REPLACED = 1.2
# A first letter is seldom mistaken, and an ending may make another name of it.
_FIRST_LETTER = 2.0
_TELLING_ENDING = 2.0
# The other words bear witness: none in a name of one word, more in a longer one.
_ONE_WORD = 2.0
_TWO_WORDS = 1.0
_MORE_WORDS = 0.85
_ROUNDING = 1e-6
# Endings that part names: Eric, Erica; Hanna, Hannah; Petrov, Petrova.
_ENDINGS = frozenset("aeiouhy")
_PERSONAL_ENDINGS = _ENDINGS | {"s"}


def likeness(written: str, name: str, person: bool) -> float:
    """How likely `written` is a misspelling of `name`, 0 to 100.

    Args:
        written: words in normal form, parted by single spaces.
        name: the same for the name on record.
        person: whether the name is a person's, where an "s" at the end counts
            as telling too (Robert, Roberts).

    Time is linear in the length of the names.
    """
    words, others = written.split(), name.split()
    if not words or len(words) != len(others):
        return 0.0
    endings = _PERSONAL_ENDINGS if person else _ENDINGS
    weight = _weight(len(words))
    cost = sum(
        weight * _slip(a, b, endings) / max(len(a), len(b))
        for a, b in zip(words, others, strict=True)
        if a != b
    )
    return max(0.0, 100.0 * (1.0 - cost))


def may_be(word: str, other: str, words: int, least: float = THRESHOLD) -> bool:
    """False where `word` cannot stand for `other` in any misspelling that is likely enough.

    Args:
        word: a word in normal form.
        other: the word on record in its place.
        words: how many words the name has.
        least: how like the names are to be at least.
    """
    if word == other:
        return True
    cost = _weight(words) * _slip(word, other, frozenset()) / max(len(word), len(other))
    return 100.0 * (1.0 - cost) > least - _ROUNDING


def _weight(words: int) -> float:
    return (_ONE_WORD, _TWO_WORDS, _MORE_WORDS)[min(words, 3) - 1]


def _slip(a: str, b: str, endings: frozenset[str]) -> float:
    """The cost of the one slip between two different words; their length if more than one."""
    far = float(max(len(a), len(b)))
    if abs(len(a) - len(b)) > 1:
        return far
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    ours, theirs = a[start : len(a) - end], b[start : len(b) - end]
    if not (ours + theirs).isalpha():
        return far
    if len(ours) + len(theirs) == 1:
        letter = ours or theirs
        longer = a if ours else b
        doubled = longer[start - 1 : start] == letter or longer[start + 1 : start + 2] == letter
        cost = _DOUBLED if doubled else _MISSING if end else _CUT_SHORT
    elif len(ours) == len(theirs) == 1:
        cost = _REPLACED
    elif len(ours) == len(theirs) == 2 and ours == theirs[::-1]:
        cost = _SWAPPED
    else:
        return far
    if start == 0:
        cost += _FIRST_LETTER
    if end == 0 and (a[-1] in endings or b[-1] in endings):
        cost += _TELLING_ENDING
    return cost
