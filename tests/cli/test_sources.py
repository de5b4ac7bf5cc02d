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
        "texts": [],
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


DOUBTFUL = """\
version: 1
sources:
  - {id: huang, kind: person, name: Huang Ciping}
  - {id: cipin, kind: person, name: Huang Cipin}
"""


def test_check_warns_of_a_likely_duplicate_and_passes(run: Run, desk: Path) -> None:
    (desk / "double.yaml").write_text(DOUBTFUL, encoding="utf-8")
    done = run("sources", "check", "double.yaml")
    assert done.returncode == 0
    assert done.stdout == (
        "double.yaml: ok: 2 sources (2 persons, 0 institutions, 0 outlets); 1 warning\n"
    )
    assert done.stderr == (
        "attrib: warning: double.yaml:4:37: 'Huang Cipin' of cipin is nearly 'Huang Ciping' of"
        " huang (line 3); one party on record twice?\n"
    )


def test_list_shows_the_shipped_records_when_asked(run: Run, desk: Path) -> None:
    (desk / "sources.yaml").write_text(
        "version: 1\nsources: [{id: bbc, kind: outlet, name: BBC}]\n", encoding="utf-8"
    )
    shipped = json.loads(run("sources", "list", "--shipped", "--format", "json").stdout)["sources"]
    ids = {source["id"] for source in shipped}
    assert "reuters" in ids
    assert "bbc" not in ids
    (desk / "sources.yaml").unlink()
    assert "Reuters" in run("sources", "list", "--shipped").stdout


def test_suggest_writes_records_that_load(run: Run, desk: Path) -> None:
    (desk / "one.txt").write_text(
        "The pier will stay shut until spring, Marta Ilves said on Monday.\n\n"
        "“We found cracks,” Ilves told Reuters.\n",
        encoding="utf-8",
    )
    done = run("sources", "suggest", "one.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  # one.txt:1: The pier will stay shut until spring, Marta Ilves said" in done.stdout
    (desk / "new.yaml").write_text(done.stdout, encoding="utf-8")
    assert run("sources", "check", "new.yaml").stdout.startswith("new.yaml: ok: 1 source ")
    assert run("sources", "suggest", "one.txt", "--sources", "new.yaml").stdout == (
        "version: 1\nsources: []\n"
    )


def test_suggest_tells_what_it_could_not_read(run: Run, desk: Path) -> None:
    (desk / "one.txt").write_text("The pier is shut, Marta Ilves said.\n", encoding="utf-8")
    done = run("sources", "suggest", "none.txt", "one.txt")
    assert done.returncode == 2
    assert done.stderr == "attrib: error: none.txt: no such file\n"
    assert "name: Marta Ilves" in done.stdout
