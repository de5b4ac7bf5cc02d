"""ninjs: news in JSON (IPTC, versions 1.0 to 3.x)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from html import unescape
from typing import Any

from attrib.errors import ReadError

from .article import Article, of_text, told, within_field, writer
from .date import iso_day
from .json import text_of
from .markup import tokens
from .nitf import read_nitf

# Keys that no other JSON of an article has, in lower case: 3.0 writes "versionCreated".
_OWN = ("bodies", "representationtype", "versioncreated", "pubstatus")


def is_ninjs(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: it has a `uri`, and a key that only ninjs has."""
    keys = {key.lower() for key in value}
    return "uri" in keys and (
        any(key.startswith("body_") for key in keys) or not keys.isdisjoint(_OWN)
    )


def read_ninjs(value: Mapping[str, Any], path: str) -> Article:
    """The article of a ninjs item.

    Of several bodies the one as (X)HTML is read, else that as NITF, else the plain one; of
    several such the longest.

    Args:
        value: the item.
        path: of the file.

    Raises:
        ReadError: an item without a body, or a body without words.
    """
    bodies = list(_bodies(value))
    if not bodies:
        kind = told(text_of(value.get("type")))
        of = f"a ninjs item of type {kind}" if kind else "a ninjs item"
        raise ReadError(f"no article text found: {of} without a body", path=path)
    # One that is there for its tags alone stands in for none.
    bodies = [body for body in bodies if _has_words(body[3])] or bodies
    rank, _, field, text = min(bodies, key=lambda body: body[:2])
    if rank == _NITF:
        article = within_field(partial(read_nitf, text, path), field, path)
    else:
        article = of_text(text, path, is_html=True if rank == _HTML else None, field=field)
    said = {key.lower(): entry for key, entry in value.items()}
    days = (iso_day(text_of(said.get(key))) for key in ("versioncreated", "firstcreated"))
    return replace(
        article,
        said={"sections": "\n".join(_genres(said))},
        headline=_headline(said) or article.headline,
        byline=writer(text_of(said.get("byline")) or text_of(said.get("by"))) or article.byline,
        credit=told(text_of(said.get("creditline")))
        or told(_named(said.get("provider")))
        or told(text_of(said.get("copyrightholder")))
        or article.credit,
        date=next(filter(None, days), None) or article.date,
        field=field,
    )


_HTML, _NITF, _PLAIN = range(3)


def _bodies(value: Mapping[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    """Each body: how it is written, how short it is, its field and its text."""
    for key, said in value.items():
        name = key.lower()
        if name.startswith("body_") and isinstance(said, str) and said.strip():
            yield _written(name), -len(said), key, said
        elif name == "bodies" and isinstance(said, list):
            for index, body in enumerate(said):
                if not isinstance(body, dict):
                    continue
                text = body.get("value")
                if isinstance(text, str) and text.strip():
                    kind = text_of(body.get("contentType")) or text_of(body.get("contenttype"))
                    yield _written(kind.lower()), -len(text), f"{key}[{index}].value", text


def _has_words(text: str) -> bool:
    return any(
        token.kind == "text" and not unescape(text[token.start : token.end]).isspace()
        for token in tokens(text)
    )


def _written(kind: str) -> int:
    if "html" in kind:
        return _HTML
    return _NITF if "nitf" in kind else _PLAIN


def _headline(said: Mapping[str, Any]) -> str | None:
    headlines = said.get("headlines")
    items = [h for h in headlines if isinstance(h, dict)] if isinstance(headlines, list) else []
    items.sort(key=lambda item: item.get("role") != "main")
    found = [text_of(item.get("value")) for item in items]
    return next(
        filter(
            None, map(told, [*found, text_of(said.get("headline")), text_of(said.get("title"))])
        ),
        None,
    )


def _genres(said: Mapping[str, Any]) -> Iterator[str]:
    for key in ("genre", "genres"):
        genres = said.get(key)
        for genre in genres if isinstance(genres, list) else ():
            yield told(_named(genre)) or ""


def _named(party: Any) -> str:
    return text_of(party.get("name")) if isinstance(party, dict) else text_of(party)
