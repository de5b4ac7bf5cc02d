from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from attrib.gate import gate
from attrib.gate.suppressions import Fault, Suppression, read_comment
from attrib.model import Comment, Span
from attrib.read import read_text
from attrib.rules import RULES

from .build import article, finding

TODAY = date(2026, 6, 1)


def read(words: str) -> Suppression | Fault:
    return read_comment(Comment(Span(0, len(words) + 7), words), TODAY)


def test_the_short_form() -> None:
    assert read(" attrib: allow unattributed-claim: it is known ") == Suppression(
        ("unattributed-claim",), "it is known"
    )


def test_all_there_is() -> None:
    assert read("attrib: allow AT204, vague-source;until 2026-12-31 ; owner Ines Calder: a: b") == (
        Suppression(
            ("unattributed-claim", "vague-source"), "a: b", "Ines Calder", date(2026, 12, 31)
        )
    )


def test_every_rule_can_be_suppressed_by_name_and_by_code() -> None:
    for rule in RULES:
        for written in (rule.name, rule.code, rule.code.lower()):
            assert read(f"attrib: allow {written}: known") == Suppression((rule.name,), "known")


def test_what_is_too_long_does_not_hold() -> None:
    for words in (
        "attrib: allow vague-source: " + "x" * 1_001,
        "attrib: allow vague-source" + ", vague-source" * 20 + ": known",
        "attrib: allow vague-source; owner " + "x" * 101 + ": known",
        "attrib: allow vague-source: known" + " " * 2_000,
    ):
        said = read(words)
        assert isinstance(said, Fault)
        assert said.check.code == "AT904"


PIECES = st.sampled_from(
    [
        *("attrib", ":", "allow", " ", ";", ",", "until", "owner", "2026-12-31", "2026-99-99"),
        *("vague-source", "AT204", "AT901", "all", "\n", "-", "--", "é", "\x1b", "why", "\ud800"),
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=15).map("".join)))
def test_any_words_are_a_suppression_or_a_fault(words: str) -> None:
    for said in (read(words), read("attrib: allow " + words), read("attrib:" + words)):
        if isinstance(said, Suppression):
            assert said.rules
            assert said.reason
        else:
            assert said.message


@given(st.lists(PIECES, max_size=15).map("".join))
def test_any_comment_in_an_article_ends_in_findings(words: str) -> None:
    document = read_text(f"Critics say it leaks. <!-- attrib: allow {words}-->\n\nIt is old.")
    found = gate([finding(document, "Critics say")], document)
    assert sum(f.comment is None for f in found) == 1
    assert [f.state for f in found if f.comment is not None] == ["open"] * (len(found) - 1)


def test_the_state_tells_reason_and_owner() -> None:
    document = article(
        "Critics say it leaks. <!-- attrib: allow vague-source; owner Ana: known --> Experts do."
    )
    (found,) = gate([finding(document, "Critics say")], document)
    assert (found.state, found.reason, found.owner) == ("suppressed", "known", "Ana")
