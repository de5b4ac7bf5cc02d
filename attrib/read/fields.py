"""Articles in JSON of no format of news: the field that holds the text, named or told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from attrib.errors import ReadError

from .article import Article, of_text, told, writer
from .date import iso_day
from .json import value_at

# Where the text is looked for, in this order.
_BODIES = ("body", "text", "content", "article")
_HEADLINES = ("headline", "title")
_BYLINES = ("byline", "author", "authors")
_PUBLICATIONS = ("publication", "publisher", "site_name")
_DATES = ("date", "published", "published_at", "publish_date", "date_published", "datePublished")
_SECTIONS = ("kind", "section", "category", "genre")
_MOST_KEYS = 10
_MOST_WRITERS = 20


def read_fields(value: Any, path: str, field: str | None = None) -> Article:
    """The article of a JSON value.

    Args:
        value: the value.
        path: of the file.
        field: path to its text, as "content.body"; None to look for it among the keys body,
            text, content and article, and in the objects that these hold; those of them that
            are not read are told as left out.

    Raises:
        ReadError: no text there, or none without `field`; or it has no words.
    """
    passed_over: tuple[str, ...] = ()
    if field is None:
        field = _told(value, path)
        passed_over = tuple(f"the field {key}" for key in _texts(value) if key != field)
    text = value_at(value, field, path)
    if not isinstance(text, str):
        raise ReadError(f"no text at the field {field}: it holds {_kind(text)}", path=path)
    article = of_text(text, path, field=field)
    around = value_at(value, field.rpartition(".")[0], path)
    about = [said for said in (around, value) if isinstance(said, dict)]
    return replace(
        article,
        said={"sections": "\n".join(filter(None, (_said(about, [key]) for key in _SECTIONS)))},
        headline=_said(about, _HEADLINES) or article.headline,
        byline=writer(_said(about, _BYLINES)) or article.byline,
        publication=_said(about, _PUBLICATIONS) or article.publication,
        credit=_said(about, ("credit", "creditline")),
        date=iso_day(_said(about, _DATES) or "") or article.date,
        field=field,
        # Somebody has to look: which of them is the article nobody has said.
        left_out=(*article.left_out, *passed_over),
    )


def _texts(value: Mapping[str, Any]) -> Iterator[str]:
    """Where texts stand that may be the article."""
    for key in _BODIES:
        said = value.get(key)
        if isinstance(said, str) and said.strip():
            yield key
        if isinstance(said, dict):
            for inner in _BODIES:
                if isinstance(said.get(inner), str) and said[inner].strip():
                    yield f"{key}.{inner}"


def _told(value: Any, path: str) -> str:
    if not isinstance(value, dict):
        raise ReadError(f"no article found: the JSON holds {_kind(value)}", path=path)
    for field in _texts(value):
        return field
    keys = ", ".join(list(value)[:_MOST_KEYS])
    more = f" and {len(value) - _MOST_KEYS:,} more" if len(value) > _MOST_KEYS else ""
    raise ReadError(
        f"no article found: name its field, as with --field content.body; the JSON has "
        f"{keys[:200] or 'nothing'}{more}",
        path=path,
    )


def _said(about: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> str | None:
    for said in about:
        for key in keys:
            entry = said.get(key)
            if isinstance(entry, list) and keys is _BYLINES:
                names = (_name(one) for one in entry[:_MOST_WRITERS])
                entry = ", ".join(name for name in names if isinstance(name, str) and name)
            entry = _name(entry)
            if isinstance(entry, str) and told(entry):
                return told(entry)
    return None


def _name(party: Any) -> Any:
    """Whom an entry names, where it is an object with a name; else the entry."""
    return party.get("name") if isinstance(party, dict) else party


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, str):
        return "a string alone"
    return "nothing" if value is None else "no text"
