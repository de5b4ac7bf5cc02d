"""The text of a source, so that quotes can be held against it: one door for all formats."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attrib.errors import ReadError
from attrib.model import SourceText, Span, TextLine, Turn
from attrib.settings import Limits

from .captions import caption_language, looks_like_captions, read_captions
from .decode import decode
from .docx import read_docx
from .front import front_matter
from .html import looks_like_html, read_source_page
from .language import is_latin
from .line_numbers import numbered
from .mail import Mail, read_mail
from .markdown import read_markdown
from .paragraphs import LINE_BREAK, Paragraph, Part, from_prose
from .pdf import read_pdf
from .text import plain_text
from .transcript import Said, who_speaks

__all__ = ["read_source_file", "read_source_text"]

_DEFAULT_LIMITS = Limits()
MAX_CHARACTERS = 20_000_000
_MAX_LINES = 1_000_000
# The title that a file carries for programs counts where its first words have it too.
_TOP = 2_000
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")

_CONVERT = "save it as DOCX, PDF or plain text first"
# First bytes of what people hand in by mistake (the formats' own specifications), and what to do.
_SIGNATURES = (
    (b"{\\rtf", f"a rich text (RTF) file: {_CONVERT}"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"\x89PNG", "an image: run OCR first"),
    (b"\xff\xd8\xff", "an image: run OCR first"),
    (b"GIF8", "an image: run OCR first"),
    (b"II*\x00", "an image: run OCR first"),
    (b"MM\x00*", "an image: run OCR first"),
    (b"ID3", "a sound recording: transcribe it first"),
    (b"OggS", "a sound recording: transcribe it first"),
    (b"fLaC", "a sound recording: transcribe it first"),
    (b"\x1aE\xdf\xa3", "a film: hand in its captions (SRT or WebVTT)"),
    (b"%!PS", "a PostScript file: save it as PDF first"),
    (b"\x7fELF", "a program, not a text"),
    (b"MZ\x90", "a program, not a text"),
    (b"SQLite format 3\x00", "a database, not a text"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
# Names of entries in the file's own directory at its end, and what has them.
_IN_ZIP = (
    (b"application/vnd.oasis.opendocument", f"an OpenDocument (ODT) file: {_CONVERT}"),
    (b"application/epub", f"an e-book (EPUB): {_CONVERT}"),
    (b"xl/workbook", "a spreadsheet, not a text: save what is said in it as plain text"),
    (b"ppt/presentation", f"a presentation: {_CONVERT}"),
    (b"Index/Document.iwa", f"a Pages document: {_CONVERT}"),
)
_PDF_WITHIN = 1_024


@dataclass(frozen=True, slots=True)
class _Found:
    """What the reader of a format makes of a file."""

    paragraphs: Sequence[Paragraph]
    said: Mapping[str, str | None] = field(default_factory=dict)


def read_source_file(path: Path, limits: Limits = _DEFAULT_LIMITS) -> SourceText:
    """The text of a source in a file; what it is and its size are looked at before it is read.

    Args:
        path: of the file.
        limits: how large it may be (`max_text_bytes`).

    Raises:
        ReadError: no such file, no plain file, not readable, too large, or see `read_source_text`.
    """
    name = str(path)
    try:
        found = path.stat()
        _require_plain(found.st_mode, name)
        _require_size(found.st_size, name, limits)
        # What stands there may be another file by now: opening a pipe must not wait for a writer.
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(descriptor, "rb") as file:
            _require_plain(os.fstat(descriptor).st_mode, name)
            data = file.read(limits.max_text_bytes + 1)
    except FileNotFoundError:
        reason = "a link to a file that is not there" if path.is_symlink() else "no such file"
        raise ReadError(reason, path=name) from None
    except PermissionError:
        raise ReadError("may not be read (permission denied)", path=name) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ReadError(f"cannot be read: {reason}", path=name) from None
    return read_source_text(data, name, limits)


def read_source_text(data: bytes, path: str, limits: Limits = _DEFAULT_LIMITS) -> SourceText:
    """The text of a source: plain text, Markdown, HTML, an email, DOCX, PDF, SRT or WebVTT.

    The format shows itself in the bytes; only Markdown is told from plain text by the file's name.

    Args:
        data: the file.
        path: what it is called in reports and errors.
        limits: how large it may be (`max_text_bytes`).

    Raises:
        ReadError: empty, too large or too long, damaged, encrypted, without words, or in a
            format that is not read.
    """
    _require_size(len(data), path, limits)
    if not data.strip():
        raise ReadError("no words: the file is empty", path=path)
    found = _read(data, path, limits)
    _require_length(found.paragraphs, path)
    return _composed(path, list(who_speaks(found.paragraphs)), found.said)


def _require_plain(mode: int, path: str) -> None:
    if stat.S_ISREG(mode):
        return
    kind = "a directory" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device"
    raise ReadError(f"{kind}, not a file", path=path)


def _require_size(size: int, path: str, limits: Limits) -> None:
    if size > limits.max_text_bytes:
        raise ReadError(
            f"too large: {size:,} bytes, and the limit is {limits.max_text_bytes:,} bytes",
            path=path,
        )


def _require_length(paragraphs: Sequence[Paragraph], path: str) -> None:
    size = sum(len(part.words) for paragraph in paragraphs for part in paragraph.parts)
    if size > MAX_CHARACTERS:
        raise _too_long(path)


def _too_long(path: str) -> ReadError:
    return ReadError(f"too long: more than {MAX_CHARACTERS:,} characters", path=path)


def _read(data: bytes, path: str, limits: Limits) -> _Found:
    if _is_pdf(data):
        return _Found(read_pdf(data, path, MAX_CHARACTERS))
    if data.startswith(_ZIP):
        _refuse_other_zip(data, path)
        document = read_docx(data, path, limits.max_text_bytes, MAX_CHARACTERS)
        return _Found(document.paragraphs, _title(document.title, document.paragraphs))
    _refuse_other(data, path)
    mail = read_mail(data, path)
    if mail is not None:
        return _mail(mail, path)
    raw = decode(data, path)
    captions = looks_like_captions(raw)
    markdown = path.lower().endswith(_MARKDOWN)
    # A filing has far more tags than words.
    if not captions and not markdown and looks_like_html(raw):
        return _page(raw, path)
    if len(raw) > MAX_CHARACTERS:
        raise _too_long(path)
    if captions:
        return _Found(read_captions(raw, path), {"language": caption_language(raw)})
    if markdown:
        return _markdown(raw, path)
    return _plain(raw, path)


# What is not read.


def _is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF; other bytes may stand before its first (ISO 32000-1, H.3.4.1)."""
    if data.lstrip()[:5] == b"%PDF-":
        return True
    return data.find(b"%PDF-", 0, _PDF_WITHIN) >= 0 and data.rfind(b"%%EOF", -_PDF_WITHIN) >= 0


def _refuse_other_zip(data: bytes, path: str) -> None:
    for mark, reason in _IN_ZIP:
        if mark in data:
            raise ReadError(reason, path=path)
    if b"word/" not in data and b"[Content_Types].xml" not in data:
        raise ReadError("a ZIP archive: unpack it and hand in the texts in it", path=path)


def _refuse_other(data: bytes, path: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadError(
                "an encrypted Office document: save a copy without its password", path=path
            )
        raise ReadError(f"an old Office document (DOC): {_CONVERT}", path=path)
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(reason, path=path)
    if data[4:8] == b"ftyp":
        raise ReadError("a film, a recording or an image, not a text", path=path)
    if data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        raise ReadError("a film, a recording or an image, not a text", path=path)
    if data[257:262] == b"ustar":
        raise ReadError("a tar archive: unpack it first", path=path)


# Formats of text.


def _plain(raw: str, path: str) -> _Found:
    text, first = raw, 1
    front = front_matter(raw, path)
    said: Mapping[str, str | None] = {}
    if front is not None:
        text, said = raw[front.end :], _front(front.said)
        first += len(LINE_BREAK.findall(raw, 0, front.end))
    lines = LINE_BREAK.split(text)
    lengths = numbered(lines)
    if lengths is not None:
        return _Found(tuple(_numbered(lines, lengths, first)), said)
    numbers = range(first, first + len(lines))
    prose = plain_text(text, path, _MAX_LINES)
    return _Found(tuple(from_prose(prose, text, numbers, lined=True)), said)


def _numbered(lines: Sequence[str], lengths: Sequence[int], first: int) -> Iterator[Paragraph]:
    """The paragraphs of a transcript whose lines have numbers: one begins where it is set in."""
    rows = [
        (number, line[length:].rstrip(), length > 0)
        for number, (line, length) in enumerate(zip(lines, lengths, strict=True), first)
    ]
    indents = sorted(
        len(words) - len(words.lstrip()) for _, words, has in rows if has and words.strip()
    )
    margin = indents[len(indents) // 4] if indents else 0
    seen: set[str] = set()
    heads: set[str] = set()
    for _, words, has in rows:
        if not has and words.strip():
            plain = _DIGITS.sub("#", " ".join(words.split()))
            (heads if plain in seen else seen).add(plain)
    gathered: list[Part] = []
    for number, words, has in rows:
        bare = " ".join(words.split())
        # A page's head and foot have no number: a quote runs over them.
        if not bare or (not has and (_DIGITS.sub("#", bare) in heads or not _LETTER.search(bare))):
            continue
        set_in = len(words) - len(words.lstrip()) > margin + 1
        if gathered and (set_in or not has):
            yield Paragraph(_closed(gathered))
            gathered = []
        gathered.append(Part(f"{bare} ", number))
    if gathered:
        yield Paragraph(_closed(gathered))


_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


def _closed(parts: Sequence[Part]) -> tuple[Part, ...]:
    return (*parts[:-1], parts[-1]._replace(words=parts[-1].words.rstrip()))


def _markdown(raw: str, path: str) -> _Found:
    front = front_matter(raw, path)
    if front is None:
        paragraphs = read_markdown(raw, path)
        top = "".join(part.words for part in paragraphs[0].parts)
        return _Found(paragraphs, {"title": top if raw.lstrip().startswith("# ") else None})
    first = 1 + len(LINE_BREAK.findall(raw, 0, front.end))
    return _Found(read_markdown(raw[front.end :], path, first), _front(front.said))


def _page(raw: str, path: str, lines: Sequence[int] | None = None) -> _Found:
    page = read_source_page(raw, path)
    said = page.said
    return _Found(
        tuple(from_prose(page.prose, raw, lines, page.bold, lined=False)),
        {
            "title": page.headline,
            "date": said.get("article:published_time") or said.get("date") or said.get("dc.date"),
            "url": said.get("og:url"),
            "language": said.get("lang") or None,
        },
    )


def _mail(mail: Mail, path: str) -> _Found:
    said = {"source": mail.sender, "date": mail.date, "title": mail.subject}
    if mail.is_html:
        found = _page(mail.text, path, mail.lines)
        return _Found(found.paragraphs, {**found.said, **said})
    prose = plain_text(mail.text, path, _MAX_LINES)
    return _Found(tuple(from_prose(prose, mail.text, mail.lines, lined=True)), said)


def _front(said: Mapping[str, str]) -> Mapping[str, str | None]:
    """What front matter says, by the names that `SourceText` has for it."""
    return {
        "source": said.get("source") or said.get("speaker") or said.get("author"),
        "title": said.get("title") or said.get("headline"),
        "date": said.get("date"),
        "url": said.get("url") or said.get("link"),
        "language": said.get("language") or said.get("lang"),
    }


def _title(title: str | None, paragraphs: Sequence[Paragraph]) -> Mapping[str, str | None]:
    top = ""
    for paragraph in paragraphs:
        top += " ".join(part.words for part in paragraph.parts) + " "
        if len(top) > _TOP:
            break
    plain = " ".join(top.split())
    return {"title": title if title and title in plain else None}


# From paragraphs to a text.


def _composed(path: str, said: Sequence[Said], given: Mapping[str, str | None]) -> SourceText:
    pieces: list[str] = []
    lines: list[TextLine] = []
    turns: list[Turn] = []
    length = 0
    before: str | None = None
    for one in said:
        if pieces:
            pieces.append("\n")
            length += 1
        start = length
        for words, line, page, time in one.parts:
            if not lines or lines[-1][1:] != (line, page, time):
                lines.append(TextLine(length if lines else 0, line, page, time))
            pieces.append(words)
            length += len(words)
        if one.speaker is not None:
            if before == one.speaker:
                turns[-1] = Turn(Span(turns[-1].span.start, length), one.speaker)
            else:
                turns.append(Turn(Span(start, length), one.speaker))
        before = one.speaker
    text = "".join(pieces)
    if not any(map(str.isalnum, text)):
        raise ReadError("no words: there is no text", path=path)
    language = given.get("language")
    if language is None and not is_latin(text):
        # ISO 639-3's "undetermined": which it is, the script does not say.
        language = "und"
    return SourceText(
        path=path,
        text=text,
        lines=tuple(lines),
        turns=tuple(turns),
        source=given.get("source") or None,
        title=given.get("title") or None,
        date=given.get("date") or None,
        url=given.get("url") or None,
        language=language or None,
    )
