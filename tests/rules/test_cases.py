"""Every rule against its cases, and RULES, files, cases and docs against each other."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from attrib.houses import default_house
from attrib.rules import RULES, Rule
from tests.rules.build import context

CASES = Path(__file__).parent / "cases"
DOCS = Path(__file__).parents[2] / "docs" / "rules.md"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return cases


def every_case() -> list[Any]:
    return [
        pytest.param(rule, case, id=f"{rule.name}: {case['name']}")
        for rule in RULES
        for case in load(rule.name)
    ]


@pytest.mark.parametrize(("rule", "case"), every_case())
def test_case(rule: Rule, case: dict[str, Any], tmp_path: Path) -> None:
    given = context(
        case["text"],
        case.get("statements", ()),
        case.get("sources"),
        case.get("limits"),
        case.get("texts"),
        tmp_path,
    )
    found = list(rule.check(given))
    texts = [" ".join(given.document.slice(f.span).split()) for f in found]
    assert texts == [" ".join(words.split()) for words in case.get("flagged", [])]
    for finding in found:
        assert (finding.code, finding.name, finding.severity) == (
            rule.code,
            rule.name,
            rule.severity,
        )
        assert case.get("says", "") in finding.message
        assert finding.doubtful is case.get("doubtful", finding.doubtful)
    if "suggestion" in case:
        assert [f.suggestion for f in found] == [case["suggestion"]]


def test_each_case_is_either_flagged_or_accepted() -> None:
    keys = {"name", "text", "statements", "sources", "limits", "flagged", "accepted", "says"}
    keys |= {"suggestion", "texts", "doubtful"}
    for rule in RULES:
        names = [case["name"] for case in load(rule.name)]
        assert len(names) == len(set(names)), rule.name
        for case in load(rule.name):
            assert case.keys() <= keys, (rule.name, case["name"])
            assert bool(case.get("flagged")) != (case.get("accepted") is True), case["name"]


def test_rules_are_sorted_by_unique_codes_and_names() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"AT[1-4]\d\d", code) for code in codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_has_its_file_page_authority_and_cases(rule: Rule) -> None:
    file = Path(inspect.getfile(type(rule)))
    assert file.name == rule.name.replace("-", "_") + ".py"
    assert (file.read_text("utf-8")).startswith(f'"""{rule.code} {rule.name}."""')
    page = rule.page()
    for section in ("**Flagged**", "**Accepted**", "**Why**"):
        assert page.count(f"\n\n{section}\n\n") == 1
    assert rule.summary().endswith(".")
    assert len(rule.authority) > 40
    assert rule.name in default_house().passages
    cases = load(rule.name)
    assert sum(bool(case.get("flagged")) for case in cases) >= 6
    assert sum(case.get("accepted") is True for case in cases) >= 6


def test_every_case_file_has_a_rule() -> None:
    assert {path.stem for path in CASES.iterdir()} == {rule.name for rule in RULES}


def test_the_table_of_the_docs_is_the_rules() -> None:
    rows = re.findall(
        r"^\| (AT\d+) \| `([\w-]+)` \| (\w+) \| (.+) \|$", DOCS.read_text("utf-8"), re.M
    )
    assert rows == [(rule.code, rule.name, rule.severity, rule.summary()) for rule in RULES]
