"""Words per CPU second on one thread, cold start, and peak memory.

    python -m benchmarks.speed [--data ../shared/benchmark/data/polnear_dev.jsonl]

Throughput is measured in a child process with every thread pool pinned to one thread: the
CPU time (user and system, all threads) of `Checker.check` over all articles, the model
already loaded. Words are what whitespace separates. In the same run two yardsticks, so that
figures of different machines can be compared: the time inside the tagger's ONNX model by
itself, which says how much the pipeline adds; and int8 MiniLM-L6 as it comes
(`minilm-l6-int8.onnx`, see `training/untouched.py`) alone over the same texts, 256 word
pieces at a time, which is what a plain token classifier would cost before it had done anything.

Peak memory is that child's resident set at its highest. Cold start is wall time of whole
processes, the median of several; `python -c pass` beside it is what Python itself takes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from .data import read_articles

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "harbour-tunnel.txt"
YARDSTICK = Path(__file__).with_name("minilm-l6-int8.onnx")
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def measure(data: Path) -> dict[str, float]:
    """In the child: CPU seconds of the pipeline and of the model within it."""
    import onnxruntime

    model = [0.0, 0]

    class TimedSession(onnxruntime.InferenceSession):
        def run(self, *args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            result = super().run(*args, **kwargs)
            model[0] += time.process_time() - began
            model[1] += 1
            return result

    onnxruntime.InferenceSession = TimedSession

    from attrib import AttribError, Checker

    texts = [article["text"] for article in read_articles(data)]
    checker = Checker()
    checker.check(texts[0])  # loads the model and the word lists
    model[:] = [0.0, 0]
    words = failed = 0
    began, wall = time.process_time(), time.perf_counter()
    for text in texts:
        try:
            checker.check(text)
            words += len(text.split())
        except AttribError:
            failed += 1
    seconds, wall = time.process_time() - began, time.perf_counter() - wall
    inside = tuple(model)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "articles": len(texts) - failed,
        "failed": failed,
        "words": words,
        "seconds": seconds,
        "wall": wall,
        "model_seconds": inside[0],
        "windows": inside[1],
        "yardstick_seconds": yardstick(onnxruntime, texts),
        # Kibibytes on Linux, bytes on macOS.
        "peak_mib": peak / (2**20 if sys.platform == "darwin" else 2**10),
    }


def yardstick(onnxruntime: Any, texts: list[str]) -> float:
    """CPU seconds of int8 MiniLM-L6 alone over the texts, tokenizing not counted."""
    import numpy as np

    from attrib.find.tagger import Tagger
    from attrib.find.windows import cut
    from attrib.read import read_text

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(YARDSTICK), options, providers=["CPUExecutionProvider"]
    )
    pieces, seconds = Tagger.load().tokenizer, 0.0
    for text in texts:
        for window in cut(text, read_text(text).paragraphs, (), pieces, 256):
            ids = window.ids[None]
            began = time.process_time()
            session.run(
                None,
                {
                    "input_ids": ids,
                    "attention_mask": np.ones_like(ids),
                    "token_type_ids": np.zeros_like(ids),
                },
            )
            seconds += time.process_time() - began
    return seconds


def median_start(command: list[str], runs: int) -> float:
    """Median wall seconds of whole processes; a first one, to warm the disk's cache, is not counted."""
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
        times.append(time.perf_counter() - began)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr.decode(errors="replace"))
    return statistics.median(times[1:])


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
    parser.add_argument("--runs", type=int, default=5, help="processes per cold start")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(measure(args.data)))
        return

    python = sys.executable
    child = subprocess.run(
        [python, "-m", "benchmarks.speed", "--child", "--data", str(args.data.resolve())],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    got = json.loads(child.stdout)
    attrib = [python, "-m", "attrib"]
    check = [*attrib, "check", str(EXAMPLE), "--sources", str(EXAMPLE.with_name("sources.yaml"))]
    starts = {
        "cold start, attrib check, one article": median_start(check, args.runs),
        "cold start, attrib --help": median_start([*attrib, "--help"], args.runs),
        "cold start, python -c pass": median_start([python, "-c", "pass"], args.runs),
    }

    whole, alone, plain = (
        got["words"] / got[key] for key in ("seconds", "model_seconds", "yardstick_seconds")
    )
    print(
        f"{args.data.name}: {got['articles']} articles, {got['words']} words,"
        f" {got['windows']} windows, {got['failed']} articles not checked;"
        f" one thread, {got['seconds']:.1f} CPU s, {got['wall']:.1f} s wall"
    )
    rows = [
        ("whole pipeline, model loaded", f"{whole:,.0f} words per CPU second"),
        ("the ONNX model alone, same windows", f"{alone:,.0f} words per CPU second"),
        ("int8 MiniLM-L6 as it comes, alone", f"{plain:,.0f} words per CPU second"),
        ("pipeline's speed / its own model's", f"{whole / alone:.2f}"),
        ("pipeline's speed / MiniLM-L6's", f"{whole / plain:.2f}"),
        ("peak memory", f"{got['peak_mib']:.0f} MiB"),
        *((name, f"{seconds:.2f} s") for name, seconds in starts.items()),
    ]
    for name, value in rows:
        print(f"  {name:<40}{value:>32}")


if __name__ == "__main__":
    main()
