"""Where in a text a quote's words stand: the cheapest way to read one as the other.

The whole quote is laid along a stretch of the text (a semi-global alignment, after Needleman and
Wunsch 1970, with gaps that cost by opening and length, after Gotoh 1982): words are kept, replaced,
added or left out, dots may stand for any words, and brackets for a few. How like two words are
comes from rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from .quote import Item
from .spelling import same_word
from .words import is_number, listed

Row = npt.NDArray[np.float64]
Did = Literal["same", "other", "added", "gloss", "dots", "break"]

# What it costs, in words: to add one, to begin to leave some out, and each of those left out.
_ADD, _OPEN, _EACH = 1.3, 0.8, 0.12
# To go on at another place of the text.
_JUMP = 3.6
# To replace a word by one that is nothing like it; by one that is, less by how like it is. Of numbers.
_UNLIKE, _REPLACE, _LIKENESS, _NUMBER = 1.4, 1.0, 0.45, 0.9
_LIKE = 0.6
# Brackets stand for this many words at most; what they cost, and each word of it.
_GLOSSED, _GLOSS, _GLOSS_EACH = 12, 0.1, 0.06
# What dots leave out costs next to nothing, so that the nearest place is taken.
_DOT_EACH = 0.002
_LIGHT = 0.35


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one item of the quote.

    Attributes:
        item: its number.
        did: the text has the same word, another one or none; or it is a mark.
        start, end: the words of the text that it stands for; empty where it has none.
    """

    item: int
    did: Did
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quote laid along a text.

    Attributes:
        steps: one for each item of the quote.
        score: how much of the quote's words, by weight, the text has, 0 to 1.
        cost: of the whole; the lower the better.
    """

    steps: tuple[Step, ...]
    score: float
    cost: float


def align(items: Sequence[Item], forms: Sequence[str]) -> Alignment:
    """The cheapest way to read a quote in the words of a text.

    Args:
        items: of the quote, at least one a word.
        forms: of the text's words.
    """
    costs = _costs([item.form for item in items if item.mark == "word"], forms)
    before: list[Row] = []
    after: list[Row] = [np.zeros(len(forms) + 1)]
    positions = np.arange(len(forms) + 1, dtype=np.float64)
    number = 0
    for item in items:
        last = after[-1]
        if item.mark == "word":
            row = last + _ADD
            np.minimum(row[1:], last[:-1] + costs[number], out=row[1:])
            number += 1
        elif item.mark == "gloss":
            row = last + _GLOSS
            for taken in range(1, min(_GLOSSED, len(forms)) + 1):
                np.minimum(
                    row[taken:], last[:-taken] + (_GLOSS + _GLOSS_EACH * taken), out=row[taken:]
                )
        else:
            source = before[-1] if before else last
            row = np.minimum.accumulate(source - _DOT_EACH * positions) + _DOT_EACH * positions
        before.append(row)
        after.append(row if item.mark in ("dots", "break") else _gapped(row, positions))
    return _traced(items, costs, before, after, positions)


def _gapped(row: Row, positions: Row) -> Row:
    """The same where words of the text may be left out before the next item."""
    gapped = row.copy()
    shorter = np.minimum.accumulate(row - _EACH * positions) + (_OPEN + _EACH * positions)
    np.minimum(gapped[1:], shorter[:-1] + _EACH, out=gapped[1:])
    np.minimum(gapped[1:], np.minimum.accumulate(row)[:-1] + _JUMP, out=gapped[1:])
    return gapped


def _traced(
    items: Sequence[Item],
    costs: npt.NDArray[np.float64],
    before: Sequence[Row],
    after: Sequence[Row],
    positions: Row,
) -> Alignment:
    at = int(np.argmin(before[-1]))
    total = float(before[-1][at])
    steps: list[Step] = []
    number = costs.shape[0]
    weight = kept = 0.0
    for index in range(len(items) - 1, -1, -1):
        item, value, last = items[index], before[index][at], after[index]
        end = at
        if item.mark == "word":
            number -= 1
            worth = weight_of(item.form)
            weight += worth
            if at and np.isclose(value, last[at - 1] + costs[number][at - 1]):
                cost = float(costs[number][at - 1])
                at -= 1
                did: Did = "same" if cost == 0 else "other"
                kept += worth * max(0.0, _REPLACE - cost)
            else:
                did = "added"
            steps.append(Step(index, did, at, end))
        elif item.mark == "gloss":
            for taken in range(min(_GLOSSED, at) + 1):
                if np.isclose(value, last[at - taken] + _GLOSS + _GLOSS_EACH * taken):
                    at -= taken
                    break
            steps.append(Step(index, "gloss", at, end))
        else:
            source = before[index - 1] if index else last
            at = int(np.argmin(source[: at + 1] - _DOT_EACH * positions[: at + 1]))
            steps.append(Step(index, item.mark, at, end))
            continue
        if index:
            at = _left_out(before[index - 1], last, at)
    return Alignment(tuple(reversed(steps)), kept / weight if weight else 0.0, total)


def _left_out(row: Row, gapped: Row, at: int) -> int:
    """Where the item before ended, of one that begins at a place."""
    if gapped[at] >= row[at] - 1e-9:
        return at
    places = np.arange(at, dtype=np.float64)
    short = row[:at] + (_OPEN + _EACH * (at - places))
    best = int(np.argmin(short))
    if short[best] <= gapped[at] + 1e-6:
        return best
    return int(np.argmin(row[:at]))


@lru_cache(maxsize=50_000)
def weight_of(form: str) -> float:
    """How much a word counts for likeness."""
    return _LIGHT if form in listed("light") else 1.0


def _costs(quoted: Sequence[str], forms: Sequence[str]) -> npt.NDArray[np.float64]:
    """What it costs to read each word of a quote as each word of the text."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    numbers = {form: number for number, form in enumerate(dict.fromkeys(forms))}
    vocabulary = list(numbers)
    wanted = list(dict.fromkeys(quoted))
    likeness: npt.NDArray[np.float32] = cdist(
        wanted,
        vocabulary,
        scorer=Indel.normalized_similarity,
        score_cutoff=_LIKE,
        dtype=np.float32,
    )
    # Numbers are the same or they are not: 15 is nothing like 150.
    figures = np.array([is_number(form) for form in vocabulary], dtype=bool)
    costs = np.where(likeness > 0, _REPLACE - _LIKENESS * likeness, _UNLIKE).astype(np.float64)
    for row, form in enumerate(wanted):
        if is_number(form):
            costs[row] = np.where(figures, _NUMBER, _UNLIKE)
    costs[likeness == 1] = 0
    for row, column in np.argwhere((likeness > 0) & (likeness < 1)).tolist():
        if same_word(wanted[row], vocabulary[column]):
            costs[row, column] = 0
    of_word = {form: number for number, form in enumerate(wanted)}
    rows: Any = costs[[of_word[form] for form in quoted]]
    columns = np.array([numbers[form] for form in forms], dtype=np.intp)
    whole: npt.NDArray[np.float64] = rows[:, columns]
    return whole
