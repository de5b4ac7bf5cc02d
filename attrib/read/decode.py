"""Bytes to text, or a refusal: nothing that looks binary is ever guessed at."""

from __future__ import annotations

import codecs
import re
import string
import unicodedata
from collections import Counter

from attrib.errors import ReadError

# Longest first: UTF-32's mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of what people hand in by mistake (the formats' own specifications).
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
# What browsers take these names for (WHATWG Encoding Standard, "Names and labels").
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
# Codecs that turn any bytes into something, or that are not of texts.
_REFUSED_LABELS = ("utf-7", "utf_7", "idna", "punycode", "unicode_escape", "raw_unicode_escape")
_META = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{1,40})", re.I
)
_XML = re.compile(rb"\s{0,99}<\?xml\s[^>]{0,99}?\bencoding\s?=\s?[\"']([A-Za-z0-9_.:-]{1,40})")
_META_WITHIN = 4_096
_HIGH = re.compile(rb"[\x80-\xff]+")
_ASCII_LETTERS = string.ascii_letters.encode()
# Mac Roman's quotation marks, where they would be Windows-1252's accented capitals: after a small
# letter, or after the full stop that a quotation ends with.
_MAC_QUOTE = re.compile(rb"[a-z](?:[\xd2-\xd5]|[.,!?][\xd3\xd5](?![A-Za-z\x80-\xff]))")
# EBCDIC reads any bytes as text; no newsroom sends it.
_EBCDIC = ["cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"]
_SAMPLE = 65_536
_CONTROLS_PER = 20
_ODDITIES_PER = 100
_KEPT_CONTROLS = "\t\n\v\f\r\x1a\x85"


def decode(data: bytes, path: str) -> str:
    """The text of a file, without its byte order mark and otherwise unchanged.

    In this order: byte order mark, UTF-8, the character set that an XML file or an HTML page
    declares, Windows-1252 or Mac Roman for English with few other characters, and
    charset-normalizer's best match.

    Raises:
        ReadError: not text, or in no encoding that can be told.
    """
    _refuse_other_formats(data, path)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return require_text(data[len(mark) :].decode(encoding), path)
            except UnicodeDecodeError:
                name = encoding[:6].rstrip("-").upper()
                raise ReadError(
                    f"damaged text: it begins as {name} but is not {name} throughout", path=path
                ) from None
    if b"\0" in data:
        return _unmarked_utf16(data, path)
    try:
        return require_text(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error.start, path)
    for codec in (_declared(data), _english(data)):
        if codec is not None:
            try:
                return require_text(data.decode(codec), path, guessed=True)
            except UnicodeDecodeError:
                continue
    return _detected(data, path)


def decode_named(data: bytes, codec: str, path: str) -> str:
    """The same of bytes whose character set is named beside them, as HTTP does.

    What is named holds over what the bytes declare themselves, and is refused where it cannot be
    right: taken for Windows-1252, UTF-8 has no quotation marks any more.

    Args:
        data: the bytes.
        codec: "utf-8", "utf-16" (without a mark the order of bytes is told) or "cp1252".
        path: what the article is called in errors.

    Raises:
        ReadError: not text, or not in that character set.
    """
    _refuse_other_formats(data, path)
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        if not marked.startswith(codec):
            raise _not_as_named(f"it begins as {marked[:6].rstrip('-').upper()}", path)
        return decode(data, path)
    if codec == "utf-16":
        if b"\0" not in data:
            raise _not_as_named("it has no letter in two bytes", path)
        return _unmarked_utf16(data, path)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise _not_as_named(f"a wrong byte at {error.start:,}", path) from None
    if codec == "cp1252" and not text.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            _refuse_damaged_utf8(data, error.start, path)
        else:
            raise _not_as_named("it is UTF-8", path)
        if _MAC_QUOTE.search(data):
            raise _not_as_named("it has the quotation marks of Mac Roman", path)
    return require_text(text, path, guessed=codec == "cp1252")


def _not_as_named(why: str, path: str) -> ReadError:
    return ReadError(f"not in the character set that was named: {why}", path=path)


def _refuse_other_formats(data: bytes, path: str) -> None:
    head = data[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise ReadError(f"{kind}, not text: save it as plain text or HTML first", path=path)


def _refuse_damaged_utf8(data: bytes, first: int, path: str) -> None:
    """Raise where a few wrong bytes stand in what is UTF-8 otherwise.

    No other encoding gives such text by chance, and taking it for one would
    turn every quotation mark into three letters.
    """
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if beyond_ascii - wrong >= 3 * wrong:
        line = data.count(b"\n", 0, first) + 1
        raise ReadError("damaged text: UTF-8 but for a wrong byte here", path=path, line=line)


def _unmarked_utf16(data: bytes, path: str) -> str:
    """UTF-16 without a mark: English text has a NUL in every second place and nowhere else."""
    halves = data[::2].count(0), data[1::2].count(0)
    pairs = len(data) // 2
    if len(data) % 2 == 0 and min(halves) == 0 and 10 * max(halves) >= 7 * pairs:
        encoding = "utf-16-be" if halves[0] else "utf-16-le"
        try:
            return require_text(data.decode(encoding), path, guessed=True)
        except UnicodeDecodeError:
            pass
    raise ReadError("not a text file: it holds NUL bytes", path=path)


def _declared(data: bytes) -> str | None:
    """The codec that XML or a page's ``<meta charset>`` names; None for none that Python knows."""
    found = _XML.match(data) or _META.search(data, 0, _META_WITHIN)
    if found is None:
        return None
    label = found.group(1).decode("ascii").lower()
    encoding = _LABELS.get(label, label)
    if encoding in _REFUSED_LABELS:
        return None
    try:
        # Decoding, unlike looking up, also refuses codecs that are not of texts (rot13, base64).
        b"a".decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None
    return encoding


def _english(data: bytes) -> str | None:
    """Windows-1252 or Mac Roman for few characters beyond ASCII and each alone, as English has them.

    Double-byte encodings have theirs in pairs, and other alphabets in runs; a
    detector that goes by letter statistics has too few of them to go by.
    """
    runs = alone = total = 0
    for run in _HIGH.finditer(data):
        runs += 1
        alone += run.end() - run.start() == 1
        total += run.end() - run.start()
    letters = len(data) - len(data.translate(None, _ASCII_LETTERS))
    is_mac = _MAC_QUOTE.search(data) is not None
    # Of its marks a short text may have many; the pattern is evidence enough.
    if runs == 0 or 10 * alone < 9 * runs or (8 if is_mac else 25) * total > letters:
        return None
    return "mac_roman" if is_mac else "cp1252"


def _detected(data: bytes, path: str) -> str:
    # Nobody who reads UTF-8 pays for loading the detector.
    from charset_normalizer import from_bytes

    # Whole lines from the first that is not ASCII: a newline is never half of a character.
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start() if first else 0) + 1
    end = len(data)
    if end - start > _SAMPLE:
        newline = data.rfind(b"\n", start, start + _SAMPLE)
        end = newline + 1 if newline > 0 else end
    best = from_bytes(data[start:end], cp_exclusion=_EBCDIC).best()
    if best is not None:
        encoding = "gb18030" if best.encoding in ("gb2312", "gbk") else best.encoding
        try:
            return require_text(data.decode(encoding), path, guessed=True)
        except UnicodeDecodeError:
            pass
    raise ReadError(
        "not text in an encoding that can be told: save it as UTF-8 and try again", path=path
    )


def require_text(text: str, path: str, *, guessed: bool = False) -> str:
    """`text`, unless it is full of what texts do not hold.

    Raises:
        ReadError: it begins as a file of another format, or holds a NUL, many control characters
            or, where the encoding was guessed, many characters that mean nothing.
    """
    _refuse_other_formats(text[:64].encode("latin-1", "replace"), path)
    if "\0" in text:
        raise ReadError("not a text file: it holds NUL bytes", path=path)
    controls = odd = 0
    for char, count in Counter(text).items():
        category = unicodedata.category(char)
        if category == "Cc" and char not in _KEPT_CONTROLS:
            controls += count
        elif category in ("Cn", "Co"):
            odd += count
    if controls * _CONTROLS_PER > len(text) or (
        guessed and (controls + odd) * _ODDITIES_PER > len(text)
    ):
        raise ReadError("not a text file: it holds too many control characters", path=path)
    return text
