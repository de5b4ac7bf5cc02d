"""Articles in Markdown: their words without marks, each with its place in the file.

markdown-it says what is set and not where: its tokens have lines alone. They come in the order of
the text and hold its words as they stand there, so that they are laid along it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attrib.errors import ReadError
from attrib.model import OffsetMap, Span

from .article import Article, notes
from .comments import find_comments, placed
from .date import date_of
from .front import front_of
from .html import is_shown, read_part
from .markdown import is_plain, parsed
from .markup import tokens as tags_of
from .paragraphs import LINE_BREAK
from .rewriting import Rewriting, paragraphs_of
from .text import UNSEEN, Prose

if TYPE_CHECKING:
    from markdown_it.token import Token

# The mark of a footnote, which is none of CommonMark's: it may be a link there, or a link's target.
_MARK = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
# What stands for it while the rest is parsed, sign for sign (a private use area, Unicode 23.5).
_MARKED = "\ue000"
# The text of a footnote, which may follow a paragraph without a blank line; what comes behind it
# is part of it.
_NOTE = re.compile(f"^[ \\t]{{0,9}}{_MARKED}+:", re.MULTILINE)
# What Markdown has before a row of a table that begins with a pipe: marks of quotations and lists.
_BEFORE_ROW = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*\|")
_PIPE = re.compile(r"(?<!\\)\|")
# Runs of odd space, and what is no word.
_SPECIAL = re.compile(rf"[\s\x00-\x1f\x7f-\x9f]+|[{UNSEEN}{_MARKED}]+")
_TICKS = re.compile("`+")
_SENTENCE_ENDS = tuple('.?!"”’')
_CELLS = ("th", "td")
_ESCAPED_PIPE = re.compile(r"(\\\|)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SPACES = " \t\n"


def read_markdown_article(raw: str, path: str) -> Article:
    """The article of a Markdown text (CommonMark with tables), with what its front matter says.

    Pictures, link targets and footnotes are left out, and a paragraph that is one link and no
    sentence; HTML in it is read as a page is.

    Args:
        raw: the file.
        path: of it.

    Raises:
        ReadError: too long, nested too deep, or front matter that is no YAML.
    """
    comments = find_comments(raw, path)
    front = front_of(raw, comments, path, of_markdown=True)
    begin = front.end if front is not None else 0
    reader = _Reader(_MARK.sub(lambda m: _MARKED * len(m.group()), raw), path, begin)
    reader.read()
    made, paragraphs = paragraphs_of(reader.done)
    raw_paragraphs = [made.offsets.raw(paragraph) for paragraph in paragraphs]
    prose = Prose(
        made.text,
        made.offsets,
        paragraphs,
        tuple(placed(raw, comments, paragraphs, raw_paragraphs)),
    )
    said = front.said if front is not None else {}
    return Article(
        raw,
        prose,
        said,
        headline=said.get("headline") or said.get("title") or reader.headline,
        byline=said.get("byline") or said.get("author"),
        publication=said.get("publication"),
        date=date_of(said),
        left_out=(*notes(reader.notes), *(front.left_out if front is not None else ())),
    )


@dataclass(slots=True)
class _Reader:
    raw: str
    path: str
    begin: int
    done: list[Rewriting] = field(default_factory=list)
    # The paragraph that is being made.
    made: Rewriting = field(default_factory=Rewriting)
    headline: str | None = None
    notes: int = 0
    # Where each line of the Markdown stands in the file.
    lines: list[Span] = field(default_factory=list)
    # Its last sign, and whether words of it stand outside of links.
    tail: str = " "
    in_link: bool = False
    unlinked: bool = False
    # Of the row of a table that is being read: its cells in the file, and which comes next.
    cells: list[Span] = field(default_factory=list)
    cell: int = 0
    # Whether what is read now is hidden by HTML.
    hidden: bool = False
    # From the text of the block that is being read into the file.
    offsets: OffsetMap = field(default_factory=OffsetMap)

    def read(self) -> None:
        text = self.raw[self.begin :]
        at = self.begin
        for found in LINE_BREAK.finditer(self.raw, self.begin):
            self.lines.append(Span(at, found.start()))
            at = found.end()
        self.lines.append(Span(at, len(self.raw)))
        parser, tokens, env = parsed(text, self.path)
        references = env.get("references")
        known = references if isinstance(references, dict) else {}
        line = 0
        tag = ""
        in_note = False
        for token in tokens:
            if token.map is not None:
                line = token.map[0]
            if token.nesting == 1:
                tag = token.tag
            if token.type == "tr_open":
                self._row(line)
            elif token.type == "inline":
                content = token.content
                note = _NOTE.search(content)
                in_note = note is not None
                if note is not None:
                    self.notes += len(_NOTE.findall(content))
                    content = content[: note.start()].rstrip()
                if tag in _CELLS:
                    self._in_row(content)
                elif content:
                    self._place(content, line)
                if not content:
                    continue
                children: list[Token] = []
                if is_plain(content):
                    self._plain(content, 0)
                else:
                    parser.inline.parse(content, parser, env, children)
                    self._along(children, content, known)
                self._end(tag)
            elif token.type == "code_block" and in_note:
                # A note's further paragraphs are set in as code is.
                continue
            elif token.type in ("fence", "code_block"):
                self._place(token.content, line + (token.type == "fence"))
                self._plain(token.content, 0)
                self._end("pre")
            elif token.type == "html_block":
                self._page(token.content, line)

    # Places.

    def _row(self, line: int) -> None:
        """Find the cells of a row of a table: what stands between pipes that are not escaped."""
        start, stop = self.lines[min(line, len(self.lines) - 1)]
        while stop > start and self.raw[stop - 1] in _SPACES:
            stop -= 1
        before = _BEFORE_ROW.match(self.raw, start, stop)
        at = before.end() if before is not None else start
        self.cells, self.cell = [], 0
        for pipe in _PIPE.finditer(self.raw, at, stop):
            self.cells.append(Span(at, pipe.start()))
            at = pipe.end()
        self.cells.append(Span(at, stop))

    def _in_row(self, content: str) -> None:
        """Find the text of the next cell of the row."""
        here = self.cells[self.cell] if self.cell < len(self.cells) else None
        self.cell += 1
        if here is None or not content:
            return
        written = self.raw[here.start : here.end].rstrip(_SPACES)
        # The end, as before the first cell marks of quotations and lists may stand.
        at = here.start + len(written) - len(content) - written.count("\\|")
        made = Rewriting()
        for piece in _ESCAPED_PIPE.split(self.raw[max(at, here.start) : here.start + len(written)]):
            if piece == "\\|":
                made.put("|", at, at + len(piece))
            else:
                made.keep(piece, at)
            at += len(piece)
        if "".join(made.pieces) != content:
            made = Rewriting()
            made.put(content, *here)
        self.offsets = made.done().offsets

    def _place(self, content: str, line: int) -> None:
        """Find the lines of a text in the file.

        Args:
            content: the text, without what the Markdown has before and behind each line of it.
            line: number of its first line, from 0.
        """
        made = Rewriting()
        for number, words in enumerate(content.split("\n"), line):
            start, stop = self.lines[min(number, len(self.lines) - 1)]
            bare = words.strip(_SPACES)
            found = self._line(bare, start, stop)
            begin = max(found - (len(words) - len(words.lstrip(_SPACES))), start)
            if number > line:
                made.put("\n", made.raw_ends[-1] if made.raw_ends else start, begin)
            if found < 0:
                made.put(words, start, stop)
            else:
                made.keep(words, begin)
        self.offsets = made.done().offsets

    def _line(self, bare: str, start: int, stop: int) -> int:
        """Where the words of a line stand on it; below 0 where they do not."""
        first = self.raw.find(bare, start, stop)
        # They end it, but for the marks that may close a heading.
        last = self.raw.rfind(bare, start, stop)
        closed = last < 0 or self.raw[last + len(bare) : stop].strip(" \t#\r")
        return first if closed else last

    def _raw(self, at: int, end: int) -> Span:
        return self.offsets.raw(Span(at, end))

    # Words.

    def _plain(self, words: str, at: int) -> None:
        """Take in words as they stand, from `at` in the text on."""
        done = 0
        for found in _SPECIAL.finditer(words):
            self._keep(words[done : found.start()], at + done)
            if found.group()[0].isspace() or found.group() < " ":
                self._space(at + found.start(), at + found.end())
            done = found.end()
        self._keep(words[done:], at + done)

    def _keep(self, words: str, at: int) -> None:
        if words and not self.hidden:
            start, end = self._raw(at, at + len(words))
            if end - start == len(words):
                self.made.keep(words, start)
            else:
                self.made.put(words, start, end)
            self._seen(words)

    def _put(self, words: str, at: int, end: int) -> None:
        """Take in words that stand for a stretch of the text."""
        if words.isspace():
            self._space(at, end)
        elif words.strip(UNSEEN) and not self.hidden:
            self.made.put(words, *self._raw(at, end))
            self._seen(words)

    def _space(self, at: int, end: int) -> None:
        if self.tail == " " or self.hidden:
            return
        start, stop = self._raw(at, end)
        if stop - start == 1:
            self.made.keep(" ", start)
        else:
            self.made.put(" ", start, stop)
        self.tail = " "

    def _seen(self, words: str) -> None:
        self.tail = words[-1]
        self.unlinked = self.unlinked or not self.in_link

    def _end(self, tag: str) -> None:
        """End the paragraph."""
        made = self.made
        if made.length and self.tail == " ":
            made.trim()
        words = "".join(made.pieces)
        is_heading = tag in _HEADINGS
        if words and (self.unlinked or is_heading or words.endswith(_SENTENCE_ENDS)):
            self.done.append(made)
            if tag == "h1" and self.headline is None:
                self.headline = words
        self.made = Rewriting()
        self.tail, self.unlinked, self.in_link = " ", False, False

    def _page(self, content: str, line: int) -> None:
        """Take in what a block of HTML says."""
        try:
            page = read_part(content, self.path)
        except ReadError:
            # A comment, or a tag alone.
            return
        self._place(content, line)
        self.headline = self.headline or page.headline
        text, offsets = page.prose.text, page.prose.offsets.through(self.offsets)
        ends = (*offsets.text_starts[1:], len(text))
        segment = 0
        for start, end in page.prose.paragraphs:
            while ends[segment] <= start:
                segment += 1
            while start < end:
                stop = min(end, ends[segment])
                self.made.put(text[start:stop], *offsets.raw(Span(start, stop)))
                start = stop
                segment += stop == ends[segment]
            self.tail, self.unlinked = text[end - 1], True
            self._end("p")

    def _along(self, children: Sequence[Token], text: str, references: dict[str, object]) -> None:
        """Lay the tokens of a paragraph along its text."""
        at = 0
        is_address = False
        hiding = _Hiding(children)
        for token in children:
            kind, content, marks = token.type, token.content, token.markup
            if kind == "text" and is_address:
                end = max(at, text.find(">", at))
                self._put(content, at, end)
                at = end
            elif kind == "text":
                at = max(at, text.find(content, at))
                self._plain(content, at)
                at += len(content)
            elif kind == "text_special":
                at = max(at, text.find(marks, at))
                self._put(content, at, at + len(marks))
                at += len(marks)
            elif kind == "code_inline":
                at = max(at, text.find(marks, at)) + len(marks)
                runs = (m.start() for m in _TICKS.finditer(text, at) if m.group() == marks)
                end = next(runs, len(text))
                self._plain(text[at:end], at)
                at = end + len(marks)
            elif kind in ("softbreak", "hardbreak"):
                end = text.find("\n", at) + 1
                self._space(at, end)
                at = end
            elif kind == "link_open":
                self.in_link = True
                is_address = marks == "autolink"
                at += 1
            elif kind == "link_close":
                at = at + 1 if is_address else _link_end(text, at, references)
                self.in_link = is_address = False
            elif kind == "image":
                at = _link_end(text, at + len("![") + len(content), references)
            elif kind == "html_inline":
                if content.lower().startswith("<br"):
                    self._space(at, at + len(content))
                self.hidden = hiding.after(content)
                at += len(content)
            else:
                at += len(marks)
        self.hidden = False


class _Hiding:
    """Which elements of HTML within a paragraph hide what they hold, as in a page.

    What nothing closes hides nothing: the rest of the paragraph would go with it.
    """

    def __init__(self, children: Sequence[Token]) -> None:
        tags = (next(tags_of(c.content), None) for c in children if c.type == "html_inline")
        self._closing = Counter(t.name for t in tags if t is not None and t.kind == "end")
        # The element that hides, and how many of its name are open.
        self._name = ""
        self._open = 0

    def after(self, written: str) -> bool:
        """Whether what follows a tag is hidden."""
        tag = next(tags_of(written), None)
        if tag is None or tag.kind not in ("start", "end"):
            return self._open > 0
        if tag.kind == "end":
            self._closing[tag.name] -= 1
            self._open -= self._open > 0 and tag.name == self._name
        elif self._open:
            self._open += tag.name == self._name
        elif self._closing[tag.name] > 0 and not is_shown(tag):
            self._name, self._open = tag.name, 1
        return self._open > 0


def _link_end(text: str, at: int, references: dict[str, object]) -> int:
    """Where a link ends whose words end at `at`: after "]", "](target)" or "][label]"."""
    at += 1
    if text.startswith("(", at):
        end = _target_end(text, at + 1)
        if end is not None:
            return end
    if text.startswith("[", at):
        from markdown_it.common.utils import normalizeReference

        end = text.find("]", at)
        label = text[at + 1 : end]
        if end >= 0 and (not label.strip() or normalizeReference(label) in references):
            return end + 1
    return at


def _target_end(text: str, at: int) -> int | None:
    """Where "(target "title")" ends, from its "(" on; None for something else (CommonMark, 6.3)."""
    at = _after_space(text, at)
    if text.startswith("<", at):
        at = text.find(">", at) + 1
        if not at:
            return None
    else:
        depth = 0
        while at < len(text) and text[at] not in _SPACES:
            if text[at] == "\\":
                at += 1
            elif text[at] == "(":
                depth += 1
            elif text[at] == ")":
                if not depth:
                    return at + 1
                depth -= 1
            at += 1
    at = _after_space(text, at)
    closing = {'"': '"', "'": "'", "(": ")"}.get(text[at : at + 1])
    if closing is not None:
        at += 1
        while at < len(text) and text[at] != closing:
            at += 2 if text[at] == "\\" else 1
        at = _after_space(text, at + 1)
    return at + 1 if text.startswith(")", at) else None


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at
