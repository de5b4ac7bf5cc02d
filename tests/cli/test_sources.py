from __future__ import annotations

import json
from pathlib import Path

import pytest

from attrib.render.columns import columns
from tests.conftest import Run

GOOD = """\
version: 1
publication: {name: Harbour Daily, self: [we]}
sources:
  - {id: reuters, kind: outlet, name: Reuters, aliases: [Reuters News]}
  - {id: ana-lindqvist, kind: person, name: Ana Lindqvist, role: harbour master}
  - {id: rumours, kind: outlet, name: Dockside Rumours, status: blocked, reason: anonymous blog}
"""
DUPLICATE = """\
version: 1
sources:
  - {id: doj, kind: institution, name: Justice Department, aliases: [DOJ]}
  - id: doj2
    kind: agency
    name: Department of Java
    aliases: [DOJ]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder that the command runs in."""
    (tmp_path / "sources.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_list_shows_every_record(run: Run, desk: Path) -> None:
    done = run("sources", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "id             kind         name, aliases and status",
        "reuters        outlet       Reuters; Reuters News",
        "ana-lindqvist  person       Ana Lindqvist",
        "rumours        outlet       Dockside Rumours",
        "                            blocked: anonymous blog",
        "3 sources (1 person, 0 institutions, 2 outlets)",
    ]


def test_list_stays_within_80_columns(run: Run, desk: Path) -> None:
    wide = "香港電台" * 20
    text = (
        f"version: 1\nsources: [{{id: {'x' * 60}, kind: outlet, name: {wide}, aliases: [a b]}}]\n"
    )
    (desk / "sources.yaml").write_text(text, encoding="utf-8")
    done = run("sources", "list")
    assert done.returncode == 0
    assert max(columns(line) for line in done.stdout.splitlines()) <= 80


def test_list_of_an_empty_registry(run: Run, desk: Path) -> None:
    (desk / "sources.yaml").write_text("version: 1\nsources: []\n", encoding="utf-8")
    assert run("sources", "list").stdout == "no sources\n"


def test_list_as_json(run: Run, desk: Path) -> None:
    done = run("sources", "list", "--format", "json", "--sources", desk / "sources.yaml")
    data = json.loads(done.stdout)
    assert data["publication"] == {"name": "Harbour Daily", "self": ["we"]}
    assert [source["id"] for source in data["sources"]] == ["reuters", "ana-lindqvist", "rumours"]
    assert data["sources"][0] == {
        "id": "reuters",
        "kind": "outlet",
        "name": "Reuters",
        "aliases": ["Reuters News"],
        "descriptions": [],
        "role": None,
        "affiliation": None,
        "parent": None,
        "issues": [],
        "status": "approved",
        "reason": None,
        "country": None,
    }


def test_check_says_ok_with_counts(run: Run, desk: Path) -> None:
    done = run("sources", "check", "sources.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "sources.yaml: ok: 3 sources (1 person, 0 institutions, 2 outlets)\n"


def test_check_tells_every_mistake_with_its_line(run: Run, desk: Path) -> None:
    (desk / "bad.yaml").write_text(DUPLICATE, encoding="utf-8")
    done = run("sources", "check", "bad.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "attrib: error: bad.yaml:5:11: expected kind of doj2 to be person, institution or outlet,"
        " found 'agency'",
        "attrib: error: bad.yaml:7:15: alias 'DOJ' of doj2 is already an alias of doj (line 3)",
    ]


def test_list_of_a_broken_registry_says_so_in_one_line(run: Run, desk: Path) -> None:
    (desk / "bad.yaml").write_text(DUPLICATE, encoding="utf-8")
    done = run("sources", "list", "--sources", "bad.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("attrib: error: bad.yaml:5:11: ")
    assert done.stderr.endswith("(1 more mistake: attrib sources check)\n")


@pytest.mark.parametrize("command", ["list", "check"])
def test_the_sources_that_the_settings_name_are_used(run: Run, desk: Path, command: str) -> None:
    (desk / "attrib.yaml").write_text("version: 1\nsources: mine.yaml\n", encoding="utf-8")
    (desk / "mine.yaml").write_text("version: 1\nsources: []\n", encoding="utf-8")
    done = run("sources", command)
    assert done.returncode == 0
    assert "Reuters" not in done.stdout
    assert "3 sources" not in done.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("sources", "check", "none.yaml"), "none.yaml: there is no such file"),
        (("sources", "check", "."), ".: is a directory; expected a YAML file"),
        (("sources", "list", "--sources", "none.yaml"), "none.yaml: there is no such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    run: Run, desk: Path, args: tuple[str, ...], says: str
) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"attrib: error: {says}\n"
