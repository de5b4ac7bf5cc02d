"""The pre-commit hook, run by pre-commit on a repository of articles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .cli.test_check import BLOCKED, CLEAN
from .clones import TAG, clone, environment, git, repository

CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks: [{{id: attrib, files: ^drafts/}}]
"""


@pytest.mark.slow
def test_a_bad_article_blocks_a_good_one_passes_and_an_unreadable_one_blocks(
    tmp_path: Path,
) -> None:
    """One test, as pre-commit installs the package and all that it needs first."""
    ours = clone(tmp_path / "attrib")
    config = CONFIG.format(repo=ours.as_uri(), rev=TAG)
    desk = repository(
        tmp_path / "desk",
        {".pre-commit-config.yaml": config, "drafts/a b.txt": CLEAN, "notes.txt": BLOCKED},
    )
    home = str(tmp_path / "home")

    def run() -> subprocess.CompletedProcess[str]:
        git(desk, "add", "-A")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run"],
            cwd=desk,
            env=environment(PRE_COMMIT_HOME=home),
            capture_output=True,
            text=True,
            check=False,
        )

    def attempt(name: str, text: bytes) -> tuple[int, str]:
        (desk / "drafts" / name).write_bytes(text)
        done = run()
        git(desk, "rm", "-qf", f"drafts/{name}")
        return done.returncode, done.stdout + done.stderr

    status, said = attempt("good one.txt", CLEAN.encode())
    assert status == 0, said
    assert "Passed" in said
    status, said = attempt("bad $(touch made).txt", BLOCKED.encode())
    assert status == 1, said
    assert "error AT101 unattributed-quote" in said
    status, said = attempt("unreadable.html", b"<p>\x00\x01")
    assert status == 1, said
    assert "- exit code: 2" in said
    # A name that would be an option is a name: its article is bad, and blocks.
    (desk / "drafts" / "--output=x.txt").write_bytes(BLOCKED.encode())
    git(desk, "mv", "drafts/a b.txt", "drafts/a.txt")
    done = run()
    assert done.returncode == 1, done.stdout
    assert not (desk / "made").exists()
