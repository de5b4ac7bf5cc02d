"""What the last `benchmarks.accuracy` got wrong: causes with counts, and the worst of it.

    python -m benchmarks.errors polnear_dev [--worst 10] [--kind direct]

Each gold statement that is not found with its source, and each statement found that no gold
statement matches, has one cause; its weight is its words. The articles' words are printed for
whoever looks, and belong to their publishers.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from .data import load_scorer
from .speed import ROOT

DATA = ROOT.parent / "shared" / "benchmark" / "data"


@dataclass(frozen=True)
class Miss:
    """One error: its cause, the gold's kind ("-" where there is no gold), its words, and both sides."""

    cause: str
    kind: str
    words: int
    article: str
    gold: list[str]
    found: list[str]


def shown(text: str, item: dict[str, Any]) -> str:
    source, cue, content = (
        " … ".join(text[a:b] for a, b in item.get(role, ()))
        for role in ("source", "cue", "content")
    )
    return f"[{source}] <{cue}> {' '.join(content.split())}"


def misses(
    score: ModuleType, name: str, gold: dict[str, Any], found: dict[str, Any]
) -> Iterator[Miss]:
    text = gold["text"]
    tokens = score.words(text)
    quoted = score.quoted_words(text, tokens)

    def words(items: list[dict[str, Any]]) -> list[tuple[Any, Any, dict[str, Any]]]:
        rows = [
            (score.cover(i["content"], tokens), score.cover(i.get("source", []), tokens), i)
            for i in items
        ]
        return [row for row in rows if row[0]]

    g, p = words(gold["attributions"]), words(found.get("attributions", []))
    pairs = sorted(
        (
            (score.iou(x[0], y[0]), i, j)
            for i, x in enumerate(g)
            for j, y in enumerate(p)
            if x[0] & y[0]
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    used: dict[int, int] = {}
    for value, i, j in pairs:
        if value >= 0.5 and i not in taken and j not in used:
            taken[i], used[j] = j, i
    for i, (content, source, item) in enumerate(g):
        inside = len(content & quoted)
        kind = "direct" if inside == len(content) else "mixed" if inside else "indirect"
        near = [y for y in p if y[0] & content]
        if i in taken:
            other = p[taken[i]]
            if score.iou(source, other[1]) >= 0.5:
                continue
            cause = (
                "source given where people name none"
                if not source
                else "no source found"
                if not other[1]
                else "source cut elsewhere"
                if source & other[1]
                else "another source"
            )
            near = [other]
        elif not near:
            cause = "not found"
        elif max(len(y[0] & content) for y in near) < 0.8 * len(content):
            cause = "found in part"
        elif any(j in used for j, y in enumerate(p) if y[0] & content):
            cause = "joined to another"
        else:
            cause = "found with more around it"
        yield Miss(
            cause, kind, len(content), name, [shown(text, item)], [shown(text, y[2]) for y in near]
        )
    for j, (content, _, item) in enumerate(p):
        if j not in used:
            near = [x for x in g if x[0] & content]
            cause = "cut elsewhere than people do" if near else "nothing there for people"
            yield Miss(
                cause,
                "-",
                len(content),
                name,
                [shown(text, x[2]) for x in near],
                [shown(text, item)],
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "out")
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--kind", choices=("direct", "mixed", "indirect", "-"))
    args = parser.parse_args()
    score = load_scorer(args.data.parent / "score.py")
    gold = score.read(args.data / f"{args.set}.jsonl")
    found = score.read(args.out / f"{args.set}.jsonl")
    rows = [
        miss
        for name, article in gold.items()
        for miss in misses(score, name, article, found.get(name, {}))
        if args.kind in (None, miss.kind)
    ]
    counts = Counter((miss.cause, miss.kind) for miss in rows)
    causes = Counter(miss.cause for miss in rows)
    print(f"{'':<38}{'direct':>8}{'mixed':>8}{'indirect':>9}{'no gold':>9}{'in all':>8}")
    for cause, count in causes.most_common():
        row = [counts[cause, kind] for kind in ("direct", "mixed", "indirect", "-")]
        print(f"{cause:<38}{row[0]:>8}{row[1]:>8}{row[2]:>9}{row[3]:>9}{count:>8}")
    for miss in sorted(rows, key=lambda m: -m.words)[: args.worst]:
        print(f"\n{miss.article}: {miss.cause} ({miss.kind}, {miss.words} words)")
        for side, lines in (("people", miss.gold), ("attrib", miss.found)):
            for line in lines:
                print(f"  {side}: {line[:400]}")


if __name__ == "__main__":
    main()
