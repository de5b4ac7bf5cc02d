"""Which findings stop an article."""

from __future__ import annotations

from collections.abc import Iterable

from attrib.model import SEVERITIES, EntryFinding, Finding
from attrib.settings import FailOn


def blocks(
    findings: Iterable[Finding | EntryFinding], fail_on: FailOn, *, new_only: bool = False
) -> bool:
    """True where a finding stops the article.

    That is one that is open, or old unless `new_only`, and as severe as `fail_on` or more;
    what is suppressed or signed off never does.

    Args:
        findings: of any states.
        fail_on: the least severity that stops it; none does for "never".
        new_only: let what is in the baseline pass.
    """
    if fail_on == "never":
        return False
    limit = SEVERITIES.index(fail_on)
    states = ("open",) if new_only else ("open", "baseline")
    return any(
        SEVERITIES.index(finding.severity) >= limit
        for finding in findings
        if isinstance(finding, EntryFinding) or finding.state in states
    )


def stopping(
    findings: Iterable[Finding | EntryFinding], fail_on: FailOn, *, new_only: bool = False
) -> frozenset[str]:
    """The gate names of the findings that stop the article, each looked at alone.

    Args:
        findings, fail_on, new_only: as for `blocks`.
    """
    return frozenset(
        finding.gate_name for finding in findings if blocks([finding], fail_on, new_only=new_only)
    )
