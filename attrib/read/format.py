"""Which format a file is in: its bytes tell, and its name where they cannot."""

from __future__ import annotations

import re
from typing import Literal, get_args

from attrib.errors import ReadError

from .html import looks_like_html

InputFormat = Literal[
    "text",
    "html",
    "markdown",
    "docx",
    "ninjs",
    "newsml",
    "nitf",
    "wordpress",
    "wxr",
    "json",
    "jsonl",
]
INPUT_FORMATS: tuple[InputFormat, ...] = get_args(InputFormat)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_JSON_LINES = (".jsonl", ".ndjson")
# Prose begins with a bracket too ("[Update] ..."), and never so.
_JSON = re.compile(r"\s{0,1000}(?:\{\s{0,1000}[\"}]|\[\s{0,1000}\{\s{0,1000}[\"}])")
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})(?=[\s/>])")
_ITEMS = ("newsItem", "newsMessage", "packageItem", "knowledgeItem", "conceptItem", "planningItem")
_WORDPRESS = "http://wordpress.org/export/"
_LOOKED_AT = 20_000
# What else is XML, is no page, and is handed in for an article.
_OTHER_XML = {
    "rss": "an RSS feed that is no WordPress export (WXR): hand in the articles that it lists",
    "feed": "an Atom feed: hand in the articles that it lists",
    "NewsML": "NewsML 1, which is not read: export it as NewsML-G2 or NITF",
}


def is_docx(data: bytes, path: str) -> bool:
    """Whether a file is a ZIP with a Word document in it.

    Raises:
        ReadError: a Word document behind a password.
    """
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise ReadError("an encrypted Office document: save a copy without its password", path=path)
    return data.startswith(_ZIP) and b"word/" in data


def is_json_lines(data: bytes, path: str) -> bool:
    """Whether each line of a file is a JSON value of its own; in UTF-8, or nearly."""
    # What is looked at is ASCII.
    raw = data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return _JSON.match(raw) is not None and _is_lines(raw, path)


def format_of(raw: str, path: str) -> InputFormat:
    """The format of a file that is text: JSON, XML, HTML, Markdown or plain.

    Which kind of JSON it is shows only when it is read.

    Args:
        raw: the file, decoded.
        path: of it; Markdown, and JSON Lines of one line, are told by its name alone.

    Raises:
        ReadError: XML that holds articles in a way that is not read.
    """
    if _JSON.match(raw):
        return "jsonl" if _is_lines(raw, path) else "json"
    root = _root(raw)
    if root == "nitf":
        return "nitf"
    if root in _ITEMS:
        return "newsml"
    if root == "rss" and _WORDPRESS in raw[:_LOOKED_AT]:
        return "wxr"
    if root in _OTHER_XML:
        raise ReadError(f"not an article: {_OTHER_XML[root]}", path=path)
    if path.lower().endswith(_MARKDOWN):
        return "markdown"
    return "html" if looks_like_html(raw) else "text"


def may_hold_more(head: bytes, path: str) -> bool:
    """Whether a file may be larger than one article: pictures in it, or other articles.

    Args:
        head: its first bytes.
        path: of it.
    """
    return (
        head.startswith(_ZIP)
        or is_json_lines(head, path)
        or _WORDPRESS.encode() in head[:_LOOKED_AT]
    )


def _is_lines(raw: str, path: str) -> bool:
    """Whether each line is a value of its own."""
    if path.lower().endswith(_JSON_LINES):
        return True
    start = len(raw) - len(raw.lstrip())
    end = raw.find("\n", start)
    if end < 0 or raw[start] != "{" or not raw[start:end].rstrip().endswith("}"):
        return False
    following = raw[end : end + _LOOKED_AT].lstrip()
    return following.startswith("{")


def _root(raw: str) -> str:
    """The name of an XML file's root element, without prefix; "" for what has none."""
    at = 0
    while True:
        while at < len(raw) and raw[at].isspace():
            at += 1
        if raw.startswith("<?", at):
            end, size = raw.find("?>", at), 2
        elif raw.startswith("<!--", at):
            end, size = raw.find("-->", at + 4), 3
        elif raw[at : at + 9].upper() == "<!DOCTYPE":
            end, size = raw.find(">", at), 1
            bracket = raw.find("[", at, end if end >= 0 else None)
            if bracket >= 0:
                end = raw.find("]", bracket)
                end = raw.find(">", end) if end >= 0 else -1
        else:
            found = _ROOT.match(raw, at)
            return found.group(1) if found is not None else ""
        if end < 0:
            return ""
        at = end + size
