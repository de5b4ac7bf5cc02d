"""How well statements, sources and speakers are found, by the benchmark's own scorer.

    python -m benchmarks.accuracy [SET ...] [--data ../shared/benchmark/data] [--acts assertion]

Each set is `DATA/SET.jsonl`, one article a line: `id`, `text`, and the attributions that
people marked. Every article goes through `Checker.check`; what it finds is written to
`OUT/SET.jsonl`, one line an article, and handed to the scorer, whose table is printed.

Statements inside other statements are left out: PolNeAR's scheme is flat. An article that
cannot be checked counts as predicted empty, and is named.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrib import AttribError, Checker
from attrib.find import Tagger
from attrib.model import Attribution, Document, Span

from .data import read_articles

ROOT = Path(__file__).resolve().parent.parent
SETS = ("polnear_dev", "ggt_dev", "gum_wikinews")
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
MARKS = "“\"‘'«„"
ACTS = ("assertion", "belief", "fact", "eventuality")


def predictions(
    document: Document, attribution: Attribution, scheme: str
) -> Iterator[dict[str, Any]]:
    """One statement in the scorer's format: offsets into the article as it was given.

    In the Gender Gap Tracker's scheme each stretch of content is a statement by itself, of
    which those in the cue's sentence alone have cue and source, and those in others count where
    they are quoted; and the source is its name, without office, age and what is said of it.
    """
    statement, speaker = attribution.statement, attribution.speaker

    def places(spans: Iterable[Span]) -> list[tuple[int, int]]:
        return [tuple(document.raw_span(span)) for span in spans]

    source, cue = statement.source, statement.cue
    name = speaker.name if speaker else None
    if scheme == "joined":
        yield {
            "source": places(source),
            "cue": places(cue),
            "content": places(statement.content),
            "speaker": name,
        }
        return
    if name and source:
        source = bare_name(document, source, name)
    here = {document.sentence_at(span.start) for span in [*cue, *source]}
    for part in statement.content:
        own = document.sentence_at(part.start) in here or document.sentence_at(part.end - 1) in here
        if not own and not statement.label and document.text[part.start] not in MARKS:
            continue
        yield {
            "source": places(source) if own else [],
            "cue": places(cue) if own else [],
            "content": places([part]),
            "speaker": name,
        }


def bare_name(document: Document, source: Sequence[Span], name: str) -> Sequence[Span]:
    """From the first to the last word of the speaker's name within the source, if it is there."""
    words = {word.lower() for word in WORD.findall(name)}
    found = [
        match
        for span in source
        for match in WORD.finditer(document.text, *span)
        if match.group().lower() in words and match.group()[0].isupper()
    ]
    # A name stands in one piece; what recurs further on is another mention of it.
    end = next((i for i in range(1, len(found)) if found[i].start() - found[i - 1].end() > 2), None)
    found = found[:end]
    return [Span(found[0].start(), found[-1].end())] if found else source


def predict(
    checker: Checker, articles: Iterable[dict[str, Any]], acts: Sequence[str], scheme: str
) -> Iterator[tuple[dict[str, Any], AttribError | None]]:
    """Every article's predictions, or the reason why it has none."""
    for article in articles:
        try:
            report = checker.check(article["text"])
        except AttribError as error:
            yield {"id": article["id"], "attributions": []}, error
            continue
        if report.document.raw != article["text"]:
            raise SystemExit(f"{article['id']}: offsets would not be the article's")
        found = [
            row
            for attribution in report.attributions
            if attribution.statement.within is None and attribution.statement.act in acts
            for row in predictions(report.document, attribution, scheme)
        ]
        yield {"id": article["id"], "attributions": found}, None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"default: {' '.join(SETS)}")
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "benchmark" / "data", metavar="DIR"
    )
    parser.add_argument("--scorer", type=Path, help="default: score.py above DATA", metavar="FILE")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "benchmarks" / "out", help="for predictions"
    )
    parser.add_argument(
        "--acts", nargs="+", choices=ACTS, default=ACTS, help="keep only these; default: all"
    )
    parser.add_argument(
        "--scheme",
        choices=("joined", "split"),
        default="joined",
        help="joined: one statement a cue (PolNeAR, and attrib's own); split: one a stretch of content (ggt_dev)",
    )
    parser.add_argument("--tagger", type=Path, help="another than the shipped", metavar="DIR")
    args = parser.parse_args()
    scorer = args.scorer or args.data.parent / "score.py"
    args.out.mkdir(parents=True, exist_ok=True)
    checker = Checker(tagger=Tagger(args.tagger) if args.tagger else None)
    for name in args.sets or SETS:
        gold, predicted = args.data / f"{name}.jsonl", args.out / f"{name}.jsonl"
        began, count, statements, failed = time.perf_counter(), 0, 0, []
        with predicted.open("w", encoding="utf-8") as out:
            for row, error in predict(checker, read_articles(gold), args.acts, args.scheme):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count, statements = count + 1, statements + len(row["attributions"])
                if error is not None:
                    failed.append(f"{row['id']}: {error}")
        print(
            f"{name}: {count} articles, {statements} statements"
            f" ({', '.join(args.acts)}), {len(failed)} articles not checked,"
            f" {time.perf_counter() - began:.0f} s"
        )
        for line in failed:
            print(f"  not checked: {line}")
        sys.stdout.flush()
        subprocess.run([sys.executable, str(scorer), str(gold), str(predicted)], check=True)
        print(flush=True)


if __name__ == "__main__":
    main()
