import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from attrib.errors import ReadError, RegistryError
from attrib.model import EntryFinding, Finding, Report, SignOff, Span, Speaker
from attrib.render.json import render, render_houses

from . import samples

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8")
)


def parsed(*args: Any) -> Any:
    whole = json.loads(render(*args))
    Draft202012Validator(SCHEMA).validate(whole)
    return whole


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_whole_report() -> None:
    whole = parsed([samples.report()])
    assert list(whole) == [
        *("schema", "tool", "house", "documents", "entries", "errors", "unread_texts", "summary"),
    ]
    assert whole["schema"] == "attrib-report/1"
    assert whole["house"] == "default"
    assert whole["tool"] == {"name": "attrib", "version": "0.1.0", "model": "test-model"}
    assert whole["errors"] == []
    assert whole["summary"] == {
        "documents": 1,
        "statements": 3,
        "attributed": 2,
        "findings": {"error": 0, "warning": 1, "note": 0},
        "states": {"open": 1, "suppressed": 0, "signed-off": 0, "baseline": 0},
    }
    (document,) = whole["documents"]
    assert document["path"] == "pier.txt"
    first, second, third = document["statements"]
    assert list(first.items()) == [
        ("id", "s1"),
        ("kind", "indirect"),
        ("act", "assertion"),
        (
            "content",
            [{"start": 0, "end": 41, "text": "The east pier will stay shut until spring"}],
        ),
        ("cue", [{"start": 61, "end": 65, "text": "told"}]),
        ("source", [{"start": 43, "end": 60, "text": "the Harbour Board"}]),
        (
            "speaker",
            {
                "name": "Harbour Board",
                "id": "harbour-board",
                "kind": "institution",
                "candidates": [],
                "evidence": "named beside its words",
                "mention": None,
                "named": None,
            },
        ),
        (
            "outlet",
            {
                "name": "RTHK",
                "id": "rthk",
                "how": "told",
                "evidence": "“told RTHK”",
                "chain": [
                    {
                        "name": "RTHK",
                        "id": "rthk",
                        "how": "told",
                        "words": "“told RTHK”",
                        "mention": {"start": 66, "end": 70, "text": "RTHK"},
                    }
                ],
            },
        ),
        ("confidence", 0.912),
        ("within", None),
        ("continues", None),
        ("fingerprint", "1" * 32),
        ("sign_off", None),
        ("verdict", None),
    ]
    assert second["speaker"]["id"] is None
    assert third["speaker"] is None
    assert third["outlet"] is None
    assert third["within"] == "s2"
    start = samples.TEXT.index("Critics")
    assert document["findings"] == [
        {
            "code": "AT205",
            "name": "vague-source",
            "severity": "warning",
            "start": start,
            "end": start + 7,
            "line": 3,
            "column": 1,
            "text": "Critics",
            "message": "Nobody can check who “Critics” are; name them.",
            "suggestion": "perhaps those whom s2 answers",
            "doubtful": False,
            "fingerprint": "0123456789abcdef0123456789abcdef",
            "state": "open",
            "reason": None,
            "owner": None,
            "sign_off": None,
        }
    ]


def test_what_the_desk_has_said_is_told() -> None:
    report = samples.decided()
    entry = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No.")
    whole = parsed([report], [], [entry])
    assert whole["entries"] == [
        {
            "path": "attrib.yaml",
            "line": 3,
            "column": 5,
            "code": "AT901",
            "name": "suppression-without-reason",
            "severity": "error",
            "message": "No.",
        }
    ]
    assert whole["summary"]["statements"] == 2
    assert whole["summary"]["findings"] == {"error": 2, "warning": 1, "note": 0}
    assert whole["summary"]["states"] == {
        "open": 2,
        "suppressed": 1,
        "signed-off": 0,
        "baseline": 0,
    }
    (document,) = whole["documents"]
    first, second, third = document["statements"]
    assert first["sign_off"] is None
    assert second["sign_off"]["decision"] == "accepted"
    assert third["sign_off"] == {
        "decision": "corrected",
        "corrects": ["statement"],
        "common_knowledge": False,
        "by": "Bo Reyes",
        "date": "2026-03-02",
        "reason": "a title",
    }
    suppressed, comment = document["findings"]
    assert (suppressed["state"], suppressed["reason"], suppressed["owner"]) == (
        "suppressed",
        "known",
        "Ana",
    )
    assert (comment["line"], comment["column"], comment["text"]) == (3, 51, "<!-- attrib: x -->")


def test_what_was_decided_about_a_finding_is_told() -> None:
    plain = samples.report()
    upheld = SignOff("rejected", "Ana Ruiz", date(2026, 3, 1), "name one")
    report = replace(plain, findings=(replace(plain.findings[0], sign_off=upheld),))
    (found,) = parsed([report])["documents"][0]["findings"]
    assert (found["state"], found["reason"], found["owner"]) == ("open", None, None)
    assert found["sign_off"] == {
        "decision": "rejected",
        "corrects": [],
        "common_knowledge": False,
        "by": "Ana Ruiz",
        "date": "2026-03-01",
        "reason": "name one",
    }


def test_marked_up_words_are_shown_without_their_mark_up() -> None:
    document = samples.html_document()
    finding = Finding(
        "AT205", "vague-source", "note", Span(4, 15), "Name it.", fingerprint="0" * 32
    )
    whole = parsed([Report(document, (), (finding,), "0.1.0", "m")])
    (shown,) = whole["documents"][0]["findings"]
    assert document.raw[shown["start"] : shown["end"]] == "pier</b> &amp; quay"
    assert shown["text"] == "pier & quay"
    assert (shown["line"], shown["column"]) == (2, 8)


def test_plain_words_are_shown_as_the_file_has_them() -> None:
    raw, text = "Critics\r\nsay\u00a0no.", "Critics say no."
    document = samples.document(text, raw=raw)
    from attrib.model import OffsetMap

    document = replace(document, offsets=OffsetMap((0, 7, 8), (0, 7, 9), (7, 9, 16)))
    finding = Finding(
        "AT205", "vague-source", "note", Span(0, 15), "Name them.", fingerprint="0" * 32
    )
    (shown,) = parsed([Report(document, (), (finding,), "0.1.0", "m")])["documents"][0]["findings"]
    assert shown["text"] == raw == raw[shown["start"] : shown["end"]]


def test_what_could_not_be_checked_is_told() -> None:
    whole = parsed(
        [],
        [ReadError("is empty", path="a.txt"), RegistryError("twice", path="s", line=3, column=5)],
    )
    assert whole["errors"] == [
        {"path": "a.txt", "message": "is empty"},
        {"path": "s", "message": "twice", "line": 3, "column": 5},
    ]
    assert whole["tool"]["model"] is None
    assert whole["house"] is None
    assert whole["summary"]["documents"] == 0
    assert parsed([], [ReadError("lost")])["errors"] == [{"path": None, "message": "lost"}]


def test_houses_side_by_side() -> None:
    compared = [samples.comparison(), samples.comparison("b.txt")]
    whole = json.loads(render_houses(compared, [ReadError("lost", path="c.txt")]))
    Draft202012Validator(SCHEMA).validate(whole)
    assert whole["house"] is None
    first, second = whole["documents"][0]["findings"]
    assert (first["name"], first["severity"]) == ("anonymous-source", "note")
    assert first["houses"] == {"ap": None, "reuters": "note"}
    assert (second["name"], second["severity"]) == ("vague-source", "error")
    assert second["houses"] == {"ap": "warning", "reuters": "error"}
    counts = whole["documents"][0]["houses"]
    assert counts["ap"] == {"findings": {"error": 0, "warning": 1, "note": 0}, "blocks": False}
    assert counts["reuters"] == {"findings": {"error": 1, "warning": 0, "note": 1}, "blocks": True}
    assert whole["summary"]["findings"] == {"error": 2, "warning": 0, "note": 2}
    assert whole["summary"]["houses"]["reuters"]["findings"]["error"] == 2
    nothing = json.loads(render_houses([], [ReadError("lost")]))
    Draft202012Validator(SCHEMA).validate(nothing)
    assert nothing["summary"]["houses"] == {}


def test_same_reports_same_bytes_and_all_of_them_ascii() -> None:
    rendered = render([samples.report(), samples.report("b.txt")])
    assert rendered == render([samples.report(), samples.report("b.txt")])
    assert rendered.isascii()
    assert rendered.endswith("}\n")


def test_half_a_surrogate_pair_is_no_part_of_the_output() -> None:
    report = samples.report("caf\udce9.txt")
    speaker = Speaker("\ud83d", None, "unknown", "\ud83d", candidates=("\ude00",))
    rows = (replace(report.attributions[0], speaker=speaker),)
    rendered = render([replace(report, attributions=rows)])
    document = json.loads(rendered)["documents"][0]
    assert document["path"] == "caf\ufffd.txt"
    assert document["statements"][0]["speaker"]["candidates"] == ["\ufffd"]
    assert "\\ud8" not in rendered
    assert "\\ude" not in rendered


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole.update(extra=1),
        lambda whole: whole.pop("errors"),
        lambda whole: whole["documents"][0]["statements"][0].update(kind="spoken"),
        lambda whole: whole["documents"][0]["statements"][0]["content"].clear(),
        lambda whole: whole["documents"][0]["findings"][0].update(line=0),
        lambda whole: whole["documents"][0]["findings"][0].update(fingerprint=""),
    ],
)
def test_the_schema_refuses_what_is_not_a_report(spoil: Any) -> None:
    whole = json.loads(render([samples.report()]))
    spoil(whole)
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(whole)
