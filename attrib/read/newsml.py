"""NewsML-G2: news items with their text in them (IPTC, all versions of the G2 namespace).

A package lists items and holds no text; a message wraps several items, and each is an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from attrib.errors import ReadError
from attrib.model import line_starts

from .article import Article, Found, Member, numbered, of_rewritten, through, writer
from .date import iso_day
from .html import has_tags, looks_like_html
from .nitf import NAMES, of_nitf
from .text import plain_text
from .xml import Element, as_html, inside, read_xml, words

_WHAT = "NewsML-G2 file"
# What inlineData may hold that is read.
_READ = ("text/", "application/xhtml+xml", "application/html")
_LONGEST_TYPE = 60


def read_newsml(raw: str, path: str) -> Found:
    """The article of a news item, or each of those in a news message.

    Raises:
        ReadError: not NewsML-G2, damaged, a package or another item that holds no text, or
            without words.
    """
    root = read_xml(raw, path, _WHAT)
    if root.name == "newsItem":
        return _item(root, raw, path)
    if root.name == "newsMessage":
        items = [item for item in root.all("newsItem") if _contents(item) or _unread(item)]
        if not items:
            raise ReadError("no article text found: no news item in it holds text", path=path)
        return _members(items, raw, path)
    if root.name.endswith("Item"):
        raise ReadError(
            f"no article text: a NewsML-G2 {root.name} only lists or describes items; "
            "hand in the news items",
            path=path,
        )
    raise ReadError(f"not NewsML-G2: its root is <{root.name}>", path=path)


def _members(items: list[Element], raw: str, path: str) -> Iterator[Member]:
    lines = line_starts(raw)
    for number, item in enumerate(items, 1):
        member = numbered(number, partial(_item, item, raw, path), path)
        if isinstance(member.read, Article):
            member = Member(number, replace(member.read, lines=lines))
        yield member


def _contents(item: Element) -> list[Element]:
    """The elements that hold a news item's text, one for each way that it is written."""
    return [
        child
        for child in _inline(item)
        if child.name == "inlineXML"
        # Base64 and the like are no words.
        or ("encoding" not in child.attributes and _type(child).startswith(_READ))
    ]


def _unread(item: Element) -> str:
    """In which type, or how packed, a news item holds text that is not read; "" for none."""
    for child in _inline(item):
        kind, packed = _type(child), child.attributes.get("encoding", "")
        if kind.startswith(_READ) and packed and "contenttype" in child.attributes:
            return f"{kind} as {packed}"
        if kind.startswith("application/"):
            return kind
    return ""


def _inline(item: Element) -> Iterator[Element]:
    content = item.first("contentSet")
    for child in content.children if content is not None else ():
        if child.name in ("inlineXML", "inlineData"):
            yield child


def _type(content: Element) -> str:
    return content.attributes.get("contenttype", "text/plain").strip().lower()[:_LONGEST_TYPE]


def _item(item: Element, raw: str, path: str) -> Article:
    contents = _contents(item)
    unread = _unread(item)
    if not contents and unread:
        raise ReadError(
            f"no article text found: a news item with its text as {unread}, which is not read",
            path=path,
        )
    if not contents:
        raise ReadError(
            "no article text found: a news item that holds no text itself "
            "(inlineXML or inlineData)",
            path=path,
        )
    article = _content(min(contents, key=lambda content: content.name != "inlineXML"), raw, path)
    meta = item.first("contentMeta") or item
    about = item.first("itemMeta") or item
    genres = [words(genre.first("name"), raw) for genre in meta.all("genre")]
    days = (
        words(element, raw)
        for element in (
            about.first("versionCreated"),
            about.first("firstCreated"),
            meta.first("contentCreated"),
        )
    )
    return replace(
        article,
        said={"sections": "\n".join([*genres, article.said.get("sections", "")])},
        headline=words(meta.first("headline"), raw) or article.headline,
        byline=writer(words(meta.first("by"), raw))
        or article.byline
        or writer(words(meta.first("creator", "name"), raw)),
        credit=words(meta.first("creditline"), raw)
        or _party(about.first("provider"), raw)
        or article.credit
        or _party(item.first("rightsInfo", "copyrightHolder"), raw),
        date=next(filter(None, map(iso_day, days)), None) or article.date,
    )


def _party(element: Element | None, raw: str) -> str | None:
    """A party by its name; a code means something to its agency alone."""
    if element is None:
        return None
    name = words(element.first("name"), raw) or element.attributes.get("literal", "")
    return " ".join(name.split()) or None


def _content(content: Element, raw: str, path: str) -> Article:
    root = next(content.children, None)
    if root is None:
        text = inside(content, raw)
        if not text.text.strip():
            raise ReadError("no article text found: an empty news item", path=path)
        if looks_like_html(text.text) or ("html" in _type(content) and has_tags(text.text)):
            return of_rewritten(raw, text.text, text.offsets, path)
        return Article(raw, through(plain_text(text.text, path), text.offsets))
    if root.name == "nitf":
        return of_nitf(root, raw, path)
    html = as_html(content, raw, {**_HTML, content.name: "div"}, of_page=root.name not in _HTML)
    return of_rewritten(raw, html.text, html.offsets, path)


# Elements of NITF that stand there without their nitf element.
_HTML = {name: called for name, called in NAMES.items() if name not in ("body", "credit")}
