"""Commented documents in LibreOffice: a reader of Word files that is not ours keeps all of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest

from attrib.model import Span
from attrib.read.docx import read_docx

from .test_annotate import CASES, FINDING, MOST, WORDS, annotated, report_on
from .word import body, commented, docx_of, unpacked

Convert = Callable[[bytes, str], Path]
_AS_NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'


@pytest.fixture
def convert(tmp_path: Path) -> Convert:
    """LibreOffice; without it tests are skipped, or fail where ATTRIB_OFFICE_TESTS=required."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("ATTRIB_OFFICE_TESTS") == "required":
            pytest.fail("there is no soffice on the path", pytrace=False)
        pytest.skip("there is no soffice on the path")

    def convert(data: bytes, to: str) -> Path:
        (tmp_path / "a.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        # Two at once need a profile each.
        subprocess.run(
            [office, profile, "--headless", "--convert-to", to, "--outdir", "out", "a.docx"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=300,
        )
        (made,) = (tmp_path / "out").iterdir()
        return made

    return convert


def everything() -> bytes:
    """A document with each case in it, all of them commented."""
    # LibreOffice does not read ruby and formulas as words, nor what is in a field's code, and
    # keeps a comment that begins in a smart tag without its beginning.
    left_out = (
        *("a text box", "ruby", "a simple field and a smart tag"),
        *("a formula", "a field with another in its code"),
    )
    xml = "".join(CASES[name][0] for name in CASES if name not in left_out)
    data = docx_of(body(xml))
    report = report_on(data)
    text = report.document.text
    findings = tuple(
        replace(
            FINDING,
            span=Span(*found.span()),
            message=f"Who is number {number}?",
            fingerprint=f"{number:032x}",
        )
        for number, found in enumerate(re.finditer(re.escape(WORDS), text))
    )
    return annotated(data, replace(report, findings=findings)).data


def test_the_comments_are_in_the_pdf(convert: Convert) -> None:
    data = everything()
    count = len(commented(unpacked(data)["word/document.xml"]).words)
    assert count > 15
    pages = pypdf.PdfReader(convert(data, _AS_NOTES)).pages
    notes = [
        str(note.get_object()["/Contents"])
        for page in pages
        for note in page.get("/Annots", [])
        if note.get_object()["/Subtype"] == "/Text"
    ]
    for number in range(count):
        assert any(f"Warning: Who is number {number}?" in note for note in notes)


def test_a_round_trip_keeps_the_comments_and_their_words(convert: Convert) -> None:
    data = everything()
    before = commented(unpacked(data)["word/document.xml"])
    made = convert(data, "docx:MS Word 2007 XML")
    after = commented(unpacked(made.read_bytes())["word/document.xml"])
    kept = docx.Document(str(made))
    texts = {str(comment.comment_id): comment.text for comment in kept.comments}
    old = docx.Document(str(made.parent.parent / "a.docx"))
    told = {comment.text: str(comment.comment_id) for comment in old.comments}
    assert sorted(texts.values()) == sorted(told)
    for id, text in texts.items():
        assert "".join(after.words[id].split()) == "".join(before.words[told[text]].split())
    # What LibreOffice wrote is annotated in its turn, and attrib's own comments are known again.
    again = annotated(made.read_bytes(), report_on(made.read_bytes(), WORDS))
    assert (again.comments, again.replaced) == (1, len(texts))
    words = [paragraph.parts for paragraph in read_docx(again.data, "b", MOST, MOST).paragraphs]
    assert words == [
        paragraph.parts for paragraph in read_docx(made.read_bytes(), "a", MOST, MOST).paragraphs
    ]
