"""What the benchmarks read: annotated articles, and the scorer that comes with them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a set, one JSON object a line; ends the program where there is no such file."""
    if not path.is_file():
        raise SystemExit(f"{path}: no such data; benchmarks/README.md says what is needed")
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module; ends the program where it cannot be loaded."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
