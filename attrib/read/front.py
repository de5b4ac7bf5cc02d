"""Front matter: the YAML between two lines of dashes at the top of a text, or TOML between pluses."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attrib.errors import ReadError
from attrib.model import Comment
from attrib.wordlists import word_lists
from attrib.yaml_places import Reading, Scalar, Table

_DASHES, _PLUSES = "---", "+++"
_OPENS = re.compile(r"(---|\+\+\+)[ \t\r]*\n")
# YAML ends at three dots too (YAML 1.2, 9.1.2).
_CLOSES = {
    _DASHES: re.compile(r"^(?:---|\.\.\.)[ \t\r]*$", re.MULTILINE),
    _PLUSES: re.compile(r"^\+\+\+[ \t\r]*$", re.MULTILINE),
}
_KEY = re.compile(r"\s{0,1000}([A-Za-z][\w-]{0,60})[ \t]{0,60}[:=]")
# TOML 1.0: a basic string, a literal one, or a number, day or truth value; then a comment.
_ENTRY = re.compile(
    r"[ \t]*([A-Za-z0-9_-]{1,60})[ \t]*=[ \t]*"
    r"(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|(true|false|[-+\d][-+.:\w]*(?: [\d:.]+)?))[ \t\r]*(?:#.*)?"
)
# Lists, tables and texts, which may have several lines.
_OPENERS = {"[": "]", "{": "}", '"""': '"""', "'''": "'''"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
# Longer than any article's, in code points.
_LONGEST = 20_000
# A value of so many words may be a sentence of the article.
_SENTENCE_WORDS = 5


class FrontMatter(NamedTuple):
    """What it says, keys in lower case, lists and tables left out; it ends before `end` in the file.

    Attributes:
        untold: keys that no front matter is known to have, whose values may be sentences.
    """

    said: Mapping[str, str]
    end: int
    untold: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """How a document tells what of it nobody reads."""
        return (f"front matter: {', '.join(self.untold)}",) if self.untold else ()


def front_of(
    raw: str, written: Sequence[Comment], path: str, *, of_markdown: bool = False
) -> FrontMatter | None:
    """The front matter of an article, read as if no comment to attrib stood before it or in it.

    Args:
        raw: the file.
        written: its comments.
        path: of it.
        of_markdown: as for `front_matter`.

    Raises:
        ReadError: as `front_matter`.
    """
    comments = [comment.span for comment in written if comment.closed]
    if not comments:
        return front_matter(raw, path, of_markdown=of_markdown)
    pieces, done = [], 0
    for start, end in comments:
        pieces += [raw[done:start], " " * (end - start)]
        done = end
    text = "".join([*pieces, raw[done:]])
    begin = len(text) - len(text.lstrip()) if not raw[: comments[0].start].strip() else 0
    return front_matter(text, path, begin, of_markdown=of_markdown)


def front_matter(
    raw: str, path: str, start: int = 0, *, of_markdown: bool = False
) -> FrontMatter | None:
    """The front matter of a text; None where it has none, or what looks like it is no table.

    Prose may stand between lines too, and look like a table: "Update: the board said no". Without
    one key that front matter is known to have it is prose, and is read; in Markdown values of a
    word each are none.

    Args:
        raw: the file.
        path: of it.
        start: where the text begins.
        of_markdown: whether it is an article in Markdown: TOML counts too, and what can only be
            front matter is refused where it is broken.

    Raises:
        ReadError: broken, and `of_markdown`.
    """
    opens = _OPENS.match(raw, start)
    if opens is None or (opens.group(1) == _PLUSES and not of_markdown):
        return None
    marks, first = opens.group(1), opens.end()
    closes = _CLOSES[marks].search(raw, first, min(first + _LONGEST, len(raw)))
    if closes is None:
        return None
    inside = raw[first : closes.start()]
    line = raw.count("\n", 0, first)
    try:
        found = dict(_toml(inside, path, line) if marks == _PLUSES else _yaml(inside, path, line))
    except ReadError:
        key = _KEY.match(inside)
        if of_markdown and key is not None and _known(key.group(1).lower()):
            raise
        return None
    # A site's own switch ("hide-toc: true") is no prose of Markdown either.
    switches = of_markdown and all(len((said or "").split()) <= 1 for said in found.values())
    if not found or not (switches or any(map(_known, found))):
        return None
    said = {key: value for key, value in found.items() if value is not None}
    untold = (k for k in said if not _known(k) and len(said[k].split()) >= _SENTENCE_WORDS)
    return FrontMatter(said, closes.end(), tuple(untold))


def _known(key: str) -> bool:
    return key in word_lists("furniture")["front_matter"]


def _yaml(inside: str, path: str, line: int) -> Iterator[tuple[str, str | None]]:
    """Its keys and their values; None for a list or a table."""
    reading = Reading(path, ReadError)
    value = reading.from_bytes(inside.encode("utf-8", "replace"))
    if not isinstance(value, Table):
        (error, *_) = reading.errors or [ReadError("is no table of keys and values", path=path)]
        raise ReadError(
            f"front matter {error.message}",
            path=path,
            line=line + (error.line or 1),
            column=error.column,
        )
    for key, entry in value.entries:
        yield key.text.lower(), " ".join(entry.text.split()) if isinstance(entry, Scalar) else None


def _toml(inside: str, path: str, line: int) -> Iterator[tuple[str, str | None]]:
    """The same, of what stands before its first table. Python has a reader of TOML from 3.11 on only."""
    closer = ""
    for number, written in enumerate(inside.split("\n"), line + 1):
        bare = written.strip()
        if closer:
            closer = "" if bare.endswith(closer) else closer
            continue
        if bare.startswith("["):
            # From here on there are tables.
            return
        entry, key = _ENTRY.fullmatch(written), _KEY.match(written)
        if entry is not None:
            name, basic, literal, other = entry.groups()
            said = _ESCAPE.sub(_unescaped, basic) if basic is not None else literal or other or ""
            yield name.lower(), " ".join(said.split())
            continue
        rest = written[key.end() :].strip() if key is not None else ""
        opener = next((marks for marks in _OPENERS if rest.startswith(marks)), "")
        if key is not None and opener:
            yield key.group(1).lower(), None
            closer = _OPENERS[opener]
            closer = "" if rest.removeprefix(opener).endswith(closer) else closer
        elif bare and not bare.startswith("#"):
            raise ReadError("front matter is not valid TOML", path=path, line=number)


def _unescaped(escape: re.Match[str]) -> str:
    code = escape.group(1)
    if code[0] in "uU":
        point = int(code[1:], 16)
        return chr(point) if point < 0xD800 or 0xDFFF < point <= sys.maxunicode else "\ufffd"
    return " " if code in "nrtbf" else code
