"""A Context from a case: its text is read for real, its statements are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from attrib.find.quotations import Marks, find_quotations
from attrib.houses import House, HouseLimits
from attrib.model import Attribution, Document, Hop, Kind, Outlet, Span, Speaker, Statement
from attrib.read import read_text
from attrib.registry import Registry
from attrib.resolve import names
from attrib.rules import Context
from attrib.verify import Texts, Verifier

Written = Mapping[str, str] | Sequence[Mapping[str, str]]


def context(
    text: str,
    statements: Sequence[Mapping[str, Any]] = (),
    sources: str | None = None,
    limits: Mapping[str, int] | None = None,
    texts: Written | None = None,
    folder: Path | None = None,
) -> Context:
    document = read_text(text)
    marks = find_quotations(document.text, document.paragraphs)
    registry = Registry.parse(sources, shipped=False) if sources else Registry.empty()
    entries = [_attribution(document, marks, given) for given in statements]
    entries.sort(key=lambda a: a.statement.start)
    mentions = names(document, [entry.statement for entry in entries], registry)
    house = House(limits=HouseLimits(**(limits or {})))
    made = Context(document, marks, tuple(entries), registry, mentions, house)
    return made if texts is None or folder is None else _held(made, texts, folder)


def _held(given: Context, texts: Written, folder: Path) -> Context:
    """The same, held against texts that are written into a folder and read from there."""
    write_texts(texts, folder)
    held = Texts(given.registry, [folder], cached=False)
    assert not held.unread, held.unread
    verifier = Verifier(held)
    least = given.house.limits.copied_words
    return replace(
        given,
        attributions=verifier.verify(given.document, given.attributions, given.marks),
        copies=verifier.copies(given.document, given.marks, least),
    )


def write_texts(texts: Written, folder: Path) -> None:
    """Texts by their file names; one that says whose it is gets that as its front matter."""
    if isinstance(texts, Mapping):
        texts = [{"path": name, "text": text} for name, text in texts.items()]
    for given in texts:
        assert given.keys() <= {"path", "source", "text"}, given
        front = f"---\nsource: {given['source']}\n---\n" if "source" in given else ""
        path = folder / given["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(front + given["text"], encoding="utf-8")


def _attribution(document: Document, marks: Marks, given: Mapping[str, Any]) -> Attribution:
    known = {
        "content", "cue", "source", "speaker", "kind", "id", "candidates", "label", "continues",
        "act", "outlet",
    }  # fmt: skip
    assert given.keys() <= known, f"unknown keys in a case: {given.keys() - known}"
    content = tuple(_find(document, words, 0) for words in _list(given["content"]))
    near = content[0].start
    statement = Statement(
        id=f"s{near}",
        content=content,
        cue=tuple(_find(document, words, near) for words in _list(given.get("cue"))),
        source=tuple(_find(document, words, near) for words in _list(given.get("source"))),
        kind=_kind(marks, content),
        act=given.get("act", "assertion"),
        label=given.get("label", False),
        continues=given.get("continues"),
    )
    speaker = None
    if "speaker" in given:
        speaker = Speaker(
            name=given["speaker"],
            id=given.get("id"),
            kind=given.get("kind", "person"),
            evidence="given by the case",
            mention=statement.source[0] if statement.source else None,
            candidates=tuple(given.get("candidates", ())),
        )
    outlet = _outlet(document, given["outlet"], near) if "outlet" in given else None
    return Attribution(statement, speaker, outlet)


def _outlet(document: Document, given: Sequence[Mapping[str, str]], near: int) -> Outlet:
    """The outlet of a case: its hops, the nearest to the speaker first."""
    hops = tuple(
        Hop(
            hop["name"],
            hop.get("id"),
            hop.get("how", "told"),  # type: ignore[arg-type]
            "given by the case",
            _find(document, hop["mention"], near) if "mention" in hop else None,
        )
        for hop in given
    )
    return Outlet(hops[0].name, hops[0].id, hops[0].how, "", hops[0].mention, hops)


def _list(words: str | Sequence[str] | None) -> Sequence[str]:
    return [] if words is None else [words] if isinstance(words, str) else words


def _find(document: Document, words: str, near: int) -> Span:
    """The occurrence nearest to a place."""
    places, at = [], document.text.find(words)
    while at >= 0:
        places.append(at)
        at = document.text.find(words, at + 1)
    assert places, f"a case's statement has words that its text lacks: {words!r}"
    start = min(places, key=lambda place: abs(place - near))
    return Span(start, start + len(words))


def _kind(marks: Marks, content: Sequence[Span]) -> Kind:
    quoted = [span for q in marks.quotations for span in q.spans]
    inside = [any(q.start <= c.start + 1 and c.end - 1 <= q.end for q in quoted) for c in content]
    if all(inside):
        return "direct"
    return "mixed" if any(q.overlaps(c) for q in quoted for c in content) else "indirect"
