"""Accuracy against speed: the shipped tagger and others, in one run.

    python -m benchmarks.curve NAME=DIR[:PIECES] ... [--plot docs/curve.svg]

Each DIR is what `training.export` wrote; PIECES is the size of a window, the shipped one where
not given. Speed is of the whole pipeline on one thread, as `benchmarks.speed` takes it, the
taggers in turn and twice over, the better counted; beside it, over that of int8 MiniLM-L6 as it
comes. Accuracy is attributed F1 and statement F1 on polnear_dev.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .speed import ONE_THREAD, ROOT, measure

DATA = ROOT.parent / "shared" / "benchmark" / "data"


def use(folder: Path, pieces: int) -> None:
    """In the child: the given tagger in place of the shipped one."""
    from attrib.find import tagger

    tagger.cut.__defaults__ = (pieces,)  # type: ignore[attr-defined]
    given = tagger.Tagger(folder)
    tagger._shipped = lambda: given  # type: ignore[assignment]


def child(folder: Path, pieces: int, data: Path, scored: bool) -> dict[str, Any]:
    use(folder, pieces)
    found: dict[str, Any] = measure(data / "polnear_dev.jsonl")
    if scored:
        from attrib import Checker

        from .accuracy import ACTS, predict
        from .data import read_articles

        out = ROOT / "benchmarks" / "out" / "curve.jsonl"
        out.parent.mkdir(parents=True, exist_ok=True)
        gold = data / "polnear_dev.jsonl"
        with out.open("w", encoding="utf-8") as lines:
            for row, _ in predict(Checker(), read_articles(gold), ACTS, "joined"):
                lines.write(json.dumps(row) + "\n")
        command = [sys.executable, str(data.parent / "score.py"), str(gold), str(out), "--json"]
        found["scores"] = json.loads(subprocess.run(command, stdout=-1, check=True).stdout)
    return found


def plot(rows: list[dict[str, Any]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "attrib"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.4))
    axes.axhline(73.4, color="0.7", linewidth=1)
    axes.annotate("two trained people", (0.01, 73.45), xycoords=("axes fraction", "data"), size=8)
    for row in rows:
        shipped = row["name"].startswith("shipped")
        axes.plot(row["speed"], row["attributed"], "o", color="#b03a2e" if shipped else "#1f4e79")
        axes.annotate(
            row["name"],
            (row["speed"], row["attributed"]),
            textcoords="offset points",
            xytext=(6, -4),
            fontsize=8,
        )
    axes.set(xlabel="words per CPU second, whole pipeline, one thread", ylabel="attributed F1")
    axes.set_xlim(0, max(row["speed"] for row in rows) * 1.25)
    axes.set_title("Accuracy and speed on polnear_dev", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("taggers", nargs="*", metavar="NAME=DIR[:PIECES]")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--plot", type=Path, metavar="FILE")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        folder, pieces, scored = args.child
        print(json.dumps(child(Path(folder), int(pieces), args.data, scored == "True")))
        return
    from attrib.find.windows import MAX_PIECES

    given = args.taggers or [f"shipped={ROOT / 'attrib' / 'data' / 'tagger'}"]
    rows: dict[str, dict[str, Any]] = {}
    for turn in range(2):
        for one in given:
            name, _, place = one.partition("=")
            folder, _, pieces = place.partition(":")
            command = [sys.executable, "-m", "benchmarks.curve", "--data", str(args.data.resolve())]
            command += ["--child", str(Path(folder).resolve()), pieces or str(MAX_PIECES)]
            done = subprocess.run(
                [*command, str(turn == 0)],
                cwd=ROOT,
                env={**os.environ, **ONE_THREAD},
                stdout=subprocess.PIPE,
                check=True,
            )
            got = json.loads(done.stdout)
            row = rows.setdefault(name, {"name": name, "speed": 0.0})
            speed = got["words"] / got["seconds"]
            if speed > row["speed"]:
                row |= {"speed": speed, "ratio": got["yardstick_seconds"] / got["seconds"]}
            if "scores" in got:
                row |= {key: 100 * got["scores"][key]["f1"] for key in ("attributed", "statement")}
    print(
        f"{'tagger':<28}{'words/CPU s':>12}{'x MiniLM-L6':>13}{'statement':>11}{'attributed':>12}"
    )
    for row in rows.values():
        print(
            f"{row['name']:<28}{row['speed']:>12,.0f}{row['ratio']:>13.2f}"
            f"{row['statement']:>11.1f}{row['attributed']:>12.1f}"
        )
    if args.plot:
        plot(list(rows.values()), args.plot)


if __name__ == "__main__":
    main()
