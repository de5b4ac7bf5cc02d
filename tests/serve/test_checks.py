from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import attrib.serve.checks
from attrib.gate import Ledger
from attrib.gate.signoffs import Signed, SignOffs
from attrib.model import SignOff
from attrib.registry import Registry
from attrib.serve.articles import Article
from attrib.serve.checks import Broken, Checked, Desk, Given, Job, Kind, Setup, Unreadable
from attrib.settings import Settings, load_settings

from .server import CALM, LOUD

SETUP = Setup(Registry.empty(), Settings(), Ledger())


def job(kind: Kind, text: str, **more: object) -> Job:
    return replace(Job(kind, Article(text.encode(), "text", "a.txt")), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(SETUP)


def checked(outcome: object) -> Checked:
    assert isinstance(outcome, Checked), outcome
    return outcome


def test_a_gate_gives_reasons_and_a_check_a_report(desk: Desk) -> None:
    gate = checked(desk.run(job("gate", LOUD)))
    assert (gate.status, gate.report) == (1, b"")
    (reason,) = gate.why
    assert (reason.code, reason.line, reason.start, reason.end) == ("AT101", 1, 0, len(LOUD))
    check = checked(desk.run(job("check", LOUD)))
    assert (check.status, check.why) == (1, ())
    assert check.report.startswith(b"{")
    assert checked(desk.run(job("check", LOUD, fail_on="never"))).status == 0
    assert isinstance(desk.run(job("gate", "")), Unreadable)


def test_what_is_signed_off_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reason,) = checked(desk.run(job("gate", LOUD))).why
    said = SignOff("accepted", "Ines Calder", date(2026, 5, 1), "she confirmed it")
    assert reason.fingerprint is not None
    signed = Signed("a.txt", reason.fingerprint, said, None, None, rule=reason.rule)
    ledger = Ledger(signoffs=SignOffs(tmp_path / "attrib.signoffs.yaml", (signed,)))
    monkeypatch.chdir(tmp_path)
    signing = Desk(replace(SETUP, ledger=ledger))
    passed = checked(signing.run(job("gate", LOUD)))
    (accepted,) = passed.accepted
    assert (passed.why, accepted.said_in, accepted.owner) == ((), "sign-offs", "Ines Calder")
    assert (accepted.rule, accepted.reason) == (reason.rule, "she confirmed it")
    # What would not have held it is no news.
    assert checked(signing.run(job("gate", LOUD, fail_on="never"))).accepted == ()


def test_the_day_is_that_of_the_check(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprint = checked(desk.run(job("gate", LOUD))).why[0].fingerprint
    path = tmp_path / "attrib.yaml"
    path.write_text(
        "version: 1\nallow:\n  - article: a.txt\n    rule: unattributed-quote\n"
        f"    fingerprint: {fingerprint}\n    reason: known\n    until: 2030-05-31\n",
        "utf-8",
    )
    days = iter([date(2030, 5, 31), date(2030, 6, 1)])

    class Day(date):
        @classmethod
        def today(cls) -> Day:
            day = next(days)
            return cls(day.year, day.month, day.day)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(attrib.serve.checks, "date", Day)
    lasting = Desk(replace(SETUP, settings=load_settings(path)))
    assert checked(lasting.run(job("gate", LOUD))).status == 0
    expired = checked(lasting.run(job("gate", LOUD)))
    assert expired.status == 1
    # One reason is about the article, one about the entry of the desk's.
    assert {reason.path for reason in expired.why} == {None, "attrib.yaml"}


def test_a_text_on_record_that_cannot_be_read_holds_the_article(tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_bytes(b"\x89PNG")
    registry = tmp_path / "sources.yaml"
    registry.write_text(
        "version: 1\nsources:\n  - {id: hb, kind: institution, name: Harbour Board,"
        " texts: [{path: said.txt}]}\n",
        "utf-8",
    )
    setup = replace(SETUP, registry=Registry.load(registry), cached=False)
    held = checked(Desk(setup).run(job("gate", CALM)))
    assert held.status == 2
    assert "a text of a source cannot be read" in held.why[0].message
    # What comes with a request is held against that alone.
    given = (Given("The pier will stay shut until spring.", None, "hb"),)
    alone = checked(Desk(setup).run(job("verify", CALM, texts=given)))
    assert alone.status == 0


def test_a_text_is_of_whom_the_request_says(desk: Desk) -> None:
    article = "“The pier is not safe at all,” said Anna Calder on Monday."

    def kind(*texts: Given) -> str:
        report = json.loads(checked(desk.run(job("verify", article, texts=texts))).report)
        return str(report["documents"][0]["statements"][0]["verdict"]["kind"])

    assert kind(Given("The pier is safe at all.", None, "Tom Ryle")) == "not-checked"
    assert kind(Given("The pier is not safe at all.", None, "Tom Ryle")) == "misattributed"
    assert kind(Given("The pier is safe at all.", None, "Anna Calder")) == "altered"
    # The same words of two speakers are two texts.
    both = [Given("The pier is not safe at all.", None, who) for who in ("Tom Ryle", "Anna Calder")]
    assert kind(*both) == "verbatim"


def test_a_text_without_words_is_refused(desk: Desk) -> None:
    for text in ("", "\n\n"):
        outcome = desk.run(job("verify", CALM, texts=(Given("Shut."), Given(text))))
        assert isinstance(outcome, Unreadable)
        assert "text 2: no words" in outcome.message


def test_what_fails_by_no_fault_of_the_article_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from attrib.errors import ModelError

    def broken(*args: object) -> None:
        raise ModelError("the model is gone")

    monkeypatch.setattr(desk._checker, "check_houses", broken)
    assert desk.run(job("gate", CALM)) == Broken("the model is gone")
