"""Reports for programs: the JSON of ``docs/report.schema.json``, attrib-report/1."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from attrib._version import VERSION
from attrib.errors import AttribError
from attrib.model import (
    SEVERITIES,
    STATES,
    Attribution,
    Change,
    Comparison,
    Copy,
    Document,
    EntryComparison,
    EntryFinding,
    Finding,
    Hop,
    Outlet,
    Passage,
    Report,
    Severity,
    SignOff,
    Span,
    Speaker,
    Unread,
    Verdict,
)

SCHEMA = "attrib-report/1"
_NO_ENTRIES = EntryComparison()


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
) -> str:
    """One JSON document about all reports, and the files that could not be checked.

    It is ASCII, all else escaped: its bytes are the same under every locale, and
    a terminal that it is sent to obeys nothing that an article holds. Keys keep
    their order, and nothing in it depends on the time or the machine.
    """
    findings = [finding for report in reports for finding in report.findings]
    documents = [_document(report) for report in reports]
    told = [_entry(entry) for entry in entries]
    return _dumped(_envelope(reports, errors, [*findings, *entries], documents, told))


def render_houses(
    comparisons: Sequence[Comparison],
    errors: Sequence[AttribError] = (),
    entries: EntryComparison = _NO_ENTRIES,
) -> str:
    """The same about articles under several houses: each finding once, with what each says.

    A finding's own severity is that of the strictest house; the summary counts by it.
    """
    rows = [row for comparison in comparisons for row in comparison.rows()]
    documents = []
    for comparison in comparisons:
        ids = [report.house for report in comparison.reports]
        findings = [
            {
                **_finding(comparison.document, row.finding),
                "houses": _levels(ids, row.severities),
            }
            for row in comparison.rows()
        ]
        document = {**_document(comparison.reports[0]), "findings": findings}
        documents.append({**document, "houses": _by_house([comparison])})
    wrong = entries.rows()
    told = [
        {**_entry(row.entry), "houses": _levels(entries.houses, row.severities)} for row in wrong
    ]
    firsts = [comparison.reports[0] for comparison in comparisons]
    found: list[Finding | EntryFinding] = [
        *(row.finding for row in rows),
        *(row.entry for row in wrong),
    ]
    whole = _envelope(firsts, errors, found, documents, told)
    whole["house"] = None
    whole["summary"]["houses"] = _by_house(comparisons, entries)
    return _dumped(whole)


def _levels(ids: Sequence[str], severities: Sequence[Severity | None]) -> dict[str, Any]:
    return dict(zip(ids, severities, strict=True))


def _by_house(
    comparisons: Sequence[Comparison], entries: EntryComparison = _NO_ENTRIES
) -> dict[str, Any]:
    ids = [report.house for report in comparisons[0].reports] if comparisons else entries.houses
    told: dict[str, Any] = {}
    for index, house in enumerate(ids):
        findings = [f for c in comparisons for f in c.reports[index].findings]
        wrong = entries.found[index] if entries.found else ()
        stopped = bool(entries.blocks) and entries.blocks[index]
        told[house] = {
            "findings": _counts([*findings, *wrong]),
            "blocks": stopped or any(c.blocks[index] for c in comparisons),
        }
    return told


def _envelope(
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    findings: Sequence[Finding | EntryFinding],
    documents: Sequence[dict[str, Any]],
    entries: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    attributions = [a for r in reports for a in r.attributions if a.is_statement]
    states = Counter("open" if isinstance(f, EntryFinding) else f.state for f in findings)
    return {
        "schema": SCHEMA,
        "tool": {
            "name": "attrib",
            "version": reports[0].version if reports else VERSION,
            "model": reports[0].model if reports else None,
        },
        "house": _whole(reports[0].house) if reports else None,
        "documents": list(documents),
        "entries": list(entries),
        "errors": [_error(error) for error in errors],
        "unread_texts": [_unread(unread) for unread in (reports[0].unread if reports else ())],
        "summary": {
            "documents": len(reports),
            "statements": len(attributions),
            "attributed": sum(a.speaker is not None for a in attributions),
            "findings": _counts(findings),
            "states": {s: states[s] for s in STATES},
        },
    }


def _counts(findings: Sequence[Finding | EntryFinding]) -> dict[Severity, int]:
    severities = Counter(finding.severity for finding in findings)
    return {severity: severities[severity] for severity in reversed(SEVERITIES)}


def _dumped(whole: dict[str, Any]) -> str:
    return json.dumps(whole, indent=2, allow_nan=False) + "\n"


def _document(report: Report) -> dict[str, Any]:
    document = report.document
    return {
        "path": _whole(document.path),
        "kind": report.kind,
        "date": document.date,
        "statements": [_statement(document, a) for a in report.attributions],
        "findings": [_finding(document, f) for f in report.findings],
        "copies": [_copy(document, copy) for copy in report.copies],
    }


def _statement(document: Document, attribution: Attribution) -> dict[str, Any]:
    statement = attribution.statement
    return {
        "id": statement.id,
        "kind": statement.kind,
        "act": statement.act,
        "content": [_span(document, span) for span in statement.content],
        "cue": [_span(document, span) for span in statement.cue],
        "source": [_span(document, span) for span in statement.source],
        "speaker": _speaker(document, attribution.speaker),
        "outlet": _outlet(document, attribution.outlet),
        # More digits than these differ between processors.
        "confidence": round(float(statement.confidence), 3),
        "within": statement.within,
        "continues": statement.continues,
        "fingerprint": attribution.fingerprint,
        "sign_off": _sign_off(attribution.sign_off),
        "verdict": _verdict(document, attribution.verdict),
    }


def _verdict(document: Document, verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        "kind": verdict.kind,
        "reason": None if verdict.reason is None else _whole(verdict.reason),
        "score": round(float(verdict.score), 3),
        "passages": [_passage(passage) for passage in verdict.passages],
        "changes": [_change(document, change) for change in verdict.changes],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    told = (passage.speaker, passage.time, passage.title, passage.date, passage.url)
    speaker, time, title, date, url = (None if x is None else _whole(x) for x in told)
    return {
        "path": _whole(passage.path),
        "page": passage.page,
        "line": passage.line,
        "time": time,
        "text": _whole(passage.words),
        "speaker": speaker,
        "title": title,
        "date": date,
        "url": url,
    }


def _change(document: Document, change: Change) -> dict[str, Any]:
    quoted = _span(document, change.place)
    return {
        "how": change.how,
        "about": change.about,
        "quoted": {**quoted, "text": _whole(change.quoted)},
        "said": {
            "start": change.said_place.start,
            "end": change.said_place.end,
            "text": _whole(change.said),
        },
        "passage": change.passage,
    }


def _copy(document: Document, copy: Copy) -> dict[str, Any]:
    return {
        **_span(document, copy.span),
        "words": copy.words,
        "passage": _passage(copy.passage),
    }


def _unread(unread: Unread) -> dict[str, Any]:
    return {
        "path": _whole(unread.path),
        "reason": _whole(unread.reason),
        "source": unread.source,
    }


def _sign_off(sign_off: SignOff | None) -> dict[str, Any] | None:
    if sign_off is None:
        return None
    return {
        "decision": sign_off.decision,
        "corrects": list(sign_off.corrects),
        "common_knowledge": sign_off.is_common_knowledge,
        "by": _whole(sign_off.by),
        "date": sign_off.day.isoformat(),
        "reason": _whole(sign_off.reason),
    }


def _speaker(document: Document, speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    mention, named = speaker.mention, speaker.named
    return {
        "name": _whole(speaker.name),
        "id": speaker.id,
        "kind": speaker.kind,
        "candidates": [_whole(name) for name in speaker.candidates],
        "evidence": _whole(speaker.evidence),
        "mention": None if mention is None else _span(document, mention),
        "named": None if named is None else _span(document, named),
    }


def _outlet(document: Document, outlet: Outlet | None) -> dict[str, Any] | None:
    if outlet is None:
        return None
    return {
        "name": _whole(outlet.name),
        "id": outlet.id,
        "how": outlet.how,
        "evidence": _whole(outlet.evidence),
        "chain": [_hop(document, hop) for hop in outlet.chain],
    }


def _hop(document: Document, hop: Hop) -> dict[str, Any]:
    return {
        "name": _whole(hop.name),
        "id": hop.id,
        "how": hop.how,
        "words": _whole(hop.words),
        "mention": None if hop.mention is None else _span(document, hop.mention),
    }


def _finding(document: Document, finding: Finding) -> dict[str, Any]:
    if finding.comment is None:
        span = _span(document, finding.span)
    else:
        start, end = finding.comment
        span = {"start": start, "end": end, "text": _whole(document.raw[start:end])}
    line, column = document.locate(span["start"])
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "start": span["start"],
        "end": span["end"],
        "line": line,
        "column": column,
        "text": span["text"],
        "message": _whole(finding.message),
        "suggestion": None if finding.suggestion is None else _whole(finding.suggestion),
        "doubtful": finding.doubtful,
        "fingerprint": finding.fingerprint,
        "state": finding.state,
        "reason": None if finding.reason is None else _whole(finding.reason),
        "owner": None if finding.owner is None else _whole(finding.owner),
        "sign_off": _sign_off(finding.sign_off),
    }


def _entry(entry: EntryFinding) -> dict[str, Any]:
    return {
        "path": _whole(entry.path),
        "line": entry.line,
        "column": entry.column,
        "code": entry.code,
        "name": entry.name,
        "severity": entry.severity,
        "message": _whole(entry.message),
    }


def _span(document: Document, span: Span) -> dict[str, Any]:
    start, end = document.raw_span(span)
    raw, prose = document.raw[start:end], document.slice(span)
    # Plain words are shown as the raw file has them, line ends, soft hyphens and all; of
    # words with mark-up among them only what a reader sees.
    marked_up = any(raw.count(char) != prose.count(char) for char in "<&;")
    words = prose if marked_up else raw
    return {"start": start, "end": end, "text": _whole(words)}


def _error(error: AttribError) -> dict[str, Any]:
    place = {"line": error.line, "column": error.column}
    return {
        "path": None if error.path is None else _whole(error.path),
        "message": _whole(error.message),
        **{key: value for key, value in place.items() if value is not None},
    }


def _whole(text: str) -> str:
    """`text` without halves of surrogate pairs, which strict JSON parsers refuse."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
