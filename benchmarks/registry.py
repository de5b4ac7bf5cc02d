"""What a registry of 100,000 records costs: to load it, and to check articles with it.

    python -m benchmarks.registry [--records 100000] [--data ../shared/benchmark/data/polnear_dev.jsonl]

The records are made up: persons, institutions and outlets with names of syllables, in the
proportions of a desk's list, with aliases, acronyms and descriptions. They are written as
`sources.yaml` into a folder of its own, read once as YAML, and from then on from their compiled
form, whose folder the run also has to itself. Loading is measured in fresh processes, the
import of `attrib.registry` not counted, next to `Registry.empty()`.

Checking is measured on one thread in CPU time, every article with each registry in turn, so that
what else the machine does falls on all alike. The articles' own people are not among the
made ones: every name is looked up to the end, misspellings included, which is the dearest case.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .data import read_articles

ROOT = Path(__file__).resolve().parent.parent
LOAD = """
import json, sys, time
from attrib.registry import Registry
began, cpu = time.perf_counter(), time.process_time()
registry = eval(sys.argv[1])
found = registry.find("Nobody Atall")
print(json.dumps([time.perf_counter() - began, time.process_time() - cpu]))
"""
ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fr",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "au", "ea", "ee", "ia", "io", "ou"]
CODAS = ["", "", "", "l", "m", "n", "nd", "r", "rd", "rn", "s", "sk", "t", "x"]
BODIES = [
    "Ministry of {}", "{} City Council", "{} Police Department", "University of {}",
    "{} Chamber of Commerce", "{} County Court", "Institute for {} Studies", "{} Holdings",
]  # fmt: skip
MEDIA = ["{} Times", "{} Post", "Radio {}", "The {} Gazette", "{} Television", "{} Today"]


def made(count: int) -> Iterator[str]:
    """A sources file of made records, in lines."""
    chance = random.Random(20)

    def word(syllables: int) -> str:
        parts = (chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables))
        return ("".join(parts) + chance.choice(CODAS)).capitalize()

    first = [word(chance.choice((1, 2, 2))) for _ in range(1_500)]
    seen: set[str] = set()
    yield "version: 1\nsources:\n"
    while len(seen) < count:
        share = chance.random()
        if share < 0.6:
            name, kind = f"{chance.choice(first)} {word(chance.choice((2, 2, 3)))}", "person"
            more = f", role: {chance.choice(('minister', 'lawyer', 'striker', 'analyst'))}"
        elif share < 0.85:
            name, kind = chance.choice(BODIES).format(word(chance.choice((2, 3)))), "institution"
            more = ", descriptions: [the body], issues: [statement]"
        else:
            name, kind = chance.choice(MEDIA).format(word(chance.choice((2, 3)))), "outlet"
            more = ", descriptions: [the paper]"
        key = name.lower().removeprefix("the ").replace(" ", "")
        if key in seen:
            continue
        number = len(seen)
        seen.add(key)
        aliases = f", aliases: [R{number}X, {name} {number}]" if number % 3 == 0 else ""
        yield f"  - {{id: r{number}, kind: {kind}, name: {name}{aliases}{more}}}\n"


def load(expression: str, runs: int) -> float:
    """Median wall seconds to make a registry, in fresh processes."""
    command = [sys.executable, "-c", LOAD, expression]
    times = []
    for _ in range(runs):
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        times.append(json.loads(done.stdout)[0])
    return statistics.median(times)


def check(path: Path, data: Path, passes: int) -> tuple[int, dict[str, list[float]]]:
    """CPU seconds of checking all articles, by registry, each pass with a fresh one."""
    from attrib import AttribError, Checker, Registry

    texts = [article["text"] for article in read_articles(data)]
    Checker(Registry.empty()).check(texts[0])  # loads the model and the word lists
    spent: dict[str, list[float]] = {}
    for number in range(passes):
        registries = {
            "no records": Registry.empty(),
            "the shipped records": Registry.shipped(),
            "the made ones over them": Registry.load(path),
        }
        checkers = {name: Checker(registry) for name, registry in registries.items()}
        order = list(checkers)
        for name in order:
            spent.setdefault(name, []).append(0.0)
        for index, text in enumerate(texts):
            turn = (index + number) % len(order)
            for name in order[turn:] + order[:turn]:
                began = time.process_time()
                try:
                    checkers[name].check(text)
                except AttribError:
                    continue
                spent[name][-1] += time.process_time() - began
    return len(texts), spent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--passes", type=int, default=3, help="times that all articles are checked")
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT.parent / "shared" / "benchmark" / "data" / "polnear_dev.jsonl",
        metavar="FILE",
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # Where platformdirs looks on Linux; elsewhere the user's own folder is used.
        os.environ["XDG_CACHE_HOME"] = folder
        path = Path(folder) / "sources.yaml"
        path.write_text("".join(made(args.records)), encoding="utf-8")
        first = load(f"Registry.load({str(path)!r})", 1)
        size = sum(file.stat().st_size for file in Path(folder).glob("*/*.registry"))
        rows = [
            (f"{args.records:,} records as YAML, {path.stat().st_size / 1e6:.1f} MB", first),
            (
                f"the same, compiled, {size / 1e6:.1f} MB",
                load(f"Registry.load({str(path)!r})", 5),
            ),
            ("the shipped records", load("Registry.shipped()", 5)),
            ("no records", load("Registry.empty()", 5)),
        ]
        print("to load, median wall time in fresh processes")
        for name, seconds in rows:
            print(f"  {name:<48}{seconds:>9.3f} s")
        count, spent = check(path, args.data, args.passes)
    base = statistics.median(spent["no records"])
    print(f"to check {count} articles on one thread, median of {args.passes} passes")
    for name, seconds_of in spent.items():
        middle = statistics.median(seconds_of)
        print(f"  {name:<48}{middle:>9.3f} CPU s{middle / base:>8.3f}")


if __name__ == "__main__":
    main()
