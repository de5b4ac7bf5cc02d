"""Copies of this repository, and repositories of articles, for what others run on theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import ROOT

TAG = "v0.0.1"
# What CI sets would be taken for the service that a test plays.
_OURS = ("GIT_", "GITHUB_", "CI_", "PIP_", "VIRTUAL_ENV")


def environment(**more: str) -> dict[str, str]:
    """The variables of this process without those of a CI service, and with this Python first."""
    kept = {
        name: value
        for name, value in os.environ.items()
        # Where packages come from is the machine's to say.
        if not name.startswith(_OURS) or name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL")
    }
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {**kept, "PATH": path, "PYTHONPATH": "", **more}


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=True,
    )


def repository(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A repository with these files committed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    return folder


def clone(folder: Path) -> Path:
    """This repository as it lies here, what is not committed included, with a tag."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
    )
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    git(folder, "tag", TAG)
    return folder
