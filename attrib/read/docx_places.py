"""Where things stand in the XML of a Word document, in bytes: what is to be set beside them must know.

The words are those that `read_docx` reads, found by the same reader, so that there is one answer to
what the words of a document are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple
from xml.parsers import expat

from attrib.errors import ReadError

from .docx_body import Body
from .docx_styles import HiddenStyles
from .docx_xml import COMPATIBILITY, MATH, WORD, Handler, parser_for

_PRESERVED = "http://www.w3.org/XML/1998/namespace space"
# Content controls whose content Word puts there anew as one run, without what stood in it.
_FILLED_IN = ("text", "dataBinding")
_UTF8 = ("utf-8", "us-ascii")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# So far into a run of words is counted at most to find one of them.
_STRETCH = 256
_NAME = re.compile(rb"<([^\s/>]+)")
# A ">" may stand in an attribute; each byte can be read in one way alone.
_TAG = re.compile(rb"<[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>")
_LETTER = re.compile(r"\S")


@dataclass(slots=True, eq=False)
class Element:
    """An element of a part; offsets are in bytes.

    Attributes:
        namespace, name: its name.
        start, end: of it, its tags included; the end is known when it is closed.
        parent: what it stands in; None for the root.
        opening: where its opening tag ends.
        properties: of a run: where they stand, as start and end.
        whole: the outermost thing of a paragraph that it stands in and that may not be parted: a
            run, a content control that is filled in, what is there in two versions.
        preserved: of a text: whether it says that its spaces are to be kept.
    """

    namespace: str
    name: str
    start: int
    parent: Element | None
    opening: int
    end: int = 0
    properties: tuple[int, int] = (0, 0)
    whole: Element | None = None
    preserved: bool = False

    @property
    def content(self) -> int:
        """Where what it holds begins, a run's behind its properties."""
        return max(self.opening, self.properties[1])

    def is_word(self, *names: str) -> bool:
        """Whether it is one of these of WordprocessingML."""
        return self.namespace in WORD and self.name in names


class Located(Handler):
    """A part whose elements are told with their places.

    Args:
        data: the part.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        # Byte that the parser is at, and whether it is in a CDATA section.
        self.at: Callable[[], int] = lambda: 0
        self.literal = False
        self.innermost: Element | None = None
        self.root: Element | None = None

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        at = self.at()
        element = Element(namespace, name, at, self.innermost, tag_end(self.data, at))
        self.root = self.root or element
        self.innermost = element
        self.opened(element, attributes)

    def end(self, namespace: str, name: str) -> None:
        element = self.innermost
        assert element is not None
        empty = self.data.endswith(b"/>", element.start, element.opening)
        # Of an empty element the parser tells the end for its place.
        element.end = element.opening if empty else self.data.index(b">", self.at()) + 1
        self.closed(element)
        self.innermost = element.parent

    def opened(self, element: Element, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def closed(self, element: Element) -> None:
        """An element has ended."""


def parse(handler: Located, path: str) -> None:
    """Hand all of a part to a handler.

    Args:
        handler: of the part.
        path: of the file.

    Raises:
        ReadError: it is no XML, or not in UTF-8, which Word and its like write.
    """
    parser = parser_for(handler, path)

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in _UTF8:
            raise _odd(path)

    def literal(on: bool) -> None:
        handler.literal = on

    parser.XmlDeclHandler = declared
    parser.StartCdataSectionHandler = lambda: literal(True)
    parser.EndCdataSectionHandler = lambda: literal(False)
    handler.at = lambda: parser.CurrentByteIndex
    if handler.data.startswith(_UTF16):
        raise _odd(path)
    try:
        parser.Parse(handler.data, True)
    except expat.ExpatError as error:
        raise ReadError(f"a damaged DOCX: {expat.ErrorString(error.code)}", path=path) from None


def _odd(path: str) -> ReadError:
    return ReadError("a DOCX whose XML is not in UTF-8: save it anew in Word", path=path)


def tag_end(data: bytes, start: int) -> int:
    """Where the opening tag that starts at a byte ends."""
    found = _TAG.match(data, start)
    assert found is not None
    return found.end()


def tag_name(data: bytes, start: int) -> bytes:
    """The name in a tag, with its prefix."""
    found = _NAME.match(data, start)
    return found[1] if found is not None else b""


def prefix(data: bytes, start: int) -> str:
    """The prefix of the name in a tag; "" where it has none."""
    return tag_name(data, start).rpartition(b":")[0].decode()


class Stretch(NamedTuple):
    """Some words of one text, that stand together in its bytes.

    Attributes:
        words: of them, those of one reference or of a hyphen only one.
        start: byte at which they start.
        end: byte at which they end.
        element: the text, or the hyphen.
        literal: whether they stand in a CDATA section.
    """

    words: str
    start: int
    end: int
    element: Element
    literal: bool


class Letter(NamedTuple):
    """The place of one character that is no space.

    Attributes:
        start, end: in bytes.
        stretch: that it is in.
    """

    start: int
    end: int
    stretch: Stretch


class Anchor(NamedTuple):
    """A mark of a comment in a document.

    Attributes:
        id: of the comment.
        element: "commentRangeStart", "commentRangeEnd" or "commentReference".
    """

    id: str
    element: Element


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """The words of a document's main part, and where they stand.

    Attributes:
        data: the part.
        stretches: the words, in the order in which they are read.
        counts: of each stretch, how many characters that are no spaces stand before it; and of all.
        anchors: the marks of comments, in the order of the file.
        namespace, prefix: of its WordprocessingML; the prefix is "" where it has none.
    """

    data: bytes
    stretches: tuple[Stretch, ...]
    counts: tuple[int, ...]
    anchors: tuple[Anchor, ...]
    namespace: str
    prefix: str

    def letters(self) -> str:
        """The characters that are no spaces, one after the other."""
        return "".join("".join(stretch.words.split()) for stretch in self.stretches)

    def letter(self, number: int) -> Letter:
        """The place of one of `letters`, by its number from 0."""
        index = bisect_right(self.counts, number) - 1
        stretch = self.stretches[index]
        at = number - self.counts[index]
        offset = next(
            match.start()
            for count, match in enumerate(_LETTER.finditer(stretch.words))
            if count == at
        )
        if len(stretch.words) == 1:
            return Letter(stretch.start, stretch.end, stretch)
        start = stretch.start + len(stretch.words[:offset].encode())
        return Letter(start, start + len(stretch.words[offset].encode()), stretch)


class _Words(Body):
    """The body, which says of all that it reads in which paragraph it is."""

    def __init__(
        self,
        path: str,
        max_characters: int,
        hidden: HiddenStyles,
        added: Callable[[int, str], None],
        *,
        follows_fields: bool,
    ) -> None:
        super().__init__(path, max_characters, hidden, follows_fields=follows_fields)
        self._added = added

    @property
    def in_text(self) -> bool:
        """Whether what comes is words."""
        return self._in_text

    def _add(self, words: str) -> None:
        super()._add(words)
        if self._open and words and self._shown():
            self._added(self._open[-1].number, words)


class _Places(Located):
    def __init__(
        self,
        data: bytes,
        path: str,
        max_characters: int,
        hidden: HiddenStyles,
        *,
        follows_fields: bool,
    ) -> None:
        super().__init__(data)
        self.body = _Words(path, max_characters, hidden, self._added, follows_fields=follows_fields)
        # How many paragraphs are open, and what is around all that may not be parted.
        self._paragraphs = 0
        self._whole: Element | None = None
        self._pieces: list[Stretch] = []
        self.found: dict[int, list[Stretch]] = {}
        self.anchors: list[Anchor] = []

    def opened(self, element: Element, attributes: Mapping[str, str]) -> None:
        parent = element.parent
        if element.is_word("p"):
            self._paragraphs += 1
        elif element.is_word("r") or _is_one(element):
            if self._paragraphs and self._whole is None:
                self._whole = element
        elif element.is_word(*_FILLED_IN) and parent is not None and parent.is_word("sdtPr"):
            # What a control holds comes after what is said of it.
            control = parent.parent
            inline = control is not None and control.is_word("sdt") and self._paragraphs
            if inline and self._whole is None:
                self._whole = control
        elif element.is_word("t"):
            element.preserved = attributes.get(_PRESERVED) == "preserve"
            self._pieces = []
        elif element.is_word("commentRangeStart", "commentRangeEnd", "commentReference"):
            id = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.anchors.append(Anchor(id, element))
        element.whole = self._whole
        self.body.start(element.namespace, element.name, attributes)

    def closed(self, element: Element) -> None:
        parent = element.parent
        self.body.end(element.namespace, element.name)
        if element.is_word("p"):
            self._paragraphs -= 1
        elif element.is_word("rPr") and parent is not None and parent.is_word("r"):
            parent.properties = (element.start, element.end)
        if element is self._whole:
            self._whole = None

    def words(self, words: str) -> None:
        self.body.words(words)
        element = self.innermost
        if not self.body.in_text or element is None:
            return
        at = self.at()
        if not self.literal and self.data.startswith(b"&", at):
            end = self.data.index(b";", at) + 1
            self._pieces.append(Stretch(words, at, end, element, False))
            return
        for offset in range(0, len(words), _STRETCH):
            piece = words[offset : offset + _STRETCH]
            end = at + len(piece.encode())
            self._pieces.append(Stretch(piece, at, end, element, self.literal))
            at = end

    def _added(self, paragraph: int, words: str) -> None:
        element = self.innermost
        assert element is not None
        into = self.found.setdefault(paragraph, [])
        if element.is_word("t"):
            into += self._pieces
        elif not words.isspace():
            into.extend(
                Stretch(words[at : at + _STRETCH], element.start, element.opening, element, False)
                for at in range(0, len(words), _STRETCH)
            )


def _is_one(element: Element) -> bool:
    """Whether an element of no text's own language may not be parted."""
    if element.namespace in MATH:
        return element.name in ("oMathPara", "oMath")
    return (element.namespace, element.name) == (COMPATIBILITY, "AlternateContent")


def word_places(data: bytes, path: str, max_characters: int, hidden: HiddenStyles) -> WordPlaces:
    """Where the words of a document stand in its main part.

    Args:
        data: the part.
        path: of the file.
        max_characters: how many it may hold.
        hidden: the styles that hide words.

    Raises:
        ReadError: as `read_docx`, or as `parse`.
    """
    handler = _Places(data, path, max_characters, hidden, follows_fields=True)
    parse(handler, path)
    if handler.body.is_cut_off:
        handler = _Places(data, path, max_characters, hidden, follows_fields=False)
        parse(handler, path)
    stretches = tuple(piece for number in sorted(handler.found) for piece in handler.found[number])
    sizes = (len("".join(stretch.words.split())) for stretch in stretches)
    root = handler.root
    assert root is not None
    return WordPlaces(
        data,
        stretches,
        tuple(accumulate(sizes, initial=0)),
        tuple(handler.anchors),
        root.namespace if root.namespace in WORD else WORD[0],
        prefix(data, root.start) if root.namespace in WORD else "",
    )
