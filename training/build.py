"""The shipped model, from the data to the files, with one command.

    python -m training.build --data ../shared/benchmark/data --to attrib/data/tagger

A network of six layers learns from people's labels, is exported in int8, and its confidence is
fitted. Every step is seeded and on one thread: about an hour and a half on one core. `LOG.md` has
the figures of each epoch, and of what was tried and not taken.
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
    data, network = ["--data", str(args.data)], args.out / "network"
    run("train", *data, "--threads", "1", "--out", str(network), "--seed", "2", "--epochs", "7")
    run("export", *data, "--network", str(network / "network.pt"), "--to", str(args.to))
    run("calibrate", *data, "--tagger", str(args.to))


def run(step: str, *options: str) -> None:
    print(f"training.{step}", *options, flush=True)
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(
        [sys.executable, "-m", f"training.{step}", *options], check=True, env=environment
    )


if __name__ == "__main__":
    main()
