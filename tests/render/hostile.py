"""Reports full of words that would like to be more than words."""

from __future__ import annotations

from datetime import date

from attrib.errors import ReadError
from attrib.model import (
    Attribution,
    Change,
    EntryFinding,
    Finding,
    Outlet,
    Passage,
    Report,
    SignOff,
    Span,
    Speaker,
    Statement,
    Unread,
    Verdict,
)

from . import samples

HOSTILE = (
    "[a](http://evil.example)",
    "![a](http://evil.example/x.png)",
    "[a][b]",
    "<http://evil.example>",
    "http://evil.example/x",
    "HTTPS://evil.example",
    "ftp://evil.example",
    "www.evil.example",
    "evil.example",
    "//localhost/x",
    "mailto:a@evil.example",
    "a@evil.example",
    "<script>alert(1)</script>",
    "<!-- x",
    "</details></summary>",
    "&lt;b&gt; &#60;b&#62;",
    "@everyone and @org/team",
    "#1 and GH-1 and org/repo#1",
    "!1 ~bug %3 $4 &5 ^alert#6",
    "[issue:1] *iteration:2 :tada:",
    "a | b \\| c \\\\| d",
    "**bold** _it_ ~~no~~ `code` ``x`` $x^2$",
    "# head",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "> quote",
    "```\ncode",
    "===\n---",
    "/close",
    "line\r\nbreak\u2028and\x0bmore",
    "\u202egnp.exe \u2066x\u2069 \x1b[2J\x00 \ud800",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    'x;=cmd|"/C calc"!A0;"=2',
    "From here on",
    "-- ",
)


def report(words: str) -> Report:
    """A report in which `words` stand wherever outside text can."""
    text = f"{words} said so.\nMore words here."
    place = Span(0, len(words))
    document = samples.document(text, words)
    change = Change("replaced", "words", words, words, place, Span(0, 1))
    passage = Passage(words, 7, words, words, time=words)
    verdict = Verdict("altered", (passage,), (change,), words, 0.9, 5)
    attribution = Attribution(
        Statement("s1", (place,), (), (), "direct"),
        Speaker(words, words, "person", words),
        Outlet(words, words, "told", words),
        "1" * 32,
        SignOff("accepted", words, date(2026, 3, 1), words),
        verdict,
    )
    finding = Finding(
        "AT205",
        "vague-source",
        "warning",
        place,
        words,
        words,
        "s1",
        "2" * 32,
        state="suppressed",
        reason=words,
        owner=words,
    )
    unread = (Unread(words, words, words),)
    return Report(document, (attribution,), (finding,), "0", "model", unread=unread)


def error(words: str) -> ReadError:
    return ReadError(words, path=words)


def entry(words: str) -> EntryFinding:
    return EntryFinding("AT903", "unused-suppression", "warning", words, 3, 5, words)
