"""Which format a file is in: its bytes tell, and its name where they cannot."""

from __future__ import annotations

import re
from typing import Literal, get_args

from attrib.errors import ReadError
from attrib.wordlists import word_lists

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
# What they hold is JSON, or it is damaged: no prose is called so.
_NAMED_JSON = (".json", *_JSON_LINES)
# Prose begins with brackets too, and with a quotation in them: what it does not have is a key, a
# colon and a value. A file that ends before those is JSON cut short.
_JSON = re.compile(
    r"\s{0,1000}(?:\[\s{0,1000})?\{\s{0,1000}"
    r"(?:\}|\"(?:[^\"\\]|\\.){0,1000}"
    r"(?:\Z|\"\s{0,1000}(?:\Z|:\s{0,1000}(?:[\"{\[}\d]|-[\dI]|true|false|null|NaN|Infinity|\Z))))",
    re.DOTALL,
)
# A tag of XML: behind its name comes an attribute, or its end.
_ROOT = re.compile(
    r"<(?:([A-Za-z_][\w.-]{0,60}):)?([A-Za-z_][\w.-]{0,60})"
    r"(?=\s{0,1000}/?>|\s{1,1000}[A-Za-z_][\w.:-]{0,60}\s{0,9}=)"
)
_ITEMS = ("newsItem", "newsMessage", "packageItem", "knowledgeItem", "conceptItem", "planningItem")
_WORDPRESS = "http://wordpress.org/export/"
_LOOKED_AT = 20_000
_DECLARED = re.compile(r"\s{0,1000}<\?xml\s")
# The namespace of a root element without prefix.
_SPACE = re.compile(r"\sxmlns\s{0,9}=\s{0,9}[\"']([^\"'<>]{0,200})[\"']")
_XHTML = ("", "http://www.w3.org/1999/xhtml")
_LONGEST_TAG = 2_000
# What else is XML, is no page, and is handed in for an article.
_OTHER_XML = {
    "rss": "an RSS feed that is no WordPress export (WXR): hand in the articles that it lists",
    "feed": "an Atom feed: hand in the articles that it lists",
    "entry": "an entry of an Atom feed: hand in the article itself",
    "RDF": "RDF, as of an RSS 1.0 feed: hand in the articles that it lists",
    "NewsML": "NewsML 1, which is not read: export it as NewsML-G2 or NITF",
}


def is_docx(data: bytes, path: str) -> bool:
    """Whether a file is a ZIP with a Word document in it.

    Raises:
        ReadError: a Word document behind a password.
    """
    if _is_named(path, _NAMED_JSON):
        return False
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise ReadError("an encrypted Office document: save a copy without its password", path=path)
    return data.startswith(_ZIP) and b"word/" in data


def is_json_lines(data: bytes, path: str) -> bool:
    """Whether each line of a file is a JSON value of its own, or should be; in UTF-8, or nearly."""
    if _is_named(path, _JSON_LINES):
        return True
    # What is looked at is ASCII.
    raw = data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return _JSON.match(raw) is not None and _is_lines(raw)


def format_of(raw: str, path: str) -> InputFormat:
    """The format of a file that is text: JSON, XML, HTML, Markdown or plain.

    Which kind of JSON it is shows only when it is read.

    Args:
        raw: the file, decoded.
        path: of it; Markdown, and JSON that is damaged, are told by its name alone.

    Raises:
        ReadError: XML that holds articles in a way that is not read.
    """
    if _is_named(path, _JSON_LINES):
        return "jsonl"
    if _is_named(path, _NAMED_JSON) or _JSON.match(raw):
        return "jsonl" if _is_lines(raw) else "json"
    found = _root(raw)
    root = found.group(2) if found is not None else ""
    if root == "nitf":
        return "nitf"
    if root in _ITEMS:
        return "newsml"
    if root == "rss" and _WORDPRESS in raw[:_LOOKED_AT]:
        return "wxr"
    if root in _OTHER_XML:
        raise ReadError(f"not an article: {_OTHER_XML[root]}", path=path)
    if found is not None and root.lower() == "html" and not found.group(1):
        # A whole page, whatever it is called.
        return "html"
    if _is_named(path, _MARKDOWN):
        return "markdown"
    is_page = looks_like_html(raw)
    if found is not None and _is_other_xml(raw, found, is_page=is_page):
        raise ReadError(
            f"not an article: XML of a kind that is not read (its root is <{root}>)", path=path
        )
    return "html" if is_page else "text"


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


def _is_named(path: str, endings: tuple[str, ...]) -> bool:
    return path.lower().endswith(endings)


def _is_lines(raw: str) -> bool:
    """Whether each line is a value of its own."""
    start = len(raw) - len(raw.lstrip())
    end = raw.find("\n", start)
    if end < 0 or raw[start] != "{" or not raw[start:end].rstrip().endswith("}"):
        return False
    following = raw[end : end + _LOOKED_AT].lstrip()
    return following.startswith("{")


def _is_other_xml(raw: str, root: re.Match[str], *, is_page: bool) -> bool:
    """Whether a text is XML that no reader here knows, and whose tags would be lost or be words.

    Args:
        raw: the text.
        root: the name of its first tag, and its prefix.
        is_page: whether it looks like HTML.
    """
    prefix, name = root.groups()
    if _DECLARED.match(raw):
        tag = raw[root.start() : min(raw.find(">", root.end()), root.end() + _LONGEST_TAG)]
        space = _SPACE.search(tag)
        return bool(
            prefix
            or name.lower() not in word_lists("furniture")["blocks"]
            or (space is not None and space.group(1) not in _XHTML)
        )
    # Without a declaration a page may have elements of its own, and a text one tag.
    whole = f"{prefix}:{name}" if prefix else name
    return not is_page and raw.rstrip().endswith(f"</{whole}>") and not _is_inline(name)


def _is_inline(name: str) -> bool:
    """Whether HTML has an element of that name, as far as a text is set in it."""
    lists = word_lists("furniture")
    return name.lower() in lists["blocks"] or name.lower() in lists["inline"]


def _root(raw: str) -> re.Match[str] | None:
    """The root element of an XML file, its prefix and its name; None for what has none."""
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
            return _ROOT.match(raw, at)
        if end < 0:
            return None
        at = end + size
