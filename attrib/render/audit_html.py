"""The source audit as one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os.path import commonprefix
from typing import NamedTuple

from attrib.audit import CREDITS, TOP, Audit, Counts, Party, Period
from attrib.errors import AttribError

from .audit_text import CREDIT_WORDS, day_name, leading, number, percent, period_name, scope
from .columns import one_line
from .template import page

# Rows of a table, and points of a chart: the other formats have all.
_ROWS = 300
_POINTS = 240
# Rows that a table shows before it is asked for all; `audit.css` and `audit.js` count the same.
_FIRST = 20
# Outlets beside a party's name.
_OUTLETS = 3
# A chart, in units of its own; the page scales it.
_WIDTH, _HEIGHT = 320, 112
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 312, 18, 88
# What the scale of a chart, and of the bars in a table, ends at.
_ENDS = (0.05, 0.1, 0.25, 0.5, 1.0)
_SEPARATORS = re.compile(r"(?<=[/\\])")


class _Point(NamedTuple):
    """A place in a chart, with what it says."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class _Chart:
    """A line over time.

    Attributes:
        title: what it shows.
        told: the same in a sentence, for whom no picture serves.
        points: in the order of time.
        top: what the upper edge stands for.
        first, last: names of the first and the last period.
    """

    title: str
    told: str
    points: tuple[_Point, ...]
    top: str
    first: str
    last: str

    @property
    def line(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def render(audit: Audit, errors: Sequence[AttribError] = ()) -> str:
    """A page with the audit, for a browser and for paper.

    What comes from articles is escaped, and the page's own policy lets nothing run or load but
    its own style and script, by their hashes.

    Args:
        audit: what was counted.
        errors: the articles that could not be read, which are in none of the counts.
    """
    folder = _folder(audit)
    return page(
        "audit.html",
        styles=["audit.css"],
        scripts=["audit.js"],
        filters=_FILTERS,
        audit=audit,
        total=audit.total,
        errors=[one_line(str(error)) for error in errors],
        scope=scope(audit),
        leading=list(leading(audit)),
        credits=[
            (CREDIT_WORDS[c], audit.total.credits[c], audit.total.credited_to(c)) for c in CREDITS
        ],
        named=[party for party in audit.parties if party.is_named],
        unnamed=[party for party in audit.parties if not party.is_named],
        hidden=[article for article in audit.articles if article.anonymous.statements],
        lone=[article for article in audit.articles if article.source is not None],
        unsourced=[article for article in audit.articles if not article.sources],
        end=_end(party.share for party in audit.parties if party.is_named),
        charts=_charts(audit),
        dated=audit.first is not None,
        folder=folder,
        rows=_ROWS,
        first=_FIRST,
        top=TOP,
    )


def _outlets(party: Party) -> list[tuple[str, int]]:
    """What a party speaks through, the most first, cut to a few."""
    own = [("own statement", party.own)] if party.own else []
    through = [(one_line(outlet.name), outlet.statements) for outlet in party.outlets]
    return sorted([*own, *through], key=lambda told: -told[1])[:_OUTLETS]


def _bar(share: float, end: float) -> str:
    """How long the bar of a share is, where a full one stands for `end`."""
    return f"{100 * share / end:.1f}%"


def _end(shares: Iterable[float]) -> float:
    """What a scale ends at that has room for all of these shares."""
    most = max(shares, default=0.0)
    return next(end for end in _ENDS if end >= most)


def _folder(audit: Audit) -> str:
    """The folder that all files on the page lie in, with its separator; "" for none."""
    paths = [article.path for article in audit.articles]
    paths += [party.article for party in audit.parties if party.article is not None]
    paths += [outlet.article for outlet in audit.outlets if outlet.article is not None]
    # Cut back to a whole folder; commonpath refuses to compare "/a.txt" and "b.txt".
    common = commonprefix(paths)  # noqa: RUF071
    return common[: max(common.rfind("/"), common.rfind("\\")) + 1]


def _pieces(path: str, folder: str) -> Iterator[str]:
    """A path inside `folder`, cut after each separator: where a line may end."""
    return filter(None, _SEPARATORS.split(one_line(path.removeprefix(folder))))


def _charts(audit: Audit) -> list[_Chart]:
    periods = audit.periods[-_POINTS:]
    if len(periods) < 2:
        return []
    shares: list[tuple[str, Callable[[Counts], float | None]]] = [
        ("Statements from somebody without a name", lambda c: c.credited_to("anonymous")),
        ("Statements in direct quotation", lambda c: c.direct_share),
        (f"Words of the {TOP} most quoted named sources", lambda c: c.top_share),
        ("Articles that rest on one source", lambda c: c.single_source_share),
    ]
    counts: list[tuple[str, Callable[[Counts], int]]] = [
        ("Articles", lambda c: c.articles),
        ("Different named sources", lambda c: c.sources),
    ]
    charts = []
    for title, measure in shares:
        points = [(p, measure(p.counts)) for p in periods]
        known = [(period, value) for period, value in points if value is not None]
        end = _end(value for _, value in known)
        charts.append(_chart(title, known, end, percent, audit))
    for title, count in counts:
        known = [(period, float(count(period.counts))) for period in periods]
        end = max(value for _, value in known) or 1.0
        charts.append(_chart(title, known, end, lambda v: number(int(v)), audit))
    return [chart for chart in charts if chart.points]


def _chart(
    title: str,
    known: Iterable[tuple[Period, float]],
    end: float,
    shown: Callable[[float], str],
    audit: Audit,
) -> _Chart:
    values = list(known)
    if not values:
        return _Chart(title, "", (), "", "", "")
    names = [period_name(period, audit.each) for period, _ in values]
    days = [date.fromisoformat(period.start).toordinal() for period, _ in values]
    span = max(1, days[-1] - days[0])
    points = tuple(
        _Point(
            _LEFT + (_RIGHT - _LEFT) * (day - days[0]) / span,
            _BOTTOM - (_BOTTOM - _TOP) * value / end,
            f"{name}: {shown(value)}",
        )
        for day, name, (_, value) in zip(days, names, values, strict=True)
    )
    low, high = min(value for _, value in values), max(value for _, value in values)
    told = (
        f"{title}: {shown(values[0][1])} in {names[0]}, {shown(values[-1][1])} in {names[-1]};"
        f" between {shown(low)} and {shown(high)}."
    )
    return _Chart(title, told, points, shown(end), names[0], names[-1])


_FILTERS: Mapping[str, Callable[..., object]] = {
    "number": number,
    "percent": percent,
    "line": one_line,
    "day": day_name,
    "outlets": _outlets,
    "bar": _bar,
    "pieces": _pieces,
    "period": period_name,
}
