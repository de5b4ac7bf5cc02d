"""Whatever an article, a registry or a text holds, a page shows it as text and runs none of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import ReadError
from attrib.model import EntryFinding
from attrib.render.html import render, render_index
from tests.conftest import Run

from .conftest import Show
from .story import everything

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAYLOADS = (
    "<script>window.pwned=1;alert(1)</script>",
    "</script><script>window.pwned=2</script>",
    "</style><style>*{background:url(https://evil.example/a)}</style>",
    "</title></textarea></select></option></svg></details></dialog>",
    "<img src=https://evil.example/b onerror=window.pwned=3>",
    "<svg onload=window.pwned=4><iframe srcdoc='<script>top.pwned=5</script>'>",
    "<a href='javascript:window.pwned=6'>x</a><form action=https://evil.example><input>",
    '" autofocus onfocus="window.pwned=7" x="',
    "' onmouseover='window.pwned=8' x='",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=//evil.example>",
    "]]><!-- --!><!--<script>",
    "{{ 7*7 }}{% raw %}{{ cycler.__init__.__globals__ }}${7*7}#{7*7}<%= 7*7 %>",
    "\\u003cscript\\u003e&lt;script&gt;&#60;script&#62;",
    "\u202egnp.exe\u202c\u2066\u200b\ufeff\x00\x07\x1b[31m\x85\u2028\ud800",
)
EVIL = " ".join(PAYLOADS)
_TAGS = re.compile(r"<([a-z][a-z0-9]*)", re.IGNORECASE)
# But for the picture, whose bars are of the article's length.
_SHAPE = """() => [...document.querySelectorAll("*:not(rect)")].map(
    e => e.localName + "|" + [...e.attributes].map(a => a.name).sort().join(" "))"""


def evil(words: str) -> str:
    return f"{words} {EVIL}"


def tame(words: str) -> str:
    return f"{words} harbour" + " wall" * 80


def used(page: Page) -> None:
    """Go over a page as a reader would."""
    for key in ("j", "j", "f", "d", "d", "f", "w", "?", "Escape", "a", "Escape"):
        page.keyboard.press(key)
    for item in page.locator("#items > .item").all():
        item.hover()
        page.keyboard.press("j")
    for option in page.locator("#only-voice option").all():
        page.locator("#only-voice").select_option(option.get_attribute("value"))


def calm(page: Page) -> None:
    """Nothing ran, nothing new is in the page, and its policy is as it was."""
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.evaluate("document.doctype !== null && document.compatMode") == "CSS1Compat"
    names = set(page.evaluate("[...document.querySelectorAll('*')].map(e => e.localName)"))
    templates = Path(render.__code__.co_filename).parent / "templates"
    own = {
        name.lower()
        for file in templates.glob("*.html")
        for name in _TAGS.findall(file.read_text("utf-8"))
    }
    # The changed words, whose element a macro is given the name of.
    assert names <= own | {"ins", "del"}
    attributes = page.evaluate(
        "[...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))]"
    )
    assert [name for name in attributes if name.startswith("on") or name == "srcdoc"] == []
    links = page.locator("[href], [src], [action]").evaluate_all(
        "all => all.map(a => a.getAttribute('href') ?? a.getAttribute('src') ?? '!')"
    )
    assert [to for to in links if not re.fullmatch(r"#[a-z0-9-]*|[\w-]+\.html", to)] == []
    policy = page.locator("meta[http-equiv]")
    assert policy.count() == 1
    content = policy.get_attribute("content") or ""
    assert content.startswith("default-src 'none'; ")
    assert "connect-src 'none'" in content
    assert "unsafe" not in content
    shown = page.evaluate("document.body.innerText + document.title")
    assert [c for c in "\u202e\u202c\u2066\u200b\ufeff\x00\x07\x1b" if c in shown] == []


def test_a_report_of_hostile_words_has_the_shape_of_one_of_tame_words(show: Show) -> None:
    shapes = []
    for own in (tame, evil):
        report, blocking = everything(own)
        entry = EntryFinding("AT905", "bad-entry", "warning", own("attrib.yaml"), 3, 1, own("x"))
        page = show(render(report, stopping=blocking, entries=[entry]))
        shapes.append(page.evaluate(_SHAPE))
        used(page)
    assert shapes[0] == shapes[1]
    calm(page)
    # It is all there, as text.
    headline = page.locator("h1").inner_text()
    for payload in PAYLOADS[:-1]:
        assert " ".join(payload.split()) in headline
        assert " ".join(payload.split()) in page.locator("#text").inner_text()
    assert "\\u202egnp.exe" in headline
    assert "\\x00" in headline
    assert page.locator("#only-voice option").nth(2).inner_text().startswith("Ines Calder <script>")


def test_an_index_of_hostile_words(show: Show) -> None:
    report, blocking = everything(evil)
    entry = EntryFinding("AT905", "bad-entry", "warning", evil("attrib.yaml"), 3, 1, EVIL)
    page = show(render_index([("a.html", report, blocking)], [ReadError(EVIL)], entries=[entry]))
    calm(page)
    assert page.locator("tbody tr").count() == 1
    for place in ("th a", ".path"):
        assert PAYLOADS[0] in page.locator(place).inner_text()
    assert page.locator(".alert").count() == 3


def test_names_of_pages_are_no_addresses(show: Show) -> None:
    report, _ = everything()
    names = ["javascript:alert(1)", "a?b#c.html", "%2e%2e%2fc.html", "'\"><script>.html"]
    page = show(render_index([(name, report, frozenset()) for name in names]))
    here = page.url.rsplit("/", 1)[0]
    for link in page.locator("th a").evaluate_all("all => all.map(a => a.href)"):
        assert link.startswith(here)


def test_what_slipped_through_would_not_run(browser: Browser, tmp_path: Path) -> None:
    """The policy holds even where the template engine had let something pass."""
    html = render(everything()[0]).replace(
        "<main", "<script>window.pwned=1</script><img src=x onerror=window.pwned=2><main", 1
    )
    (tmp_path / "page.html").write_text(html, "utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        assert page.evaluate("typeof window.pwned") == "undefined"
        page.keyboard.press("j")
        assert page.locator(".item.chosen").count() == 1


def test_the_command_over_hostile_files(show: Show, run: Run, tmp_path: Path) -> None:
    words = "".join(c for c in EVIL if c not in "\x00\x07\x1b\x85\ud800")
    name = 'Ines <b onclick="window.pwned=1">Calder</b>'
    records = [
        {"id": "calder", "name": name, "kind": "person", "role": words[:190]},
        {"id": "board", "name": "Harbour Board", "kind": "institution", "aliases": [PAYLOADS[4]]},
    ]
    (tmp_path / "sources.yaml").write_text(
        "version: 1\nsources:\n" + "".join(f"  - {json.dumps(record)}\n" for record in records),
        "utf-8",
    )
    story = "\n\n".join(
        [
            f"{words}",
            f"“{words},” Ines Calder of the Harbour Board said on Monday.",
            f"“The pier is shut,” said {name}, the engineer.",
            f"Critics say {words} is a danger to everybody.",
            "<!-- attrib: ignore <script>window.pwned=9</script> -->",
        ]
    )
    evil_name = "<img src=x onerror=window.pwned=1>{{ 7*7 }}.txt"
    (tmp_path / evil_name).write_text(story, "utf-8")
    body = story.replace("&", "&amp;").replace("<", "&lt;").replace("\n\n", "</p><p>")
    (tmp_path / "b.html").write_text(
        f"<html><head><title>{body[:60]}</title></head><body><h1>T</h1><p>{body}</p></body></html>",
        "utf-8",
    )
    done = run(
        "report", evil_name, "b.html", "-o", "out", "--sources", "sources.yaml", "--no-cache"
    )
    assert done.returncode == 0, done.stderr
    pages = sorted((tmp_path / "out").glob("*.html"))
    assert len(pages) == 3
    for file in pages:
        page = show(file)
        if file.name != "index.html":
            used(page)
            assert page.locator("#items > .item").count() > 0
        calm(page)
