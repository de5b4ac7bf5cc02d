"""Reports of articles made for the source audit: statements by hand, a sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attrib.audit import Audit, audit
from attrib.model import (
    Attribution,
    Document,
    Finding,
    How,
    Kind,
    Outlet,
    PartyKind,
    Report,
    SignOff,
    Span,
    Speaker,
    Statement,
)


class Said(NamedTuple):
    """A statement: its words, and whose they are; `name` None for nobody."""

    words: str
    name: str | None
    kind: PartyKind = "person"
    id: str | None = None
    form: Kind = "indirect"
    outlet: str | None = None
    how: How = "told"
    outlet_id: str | None = None
    candidates: tuple[str, ...] = ()
    sign_off: SignOff | None = None
    # Number of the statement, from 1, that this one stands inside of.
    within: int | None = None
    # The rule that has something to say of its source.
    code: str | None = None


def report(path: str, date: str | None, *said: Said) -> Report:
    text = "\n".join(item.words for item in said if item.within is None) or "Nobody spoke."
    attributions, findings = [], []
    for number, item in enumerate(said, 1):
        start = text.index(item.words)
        span = Span(start, start + len(item.words))
        statement = Statement(
            f"s{number}",
            (span,),
            kind=item.form,
            within=None if item.within is None else f"s{item.within}",
        )
        speaker = None
        if item.name is not None:
            speaker = Speaker(item.name, item.id, item.kind, "", candidates=item.candidates)
        outlet = Outlet("this publication", "self", "self", "")
        if item.outlet is not None:
            outlet = Outlet(item.outlet, item.outlet_id, item.how, "")
        attributions.append(Attribution(statement, speaker, outlet, sign_off=item.sign_off))
        if item.code is not None:
            finding = Finding(item.code, "", "warning", span, "", statement=statement.id)
            findings.append(finding)
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    spans = tuple(paragraphs)
    document = Document(path, text, text, spans, spans, date=date)
    return Report(document, tuple(attributions), tuple(findings), "0.1.0", "test-model")


def reports() -> Sequence[Report]:
    """Four articles of two months, and one without a date."""
    return (
        report(
            "a.txt",
            "2025-11-30",
            Said(
                "“The lock gates were never tested,”", "Ines Calder", form="direct", outlet="RTHK"
            ),
            Said(
                "the gates “will hold” until May",
                "Harbour Board",
                "institution",
                "board",
                "mixed",
                "Harbour Board",
                "own-words",
                "board",
            ),
            Said("two keys are missing", "a senior official", "anonymous", code="AT302"),
        ),
        report(
            "b.txt",
            "2025-12-01",
            Said("the keys had turned up", "INES CALDER", outlet="RTHK"),
            Said("she was relieved", "Dr. Ines Calder"),
        ),
        report(
            "c.txt",
            "2026-06-20",
            Said("the diver left early", "A senior official", "anonymous", code="AT301"),
            Said("“Nobody dived,”", "Calder", form="direct"),
            Said("it rained", None),
        ),
        report(
            "d.txt",
            "2026-06-21",
            Said("the lock is shut", "He", "unknown"),
            Said("it opens at nine", "the board", "institution"),
        ),
        report(
            "e.txt",
            None,
            Said("swimmers were warned", "residents", "group"),
            Said("they stayed away", "the board", "institution"),
        ),
    )


def made() -> Audit:
    return audit(reports())
