"""HTML: the article's prose, told from the page around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from html.entities import html5
from typing import NamedTuple

from attrib.errors import ReadError
from attrib.model import Comment, OffsetMap, Span
from attrib.wordlists import word_lists

from .comments import after_comments, closed_comment, within_number
from .date import iso_day
from .markup import Token, tokens
from .text import UNSEEN, Prose

# Far beyond any page; what has more is not one, and is not worth the time.
_MAX_TAGS = 200_000
# A filing marks up every figure.
_MAX_SOURCE_TAGS = 1_000_000
_MAX_DEPTH = 1_000
# Prose shorter than this, in code points, may be a teaser and not the article.
_ARTICLE_CHARS = 200
_BYLINE_CHARS = 160

_HTML_START = re.compile(
    r"\s{0,1000}(?:<!doctype\s{1,9}html|<html|<head|<body|<article|<main|<div|<section|<p|<h[1-6]"
    r"|<meta|<!--|<\?xml)(?=[\s/>-]|$)",
    re.IGNORECASE,
)
_HTML_INSIDE = re.compile(r"</(?:p|div|article|body|html|h[1-6]|li|blockquote)>|<br ?/?>", re.I)
_LOOKED_AT = 20_000

# A start tag of these ends an open element of those (HTML Standard, 13.1.2.4, optional tags).
_IMPLIED_ENDS: Mapping[str, tuple[str, ...]] = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
    "option": ("option",),
    "body": ("head",),
}
_UNHIDDEN = ("html", "body", "main")
_SPECIAL = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f]{2,}|(?! )[\s\x00-\x1f\x7f-\x9f]"
    rf"|[{UNSEEN}]+"
    r"|&(?:\#[0-9]{1,8}|\#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?"
)
_UNSEEN_CHAR = re.compile(f"[{UNSEEN}]")
_NAME_PART = re.compile(r"[A-Za-z0-9]+")
# "articleShareBar": the pieces of a name that has no hyphens.
_CAMEL = re.compile(r"[A-Z]?[a-z0-9]+")
_CAMEL_LENGTH = 5
_QUOTE_TAG = re.compile(r"<(/?)q(?=[\s/>])", re.IGNORECASE)
_ANY_TAG = re.compile("<[^<>]*>")
# Quotation marks that people type, and what closes them.
_PAIRS: Mapping[str, tuple[str, ...]] = {
    "“": ("”",),
    '"': ('"',),
    "‘": ("’",),
    "„": ("“", "”"),
    "”": ("”",),
    "«": ("»",),
    "»": ("«",),
}
# How far from a tag of <q> its author's mark may stand: other tags and spaces are between.
_MARK_WITHIN = 200
_STRUCTURED = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Page:
    """The prose of a page, and what it says of itself; None where it does not.

    Attributes:
        said: meta elements by name, "ld+json": its structured data, unread, a script a line, and
            "lang": the language of the whole page.
        bold: of each paragraph of the prose, how many code points at its start are set in bold.
        timed: the day that a ``<time>`` at the head of the article gives.
    """

    prose: Prose
    headline: str | None
    byline: str | None
    publication: str | None
    said: Mapping[str, str]
    bold: tuple[int, ...] = ()
    timed: str | None = None


def looks_like_html(raw: str) -> bool:
    """Whether a text is HTML: it begins as a page, or holds two tags that end or part blocks.

    Comments to attrib at its head say nothing of that: plain text may have them too.
    """
    if _HTML_START.match(raw, after_comments(raw)):
        return True
    found = _HTML_INSIDE.finditer(raw, 0, _LOOKED_AT)
    return next(found, None) is not None and next(found, None) is not None


def has_tags(raw: str) -> bool:
    """Whether a text has any tag."""
    return any(token.kind in ("start", "end") for token in tokens(raw))


def read_html(raw: str, path: str) -> Page:
    """The article of a page.

    It is the largest ``<article>``, else ``<main>`` (or role=main), else the
    body; a container counts only where it holds a fair part of the prose.
    Navigation, captions, forms, comment sections and what
    ``data/furniture.yaml`` names further are left out, by element, role, class
    and id. Every character of the prose maps to its place in `raw`, one
    character reference as a whole.

    Raises:
        ReadError: no prose, or too many or too deeply nested tags.
    """
    read = _article(raw, path)
    if not read.size:
        raise ReadError("no article text found", path=path)
    return read.page()


def read_part(raw: str, path: str) -> Page:
    """The same of a part of a page, which may be a heading alone.

    Raises:
        ReadError: no words, or too many or too deeply nested tags.
    """
    read = _article(raw, path)
    if not read.article():
        raise ReadError("no words", path=path)
    return read.page()


def is_shown(tag: Token) -> bool:
    """Whether a browser shows what an element within a line holds, and it may be prose."""
    return tag.name not in word_lists("furniture")["elements"] and not _is_hidden(tag.attributes)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def read_source_page(raw: str, path: str) -> Page:
    """The text of a page that a source put up: its article, or else all that a browser shows.

    A line break of its author's parts paragraphs here, as who speaks may change there.

    Raises:
        ReadError: no words, or too many or too deeply nested tags.
    """
    read = _article(raw, path, of_source=True)
    if not read.size:
        read = _read(raw, path, by_class=False, of_source=True, everything=True)
    if not read.blocks:
        raise ReadError("no words: the page shows no text", path=path)
    return read.page()


def _article(raw: str, path: str, *, of_source: bool = False) -> _Reader:
    read = _read(raw, path, by_class=True, of_source=of_source)
    if read.size < _ARTICLE_CHARS:
        # A class may say "share" of the whole story; then classes are not to be trusted.
        trusting = read
        read = _read(raw, path, by_class=False, of_source=of_source)
        if read.size <= 4 * trusting.size:
            read = trusting
    return read


def _read(
    raw: str, path: str, *, by_class: bool, of_source: bool = False, everything: bool = False
) -> _Reader:
    reader = _Reader(raw, path, by_class, of_source, everything)
    for token in tokens(raw):
        if token.kind == "text":
            reader.text(token)
        elif token.kind == "start":
            reader.start(token)
        elif token.kind == "comment":
            reader.comment(token)
        else:
            reader.end(token)
    reader.finish()
    return reader


class _Element(NamedTuple):
    name: str
    skipped: bool
    kept_as: str | None
    article: int
    main: bool


class _Block(NamedTuple):
    """A paragraph: its text, and where its stretches stand in the raw file."""

    text: str
    starts: Sequence[int]
    raw_starts: Sequence[int]
    raw_ends: Sequence[int]
    article: int
    main: bool
    heading: str
    linked: bool
    dated: bool
    # Where it stands among all the page's blocks, and the gathering that it came of.
    number: int
    gathering: int
    bold: int


class _Said(NamedTuple):
    """A comment to attrib, with the number of the block that it stands in or before."""

    comment: Comment
    number: int
    gathering: int
    article: int
    skipped: bool


class _Day(NamedTuple):
    """A day that a <time> gives, and the gathering of a paragraph that it stands in."""

    day: str
    gathering: int
    article: int
    published: bool


@dataclass(slots=True)
class _Reader:
    raw: str
    path: str
    by_class: bool
    of_source: bool = False
    # All that a browser shows, the article or not.
    everything: bool = False
    blocks: list[_Block] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    tags: int = 0
    # The elements that are open, their number by name, and the skipped ones among them.
    stack: list[_Element] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    articles: int = 0
    # What an element such as the title holds, while it is open.
    kept: list[str] | None = None
    names: dict[str, str] = field(default_factory=dict)
    # The paragraph that is being gathered.
    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    raw_starts: list[int] = field(default_factory=list)
    raw_ends: list[int] = field(default_factory=list)
    length: int = 0
    tail: str = " "
    in_step: bool = False
    after_break: bool = False
    # Of each <q> that is open, whether it has marks of ours: not where its author typed them.
    quotes: list[bool] = field(default_factory=list)
    marked: int = 0
    in_link: bool = False
    in_time: bool = False
    unlinked: bool = False
    undated: bool = False
    # How many elements that set in bold are open, and how much of the paragraph they begin.
    bold_open: int = 0
    bold: int = 0
    thin: bool = False
    # How many paragraphs were begun, empty ones too.
    gathering: int = 0
    comments: list[_Said] = field(default_factory=list)
    days: list[_Day] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)

    # Tags.

    def start(self, token: Token) -> None:
        name, attributes = token.name, token.attributes
        self._count(token)
        if name in word_lists("furniture")["void"]:
            self._void(token)
            return
        if name == "a":
            self.in_link = True
        elif name == "time":
            self.in_time = True
            self._date(attributes)
        elif name in ("b", "strong"):
            self.bold_open += 1
        elif name == "html":
            self.said.setdefault("lang", attributes.get("lang", ""))
        elif name == "q":
            self._quotation_mark(token)
        block = name in word_lists("furniture")["blocks"]
        if block:
            self._close_implied(name)
            self._flush()
        skipped = self._is_skipped(name, attributes)
        kept_as = self._kept_as(name, attributes)
        # Inline elements matter only where they begin something, or hide in what did.
        if not (block or skipped or kept_as or self.opened.get(name)):
            return
        if len(self.stack) >= _MAX_DEPTH:
            self._refuse(f"tags nested more than {_MAX_DEPTH:,} deep", token)
        if kept_as:
            self.kept = []
        article = self.stack[-1].article if self.stack else 0
        main = bool(self.stack) and self.stack[-1].main
        if name == "article" and not self.skipped and not skipped:
            self.articles += 1
            article = self.articles
        main = main or name == "main" or attributes.get("role", "").lower() == "main"
        self.stack.append(_Element(name, skipped, kept_as, article, main))
        self.opened[name] = self.opened.get(name, 0) + 1
        self.skipped += skipped

    def end(self, token: Token) -> None:
        name = token.name
        self._count(token)
        if name == "a":
            self.in_link = False
        elif name == "time":
            self.in_time = False
        elif name in ("b", "strong"):
            self.bold_open -= self.bold_open > 0
        elif name == "q":
            self._quotation_mark(token, closing=True)
        elif name == "br":
            self._break(token)
        if not self.opened.get(name):
            if name in word_lists("furniture")["blocks"]:
                self._flush()
            return
        while self._pop() != name:
            pass

    def comment(self, token: Token) -> None:
        # The paragraph that is being gathered, if it comes to one, gets the next number.
        within_number(len(self.comments), self.path)
        comment = closed_comment(self.raw, Span(token.start, token.end))
        article = self.stack[-1].article if self.stack else 0
        skipped = bool(self.skipped)
        self.comments.append(_Said(comment, len(self.blocks), self.gathering, article, skipped))

    def finish(self) -> None:
        while self.stack:
            self._pop()
        self._flush()
        if self.structured:
            self.said["ld+json"] = "\n".join(self.structured)

    def _void(self, token: Token) -> None:
        if token.name == "br":
            self._break(token)
        elif token.name == "hr":
            self._flush()
        elif token.name == "meta":
            attributes = token.attributes
            key = (attributes.get("property") or attributes.get("name") or "").lower()
            content = " ".join(attributes.get("content", "").split())
            if key and content:
                self.said.setdefault(key, content)

    def _date(self, attributes: Mapping[str, str]) -> None:
        """Keep the day that a <time> gives, and where it stands."""
        day = iso_day(attributes.get("datetime", ""))
        if day is None or self.opened.get("nav") or self.opened.get("aside"):
            return
        published = attributes.get("itemprop", "").lower() == "datepublished"
        article = self.stack[-1].article if self.stack else 0
        self.days.append(_Day(day, self.gathering, article, published or "pubdate" in attributes))

    def _break(self, token: Token) -> None:
        if self.skipped:
            return
        if self.after_break or self.of_source:
            self._flush()
        elif self.length:
            self._emit(" ", token.start, token.end)
            self.after_break = True

    def _quotation_mark(self, token: Token, *, closing: bool = False) -> None:
        """Browsers put quotation marks around <q>, and so must its prose."""
        if self.skipped or (closing and not self.quotes):
            return
        if not closing:
            self.quotes.append(not self._has_marks(token))
        has_ours = self.quotes.pop() if closing else self.quotes[-1]
        if not has_ours:
            return
        self.marked -= closing
        marks = "‘’" if self.marked % 2 else "“”"
        self._emit(marks[closing], token.start, token.end)
        self.marked += not closing
        self.unlinked = self.unlinked or not self.in_link
        self.undated = self.undated or not self.in_time

    def _has_marks(self, token: Token) -> bool:
        """Whether the author of a <q> typed marks too, right in it or right around it."""
        # No further than the next of its tags, so that nothing is looked at twice.
        close = _QUOTE_TAG.search(self.raw, token.end)
        if close is None or close.group(1) == "":
            return False
        inside = self.raw[token.end : close.start()]
        first, last = _seen(inside[:_MARK_WITHIN]).lstrip(), _seen(inside[-_MARK_WITHIN:]).rstrip()
        if first and last[-1:] in _PAIRS.get(first[0], ()):
            return True
        after = self.raw.find(">", close.end()) + 1
        following = _seen(self.raw[after : after + _MARK_WITHIN]) if after else ""
        return bool(self.length) and following[:1] in _PAIRS.get(self.tail, ())

    def _close_implied(self, name: str) -> None:
        ends = _IMPLIED_ENDS.get(name, ())
        while self.stack and (self.stack[-1].name == "p" or self.stack[-1].name in ends):
            self._pop()

    def _pop(self) -> str:
        element = self.stack.pop()
        if element.name in word_lists("furniture")["blocks"]:
            self._flush(element)
        self.opened[element.name] -= 1
        self.skipped -= element.skipped
        if element.kept_as and self.kept is not None:
            words = " ".join("".join(self.kept).split())
            if element.kept_as == "ld+json":
                # A page may have several: one a line.
                self.structured.append(words)
            elif words:
                self.said.setdefault(element.kept_as, words)
            self.kept = None
        return element.name

    def _count(self, token: Token) -> None:
        self.tags += 1
        most = _MAX_SOURCE_TAGS if self.of_source else _MAX_TAGS
        if self.tags > most:
            self._refuse(f"more than {most:,} tags", token)

    def _refuse(self, message: str, token: Token) -> None:
        line = self.raw.count("\n", 0, token.start) + 1
        raise ReadError(message, path=self.path, line=line)

    # What is not prose.

    def _is_skipped(self, name: str, attributes: Mapping[str, str]) -> bool:
        lists = word_lists("furniture")
        if name in lists["unseen" if self.everything else "elements"]:
            classes = attributes.get("class", "").split() if name == "figure" else ()
            return lists["figures"].isdisjoint(classes)
        if name in ("header", "footer", "title"):
            return not (self._belongs(name) or (self.everything and name != "title"))
        if not attributes or name in _UNHIDDEN:
            return False
        if attributes.get("role", "").lower() in lists["roles"] and not self.everything:
            return True
        if _is_hidden(attributes):
            return True
        return self.by_class and self._named(attributes) != ""

    def _belongs(self, name: str) -> bool:
        """True for the header of an article and the footer of a quotation."""
        if name == "header":
            return bool(self.opened.get("article")) or bool(self.stack and self.stack[-1].main)
        return name == "footer" and bool(self.opened.get("blockquote"))

    def _kept_as(self, name: str, attributes: Mapping[str, str]) -> str | None:
        """What the words of an element are: a title, a byline."""
        if self.kept is not None:
            return None
        if name == "title":
            return None if self.opened.get("svg") else "<title>"
        if name == "script":
            return "ld+json" if attributes.get("type", "").lower() == _STRUCTURED else None
        if self.opened.get("nav") or self.opened.get("aside"):
            return None
        if name == "h1" and not self.skipped:
            return "<h1>"
        written = "author" in (attributes.get("rel", "").lower(), attributes.get("itemprop"))
        return "<byline>" if written or self._named(attributes) == "byline" else None

    def _named(self, attributes: Mapping[str, str]) -> str:
        """What class and id say of an element: "furniture", "byline" or nothing."""
        key = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if key == " ":
            return ""
        known = self.names.get(key)
        if known is None:
            known = self.names[key] = _meaning(key.split())
        return known

    # Text.

    def text(self, token: Token) -> None:
        if self.kept is not None:
            words = self.raw[token.start : token.end]
            # In a script nothing is a reference.
            self.kept.append(words if self.stack[-1].name == "script" else unescape(words))
        if self.skipped:
            return
        position = token.start
        in_pre = bool(self.opened.get("pre"))
        for match in _SPECIAL.finditer(self.raw, token.start, token.end):
            self._plain(position, match.start())
            position = match.end()
            found = match.group()
            if found[0] == "&":
                position = self._reference(match.start(), found)
            elif found[0].isspace() or ord(found[0]) < 0xA0:
                if in_pre and found.count("\n") > 1:
                    self._flush()
                elif len(found) == 1:
                    self._plain(match.start(), match.end(), " ")
                else:
                    self._emit(" ", match.start(), match.end())
            else:
                self.in_step = False
        self._plain(position, token.end)

    def _reference(self, start: int, written: str) -> int:
        """Take in a character reference, and say where it ends."""
        if written[1] != "#":
            # "&ampere" is "&" and "ere"; "&unknown;" is itself.
            size = len(written)
            while size > 1 and written[1:size] not in html5:
                size -= 1
            if size == 1:
                self._plain(start, start + 1)
                return start + 1
            written = written[:size]
        end = start + len(written)
        for char in unescape(written):
            if _UNSEEN_CHAR.match(char):
                self.in_step = False
            elif char.isspace() or char < " " or "\x7f" <= char < "\xa0":
                self._emit(" ", start, end)
            else:
                self._emit(char, start, end)
                self._mark_origin()
        return end

    def _plain(self, start: int, end: int, odd_space: str = "") -> None:
        """Take in characters that stand for themselves, and an odd space for a plain one."""
        if start < end and (odd_space or self.raw[start]) == " " == self.tail:
            start += 1
            self.in_step = False
        if start >= end:
            return
        if self.in_step and self.raw_ends[-1] == start:
            self.raw_ends[-1] = end
        else:
            self.starts.append(self.length)
            self.raw_starts.append(start)
            self.raw_ends.append(end)
        self.pieces.append(odd_space or self.raw[start:end])
        self.length += end - start
        self.tail = odd_space or self.raw[end - 1]
        self.in_step = True
        if end - start > 1 or self.tail != " ":
            self._mark_origin()

    def _mark_origin(self) -> None:
        self.after_break = False
        if not self.bold_open:
            self.thin = True
        elif not self.thin:
            self.bold = self.length
        self.unlinked = self.unlinked or not self.in_link
        self.undated = self.undated or not self.in_time

    def _emit(self, char: str, start: int, end: int) -> None:
        """Take in a character that stands for a stretch of the raw file."""
        if char == " " == self.tail:
            return
        self.pieces.append(char)
        self.starts.append(self.length)
        self.raw_starts.append(start)
        self.raw_ends.append(end)
        self.length += 1
        self.tail = char
        self.in_step = False

    def _flush(self, closing: _Element | None = None) -> None:
        """End the paragraph."""
        within = closing or (self.stack[-1] if self.stack else None)
        if self.pieces:
            if self.tail == " ":
                # Spaces never stand together, so there is one.
                self.length -= 1
                if self.starts[-1] == self.length:
                    del self.starts[-1], self.raw_starts[-1], self.raw_ends[-1]
                else:
                    self.raw_ends[-1] -= 1
            text = "".join(self.pieces)[: self.length]
            heading = within.name if within and re.fullmatch("h[1-6]", within.name) else ""
            self.blocks.append(
                _Block(
                    text,
                    self.starts,
                    self.raw_starts,
                    self.raw_ends,
                    within.article if within else 0,
                    bool(within and within.main),
                    heading,
                    not self.unlinked,
                    not self.undated,
                    len(self.blocks),
                    self.gathering,
                    len(text) if heading else min(self.bold, len(text)),
                )
            )
            self.pieces, self.starts, self.raw_starts, self.raw_ends = [], [], [], []
        self.gathering += 1
        self.length, self.tail = 0, " "
        self.in_step = self.after_break = self.unlinked = self.undated = self.thin = False
        self.bold = 0

    # The article among the blocks.

    @property
    def size(self) -> int:
        """Code points of the article's prose."""
        return sum(len(block.text) for block in self.article() if not block.heading)

    def article(self) -> list[_Block]:
        """The blocks of the article."""
        if self.everything:
            return self.blocks
        prose = [block for block in self.blocks if self._is_prose(block)]
        total = _size(prose)
        sizes: dict[int, int] = {}
        for block in prose:
            sizes[block.article] = sizes.get(block.article, 0) + len(block.text) * (
                not block.heading
            )
        sizes.pop(0, None)
        candidates: list[list[_Block]] = []
        if sizes:
            largest = max(sizes, key=lambda article: (sizes[article], -article))
            candidates.append([block for block in prose if block.article == largest])
        candidates.append([block for block in prose if block.main])
        for blocks in candidates:
            size = _size(blocks)
            if size and (size >= _ARTICLE_CHARS or 2 * size >= total):
                return blocks
        return prose

    def _is_prose(self, block: _Block) -> bool:
        if block.heading:
            return True
        if block.dated or (block.linked and not block.text.endswith(tuple('.?!"”’'))):
            return False
        return _name(block.text) != _name(self.said.get("<byline>", ""))

    def page(self) -> Page:
        blocks = self.article()
        text: list[str] = []
        starts: list[int] = []
        raw_starts: list[int] = []
        raw_ends: list[int] = []
        paragraphs: list[Span] = []
        length = 0
        for block in blocks:
            if paragraphs:
                text.append("\n")
                starts.append(length)
                raw_starts.append(raw_ends[-1])
                raw_ends.append(raw_ends[-1])
                length += 1
            text.append(block.text)
            starts.extend(length + start for start in block.starts)
            raw_starts.extend(block.raw_starts)
            raw_ends.extend(block.raw_ends)
            paragraphs.append(Span(length, length + len(block.text)))
            length += len(block.text)
        # What ends the text maps too.
        starts.append(length)
        raw_starts.append(raw_ends[-1])
        raw_ends.append(raw_ends[-1])
        prose = Prose(
            "".join(text),
            OffsetMap(tuple(starts), tuple(raw_starts), tuple(raw_ends)),
            tuple(paragraphs),
            tuple(self._placed(blocks, paragraphs)),
        )
        return Page(
            prose,
            self._headline(blocks),
            self._byline(),
            self._publication(),
            self.said,
            tuple(block.bold for block in blocks),
            self._dated(blocks),
        )

    def _placed(self, blocks: Sequence[_Block], paragraphs: Sequence[Span]) -> Iterator[Comment]:
        """The comments, each with its paragraph of the article.

        One among words that are left out, or between two such blocks, has none.
        """
        numbers = [block.number for block in blocks]
        kept = set(numbers)
        for comment, number, gathering, article, skipped in self.comments:
            index = bisect_left(numbers, number)
            within = number < len(self.blocks) and self.blocks[number].gathering == gathering
            among = skipped or within
            if (
                index == len(blocks)
                or skipped
                or article not in (0, blocks[index].article)
                or (number not in kept and (within or (number and number - 1 not in kept)))
            ):
                yield replace(comment, among=among)
            else:
                yield replace(comment, paragraph=paragraphs[index], among=among)

    def _dated(self, blocks: Sequence[_Block]) -> str | None:
        """The day that a <time> at the head of the article gives.

        Before its first paragraph: further down a <time> is part of what is told, and outside
        of the article it is another one's.
        """
        first = next((block for block in blocks if not block.heading), None)
        if first is None:
            return None
        heads = [
            day
            for day in self.days
            if day.article == first.article and (day.published or day.gathering < first.gathering)
        ]
        # "Updated" may stand before it.
        return next((day.day for day in heads if day.published), heads[0].day if heads else None)

    def _headline(self, blocks: Iterable[_Block]) -> str | None:
        for block in blocks:
            if block.heading == "h1":
                return block.text
        title = self.said.get("<title>")
        site = self.said.get("og:site_name")
        if title and site and title.endswith(site) and title != site:
            title = title[: -len(site)].rstrip(" \t|-–—·:•")
        return self.said.get("og:title") or self.said.get("<h1>") or title or None

    def _byline(self) -> str | None:
        for key in ("<byline>", "author", "article:author", "byl", "dc.creator"):
            words = _name(self.said.get(key, ""))
            if words and len(words) <= _BYLINE_CHARS and "://" not in words:
                return words
        return None

    def _publication(self) -> str | None:
        return self.said.get("og:site_name") or self.said.get("application-name")


def _seen(page: str) -> str:
    """The words of a few signs of a page."""
    return unescape(_ANY_TAG.sub("", page))


def _size(blocks: Iterable[_Block]) -> int:
    return sum(len(block.text) for block in blocks if not block.heading)


def _name(words: str) -> str:
    """A byline less its "By"."""
    return words[3:].strip() if words[:3].lower() == "by " else words


def _meaning(names: Iterable[str]) -> str:
    lists = word_lists("furniture")
    meaning = ""
    for name in names:
        parts = [part.lower() for part in _NAME_PART.findall(name)]
        if not parts:
            continue
        if name.lower() in lists["classes"]:
            return "furniture"
        if parts[0] in lists["spared_first"] or parts[-1] in lists["spared_last"]:
            continue
        parts += [piece.lower() for piece in _CAMEL.findall(name) if len(piece) >= _CAMEL_LENGTH]
        if not lists["byline"].isdisjoint(parts):
            meaning = "byline"
        elif not lists["parts"].isdisjoint(parts):
            return "furniture"
    return meaning
