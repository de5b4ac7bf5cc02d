from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Run

PIER = (
    "---\ndate: 2026-03-02\n---\n\n“The pier is shut,” said Anna Calder, an engineer. The Harbour "
    "Board said it would open in May.\n"
)
BOATS = "---\ndate: 2026-04-07\n---\n\nThe boats will be moved, Calder Anna said on Monday.\n"
SOURCES = """\
version: 1
sources:
  - {id: calder, kind: person, name: Anna Calder}
  - {id: board, kind: institution, name: Harbour Board}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "pier.txt").write_text(PIER, encoding="utf-8")
    (tmp_path / "boats.txt").write_text(BOATS, encoding="utf-8")
    return tmp_path


def test_a_speaker_under_two_forms_is_one(run: Run, desk: Path) -> None:
    done = run("sources", "report", "pier.txt", "boats.txt", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    whole = json.loads(done.stdout)
    (calder,) = [party for party in whole["parties"] if party["id"] == "calder"]
    assert (calder["articles"], calder["alone"], calder["first"], calder["last"]) == (
        *(2, 1, "2026-03-02", "2026-04-07"),
    )
    assert [period["start"] for period in whole["periods"]] == ["2026-03-02", "2026-04-06"]


def test_text_is_what_it_prints_by_itself(run: Run, desk: Path) -> None:
    done = run("sources", "report", "pier.txt", "boats.txt")
    assert done.returncode == 0
    assert done.stdout.startswith("2 articles, 2 March 2026 to 7 April 2026\n")


@pytest.mark.parametrize("form", ["text", "html", "csv", "json"])
def test_what_cannot_be_read_is_named_and_the_rest_written(run: Run, desk: Path, form: str) -> None:
    done = run("sources", "report", "pier.txt", "gone.txt", "--format", form, "-o", "audit.out")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "attrib: error: gone.txt: no such file\n"
    written = (desk / "audit.out").read_text(encoding="utf-8")
    assert "gone.txt" in written
    assert "Anna Calder" in written


def test_jobs_change_nothing(run: Run, desk: Path) -> None:
    files = []
    for number in range(7):
        text = BOATS.replace("boats", f"boats {'and nets ' * number}")
        (desk / f"{number}.txt").write_text(text, encoding="utf-8")
        files.append(f"{number}.txt")
    files.insert(3, "gone.txt")
    one = run("sources", "report", *files, "--format", "json")
    several = run("sources", "report", *files, "--format", "json", "--jobs", "3")
    assert one.returncode == several.returncode == 2
    assert one.stdout == several.stdout
    assert [a["path"] for a in json.loads(one.stdout)["articles"]] == [f"{n}.txt" for n in range(7)]


def test_csv_on_stdout(run: Run, desk: Path) -> None:
    done = run("sources", "report", "pier.txt", "--format", "csv")
    found = list(csv.DictReader(done.stdout.removeprefix("\ufeff").splitlines()))
    assert [row["id"] for row in found if row["record"] == "source"] == ["board", "calder"]


@pytest.mark.parametrize("name", ["pier.txt", "sources.yaml"])
def test_what_it_reads_is_never_written_over(run: Run, desk: Path, name: str) -> None:
    before = (desk / name).read_bytes()
    done = run("sources", "report", "pier.txt", "-o", name)
    assert done.returncode == 2
    assert f"{name}: cannot write" in done.stderr
    assert (desk / name).read_bytes() == before


def test_a_broken_registry_is_one_line(run: Run, desk: Path) -> None:
    (desk / "sources.yaml").write_text("version: 1\nsources: [{id: 1}]\n", encoding="utf-8")
    done = run("sources", "report", "pier.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "sources.yaml:2:11: a source lacks 'kind'" in done.stderr
    assert done.stderr.count("\n") == 1
