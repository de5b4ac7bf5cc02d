"""The source audit as one flat table, for a spreadsheet: comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrib.audit import Amount, Audit, Counts
from attrib.errors import AttribError
from attrib.model import Kind

from .table import table

# The columns, in order; docs/audit.md says what each holds.
COLUMNS = (
    "record",
    "name",
    "id",
    "kind",
    "credit",
    "article",
    "first",
    "last",
    "articles",
    "statements",
    "direct",
    "mixed",
    "indirect",
    "words",
    "quoted_words",
    "share",
    "alone",
    "other_sources",
    "own",
    "through",
    "sources",
    "anonymous",
    "anonymous_words",
    "explained",
    "unexplained",
    "nobody",
    "unsourced",
    "top_share",
    "message",
)


def render(audit: Audit, errors: Sequence[AttribError] = ()) -> str:
    """A row for the whole, for each source, outlet, article to look at, week or month, and error.

    Args:
        audit: what was counted.
        errors: the articles that could not be read, which are in none of the counts.

    Returns:
        A table of `COLUMNS`. Cells hold one line each; one that would be a formula begins with
        an apostrophe.
    """
    return table(COLUMNS, _rows(audit, errors))


def _rows(audit: Audit, errors: Sequence[AttribError]) -> Iterator[dict[str, object]]:
    # First what makes every count below one of less than all.
    for error in errors:
        yield {"record": "unread", "article": error.path, "message": error.message}
    yield {"record": "total", "first": audit.first, "last": audit.last, **_counts(audit.total)}
    for party in audit.parties:
        yield {
            "record": "source",
            "name": party.name,
            "id": party.id,
            "kind": party.kind,
            "credit": party.credit,
            "article": party.article,
            "first": party.first,
            "last": party.last,
            "articles": party.articles,
            **_kinds(party.kinds),
            **_amount(party.amount),
            "share": _share(party.share),
            "alone": party.alone,
            "other_sources": f"{party.others:.2f}",
            "own": party.own,
            "through": "; ".join(f"{t.name} ({t.statements})" for t in party.outlets),
        }
    for outlet in audit.outlets:
        yield {
            "record": "outlet",
            "name": outlet.name,
            "id": outlet.id,
            "article": outlet.article,
            "articles": outlet.articles,
            **_amount(outlet.amount),
            "sources": outlet.sources,
        }
    for article in audit.articles:
        yield {
            "record": "article",
            "name": article.source,
            "article": article.path,
            "first": article.date,
            "last": article.date,
            "statements": article.statements,
            "sources": article.sources,
            "alone": int(article.source is not None),
            "anonymous": article.anonymous.statements,
            "anonymous_words": article.anonymous.words,
            "explained": article.explained,
            "unexplained": article.unexplained,
        }
    for period in audit.periods:
        counts = _counts(period.counts)
        yield {"record": audit.each, "first": period.start, **counts}


def _counts(counts: Counts) -> dict[str, object]:
    anonymous = counts.credits["anonymous"]
    return {
        "articles": counts.articles,
        **_kinds(counts.kinds),
        **_amount(counts.all),
        "alone": counts.single_source,
        "sources": counts.sources,
        "anonymous": anonymous.statements,
        "anonymous_words": anonymous.words,
        "explained": counts.explained,
        "unexplained": counts.unexplained,
        "nobody": counts.credits["nobody"].statements,
        "unsourced": counts.unsourced,
        "top_share": _share(counts.top_share),
    }


def _kinds(kinds: Mapping[Kind, int]) -> dict[str, object]:
    return dict(kinds.items())


def _amount(amount: Amount) -> dict[str, object]:
    return {"statements": amount.statements, "words": amount.words, "quoted_words": amount.quoted}


def _share(share: float | None) -> str | None:
    return None if share is None else f"{share:.4f}"
