"""Emails: who wrote them, and the words that are theirs."""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime

from attrib.errors import ReadError
from attrib.wordlists import load, word_lists

from .decode import decode
from .transcript import is_given_name

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,40})[ \t]{0,9}:[ \t]*(.*)")
# More lines than any mail's header has.
_MOST_HEADERS = 500
_LONGEST_VALUE = 1_000
# Mails in mails: a signed and forwarded one has three or four levels.
_DEEPEST = 10
_MOST_PARTS = 200
_DATES = ("date", "sent")
_NEEDED = ("date", "sent", "to", "subject", "message-id", "mime-version")
_ADDRESS = re.compile(r"[^\s<>@]{1,100}@[^\s<>@]{1,200}")
_PARAMETER = re.compile(
    r";\s{0,9}([A-Za-z]{1,20})\s{0,9}=\s{0,9}(?:\"([^\"]{0,200})\"|([^\s;\"]{1,200}))"
)


@dataclass(frozen=True, slots=True)
class Mail:
    """An email.

    Attributes:
        text: what its author wrote, decoded; older mails that it quotes are left out.
        lines: the line of the file, from 1, of each line of `text`.
        is_html: whether `text` is a page.
        sender: the name that its "From" gives, or else the address; None without any.
        date: as ISO 8601 has it where it can be read, else as written; None without any.
        subject: without its "Re:"; None without any.
    """

    text: str
    lines: tuple[int, ...]
    is_html: bool
    sender: str | None
    date: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of a file, with the number of each."""

    lines: Sequence[bytes]
    first: int


def read_mail(data: bytes, path: str) -> Mail | None:
    """The email that a file is: as a mail program saves it, or its header lines above a text.

    Returns None for a file that does not begin with "From:" among such lines.

    Raises:
        ReadError: an email without words of its own, or in no encoding that can be told.
    """
    if not _begins_as_mail(data):
        return None
    lines = data.splitlines(keepends=True)
    piece = _Piece(lines, 1)
    headers, body = _headers(piece)
    if "from" not in headers or not any(name in headers for name in _NEEDED):
        return None
    if headers.get("content-type") or "mime-version" in headers:
        found = _text_part(headers, body, path)
        if found is None:
            raise ReadError("an email without text: it holds attachments only", path=path)
        headers_of_part, body = found
    else:
        headers_of_part = {}
    text, numbers = _decoded(headers_of_part, body, path)
    is_html = _kind(headers_of_part) == "text/html"
    if not is_html:
        text, numbers = _own_words(text, numbers)
    if not text.strip():
        raise ReadError("an email without words of its own: it only quotes or forwards", path=path)
    return Mail(
        text,
        tuple(numbers),
        is_html,
        _sender(_words(headers["from"])),
        _date(headers),
        _subject(_words(headers.get("subject", ""))),
    )


def _begins_as_mail(data: bytes) -> bool:
    """Whether the first line is a header; the mark of an mbox ("From jane@ ...") may stand above."""
    start = data[:4_096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"From ") and b"@" in start.split(b"\n", 1)[0]:
        return True
    return _HEADER.match(start) is not None and b"from:" in data[:65_536].lower()


def _headers(piece: _Piece) -> tuple[Mapping[str, str], _Piece]:
    """The header fields, names in lower case, first of each, and what stands below them."""
    fields: dict[str, str] = {}
    name = ""
    first = 0
    while first < len(piece.lines) and not piece.lines[first].strip(b"\xef\xbb\xbf \t\r\n"):
        first += 1
    for index in range(first, min(len(piece.lines), first + _MOST_HEADERS)):
        line = piece.lines[index].removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
        if not line.strip():
            return fields, _Piece(piece.lines[index + 1 :], piece.first + index + 1)
        folded = line[:1] in (b" ", b"\t")
        match = _HEADER.match(line)
        if match is not None and not folded:
            name = match.group(1).decode("ascii").lower()
            # The last of a repeated field would let a mail name two senders.
            fields.setdefault(name, _plain(match.group(2)))
        elif folded and name:
            value = fields[name]
            if len(value) < _LONGEST_VALUE:
                fields[name] = f"{value} {_plain(line.strip())}"
        elif not line.startswith(b"From "):
            # A text right below, without an empty line.
            return fields, _Piece(piece.lines[index:], piece.first + index)
    return fields, _Piece((), piece.first)


def _plain(value: bytes) -> str:
    value = value[:_LONGEST_VALUE]
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace").strip()


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "text/plain").partition(";")[0].strip().lower()


def _parameter(headers: Mapping[str, str], name: str) -> str | None:
    for match in _PARAMETER.finditer(headers.get("content-type", "")):
        if match.group(1).lower() == name:
            return match.group(2) or match.group(3)
    return None


def _text_part(
    headers: Mapping[str, str], body: _Piece, path: str
) -> tuple[Mapping[str, str], _Piece] | None:
    """The first plain text of a mail, or else its first page."""
    open_parts = [(headers, body, 0)]
    page: tuple[Mapping[str, str], _Piece] | None = None
    looked_at = 0
    while open_parts:
        headers, body, depth = open_parts.pop()
        looked_at += 1
        if looked_at > _MOST_PARTS or depth > _DEEPEST:
            raise ReadError("an email of too many parts", path=path)
        kind = _kind(headers)
        attached = headers.get("content-disposition", "").lower().startswith("attachment")
        if kind.startswith("multipart/"):
            boundary = _parameter(headers, "boundary")
            if boundary:
                parts = _parts(body, boundary.encode("utf-8"))
                open_parts += [(*_headers(part), depth + 1) for part in reversed(parts)]
        elif attached:
            continue
        elif kind == "text/html":
            page = page or (headers, body)
        elif kind == "text/plain":
            return headers, body
    return page


def _parts(body: _Piece, boundary: bytes) -> list[_Piece]:
    mark = b"--" + boundary
    found: list[_Piece] = []
    start: int | None = None
    for index, line in enumerate(body.lines):
        if not line.startswith(mark):
            continue
        rest = line[len(mark) :].strip()
        if rest not in (b"", b"--"):
            continue
        if start is not None:
            found.append(_Piece(body.lines[start:index], body.first + start))
        start = index + 1 if not rest else None
        if len(found) > _MOST_PARTS or rest:
            break
    if start is not None:
        found.append(_Piece(body.lines[start:], body.first + start))
    return found


def _decoded(headers: Mapping[str, str], body: _Piece, path: str) -> tuple[str, list[int]]:
    """The text of a part, and the line of the file of each of its lines."""
    coding = headers.get("content-transfer-encoding", "").strip().lower()
    if coding == "base64":
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", b"".join(body.lines))
        kept = kept[: len(kept) - (len(kept) % 4 == 1)]
        data = binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
        text = _as_text(data, headers, path)
        return text, [body.first] * (text.count("\n") + 1)
    if coding == "quoted-printable":
        pieces: list[bytes] = []
        numbers = [body.first]
        for number, line in enumerate(body.lines, body.first):
            bare = line.rstrip()
            soft = bare.endswith(b"=")
            pieces.append(binascii.a2b_qp(bare[:-1] if soft else bare))
            if not soft:
                pieces.append(b"\n")
                numbers.append(number + 1)
        return _as_text(b"".join(pieces), headers, path), numbers
    numbers = list(range(body.first, body.first + len(body.lines) + 1))
    return _as_text(b"".join(body.lines), headers, path), numbers


def _as_text(data: bytes, headers: Mapping[str, str], path: str) -> str:
    if not data.strip():
        return ""
    named = _parameter(headers, "charset")
    if named and named.lower() not in ("utf-8", "us-ascii"):
        try:
            # A codec that is not of texts (rot13, zip) raises for these bytes.
            if b"a".decode(named) == "a":
                text = data.decode(named)
                if "\0" not in text:
                    return _newlines(text)
        except (LookupError, UnicodeError, ValueError):
            pass
    return _newlines(decode(data, path))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _own_words(text: str, numbers: Sequence[int]) -> tuple[str, list[int]]:
    """A mail's text without what it quotes of older mails, and the number of each line that stays."""
    lists = load("transcripts")
    older, introduces = tuple(lists["older_mail"]), tuple(lists["introduces_older"])
    kept: list[str] = []
    kept_numbers: list[int] = []
    for index, line in enumerate(text.split("\n")):
        plain = line.strip().lower()
        if plain.startswith(older):
            break
        if plain.startswith(">"):
            while kept and not kept[-1].strip():
                kept.pop()
                kept_numbers.pop()
            # "On Tuesday, Jane Doe <jane@example.org>\nwrote:"
            if kept and kept[-1].rstrip().lower().endswith(introduces):
                first = kept.pop().lstrip()
                kept_numbers.pop()
                if kept and not first.startswith("On ") and kept[-1].startswith("On "):
                    kept.pop()
                    kept_numbers.pop()
            kept.append("")
        else:
            kept.append(line)
        kept_numbers.append(numbers[min(index, len(numbers) - 1)])
    return "\n".join(kept), kept_numbers


def _words(value: str) -> str:
    """A header's value with its encoded words (RFC 2047) decoded."""
    value = value[:_LONGEST_VALUE]
    if "=?" in value:
        pieces = []
        try:
            for piece, charset in decode_header(value):
                text = (
                    piece.decode(charset or "ascii", "replace")
                    if isinstance(piece, bytes)
                    else piece
                )
                pieces.append(text)
        except (HeaderParseError, LookupError, ValueError):
            pieces = [value]
        value = "".join(pieces)
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def _sender(value: str) -> str | None:
    """ "Jane Doe" of "Doe, Jane <jane@example.org>"; the address where there is no name."""
    name, bracket, _ = value.partition("<")
    address = _ADDRESS.search(value)
    if not bracket and address is not None:
        before, _, comment = value.partition("(")
        name = comment.rstrip(" )") or before.replace(address.group(), "")
    name = " ".join(name.replace("mailto:", "").strip(" \"'[]\t").split())
    if not name:
        return address.group() if address is not None else None
    last, comma, first = name.partition(", ")
    if comma and is_given_name(first.split(" ")[0]):
        return f"{first} {last}"
    return name


def _date(headers: Mapping[str, str]) -> str | None:
    for name in _DATES:
        value = _words(headers.get(name, ""))
        if value:
            try:
                return parsedate_to_datetime(value[:100]).date().isoformat()
            except (ValueError, TypeError, OverflowError, IndexError):
                return value
    return None


def _subject(value: str) -> str | None:
    replies = tuple(word_lists("transcripts")["replied"])
    while value.lower().startswith(replies):
        value = value.partition(":")[2].lstrip()
    return value or None
