"""Reports of no meaning: any spans over any words, for what must hold whatever the stages say."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from attrib.model import (
    Attribution,
    Document,
    Finding,
    Hop,
    Outlet,
    Report,
    SignOff,
    Span,
    Speaker,
    Statement,
)

WORDS = st.sampled_from(
    [
        "pier",
        "said",
        "“no”",
        "<b>",
        "&amp;",
        "市長",
        "مدير",
        "🦊",
        "\x1b[1m",
        "\u202e",
        "\ud800",
        "x" * 90,
    ]
)
SPACES = st.sampled_from([" ", "  ", "\t", "\r\n", "\u00a0", "\n", "\n\n", " \n "])
TEXTS = st.lists(st.one_of(WORDS, SPACES), min_size=1, max_size=40).map("".join)
NAMES = st.sampled_from(
    ["Per Lund", "Pia Lie", "市長", "مدير عام", "🦊", "", "<script>", '" onload="x', "\u202eEve"]
)
NOTHING = SignOff("corrected", "Bo Reyes", date(2026, 3, 2), "a title", ("statement",))


def document(text: str) -> Document:
    """With a paragraph for every line that has words, without the spaces around them."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            at = start + line.index(words)
            paragraphs.append(Span(at, at + len(words)))
        start += len(line) + 1
    return Document("made.txt", text, text, tuple(paragraphs), tuple(paragraphs))


@st.composite
def spans(draw: Any, length: int, least: int = 0, most: int = 3) -> tuple[Span, ...]:
    """Some that do not overlap, in order; they may lie in the gaps of paragraphs, or over them."""
    cuts = sorted(
        draw(st.lists(st.integers(0, length), min_size=2 * least, max_size=2 * most, unique=True))
    )
    return tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def attributions(draw: Any, id: str, length: int) -> Attribution:
    content = draw(spans(length, 1).filter(bool))
    statement = Statement(
        id,
        content,
        draw(spans(length, most=1)),
        draw(spans(length, most=1)),
        draw(st.sampled_from(["direct", "mixed", "indirect"])),
    )
    named = draw(spans(length, most=1))
    speaker = Speaker(
        draw(NAMES),
        draw(st.sampled_from([None, None, "per-lund"])),
        "person",
        "named",
        named=named[0] if named else None,
    )
    through = tuple(Hop("RTHK", None, "told", "told", at) for at in draw(spans(length, most=2)))
    outlet = Outlet("RTHK", None, "told", "told", through[0].mention, through) if through else None
    return Attribution(
        statement,
        draw(st.sampled_from([None, speaker])),
        outlet,
        id * 16,
        draw(st.sampled_from([None, None, NOTHING])),
    )


@st.composite
def findings(draw: Any, number: int, length: int) -> Finding:
    start = draw(st.integers(0, length))
    end = draw(st.integers(start, length))
    return Finding(
        "AT205",
        "vague-source",
        draw(st.sampled_from(["error", "warning", "note"])),
        Span(start, end),
        "Name them.",
        statement=draw(st.sampled_from([None, "s1", "s2", "s99"])),
        fingerprint=f"{number:032x}",
        state=draw(st.sampled_from(["open", "suppressed", "signed-off", "baseline"])),
        comment=draw(st.sampled_from([None, None, Span(0, length)])),
    )


@st.composite
def reports(draw: Any) -> Report:
    text = draw(TEXTS.filter(str.strip))
    made = document(text)
    rows = [draw(attributions(f"s{n + 1}", len(text))) for n in range(draw(st.integers(0, 5)))]
    found = [draw(findings(n, len(text))) for n in range(draw(st.integers(0, 4)))]
    return Report(made, tuple(rows), tuple(found), "0", "made")
