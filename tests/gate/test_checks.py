"""Every check of the gate's own against its cases, and CHECKS, cases and docs against each other."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from attrib.gate import CHECKS, Baseline, Ledger, SignOffs, entry_findings, fingerprint, gate, sign
from attrib.gate.fingerprint import statement_fingerprints
from attrib.gate.signoffs import Signed
from attrib.model import Allowance, Report, SignOff
from attrib.registry import Registry
from attrib.rules import RULES, Standard
from attrib.settings import load_settings
from attrib.yaml_places import Place

from .build import CODES, article, attribution, finding

CASES = Path(__file__).parent / "cases"
DOCS = Path(__file__).parents[2] / "docs" / "gate.md"
TODAY = date(2026, 6, 1)
NAMES = {code: name for name, code in CODES.items()}


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return cases


def allowances(case: dict[str, Any]) -> tuple[Allowance, ...]:
    made = []
    for line, given in enumerate(case.get("allow", ()), 1):
        alone = article(given["words"])
        rule = given.get("rule", "vague-source")
        code = NAMES.get(rule, rule) if rule.lower() not in CODES else rule
        known = finding(alone, given["words"], rule=code if code in CODES else "vague-source")
        made.append(
            Allowance(
                given["article"],
                rule,
                fingerprint(known, alone),
                given.get("reason"),
                until=given.get("until"),
                line=line,
            )
        )
    return tuple(made)


def sign_offs(case: dict[str, Any], folder: Path) -> SignOffs:
    made = []
    for line, given in enumerate(case.get("signoffs", ()), 1):
        where = case.get("article", "drafts/a.txt")
        if isinstance(given, dict):
            alone = article(given["words"])
            name = fingerprint(finding(alone, given["words"], rule=given["rule"]), alone)
            said = SignOff(given["decision"], "Ines Calder", date(2026, 3, 1), "known to all")
            made.append(Signed(where, name, said, None, None, Place(line, 1), given["rule"]))
            continue
        alone = article(given)
        (name,) = statement_fingerprints([attribution(alone, given)], alone)
        said = SignOff("accepted", "Ines Calder", date(2026, 3, 1), "heard the tape")
        speaker = case.get("accepted_speaker", "Anna Calder")
        made.append(Signed(where, name, said, speaker, None, Place(line, 1)))
    return SignOffs(folder / "attrib.signoffs.yaml", tuple(made))


def places(case: dict[str, Any], folder: Path) -> list[tuple[str, str, str]]:
    """What is found about comments and entries: code, place and message."""
    document = article(case["text"], folder / "drafts" / "a.txt")
    given = [
        finding(document, f)
        if isinstance(f, str)
        else finding(document, f["words"], rule=f["rule"])
        for f in case.get("findings", ())
    ]
    ledger = Ledger(signoffs=sign_offs(case, folder), today=TODAY)
    said = [
        attribution(document, words, f"s{number}")
        for number, words in enumerate(case.get("statements", ()), 1)
    ]
    signed = sign(said, document, ledger.signoffs, Registry.empty())
    allow = allowances(case)
    gated = gate(given, document, signed, allow=allow, folder=folder, ledger=ledger)
    report = Report(document, signed, gated, "0", "none")
    found = [
        (f.code, document.raw[slice(*f.comment)], f.message) for f in gated if f.comment is not None
    ]
    for entry in entry_findings([report], allow, folder / "attrib.yaml", ledger):
        place = f"{Path(entry.path).name}:{entry.line}:{entry.column}"
        found.append((entry.code, place, entry.message))
    return found


@pytest.mark.parametrize(
    ("check", "case"),
    [
        pytest.param(check, case, id=f"{check.name}: {case['name']}")
        for check in CHECKS
        for case in load(check.name)
    ],
)
def test_case(check: Standard, case: dict[str, Any], tmp_path: Path) -> None:
    found = places(case, tmp_path)
    assert [(code, place) for code, place, _ in found] == [
        (check.code, place) for place in case.get("flagged", [])
    ]
    for _, _, message in found:
        assert case.get("says", "") in message


def test_each_case_is_either_flagged_or_accepted() -> None:
    for check in CHECKS:
        cases = load(check.name)
        assert len({case["name"] for case in cases}) == len(cases)
        assert sum(bool(case.get("flagged")) for case in cases) >= 4
        assert sum(case.get("accepted") is True for case in cases) >= 4
        for case in cases:
            assert bool(case.get("flagged")) != (case.get("accepted") is True), case["name"]


def test_every_case_file_has_a_check() -> None:
    assert {path.stem for path in CASES.iterdir()} == {check.name for check in CHECKS}


def test_checks_are_sorted_by_codes_that_no_rule_has() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"AT9\d\d", code) for code in codes)
    assert not {rule.name for rule in RULES} & {check.name for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_has_its_page_and_authority(check: Standard) -> None:
    for section in ("**Flagged**", "**Accepted**", "**Why**"):
        assert check.page().count(f"\n\n{section}\n\n") == 1
    assert check.summary().endswith(".")
    assert len(check.authority) > 40


def test_the_table_of_the_docs_is_the_checks() -> None:
    rows = re.findall(
        r"^\| (AT\d+) \| `([\w-]+)` \| (\w+) \| (.+) \|$", DOCS.read_text("utf-8"), re.M
    )
    assert rows == [(c.code, c.name, c.severity, c.summary()) for c in CHECKS]


def test_the_files_that_the_docs_show_can_be_read(tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", DOCS.read_text("utf-8"), re.M | re.S)
    names = ("a.yaml", "b.yaml", "c.yaml", "d.yaml")
    settings, baseline, signoffs, findings = (tmp_path / name for name in names)
    for path, text in zip((settings, baseline, signoffs, findings), blocks, strict=True):
        path.write_text(text, encoding="utf-8")
    assert load_settings(settings).allow[0].owner == "Ines Calder"
    assert Baseline.load(baseline).text() == blocks[1]
    assert SignOffs.load(signoffs).entries[0].speaker == "Anna Calder"
    assert SignOffs.load(findings).entries[0].rule == "unattributed-figure"
