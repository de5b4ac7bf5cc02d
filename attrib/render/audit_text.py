"""The source audit for a terminal: what stands out, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from attrib.audit import CREDITS, TOP, Audit, Channel, Credit, Party, Period
from attrib.errors import AttribError

from .columns import cut_start, one_line, pad, wrap

_WIDTH = 80
_NAME = 30
# Rows of a table: the other formats have all.
_ROWS = 15
_PERIODS = 24

CREDIT_WORDS: dict[Credit, str] = {
    "named": "a named source",
    "anonymous": "somebody without a name",
    "body": "a body without a name (“the board”)",
    "group": "a group",
    "unclear": "somebody, but it is unclear who",
    "publication": "the publication itself",
    "nobody": "nobody",
}


def render(audit: Audit, errors: Sequence[AttribError] = ()) -> str:
    """The audit in lines of at most 80 columns; names of articles may be longer.

    Args:
        audit: what was counted.
        errors: the articles that could not be read, which are in none of the counts.
    """
    return "".join(line + "\n" for line in _lines(audit, errors))


def _lines(audit: Audit, errors: Sequence[AttribError]) -> Iterator[str]:
    total = audit.total
    yield scope(audit)
    for error in errors:
        yield f"not counted: {one_line(str(error))}"
    yield ""
    yield f"{number(total.all.statements)} statements, credited to"
    for credit in CREDITS:
        count = total.credits[credit].statements
        share = percent(total.credited_to(credit))
        yield f"  {number(count):>8}  {share:>5}  {CREDIT_WORDS[credit]}"
    yield ""
    for sentence in leading(audit):
        yield from wrap(sentence, _WIDTH)
    named = [party for party in audit.parties if party.is_named]
    yield from _table(
        "source",
        ("articles", "statements", "words", "share", "alone"),
        [
            (
                _name(party),
                number(party.articles),
                number(party.amount.statements),
                number(party.amount.words),
                percent(party.share),
                number(party.alone),
            )
            for party in named[:_ROWS]
        ],
        len(named),
    )
    for heading, credit in (("without a name", "anonymous"), ("body without a name", "body")):
        hidden = [party for party in audit.parties if party.credit == credit]
        yield from _table(
            heading,
            ("articles", "statements", "words", "share"),
            [
                (
                    _name(party),
                    number(party.articles),
                    number(party.amount.statements),
                    number(party.amount.words),
                    percent(party.share),
                )
                for party in hidden[:_ROWS]
            ],
            len(hidden),
        )
    yield from _table(
        "through",
        ("articles", "statements", "words", "sources"),
        [
            (
                _name(outlet),
                number(outlet.articles),
                number(outlet.amount.statements),
                number(outlet.amount.words),
                number(outlet.sources),
            )
            for outlet in audit.outlets[:_ROWS]
        ],
        len(audit.outlets),
    )
    lone = [article for article in audit.articles if article.source is not None]
    if lone:
        yield ""
        yield "articles that rest on one source"
        for article in lone[:_ROWS]:
            path = cut_start(one_line(article.path), _WIDTH - 2)
            yield f"  {path}"
            yield f"    {one_line(article.source or '')}"
        yield from _more(len(lone))
    yield from _table(
        audit.each,
        ("articles", "unnamed", "direct", "sources", f"top {TOP}", "alone"),
        [
            (
                period_name(period, audit.each),
                number(period.counts.articles),
                percent(period.counts.credited_to("anonymous")),
                percent(period.counts.direct_share),
                number(period.counts.sources),
                percent(period.counts.top_share),
                percent(period.counts.single_source_share),
            )
            for period in audit.periods[-_PERIODS:]
        ],
    )


def _table(
    first: str, others: Sequence[str], rows: Iterable[Sequence[str]], all: int | None = None
) -> Iterator[str]:
    rows = list(rows)
    if not rows:
        return
    yield ""
    yield pad(first, _NAME) + "".join(name.rjust(len(name) + 2) for name in others)
    for name, *cells in rows:
        yield pad(one_line(name), _NAME) + "".join(
            cell.rjust(len(other) + 2) for other, cell in zip(others, cells, strict=True)
        )
    if all is not None:
        yield from _more(all)


def _name(row: Party | Channel) -> str:
    if row.article is None:
        return row.name
    # The file's own name: its folders would take the whole column.
    return f"{row.name}, {row.article.rsplit('/', 1)[-1]}"


def _more(all: int) -> Iterator[str]:
    if all > _ROWS:
        yield f"and {number(all - _ROWS)} more"


def scope(audit: Audit) -> str:
    """How many articles were counted, and of which days."""
    total = audit.total
    noun = "article" if total.articles == 1 else "articles"
    parts = [f"{number(total.articles)} {noun}"]
    if audit.first is not None and audit.last is not None:
        first, last = day_name(audit.first), day_name(audit.last)
        parts.append(first if first == last else f"{first} to {last}")
        if audit.undated:
            parts.append(f"{number(audit.undated)} without a date")
    elif total.articles:
        parts.append("none with a date")
    return ", ".join(parts)


def leading(audit: Audit) -> Iterator[str]:
    """What a desk asks first, a sentence each."""
    total = audit.total
    if total.top_share is not None:
        noun = "source speaks" if total.sources == 1 else "different named sources speak"
        sentence = f"{number(total.sources)} {noun}"
        if total.sources > TOP:
            sentence += (
                f"; the {TOP} with the most words have {percent(total.top_share)} of all words"
                " that are credited to a name"
            )
        yield sentence + "."
    anonymous = total.credits["anonymous"].statements
    if anonymous:
        unclear = f", unclear for {number(total.untold)}" if total.untold else ""
        yield (
            f"{percent(total.credited_to('anonymous'))} of the statements come from somebody"
            f" without a name; a reason is given for {number(total.explained)} of"
            f" {number(anonymous)}, none for {number(total.unexplained)}{unclear}."
        )
    if total.articles:
        yield (
            f"{number(total.single_source)} of {number(total.articles)} articles rest on one"
            f" source, {number(total.unsourced)} on none."
        )


def number(count: int) -> str:
    """A count as people write it: "1,204"."""
    return f"{count:,}"


def percent(share: float | None) -> str:
    """A share as "12%", below ten "3.4%"; a dash where there is none."""
    if share is None:
        return "–"
    value = 100 * share
    return f"{value:.0f}%" if value >= 9.95 or value == 0 else f"{value:.1f}%"


def day_name(day: str) -> str:
    """ "2026-03-01" as "1 March 2026"."""
    parsed = date.fromisoformat(day)
    # strftime writes months in the language of the machine.
    return f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}"


def period_name(period: Period, each: Literal["week", "month"]) -> str:
    """ "March 2026", or "week of 2 March 2026"."""
    if each == "week":
        return f"week of {day_name(period.start)}"
    return day_name(period.start).split(" ", 1)[1]


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
