from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.houses import HouseLimits
from attrib.rules import RULES, Rule, run_rules
from attrib.rules.clauses import clause
from attrib.settings import Settings
from tests.rules.build import context

TEXT = """\
The ministry bribed two inspectors, and critics say the tunnel is unsafe.

“We will not close it while there is traffic.”

The board meets on Monday. The list was used to intimidate drivers.
"""


def test_findings_are_sorted_by_place() -> None:
    found = run_rules(context(TEXT), Settings())
    assert [f.name for f in found] == ["vague-source", "unattributed-quote", "unattributed-claim"]
    assert [f.span for f in found] == sorted(f.span for f in found)


@pytest.mark.parametrize("key", ["vague-source", "AT205"])
def test_a_rule_is_silenced_or_changed_by_name_or_code(key: str) -> None:
    off = run_rules(context(TEXT), Settings(severities={key: "off"}))
    assert [f.name for f in off] == ["unattributed-quote", "unattributed-claim"]
    raised = run_rules(context(TEXT), Settings(severities={key: "error"}))
    assert [f.severity for f in raised] == ["error", "note", "warning"]


def test_a_sentence_gets_one_finding_of_claim_allegation_and_vague_source() -> None:
    text = "Reportedly, the bank falsified its books in retaliation for the strike.\n"
    found = run_rules(context(text), Settings())
    assert [f.name for f in found] == ["vague-source"]


def test_switching_vague_source_off_brings_up_no_other_rule() -> None:
    text = "Reportedly, the bank falsified its books.\n"
    assert run_rules(context(text), Settings(severities={"vague-source": "off"})) == ()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The bridge is old, and many say it sways.", "many", "many say it sways"),
        ("Many say it sways, but the bridge is old.", "many", "Many say it sways"),
        ("The bridge is old; many say it sways.", "many", "many say it sways"),
        ("The bridge – many say it sways – is old.", "many", "many say it sways"),
        (
            "Old, red and rusty, many say, it sways.",
            "many",
            "Old, red and rusty, many say, it sways",
        ),
        ("It sways, although many say otherwise.", "many", "although many say otherwise"),
    ],
)
def test_clause(text: str, word: str, expected: str) -> None:
    given_context = context(text)
    line = given_context.line(0)
    index = next(i for i, w in enumerate(line.words) if w.text == word)
    assert given_context.document.slice(clause(line, index)) == expected


def test_a_clause_is_not_cut_inside_what_is_credited() -> None:
    text = "Critics say the dam is low, and the lake is full."
    statement = {
        "content": "the dam is low, and the lake is full",
        "cue": "say",
        "source": "Critics",
    }
    given_context = context(text, [statement])
    assert given_context.document.slice(clause(given_context.line(0), 0)) == text[:-1]


WORDS = (
    "I we said critics say bribed was used to intimidate Lund Northgate reportedly an estimated 40 "
    '“ ” ‘ ’ " , . ? ; : and who by not if illegally secretly never been has US there are fears '
    "the worst in history he is a liar most incompetent minister a local newspaper reported an "
    "official spoke on condition of anonymity because … [the] ... accused of bribery denied, a welder"
)
PIECES = st.sampled_from([*WORDS.split(), "\n\n"])
OUTLET = [{"name": "Coast FM"}, {"name": "Rumour Weekly", "id": "rumour", "how": "reported"}]
SOURCES = """\
version: 1
sources:
  - {id: rumour, kind: outlet, name: Rumour Weekly, status: blocked, reason: invents}
"""


def somebody(text: str, start: int, data: st.DataObject) -> dict[str, Any]:
    """A speaker, or none, with words for it, an outlet and a kind of every sort."""
    credit: dict[str, Any] = {}
    if start % 4:
        credit["speaker"] = ("Per Lund", "an official", "Northgate")[start % 3]
        credit["kind"] = ("person", "anonymous", "institution")[start % 3]
    if start % 2:
        for key in ("source", "cue"):
            at = data.draw(st.integers(0, len(text) - 1))
            words = text[at : at + data.draw(st.integers(1, 12))]
            if words.strip() and "\n" not in words:
                credit[key] = words
    if start % 3:
        credit["outlet"] = OUTLET
    return credit


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, min_size=1, max_size=60), data=st.data())
def test_any_words_and_statements_give_findings_inside_the_text(
    pieces: list[str], data: st.DataObject
) -> None:
    text = " ".join(pieces)
    chosen: list[dict[str, Any]] = []
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text) - 1))
        words = text[start : start + data.draw(st.integers(1, 30))]
        chosen.append({"content": words, **somebody(text, start, data)})
    try:
        built = context(
            text,
            [s for s in chosen if s["content"].strip() and "\n" not in s["content"]],
            SOURCES,
        )
    except (ReadError, AssertionError):
        return
    first, second = run_rules(built, Settings()), run_rules(built, Settings())
    assert first == second
    for finding in first:
        assert 0 <= finding.span.start < finding.span.end <= len(built.document.text)
        assert finding.message
    assert {f.code for f in first} <= {rule.code for rule in RULES}


def test_a_rule_page_is_its_docstring_without_indentation() -> None:
    for rule in RULES:
        assert rule.page().splitlines()[0] == rule.summary()
        assert "\n    - " not in rule.page()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_the_limits_that_it_names(rule: Rule) -> None:
    assert set(rule.limits) <= {field.name for field in fields(HouseLimits)}


@pytest.mark.parametrize(
    ("reason", "expected"),
    [("", "unexplained-anonymity"), (", for fear of reprisals", "anonymous-source")],
)
def test_a_source_without_a_name_is_one_finding(reason: str, expected: str) -> None:
    text = f"The talks have failed, an official said{reason}.\n"
    statement = {
        "content": "The talks have failed",
        "cue": "said",
        "source": "an official",
        "speaker": "an official",
        "kind": "anonymous",
    }
    assert [f.name for f in run_rules(context(text, [statement]), Settings())] == [expected]


def test_a_place_is_vague_or_lacks_its_outlet_and_not_both() -> None:
    text = "According to media reports, critics say the tunnel is unsafe.\n"
    assert [f.name for f in run_rules(context(text), Settings())] == ["vague-source"]
