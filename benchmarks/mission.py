"""The mission, scored: statements found, right speaker, right outlet, and the places nobody vouches for.

    python -m benchmarks.mission [ARTICLE.gold.json ...] [--wrong]

Without arguments: the articles of `tests/articles`, the examples, and the shared article where
`../shared/articles` is there. A gold file was written by reading, before the tool had run on its
article. A statement is found where half of its words and of the gold's are the same
(`tests/agreement.py`); speakers and outlets are counted over the statements found. A place that
nobody vouches for is found where a fitting rule marks it, at any severity; precision is over findings
of the AT1 and AT2 families at severity error or warning, and once more over all but edited-quote.

    python -m benchmarks.mission --rates ../shared/benchmark/data/ggt_dev.jsonl ...
    python -m benchmarks.mission --rates FILE ... --sample 60 --seed 1

With `--rates`, findings per 1,000 words over articles that nobody annotated for this, under the default
house; `--sample` prints so many of those at severity error or warning, drawn by chance, with their
sentences and those before, for reading by hand (docs/false-alarms.md).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from attrib import Checker, Registry, read_file
from attrib.model import Finding, Report
from attrib.render import json as report_json
from benchmarks.data import read_articles
from tests.agreement import WORD, Words, flags, pair, same_outlet, same_speaker

ROOT = Path(__file__).resolve().parent.parent
SHARED = (ROOT.parent / "shared" / "articles").resolve()


def gold_files() -> Iterator[Path]:
    for folder in (ROOT / "tests" / "articles", ROOT / "examples", SHARED):
        yield from sorted(folder.glob("*.gold.json"))


def registry_for(path: Path) -> Registry:
    """The sources file that an article is checked with; the articles of the tests have the shipped ones."""
    folder = {SHARED: ROOT}.get(path.parent, path.parent)
    sources = folder / "sources.yaml"
    return Registry.load(sources) if sources.is_file() else Registry.shipped()


def score(path: Path, checkers: dict[Path, Checker], wrong: bool) -> Counter[str]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    article = path.parent / gold["article"]
    if path.parent not in checkers:
        checkers[path.parent] = Checker(registry_for(path))
    report = checkers[path.parent].check(read_file(article))
    found = json.loads(report_json.render([report]))["documents"][0]
    words = Words(report.document.raw)
    counts: Counter[str] = Counter()
    for g, f in pair(gold["statements"], found["statements"], words):
        counts["statements"] += 1
        if f is None:
            if wrong:
                print(f"  {path.name}: not found: {g['speaker']}: {text_of(g, words, report)!r}")
            continue
        right = {
            "speaker": same_speaker(g, f, checkers[path.parent].registry),
            "outlet": same_outlet(g, f, checkers[path.parent].registry),
        }
        counts["found"] += 1
        for key, ok in right.items():
            counts[key] += ok
            if wrong and not ok:
                had = f[key] and f"{f[key]['name']} ({f[key]['evidence']})"
                print(f"  {path.name}: {key} {g[key]!r} is {had}: {text_of(g, words, report)!r}")
    loose = [
        f
        for f in found["findings"]
        if f["code"].startswith(("AT1", "AT2")) and f["severity"] in ("error", "warning")
    ]
    counts["places"] = len(gold["unattributed"])
    for missing in gold["unattributed"]:
        hit = any(flags(f, missing, words) for f in found["findings"])
        counts["flagged"] += hit
        if wrong and not hit:
            print(
                f"  {path.name}: not flagged ({missing['rule']}): {text_at(missing['span'], report)!r}"
            )
    notes = [
        f
        for f in found["findings"]
        if f["code"].startswith(("AT1", "AT2"))
        and f["severity"] == "note"
        and f["name"] != "edited-quote"
    ]
    counts["notes"] = len(notes)
    counts["notes just"] = sum(
        any(flags(f, missing, words) for missing in gold["unattributed"]) for f in notes
    )
    counts["findings"] = len(loose)
    for f in loose:
        just = any(flags(f, missing, words) for missing in gold["unattributed"])
        counts["just"] += just
        if wrong and not just:
            print(
                f"  {path.name}: false alarm {f['name']}: {f['text'][:70]!r}: {f['message'][:70]}"
            )
    return counts


def text_of(gold: dict[str, Any], words: Words, report: Any) -> str:
    return " / ".join(text_at(span, report) for span in gold["content"])


def text_at(span: list[int], report: Any) -> str:
    return str(report.document.raw[span[0] : span[1]])[:70]


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}" if whole else "    -"


def row(name: str, c: Counter[str]) -> str:
    return (
        f"{name:<22}{c['statements']:>5}  {share(c['found'], c['statements'])}"
        f"  {share(c['speaker'], c['found'])}  {share(c['outlet'], c['found'])}"
        f"  {c['places']:>4}  {share(c['flagged'], c['places'])}  {share(c['just'], c['findings'])}"
        f"  {share(c['just'] + c['notes just'], c['findings'] + c['notes'])}"
    )


def rates(paths: Sequence[Path], sample: int, seed: int) -> None:
    """Print findings per 1,000 words of sets of articles, and some of them to read."""
    checker = Checker()
    drawn: list[str] = []
    for path in paths:
        counts: Counter[str] = Counter()
        severities: Counter[str] = Counter()
        total = 0
        for number, article in enumerate(read_articles(path)):
            report = checker.check(article["text"])
            total += len(WORD.findall(article["text"]))
            for finding in report.findings:
                counts[f"{finding.code} {finding.name}"] += 1
                severities[finding.severity] += 1
                if finding.severity != "note":
                    drawn.append(_shown(path, number, report, finding))
        print(f"{path.name}: {total} words, findings per 1,000")
        for name, count in sorted(counts.items()):
            print(f"  {name:<32}{count:>5}  {1000 * count / total:5.2f}")
        loud = severities["error"] + severities["warning"]
        print(f"  {'errors and warnings':<32}{loud:>5}  {1000 * loud / total:5.2f}")
        print(f"  {'notes':<32}{severities['note']:>5}  {1000 * severities['note'] / total:5.2f}")
    for number, text in enumerate(Random(seed).sample(drawn, min(sample, len(drawn))), 1):
        print(f"\n[{number}] {text}")


def _shown(path: Path, number: int, report: Report, finding: Finding) -> str:
    document = report.document
    index = document.sentence_at(finding.span.start)
    paragraph = document.paragraphs[document.paragraph_at(finding.span.start)]
    before = document.sentences[max(0, index - 2)].start
    end = min(max(paragraph.end, finding.span.end), finding.span.end + 400)
    lines = (
        f"{path.stem} article {number}, at {finding.span.start}",
        f"{finding.severity} {finding.code} {finding.name}: {finding.message}",
        "  " + " ".join(document.text[before : finding.span.start].split()),
        "  >>> " + " ".join(document.slice(finding.span).split()),
        "  " + " ".join(document.text[finding.span.end : end].split()),
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what is not as the gold has it")
    parser.add_argument("--rates", nargs="+", type=Path, help="sets of articles without gold")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.rates:
        rates(args.rates, args.sample, args.seed)
        return
    checkers: dict[Path, Checker] = {}
    total: Counter[str] = Counter()
    rows = []
    for path in args.gold or gold_files():
        counts = score(path.resolve(), checkers, args.wrong)
        total.update(counts)
        rows.append(row(path.name.removesuffix(".gold.json"), counts))
    print("article               gold  found  speak  outlet  places  recall  precision  with notes")
    print("\n".join(rows))
    print(row("all", total))


if __name__ == "__main__":
    main()
