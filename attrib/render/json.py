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
    Attribution,
    Comparison,
    Document,
    Finding,
    Hop,
    Outlet,
    Report,
    Severity,
    Span,
    Speaker,
)

SCHEMA = "attrib-report/1"


def render(reports: Sequence[Report], errors: Sequence[AttribError] = ()) -> str:
    """One JSON document about all reports, and the files that could not be checked.

    It is ASCII, all else escaped: its bytes are the same under every locale, and
    a terminal that it is sent to obeys nothing that an article holds. Keys keep
    their order, and nothing in it depends on the time or the machine.
    """
    findings = [finding for report in reports for finding in report.findings]
    whole = _envelope(reports, errors, findings, [_document(report) for report in reports])
    return _dumped(whole)


def render_houses(comparisons: Sequence[Comparison], errors: Sequence[AttribError] = ()) -> str:
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
                "houses": dict(zip(ids, row.severities, strict=True)),
            }
            for row in comparison.rows()
        ]
        document = {**_document(comparison.reports[0]), "findings": findings}
        documents.append({**document, "houses": _by_house([comparison])})
    firsts = [comparison.reports[0] for comparison in comparisons]
    whole = _envelope(firsts, errors, [row.finding for row in rows], documents)
    whole["house"] = None
    whole["summary"]["houses"] = _by_house(comparisons)
    return _dumped(whole)


def _by_house(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for index, report in enumerate(comparisons[0].reports if comparisons else ()):
        findings = [f for c in comparisons for f in c.reports[index].findings]
        told[report.house] = {
            "findings": _counts(findings),
            "blocks": any(c.blocks[index] for c in comparisons),
        }
    return told


def _envelope(
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    findings: Sequence[Finding],
    documents: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    attributions = [a for r in reports for a in r.attributions]
    return {
        "schema": SCHEMA,
        "tool": {
            "name": "attrib",
            "version": reports[0].version if reports else VERSION,
            "model": reports[0].model if reports else None,
        },
        "house": _whole(reports[0].house) if reports else None,
        "documents": list(documents),
        "errors": [_error(error) for error in errors],
        "summary": {
            "documents": len(reports),
            "statements": len(attributions),
            "attributed": sum(a.speaker is not None for a in attributions),
            "findings": _counts(findings),
        },
    }


def _counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    severities = Counter(finding.severity for finding in findings)
    return {severity: severities[severity] for severity in reversed(SEVERITIES)}


def _dumped(whole: dict[str, Any]) -> str:
    return json.dumps(whole, indent=2, allow_nan=False) + "\n"


def _document(report: Report) -> dict[str, Any]:
    document = report.document
    return {
        "path": _whole(document.path),
        "statements": [_statement(document, a) for a in report.attributions],
        "findings": [_finding(document, f) for f in report.findings],
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
        "speaker": _speaker(attribution.speaker),
        "outlet": _outlet(document, attribution.outlet),
        # More digits than these differ between processors.
        "confidence": round(float(statement.confidence), 3),
        "within": statement.within,
        "continues": statement.continues,
    }


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    return {
        "name": _whole(speaker.name),
        "id": speaker.id,
        "kind": speaker.kind,
        "candidates": [_whole(name) for name in speaker.candidates],
        "evidence": _whole(speaker.evidence),
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
    span = _span(document, finding.span)
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
        "fingerprint": finding.fingerprint,
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
