"""The review page, with its server really running: decisions, and files that hold them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from attrib.gate import SignOffs
from attrib.gate.signoffs import Signed
from attrib.registry import Registry
from tests.conftest import ROOT

from .axe import violations
from .conftest import Show
from .test_hostile import PAYLOADS, used

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = """The ferry will stop at noon, Anna Calder said.

“Nobody has told us why it is late,” Per Lund told Radio Nordsund.

An estimated 4,000 people take it.
"""
# Milliseconds within which a slow machine, too, has checked the article again.
SOON = 20_000

Start = Callable[..., "Desk"]


class Desk:
    """A folder with a draft, and a server that reviews it."""

    def __init__(self, folder: Path, name: str = "draft.txt") -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "attrib", "review", name),
                *("--by", "Ines Calder", "--no-open", "--no-cache"),
            ],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().rsplit(" ", 1)[-1].strip()

    def end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.communicate(timeout=30)

    @property
    def entries(self) -> tuple[Signed, ...]:
        path = self.folder / "attrib.signoffs.yaml"
        return SignOffs.load(path).entries if path.exists() else ()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts servers; they end with the test."""
    desks: list[Desk] = []

    def start(text: str = ARTICLE, name: str = "draft.txt") -> Desk:
        (tmp_path / name).write_text(text, "utf-8")
        desks.append(Desk(tmp_path, name))
        return desks[-1]

    yield start
    for desk in desks:
        if desk.process.poll() is None:
            desk.end(signal.SIGINT)
            assert desk.process.returncode == 0
    # The pages have closed before; nothing waits for these servers.


@pytest.fixture
def desk(start: Start) -> Desk:
    return start()


def wait(page: Page, selector: str, text: str) -> None:
    """Until an element has a text."""
    page.locator(selector, has_text=text).first.wait_for(timeout=SOON)


def saved(page: Page, message: str) -> None:
    """Until the page says that a decision is kept."""
    wait(page, "#toast", message)
    assert page.locator("dialog[open]").count() == 0


def choose(page: Page, words: str) -> None:
    """Choose a statement or finding with the keys."""
    for _ in range(10):
        page.keyboard.press("j")
        if page.locator(".item.chosen", has_text=words).count():
            return
    raise AssertionError(f"no item with {words!r}")


def test_a_speaker_is_corrected_with_keys_only_and_that_undone(show: Show, desk: Desk) -> None:
    page = show(desk.address)
    choose(page, "ferry")
    page.keyboard.press("c")
    page.keyboard.type("Berit Holm")
    page.keyboard.press("Tab")
    page.keyboard.type("asked the reporter")
    page.keyboard.press("Enter")
    saved(page, "Corrected.")
    assert page.locator("#i-s1 .who").inner_text() == "Berit Holm"
    # The reader is where they were.
    assert page.locator(".item.chosen").get_attribute("data-id") == "s1"
    (entry,) = desk.entries
    assert (entry.speaker, entry.sign_off.by) == ("Berit Holm", "Ines Calder")
    assert entry.sign_off.reason == "asked the reporter"
    page.keyboard.press("u")
    saved(page, "Undone.")
    assert page.locator("#i-s1 .who").inner_text() == "Anna Calder"
    assert desk.entries == ()


def test_accepting_rejecting_and_an_outlet(show: Show, desk: Desk) -> None:
    page = show(desk.address)
    choose(page, "ferry")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    saved(page, "Accepted.")
    choose(page, "Nobody has told us")
    page.keyboard.press("r")
    page.keyboard.type("it was his deputy")
    page.keyboard.press("Enter")
    saved(page, "Rejected.")
    assert {entry.sign_off.decision for entry in desk.entries} == {"accepted", "rejected"}

    page.keyboard.press("c")
    page.get_by_label("It came through somebody else").check()
    page.locator("#decide-name").fill("Coast Weekly")
    page.locator("#decide-reason").fill("read the document")
    page.keyboard.press("Enter")
    saved(page, "Corrected.")
    assert "Coast Weekly" in page.locator("#i-s2 .via").inner_text()

    page.reload()
    assert "accepted" in page.locator("#i-s1 .chips").inner_text()
    assert "corrected" in page.locator("#i-s2 .chips").inner_text()
    assert "Coast Weekly" in page.locator("#i-s2 .via").inner_text()
    assert sorted((e.sign_off.decision, e.outlet) for e in desk.entries)[1][1] == "Coast Weekly"


def test_no_statement_and_common_knowledge(show: Show, desk: Desk) -> None:
    page = show(desk.address)
    choose(page, "ferry")
    page.keyboard.press("c")
    page.get_by_label("It is not a statement").check()
    assert not page.locator("#decide-name").is_visible()
    page.locator("#decide-reason").fill("a timetable")
    page.keyboard.press("Enter")
    saved(page, "Corrected.")
    assert page.locator("#i-s1 .who").inner_text() == "Not a statement"

    choose(page, "4,000")
    page.locator(".item.chosen").get_by_role("button", name="Common knowledge").click()
    assert page.locator("#decide-reason").input_value() == "common knowledge"
    page.keyboard.press("Enter")
    saved(page, "Accepted.")
    page.reload()
    assert page.locator(".item", has_text="4,000").locator(".chip").inner_text() == "signed off"
    assert {entry.rule for entry in desk.entries} == {None, "unattributed-figure"}
    assert page.locator("#i-s1 .who").inner_text() == "Not a statement"


def test_a_source_is_added(show: Show, desk: Desk) -> None:
    page = show(desk.address)
    choose(page, "Nobody has told us")
    assert "not in your sources" in page.locator("#i-s2").inner_text()
    page.keyboard.press("s")
    assert page.locator("#record [name=name]").input_value() == "Per Lund"
    page.keyboard.press("Enter")
    saved(page, "Per Lund is in your sources now.")
    assert "not in your sources" not in page.locator("#i-s2").inner_text()
    (record,) = (
        s for s in Registry.load(desk.folder / "sources.yaml").sources if s.id == "per-lund"
    )
    assert (record.name, record.kind) == ("Per Lund", "person")
    page.keyboard.press("s")
    wait(page, "#toast", "Per Lund is in your sources")
    page.reload()
    assert "not in your sources" not in page.locator("#i-s2").inner_text()


def test_two_windows_see_each_other_and_do_not_write_over_each_other(
    show: Show, desk: Desk
) -> None:
    first, second = show(desk.address), show(desk.address)
    choose(first, "ferry")
    first.keyboard.press("a")
    first.keyboard.press("Enter")
    saved(first, "Accepted.")
    wait(second, "#i-s1 .chips", "accepted")

    # Both decide on what they had before them at the same time.
    for page in (first, second):
        choose(page, "Nobody has told us")
        page.keyboard.press("c")
        page.locator("#decide-reason").fill("heard the tape")
    first.locator("#decide-name").fill("Berit Holm")
    first.locator("#decide-save").click()
    saved(first, "Corrected.")
    second.locator("#decide-name").fill("Jon Vik")
    second.locator("#decide-save").click()
    wait(second, "#decide-save", "Decide all the same")
    told = second.locator("#decide-error").inner_text()
    assert "Berit Holm" in told
    assert "Ines Calder" in told
    assert "Berit Holm" in {entry.speaker for entry in desk.entries}
    second.locator("#decide-save").click()
    saved(second, "Corrected.")
    wait(first, "#i-s2 .who", "Jon Vik")
    assert {entry.speaker for entry in desk.entries} == {"Anna Calder", "Jon Vik"}


def test_an_article_that_changes_is_checked_again_in_the_page(show: Show, desk: Desk) -> None:
    page = show(desk.address)
    choose(page, "Nobody has told us")
    text = "“It was never so late before,” Mia Strand said.\n\n" + ARTICLE
    (desk.folder / "draft.txt").write_text(text, "utf-8")
    wait(page, "#text", "never so late before")
    assert page.locator("#i-s1 .who").inner_text() == "Mia Strand"
    chosen = page.locator(".item.chosen")
    assert "Nobody has told us" in chosen.inner_text()
    # What cannot be read is said, and the last report stays.
    (desk.folder / "draft.txt").write_bytes(b"")
    wait(page, "#figures .alert", "Not up to date.")
    assert "never so late before" in page.locator("#text").inner_text()


def test_a_server_that_is_killed_leaves_whole_files_and_the_page_says_so(
    show: Show, desk: Desk
) -> None:
    page = show(desk.address)
    fingerprints = page.locator(".item[data-fingerprint]").evaluate_all(
        "all => all.map(item => item.dataset.fingerprint)"
    )
    url = httpx.URL(desk.address)
    answered: list[int] = []

    def decide() -> None:
        with httpx.Client(headers={"origin": f"http://{url.host}:{url.port}"}) as client:
            seen = dict.fromkeys(fingerprints, "")
            while True:
                for number, fingerprint in enumerate(fingerprints):
                    body = {
                        **{"about": "statement", "fingerprint": fingerprint, "by": "Ines Calder"},
                        **{"decision": "rejected", "seen": seen[fingerprint]},
                        "reason": f"time {len(answered)}, number {number}",
                    }
                    try:
                        answer = client.post(url.join("decisions"), json=body)
                    except httpx.HTTPError:
                        return
                    if answer.status_code == 409:
                        seen[fingerprint] = answer.json()["seen"]
                    answered.append(answer.status_code)

    deciding = threading.Thread(target=decide)
    deciding.start()
    while answered.count(200) < 6:
        assert deciding.is_alive()
        page.wait_for_timeout(10)
    desk.end(signal.SIGKILL)
    deciding.join(30)
    assert not deciding.is_alive()
    assert len(desk.entries) == len(fingerprints)
    for entry in desk.entries:
        assert entry.sign_off.reason.startswith("time ")

    page.locator("#offline").wait_for(timeout=SOON)
    assert "does not answer" in page.locator("#offline").inner_text()
    choose(page, "ferry")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    wait(page, "#decide-error", "Nothing was saved")


def test_what_is_decided_is_kept_over_a_restart(show: Show, start: Start) -> None:
    desk = start()
    page = show(desk.address)
    choose(page, "ferry")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    saved(page, "Accepted.")
    page.close()
    desk.end(signal.SIGINT)
    again = show(start().address)
    assert "accepted" in again.locator("#i-s1 .chips").inner_text()


def test_nothing_is_decided_by_nobody_and_for_no_reason(show: Show, desk: Desk) -> None:
    page = show(desk.address)
    page.keyboard.press("a")
    wait(page, "#toast", "Choose a statement first")
    choose(page, "ferry")
    page.keyboard.press("a")
    page.locator("#decide-reason").fill("")
    page.keyboard.press("Enter")
    assert page.locator("#decide").is_visible()
    page.keyboard.press("Escape")
    page.locator("#who").fill("")
    page.locator(".item.chosen summary").focus()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    wait(page, "#decide-error", "Say who you are")
    page.get_by_role("button", name="Cancel").click()
    assert not page.locator("#decide").is_visible()
    assert desk.entries == ()


def test_hostile_words_in_a_review(show: Show, start: Start) -> None:
    text = " ".join(payload for payload in PAYLOADS[:-1])
    desk = start(f"The ferry will stop, {text} at noon, Anna Calder said.\n\n{ARTICLE}")
    page = show(desk.address)
    choose(page, "stop")
    page.keyboard.press("c")
    page.locator("#decide-name").fill(PAYLOADS[4])
    page.locator("#decide-reason").fill(PAYLOADS[0])
    page.locator("#decide-save").click()
    saved(page, "Corrected.")
    assert PAYLOADS[4] in page.locator(".item.chosen .who").inner_text()
    page.locator(".item.chosen details").evaluate("details => { details.open = true; }")
    assert PAYLOADS[0] in page.locator(".item.chosen .sign-off").inner_text()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    page.reload()
    used(page)
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.locator("#text img, #items img, #items script, #text script").count() == 0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_review_is_for_everybody(show: Show, desk: Desk, width: int, dark: bool) -> None:
    page = show(desk.address, width=width, dark=dark, bypass_csp=True)
    choose(page, "ferry")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    saved(page, "Accepted.")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    for key, dialog in (("c", "#decide"), ("a", "#decide"), ("s", "#record"), ("?", "#help")):
        page.keyboard.press(key)
        page.locator(dialog).wait_for()
        if key == "c":
            page.locator("#decide-name").fill("Berit Holm")
        assert violations(page, dialog) == []
        box = page.locator(dialog).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        page.locator(dialog).wait_for(state="hidden")
