"""The mission, scored: statements found, right speaker, right outlet, and the places nobody vouches for.

    python -m benchmarks.mission [ARTICLE.gold.json ...] [--wrong]

Without arguments: the articles of `tests/articles`, the examples, and the shared article where
`../shared/articles` is there. A gold file was written by reading, before the tool had run on its
article. A statement is found where half of its words and of the gold's are the same
(`tests/agreement.py`); speakers and outlets are counted over the statements found. A place that
nobody vouches for is found where a fitting rule marks it; precision is over findings of the AT1
and AT2 families at severity error or warning.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrib import Checker, Registry, read_file
from attrib.render import json as report_json
from tests.agreement import Words, flags, pair, same_outlet, same_speaker

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
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what is not as the gold has it")
    args = parser.parse_args()
    checkers: dict[Path, Checker] = {}
    total: Counter[str] = Counter()
    rows = []
    for path in args.gold or gold_files():
        counts = score(path.resolve(), checkers, args.wrong)
        total.update(counts)
        rows.append(row(path.name.removesuffix(".gold.json"), counts))
    print("article               gold  found  speak  outlet  places  recall  precision")
    print("\n".join(rows))
    print(row("all", total))


if __name__ == "__main__":
    main()
