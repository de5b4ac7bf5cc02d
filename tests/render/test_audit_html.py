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
    assert '<bdi>Calder</bdi> <span class="in">in <bdi title="c.txt">c.txt</bdi></span>' in page


def test_every_jump_leads_somewhere() -> None:
    tags = Parsed(render(made())).tags
    jumps = [attributes["href"] for _, attributes in tags if "href" in attributes]
    assert len(jumps) == 6
    assert {str(jump) for jump in jumps} <= {f"#{attributes.get('id')}" for _, attributes in tags}


def test_what_is_without_a_name_comes_before_the_sources() -> None:
    page = render(made())
    assert page.index('<h2 id="unnamed">') < page.index('<h2 id="who">')
    before, sources = page.split('<h2 id="who">')
    assert "2 statements (17%) from bodies without a name" in before
    assert before.count("<bdi>the board</bdi>") == 2
    assert "<bdi>the board</bdi>" not in sources


def test_statements_whose_reason_is_unclear_are_told() -> None:
    said = [
        Said("it rained", "an aide", "anonymous", code="AT301"),
        Said("it snowed", "a man", "anonymous"),
    ]
    page = render(audit([report("a.txt", None, *said)]))
    assert "a reason is given for 1, none for 0, unclear for 1" in page
    (row,) = re.findall(r"<tr>.*?</tr>", page.split('id="hidden"')[1].split("</table>")[0])[1:]
    # Statements, unnamed, reason given, no reason, unclear.
    assert re.findall(r">(\d+)</td>", row) == ["2", "2", "1", "0", "1"]


def test_kinds_have_the_words_of_the_article_s_page() -> None:
    page = render(made())
    for words in ("Direct quote", "Partly quoted", "Paraphrase"):
        assert f">{words}</th>" in page
    assert not re.search("mixed|indirect", page, re.I)


def test_bars_say_what_a_full_one_is() -> None:
    said = [Said(f"it rained {n} times", f"Ana {'Q' * (n + 2)}") for n in range(50)]
    page = render(audit([report("a.txt", None, *said)]))
    assert "bar: 0 to 100%" in page
    assert "bar: 0 to 5%" in page
    # Each has 2% of the words.
    assert page.count('<rect width="40.0%"') == 50


def test_days_are_left_out_where_no_article_has_one() -> None:
    assert ">First</th>" in render(made())
    undated = render(audit(reports()[4:]))
    assert not re.search(">(First|Last|Date)</th>", undated)


def test_paths_are_short_break_at_folders_and_are_whole_in_the_title() -> None:
    said = Said("it rained", "Ana Ruiz")
    paths = ["desk/2026/march/rain.txt", "desk/2026/april/rain.txt"]
    page = render(audit([report(path, None, said) for path in paths]))
    assert f'<bdi title="{paths[0]}">march/<wbr>rain.txt</bdi>' in page
    assert "named below are in <bdi>desk/<wbr>2026/<wbr></bdi>" in page


def test_articles_that_could_not_be_read_are_named() -> None:
    page = render(made(), [ReadError("no such file", path="<gone>.txt")])
    assert "1 article could not be read" in page
    assert "&lt;gone&gt;.txt: no such file" in page
    assert "could not be read" not in render(made())


def test_nothing_from_an_article_is_markup() -> None:
    page = render(hostile(), [ReadError(HOSTILE, path=HOSTILE)])
    plain = render(made(), [ReadError("x", path="x")])
    # Where a line may end, after the slashes of a path.
    plain += "<wbr>"
    parsed = Parsed(page)
    assert {tag for tag, _ in parsed.tags} <= {tag for tag, _ in Parsed(plain).tags}
    assert sum(tag == "script" for tag, _ in parsed.tags) == 1
    assert "{{ 7*7 }}" in "".join(parsed.words)
    assert "\u202e" not in page
    assert "\\u202e" in page
    for _, attributes in parsed.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")


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


def long() -> str:
    said = [
        Said(f"it rained {n} times", f"Ana {'Q' * (n + 1)}", outlet="Coastline Radio")
        for n in range(25)
    ]
    return render(audit([report("a.txt", "2026-03-02", *said)]))


def shown(tab: Any) -> int:
    return sum(row.is_visible() for row in tab.locator("#sources tbody tr").all())


def test_a_long_table_shows_its_first_rows_until_all_are_asked_for(browser: Any) -> None:
    tab = opened(browser, long(), 1440)
    button = tab.get_by_role("button", name="Show all 25")
    assert (shown(tab), button.get_attribute("aria-expanded")) == (20, "false")
    # The first rows of any order.
    tab.locator("#sources th button").first.click()
    assert shown(tab) == 20
    assert tab.locator("#sources tbody th").first.inner_text() == "Ana Q"
    button.focus()
    tab.keyboard.press("Enter")
    assert shown(tab) == 25
    assert tab.get_by_text("25 of 25 shown.").is_visible()
    tab.emulate_media(media="print")
    assert shown(tab) == 25
    tab.emulate_media(media="screen")
    tab.get_by_role("button", name="Show the first 20").click()
    tab.emulate_media(media="print")
    assert shown(tab) == 20
    assert tab.get_by_text("20 of 25 shown.").is_visible()
    assert tab.complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_all_rows_are_there_without_a_script(browser: Any, width: int) -> None:
    tab = opened(browser, long(), width, java_script_enabled=False)
    assert shown(tab) == 25
    assert not tab.locator("p.all").first.is_visible()


@pytest.mark.parametrize("width", [390, 768, 1024, 1200, 1440])
def test_no_table_is_cut_off(browser: Any, width: int) -> None:
    said = [
        Said("it rained", "Ana Oyelaran-Voss", outlet="Northmoor University Hospitals Trust"),
        Said("it snowed", "officials with knowledge of it", "anonymous", code="AT302"),
    ]
    lone = report("desk/april/rain-in-the-north.txt", "2026-04-02", said[0])
    audited = audit([*reports(), report("desk/march/rain.txt", "2026-03-02", *said), lone])
    tab = opened(browser, render(audited), width)
    over = "regions => regions.filter(r => r.scrollWidth > r.clientWidth).map(r => r.ariaLabel)"
    assert tab.locator(".scroll").evaluate_all(over) == []


def test_on_a_phone_a_source_has_what_matters(browser: Any) -> None:
    tab = opened(browser, render(made()), 390)
    row = tab.locator("#sources tbody tr").first
    seen = [cell.inner_text() for cell in row.locator("th, td").all() if cell.is_visible()]
    assert seen == ["Ines Calder", "3", "14", "32%", "RTHK 2"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_to_all(browser: Any, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = render(hostile(), [ReadError("no such file", path="gone.txt")])
    tab = opened(browser, page, 1440, color_scheme=scheme, bypass_csp=True)
    assert [v["id"] for v in Axe().run(tab).response["violations"]] == []
