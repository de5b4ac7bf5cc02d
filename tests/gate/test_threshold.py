from dataclasses import replace

import pytest

from attrib.gate import blocks, stopping
from attrib.model import EntryFinding, Finding, Severity, Span, State
from attrib.settings import FailOn


def finding(severity: Severity, state: State = "open") -> Finding:
    return Finding("AT205", "vague-source", severity, Span(0, 1), "Say who they are.", state=state)


@pytest.mark.parametrize(
    ("severity", "fail_on", "blocked"),
    [
        ("error", "error", True),
        ("warning", "error", False),
        ("note", "error", False),
        ("error", "warning", True),
        ("warning", "warning", True),
        ("note", "warning", False),
        ("note", "note", True),
        ("error", "never", False),
    ],
)
def test_a_finding_blocks_at_or_above_the_limit(
    severity: Severity, fail_on: FailOn, blocked: bool
) -> None:
    assert blocks([finding("note"), finding(severity)], fail_on) is blocked


def test_nothing_blocks_nothing() -> None:
    assert not blocks([], "note")


@pytest.mark.parametrize(
    ("state", "new_only", "blocked"),
    [
        ("open", False, True),
        ("open", True, True),
        ("baseline", False, True),
        ("baseline", True, False),
        ("suppressed", False, False),
        ("signed-off", False, False),
        ("suppressed", True, False),
    ],
)
def test_the_state_decides_whether_it_counts(state: State, new_only: bool, blocked: bool) -> None:
    assert blocks([finding("error", state)], "error", new_only=new_only) is blocked
    assert not blocks([finding("warning", state)], "error", new_only=new_only)
    assert not blocks([finding("error", state)], "never", new_only=new_only)


def test_what_is_wrong_with_an_entry_is_always_open() -> None:
    entry = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 1, 1, "x")
    assert blocks([entry], "error", new_only=True)
    assert not blocks([entry], "never")


def test_what_stops_an_article_is_named() -> None:
    named = [
        replace(finding("error"), fingerprint="a"),
        replace(finding("error", "suppressed"), fingerprint="b"),
        replace(finding("warning"), fingerprint="c"),
        replace(finding("error", "baseline"), fingerprint="d"),
        EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No."),
    ]
    assert stopping(named, "error") == {"a", "d (old)", "attrib.yaml:3:5:AT901"}
    assert stopping(named, "error", new_only=True) == {"a", "attrib.yaml:3:5:AT901"}
    assert stopping(named, "never") == frozenset()
