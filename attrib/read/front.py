"""Front matter: the YAML between two lines of dashes at the top of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attrib.errors import ReadError
from attrib.model import Comment
from attrib.yaml_places import Reading, Scalar, Table

_DASHES = "---"
# Longer than any article's, in code points.
_LONGEST = 20_000


class FrontMatter(NamedTuple):
    """What it says, keys in lower case, lists and tables left out; it ends before `end` in the file."""

    said: Mapping[str, str]
    end: int


def front_of(raw: str, written: Sequence[Comment], path: str) -> FrontMatter | None:
    """The front matter of an article, read as if no comment to attrib stood before it or in it.

    Args:
        raw: the file.
        written: its comments.
        path: of it.
    """
    comments = [comment.span for comment in written if comment.closed]
    if not comments:
        return front_matter(raw, path)
    pieces, done = [], 0
    for start, end in comments:
        pieces += [raw[done:start], " " * (end - start)]
        done = end
    text = "".join([*pieces, raw[done:]])
    begin = len(text) - len(text.lstrip()) if not raw[: comments[0].start].strip() else 0
    return front_matter(text, path, begin)


def front_matter(raw: str, path: str, start: int = 0) -> FrontMatter | None:
    """The front matter of a text; None where it has none, or what looks like it is no table.

    Args:
        raw: the file.
        path: of it.
        start: where the text begins.
    """
    if not raw.startswith(_DASHES, start):
        return None
    first = raw.find("\n", start)
    if first < 0 or raw[start:first].strip() != _DASHES:
        return None
    close = raw.find(f"\n{_DASHES}", first, first + _LONGEST)
    if close < 0:
        return None
    end = raw.find("\n", close + 1)
    end = len(raw) if end < 0 else end
    if raw[close + 1 : end].strip() != _DASHES:
        return None
    reading = Reading(path, ReadError)
    value = reading.from_bytes(raw[first + 1 : close + 1].encode("utf-8", "replace"))
    if not isinstance(value, Table):
        return None
    said = {
        key.text.lower(): " ".join(entry.text.split())
        for key, entry in value.entries
        if isinstance(entry, Scalar)
    }
    return FrontMatter(said, end)
