"""The real command: a Word document goes in, one with comments comes out, or nothing does."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.conftest import Run
from tests.render.word import body, commented, docx_of, packed, unpacked

from .test_check import BLOCKED, CLEAN, WARNED

DATE = "2026-12-31T09:30:00Z"


def paragraphs(text: str) -> str:
    words = text.replace("&", "&amp;").split("\n\n")
    return "".join(f"<w:p><w:r><w:t>{one.strip()}</w:t></w:r></w:p>" for one in words)


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    for name, text in (("clean", CLEAN), ("blocked", BLOCKED), ("warned", WARNED)):
        (tmp_path / f"{name}.docx").write_bytes(docx_of(body(paragraphs(text))))
    return tmp_path


def said(path: Path) -> list[str]:
    return [comment.text for comment in docx.Document(str(path)).comments]


@pytest.mark.parametrize(
    ("name", "options", "status", "count"),
    [
        ("clean", [], 0, 0),
        ("blocked", [], 1, 1),
        ("blocked", ["--fail-on", "never"], 0, 1),
        ("warned", [], 0, 1),
        ("warned", ["--fail-on", "warning"], 1, 1),
    ],
)
def test_the_status_is_that_of_check(
    name: str, options: list[str], status: int, count: int, run: Run, drafts: Path
) -> None:
    before = (drafts / f"{name}.docx").read_bytes()
    done = run("annotate", f"{name}.docx", "-o", "out.docx", *options)
    assert (done.returncode, done.stdout) == (status, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("attrib: note: out.docx: ")
    assert ("Blocked by 1 of 1 finding; " in line) == (status == 1)
    assert len(said(drafts / "out.docx") if count else []) == count
    assert (drafts / f"{name}.docx").read_bytes() == before
    assert run("check", f"{name}.docx", *options).returncode == status


def test_a_finding_is_a_comment_at_its_words(run: Run, drafts: Path) -> None:
    args = ("annotate", "blocked.docx", "-o", "out.docx", "--date", DATE, "--author", "Ann's desk")
    assert run(*args).returncode == 1
    (comment,) = docx.Document(str(drafts / "out.docx")).comments
    assert comment.text.startswith("Error: Nobody is credited")
    assert (comment.author, comment.initials) == ("Ann's desk", "Ad")
    assert comment.timestamp is not None
    assert comment.timestamp.isoformat() == "2026-12-31T09:30:00+00:00"
    words = commented(unpacked((drafts / "out.docx").read_bytes())["word/document.xml"]).words
    assert list(words.values()) == [BLOCKED.split("\n\n")[1]]
    first = (drafts / "out.docx").read_bytes()
    assert run(*args).returncode == 1
    assert (drafts / "out.docx").read_bytes() == first


def test_every_statement(run: Run, drafts: Path) -> None:
    assert run("annotate", "clean.docx", "-o", "out.docx", "--all").returncode == 0
    told = [text.split("\n")[0] for text in said(drafts / "out.docx")]
    assert told[0] == "s1, indirect: Harbour Board"
    assert told[1].startswith("s2, direct: Anna Calder")


def test_the_house_has_its_passage(run: Run, drafts: Path) -> None:
    assert run("annotate", "warned.docx", "-o", "out.docx", "--house", "npr").returncode in (0, 1)
    assert "\nAfter NPR Ethics Handbook, " in said(drafts / "out.docx")[0]


def test_what_no_statement_is_about_is_told(run: Run, drafts: Path) -> None:
    (drafts / "attrib.yaml").write_text(
        "version: 1\nallow:\n  - article: clean.docx\n    rule: vague-source\n"
        f"    fingerprint: {'0' * 32}\n",
        encoding="utf-8",
    )
    (drafts / "texts").mkdir()
    (drafts / "texts" / "speech.pdf").write_bytes(b"%PDF-1.4 not one")
    done = run("annotate", "clean.docx", "-o", "out.docx", "--texts", "texts")
    assert done.returncode == 2
    assert "texts/speech.pdf: " in done.stderr
    assert "attrib.yaml:3:5: AT90" in done.stderr
    (text,) = said(drafts / "out.docx")
    assert text.startswith("not read: texts/speech.pdf: ")
    assert "(attrib.yaml:3:5)" in text


def test_a_suppressed_finding_says_so(run: Run, drafts: Path) -> None:
    first = run("annotate", "blocked.docx", "-o", "out.docx")
    assert first.returncode == 1
    fingerprint = said(drafts / "out.docx")[0][-33:-1]
    (drafts / "attrib.yaml").write_text(
        "version: 1\nallow:\n  - article: blocked.docx\n    rule: unattributed-quote\n    reason: A sign at the gate.\n"
        f"    owner: Ann\n    until: 2099-01-01\n    fingerprint: {fingerprint}\n",
        encoding="utf-8",
    )
    done = run("annotate", "blocked.docx", "-o", "out.docx")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "Nothing blocks; " in done.stderr
    assert "\nSuppressed: A sign at the gate. (Ann)\n" in said(drafts / "out.docx")[0]


HOSTILE = {
    "text": (b"The pier is shut, she said.", "not a Word document"),
    "empty": (b"", "nothing to check"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9, ""),
    "cut": (docx_of(body(paragraphs(BLOCKED)))[:-30], "damaged DOCX"),
    "bomb": (docx_of(body("<w:p/>" * 3_000_000)), "unfolds beyond measure"),
    "entities": (
        docx_of(f'<!DOCTYPE d [<!ENTITY a "b">]>{body("<w:p/>").partition("?>")[2]}'),
        "document type",
    ),
    "no document": (packed({"word/x.xml": "<x/>"}), "damaged DOCX"),
    "no words": (docx_of(body("<w:p/>")), "nothing to check"),
    "broken XML": (docx_of(body("<w:p>")), "damaged DOCX"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_and_nothing_written(
    name: str, run: Run, tmp_path: Path
) -> None:
    data, words = HOSTILE[name]
    (tmp_path / "bad.docx").write_bytes(data)
    done = run("annotate", "bad.docx", "-o", "out.docx")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("attrib: error: bad.docx: ")
    assert words in line
    assert [path.name for path in tmp_path.iterdir()] == ["bad.docx"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["clean.docx"], "Missing option"),
        (["clean.docx", "-o", "clean.docx"], "one of the articles"),
        (["clean.docx", "-o", "./../%s/clean.docx"], "one of the articles"),
        (["clean.docx", "-o", "out.pdf"], "Word opens it only"),
        (["clean.docx", "-o", "lost/out.docx"], "no such directory"),
        (["clean.docx", "-o", "out.docx", "--date", "yesterday"], "2026-12-31T09:30:00Z"),
        (["clean.docx", "-o", "out.docx", "--author", " "], "a name of"),
        (["clean.docx", "-o", "out.docx", "--house", "all"], "attrib check"),
        (["lost.docx", "-o", "out.docx"], "no such file"),
    ],
)
def test_what_cannot_be_done(args: list[str], words: str, run: Run, drafts: Path) -> None:
    before = {path.name: path.read_bytes() for path in drafts.iterdir()}
    done = run("annotate", *(arg.replace("%s", drafts.name) for arg in args))
    assert done.returncode == 2
    assert words in done.stderr
    assert {path.name: path.read_bytes() for path in drafts.iterdir()} == before
