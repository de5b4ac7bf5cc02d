from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from attrib.audit import Audit, audit
from attrib.errors import ReadError
from attrib.render.audit_html import render
from tests.audits import Said, made, report, reports

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}\u202e"


class Parsed(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def hostile() -> Audit:
    said = [
        Said("it rained", HOSTILE, outlet=HOSTILE),
        Said("it snowed", f"a {HOSTILE}", "anonymous", code="AT302"),
        Said("it blew", "محمد العلي"),
    ]
    lone = Said("it rained", f"Ana {HOSTILE}")
    return audit([report(HOSTILE, "2026-03-02", *said), report(HOSTILE + "2", "2026-04-02", lone)])


def test_the_page_answers_the_desk() -> None:
    page = render(made())
    for heading in (
        *("Who do we rely on?", "How much is without a name?", "How often one source alone?"),
        *("Through whom?", "Is it changing?"),
    ):
        assert heading in page
    assert "5 articles, 30 November 2025 to 21 June 2026, 1 without a date" in page
    assert '<bdi>Calder</bdi> <span class="in">in <bdi>c.txt</bdi></span>' in page


def test_articles_that_could_not_be_read_are_named() -> None:
    page = render(made(), [ReadError("no such file", path="<gone>.txt")])
    assert "1 article could not be read" in page
    assert "&lt;gone&gt;.txt: no such file" in page
    assert "could not be read" not in render(made())


def test_nothing_from_an_article_is_markup() -> None:
    page = render(hostile(), [ReadError(HOSTILE, path=HOSTILE)])
    plain = render(made(), [ReadError("x", path="x")])
    parsed = Parsed(page)
    assert {tag for tag, _ in parsed.tags} <= {tag for tag, _ in Parsed(plain).tags}
    assert sum(tag == "script" for tag, _ in parsed.tags) == 1
    assert "{{ 7*7 }}" in "".join(parsed.words)
    assert "\u202e" not in page
    assert "\\u202e" in page
    for _, attributes in parsed.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert not {"src", "href"} & set(attributes)


def test_names_keep_their_own_direction() -> None:
    assert "<bdi>محمد العلي</bdi>" in render(hostile())


def test_the_policy_lets_only_the_page_itself_run() -> None:
    page = render(made())
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in Parsed(page).tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)
        assert f"{tag}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert not re.search(r"https?://|url\(|@import", page)


def test_long_tables_are_cut_and_say_so() -> None:
    said = [Said(f"it rained {n} times", f"Ana Q{n}") for n in range(301)]
    page = render(audit([report("a.txt", None, *said)]))
    assert page.count("<bdi>Ana Q") == 300
    assert "The first 300 of 301;" in page


def test_no_articles() -> None:
    assert "No article was counted." in render(audit([]))
    assert "Is it changing?" not in render(audit([]))


def test_one_period_has_no_chart_and_two_have() -> None:
    assert "<polyline" not in render(audit(reports()[:1]))
    assert render(audit(reports()[:2])).count("<polyline") == 6


# In a browser.


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        system = Path("/usr/bin/chromium")
        try:
            opened = playwright.chromium.launch(
                executable_path=system if system.exists() else None, args=["--no-sandbox"]
            )
        except Error:
            pytest.skip("no browser here")
        yield opened
        opened.close()


def opened(browser: Any, page: str, width: int, **options: Any) -> Any:
    tab = browser.new_context(viewport={"width": width, "height": 800}, **options).new_page()
    tab.complaints = []
    tab.on("console", lambda message: tab.complaints.append(message.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.set_content(page)
    return tab


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_never_scrolls_sideways(browser: Any, width: int) -> None:
    long = "Q" * 180
    said = Said("it rained", f"Ana {long}", outlet=long)
    audited = audit([*reports(), report(long, "2026-06-22", said)])
    tab = opened(browser, render(audited, [ReadError(long, path=long)]), width)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.complaints == []


def test_a_table_sorts_by_keyboard(browser: Any) -> None:
    tab = opened(browser, render(made()), 1440)
    button = tab.locator("section[aria-labelledby=who] th button").first
    names = "section[aria-labelledby=who] tbody th > bdi"
    assert tab.locator(names).all_inner_texts()[0] == "Ines Calder"
    button.focus()
    tab.keyboard.press("Enter")
    ascending = tab.locator(names).all_inner_texts()
    assert ascending[:2] == ["Calder", "Harbour Board"]
    tab.keyboard.press("Enter")
    assert tab.locator(names).all_inner_texts() == ascending[::-1]
    sorted_by = tab.locator("section[aria-labelledby=who] th[aria-sort]")
    assert (sorted_by.count(), sorted_by.get_attribute("aria-sort")) == (1, "descending")
    assert tab.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_to_all(browser: Any, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = render(hostile(), [ReadError("no such file", path="gone.txt")])
    tab = opened(browser, page, 1440, color_scheme=scheme, bypass_csp=True)
    assert [v["id"] for v in Axe().run(tab).response["violations"]] == []
