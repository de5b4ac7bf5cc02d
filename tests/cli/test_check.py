from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, Run

CLEAN = (
    "The pier will stay shut until spring, the Harbour Board said on Monday.\n\n"
    "“We found cracks in four of the piles,” Anna Calder said.\n"
)
# A quotation that nobody is credited with is an error; who "critics" are, a warning.
BLOCKED = (
    "The ferry runs twice a day, and most of its riders work in the city.\n\n"
    "“Our children walk past that crane every morning and nobody has ever come to look.”\n\n"
    "The crane was built in 1961.\n"
)
WARNED = CLEAN + "\nCritics say the board has known of the cracks for years.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for name, text in (("clean", CLEAN), ("blocked", BLOCKED), ("warned", WARNED)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "options", "status"),
    [
        ("clean.txt", [], 0),
        ("blocked.txt", [], 1),
        ("blocked.txt", ["--fail-on", "never"], 0),
        ("warned.txt", [], 0),
        ("warned.txt", ["--fail-on", "warning"], 1),
        ("warned.txt", ["--fail-on", "note"], 1),
    ],
)
def test_the_status_says_whether_something_blocks(
    name: str, options: list[str], status: int, run: Run, articles: Path
) -> None:
    done = run("check", name, *options)
    assert done.returncode == status, done.stdout
    assert done.stderr == ""


def test_text_tells_place_words_statements_and_counts(run: Run, articles: Path) -> None:
    lines = run("check", "warned.txt").stdout.splitlines()
    assert lines[0].startswith("warned.txt:5:1: warning AT205 vague-source: ")
    assert lines[1] == "    Critics say the board has known of the cracks for years."
    assert lines[2].startswith("    ^^^^^^^")
    assert any(line.split()[:3] == ["s2", "Anna", "Calder"] for line in lines)
    assert lines[-1] == "warned.txt: 3 statements, 3 attributed; 1 finding: 1 warning"


def test_json_is_what_the_schema_says_and_the_same_every_time(run: Run, articles: Path) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    first = run("check", "clean.txt", "blocked.txt", "warned.txt", "--format", "json")
    assert first.returncode == 1
    whole = json.loads(first.stdout)
    Draft202012Validator(schema).validate(whole)
    assert whole["summary"]["documents"] == 3
    for document in whole["documents"]:
        raw = (articles / document["path"]).read_text(encoding="utf-8")
        for finding in document["findings"]:
            assert raw[finding["start"] : finding["end"]] == finding["text"]
            lines = raw[: finding["start"]].split("\n")
            assert (finding["line"], finding["column"]) == (len(lines), len(lines[-1]) + 1)
        for statement in document["statements"]:
            for span in statement["content"] + statement["cue"] + statement["source"]:
                assert raw[span["start"] : span["end"]] == span["text"]
    again = run("check", "clean.txt", "blocked.txt", "warned.txt", "--format", "json")
    assert again.stdout == first.stdout


def test_many_jobs_write_the_same_bytes_as_one(run: Run, articles: Path) -> None:
    files = ["clean.txt", "lost.txt", "blocked.txt", "warned.txt"] * 3
    one, many = (run("check", *files, "--format", "json", "--jobs", jobs) for jobs in ("1", "4"))
    assert one.returncode == many.returncode == 2
    assert one.stdout == many.stdout
    assert one.stderr == many.stderr
    assert one.stdout.count('"path"') >= 12


def test_standard_input(run: Run) -> None:
    done = run("check", "-", stdin=BLOCKED.encode())
    assert done.returncode == 1
    assert done.stdout.startswith("-:3:1: error AT101 unattributed-quote: ")


def test_the_nearest_registry_upwards_is_used_unless_one_is_named(run: Run, articles: Path) -> None:
    def ids(*options: str) -> list[Any]:
        done = run("check", "clean.txt", "--format", "json", *options)
        (document,) = json.loads(done.stdout)["documents"]
        return [s["speaker"]["id"] for s in document["statements"]]

    def registry(path: Path, prefix: str) -> None:
        path.write_text(
            "version: 1\nsources:\n"
            f"  - {{id: {prefix}-board, kind: institution, name: Harbour Board}}\n"
            f"  - {{id: {prefix}-calder, kind: person, name: Anna Calder}}\n",
            encoding="utf-8",
        )

    assert ids() == [None, None]
    registry(articles / "other.yaml", "other")
    registry(articles / "sources.yaml", "near")
    assert ids() == ["near-board", "near-calder"]
    assert ids("--sources", "other.yaml") == ["other-board", "other-calder"]
    (articles / "attrib.yaml").write_text("version: 1\nsources: other.yaml\n", encoding="utf-8")
    assert ids() == ["other-board", "other-calder"]
    assert ids("--sources", "sources.yaml") == ["near-board", "near-calder"]


def test_settings_decide_what_blocks_unless_the_command_line_does(run: Run, articles: Path) -> None:
    (articles / "attrib.yaml").write_text("version: 1\nfail_on: warning\n", encoding="utf-8")
    assert run("check", "warned.txt").returncode == 1
    assert run("check", "warned.txt", "--fail-on", "error").returncode == 0
    (articles / "calm.yaml").write_text(
        "version: 1\nrules: {unattributed-quote: off, AT205: note}\n", encoding="utf-8"
    )
    done = run("check", "blocked.txt", "warned.txt", "--settings", "calm.yaml")
    assert done.returncode == 0
    assert "AT101" not in done.stdout
    assert "note AT205" in done.stdout


def test_output_goes_whole_to_its_file(run: Run, articles: Path) -> None:
    printed = run("check", "blocked.txt", "--format", "json").stdout
    (articles / "report.json").write_text("an older one", encoding="utf-8")
    (articles / "report.json").chmod(0o640)
    done = run("check", "blocked.txt", "--format", "json", "--output", "report.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "attrib: note: report.json: Blocked by 1 of 1 finding; "
        "1 file checked: 1 statement, 0 attributed; 1 finding: 1 error\n"
    )
    assert (articles / "report.json").read_text(encoding="utf-8") == printed
    assert (articles / "report.json").stat().st_mode & 0o777 == 0o640
    assert not list(articles.glob(".*"))


@pytest.mark.skipif(os.name != "posix", reason="a device")
def test_output_may_be_a_device(run: Run, articles: Path) -> None:
    done = run("check", "clean.txt", "--output", os.devnull)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"attrib: note: {os.devnull}: Nothing blocks; ")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("output", ["lost/report.txt", ".", "clean.txt"])
def test_output_that_cannot_be_written_fails_before_the_work(
    output: str, run: Run, articles: Path
) -> None:
    done = run("check", "clean.txt", "--output", output)
    assert done.returncode == 2
    assert done.stderr.startswith(f"attrib: error: {output}: cannot write: ")
    assert done.stderr.count("\n") == 1
    assert (articles / "clean.txt").read_text(encoding="utf-8") == CLEAN


@pytest.mark.parametrize("args", [["check"], ["check", "a", "--format", "xml"], ["chekc"]])
def test_wrong_usage_is_status_2(args: list[str], run: Run) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: attrib")


def test_a_terminal_that_cannot_show_a_character_gets_an_escape(run: Run, articles: Path) -> None:
    done = run("check", "blocked.txt", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 1
    assert "\\u201cOur children" in done.stdout
    assert done.stderr == ""


def test_no_colour_and_no_bar_where_nobody_looks(run: Run, articles: Path) -> None:
    done = run("check", *["clean.txt"] * 30)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1].startswith("30 files checked: 60 statements, ")


@pytest.mark.skipif(os.name != "posix", reason="no pseudo-terminals")
@pytest.mark.parametrize("plain", [False, True])
def test_colour_and_a_bar_on_a_terminal(plain: bool, articles: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1" if plain else ""}
    with subprocess.Popen(
        [sys.executable, "-m", "attrib", "check", *["warned.txt"] * 12],
        cwd=articles,
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=env,
    ) as process:
        os.close(follower)
        shown = b""
        try:
            while part := os.read(leader, 65_536):
                shown += part
        except OSError:  # how Linux tells that the other side is closed
            pass
        os.close(leader)
        assert process.wait(timeout=60) == 0
    assert b"Checking" in shown
    assert b"12 files checked: " in shown
    assert (b"\x1b[33m" in shown) is not plain


@pytest.mark.skipif(os.name != "posix", reason="a broken pipe is told otherwise")
def test_a_reader_that_leaves_early_is_no_error(articles: Path) -> None:
    command = [sys.executable, "-m", "attrib", "check", *["blocked.txt"] * 40]
    with subprocess.Popen(
        command,
        cwd=articles,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


LOADED = """
import sys
from attrib.cli import main
sys.argv = ["attrib", *{args!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
heavy = {{"numpy", "onnxruntime", "tokenizers", "rapidfuzz", "yaml", "charset_normalizer", "sentencex"}}
print("LOADED", sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["check", "--help"]])
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(args=args)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert done.stderr == "LOADED []\n"
    assert done.stdout


def test_help_names_every_command_as_the_command_does() -> None:
    import click

    from attrib.cli import COMMANDS, cli

    context = click.Context(cli)
    assert list(COMMANDS) == sorted(COMMANDS)
    for name, lazy in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.get_short_help_str(200) == lazy.summary


def test_an_interrupt_ends_it_with_130(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from attrib import Checker
    from attrib.cli import cli

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Checker, "check", interrupted)
    done = CliRunner().invoke(cli, ["check", str(articles / "clean.txt")])
    assert done.exit_code == 130
    assert done.stdout == ""


def test_a_model_that_cannot_be_loaded_is_told_once(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from attrib.cli import cli
    from attrib.errors import ModelError
    from attrib.find import Tagger

    def damaged() -> None:
        raise ModelError("the tagger cannot be loaded")

    monkeypatch.setattr(Tagger, "load", damaged)
    paths = [str(articles / "clean.txt"), str(articles / "warned.txt")]
    done = CliRunner().invoke(cli, ["check", *paths, "--format", "json"])
    assert done.exit_code == 2
    assert done.stderr == "attrib: error: the tagger cannot be loaded\n"
    (error,) = json.loads(done.stdout)["errors"]
    assert error["message"] == "the tagger cannot be loaded"
