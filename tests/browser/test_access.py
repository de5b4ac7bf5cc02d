"""Pages for everybody: no violation of WCAG that axe-core can tell."""

from __future__ import annotations

import pytest

import attrib
from attrib.model import Report
from attrib.render.html import render, render_index
from tests.conftest import ROOT

from .axe import violations
from .conftest import Show
from .story import Story, everything

pytestmark = pytest.mark.parametrize(
    ("width", "dark"), [(1440, False), (1440, True), (390, False), (390, True)]
)


def test_report_with_every_kind_of_item(show: Show, width: int, dark: bool) -> None:
    report, blocking = everything()
    page = show(render(report, stopping=blocking), width=width, dark=dark, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert violations(page) == []
    # Lit, with all that it rests on: a statement, one whose source is also its full name, a
    # finding alone.
    for mark in ("s10", "s12", loose(report)):
        page.locator(f"#r-{mark}").click()
        assert violations(page, "#article") == []


def loose(report: Report) -> str:
    """A finding about no statement, with words."""
    return next(
        f"f{number}"
        for number, finding in enumerate(report.findings)
        if finding.statement is None and finding.comment is None
    )


def test_help_and_a_message(show: Show, width: int, dark: bool) -> None:
    page = show(render(everything()[0]), width=width, dark=dark, bypass_csp=True)
    page.keyboard.press("a")
    assert page.locator("#toast").is_visible()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    assert violations(page) == []


def test_reports_of_examples(show: Show, width: int, dark: bool, checker: attrib.Checker) -> None:
    folder = ROOT / "examples" / "pool"
    sources = attrib.Registry.load(folder / "sources.yaml")
    texts = attrib.Texts(sources, [folder / "texts"], cached=False)
    pool = attrib.Checker(sources, texts=texts).check(attrib.read_file(folder / "article.txt"))
    recall = checker.check(attrib.read_file(ROOT / "examples" / "night-light-recall.html"))
    for report in (pool, recall):
        page = show(render(report), width=width, dark=dark, bypass_csp=True)
        page.keyboard.press("j")
        assert violations(page) == []


def test_index_and_a_report_with_nothing_in_it(show: Show, width: int, dark: bool) -> None:
    report, blocking = everything()
    empty = Story("Nothing happened.").report()
    failed = attrib.ReadError("lost.txt: there is no such file")
    index = render_index([("a.html", report, blocking), ("b.html", empty, frozenset())], [failed])
    for html in (index, render(empty)):
        assert violations(show(html, width=width, dark=dark, bypass_csp=True)) == []
