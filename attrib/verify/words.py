"""Words as they are compared: case, marks, numbers and fillers set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isfinite
from typing import NamedTuple

from attrib.wordlists import load, word_lists

_FILE = "verify/words"
# A number with its sign and what is glued to it; a word with apostrophes inside; a sign.
_WORD = re.compile(
    r"(?P<money>[$£€¥])?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<glued>[A-Za-z]{1,9}\b)?"
    r"|(?P<initials>(?:[^\W\d_]\.){2,})"
    r"|(?P<word>['’ʼ]?[^\W_]+(?:['’ʼ][^\W\d_]+)*)"
    r"|(?P<sign>[$£€¥%&°])"
)
# "(applause)", "[laughter]": what a transcript says of sounds.
_NOTE = re.compile(r"[\[(]([^\[\]()\n]{1,40})[\])]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ORDINAL = ("st", "nd", "rd", "th")


class Word(NamedTuple):
    """One word, or one number however many words it takes.

    Attributes:
        form: by which it is compared: small letters, apostrophes straight, numbers in digits.
        start, end: its place in the text.
    """

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Numbers:
    """Numbers in words: ``data/verify/numbers.yaml``."""

    small: Mapping[str, int]
    tens: Mapping[str, int]
    large: Mapping[str, int]
    suffixes: Mapping[str, int]
    ordinals: Mapping[str, int]
    signs: Mapping[str, str]
    units: Mapping[str, str]

    @staticmethod
    @cache
    def load() -> Numbers:
        """The lists of the package."""
        lists = load("verify/numbers")
        values = {
            name: {word: int(value) for word, value in lists[name].items()}
            for name in ("small", "tens", "large", "suffixes", "ordinals")
        }
        return Numbers(**values, signs=dict(lists["signs"]), units=dict(lists["units"]))


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of ``data/verify/words.yaml``."""
    return frozenset(load(_FILE)[name])


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of a text; fillers and a transcript's notes are none."""
    stop = len(text) if end is None else end
    numbers, fillers = Numbers.load(), listed("fillers")
    notes = list(_notes(text, start, stop))
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text, start, stop):
        while at < len(notes) and notes[at][1] <= match.start():
            at += 1
        if at < len(notes) and notes[at][0] <= match.start():
            continue
        found += [w for w in _read(match, numbers) if w.form and w.form not in fillers]
    return _joined(found, numbers)


def _notes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    notes = word_lists("rules/edited")["notes"]
    for match in _NOTE.finditer(text, start, end):
        if notes & set(match.group(1).lower().split()):
            yield match.span()


def _read(match: re.Match[str], numbers: Numbers) -> Iterator[Word]:
    start, end = match.span()
    if match["sign"]:
        yield Word(numbers.signs[match["sign"]], start, end)
    elif match["initials"]:
        yield Word(match["initials"].replace(".", "").lower(), start, end)
    elif match["word"]:
        form = _folded(match["word"])
        yield Word(numbers.units.get(form, form), start, end)
    else:
        begin = match.start("money") if match["money"] else match.start("digits")
        yield from _figure(match, begin, numbers)


def _figure(match: re.Match[str], start: int, numbers: Numbers) -> Iterator[Word]:
    digits, glued = match["digits"].rstrip(","), (match["glued"] or "").lower()
    plain = digits.replace(",", "")
    if "," in digits and not _GROUPED.fullmatch(digits):
        plain = digits.replace(",", " ").split()[0]  # "in 2019,2020": what stands first
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    end = match.end("digits")
    if glued in numbers.suffixes:
        plain = _plain(float(plain) * numbers.suffixes[glued])
        end = match.end()
    elif glued in _ORDINAL:
        plain, end = plain + "th", match.end()
    yield Word(plain, start, end)
    if match["money"]:
        yield Word(numbers.signs[match["money"]], start, start + 1)
    if glued and end < match.end():
        yield Word(glued, end, match.end())


def _plain(value: float) -> str:
    if not isfinite(value):
        return str(value)  # "a hundred hundred hundred ...", too long for a number
    return str(round(value)) if value == round(value) else f"{value:.6f}".rstrip("0")


@lru_cache(maxsize=50_000)
def _folded(written: str) -> str:
    form = written.lower().replace("’", "'").replace("ʼ", "'")
    if form.startswith("'") and form not in listed("clipped"):
        form = form[1:]
    return form


def _joined(found: list[Word], numbers: Numbers) -> list[Word]:
    """The same with numbers of several words as one, "per cent" as one, money behind its amount."""
    joined: list[Word] = []
    at = 0
    while at < len(found):
        number = _number(found, at, numbers)
        if number is not None:
            word, at = number
            joined.append(word)
            continue
        word = found[at]
        at += 1
        if word.form == "per" and at < len(found) and found[at].form == "cent":
            word, at = Word("percent", word.start, found[at].end), at + 1
        joined.append(word)
    return joined


def _number(found: Sequence[Word], at: int, numbers: Numbers) -> tuple[Word, int] | None:
    """The number that begins at a word, and the word after it; None where none begins."""
    first = found[at].form
    sign: Word | None = None
    total = 0.0
    group: float
    index = at + 1
    if first in ("a", "an") and index < len(found) and found[index].form in numbers.large:
        group = 1.0
    elif first in numbers.tens:
        group = numbers.tens[first]
    elif first in numbers.small:
        group = numbers.small[first]
    elif first[0].isdecimal() and _is_figure(first):
        group = float(first)
        if index < len(found) and found[index].start < found[at].end:
            sign, index = found[index], index + 1  # "$5 million": the sign stands before
    else:
        value = numbers.ordinals.get(first)
        return None if value is None else (found[at]._replace(form=f"{value}th"), at + 1)
    last, words_of_it = found[at], first[0].isalpha()
    ordinal = False
    while index < len(found):
        word = found[index].form
        if word in numbers.large:
            size = numbers.large[word]
            if size == 100:
                group *= size
            else:
                total, group = total + group * size, 0.0
        elif word in numbers.small and words_of_it and _fits(group, numbers.small[word], total):
            group += numbers.small[word]
        elif word in numbers.tens and words_of_it and _fits(group, numbers.tens[word], total):
            group += numbers.tens[word]
        elif word in numbers.tens and words_of_it and 10 <= group < 100 and not total:
            group = group * 100 + numbers.tens[word]  # "twenty twenty"
        elif (
            word in numbers.ordinals and words_of_it and _fits(group, numbers.ordinals[word], total)
        ):
            group, ordinal = group + numbers.ordinals[word], True
        elif (
            word == "and"
            and words_of_it
            and (group >= 100 or (total and not group))
            and index + 1 < len(found)
            and (found[index + 1].form in numbers.small or found[index + 1].form in numbers.tens)
        ):
            index += 1
            continue
        else:
            break
        last = found[index]
        index += 1
        if ordinal:
            break
    form = (
        _plain(total + group)
        if last is not found[at]
        else (first if not words_of_it else _plain(group))
    )
    whole = Word(form + ("th" if ordinal else ""), found[at].start, last.end)
    if sign is not None:
        return Word(whole.form + " " + sign.form, whole.start, whole.end), index
    if (
        index < len(found)
        and found[index].form in numbers.signs.values()
        and found[index].form != "and"
    ):
        # Money and percentages are one word with their amount: "5 dollars" is "$5".
        unit = found[index]
        return Word(whole.form + " " + unit.form, whole.start, unit.end), index + 1
    if index + 1 < len(found) and (found[index].form, found[index + 1].form) == ("per", "cent"):
        return Word(whole.form + " percent", whole.start, found[index + 1].end), index + 2
    return whole, index


def _fits(group: float, value: int, total: float) -> bool:
    """True where a number goes on with a smaller one: "sixty" with "five", "hundred" with "ten"."""
    if group >= 100:
        return group % 100 == 0 and value < 100
    return (20 <= group < 100 and group % 10 == 0 and value < 10) or (group == 0 and total > 0)


def _is_figure(form: str) -> bool:
    return form.replace(".", "", 1).isdecimal()


def is_number(form: str) -> bool:
    """True for the form of a number."""
    return form[0].isdecimal()
