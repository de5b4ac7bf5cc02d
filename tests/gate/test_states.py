from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from attrib.gate import Baseline, Ledger, SignOffs, gate
from attrib.gate.signoffs import Signed
from attrib.model import Allowance, Attribution, Decision, Document, Finding, SignOff, State
from attrib.rules import RULES

from .build import article, attribution, finding

WORDS = "Critics say"


def test_what_is_suppressed_is_not_signed_off_and_what_is_signed_off_is_not_old(
    tmp_path: Path,
) -> None:
    plain = article("Critics say it leaks.", tmp_path / "a.txt")
    about = finding(plain, WORDS, rule="unattributed-statement", statement="s1")
    (known,) = gate([about], plain)
    signed = replace(
        attribution(plain, "it leaks"),
        sign_off=SignOff("accepted", "Ines Calder", date(2026, 3, 1), "heard"),
    )
    baseline = Baseline().renewed(tmp_path / "attrib.baseline.yaml", {plain.path: [known]})
    ledger = Ledger(baseline=baseline)
    allow = (Allowance("a.txt", "AT102", known.fingerprint, "known", "Ana"),)

    def state(*said: object, **options: object) -> str:
        (found,) = gate([about], plain, *said, **options)  # type: ignore[arg-type]
        return found.state

    assert state() == "open"
    assert state(ledger=ledger) == "baseline"
    assert state([signed], ledger=ledger) == "signed-off"
    assert state([signed], allow=allow, folder=tmp_path, ledger=ledger) == "suppressed"
    # Without a file the settings name no article.
    assert state([signed], allow=allow, ledger=ledger) == "signed-off"


def test_findings_about_comments_stand_in_the_order_of_the_file() -> None:
    document = article(
        "<!-- attrib: allow nothing: x -->\nCritics say it leaks. <!-- attrib: allow AT204: x -->\n"
        "Experts say so.\n<!-- attrib: allow AT205: x -->\n"
    )
    found = gate([finding(document, WORDS), finding(document, "Experts say")], document)
    assert [f.code for f in found] == ["AT904", "AT205", "AT903", "AT205", "AT903"]
    assert [document.locate(f.raw_span(document).start)[0] for f in found] == [1, 2, 2, 3, 4]
    assert len({f.fingerprint for f in found}) == len(found)


def test_findings_about_comments_cannot_be_made_old(tmp_path: Path) -> None:
    document = article("It leaks. <!-- attrib: allow nothing: x -->", tmp_path / "a.txt")
    found = gate([], document)
    baseline = Baseline().renewed(tmp_path / "attrib.baseline.yaml", {document.path: found})
    again = gate([], document, ledger=Ledger(baseline=baseline))
    assert [f.state for f in again] == ["open"]


def test_a_finding_that_begins_in_a_paragraph_is_that_paragraph_s() -> None:
    document = article("<!-- attrib: allow AT205: known -->\nCritics say it\n\nleaks, and so on.")
    (found,) = gate([finding(document, "Critics say it\n\nleaks")], document)
    assert found.state == "suppressed"


def decided(document: Document, about: Finding, decision: Decision) -> Ledger:
    """A ledger with an editor's word on a finding."""
    (known,) = gate([about], document)
    said = SignOff(decision, "Ines Calder", date(2026, 3, 1), "known to all")
    entry = Signed("a.txt", known.fingerprint, said, None, None, rule=known.name)
    return Ledger(signoffs=SignOffs(Path(document.path).with_name("s.yaml"), (entry,)))


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_finding_that_an_editor_accepts_is_signed_off_whatever_its_rule(
    rule: str, tmp_path: Path
) -> None:
    document = article("It lost 4000 tonnes. It was 4000 tonnes.", tmp_path / "a.txt")
    about = finding(document, "4000 tonnes", rule=rule)
    ledger = decided(document, about, "accepted")
    # The second one on the same words is another finding.
    first, second = gate(
        [about, replace(about, span=finding(document, "4000 tonnes", 1).span)],
        document,
        ledger=ledger,
    )
    assert (first.state, first.reason, first.owner) == ("signed-off", "known to all", "Ines Calder")
    assert first.sign_off is not None
    assert first.sign_off.decision == "accepted"
    assert (second.state, second.sign_off) == ("open", None)


def test_a_finding_that_an_editor_upholds_stays_open_though_it_is_old(tmp_path: Path) -> None:
    document = article("It lost 4000 tonnes.", tmp_path / "a.txt")
    about = finding(document, "4000 tonnes", rule="unattributed-statement", statement="s1")
    ledger = decided(document, about, "rejected")
    (upheld,) = gate([about], document, ledger=ledger)
    assert (upheld.state, upheld.reason, upheld.owner) == ("open", None, None)
    assert upheld.sign_off is not None
    assert upheld.sign_off.reason == "known to all"
    baseline = Baseline().renewed(tmp_path / "b.yaml", {document.path: [upheld]})
    (old,) = gate([about], document, ledger=replace(ledger, baseline=baseline))
    assert old.state == "open"
    # The word on the finding goes before that on its statement.
    accepted = SignOff("accepted", "Bo Reyes", date(2026, 3, 2), "heard")
    signed = replace(attribution(document, "It lost"), sign_off=accepted)
    (found,) = gate([about], document, [signed], ledger=ledger)
    assert found.state == "open"
    allow = (Allowance("a.txt", "AT102", upheld.fingerprint, "kept", "Ana"),)
    (found,) = gate([about], document, allow=allow, folder=tmp_path, ledger=ledger)
    assert (found.state, found.reason, found.sign_off) == ("suppressed", "kept", upheld.sign_off)


def known(document: Document, words: str, id: str) -> Attribution:
    said = SignOff(
        "corrected", "Ines Calder", date(2026, 3, 1), f"words of {id}", ("statement",), True
    )
    return replace(attribution(document, words, id), sign_off=said)


SEA = "The sea is salt, and it is deep by 4000 metres. Nobody drinks it. They say so."


@pytest.mark.parametrize(
    ("rule", "words", "state"),
    [
        ("unattributed-allegation", "4000 metres", "signed-off"),
        ("unattributed-figure", "4000 metres", "signed-off"),
        ("unattributed-forecast", "it is deep", "signed-off"),
        # A finding has its sentence's full stop.
        ("unattributed-claim", "The sea is salt, and it is deep by 4000 metres.", "signed-off"),
        ("unattributed-claim", "4000 metres. Nobody", "open"),
        ("unattributed-claim", "They say so", "open"),
        ("vague-source", "it is deep", "open"),
        ("single-source", "it is deep", "open"),
    ],
)
def test_what_is_common_knowledge_needs_nobody_to_vouch_for_it(
    rule: str, words: str, state: State
) -> None:
    document = article(SEA)
    whole = known(document, "The sea is salt, and it is deep by 4000 metres", "s1")
    (found,) = gate([finding(document, words, rule=rule)], document, [whole])
    assert found.state == state
    plain = replace(
        whole, sign_off=SignOff("corrected", "Bo", date(2026, 3, 1), "none", ("statement",))
    )
    (found,) = gate([finding(document, words, rule=rule)], document, [plain])
    assert found.state == "open"


def test_of_common_knowledge_within_common_knowledge_the_whole_reaches_as_far_as_it_does() -> None:
    document = article(SEA)
    said = [
        known(document, "The sea is salt, and it is deep by 4000 metres", "s1"),
        known(document, "The sea is salt", "s2"),
        known(document, "Nobody drinks it", "s3"),
    ]
    words = ("The sea", "deep by 4000", "drinks it", "metres. Nobody")
    findings = [finding(document, part, rule="unattributed-claim") for part in words]
    assert [f.reason for f in gate(findings, document, said)] == [
        "words of s1",
        "words of s1",
        "words of s3",
        None,
    ]
