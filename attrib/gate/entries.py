"""What is wrong with the entries of ``attrib.yaml`` and ``attrib.signoffs.yaml``.

One article cannot tell whether an entry is of use: it is seen over all that were checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrib.model import Allowance, Attribution, EntryFinding, Report
from attrib.rules import Standard

from .articles import all_checked, matches, told, whole_path
from .checks import UnusedSignOff, UnusedSuppression
from .ledger import Ledger
from .signoffs import Signed, credit
from .suppressions import Fault, read_entry


def entry_findings(
    reports: Sequence[Report], allow: Sequence[Allowance], path: Path | None, ledger: Ledger
) -> tuple[EntryFinding, ...]:
    """The entries that do not hold, or that nothing answers to, by file and place.

    Args:
        reports: of every article that was checked.
        allow: the suppressions of the settings.
        path: of the settings' file; without one none of `allow` is looked at.
        ledger: the sign-offs, and what day it is.
    """
    found = [*_suppressions(reports, allow, path, ledger), *_sign_offs(reports, ledger)]
    return tuple(sorted(found, key=lambda f: (f.path, f.line, f.column)))


def _suppressions(
    reports: Sequence[Report], allow: Sequence[Allowance], path: Path | None, ledger: Ledger
) -> Iterator[EntryFinding]:
    if path is None:
        return
    checked = {whole_path(report.document.path) for report in reports}
    present = [
        (report.document.path, {(f.name, f.fingerprint) for f in report.findings})
        for report in reports
    ]
    for entry in allow:
        said = read_entry(entry, ledger.today)
        if isinstance(said, Fault):
            yield _finding(said.check, path, entry.line, entry.column, said.message)
            continue
        about = [
            prints for article, prints in present if matches(entry.article, path.parent, article)
        ]
        key = said.rules[0], entry.fingerprint
        if (
            about
            and not any(key in prints for prints in about)
            and all_checked(entry.article, path.parent, checked)
        ):
            yield _finding(
                UnusedSuppression,
                path,
                entry.line,
                entry.column,
                f"{entry.article} has no finding of {key[0]} with this fingerprint any more. "
                "Take the entry out.",
            )


def _sign_offs(reports: Sequence[Report], ledger: Ledger) -> Iterator[EntryFinding]:
    signoffs = ledger.signoffs
    if signoffs.path is None:
        return
    for report in reports:
        there = {attribution.fingerprint: attribution for attribution in report.attributions}
        for fingerprint, entry in signoffs.of(report.document.path).items():
            wrong = _unheld(entry, there.get(fingerprint))
            if wrong is not None:
                yield _unused(entry, signoffs.path, wrong)
        found = {(finding.name, finding.fingerprint) for finding in report.findings}
        for key, entry in signoffs.of_findings(report.document.path).items():
            if key not in found:
                wrong = (
                    f"{entry.article} has no finding of {key[0]} with this fingerprint any more."
                )
                yield _unused(entry, signoffs.path, wrong)


def _unused(entry: Signed, path: Path, wrong: str) -> EntryFinding:
    said = entry.sign_off
    return _finding(
        UnusedSignOff,
        path,
        *entry.place,
        f"{wrong} What {said.by} decided on {said.day} no longer holds; look again.",
    )


def _unheld(entry: Signed, attribution: Attribution | None) -> str | None:
    """Why a sign-off does not hold, in a sentence; None where it does."""
    if attribution is None:
        return f"{entry.article} has no statement with this fingerprint any more."
    if attribution.sign_off is not None:
        return None
    speaker = attribution.speaker.name if attribution.speaker is not None else None
    outlet = attribution.outlet.name if attribution.outlet is not None else None
    return (
        f"The credit has changed in {entry.article}: {credit(entry.speaker, entry.outlet)} was "
        f"accepted, and {credit(speaker, outlet)} is found."
    )


def _finding(
    check: type[Standard], path: Path, line: int, column: int, message: str
) -> EntryFinding:
    return EntryFinding(check.code, check.name, check.severity, told(path), line, column, message)
