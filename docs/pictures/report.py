"""Takes the pictures of the report and of the review: docs/pictures/report-*.png and the like.

    pip install playwright pillow && python docs/pictures/report.py

Needs Chromium (`chromium` on the path). Commands, server and browser really run, on a copy of
examples/pool, whose article has quotes held against texts.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).parent
SIZES = {1440: 1340, 390: 844}
COLOURS = 200
ATTRIB = [sys.executable, "-m", "attrib"]
# Words of the statement that the pictures show chosen.
CHOSEN = "twenty lifeguards"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def opened(browser: Browser, address: str, width: int, dark: bool) -> Iterator[Page]:
    """A page, its scrolling and its carets at rest."""
    with browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        device_scale_factor=2 if width < 1000 else 1,
    ) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def take(page: Page, name: str) -> None:
    """A picture of what is in view, in few colours."""
    image = Image.open(io.BytesIO(page.screenshot()))
    few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


def choose(page: Page, width: int) -> None:
    """Choose a statement; its card is open then, and both in view."""
    id = page.locator(".item", has_text=CHOSEN).get_attribute("data-id")
    page.locator(f"#r-{id}").click()
    if width > 1000:
        page.evaluate("scrollTo(0, 0)")
        page.locator(f"#i-{id}").evaluate(
            "e => { const list = document.getElementById('list');"
            "list.scrollTop += e.getBoundingClientRect().top - list.getBoundingClientRect().top - 130; }"
        )
    else:
        page.locator(f"#i-{id}").evaluate(
            "e => scrollTo({ top: e.getBoundingClientRect().top + scrollY - 60 })"
        )
    page.mouse.move(0, 0)


def report(browser: Browser, folder: Path) -> None:
    """The report, light and dark, wide and narrow, and on paper."""
    file = folder / "report.html"
    subprocess.run(
        [*ATTRIB, "report", "article.txt", "-o", file.name, "--no-cache"],
        cwd=folder,
        env=ENVIRONMENT,
        check=True,
    )
    for width in SIZES:
        for dark in (False, True):
            with opened(browser, file.as_uri(), width, dark) as page:
                choose(page, width)
                take(page, f"report-{width}-{'dark' if dark else 'light'}")
    with opened(browser, file.as_uri(), 1440, False) as page:
        page.pdf(path=HERE / "report-print.pdf", format="A4", print_background=True)


def review(browser: Browser, folder: Path) -> None:
    """The review, with a correction about to be saved."""
    process = subprocess.Popen(
        [*ATTRIB, "review", "article.txt", "--no-open", "--no-cache", "--by", "Ines Calder"],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().rsplit(" ", 1)[-1].strip()
        for width in SIZES:
            for dark in (False, True):
                with opened(browser, address, width, dark) as page:
                    choose(page, width)
                    page.keyboard.press("c")
                    page.locator("#decide-name").fill("Berit Holm")
                    page.locator("#decide-reason").fill("heard the tape")
                    take(page, f"review-{width}-{'dark' if dark else 'light'}")
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name, "pool")
        shutil.copytree(ROOT / "examples" / "pool", folder)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        report(browser, folder)
        review(browser, folder)
        browser.close()


if __name__ == "__main__":
    main()
