"""What made quotes are made from: texts with one speaker each.

The twelve of `benchmarks/made_texts` were written for this and everything in them is invented; the
training part of PolNeAR (benchmarks/data.py) serves larger runs where it is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from .data import read_articles

ROOT = Path(__file__).resolve().parent.parent
MADE_TEXTS = ROOT / "benchmarks" / "made_texts"
POLNEAR = ROOT.parent / "shared" / "benchmark" / "data" / "polnear_train.jsonl"
FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
LABEL = re.compile(r"([A-Z][A-Z .'’-]*[A-Z]): ")


@dataclass(frozen=True)
class SpokenText:
    """The words of one speaker in one text.

    Attributes:
        name: of the text; a transcript with two speakers gives two of the same name.
        speaker: who says the words, as the records name him.
        paragraphs: the words, without labels of turns.
    """

    name: str
    speaker: str
    paragraphs: tuple[str, ...]


def read_text(path: Path, speakers: dict[str, str]) -> list[SpokenText]:
    """The speakers of a text with front matter, in the order in which they first speak.

    A turn whose label is the end of no name in `speakers` (id to name) has no known speaker and is
    left out; a text without labels is all its source's.
    """
    front, body = _parted(path)
    owner = speakers[front["source"]]
    current: str | None = owner
    said: dict[str, list[str]] = {}
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        label = LABEL.match(paragraph)
        if label:
            ending = label[1].lower()
            current = next((n for n in speakers.values() if n.lower().endswith(ending)), None)
            paragraph = paragraph[label.end() :]
        if current is not None:
            said.setdefault(current, []).append(paragraph)
    return [SpokenText(path.stem, name, tuple(words)) for name, words in said.items()]


def _parted(path: Path) -> tuple[dict[str, str], str]:
    raw = path.read_text(encoding="utf-8")
    front = FRONT.match(raw)
    if front is None:
        raise ValueError(f"{path}: no front matter")
    lines = (line.partition(": ") for line in front[1].splitlines())
    return {key: value for key, _, value in lines}, raw[front.end() :]


def read_made_texts(folder: Path = MADE_TEXTS) -> list[SpokenText]:
    """All texts of a folder, whose `sources.yaml` names the speakers."""
    records = yaml.safe_load((folder / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    speakers = {record["id"]: record["name"] for record in records}
    return [text for path in sorted(folder.glob("*.txt")) for text in read_text(path, speakers)]


def read_polnear(path: Path = POLNEAR) -> list[SpokenText]:
    """The articles of PolNeAR's training part, each as if one speaker of its own had said it.

    Ends the program where the data is not there.
    """
    return [
        SpokenText(
            f"polnear-{number:03}",
            f"Speaker {number:03}",
            tuple(part.strip() for part in article["text"].split("\n") if part.strip()),
        )
        for number, article in enumerate(read_articles(path))
    ]
