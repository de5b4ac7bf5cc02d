"""How fast the report page of a long article is, and how large.

    python -m benchmarks.page [--runs 3]

Two made articles, 1,500 words with 60 statements and 20,000 with 800, opened from disk in the same
Chromium (`chromium` on the path), each in a fresh context, the median of some runs: from the start of
loading to the second frame with everything in place; one filter set and let go, to the frame after;
50 steps of `j`, each to the page laid out anew; and the article scrolled through, of which the
longest wait between two frames is told. The short article says what the machine is worth.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from dataclasses import dataclass, fields
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.model import Attribution, Document, Finding, Outlet, Report, Span, Speaker, Statement
from attrib.render.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHORT, LONG = (1_500, 60), (20_000, 800)
_NAMES = [
    f"{given} {family}"
    for given in ("Ines", "Odd", "Bo", "Ana", "Jun", "Karl")
    for family in ("Calder", "Marsh", "Reyes", "Holt", "Berg")
]
_FILLER = "The quay was built of stone and larch long before the ferries came to it in summer"
_FRAMES = "n => new Promise(r => { const f = () => n-- ? requestAnimationFrame(f) : r(performance.now()); f(); })"
_FILTER = """async (id) => {
    const box = document.getElementById(id), frame = () => new Promise(r => requestAnimationFrame(() => setTimeout(r)));
    await frame();
    const began = performance.now();
    box.click(); await frame();
    box.click(); await frame();
    return (performance.now() - began) / 2;
}"""
_STEPS = """async () => {
    let spent = 0;
    for (let n = 0; n < 50; n++) {
        const began = performance.now();
        document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        document.body.getBoundingClientRect();
        spent += performance.now() - began;
        await new Promise(r => requestAnimationFrame(r));
    }
    return spent / 50;
}"""
_SCROLL = """async () => {
    let worst = 0, last = await new Promise(r => requestAnimationFrame(r));
    const step = Math.max(200, document.documentElement.scrollHeight / 120);
    for (let top = 0; top < document.documentElement.scrollHeight; top += step) {
        window.scrollTo({ top, behavior: "instant" });
        const now = await new Promise(r => requestAnimationFrame(r));
        worst = Math.max(worst, now - last);
        last = now;
    }
    return worst;
}"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds: to load, to filter, a step of `j`, the longest frame while scrolling."""

    load: float
    filter: float
    step: float
    frame: float


def article(words: int, statements: int) -> Report:
    """A made article of so many words and statements, half of them direct, a quarter with findings."""
    filler = cycle(_FILLER.split())
    each = words // statements
    parts: list[str] = []
    paragraphs: list[Span] = []
    attributions: list[Attribution] = []
    findings: list[Finding] = []
    at = 0
    for number in range(statements):
        name = _NAMES[number % len(_NAMES)]
        direct = number % 2 == 0
        content = " ".join(next(filler) for _ in range(each - (7 if direct else 11)))
        content = f"“Pier {number}: {content},”" if direct else f"pier {number}: {content},"
        before = "" if direct else f"{name} said that "
        after = f" {name} said on Monday." if direct else " and nothing more than this."
        text = before + content + after
        start = at + len(before)
        span = Span(start, start + len(content))
        said, named = at + text.index("said"), at + text.index(name)
        speaker = Speaker(
            name, None, "person", "named beside “said”", named=Span(named, named + len(name))
        )
        statement = Statement(
            f"s{number + 1}",
            (span,),
            (Span(said, said + 4),),
            (Span(named, named + len(name)),),
            "direct" if direct else "indirect",
            confidence=0.8,
        )
        credited = number % 16 != 7
        attributions.append(
            Attribution(
                statement,
                speaker if credited else None,
                Outlet("this paper", "self", "self", "no channel named") if credited else None,
                f"{number:032x}",
            )
        )
        if number % 4 == 3:
            findings.append(
                Finding(
                    *("AT204", "unattributed-claim"),
                    ("error", "warning", "note")[number % 3],  # type: ignore[arg-type]
                    Span(start, start + 12),
                    "Nobody is credited with this. Say who says so.",
                    statement=f"s{number + 1}" if number % 8 == 3 else None,
                    fingerprint=f"{number:032x}",
                )
            )
        paragraphs.append(Span(at, at + len(text)))
        parts.append(text)
        at += len(text) + 1
    whole = "\n".join(parts)
    document = Document("long.txt", whole, whole, tuple(paragraphs), tuple(paragraphs))
    return Report(document, tuple(attributions), tuple(findings), "0.1.0", "made")


def measure(browser: Browser, html: str, runs: int) -> Speed:
    """The medians of one page."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(html, "utf-8")
        for _ in range(runs):
            with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
                page = context.new_page()
                page.goto(file.as_uri())
                load = page.evaluate(_FRAMES, 2)
                taken.append(
                    Speed(
                        load,
                        page.evaluate(_FILTER, "only-direct"),
                        page.evaluate(_STEPS),
                        page.evaluate(_SCROLL),
                    )
                )
    return Speed(
        *(
            statistics.median(getattr(speed, field.name) for speed in taken)
            for field in fields(Speed)
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        pages = [render(article(*size)) for size in (SHORT, LONG)]
        short, long = (measure(browser, html, args.runs) for html in pages)
        print(f"Chromium {browser.version}, median of {args.runs}")
        browser.close()
    print(f"{'':36}{SHORT[0]:>8,} words{LONG[0]:>8,} words   ratio")
    for told, name in (
        ("to open, ms", "load"),
        ("to filter, ms", "filter"),
        ("a step of j, ms", "step"),
        ("longest frame while scrolling, ms", "frame"),
    ):
        few, many = getattr(short, name), getattr(long, name)
        print(f"{told:36}{few:>14.1f}{many:>14.1f}{many / few:>8.1f}")
    sizes = [len(html.encode()) / 1000 for html in pages]
    print(f"{'size, kB':36}{sizes[0]:>14.0f}{sizes[1]:>14.0f}{sizes[1] / sizes[0]:>8.1f}")


if __name__ == "__main__":
    main()
