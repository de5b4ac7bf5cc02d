"""The report as a page, and an index over several."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from attrib.errors import AttribError
from attrib.houses import DEFAULT, House, load_house
from attrib.model import SEVERITIES, EntryFinding, Report

from .columns import ELLIPSIS, visible
from .contents import unread_texts
from .items import Checked, Voice, items, voices
from .marks import mark
from .pictures import longest_bare, strip
from .template import page
from .text import stops

# Characters of a name: longer ones are no names, and each stands on the page many times.
_LONGEST_NAME = 300
_VERDICTS = {
    "verbatim": "word for word",
    "paraphrase": "paraphrase found",
    "edited": "edited, and shown",
    "trimmed": "words dropped without a mark",
    "not-checked": "not checked",
    "not-found": "not found",
    "altered": "altered",
    "spliced": "spliced",
    "misattributed": "somebody else’s words",
}


@dataclass(frozen=True, slots=True)
class Review:
    """What a page needs that takes decisions.

    Attributes:
        by: who decides, as first offered.
        version: of the report that it shows.
        seen: by fingerprint of a statement or a finding, the digest of the decision shown.
        records: by name of a speaker without a record, the record offered for it.
        names: of parties that a correction may mean, beside those of the article.
        error: why the report is not of the files as they are now; None where it is.
        signoffs, sources: the files that decisions and records go to.
    """

    by: str
    version: int
    seen: dict[str, str]
    records: dict[str, dict[str, str]]
    names: tuple[str, ...]
    error: str | None
    signoffs: str
    sources: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The figures at the head of a page.

    Attributes:
        statements, attributed, anonymous: how many.
        outlets: each with the statements that came through it, most first; the name is None
            for those that came through nobody else.
        blocking: findings that stop the article.
        open: by severity, the open findings.
        decided: statements that an editor has decided about.
    """

    statements: int
    attributed: int
    anonymous: int
    outlets: tuple[tuple[str | None, int], ...]
    blocking: int
    open: tuple[tuple[str, int], ...]
    decided: int


@dataclass(frozen=True, slots=True)
class Row:
    """An article in an index: its page, what it is called, and its figures."""

    page: str
    title: str
    path: str
    lead: Lead


def render(
    report: Report,
    *,
    house: House | None = None,
    stopping: frozenset[str] = frozenset(),
    entries: Sequence[EntryFinding] = (),
    review: Review | None = None,
) -> str:
    """One article's report as a page.

    Args:
        report: of the article.
        house: whose standard holds; attrib's own without one.
        stopping: gate names of the findings that block, of the entries' too, as of
            `attrib.gate.stopping`.
        entries: what is wrong in the files that say what does not block.
        review: what is needed to take decisions; without it the page only shows.
    """
    house = load_house(DEFAULT) if house is None else house
    marked = mark(report, report.findings)
    spoken = voices(report, marked)
    listed = items(report, report.findings, spoken, house, stopping)
    by_id = {item.id: item for item in listed}
    of_finding = {
        index: by_id.get(finding.statement or "") or by_id[f"f{index}"]
        for index, finding in enumerate(report.findings)
    }
    scripts = ["page.js"] if review is None else ["page.js", "review.js"]
    return _page(
        "report.html",
        ["page.css"] if review is None else ["page.css", "review.css"],
        scripts,
        connects=review is not None,
        report=report,
        document=report.document,
        title=_title(report),
        headed=_headed(report),
        marked=marked,
        lights=_data(marked.lights),
        voices=spoken,
        items=listed,
        by_id=by_id,
        of_finding=of_finding,
        lead=lead(report, stopping),
        strip=strip(report, marked),
        bare=longest_bare(report, marked),
        house=house,
        entries=entries,
        stopped=_stopped(entries, stopping),
        review=review,
        names=_names(review, spoken) if review is not None else (),
        # By the name that the page has for its item.
        records=_data({brief(name): of for name, of in review.records.items()})
        if review is not None
        else None,
    )


def render_index(
    pages: Sequence[tuple[str, Report, frozenset[str]]],
    errors: Sequence[AttribError] = (),
    *,
    stopping: frozenset[str] = frozenset(),
    entries: Sequence[EntryFinding] = (),
) -> str:
    """A page over several articles' pages.

    Args:
        pages: for each article its page's file name, its report, and the fingerprints of its
            findings that block: two may share a sentence, and only one be stopped by it.
        errors: the articles that could not be checked.
        stopping: fingerprints of the entries that block.
        entries: what is wrong in the files that say what does not block.
    """
    rows = [
        Row(page, _title(report), report.document.path, lead(report, blocking))
        for page, report, blocking in pages
    ]
    return _page(
        "index.html",
        ["page.css"],
        [],
        rows=rows,
        errors=errors,
        unread=unread_texts(report for _, report, _ in pages),
        entries=entries,
        stopped=_stopped(entries, stopping),
    )


def lead(report: Report, stopping: frozenset[str]) -> Lead:
    """The figures at the head of an article's page."""
    stated = [a for a in report.attributions if a.is_statement]
    through: Counter[str | None] = Counter()
    for attribution in stated:
        outlet = attribution.outlet
        speaker = attribution.speaker
        # Whose own words they are is no outlet that they came through.
        if speaker is not None and outlet is not None and outlet.name != speaker.name:
            through[None if outlet.how == "self" else outlet.name] += 1
    open_ = Counter(f.severity for f in report.findings if f.state in ("open", "baseline"))
    return Lead(
        len(stated),
        sum(a.speaker is not None for a in stated),
        sum(a.speaker is not None and a.speaker.kind == "anonymous" for a in stated),
        tuple(through.most_common()),
        sum(stops(finding, stopping) for finding in report.findings),
        tuple((severity, open_[severity]) for severity in reversed(SEVERITIES)),
        sum(a.sign_off is not None for a in report.attributions),
    )


def _stopped(entries: Iterable[EntryFinding], stopping: frozenset[str]) -> list[str]:
    """The files with an entry that blocks, each once."""
    return list(dict.fromkeys(entry.path for entry in entries if entry.gate_name in stopping))


def _page(
    template: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    *,
    connects: bool = False,
    **values: Any,
) -> str:
    return page(
        template, styles=styles, scripts=scripts, connects=connects, filters=_FILTERS, **values
    )


def _data(value: Any) -> Markup:
    """A value as JSON that no element can end."""
    text = json.dumps(value, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def brief(text: str) -> str:
    """A name, or why it is that one, which stands with each statement: of `_LONGEST_NAME` at most."""
    return visible(text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + ELLIPSIS)


def _address(page: str) -> str:
    """The address of a file beside this one, whatever bytes its name has."""
    return quote(os.fsencode(page))


def _names(review: Review, spoken: Sequence[Voice]) -> tuple[str, ...]:
    """Names to choose from, without those that a page cannot show as they are."""
    names = dict.fromkeys([*review.names, *(voice.name for voice in spoken)])
    return tuple(name for name in names if name and name == visible(name))


def _title(report: Report) -> str:
    """What an article is called: its headline, its first line, or its file."""
    document = report.document
    if document.headline:
        return document.headline
    first = document.slice(document.paragraphs[0]) if document.paragraphs else ""
    return first if 0 < len(first) <= 160 else document.path


def _headed(report: Report) -> bool:
    """True where the article's first paragraph is its headline."""
    document = report.document
    if not document.paragraphs:
        return False
    first = " ".join(document.slice(document.paragraphs[0]).split())
    if document.headline is not None:
        return first == " ".join(document.headline.split())
    return first == _title(report) and first[-1:] not in '.”"’'


def _verdict(checked: Checked) -> str:
    """What a verdict is called on the page."""
    if checked.kind == "paraphrase" and checked.changes:
        return "the source has it otherwise"
    return _VERDICTS[checked.kind]


_FILTERS: Mapping[str, Callable[..., object]] = {
    "shown": visible,
    "brief": brief,
    "address": _address,
    "verdict": _verdict,
}
