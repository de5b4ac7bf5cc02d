import json
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from attrib.render.gitlab import render

from . import hostile, tools

# As GitLab's documentation gives it: docs.gitlab.com, "Code Quality report format".
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues(*args: Any, **more: Any) -> Any:
    told = json.loads(render(*args, **{"stopping": tools.STOPPING, "root": tools.ROOT, **more}))
    Draft202012Validator(SCHEMA).validate(told)
    prints = [issue["fingerprint"] for issue in told]
    assert len(prints) == len(set(prints))
    return told


def test_how_grave_each_is() -> None:
    told = issues([tools.report()], [tools.ERROR], [tools.ENTRY])
    assert [issue["severity"] for issue in told] == [
        *("blocker", "blocker", "minor"),
        *("blocker", "info", "info", "info", "major", "info", "major"),
    ]


def test_fingerprints_last_and_are_given_once() -> None:
    report = replace(tools.report(), findings=tools.report().findings[:-1])
    moved = replace(report, document=replace(report.document, raw="\n\n" + report.document.raw))
    first, second = (issues([r]) for r in (report, moved))
    assert [i["fingerprint"] for i in first] == [i["fingerprint"] for i in second]
    # Two articles with one sentence, and one that is given twice.
    assert len(issues([report, tools.report("other.txt"), report], [tools.ERROR] * 2)) == 22


def test_hostile_reports_fit() -> None:
    for words in hostile.HOSTILE:
        issues([hostile.report(words)], [hostile.error(words)], [hostile.entry(words)])
