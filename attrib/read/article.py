"""What the reader of a format makes of one article, before furniture and sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import NamedTuple

from attrib.errors import ReadError
from attrib.model import OffsetMap

from .date import date_of
from .html import Page, looks_like_html, read_html
from .markup import tokens
from .text import Prose, plain_text, without_surrogates

# Longer than any headline or byline, in code points.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Article:
    """An article in its file.

    Attributes:
        raw: the file, or what the field says that holds the article.
        prose: its words, with their places in `raw`.
        said: what the format says of the kind of article, as `kind_of` takes it.
        headline, byline, publication, credit, date, field, left_out: as of `Document`.
        lines: start of each line of `raw`, where they are known; else none.
        labelled: whether the headline may say of which kind the article is.
    """

    raw: str
    prose: Prose
    said: Mapping[str, str] = dataclasses.field(default_factory=dict)
    headline: str | None = None
    byline: str | None = None
    publication: str | None = None
    credit: str | None = None
    date: str | None = None
    field: str | None = None
    left_out: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    labelled: bool = True


class Member(NamedTuple):
    """One article of a file that holds several, or why it cannot be read.

    Attributes:
        number: by which the file is asked for it: its line, or how many stand before it and it.
        read: the article, or the error.
        is_line: whether the number is that of a line of the file.
    """

    number: int
    read: Article | ReadError
    is_line: bool = False


def numbered(number: int, read: Callable[[], Article], path: str) -> Member:
    """One article of a file, or why it cannot be read: its place there is its number."""
    try:
        return Member(number, read())
    except ReadError as error:
        return Member(number, ReadError(error.message, path=f"{path}#{number}"))


# An article, or those of a file that may hold several.
Found = Article | Iterator[Member]


def of_page(raw: str, page: Page) -> Article:
    """A page's article."""
    return Article(
        raw,
        page.prose,
        page.said,
        headline=page.headline,
        byline=page.byline,
        publication=page.publication,
        date=date_of(page.said, page.timed),
    )


def within_field(read: Callable[[], Article], field: str, path: str) -> Article:
    """The article that a field holds; where that cannot be read, a line told is one of the field.

    Raises:
        ReadError: as `read`.
    """
    try:
        return read()
    except ReadError as error:
        if error.line is None:
            raise
        raise ReadError(f"{error.message}, at line {error.line} of {field}", path=path) from None


def of_text(
    text: str, path: str, *, is_html: bool | None = None, field: str = "the text"
) -> Article:
    """The article in a text that a field holds, HTML or plain.

    Args:
        text: what the field says.
        path: of the file.
        is_html: whether it is HTML; None to see for oneself.
        field: what it is called, for messages.

    Raises:
        ReadError: no words, or more of anything than an article has.
    """
    raw = without_surrogates(text)
    if looks_like_html(raw) if is_html is None else is_html:
        return within_field(lambda: of_page(raw, read_html(raw, path)), field, path)
    return Article(raw, plain_text(raw, path))


def of_rewritten(raw: str, html: str, offsets: OffsetMap, path: str) -> Article:
    """The article of HTML that was made from a file.

    Args:
        raw: the file.
        html: what was made of it.
        offsets: from that into `raw`.
        path: of the file.

    Raises:
        ReadError: as `of_text`.
    """
    article = of_page(raw, read_html(html, path))
    return replace(article, prose=through(article.prose, offsets))


def through(prose: Prose, offsets: OffsetMap) -> Prose:
    """Prose of a text that was made from a file, with its places in that file.

    Args:
        prose: with places in the text.
        offsets: from the text into the file.
    """
    comments = tuple(replace(c, span=offsets.raw(c.span)) for c in prose.comments)
    return replace(prose, offsets=prose.offsets.through(offsets), comments=comments)


def told(words: str) -> str | None:
    """What a format says in a few words: single spaces, no mark-up; None for nothing.

    References are decoded, and tags taken out.
    """
    short = without_surrogates(words[:_LONGEST])
    if "<" in short or "&" in short:
        page: list[str] = []
        for token in tokens(short):
            if token.kind == "text":
                page.append(short[token.start : token.end])
        short = unescape("".join(page))
    return " ".join(short.split()) or None


def writer(words: str | None) -> str | None:
    """A byline less its "By"."""
    plain = told(words or "") or ""
    return (plain[3:].strip() if plain[:3].lower() == "by " else plain) or None


def notes(count: int) -> tuple[str, ...]:
    """How a document tells that it has footnotes, which are not read."""
    if not count:
        return ()
    return (f"{count} footnote" if count == 1 else f"{count:,} footnotes",)
