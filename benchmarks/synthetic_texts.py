"""Filler for an index: documents with the words of news, as often as news has them, that say nothing.

    python -m benchmarks.synthetic_texts FOLDER [--documents 10000] [--characters 10000] [--seed 1]

A chain of words, each drawn by the two before it, over the project's own articles (`examples`,
`tests/articles`, `benchmarks/fresh`). Their names and figures are left out; each document gets made-up
ones of its own, a few of which come again and again, as they do in an article. The same seed gives the same
bytes.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("examples", "tests/articles", "benchmarks/fresh")
NAME, FIGURE = "\0name", "\0figure"
# A capital inside a sentence does not make a name of these.
COMMON = re.compile(
    r"(?:I|I['’]\w+|Mr|Mrs|Ms|Dr|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
ONSETS = ("b", "br", "c", "ch", "d", "dr", "f", "fr", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "sh", "st", "t", "tr", "v", "w")  # fmt: skip
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ee", "ia", "ou")
CODAS = ("", "", "l", "m", "n", "nd", "r", "rd", "s", "sk", "t", "x")
ENDS = (".", "!", "?", ".”", "?”", '."', '?"')

# The words that may follow a pair, each with the number of the pair that it makes with the second.
Chain = list[list[tuple[str, int]]]


def read_words(folders: Sequence[Path]) -> list[list[str]]:
    """The paragraphs of the articles, in words, names and figures as NAME and FIGURE."""
    paths = sorted(path for folder in folders for path in folder.glob("*.txt"))
    paragraphs = (part for path in paths for part in path.read_text("utf-8").split("\n"))
    return [_slotted(part.split()) for part in paragraphs if part.strip().endswith(ENDS)]


def _slotted(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    for at, word in enumerate(words):
        inside = at > 0 and not words[at - 1].endswith((*ENDS, ":", "“"))
        if any(c.isdigit() for c in word):
            word = re.sub(r"\d[\d.,:]*\d|\d", FIGURE, word)
        elif inside and re.match(r"[A-Z]", word) and not COMMON.match(word):
            word = re.sub(r"[A-Z][\w-]*(?:['’][A-Z]\w*)?", NAME, word, count=1)
        out.append(word)
    return out


def chain_of(paragraphs: Sequence[Sequence[str]]) -> tuple[Chain, list[tuple[str, str, int]]]:
    """The chain, and the pairs that begin a sentence, each with its number."""
    running = [word for part in paragraphs for word in part]
    pairs: dict[tuple[str, str], int] = {}
    chain: Chain = []
    for pair in zip(running, running[1:] + running[:1], strict=True):
        if pair not in pairs:
            pairs[pair] = len(chain)
            chain.append([])
    after = [*running[1:], running[0]]
    for one, two, three in zip(running, after, [*after[1:], running[1]], strict=True):
        chain[pairs[one, two]].append((three, pairs[two, three]))
    starts = [
        (two, three, pairs[two, three])
        for one, two, three in zip(running, after, [*after[1:], running[1]], strict=True)
        if one.endswith(ENDS)
    ]
    return chain, starts


def make(count: int, characters: int, seed: int, folders: Sequence[Path]) -> Iterator[str]:
    """So many documents of about so many characters, each ending with a whole sentence."""
    chain, starts = chain_of(read_words(folders))
    for number in range(count):
        yield _document(chain, starts, characters, Random(f"{seed} {number}"))


def _document(
    chain: Chain, starts: Sequence[tuple[str, str, int]], characters: int, chance: Random
) -> str:
    random = chance.random
    one, two, at = chance.choice(starts)
    words, size = [one, two], len(one) + len(two) + 2
    # What comes after the size has been reached is the rest of a sentence, if that is not endless.
    while size < characters or (not words[-1].endswith(ENDS) and size < characters + 600):
        following = chain[at]
        word, at = following[int(random() * len(following))]
        words.append(word)
        size += len(word) + 1
    names = [_name(chance) for _ in range(12)]
    lines: list[str] = []
    line: list[str] = []
    left = chance.randint(1, 4)
    for word in words:
        if NAME in word:
            # The first names come most often.
            word = word.replace(NAME, names[int(random() ** 2 * len(names))])
        elif FIGURE in word:
            word = word.replace(FIGURE, _figure(chance))
        line.append(word)
        if word.endswith(ENDS):
            left -= 1
            if left == 0:
                lines.append(" ".join(line))
                line, left = [], chance.randint(1, 4)
    if line:
        lines.append(" ".join(line))
    return "\n\n".join(lines) + "\n"


def _name(chance: Random) -> str:
    parts = (chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.choice((1, 2, 2))))
    return ("".join(parts) + chance.choice(CODAS)).capitalize()


def _figure(chance: Random) -> str:
    """As figures are in news: mostly small, some years, some with a comma or a decimal."""
    share = chance.random()
    if share < 0.55:
        return str(int(100 ** chance.random()) + 1)
    if share < 0.7:
        return str(chance.randint(1950, 2026))
    if share < 0.85:
        return f"{chance.randint(1, 99)}.{chance.randint(1, 9)}"
    return f"{int(10 ** chance.uniform(3, 6)):,}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--characters", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    began, size = time.perf_counter(), 0
    folders = [ROOT / name for name in FOLDERS]
    digits = len(str(max(args.documents - 1, 0)))
    for number, text in enumerate(make(args.documents, args.characters, args.seed, folders)):
        path = args.folder / f"synthetic-{number:0{digits}}.txt"
        path.write_text(text, encoding="utf-8")
        size += len(text)
    seconds = time.perf_counter() - began
    print(f"{args.documents:,} documents, {size:,} characters, {seconds:.1f} s")


if __name__ == "__main__":
    main()
