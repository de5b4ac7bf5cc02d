"""The source audit for programs: the JSON of ``docs/audit.schema.json``, attrib-audit/1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from attrib._version import VERSION
from attrib.audit import TOP, Amount, Article, Audit, Channel, Counts, Party
from attrib.errors import AttribError
from attrib.read.text import without_surrogates

SCHEMA = "attrib-audit/1"


def render(audit: Audit, errors: Sequence[AttribError] = ()) -> str:
    """One JSON document, in ASCII, with all rows.

    Args:
        audit: what was counted.
        errors: the articles that could not be read, which are in none of the counts.
    """
    whole = {
        "schema": SCHEMA,
        "tool": {
            "name": "attrib",
            "version": audit.version or VERSION,
            "model": audit.model,
        },
        "house": audit.house,
        "first": audit.first,
        "last": audit.last,
        "undated": audit.undated,
        "top": TOP,
        "total": _counts(audit.total),
        "parties": [_party(party) for party in audit.parties],
        "outlets": [_channel(outlet) for outlet in audit.outlets],
        "articles": [_article(article) for article in audit.articles],
        "each": audit.each,
        "periods": [
            {"start": period.start, "counts": _counts(period.counts)} for period in audit.periods
        ],
        "errors": [_error(error) for error in errors],
    }
    return json.dumps(_whole(whole), indent=2, allow_nan=False) + "\n"


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "articles": counts.articles,
        **_amount(counts.all),
        "kinds": dict(counts.kinds),
        "credits": {credit: _amount(amount) for credit, amount in counts.credits.items()},
        "explained": counts.explained,
        "unexplained": counts.unexplained,
        "single_source": counts.single_source,
        "unsourced": counts.unsourced,
        "sources": counts.sources,
        "top_share": counts.top_share,
    }


def _amount(amount: Amount) -> dict[str, int]:
    return {
        "statements": amount.statements,
        "words": amount.words,
        "quoted_words": amount.quoted,
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "id": party.id,
        "kind": party.kind,
        "credit": party.credit,
        "article": party.article,
        "articles": party.articles,
        **_amount(party.amount),
        "kinds": dict(party.kinds),
        "share": party.share,
        "alone": party.alone,
        "others": party.others,
        "own": party.own,
        "outlets": [
            {"name": through.name, "id": through.id, "statements": through.statements}
            for through in party.outlets
        ],
        "first": party.first,
        "last": party.last,
    }


def _channel(outlet: Channel) -> dict[str, Any]:
    return {
        "name": outlet.name,
        "id": outlet.id,
        "article": outlet.article,
        "articles": outlet.articles,
        **_amount(outlet.amount),
        "sources": outlet.sources,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "path": article.path,
        "date": article.date,
        "statements": article.statements,
        "sources": article.sources,
        "source": article.source,
        "anonymous": _amount(article.anonymous),
        "explained": article.explained,
        "unexplained": article.unexplained,
    }


def _error(error: AttribError) -> dict[str, Any]:
    place = {"line": error.line, "column": error.column}
    return {
        "path": error.path,
        "message": error.message,
        **{key: value for key, value in place.items() if value is not None},
    }


def _whole(value: Any) -> Any:
    """`value` without halves of surrogate pairs, which strict JSON parsers refuse."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return value
