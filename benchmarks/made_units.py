"""What the made quotes are made from: texts of one speaker, and the stretches of them that a paper may quote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from .made_words import (
    FILLERS,
    FUNCTION,
    LISTS,
    NOTE,
    ORDINALS,
    SCALES,
    VALUES,
    Sentence,
    Word,
    joined,
    plain,
    sentences,
    words,
)

LEAST, MOST = 6, 60
# Of a sentence, that other people's quoted words may take.
MOST_QUOTED = 0.5
NAME = re.compile(r"\b[A-Z][\w’']*[^\W\d_](?:[- ][A-Z][\w’']*[^\W\d_])*")
_NOT_NAMES = frozenset(LISTS["not_names"])
_QUOTED = re.compile("“[^”]*”|\"[^\"]*\"|(?<!\\w)‘[^’]*’(?!\\w)|(?<!\\w)'[^']*'(?!\\w)")
_PAUSE = re.compile(r"[,;:—–]")
_NUMERIC = re.compile(r"\d")


@dataclass(frozen=True)
class SpokenText:
    """What one speaker says in one text.

    Attributes:
        name: of the text; two speakers of one transcript share it.
        speaker: id of whoever says it.
        paragraphs: in order, without labels.
    """

    name: str
    speaker: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """A stretch of a text to make a quote from.

    Attributes:
        key: of the text, in the mapping that it came in.
        text: it stands there.
        number: of the paragraph.
        start, end: in the paragraph.
        shape: "sentence", "pair" (two neighbouring sentences) or "fragment".
        sentences: of the paragraph, those that it lies in.
    """

    key: str
    text: SpokenText
    number: int
    start: int
    end: int
    shape: str
    sentences: tuple[Sentence, ...]

    @property
    def paragraph(self) -> str:
        return self.text.paragraphs[self.number]

    @property
    def passage(self) -> str:
        return self.paragraph[self.start : self.end]

    @property
    def starts(self) -> set[int]:
        """Where sentences begin in the passage."""
        return {s.start - self.start for s in self.sentences}

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Start and end, in the passage, of the sentence that the place lies in."""
        for sentence in self.sentences:
            if at < sentence.end - self.start:
                return max(0, sentence.start - self.start), min(sentence.end, self.end) - self.start
        raise ValueError(f"no sentence at {at}")


class World:
    """The texts, and what of them may be quoted.

    Raises:
        ValueError: where there is no text.
    """

    def __init__(self, texts: Mapping[str, SpokenText]) -> None:
        if not texts:
            raise ValueError("no texts to make quotes from")
        self.texts = dict(texts)
        self.speakers = sorted({text.speaker for text in texts.values()})
        self.sentences = {
            key: [sentences(paragraph) for paragraph in text.paragraphs]
            for key, text in texts.items()
        }
        self.joined = {
            key: " ".join(joined(paragraph) for paragraph in text.paragraphs)
            for key, text in texts.items()
        }
        self._times = Counter(
            joined(paragraph[sentence.start : sentence.end])
            for key, text in texts.items()
            for paragraph, found in zip(text.paragraphs, self.sentences[key], strict=True)
            for sentence in found
        )
        self._places = {key: list(self._usable(key)) for key in texts}
        self.names = {key: self._names(text) for key, text in texts.items()}

    def is_usable(self, key: str, number: int, index: int) -> bool:
        found = self.sentences[key][number]
        if not 0 <= index < len(found):
            return False
        sentence = found[index]
        text = self.texts[key].paragraphs[number][sentence.start : sentence.end]
        quoted = sum(len(m[0]) for m in _QUOTED.finditer(text))
        return (
            sentence.is_sure
            and not sentence.is_note
            and text[-1] in ".!?”’\"')"
            and (text[0].isupper() or text[0].isdigit() or text[0] in "£$€")
            and "@" not in text
            and "http" not in text
            and "[" not in text
            and "''" not in text
            and "``" not in text
            and "…" not in text
            and "..." not in text
            and len(words(text)) <= MOST
            and quoted <= MOST_QUOTED * len(text)
            and self._times[joined(text)] == 1
        )

    def _usable(self, key: str) -> Iterator[tuple[int, int]]:
        for number, found in enumerate(self.sentences[key]):
            for index in range(len(found)):
                if self.is_usable(key, number, index):
                    yield number, index

    def unit(self, key: str, number: int, first: int, last: int, shape: str) -> Unit:
        found = self.sentences[key][number][first : last + 1]
        start, end = found[0].start, found[-1].end
        spoken = tuple(s for s in found if not s.is_note)
        return Unit(key, self.texts[key], number, start, end, shape, spoken)

    def draw(self, key: str, shape: str, rng: Random, with_notes: bool = False) -> Unit | None:
        """One of the text's units by chance; None where the one drawn cannot be had."""
        if not self._places[key]:
            return None
        number, index = rng.choice(self._places[key])
        if shape == "pair":
            after = index + 1
            found = self.sentences[key][number]
            if with_notes and after < len(found) and found[after].is_note:
                after += 1
            if not self.is_usable(key, number, after):
                return None
            return self.unit(key, number, index, after, shape)
        whole = self.unit(key, number, index, index, "sentence")
        if shape == "sentence":
            return None if NOTE.search(whole.passage) else whole
        return fragment(whole, rng)

    def draw_run(self, key: str, rng: Random, length: int) -> Unit | None:
        """So many usable sentences one after the other."""
        if not self._places[key]:
            return None
        number, index = rng.choice(self._places[key])
        if not all(self.is_usable(key, number, index + n) for n in range(length)):
            return None
        return self.unit(key, number, index, index + length - 1, "run")

    def _names(self, text: SpokenText) -> list[str]:
        found: set[str] = set()
        for paragraph in text.paragraphs:
            starts = {s.start for s in sentences(paragraph)}
            for start, name in names_in(paragraph):
                before = paragraph[:start].rstrip()
                if start not in starts and before and before[-1] not in "“‘\"'(.!?:—–":
                    found.add(name)
        return sorted(found)


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Runs of words with capitals that may be names, with where they start."""
    for match in NAME.finditer(text):
        run = list(re.finditer(r"[^\s]+", match[0]))
        while run and re.split("[’']", run[0][0])[0] in _NOT_NAMES:
            run.pop(0)
        while run and re.split("[’']", run[-1][0])[0] in _NOT_NAMES:
            run.pop()
        if not run:
            continue
        name = match[0][run[0].start() : run[-1].end()]
        name = re.sub("[’']s?$", "", name)
        if len(name) > 2 and "’" not in name and "'" not in name:
            yield match.start() + run[0].start(), name


def is_numeric(word: Word) -> bool:
    parts = word.low.split("-")
    return bool(_NUMERIC.search(word.text)) or any(
        part in VALUES
        or part in SCALES
        or part in ORDINALS
        or part in ("hundred", "percent", "cent")
        for part in parts
    )


def fragment(whole: Unit, rng: Random, at_start: bool = False) -> Unit | None:
    """A part of the sentence that begins and ends where a phrase may; None where the sentence is too short."""
    text = whole.passage
    found = words(text)
    quoted = [m.span() for m in _QUOTED.finditer(text)]

    def is_free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in quoted)

    begins = (
        [0]
        if at_start
        else [
            i
            for i, word in enumerate(found[: -LEAST + 1])
            if i
            and word.text[0].islower()
            and word.low not in FILLERS
            and not is_numeric(word)
            and not is_numeric(found[i - 1])
            and (word.low in FUNCTION or _PAUSE.search(text[found[i - 1].end : word.start]))
        ]
    )
    if not begins:
        return None
    i = rng.choice(begins)
    ends = [
        j
        for j in range(i + LEAST, min(len(found), i + 30) + 1)
        if found[j - 1].low not in FUNCTION
        and not is_numeric(found[j - 1])
        and not (i == 0 and j == len(found))
        and text[found[j - 1].end : found[j - 1].end + 1] not in ("%", "’", "'", "-")
        and (j == len(found) or not is_numeric(found[j]))
        and is_free(found[i].start, found[j - 1].end)
    ]
    if not ends:
        return None
    j = rng.choice(ends)
    start, end = found[i].start + whole.start, found[j - 1].end + whole.start
    return Unit(whole.key, whole.text, whole.number, start, end, "fragment", whole.sentences)


def count(text: str) -> int:
    return len(words(text))


def is_elsewhere(quote: str, world: World) -> bool:
    """True where some text has just these words."""
    wanted = joined(quote)
    return any(wanted in text for text in world.joined.values())


def says_the_same(one: str, other: str) -> bool:
    return plain(one) == plain(other) or joined(one) == joined(other)
