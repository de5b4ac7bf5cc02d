import contextlib
import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdf
import pytest

from attrib.errors import ReadError
from attrib.model import SourceText
from attrib.read import pdf as reader
from attrib.read.source_text import read_source_text

from .make_pdf import Line, from_contents, page, pdf

FIRST = [
    "MINUTES OF THE BOARD",
    "",
    "The harbour board met on Tuesday evening to hear what the engi-",
    "neers had found in the long-term study of the tunnel. They said",
    "that it was safe. It has a long-",
    "term plan for the pier and the quay.",
    "",
    "Jane Doe, chair: We will open the tunnel when it is ready, and we have",
    "told everybody who asked us that it will not be before the summer of",
    "next year, because the pumps that we ordered from the yard in Arden",
]
SECOND = [
    "have not come, and nobody can tell when they will.",
    "",
    "MR. SMITH: That is what you said last year.",
    "JANE DOE: It is.",
]
THIRD = ["The meeting closed at nine."]


def running(number: int) -> list[Line]:
    return [
        Line(f"Harbour Board - Page {number} of 3", 72, 40, 9),
        Line("CONFIDENTIAL", 72, 760, 9),
    ]


def minutes() -> bytes:
    return pdf([[*page(lines), *running(n)] for n, lines in enumerate([FIRST, SECOND, THIRD], 1)])


def line_at(text: SourceText, words: str) -> tuple[int | None, int]:
    place = text.text.index(words)
    line = [line for line in text.lines if line.start <= place][-1]
    return line.page, line.line


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_source_text(data, "a.pdf")
    assert error.value.path == "a.pdf"
    return error.value.message


def test_words_run_over_lines_and_pages_and_running_heads_are_left_out() -> None:
    text = read_source_text(minutes(), "a.pdf")
    assert "what the engineers had found in the long-term study" in text.text
    assert "It has a long-term plan" in text.text
    assert "ordered from the yard in Arden have not come, and nobody" in text.text
    assert "CONFIDENTIAL" not in text.text
    assert "Page" not in text.text
    assert text.text.split("\n")[0] == "MINUTES OF THE BOARD"


def test_each_line_has_its_page_and_its_number_there() -> None:
    text = read_source_text(minutes(), "a.pdf")
    assert text.lines[0].start == 0
    # The running head is the first line of each page.
    assert line_at(text, "neers had found") == (1, 4)
    assert line_at(text, "have not come") == (2, 2)
    assert line_at(text, "The meeting") == (3, 2)


def test_labels_give_turns_that_run_over_the_page() -> None:
    text = read_source_text(minutes(), "a.pdf")
    said = [(text.text[slice(*turn.span)], turn.speaker) for turn in text.turns]
    assert [speaker for _, speaker in said] == ["Jane Doe", "Mr. Smith", "Jane Doe"]
    assert said[0][0].startswith("We will open")
    assert said[0][0].endswith("when they will.")


def test_a_page_number_on_a_single_line_of_one_page_is_kept() -> None:
    assert (
        "7"
        in read_source_text(pdf([page(["Seven words stand on this one page.", "", "7"])]), "a").text
    )


def test_printed_line_numbers_are_no_words_and_are_the_lines() -> None:
    lines = ["     Q.   Did you see the ship that came", "in the night?", "     A.   I did."]
    lines += [
        "     THE COURT:  Sustained.",
        "     MR. SMITH:  Yes.",
        "     Q.   And?",
        "     A.   No.",
    ]
    numbered = [f"{number}  {line}" for number, line in enumerate(lines, 1)]
    text = read_source_text(pdf([page(numbered, pitch=24)]), "a.pdf")
    assert text.text.split("\n")[:2] == ["Did you see the ship that came in the night?", "I did."]
    assert [turn.speaker for turn in text.turns][:4] == ["Q", "A", "THE COURT", "Mr. Smith"]
    assert line_at(text, "I did.") == (1, 3)


def test_line_numbers_drawn_as_a_column_of_their_own() -> None:
    said = [
        "THE COURT:  Sit down.",
        "MR. SMITH:  I was going on",
        "about the pier.",
        "Q.  Where were",
    ]
    said += ["you on the third?", "A.  At home.", "Q.  Alone?", "", "A.  With my brother."]
    column = [Line(str(n), 72, 720 - 24 * n) for n in range(1, 10)]
    lines = [Line(words, 110, 720 - 24 * n) for n, words in enumerate(said, 1) if words]
    text = read_source_text(pdf([[*column, *lines]]), "a.pdf")
    assert text.text.split("\n")[:3] == [
        *("Sit down.", "I was going on about the pier.", "Where were you on the third?"),
    ]
    assert [turn.speaker for turn in text.turns] == ["THE COURT", "Mr. Smith", "Q", "A", "Q", "A"]
    assert line_at(text, "With my brother.") == (1, 9)


def test_names_in_bold_on_their_own_line_are_labels() -> None:
    lines = [Line("Jane Doe", 72, 700, bold=True), Line("We will open in May.", 72, 686)]
    lines += [Line("John Roe", 72, 660, bold=True), Line("That is too late.", 72, 646)]
    lines += [Line("Jane Doe", 72, 620, bold=True), Line("It is not.", 72, 606)]
    text = read_source_text(pdf([lines]), "a.pdf")
    assert text.text == "We will open in May.\nThat is too late.\nIt is not."
    assert [turn.speaker for turn in text.turns] == ["Jane Doe", "John Roe", "Jane Doe"]


def test_encrypted() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(minutes()))
    writer.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    assert refusal(written.getvalue()) == "an encrypted PDF: save a copy without its password"


def test_one_that_anybody_may_open_is_read_though_encrypted() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(minutes()))
    writer.encrypt("", "owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    assert "We will open" in read_source_text(written.getvalue(), "a.pdf").text


@pytest.mark.parametrize("pages", [[[]], [[], []]])
def test_without_words_it_is_an_image(pages: Sequence[Sequence[Line]]) -> None:
    assert refusal(pdf(pages)) == "image-only: no text, run OCR first"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7 and no more" * 99, minutes()[:600]])
def test_damaged(data: bytes) -> None:
    assert refusal(data) == "a damaged PDF: it cannot be opened"


def test_bytes_before_its_first_are_passed_over() -> None:
    assert "We will open" in read_source_text(b"\n\n" + minutes(), "a").text


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST_PAGES", 2)
    assert refusal(minutes()) == "too long: a PDF of more than 5,000 pages"


def test_too_many_characters() -> None:
    with pytest.raises(ReadError, match="too long: more than 100 characters"):
        reader.read_pdf(minutes(), "a.pdf", 100)


def test_forms_that_draw_each_other_end_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", 1)
    forms = []
    for number in range(5, 35):
        drawn = b"/X Do " * 10 if number < 34 else b"BT /F1 9 Tf (lol) Tj ET"
        uses = b"/XObject<</X %d 0 R>>" % (number + 1) if number < 34 else b"/Font<</F1 3 0 R>>"
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 600 700]/Resources<<%s>>/Length %d>>"
            b"stream\n%s\nendstream" % (uses, len(drawn), drawn)
        )
    said = refusal(from_contents([b"/X Do"], forms, b"/XObject<</X 5 0 R>>"))
    assert said == "a PDF that cannot be read: damaged, or more work than a text is worth"


def test_one_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: Any, **__: Any) -> None:
        raise subprocess.TimeoutExpired("python", 1)

    monkeypatch.setattr(subprocess, "run", late)
    assert refusal(minutes()) == "a PDF that takes too long to read"


def test_no_module_of_the_working_folder_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "We will open" in read_source_text(minutes(), "a.pdf").text


@pytest.mark.parametrize("step", range(12))
def test_damaged_anywhere_it_is_read_or_refused(step: int) -> None:
    data = bytearray(minutes())
    for place in range(step * 37, len(data), 431):
        data[place] ^= 1 << (step % 8)
    with contextlib.suppress(ReadError):
        read_source_text(bytes(data), "a.pdf")
