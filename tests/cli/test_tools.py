"""What tools read, from the real command: what is written where, and with which status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

from .test_check import BLOCKED, CLEAN, WARNED

FORMATS = ("sarif", "github", "junit", "checkstyle", "gitlab", "rdjson", "rdjsonl")
BLOCKING = {
    "sarif": '"level": "error"',
    "github": "::error ",
    "junit": "<failure ",
    "checkstyle": 'severity="error"',
    "gitlab": '"blocker"',
    "rdjson": '"severity": "ERROR"',
    "rdjsonl": '"severity": "ERROR"',
}


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, text in (("clean", CLEAN), ("blocked", BLOCKED), ("warned", WARNED)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_the_status_and_what_looks_as_if_it_blocks_agree(
    form: str, run: Run, articles: Path
) -> None:
    blocked = run("check", "blocked.txt", "warned.txt", "clean.txt", "--format", form)
    assert (blocked.returncode, blocked.stderr) == (1, "")
    assert BLOCKING[form] in blocked.stdout
    passed = run("check", "blocked.txt", "--format", form, "--fail-on", "never")
    assert passed.returncode == 0
    assert "AT101" in passed.stdout
    sarif_rules = passed.stdout.partition('"results"')[2] if form == "sarif" else passed.stdout
    assert BLOCKING[form] not in sarif_rules
    unread = run("check", "clean.txt", "lost.txt", "--format", form)
    assert unread.returncode == 2
    assert "lost.txt" in unread.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_broken_settings_are_told_in_every_format(form: str, run: Run, articles: Path) -> None:
    (articles / "attrib.yaml").write_text("version: 1\nfail_on: maybe\n", encoding="utf-8")
    done = run("check", "clean.txt", "--format", form)
    assert done.returncode == 2
    assert "attrib.yaml" in done.stdout
    assert BLOCKING[form] in done.stdout or form in ("sarif", "junit")


@pytest.mark.parametrize("form", FORMATS)
def test_all_houses_are_no_format_of_tools(form: str, run: Run, articles: Path) -> None:
    done = run("check", "clean.txt", "--format", form, "--house", "all")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--house all has no {form}" in done.stderr


def test_sarif_knows_the_baseline_the_house_and_the_gate(run: Run, articles: Path) -> None:
    def results(*options: str) -> dict[str, str | None]:
        done = run("check", "blocked.txt", "--format", "sarif", *options)
        (whole,) = json.loads(done.stdout)["runs"]
        assert whole["tool"]["driver"]["rules"][-1]["id"] == "AT905"
        assert whole["properties"]["house"] == "bbc"
        return {r["ruleId"]: r.get("baselineState") for r in whole["results"]}

    assert results("--house", "bbc") == {"AT101": None}
    assert run("baseline", "blocked.txt").returncode == 0
    with (articles / "blocked.txt").open("a", encoding="utf-8") as file:
        file.write("\nCritics say the crane is in the way.\n")
    assert results("--house", "bbc", "--new-only") == {"AT101": "unchanged", "AT205": "new"}


def test_github_appends_to_the_job_summary(run: Run, articles: Path) -> None:
    summary = articles / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    done = run("check", "blocked.txt", "--format", "github", env=env)
    assert done.returncode == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n**Blocked by 1 of 1 finding.**")
    run("check", "clean.txt", "lost.txt", "--format", "github", env=env)
    assert "Not everything was checked" in summary.read_text(encoding="utf-8")
    # Other formats leave it alone.
    size = summary.stat().st_size
    run("check", "blocked.txt", "--format", "sarif", env=env)
    assert summary.stat().st_size == size


def test_a_summary_that_cannot_be_written_does_not_pass(run: Run, articles: Path) -> None:
    full = articles / "full.md"
    full.write_bytes(b"x" * 1_048_500)
    for name, why in ((str(full), "no room left"), (str(articles), "cannot write")):
        done = run("check", "clean.txt", "--format", "github", env={"GITHUB_STEP_SUMMARY": name})
        assert done.returncode == 2
        assert why in done.stderr
    assert full.stat().st_size == 1_048_500


def test_paths_are_told_from_the_folder_of_the_service(run: Run, articles: Path) -> None:
    (articles / "drafts").mkdir()
    (articles / "drafts" / "a b.txt").write_text(BLOCKED, encoding="utf-8")
    above = {name: str(articles.parent) for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")}
    told = run("check", "drafts/a b.txt", "--format", "github", env=above).stdout
    assert f"file={articles.name}/drafts/a b.txt," in told
    told = run("check", "drafts/a b.txt", "--format", "gitlab", env=above).stdout
    assert json.loads(told)[0]["location"]["path"] == f"{articles.name}/drafts/a b.txt"
    told = run("check", "drafts/a b.txt", "--format", "sarif", env=above).stdout
    assert '"uri": "drafts/a%20b.txt"' in told
