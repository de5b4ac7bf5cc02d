"""The report to keep: each form, where it goes, and what it never goes over."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

from .test_check import BLOCKED, CLEAN, WARNED

HTML = pytest.mark.skipif(
    importlib.util.find_spec("attrib.render.html") is None, reason="there is no HTML report"
)
STARTS = {"md": "**Blocked by 1 of ", "csv": '\ufeff"record",', "txt": "BLOCKED BY 1 OF "}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for name, text in (("clean", CLEAN), ("blocked", BLOCKED), ("warned", WARNED)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("suffix", STARTS)
def test_the_name_says_which_form(suffix: str, run: Run, articles: Path) -> None:
    done = run("report", "blocked.txt", "clean.txt", "-o", f"kept.{suffix}")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(
        f"attrib: note: kept.{suffix}: Blocked by 1 of 1 finding; 2 files "
    )
    kept = (articles / f"kept.{suffix}").read_bytes().decode()
    assert kept.startswith(STARTS[suffix])
    forms = {"md": "markdown", "csv": "csv", "txt": "plain"}
    printed = run("check", "blocked.txt", "clean.txt", "--format", forms[suffix])
    assert printed.returncode == 1
    assert printed.stdout == kept
    assert run("report", "blocked.txt", "clean.txt", "--format", forms[suffix]).stdout == kept


def test_json_is_that_of_check(run: Run, articles: Path) -> None:
    done = run("report", "blocked.txt", "-o", "kept.JSON")
    assert done.returncode == 0
    printed = run("check", "blocked.txt", "--format", "json").stdout
    assert (articles / "kept.JSON").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("options", "lead"),
    [
        ([], "**Nothing blocks.** "),
        (["--fail-on", "warning"], "**Blocked by 1 of 1 finding.** "),
        (["--fail-on", "warning", "--new-only"], "**Nothing blocks.** "),
    ],
)
def test_what_blocks_is_what_the_options_say(
    options: list[str], lead: str, run: Run, articles: Path
) -> None:
    assert run("baseline", "warned.txt").returncode == 0
    done = run("report", "warned.txt", "--format", "markdown", *options)
    assert done.returncode == 0
    assert done.stdout.startswith(lead)


def test_a_finding_of_an_entry_blocks_and_is_told(run: Run, articles: Path) -> None:
    (articles / "attrib.yaml").write_text(
        "version: 1\nallow:\n  - article: clean.txt\n    rule: vague-source\n"
        f"    fingerprint: {'0' * 32}\n",
        encoding="utf-8",
    )
    done = run("report", "clean.txt", "--format", "plain")
    assert done.stdout.startswith("BLOCKED BY 1 OF 1 FINDING.\n")
    assert "   attrib.yaml, line 3\n" in done.stdout
    assert run("report", "clean.txt", "warned.txt", "-o", "kept").returncode == 0
    for name in ("index", "clean", "warned"):
        page = (articles / "kept" / f"{name}.html").read_text(encoding="utf-8")
        assert "hat is wrong in <bdi>attrib.yaml</bdi> blocks publication." in page
        assert "<bdi>attrib.yaml</bdi>:3: <b>error AT9" in page


@pytest.mark.parametrize("form", ["markdown", "plain", "csv"])
def test_what_cannot_be_read_is_on_the_report(form: str, run: Run, articles: Path) -> None:
    done = run("report", "clean.txt", "lost.txt", "--format", form)
    assert done.returncode == 2
    assert done.stderr == "attrib: error: lost.txt: no such file\n"
    assert "no such file" in done.stdout
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout[1:])))
        assert [row["record"] for row in rows[:2]] == ["unread", "article"]
    else:
        assert "not everything was checked" in done.stdout.lower().splitlines()[0]


def test_an_older_report_does_not_pass_for_one_that_could_not_be_made(
    run: Run, articles: Path
) -> None:
    assert run("report", "clean.txt", "-o", "kept.md").returncode == 0
    done = run("report", "clean.txt", "-o", "kept.md", "--sources", "lost.yaml")
    assert done.returncode == 2
    kept = (articles / "kept.md").read_text(encoding="utf-8")
    assert kept.startswith("**Nothing was checked.** ")
    assert "lost" in kept


def test_a_text_that_cannot_be_read_is_on_the_report(run: Run, articles: Path) -> None:
    (articles / "texts").mkdir()
    (articles / "texts" / "speech.pdf").write_bytes(b"%PDF-1.4 not one")
    done = run("report", "clean.txt", "--texts", "texts", "--format", "markdown")
    assert done.returncode == 2
    assert done.stdout.startswith("**Not everything was checked.** ")
    assert "- texts/speech\\.pdf: " in done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["clean.txt"], "Say where to"),
        (["clean.txt", "-o", "kept.pdf"], "does not say"),
        (["clean.txt", "-o", "kept"], "does not say"),
        (["clean.txt", "warned.txt", "-o", "kept.html"], "-o FOLDER"),
        (["clean.txt", "warned.txt", "--format", "html"], "-o FOLDER"),
        (["clean.txt", "--house", "all", "-o", "kept.md"], "attrib check"),
    ],
)
def test_what_is_not_clear_is_asked(args: list[str], words: str, run: Run, articles: Path) -> None:
    before = set(articles.iterdir())
    done = run("report", *args)
    assert done.returncode == 2
    assert words in done.stderr
    assert set(articles.iterdir()) == before


@pytest.mark.parametrize(
    "output",
    ["clean.txt", "sources.yaml", "attrib.yaml", "old.yaml", "texts/kept.md", "no/kept.md"],
)
def test_nothing_that_the_run_reads_is_written_over(output: str, run: Run, articles: Path) -> None:
    (articles / "sources.yaml").write_text("version: 1\nsources: []\n", encoding="utf-8")
    (articles / "attrib.yaml").write_text("version: 1\nbaseline: old.yaml\n", encoding="utf-8")
    (articles / "old.yaml").write_text("version: 1\nfindings: []\n", encoding="utf-8")
    (articles / "texts").mkdir()
    before = {p: p.read_bytes() for p in articles.rglob("*") if p.is_file()}
    done = run("report", "clean.txt", "--texts", "texts", "--format", "plain", "-o", output)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot write" in done.stderr
    assert {p: p.read_bytes() for p in articles.rglob("*") if p.is_file()} == before


def test_a_page_of_the_folder_is_not_written_over_an_article(run: Run, articles: Path) -> None:
    (articles / "pier.html").write_text(f"<p>{CLEAN}</p>", encoding="utf-8")
    done = run("report", "pier.html", "clean.txt", "-o", "./")
    assert done.returncode == 2
    assert "pier.html: cannot write: it is one of the articles" in done.stderr
    assert not (articles / "index.html").exists()


def test_check_has_the_same_forms_but_not_side_by_side(run: Run, articles: Path) -> None:
    for form in ("markdown", "csv", "plain", "html"):
        done = run("check", "clean.txt", "--house", "all", "--format", form)
        assert done.returncode == 2
        assert f"--house all has no {form}" in done.stderr
    assert json.loads(run("check", "clean.txt", "--house", "all", "--format", "json").stdout)
    done = run("check", "clean.txt", "warned.txt", "--format", "html")
    assert done.returncode == 2
    assert "attrib report -o FOLDER" in done.stderr
    assert run("verify", "clean.txt", "--format", "csv").returncode == 2


def test_the_examples_of_the_page_are_what_is_printed(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "pool", tmp_path, dirs_exist_ok=True)
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    examples = re.findall(r"```console\n\$ attrib ([^\n]+) \| head -n (\d+)\n(.*?)```", page, re.S)
    assert len(examples) == 3
    for command, count, shown in examples:
        lines = run(*command.split()).stdout.removeprefix("\ufeff").splitlines()
        assert lines[: int(count)] == shown.splitlines()


@HTML
def test_one_article_is_a_page(run: Run, articles: Path) -> None:
    assert run("report", "blocked.txt", "-o", "kept.html").returncode == 0
    kept = (articles / "kept.html").read_text(encoding="utf-8")
    assert "unattributed-quote" in kept
    assert run("check", "blocked.txt", "--format", "html").stdout == kept


@HTML
def test_a_folder_has_an_index_and_a_page_for_each(run: Run, articles: Path) -> None:
    done = run("report", "blocked.txt", "lost.txt", "clean.txt", "-o", "kept")
    assert done.returncode == 2
    pages = {path.name: path.read_text("utf-8") for path in (articles / "kept").iterdir()}
    assert set(pages) == {"index.html", "blocked.html", "lost.html", "clean.html"}
    assert "blocked.html" in pages["index.html"]
    assert "no such file" in pages["index.html"]
    assert "no such file" in pages["lost.html"]
