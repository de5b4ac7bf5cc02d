"""What the gate's tests share: an article as read, and findings and statements in it."""

from __future__ import annotations

from pathlib import Path

from attrib.model import Attribution, Document, Finding, Span, Speaker, Statement
from attrib.read import read_bytes
from attrib.rules import RULES

CODES = {rule.name: rule.code for rule in RULES}


def article(text: str, path: str | Path = "drafts/a.txt") -> Document:
    return read_bytes(text.encode(), str(path))


def span(document: Document, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))


def finding(
    document: Document,
    words: str,
    nth: int = 0,
    rule: str = "vague-source",
    statement: str | None = None,
) -> Finding:
    return Finding(
        CODES[rule],
        rule,
        "warning",
        span(document, words, nth),
        "Say who they are.",
        statement=statement,
    )


def attribution(
    document: Document,
    words: str,
    id: str = "s1",
    speaker: str | None = "Anna Calder",
    nth: int = 0,
) -> Attribution:
    known = Speaker(speaker, None, "person", "named beside its words") if speaker else None
    return Attribution(Statement(id, (span(document, words, nth),)), known, None)
