"""The real command on input that nobody should have given it.

Each is refused in one clear line with status 2, in bounded time (`run` allows a
minute, for slow machines), and no file beside it goes unchecked.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

GOOD = (
    "The pier will stay shut until spring, the Harbour Board said on Monday.\n\n"
    "“We found cracks in four of the piles,” Anna Calder said.\n"
)
CHINESE = (
    "海港局星期一表示，东码头将关闭至春季。总工程师说，四根桩柱出现裂缝，"
    "修复工程需要数月时间。该局发言人表示，渡轮服务将改由西码头提供。\n" * 20
)
BAD: dict[str, bytes] = {
    "empty": b"",
    "only spaces": b" \n\t\r\n" * 100,
    "10 million quotation marks": "“".encode() * 10_000_000,
    "10 MB of quotation marks": "“".encode() * 3_500_000,
    "quotation marks within every limit": ("“" * 40_000 + "\n").encode() * 10,
    "10 MB in one line": b"the pier is shut and " * 500_000,
    "1 MB in one line": b"the pier is shut and " * 50_000,
    "1 MB in one word": b"a" * 1_000_000,
    "random bytes": random.Random(7).randbytes(200_000),
    "NUL bytes": b"\0" * 5_000,
    "NUL bytes among words": GOOD.replace(" ", "\0").encode(),
    "an image": b"\x89PNG\r\n\x1a\n" + random.Random(8).randbytes(5_000),
    "Chinese in GB18030": CHINESE.encode("gb18030"),
    "Chinese in UTF-8": CHINESE.encode(),
    "Russian": "Причал закроют до весны, сообщило управление порта.\n".encode() * 20,
    "mark-up without an article": b"<!doctype html><html><head><title>x</title></head></html>",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_the_good_one_still_checked(
    name: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "bad.txt").write_bytes(BAD[name])
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = run("check", "bad.txt", "good.txt", "--format", "json")
    assert done.returncode == 2, done.stdout[:500]
    (line,) = done.stderr.splitlines()
    assert line.startswith("attrib: error: bad.txt")
    assert len(line) < 200
    report = json.loads(done.stdout)
    assert [document["path"] for document in report["documents"]] == ["good.txt"]
    (error,) = report["errors"]
    assert error["path"] == "bad.txt"
    assert error["message"] in line


@pytest.mark.parametrize("name", ["10 MB in one line", "1 MB in one line", "NUL bytes among words"])
def test_a_report_tells_of_the_bad_file_and_has_the_good_one(
    name: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "bad.txt").write_bytes(BAD[name])
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = run("report", "bad.txt", "good.txt", "-o", "out")
    assert done.returncode == 2
    line, outcome = done.stderr.splitlines()
    assert outcome.startswith("attrib: note: out: Not everything was checked; 1 file checked: ")
    assert line.startswith("attrib: error: bad.txt")
    pages = {file.name: file.read_text("utf-8") for file in (tmp_path / "out").iterdir()}
    assert sorted(pages) == ["bad.html", "good.html", "index.html"]
    for name in ("bad.html", "index.html"):
        assert "Not checked.</b> bad.txt" in pages[name]
        assert len(pages[name]) < 100_000
    assert "We found cracks" in pages["good.html"]


@pytest.mark.parametrize("name", ["missing.txt", "folder", ""])
def test_what_is_no_file_is_refused(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = run("check", name, "good.txt")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("attrib: error: ")
    assert "good.txt: 2 statements" in done.stdout
    assert done.stdout.endswith("; 1 file could not be checked\n")


def test_empty_standard_input_is_refused(run: Run) -> None:
    done = run("check", "-")
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: -: ")


def test_too_much_standard_input_is_refused(run: Run) -> None:
    done = run("check", "-", stdin=b"The pier is shut, she said.\n" * 400_000)
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: -: ")
    assert done.stderr.count("\n") == 1


def test_an_english_article_in_gb18030_is_read(run: Run, tmp_path: Path) -> None:
    text = GOOD.replace("the Harbour Board", "the Harbour Board (海港局)") * 3 + "\n海港局发言人\n"
    (tmp_path / "mixed.txt").write_bytes(text.encode("gb18030"))
    done = run("check", "mixed.txt", "--fail-on", "never", "--format", "json")
    assert done.returncode == 0, done.stderr
    statements = json.loads(done.stdout)["documents"][0]["statements"]
    shown = [span["text"] for statement in statements for span in statement["content"]]
    assert "“We found cracks in four of the piles,”" in shown


def test_a_duplicate_alias_is_named_by_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(
        "version: 1\n"
        "sources:\n"
        "  - {id: board, kind: institution, name: Harbour Board, aliases: [HB]}\n"
        "  - id: bank\n"
        "    kind: institution\n"
        "    name: Harbour Bank\n"
        "    aliases: [HB]\n",
        encoding="utf-8",
    )
    for form in ("text", "json"):
        done = run("check", "good.txt", "--format", form)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert "sources.yaml:7:15: " in line
        assert "HB" in line
    (error,) = json.loads(done.stdout)["errors"]
    assert (error["line"], error["column"]) == (7, 15)


def test_settings_that_name_no_rule_are_named_by_their_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "attrib.yaml").write_text(
        "version: 1\nrules:\n  AT105: off\n  vague-sauce: note\n", encoding="utf-8"
    )
    done = run("check", "good.txt")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "attrib.yaml:4:3: " in line
    assert "vague-source" in line
    assert done.stdout == ""


@pytest.mark.parametrize("option", ["--sources", "--settings"])
def test_a_registry_or_settings_file_that_is_not_there(
    option: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = run("check", "good.txt", option, "lost.yaml")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("attrib: error: lost.yaml: ")


def test_a_hostile_file_name_does_not_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    done = run("check", "no\x1b[2J\nsuch.txt")
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: no\\x1b[2J such.txt")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told_and_ends_with_2(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The board met on Monday.\n", encoding="utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "attrib", "check", str(article)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "attrib: error:" in done.stderr
