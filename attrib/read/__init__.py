"""From bytes to a `Document`: one file for each format, and what formats share."""

from __future__ import annotations

import errno
import os
import stat
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from attrib.errors import ReadError
from attrib.model import Comment, Document, Span
from attrib.settings import Limits

from .decode import decode
from .front import FrontMatter, front_matter
from .furniture import without_furniture
from .html import Page, looks_like_html, read_html
from .kind import kind_of
from .sentences import sentence_spans
from .text import Prose, plain_text, without_surrogates

__all__ = ["read_bytes", "read_file", "read_page", "read_text"]

_DEFAULT_LIMITS = Limits()
_NOTHING: Mapping[str, str] = MappingProxyType({})
# Far beyond any article; a few bytes each would fill the memory.
_MAX_SENTENCES = 200_000


def read_file(path: Path, limits: Limits = _DEFAULT_LIMITS) -> Document:
    """The article in a file, plain text or HTML.

    Args:
        path: of the file; pipes are read too.
        limits: how large a file and how long a paragraph may be.

    Raises:
        ReadError: no such file, a directory, not readable, or see `read_bytes`.
    """
    try:
        with path.open("rb") as file:
            if stat.S_ISDIR(os.fstat(file.fileno()).st_mode):
                raise IsADirectoryError(errno.EISDIR, "")
            size = os.fstat(file.fileno()).st_size
            # One more than allowed tells a file that is too large, or has no end.
            data = file.read(limits.max_bytes + 1)
    except FileNotFoundError:
        raise ReadError("no such file", path=str(path)) from None
    except IsADirectoryError:
        raise ReadError("a directory, not an article", path=str(path)) from None
    except PermissionError:
        raise ReadError("may not be read (permission denied)", path=str(path)) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ReadError(f"cannot be read: {reason}", path=str(path)) from None
    if len(data) > limits.max_bytes:
        raise _too_large(size, str(path), limits)
    return read_bytes(data, str(path), limits)


def read_bytes(data: bytes, path: str, limits: Limits = _DEFAULT_LIMITS) -> Document:
    """The article in the bytes of a file; HTML is told from plain text by content.

    Args:
        data: the file, in any encoding that can be told.
        path: what the article is called in reports and errors.
        limits: how large a file and how long a paragraph may be.

    Raises:
        ReadError: empty, larger than allowed, not text, a page without article
            text, or a paragraph longer than allowed.
    """
    if len(data) > limits.max_bytes:
        raise _too_large(len(data), path, limits)
    if not data.strip():
        raise _empty(path)
    raw = decode(data, path)
    if looks_like_html(raw):
        return _page(raw, read_html(raw, path), path, limits)
    return _plain(raw, path, limits)


def read_text(text: str, path: str = "<text>", limits: Limits = _DEFAULT_LIMITS) -> Document:
    """The article in a plain text; tags in it are words like any others.

    Half surrogates, which are no characters, become U+FFFD in `Document.raw` too.

    Raises:
        ReadError: empty, larger than allowed as UTF-8, or a paragraph longer
            than allowed.
    """
    return _plain(_raw(text, path, limits), path, limits)


def read_page(text: str, path: str = "<text>", limits: Limits = _DEFAULT_LIMITS) -> Document:
    """The article of a page, for who knows that it is HTML: whatever the text looks like.

    Raises:
        ReadError: as `read_text`, or no article text found.
    """
    raw = _raw(text, path, limits)
    return _page(raw, read_html(raw, path), path, limits)


def _raw(text: str, path: str, limits: Limits) -> str:
    raw = without_surrogates(text.removeprefix("\ufeff"))
    size = len(raw) if raw.isascii() else len(raw.encode("utf-8"))
    if size > limits.max_bytes:
        raise _too_large(size, path, limits)
    if not raw.strip():
        raise _empty(path)
    return raw


def _plain(raw: str, path: str, limits: Limits) -> Document:
    prose = plain_text(raw, path)
    front = _front(raw, prose, path)
    if front is None:
        return _document(raw, prose, path, limits)
    # What stands before is no paragraph, and a comment on its line is about it.
    kept = tuple(p for p in prose.paragraphs if prose.offsets.raw(p).start >= front.end)
    document = _document(raw, replace(prose, paragraphs=kept), path, limits, front.said)
    said = front.said
    return replace(
        document,
        headline=said.get("headline") or said.get("title"),
        byline=said.get("byline") or said.get("author"),
        publication=said.get("publication"),
    )


def _front(raw: str, prose: Prose, path: str) -> FrontMatter | None:
    """The front matter, read as if no comment to attrib stood before it or in it."""
    comments = [comment.span for comment in prose.comments if comment.closed]
    if not comments:
        return front_matter(raw, path)
    pieces, done = [], 0
    for start, end in comments:
        pieces += [raw[done:start], " " * (end - start)]
        done = end
    text = "".join([*pieces, raw[done:]])
    begin = len(text) - len(text.lstrip()) if not raw[: comments[0].start].strip() else 0
    return front_matter(text, path, begin)


def _page(raw: str, page: Page, path: str, limits: Limits) -> Document:
    return replace(
        _document(raw, page.prose, path, limits, page.said, page.headline),
        headline=page.headline,
        byline=page.byline,
        publication=page.publication,
    )


def _document(
    raw: str,
    prose: Prose,
    path: str,
    limits: Limits,
    said: Mapping[str, str] = _NOTHING,
    headline: str | None = None,
) -> Document:
    text = prose.text
    if not prose.paragraphs:
        raise _empty(path)
    for paragraph in prose.paragraphs:
        length = paragraph.end - paragraph.start
        if length > limits.max_paragraph:
            line = raw.count("\n", 0, prose.offsets.raw(paragraph).start) + 1
            raise ReadError(
                f"not an article: a paragraph of {length:,} characters at line {line} "
                f"(the limit is {limits.max_paragraph:,})",
                path=path,
                line=line,
            )
    paragraphs = without_furniture(text, prose.paragraphs)
    sentences: list[Span] = []
    for paragraph in paragraphs:
        sentences.extend(sentence_spans(text, paragraph))
        if len(sentences) > _MAX_SENTENCES:
            raise ReadError(f"not an article: more than {_MAX_SENTENCES:,} sentences", path=path)
    return Document(
        path=path,
        raw=raw,
        text=text,
        paragraphs=paragraphs,
        sentences=tuple(sentences),
        offsets=prose.offsets,
        kind=kind_of(text, paragraphs, headline, said),
        comments=tuple(_kept(prose.comments, paragraphs)),
    )


def _kept(comments: Iterable[Comment], paragraphs: Sequence[Span]) -> Iterator[Comment]:
    """The comments, each with a paragraph of the article or with none.

    One among words that are left out is about those; one before them is about what follows.
    """
    for comment in comments:
        paragraph = comment.paragraph
        if paragraph is not None:
            index = bisect_left(paragraphs, paragraph)
            following = paragraphs[index] if index < len(paragraphs) else None
            paragraph = following if following == paragraph or not comment.among else None
        yield replace(comment, paragraph=paragraph)


def _empty(path: str) -> ReadError:
    return ReadError("nothing to check: there is no text", path=path)


def _too_large(size: int, path: str, limits: Limits) -> ReadError:
    # A pipe has no size.
    known = f"{size:,} bytes, and " if size > limits.max_bytes else ""
    return ReadError(f"too large: {known}the limit is {limits.max_bytes:,} bytes", path=path)
