"""The learned part: which words are source, cue and content, and which go together.

A small encoder (MiniLM, fine-tuned; see ``data/tagger/CARD.md``) gives every word a
label and four vectors. The vectors say which cue a content belongs to and which
source a cue belongs to, so that linking is learned with the labels.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from attrib.errors import ModelError
from attrib.model import Quotation, Span

from .windows import Window, cut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .claims import Reader

    Floats = NDArray[np.float32]

ROLES = ("content", "cue", "source")
LABELS = ("O", *(f"{bio}-{role}" for role in ROLES for bio in "BI"))
# Width of one link vector; each end of a link has one for its first and one for its last word.
LINK = 64
LINKS = ("content-cue", "cue-source")
# No part of a statement is surer, or less sure, than this.
_DOUBT = 1e-3
# Windows whose labels are sought side by side.
_GROUP = 32


class WordSpan(NamedTuple):
    """Words `first` to `last` (exclusive) of a window, with the labels' mean probability."""

    first: int
    last: int
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Tagged:
    """One cue with what it attributes, or a content without a cue.

    Spans are into the article's text; `confidence` is from 0 to 1.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class LinkBias:
    """What place alone says about a link, learned with the rest.

    Attributes:
        distance: by side (0 target before, 1 after) and by log2 of words between.
        paragraphs: by paragraph ends between, 2 for two or more.
        between: by other candidates between, 3 for three or more.
    """

    distance: Floats
    paragraphs: Floats
    between: Floats


# 0, 1, 2-3, 4-7, ... 64 and more words between, as 0 to 7.
_BUCKETS = np.array([min(7, gap.bit_length()) for gap in range(65)], np.int64)


def link_places(
    window: Window, origin: Sequence[WordSpan], target: Sequence[WordSpan]
) -> NDArray[np.int64]:
    """Features of place of every pair: (origins, targets, 3) of side and distance, paragraphs, between.

    Targets are in the order of the text and do not overlap.
    """
    a_first, a_last = (np.array([s[end] for s in origin], np.int64)[:, None] for end in (0, 1))
    b_first, b_last = (np.array([s[end] for s in target], np.int64) for end in (0, 1))
    after = b_first >= a_last
    low, high = np.where(after, a_last, b_last), np.where(after, b_first, a_first)
    places = np.empty((*low.shape, 3), np.int64)
    places[..., 0] = 8 * after + _BUCKETS[np.minimum(np.maximum(high - low, 0), 64)]
    crossed = window.paragraphs[high] - window.paragraphs[low - 1]
    np.minimum(crossed, 2, out=places[..., 1])
    between = b_first.searchsorted(high) - b_first.searchsorted(low)
    np.minimum(np.maximum(between, 0), 3, out=places[..., 2])
    return places


def link_scores(
    window: Window,
    vectors: Floats,
    link: int,
    origin: Sequence[WordSpan],
    target: Sequence[WordSpan],
    bias: LinkBias,
) -> Floats:
    """Scores of each origin's links: one column a target, and a last one for none."""
    width = 4 * LINK + 2
    part = vectors[:, link * width : (link + 1) * width]
    first_o, last_o = [a.first for a in origin], [a.last - 1 for a in origin]
    query = np.concatenate([part[first_o, :LINK], part[last_o, LINK : 2 * LINK]], axis=1)
    none = part[first_o, 4 * LINK] + part[last_o, 4 * LINK + 1]
    scores = np.zeros((len(origin), len(target) + 1), np.float32)
    scores[:, -1] = none
    if target:
        first_t, last_t = [b.first for b in target], [b.last - 1 for b in target]
        key = np.concatenate(
            [part[first_t, 2 * LINK : 3 * LINK], part[last_t, 3 * LINK : 4 * LINK]], axis=1
        )
        places = link_places(window, origin, target)
        scores[:, :-1] = query @ key.T / np.sqrt(2 * LINK)
        scores[:, :-1] += (
            bias.distance[places[..., 0]]
            + bias.paragraphs[places[..., 1]]
            + bias.between[places[..., 2]]
        )
    return scores


def best_labels(probabilities: Sequence[Floats], transitions: Floats) -> list[list[int]]:
    """The best sequence of labels for the words of each window (Viterbi 1967).

    `transitions` has the score of each label (column) after each other (row);
    an inside label after anything but its own role's is minus infinity there.
    The windows are sought through side by side, the longest first, as Python's
    time goes into steps and not into what one step adds up.
    """
    order = sorted(range(len(probabilities)), key=lambda row: -len(probabilities[row]))
    lengths = [len(probabilities[row]) for row in order]
    emissions = np.zeros((len(order), lengths[0], transitions.shape[0]), np.float32)
    for row, given in enumerate(order):
        emissions[row, : lengths[row]] = np.log(probabilities[given] + 1e-9)
    alive = [sum(length > step for length in lengths) for step in range(lengths[0])]
    scores = emissions[:, 0] + transitions[0]
    back = np.zeros((lengths[0], *scores.shape), np.int64)
    # The label after comes first, so that what is compared lies side by side in memory.
    into = np.ascontiguousarray(transitions.T)
    for step in range(1, lengths[0]):
        some = alive[step]
        paths = scores[:some, None, :] + into
        paths.argmax(2, back[step, :some])
        np.maximum.reduce(paths, 2, out=scores[:some])
        scores[:some] += emissions[:some, step]
    best: list[list[int]] = [[] for _ in order]
    for row, given in enumerate(order):
        label = int(scores[row].argmax())
        found = [label]
        for pointers in back[lengths[row] - 1 : 0 : -1, row].tolist():
            label = pointers[label]
            found.append(label)
        best[given] = found[::-1]
    return best


def spans(probabilities: Floats, best: Sequence[int]) -> dict[str, list[WordSpan]]:
    """The spans that word labels spell, by role, each with its words' mean probability."""
    found: dict[str, list[WordSpan]] = {role: [] for role in ROLES}
    start = 0
    for index, label in enumerate(best, 1):
        # A span ends where the next word does not carry its inside label on.
        role = (label + 1) // 2 - 1
        if label and index < len(best) and best[index] == 2 * role + 2:
            continue
        if label:
            mass = probabilities[start:index, 2 * role + 1 : 2 * role + 3].sum()
            found[ROLES[role]].append(WordSpan(start, index, float(mass) / (index - start)))
        start = index
    return found


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure what is found is, fitted on articles that people marked.

    A statement's confidence is a logistic function (Platt 1999) of how sure the model is of
    its content, cue, source and links, each as log odds: the share of statements like it whose
    words and source people marked the same.

    Attributes:
        bias: log odds where every part is as likely as not.
        weights: of content, cue, source, content's link and cue's link.
        alone: confidence of a content without a cue.
        marked: confidence of quoted words that the model left out.
        labelled: confidence of what a label or a signature says.
    """

    bias: float
    weights: tuple[float, ...]
    alone: float
    marked: float
    labelled: float

    def of(self, parts: Sequence[float]) -> float:
        """Confidence, 0 to 1, from the parts' probabilities."""
        total = self.bias
        for weight, part in zip(self.weights, parts, strict=True):
            part = min(max(part, _DOUBT), 1 - _DOUBT)
            total += weight * math.log(part / (1 - part))
        return 1 / (1 + math.exp(-total))


class Linked(NamedTuple):
    """A statement in words of its window; `parts` are what `Certainty` goes by, none without a cue."""

    content: list[WordSpan]
    cue: WordSpan | None
    source: WordSpan | None
    parts: tuple[float, ...]


def link(
    window: Window, found: dict[str, list[WordSpan]], vectors: Floats, biases: Sequence[LinkBias]
) -> list[Linked]:
    """Give every content its cue and every cue its source."""
    contents, cues, sources = (found[role] for role in ROLES)
    if not contents:
        return []
    to_cue = _softmax(link_scores(window, vectors, 0, contents, cues, biases[0]))
    to_source = _softmax(link_scores(window, vectors, 1, cues, sources, biases[1]))
    by_cue: dict[int, list[tuple[WordSpan, float]]] = {}
    linked = []
    for row, content in zip(to_cue, contents, strict=True):
        best = int(row.argmax())
        if best == len(cues):
            linked.append(Linked([content], None, None, ()))
        else:
            by_cue.setdefault(best, []).append((content, float(row[best])))
    for index, members in by_cue.items():
        row = to_source[index]
        best = int(row.argmax())
        source = sources[best] if best < len(sources) else None
        parts = (
            sum(c.probability for c, _ in members) / len(members),
            cues[index].probability,
            source.probability if source else float(row[best]),
            min(share for _, share in members),
            float(row[best]),
        )
        linked.append(Linked([c for c, _ in members], cues[index], source, parts))
    linked.sort(key=lambda item: item.content[0].first)
    return linked


def _softmax(scores: Floats) -> Floats:
    if not scores.size:
        return scores
    shares: Floats = np.exp(scores - np.maximum.reduce(scores, -1, keepdims=True))
    shares /= np.add.reduce(shares, -1, keepdims=True)
    return shares


# By these names its versions ask.
_NO_TELEMETRY = ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED")


class Tagger:
    """The model, loaded once; safe to share between threads.

    Attributes:
        name: the model's name and version, for the report.
        tokenizer: what cuts words into the model's pieces.
        certainty: how sure what it finds is.
    """

    def __init__(self, directory: Path, threads: int = 1) -> None:
        """Load the files of `directory`.

        Raises:
            ModelError: a file is missing, damaged or of another version.
        """
        # As it is imported, onnxruntime reports to its makers and writes a device id into the
        # user's cache folder, unless it is told not to beforehand (its docs/Privacy.md).
        for name in _NO_TELEMETRY:
            os.environ[name] = "1"
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            config = json.loads((directory / "tagger.json").read_text("utf-8"))
            if config["labels"] != list(LABELS) or config["links"] != list(LINKS):
                raise ModelError("the model was trained for another version", path=str(directory))
            self.name: str = config["name"]
            self._biases = [
                LinkBias(*(np.array(table, np.float32) for table in tables))
                for tables in config["biases"]
            ]
            self.certainty = Certainty(
                **{**config["certainty"], "weights": tuple(config["certainty"]["weights"])}
            )
            self._transitions: Floats = np.array(config["transitions"], np.float32)
            self.tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(directory / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except ModelError:
            raise
        # onnxruntime and tokenizers raise bare Exception subclasses of their own.
        except Exception as error:
            raise ModelError(
                f"the tagger cannot be loaded: {error}", path=str(directory)
            ) from error

    @classmethod
    def load(cls) -> Tagger:
        """The shipped model; the same object on every call.

        Raises:
            ModelError: a file is missing or damaged.
        """
        return _shipped()

    def tag(
        self,
        text: str,
        paragraphs: Sequence[Span],
        quotations: Sequence[Quotation],
        reader: Reader | None = None,
    ) -> list[Tagged]:
        """What the model finds, in the order of the text; `reader` is shown every window."""
        found = []
        windows = cut(text, paragraphs, quotations, self.tokenizer)
        # Some windows at a time, so that memory does not grow with the text.
        while group := list(islice(windows, _GROUP)):
            # Each through the model by itself: no padding, and no window's figures depend
            # on another's.
            outputs = [self._run(window, reader) for window in group]
            labels = best_labels([out[0] for out in outputs], self._transitions)
            for window, (probabilities, vectors), best in zip(group, outputs, labels, strict=True):
                for item in link(window, spans(probabilities, best), vectors, self._biases):
                    found.append(
                        Tagged(
                            tuple(_place(window, part) for part in item.content),
                            (_place(window, item.cue),) if item.cue else (),
                            (_place(window, item.source),) if item.source else (),
                            self.certainty.of(item.parts) if item.cue else self.certainty.alone,
                        )
                    )
        return found

    def _run(self, window: Window, reader: Reader | None) -> tuple[Floats, Floats]:
        inputs = {"ids": window.ids[None], "types": window.types[None], "firsts": window.firsts}
        if reader is None:
            logits, vectors = self._session.run(["labels", "vectors"], inputs)
        else:
            logits, vectors, states = self._session.run(["labels", "vectors", "states"], inputs)
            reader.read(window, states)
        return _softmax(logits), vectors


@lru_cache(maxsize=1)
def _shipped() -> Tagger:
    return Tagger(Path(str(resources.files("attrib"))) / "data" / "tagger")


def _place(window: Window, words: WordSpan) -> Span:
    return Span(window.words[words.first][0], window.words[words.last - 1][1])
