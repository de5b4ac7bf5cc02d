"""Which words for a source are followed to the right party, by kind of mention.

    python -m benchmarks.resolution [SET] [--data ../shared/benchmark/data] [--wrong]

SET is one whose gold names the resolved speaker: ggt_dev. Its quotations are paired with what
`Checker.check` finds as the benchmark's scorer pairs them, in the set's own scheme; each pair is
counted under the kind of words that credit it. "none" is a quotation without a source of its own,
which runs on from a statement before.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from attrib import Checker
from attrib.model import Attribution, Document
from attrib.resolve.words import Words

from .accuracy import predictions
from .data import load_scorer, read_articles

ROOT = Path(__file__).resolve().parent.parent
KINDS = (
    "full name",
    "surname",
    "title and name",
    "pronoun",
    "description",
    "document",
    "label",
    "group",
    "none",
)


def kind_of(document: Document, attribution: Attribution) -> str:
    """What sort of words credit a statement."""
    statement, speaker = attribution.statement, attribution.speaker
    words = Words.load()
    if statement.label:
        return "label"
    if not statement.source:
        return "none"
    phrase = document.slice(statement.source[0]).strip()
    tokens = phrase.replace(",", " ").split()
    if phrase.lower() in words.pronouns:
        return "pronoun"
    if speaker is not None and speaker.kind == "group":
        return "group"
    plain = [token.strip(".,’'\"").lower() for token in tokens]
    if any(word in words.documents for word in plain[:3]):
        return "document"
    named = speaker.mention if speaker is not None else None
    written = document.slice(named).split() if named is not None else []
    if named is None or not statement.source[0].contains(named) or not written[0][:1].isupper():
        return "description"
    if plain[0] in words.courtesy or plain[0] in words.titles:
        return "title and name"
    return "full name" if len(written) > 1 else "surname"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", nargs="?", default="ggt_dev")
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "benchmark" / "data", metavar="DIR"
    )
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are not right")
    args = parser.parse_args()
    score = load_scorer(args.data.parent / "score.py")
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    ambiguous: Counter[str] = Counter()
    gold = 0
    checker = Checker()
    for article in read_articles(args.data / f"{args.set}.jsonl"):
        report = checker.check(article["text"])
        tokens = score.words(article["text"])
        wanted = [
            (score.cover(row["content"], tokens), row["speaker"])
            for row in article["attributions"]
            if row.get("speaker")
        ]
        gold += len(wanted)
        had: list[tuple[Any, dict[str, Any], Attribution]] = [
            (score.cover(row["content"], tokens), row, attribution)
            for attribution in report.attributions
            if attribution.statement.within is None
            for row in predictions(report.document, attribution, "split")
        ]
        pairs = sorted(
            (
                (score.iou(g[0], p[0]), i, j)
                for i, g in enumerate(wanted)
                for j, p in enumerate(had)
                if g[0] & p[0]
            ),
            reverse=True,
        )
        used: set[int] = set()
        taken: set[int] = set()
        for share, i, j in pairs:
            if share < 0.5 or i in used or j in taken:
                continue
            used.add(i)
            taken.add(j)
            _, row, attribution = had[j]
            kind = kind_of(report.document, attribution)
            found[kind] += 1
            ok = score.same_name(wanted[i][1], row["speaker"])
            right[kind] += ok
            speaker = attribution.speaker
            ambiguous[kind] += bool(speaker and speaker.candidates)
            if args.wrong and not ok:
                had_name = speaker.name if speaker else None
                print(f"{kind}: {wanted[i][1]!r} is {had_name!r}")
    print(f"{'mention':<16}{'found':>6}{'right':>7}{'share':>8}{'ambiguous':>11}")
    for kind in KINDS:
        if found[kind]:
            share = f"{100 * right[kind] / found[kind]:.1f}"
            print(f"{kind:<16}{found[kind]:>6}{right[kind]:>7}{share:>8}{ambiguous[kind]:>11}")
    total, good = found.total(), right.total()
    print(f"{'all':<16}{total:>6}{good:>7}{100 * good / total:>8.1f}{ambiguous.total():>11}")
    print(f"of {gold} gold quotations with a speaker {100 * good / gold:.1f} % have the right name")


if __name__ == "__main__":
    main()
