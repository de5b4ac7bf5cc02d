"""HTML as tags and the text between them, each at its place in the file.

The tokens are those of the HTML Standard (section 13.2.5) as far as prose needs
them. The standard library's html.parser is not used: its time grows with the
square of what is left open (`<a <a <a`, unclosed comments), and what it takes
for a comment or a script has changed between patch releases of Python, so that
the same page would not give the same offsets everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

from .comments import addressed

TokenKind = Literal["text", "start", "end", "comment"]

_OPEN = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"([^\s/>][^\s/>=]*)(?:\s*=\s*(\"|'|[^\s>\"'][^\s>]*)?)?")
# No tag of a page has more attributes than this that matter.
_MAX_ATTRIBUTES = 100
_MAX_SCANNED = 1_000
# Elements whose content is text up to their end tag, whatever it looks like.
_RAW = ("script", "style", "iframe", "noembed", "noframes", "xmp", "title", "textarea")
_LOST_UNCLOSED = ("script", "style")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE | re.ASCII) for name in _RAW}


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, a stretch of text, or a comment to attrib.

    Attributes:
        kind: what it is.
        start, end: where it stands in the file, in code points.
        name: of a tag, in lower case.
        attributes: of a start tag, names in lower case, references decoded.
    """

    kind: TokenKind
    start: int
    end: int
    name: str
    attributes: Mapping[str, str]


_NONE: Mapping[str, str] = {}


@dataclass(slots=True)
class _Scanner:
    raw: str
    last_close: int
    last_comment_end: int
    last_quote: Mapping[str, int]
    # Set by the first quotation mark in a tag that nothing closes: from there on
    # a tag ends at its first ">", so that no stretch is read twice.
    lenient: bool = False
    # Names whose end tag stands nowhere in the rest of the page.
    unclosed: set[str] = field(default_factory=set)

    def tokens(self) -> Iterator[Token]:
        raw, size = self.raw, len(self.raw)
        position = text_start = 0
        while True:
            found = _OPEN.search(raw, position)
            if found is None or found.start() > self.last_close:
                break
            at = found.start()
            token, end = self._markup(at)
            if end <= at:
                position = at + 1
                continue
            if at > text_start:
                yield Token("text", text_start, at, "", _NONE)
            position = text_start = end
            if token is None:
                continue
            yield token
            if token.kind == "start" and token.name in _RAW:
                if token.name in self.unclosed:
                    continue
                close = _RAW_END[token.name].search(raw, end)
                if close is None:
                    if token.name in _LOST_UNCLOSED:
                        return
                    self.unclosed.add(token.name)
                elif close.start() > end:
                    yield Token("text", end, close.start(), "", _NONE)
                    position = text_start = close.start()
        if size > text_start:
            yield Token("text", text_start, size, "", _NONE)

    def _markup(self, at: int) -> tuple[Token | None, int]:
        """What begins with the "<" at `at`, and its end; `at` itself where nothing does."""
        raw = self.raw
        following = raw[at + 1 : at + 2]
        if following == "!" or following == "?":
            if not raw.startswith("<!--", at):
                return None, raw.find(">", at) + 1
            if at + 2 <= self.last_comment_end:
                end = self._comment_end(at)
            else:
                end = raw.find(">", at) + 1
            if addressed(raw, at + 4):
                return Token("comment", at, end, "", _NONE), end
            return None, end
        closing = following == "/"
        name = _NAME.match(raw, at + 1 + closing)
        if name is None:
            # "</>" and "</3>" are comments.
            return None, raw.find(">", at) + 1
        if closing:
            end = raw.find(">", name.end()) + 1
            return Token("end", at, end, name.group().lower(), _NONE), end
        attributes, end = self._attributes(name.end())
        return Token("start", at, end, name.group().lower(), attributes), end

    def _comment_end(self, at: int) -> int:
        """Where a comment ends: after "-->", or the "--!>" that browsers take for it."""
        plain = self.raw.find("-->", at + 2)
        # Looked for no further than the plain end, so that no stretch is read again and again.
        odd = self.raw.find("--!>", at + 4, plain if plain >= 0 else len(self.raw))
        return odd + 4 if odd >= 0 else plain + 3

    def _attributes(self, position: int) -> tuple[Mapping[str, str], int]:
        """The attributes from `position` on, and where their tag ends."""
        raw = self.raw
        if raw.startswith(">", position):
            return _NONE, position + 1
        close = raw.find(">", position)
        quoted = raw.find('"', position, close) >= 0 or raw.find("'", position, close) >= 0
        if quoted and not self.lenient:
            found: dict[str, str] = {}
            end = self._scan(position, len(raw), found)
            if end is not None:
                return found, end
            self.lenient = True
        found = {}
        self._scan(position, close, found)
        return found, close + 1

    def _scan(self, position: int, limit: int, found: dict[str, str]) -> int | None:
        """Gather attributes; where the tag's ">" ends, or None where it has none before `limit`.

        Stops early where `limit` is the tag's own end and enough were gathered.
        """
        raw = self.raw
        bounded = limit < len(raw)
        count = 0
        while True:
            gap = _GAP.match(raw, position, limit)
            position = gap.end() if gap else position
            if position >= limit:
                return None
            if raw[position] == ">":
                return position + 1
            match = _ATTRIBUTE.match(raw, position, limit)
            if match is None or count >= (_MAX_ATTRIBUTES if bounded else _MAX_SCANNED):
                return None
            value = match.group(2) or ""
            position = match.end()
            if value in ('"', "'"):
                if self.last_quote[value] < position:
                    return None
                close = raw.find(value, position, limit)
                if close < 0:
                    return None
                value = raw[position:close]
                position = close + 1
            if count < _MAX_ATTRIBUTES:
                name = match.group(1).lower()
                if name not in found:
                    found[name] = unescape(value) if "&" in value else value
            count += 1


def tokens(raw: str) -> Iterator[Token]:
    """The tags and texts of a page, in order, in time linear in its length.

    Declarations, processing instructions and comments are left out, but for those
    that begin with "attrib:". The
    content of ``<script>``, ``<style>``, ``<title>`` and their like is one text.
    A script or style that is never closed takes the rest of the page with it,
    as in browsers.
    """
    last_quote = {mark: raw.rfind(mark) for mark in "\"'"}
    scanner = _Scanner(raw, raw.rfind(">"), max(raw.rfind("-->"), raw.rfind("--!>")), last_quote)
    return scanner.tokens()
