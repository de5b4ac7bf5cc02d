"""The example articles, against what a reader says of them (``NAME.gold.json``)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from attrib import Checker, Registry, read_file
from attrib.render import json as report_json
from tests.agreement import Words, flags, overlaps, pair, place, same_outlet, same_speaker

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
GOLD = sorted(EXAMPLES.glob("*.gold.json"))


class Example(NamedTuple):
    raw: str
    gold: dict[str, Any]
    report: dict[str, Any]

    @property
    def words(self) -> Words:
        return Words(self.raw)


def read_gold(path: Path) -> tuple[dict[str, Any], str]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return gold, (EXAMPLES / gold["article"]).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Registry.load(EXAMPLES / "sources.yaml"))


@pytest.fixture(scope="module", params=GOLD, ids=lambda path: path.name.split(".")[0])
def example(request: pytest.FixtureRequest, checker: Checker) -> Example:
    gold, raw = read_gold(request.param)
    report = checker.check(read_file(EXAMPLES / gold["article"]))
    return Example(raw, gold, json.loads(report_json.render([report]))["documents"][0])


def test_there_are_three_articles_each_with_its_gold() -> None:
    articles = {p.name for p in EXAMPLES.iterdir() if p.suffix in (".txt", ".html")}
    assert articles == {read_gold(path)[0]["article"] for path in GOLD}
    assert len(articles) == 3


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.split(".")[0])
def test_gold_offsets_mark_the_words_they_stand_for(path: Path) -> None:
    gold, raw = read_gold(path)
    known = {source.id for source in Registry.load(EXAMPLES / "sources.yaml").sources}
    for item in gold["statements"]:
        assert " / ".join(raw[a:b] for a, b in item["content"]) == item["text"]
        assert item["record"] in known | {None}
        assert item["outlet"] in known | {"self"}
    for item in gold["unattributed"]:
        assert raw[slice(*item["span"])] == item["text"]
    spans = [s for i in gold["statements"] for s in i["content"] + i["cue"] + i["source"]]
    for start, end in spans + [i["span"] for i in gold["unattributed"] + gold["ignored"]]:
        assert 0 <= start < end <= len(raw)
        # A span that starts or ends inside a word is an offset gone wrong.
        assert not (raw[start - 1 : start + 1].isalnum() and start)
        assert not (len(raw[end - 1 : end + 1]) == 2 and raw[end - 1 : end + 1].isalnum())


def test_statements_are_found_with_speaker_and_outlet(example: Example) -> None:
    pairs = pair(example.gold["statements"], example.report["statements"], example.words)
    right = [f is not None and same_speaker(g, f) and same_outlet(g, f) for g, f in pairs]
    wrong = [
        (g["text"], g["record"] or g["speaker"], g["outlet"], f and (f["speaker"], f["outlet"]))
        for (g, f), ok in zip(pairs, right, strict=True)
        if not ok
    ]
    assert sum(right) >= 0.85 * len(right), wrong


def test_what_nobody_vouches_for_is_flagged(example: Example) -> None:
    for missing in example.gold["unattributed"]:
        hits = [f for f in example.report["findings"] if flags(f, missing, example.words)]
        assert hits, (missing, example.report["findings"])
        if "suggested_speaker" in missing:
            assert any(missing["suggested_speaker"] in (f["suggestion"] or "") for f in hits), hits


def test_nothing_is_reported_outside_the_article(example: Example) -> None:
    told = example.report["findings"] + [
        c for s in example.report["statements"] for c in s["content"]
    ]
    for ignored in example.gold["ignored"]:
        assert not [place(item) for item in told if overlaps(item, ignored["span"])], ignored


def test_the_readme_s_python_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Ingrid Aalto (through Radio Nordsund): " in printed
    assert "vague-source" in printed
