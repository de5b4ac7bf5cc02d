"""NITF: news as the News Industry Text Format has it (IPTC, versions 3.0 to 3.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from attrib.errors import ReadError

from .article import Article, notes, of_rewritten, writer
from .date import iso_day
from .xml import Element, as_html, read_xml, words

_WHAT = "NITF file"
# What HTML calls the elements of NITF's body; "" for those that are left out.
NAMES: Mapping[str, str] = {
    "body": "div",
    "body.head": "",
    "body.end": "",
    "body.content": "div",
    "block": "div",
    "hl1": "h1",
    "hl2": "h2",
    "bq": "blockquote",
    # Who is quoted in a block: right in a <bq>, in a footer.
    "credit": "footer",
    "media": "figure",
    "note": "aside",
    "fn": "",
    "alt-code": "",
    "nitf-table-metadata": "",
}
# "20260301T090000Z", "2026-03-01".
_NORM = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def read_nitf(raw: str, path: str) -> Article:
    """The article of an NITF file: what stands in its body.content.

    Raises:
        ReadError: not NITF, damaged, or without words.
    """
    root = read_xml(raw, path, _WHAT)
    if root.name != "nitf":
        raise ReadError(f"not NITF: its root is <{root.name}>", path=path)
    return of_nitf(root, raw, path)


def of_nitf(root: Element, raw: str, path: str) -> Article:
    """The article of an nitf element.

    Args:
        root: the element.
        raw: the file that it stands in.
        path: of it.

    Raises:
        ReadError: it has no words.
    """
    body = root.first("body")
    if body is None:
        raise ReadError("no article text found: an NITF file without a body", path=path)
    content = body.first("body.content") or body
    html = as_html(content, raw, NAMES, of_page=False)
    article = of_rewritten(raw, html.text, html.offsets, path)
    head = body.first("body.head") or body
    return replace(
        article,
        said={"sections": _kinds(root)},
        headline=words(head.first("hedline", "hl1"), raw)
        or words(root.first("head", "title"), raw)
        or None,
        byline=_byline(head, raw),
        publication=_attribute(root.first("head", "pubdata"), "name"),
        credit=words(head.first("distributor"), raw)
        or words(head.first("rights", "rights.owner"), raw)
        or _attribute(root.first("head", "docdata", "doc.copyright"), "holder"),
        date=_date(root, head),
        left_out=notes(sum(1 for _ in content.all("fn"))),
    )


def _byline(head: Element, raw: str) -> str | None:
    byline = head.first("byline")
    if byline is None:
        return None
    person = words(byline.first("person"), raw)
    return writer(person or words(byline, raw, ("byttl",)) or words(byline, raw))


def _attribute(element: Element | None, name: str) -> str | None:
    said = element.attributes.get(name, "") if element is not None else ""
    return " ".join(said.split()) or None


def _date(root: Element, head: Element) -> str | None:
    data = root.first("head", "docdata") or root
    for element, name in (
        (root.first("head", "pubdata"), "date.publication"),
        (data.first("date.release"), "norm"),
        (data.first("date.issue"), "norm"),
        (head.first("dateline", "story.date"), "norm"),
    ):
        found = _NORM.match(_attribute(element, name) or "")
        day = iso_day("-".join(found.groups())) if found is not None else None
        if day is not None:
            return day
    return None


def _kinds(root: Element) -> str:
    """What the file says of the kind of article, one a line."""
    told = [e.attributes.get("tobject.type", "") for e in root.all("tobject")]
    told += [e.attributes.get("tobject.property.type", "") for e in root.all("tobject.property")]
    return "\n".join(told)
