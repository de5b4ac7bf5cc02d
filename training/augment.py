"""Articles as other newsrooms would have written them: names, genders, places, marks, layout.

The training data is US politics of seven publishers. What these changes should
not teach the tagger is that any of it matters. All are drawn from a seeded generator.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from faker import Faker
from faker.providers.person.en_US import Provider

from attrib.find.quotations import find_quotations
from attrib.model import Span

_NAME = re.compile(r"[A-Z][\w'’.-]*")
# A man's pronouns and titles become a woman's word by word; the other way "her" is two words.
_WOMAN = {
    "he": "she",
    "him": "her",
    "his": "her",
    "himself": "herself",
    "mr": "Ms",
    "man": "woman",
    "chairman": "chairwoman",
    "spokesman": "spokeswoman",
    "congressman": "congresswoman",
    "father": "mother",
    "husband": "wife",
    "son": "daughter",
    "brother": "sister",
}
_WOMAN_WORD = re.compile(r"\b(" + "|".join(_WOMAN) + r")\b", re.I)


def paragraphs(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


@cache
def _words() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("augment.yaml").read_text("utf-8"))


@cache
def _alike() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    rows = {name: row for row in _words()["alike"] for name in row}
    names = sorted(rows, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b"), rows


@cache
def _given() -> dict[str, str]:
    """US given names, with the gender that more bear."""
    male, female = Provider.first_names_male, Provider.first_names_female
    return {
        name: "male" if male.get(name, 0) >= female.get(name, 0) else "female"
        for name in {*male, *female}
    }


@cache
def _people() -> dict[str, list[str]]:
    """Names of the world: 200 a locale, in Latin letters."""
    rows = _words()["romanised"]
    found = {kind: list(names) * 20 for kind, names in rows.items()}
    for locale in _words()["locales"]:
        faker = Faker(locale)
        faker.seed_instance(locale)
        for _ in range(200):
            found["female"].append(faker.first_name_female())
            found["male"].append(faker.first_name_male())
            found["surname"].append(faker.last_name())
    return found


def rewrite(article: dict, changes: Iterable[tuple[int, int, str]]) -> dict:
    """The article with stretches of its text replaced, and its spans moved with them."""
    text, parts, starts, moved, at = article["text"], [], [0], [0], 0
    for start, end, new in sorted(changes):
        if start < at:
            continue
        parts += [text[at:start], new]
        starts += [start, end]
        at = end
        size = sum(map(len, parts[-2:]))
        moved += [moved[-1] + size - len(new), moved[-1] + size]
    parts.append(text[at:])

    def place(index: int) -> int:
        row = bisect_right(starts, index) - 1
        return min(
            moved[row] + index - starts[row], moved[row + 1] if row + 1 < len(moved) else 10**9
        )

    attributions = [
        {
            **item,
            **{
                role: [[place(a), place(b)] for a, b in item[role]]
                for role in ("source", "cue", "content")
            },
        }
        for item in article["attributions"]
    ]
    return {**article, "text": "".join(parts), "attributions": attributions}


def rename(article: dict, rng: random.Random) -> dict:
    """Other people, bodies, places and outlets, the same throughout; sometimes women for men."""
    text, people, given = article["text"], _people(), _given()
    to_woman = rng.random() < 0.3
    pattern, rows = _alike()
    mapped: dict[str, str] = {}
    changes: list[tuple[int, int, str]] = []
    for match in pattern.finditer(text):
        name = match.group()
        if name not in mapped:
            mapped[name] = rng.choice(rows[name])
        changes.append((*match.span(), mapped[name]))
    words = list(_NAME.finditer(text))
    names: dict[str, str] = {}
    for first, second in pairwise(words):
        if text[first.end() : second.start()] != " " or first.group() not in given:
            continue
        gender = given[first.group()]
        surname = re.sub(r"['’]s$|['’.]+$", "", second.group())
        if surname in mapped or surname in given or len(surname) < 3:
            continue
        names.setdefault(first.group(), rng.choice(people["female" if to_woman else gender]))
        names.setdefault(surname, rng.choice(people["surname"]))
    for match in words:
        bare = re.sub(r"['’]s$|['’.]+$", "", match.group())
        if bare in names:
            changes.append((match.start(), match.start() + len(bare), names[bare]))
    if to_woman:
        for match in _WOMAN_WORD.finditer(text):
            new = _WOMAN[match.group().lower()]
            changes.append((*match.span(), new.capitalize() if match.group()[0].isupper() else new))
    return rewrite(article, changes)


def relay(article: dict, rng: random.Random) -> dict:
    """A dateline in front, lines of furniture between paragraphs."""
    text, words = article["text"], _words()
    blocks = paragraphs(text)
    fill = {
        "place": rng.choice(words["alike"][4]),
        "agency": rng.choice(words["alike"][11]),
    }
    fill["PLACE"] = fill["place"].upper()
    changes = []
    if rng.random() < 0.5:
        changes.append(
            (blocks[0].start, blocks[0].start, rng.choice(words["datelines"]).format(**fill))
        )
    for block in blocks[1:]:
        if rng.random() < 0.08:
            changes.append(
                (block.start, block.start, rng.choice(words["furniture"]).format(**fill) + "\n")
            )
    return rewrite(article, changes)


def restyle(text: str, rng: random.Random) -> str:
    """The same text with other marks, case or line ends, character for character."""
    chars = list(text)
    if rng.random() < 0.35:
        style = rng.choice(
            ["straight", "curly", "single", "single-curly", "none"]
            if rng.random() < 0.7
            else ["curly", "straight"]
        )
        marks = {
            "straight": ('"', '"', "'", "'"),
            "curly": "“”‘’",
            "single": ("'", "'", '"', '"'),
            "single-curly": "‘’“”",
            "none": "    ",
        }[style]
        for quotation in find_quotations(text, paragraphs(text)).quotations:
            inner = 2 if quotation.depth % 2 else 0
            for number, span in enumerate(quotation.spans):
                if text[span.start] in "\"“‘'«„":
                    chars[span.start] = marks[inner]
                if (
                    number == len(quotation.spans) - 1
                    and quotation.closed
                    and text[span.end - 1] in "\"”’'»“"
                    # A typist's slip: a mark that was never closed.
                    and rng.random() > 0.01
                ):
                    chars[span.end - 1] = marks[inner + 1]
    if rng.random() < 0.3:
        swap = ("’", "'") if rng.random() < 0.5 else ("'", "’")
        for index in range(1, len(chars) - 1):
            if (
                chars[index] == swap[0]
                and chars[index - 1].isalnum()
                and chars[index + 1].isalnum()
            ):
                chars[index] = swap[1]
    if rng.random() < 0.1:
        for index, char in enumerate(chars):
            if char == "\n" and rng.random() < 0.3:
                chars[index] = " "
    text = "".join(chars)
    if rng.random() < 0.04:
        lower = text.lower()
        if len(lower) == len(text):
            text = lower
    return text


def augment(article: dict, rng: random.Random, names: bool = True) -> dict:
    """One article as it might have been; `names` off leaves who, where and the layout alone."""
    if names and rng.random() < 0.5:
        article = rename(article, rng)
    if names and rng.random() < 0.3:
        article = relay(article, rng)
    return {**article, "text": restyle(article["text"], rng)}
