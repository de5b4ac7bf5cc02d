"""What the tests of the review share: a desk's folder, and the Desk of a draft in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrib.cli.check import checker_for
from attrib.gate import SignOffs
from attrib.gate.signoffs import Signed
from attrib.model import Attribution, Finding, Report
from attrib.review.desk import Desk

ARTICLE = """The ferry will stop at noon, Anna Calder said.

“Nobody has told us why it is late,” Per Lund told Radio Nordsund.

An estimated 4,000 people take it.
"""
BY = "Ines Calder"


def desk_of(folder: Path, text: str = ARTICLE, **options: Any) -> Desk:
    """The Desk of a draft in a folder, which is the working directory."""
    draft = folder / "draft.txt"
    draft.write_text(text, "utf-8")
    return Desk(Path("draft.txt"), lambda: checker_for(None, None, cached=False), **options)


def statement(report: Report, words: str) -> Attribution:
    (found,) = (
        a
        for a in report.attributions
        if any(words in report.document.slice(span) for span in a.statement.content)
    )
    return found


def finding(report: Report, name: str) -> Finding:
    (found,) = (f for f in report.findings if f.name == name)
    return found


def asked(about: Attribution | Finding, decision: str, **more: Any) -> dict[str, Any]:
    """The body of a request that decides on a statement or on a finding."""
    return {
        "about": "finding" if isinstance(about, Finding) else "statement",
        "fingerprint": about.fingerprint,
        "decision": decision,
        "reason": "heard the tape",
        "by": BY,
        "seen": "",
        **more,
    }


def entries(folder: Path) -> Mapping[str, Signed]:
    """What the folder's file of sign-offs holds, by fingerprint."""
    path = folder / "attrib.signoffs.yaml"
    return {entry.fingerprint: entry for entry in SignOffs.load(path).entries}
