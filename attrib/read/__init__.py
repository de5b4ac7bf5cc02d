"""From bytes to a `Document`: one file for each format, and what formats share."""

from __future__ import annotations

import errno
import os
import re
import stat
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from attrib.errors import ReadError
from attrib.model import Comment, Document, Span
from attrib.settings import Limits

from .article import Article, Found, Member, of_page
from .date import date_of
from .decode import decode, require_text
from .format import INPUT_FORMATS, InputFormat, format_of, is_docx, is_json_lines, may_hold_more
from .front import front_of
from .furniture import without_furniture
from .html import has_tags, read_html
from .kind import kind_of
from .sentences import sentence_spans
from .text import plain_text, without_surrogates

__all__ = [
    "INPUT_FORMATS",
    "MAX_CHARACTERS",
    "InputFormat",
    "bytes_of",
    "file_of",
    "read_all",
    "read_all_bytes",
    "read_bytes",
    "read_file",
    "read_page",
    "read_text",
]

_DEFAULT_LIMITS = Limits()
# Far beyond any article; a few bytes each would fill the memory.
_MAX_SENTENCES = 200_000
MAX_CHARACTERS = 20_000_000
_TEXT = (".txt", ".text")
# "posts.jsonl#3": the article of line 3.
_ONE = re.compile(r"(.+)#([1-9]\d{0,8})", re.DOTALL)


def read_file(
    path: Path,
    limits: Limits = _DEFAULT_LIMITS,
    input_format: InputFormat | None = None,
    field: str | None = None,
) -> Document:
    """The article in a file, in any format of `INPUT_FORMATS`.

    Args:
        path: of the file; pipes are read too. "posts.jsonl#3" is one of the articles that
            posts.jsonl holds: that of line 3, or the third.
        limits: how large a file and how long a paragraph may be.
        input_format: the file's; None to tell it by its content.
        field: where in JSON the text is, "content.body"; None to tell it.

    Raises:
        ReadError: no such file, a directory, not readable, several articles, or see `read_bytes`.
    """
    file, number = _named(path)
    return _only(
        _read(bytes_of(file, limits, input_format), str(file), limits, input_format, field), number
    )


def read_bytes(
    data: bytes,
    path: str,
    limits: Limits = _DEFAULT_LIMITS,
    input_format: InputFormat | None = None,
    field: str | None = None,
) -> Document:
    """The article in the bytes of a file; its format is told by content.

    Args:
        data: the file, in any encoding that can be told.
        path: what the article is called in reports and errors.
        limits, input_format, field: as for `read_file`.

    Raises:
        ReadError: empty, larger than allowed, not text, damaged, not in the format asked for, a
            file without article text or with several articles, or a paragraph longer than allowed.
    """
    return _only(_read(data, path, limits, input_format, field), None)


def read_all(
    path: Path,
    limits: Limits = _DEFAULT_LIMITS,
    input_format: InputFormat | None = None,
    field: str | None = None,
) -> Iterator[Document | ReadError]:
    """Every article of a file, and in its place why one cannot be read.

    An article of a file that may hold several is called by its number: "posts.jsonl#3".

    Args:
        path, limits, input_format, field: as for `read_file`.
    """
    try:
        file, number = _named(path)
        yield from _each(
            _read(bytes_of(file, limits, input_format), str(file), limits, input_format, field),
            number,
        )
    except ReadError as error:
        yield error


def read_all_bytes(
    data: bytes,
    path: str,
    limits: Limits = _DEFAULT_LIMITS,
    input_format: InputFormat | None = None,
    field: str | None = None,
) -> Iterator[Document | ReadError]:
    """The same for the bytes of a file.

    Args:
        data, path, limits, input_format, field: as for `read_bytes`.
    """
    try:
        yield from _each(_read(data, path, limits, input_format, field), None)
    except ReadError as error:
        yield error


def read_text(text: str, path: str = "<text>", limits: Limits = _DEFAULT_LIMITS) -> Document:
    """The article in a plain text; tags in it are words like any others.

    Half surrogates, which are no characters, become U+FFFD in `Document.raw` too.

    Raises:
        ReadError: empty, larger than allowed as UTF-8, or a paragraph longer
            than allowed.
    """
    return _document(_plain(_raw(text, path, limits), path), path, limits)


def read_page(text: str, path: str = "<text>", limits: Limits = _DEFAULT_LIMITS) -> Document:
    """The article of a page, for who knows that it is HTML: whatever the text looks like.

    Raises:
        ReadError: as `read_text`, or no article text found.
    """
    raw = _raw(text, path, limits)
    return _document(of_page(raw, read_html(raw, path)), path, limits)


def _raw(text: str, path: str, limits: Limits) -> str:
    raw = without_surrogates(text.removeprefix("\ufeff"))
    size = len(raw) if raw.isascii() else len(raw.encode("utf-8"))
    if size > limits.max_bytes:
        raise _too_large(size, path, limits.max_bytes)
    if not raw.strip():
        raise _empty(path)
    return raw


def file_of(path: Path) -> Path:
    """The file that an article's path is in: posts.jsonl for posts.jsonl#3."""
    return _named(path)[0]


def _named(path: Path) -> tuple[Path, int | None]:
    """A file, and the number of the article in it that is asked for."""
    found = _ONE.fullmatch(str(path))
    # A file's own name may end so.
    if found is None or os.path.lexists(path) or not os.path.lexists(found.group(1)):
        return path, None
    return Path(found.group(1)), int(found.group(2))


def bytes_of(path: Path, limits: Limits, input_format: InputFormat | None = None) -> bytes:
    """What a file of articles holds; not more than is read of one.

    Args:
        path, limits, input_format: as for `read_file`.

    Raises:
        ReadError: no such file, a directory, not readable, or too large.
    """
    try:
        with path.open("rb") as file:
            if stat.S_ISDIR(os.fstat(file.fileno()).st_mode):
                raise IsADirectoryError(errno.EISDIR, "")
            size = os.fstat(file.fileno()).st_size
            # One more than allowed tells a file that is too large, or has no end.
            most = limits.max_bytes
            data = file.read(most + 1)
            if len(data) > most:
                most = _most(data, str(path), limits, input_format)
                data += file.read(most + 1 - len(data))
    except FileNotFoundError:
        raise ReadError("no such file", path=str(path)) from None
    except IsADirectoryError:
        raise ReadError("a directory, not an article", path=str(path)) from None
    except PermissionError:
        raise ReadError("may not be read (permission denied)", path=str(path)) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ReadError(f"cannot be read: {reason}", path=str(path)) from None
    if len(data) > most:
        raise _too_large(size, str(path), most)
    return data


# Which reader.


class _Read:
    """What was found in a file, and how its articles become Documents."""

    def __init__(self, found: Found, path: str, limits: Limits) -> None:
        self.found, self.path, self.limits = found, path, limits

    def document(self, article: Article) -> Document:
        return self._of(article, self.path)

    def _of(self, article: Article, path: str) -> Document:
        # Inside a string of JSON anything can stand that decoding the file did not see.
        if article.field is not None:
            require_text(article.raw, path)
        return _document(article, path, self.limits)

    def member(self, member: Member) -> Document | ReadError:
        number, read, is_line = member
        if isinstance(read, Article):
            try:
                document = self._of(read, f"{self.path}#{number}")
            except ReadError as error:
                return error
            return replace(document, number=number, file_line=number if is_line else None)
        if read.line is None:
            return ReadError(read.message, path=f"{self.path}#{number}")
        return read


def _only(read: _Read, number: int | None) -> Document:
    """The one article, or that of a number."""
    if isinstance(read.found, Article):
        if number is not None:
            raise ReadError(f"no article #{number}: it holds one, without a number", path=read.path)
        return read.document(read.found)
    found = list(_each(read, number)) if number is not None else list(read.found)
    if not found:
        raise _empty(read.path)
    if len(found) > 1:
        first = found[0]
        assert isinstance(first, Member)
        raise ReadError(
            f"{len(found):,} articles in one file: name one, as {read.path}#{first.number}, "
            "or read them all (read_all)",
            path=read.path,
        )
    (one,) = found
    document = read.member(one) if isinstance(one, Member) else one
    if isinstance(document, ReadError):
        raise document
    return document


def _each(read: _Read, number: int | None) -> Iterator[Document | ReadError]:
    if isinstance(read.found, Article):
        yield _only(read, number)
        return
    numbers = 0
    for member in read.found:
        numbers += 1
        if number is None or member.number == number:
            yield read.member(member)
            if number is not None:
                return
    if number is not None or not numbers:
        which = f" #{number}" if number is not None else ""
        raise ReadError(f"no article{which} among the {numbers:,} in it", path=read.path)


def _read(
    data: bytes,
    path: str,
    limits: Limits,
    input_format: InputFormat | None,
    field: str | None,
) -> _Read:
    """The article of a file, or its articles, by the reader of its format."""
    most = _most(data, path, limits, input_format) if len(data) > limits.max_bytes else len(data)
    if len(data) > most:
        raise _too_large(len(data), path, most)
    if not data.strip():
        raise _empty(path)
    return _Read(_found(data, path, limits, input_format, field), path, limits)


def _most(data: bytes, path: str, limits: Limits, input_format: InputFormat | None) -> int:
    """How large a file may be that begins so; larger than an article if it may hold more."""
    if input_format in ("docx", "jsonl", "wxr") or (
        input_format is None and may_hold_more(data, path)
    ):
        return max(limits.max_bytes, limits.max_text_bytes)
    return limits.max_bytes


def _found(
    data: bytes,
    path: str,
    limits: Limits,
    input_format: InputFormat | None,
    field: str | None,
) -> Found:
    """The article of a file, or its articles.

    Prose may begin as another format does; who called its file a text is told the way out.
    """
    try:
        return _told(data, path, limits, input_format, field)
    except ReadError as error:
        is_other = data.lstrip()[:1] in (b"{", b"[", b"<")
        if input_format is not None or not is_other or not path.lower().endswith(_TEXT):
            raise
        raise ReadError(
            f"{error.message} (plain text is read with --input-format text)",
            path=path,
            line=error.line,
            column=error.column,
        ) from None


def _told(
    data: bytes,
    path: str,
    limits: Limits,
    input_format: InputFormat | None,
    field: str | None,
) -> Found:
    word = is_docx(data, path)
    if word if input_format is None else input_format == "docx":
        from .docx import read_docx_article

        _require_json(field, "docx", path)
        return read_docx_article(data, path, limits.max_text_bytes, MAX_CHARACTERS)
    form: InputFormat
    if input_format == "jsonl" or (input_format is None and is_json_lines(data, path)):
        # Each line is decoded by itself, so that one that is damaged is no other's harm.
        raw, form = "", "jsonl"
    else:
        raw = decode(data, path)
        form = input_format or format_of(raw, path)
    # The readers below are imported where they are needed: most articles are text or HTML.
    if form in ("ninjs", "wordpress", "json", "jsonl"):
        from . import json_articles

        asked = None if input_format == "jsonl" else input_format
        if form == "jsonl":
            return json_articles.read_json_lines(data, path, limits, asked, field)
        return json_articles.read_json(raw, path, asked, field)
    _require_json(field, form, path)
    if form == "html":
        if input_format is not None and not has_tags(raw):
            raise ReadError("not HTML: there is no tag in it", path=path)
        return of_page(raw, read_html(raw, path))
    if form == "markdown":
        from .markdown_article import read_markdown_article

        return read_markdown_article(raw, path)
    if form == "nitf":
        from .nitf import read_nitf

        return read_nitf(raw, path)
    if form == "newsml":
        from .newsml import read_newsml

        return read_newsml(raw, path)
    if form == "wxr":
        from .wordpress import read_wxr

        return read_wxr(raw, path)
    return _plain(raw, path)


def _require_json(field: str | None, form: str, path: str) -> None:
    if field is not None:
        raise ReadError(f"a field is named, and only JSON has fields: read as {form}", path=path)


def _plain(raw: str, path: str) -> Article:
    prose = plain_text(raw, path)
    front = front_of(raw, prose.comments, path)
    if front is None:
        return Article(raw, prose)
    # What stands before is no paragraph, and a comment on its line is about it.
    kept = tuple(p for p in prose.paragraphs if prose.offsets.raw(p).start >= front.end)
    said = front.said
    return Article(
        raw,
        replace(prose, paragraphs=kept),
        said,
        headline=said.get("headline") or said.get("title"),
        byline=said.get("byline") or said.get("author"),
        publication=said.get("publication"),
        date=date_of(said),
        left_out=front.left_out,
        labelled=False,
    )


# From an article to a Document.


def _document(article: Article, path: str, limits: Limits) -> Document:
    raw, prose = article.raw, article.prose
    text = prose.text
    if not prose.paragraphs:
        raise _empty(path)
    for paragraph in prose.paragraphs:
        length = paragraph.end - paragraph.start
        if length > limits.max_paragraph:
            line = raw.count("\n", 0, prose.offsets.raw(paragraph).start) + 1
            where = f"line {line}" if article.field is None else f"line {line} of {article.field}"
            raise ReadError(
                f"not an article: a paragraph of {length:,} characters at {where} "
                f"(the limit is {limits.max_paragraph:,})",
                path=path,
                line=line if article.field is None else None,
            )
    paragraphs = without_furniture(text, prose.paragraphs)
    if not paragraphs:
        raise ReadError(
            "nothing to check: there is only what pages put around an article", path=path
        )
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
        kind=kind_of(
            text, paragraphs, article.headline if article.labelled else None, article.said
        ),
        comments=tuple(_kept(prose.comments, paragraphs)),
        headline=article.headline,
        byline=article.byline,
        publication=article.publication,
        credit=article.credit,
        date=article.date,
        field=article.field,
        left_out=article.left_out,
        line_starts=article.lines,
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


def _too_large(size: int, path: str, most: int) -> ReadError:
    # A pipe has no size.
    known = f"{size:,} bytes, and " if size > most else ""
    return ReadError(f"too large: {known}the limit is {most:,} bytes", path=path)
