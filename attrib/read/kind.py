"""Whether an article is news, opinion or a live blog: its front matter, its labels, its form.

A house holds opinion and live blogs to milder rules, so a wrong guess costs findings: what
does not show itself is news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrib.model import DocumentKind, Span
from attrib.wordlists import load

# A label is this long at most: "Guest column", "LIVE".
_LABEL = 40
# Paragraphs at the top that may be a label, and at the end that may present the writer.
_TOP, _END = 3, 3
# A line that presents the writer is no longer than this, in code points.
_WRITER = 320
# Entries that start with a time make a live blog.
_ENTRIES = 3
# "14:20", "2.40pm", "3 p.m."; "2.50 euros" is a price.
_TIME = re.compile(
    r"\[?(?:[01]?\d|2[0-3])(?::[0-5]\d\b|(?:[.:][0-5]\d)?\s?[ap]\.?m\b)", re.IGNORECASE
)
_PRESENTED = re.compile(
    r"[^\W\d_][\w.’'-]*(?:\s[\w.’'-]+){0,4}(?:,[^,]{1,60},)?\s(?:is|was|writes|teaches)\s"
)
_PARTS = re.compile(r"[|:–—/>•·]")
# What pages call their sections.
_SECTIONS = ("article:section", "section", "parsely-section", "sailthru.section", "og:section")


def kind_of(
    text: str,
    paragraphs: Sequence[Span],
    headline: str | None,
    said: Mapping[str, str],
) -> DocumentKind:
    """The kind that an article shows itself to be.

    Args:
        text: the article's prose.
        paragraphs: its paragraphs.
        headline: None where the format gives none.
        said: what the format says of the article: `kind` of front matter, a page's
            meta elements by name, and `ld+json`, its structured data as text; `sections`:
            genres and categories of an item, one a line.
    """
    given = _named(said.get("kind", ""))
    if given:
        return given
    if said.get("kind"):
        return "news"
    for name, kind in load("kinds")["types"].items():
        if f'"{name}"' in said.get("ld+json", ""):
            return _known(kind)
    labels = [said[key] for key in _SECTIONS if key in said]
    labels += said.get("sections", "").split("\n")
    tops = [text[slice(*p)] for p in paragraphs[:_TOP] if p.end - p.start <= _LABEL]
    for label in (*labels, *tops, *_edges(headline or "")):
        found = _named(label)
        if found:
            return found
    first = text[slice(*paragraphs[0])] if paragraphs else ""
    for label in _edges(first[: 4 * _LABEL]):
        found = _named(label)
        if found:
            return found
    if sum(bool(_TIME.match(text, p.start, p.end)) for p in paragraphs) >= _ENTRIES:
        return "live-blog"
    return "opinion" if _presents_writer(text, paragraphs) else "news"


def _edges(headline: str) -> Sequence[str]:
    """What stands before the first, and behind the last, mark that parts a headline."""
    parts = _PARTS.split(headline)
    return (parts[0], parts[-1]) if len(parts) > 1 else ()


def _named(label: str) -> DocumentKind | None:
    words = " ".join(label.lower().split()).strip(" .!-[]()*#")
    for kind in ("opinion", "live-blog"):
        if words in load("kinds")[kind]:
            return _known(kind)
    return None


def _known(kind: str) -> DocumentKind:
    return "live-blog" if kind == "live-blog" else "opinion"


def _presents_writer(text: str, paragraphs: Sequence[Span]) -> bool:
    """True where a last line says who wrote it: "Ada Moss, a lawyer, is a columnist for ..."."""
    for start, end in paragraphs[1:][-_END:]:
        if end - start > _WRITER or not text[start].isupper():
            continue
        line = text[start:end]
        if any(mark in line for mark in '“”"') or not _PRESENTED.match(line):
            continue
        name = " ".join(line.split()[:2]).rstrip(",")
        # Whom the article speaks of does not write it.
        if text.count(name, 0, start) > (name in text[: paragraphs[0].end]):
            continue
        words = {word.strip(".,;:’'").lower() for word in line.split()}
        if not words.isdisjoint(load("kinds")["writers"]):
            return True
    return False
