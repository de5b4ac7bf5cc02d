"""Articles as they are sent: which content types are read, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attrib.model import Document
from attrib.read import InputFormat, read_bytes, read_page, read_text
from attrib.read.decode import decode, decode_named
from attrib.settings import Limits

# What an article may be sent as (IANA's names of media types; DOCX by ECMA-376, Markdown by RFC
# 7763, IPTC's own by the standards of that name). None: what it is its content tells.
CONTENT_TYPES: Mapping[str, InputFormat | None] = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.iptc.g2.newsitem+xml": "newsml",
    "application/vnd.iptc.g2.newsmessage+xml": "newsml",
    "text/vnd.iptc.nitf": "nitf",
    "application/rss+xml": "wxr",
    "application/xml": None,
    "text/xml": None,
}
# What is no text, whatever character set is named.
BINARY: tuple[InputFormat, ...] = ("docx",)

# Names of character sets (IANA), and Python's; the older ones are what browsers take them for.
_CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "utf-16": "utf-16",
}


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was sent.

    Attributes:
        data: its bytes.
        format: what they are; None where they tell it themselves.
        path: what reports, suppressions and sign-offs call it; nothing is opened by it.
        charset: of the bytes, as `charset_of` gives it; None where it has to be told from them.
        field: where in JSON the text is, as of `read_bytes`.
    """

    data: bytes
    format: InputFormat | None
    path: str
    charset: str | None = None
    field: str | None = None

    def document(self, limits: Limits) -> Document:
        """The article, read.

        Raises:
            ReadError: as `attrib.read.read_bytes`, or it is not in the character set named.
        """
        if self.format in BINARY or (self.charset is None and self.format not in ("text", "html")):
            return read_bytes(self.data, self.path, limits, self.format, self.field)
        # Words are words, and a page is one, whatever they look like.
        if self.format == "text" and self.field is None:
            return read_text(self._text(), self.path, limits)
        if self.format == "html" and self.field is None:
            return read_page(self._text(), self.path, limits)
        data = self._text().encode("utf-8", "surrogatepass")
        return read_bytes(data, self.path, limits, self.format, self.field)

    def _text(self) -> str:
        if not self.data.strip():
            return ""
        if self.charset is None:
            return decode(self.data, self.path)
        return decode_named(self.data, self.charset, self.path)


def charset_of(label: str) -> str | None:
    """The codec of a character set's name; None for one that is not read."""
    return _CHARSETS.get(label.strip().strip('"').lower())
