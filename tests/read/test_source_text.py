import contextlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import SourceText
from attrib.read.source_text import MAX_CHARACTERS, read_source_file, read_source_text
from attrib.settings import Limits

RELEASE = """---
source: harbour-board
title: Tunnel opens
date: 2025-03-04
url: https://harbour.example/tunnel
language: en-GB
---
The harbour board said on Tuesday that it would open the tunnel in May, when the
pumps that it ordered from the yard in Arden last year have been put in and tried, if
nothing else is found.

"We have looked at every figure there is," said Jane Doe, who leads the board and who
ordered them. "There is no money left, none at all, for another pump."
"""


def read(raw: str | bytes, path: str = "a.txt") -> SourceText:
    return read_source_text(raw if isinstance(raw, bytes) else raw.encode(), path)


def refusal(data: bytes, path: str = "a.txt") -> str:
    with pytest.raises(ReadError) as error:
        read_source_text(data, path)
    assert error.value.path == path
    return error.value.message


# Text, and what it says of itself.


def test_wrapped_lines_are_joined_and_each_has_its_place() -> None:
    text = read(RELEASE)
    assert text.text.count("\n") == 1
    assert "when the pumps that it ordered" in text.text
    assert [line.line for line in text.lines] == [8, 9, 10, 12, 13]
    assert text.lines[0].start == 0
    for line, words in zip(
        text.lines, ["The harbour", "pumps", "nothing", '"We', "ordered"], strict=True
    ):
        assert text.text.startswith(words, line.start)


def test_front_matter() -> None:
    text = read(RELEASE)
    assert (text.source, text.title, text.date) == ("harbour-board", "Tunnel opens", "2025-03-04")
    assert (text.url, text.language) == ("https://harbour.example/tunnel", "en-GB")
    assert read("---\nauthor: Jane Doe\n---\nWords.").source == "Jane Doe"
    assert read("---\nauthor: Jane Doe\nspeaker: John Roe\n---\nWords.").source == "John Roe"


def test_a_text_that_says_nothing_of_itself() -> None:
    text = read("Words.")
    assert text == SourceText("a.txt", "Words.", ((0, 1, None, None),))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    words = (
        "The board said: “We will open the tunnel in May, and it will be free for all who walk.”"
    )
    assert read(words.encode(encoding)).text == words


def test_line_breaks_of_all_kinds() -> None:
    for mark in ("\n", "\r\n", "\r"):
        text = read(mark.join(["One.", "", "Two.", "Three."]))
        assert text.text == "One.\nTwo.\nThree."
        assert [line.line for line in text.lines] == [1, 3, 4]


def test_another_script_is_read_and_told() -> None:
    assert read("Совет сообщил, что туннель откроют в мае.").language == "und"
    assert read("The board said so.").language is None


# HTML.

PAGE = """<html lang="fr"><head><title>Tunnel - Board</title>
<meta property="og:url" content="https://harbour.example/t">
<meta property="article:published_time" content="2025-03-04"></head>
<body><nav>Home</nav><article><h1>Tunnel opens</h1>
<p><b>Jane Doe</b> We will
open the tunnel.</p>
<p><b>John Roe</b> No.</p><p><b>Jane Doe</b> Yes &amp; yes.</p>
<figure><figcaption>The pier</figcaption></figure></article></body></html>"""


def test_a_page() -> None:
    text = read(PAGE)
    assert text.text == "Tunnel opens\nWe will open the tunnel.\nNo.\nYes & yes."
    assert [turn.speaker for turn in text.turns] == ["Jane Doe", "John Roe", "Jane Doe"]
    assert (text.title, text.date, text.language) == ("Tunnel opens", "2025-03-04", "fr")
    assert text.url == "https://harbour.example/t"
    assert [line.line for line in text.lines] == [4, 5, 6, 7]


def test_all_that_a_page_shows_where_it_has_no_article() -> None:
    page = "<html><head><title>T</title></head><body><nav>Words <a href=x>in a link</a></nav><script>no</script></body></html>"
    assert read(page).text == "Words in a link"


def test_a_line_break_of_a_page_may_part_speakers() -> None:
    text = read("<p>MR. SMITH:<br>We will.<br>MS. JONES: No, we won't.</p><p>So.</p>")
    assert [turn.speaker for turn in text.turns] == ["Mr. Smith", "Ms. Jones"]


def test_captions_with_tags_of_pages_are_captions() -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\nWe will<br>open.\n\n2\n00:00:02,000 --> 00:00:03,000\nIn May<br/>too.\n"
    assert read(cues).lines[0].time == "00:00:01"
    assert read(cues).text == "We will open. In May too."


def test_a_page_that_shows_nothing() -> None:
    assert refusal(b"<html><body><script>x</script></body></html>") == (
        "no words: the page shows no text"
    )


# What is not read.


def zipped(name: str, content: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no words: the file is empty"),
        (b" \n\t", "no words: the file is empty"),
        (b"...", "no words: there is no text"),
        (b"---\nsource: a\n---\n", "no words: there is no text"),
        (b"{\\rtf1 words}", "a rich text (RTF) file: save it as DOCX, PDF or plain text first"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "an old Office document (DOC): save it as",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "an encrypted Office document: save a copy without its password",
        ),
        (
            zipped("mimetype", "application/vnd.oasis.opendocument.text"),
            "an OpenDocument (ODT) file: save it as DOCX",
        ),
        (zipped("xl/workbook.xml", "x"), "a spreadsheet, not a text"),
        (zipped("ppt/presentation.xml", "x"), "a presentation: save it as"),
        (zipped("words.txt", "x"), "a ZIP archive: unpack it"),
        (b"PK\x03\x04", "a ZIP archive: unpack it"),
        (b"\x1f\x8b\x08", "a gzip archive: unpack it first"),
        (b"\x89PNG\r\n\x1a\n", "an image: run OCR first"),
        (b"\xff\xd8\xff\xe0", "an image: run OCR first"),
        (b"RIFF\0\0\0\0WAVE", "a film, a recording or an image"),
        (b"\0\0\0\x20ftypmp42", "a film, a recording or an image"),
        (b"\x00\x01\x02\x03" * 99, "not a text file: it holds NUL bytes"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, reason: str) -> None:
    assert refusal(data).startswith(reason)


def test_too_large_or_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="too large: 6 bytes, and the limit is 5 bytes"):
        read_source_text(b"Words.", "a.txt", Limits(max_text_bytes=5))
    said = refusal(b"a" * (MAX_CHARACTERS + 1))
    assert said == "too long: more than 20,000,000 characters"


# Files.


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RELEASE, encoding="utf-8")
    assert read_source_file(path) == read_source_text(RELEASE.encode(), str(path))


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    monkeypatch.setattr(os, "open", None)
    with pytest.raises(ReadError, match="too large: 1,000,000,000 bytes") as error:
        read_source_file(path)
    assert error.value.path == str(path)


def file_refusal(path: Path) -> str:
    with pytest.raises(ReadError) as error:
        read_source_file(path)
    return error.value.message


def test_what_is_no_file(tmp_path: Path) -> None:
    assert file_refusal(tmp_path) == "a directory, not a file"
    assert file_refusal(tmp_path / "none") == "no such file"
    assert file_refusal(Path("a\0b")).startswith("cannot be read")
    (tmp_path / "link").symlink_to(tmp_path / "none")
    assert file_refusal(tmp_path / "link") == "a link to a file that is not there"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert file_refusal(tmp_path / "pipe") == "a pipe, not a file"
    assert file_refusal(Path("/dev/zero")) == "a device, not a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Words.", encoding="utf-8")
    path.chmod(0)
    assert file_refusal(path) == "may not be read (permission denied)"


# Anything at all.

PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "source: a\n",
            "\n",
            "\n\n",
            " ",
            "JANE DOE: ",
            "Q. ",
            "A. ",
            "MR. SMITH:",
            "12 ",
        ),
        *(
            "<p>",
            "</p>",
            "<br>",
            "<b>",
            "words ",
            "Words.",
            "[Applause]",
            "(",
            ">> ",
            "00:01",
            "###",
        ),
        *(
            "JANE DOE\n",
            "John Roe (mayor):\n",
            "\r",
            "\u2028",
            "\u00ad",
            "“",
            "”",
            "1 ",
            "2 ",
            "\t",
        ),
        *("<!-- attrib: x -->", "%PDF-", "WEBVTT", "&amp;", "市長: ", "\ud800", "İ:", "ß: "),
    ]
)
PATHS = st.sampled_from(["a.txt", "a.md", "a", "a.html", "a.srt", "a.pdf"])


def holds(text: SourceText) -> None:
    assert text.lines[0].start == 0
    starts = [line.start for line in text.lines]
    assert starts == sorted(set(starts))
    assert starts[-1] < len(text.text)
    assert all(line.line >= 1 for line in text.lines)
    assert not any(not paragraph.strip() for paragraph in text.text.split("\n"))
    end = 0
    for span, speaker in text.turns:
        assert end <= span.start < span.end <= len(text.text)
        assert speaker
        assert text.text[slice(*span)].strip()
        end = span.end


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=50), PATHS)
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_or_refused_the_same_way_each_time(pieces: list[str], path: str) -> None:
    data = "".join(pieces).encode("utf-8", "surrogatepass")
    with contextlib.suppress(ReadError):
        text = read_source_text(data, path)
        holds(text)
        assert text == read_source_text(data, path)


@given(st.binary(max_size=400), PATHS)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, path: str) -> None:
    with contextlib.suppress(ReadError):
        holds(read_source_text(data, path))


def test_no_library_is_loaded_that_the_format_does_not_need() -> None:
    program = (
        "import sys; from attrib.read.source_text import read_source_text as r; "
        "r(b'Jane Doe: Words.', 'a.txt'); "
        "print([m for m in ('markdown_it', 'pypdfium2', 'docx', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
