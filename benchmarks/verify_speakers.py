"""What a quote takes by whose it is: harder cases than `benchmarks.verify` has.

    python -m benchmarks.verify_speakers [--sizes 10 100 1000 10000] [--quotes 300] [--quick]

The texts are the filler of `synthetic_texts`, every fifth ten with labels as transcripts, and ten of `made_texts`
on top of each size. A tenth of the filler is one speaker's, an eighth or more has a speaker for each text, the
rest is nobody's. The quotes are those of `made_quotes`, all kinds alike, from the ten and from filler; an eighth
from texts of `made_texts` that are left out, so that they stand nowhere. They are credited to whoever's
text it is; those from nobody's to somebody without a text, every time somebody else, whom no text names or whom that one
names. Wall time on one thread; each size in processes of its own, the index in a folder of its own.
Beside it rapidfuzz's partial_ratio over all texts, in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from .made_quotes import make, read_texts
from .made_units import SpokenText
from .speed import ONE_THREAD, ROOT
from .synthetic_texts import FOLDERS, _name
from .synthetic_texts import make as make_filler

if TYPE_CHECKING:
    from attrib.verify.texts import Texts

CHARACTERS, SEED = 10_000, 1
# Of the made texts, those that are left out; quotes from them stand nowhere.
LEFT_OUT = ("hale-police.txt", "kestrel-results.txt", "okafor-housing.txt")
# Filler documents that quotes are made from, at most.
QUOTED = 40
MANY = "many-texts"
CHANGED = 10
# Quotes that all texts are read for, by their number: so that it takes some seconds.
READ_FOR = {10: 100, 100: 60, 1_000: 20, 10_000: 4}
SPEAKERS = ("one text", "many texts", "no text, not named", "no text, named")


@dataclass(frozen=True)
class Asked:
    """A quote with whom it is credited to.

    Attributes:
        quote: its words.
        kind: key of the made quotes' kinds, or "nowhere".
        faithful: nothing was altered.
        passage: what it was made from.
        whose: of SPEAKERS.
        name, id: of the speaker.
    """

    quote: str
    kind: str
    faithful: bool
    passage: str
    whose: str
    name: str
    id: str | None


@dataclass(frozen=True)
class Text:
    """A document: its file's name, whose it is and what stands in it."""

    name: str
    owner: str | None
    paragraphs: tuple[str, ...]
    label: str | None = None

    @property
    def folder(self) -> str:
        return self.owner or "nobodys"

    @property
    def written(self) -> str:
        if self.label is None:
            return "\n\n".join(self.paragraphs) + "\n"
        labels = (f"{self.label}: ", "", "QUESTION: ")
        return "\n\n".join(labels[n % 3] + p for n, p in enumerate(self.paragraphs)) + "\n"


def names(owner: str) -> str:
    chance = Random(owner)
    return f"{_name(chance)} {_name(chance)}son"


def filler(count: int) -> Iterator[Text]:
    """So many documents; the first of them are the same however many there are."""
    folders = [ROOT / name for name in FOLDERS]
    for number, text in enumerate(make_filler(count, CHARACTERS, SEED, folders)):
        owner = MANY if number % 10 == 0 else f"one-{number}" if number % 4 == 1 else None
        label = names(owner or f"nobody-{number}").upper() if number // 10 % 5 == 0 else None
        yield Text(f"filler-{number:05}.txt", owner, tuple(text.strip().split("\n\n")), label)


def made() -> Iterator[tuple[Text, bool]]:
    """The made texts, and whether each is left out."""
    for number, text in enumerate(t for t in read_texts() if t.name not in LEFT_OUT):
        owner = (f"made-{number}", MANY, None)[number % 3]
        yield Text(f"made-{number}.txt", owner, text.paragraphs), False
    for text in read_texts():
        if text.name in LEFT_OUT:
            yield Text(text.name, None, text.paragraphs), True


def quotes(size: int, count: int) -> list[Asked]:
    """Quotes for the first so many documents, in a mixed order."""
    step = max(1, size // QUOTED)
    # Every owner, and texts with labels and without, whatever the step.
    chosen = {min(size - 1, at + (0, 1, 3)[n % 3]) for n, at in enumerate(range(0, size, step))}
    texts = {t.name: t for n, t in enumerate(islice(filler(size), size)) if n in chosen}
    left_out = set()
    for text, out in made():
        texts[text.name] = text
        if out:
            left_out.add(text.name)
    spoken = [SpokenText(t.name, t.owner or t.name, t.paragraphs) for t in texts.values()]
    found = make(spoken, SEED, count * 5 // 2, count * 3 // 2)
    chance = Random(f"{SEED} {size}")
    chance.shuffle(found)
    nowhere = [one for one in found if one.text in left_out][: count // 8]
    rest = [one for one in found if one.text not in left_out]
    ones = [o for o in (t.owner for t in texts.values()) if o is not None and o != MANY]
    asked: list[Asked] = []
    for one in nowhere + rest:
        owner: str | None
        text = texts[one.text]
        out = one.text in left_out
        if out:
            owner = chance.choice([MANY, None, chance.choice(ones)])
        elif one.kind == "other-speaker":
            owner = chance.choice(ones)
        else:
            owner = text.owner
        if owner is not None:
            whose, name, id = ("many texts" if owner == MANY else "one text"), names(owner), owner
        else:
            named = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", " ".join(text.paragraphs))
            if named and not out and chance.random() < 0.5:
                whose, name, id = "no text, named", f"Ada {chance.choice(named)}", None
            else:
                whose, name, id = "no text, not named", f"Ada Qu{len(asked)}xby", None
        kind = "nowhere" if out else one.kind
        asked.append(Asked(one.quote, kind, one.faithful, one.passage, whose, name, id))
    # As many of each sort of speaker, as far as there are.
    by = {whose: [a for a in asked if a.whose == whose] for whose in SPEAKERS}
    mixed = [a for turn in range(count) for alike in by.values() for a in alike[turn : turn + 1]]
    mixed = mixed[:count]
    chance.shuffle(mixed)
    return mixed


def write(folder: Path, sizes: Sequence[int]) -> Iterator[int]:
    """Write the documents of one size after the other, and the record of their owners."""
    count, owners = 0, dict.fromkeys([MANY])
    source = filler(max(sizes))
    extra = [text for text, out in made() if not out]
    for size in sizes:
        for text in [*islice(source, size - count), *extra]:
            path = folder / "texts" / text.folder / text.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.written, encoding="utf-8")
            if text.owner is not None:
                owners[text.owner] = None
        count, extra = size, []
        records = [f"  - {{id: {o}, kind: person, name: {names(o)}}}\n" for o in owners]
        (folder / "sources.yaml").write_text("version: 1\nsources:\n" + "".join(records), "utf-8")
        old = time.time() - 60
        for path in (folder / "texts").rglob("*.txt"):
            os.utime(path, (old, old))
        yield size


# --- in children, each with the folder ---


def opened(folder: Path) -> tuple[Texts, float]:
    """The texts, and the seconds it took, the registry not counted."""
    from attrib.registry import Registry
    from attrib.settings import Limits
    from attrib.verify.texts import Texts

    registry = Registry.load(folder / "sources.yaml")
    began = time.perf_counter()
    texts = Texts(registry, [folder / "texts"], Limits())
    return texts, time.perf_counter() - began


def peak() -> float:
    """MiB that this process held at its highest."""
    status = Path("/proc/self/status")
    if status.exists():  # The other figure begins with what the parent held.
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )


def held(verifier: Any, asked: Asked) -> str:
    """The verdict on one quote."""
    from attrib.model import Span, Speaker
    from attrib.verify.quote import take_apart

    text = f"“{asked.quote}” said {asked.name}."
    quote = take_apart(text, [Span(1, 1 + len(asked.quote))])
    speaker = Speaker(asked.name, asked.id, "person", "")
    verdict: str = verifier.hold(text, quote, speaker).kind
    return verdict


def child_open(folder: Path, asked: Sequence[Asked]) -> dict[str, Any]:
    """The index made or brought up to date."""
    texts, seconds = opened(folder)
    return {"seconds": seconds, "texts": len(texts.all), "peak": peak()}


def child_warm(folder: Path, asked: Sequence[Asked]) -> dict[str, Any]:
    """Every quote once in a process that holds others already."""
    from attrib.find import Tagger
    from attrib.verify.verifier import Verifier

    texts, _ = opened(folder)
    verifier = Verifier(texts, Tagger.load())
    for one in asked[:3]:  # loads the word lists and the model
        held(verifier, one)
    times, verdicts = [], []
    for one in asked[3:]:
        began = time.perf_counter()
        verdicts.append(held(verifier, one))
        times.append(time.perf_counter() - began)
    return {"times": times, "verdicts": verdicts, "peak": peak()}


def child_cold(folder: Path, asked: Sequence[Asked]) -> dict[str, Any]:
    """One quote, the first of its process."""
    from attrib.verify.verifier import Verifier

    texts, opening = opened(folder)
    began = time.perf_counter()
    held(Verifier(texts), asked[0])
    return {"opening": opening, "quote": time.perf_counter() - began}


def child_read(folder: Path, asked: Sequence[Asked]) -> dict[str, Any]:
    """All texts read with rapidfuzz for each of some quotes."""
    from rapidfuzz.fuzz import partial_ratio
    from rapidfuzz.process import extractOne

    texts = [p.read_text("utf-8").lower() for p in sorted((folder / "texts").rglob("*.txt"))]
    times = []
    for one in asked:
        began = time.perf_counter()
        extractOne(one.quote.lower(), texts, scorer=partial_ratio)
        times.append(time.perf_counter() - began)
    return {"times": times}


CHILDREN = {
    "open": child_open,
    "warm": child_warm,
    "cold": child_cold,
    "read": child_read,
}


def run(what: str, folder: Path, asked: Sequence[Asked]) -> dict[str, Any]:
    """One of the children above."""
    (folder / "asked.json").write_text(json.dumps([asdict(one) for one in asked]), "utf-8")
    child = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.verify_speakers",
            "--child",
            what,
            "--folder",
            str(folder),
        ],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD, "XDG_CACHE_HOME": str(folder / "cache")},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    result: dict[str, Any] = json.loads(child.stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1_000, 10_000])
    parser.add_argument("--quotes", type=int, default=300)
    parser.add_argument("--quick", action="store_true", help="two small sizes and fewer quotes")
    parser.add_argument("--child", choices=CHILDREN, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        asked = [
            Asked(**one) for one in json.loads((args.folder / "asked.json").read_text("utf-8"))
        ]
        print(json.dumps(CHILDREN[args.child](args.folder, asked)))
        return
    sizes = sorted(set([10, 100] if args.quick else args.sizes))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in write(folder, sizes):
            report(folder, size, quotes(size, 60 if args.quick else args.quotes))
            for file in (folder / "cache").rglob("*.texts*"):
                file.unlink()


def report(folder: Path, size: int, asked: Sequence[Asked]) -> None:
    """Print the figures of one size."""
    built = run("open", folder, [])
    again = run("open", folder, [])
    disk = sum(f.stat().st_size for f in (folder / "cache").rglob("*.texts*")) / 2**20
    for file in sorted((folder / "texts").rglob("filler-*.txt"))[:CHANGED]:
        file.write_text(file.read_text("utf-8") + "\nOne line more.\n", "utf-8")
    changed = run("open", folder, [])
    warm = run("warm", folder, asked)
    cold = [run("cold", folder, [one]) for one in asked[:5]]
    read = run("read", folder, asked[: READ_FOR.get(size, 4)])["times"]
    times = warm["times"]
    print(f"{size:,} texts of {CHARACTERS:,} characters, and {built['texts'] - size} made ones")
    print(
        f"  index built in {built['seconds']:.2f} s, {disk:.1f} MiB; opened again {again['seconds']:.2f} s, "
        f"{CHANGED} files changed {changed['seconds']:.2f} s"
    )
    print(
        f"  peak memory, MiB: building {built['peak']:.0f}, opening {again['peak']:.0f}, "
        f"checking {warm['peak']:.0f}"
    )
    row("all", times)
    for whose in SPEAKERS:
        row(whose, [t for t, a in zip(times, asked[3:], strict=True) if a.whose == whose])
    opening, first = (statistics.median(c[key] for c in cold) for key in ("opening", "quote"))
    print(f"  cold: {opening:.2f} s to open, {first:.2f} s for the first quote")
    middle = statistics.median(read)
    print(
        f"  every text read with rapidfuzz {1_000 * middle:.0f} ms a quote, "
        f"{middle / statistics.median(times):.1f} times as long",
        flush=True,
    )


def row(name: str, times: Sequence[float]) -> None:
    if times:
        at = sorted(times)
        print(
            f"  {name:<22}{len(at):>4} quotes, median {1_000 * statistics.median(at):>7.1f} ms, "
            f"95 of 100 within {1_000 * at[len(at) * 95 // 100]:>7.1f} ms"
        )


if __name__ == "__main__":
    main()
