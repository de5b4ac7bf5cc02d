from __future__ import annotations

import pytest

from attrib.read import read_bytes, read_text
from attrib.read.date import date_of, iso_day

BODY = "<p>The council met on Monday and closed the pool for a month.</p><p>It meets in May.</p>"


def date(head: str = "", top: str = "", body: str = BODY) -> str | None:
    page = f"<html><head>{head}</head><body><article>{top}{body}</article></body></html>"
    return read_bytes(page.encode(), "a.html").date


def script(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-01", "2026-03-01"),
        (" 2026-03-01T23:30:00-08:00 ", "2026-03-01"),
        ("2026-03-01 08:15", "2026-03-01"),
        ("2024-02-29T00:00Z", "2024-02-29"),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("2026-03-0111", None),
        ("20260301", None),
        ("March 1, 2026", None),
        ("2026-W10-1", None),
        ("٢٠٢٦-٠٣-٠١", None),
        ("", None),
    ],
)
def test_only_real_days_are_days(written: str, day: str | None) -> None:
    assert iso_day(written) == day


@pytest.mark.parametrize(
    "name", ["article:published_time", "date", "dc.date", "DC.date.issued", "parsely-pub-date"]
)
def test_meta_elements(name: str) -> None:
    assert date(f'<meta name="{name}" content="2026-03-01T10:00:00Z">') == "2026-03-01"
    assert date(f'<meta property="{name}" content="yesterday">') is None


def test_structured_data_comes_first() -> None:
    news = (
        '{"@type": "NewsArticle", "headline": "A &quot;pool&quot;", "datePublished": "2026-03-02"}'
    )
    head = '<meta name="date" content="2026-03-01">'
    assert date(head + script(news)) == "2026-03-02"
    graph = f'{{"@graph": [{{"@type": "Person"}}, {news}]}}'
    assert date(script('{"@type": "Organization"}') + script(graph)) == "2026-03-02"


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2020-01-01"}]}',
        '{"@type": "ImageObject", "datePublished": "2020-01-01"}',
        '{"@type": "NewsArticle", "datePublished": 20200101}',
        '{"@type": "NewsArticle", "datePublished": "2020-01-01"',
        '{"@type": "NewsArticle", "datePublished": "soon"}',
        "[" * 100_000 + '"datePublished"',
        '["datePublished", ' + "9" * 50_000 + "]",
        "null",
    ],
)
def test_structured_data_of_something_else_or_broken(data: str) -> None:
    assert date('<meta name="date" content="2026-03-01">' + script(data)) == "2026-03-01"
    assert date(script(data)) is None


def test_a_time_at_the_head_of_the_article() -> None:
    assert (
        date(top='<h1>Pool</h1><p><time datetime="2026-03-04">4 March</time></p>') == "2026-03-04"
    )
    byline = '<p class="byline">By Ada Moss, <time datetime="2026-03-05T09:00">5 March</time></p>'
    assert date(top=byline) == "2026-03-05"


def test_updated_may_stand_before_published() -> None:
    top = (
        '<div><time datetime="2026-03-09">now</time>'
        '<time itemprop="datePublished" datetime="2026-03-04">then</time></div>'
    )
    assert date(top=top) == "2026-03-04"


@pytest.mark.parametrize(
    ("top", "body"),
    [
        ("", BODY + '<p>It shut on <time datetime="2019-05-01">1 May</time> once.</p>'),
        ("", '<p>On <time datetime="2019-05-01">1 May</time> the pool was shut.</p>' + BODY),
        ('<aside><time datetime="2019-05-01">1 May</time></aside>', BODY),
        ("", BODY + '<article><time datetime="2019-05-01">1 May</time> <p>Other.</p></article>'),
        ('<p><time datetime="in May">May</time></p>', BODY),
    ],
)
def test_a_time_elsewhere_is_no_date_of_the_article(top: str, body: str) -> None:
    assert date(top=top, body=body) is None


def test_front_matter() -> None:
    text = "---\ntitle: Pool\ndate: {}\n---\n\nThe pool is shut.\n"
    assert read_text(text.format("2026-03-01")).date == "2026-03-01"
    assert read_text(text.format("2026-03-01 09:30:00 +01:00")).date == "2026-03-01"
    assert read_text(text.format("2026-02-30")).date is None
    assert read_text("The pool is shut.\n").date is None


def test_the_first_real_day_counts() -> None:
    assert date_of({"article:published_time": "0000-00-00", "date": "2026-03-01"}) == "2026-03-01"
    assert date_of({}, "2026-03-01") == "2026-03-01"
    assert date_of({}) is None
