from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from attrib.audit import Audit, audit
from attrib.errors import ReadError
from attrib.render.audit_json import render
from tests.audits import Said, made, report
from tests.conftest import ROOT

SCHEMA = json.loads((ROOT / "docs" / "audit.schema.json").read_text(encoding="utf-8"))


def parsed(audited: Audit, *errors: ReadError) -> Any:
    text = render(audited, errors)
    assert text.isascii()
    whole = json.loads(text)
    Draft202012Validator(SCHEMA).validate(whole)
    return whole


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_whole_audit() -> None:
    whole = parsed(made())
    assert (whole["schema"], whole["house"], whole["each"]) == (
        *("attrib-audit/1", "default", "month"),
    )
    assert whole["total"]["credits"]["anonymous"] == {
        "statements": 2,
        "words": 8,
        "quoted_words": 0,
    }
    assert whole["total"]["credits"]["body"]["statements"] == 2
    assert [p["credit"] for p in whole["parties"] if p["name"] == "the board"] == ["body"] * 2
    calder = whole["parties"][0]
    assert (calder["name"], calder["statements"], calder["outlets"]) == (
        "Ines Calder",
        3,
        [{"name": "RTHK", "id": None, "statements": 2}],
    )
    assert [period["start"] for period in whole["periods"]] == [
        *("2025-11-01", "2025-12-01", "2026-06-01"),
    ]
    assert [article["path"] for article in whole["articles"]] == ["a.txt", "b.txt", "c.txt"]


def test_nothing_counted_and_what_could_not_be_read() -> None:
    whole = parsed(audit([]), ReadError("a mistake", path="a.txt", line=2, column=3))
    assert whole["errors"] == [{"path": "a.txt", "message": "a mistake", "line": 2, "column": 3}]
    assert (whole["total"]["articles"], whole["total"]["top_share"]) == (0, None)


def test_half_surrogates_are_none() -> None:
    said = Said("it rained", "Ana \ud800 Ruiz", outlet="B\udfff")
    whole = parsed(audit([report("a\udcff.txt", None, said)]))
    assert whole["parties"][0]["name"] == "Ana \ufffd Ruiz"
    assert whole["articles"][0]["path"] == "a\ufffd.txt"


def test_the_schema_refuses_what_is_no_audit() -> None:
    whole = parsed(made())
    whole["parties"][0]["extra"] = 1
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(whole)
