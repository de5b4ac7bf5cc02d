"""Quotes made from texts: altered in a known way, or set faithfully in another style.

    python -m benchmarks.made_quotes [--seed 1] [--altered 5000] [--faithful 5000]
    python -m benchmarks.made_quotes --show 6 [--kinds number splice]
    python -m benchmarks.made_quotes --polnear ../shared/benchmark/data/polnear_train.jsonl

Prints how many of each kind there are, by the verdict that the definitions give them; with
`--show`, some of each kind with their passages, to read; with `--output`, all of them as JSON, one a
line. The texts are those of `benchmarks/made_texts`, written for this, or the articles of PolNeAR's train
part. Nothing here is the verifier's: neither code nor word lists.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import yaml

from .data import read_articles
from .made_altered import ALTERED, Alteration, Draft
from .made_faithful import FAITHFUL
from .made_units import LEAST, MOST, SpokenText, Unit, World, count, is_elsewhere
from .made_words import is_within, joined, kept, plain

__all__ = ["ALTERED", "FAITHFUL", "Made", "SpokenText", "make", "read_polnear", "read_texts"]

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).resolve().parent / "made_texts"
POLNEAR = ROOT.parent / "shared" / "benchmark" / "data" / "polnear_train.jsonl"
# Draws from one text without a new quote before it is taken to have no more of that kind.
TRIES = 150
# Of the words, that an altered quote has in common with its passage, in the same order.
LEAST_KEPT = 0.55


@dataclass(frozen=True)
class Made:
    """A quote, and what is known of it.

    Attributes:
        quote: as it stands between the marks; it has no double marks itself.
        speaker: id of whoever it is credited to.
        kind: what was done to it, a key of `ALTERED` or `FAITHFUL`.
        faithful: True where its verdict is verbatim or edited.
        verdict: the VerdictKind that the definitions give it.
        text: name of the text that it comes from; of a splice, of its first part.
        passage: words of the text that it was made from, whole sentences where it is no fragment; of a
            splice the two, a line each, as they are quoted.
        changed: quoted and said words of each change, "" where there are none; also where the
            change is one of those that are set aside ("20" for "twenty"). Empty for marks, spaces, case
            and whatever else is no change of words, and for a splice.
    """

    quote: str
    speaker: str
    kind: str
    faithful: bool
    verdict: str
    text: str
    passage: str
    changed: tuple[tuple[str, str], ...] = ()


def make(texts: Sequence[SpokenText], seed: int, altered: int, faithful: int) -> list[Made]:
    """So many quotes, evenly over the kinds and over the texts, the same for the same seed.

    There are fewer where the texts do not yield as many different ones.

    Raises:
        ValueError: where there is no text.
    """
    world = World({f"{text.name}#{text.speaker}": text for text in texts})
    seen: set[tuple[str, str]] = set()
    found: list[Made] = []
    for kinds, wanted, is_faithful in ((ALTERED, altered, False), (FAITHFUL, faithful, True)):
        made = {
            kind: _made(kind, *kinds[kind], is_faithful, world, Random(f"{seed} {kind}"), seen)
            for kind in kinds
        }
        # One of each kind in turn; what a kind cannot give falls to the others.
        left = wanted
        while made and left:
            for kind in list(made):
                one = next(made[kind], None) if left else None
                if one is not None:
                    found.append(one)
                    left -= 1
                elif left:
                    del made[kind]
    order = [*ALTERED, *FAITHFUL]
    return sorted(found, key=lambda one: order.index(one.kind))


def _made(
    kind: str,
    alter: Alteration,
    shapes: Sequence[str],
    is_faithful: bool,
    world: World,
    rng: Random,
    seen: set[tuple[str, str]],
) -> Iterator[Made]:
    """Quotes of one kind, one text after the other, as long as there are new ones."""
    keys = sorted(world.texts)
    while keys:
        rng.shuffle(keys)
        for key in list(keys):
            for _ in range(TRIES):
                unit = world.draw(key, rng.choice(shapes), rng, with_notes=kind == "fillers")
                draft = alter(unit, world, rng) if unit else None
                if not unit or not draft:
                    continue
                quote = _set(draft.quote, unit, kind, rng)
                speaker = draft.speaker or unit.text.speaker
                passage = draft.passage or unit.passage
                if (quote, speaker) in seen or not LEAST <= count(quote) <= MOST:
                    continue
                if not is_of_its_verdict(draft, passage, unit, world):
                    continue
                seen.add((quote, speaker))
                yield Made(
                    quote,
                    speaker,
                    kind,
                    is_faithful,
                    draft.verdict,
                    draft.name or unit.text.name,
                    passage,
                    draft.changed,
                )
                break
            else:
                keys.remove(key)


_DOUBLE = re.compile(r"“([^”]*)”|\"([^\"]*)\"")


def _set(quote: str, unit: Unit, kind: str, rng: Random) -> str:
    """As a paper prints it: marks within marks are single, and a comma may close it before the speaker."""
    quote = _DOUBLE.sub(lambda m: f"‘{m[1] or m[2]}’", quote)
    if kind != "as-is" and unit.shape != "fragment" and quote[-1] == "." and rng.random() < 0.35:
        return f"{quote[:-1]},"
    return quote


_MARKED = re.compile(r"\s*\[[^\]]*\]\s*|\s*(?:…|\.\.\.|\. \. \.)\s*")
_FIRST = re.compile(r"^\[(\w)\](?=\w|’|'| )")


def is_of_its_verdict(draft: Draft, passage: str, unit: Unit, world: World) -> bool:
    """Whether the quote is what its verdict says, by the words that are not set aside."""
    quote = draft.quote
    said, source = plain(quote), plain(passage)
    if draft.verdict == "verbatim":
        return joined(quote) in joined(passage)
    if draft.verdict == "edited":
        parts = [p for p in _MARKED.split(_FIRST.sub(r"\1", quote)) if p.strip()]
        flat = [word for part in parts for word in plain(part)]
        return (quote != passage) and is_within(flat, source)
    if draft.verdict == "misattributed":
        # The words are in one text alone, so nobody else can have been meant.
        return said == source and sum(joined(quote) in text for text in world.joined.values()) == 1
    if draft.verdict == "spliced":
        parts = passage.split("\n")
        return not is_elsewhere(quote, world) and all(is_elsewhere(part, world) for part in parts)
    if draft.verdict == "trimmed" and joined(quote) in joined(passage):
        # At an edge: what is left is shown as a sentence, and the source's is longer.
        return len(said) + 2 <= len(source) and quote[0].isupper() and quote[-1] == "."
    if is_elsewhere(quote, world):
        return False
    if draft.verdict == "trimmed":
        return len(said) < len(source) and is_within(said, source)
    near = kept(said, source)
    return not is_within(said, plain(unit.paragraph)) and near >= LEAST_KEPT * len(said)


_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_LABEL = re.compile(r"([A-Z][A-Z .’'-]+): ")


def read_texts(folder: Path = TEXTS) -> list[SpokenText]:
    """The texts of a folder with its `sources.yaml`; of a transcript one for each speaker who is in it.

    A label in capitals is the last word of a speaker's name; what others ask is left out.
    """
    records = yaml.safe_load((folder / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    labels = {str(record["name"]).split()[-1].upper(): str(record["id"]) for record in records}
    found: list[SpokenText] = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        front = _FRONT.match(text)
        if front is None:
            raise ValueError(f"{path}: no front matter")
        speaker: str | None = str(yaml.safe_load(front[1])["source"])
        spoken: dict[str, list[str]] = {}
        for paragraph in re.split(r"\n\s*\n", text[front.end() :].strip()):
            label = _LABEL.match(paragraph)
            if label:
                speaker = labels.get(label[1])
            if speaker:
                spoken.setdefault(speaker, []).append(paragraph[label.end() if label else 0 :])
        found.extend(SpokenText(path.name, who, tuple(said)) for who, said in spoken.items())
    return found


def read_polnear(path: Path = POLNEAR) -> list[SpokenText]:
    """The articles of PolNeAR's train part, each as if one speaker, of its own, had said it all.

    Raises:
        SystemExit: where there is no such file.
    """
    found: list[SpokenText] = []
    for article in read_articles(path):
        name = str(article["id"])
        paragraphs = [" ".join(p.split()) for p in str(article["text"]).split("\n")]
        found.append(SpokenText(name, f"speaker-{name}", tuple(p for p in paragraphs if p)))
    return found


def _show(found: Sequence[Made], number: int, rng: Random) -> None:
    for kind in dict.fromkeys(one.kind for one in found):
        alike = [one for one in found if one.kind == kind]
        for one in rng.sample(alike, min(number, len(alike))):
            print(f"\n{kind}, {one.verdict}, {one.text}, {one.speaker}")
            print(f"  quote    {one.quote!r}")
            print(f"  passage  {one.passage!r}")
            print(f"  changed  {one.changed}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, default=TEXTS, metavar="FOLDER")
    parser.add_argument(
        "--polnear", type=Path, metavar="FILE", help="its articles as texts instead"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--altered", type=int, default=5000)
    parser.add_argument("--faithful", type=int, default=5000)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--kinds", nargs="+", default=[], help="show these alone")
    parser.add_argument("--output", type=Path, metavar="FILE")
    args = parser.parse_args()
    texts = read_polnear(args.polnear) if args.polnear else read_texts(args.texts)
    found = make(texts, args.seed, args.altered, args.faithful)
    counts = Counter((one.kind, one.verdict) for one in found)
    for (kind, verdict), times in counts.items():
        print(f"{kind:<20}{verdict:<15}{times:>6}")
    print(f"{'all':<35}{len(found):>6}")
    per_text = Counter(one.text for one in found).values()
    print(f"of {len(texts)} texts, {min(per_text)} to {max(per_text)} from each")
    if args.output:
        lines = (json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in found)
        args.output.write_text("".join(lines), encoding="utf-8")
    if args.show:
        shown = [one for one in found if not args.kinds or one.kind in args.kinds]
        _show(shown, args.show, Random(args.seed))


if __name__ == "__main__":
    main()
