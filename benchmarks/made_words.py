"""The words of made quotes: the lists of made_quotes.yaml, numbers, and what is set aside.

Nothing here comes from the verifier (attrib/verify) or its lists. `plain` says with rules of its own
whether two texts are the same once case, marks, hyphens, spelling, number style, fillers and sounds are
set aside, so that no made quote passes for changed that is not, nor the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# Every scalar is a word here: "no" and "on" too.
LISTS: dict[str, Any] = yaml.load(
    Path(__file__).with_name("made_quotes.yaml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros"}
SOUND = re.compile(r"[(\[](?:" + "|".join(LISTS["sounds"]) + r")[.!]?[)\]]", re.IGNORECASE)
TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:,\d{3})*(?:\.\d+)?|[%$£€&]")
SIMPLE = "|".join(sorted([*UNITS, *TENS, "hundred", "thousand"], key=len, reverse=True))
SCALE = r"(?P<scale> (?:thousand|million|billion|trillion)\b)?(?P<share>%| per ?cent\b)?"
DIGITS = re.compile(
    r"(?<![\w.,:/$£€-])(?P<currency>[$£€])?(?P<figure>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?"
    + SCALE
    + r"(?![\w:/]|[.,]\d|-\w)"
)
SPELT = re.compile(
    rf"(?<![\w-])(?P<figure>(?:{SIMPLE})(?:(?:-| | and )(?:{SIMPLE}))*)\b(?P<decimals>)(?P<currency>)"
    + SCALE
    + r"(?!\w|-\w)",
    re.IGNORECASE,
)
MONTH = "|".join(LISTS["months"])
AMERICAN = {
    british: american
    for american, _, british in (pair.partition(" ") for pair in LISTS["spellings"])
}


@dataclass(frozen=True)
class Number:
    """A number where it stands in a text; `value` counts the scale, `unit` is %, a currency or nothing."""

    start: int
    end: int
    figure: str
    scale: str
    currency: str
    share: str
    spelt: bool
    value: Fraction
    use: str  # "time", "date", "year" or "amount"


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text that can be changed; a lone "one" is rather a pronoun."""
    for pattern in (DIGITS, SPELT):
        for match in pattern.finditer(text):
            spelt = pattern is SPELT
            figure = match["figure"] + match["decimals"]
            if spelt:
                values = spelled(figure.lower().replace("-", " ").split())
                if len(values) != 1 or figure.lower() == "one":
                    continue
                value = Fraction(values[0])
            else:
                value = Fraction(figure.replace(",", ""))
            scale = (match["scale"] or "").strip()
            yield Number(
                match.start(),
                match.end(),
                figure,
                scale,
                match["currency"] or "",
                (match["share"] or "").strip(),
                spelt,
                value * SCALES.get(scale.lower(), 1),
                _use(text, match, figure, spelt),
            )


def _use(text: str, match: re.Match[str], figure: str, spelt: bool) -> str:
    before, after = text[: match.start()], text[match.end() :]
    if re.match(r"\s?[ap]\.?m\b", after):
        return "time"
    if match["currency"] or match["scale"] or match["share"]:
        return "amount"
    if re.match(rf"(?:st|nd|rd|th)?\s(?:{MONTH})\b", after) or re.search(
        rf"(?:{MONTH}|[JFMASOND][a-z]{{2,3}}\.)\s$", before
    ):
        return "year" if len(figure) == 4 and not spelt else "date"
    if not spelt and re.fullmatch(r"1[5-9]\d\d|20\d\d", figure):
        return "year"
    if re.search(r"(?:[A-Z]\w*|\b[Pp]age|\b[Nn]o\.)\s$", before) and not re.search(
        r"(?:^|[.!?:]\s)[A-Z]\w*\s$", before
    ):
        return "name"  # "Pier 9"
    return "amount"


def spelled(words: list[str]) -> list[int]:
    """The numbers that a run of number words makes: "two hundred and six" is one, "six seven" two."""
    found: list[int] = []
    total = part = 0
    last = 0  # least size of what may still be added
    for word in words:
        if word == "and":
            continue
        if word in SCALES:
            if not last:
                part = 1
            total += max(part, 1) * SCALES[word]
            part, last = 0, SCALES[word]
            continue
        if word == "hundred" and last and part < 10:
            part, last = max(part, 1) * 100, 100
            continue
        value = 100 if word == "hundred" else UNITS.get(word, TENS.get(word, 0))
        fits = (last in SCALES.values()) or last == 100 or (last == 10 and 0 < value < 10)
        if last and not fits:
            found.append(total + part)
            total = part = 0
        part += value
        last = 100 if word == "hundred" else 10 if word in TENS else 1
    if last:
        found.append(total + part)
    return found


def in_words(value: int) -> str:
    """A number below ten thousand in words."""
    if value < 20:
        return list(UNITS)[value]
    if value < 100:
        ten = list(TENS)[value // 10 - 2]
        return ten if value % 10 == 0 else f"{ten}-{in_words(value % 10)}"
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            return f"{in_words(value // size)} {name}" + (f" and {in_words(rest)}" if rest else "")
    raise AssertionError(value)


@cache
def plain(text: str) -> str:
    """A text with all set aside that a quote may change: letters and values in one string."""
    lowered = SOUND.sub(" ", text).replace("’", "'").replace("‘", "'").lower()
    lowered = re.sub(r"[\u00ad\u200b]", "", lowered)
    tokens = _valued(TOKEN.findall(lowered))
    out: list[str] = []
    for token in tokens:
        if token == "cent" and out and out[-1] == "per":
            out[-1] = "percent"
        elif token not in LISTS["fillers"]:
            out.append(AMERICAN.get(token, token))
    return "".join(out)


def _valued(tokens: list[str]) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        currency = CURRENCIES.get(token)
        if currency and at + 1 < len(tokens):
            at += 1
            token = tokens[at]
        if token[0].isdigit():
            value = Fraction(token.replace(",", ""))
            at += 1
        elif token in UNITS or token in TENS or token == "hundred" or token in SCALES:
            end = at
            while end < len(tokens) and (
                tokens[end] in UNITS
                or tokens[end] in TENS
                or tokens[end] in ("hundred", "thousand")
                or (
                    tokens[end] == "and"
                    and end > at
                    and tokens[end - 1] in ("hundred", "thousand")
                    and end + 1 < len(tokens)
                    and (tokens[end + 1] in UNITS or tokens[end + 1] in TENS)
                )
            ):
                end += 1
            parts = spelled(tokens[at:end]) or [1]
            out += [f"#{part}" for part in parts[:-1]]
            value = Fraction(parts[-1])
            at = end
        else:
            out.append({"&": "and", "%": "percent"}.get(token, token))
            at += 1
            continue
        while at < len(tokens) and tokens[at] in SCALES:
            value *= SCALES[tokens[at]]
            at += 1
        out.append(f"#{value}")
        if currency:
            out.append(currency)
    return out
