"""What tests of the whole way through share: one Checker, and the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

import attrib

ROOT = Path(attrib.__file__).resolve().parents[1]


class Run(Protocol):
    def __call__(
        self, *args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session")
def checker() -> attrib.Checker:
    """A Checker that has shown that its model is there: without it nothing here means anything."""
    made = attrib.Checker()
    made.check("The pier will stay shut, Anna Calder said.")
    return made


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The real command, run in an empty folder."""

    def run(
        *args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "attrib", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **(env or {})},
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run
