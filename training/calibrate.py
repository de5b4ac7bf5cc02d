"""Make confidence mean something: fit it on polnear_dev, and show how far it can be believed.

    python -m training.calibrate --tagger attrib/data/tagger --plot docs/reliability.svg

A statement is right where the scorer gives it a gold statement of its own (the words overlap by
half or more) and its source is that one's. Figures are of statements in articles that the fit
has not seen (two folds); the coefficients written are fitted on all. Then, for several
thresholds on paraphrase, what the pipeline scores.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from attrib import Checker
from attrib.find import Tagger
from attrib.find.tagger import Certainty
from attrib.model import Statement

from . import data

BINS = 10


# What each statement is sure of, by the number that it was given as confidence.
KEPT: dict[float, tuple[float, ...]] = {}


class Recording(Certainty):
    """Gives every statement a number of its own as confidence, and keeps its parts by it."""

    def of(self, parts: Sequence[float]) -> float:
        number = 0.9 + len(KEPT) * 1e-7
        KEPT[number] = tuple(parts)
        return number


@dataclass
class Row:
    """A statement: what is known of it, and whether it is right."""

    article: int
    statement: Statement
    parts: tuple[float, ...]
    right: bool
    prediction: dict


def scorer(folder: Path):
    spec = importlib.util.spec_from_file_location("score", folder.parent / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def matched(score, gold: dict, predicted: list[dict]) -> list[bool]:
    """Whether each prediction has a gold statement of its own with the same source."""
    tokens = score.words(gold["text"])
    g = [
        (score.cover(a["content"], tokens), score.cover(a["source"], tokens))
        for a in gold["attributions"]
    ]
    p = [(score.cover(a["content"], tokens), score.cover(a["source"], tokens)) for a in predicted]
    pairs = sorted(
        (
            (score.iou(x[0], y[0]), i, j)
            for i, x in enumerate(g)
            for j, y in enumerate(p)
            if x[0] & y[0]
        ),
        reverse=True,
    )
    right, used = [False] * len(p), set()
    taken: set[int] = set()
    for value, i, j in pairs:
        if value < 0.5 or i in used or j in taken:
            continue
        used.add(i)
        taken.add(j)
        right[j] = score.iou(g[i][1], p[j][1]) >= 0.5
    return right


def collect(tagger: Tagger, articles: list[dict], score) -> list[Row]:
    given = tagger.certainty
    tagger.certainty = Recording(0, (), 0.5, 0.5, 0.9)
    KEPT.clear()
    checker, rows = Checker(tagger=tagger), []
    for number, article in enumerate(articles):
        report = checker.check(article["text"])
        statements = [a.statement for a in report.attributions if a.statement.within is None]
        predicted = [
            {
                role: [tuple(report.document.raw_span(span)) for span in getattr(s, role)]
                for role in ("content", "cue", "source")
            }
            for s in statements
        ]
        for statement, row, right in zip(
            statements, predicted, matched(score, article, predicted), strict=True
        ):
            parts = KEPT.get(statement.confidence, ())
            rows.append(Row(number, statement, parts, right, row))
    tagger.certainty = given
    return rows


def fit(rows: list[Row]) -> Certainty:
    """Logistic regression by Newton's method, with a little weight decay."""
    known = [row for row in rows if row.parts]
    odds = np.clip(np.array([row.parts for row in known]), 1e-3, 1 - 1e-3)
    x = np.hstack([np.ones((len(known), 1)), np.log(odds / (1 - odds))])
    y = np.array([row.right for row in known], float)
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        pull = np.eye(len(w))
        pull[0, 0] = 0
        w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + pull, x.T @ (y - p) - pull @ w)

    def share(some: list[Row]) -> float:
        # Half a right one and half a wrong one are taken as seen: small sets prove little.
        return round((sum(row.right for row in some) + 0.5) / (len(some) + 1), 3)

    return Certainty(
        round(float(w[0]), 4),
        tuple(w[1:].round(4).tolist()),
        share([r for r in rows if not r.parts and r.statement.confidence == 0.5]),
        share([r for r in rows if not r.parts and not r.statement.label]),
        share([r for r in rows if r.statement.label]),
    )


def confidence(certainty: Certainty, row: Row) -> float:
    if row.parts:
        return certainty.of(row.parts)
    return certainty.labelled if row.statement.label else certainty.marked


def reliability(confidences: np.ndarray, right: np.ndarray) -> tuple[list[tuple], float]:
    """Per bin of equal width: mean confidence, share right, count; and the expected error."""
    rows, error = [], 0.0
    for low in range(BINS):
        inside = np.minimum((confidences * BINS).astype(int), BINS - 1) == low
        if inside.any():
            mean, share = confidences[inside].mean(), right[inside].mean()
            rows.append((low / BINS, mean, share, int(inside.sum())))
            error += inside.mean() * abs(mean - share)
    return rows, float(error)


def plot(rows: list[tuple], error: float, path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "attrib"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 4.4))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="as sure as right")
    means, shares = [r[1] for r in rows], [r[2] for r in rows]
    axes.plot(means, shares, marker="o", color="#1f4e79", label="polnear_dev, folds not fitted on")
    for _, mean, share, count in rows:
        axes.annotate(
            str(count), (mean, share), textcoords="offset points", xytext=(6, -11), fontsize=8
        )
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right")
    axes.set_title(
        f"Confidence of statements (expected calibration error {error:.3f})", fontsize=10
    )
    axes.legend(frameon=False, fontsize=9)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tagger", type=Path, default=Path("attrib/data/tagger"))
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmark/data"))
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    articles = data.articles(args.data / "polnear_dev.jsonl")
    score = scorer(args.data)
    rows = collect(Tagger(args.tagger), articles, score)
    confidences, right = np.zeros(len(rows)), np.array([row.right for row in rows], float)
    for fold in (0, 1):
        certainty = fit([row for row in rows if row.article % 2 != fold])
        for index, row in enumerate(rows):
            if row.article % 2 == fold:
                confidences[index] = confidence(certainty, row)
    table, error = reliability(confidences, right)
    print("confidence   mean  right  statements")
    for low, mean, share, count in table:
        print(f"{low:.1f} to {low + 1 / BINS:.1f}  {mean:6.2f} {share:6.2f} {count:11}")
    print(f"expected calibration error {error:.3f}")
    if args.plot:
        plot(table, error, args.plot)
    certainty = fit(rows)
    print(certainty)
    path = args.tagger / "tagger.json"
    settings = json.loads(path.read_text("utf-8"))
    settings["certainty"] = {
        "bias": certainty.bias,
        "weights": list(certainty.weights),
        "alone": certainty.alone,
        "marked": certainty.marked,
        "labelled": certainty.labelled,
    }
    path.write_text(json.dumps(settings), encoding="utf-8")
    gold = {a["id"]: a for a in articles}
    for least in (0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        kept: dict[str, list[dict]] = {a["id"]: [] for a in articles}
        for row in rows:
            if row.statement.kind != "indirect" or confidence(certainty, row) >= least:
                kept[articles[row.article]["id"]].append(row.prediction)
        figures = score.score(gold, {name: {"attributions": k} for name, k in kept.items()})
        print(
            f"paraphrase from {least:.2f}:",
            "  ".join(f"{key} {100 * row.get('f1', row['r']):.1f}" for key, row in figures.items()),
        )


if __name__ == "__main__":
    main()
