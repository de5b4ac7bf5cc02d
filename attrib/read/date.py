"""The day on which an article was published, as its format gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from attrib.yaml_places import day_of

# As publishers name it in meta elements: Open Graph, Parse.ly, Dublin Core, Sailthru, plain HTML;
# "date" is that of front matter too.
_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "sailthru.date",
    "pubdate",
    "date",
)
_DAY = len("2026-12-31")
# Types of schema.org that are the page itself or its article; what a page lists besides has others.
_ARTICLES = ("Article", "Posting", "Report", "Review", "WebPage")
# Where structured data keeps the article, if not at the top.
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
_MAX_NODES = 1_000


def iso_day(written: str) -> str | None:
    """The day of an ISO 8601 date or date and time, as "2026-12-31"; None for anything else.

    A time's own zone holds: the day is the one that is written there.
    """
    written = written.strip()
    day, rest = written[:_DAY], written[_DAY:]
    if day_of(day) is None or not (not rest or rest[0] in "Tt "):
        return None
    return day


def date_of(said: Mapping[str, str], timed: str | None = None) -> str | None:
    """The day of publication by what an article's format says.

    Args:
        said: front matter, or a page's meta elements by name and `ld+json`, its structured data
            with one script a line.
        timed: what a ``<time>`` element at the head of the article says.

    Returns:
        The first real day of: `datePublished` in the structured data of the article, the meta
        elements, `timed`; None where none of them is one.
    """
    written = [*_structured(said.get("ld+json", "")), *(said.get(name, "") for name in _NAMES)]
    return next(filter(None, map(iso_day, (*written, timed or ""))), None)


def _structured(scripts: str) -> Iterator[str]:
    """Each `datePublished` of an article, in JSON-LD."""
    for script in scripts.split("\n"):
        if '"datePublished"' not in script:
            continue
        try:
            # Numbers stay text: a long one would take long.
            nodes = [json.loads(script, parse_int=str, parse_float=str, strict=False)]
        except (ValueError, RecursionError):
            continue
        for count, node in enumerate(nodes):
            if count > _MAX_NODES:
                break
            if isinstance(node, list):
                nodes.extend(node)
            elif isinstance(node, dict):
                if _is_article(node.get("@type")) and isinstance(node.get("datePublished"), str):
                    yield node["datePublished"]
                nodes.extend(node[key] for key in _WITHIN if key in node)


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and name.endswith(_ARTICLES) for name in kinds)
