"""Reports as one flat table, for a spreadsheet and for counting: comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrib.errors import AttribError
from attrib.model import Attribution, Document, EntryFinding, Report, Verdict

from .changes import change_told, passage_place
from .contents import (
    Found,
    chain,
    found,
    state,
    statement_words,
    suggestion,
    unread_texts,
)
from .naming import left_out
from .table import LONGEST, table
from .text import counts

# The columns, in order; docs/report.md says what each holds.
COLUMNS = (
    "record",
    "article",
    "line",
    "column",
    "id",
    "kind",
    "act",
    "speaker",
    "speaker_id",
    "speaker_kind",
    "candidates",
    "outlet",
    "outlet_id",
    "outlet_how",
    "chain",
    "words",
    "verdict",
    "verdict_reason",
    "source_place",
    "source_words",
    "changes",
    "severity",
    "code",
    "rule",
    "message",
    "suggestion",
    "blocks",
    "state",
    "decision",
    "by",
    "date",
    "reason",
    "within",
    "continues",
    "confidence",
    "fingerprint",
    "field",
)


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
) -> str:
    """A row for each article, statement and finding, and for each file that could not be read.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.

    Returns:
        A table of `COLUMNS`. Cells hold one line each; one that would be a formula begins with
        an apostrophe.
    """
    return table(COLUMNS, _records(reports, errors, entries, stopping))


def _records(
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
) -> Iterator[dict[str, object]]:
    # First what makes every count below one of less than all.
    for error in errors:
        yield {
            "record": "unread",
            "article": error.path,
            "line": error.line,
            "column": error.column,
            "message": error.message,
        }
    for text in unread_texts(reports):
        yield {
            "record": "unread-text",
            "source_place": text.path,
            "speaker_id": text.source,
            "message": text.reason,
        }
    for told in found((), entries, stopping):
        yield _finding(told, "entry")
    for report in reports:
        document = report.document
        findings = list(found([report], (), stopping))
        yield {
            "record": "article",
            "article": document.path,
            "kind": report.kind,
            "message": "; ".join([counts([report]), *left_out(document)]),
            "blocks": _yes(any(told.blocks for told in findings)),
            "field": document.field,
        }
        for attribution in report.attributions:
            yield _statement(document, attribution)
        for told in findings:
            yield _finding(told, "finding")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _statement(document: Document, attribution: Attribution) -> dict[str, object]:
    statement, sign_off = attribution.statement, attribution.sign_off
    speaker, outlet = attribution.speaker, attribution.outlet
    line, column = document.locate(document.raw_span(statement.content[0]).start)
    row: dict[str, object] = {
        "record": "statement",
        "article": document.path,
        "line": line,
        "column": column,
        "id": statement.id,
        "kind": statement.kind,
        "act": statement.act,
        "words": statement_words(document, attribution, LONGEST + 1),
        "within": statement.within,
        "continues": statement.continues,
        # More digits than these differ between processors.
        "confidence": f"{statement.confidence:.3f}",
        "fingerprint": attribution.fingerprint,
        "field": document.field,
        **_verdict(attribution.verdict),
    }
    if speaker is not None:
        row["speaker"] = speaker.name
        row["speaker_id"] = speaker.id
        row["speaker_kind"] = speaker.kind
        row["candidates"] = "; ".join(speaker.candidates)
    if outlet is not None:
        row["outlet"] = outlet.name
        row["outlet_id"] = outlet.id
        row["outlet_how"] = outlet.how
        row["chain"] = chain(outlet)
    if sign_off is not None:
        row["decision"] = "no statement" if sign_off.is_no_statement else sign_off.decision
        row["by"] = sign_off.by
        row["date"] = sign_off.day.isoformat()
        row["reason"] = sign_off.reason
    return row


def _verdict(verdict: Verdict | None) -> dict[str, object]:
    if verdict is None:
        return {}
    return {
        "verdict": verdict.kind,
        "verdict_reason": verdict.reason,
        "source_place": "; ".join(map(passage_place, verdict.passages)),
        "source_words": " … ".join(passage.words for passage in verdict.passages),
        "changes": "; ".join(map(change_told, verdict.changes)),
    }


def _finding(told: Found, record: str) -> dict[str, object]:
    finding = told.finding
    row: dict[str, object] = {
        "record": record,
        "article": told.path,
        "line": told.line,
        "column": told.column,
        "words": told.words,
        "severity": finding.severity,
        "code": finding.code,
        "rule": finding.name,
        "message": finding.message,
        "suggestion": suggestion(told),
        "blocks": _yes(told.blocks),
        "state": state(told),
    }
    if not isinstance(finding, EntryFinding):
        row["id"] = finding.statement
        row["fingerprint"] = finding.fingerprint
        row["field"] = told.field
        row["by"] = finding.owner
        row["reason"] = finding.reason
    return row
