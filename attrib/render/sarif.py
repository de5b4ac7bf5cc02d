"""Findings as SARIF 2.1.0 (OASIS), which code scanning and many editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from attrib._version import VERSION
from attrib.errors import AttribError
from attrib.model import EntryFinding, Finding, Report
from attrib.read.text import without_surrogates
from attrib.rules import RULES, Standard
from attrib.settings import Settings

from .contents import reason, state, suggestion
from .markdown import escape
from .places import Placed, Unreadable, level, message, path_from, placed, unreadable

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# What URIs of files below the working directory are relative to.
_BASE = "%SRCROOT%"
# GitHub refuses a longer description of a rule.
_LONGEST = 1_000
# In a message "[words](target)" is a link and "{0}" a place for an argument (section 3.11).
_MARKED = re.compile(r"(?<=\])(?=\()|(?<=\{)(?=\d)")


def render(
    reports: Sequence[Report],
    errors: Sequence[AttribError] = (),
    entries: Sequence[EntryFinding] = (),
    *,
    stopping: frozenset[str],
    root: Path,
    settings: Settings | None = None,
    checks: Sequence[Standard] = (),
    old: Mapping[str, frozenset[str]] | None = None,
) -> str:
    """One run: every rule, every article, a result for each finding, whatever its state.

    Args:
        reports: in the order in which to show them.
        errors: the files that could not be checked.
        entries: what is wrong in the files that say what does not block.
        stopping: gate names of the findings that block, as of `attrib.gate.stopping`.
        root: the working directory, that URIs are relative to.
        settings: whose severities and house held; the defaults without any.
        checks: the gate's own checks, listed after the rules.
        old: by path of an article the fingerprints of its findings in the baseline; None where
            there is no baseline.

    Returns:
        ASCII, the same for the same reports. A result that does not block has no level "error".
    """
    standards: tuple[Standard, ...] = (*RULES, *checks)
    index = {standard.code: number for number, standard in enumerate(standards)}
    settings = Settings() if settings is None else settings
    unread = unreadable(reports, errors, root)
    outside = [report.outside for report in reports if report.outside is not None]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "attrib",
                "version": VERSION,
                "semanticVersion": VERSION,
                "rules": [_rule(standard, settings) for standard in standards],
                "notifications": [
                    {
                        "id": "unreadable",
                        "shortDescription": {"text": "A file could not be read."},
                    }
                ],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not unread,
                "toolExecutionNotifications": [_notification(each) for each in unread],
            }
        ],
        "originalUriBaseIds": {_BASE: {"description": {"text": "The working directory."}}},
        "artifacts": [
            {"location": _location(path), "roles": ["analysisTarget"]}
            for path in dict.fromkeys(path_from(root, r.document.file) for r in reports)
        ],
        "results": [
            _result(place, index, old) for place in placed(reports, entries, stopping, root)
        ],
        "columnKind": "unicodeCodePoints",
        "properties": {"house": reports[0].house if reports else settings.house.id},
    }
    if outside:
        run["properties"]["findingsOutsideTheChange"] = sum(outside)
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2, allow_nan=False) + "\n"


def _rule(standard: Standard, settings: Settings) -> dict[str, Any]:
    house = settings.house
    asked = settings.severities.get(standard.name, settings.severities.get(standard.code))
    at = asked or house.severity(standard.name, "news") or standard.severity
    passage = house.passages.get(standard.name)
    properties = {"authority": standard.authority, "house": house.id}
    authority = f"**Authority**\n\n{standard.authority}\n"
    if passage is not None:
        properties |= {"standard": passage.standard, "standardSays": passage.says}
        authority += f"\n**{escape(house.name)}**\n\nAfter {escape(passage.standard)}: {escape(passage.says)}\n"
    page = f"{standard.page()}\n\n{authority}"
    why = standard.page().partition("**Why**")[2]
    full = " ".join(f"{standard.summary()} {why}".split())
    return {
        "id": standard.code,
        "name": standard.name,
        "shortDescription": {"text": standard.summary()},
        "fullDescription": {"text": full[:_LONGEST]},
        "help": {"text": page.replace("**", ""), "markdown": page},
        "defaultConfiguration": {
            "enabled": at != "off",
            "level": standard.severity if at == "off" else at,
        },
        "properties": {name: without_surrogates(value) for name, value in properties.items()},
    }


def _result(
    place: Placed, index: Mapping[str, int], old: Mapping[str, frozenset[str]] | None
) -> dict[str, Any]:
    told = place.told
    finding = told.finding
    result: dict[str, Any] = {"ruleId": finding.code}
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    # A warning that blocks stays one: the level is the finding's own, but for what looks as if
    # it stopped an article and does not.
    result["level"] = finding.severity if told.blocks else level(told)
    result["message"] = {"text": _text(message(place))}
    region: dict[str, Any] = {"startLine": place.line}
    if place.column is not None:
        region["startColumn"] = place.column
    if place.document is not None and place.span is not None:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
        start, end = place.span
        region["snippet"] = {"text": without_surrogates(place.document.raw[start:end])}
    physical = {"artifactLocation": _location(place.path), "region": region}
    location: dict[str, Any] = {"physicalLocation": physical}
    if told.field is not None:
        name = without_surrogates(told.field)
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "value"}]
    result["locations"] = [location]
    properties: dict[str, Any] = {
        "severity": finding.severity,
        "state": state(told),
        "blocks": told.blocks,
    }
    if isinstance(finding, Finding):
        result["partialFingerprints"] = {"attrib/v1": finding.fingerprint}
        properties["doubtful"] = finding.doubtful
        properties["suggestion"] = without_surrogates(suggestion(told)) or None
        if finding.state in ("suppressed", "signed-off"):
            kind = "inSource" if finding.beside_text else "external"
            why = without_surrogates(reason(told))
            result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": why}]
    if old is not None:
        was = isinstance(finding, Finding) and finding.fingerprint in old.get(told.path, ())
        result["baselineState"] = "unchanged" if was else "new"
    result["properties"] = properties
    return result


def _notification(unread: Unreadable) -> dict[str, Any]:
    told: dict[str, Any] = {
        "descriptor": {"id": "unreadable", "index": 0},
        "level": "error",
        "message": {"text": _text(unread.message)},
    }
    if unread.path is not None:
        physical: dict[str, Any] = {"artifactLocation": _location(unread.path)}
        if unread.line is not None:
            physical["region"] = {"startLine": unread.line}
            if unread.column is not None:
                physical["region"]["startColumn"] = unread.column
        told["locations"] = [{"physicalLocation": physical}]
    return told


def _location(path: str) -> dict[str, str]:
    """Of a path as `path_from` gives it."""
    if Path(path).is_absolute():
        return {"uri": "file://" + quote("/" + path.lstrip("/"))}
    return {"uri": quote(path), "uriBaseId": _BASE}


def _text(said: str) -> str:
    return _MARKED.sub(" ", said)
