"""What the review's server answers, asked as the page asks it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from attrib.gate.recording import record
from attrib.model import Attribution, Finding
from attrib.review.app import application
from attrib.review.desk import Desk, seen_of

from .desks import ARTICLE, BY, asked, desk_of, entries, finding, statement

PORT = 4711
TOKEN = "a-token_of-this-test"
ORIGIN = f"http://127.0.0.1:{PORT}"
CALDER = "ferry will stop"


class Page:
    """A page in a browser, as far as the server can tell."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str = "") -> Any:
        return self.client.get(f"/{TOKEN}/{path}")

    def post(self, path: str, body: object) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"origin": ORIGIN, "content-type": "application/json"}
        return self.client.post(f"/{TOKEN}/{path}", content=data, headers=headers)

    def decide(self, about: Attribution | Finding, decision: str, **more: Any) -> Any:
        return self.post("decisions", asked(about, decision, **more))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return desk_of(tmp_path)


@pytest.fixture
def page(desk: Desk) -> Page:
    app = application(desk, BY, PORT, TOKEN)
    # A fault of the server's is answered, as it would be, and fails the test by its status.
    return Page(TestClient(app, base_url=ORIGIN, raise_server_exceptions=False))


def test_the_page_is_there(page: Page) -> None:
    answer = page.get()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    assert "draft.txt" in answer.text


def test_the_page_has_what_it_decides_with(page: Page, desk: Desk, tmp_path: Path) -> None:
    about = statement(desk.view.report, CALDER)
    page.decide(about, "accepted")
    text = page.get().text
    assert 'data-version="2"' in text
    assert f'data-seen="{seen_of(entries(tmp_path)[about.fingerprint])}"' in text
    assert "Decisions go to attrib.signoffs.yaml" in text
    found = re.search(r'<script type="application/json" id="records">(.*?)</script>', text)
    assert found is not None
    offered = json.loads(found[1])
    assert offered["Per Lund"] == {"id": "per-lund", "kind": "person", "name": "Per Lund"}
    # What is offered is what can be added.
    for record_ in offered.values():
        assert page.post("sources", record_).status_code == 200
    assert desk.view.registry.find("Per Lund") is not None


def test_nothing_else_is(page: Page, tmp_path: Path) -> None:
    for path in ("draft", "static", "docs", "decisions", "undo", "sources"):
        assert page.get(path).status_code in (404, 405)
    assert page.client.get("/").status_code == 404
    assert page.client.get(f"/{TOKEN}/../../draft.txt").status_code == 404


def test_the_page_is_of_the_files_as_they_are(page: Page, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("", "utf-8")
    assert "nothing to check" in page.get().text
    (tmp_path / "draft.txt").write_text(ARTICLE, "utf-8")
    assert "nothing to check" not in page.get().text


def test_what_could_not_be_read_does_not_look_passed(page: Page, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("The ferry will stop at noon, Anna Calder said.\n", "utf-8")
    assert "Nothing blocks" in page.get().text
    draft.write_bytes(b"")
    text = page.get().text
    assert "Not up to date" in text
    assert "Nothing blocks" not in text


def test_words_of_others_are_no_markup(page: Page, desk: Desk, tmp_path: Path) -> None:
    name = '<img src=x onerror=alert(1)>"&.txt'
    (tmp_path / name).write_text(ARTICLE, "utf-8")
    other = Desk(Path(name), desk._make)
    text = TestClient(application(other, "<b>Ines", PORT, TOKEN), base_url=ORIGIN)
    body = text.get(f"/{TOKEN}/").text
    assert "<img" not in body
    assert "<b>Ines" not in body
    assert "&lt;b&gt;Ines" in body


def test_a_name_that_is_no_text_is_no_fault(page: Page, desk: Desk, tmp_path: Path) -> None:
    name = "draft\udcff.txt"
    try:
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    except OSError:
        pytest.skip("files here have no such names")
    other = Desk(Path(name), desk._make)
    client = TestClient(application(other, BY, PORT, TOKEN), base_url=ORIGIN)
    assert client.get(f"/{TOKEN}/").status_code == 200
    (tmp_path / name).unlink()
    client.get(f"/{TOKEN}/state")
    assert client.get(f"/{TOKEN}/state").json()["version"] == 2


def test_state_tells_of_a_new_check_the_next_time(page: Page, tmp_path: Path) -> None:
    assert page.get("state").json() == {"version": 1, "error": None}
    assert page.get("state").json() == {"version": 1, "error": None}
    (tmp_path / "draft.txt").write_text("", "utf-8")
    page.get("state")
    told = page.get("state").json()
    assert told["version"] == 2
    assert told["error"] == "draft.txt: nothing to check: there is no text"


def test_decisions_are_saved_and_told(page: Page, desk: Desk, tmp_path: Path) -> None:
    report = desk.view.report
    first = page.decide(statement(report, CALDER), "accepted")
    assert first.status_code == 200
    assert first.json() == {"version": 2, "change": "1"}
    lund = statement(report, "told us why")
    assert page.decide(lund, "corrected", speaker="Ole Brandt").json()["version"] == 3
    figure = finding(report, "unattributed-figure")
    assert page.decide(figure, "accepted").json() == {"version": 4, "change": "3"}
    saved = entries(tmp_path)
    assert {e.sign_off.decision for e in saved.values()} == {"accepted", "corrected"}
    assert saved[lund.fingerprint].speaker == "Ole Brandt"
    assert saved[figure.fingerprint].rule == "unattributed-figure"
    assert page.get("state").json()["version"] == 4


@pytest.mark.parametrize(
    ("decision", "more"),
    [
        ("accepted", {}),
        ("accepted", {"speaker": "Anna Calder", "outlet": None}),
        ("corrected", {"speaker": "Ole Brandt"}),
        ("corrected", {"outlet": "Radio Nordsund"}),
        ("corrected", {"speaker": "Ole Brandt", "outlet": "self"}),
        ("corrected", {"statement": "false"}),
        ("corrected", {"statement": "common-knowledge"}),
        ("rejected", {}),
        ("rejected", {"reason": "  typed on\ntwo lines\u00a0"}),
    ],
)
def test_each_decision_on_a_statement(
    page: Page, desk: Desk, tmp_path: Path, decision: str, more: dict[str, Any]
) -> None:
    about = statement(desk.view.report, CALDER)
    answer = page.decide(about, decision, **more)
    assert answer.status_code == 200, answer.text
    entry = entries(tmp_path)[about.fingerprint]
    assert entry.sign_off.decision == decision
    assert entry.sign_off.reason in ("heard the tape", "typed on two lines")
    assert desk.view.error is None
    page.post("undo", {"change": answer.json()["change"]})
    assert not entries(tmp_path)


def test_a_conflict_shows_what_the_other_decided(page: Page, desk: Desk, tmp_path: Path) -> None:
    other = desk_of(tmp_path)
    about = statement(desk.view.report, CALDER)
    page_of_other = Page(TestClient(application(other, "Tom", PORT, TOKEN), base_url=ORIGIN))
    assert page_of_other.decide(about, "corrected", speaker="Ole", by="Tom").status_code == 200
    answer = page.decide(about, "rejected")
    assert answer.status_code == 409
    told = answer.json()
    assert told["message"]
    assert {k: told["entry"][k] for k in ("decision", "speaker", "outlet", "by", "reason")} == {
        "decision": "corrected",
        "speaker": "Ole",
        "outlet": None,
        "by": "Tom",
        "reason": "heard the tape",
    }
    assert entries(tmp_path)[about.fingerprint].sign_off.by == "Tom"
    # Who has seen that may still decide otherwise.
    seen = seen_of(entries(tmp_path)[about.fingerprint])
    assert page.decide(about, "rejected", seen=seen).status_code == 200


def test_a_conflict_in_the_last_moment_is_one_too(
    page: Page, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk_of(tmp_path)
    about = statement(desk.view.report, CALDER)
    body = asked(about, "rejected", by="Tom")

    def after_the_other(path: Path, old: Any, new: Any) -> None:
        monkeypatch.setattr("attrib.review.desk.record", record)
        Page(TestClient(application(other, "Tom", PORT, TOKEN), base_url=ORIGIN)).post(
            "decisions", body
        )
        record(path, old, new)

    monkeypatch.setattr("attrib.review.desk.record", after_the_other)
    answer = page.decide(about, "accepted")
    assert answer.status_code == 409
    assert answer.json()["entry"]["by"] == "Tom"


def test_a_conflict_with_none_has_no_entry(page: Page, desk: Desk) -> None:
    about = statement(desk.view.report, CALDER)
    answer = page.decide(about, "rejected", seen="0" * 32)
    assert answer.status_code == 409
    assert answer.json()["entry"] is None


def test_undo(page: Page, desk: Desk, tmp_path: Path) -> None:
    about = statement(desk.view.report, CALDER)
    change = page.decide(about, "rejected").json()["change"]
    undone = page.post("undo", {"change": change})
    assert undone.status_code == 200
    assert undone.json()["version"] == 3
    assert not entries(tmp_path)
    again = page.post("undo", {"change": change})
    assert (again.status_code, again.json()["field"]) == (422, "change")
    assert page.post("undo", {"change": undone.json()["change"]}).status_code == 200
    assert about.fingerprint in entries(tmp_path)


def test_sources(page: Page, desk: Desk, tmp_path: Path) -> None:
    body = {
        "id": "lund",
        "kind": "person",
        "name": "Per Lund",
        "role": "harbour master",
        "affiliation": None,
        "aliases": ["Lund of the harbour"],
    }
    answer = page.post("sources", body)
    assert answer.status_code == 200, answer.text
    found = desk.view.registry.find("Lund of the harbour")
    assert found is not None
    assert found.source.id == "lund"
    twice = page.post("sources", body)
    assert twice.status_code == 422
    assert "lund" in twice.json()["message"]
    assert page.post("undo", {"change": answer.json()["change"]}).status_code == 200
    assert desk.view.registry.find("Lund of the harbour") is None


def test_what_cannot_be_written_is_told(
    page: Page, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "attrib.signoffs.yaml")

    monkeypatch.setattr("attrib.review.desk.record", full)
    answer = page.decide(statement(desk.view.report, CALDER), "accepted")
    assert answer.status_code == 422
    assert answer.json() == {
        "message": "not saved: attrib.signoffs.yaml: no space left on device",
        "field": None,
    }


def test_a_broken_file_is_told_and_kept(page: Page, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "attrib.signoffs.yaml").write_text("version: 1\nsignoffs: 3\n", "utf-8")
    answer = page.decide(statement(desk.view.report, CALDER), "accepted")
    assert answer.status_code == 422
    assert "attrib.signoffs.yaml:2:11" in answer.json()["message"]
    assert (tmp_path / "attrib.signoffs.yaml").read_text("utf-8") == "version: 1\nsignoffs: 3\n"
    assert "attrib.signoffs.yaml:2:11" in page.get("state").json()["error"]


@pytest.mark.parametrize("path", ["decisions", "undo", "sources"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"3",
        b'"x"',
        b"{}",
        b"\xff\xfe",
        b"{" + b'"a": {' * 9_000,
        b"[" * 60_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"change": ' + b"9" * 50_000 + b"}",
        b'{"change": NaN}',
        b'{"change": "1", "change": "2"}',
        b'{"change": "1", "more": 1}',
    ],
)
def test_what_is_no_request_is_refused(page: Page, tmp_path: Path, path: str, body: bytes) -> None:
    answer = page.post(path, body)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not list(tmp_path.glob("*.yaml"))


WRONG: list[Any] = [3, 3.5, True, [], {}, ["a"], {"a": "b"}, "", "   "]
UNSEEN = ["a\x00b", "a\u202eb", "a\ud800b", "\u200b", "x" * 2_000]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("about", [*WRONG, None, "claim"]),
        ("fingerprint", [*WRONG, None, "f" * 31, "F" * 32, "f" * 33, "f" * 32 + "\n", "٣" * 32]),
        ("decision", [*WRONG, None, "maybe", "Accepted"]),
        ("reason", [*WRONG, None, *UNSEEN]),
        ("by", [*WRONG, None, *UNSEEN, "x" * 101]),
        ("seen", [3, True, [], {}, None]),
        ("speaker", [*WRONG, *UNSEEN, "x" * 201]),
        ("outlet", [*WRONG, *UNSEEN]),
        ("statement", [*WRONG, "true", False]),
    ],
)
def test_a_decision_with_a_wrong_field_is_refused(
    page: Page, desk: Desk, tmp_path: Path, field: str, values: list[Any]
) -> None:
    about = statement(desk.view.report, CALDER)
    for value in values:
        # As `speaker` alone is a correction, the field that is wrong is the one that is told.
        body = {**asked(about, "corrected"), "speaker": "Ole", field: value}
        answer = page.post("decisions", body)
        assert answer.status_code == 422, (value, answer.text)
        assert answer.json()["field"] == field, value
    assert not list(tmp_path.glob("*.yaml"))


@pytest.mark.parametrize(
    ("decision", "more", "field"),
    [
        ("corrected", {}, "speaker"),
        ("corrected", {"statement": "false", "speaker": "Ole"}, "speaker"),
        ("corrected", {"statement": "false", "outlet": "self"}, "outlet"),
        ("accepted", {"statement": "false"}, "statement"),
        ("rejected", {"statement": "common-knowledge"}, "statement"),
        ("rejected", {"speaker": "Ole"}, "speaker"),
        ("rejected", {"outlet": "self"}, "outlet"),
        ("accepted", {"fingerprint": "0" * 32}, "fingerprint"),
        ("accepted", {"rule": "vague-source"}, None),
        ("accepted", {"date": "2020-01-01"}, None),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    page: Page, desk: Desk, tmp_path: Path, decision: str, more: dict[str, Any], field: str | None
) -> None:
    answer = page.decide(statement(desk.view.report, CALDER), decision, **more)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert not list(tmp_path.glob("*.yaml"))


@pytest.mark.parametrize(
    ("decision", "more", "field"),
    [
        ("corrected", {"speaker": "Ole"}, "decision"),
        ("accepted", {"speaker": "Ole"}, "speaker"),
        ("accepted", {"outlet": "self"}, "outlet"),
        ("rejected", {"statement": "false"}, "statement"),
        ("accepted", {"fingerprint": "0" * 32}, "fingerprint"),
    ],
)
def test_a_decision_that_fits_no_finding_is_refused(
    page: Page, desk: Desk, decision: str, more: dict[str, Any], field: str
) -> None:
    about = finding(desk.view.report, "unattributed-figure")
    answer = page.decide(about, decision, **more)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("id", [*WRONG, None, *UNSEEN]),
        ("kind", [*WRONG, None, "ship"]),
        ("name", [*WRONG, None, *UNSEEN]),
        ("role", [*WRONG, *UNSEEN]),
        ("affiliation", [*WRONG, *UNSEEN]),
        ("aliases", ["Lund", 3, {}, [3], [""], [None], [["a"]], ["a"] * 101, ["a\x00"]]),
    ],
)
def test_a_source_with_a_wrong_field_is_refused(
    page: Page, tmp_path: Path, field: str, values: list[Any]
) -> None:
    for value in values:
        body = {"id": "lund", "kind": "person", "name": "Per Lund", field: value}
        answer = page.post("sources", body)
        assert answer.status_code == 422, value
        assert answer.json()["field"] == field, value
    assert not list(tmp_path.glob("*.yaml"))
