"""``attrib verify``, as it is run."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pypdf
import pytest

from tests.conftest import ROOT, Run
from tests.read.make_pdf import Line, pdf

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
POOL = ROOT / "examples" / "pool"
SOURCES = """version: 1
sources:
  - id: lund
    kind: person
    name: Per Lund
    role: harbour master
    texts: [{{path: "{path}"}}]
"""
SAID = "We will close two ferry lines. Nobody was told that the tide could reach the office."
ARTICLE = (
    "The harbour master, Per Lund, spoke on Monday.\n\n"
    "“We will close two ferry lines,” Lund said.\n\n"
    "“Nobody was told that the tide could reach the office,” Lund said.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "draft.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def list_text(desk: Path, path: str, data: bytes | None = None) -> None:
    (desk / "sources.yaml").write_text(SOURCES.format(path=path), "utf-8")
    if data is not None:
        (desk / path).write_bytes(data)


def kinds(stdout: str) -> list[str]:
    (document,) = json.loads(stdout)["documents"]
    held = [s["verdict"] for s in document["statements"] if s["kind"] != "indirect"]
    return [verdict["kind"] for verdict in held if verdict is not None]


def test_word_for_word_passes(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt", SAID.encode())
    done = run("verify", "draft.txt", "--no-cache")
    assert done.returncode == 0, done.stderr
    assert "2 quotes: 2 verbatim" in done.stdout
    assert "altered" not in done.stdout


def test_a_changed_number_blocks_and_is_shown(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt", SAID.replace("two", "three").encode())
    done = run("verify", "draft.txt", "--no-cache")
    assert done.returncode == 1
    assert "number: “two” for “three”" in done.stdout
    assert "said.txt:1" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "\x1b" not in done.stdout
    assert run("verify", "draft.txt", "--no-cache", "--fail-on", "never").returncode == 0


def test_the_json_fits_the_schema(run: Run, desk: Path) -> None:
    done = run(
        "verify",
        POOL / "article.txt",
        "--sources",
        POOL / "sources.yaml",
        "--no-cache",
        "--format",
        "json",
    )
    assert done.returncode == 1
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    (document,) = report["documents"]
    found = [s["verdict"]["kind"] for s in document["statements"] if s["verdict"]]
    assert found == ["trimmed", "altered", "verbatim", "misattributed", "paraphrase", "not-found"]
    lost = document["statements"][1]["verdict"]["changes"][0]
    assert (lost["how"], lost["about"], lost["said"]["text"]) == ("left-out", "negation", "not")
    codes = [finding["code"] for finding in document["findings"]]
    assert codes == ["AT106", "AT108", "AT106", "AT109", "AT107"]


def test_check_holds_quotes_against_listed_texts_too(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt", SAID.replace("two", "three").encode())
    done = run("check", "draft.txt", "--no-cache")
    assert done.returncode == 1
    assert "AT106 altered-quote: “two” for “three”." in done.stdout


def test_a_folder_of_texts(run: Run, desk: Path) -> None:
    (desk / "story").mkdir()
    (desk / "story" / "hearing.txt").write_text(
        "PER LUND: We will close two ferry lines.\n\nIDA STORM: When?\n\n"
        "PER LUND: In May. Nobody was told that the tide could reach the office.\n",
        "utf-8",
    )
    done = run("verify", "draft.txt", "--texts", "story", "--no-cache", "--all")
    assert done.returncode == 0, done.stderr
    assert "story/hearing.txt:1, said by Per Lund" in done.stdout
    assert "story/hearing.txt:5, said by Per Lund" in done.stdout


def test_the_article_itself_is_no_text(run: Run, desk: Path) -> None:
    done = run("verify", "draft.txt", "--texts", ".", "--no-cache")
    assert "2 not checked" in done.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "no texts: give --texts DIR, or list texts in sources.yaml"),
        (("--texts", "nowhere"), "nowhere: no such file or directory"),
    ],
)
def test_without_texts_there_is_nothing_to_do(
    run: Run, desk: Path, args: tuple[str, ...], said: str
) -> None:
    done = run("verify", "draft.txt", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([[Line(SAID, 72, 700)]])))
    writer.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b"\0" * 30_000_000)
    return written.getvalue()


UNREADABLE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted PDF": ("said.pdf", encrypted, "an encrypted PDF"),
    "image-only PDF": ("said.pdf", lambda: pdf([[]]), "image-only"),
    "damaged PDF": ("said.pdf", lambda: b"%PDF-1.7 and no more", "a damaged PDF"),
    "broken DOCX": ("said.docx", lambda: b"PK\x03\x04 and no more word/", "a damaged DOCX"),
    "zip bomb": ("said.docx", bomb, "unfolds beyond measure"),
    "nothing": ("said.txt", lambda: b" \n", "no words"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_named_and_its_quotes_are_not_checked(
    run: Run, desk: Path, what: str
) -> None:
    path, made, reason = UNREADABLE[what]
    list_text(desk, path, made())
    done = run("verify", "draft.txt", "--no-cache", "--format", "json")
    assert done.returncode == 2
    assert path in done.stderr
    assert reason in done.stderr
    assert kinds(done.stdout) == ["not-checked", "not-checked"]
    (unread,) = json.loads(done.stdout)["unread_texts"]
    assert unread["source"] == "lund"
    assert reason in unread["reason"]
    # The same through the other door.
    checked = run("check", "draft.txt", "--no-cache", "--format", "json")
    assert (checked.returncode, kinds(checked.stdout)) == (2, ["not-checked", "not-checked"])


def test_a_gigabyte_is_not_read(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt")
    with (desk / "said.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    done = run("verify", "draft.txt", "--no-cache", "--format", "json")
    assert done.returncode == 2
    assert "too large" in done.stderr
    assert kinds(done.stdout) == ["not-checked", "not-checked"]


def test_a_missing_file_a_folder_and_a_pipe(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt")
    missing = run("verify", "draft.txt", "--no-cache")
    assert missing.returncode == 2
    assert "no file has this name" in missing.stderr
    (desk / "said.txt").mkdir()
    assert run("verify", "draft.txt", "--no-cache").returncode == 2
    (desk / "said.txt").rmdir()
    os.mkfifo(desk / "said.txt")
    pipe = run("verify", "draft.txt", "--no-cache", "--format", "json")
    assert (pipe.returncode, kinds(pipe.stdout)) == (2, ["not-checked", "not-checked"])


def test_an_unread_text_of_the_folder_may_be_anybodys(run: Run, desk: Path) -> None:
    (desk / "story").mkdir()
    (desk / "story" / "a.txt").write_text(
        "PER LUND: The pumps are on loan.\n\nPER LUND: So.\n", "utf-8"
    )
    assert "not found" in run("verify", "draft.txt", "--texts", "story", "--no-cache").stdout
    (desk / "story" / "b.pdf").write_bytes(encrypted())
    done = run("verify", "draft.txt", "--texts", "story", "--no-cache")
    assert done.returncode == 2
    assert "2 not checked" in done.stdout
    assert "not found" not in done.stdout


def test_the_cache_is_where_the_user_keeps_caches(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt", SAID.encode())
    cache = desk / "cache"
    env = {"XDG_CACHE_HOME": str(cache)}
    assert run("verify", "draft.txt", "--no-cache", env=env).returncode == 0
    assert not cache.exists()
    assert run("verify", "draft.txt", env=env).returncode == 0
    (kept,) = (cache / "attrib").glob("*.texts")
    assert kept.stat().st_mode & 0o077 == 0
    (desk / "said.txt").write_bytes(SAID.replace("two", "four").encode())
    assert run("verify", "draft.txt", env=env).returncode == 1
    kept.write_bytes(b"not a database, but as long as one")
    assert run("verify", "draft.txt", env=env).returncode == 1


def test_what_texts_hold_cannot_drive_the_terminal(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt", SAID.replace("two ferry", "three \x1b[2J\u202eferry").encode())
    done = run("verify", "draft.txt", "--no-cache")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_the_output_is_no_text_of_a_source(run: Run, desk: Path) -> None:
    list_text(desk, "said.txt", SAID.encode())
    for command in ("verify", "check"):
        done = run(command, "draft.txt", "--no-cache", "--output", "said.txt")
        assert (done.returncode, done.stdout) == (2, "")
        assert "this run goes by it" in done.stderr
    assert (desk / "said.txt").read_bytes() == SAID.encode()
    (desk / "story").mkdir()
    done = run("verify", "draft.txt", "--texts", "story", "--no-cache", "--output", "story/r.txt")
    assert done.returncode == 2
    assert "in a folder of texts" in done.stderr


def test_anothers_text_says_nothing_where_the_speakers_own_cannot_be_read(
    run: Run, desk: Path
) -> None:
    list_text(desk, "said.pdf", encrypted())
    (desk / "story").mkdir()
    (desk / "story" / "storm.txt").write_text(f"---\nsource: Ida Storm\n---\n{SAID}\n", "utf-8")
    done = run("verify", "draft.txt", "--texts", "story", "--no-cache", "--format", "json")
    assert (done.returncode, kinds(done.stdout)) == (2, ["not-checked", "not-checked"])
