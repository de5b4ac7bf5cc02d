"""The articles of ``tests/articles``, against what a reader says of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from attrib import Checker, Registry, read_file
from attrib.render import json as report_json
from tests.agreement import Words, pair, same_outlet, same_speaker

ARTICLES = Path(__file__).resolve().parent / "articles"
GOLD = sorted(ARTICLES.glob("*.gold.json"))


def read_gold(path: Path) -> tuple[dict[str, Any], str]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return gold, (ARTICLES / gold["article"]).read_text(encoding="utf-8")


def test_each_article_has_its_gold() -> None:
    articles = {path.name for path in ARTICLES.iterdir() if path.suffix in (".txt", ".html")}
    assert articles == {read_gold(path)[0]["article"] for path in GOLD}
    assert len(articles) >= 16


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.split(".")[0])
def test_gold_offsets_mark_the_words_they_stand_for(path: Path) -> None:
    gold, raw = read_gold(path)
    for item in gold["statements"]:
        assert " / ".join(raw[a:b] for a, b in item["content"]) == item["text"]
        assert item["record"] is None
        assert item["kind"] in ("direct", "mixed", "indirect")
    for item in gold["unattributed"] + gold["ignored"]:
        assert raw[slice(*item["span"])] == item["text"]
    spans = [s for i in gold["statements"] for s in i["content"] + i["cue"] + i["source"]]
    for start, end in spans:
        assert 0 <= start < end <= len(raw)
        # A span that starts or ends inside a word is an offset gone wrong.
        assert not (start and raw[start - 1 : start + 1].isalnum())
        assert not (len(raw[end - 1 : end + 1]) == 2 and raw[end - 1 : end + 1].isalnum())


def test_statements_are_found_with_speaker_and_outlet() -> None:
    """Over all of them together; `python -m benchmarks.mission --wrong` lists what is not right."""
    registry = Registry.shipped()
    checker = Checker(registry)
    counts: Counter[str] = Counter()
    for path in GOLD:
        gold, _ = read_gold(path)
        report = checker.check(read_file(ARTICLES / gold["article"]))
        found = json.loads(report_json.render([report]))["documents"][0]
        for g, f in pair(gold["statements"], found["statements"], Words(report.document.raw)):
            counts["gold"] += 1
            if f is not None:
                counts["found"] += 1
                counts["speaker"] += same_speaker(g, f, registry)
                counts["outlet"] += same_outlet(g, f, registry)
    assert counts["found"] >= 0.9 * counts["gold"]
    assert counts["speaker"] >= 0.93 * counts["found"]
    assert counts["outlet"] >= 0.93 * counts["found"]
