"""Texts of a few words, written to a folder and really read, for a Verifier to hold quotes against."""

from __future__ import annotations

from pathlib import Path

from attrib import Registry
from attrib.model import Span, Speaker, Verdict
from attrib.verify import Texts, Verifier
from attrib.verify.quote import take_apart
from tests.rules.build import Written, write_texts


def texts(folder: Path, written: Written, sources: str | None = None) -> Texts:
    write_texts(written, folder)
    registry = Registry.parse(sources, shipped=False) if sources else Registry.empty()
    return Texts(registry, [folder], cached=False)


def person(name: str, id: str | None = None) -> Speaker:
    return Speaker(name, id, "person", "")


def hold(
    held: Texts,
    quote: str | list[str],
    speaker: Speaker | None,
    outlet: str | None = None,
    *,
    whole: bool = True,
) -> Verdict:
    """What the texts say of a quote, or of one in several pieces."""
    pieces = [quote] if isinstance(quote, str) else quote
    text, spans = "", []
    for piece in pieces:
        start = len(text)
        text += f"“{piece}” "
        spans.append(Span(start, len(text) - 1))
    taken = take_apart(text, spans)
    return Verifier(held).hold(text, taken, speaker, outlet, whole=whole)
