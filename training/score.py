"""The benchmark's own scorer, run on a file of predictions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def figures(data: Path, predictions: Path, gold: str = "polnear_dev") -> dict:
    command = [
        sys.executable,
        data.parent / "score.py",
        data / f"{gold}.jsonl",
        predictions,
        "--json",
    ]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def line(data: Path, predictions: Path, gold: str = "polnear_dev") -> str:
    rows = figures(data, predictions, gold)
    return "  ".join(f"{key} {100 * row.get('f1', row['r']):.1f}" for key, row in rows.items())
