"""Reports as Markdown, for a comment on a pull request and for a ticket.

It is written for GitHub and GitLab, whose comments are CommonMark with tables. Both look at
comments once more after they are rendered, and turn ``@name``, ``#1`` and ``http://`` in plain
text into links that notify people; no escape of Markdown's keeps them from it, so a word joiner
stands where such a thing would begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrib.errors import AttribError
from attrib.model import SEVERITIES, EntryFinding, Report, Severity, Verdict

from .changes import change_told
from .columns import cut, one_line
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
from .text import TOLD, counts, number
from .verify import verdict_name

# GitHub takes 65,536; counted as JavaScript does, in units of UTF-16.
LIMIT = 65_000
# Kept for what is said of all that is left out, and to end what is begun.
_SPARE = 1_000
# Columns of an article's or a registry's words that are shown of any one thing.
_MOST, _MOST_NAME = 300, 80

_JOINER = "\u2060"
# What begins a link in GitHub or GitLab, or an emoji: people, issues, merge requests, snippets,
# milestones, labels, epics, alerts, addresses.
_BEGINS = re.compile(
    r"[@#!$%~&^\[*](?=[\w\"'])|:(?=//|[\w+-]+:)|(?<=mailto):|(?<=xmpp):|/(?=/)"
    r"|(?<=\bGH)-(?=\d)|(?<=\bwww)(?=\.)",
    re.I,
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "\\": "&#92;"}
# Dots of host names; what begins a heading, a list, a rule or a command of GitLab's at the start.
_ESCAPED = re.compile(r"[&<>|\\`*_\[\]~$]|\.(?=[^\W\d])|^[#+=:/-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def escape(text: str) -> str:
    """`text` in one line that stands for itself in Markdown, wherever it is put.

    Nothing in it is markup, HTML, a link, a mention, a reference or the end of a table's cell, and
    no control of direction is sent (`one_line`).
    """
    joined = _BEGINS.sub(lambda match: match[0] + _JOINER, one_line(text))
    return _ESCAPED.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), joined)


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
) -> str:
    """Whether the articles are stopped, the findings, worst first, and tables of the statements.

    Of several articles, what blocks stands first, and the rest article by article.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.

    Returns:
        CommonMark with tables, of at most `LIMIT` characters. What does not fit is left out in
        whole findings and rows, from the end, and counted.
    """
    said, told = lead(reports, errors, entries, stopping)
    page = _Page(LIMIT - _SPARE)
    page.add(f"**{said}.** {escape(told)}\n")
    _unread(page, reports, errors)
    _findings(page, _grouped(reports, entries, stopping))
    _statements(page, reports)
    return "".join(page.parts)


class _Page:
    """Text that grows up to a limit."""

    def __init__(self, limit: int) -> None:
        self.parts: list[str] = []
        self.left = limit

    def add(self, text: str, *, always: bool = False) -> bool:
        """Put `text` at the end if it fits; always for what the page must say, and is short."""
        size = len(text.encode("utf-16-le")) // 2
        if size > self.left and not always:
            return False
        self.parts.append(text)
        self.left -= size
        return True

    def add_each(self, texts: Iterable[str]) -> int:
        """Put as many at the end as fit, in order, and say how many do."""
        done = 0
        for text in texts:
            if not self.add(text):
                break
            done += 1
        return done


def _short(text: str, most: int = _MOST) -> str:
    return escape(cut(one_line(text), most))


def _unread(page: _Page, reports: Sequence[Report], errors: Sequence[AttribError]) -> None:
    texts = unread_texts(reports)
    if not errors and not texts:
        return
    lines = [f"- {_short(str(error))}\n" for error in errors]
    lines += [
        f"- {_short(text.path)}: {_short(text.reason)}; quotes of its speaker are not checked\n"
        for text in texts
    ]
    page.add("\n**Could not be read**\n\n", always=True)
    # A thousand files that cannot be read must leave room for a finding.
    room = _Page(page.left // 3)
    done = room.add_each(lines)
    page.add("".join(room.parts), always=True)
    if done < len(lines):
        page.add(f"\n{len(lines) - done} more could not be read.\n", always=True)


def _grouped(
    reports: Sequence[Report], entries: Sequence[EntryFinding], stopping: frozenset[str]
) -> list[tuple[str, list[Found]]]:
    """The findings under their headings, each group worst first."""
    if len(reports) < 2:
        return [("Findings", worst_first(found(reports, entries, stopping)))]
    blocking: list[Found] = []
    rest: list[tuple[str, list[Found]]] = []
    for heading, told in (
        ("Entries", found((), entries, stopping)),
        *((_short(r.document.path, _MOST_NAME), found([r], (), stopping)) for r in reports),
    ):
        passed: list[Found] = []
        for one in told:
            (blocking if one.blocks else passed).append(one)
        rest.append((heading, worst_first(passed)))
    return [("What blocks", worst_first(blocking)), *rest]


def _findings(page: _Page, groups: Iterable[tuple[str, Sequence[Found]]]) -> None:
    rest: list[Found] = []
    for heading, findings in groups:
        texts = list(map(_finding, findings))
        # After what has no room nothing else has, and no heading stands alone.
        if rest or not texts or not page.add(f"\n**{heading}**\n{texts[0]}"):
            rest += findings
            continue
        rest += findings[1 + page.add_each(texts[1:]) :]
    if rest:
        page.add(
            f"\n{number(len(rest), 'more finding')} left out here: {_kinds(rest)}.\n", always=True
        )


def _finding(told: Found) -> str:
    finding = told.finding
    said = state(told)
    head = f"**{finding.severity}{', blocks' if told.blocks else ''}** "
    head += f"{finding.code} {escape(finding.name)}, {_short(told.where, _MOST_NAME)}:{told.line}"
    parts = [head, _short(finding.message, 2 * _MOST)]
    if told.words:
        parts.append(f"> {_short(told.words)}")
    if suggestion(told):
        parts.append(f"Suggestion: {_short(suggestion(told))}")
    if said != "open":
        why = reason(told)
        parts.append(TOLD[said].capitalize() + (f": {_short(why)}" if why else ""))
    return "\n- " + "\n\n  ".join(parts) + "\n"


def _kinds(findings: Sequence[Found]) -> str:
    """How many are of each severity, and how many of them block."""
    severities: Counter[Severity] = Counter(told.finding.severity for told in findings)
    said = [number(severities[s], s) for s in reversed(SEVERITIES) if severities[s]]
    blocking = sum(told.blocks for told in findings)
    return ", ".join(said) + (f" ({blocking} of them block)" if blocking else "")


def _statements(page: _Page, reports: Sequence[Report]) -> None:
    unshown = 0
    for index, report in enumerate(reports):
        if not report.attributions:
            continue
        top = f"\n<details>\n<summary>{_summary(report)}</summary>\n\n{_HEAD}"
        rows = list(_rows(report))
        # A table without a row is no use.
        if not page.add(top + rows[0]):
            unshown += sum(len(other.attributions) for other in reports[index:])
            break
        done = 1 + page.add_each(rows[1:])
        unshown += len(rows) - done
        page.add("\n</details>\n", always=True)
    if unshown:
        page.add(f"\n{number(unshown, 'more statement')} left out here.\n", always=True)


_HEAD = (
    "| id | speaker | through | kind | verdict | statement |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
)


def _summary(report: Report) -> str:
    # Inside HTML no mark-up of Markdown's is read, nor a backslash.
    path = cut(one_line(report.document.path), _MOST_NAME)
    missed = "; ".join(["", *left_out(report.document)])
    return _in_html(f"{path}: {counts([report])}{missed}")


def _in_html(text: str) -> str:
    joined = _BEGINS.sub(lambda match: match[0] + _JOINER, text)
    return re.sub(r"[^\w\s,;]", lambda match: f"&#{ord(match[0])};", joined)


def _rows(report: Report) -> Iterator[str]:
    document = report.document
    for attribution in report.attributions:
        verdict, outlet = attribution.verdict, attribution.outlet
        sign_off = attribution.sign_off
        cells = [
            attribution.statement.id,
            _short(speaker(attribution.speaker), _MOST_NAME),
            _short(chain(outlet), _MOST_NAME),
            attribution.statement.kind,
            "" if verdict is None else _verdict(verdict),
            _short(statement_words(document, attribution)),
        ]
        if sign_off is not None:
            decided = "called no statement" if sign_off.is_no_statement else sign_off.decision
            cells[-1] += (
                f" ({decided} by {_short(sign_off.by, _MOST_NAME)}: {_short(sign_off.reason)})"
            )
        yield f"| {' | '.join(cells)} |\n"


def _verdict(verdict: Verdict) -> str:
    """The verdict, and what was changed or why it was not checked."""
    told = "; ".join(map(change_told, verdict.changes)) or verdict.reason
    return verdict_name(verdict) + (f": {_short(told)}" if told else "")
