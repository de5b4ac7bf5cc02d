from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from attrib.gate import Baseline, Ledger, gate
from attrib.model import Allowance, SignOff

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
