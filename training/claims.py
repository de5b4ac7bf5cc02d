"""Make the head that tells what only a source can know.

    python -m training.claims --states                 # once for a new tagger: let it give its states
    python -m training.claims --check                  # leave one file of sentences out at a time
    python -m training.claims --to attrib/data/claims  # train on all and write the head

The sentences of `training/claims_data` were written for this: `text`, `label` and the `words` that
make it a claim, one JSON object a line; `a*.jsonl` holds whole articles. Nothing in them is anybody's.
The encoder stays as it is; what is trained reads the states of its second and third layers, which know
more of what a sentence says than the last, which knows whose it is.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn

from attrib.find.quotations import find_quotations
from attrib.find.tagger import Tagger
from attrib.find.windows import Window
from attrib.model import CLAIM_KINDS, Span
from attrib.read import read_text

NAME = "attrib-claims-1"
LAYERS = (1, 2)
WIDTH, INNER = 384 * len(LAYERS), 96
# The members that ship. Three seeds together were no better than one, and cost a tenth of the speed;
# the second was best on the project's own articles.
SEEDS = (2,)
LABELS = ("none", *CLAIM_KINDS)
HOME = Path(__file__).parent / "claims_data"
# Each sentence is read alone once, and among others so many times.
SHUFFLES = 2
# What a sentence of whole articles counts against one written alone: it stands where it would.
ARTICLE_WEIGHT = 1.5
# Parts of the real sentences of which one is left out at a time.
FOLDS = 4


@dataclass(frozen=True)
class Example:
    """One reading of a sentence: its words' states, its label, which words tell it."""

    group: str
    key: int
    alone: bool
    states: Tensor
    label: int
    telling: Tensor
    weight: float


@dataclass(frozen=True)
class Sentence:
    group: str
    text: str
    label: str
    words: str
    weight: float = 1.0


class Head(nn.Module):
    """One member of what ships; see `attrib.find.claims.ClaimHead`."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(WIDTH, INNER)
        self.attention = nn.Linear(INNER, 1, bias=False)
        self.out = nn.Linear(2 * INNER, len(LABELS))
        self.word = nn.Linear(INNER, 1)

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of each sentence's labels and of each word's telling; dropout while it learns."""
        inner = torch.relu(self.inner(nn.functional.dropout(states, 0.2, self.training)))
        inner = nn.functional.dropout(inner, 0.3, self.training)
        shares = self.attention(inner).squeeze(-1).masked_fill(~mask, -1e9).softmax(-1)
        attended = (inner * shares[..., None]).sum(1)
        mean = (inner * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.out(torch.cat([attended, mean], 1)), self.word(inner).squeeze(-1)


def expose_states(path: Path) -> None:
    """Let the tagger's graph give its words' states after `LAYERS` as a third output."""
    model = onnx.load(str(path))
    graph = model.graph
    if any(output.name == "states" for output in graph.output):
        return
    given = [f"/layers.{layer}/after_inner/Add_1_output_0" for layer in LAYERS]
    graph.node.append(helper.make_node("Concat", given, ["/states/all"], "/states/Concat", axis=2))
    graph.initializer.append(helper.make_tensor("/states/first", TensorProto.INT64, [], [0]))
    graph.node.append(
        helper.make_node("Gather", ["/states/all", "/states/first"], ["/states/one"], axis=0)
    )
    graph.node.append(helper.make_node("Gather", ["/states/one", "firsts"], ["states"], axis=0))
    graph.output.append(
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["words", WIDTH])
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def sentences(path: Path) -> Iterator[Sentence]:
    """The labelled sentences of a file, those of whole articles without the attributed ones."""
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        if "text" in row:
            yield Sentence(path.stem, row["text"], row["label"], row["words"])


def articles(path: Path) -> Iterator[list[list[Sentence]]]:
    """The articles of a file, paragraph by paragraph; "attributed" sentences are there as context."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line) if line.strip() else {}
        if "paragraphs" in row:
            yield [
                [Sentence(path.stem, s["text"], s["label"], s["words"], ARTICLE_WEIGHT) for s in p]
                for p in row["paragraphs"]
            ]


class _Reader:
    """Keeps the words and states of every window."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, np.ndarray]] = []

    def read(self, window: Window, states: np.ndarray) -> None:
        self.rows += [
            (start, end, state) for (start, end), state in zip(window.words, states, strict=True)
        ]


def examples(
    paragraphs: Sequence[Sequence[tuple[int, Sentence]]], tagger: Tagger, *, alone: bool
) -> Iterator[Example]:
    """Every labelled sentence of a made text, with the states that the tagger gives its words."""
    text, spans, places = "", [], []
    for paragraph in paragraphs:
        begin = len(text)
        for key, sentence in paragraph:
            text += " " if len(text) > begin else ""
            places.append((len(text), key, sentence))
            text += sentence.text
        spans.append(Span(begin, len(text)))
        text += "\n\n"
    reader = _Reader()
    tagger.tag(text, spans, find_quotations(text, spans).quotations, reader)
    starts = [place[0] for place in places]
    owned: dict[int, list[tuple[int, int, np.ndarray]]] = {}
    for row in reader.rows:
        owned.setdefault(bisect_right(starts, row[0]) - 1, []).append(row)
    for index, rows in owned.items():
        start, key, sentence = places[index]
        if sentence.label not in LABELS:
            continue
        low = sentence.text.find(sentence.words) if sentence.words else -1
        telling = [
            low >= 0 and a - start < low + len(sentence.words) and b - start > low
            for a, b, _ in rows
        ]
        yield Example(
            sentence.group,
            key,
            alone,
            torch.from_numpy(np.stack([state for _, _, state in rows])),
            LABELS.index(sentence.label),
            torch.tensor(telling, dtype=torch.float32),
            sentence.weight,
        )


def real(labels: Path, corpus: Path, tagger: Tagger) -> Iterator[Example]:
    """Labelled sentences of PolNeAR's training articles, each where it stands.

    The labels name article and place; the texts are the corpus's, and stay there.
    """
    rows: dict[int, list[dict[str, Any]]] = {}
    for line in labels.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["article"], []).append(row)
    for number, line in enumerate(corpus.read_text("utf-8").splitlines()):
        if number not in rows:
            continue
        document = read_text(json.loads(line)["text"])
        reader = _Reader()
        marks = find_quotations(document.text, document.paragraphs)
        tagger.tag(document.text, document.paragraphs, marks.quotations, reader)
        for key, row in enumerate(rows[number]):
            start, end = row["span"]
            kept = [item for item in reader.rows if start <= item[0] < end]
            if not kept:
                continue
            low, high = row["words"] or (0, 0)
            yield Example(
                f"real{number % FOLDS}",
                FOLDS * len(rows) * number + key,
                True,
                torch.from_numpy(np.stack([state for _, _, state in kept])),
                LABELS.index(row["label"]),
                torch.tensor([a < high and b > low for a, b, _ in kept], dtype=torch.float32),
                1.0,
            )


def read(folder: Path, corpus: Path, tagger: Tagger, seed: int = 1) -> list[Example]:
    """All examples of a folder: sentences alone and in made-up company, articles as they are."""
    found: list[Example] = []
    key = 0
    chance = random.Random(seed)
    for path in sorted(folder.glob("*.jsonl")):
        keyed = []
        for sentence in sentences(path):
            keyed.append((key, sentence))
            key += 1
        if keyed:
            found += examples([[item] for item in keyed], tagger, alone=True)
        for _ in range(SHUFFLES if keyed else 0):
            order = keyed[:]
            chance.shuffle(order)
            company = []
            while order:
                size = chance.choice([1, 2, 2, 3, 4])
                company.append([order.pop() for _ in range(min(size, len(order)))])
            found += examples(company, tagger, alone=False)
        for article in articles(path):
            numbered = []
            for paragraph in article:
                numbered.append([(key + n, sentence) for n, sentence in enumerate(paragraph)])
                key += len(paragraph)
            found += examples(numbered, tagger, alone=True)
    found += real(folder / "polnear_train.labels", corpus, tagger)
    return found


def batch(chosen: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    sizes = torch.tensor([len(example.states) for example in chosen])
    pad = nn.utils.rnn.pad_sequence
    return (
        pad([example.states for example in chosen], batch_first=True),
        torch.arange(int(sizes.max()))[None] < sizes[:, None],
        torch.tensor([example.label for example in chosen]),
        pad([example.telling for example in chosen], batch_first=True),
        torch.tensor([example.weight for example in chosen]),
    )


def train(given: Sequence[Example], seed: int, epochs: int = 6, rate: float = 2e-3) -> Head:
    """One member, trained on examples in an order that the seed decides."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    head, order, size = Head(), list(given), 64
    learner = torch.optim.AdamW(head.parameters(), rate, weight_decay=0.02)
    steps = epochs * math.ceil(len(order) / size)
    done = 0
    for _ in range(epochs):
        chance.shuffle(order)
        # Sentences of like length go together, some hundred at a time, so that little is padding.
        for low in range(0, len(order), 16 * size):
            order[low : low + 16 * size] = sorted(
                order[low : low + 16 * size], key=lambda example: len(example.states)
            )
        lows = list(range(0, len(order), size))
        chance.shuffle(lows)
        for low in lows:
            states, mask, labels, telling, weights = batch(order[low : low + size])
            scores, words = head(states, mask)
            loss = nn.functional.cross_entropy(
                scores, labels, label_smoothing=0.05, reduction="none"
            )
            loss = (loss * weights).mean()
            shown = (labels > 0)[:, None] & mask
            if shown.any():
                loss = loss + 0.3 * nn.functional.binary_cross_entropy_with_logits(
                    words[shown], telling[shown]
                )
            for group in learner.param_groups:
                group["lr"] = rate * (1 - done / steps)
            learner.zero_grad()
            loss.backward()
            learner.step()
            done += 1
    return head.eval()


def likely(heads: Sequence[Head], given: Sequence[Example]) -> np.ndarray:
    """Shares of the labels, the members' mean: one row an example."""
    rows = []
    with torch.no_grad():
        for low in range(0, len(given), 256):
            states, mask, *_ = batch(given[low : low + 256])
            rows.append(sum(head(states, mask)[0].softmax(-1) for head in heads) / len(heads))
    return torch.cat(rows).numpy()


def figures(shares: np.ndarray, labels: np.ndarray) -> str:
    """How well claims are told from the rest, over all thresholds, and kinds from each other."""
    chances, positive = 1 - shares[:, 0], labels > 0
    order = np.argsort(-chances)
    hits = np.cumsum(positive[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / positive.sum()
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f1.argmax())
    kinds = (shares[positive, 1:].argmax(1) + 1 == labels[positive]).mean()

    def at(level: float) -> float:
        return float(recall[precision >= level].max(initial=0.0))

    return (
        f"F1 {100 * f1[best]:.1f} at {chances[order[best]]:.2f}; recall at precision 90: "
        f"{100 * at(0.9):.1f}, at 95: {100 * at(0.95):.1f}; kind right {100 * kinds:.1f}"
    )


def write(heads: Sequence[Head], target: Path) -> None:
    """The members' weights as `attrib.find.claims.ClaimHead` reads them."""
    states = [head.state_dict() for head in heads]

    def stacked(name: str) -> np.ndarray:
        return np.stack([state[name].numpy().swapaxes(0, -1) for state in states]).astype(
            np.float32
        )

    target.mkdir(parents=True, exist_ok=True)
    settings = json.dumps({"name": NAME, "kinds": CLAIM_KINDS})
    with (target / "claims.npz").open("wb") as file:
        np.savez(
            file,
            settings=np.array(settings),
            inner=stacked("inner.weight").astype(np.float16),
            inner_bias=stacked("inner.bias"),
            attention=stacked("attention.weight")[..., 0],
            out=stacked("out.weight"),
            out_bias=stacked("out.bias"),
            word=stacked("word.weight")[..., 0],
            word_bias=stacked("word.bias")[..., 0],
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=HOME)
    parser.add_argument(
        "--corpus", type=Path, default=Path("../shared/benchmark/data/polnear_train.jsonl")
    )
    parser.add_argument("--tagger", type=Path, default=Path("attrib/data/tagger"))
    parser.add_argument("--to", type=Path, help="write the head into this folder")
    parser.add_argument("--check", action="store_true", help="one file left out at a time")
    parser.add_argument("--states", action="store_true", help="let the tagger give its states")
    parser.add_argument("--only", help="with --check: groups that begin so")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    if args.states:
        expose_states(args.tagger / "tagger.onnx")
    if not (args.check or args.to):
        return
    given = read(args.data, args.corpus, Tagger(args.tagger))
    keys = {(example.group, example.key) for example in given}
    print(f"{len(keys)} sentences, {len(given)} readings")
    if args.check:
        for group in sorted({example.group for example in given}):
            if args.only and not group.startswith(args.only):
                continue
            heads = [train([e for e in given if e.group != group], 1)]
            left = [e for e in given if e.group == group and e.alone]
            print(f"{group:<6}", figures(likely(heads, left), np.array([e.label for e in left])))
    if args.to:
        write([train(given, seed) for seed in SEEDS], args.to)


if __name__ == "__main__":
    main()
