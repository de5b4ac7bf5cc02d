from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from attrib.gate import Ledger, SignOffs, entry_findings, gate, sign
from attrib.gate.fingerprint import statement_fingerprints
from attrib.model import Attribution, Document, Outlet, Report
from attrib.registry import Registry
from attrib.rules import RULES
from attrib.yaml_places import Place

from .build import CODES, article, attribution, finding

TEXT = "The dam leaks, Anna Calder said.\n\n“It has leaked for years and nobody came.”\n"
REGISTRY = Registry.parse(
    "version: 1\npublication: {name: Harbour Daily}\nsources:\n"
    "  - {id: board, kind: institution, name: Harbour Board, aliases: [HB]}\n"
    "  - {id: coastline, kind: outlet, name: Coastline}\n",
    shipped=False,
)
LOOSE = "“It has leaked for years and nobody came.”"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return article(TEXT, tmp_path / "drafts" / "a.txt")


def said(document: Document) -> list[Attribution]:
    return [
        attribution(document, "The dam leaks"),
        attribution(document, LOOSE, "s2", speaker=None),
    ]


def signed(document: Document, number: int, more: str) -> tuple[Attribution, SignOffs]:
    """One statement as an editor's entry, written to a file and read again, leaves it."""
    fingerprint = statement_fingerprints(said(document), document)[number]
    folder = Path(document.path).parents[1]
    path = folder / "attrib.signoffs.yaml"
    path.write_text(
        "version: 1\nsignoffs:\n"
        f"  - article: drafts/a.txt\n    fingerprint: {fingerprint}\n    by: Ines Calder\n"
        f"    date: 2026-03-01\n    reason: heard the tape\n    {more}\n",
        encoding="utf-8",
    )
    signoffs = SignOffs.load(path)
    return sign(said(document), document, signoffs, REGISTRY)[number], signoffs


def test_every_statement_has_a_fingerprint_of_its_own(document: Document) -> None:
    one, two = sign(said(document), document, SignOffs(), REGISTRY)
    assert len(one.fingerprint) == len(two.fingerprint) == 32
    assert one.fingerprint != two.fingerprint
    assert one.sign_off is two.sign_off is None


def test_an_accepted_attribution_stays_and_its_findings_are_signed_off(document: Document) -> None:
    after, signoffs = signed(document, 1, "decision: accepted\n    speaker: nobody")
    assert after.speaker is None
    assert after.sign_off is not None
    assert (after.sign_off.by, after.sign_off.day) == ("Ines Calder", date(2026, 3, 1))
    findings = [
        finding(document, LOOSE, rule="unattributed-quote", statement="s2"),
        finding(document, "nobody came"),
    ]
    marked, other = gate(
        findings, document, [*said(document)[:1], after], ledger=Ledger(signoffs=signoffs)
    )
    assert (marked.state, marked.reason, marked.owner) == (
        "signed-off",
        "heard the tape",
        "Ines Calder",
    )
    assert other.state == "open"


@pytest.mark.parametrize(
    ("named", "holds"),
    [
        ("speaker: Anna Calder", True),
        ("speaker: ANNA  calder", True),
        ("speaker: Bo Reyes", False),
        ("speaker: nobody", False),
        ("speaker: Anna Calder\n    outlet: Coastline", False),
    ],
)
def test_what_is_accepted_is_a_credit(named: str, holds: bool, document: Document) -> None:
    after, signoffs = signed(document, 0, f"decision: accepted\n    {named}")
    assert (after.sign_off is not None) is holds
    assert after.speaker == said(document)[0].speaker
    report = Report(document, (after,), (), "0", "none")
    told = entry_findings([report], (), None, Ledger(signoffs=signoffs))
    assert [f.code for f in told] == ([] if holds else ["AT905"])
    assert all("The credit has changed in drafts/a.txt: " in f.message for f in told)


@pytest.mark.parametrize(
    ("outlet", "named", "holds"),
    [
        (("Coastline", "coastline"), "outlet: coastline", True),
        (("Coastline", "coastline"), "outlet: The Ledger", False),
        (("Coastline", "coastline"), "", False),
        (("Harbour Daily", "self"), "outlet: self", True),
        (("Harbour Daily", "self"), "outlet: Harbour Daily", True),
        (("Coastline", "coastline"), "outlet: self", False),
    ],
)
def test_the_outlet_is_accepted_with_the_speaker(
    outlet: tuple[str, str], named: str, holds: bool, document: Document
) -> None:
    more = f"decision: accepted\n    speaker: Anna Calder\n    {named}"
    _, signoffs = signed(document, 0, more)
    found = Outlet(*outlet, "reported", "named")
    (after,) = sign(
        [replace(said(document)[0], outlet=found)], document, signoffs, Registry.empty()
    )
    assert (after.sign_off is not None) is holds


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_only_what_is_said_of_the_credit_is_signed_off(rule: str, document: Document) -> None:
    signable = [f"AT{n}" for n in (*range(101, 105), *range(301, 306), 308, 401, 402)]
    state = "signed-off" if CODES[rule] in signable else "open"
    after, _ = signed(document, 0, "decision: accepted\n    speaker: Anna Calder")
    about = finding(document, "The dam leaks", rule=rule, statement="s1")
    assert [f.state for f in gate([about], document, [after])] == [state]
    nobodys, _ = signed(document, 1, "decision: corrected\n    statement: false")
    loose = finding(document, LOOSE, rule=rule)
    assert [f.state for f in gate([loose], document, [nobodys])] == [state]


def test_a_corrected_speaker_is_the_record_s(document: Document) -> None:
    after, _ = signed(document, 0, "decision: corrected\n    speaker: HB")
    assert after.speaker is not None
    assert (after.speaker.name, after.speaker.id, after.speaker.kind) == (
        "Harbour Board",
        "board",
        "institution",
    )
    assert after.speaker.evidence == "corrected by Ines Calder on 2026-03-01: heard the tape"
    assert after.sign_off is not None
    assert after.sign_off.corrects == ("speaker",)


def test_a_corrected_speaker_may_be_a_name_that_no_record_has(document: Document) -> None:
    after, _ = signed(document, 1, "decision: corrected\n    speaker: Anna Calder")
    assert after.speaker is not None
    # As she is where she speaks elsewhere in the article.
    assert (after.speaker.name, after.speaker.id, after.speaker.kind) == (
        "Anna Calder",
        None,
        "person",
    )
    stranger, _ = signed(document, 1, "decision: corrected\n    speaker: Bo Reyes")
    assert stranger.speaker is not None
    assert stranger.speaker.kind == "unknown"


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        ("Coastline", ("Coastline", "coastline", "reported")),
        ("The Ledger", ("The Ledger", None, "reported")),
        ("self", ("Harbour Daily", "self", "self")),
    ],
)
def test_a_corrected_outlet(
    outlet: str, expected: tuple[str, str | None, str], document: Document
) -> None:
    after, _ = signed(document, 0, f"decision: corrected\n    outlet: {outlet}")
    assert after.outlet is not None
    assert (after.outlet.name, after.outlet.id, after.outlet.how) == expected
    assert [hop.name for hop in after.outlet.chain] == ([] if outlet == "self" else [expected[0]])
    assert after.speaker == said(document)[0].speaker


def test_words_that_are_no_statement_are_nobody_s(document: Document) -> None:
    after, signoffs = signed(document, 1, "decision: corrected\n    statement: false")
    assert not after.is_statement
    assert after.speaker is after.outlet is None
    # The marks alone, which no statement accounts for any more.
    loose = finding(document, LOOSE, rule="unattributed-quote")
    marked, open_ = gate(
        [loose, finding(document, "leaked for years")],
        document,
        [after],
        ledger=Ledger(signoffs=signoffs),
    )
    assert (marked.state, open_.state) == ("signed-off", "open")


def test_common_knowledge_is_nobody_s_and_the_marks_around_it_are_signed_off(
    document: Document,
) -> None:
    after, _ = signed(document, 1, "decision: corrected\n    statement: common-knowledge")
    assert not after.is_statement
    assert after.speaker is after.outlet is None
    assert after.sign_off is not None
    assert after.sign_off.corrects == ("statement",)
    assert after.sign_off.is_common_knowledge
    findings = [
        finding(document, LOOSE, rule="unattributed-quote"),
        finding(document, "leaked for years", rule="unattributed-claim"),
        finding(document, "The dam leaks", rule="unattributed-claim"),
    ]
    assert [f.state for f in gate(findings, document, [after])] == [
        "signed-off",
        "signed-off",
        "open",
    ]


def test_an_entry_about_a_finding_is_none_about_a_statement(document: Document) -> None:
    rule = "rule: AT101\n    decision: rejected"
    after, signoffs = signed(document, 1, rule)
    assert after.sign_off is None
    assert signoffs.of(document.path) == {}
    ((name, fingerprint),) = signoffs.of_findings(document.path)
    assert (name, fingerprint) == ("unattributed-quote", after.fingerprint)
    assert signoffs.of_findings("-") == {}


def test_where_an_entry_stands_is_no_part_of_what_it_says(document: Document) -> None:
    _, signoffs = signed(document, 0, "decision: rejected")
    (entry,) = signoffs.entries
    assert entry.place != Place(9, 9)
    assert entry == replace(entry, place=Place(9, 9))


def test_a_rejected_attribution_leaves_no_speaker_and_its_findings_open(
    document: Document,
) -> None:
    after, signoffs = signed(document, 0, "decision: rejected")
    assert after.speaker is None
    missing = finding(document, "The dam leaks", rule="unattributed-quote", statement="s1")
    (marked,) = gate([missing], document, [after], ledger=Ledger(signoffs=signoffs))
    assert marked.state == "open"


def test_a_sign_off_is_of_its_own_article(document: Document) -> None:
    _, signoffs = signed(document, 0, "decision: rejected")
    other = article(TEXT, Path(document.path).with_name("b.txt"))
    assert all(a.sign_off is None for a in sign(said(other), other, signoffs, REGISTRY))
    assert signoffs.of("-") == {}
