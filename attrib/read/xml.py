"""XML as elements that know where they stand in the file.

Read with expat itself, which gives the place of everything; the trees of other readers (and
defusedxml, which guards those) throw it away. Expat reads no file but the one given. A document
type that declares anything is refused, so that no entity unfolds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.entities import html5
from typing import Literal, NamedTuple
from xml.parsers import expat

from attrib.errors import ReadError
from attrib.wordlists import word_lists

from .comments import addressed
from .rewriting import Rewriting, Rewritten

_DEEPEST = 200
_MOST_ELEMENTS = 1_000_000
_CHUNK = 65_536
# Expat before 2.6 reads a tag anew with every chunk until it ends (CVE-2023-52425).
_LONGEST_TAG = 1_000_000
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#x[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});")
_MARK_UP = re.compile(r"[<&]")
_CDATA = "<![CDATA["


class Words(NamedTuple):
    """A stretch of the file between two tags, or a comment to attrib.

    Attributes:
        start, end: where it stands, in code points.
        kind: text, in which references stand; the inside of a CDATA section; or a comment.
    """

    start: int
    end: int
    kind: Literal["text", "cdata", "comment"] = "text"


@dataclass(slots=True)
class Element:
    """An element of the file.

    Attributes:
        space, name: its namespace ("" for none) and its name without prefix.
        attributes: by name without namespace.
        start, end: where its tags begin.
        parts: what is in it, in order.
    """

    space: str
    name: str
    attributes: Mapping[str, str]
    start: int
    end: int = 0
    parts: list[Element | Words] = field(default_factory=list)

    @property
    def children(self) -> Iterator[Element]:
        """The elements right in it."""
        return (part for part in self.parts if isinstance(part, Element))

    def all(self, name: str) -> Iterator[Element]:
        """Every element of that name in it, at any depth, in order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def first(self, *path: str) -> Element | None:
        """The first element at the end of a path of names; None where there is none."""
        if not path:
            return self
        for child in self.children:
            if child.name == path[0]:
                found = child.first(*path[1:])
                if found is not None:
                    return found
        return None


def read_xml(raw: str, path: str, what: str, without: Collection[str] = ()) -> Element:
    """The root of an XML file.

    Args:
        raw: the file, decoded; what it says of its encoding is not looked at.
        path: of it.
        what: the format, for messages: "NITF file".
        without: names of elements that are left out with all that is in them.

    Raises:
        ReadError: not well formed, nested deeper or longer than any article, with a document type
            that declares something, or with a reference that neither XML nor HTML knows.
    """
    return _Tree(raw, path, what, without).read()


def words(element: Element | None, raw: str, without: Collection[str] = ()) -> str:
    """What an element says, with single spaces; "" for None.

    Args:
        element: that is read.
        raw: the file.
        without: names of elements in it that are not.
    """
    return " ".join("".join(_said(element, raw, without)).split()) if element is not None else ""


def _said(element: Element, raw: str, without: Collection[str]) -> Iterator[str]:
    for part in element.parts:
        if isinstance(part, Element):
            if part.name not in without:
                yield from _said(part, raw, without)
                # <name.given> and <name.family> stand together.
                yield " " if part.name.startswith("name.") else ""
        elif part.kind != "comment":
            written = raw[part.start : part.end]
            yield unescape(written) if part.kind == "text" else written


def inside(element: Element, raw: str) -> Rewritten:
    """What an element that holds a text alone says, its references decoded."""
    made = Rewriting()
    for part in element.parts:
        if isinstance(part, Element) or part.kind == "comment":
            continue
        if part.kind == "cdata":
            made.keep(raw[part.start : part.end], part.start)
            continue
        at = part.start
        for match in _REFERENCE.finditer(raw, part.start, part.end):
            made.keep(raw[at : match.start()], at)
            made.put(unescape(match.group()), match.start(), match.end())
            at = match.end()
        made.keep(raw[at : part.end], at)
    return made.done()


def as_html(
    element: Element, raw: str, names: Mapping[str, str], *, of_page: bool = True
) -> Rewritten:
    """An element with all that is in it as HTML.

    Args:
        element: that is rewritten.
        raw: the file.
        names: what HTML calls elements that it does not have; "" for one that is left out.
        of_page: whether its attributes are those of HTML. What a class or an id says of a page's
            part ("sidebar") it does not say of a block of a news item.
    """
    made = Rewriting()
    _rewrite(element, raw, names, made, of_page)
    return made.done()


def _rewrite(
    element: Element, raw: str, names: Mapping[str, str], made: Rewriting, of_page: bool
) -> None:
    name = names.get(element.name, element.name.lower())
    if not name:
        return
    if not (name[0].isascii() and name[0].isalpha()):
        # No name in HTML, where it would be words.
        name = "span"
    kept = element.attributes if of_page else {}
    attributes = "".join(f' {key}="{escape(said)}"' for key, said in kept.items())
    made.put(f"<{name}{attributes}>", element.start, _tag_end(raw, element.start))
    for part in element.parts:
        if isinstance(part, Element):
            _rewrite(part, raw, names, made, of_page)
        elif part.kind != "cdata":
            made.keep(raw[part.start : part.end], part.start)
        else:
            at = part.start
            for match in _MARK_UP.finditer(raw, part.start, part.end):
                made.keep(raw[at : match.start()], at)
                made.put(escape(match.group()), match.start(), match.end())
                at = match.end()
            made.keep(raw[at : part.end], at)
    if name not in word_lists("furniture")["void"]:
        made.put(f"</{name}>", element.end, _tag_end(raw, element.end))


def _tag_end(raw: str, start: int) -> int:
    return raw.find(">", start) + 1


class _Tree:
    """The tree of a file, while expat reads it."""

    def __init__(self, raw: str, path: str, what: str, without: Collection[str]) -> None:
        self._raw, self._path, self._what = raw, path, what
        self._without = without
        self._data = raw.encode("utf-8", "surrogatepass")
        self._ascii = len(self._data) == len(raw)
        self._place = (0, 0)
        self._root: Element | None = None
        self._open: list[Element] = []
        self._count = 0
        # Where the text began that has not ended yet, and which kind it is.
        self._text: int | None = None
        self._in_cdata = False
        # How many elements are open that are left out.
        self._gone = 0
        # The encoding is that of `_data`, whatever the file declares.
        self._parser = expat.ParserCreate("utf-8", " ")
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.SkippedEntityHandler = self._skipped
        parser.StartCdataSectionHandler = self._start_cdata
        parser.EndCdataSectionHandler = self._end_cdata
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartDoctypeDeclHandler = self._doctype

    def read(self) -> Element:
        parser, data = self._parser, self._data
        try:
            for start in range(0, len(data), _CHUNK):
                chunk = data[start : start + _CHUNK]
                parser.Parse(chunk, False)
                if start + len(chunk) - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise self._refusal(f"a tag of more than {_LONGEST_TAG:,} bytes")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            before = data[: parser.ErrorByteIndex].decode("utf-8", "replace")
            line = before.count("\n") + 1
            raise ReadError(
                f"a damaged {self._what}: {expat.ErrorString(error.code)}",
                path=self._path,
                line=line,
                column=len(before) - before.rfind("\n"),
            ) from None
        assert self._root is not None
        return self._root

    def _at(self) -> int:
        """Where in `raw` what is told now begins."""
        index = self._parser.CurrentByteIndex
        if self._ascii:
            return index
        byte, char = self._place
        if index > byte:
            char += len(self._data[byte:index].decode("utf-8", "replace"))
            self._place = (index, char)
        return char

    def _refusal(self, reason: str) -> ReadError:
        at = self._at()
        return ReadError(
            f"a damaged {self._what}: {reason}",
            path=self._path,
            line=self._raw.count("\n", 0, at) + 1,
            column=at - self._raw.rfind("\n", 0, at),
        )

    def _close_text(self, at: int) -> None:
        if self._text is not None and self._open:
            kind: Literal["text", "cdata"] = "cdata" if self._in_cdata else "text"
            self._open[-1].parts.append(Words(self._text, at, kind))
        self._text = None

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        space, _, name = qualified.rpartition(" ")
        if self._gone or name in self._without:
            if not self._gone:
                self._close_text(self._at())
            self._gone += 1
            if self._gone + len(self._open) > _DEEPEST:
                raise self._refusal(f"elements nested more than {_DEEPEST} deep")
            return
        at = self._at()
        self._close_text(at)
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            raise self._refusal(f"more than {_MOST_ELEMENTS:,} elements")
        if len(self._open) >= _DEEPEST:
            raise self._refusal(f"elements nested more than {_DEEPEST} deep")
        plain = {key.rpartition(" ")[2]: said for key, said in attributes.items()}
        element = Element(space, name, plain, at)
        if self._open:
            self._open[-1].parts.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        if self._gone:
            self._gone -= 1
            return
        at = self._at()
        self._close_text(at)
        self._open.pop().end = at

    def _words(self, _: str) -> None:
        if self._text is None and not self._gone:
            self._text = self._at()

    def _skipped(self, name: str, is_parameter: bool) -> None:
        # With a document type of another file, which is not read, expat passes these over.
        if f"{name};" not in html5:
            raise self._refusal(f"a reference to what it does not declare (&{name[:40]};)")
        self._words("")

    def _start_cdata(self) -> None:
        if not self._gone:
            at = self._at()
            self._close_text(at)
            self._in_cdata, self._text = True, at + len(_CDATA)

    def _end_cdata(self) -> None:
        if not self._gone:
            self._close_text(self._at())
            self._in_cdata = False

    def _comment(self, said: str) -> None:
        if self._gone:
            return
        at = self._at()
        self._close_text(at)
        if self._open and addressed(self._raw, at + len("<!--")):
            end = self._raw.find("-->", at) + len("-->")
            self._open[-1].parts.append(Words(at, end, "comment"))

    def _instruction(self, *_: str) -> None:
        if not self._gone:
            self._close_text(self._at())

    def _doctype(self, name: str, system: str | None, public: str | None, declares: bool) -> None:
        if declares:
            raise self._refusal("a document type that declares something of its own")
