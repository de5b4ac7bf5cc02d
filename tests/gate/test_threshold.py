import pytest

from attrib.gate import blocks
from attrib.model import Finding, Severity, Span
from attrib.settings import FailOn


def finding(severity: Severity) -> Finding:
    return Finding("AT205", "vague-source", severity, Span(0, 1), "Say who they are.")


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
