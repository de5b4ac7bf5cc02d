"""The report page as readers use it: keys, clicks, filters, on paper, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import attrib
from attrib.model import Report
from attrib.render.html import render, render_index
from tests.conftest import ROOT

from .conftest import Show
from .story import Story, everything, person

if TYPE_CHECKING:
    from playwright.sync_api import Page


def squeezed(words: str) -> str:
    return "".join(words.split())


def lit(page: Page, part: str = "content") -> str:
    """The words that are lit, in the order of the article, without spaces."""
    return squeezed("".join(page.locator(f".lit-{part}").all_inner_texts()))


def chosen(page: Page) -> str | None:
    found = page.locator(".item.chosen")
    return found.get_attribute("data-id") if found.count() else None


def words_of(report: Report, id: str) -> str:
    """The words that an item is about, without spaces."""
    document = report.document
    for attribution in report.attributions:
        if attribution.statement.id == id:
            return squeezed("".join(map(document.slice, attribution.statement.content)))
    finding = report.findings[int(id[1:])]
    return "" if finding.comment else squeezed(document.slice(finding.span))


def ids(page: Page) -> list[str]:
    return page.locator("#items > .item:visible").evaluate_all("all => all.map(i => i.dataset.id)")


def told(page: Page) -> str:
    return page.locator("#shown").inner_text()


@pytest.fixture(scope="module")
def real(checker: attrib.Checker) -> Report:
    """A check of an example."""
    made = attrib.Checker(attrib.Registry.load(ROOT / "examples" / "sources.yaml"))
    return made.check(attrib.read_file(ROOT / "examples" / "harbour-tunnel.txt"))


@pytest.fixture(scope="module")
def far() -> Report:
    """A speaker named in full thirty paragraphs before what she says."""
    story = Story(
        "Ines Calder came to the harbour in spring.",
        *(f"Nothing of note was built in week {number}." for number in range(30)),
        "“The crane will not move again,” the engineer said.",
        "It was late.",
    )
    calder = person("Ines Calder", named=story.span("Ines Calder"))
    quote = "“The crane will not move again,”"
    story.says(quote, speaker=calder, cue="said", source="the engineer", kind="direct")
    return story.report()


def test_every_item_is_reached_by_j_and_lights_exactly_its_words(show: Show, real: Report) -> None:
    for report in (real, everything()[0]):
        page = show(render(report))
        listed = ids(page)
        assert len(listed) == len(report.attributions) + sum(
            finding.statement is None for finding in report.findings
        )
        for id in listed:
            page.keyboard.press("j")
            assert chosen(page) == id
            assert lit(page, "content" if id[0] == "s" else "finding") == words_of(report, id)
            assert page.locator(f"#i-{id} .more").is_visible()
            assert page.evaluate(
                "id => document.activeElement.closest('.item').dataset.id === id", id
            )
            box = page.locator(f"#i-{id} summary").bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= 900
        page.keyboard.press("j")
        assert chosen(page) == listed[-1]
        for id in reversed(listed[:-1]):
            page.keyboard.press("k")
            assert chosen(page) == id
        page.keyboard.press("k")
        assert chosen(page) == listed[0]


def test_what_was_opened_to_be_looked_at_closes_again(show: Show) -> None:
    page = show(render(everything()[0]))
    page.keyboard.press("j")
    assert page.locator("#i-s1 details").get_attribute("open") is not None
    page.keyboard.press("j")
    assert page.locator("#i-s1 details").get_attribute("open") is None


def test_k_first_goes_to_the_last(show: Show) -> None:
    page = show(render(everything()[0]))
    page.keyboard.press("k")
    assert chosen(page) == ids(page)[-1]


def test_enter_opens_and_closes(show: Show) -> None:
    page = show(render(everything()[0]))
    page.keyboard.press("j")
    more = page.locator("#i-s1 .more")
    assert more.is_visible()
    page.keyboard.press("Enter")
    assert not more.is_visible()
    page.keyboard.press("Enter")
    assert more.is_visible()


def test_w_goes_to_the_words_and_back(show: Show, far: Report) -> None:
    page = show(render(far), height=500)
    page.keyboard.press("j")
    focus = "document.activeElement.id || document.activeElement.closest('.item').id"
    assert page.evaluate(focus) == "i-s1"
    page.keyboard.press("w")
    assert page.evaluate(focus) == "r-s1"
    box = page.locator("#r-s1").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 500
    page.keyboard.press("w")
    assert page.evaluate(focus) == "i-s1"


def test_w_on_a_finding_about_a_comment_goes_to_its_paragraph(show: Show) -> None:
    """It has no words in the prose, and its mark stands after the last ones before it."""
    page = show(render(everything()[0]))
    page.keyboard.press("k")
    last = chosen(page)
    assert lit(page) == lit(page, "finding") == ""
    page.keyboard.press("w")
    assert page.evaluate("document.activeElement.closest('p').id") == "p-17"
    assert chosen(page) == last


def test_help_opens_and_closes_and_keys_rest_meanwhile(show: Show) -> None:
    page = show(render(everything()[0]))
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("j")
    assert chosen(page) == "s1"
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("j")
    assert chosen(page) == "s2"
    page.locator("#help-open").click()
    assert page.locator("#help").is_visible()
    page.locator("#help button").click()
    assert not page.locator("#help").is_visible()


def test_keys_of_a_review_say_where_one_reviews(show: Show) -> None:
    page = show(render(everything()[0]))
    page.keyboard.press("a")
    assert "attrib review" in page.locator("#toast").inner_text()


def test_keys_with_modifiers_are_the_browsers(show: Show) -> None:
    page = show(render(everything()[0]))
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+f")
    assert chosen(page) is None
    assert not page.locator("#only-findings").is_checked()


# Filters


def test_filters_and_their_count(show: Show) -> None:
    report, blocking = everything()
    page = show(render(report, stopping=blocking))
    everyone = ids(page)
    count = len(everyone)
    assert told(page) == f"{count} shown"

    page.keyboard.press("f")
    flagged = {
        finding.statement or f"f{number}"
        for number, finding in enumerate(report.findings)
        if finding.state in ("open", "baseline")
    }
    assert set(ids(page)) == flagged
    assert told(page) == f"{len(flagged)} of {count} shown"

    page.keyboard.press("d")
    direct = {a.statement.id for a in report.attributions if a.statement.kind == "direct"}
    assert set(ids(page)) == flagged & direct
    page.keyboard.press("f")
    assert set(ids(page)) == direct
    page.keyboard.press("j")
    assert chosen(page) == ids(page)[0]
    page.keyboard.press("d")
    assert ids(page) == everyone

    page.locator("#only-voice").select_option(label="Harbour Board (3)")
    assert ids(page) == ["s10", "s16", "s17"]
    page.locator("#only-direct").check()
    assert ids(page) == []
    assert told(page) == f"0 of {count} shown"
    assert page.locator("#none-shown").is_visible()
    page.keyboard.press("j")
    assert page.locator(".item.chosen:visible").count() == 0
    page.locator("#only-direct").uncheck()
    page.locator("#only-voice").select_option("-")
    assert set(ids(page)) == {"s13", "s15"}


def test_a_name_in_the_head_filters_and_lets_go(show: Show) -> None:
    report, _ = everything()
    page = show(render(report))
    button = page.locator(".voices button", has_text="Harbour Board")
    button.click()
    assert ids(page) == ["s10", "s16", "s17"]
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert len(ids(page)) > 3
    assert button.get_attribute("aria-pressed") == "false"


def test_the_first_that_blocks_is_one_click_away(show: Show) -> None:
    report, blocking = everything()
    page = show(render(report, stopping=blocking))
    page.locator("#only-voice").select_option("-")
    page.get_by_text("Go to the first").click()
    assert page.locator("#i-s7").is_visible()
    assert chosen(page) == "s7"


# What lights up


def test_hover_and_focus_light_the_statement_and_what_it_rests_on(show: Show, far: Report) -> None:
    page = show(render(far), height=600)
    rests = {
        "content": "“Thecranewillnotmoveagain,”",
        "cue": "said",
        "source": "theengineer",
        "named": "InesCalder",
    }
    piece = page.locator("#text span[data-i=s1]").first
    piece.scroll_into_view_if_needed()
    piece.hover()
    for part, words in rests.items():
        assert lit(page, part) == words
    page.mouse.move(2, 300)
    assert lit(page) == ""
    page.locator("#r-s1").focus()
    for part, words in rests.items():
        assert lit(page, part) == words
    page.locator("#i-s1 summary").hover()
    assert lit(page, "named") == "InesCalder"


def test_where_a_speaker_is_named_is_one_link_away(show: Show, far: Report) -> None:
    page = show(render(far), height=500)
    page.keyboard.press("j")
    page.get_by_role("link", name="named in paragraph 1").click()
    assert page.url.endswith("#p-1")
    assert page.locator("#p-1").evaluate(
        "p => p.getBoundingClientRect().top >= 0 && p.getBoundingClientRect().bottom <= innerHeight"
    )


def test_the_outlet_lights_too(show: Show) -> None:
    page = show(render(everything()[0]))
    page.locator("#r-s10").focus()
    assert lit(page, "outlet") == "RadioNordsundLedger"


def test_a_click_on_words_or_on_a_mark_chooses(show: Show) -> None:
    page = show(render(everything()[0]))
    page.locator("#text span[data-i=s11]").first.click()
    assert chosen(page) == "s11"
    assert page.locator("#i-s11 .more").is_visible()
    assert page.locator("#i-s11").bounding_box()["y"] < 900  # type: ignore[index]
    page.locator("#r-s13").click()
    assert chosen(page) == "s13"
    page.locator("#i-s2 summary").click()
    assert chosen(page) == "s2"
    # Words that the filter left out are shown when they are asked for.
    page.locator("#only-findings").check()
    page.locator("#text span[data-i=s4]").first.click()
    assert page.locator("#i-s4").is_visible()


def test_words_inside_of_others_choose_the_inner_statement(show: Show) -> None:
    page = show(render(everything()[0]))
    page.get_by_text("the harbour will close", exact=True).first.click()
    assert chosen(page) == "s17"


# Without script, on paper, on a phone


def test_every_link_in_the_page_leads_somewhere(show: Show, real: Report) -> None:
    for report in (real, everything()[0]):
        page = show(render(report))
        dead = page.locator("a[href^='#']").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
            ".filter(to => to !== '#' && !document.getElementById(to.slice(1)))"
        )
        assert dead == []


def test_without_script_the_page_is_readable_and_its_links_work(show: Show) -> None:
    report, blocking = everything()
    page = show(render(report, stopping=blocking), script=False)
    assert "We saw" in page.locator("#text").inner_text()
    assert page.locator("#text .ref:visible").count() == len(report.attributions) + 3
    assert page.locator("#items > .item:visible").count() == len(report.attributions) + 3
    page.locator("#r-s11").click()
    assert page.url.endswith("#i-s11")
    box = page.locator("#i-s11").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    page.locator("#i-s11 summary").click()
    page.locator("#i-s11").get_by_text("Show in the article").click()
    assert page.url.endswith("#r-s11")
    page.get_by_text("Go to the first").click()
    assert page.url.endswith("#i-s7")
    # What cannot work is not offered.
    for control in (".filters label", ".filters button", "kbd"):
        assert page.locator(control).locator("visible=true").count() == 0


def test_on_paper_every_item_is_open_and_no_control_is_there(show: Show) -> None:
    report, blocking = everything()
    page = show(render(report, stopping=blocking))
    page.keyboard.press("j")
    page.emulate_media(media="print")
    for item in page.locator("#items > .item").all():
        assert item.locator(".more").is_visible()
        assert item.locator(".more").bounding_box()["height"] > 10  # type: ignore[index]
    for control in (
        "kbd", ".filters label", ".filters button", ".jump", ".skip", ".place a", "#toast", "dialog",
    ):  # fmt: skip
        assert page.locator(control).locator("visible=true").count() == 0
    assert "Ines Calder" in page.locator("#items").inner_text()
    # Small print is small on paper, too.
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    body = page.locator("body").evaluate(size)
    for small in (".where", ".meta", ".key", "footer"):
        assert page.locator(small).first.evaluate(size) < body


def wide() -> Report:
    name = "Maximiliana Konstantinopolska-Featherstonehaugh of Överkalix"
    assert len(name) == 60
    arabic, speaker = "قالت المهندسة إن الرصيف مغلق حتى الربيع", "سميرة الحداد"
    story = Story(
        "x" * 400,
        f"The pier is shut, {name} said.",
        f"{arabic}.",
        "A line " + "of words " * 50,
        path="/a/very/long/folder/" + "name" * 40 + ".txt",
        headline="H" * 200,
        byline=name,
    )
    story.says("x" * 400, speaker=person("Y" * 60), kind="direct")
    story.says("The pier is shut", speaker=person(name), source=name, cue="said")
    story.says(arabic, speaker=person(speaker))
    story.finds("x" * 400, "warning", "s1")
    return story.report()


@pytest.mark.parametrize("make", [wide, lambda: everything()[0]])
def test_nothing_scrolls_sideways_on_a_phone(show: Show, make: Callable[[], Report]) -> None:
    report = make()
    page = show(render(report), width=390, height=800)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    sideways = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(sideways) == 0
    outside = page.locator("body *:visible").evaluate_all(
        "all => all.filter(e => !e.closest('svg, .unseen, .skip, option, thead'))"
        ".filter(e => { const b = e.getBoundingClientRect(); return b.right > 390.5 || b.left < -0.5; })"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert outside == []
    for width in (320, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(sideways) == 0


def test_right_to_left_words_and_names_keep_their_side(show: Show) -> None:
    page = show(render(wide()), width=390, height=800)
    assert page.locator("#p-3").evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert page.locator("#i-s3 .words").evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert page.locator("#p-2").evaluate("p => getComputedStyle(p).direction") == "ltr"


def test_on_a_phone_a_mark_leads_to_its_item_and_back(show: Show) -> None:
    page = show(render(everything()[0]), width=390, height=800)
    page.locator("#r-s12").click()
    box = page.locator("#i-s12").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 400
    page.locator("#i-s12").get_by_text("Show in the article").click()
    box = page.locator("#r-s12").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800


# Articles with little in them, and the index


def test_an_article_without_statements(show: Show) -> None:
    page = show(render(Story("Nothing happened.").report()))
    page.keyboard.press("j")
    page.keyboard.press("w")
    page.keyboard.press("f")
    assert told(page) == "0 shown"
    assert "nothing was found" in page.locator("#list").inner_text()


def test_index_lists_articles_and_what_could_not_be_checked(
    show: Show, tmp_path: Path, real: Report
) -> None:
    report, blocking = everything()
    name = "a b#c?d%41.html"
    (tmp_path / name).write_text(render(report, stopping=blocking), "utf-8")
    failed = attrib.ReadError("lost.txt: there is no such file")
    index = tmp_path / "index.html"
    index.write_text(
        render_index([(name, report, blocking), ("other.html", real, frozenset())], [failed]),
        "utf-8",
    )
    page = show(index)
    assert page.locator("tbody tr").count() == 2
    assert "1 article is blocked; 1 could not be checked." in page.locator(".outcome").inner_text()
    assert "lost.txt" in page.locator(".alert").first.inner_text()
    page.get_by_role("link", name="Piers of the north shore").click()
    assert page.locator("h1").inner_text() == "Piers of the north shore are shut"


def test_index_on_a_phone(show: Show) -> None:
    report, blocking = everything()
    rows: list[Any] = [("a.html", report, blocking), ("b.html", wide(), frozenset())]
    page = show(render_index(rows), width=390)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert page.locator("td:visible").first.evaluate(
        "td => getComputedStyle(td, '::before').content"
    ) not in ("none", "")
