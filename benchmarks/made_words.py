"""What the made quotes are made with: words, sentences and numbers of a text, and when two texts say the same.

None of it is the verifier's: it is tested by what these functions take for the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

# All scalars stay strings: "no" and "on" are words here.
LISTS: dict[str, Any] = yaml.load(
    Path(__file__).with_name("made_quotes.yaml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,
)
FUNCTION = frozenset(LISTS["function"])
FILLERS = frozenset(LISTS["fillers"])

WORD = re.compile(
    r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?:-[A-Za-z]+)*"
    r"|(?:[A-Za-z]\.){2,}"
    r"|[^\W\d_]+(?:[’'-][^\W\d_]+)*"
)
NOTE = re.compile(r"[(\[](?:" + "|".join(LISTS["sounds"]) + r")\.?[)\]]", re.IGNORECASE)
_END = re.compile(r"[.!?]+[”’\"')\]]*(?=\s+[\"“‘(\[]?[A-Z0-9£$€])|[.!?]+[”’\"')\]]*$")
_BEFORE_STOP = re.compile(r"[\w.]+$")
_ABBREVIATIONS = frozenset(LISTS["abbreviations"])
_TITLES = frozenset(LISTS["titles"])


class Word(NamedTuple):
    """A word and where it stands."""

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(m.start(), m.end(), m[0]) for m in WORD.finditer(text))


class Sentence(NamedTuple):
    """A sentence of a paragraph.

    Attributes:
        start, end: in the paragraph.
        is_note: a sound note of a transcript, "(Laughter.)".
        is_sure: False where an abbreviation may have ended it, or where it lies in a quotation that
            does not both begin and end in it.
    """

    start: int
    end: int
    is_note: bool
    is_sure: bool


def sentences(paragraph: str) -> list[Sentence]:
    found: list[Sentence] = []
    start, doubtful, is_open = 0, False, False
    for match in _END.finditer(paragraph):
        before = _BEFORE_STOP.search(paragraph, max(0, match.start() - 20), match.start())
        last = before[0] if before else ""
        is_letter = len(last) == 1 and last.isupper() and last != "I"
        is_short = last.lower() in _ABBREVIATIONS or is_letter
        if match[0] == "." and match.end() < len(paragraph) and is_short:
            doubtful |= last.lower() not in _TITLES
            continue
        text = paragraph[start : match.end()]
        opened = text.count("“") - text.count("”")
        is_balanced = not opened and not is_open and text.count('"') % 2 == 0
        is_balanced &= text.count("(") == text.count(")") and text.count("‘") <= text.count("’")
        is_open = (is_open or opened > 0) and opened >= 0
        found.append(
            Sentence(start, match.end(), bool(NOTE.fullmatch(text)), is_balanced and not doubtful)
        )
        doubtful = False
        start = match.end()
        while start < len(paragraph) and paragraph[start].isspace():
            start += 1
    return found


_SMALL = LISTS["numbers"]["small"]
_TENS = LISTS["numbers"]["tens"]
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
VALUES = {word: number for number, word in enumerate(_SMALL)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
ORDINALS = {word: number for number, word in enumerate(LISTS["numbers"]["ordinals"], 1)}


def spelled(number: int) -> str:
    """A number below a hundred, in words."""
    if number < 20:
        return str(_SMALL[number])
    tens, rest = divmod(number, 10)
    return str(_TENS[tens - 2]) + (f"-{_SMALL[rest]}" if rest else "")


def ordinal(number: int) -> str:
    """In digits: 3rd."""
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


_AMERICAN = {british: us for us, _, british in (p.partition(" ") for p in LISTS["spellings"])}
_OPEN = {tuple(pair.split()[0].split("-")): pair.split()[1] for pair in LISTS["hyphened"]}
_MONEY = re.compile(r"([$£€])\s?(\d[\d,.]*\d|\d)((?:\s|-)(?:thousand|million|billion|trillion)\b)?")
_COINS = {"$": "dollars", "£": "pounds", "€": "euros"}
_PLAIN = re.compile(r"\d+(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d_]+(?:'[^\W\d_]+)*")


@lru_cache(maxsize=65536)
def plain(text: str) -> tuple[str, ...]:
    """The words without what is set aside: two texts that say the same have the same."""
    text = NOTE.sub(" ", unicodedata.normalize("NFKC", text)).lower()
    text = re.sub("[‘’ʼ`´]", "'", text).replace("&", " and ")
    text = re.sub(r"%|\bper\s+cent\b", " percent", text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = _MONEY.sub(lambda m: f"{m[2]}{m[3] or ''} {_COINS[m[1]]}", text)
    text = re.sub(r"[-‐‑–—−]+", " ", text)
    found = [_AMERICAN.get(w, w) for w in _PLAIN.findall(text) if w not in FILLERS]
    return tuple(_numbers(list(_closed(found))))


def _closed(found: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(found):
        closed = _OPEN.get(tuple(found[at : at + 2]))
        yield closed or found[at]
        at += 2 if closed else 1


def _numbers(found: Sequence[str]) -> Iterator[str]:
    """Words and digits of a number become one word, its value."""
    at = 0
    while at < len(found):
        word = found[at]
        if word in ORDINALS and word != "second":
            yield ordinal(ORDINALS[word])
            at += 1
        elif word in VALUES or re.fullmatch(r"\d+(?:\.\d+)?", word):
            value, at = _value(found, at)
            yield format(value.normalize(), "f")
        else:
            yield word
            at += 1


def _value(found: Sequence[str], at: int) -> tuple[Decimal, int]:
    total, part, last = Decimal(0), Decimal(0), ""
    while at < len(found):
        word = found[at]
        after = found[at + 1] if at + 1 < len(found) else ""
        if not last and word not in VALUES:
            part, last = Decimal(word), "digits"
        elif word in VALUES and (
            last in ("", "hundred", "scale", "and") or (last == "tens" and 0 < VALUES[word] < 10)
        ):
            part += VALUES[word]
            last = "tens" if word in _TENS else "small"
        elif word == "hundred" and last in ("small", "digits"):
            part, last = part * 100, "hundred"
        elif word in SCALES and part:
            total, part, last = total + part * SCALES[word], Decimal(0), "scale"
        elif word == "and" and last in ("hundred", "scale") and after in VALUES:
            last = "and"
        else:
            break
        at += 1
    return total + part, at


@lru_cache(maxsize=65536)
def joined(text: str) -> str:
    """Of `plain`, so that one word and two ("long-term", "longterm") are the same."""
    # Marked, or "six seven" would be "67", and 5 would stand in 52.
    return "".join(f"#{word}#" if word[0].isdigit() else word for word in plain(text))


def is_within(few: Sequence[str], many: Sequence[str]) -> bool:
    """True where all words of the first stand in the second in the same order, whatever lies between."""
    rest = iter(many)
    return all(word in rest for word in few)


def kept(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two have in the same order at most."""
    row = [0] * (len(other) + 1)
    for word in one:
        corner = 0
        for at, theirs in enumerate(other, 1):
            corner, row[at] = row[at], corner + 1 if word == theirs else max(row[at], row[at - 1])
    return row[-1]


def like(model: str, word: str) -> str:
    """The word with the capital, or capitals, of the model."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


def capital(text: str) -> str:
    """With a capital at its first letter."""
    return text[:1].upper() + text[1:]
