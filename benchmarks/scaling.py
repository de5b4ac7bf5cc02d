"""Time and memory by the length of the text: from a thousand words to a million.

    python -m benchmarks.scaling [--sizes 1000 10000 100000 1000000] [--plot docs/scaling.svg]

Each size is checked in a process of its own, on one thread, the model already loaded. The text
is the set's articles one after the other, as often as it takes. CPU seconds are of `check`
alone; memory is what the process held at its highest. The slope is of the logarithms: 1.00
where twice the text takes twice the time.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path

from .data import read_articles
from .speed import ONE_THREAD, ROOT


def text_of(data: Path, words: int) -> str:
    texts = [article["text"] for article in read_articles(data)]
    parts: list[str] = []
    left = words
    for text in cycle(texts):
        for paragraph in text.split("\n"):
            count = len(paragraph.split())
            if count >= left:
                parts.append(" ".join(paragraph.split()[:left]))
                return "\n".join(parts)
            parts.append(paragraph)
            left -= count
    raise SystemExit(f"{data}: no text")


def measure(data: Path, words: int) -> dict[str, float]:
    """In the child: one text of so many words."""
    from attrib import Checker
    from attrib.settings import Limits, Settings

    checker = Checker(settings=Settings(limits=Limits(max_bytes=10**9)))
    checker.check("The ferry was late again on Monday, the harbour office said in a statement.")
    text = text_of(data, words)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    report = checker.check(text)
    seconds = time.process_time() - began
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {
        "words": words,
        "statements": len(report.attributions),
        "seconds": seconds,
        "start_mib": before / unit,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
    }


def slope(points: list[tuple[float, float]]) -> float:
    """Of the straight line through the logarithms, by least squares."""
    xs, ys = ([math.log(point[axis]) for point in points] for axis in (0, 1))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )


def plot(rows: list[dict[str, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "attrib"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8.4, 3.6))
    words = [row["words"] for row in rows]
    seconds = [row["seconds"] for row in rows]
    left.loglog(words, seconds, marker="o", color="#1f4e79")
    left.set(xlabel="words", ylabel="CPU seconds")
    left.set_title(f"Time, slope {slope(list(zip(words, seconds, strict=True))):.2f}", fontsize=10)
    right.plot(words, [row["peak_mib"] for row in rows], marker="o", color="#1f4e79")
    right.set(xscale="log", ylim=(0, None), xlabel="words", ylabel="MiB")
    right.set_title("Peak memory of the process", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT.parent / "shared" / "benchmark" / "data" / "polnear_dev.jsonl",
        metavar="FILE",
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10**3, 10**4, 10**5, 10**6])
    parser.add_argument("--plot", type=Path, metavar="FILE")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(measure(args.data, args.child)))
        return
    rows = []
    print(f"{'words':>10}{'statements':>12}{'CPU s':>10}{'ms a word':>11}{'peak MiB':>10}")
    for size in args.sizes:
        command = [sys.executable, "-m", "benchmarks.scaling", "--child", str(size)]
        child = subprocess.run(
            [*command, "--data", str(args.data.resolve())],
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        row = json.loads(child.stdout)
        rows.append(row)
        print(
            f"{size:>10,}{row['statements']:>12,}{row['seconds']:>10.2f}"
            f"{1000 * row['seconds'] / size:>11.4f}{row['peak_mib']:>10.0f}",
            flush=True,
        )
    timed = [(row["words"], row["seconds"]) for row in rows]
    print(f"slope of the time {slope(timed):.3f}")
    large, small = rows[-1], rows[0]
    if len(rows) > 1:
        more = (large["peak_mib"] - small["peak_mib"]) * 2**20
        print(f"memory {more / (large['words'] - small['words']):,.0f} bytes a word more")
    if args.plot:
        plot(rows, args.plot)


if __name__ == "__main__":
    main()
