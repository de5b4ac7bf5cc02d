"""Who wrote the article, and whether they speak in it as "I"."""

from __future__ import annotations

import re

from attrib.model import Document

_BYLINE = re.compile(
    r"(?:By|BY)\s{1,4}(?P<name>[^\W\d_][\w.’'-]+(?:\s{1,4}[^\W\d_][\w.’'-]*){1,12})(?:,\s[^\n.]{0,80})?$"
)
# What may stand in small letters in a line of writers' names.
_SMALL = re.compile(
    r"(?:and|de|la|del|da|do|dos|di|van|von|der|den|ten|ter|bin|al|el|du|le|ap|af|av|y|e|for|with)\b"
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


def is_byline(line: str) -> bool:
    """True for "By Ada Moss and Leo Price, staff writers"; a sentence that begins with "By" is none."""
    return _match(line) is not None


def _match(line: str) -> re.Match[str] | None:
    match = _BYLINE.match(line.strip())
    if match is None:
        return None
    named = all(w[0].isupper() or _SMALL.fullmatch(w) for w in match.group("name").split())
    return match if named else None


def _byline(document: Document) -> str | None:
    lines = [document.byline] if document.byline else []
    lines += [document.slice(paragraph) for paragraph in document.paragraphs[:_TOP]]
    for line in lines:
        match = _match(line)
        if match is not None and not _AND.search(match.group("name")):
            name = match.group("name")
            return name.title() if name.isupper() else name
    return None
