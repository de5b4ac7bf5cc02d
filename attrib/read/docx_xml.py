"""The XML of a Word document's parts, handed on element by element, within limits."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from attrib.errors import ReadError

# Namespaces of WordprocessingML and of its formulas, transitional and strict (ISO/IEC 29500).
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DEEPEST = 2_000
# Far beyond any document; each takes time, whatever it holds.
_MOST_ELEMENTS = 3_000_000
_FALSE = ("0", "false", "off")


class Handler:
    """What is done with the elements of one XML part: nothing, where a method is not made anew.

    Namespaces are told by their names.
    """

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, namespace: str, name: str) -> None:
        """An element ends."""

    def words(self, words: str) -> None:
        """Words within the innermost element."""


def parser_for(handler: Handler, path: str) -> expat.XMLParserType:
    """A parser of a part, which hands on what it meets and refuses what no part holds.

    Args:
        handler: what is done with it.
        path: of the file.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if count > _MOST_ELEMENTS:
            raise ReadError(f"too long: a DOCX of more than {_MOST_ELEMENTS:,} elements", path=path)
        if depth > _DEEPEST:
            raise ReadError(f"a damaged DOCX: nested more than {_DEEPEST:,} deep", path=path)
        namespace, _, local = name.rpartition(" ")
        handler.start(namespace, local, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        namespace, _, local = name.rpartition(" ")
        handler.end(namespace, local)

    def refuse(*_: object) -> None:
        # No program writes one; entities that unfold into gigabytes and outside files need it.
        raise ReadError("a damaged DOCX: its XML declares a document type", path=path)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.words
    parser.StartDoctypeDeclHandler = refuse
    return parser


def said(attributes: Mapping[str, str], name: str = "val") -> str:
    """What an attribute says; "" for none."""
    return next((value for key, value in attributes.items() if key.endswith(f" {name}")), "")


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether an element that switches something switches it on, as it does if it says nothing."""
    return said(attributes) not in _FALSE
