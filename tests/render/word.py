"""Word documents made by hand, and what their comments stand at, read without attrib."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def body(xml: str, namespace: str = W) -> str:
    """The main part around some paragraphs."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="{namespace}" '
        f'xmlns:mc="{MC}" xmlns:m="{MATH}"><w:body>{xml}</w:body></w:document>'
    )


def docx_of(main: str | bytes, others: Mapping[str, str | bytes] | None = None) -> bytes:
    """A file with this main part, and other parts by their names."""
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": main}
    return packed({**parts, **(others or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Commented(NamedTuple):
    """The words that each comment stands at, and every letter with its run's properties."""

    words: dict[str, str]
    letters: list[tuple[str, str]]
    references: list[str]


def commented(main: bytes) -> Commented:
    words: dict[str, str] = {}
    letters: list[tuple[str, str]] = []
    references: list[str] = []
    begun: set[str] = set()

    def add(text: str, properties: str) -> None:
        letters.extend((letter, properties) for letter in text)
        for id in begun:
            words[id] += text

    def walk(element: ElementTree.Element, properties: str) -> None:
        namespace, _, name = element.tag[1:].partition("}")
        if namespace not in (W, STRICT):
            if name == "Fallback":
                return
            if element.tag == f"{{{MATH}}}t":
                add(element.text or "", properties)
        elif name in ("del", "moveFrom", "rt"):
            return
        elif name == "r":
            found = element.find(f"{{{namespace}}}rPr")
            properties = "" if found is None else ElementTree.tostring(found).decode()
        elif name in ("t", "noBreakHyphen"):
            add("-" if name == "noBreakHyphen" else element.text or "", properties)
        elif name == "sym":
            add(chr(int(element.attrib[f"{{{namespace}}}char"], 16)), properties)
        elif name.startswith("comment"):
            id = element.attrib[f"{{{namespace}}}id"]
            if name == "commentRangeStart":
                assert id not in words, "a comment begins once"
                words[id] = ""
                begun.add(id)
            elif name == "commentRangeEnd":
                begun.remove(id)
            else:
                assert id in words
                assert id not in begun, "a reference stands behind its range"
                references.append(id)
        for child in element:
            walk(child, properties)

    walk(ElementTree.fromstring(main), "")
    assert not begun, "every range ends"
    assert sorted(references) == sorted(words)
    return Commented(words, letters, references)
