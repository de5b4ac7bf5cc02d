"""Pieces of spoken texts that a quote can be made of, and where else their words occur."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from .made_words import LISTS, SOUND, WORD, plain
from .spoken_texts import SpokenText

FEWEST, MOST = 6, 60  # words of a quote
RUN = 6  # words in a row that tell where a passage is from

ABBREVIATIONS = frozenset(LISTS["abbreviations"])
FUNCTION = frozenset(LISTS["function"])
PREPOSITIONS = frozenset(LISTS["prepositions"])
DETERMINERS = frozenset(LISTS["determiners"])
CONDITIONS = tuple(LISTS["conditions"])
LEADS = tuple(LISTS["leads"])
PRONOUNS = ("i", "we", "you", "they", "he", "she", "it")
# What a clause begins with that can stand alone.
SUBJECT = (
    r"(?:I|we|you|they|he|she|it|that|this|there|the|our|my|their|his|her|its|nobody|no one|some|a)"
)
BOUNDARY = re.compile(r"[.?!]+[\"”’')]*(?=\s+[\"“‘(]*[A-Z0-9$£€])")
LAST_WORD = re.compile(r"([\w.]+?)\.$")
QUOTED = re.compile(r"[\"“”‘]|(?<!\w)'\w|``|''")
UNFIT = re.compile(r"[()\[\]{}<>@#*_|/\\…]|\.\.|http|www|\s\s|[^\x00-\x7f’‘“”–—£€éèöüáíóúñç]")


@dataclass(frozen=True)
class Piece:
    """A part of one paragraph.

    Attributes:
        words: as the text has them, apart from a sound note between two sentences.
        shape: a "sentence", a "pair" of neighbouring ones, or a "fragment" of one.
        paragraph, sentence: where in the text, each from 0; of a pair its first sentence.
        passage: the text's own words from first to last, sound notes included.
        second: where the second sentence of a pair begins in `words`.
    """

    text: SpokenText
    words: str
    shape: str
    paragraph: int
    sentence: int
    passage: str
    second: int = 0

    @property
    def is_quoting(self) -> bool:
        return QUOTED.search(self.words) is not None

    @property
    def has_sound(self) -> bool:
        return self.passage != self.words

    @property
    def has_filler(self) -> bool:
        return FILLER.search(self.words) is not None


FILLER = re.compile(r"\b(?:" + "|".join(LISTS["fillers"]) + r")\b", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """What a maker made of a piece, before it is checked and dressed.

    Attributes:
        changed: (quoted, said) of each place.
        passage: where it is not the piece's.
        verdict: where it is not the kind's.
        speaker: credited, where it is not the text's.
        texts: names of both texts, where there are two.
    """

    quote: str
    changed: tuple[tuple[str, str], ...] = ()
    passage: str | None = None
    verdict: str | None = None
    speaker: str | None = None
    texts: str | None = None


def count(words: str) -> int:
    """Words as a reader counts them: what stands between spaces and has a letter or digit."""
    return sum(any(c.isalnum() for c in part) for part in words.split())


def runs(words: str) -> list[str]:
    """Each RUN words in a row, set aside what is set aside."""
    parts = [part for part in (plain(word) for word in words.split()) if part]
    return [" ".join(parts[at : at + RUN]) for at in range(len(parts) - RUN + 1)]


def sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; a sound note belongs to none."""
    start = 0
    ends = [
        match.end() for match in BOUNDARY.finditer(paragraph) if not _is_short(paragraph, match)
    ]
    for end in [*ends, len(paragraph)]:
        part = paragraph[start:end]
        while True:
            stripped = part.lstrip()
            note = SOUND.match(stripped)
            if not note:
                break
            part = stripped[note.end() :]
        begin = end - len(part.lstrip())
        whole = part.strip()
        note = re.search(rf"\s*{SOUND.pattern}$", whole, re.IGNORECASE)
        if note:
            whole = whole[: note.start()]
        if whole:
            yield begin, begin + len(whole)
        start = end


def _is_short(paragraph: str, match: re.Match[str]) -> bool:
    """True for the full stop of "Mr." or of an initial."""
    if match[0][0] != "." or len(match[0]) > 1:
        return False
    word = LAST_WORD.search(paragraph[max(0, match.start() - 12) : match.start() + 1])
    if word is None:
        return False
    name = word[1].rpartition(" ")[2].lower()
    if name in ("a.m", "p.m"):  # may well end a sentence, where no name or number follows
        return not re.match(r"\s+(?:[A-Z][a-z]+ )", paragraph[match.end() :])
    return name in ABBREVIATIONS or (len(name) == 1 and name.isalpha() and name != "i")


def is_fit(sentence: str) -> bool:
    """True for a sentence that an article could quote as it stands."""
    return (
        FEWEST <= count(sentence) <= MOST
        and re.match(r"[\"“‘]?[A-Z0-9$£€]", sentence) is not None
        and re.search(r"[.?!][\"”’]?$", sentence) is not None
        and UNFIT.search(SOUND.sub("", sentence)) is None
        and sentence.count("“") == sentence.count("”")
        and sentence.count('"') % 2 == 0
        and sentence.count("‘") <= sentence.count("’")
    )


class Corpus:
    """The texts in pieces.

    Attributes:
        texts: those that have a sentence to quote.
        of: the sentences and pairs of each text, by its index.
        names: capitalised words that stand inside sentences.
    """

    def __init__(self, texts: Sequence[SpokenText]) -> None:
        found = [[list(_fit(text, at)) for at in range(len(text.paragraphs))] for text in texts]
        times = Counter(plain(piece.words) for text in found for part in text for piece in part)
        self.texts: list[SpokenText] = []
        self.of: list[list[Piece]] = []
        self._paragraphs: list[str] = []
        self._of_run: dict[str, int] = {}
        for text, parts in zip(texts, found, strict=True):
            single = [[piece for piece in part if times[plain(piece.words)] == 1] for part in parts]
            pieces = [piece for part in single for piece in [*part, *_pairs(part)]]
            if pieces:
                number = len(self.texts)
                self.texts.append(text)
                self.of.append(pieces)
                self._paragraphs.append("\n".join(plain(part) for part in text.paragraphs))
                for run in {run for part in text.paragraphs for run in runs(part)}:
                    self._of_run[run] = -1 if run in self._of_run else number
        self.speakers = sorted({text.speaker for text in self.texts})

    def is_only_here(self, words: str, text: SpokenText, every: bool = False) -> bool:
        """True where a run of the words (or each of them) occurs in one text, this one."""
        found = [self._of_run.get(run, -1) >= 0 for run in runs(words)]
        return (all if every else any)(found) and bool(found)

    def says(self, text: SpokenText, words: str) -> bool:
        """True where the text has just these words, in one paragraph."""
        return plain(words) in self._paragraphs[self.texts.index(text)]

    def times(self, text: SpokenText, words: str) -> int:
        return self._paragraphs[self.texts.index(text)].count(plain(words))


def _fit(text: SpokenText, at: int) -> Iterator[Piece]:
    paragraph = text.paragraphs[at]
    for number, (start, end) in enumerate(sentences(paragraph)):
        words = paragraph[start:end]
        if is_fit(words):
            yield Piece(text, words, "sentence", at, number, words)


def _pairs(part: Sequence[Piece]) -> Iterator[Piece]:
    """Of neighbouring sentences, a sound note between them aside."""
    for first, then in zip(part, part[1:], strict=False):
        if then.sentence != first.sentence + 1:
            continue
        paragraph = first.text.paragraphs[first.paragraph]
        start = paragraph.index(first.words)
        end = paragraph.index(then.words, start) + len(then.words)
        words = f"{first.words} {then.words}"
        if count(words) <= MOST:
            yield Piece(
                first.text,
                words,
                "pair",
                first.paragraph,
                first.sentence,
                paragraph[start:end],
                len(first.words) + 1,
            )


def fragment(piece: Piece, chance: Random) -> Piece | None:
    """Some words of a sentence, seen to be a fragment: a small letter first, no full stop."""
    if piece.shape != "sentence" or piece.is_quoting:
        return None
    places = list(WORD.finditer(piece.words))
    starts = [
        here.start()
        for before, here in zip(places, places[1:], strict=False)
        if here[0][0].islower()
        and (
            piece.words[before.end()] in ",;:—–"
            or before[0].lower() in FUNCTION
            or here[0].lower() in FUNCTION
        )
        and here[0].lower() not in ("of", "and", "or", "but", *LISTS["fillers"])
        and re.search(r"[\w,;:’'][\s—–-]+$", piece.words[: here.start()])
        and piece.words[here.start() - 1] not in "-'’"
    ]
    ends = [
        match.start()
        for match in re.finditer(
            r"[,;:]?\s(?=(?:and|or|but|because|which|who|that|if|when|in|on|at|for|with|to|from|by|as|than)\b)"
            r"|[,;:]|\s[–—]|[.?!][\"”’]?$|[.?!]$",
            piece.words,
        )
    ]
    if not starts or not ends:
        return None
    start = chance.choice(starts)
    after = [end for end in ends if end > start]
    if not after:
        return None
    words = piece.words[start : chance.choice(after)]
    last = WORD.findall(words)
    if (
        not FEWEST <= count(words) < count(piece.words) - 1
        or not last
        or last[-1].lower() in FUNCTION | set(LISTS["fillers"])
        or re.search(r"[\W_]$", words)
    ):
        return None
    return Piece(piece.text, words, "fragment", piece.paragraph, piece.sentence, words)


def swap(words: str, start: int, end: int, new: str) -> str:
    """Words with one place replaced; a capital at its start stays one."""
    if new and words[start].isupper() and start == _first(words):
        new = new[0].upper() + new[1:]
    return words[:start] + new + words[end:]


def without(words: str, start: int, end: int) -> str:
    """Words with one place left out, spaces and commas set right."""
    left, right = words[:start].rstrip(), words[end:].lstrip()
    if re.match(r"[,;:.?!]", right):
        left = left.rstrip(",;: –—-")
        return left + right
    if left.endswith((",", ";")) and re.match(r"[–—-]\s", right):
        left = left[:-1]
    return f"{left} {right}" if left else right


def capital(words: str) -> str:
    at = _first(words)
    return words[:at] + words[at].upper() + words[at + 1 :]


def small(words: str) -> str:
    at = _first(words)
    return words[:at] + words[at].lower() + words[at + 1 :]


def _first(words: str) -> int:
    return next((at for at, c in enumerate(words) if c.isalnum()), 0)


def can_be_small(words: str) -> bool:
    """True where the first word has its capital from the sentence alone."""
    first = WORD.match(words)
    return first is not None and first[0].lower() in FUNCTION - {"i"} and first[0] != "I"
