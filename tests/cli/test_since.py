"""``attrib check --since``: what has changed is checked, and the rest is counted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.test_since import commit, git

from .test_check import BLOCKED, CLEAN

ADDED = "\n“Nobody ever came to look at the other crane either, in all those years.”\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    Path("drafts").mkdir()
    Path("drafts/blocked.txt").write_text(BLOCKED, encoding="utf-8")
    Path("clean.txt").write_text(CLEAN, encoding="utf-8")
    commit("first")
    return tmp_path


def test_an_old_finding_does_not_block_and_a_new_one_does(run: Run, repository: Path) -> None:
    path = repository / "drafts" / "blocked.txt"
    path.write_text(BLOCKED + "\nThe ferry is blue.\n", encoding="utf-8")
    done = run("check", "--since", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("; 0 findings; 1 finding outside the change\n"), done.stdout
    path.write_text(BLOCKED + ADDED, encoding="utf-8")
    done = run("check", "--since", "HEAD", "drafts")
    assert done.returncode == 1
    assert done.stdout.startswith("drafts/blocked.txt:7:1: error AT101 ")
    assert done.stdout.count(" error AT101 ") == 1
    told = json.loads(run("check", "--since", "HEAD", "--format", "json").stdout)
    assert told["summary"]["outside_change"] == told["documents"][0]["outside_change"] == 1
    assert "outside_change" not in run("check", "clean.txt", "--format", "json").stdout
    sarif = json.loads(run("check", "--since", "HEAD", "--format", "sarif").stdout)
    assert sarif["runs"][0]["properties"]["findingsOutsideTheChange"] == 1


def test_a_new_article_is_checked_whole_and_an_unreadable_one_blocks(
    run: Run, repository: Path
) -> None:
    (repository / "new.txt").write_text(BLOCKED, encoding="utf-8")
    assert run("check", "--since", "HEAD").returncode == 1
    (repository / "new.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 50)
    done = run("check", "--since", "HEAD")
    assert done.returncode == 2
    assert "new.txt" in done.stderr


def test_entries_are_weighed_over_whole_articles(run: Run, repository: Path) -> None:
    """A suppression of a finding outside the change is still of use."""
    document = json.loads(run("check", "drafts/blocked.txt", "--format", "json").stdout)
    (finding,) = document["documents"][0]["findings"]
    (repository / "attrib.yaml").write_text(
        "version: 1\nallow:\n  - article: drafts/blocked.txt\n    rule: AT101\n"
        f"    fingerprint: {finding['fingerprint']}\n    reason: known\n",
        encoding="utf-8",
    )
    (repository / "drafts/blocked.txt").write_text(BLOCKED + "\nIt is blue.\n", encoding="utf-8")
    done = run("check", "--since", "HEAD")
    assert done.returncode == 0
    assert "AT903" not in done.stdout


def test_nothing_has_changed(run: Run, repository: Path) -> None:
    done = run("check", "--since", "HEAD")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "attrib: note: no article has changed since HEAD\n"
    told = json.loads(run("check", "--since", "HEAD", "--format", "json").stdout)
    assert told["documents"] == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--since", "lost"], "attrib: error: git knows no commit 'lost'"),
        (["--since", "--output=made"], "no name of a commit"),
        (["--since", "HEAD", "-"], "knows nothing of standard input"),
        (["--since", "HEAD", "--house", "all"], "not with --house all"),
        ([], "Missing argument 'FILES...'"),
        (["--since", "HEAD", "/"], "outside of this repository"),
        (["--since", "HEAD", "lost.txt"], "lost.txt: no such file"),
        (["--since", "HEAD", "--output", "drafts/blocked.txt"], "one of the articles"),
    ],
)
def test_what_does_not_go(options: list[str], why: str, run: Run, repository: Path) -> None:
    (repository / "drafts/blocked.txt").write_text(CLEAN + "More.\n", encoding="utf-8")
    done = run("check", *options)
    assert done.returncode == 2, done.stdout
    assert why in done.stderr
    assert not (repository / "made").exists()
    assert (repository / "drafts/blocked.txt").read_text(encoding="utf-8") == CLEAN + "More.\n"


def test_a_page_is_of_one_article(run: Run, repository: Path) -> None:
    (repository / "clean.txt").write_text(CLEAN + ADDED, encoding="utf-8")
    assert run("check", "--since", "HEAD", "--format", "html").returncode == 0
    (repository / "new.txt").write_text(BLOCKED, encoding="utf-8")
    done = run("check", "--since", "HEAD", "--format", "html")
    assert (done.returncode, done.stdout) == (2, "")
    assert "holds one article" in done.stderr


def test_no_repository_is_told_in_json_too(run: Run, tmp_path: Path) -> None:
    env = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    done = run("check", "--since", "HEAD", "--format", "json", env=env)
    assert done.returncode == 2
    assert "not a git repository" in json.loads(done.stdout)["errors"][0]["message"]


def test_of_a_file_of_articles_those_that_have_changed(run: Run, repository: Path) -> None:
    path = repository / "posts.jsonl"
    old, new = (json.dumps({"body": text}) for text in (BLOCKED, BLOCKED + ADDED))
    path.write_text(f"{old}\n{old}\n", encoding="utf-8")
    commit("posts")
    path.write_text(f"{old}\n{new}\n", encoding="utf-8")
    # JSON is looked at where it is named.
    assert run("check", "--since", "HEAD").stderr.startswith("attrib: note: no article has changed")
    done = run("check", "--since", "HEAD", "./posts.jsonl")
    assert (done.returncode, done.stderr) == (1, "")
    assert "posts.jsonl#1 (body)" not in done.stdout
    assert done.stdout.count("posts.jsonl#2 (body):") == 2
    assert done.stdout.endswith("1 finding outside the change; 2 block\n")
    assert run("check", "--since", "HEAD", "posts.jsonl#1").returncode == 0
    told = json.loads(run("check", "--since", "HEAD", "posts.jsonl", "--format", "sarif").stdout)
    places = [result["locations"][0] for result in told["runs"][0]["results"]]
    assert [place["physicalLocation"]["artifactLocation"]["uri"] for place in places] == [
        "posts.jsonl"
    ] * 2
    assert [place["physicalLocation"]["region"] for place in places] == [{"startLine": 2}] * 2
    assert [place["logicalLocations"][0]["fullyQualifiedName"] for place in places] == ["body"] * 2
