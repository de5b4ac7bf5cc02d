"""Who wrote the article, and whether they speak in it as "I"."""

from __future__ import annotations

import re

from attrib.model import Document

_BYLINE = re.compile(
    r"(?:By|BY)\s+(?P<name>[^\W\d_][\w.’'-]+(?:\s+[^\W\d_][\w.’'-]*){1,4})(?:,[^\n]{0,80})?$"
)
_AND = re.compile(r"\s(?:and|AND)\s")
_FIRST = re.compile(r"\bI(?:’|'|\b)(?!\.)")
_MARKED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
# A byline stands in one of so many paragraphs at the top.
_TOP = 6
# The writer speaks as "I" in an opinion or a diary, in so many paragraphs; a single "I" in a
# news story is a quotation that lost its marks.
_PARAGRAPHS = 3


def writer(document: Document) -> str | None:
    """The one writer of an article who says "I" in it; None where there is no such."""
    name = _byline(document)
    if name is None:
        return None
    told = 0
    for paragraph in document.paragraphs:
        prose = _MARKED.sub("", document.slice(paragraph))
        told += _FIRST.search(prose) is not None
        if told == _PARAGRAPHS:
            return name
    return None


def _byline(document: Document) -> str | None:
    lines = [document.byline] if document.byline else []
    lines += [document.slice(paragraph) for paragraph in document.paragraphs[:_TOP]]
    for line in lines:
        match = _BYLINE.match(line.strip())
        if match is not None and not _AND.search(match.group("name")):
            name = match.group("name")
            return name.title() if name.isupper() else name
    return None
