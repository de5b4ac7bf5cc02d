"""DOCX: the words of a Word document as it stands, with changes taken and deletions gone.

Read with the standard library's own ZIP and XML readers: a library that builds trees takes several
times the file's memory, and those that there are pass over what stands in content controls and
tracked insertions.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.parsers import expat

from attrib.errors import ReadError

from .article import Article, notes
from .paragraphs import Paragraph, Part, joined
from .text import plain_text

# Namespaces of WordprocessingML, transitional and strict (ISO/IEC 29500), and of its like.
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_DOCUMENT = "word/document.xml"
# What reports call the place where a line is a paragraph of the document.
_FIELD = "document"
_RELATIONS, _CORE = "_rels/.rels", "docProps/core.xml"
_ENTRY = b"PK\x01\x02"
_ZIP = b"PK\x03\x04"
# The title that a file carries for programs counts where its first words have it too.
_TOP = 2_000
_MOST_ENTRIES = 10_000
# Deflate reaches 1,032 to one; documents full of empty table cells stay well below this.
_HIGHEST_RATIO = 300
_SMALL = 1_000_000
# How much larger than the largest file its content may be.
_UNFOLDED = 8
_CHUNK = 65_536
_DEEPEST = 2_000
_MOST_ELEMENTS = 10_000_000
# Expat before 2.6 reads a tag anew with every chunk until it ends (CVE-2023-52425).
_LONGEST_TAG = 1_000_000
_FALSE = ("0", "false", "off")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError),
    *(NotImplementedError, RuntimeError),
)


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The words of a document, and the title that it gives itself; None where it does not."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None


def read_docx(data: bytes, path: str, max_bytes: int, max_characters: int) -> WordDocument:
    """The paragraphs of a DOCX file, table cells and text boxes among them, in its order.

    A part's line is the number of its paragraph, from 1, empty ones counted. Deleted and hidden
    words, field codes, notes, headers and footers are left out; inserted words are read.

    Args:
        data: the file.
        path: of it.
        max_bytes: size of the largest file that is read; what it unfolds to may be a few times that.
        max_characters: how many it may hold.

    Raises:
        ReadError: a broken or encrypted file, one that unfolds beyond measure or declares
            entities of its own, or one without words.
    """
    body, title = _unpacked(data, path, max_bytes, max_characters)
    paragraphs = tuple(body.paragraphs())
    if not paragraphs:
        raise ReadError("no words: a DOCX without text", path=path)
    return WordDocument(paragraphs, title)


def read_docx_article(data: bytes, path: str, max_bytes: int, max_characters: int) -> Article:
    """The article of a DOCX file, as one text with a line for each of its paragraphs.

    Read is what `read_docx` reads. A line break of the author's is a space, two are the end of a
    paragraph. The title is a paragraph in the style of that name, else the file's own where
    the document begins with it.

    Args:
        data: the file.
        path: of it.
        max_bytes: size of the largest file that is read; what it unfolds to may be a few times that.
        max_characters: how many it may hold.

    Raises:
        ReadError: as `read_docx`, or a file that is no DOCX.
    """
    if not data.startswith(_ZIP):
        raise ReadError("not a Word document (DOCX): it is no ZIP archive", path=path)
    body, title = _unpacked(data, path, max_bytes, max_characters)
    raw = "\n".join(body.lines())
    # Not read, and told: what stands in a note may be a statement.
    return Article(
        raw,
        plain_text(raw, path, wraps=False),
        headline=title if title and title in " ".join(raw[:_TOP].split()) else None,
        field=_FIELD,
        left_out=notes(body.footnotes),
    )


def _unpacked(
    data: bytes, path: str, max_bytes: int, max_characters: int
) -> tuple[Body, str | None]:
    """The body of a document, and its title."""
    with opened(data, path, max_bytes) as package:
        body = Body(path, max_characters)
        _parse(package.archive, package.names[package.main], body, path)
        return body, body.title or _core_title(package.archive, package.names, path)


class Package(NamedTuple):
    """A DOCX file that is open.

    Attributes:
        archive: the file.
        names: what is in it, by name.
        main: name of the part that has the text.
    """

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]
    main: str

    def part(self, name: str) -> bytes | None:
        """What a part holds; None where there is no such part."""
        if name not in self.names:
            return None
        content = bytearray()
        _chunks(self.archive, self.names[name], content.extend)
        return bytes(content)


@contextmanager
def opened(data: bytes, path: str, max_bytes: int) -> Iterator[Package]:
    """Open a DOCX file; what goes wrong while it is open is told as of that file.

    Args:
        data: the file.
        path: of it.
        max_bytes: as of `read_docx`.

    Raises:
        ReadError: as `read_docx`.
    """
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise ReadError(f"a damaged DOCX: more than {_MOST_ENTRIES:,} files in it", path=path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, path, max_bytes)
            names = {info.filename: info for info in archive.infolist()}
            main = _main_part(archive, names, path)
            if main not in names:
                raise ReadError(f"a damaged DOCX: it has no {_DOCUMENT}", path=path)
            yield Package(archive, names, main)
    except expat.ExpatError as error:
        raise ReadError(f"a damaged DOCX: {expat.ErrorString(error.code)}", path=path) from None
    except _BROKEN as error:
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            raise ReadError(
                "an encrypted DOCX: save a copy without its password", path=path
            ) from None
        raise ReadError("a damaged DOCX: it cannot be unpacked", path=path) from None


def _check_sizes(archive: zipfile.ZipFile, path: str, max_bytes: int) -> None:
    total = 0
    for info in archive.infolist():
        total += info.file_size
        folded = max(1, info.compress_size)
        if info.file_size > _SMALL and info.file_size > _HIGHEST_RATIO * folded:
            raise ReadError("a damaged DOCX: a file in it unfolds beyond measure", path=path)
    if total > _UNFOLDED * max_bytes:
        raise ReadError(
            f"too large: a DOCX of {total:,} bytes unpacked "
            f"(the limit is {_UNFOLDED * max_bytes:,})",
            path=path,
        )


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, take: Callable[[bytes], None]) -> None:
    """Hand on what an entry really holds, and no more than it says that it does."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError
    file: IO[bytes]
    with archive.open(info) as file:
        left = info.file_size
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile
            take(chunk)


class Handler:
    """What is done with the elements of one XML part; namespaces are told by their names."""

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        raise NotImplementedError

    def end(self, namespace: str, name: str) -> None:
        raise NotImplementedError

    def words(self, words: str) -> None:
        raise NotImplementedError


def _parse(archive: zipfile.ZipFile, info: zipfile.ZipInfo, handler: Handler, path: str) -> None:
    parser = parser_for(handler, path)
    parser.buffer_text = True
    fed = 0

    def take(chunk: bytes) -> None:
        nonlocal fed
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise ReadError(f"a damaged DOCX: a tag of more than {_LONGEST_TAG:,} bytes", path=path)

    _chunks(archive, info, take)
    parser.Parse(b"", True)


def parser_for(handler: Handler, path: str) -> expat.XMLParserType:
    """A parser of a part, which hands on what it meets and refuses what no part holds.

    Args:
        handler: what is done with it.
        path: of the file.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if count > _MOST_ELEMENTS:
            raise ReadError(f"too long: a DOCX of more than {_MOST_ELEMENTS:,} elements", path=path)
        if depth > _DEEPEST:
            raise ReadError(f"a damaged DOCX: nested more than {_DEEPEST:,} deep", path=path)
        namespace, _, local = name.rpartition(" ")
        handler.start(namespace, local, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        namespace, _, local = name.rpartition(" ")
        handler.end(namespace, local)

    def refuse(*_: object) -> None:
        # No program writes one; entities that unfold into gigabytes and outside files need it.
        raise ReadError("a damaged DOCX: its XML declares a document type", path=path)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.words
    parser.StartDoctypeDeclHandler = refuse
    return parser


@dataclass(slots=True)
class _Relations(Handler):
    target: str | None = None

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.target = self.target or attributes.get("Target", "").lstrip("/")

    def end(self, namespace: str, name: str) -> None:
        pass

    def words(self, words: str) -> None:
        pass


def _main_part(archive: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo], path: str) -> str:
    """The name of the part that has the text; some programs call it otherwise than Word does."""
    if _DOCUMENT in names or _RELATIONS not in names:
        return _DOCUMENT
    relations = _Relations()
    _parse(archive, names[_RELATIONS], relations, path)
    target = relations.target or _DOCUMENT
    return target if target.startswith("word/") else _DOCUMENT


@dataclass(slots=True)
class _Core(Handler):
    inside: bool = False
    pieces: list[str] = field(default_factory=list)

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        self.inside = (namespace, name) == (_DUBLIN_CORE, "title")

    def end(self, namespace: str, name: str) -> None:
        self.inside = False

    def words(self, words: str) -> None:
        if self.inside:
            self.pieces.append(words)


def _core_title(
    archive: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo], path: str
) -> str | None:
    info = names.get(_CORE)
    if info is None or info.file_size > _SMALL:
        return None
    core = _Core()
    _parse(archive, info, core, path)
    return " ".join("".join(core.pieces).split()) or None


@dataclass(slots=True)
class _Open:
    """A paragraph that is being gathered: its lines, and how much of it was in bold."""

    number: int
    # Pieces of each line: a paragraph may have a million runs.
    lines: list[list[str]] = field(default_factory=lambda: [[]])
    style: str = ""
    bold: int = 0
    first: int = 0
    thin: bool = False
    # Its mark is deleted, so that the next one goes on in it.
    merges: bool = False

    def add(self, words: str, bold: bool) -> None:
        self.lines[-1].append(words)
        if len(self.lines) == 1:
            self.first += len(words)
            if bold and not self.thin:
                self.bold = self.first
        if not bold and words.strip():
            self.thin = True

    def written(self) -> list[str]:
        """Its lines."""
        return ["".join(pieces) for pieces in self.lines]


class Body(Handler):
    """The main part: WordprocessingML (ISO/IEC 29500-1, section 17)."""

    def __init__(self, path: str, max_characters: int) -> None:
        self.title: str | None = None
        self._path = path
        self._max = max_characters
        self._done: list[_Open] = []
        self._open: list[_Open] = []
        self._count = self._size = 0
        # How many elements are open whose words are no longer, or not yet, there.
        self._gone = 0
        self._in_text = self._in_run = False
        self._bold = self._hidden = False
        self._run_marks = self._paragraph_marks = 0
        self._pieces: list[str] = []
        self._carried: _Open | None = None
        # How many footnotes and endnotes the words refer to.
        self.footnotes = 0

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        if namespace not in WORD:
            self._gone += (namespace, name) == (COMPATIBILITY, "Fallback")
            return
        if name == "p":
            self._begin()
        elif name in ("del", "moveFrom"):
            if self._paragraph_marks and self._open:
                self._open[-1].merges = True
            self._gone += 1
        elif name == "r":
            self._in_run, self._bold, self._hidden = True, False, False
        elif name == "pPr":
            self._paragraph_marks += 1
        elif name == "rPr":
            self._run_marks += 1
        elif name in ("b", "vanish") and self._run_marks and not self._paragraph_marks:
            on = _value(attributes) not in _FALSE
            if name == "b":
                self._bold = on
            else:
                self._hidden = on
        elif name == "pStyle" and self._open:
            self._open[-1].style = _value(attributes)
        elif name == "t":
            self._in_text, self._pieces = True, []
        elif name in ("br", "cr") and self._in_run:
            if self._open and self._shown():
                self._open[-1].lines.append([])
        elif name == "tab" and self._in_run and not self._paragraph_marks:
            self._add(" ")
        elif name == "noBreakHyphen":
            self._add("-")
        elif name in ("footnoteReference", "endnoteReference"):
            self.footnotes += self._shown()

    def end(self, namespace: str, name: str) -> None:
        if namespace not in WORD:
            self._gone -= (namespace, name) == (COMPATIBILITY, "Fallback")
            return
        if name == "p":
            self._finish()
        elif name in ("del", "moveFrom"):
            self._gone -= 1
        elif name == "r":
            self._in_run = False
        elif name == "pPr":
            self._paragraph_marks -= 1
        elif name == "rPr":
            self._run_marks -= 1
        elif name == "t":
            self._in_text = False
            self._add("".join(self._pieces))

    def words(self, words: str) -> None:
        if self._in_text:
            self._pieces.append(words)

    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs with words, in the order that they begin in."""
        found = []
        for one in self._in_order():
            parts = joined(Part(line, one.number) for line in one.written())
            if not parts:
                continue
            size = sum(len(part.words) for part in parts)
            is_heading = one.style.lower().startswith(("heading", "title"))
            found.append(Paragraph(parts, size if is_heading else min(one.bold, size)))
        return found

    def lines(self) -> list[str]:
        """The words of each paragraph, in the order that they begin in; "" for one without."""
        found = [""] * self._count
        for one in self._in_order():
            lines = [" ".join(line.split()) for line in one.written()]
            # An empty line within a paragraph ends one, as U+2029 does.
            groups = "\n".join(lines).strip("\n").split("\n\n")
            found[one.number - 1] = "\u2029".join(
                " ".join(group.split()) for group in groups if group.strip()
            )
        return found

    def _in_order(self) -> list[_Open]:
        if self._carried is not None:
            self._done.append(self._carried)
            self._carried = None
        return sorted(self._done, key=lambda one: one.number)

    def _shown(self) -> bool:
        return not (self._gone or self._hidden)

    def _begin(self) -> None:
        self._count += 1
        if self._carried is not None and not self._open:
            self._carried.merges = False
            self._open.append(self._carried)
            self._carried = None
        else:
            self._open.append(_Open(self._count))

    def _finish(self) -> None:
        if not self._open:
            return
        done = self._open.pop()
        if self._gone:
            return
        if done.merges and not self._open:
            self._carried = done
            return
        words = " ".join(" ".join(done.written()).split())
        if words and done.style.lower() == "title" and self.title is None:
            self.title = words
        self._done.append(done)

    def _add(self, words: str) -> None:
        if not self._open or not words or not self._shown():
            return
        self._size += len(words)
        if self._size > self._max:
            raise ReadError(f"too long: more than {self._max:,} characters", path=self._path)
        self._open[-1].add(words, self._bold)


def _value(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith(" val")), "")
