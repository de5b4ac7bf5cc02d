"""PDFs for tests: lines of Helvetica at given places, and nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple


class Line(NamedTuple):
    words: str
    x: float
    y: float
    size: float = 11
    bold: bool = False


def pdf(pages: Sequence[Sequence[Line]]) -> bytes:
    contents = []
    for lines in pages:
        drawn = ["BT"]
        for words, x, y, size, bold in lines:
            escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            drawn.append(f"/F{1 + bold} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj")
        contents.append("\n".join([*drawn, "ET"]).encode("cp1252"))
    return from_contents(contents)


def from_contents(
    contents: Sequence[bytes], extra: Sequence[bytes] = (), resources: bytes = b""
) -> bytes:
    """A PDF of pages with these drawings; `extra` objects are numbered from 5."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font % b"", font % b"-Bold", *extra]
    kids = []
    for content in contents:
        packed = zlib.compress(content)
        objects.append(
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>%s>>>>" % (len(objects), resources)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    written = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )


def page(lines: Sequence[str], top: float = 700, size: float = 11, pitch: float = 14) -> list[Line]:
    """Lines one below the other from the left margin; an empty one leaves a gap."""
    return [
        Line(words.lstrip(), 72 + 5.0 * (len(words) - len(words.lstrip())), top - pitch * at, size)
        for at, words in enumerate(lines)
        if words
    ]
