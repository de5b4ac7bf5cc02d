"""The page of a long article beside that of a short one: no part of it may grow out of hand."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from attrib.render.html import render
from benchmarks.page import LONG, SHORT, Speed, article, measure

from .conftest import Show

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The long article has thirteen times the words; benchmarks/page.py measures ratios up to 7.
MOST = 40


def test_made_articles_are_as_long_as_they_say() -> None:
    for words, statements in (SHORT, LONG):
        report = article(words, statements)
        assert len(report.attributions) == statements
        assert len(report.document.text.split()) == words


def test_a_long_article_costs_no_more_than_its_length(browser: Browser) -> None:
    short, long = (measure(browser, render(article(*size)), runs=2) for size in (SHORT, LONG))
    for field in fields(Speed):
        few, many = getattr(short, field.name), getattr(long, field.name)
        # Milliseconds: below a frame nothing can be compared.
        assert many < MOST * max(few, 16), field.name


def test_the_page_of_an_article_is_small(show: Show) -> None:
    assert len(render(article(*SHORT)).encode()) < 300_000
    assert len(render(article(*LONG)).encode()) < 3_000_000


def test_all_of_a_long_article_is_there(show: Show) -> None:
    page = show(render(article(*LONG)))
    assert page.locator("#text p").count() == 800
    page.keyboard.press("k")
    chosen = page.locator(".item.chosen")
    assert chosen.evaluate("item => item === item.parentElement.lastElementChild")
    box = page.locator(f"#r-{chosen.get_attribute('data-id')}").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900
