"""Reports made by hand: what the renderers are tested on."""

from __future__ import annotations

from dataclasses import replace

from attrib.model import (
    Attribution,
    Comparison,
    Document,
    Finding,
    Hop,
    OffsetMap,
    Outlet,
    Report,
    Span,
    Speaker,
    Statement,
)

TEXT = (
    "The east pier will stay shut until spring, the Harbour Board told RTHK on Monday.\n"
    "“We found cracks in four piles,” said its chief engineer, Ines Calder.\n"
    "Critics say the board has known of them for years."
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def document(text: str = TEXT, path: str = "pier.txt", raw: str | None = None) -> Document:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    return Document(path, text if raw is None else raw, text, tuple(paragraphs), tuple(paragraphs))


def report(path: str = "pier.txt") -> Report:
    board = Speaker("Harbour Board", "harbour-board", "institution", "named beside its words")
    calder = Speaker("Ines Calder", None, "person", "named after “said”")
    told = Hop("RTHK", "rthk", "told", "“told RTHK”", span(TEXT, "RTHK"))
    rthk = Outlet("RTHK", "rthk", "told", "“told RTHK”", told.mention, (told,))
    carried = Outlet("RTHK", "rthk", "carried", "carried over from s1")
    first = Statement(
        "s1",
        (span(TEXT, "The east pier will stay shut until spring"),),
        (span(TEXT, "told"),),
        (span(TEXT, "the Harbour Board"),),
        confidence=0.912345,
    )
    second = Statement(
        "s2",
        (span(TEXT, "“We found cracks in four piles,”"),),
        (span(TEXT, "said"),),
        (span(TEXT, "its chief engineer, Ines Calder"),),
        "direct",
    )
    third = Statement("s3", (span(TEXT, "the board has known of them for years"),), within="s2")
    finding = Finding(
        "AT205",
        "vague-source",
        "warning",
        span(TEXT, "Critics"),
        "Nobody can check who “Critics” are; name them.",
        "perhaps those whom s2 answers",
        "s3",
        "0123456789abcdef0123456789abcdef",
    )
    return Report(
        document(path=path),
        (
            Attribution(first, board, rthk),
            Attribution(second, calder, carried),
            Attribution(third, None, None),
        ),
        (finding,),
        "0.1.0",
        "test-model",
    )


def comparison(path: str = "pier.txt") -> Comparison:
    """The report at AP, and at Reuters, which is stricter on one finding and has one more."""
    ap = replace(report(path), house="ap")
    (vague,) = ap.findings
    unnamed = Finding(
        "AT301", "anonymous-source", "note", span(TEXT, "the Harbour Board"), "Name it."
    )
    named = replace(unnamed, fingerprint="f" * 32)
    stricter = (named, replace(vague, severity="error"))
    return Comparison((ap, replace(ap, house="reuters", findings=stricter)), (False, True))


def html_document() -> Document:
    """``The <b>pier</b> &amp; quay`` read as ``The pier & quay``."""
    raw = "<p>\nThe <b>pier</b> &amp; quay</p>"
    text = "The pier & quay"
    starts = (0, 4, 8, 9, 10)
    offsets = OffsetMap(starts, (4, 11, 19, 20, 25), (8, 15, 20, 25, 30))
    whole = (Span(0, len(text)),)
    return Document("pier.html", raw, text, whole, whole, offsets)
