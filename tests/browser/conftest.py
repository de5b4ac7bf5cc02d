"""A real browser: Chromium where it is installed, and pages that must keep quiet in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Show(Protocol):
    def __call__(
        self,
        page: str | Path,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
        bypass_csp: bool = False,
    ) -> Page: ...


# Not for the whole session: while playwright runs, the main thread counts as inside an event
# loop, in which tests of other folders could start none of their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; without it tests are skipped, or fail where ATTRIB_BROWSER_TESTS=required."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is not installed (pip install '.[test]')")
    if chromium is None:
        _absent("there is no chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGS])
        yield browser
        browser.close()


def _absent(reason: str) -> None:
    if os.environ.get("ATTRIB_BROWSER_TESTS") == "required":
        pytest.fail(f"{reason}, and ATTRIB_BROWSER_TESTS=required", pytrace=False)
    pytest.skip(f"{reason}: no browser tests")


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a page (its HTML, its file, or its address) in a context of its own.

    After the test nothing may have gone wrong in any of them: no error on the console, no
    request but for the file itself and those it links to, no dialog. A page with an address may
    ask its own server, which may refuse.
    """
    contexts: list[Any] = []
    troubles: list[str] = []

    def show(
        page: str | Path,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
        bypass_csp: bool = False,
    ) -> Page:
        if isinstance(page, str) and page.startswith("http://127.0.0.1"):
            address = under = page
        elif isinstance(page, str):
            file = tmp_path / f"page-{len(contexts)}.html"
            file.write_text(page, "utf-8")
            address, under = file.as_uri(), tmp_path.as_uri() + "/"
        else:
            address, under = page.as_uri(), page.parent.as_uri() + "/"
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        opened = context.new_page()
        watch(opened, troubles, under)
        opened.goto(address)
        return opened

    yield show
    for context in contexts:
        context.close()
    assert troubles == []


def watch(page: Page, troubles: list[str], under: str) -> None:
    """Note down what a quiet page does not do."""
    served = under.startswith("http:")

    def asked(dialog: Any) -> None:
        troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def said(message: Any) -> None:
        refused = served and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not refused:
            troubles.append(f"console: {message.text}")

    def fetched(request: Any) -> None:
        own = served or request.is_navigation_request()
        if not (own and request.url.startswith(under)):
            troubles.append(f"request: {request.url}")

    page.on("dialog", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("request", fetched)
    page.on("popup", lambda popup: troubles.append(f"window: {popup.url}"))
