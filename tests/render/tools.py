"""One report with everything in it that a tool is to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from attrib.errors import ReadError
from attrib.model import EntryFinding, Finding, Report, SignOff, Span, Unread

from . import samples

# Two lines of words outside ASCII and outside the Basic Multilingual Plane before a finding.
TEXT = (
    "Zoë Núñez, 🦊 of the quay: “Größe zählt.”\n"
    "“Wir haben es gesehen,” said nobody at all.\n"
    "Critics say 🦊 so,\nand more."
)
COMMENT = "\n<!-- attrib: allow x -->"
ERROR = ReadError("no such file", path="lost.txt")
ENTRY = EntryFinding("AT903", "unused-suppression", "warning", "attrib.yaml", 3, 5, "Not used.")
BLOCKING = "a" * 32
STOPPING = frozenset({BLOCKING})
ROOT = Path.cwd()


def report(path: str = "pier.txt") -> Report:
    """An error that blocks, and errors of each state that do not; a note; one over two lines."""
    document = samples.document(TEXT, path, TEXT + COMMENT)

    def finding(words: str, digit: str, **more: object) -> Finding:
        place = samples.span(TEXT, words)
        plain = Finding(
            "AT101", "unattributed-quote", "error", place, f"Who says {words}?", "perhaps Zoë"
        )
        return replace(plain, fingerprint=digit * 32, **more)  # type: ignore[arg-type]

    end = len(TEXT)
    by = SignOff("accepted", "Ana Ruiz", date(2026, 3, 1), "heard it")
    findings = (
        finding("“Größe zählt.”", "a"),
        finding(
            "“Wir haben", "b", state="suppressed", reason="known", owner="Bo", beside_text=True
        ),
        finding("es", "c", state="suppressed", reason="in the settings"),
        finding("gesehen,”", "d", state="signed-off", reason="heard it", owner="Ana", sign_off=by),
        finding("nobody", "e", state="baseline"),
        finding("Critics say 🦊 so,\nand", "f", severity="note", doubtful=True),
        replace(
            finding("more", "9"),
            code="AT904",
            name="malformed-suppression",
            span=Span(end, end),
            comment=Span(end + 1, end + len(COMMENT)),
        ),
    )
    unread = (Unread("texts/lost.pdf", "no words in it", "board"),)
    return Report(document, (), findings, "0.1.0", "test-model", unread=unread)


# Of each finding: code, line, column, end line, end column (code points, the end exclusive), and
# whether it blocks.
PLACES = [
    ("AT101", 1, 27, 1, 41, True),
    ("AT101", 2, 1, 2, 11, False),
    ("AT101", 2, 12, 2, 14, False),
    ("AT101", 2, 15, 2, 24, False),
    ("AT101", 2, 30, 2, 36, False),
    ("AT101", 3, 1, 4, 4, False),
    ("AT904", 5, 1, 5, 25, False),
]
