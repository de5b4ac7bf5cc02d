"""How often a verdict is right: on quotes written by hand, and on quotes made by a script.

    python -m benchmarks.verification [--made | --stories] [--polnear] [--seed 1] [--altered 5000]
        [--faithful 5000] [--wrong 0]

By hand: the stories of tests/verify/stories, each with its sources' texts and its articles; the whole
of attrib reads the articles, so a quote under a wrong name counts as wrong. Made: the quotes of
benchmarks/made_quotes.py, each with its speaker given. `--wrong N` prints N wrong ones of each kind.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrib import Checker, Registry
from attrib.model import Attribution, Report, Source, Span, Speaker, Verdict
from attrib.model.source import Listing
from attrib.read import read_file
from attrib.verify import Texts, Verifier
from attrib.verify.quote import take_apart

from .made_quotes import Made, SpokenText, make, read_polnear, read_texts

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "tests" / "verify" / "stories"
# What of a quote's passage must be among the words that were found.
SAME_PLACE = 0.6
BLAMED = ("trimmed", "altered", "spliced", "misattributed", "not-found")
NOTHING = "(no statement)"


# By hand


@dataclass
class Tally:
    """What was counted over the stories."""

    pairs: Counter[tuple[str, str]]
    passages: int = 0
    right_passages: int = 0
    indirect: int = 0
    held: int = 0
    right_held: int = 0
    disagreements: int = 0
    right_disagreements: int = 0
    wrong_disagreements: int = 0
    copies: int = 0
    right_copies: int = 0
    more_copies: int = 0


def measure_stories(folder: Path, wrong: int) -> Tally:
    """Check every article of the stories and compare with their gold."""
    tally = Tally(Counter())
    for story in sorted(path for path in folder.iterdir() if (path / "gold.json").is_file()):
        registry = Registry.load(story / "sources.yaml")
        checker = Checker(registry, texts=Texts(registry, [story / "texts"], cached=False))
        gold = json.loads((story / "gold.json").read_text("utf-8"))
        for name, expected in gold.items():
            report = checker.check(read_file(story / name))
            for entry in expected["quotes"]:
                _quote(report, entry, tally, f"{story.name}/{name}", wrong)
            for entry in expected.get("indirect", []):
                _indirect(report, entry, tally)
            _copies(report, expected.get("copies", []), tally)
    return tally


def _quote(report: Report, entry: Mapping[str, Any], tally: Tally, place: str, wrong: int) -> None:
    pieces = entry["quote"] if isinstance(entry["quote"], list) else [entry["quote"]]
    attribution = _at(report, pieces[0], indirect=False)
    verdict = attribution.verdict if attribution is not None else None
    found = verdict.kind if verdict is not None else NOTHING
    tally.pairs[entry["verdict"], found] += 1
    if wrong and found != entry["verdict"]:
        credited = attribution and attribution.speaker and attribution.speaker.name
        print(f"{place}: {entry['verdict']}, found {found} ({credited}): {pieces[0][:100]}")
    if verdict is not None and entry["passage"] and verdict.passages:
        tally.passages += 1
        tally.right_passages += _is_there(entry["passage"], verdict)


def _indirect(report: Report, entry: Mapping[str, Any], tally: Tally) -> None:
    tally.indirect += 1
    tally.disagreements += len(entry.get("disagree", []))
    attribution = _at(report, entry["statement"], indirect=True)
    verdict = attribution.verdict if attribution is not None else None
    if verdict is None:
        return
    tally.held += 1
    tally.right_held += _is_there(entry["passage"], verdict)
    named = [change.quoted for change in verdict.changes]
    right = sum(any(w in said or said in w for said in named) for w, _ in entry.get("disagree", []))
    tally.right_disagreements += right
    tally.wrong_disagreements += max(0, len(named) - right)


def _copies(report: Report, expected: Sequence[str], tally: Tally) -> None:
    found = [set(_words(report.document.slice(copy.span))) for copy in report.copies]
    wanted = [set(_words(run)) for run in expected]
    tally.copies += len(wanted)
    tally.right_copies += sum(any(len(run & f) > 0.8 * len(run) for f in found) for run in wanted)
    tally.more_copies += sum(not any(len(run & f) > 0.5 * len(f) for run in wanted) for f in found)


def _at(report: Report, words: str, *, indirect: bool) -> Attribution | None:
    """The statement with a verdict that has most of some words of the article."""
    text = report.document.text
    start = text.find(words)
    if start < 0:
        start = text.find(words[:25])
    place = Span(start, start + len(words))
    best: tuple[int, Attribution] | None = None
    for attribution in report.attributions:
        if attribution.verdict is None:
            continue
        if (attribution.verdict.kind == "paraphrase") != indirect:
            continue
        shared = sum(
            min(place.end, span.end) - max(place.start, span.start)
            for span in attribution.statement.content
            if span.overlaps(place)
        )
        if shared > 0 and (best is None or shared > best[0]):
            best = shared, attribution
    return best[1] if best is not None else None


def _is_there(passage: str | Sequence[str], verdict: Verdict) -> bool:
    wanted = set(_words(passage if isinstance(passage, str) else " ".join(passage)))
    found = set(_words(" ".join(p.words for p in verdict.passages)))
    return len(wanted & found) >= SAME_PLACE * len(wanted)


def _words(text: str) -> list[str]:
    return re.sub(r"\W+", " ", text.lower()).split()


def show_stories(tally: Tally) -> None:
    """Print what was counted."""
    total = sum(tally.pairs.values())
    right = sum(n for (gold, found), n in tally.pairs.items() if gold == found)
    print(f"by hand: {total} quotes, verdict right {right} ({right / total:.1%})")
    print(
        f"passage right {tally.right_passages} of {tally.passages} "
        f"({tally.right_passages / tally.passages:.1%})"
    )
    print(
        f"indirect: {tally.indirect}, with a passage {tally.held}, the right one {tally.right_held}; "
        f"disagreements {tally.right_disagreements} of {tally.disagreements}, "
        f"and {tally.wrong_disagreements} that are none"
    )
    print(
        f"copies: {tally.right_copies} of {tally.copies}, and {tally.more_copies} not in the gold"
    )
    show_matrix(tally.pairs)


def show_matrix(pairs: Mapping[tuple[str, str], int]) -> None:
    """Print a confusion matrix: expected down, found across."""
    rows = sorted({gold for gold, _ in pairs})
    columns = sorted({found for _, found in pairs})
    short = [name[:10] for name in columns]
    print(f"{'':14}" + "".join(f"{name:>12}" for name in short))
    for row in rows:
        cells = "".join(f"{pairs.get((row, column), 0) or '':>12}" for column in columns)
        print(f"{row:14}{cells}")


# Made


def registry_of(texts: Sequence[SpokenText], folder: Path) -> Registry:
    """Write the texts to files, each listed by its speaker's record."""
    by_speaker: dict[str, list[str]] = defaultdict(list)
    for number, text in enumerate(texts):
        name = f"{number:04}.txt"
        (folder / name).write_text("\n\n".join(text.paragraphs) + "\n", "utf-8")
        by_speaker[text.speaker].append(name)
    registry = Registry(
        Source(speaker, "person", speaker, texts=tuple(map(Listing, names)))
        for speaker, names in by_speaker.items()
    )
    registry.path = folder / "sources.yaml"
    return registry


def verdicts(texts: Sequence[SpokenText], quotes: Iterable[Made]) -> Iterator[tuple[Made, Verdict]]:
    """What the verifier says of made quotes, each with its speaker given."""
    with tempfile.TemporaryDirectory() as name:
        registry = registry_of(texts, Path(name))
        held = Texts(registry, cached=False)
        verifier = Verifier(held)
        for made in quotes:
            speaker = Speaker(made.speaker, made.speaker, "person", "given")
            quote = take_apart(made.quote, [Span(0, len(made.quote))])
            yield made, verifier.hold(made.quote, quote, speaker, whole=is_whole(made.quote))
        held.close()


def is_whole(quote: str) -> bool:
    """True for a quote that an article would show as a sentence."""
    first = next((char for char in quote if char.isalpha()), "a")
    return first.isupper()


def measure_made(texts: Sequence[SpokenText], quotes: Sequence[Made], wrong: int) -> None:
    """Print the confusion matrix, what is told from what, and the figures of each kind."""
    pairs: Counter[tuple[str, str]] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    shown: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    blamed = {True: Counter[bool](), False: Counter[bool]()}
    for made, verdict in verdicts(texts, quotes):
        pairs[made.verdict, verdict.kind] += 1
        kinds[made.kind][verdict.kind] += 1
        expected[made.kind][made.verdict] += 1
        blamed[not made.faithful][verdict.kind in BLAMED] += 1
        named = True
        if made.kind in ("number", "negation", "combined"):
            about = "negation" if made.kind == "negation" else "number"
            asked[about] += 1
            named = any(change.about == about for change in verdict.changes)
            caught[about] += verdict.kind in BLAMED and named
        if (not named or verdict.kind != made.verdict) and shown[made.kind] < wrong:
            shown[made.kind] += 1
            print(f"{made.kind}: {made.verdict}, found {verdict.kind} {verdict.score:.2f}")
            print(f"   quote:   {made.quote}")
            print(f"   passage: {made.passage}")
            print(f"   changed: {made.changed}")
            print(f"   found:   {[p.words for p in verdict.passages]}")
            print(f"   changes: {[(c.how, c.about, c.quoted, c.said) for c in verdict.changes]}")
    total = sum(pairs.values())
    right = sum(n for (gold, found), n in pairs.items() if gold == found)
    print(f"made: {total} quotes, verdict right {right} ({right / total:.1%})")
    hit, miss, false = blamed[True][True], blamed[True][False], blamed[False][True]
    print(
        f"told from faithful: precision {hit / max(1, hit + false):.2%}, "
        f"recall {hit / max(1, hit + miss):.2%}"
    )
    for about in asked:
        print(f"changed {about}s named: {caught[about]} of {asked[about]}")
    show_matrix(pairs)
    print()
    print("| kind | quotes | expected | that verdict | blamed | found otherwise |")
    print("|---|---|---|---|---|---|")
    for kind, found in kinds.items():
        count = sum(found.values())
        names = "/".join(sorted(expected[kind]))
        same = sum(n for name, n in found.items() if name in expected[kind])
        blame = sum(n for name, n in found.items() if name in BLAMED)
        others = ", ".join(
            f"{name} {n}" for name, n in found.most_common() if name not in expected[kind]
        )
        print(
            f"| {kind} | {count} | {names} | {same / count:.1%} | {blame / count:.1%} | {others} |"
        )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--made", action="store_true", help="the made quotes alone")
    parser.add_argument("--stories", action="store_true", help="the stories alone")
    parser.add_argument(
        "--polnear", action="store_true", help="make quotes from PolNeAR's articles"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--altered", type=int, default=5_000)
    parser.add_argument("--faithful", type=int, default=5_000)
    parser.add_argument("--wrong", type=int, default=0)
    options = parser.parse_args()
    if not options.made:
        show_stories(measure_stories(STORIES, options.wrong))
    if not options.stories:
        texts = read_polnear() if options.polnear else read_texts()
        quotes = make(texts, options.seed, options.altered, options.faithful)
        measure_made(texts, quotes, options.wrong)


if __name__ == "__main__":
    main()
