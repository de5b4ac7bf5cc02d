"""The GitHub Action and the job for GitLab: their own scripts, run on repositories of articles."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from .cli.test_check import BLOCKED, CLEAN, WARNED
from .clones import clone, environment, repository
from .conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK = ACTION["runs"]["steps"]
UNREADABLE = b"\x00\x01\x02\xff\xfe\x00" * 50


@pytest.mark.parametrize(
    ("schema", "name"),
    [("github-actions", "action.yml"), ("gitlab-ci", "docs/gitlab-ci.yml")],
)
def test_the_file_is_what_the_service_asks_for(schema: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_inputs_come_as_variables_alone() -> None:
    script = (ROOT / "actions" / "check.sh").read_text(encoding="utf-8")
    for step in (INSTALL, CHECK):
        assert "${{" not in step["run"]
    assert "${{" not in script
    given = {
        re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", v)[1]: k for k, v in CHECK["env"].items()
    }
    assert set(given) == set(ACTION["inputs"])
    for name, variable in given.items():
        assert variable == "ATTRIB_" + name.upper().replace("-", "_")
        assert variable in script


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command in it, as the step that installs would leave it."""
    folder = tmp_path_factory.mktemp("bin")
    program = f"#!{sys.executable}\nimport sys\nsys.path[0] = {str(ROOT)!r}\n"
    (folder / "attrib").write_text(f"{program}from attrib.cli import main\nmain()\n", "utf-8")
    (folder / "attrib").chmod(0o755)
    return folder


def step(
    which: dict[str, Any], desk: Path, command: Path | None = None, /, **inputs: str
) -> subprocess.CompletedProcess[str]:
    """A step of the action, as the runner runs it."""
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    values = {
        f"${{{{ inputs.{name} }}}}": given.get(name, about.get("default", ""))
        for name, about in ACTION["inputs"].items()
    }
    env = environment(
        GITHUB_ACTION_PATH=str(ROOT),
        GITHUB_WORKSPACE=str(desk),
        GITHUB_STEP_SUMMARY=str(desk.parent / "summary.md"),
        **{name: values[value] for name, value in which.get("env", {}).items()},
    )
    if command is not None:
        env["PATH"] = os.pathsep.join([str(command), env["PATH"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", which["run"]],
        cwd=desk,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return repository(
        tmp_path / "desk",
        {
            "drafts/good.txt": CLEAN,
            "drafts/warned.txt": WARNED,
            "bad/deep/er/bad.txt": BLOCKED,
            "broken/x.txt": UNREADABLE,
        },
    )


def test_a_bad_article_blocks_and_a_good_one_passes(desk: Path, command: Path) -> None:
    done = step(CHECK, desk, command, files="drafts/*.txt\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::warning file=drafts/warned.txt,")
    done = step(CHECK, desk, command, files="drafts/*.txt\nbad/**/*.txt")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=bad/deep/er/bad.txt,line=3,")
    summary = (desk.parent / "summary.md").read_text(encoding="utf-8")
    assert summary.count("**Nothing blocks.**") == summary.count("**Blocked by ") == 1


def test_what_could_not_be_read_blocks(desk: Path, command: Path) -> None:
    assert step(CHECK, desk, command, files="drafts/good.txt\nbroken/*").returncode == 2
    # A pattern that fits nothing is a check of nothing.
    done = step(CHECK, desk, command, files="drafts/good.txt\ndarfts/*.txt")
    assert done.returncode == 2
    assert "darfts/*.txt: no such file" in done.stderr
    assert step(CHECK, desk, command).returncode == 2
    assert step(CHECK, desk, command, files="drafts/good.txt", new_only="yes").returncode == 2


def test_inputs_are_options(desk: Path, command: Path) -> None:
    good = "drafts/*.txt"
    assert step(CHECK, desk, command, files=good, fail_on="warning").returncode == 1
    done = step(
        *(CHECK, desk, command),
        files=good,
        format="sarif",
        output="a b.sarif",
        house="bbc",
        new_only="true",
    )
    assert (done.returncode, done.stdout) == (0, "")
    (run,) = json.loads((desk / "a b.sarif").read_text(encoding="utf-8"))["runs"]
    assert run["properties"]["house"] == "bbc"
    assert step(CHECK, desk, command, files=good, settings="lost.yaml").returncode == 2
    assert step(CHECK, desk, command, files=good, sources="lost.yaml").returncode == 2
    (desk / "bad/deep/er/bad.txt").write_text(BLOCKED + "\nIt is blue.\n", encoding="utf-8")
    assert step(CHECK, desk, command, since="HEAD").returncode == 0
    (desk / "bad/deep/er/new.txt").write_text(BLOCKED, encoding="utf-8")
    assert step(CHECK, desk, command, since="HEAD").returncode == 1


@pytest.mark.parametrize(
    "name",
    [
        "two words.txt",
        "$(touch made).txt",
        "`touch made`;touch made.txt",
        "'\"; touch made #.txt",
        "line\nend.txt",
        "--output=made.txt",
        "-.txt",
        "a[1]*?.txt",
        "::error ::x.txt",
        "${{ github.token }}.txt",
    ],
)
def test_hostile_names_do_no_harm(name: str, desk: Path, command: Path) -> None:
    folder = desk / "hostile"
    folder.mkdir()
    (folder / name).write_text(BLOCKED, encoding="utf-8")
    before = sorted(desk.rglob("*"))
    done = step(CHECK, desk, command, files="hostile/*")
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("::error file=hostile/")
    # Where the names themselves lie at the top, and where an input is such a name.
    (folder / name).rename(desk / name)
    assert step(CHECK, desk, command, files="*.txt").returncode == 1
    if "\n" not in name:
        assert step(CHECK, desk, command, files=name).returncode == 1
    assert step(CHECK, desk, command, files="drafts/*", house=name).returncode == 2
    (desk / name).rename(folder / name)
    assert sorted(desk.rglob("*")) == before


@pytest.mark.slow
def test_it_installs_what_stands_in_its_repository(tmp_path: Path) -> None:
    """Without what it depends on, which the other slow test installs."""
    ours = clone(tmp_path / "attrib")
    desk = repository(tmp_path / "desk", {"venv.py": "raise SystemExit('ran')", "bad.txt": BLOCKED})
    paths = tmp_path / "paths"
    env = environment(
        GITHUB_ACTION_PATH=str(ours),
        GITHUB_PATH=str(paths),
        RUNNER_TEMP=str(tmp_path),
        PIP_NO_DEPS="1",
    )
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", INSTALL["run"]],
        cwd=desk,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (folder,) = paths.read_text(encoding="utf-8").splitlines()
    assert (Path(folder) / "attrib").is_file()

    # The job for GitLab installs by itself; what the package needs is borrowed from here.
    job = yaml.safe_load((ROOT / "docs" / "gitlab-ci.yml").read_text(encoding="utf-8"))
    script = "\n".join(job["attribution"]["script"])

    def gitlab(**more: str) -> subprocess.CompletedProcess[str]:
        variables = {**job["attribution"]["variables"], **more}
        borrowed = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=desk,
            env=environment(PIP_NO_DEPS="1", **variables) | {"PYTHONPATH": borrowed},
            capture_output=True,
            text=True,
            check=False,
        )

    done = gitlab(ATTRIB_FROM=str(ours), ATTRIB_FILES="*.txt")
    assert done.returncode == 1, done.stderr
    assert "bad.txt:3:1: error AT101" in done.stdout
    reports = job["attribution"]["artifacts"]["reports"]
    (issue,) = json.loads((desk / reports["codequality"]).read_text(encoding="utf-8"))
    assert issue["severity"] == "blocker"
    suites = ElementTree.parse(desk / reports["junit"]).getroot()
    assert suites.get("failures") == "1"
    assert gitlab(ATTRIB_FILES="*.txt").returncode != 0
    assert gitlab(ATTRIB_FROM=str(ours), ATTRIB_FILES="*.md").returncode == 2


def test_spaces_and_returns_after_a_name_are_none_of_it(desk: Path, command: Path) -> None:
    done = step(CHECK, desk, command, files="drafts/good.txt  \r\n \r\nbad/**/*.txt\t\r\n")
    assert done.returncode == 1, done.stderr
    assert "::error file=bad/deep/er/bad.txt," in done.stdout


def test_without_articles_the_inputs_are_named(desk: Path, command: Path) -> None:
    for files in ("", " \r\n"):
        done = step(CHECK, desk, command, files=files)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "attrib: error: set the input files, or since\n"
