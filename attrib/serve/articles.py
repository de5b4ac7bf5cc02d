"""Articles as they are sent: which content types are read, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from attrib.errors import ReadError
from attrib.model import Document
from attrib.read import read_page, read_text
from attrib.read.decode import decode
from attrib.settings import Limits

Format = Literal["text", "html"]

# What an article may be sent as. A further format is a row here, its reader one below.
CONTENT_TYPES: Mapping[str, Format] = {"text/plain": "text", "text/html": "html"}

# Names of character sets (IANA), and Python's; the older ones are what browsers take them for.
_CHARSETS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "us-ascii": "utf-8-sig",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "utf-16": "utf-16",
}


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was sent.

    Attributes:
        data: its bytes.
        format: what they are.
        path: what reports, suppressions and sign-offs call it; nothing is opened by it.
        charset: of the bytes, as `charset_of` gives it; None where it has to be told from them.
    """

    data: bytes
    format: Format
    path: str
    charset: str | None = None

    def document(self, limits: Limits) -> Document:
        """The article, read.

        Raises:
            ReadError: as `attrib.read.read_bytes`, or it is not in the character set named.
        """
        if len(self.data) > limits.max_bytes:
            raise ReadError(
                f"too large: {len(self.data):,} bytes, and the limit is {limits.max_bytes:,} bytes",
                path=self.path,
            )
        return _READERS[self.format](self._text(), self.path, limits)

    def _text(self) -> str:
        if self.charset is None:
            return decode(self.data, self.path) if self.data.strip() else ""
        try:
            return self.data.decode(self.charset)
        except UnicodeDecodeError as error:
            raise ReadError(
                f"not in the character set that was named: a wrong byte at {error.start:,}",
                path=self.path,
            ) from None


_READERS: Mapping[Format, Callable[[str, str, Limits], Document]] = {
    "text": read_text,
    "html": read_page,
}


def charset_of(label: str) -> str | None:
    """The codec of a character set's name; None for one that is not read."""
    return _CHARSETS.get(label.strip().strip('"').lower())
