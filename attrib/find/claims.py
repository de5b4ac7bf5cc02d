"""The learned part that tells what only a source can know.

Where the tagger's encoder has read a sentence, a small head says whether a careful desk
would ask for its source, of what kind it is, and which of its words make it so (see
``data/claims/CARD.md``). Whether somebody is credited with it is for the rules to see.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from attrib.errors import ModelError
from attrib.model import CLAIM_KINDS, Claim, Span

from .windows import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# What is less likely than this is not kept.
_LEAST = 0.2
# Words that may be shown as what makes a claim: those near the likeliest, while they are likely.
_TELLING, _MOST = 0.35, 8
_PARTS = ("inner", "inner_bias", "attention", "out", "out_bias", "word", "word_bias")


class Reader(Protocol):
    """What is shown every window that the tagger reads, with its words' states."""

    def read(self, window: Window, states: Floats) -> None:
        """Take in the words of one window; a row of `states` for each."""


@dataclass(frozen=True, slots=True)
class ClaimHead:
    """The head's weights: a few members alike, first axis, whose answers' mean counts.

    A word's state goes through `inner`; a sentence is the mean of its words by attention and
    their plain mean; `out` gives the kinds' scores, the first that of no claim; `word` tells
    the words that make it one.
    """

    name: str
    inner: Floats
    inner_bias: Floats
    attention: Floats
    out: Floats
    out_bias: Floats
    word: Floats
    word_bias: Floats

    @classmethod
    def load(cls) -> ClaimHead:
        """The shipped head; the same object on every call.

        Raises:
            ModelError: its file is missing or damaged.
        """
        return _shipped()

    @classmethod
    def read(cls, path: Path) -> ClaimHead:
        """The head in a file that `training.claims` wrote.

        Raises:
            ModelError: the file is missing, damaged or of another version.
        """
        try:
            # Opened here: NumPy leaves a file that is no archive open.
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                settings = json.loads(str(stored["settings"]))
                if tuple(settings["kinds"]) != CLAIM_KINDS:
                    raise ModelError("the head was trained for another version", path=str(path))
                parts = {key: stored[key].astype(np.float32) for key in _PARTS}
            return cls(settings["name"], **parts)
        except ModelError:
            raise
        # NumPy and zipfile raise many kinds of errors on a damaged file.
        except Exception as error:
            raise ModelError(f"the head cannot be loaded: {error}", path=str(path)) from error

    def judge(self, states: Floats, first: NDArray[np.int64], size: int) -> tuple[Floats, Floats]:
        """Of each stretch of words that begins at one of `first`: shares of no claim and the kinds.

        Also, for every one of the `size` words, how likely it is to be what makes a claim.
        """
        counts = np.diff(first, append=size)
        shares: Floats = np.zeros((len(first), self.out.shape[-1]), np.float32)
        telling: Floats = np.zeros(size, np.float32)
        for member in range(len(self.inner)):
            inner = np.maximum(states @ self.inner[member] + self.inner_bias[member], 0)
            weights = inner @ self.attention[member]
            weights = np.exp(weights - np.repeat(np.maximum.reduceat(weights, first), counts))
            total = np.add.reduceat(weights, first)[:, None]
            attended = np.add.reduceat(inner * weights[:, None], first) / total
            mean = np.add.reduceat(inner, first) / counts[:, None]
            scores = np.concatenate([attended, mean], 1) @ self.out[member] + self.out_bias[member]
            scores = np.exp(scores - scores.max(1, keepdims=True))
            shares += scores / scores.sum(1, keepdims=True)
            telling += 1 / (1 + np.exp(-inner @ self.word[member] - self.word_bias[member]))
        members = np.float32(len(self.inner))
        return shares / members, telling / members


@lru_cache(maxsize=1)
def _shipped() -> ClaimHead:
    return ClaimHead.read(Path(str(resources.files("attrib"))) / "data" / "claims" / "claims.npz")


class ClaimReader:
    """Reads a document's sentences for claims, window by window."""

    def __init__(self, head: ClaimHead, sentences: Sequence[Span]) -> None:
        self._head = head
        self._starts = np.array([span.start for span in sentences], np.int64)
        self._found: dict[int, Claim] = {}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What was found so far, in the order of the text."""
        return tuple(self._found[index] for index in sorted(self._found))

    def read(self, window: Window, states: Floats) -> None:
        """Take in one window; a sentence that two windows share keeps its likelier half."""
        if not len(window.words) or not len(self._starts):
            return
        begins = np.array([start for start, _ in window.words], np.int64)
        owners = np.searchsorted(self._starts, begins, side="right") - 1
        np.maximum(owners, 0, out=owners)
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        shares, telling = self._head.judge(states, first, len(owners))
        likely = 1 - shares[:, 0]
        for row in np.flatnonzero(likely >= _LEAST).tolist():
            low = int(first[row])
            high = int(first[row + 1]) if row + 1 < len(first) else len(owners)
            start, end = _stretch(telling[low:high])
            claim = Claim(
                int(owners[low]),
                CLAIM_KINDS[int(shares[row, 1:].argmax())],
                float(likely[row]),
                Span(window.words[low + start][0], window.words[low + end - 1][1]),
            )
            known = self._found.get(claim.sentence)
            if known is None or known.probability < claim.probability:
                self._found[claim.sentence] = claim


def _stretch(chances: Floats) -> tuple[int, int]:
    """The words around the most telling one, while they are telling; first and end."""
    best = int(chances.argmax())
    start, end = best, best + 1
    while end - start < _MOST:
        left = chances[start - 1] if start else 0.0
        right = chances[end] if end < len(chances) else 0.0
        if max(left, right) < _TELLING:
            break
        if left >= right:
            start -= 1
        else:
            end += 1
    return start, end
