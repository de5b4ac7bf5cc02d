"""The main job on a real article: every statement's speaker and outlet, and what has neither.

The article belongs to its publisher and lies outside the repository, in ``../shared``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.agreement import Words, flags, overlaps, pair, place, same_outlet, same_speaker

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT.parent / "shared" / "articles" / "zoom-june4.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the shared articles are not here")


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    command = [sys.executable, "-m", "attrib", "check", str(ARTICLE), "--format", "json"]
    done = subprocess.run(
        [*command, "--sources", str(ROOT / "sources.yaml")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)["documents"][0]


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return json.loads(ARTICLE.with_suffix(".gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(ARTICLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pairs(
    report: dict[str, Any], gold: dict[str, Any], words: Words
) -> list[tuple[dict[str, Any], dict[str, Any] | None]]:
    return pair(gold["statements"], report["statements"], words)


def test_at_least_twelve_of_thirteen_statements_are_found(pairs) -> None:
    assert len(pairs) == 13
    missed = [g["content"] for g, found in pairs if found is None]
    assert len(missed) <= 1, missed


def test_every_statement_found_has_its_speaker(pairs) -> None:
    wrong = [(g["speaker"], f["speaker"]) for g, f in pairs if f and not same_speaker(g, f)]
    assert not wrong


def test_every_statement_found_has_its_outlet(pairs) -> None:
    wrong = [(g["outlet"], f["outlet"]) for g, f in pairs if f and not same_outlet(g, f)]
    assert not wrong


@pytest.mark.parametrize("number", range(4))
def test_what_nobody_vouches_for_is_flagged(report, gold, words, number: int) -> None:
    missing = gold["unattributed"][number]
    hits = [f for f in report["findings"] if flags(f, missing, words)]
    assert hits, (missing, report["findings"])
    if "suggested_speaker" in missing:
        assert any(missing["suggested_speaker"] in (f["suggestion"] or "") for f in hits), hits


def test_at_most_three_findings_beside_those(report, gold, words) -> None:
    others = [
        f
        for f in report["findings"]
        if not any(flags(f, missing, words) for missing in gold["unattributed"])
    ]
    assert len(others) <= 3, others


def test_nothing_is_reported_in_page_furniture(report, gold) -> None:
    told = report["findings"] + [c for s in report["statements"] for c in s["content"]]
    for ignored in gold["ignored"]:
        assert not [place(item) for item in told if overlaps(item, ignored["span"])]
