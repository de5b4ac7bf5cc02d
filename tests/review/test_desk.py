"""An article under review follows its files, and never looks checked when it was not."""

from __future__ import annotations

import json
import os
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attrib.cli.check import checker_for
from attrib.errors import AttribError, ReadError, RegistryError
from attrib.gate.recording import Conflict
from attrib.model import Attribution, Finding, Source
from attrib.review import asked as bodies
from attrib.review import desk as module
from attrib.review.asked import Refused
from attrib.review.desk import Changed, Desk, key_of, seen_of

from .desks import ARTICLE, BY, asked, desk_of, entries, finding, statement

CALDER = "ferry will stop"
SOURCES = """version: 1
sources:
  - id: lund
    kind: person
    name: Per Lund
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def decide(desk: Desk, about: Attribution | Finding, decision: str, **more: Any) -> str:
    body = json.dumps(asked(about, decision, **more)).encode()
    version, change = desk.decide(bodies.decided(body))
    assert version == desk.view.version
    return change


# The files change


def test_nothing_changed_is_nothing_to_check(folder: Path) -> None:
    desk = desk_of(folder)
    before = desk.view
    assert desk.refresh() is before
    assert before.version == 1
    assert before.error is None


def test_an_edit_is_checked(folder: Path) -> None:
    desk = desk_of(folder)
    assert statement(desk.view.report, CALDER).speaker is not None
    (folder / "draft.txt").write_text(ARTICLE.replace("Anna", "Karin"), "utf-8")
    view = desk.refresh()
    speaker = statement(view.report, CALDER).speaker
    assert view.version == 2
    assert speaker is not None
    assert speaker.name == "Karin Calder"


def test_one_of_several_articles_in_the_format_that_is_named(folder: Path) -> None:
    path = folder / "posts.jsonl"
    rows = [{"body": "No.", "lead": ARTICLE}, {"body": "No.", "lead": "Nobody knows why."}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    desk = Desk(
        Path("posts.jsonl#1"),
        lambda: checker_for(None, None, cached=False),
        input_format="jsonl",
        field="lead",
    )
    document = desk.view.report.document
    assert (document.path, document.field) == ("posts.jsonl#1", "lead")
    rows[0]["lead"] += "\nIt is blue.\n"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert "It is blue." in desk.refresh().report.document.text


def test_an_edit_of_the_same_length_and_time_is_checked(folder: Path) -> None:
    desk = desk_of(folder)
    draft = folder / "draft.txt"
    before = draft.stat()
    other = folder / "other"
    other.write_text(ARTICLE.replace("Anna", "Anja"), "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(draft)
    assert "Anja" in desk.refresh().report.document.text


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b"", "draft.txt: nothing to check: there is no text"),
        (b"\x00\x01\x02\x00\x03" * 40, "draft.txt: "),
        (None, "draft.txt: "),
    ],
)
def test_a_broken_article_keeps_the_last_report_and_tells(
    folder: Path, broken: bytes | None, told: str
) -> None:
    desk = desk_of(folder)
    draft = folder / "draft.txt"
    if broken is None:
        draft.unlink()
    else:
        draft.write_bytes(broken)
    view = desk.refresh()
    assert view.error is not None
    assert view.error.startswith(told)
    assert view.version == 2
    assert view.report.document.text == desk_text(ARTICLE)
    assert desk.refresh() is view
    draft.write_text(ARTICLE, "utf-8")
    assert desk.refresh().error is None
    assert desk.view.version == 3


def desk_text(text: str) -> str:
    from attrib.read import read_text

    return read_text(text).text


@pytest.mark.parametrize(
    ("name", "broken", "told"),
    [
        ("sources.yaml", "version: 1\nsources: [\n", "sources.yaml:3:1: "),
        ("sources.yaml", "version: 1\nsources:\n  - id: x\n", "sources.yaml:3:5: "),
        ("attrib.yaml", "version: 1\nfail_on: sometimes\n", "attrib.yaml:2:10: "),
        ("attrib.yaml", "version: 1\nrules: {AT999: off}\n", "attrib.yaml:2:9: "),
        (
            "attrib.signoffs.yaml",
            "version: 1\nsignoffs:\n<<<<<<< a\n",
            "attrib.signoffs.yaml:3:1: ",
        ),
        ("attrib.baseline.yaml", "version: 7\n", "attrib.baseline.yaml:1:10: "),
    ],
)
def test_a_broken_file_that_appears_is_told_at_its_place(
    folder: Path, name: str, broken: str, told: str
) -> None:
    desk = desk_of(folder)
    first = desk.view.report
    (folder / name).write_text(broken, "utf-8")
    view = desk.refresh()
    assert view.error is not None
    assert told in view.error
    assert view.report is first
    # It goes on to be told while the article is edited.
    (folder / "draft.txt").write_text(ARTICLE + "\nMore.\n", "utf-8")
    assert told in (desk.refresh().error or "")
    (folder / name).unlink()
    assert desk.refresh().error is None
    assert "More." in desk.view.report.document.text


def test_a_file_that_only_a_broken_one_has_named_is_followed(folder: Path) -> None:
    desk = desk_of(folder)
    (folder / "people.yaml").write_text("version: 1\nsources: 3\n", "utf-8")
    (folder / "attrib.yaml").write_text("version: 1\nsources: people.yaml\n", "utf-8")
    assert "people.yaml:2:10" in (desk.refresh().error or "")
    (folder / "people.yaml").write_text(SOURCES, "utf-8")
    assert desk.refresh().error is None
    assert desk.view.registry.find("Per Lund") is not None


def test_sources_that_appear_and_vanish_are_followed(folder: Path) -> None:
    desk = desk_of(folder)

    def id_of() -> str | None:
        speaker = statement(desk.refresh().report, "told us why").speaker
        assert speaker is not None
        return speaker.id

    assert id_of() is None
    (folder / "sources.yaml").write_text(SOURCES, "utf-8")
    assert id_of() == "lund"
    (folder / "sources.yaml").unlink()
    assert id_of() is None


def test_a_text_that_changes_is_read_again(folder: Path) -> None:
    said = folder / "said.txt"
    said.write_text("Nobody has told us why it is late.", "utf-8")
    (folder / "sources.yaml").write_text(SOURCES + "    texts: [{path: said.txt}]\n", "utf-8")
    desk = desk_of(folder)

    def verdict() -> str:
        found = statement(desk.refresh().report, "told us why").verdict
        assert found is not None
        return found.kind

    assert verdict() == "verbatim"
    said.write_text("Somebody has told us why it is late.", "utf-8")
    assert verdict() == "altered"
    said.unlink()
    assert desk.refresh().report.unread
    assert verdict() == "not-checked"


def test_the_day_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comment = "<!-- attrib: allow unattributed-figure; until {}: counted -->\n\n"
    last = date(2026, 3, 1)
    days = [last]

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return days[-1]

    from attrib.gate import ledger

    monkeypatch.setattr(module, "date", Day)
    monkeypatch.setattr(ledger.Ledger, "__init__", _dated(ledger.Ledger.__init__, days))
    text = ARTICLE.replace("An estimated", comment.format(last.isoformat()) + "An estimated")
    desk = desk_of(folder, text)
    assert finding(desk.view.report, "unattributed-figure").state == "suppressed"
    days.append(date(2026, 3, 2))
    assert finding(desk.refresh().report, "unattributed-figure").state == "open"


def _dated(made: Any, days: list[date]) -> Any:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("today", days[-1])
        made(self, *args, **kwargs)

    return init


def test_a_fault_in_the_check_is_told_and_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(folder)
    first = desk.view.report

    def fails(*_: object) -> None:
        raise ZeroDivisionError("in a rule")

    with monkeypatch.context() as patch:
        patch.setattr(type(desk.checker), "check", fails)
        (folder / "draft.txt").write_text(ARTICLE + "\nMore.\n", "utf-8")
        view = desk.refresh()
    assert view.error == "the check failed: ZeroDivisionError: in a rule"
    assert view.report is first


def test_an_article_that_cannot_be_read_is_no_desk(folder: Path) -> None:
    with pytest.raises(ReadError, match=r"draft\.txt"):
        desk_of(folder, "")
    (folder / "attrib.signoffs.yaml").write_text("version: 1\nsignoffs: 3\n", "utf-8")
    with pytest.raises(AttribError, match=r"attrib\.signoffs\.yaml:2:11"):
        desk_of(folder)


def test_who_does_not_wait_gets_the_last_report(folder: Path) -> None:
    desk = desk_of(folder)
    going, done = threading.Event(), threading.Event()
    make = desk._make

    def slow() -> Any:
        going.set()
        assert done.wait(30)
        return make()

    desk._make = slow
    (folder / "draft.txt").write_text(ARTICLE + "\nMore.\n", "utf-8")
    thread = threading.Thread(target=desk.refresh)
    thread.start()
    try:
        assert going.wait(30)
        assert desk.refresh(wait=False).version == 1
    finally:
        done.set()
        thread.join()
    assert desk.view.version == 2


def test_an_entry_that_blocks_is_told_and_stops(folder: Path) -> None:
    desk = desk_of(folder)
    assert not desk.view.stopping
    entry = (
        "{article: draft.txt, rule: vague-source, reason: known, until: 2020-01-01,\n"
        f"     fingerprint: {'0' * 32}}}"
    )
    (folder / "attrib.yaml").write_text(f"version: 1\nallow:\n  - {entry}\n", "utf-8")
    view = desk.refresh()
    assert [found.name for found in view.entries] == ["expired-suppression"]
    assert view.stopping == {view.entries[0].fingerprint}


# Decisions


def test_an_accepted_statement_has_the_names_of_the_report(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, "told us why")
    decide(desk, about, "accepted")
    entry = entries(folder)[about.fingerprint]
    assert (entry.article, entry.speaker, entry.outlet) == (
        "draft.txt",
        "Per Lund",
        "Radio Nordsund",
    )
    assert (entry.sign_off.by, entry.sign_off.day) == (BY, date.today())
    sign_off = statement(desk.view.report, "told us why").sign_off
    assert sign_off is not None
    assert sign_off.reason == "heard the tape"
    assert desk.view.version == 2


def test_an_accepted_statement_without_speaker_is_nobodys(folder: Path) -> None:
    desk = desk_of(folder, ARTICLE + "\n“It was never safe to run in the winter storms.”\n")
    about = statement(desk.view.report, "never safe")
    assert about.speaker is None
    found = [f for f in desk.view.report.findings if f.statement == about.statement.id]
    assert {f.name for f in found} >= {"unattributed-quote"}
    decide(desk, about, "accepted")
    assert entries(folder)[about.fingerprint].speaker == "nobody"
    after = [f for f in desk.view.report.findings if f.name == "unattributed-quote"]
    assert [f.state for f in after] == ["signed-off"]
    assert not desk.view.stopping & {f.fingerprint for f in after}


def test_a_credit_that_the_page_did_not_show_is_not_accepted(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    (folder / "draft.txt").write_text(ARTICLE.replace("Anna", "Karin"), "utf-8")
    with pytest.raises(Changed, match="credited to Karin Calder"):
        decide(desk, about, "accepted", speaker="Anna Calder")
    assert not (folder / "attrib.signoffs.yaml").exists()
    decide(desk, about, "accepted", speaker="Karin Calder")
    assert entries(folder)[about.fingerprint].speaker == "Karin Calder"


def test_a_correction_is_in_the_report(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, "told us why")
    decide(desk, about, "corrected", speaker="Ole Brandt", outlet="self")
    after = statement(desk.view.report, "told us why")
    assert after.speaker is not None
    assert after.outlet is not None
    assert (after.speaker.name, after.outlet.id) == ("Ole Brandt", "self")
    assert entries(folder)[about.fingerprint].sign_off.corrects == ("speaker", "outlet")


def test_what_is_accepted_after_a_correction_is_what_was_found(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, "told us why")
    decide(desk, about, "corrected", speaker="Ole Brandt")
    seen = seen_of(desk.view.signed[about.fingerprint, None])
    decide(desk, about, "accepted", seen=seen)
    entry = entries(folder)[about.fingerprint]
    assert (entry.speaker, entry.outlet) == ("Per Lund", "Radio Nordsund")
    after = statement(desk.view.report, "told us why")
    assert after.speaker is not None
    assert after.speaker.name == "Per Lund"
    assert after.sign_off is not None
    assert not desk.view.entries


def test_what_is_rejected_has_no_speaker(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    decide(desk, about, "rejected")
    assert statement(desk.view.report, CALDER).speaker is None


@pytest.mark.parametrize("nobodys", ["false", "common-knowledge"])
def test_words_may_be_nobodys_statement(folder: Path, nobodys: str) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    decide(desk, about, "corrected", statement=nobodys)
    after = statement(desk.view.report, CALDER)
    assert not after.is_statement
    assert after.sign_off is not None
    assert after.sign_off.is_common_knowledge is (nobodys == "common-knowledge")


def test_a_finding_is_accepted_and_rejected(folder: Path) -> None:
    desk = desk_of(folder, fail_on="warning")
    about = finding(desk.view.report, "unattributed-figure")
    assert about.fingerprint in desk.view.stopping
    decide(desk, about, "accepted")
    after = finding(desk.view.report, "unattributed-figure")
    assert after.state == "signed-off"
    assert after.fingerprint not in desk.view.stopping
    entry = desk.view.signed[about.fingerprint, "unattributed-figure"]
    assert (entry.rule, entry.speaker) == ("unattributed-figure", None)
    decide(desk, about, "rejected", seen=seen_of(entry))
    after = finding(desk.view.report, "unattributed-figure")
    assert after.state == "open"
    assert after.fingerprint in desk.view.stopping


def test_a_finding_of_the_gate_is_not_signed_off(folder: Path) -> None:
    comment = "<!-- attrib: allow vague-source: they are known -->\n\n"
    desk = desk_of(folder, comment + ARTICLE)
    about = finding(desk.view.report, "unused-suppression")
    with pytest.raises(AttribError):
        decide(desk, about, "accepted")
    assert desk.view.error is None
    assert not (folder / "attrib.signoffs.yaml").exists()


def test_what_the_article_no_longer_has_is_refused(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    (folder / "draft.txt").write_text(ARTICLE.replace("ferry will stop", "ferry runs"), "utf-8")
    with pytest.raises(Refused, match="no longer has this statement") as raised:
        decide(desk, about, "accepted")
    assert raised.value.field == "fingerprint"
    figure = finding(desk.view.report, "unattributed-figure")
    (folder / "draft.txt").write_text(ARTICLE.replace("4,000", "5,000"), "utf-8")
    with pytest.raises(Refused, match="no longer has this finding"):
        decide(desk, figure, "accepted")


def test_a_decision_shows_though_the_article_is_broken(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    (folder / "draft.txt").write_text("", "utf-8")
    desk.refresh()
    decide(desk, about, "rejected")
    assert statement(desk.view.report, CALDER).speaker is None
    assert desk.view.error is not None


def test_nothing_is_saved_to_a_broken_file(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    broken = "version: 1\nsignoffs:\n=======\n"
    (folder / "attrib.signoffs.yaml").write_text(broken, "utf-8")
    with pytest.raises(AttribError, match=r"attrib\.signoffs\.yaml:4:1"):
        decide(desk, about, "accepted")
    assert (folder / "attrib.signoffs.yaml").read_text("utf-8") == broken


def test_decisions_go_beside_the_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "attrib.yaml").write_text("version: 1\n", "utf-8")
    below = folder / "drafts"
    below.mkdir()
    monkeypatch.chdir(below)
    desk = desk_of(below)
    about = statement(desk.view.report, CALDER)
    decide(desk, about, "accepted")
    assert entries(folder)[about.fingerprint].article == "drafts/draft.txt"
    assert statement(desk.view.report, CALDER).sign_off is not None


# Two at once


def test_who_decides_on_what_another_has_decided_is_told(folder: Path) -> None:
    one, other = desk_of(folder), desk_of(folder)
    about = statement(one.view.report, CALDER)
    decide(one, about, "accepted")
    with pytest.raises(Conflict, match="accepted by Ines Calder") as raised:
        decide(other, about, "rejected")
    assert raised.value.entry is not None
    assert raised.value.entry.sign_off.decision == "accepted"
    assert entries(folder)[about.fingerprint].sign_off.decision == "accepted"
    decide(other, about, "rejected", seen=seen_of(raised.value.entry))
    assert entries(folder)[about.fingerprint].sign_off.decision == "rejected"


def test_two_who_decide_on_different_statements_lose_nothing(folder: Path) -> None:
    one, other = desk_of(folder), desk_of(folder)
    first = statement(one.view.report, CALDER)
    second = statement(one.view.report, "told us why")
    decide(one, first, "accepted")
    decide(other, second, "rejected")
    assert entries(folder).keys() == {first.fingerprint, second.fingerprint}
    assert statement(one.refresh().report, "told us why").speaker is None


def test_what_was_seen_is_known_by_all_that_it_says(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    seen = {seen_of(None)}
    for speaker in ("Ole Brandt", "Ola Brandt"):
        last = seen_of(desk.view.signed.get((about.fingerprint, None)))
        decide(desk, about, "corrected", speaker=speaker, seen=last)
        seen.add(seen_of(desk.view.signed[about.fingerprint, None]))
    assert len(seen) == 3
    assert "" in seen
    entry = entries(folder)[about.fingerprint]
    assert seen_of(entry) in seen
    assert key_of(entry) == (about.fingerprint, None)


# Undo


def test_what_is_decided_can_be_undone_and_done_again(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    change = decide(desk, about, "rejected")
    version, again = desk.undo(change)
    assert version == desk.view.version == 3
    assert not entries(folder)
    assert statement(desk.view.report, CALDER).speaker is not None
    with pytest.raises(Refused, match="undone already"):
        desk.undo(change)
    desk.undo(again)
    assert entries(folder)[about.fingerprint].sign_off.decision == "rejected"


def test_undoing_brings_back_what_was_there(folder: Path) -> None:
    desk = desk_of(folder)
    about = statement(desk.view.report, CALDER)
    decide(desk, about, "rejected")
    before = entries(folder)
    seen = seen_of(desk.view.signed[about.fingerprint, None])
    change = decide(desk, about, "corrected", speaker="Ole Brandt", seen=seen)
    desk.undo(change)
    assert entries(folder) == before


def test_what_another_has_decided_since_is_not_undone(folder: Path) -> None:
    one, other = desk_of(folder), desk_of(folder)
    about = statement(one.view.report, CALDER)
    change = decide(one, about, "rejected")
    seen = seen_of(other.refresh().signed[about.fingerprint, None])
    decide(other, about, "corrected", speaker="Ole Brandt", seen=seen)
    with pytest.raises(Conflict) as raised:
        one.undo(change)
    assert raised.value.entry is not None
    assert raised.value.entry.speaker == "Ole Brandt"
    assert entries(folder)[about.fingerprint].speaker == "Ole Brandt"


# Sources


def test_a_source_is_added_and_taken_back(folder: Path) -> None:
    desk = desk_of(folder)
    source = Source("lund", "person", "Per Lund", role="harbour master")
    _, change = desk.add_source(source)
    speaker = statement(desk.view.report, "told us why").speaker
    assert speaker is not None
    assert speaker.id == "lund"
    assert "Per Lund" in (folder / "sources.yaml").read_text("utf-8")
    desk.undo(change)
    speaker = statement(desk.view.report, "told us why").speaker
    assert speaker is not None
    assert speaker.id is None


def test_a_source_is_added_to_the_file_that_the_settings_name(folder: Path) -> None:
    (folder / "people.yaml").write_text(SOURCES, "utf-8")
    (folder / "attrib.yaml").write_text("version: 1\nsources: people.yaml\n", "utf-8")
    desk = desk_of(folder)
    desk.add_source(Source("calder", "person", "Anna Calder"))
    assert (folder / "people.yaml").read_text("utf-8").startswith(SOURCES)
    assert not (folder / "sources.yaml").exists()
    assert desk.view.registry.find("Anna Calder") is not None


def test_a_source_that_does_not_fit_is_refused(folder: Path) -> None:
    (folder / "sources.yaml").write_text(SOURCES, "utf-8")
    desk = desk_of(folder)
    for source in (
        Source("lund", "person", "Somebody Else"),
        Source("brandt", "person", "Ole Brandt", affiliation="nowhere"),
        Source("Not an id", "person", "Ole Brandt"),
    ):
        with pytest.raises((RegistryError, Refused)):
            desk.add_source(source)
    assert (folder / "sources.yaml").read_text("utf-8") == SOURCES
    assert desk.view.error is None
