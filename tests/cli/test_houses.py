"""``attrib check --house``: the real command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from attrib.houses import HOUSES
from tests.conftest import ROOT, Run

# A claim that nobody makes stops an article at two houses, an unnamed source at another.
CLAIM = (
    "The pier will stay shut until spring, the Harbour Board said on Monday.\n\n"
    "The reports of the divers were used to mislead the board.\n"
)
UNNAMED = (
    "The pier is sinking by the year, a senior official said on Monday.\n\n"
    "The Harbour Board will meet on Friday.\n"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "claim.txt").write_text(CLAIM, encoding="utf-8")
    (tmp_path / "unnamed.txt").write_text(UNNAMED, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "house", "status"),
    [
        ("claim.txt", "default", 0),
        ("claim.txt", "ap", 1),
        ("claim.txt", "reuters", 1),
        ("claim.txt", "bbc", 0),
        ("unnamed.txt", "guardian", 0),
        ("unnamed.txt", "nyt", 1),
    ],
)
def test_a_house_decides_what_blocks(
    name: str, house: str, status: int, run: Run, articles: Path
) -> None:
    done = run("check", name, "--house", house)
    assert (done.returncode, done.stderr) == (status, "")
    last = done.stdout.splitlines()[-1]
    assert last.endswith(f" (house: {house})") == (house != "default")


def test_the_settings_name_a_house_and_the_option_wins(run: Run, articles: Path) -> None:
    (articles / "attrib.yaml").write_text("version: 1\nhouse: reuters\n", encoding="utf-8")
    assert run("check", "claim.txt").returncode == 1
    assert run("check", "claim.txt", "--house", "bbc").returncode == 0
    whole = json.loads(run("check", "claim.txt", "--format", "json").stdout)
    assert whole["house"] == "reuters"


def test_what_the_desk_sets_wins_over_the_house(run: Run, articles: Path) -> None:
    text = "version: 1\nhouse: reuters\nrules: {unattributed-claim: note}\n"
    (articles / "attrib.yaml").write_text(text, encoding="utf-8")
    assert run("check", "claim.txt").returncode == 0


def test_a_pack_of_ones_own(run: Run, articles: Path) -> None:
    (articles / "packs").mkdir()
    pack = articles / "packs" / "desk.yaml"
    pack.write_text(
        "version: 1\nextends: nyt\nseverities: {anonymous-source: off, unexplained-anonymity: off}\n",
        encoding="utf-8",
    )
    done = run("check", "unnamed.txt", "--house", "packs/desk.yaml")
    assert done.returncode == 0
    assert done.stdout.endswith("(house: desk.yaml)\n")


def test_a_house_that_cannot_be_read_is_told_in_json_too(run: Run, articles: Path) -> None:
    done = run("check", "claim.txt", "--house", "bcc", "--format", "json")
    assert done.returncode == 2
    assert done.stderr == "attrib: error: no house 'bcc'; did you mean 'bbc'?\n"
    (error,) = json.loads(done.stdout)["errors"]
    assert error["message"] == "no house 'bcc'; did you mean 'bbc'?"
    (articles / "desk.yaml").write_text("version: 1\nlimit: {}\n", encoding="utf-8")
    done = run("check", "claim.txt", "--house", "desk.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: desk.yaml:2:1: unknown key 'limit'")


def test_all_houses_side_by_side(run: Run, articles: Path) -> None:
    done = run("check", "claim.txt", "unnamed.txt", "--house", "all")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    blocks = [line.split()[1:] for line in lines if line.split()[:1] == ["blocks"]]
    assert len(blocks) == 2
    assert blocks[0][:2] == ["yes", "yes"]
    assert run("check", "claim.txt", "--house", "all", "--fail-on", "never").returncode == 0


def test_all_houses_in_json_say_what_each_says_alone(run: Run, articles: Path) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    done = run("check", "claim.txt", "unnamed.txt", "--house", "all", "--format", "json")
    whole = json.loads(done.stdout)
    Draft202012Validator(schema).validate(whole)
    assert whole["house"] is None
    assert list(whole["summary"]["houses"]) == list(HOUSES)
    alone = json.loads(run("check", "unnamed.txt", "--house", "nyt", "--format", "json").stdout)
    document = whole["documents"][1]
    said = {f["code"]: f["houses"]["nyt"] for f in document["findings"] if f["houses"]["nyt"]}
    assert said == {f["code"]: f["severity"] for f in alone["documents"][0]["findings"]}
    assert document["houses"]["nyt"]["findings"] == alone["summary"]["findings"]
    assert document["houses"]["nyt"]["blocks"]
    many = run(
        "check", "claim.txt", "unnamed.txt", "--house", "all", "--format", "json", "--jobs", "2"
    )
    assert many.stdout == done.stdout


def test_a_file_that_cannot_be_read_never_passes(run: Run, articles: Path) -> None:
    done = run("check", "lost.txt", "claim.txt", "--house", "all", "--fail-on", "never")
    assert done.returncode == 2
    assert "lost.txt" in done.stderr
    assert done.stdout.splitlines()[-1].endswith("1 file could not be checked")
