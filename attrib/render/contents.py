"""What a report holds, in words: the same in each form that people read or sort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from attrib.errors import AttribError
from attrib.model import (
    SEVERITIES,
    Attribution,
    Document,
    EntryFinding,
    Finding,
    Outlet,
    Report,
    Speaker,
    State,
    Unread,
)

from .columns import one_line
from .text import counts, noun, number, stops

NOBODY = "nobody"
# Characters of an article that are looked at to show some of its words, however long they run.
_REACH = 2000


class Found(NamedTuple):
    """A finding as a report tells it.

    Attributes:
        finding: of an article, or of a file that says what does not block.
        path, line, column: where, from 1.
        field: where in the file these count, as of a Document.
        words: the words that it is about, in one line; "" for an entry of a file.
        blocks: whether it stops the article.
    """

    finding: Finding | EntryFinding
    path: str
    line: int
    column: int
    words: str
    blocks: bool
    field: str | None = None

    @property
    def where(self) -> str:
        """The file, and the field in it: "story.json (body_text)"."""
        return self.path if self.field is None else f"{self.path} ({self.field})"


def found(
    reports: Iterable[Report], entries: Iterable[EntryFinding], stopping: frozenset[str]
) -> Iterator[Found]:
    """Every finding with its place and words: of the entries first, then in the order of the text."""
    for entry in entries:
        blocks = entry.gate_name in stopping
        yield Found(entry, entry.path, entry.line, entry.column, "", blocks)
    for report in reports:
        document = report.document
        for finding in report.findings:
            line, column = document.locate(finding.raw_span(document).start)
            blocks = stops(finding, stopping)
            words = _words(document, finding)
            yield Found(finding, document.path, line, column, words, blocks, document.field)


def worst_first(findings: Iterable[Found]) -> list[Found]:
    """What blocks before what does not, then by severity, what is open first; else as they come."""
    return sorted(findings, key=rank)


def rank(told: Found) -> tuple[bool, int, bool]:
    """What `worst_first` sorts by."""
    return not told.blocks, -SEVERITIES.index(told.finding.severity), state(told) != "open"


def state(told: Found) -> State:
    """What has been said of a finding; one of an entry is always open."""
    return told.finding.state if isinstance(told.finding, Finding) else "open"


def reason(told: Found) -> str:
    """Why it is suppressed or signed off, and who answers for it; "" where nobody says."""
    finding = told.finding
    if not isinstance(finding, Finding) or finding.reason is None:
        return ""
    owner = f" ({finding.owner})" if finding.owner is not None else ""
    return finding.reason + owner


def suggestion(told: Found) -> str:
    """A likely repair; "" where there is none."""
    finding = told.finding
    return (finding.suggestion or "") if isinstance(finding, Finding) else ""


def _words(document: Document, finding: Finding) -> str:
    if finding.comment is not None:
        start, end = finding.comment
        return one_line(document.raw[start : min(end, start + _REACH)])
    start, end = finding.span
    words = one_line(document.text[start : min(end, start + _REACH)])
    if not any(map(str.isalnum, words)) and document.sentences:
        # A lone quotation mark says nothing by itself.
        start, end = document.sentences[document.sentence_at(finding.span.start)]
        words = one_line(document.text[start : min(end, start + _REACH)])
    return words


def statement_words(document: Document, attribution: Attribution, most: int = _REACH) -> str:
    """A statement's words in one line, dots where its cue interrupts; of `most` characters at most."""
    parts: list[str] = []
    for start, end in attribution.statement.content:
        if most <= 0:
            break
        parts.append(one_line(document.text[start : min(end, start + most)]))
        most -= end - start
    return " … ".join(parts)


def speaker(party: Speaker | None) -> str:
    """Who is credited; the names between which nothing decides, where it is one of several."""
    if party is None:
        return NOBODY
    return one_line(" or ".join(party.candidates) if party.candidates else party.name)


def chain(outlet: Outlet | None) -> str:
    """Through whom a statement came, the nearest to the speaker first; "" where not found."""
    if outlet is None:
        return ""
    return one_line(" > ".join(hop.name for hop in outlet.chain) or outlet.name)


def unread_texts(reports: Iterable[Report]) -> list[Unread]:
    """The texts that could not be read, each once."""
    return list(dict.fromkeys(unread for report in reports for unread in report.unread))


def lead(
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    stopping: frozenset[str],
) -> tuple[str, str]:
    """Whether the articles are stopped, in a phrase, and the counts, in one line.

    What could not be read is never told as passed.
    """
    unread = unread_texts(reports)
    findings = list(found(reports, entries, stopping))
    blocking = sum(told.blocks for told in findings)
    if not reports:
        said = "Nothing was checked"
    elif blocking:
        said = f"Blocked by {blocking} of {number(len(findings), 'finding')}"
        said += ", and not everything was checked" if errors or unread else ""
    else:
        said = "Not everything was checked" if errors or unread else "Nothing blocks"
    counted = noun(reports)
    told = [f"{number(len(reports), counted)} checked: {counts(reports, entries)}"] * bool(reports)
    if errors:
        told.append(f"{number(len(errors), counted)} could not be checked")
    if unread:
        told.append(f"{number(len(unread), 'text')} of sources could not be read")
    return said, "; ".join(told)
