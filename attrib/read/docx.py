"""DOCX: the words of a Word document as it stands, with changes taken and deletions gone.

Read with the standard library's own ZIP and XML readers: a library that builds trees takes several
times the file's memory, and those that there are pass over what stands in content controls and
tracked insertions.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.parsers import expat

from attrib.errors import ReadError

from .article import Article
from .docx_body import Body
from .docx_styles import HiddenStyles, Styles
from .docx_xml import Handler, parser_for
from .paragraphs import Paragraph
from .text import plain_text

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_DOCUMENT = "word/document.xml"
# What reports call the place where a line is a paragraph of the document.
_FIELD = "document"
_RELATIONS, _CORE = "_rels/.rels", "docProps/core.xml"
_ENTRY = b"PK\x01\x02"
_ZIP = b"PK\x03\x04"
# As Word then has the text of an imported file in the document itself.
_ANEW = "open it in Word and save it anew"
# The title that a file carries for programs counts where its first words have it too.
_TOP = 2_000
_MOST_ENTRIES = 10_000
# Deflate reaches 1,032 to one; documents full of empty table cells stay well below this.
_HIGHEST_RATIO = 300
_SMALL = 1_000_000
# How much larger than the largest file its content may be.
_UNFOLDED = 8
# Of XML, which annotating holds as a whole, in bytes; pictures and the like may be larger.
_LONGEST_PART = 100_000_000
_XML = (".xml", ".rels")
_CHUNK = 65_536
# Expat before 2.6 reads a tag anew with every chunk until it ends (CVE-2023-52425).
_LONGEST_TAG = 1_000_000
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
    words, field codes, notes, headers and footers are left out; inserted words are read. A
    document that imports others is refused: nobody could tell what is not in it from what was not
    read.

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
    if body.imports:
        raise ReadError(f"it imports another file's text, which is not read: {_ANEW}", path=path)
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
    body, title = _unpacked(data, path, max_bytes, max_characters)
    raw = "\n".join(body.lines())
    if body.imports and not raw.strip():
        raise ReadError(f"all its text is another file's that it imports: {_ANEW}", path=path)
    # Not read, and told: what stands in a note may be a statement.
    return Article(
        raw,
        plain_text(raw, path, wraps=False),
        headline=title if title and title in " ".join(raw[:_TOP].split()) else None,
        field=_FIELD,
        left_out=body.left_out(),
    )


def _unpacked(
    data: bytes, path: str, max_bytes: int, max_characters: int
) -> tuple[Body, str | None]:
    """The body of a document, and its title."""
    with opened(data, path, max_bytes) as package:
        hidden = package.hidden_styles(path)
        body = Body(path, max_characters, hidden)
        package.parse(package.main, body, path)
        if body.is_cut_off:
            body = Body(path, max_characters, hidden, follows_fields=False)
            package.parse(package.main, body, path)
        if not body.is_document:
            raise ReadError("not a Word document (DOCX): its main part is none", path=path)
        return body, body.title or _core_title(package, path)


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

    def parse(self, name: str, handler: Handler, path: str) -> None:
        """Hand a part that there is to a handler.

        Args:
            name: of the part.
            handler: of it.
            path: of the file.
        """
        _parse(self.archive, self.names[name], handler, path)

    def hidden_styles(self, path: str) -> HiddenStyles:
        """The styles that hide words, where the document has any.

        Args:
            path: of the file.
        """
        folder, name = posixpath.split(self.main)
        styles = self._related(posixpath.join(folder, "_rels", f"{name}.rels"), "/styles", path)
        if styles is None:
            return HiddenStyles()
        found = Styles()
        self.parse(styles, found, path)
        return found.hidden()

    def _related(self, relations: str, kind: str, path: str) -> str | None:
        """The part that another one names as of a kind; None where there is no such part."""
        if relations not in self.names:
            return None
        folder = posixpath.dirname(posixpath.dirname(relations))
        found = _Relation(kind)
        self.parse(relations, found, path)
        target = posixpath.normpath(posixpath.join("/", folder, found.target)).lstrip("/")
        return target if target in self.names else None

    def with_main(self, path: str) -> Package:
        """The same, with the main part that the file names, as some programs call it otherwise.

        Args:
            path: of the file.
        """
        return self._replace(main=self._related(_RELATIONS, "/officeDocument", path) or self.main)


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
    if not data.startswith(_ZIP):
        raise ReadError("not a Word document (DOCX): it is no ZIP archive", path=path)
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise ReadError(f"a damaged DOCX: more than {_MOST_ENTRIES:,} files in it", path=path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, path, max_bytes)
            names = {info.filename: info for info in archive.infolist()}
            package = Package(archive, names, _DOCUMENT).with_main(path)
            if package.main not in names:
                raise ReadError(f"a damaged DOCX: it has no {_DOCUMENT}", path=path)
            yield package
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
        if info.file_size > _LONGEST_PART and info.filename.lower().endswith(_XML):
            raise ReadError(
                f"too large: a DOCX with XML of {info.file_size:,} bytes in it "
                f"(the limit is {_LONGEST_PART:,})",
                path=path,
            )
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


@dataclass(slots=True)
class _Relation(Handler):
    """What a part names as of a kind; the part of relations is the same in all such files."""

    kind: str
    target: str = ""

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or self.target or attributes.get("TargetMode") == "External":
            return
        if attributes.get("Type", "").endswith(self.kind):
            self.target = attributes.get("Target", "")


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


def _core_title(package: Package, path: str) -> str | None:
    info = package.names.get(_CORE)
    if info is None or info.file_size > _SMALL:
        return None
    core = _Core()
    package.parse(_CORE, core, path)
    return " ".join("".join(core.pieces).split()) or None
