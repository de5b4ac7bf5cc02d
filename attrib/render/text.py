"""Reports for people: findings with their words marked, a table of statements, a summary.

Every line fits 80 columns but the first of a finding, which editors and scripts
read as ``file:line:column: severity code name: message`` and which stays whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import click

from attrib.errors import AttribError
from attrib.model import (
    SEVERITIES,
    STATES,
    Attribution,
    Document,
    DocumentKind,
    EntryFinding,
    Finding,
    Outlet,
    Report,
    Severity,
    Span,
    State,
)

from .columns import columns, cut, cut_start, one_line, pad, visible, wrap
from .naming import left_out, named

WIDTH = 80
_INDENT = "    "
KINDS: dict[DocumentKind, str] = {
    "news": "news",
    "opinion": "opinion",
    "live-blog": "a live blog",
}
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "blue"}
# Columns of context kept before words that are themselves too long to show whole.
_LEAD = 10
_NAME, _OUTLET, _KIND = 20, 16, 8
# What the counts call a finding that is not open.
TOLD: dict[State, str] = {
    "suppressed": "suppressed",
    "signed-off": "signed off",
    "baseline": "old",
}


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str] = frozenset(),
    statements: bool = True,
    colour: bool = False,
) -> str:
    """Findings, statements and a summary for each report, then a summary of all.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked; they are counted, not told.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.
        statements: show the statements, and not the findings alone.
        colour: mark severities and words with ANSI colours.

    Returns:
        Lines, each ended; safe to send to a terminal whatever the articles hold.
    """
    lines = [entry_line(entry, colour) for entry in entries]
    for report in reports:
        if lines:
            lines.append("")
        lines.extend(_report(report, stopping, statements, colour))
    if len(reports) > 1 or errors or entries:
        if lines:
            lines.append("")
        lines.append(_total(reports, errors, entries, stopping, colour))
    return "".join(line + "\n" for line in lines)


def _report(
    report: Report, stopping: frozenset[str], statements: bool, colour: bool
) -> Iterator[str]:
    for finding in report.findings:
        yield from _finding(report.document, finding, colour)
    if report.findings:
        yield ""
    if statements and report.attributions:
        yield from _table(report, colour)
        yield from _sign_offs(report.attributions)
        yield ""
    told = [] if report.kind == "news" else [f"read as {KINDS[report.kind]}"]
    if report.house != "default":
        told.append(f"house: {one_line(report.house)}")
    told += left_out(report.document)
    under = f" ({', '.join(told)})" if told else ""
    path = style(f"{one_line(report.document.path)}: ", colour, bold=True)
    yield path + counts([report]) + _blocking([report], (), stopping, colour) + under


def _finding(document: Document, finding: Finding, colour: bool) -> Iterator[str]:
    line, column = document.locate(finding.raw_span(document).start)
    head = _head(finding, named(document), line, column, colour)
    yield head if finding.state == "open" else f"{head} [{finding.state}]"
    if finding.comment is None:
        before, marked, after = _excerpt(document, finding.span, WIDTH - len(_INDENT))
    else:
        start, end = finding.comment
        marked = one_line(document.raw[start : min(end, start + 2 * WIDTH)])
        before, marked, after = "", cut(marked, WIDTH - len(_INDENT)), ""
    yield f"{_INDENT}{before}{marked}{after}".rstrip()
    carets = "^" * max(1, columns(marked))
    yield _INDENT + " " * columns(before) + style(carets, colour, fg=_COLOURS[finding.severity])
    if finding.suggestion is not None:
        yield from _labelled("suggestion: ", finding.suggestion)
    if finding.reason is not None:
        owner = f" ({finding.owner})" if finding.owner is not None else ""
        yield from _labelled(f"{finding.state}: ", finding.reason + owner)
    elif finding.sign_off is not None:
        # To say that it was rejected would sound as if the finding were.
        yield from _labelled("upheld: ", f"{finding.sign_off.reason} ({finding.sign_off.by})")


def entry_line(entry: EntryFinding, colour: bool) -> str:
    """What is wrong with an entry of a file that is no article."""
    return _head(entry, entry.path, entry.line, entry.column, colour)


def _head(finding: Finding | EntryFinding, path: str, line: int, column: int, colour: bool) -> str:
    place = style(f"{one_line(path)}:{line}:{column}:", colour, bold=True)
    severity = style(finding.severity, colour, fg=_COLOURS[finding.severity], bold=True)
    return f"{place} {severity} {finding.code} {finding.name}: {one_line(finding.message)}"


def _labelled(label: str, words: str, indent: str = _INDENT) -> Iterator[str]:
    for index, part in enumerate(wrap(one_line(words), WIDTH - len(indent) - len(label))):
        yield indent + (" " * len(label) if index else label) + part


def _excerpt(document: Document, span: Span, width: int) -> tuple[str, str, str]:
    """The marked words in their paragraph, and what of it fits before and after them."""
    paragraph = Span(0, len(document.text))
    if document.paragraphs:
        near = document.paragraphs[document.paragraph_at(span.start)]
        paragraph = near if near.start <= span.start <= near.end else paragraph
    text = document.text
    end = max(span.start, min(span.end, paragraph.end))
    # No line shows more than `width` characters of any part, however long the paragraph;
    # one more than fits lets `cut` see that there is more.
    reach = 2 * width
    before = visible(text[max(paragraph.start, span.start - reach) : span.start])
    marked = visible(text[span.start : min(end, span.start + reach)]).rstrip()
    after = visible(text[end : min(paragraph.end, end + reach)])
    spare = width - columns(marked)
    if spare < 0:
        before = cut_start(before, _LEAD)
        marked, after = cut(marked, width - columns(before)), ""
    else:
        before = cut_start(before, max(spare // 2, spare - columns(after)))
    after = cut(after, width - columns(before) - columns(marked))
    return before.lstrip(), marked, after


def _table(report: Report, colour: bool) -> Iterator[str]:
    rows = [_row(report.document, attribution) for attribution in report.attributions]
    head = ("", "speaker", "outlet", "kind", "statement")
    limits = (8, _NAME, _OUTLET, _KIND)
    widths = [
        min(limit, max(columns(row[i]) for row in (head, *rows))) for i, limit in enumerate(limits)
    ]
    rest = WIDTH - sum(widths) - 2 * len(widths)
    for index, row in enumerate((head, *rows)):
        cells = [pad(cell, width) for cell, width in zip(row, widths, strict=False)]
        line = "  ".join([*cells, cut(row[-1], rest)]).rstrip()
        yield line if index else style(line, colour, bold=True)


def _sign_offs(attributions: Iterable[Attribution]) -> Iterator[str]:
    """Under the table: what editors decided, statement by statement."""
    for attribution in attributions:
        sign_off = attribution.sign_off
        if sign_off is not None:
            decided: str = sign_off.decision
            if sign_off.is_common_knowledge:
                decided = "called common knowledge"
            elif sign_off.is_no_statement:
                decided = "called no statement"
            words = f"{decided} by {sign_off.by} on {sign_off.day}: {sign_off.reason}"
            yield from _labelled(f"{attribution.statement.id}: ", words, "")


def _row(document: Document, attribution: Attribution) -> tuple[str, str, str, str, str]:
    statement, speaker, outlet = attribution.statement, attribution.speaker, attribution.outlet
    # Content may run to pages; a row shows a few words of it.
    start, end = statement.content[0]
    return (
        statement.id,
        one_line(speaker.name) if speaker else "-",
        _through(outlet) if outlet else "-",
        statement.kind,
        one_line(document.text[start : min(end, start + 2 * WIDTH)]),
    )


def _through(outlet: Outlet) -> str:
    """The outlet, and the hops after it on the way here."""
    return one_line(" > ".join([outlet.name, *(hop.name for hop in outlet.chain[1:])]))


def _total(
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
    colour: bool,
) -> str:
    files = style(f"{number(len(reports), noun(reports))} checked: ", colour, bold=True)
    line = files + counts(reports, entries) if reports else "no file checked"
    line += _blocking(reports, entries, stopping, colour)
    if errors:
        unread = f"; {number(len(errors), noun(reports))} could not be checked"
        line += style(unread, colour, fg=_COLOURS["error"])
    return line


def _blocking(
    reports: Sequence[Report],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
    colour: bool,
) -> str:
    count = sum(entry.gate_name in stopping for entry in entries)
    count += sum(stops(finding, stopping) for report in reports for finding in report.findings)
    told = f"; {count} {'blocks' if count == 1 else 'block'}"
    return style(told, colour, fg=_COLOURS["error"]) if count else ""


def stops(finding: Finding, stopping: frozenset[str]) -> bool:
    """Whether a finding stops its article.

    Not where it was let through here: another article may share its sentence, and be stopped by it.
    """
    return finding.gate_name in stopping and finding.state in ("open", "baseline")


def noun(reports: Sequence[Report]) -> str:
    """What is counted: files, or articles where a file holds several."""
    several = any(report.document.number is not None for report in reports)
    return "article" if several else "file"


def counts(reports: Sequence[Report], entries: Sequence[EntryFinding] = ()) -> str:
    """How many statements and findings there are, and of which kinds, in one line."""
    statements = attributed = 0
    severities: Counter[Severity] = Counter(entry.severity for entry in entries)
    states: Counter[State] = Counter()
    for report in reports:
        statements += sum(a.is_statement for a in report.attributions)
        attributed += sum(a.speaker is not None for a in report.attributions)
        severities.update(finding.severity for finding in report.findings)
        states.update(finding.state for finding in report.findings)
    line = f"{number(statements, 'statement')}, {attributed} attributed; "
    line += number(sum(severities.values()), "finding")
    told = [number(severities[s], s) for s in reversed(SEVERITIES) if severities[s]]
    line = f"{line}: {', '.join(told)}" if told else line
    said = [f"{states[s]} {TOLD[s]}" for s in STATES if s in TOLD and states[s]]
    line = f"{line} ({', '.join(said)})" if said else line
    outside = [report.outside for report in reports if report.outside is not None]
    return f"{line}; {number(sum(outside), 'finding')} outside the change" if outside else line


def number(count: int, noun: str) -> str:
    """A count with its noun: "1 file", "2 files"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def style(text: str, colour: bool, *, fg: str | None = None, bold: bool | None = None) -> str:
    """`text`, in a colour or bold where colours are wanted."""
    return click.style(text, fg=fg, bold=bold) if colour else text
