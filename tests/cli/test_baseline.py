from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

CLEAN = (
    "The pier will stay shut until spring, the Harbour Board said on Monday.\n\n"
    "“We found cracks in four of the piles,” Anna Calder said.\n"
)
LOOSE = "“Our children walk past that crane every morning and nobody has ever come to look.”\n"
BLOCKED = "The ferry runs twice a day.\n\n" + LOOSE
WARNED = CLEAN + "\nCritics say the board has known of the cracks for years.\n"
NAME = "attrib.baseline.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name, text in (("clean", CLEAN), ("blocked", BLOCKED), ("warned", WARNED)):
        (drafts / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def findings(run: Run, *args: str) -> list[Any]:
    whole = json.loads(run("check", *args, "--format", "json").stdout)
    return [f for document in whole["documents"] for f in document["findings"]]


def test_what_is_old_is_marked_and_passes_only_where_new_ones_alone_count(
    run: Run, desk: Path
) -> None:
    done = run("baseline", "drafts/blocked.txt", "drafts/warned.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{NAME}: 2 old findings (2 added, 0 taken out)\n"
    text = (desk / NAME).read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if line.startswith("- ")]
    assert [line.split(", fingerprint")[0] for line in entries] == [
        "- {article: drafts/blocked.txt, rule: unattributed-quote",
        "- {article: drafts/warned.txt, rule: vague-source",
    ]

    done = run("check", "drafts/blocked.txt")
    assert done.returncode == 1
    assert "Name who said them. [baseline]\n" in done.stdout
    assert done.stdout.endswith("1 finding: 1 error (1 old); 1 blocks\n")
    assert run("check", "drafts/blocked.txt", "--new-only").returncode == 0
    (old,) = findings(run, "drafts/blocked.txt")
    assert (old["state"], old["reason"], old["owner"]) == ("baseline", None, None)

    # The old one moves and stays old; what is added is new.
    more = "“The crane has been there for thirty years, and it has never been looked at.”\n"
    (desk / "drafts" / "blocked.txt").write_text(
        f"The ferry is red.\n\n{more}\nIt was built in 1961.\n\nIt is old.\n\n{LOOSE}",
        encoding="utf-8",
    )
    states = {f["text"]: f["state"] for f in findings(run, "drafts/blocked.txt")}
    assert states == {more.strip(): "open", LOOSE.strip(): "baseline"}
    assert run("check", "drafts/blocked.txt", "--new-only").returncode == 1


def test_words_that_are_old_in_one_article_and_new_in_another(run: Run, desk: Path) -> None:
    run("baseline", "drafts/blocked.txt")
    (desk / "drafts" / "new.txt").write_text(BLOCKED, encoding="utf-8")
    done = run("check", "drafts/blocked.txt", "drafts/new.txt", "--new-only", "--format", "sarif")
    assert done.returncode == 1
    results = json.loads(done.stdout)["runs"][0]["results"]
    assert [(r["properties"]["blocks"], r["level"]) for r in results] == [
        (False, "warning"),
        (True, "error"),
    ]


def test_writing_it_again_replaces_the_articles_checked_and_no_others(run: Run, desk: Path) -> None:
    run("baseline", "drafts/blocked.txt", "drafts/warned.txt")
    before = (desk / NAME).read_text(encoding="utf-8")
    assert run("baseline", "drafts/warned.txt", "drafts/blocked.txt").returncode == 0
    assert (desk / NAME).read_text(encoding="utf-8") == before
    (desk / "drafts" / "warned.txt").write_text(CLEAN, encoding="utf-8")
    done = run("baseline", "drafts/warned.txt")
    assert done.stdout == f"{NAME}: 1 old finding (0 added, 1 taken out)\n"
    after = (desk / NAME).read_text(encoding="utf-8")
    assert after == "".join(
        line for line in before.splitlines(keepends=True) if "warned" not in line
    )
    assert not list(desk.glob(".*"))


def test_an_article_that_cannot_be_read_keeps_its_entries(run: Run, desk: Path) -> None:
    run("baseline", "drafts/blocked.txt", "drafts/warned.txt")
    before = (desk / NAME).read_text(encoding="utf-8")
    (desk / "drafts" / "blocked.txt").write_bytes(b"\0\0\0")
    (desk / "drafts" / "warned.txt").write_text(CLEAN, encoding="utf-8")
    done = run("baseline", "drafts/blocked.txt", "drafts/warned.txt")
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: drafts/blocked.txt: ")
    after = (desk / NAME).read_text(encoding="utf-8")
    assert "blocked.txt" in after
    assert "warned.txt" not in after
    assert set(after.splitlines()) < set(before.splitlines())


def test_neither_suppressed_findings_nor_those_about_suppressions_are_old(
    run: Run, desk: Path
) -> None:
    (desk / "drafts" / "warned.txt").write_text(
        WARNED.rstrip() + " <!-- attrib: allow vague-source: known -->\n\n"
        "<!-- attrib: allow nothing: known -->\nIt is old.\n",
        encoding="utf-8",
    )
    done = run("baseline", "drafts/warned.txt")
    assert done.stdout == f"{NAME}: 0 old findings (0 added, 0 taken out)\n"
    assert (desk / NAME).read_text(encoding="utf-8").endswith("findings: []\n")
    assert run("check", "drafts/warned.txt", "--new-only").returncode == 1


def test_nothing_is_written_where_nothing_could_be_read(run: Run, desk: Path) -> None:
    (desk / "attrib.yaml").write_text("version: 1\nbaseline: a.txt\n", encoding="utf-8")
    (desk / "a.txt").write_text("One here.\n", encoding="utf-8")
    assert run("baseline", "a.txt").returncode == 2
    assert (desk / "a.txt").read_text("utf-8") == "One here.\n"
    (desk / "attrib.yaml").unlink()
    done = run("baseline", "drafts/lost.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (desk / NAME).exists()
    run("baseline", "drafts/blocked.txt")
    kept = (desk / NAME).read_text("utf-8")
    assert run("baseline", "drafts/lost.txt").returncode == 2
    assert (desk / NAME).read_text("utf-8") == kept


def test_an_older_file_is_upgraded(run: Run, desk: Path) -> None:
    run("baseline", "drafts/blocked.txt")
    new = (desk / NAME).read_text(encoding="utf-8")
    fingerprint = new.split("fingerprint: ")[1].split("}")[0]
    (desk / NAME).write_text(
        f"version: 0\narticles:\n  drafts/blocked.txt:\n    AT101: [{fingerprint}]\n",
        encoding="utf-8",
    )
    assert run("check", "drafts/blocked.txt", "--new-only").returncode == 0
    done = run("baseline", "drafts/clean.txt")
    assert done.stdout.endswith(f"{NAME}: upgraded from version 0 to 1\n")
    assert (desk / NAME).read_text(encoding="utf-8") == new


def test_which_file_it_is(run: Run, desk: Path) -> None:
    (desk / "attrib.yaml").write_text("version: 1\nbaseline: desk/old.yaml\n", encoding="utf-8")
    done = run("baseline", "drafts/blocked.txt")
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    (desk / "desk").mkdir()
    assert run("baseline", "drafts/blocked.txt").returncode == 0
    assert "article: ../drafts/blocked.txt" in (desk / "desk" / "old.yaml").read_text("utf-8")
    assert run("check", "drafts/blocked.txt", "--new-only").returncode == 0
    # Named on the command line it wins, and one that is not there is no empty one.
    done = run("check", "drafts/blocked.txt", "--new-only", "--baseline", "other.yaml")
    assert done.returncode == 2
    assert done.stderr == "attrib: error: other.yaml: there is no such file\n"
    assert run("baseline", "drafts/clean.txt", "--baseline", "other.yaml").returncode == 0
    done = run("check", "drafts/blocked.txt", "--new-only", "--baseline", "other.yaml")
    assert done.returncode == 1


def test_many_jobs_write_the_same(run: Run, desk: Path) -> None:
    files = ["drafts/blocked.txt", "drafts/warned.txt", "drafts/clean.txt"]
    assert run("baseline", *files, "--baseline", "one.yaml").returncode == 0
    assert run("baseline", *files, "--baseline", "four.yaml", "--jobs", "4").returncode == 0
    assert (desk / "one.yaml").read_bytes() == (desk / "four.yaml").read_bytes()


def test_standard_input_has_no_place_in_it(run: Run, desk: Path) -> None:
    done = run("baseline", "-", stdin=BLOCKED.encode())
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: -: cannot be in a baseline")
    assert not (desk / NAME).exists()


@pytest.mark.parametrize("broken", ["", "version: 9\n", "<<<<<<< HEAD\n"])
def test_a_broken_one_is_not_written_over(broken: str, run: Run, desk: Path) -> None:
    (desk / NAME).write_text(broken, encoding="utf-8")
    done = run("baseline", "drafts/blocked.txt")
    assert done.returncode == 2
    assert done.stderr.startswith(f"attrib: error: {desk / NAME}:")
    assert (desk / NAME).read_text(encoding="utf-8") == broken
