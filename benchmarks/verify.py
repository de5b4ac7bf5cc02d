"""How long a quote takes against many texts, what their index costs, and what others would.

    python -m benchmarks.verify [--sizes 10 100 1000 10000] [--quotes 40] [--scanned 1000]

The texts are those of benchmarks/synthetic_texts.py (10,000 characters each), in a folder of the run's
own, and so is the cache. Each size is measured in fresh processes: building the index; opening it
again with nothing changed; with ten files changed; and checking quotes. These are sentences of
the texts, as they are, altered (a word replaced, another left out) and put together at random so that no
text has them; their speaker has one text, two hundred, or none, so that all are searched.

Beside it, up to `--scanned` texts: every text read with rapidfuzz's `partial_ratio`, and other
indexes for finding the block that an altered quote is from, each asked for 24 blocks as the verifier asks.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from .synthetic_texts import FOLDERS, make

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS = 10_000
CHANGED = 10
MANY = 200
BLOCKS = 24
PART = """
import json, sys
from pathlib import Path
from benchmarks import verify
print(json.dumps(getattr(verify, sys.argv[1])(Path(sys.argv[2]), *map(int, sys.argv[3:]))))
"""


# Each in a process of its own


def open_texts(folder: Path) -> dict[str, Any]:
    """Open the texts of a folder, reading what is new: seconds, peak MiB, MiB on disk."""
    from attrib import Registry
    from attrib.verify import Texts

    began = time.perf_counter()
    texts = Texts(Registry.empty(), [folder])
    took = time.perf_counter() - began
    place = texts.shelves[0].store.place
    size = place.stat().st_size if place is not None else 0
    return {"seconds": took, "peak": _peak(), "disk": size / 2**20, "texts": len(texts.all)}


def check_quotes(folder: Path, quotes: int, seed: int) -> dict[str, Any]:
    """Hold quotes against the texts: milliseconds of each, by speaker and kind; peak MiB."""
    from attrib import Registry
    from attrib.model import Source, Span, Speaker
    from attrib.model.source import Listing
    from attrib.verify import Texts, Verifier
    from attrib.verify.quote import take_apart

    files = sorted(folder.glob("*.txt"))
    chance = random.Random(seed)
    owned = {"one": files[:1], "many": files[1 : MANY + 1]}
    registry = Registry(
        Source(id_, "person", f"Speaker {id_}", texts=tuple(Listing(f.name) for f in mine))
        for id_, mine in owned.items()
        if mine
    )
    registry.path = folder / "sources.yaml"
    verifier = Verifier(Texts(registry, [folder]))
    took: dict[str, list[float]] = {}
    for who, mine in {**owned, "none": files}.items():
        known = who if who in owned else None
        speaker = Speaker(f"Speaker {who}", known, "person", "given")
        for kind, quote in _quotes(mine or files, files, quotes, chance):
            parts = take_apart(quote, [Span(0, len(quote))])
            began = time.perf_counter()
            verifier.hold(quote, parts, speaker)
            elapsed = 1_000 * (time.perf_counter() - began)
            took.setdefault(f"{who}, {kind}", []).append(elapsed)
    return {"took": took, "peak": _peak()}


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _quotes(
    mine: Sequence[Path], files: Sequence[Path], count: int, chance: random.Random
) -> Iterator[tuple[str, str]]:
    for _ in range(count):
        yield "as it is", _sentence(mine, chance)
        yield "altered", _altered(_sentence(mine, chance), chance)
        words = f"{_sentence(files, chance)} {_sentence(files, chance)}".split()
        yield "in no text", " ".join(chance.sample(words, min(14, len(words))))


def _sentence(files: Sequence[Path], chance: random.Random) -> str:
    while True:
        text = chance.choice(files).read_text("utf-8")
        found = [s.split() for s in re.split(r"(?<=[.!?])\s+", text)]
        fit = [words for words in found if 8 <= len(words) <= 40]
        if fit:
            return " ".join(chance.choice(fit))


def _altered(quote: str, chance: random.Random) -> str:
    words = quote.split()
    words[chance.randrange(len(words))] = "zebras"
    if len(words) > 9:
        del words[chance.randrange(len(words))]
    return " ".join(words)


# Beside it


def scan(files: Sequence[Path], quotes: Sequence[str]) -> float:
    """Median milliseconds to read every text for a quote with rapidfuzz."""
    from rapidfuzz.fuzz import partial_ratio

    texts = [file.read_text("utf-8").lower() for file in files]
    took = []
    for quote in quotes:
        began = time.perf_counter()
        max(texts, key=lambda text: partial_ratio(quote.lower(), text, score_cutoff=60))
        took.append(1_000 * (time.perf_counter() - began))
    return statistics.median(took)


Index = tuple[str, str, Callable[[str], str], Callable[[str], str]]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _pairs(text: str) -> str:
    words = re.findall(r"\w+", text.lower())
    return " ".join(f"{a}_{b}" for a, b in pairwise(words))


def _any(terms: str) -> str:
    return " OR ".join(f'"{term}"' for term in dict.fromkeys(terms.split()))


def _trigrams(quote: str) -> str:
    text = quote.lower().replace('"', " ")
    return " OR ".join(f'"{text[at : at + 3]}"' for at in range(0, len(text) - 2, 3))


INDEXES: tuple[Index, ...] = (
    ("words, ranked by bm25", "unicode61", _plain, lambda quote: _any(_plain(quote))),
    ("word pairs, ranked", "unicode61 tokenchars '_'", _pairs, lambda quote: _any(_pairs(quote))),
    ("trigrams, ranked", "trigram", lambda text: text, _trigrams),
)


def others(files: Sequence[Path], asked: Sequence[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
    """Other full-text indexes: name, seconds to build, MiB, median ms, share of blocks found."""
    blocks = [
        (file.name, text[at : at + 700])
        for file in files
        for text in [file.read_text("utf-8")]
        for at in range(0, len(text), 700)
    ]
    for name, tokenizer, body, query in INDEXES:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "index")
            db = sqlite3.connect(place)
            began = time.perf_counter()
            db.execute(
                f"CREATE VIRTUAL TABLE found USING fts5(body, content='', tokenize=\"{tokenizer}\")"
            )
            db.executemany(
                "INSERT INTO found (rowid, body) VALUES (?, ?)",
                ((number, body(text)) for number, (_, text) in enumerate(blocks)),
            )
            db.commit()
            built = time.perf_counter() - began
            took, right = [], 0
            for quote, source in asked:
                began = time.perf_counter()
                rows = db.execute(
                    "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?",
                    (query(quote), BLOCKS),
                ).fetchall()
                took.append(1_000 * (time.perf_counter() - began))
                right += any(blocks[row[0]][0] == source for row in rows)
            db.close()
            yield (
                name,
                built,
                place.stat().st_size / 2**20,
                statistics.median(took),
                right / len(asked),
            )


def ours(folder: Path, asked: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Median ms in which the store names likely blocks, and the share of them that are right."""
    from attrib import Registry
    from attrib.verify import Texts
    from attrib.verify.words import words

    texts = Texts(Registry.empty(), [folder])
    store = texts.shelves[0].store
    took, right = [], 0
    for quote, source in asked:
        began = time.perf_counter()
        likely = store.likely([word.form for word in words(quote)])
        best = sorted(likely, key=lambda block: -likely[block])[:BLOCKS]
        took.append(1_000 * (time.perf_counter() - began))
        found = (store.holding(block) for block in best)
        right += any(kept is not None and Path(kept.path).name == source for kept in found)
    return statistics.median(took), right / len(asked)


def _part(name: str, folder: Path, cache: Path, *numbers: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", PART, name, str(folder), *map(str, numbers)],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def measure(size: int, quotes: int, scanned: int, seed: int) -> None:
    """Print the figures of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "texts"), Path(name, "cache")
        folder.mkdir()
        folders = [ROOT / name for name in FOLDERS]
        for number, text in enumerate(make(size, CHARACTERS, seed, folders)):
            (folder / f"{number:06}.txt").write_text(text, "utf-8")
        built = _part("open_texts", folder, cache)
        again = _part("open_texts", folder, cache)
        for file in sorted(folder.glob("*.txt"))[:CHANGED]:
            file.write_text(file.read_text("utf-8") + "\nOne line more.\n", "utf-8")
        changed = _part("open_texts", folder, cache)
        checked = _part("check_quotes", folder, cache, quotes, seed)
        print(f"\n{size:,} texts of {CHARACTERS:,} characters")
        print(
            f"  index: built in {built['seconds']:.2f} s, {built['disk']:.0f} MiB on disk; opened "
            f"again in {again['seconds']:.2f} s, with {CHANGED} files changed {changed['seconds']:.2f} s"
        )
        print(
            f"  peak memory: building {built['peak']:.0f} MiB, checking {checked['peak']:.0f} MiB"
        )
        everything = sorted(ms for took in checked["took"].values() for ms in took)
        at = int(0.95 * len(everything))
        median = statistics.median(everything)
        print(
            f"  {len(everything)} quotes: median {median:.1f} ms, 95 of 100 within {everything[at]:.0f} ms"
        )
        for label, took in checked["took"].items():
            took.sort()
            print(
                f"    speaker with {label:18} median {statistics.median(took):6.1f} ms, "
                f"95 of 100 within {took[int(0.95 * len(took))]:6.1f} ms"
            )
        if size <= scanned:
            _beside(folder, cache, median, seed)


def _beside(folder: Path, cache: Path, median: float, seed: int) -> None:
    chance = random.Random(seed + 1)
    files = sorted(folder.glob("*.txt"))
    asked = []
    for _ in range(100):
        file = chance.choice(files)
        asked.append((_altered(_sentence([file], chance), chance), file.name))
    few = [quote for quote, _ in asked[:10]]
    scanned = scan(files, few)
    print(
        f"  every text read with rapidfuzz: {scanned:.0f} ms a quote, {scanned / median:.1f} times as long"
    )
    os.environ["XDG_CACHE_HOME"] = str(cache)
    took, share = ours(folder, asked)
    print("  likely blocks of 100 altered quotes:")
    print(
        f"    rarest words (used)      median {took:6.2f} ms, text among {BLOCKS} blocks {share:.0%}"
    )
    for name, built, size, took, share in others(files, asked):
        print(
            f"    {name:24} median {took:6.2f} ms, text among {BLOCKS} blocks {share:.0%}, "
            f"built in {built:.1f} s, {size:.0f} MiB"
        )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1_000, 10_000])
    parser.add_argument("--quotes", type=int, default=40, help="of each kind, for each speaker")
    parser.add_argument("--scanned", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for size in options.sizes:
        measure(size, options.quotes, options.scanned, options.seed)


if __name__ == "__main__":
    main()
