"""Reports for an email: plain lines that read the same in any font and at any width from 72.

What comes from outside never stands at the start of a line, where a mail program would take
"From ", ">" or "-- " for its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrib.errors import AttribError
from attrib.model import Attribution, DocumentKind, EntryFinding, Report, Verdict

from .changes import change_told, passage_place
from .columns import cut, one_line, wrap
from .contents import (
    Found,
    chain,
    found,
    lead,
    reason,
    speaker,
    state,
    statement_words,
    suggestion,
    unread_texts,
    worst_first,
)
from .naming import left_out
from .text import KINDS, TOLD, counts
from .verify import MEANING, verdict_counts, verdict_name

WIDTH = 72
# Columns of an article's or a text's words that are shown of any one thing.
_MOST, _MOST_NAME = 300, 120
_INDENT = "   "


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
) -> str:
    """What blocks, what could not be read and every finding; then who is quoted, article by article.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.

    Returns:
        Lines of at most `WIDTH` columns, each ended, but for a word that is itself longer; no
        word is cut. It holds no control and no override of direction.
    """
    said, told = lead(reports, errors, entries, stopping)
    lines = [f"{said.upper()}.", *wrap(told, WIDTH)]
    lines += _unread(reports, errors)
    findings = worst_first(found(reports, entries, stopping))
    if findings:
        lines += _heading("Findings")
    for number, finding in enumerate(findings, 1):
        lines += ["", *_finding(number, finding)]
    for report in reports:
        lines += _quoted(report)
        lines += _verdicts(report)
    return "".join(line + "\n" for line in lines)


def _heading(*words: str) -> Iterator[str]:
    yield ""
    yield ""
    lines = list(wrap(_whole(" ".join(words), _MOST_NAME), WIDTH - len(_INDENT), whole=True))
    # What an article is called may be longer than a line.
    yield lines[0]
    yield from (_INDENT + line for line in lines[1:])
    yield "-" * min(WIDTH, max(map(len, lines)))


def _item(words: str, mark: str = "", indent: str = _INDENT) -> Iterator[str]:
    """`words` wrapped, the first line after `mark`, the others as far in."""
    for number, line in enumerate(wrap(words, WIDTH - len(indent), whole=True)):
        yield (indent if number or not mark else mark.ljust(len(indent))) + line


def _whole(text: str, most: int = _MOST) -> str:
    """`text` in one line of at most `most` columns, cut between words if there are several."""
    line = one_line(text)
    short = cut(line, most)
    if short == line:
        return line
    kept, space, _ = short.rpartition(" ")
    return f"{kept} …" if space else short


def _unread(reports: Sequence[Report], errors: Sequence[AttribError]) -> Iterator[str]:
    texts = unread_texts(reports)
    if errors or texts:
        yield from _heading("Could not be read")
        yield ""
    for error in errors:
        yield from _item(_whole(str(error)), "*")
    for text in texts:
        told = f"{_whole(text.path, _MOST_NAME)}: {_whole(text.reason)};"
        yield from _item(f"{told} quotes of its speaker are not checked", "*")


def _finding(number: int, told: Found) -> Iterator[str]:
    finding, said = told.finding, state(told)
    head = f"{finding.severity.upper()}{', blocks' if told.blocks else ''}: "
    yield from _item(f"{head}{finding.name} ({finding.code})", f"{number}. ", _in(number))
    yield from _item(f"{_whole(told.where, _MOST_NAME)}, line {told.line}", indent=_in(number))
    yield from _item(_whole(finding.message, 2 * _MOST), indent=_in(number))
    labelled = [("Words", told.words), ("Suggestion", suggestion(told))]
    if said != "open":
        labelled.append((TOLD[said].capitalize(), reason(told) or "in the baseline"))
    for label, words in labelled:
        if words:
            yield from _item(f"{label}: {_whole(words)}", indent=_in(number))


def _in(number: int) -> str:
    return " " * max(len(_INDENT), len(f"{number}. "))


def _quoted(report: Report) -> Iterator[str]:
    """Who is quoted and through whom, in the order of the text, and how often."""
    path = report.document.path
    yield from _heading("Who is quoted in", path)
    yield ""
    kind: DocumentKind = report.kind
    about = [] if kind == "news" else [f"read as {KINDS[kind]}"]
    yield from _item("; ".join([counts([report]), *about, *left_out(report.document)]))
    yield ""
    times: Counter[tuple[str, str]] = Counter()
    for attribution in report.attributions:
        if attribution.is_statement:
            name, through = speaker(attribution.speaker), chain(attribution.outlet)
            times[name, "" if through == name else through] += 1
    for (name, through), count in times.items():
        told = _whole(name, _MOST_NAME)
        told += f", through {_whole(through, _MOST_NAME)}" if through else ""
        yield from _item(f"{told}: {count} {'statement' if count == 1 else 'statements'}", "*")
    for attribution in report.attributions:
        sign_off = attribution.sign_off
        if sign_off is not None:
            decided = "called no statement" if sign_off.is_no_statement else sign_off.decision
            words = _whole(statement_words(report.document, attribution), _MOST_NAME)
            why = f"{_whole(sign_off.by)} on {sign_off.day}: {_whole(sign_off.reason)}"
            yield from _item(f"{words}: {decided} by {why}", "*")


def _verdicts(report: Report) -> Iterator[str]:
    """What the texts of their sources say of the quotes that are not word for word."""
    held = [a for a in report.attributions if a.verdict is not None and a.is_statement]
    if not held:
        return
    yield from _heading("Quotes of", report.document.path, "against their sources")
    yield ""
    yield from _item(verdict_counts(report, held))
    for attribution in held:
        verdict = attribution.verdict
        if verdict is None or (verdict.kind in ("verbatim", "paraphrase") and not verdict.changes):
            continue
        yield ""
        yield from _verdict(report, attribution, verdict)


def _verdict(report: Report, attribution: Attribution, verdict: Verdict) -> Iterator[str]:
    document = report.document
    line, _ = document.locate(document.raw_span(attribution.statement.content[0]).start)
    meaning = verdict.reason or MEANING[verdict.kind]
    if verdict.kind == "paraphrase":
        meaning = "the source has it otherwise"
    name = _whole(speaker(attribution.speaker), _MOST_NAME)
    yield from _item(
        f"Line {line}, {name}: {verdict_name(verdict).upper()}: {_whole(meaning)}", "*"
    )
    yield from _item(f"Printed: {_whole(statement_words(document, attribution))}")
    label = "Nearest" if verdict.kind == "not-found" else "Source"
    for passage in verdict.passages:
        yield from _item(f"{label}: {_whole(passage.words)}")
        yield from _item(f"({_whole(passage_place(passage))})")
    for change in verdict.changes:
        yield from _item(f"Change: {_whole(change_told(change))}")
