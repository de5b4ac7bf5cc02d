"""Which findings stop an article."""

from __future__ import annotations

from collections.abc import Iterable

from attrib.model import SEVERITIES, Finding
from attrib.settings import FailOn


def blocks(findings: Iterable[Finding], fail_on: FailOn) -> bool:
    """True where a finding is as severe as `fail_on` or more; never for "never"."""
    if fail_on == "never":
        return False
    limit = SEVERITIES.index(fail_on)
    return any(SEVERITIES.index(finding.severity) >= limit for finding in findings)
