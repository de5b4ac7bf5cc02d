"""Findings as JUnit's XML, in the shape that Jenkins and GitLab read.

A suite for each article, as linters write it. CI servers call every case that is not failed passed,
and compare cases by name from one run to the next; so only what blocks fails, and a
name has the words that are objected to and no line number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from attrib.errors import AttribError
from attrib.model import EntryFinding, Report

from .columns import cut, one_line
from .contents import state
from .elements import document, lines, under
from .places import Placed, Unreadable, message, path_from, placed, unreadable
from .text import TOLD

# The case that every file has; with an error for one that could not be read.
_READ = "the file is read"
# Columns of an article's words in the name of a case.
_WORDS = 60


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
    root: Path,
) -> str:
    """A `testsuite` for each file, a `testcase` for its being read and one for each finding.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.
        root: the folder that paths are told from.

    Returns:
        XML in ASCII, without times. A finding that blocks is a `failure`, any other a passed
        case with a `system-out`; a file that could not be read is an `error`.
    """
    suites: dict[str, list[Placed | Unreadable]] = {
        path_from(root, report.document.file): [] for report in reports
    }
    read = frozenset(suites)
    for unread in unreadable(reports, errors, root):
        suites.setdefault(unread.path or "attrib", []).append(unread)
    for place in placed(reports, entries, stopping, root):
        suites.setdefault(place.path, []).append(place)
    whole = Element("testsuites", {"name": "attrib"})
    total: Counter[str] = Counter()
    for path, cases in suites.items():
        suite = under(whole, "testsuite", name=path)
        counts = _suite(suite, path, cases, path in read)
        _count(suite, counts)
        total += counts
    _count(whole, total)
    return document(whole)


def _suite(
    suite: Element, path: str, cases: Sequence[Placed | Unreadable], is_article: bool
) -> Counter[str]:
    """Put the cases into a suite, and count them."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    if is_article:
        under(suite, "testcase", name=_READ, classname=path)
        counts["tests"] += 1
    for case in cases:
        name = _name(case)
        names[name] += 1
        # GitLab takes cases of one name for one case.
        name += f" ({names[name]})" if names[name] > 1 else ""
        element = under(suite, "testcase", name=name, classname=path)
        counts["tests"] += 1
        if isinstance(case, Unreadable):
            counts["errors"] += 1
            where = ":".join(str(part) for part in case[:3] if part is not None)
            error = under(element, "error", type="unreadable", message=case.message)
            error.text = lines(where, case.message)
        elif case.told.blocks:
            counts["failures"] += 1
            finding = case.told.finding
            failure = under(element, "failure", type=finding.severity, message=finding.message)
            failure.text = _body(case)
        else:
            SubElement(element, "system-out").text = _body(case)
    return counts


def _count(element: Element, counts: Counter[str]) -> None:
    for name in ("tests", "failures", "errors"):
        element.set(name, str(counts[name]))


def _name(case: Placed | Unreadable) -> str:
    if isinstance(case, Unreadable):
        return _READ
    finding, words = case.told.finding, case.told.words
    if isinstance(finding, EntryFinding):
        # Its message names the article and the rule that the entry is about.
        words = finding.message
    return f"{finding.code} {finding.name}: {cut(one_line(words), _WORDS)}"


def _body(case: Placed) -> str:
    told = case.told
    said = "blocks" if told.blocks else f"does not block ({TOLD.get(state(told), 'open')})"
    place = ":".join(str(part) for part in (case.path, case.line, case.column) if part is not None)
    return lines(
        f"{place}: {told.finding.severity}, {said}",
        cut(told.words, 500),
        message(case),
    )
