"""The shipped model, from the data to the files, with one command.

    python -m training.build --data ../shared/benchmark/data --to attrib/data/tagger

A network of six layers learns from people's labels, then once more with itself as teacher; it teaches
one of five, which is exported in int8, and its confidence is fitted. Every step is seeded and on one
thread: about three hours on one core. `LOG.md` has the figures of each epoch, and of what was tried and
not taken.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmark/data"))
    parser.add_argument("--out", type=Path, default=Path("training/out"), help="for networks")
    parser.add_argument("--to", type=Path, default=Path("attrib/data/tagger"))
    args = parser.parse_args()
    data = ["--data", str(args.data)]
    train = [*data, "--threads", "1"]
    first, again, five = (args.out / name for name in ("first", "again", "five"))
    run("train", *train, "--out", str(first), "--seed", "2", "--epochs", "7")
    taught = ["--noise", "0.125", "--teacher"]
    options = ["--seed", "7", "--epochs", "6", "--last", "5", "--rate", "1e-4", "--states", "0"]
    run("train", *train, "--out", str(again), *taught, str(first / "network.pt"), *options)
    layers = ["--layers", "0", "1", "2", "3", "5"]
    options = ["--seed", "3", "--epochs", "3", "--last", "2", "--rate", "1.5e-4"]
    run("train", *train, "--out", str(five), *taught, str(again / "network.pt"), *layers, *options)
    run("export", *data, "--network", str(five / "network.pt"), "--to", str(args.to))
    run("calibrate", *data, "--tagger", str(args.to))


def run(step: str, *options: str) -> None:
    print(f"training.{step}", *options, flush=True)
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(
        [sys.executable, "-m", f"training.{step}", *options], check=True, env=environment
    )


if __name__ == "__main__":
    main()
