"""How a paper may set a quote and stay true to it: one function for each kind.

What comes out is verbatim, or edited where the change is marked.
"""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from .made_altered import ANY, VERBS, WHOLE, Alteration, Change, Draft, Edit, edited, lowered
from .made_units import LEAST, Unit, World, count, fragment, is_numeric
from .made_words import (
    FUNCTION,
    LISTS,
    NOTE,
    ORDINALS,
    SCALES,
    VALUES,
    Word,
    capital,
    like,
    ordinal,
    spelled,
    words,
)


def as_is(unit: Unit, world: World, rng: Random) -> Draft | None:
    return Draft(unit.passage, "verbatim")


_APOSTROPHE = re.compile(r"(?<=\w)[’'](?=\w)|(?<=s)[’'](?= )")
_SINGLE = re.compile(r"(?<!\w)[‘']([^‘’']*(?:(?<=\w)[’'](?=\w)[^‘’']*)*)[’'](?!\w)")
_DOUBLE = re.compile(r"“([^”]*)”|\"([^\"]*)\"")


def marks(unit: Unit, world: World, rng: Random) -> Draft | None:
    text = unit.passage
    curly = rng.choice(["’", "'"])
    opening, closing = rng.choice([("‘", "’"), ("'", "'"), ("‘", "'"), ("`", "'")])
    new = _DOUBLE.sub(lambda m: f"{opening}{m[1] or m[2]}{closing}", text)
    new = _SINGLE.sub(lambda m: f"{opening}{m[1]}{closing}", new)
    new = _APOSTROPHE.sub(curly, new)
    return Draft(new, "verbatim") if new != text else None


_DASH = re.compile(r"\s+(?:—|–|--?)\s+|—")
_COMMA = re.compile(r"(?<=[a-z]), (?=(?:but|and|because|which|or|not) )")


def dashes(unit: Unit, world: World, rng: Random) -> Draft | None:
    text = unit.passage
    edits: list[Edit] = []
    changed: list[Change] = []
    style = rng.choice(["—", " — ", " – ", " - ", "--", " -- "])
    for match in _DASH.finditer(text):
        if match[0] != style:
            edits.append((match.start(), match.end(), style))
    closed = dict(pair.split() for pair in LISTS["hyphened"])
    hyphened = {word: other for other, word in closed.items()}
    for word in words(text):
        low = word.low
        new = closed.get(low) or hyphened.get(low)
        if not new and "-" in low:
            new = low.replace("-", rng.choice([" ", " ", "‑", "‐"]))
        if new and (word.text.islower() or word.text[1:].islower()):
            new = like(word.text, new)
            edits.append((word.start, word.end, new))
            changed.append((new, word.text))
    if not edits and rng.random() < 0.1:
        commas = list(_COMMA.finditer(text))
        if commas:
            match = rng.choice(commas)
            edits.append((match.start(), match.end(), style))
    return Draft(edited(text, edits), "verbatim", tuple(changed)) if edits else None


def british(unit: Unit, world: World, rng: Random) -> Draft | None:
    """American spelling to British or back."""
    text = unit.passage
    pairs = [pair.split(" ", 1) for pair in LISTS["spellings"]]
    other = dict(pairs) | {b: a for a, b in pairs}
    edits: list[Edit] = []
    changed: list[Change] = []
    found = [(w.start, w.end, w.text) for w in words(text)]
    found += [(m.start(), m.end(), m[0]) for m in re.finditer(r"\bper cent\b", text)]
    for start, end, old in found:
        if old.lower() in other:
            new = like(old, other[old.lower()])
            edits.append((start, end, new))
            changed.append((new, old))
    return Draft(edited(text, edits), "verbatim", tuple(changed)) if edits else None


_DENIAL = re.compile(
    r"n[’']t\b|\b(?:not?|never|nobody|none|nothing|neither|nor|cannot|without|if|unless|until|except"
    r"|provided|although|might|may|perhaps|maybe|probably|only|less|half|about|nearly|almost|roughly)\b",
    re.IGNORECASE,
)


def ellipsis(unit: Unit, world: World, rng: Random) -> Draft | None:
    """Three to twenty words left out and marked; none of them turns what is said."""
    text = unit.passage
    rows = words(text)
    if set('“”‘"') & set(text):
        return None
    ways = [
        (i, j)
        for i in range(3, len(rows) - 6)
        for j in range(i + 3, min(i + 20, len(rows) - 3) + 1)
        if (_breaks(text, rows, i) and _breaks(text, rows, j))
        and not _DENIAL.search(text[rows[i].start : rows[j - 1].end])
    ]
    if not ways:
        return None
    i, j = rng.choice(ways)
    left, right = text[: rows[i - 1].end], text[_opening(text, rows[j].start) :]
    gap = text[rows[i - 1].end : rows[i].start]
    if gap[:1] in (".", "!", "?") and gap.strip(" $£€") and rng.random() < 0.5:
        left += gap[0]
    mark = rng.choice([" … ", " ... ", "… ", "... ", " […] ", " [...] ", "…", " . . . "])
    said = text[_opening(text, rows[i].start) : rows[j].start].strip(" ,;:—–$£€")
    return Draft(left + mark + right, "edited", ((mark.strip(), said),))


def _opening(text: str, at: int) -> int:
    return at - 1 if at and text[at - 1] in "$£€" else at


def _breaks(text: str, rows: tuple[Word, ...], at: int) -> bool:
    """True where a phrase may begin with the word, and no number is cut in two."""
    between = text[rows[at - 1].end : rows[at].start]
    if is_numeric(rows[at - 1]) and is_numeric(rows[at]):
        return False
    return bool(re.search(r"[,;.—–!?]\s|—", between)) or rows[at].low in FUNCTION


def gloss(unit: Unit, world: World, rng: Random) -> Draft | None:
    """A name in brackets for a pronoun, or words in brackets after a noun."""
    text = unit.passage
    ways: list[tuple[Edit, Change]] = []
    rows = words(text)
    for this, after in pairwise([*rows, Word(0, 0, "")]):
        pool = LISTS["glosses"].get(this.low)
        if not pool or text[this.end : this.end + 1] != " ":
            continue
        if this.low == "i" and after.low in ("am", "do", "have", "don't", "haven't"):
            continue
        new = rng.choice(pool)
        new = new if this.start in unit.starts else re.sub(r"^The ", "the ", new)
        new = f"[{capital(new) if this.start in unit.starts else new}]"
        ways.append(((this.start, this.end, new), (new, this.text)))
    if not ways or rng.random() < 0.2:
        nouns = [
            (this, after)
            for this, after in pairwise(rows)
            if this.low not in FUNCTION
            and this.text.islower()
            and not this.low.endswith(("ed", "ing", "ly"))
            and this.low not in VERBS
            and not is_numeric(this)
            and text[this.end : after.start] == " "
            and after.low in ("and", "but", "in", "on", "for", "because", "that", "who")
        ]
        if nouns:
            noun, _ = rng.choice(nouns)
            new = f"[{rng.choice(LISTS['additions'])}]"
            ways = [((noun.end, noun.end, f" {new}"), (new, ""))]
    if not ways:
        return None
    drawn = sorted(rng.sample(ways, min(len(ways), rng.choice([1, 1, 2]))))
    quote = edited(text, [edit for edit, _ in drawn])
    return Draft(quote, "edited", tuple(change for _, change in drawn))


_CLAUSE = re.compile(r"[,;:—–] ?(?=[a-z])")


def first_letter(unit: Unit, world: World, rng: Random) -> Draft | None:
    """[W]e where the source's sentence began earlier, [w]e where it begins with a capital."""
    text = unit.passage
    first, last = unit.sentence_of(0)
    clauses = [
        m.end()
        for m in _CLAUSE.finditer(text, first, last)
        if count(text[m.end() : last]) >= LEAST and not set('“‘"') & set(text[: m.end()])
    ]
    small = lowered(text)
    way = rng.choice(["raised", "lowered"])
    if way == "raised" and clauses:
        at = rng.choice(clauses)
        left = text[at:]
        return Draft(
            f"[{left[0].upper()}]{left[1:]}", "edited", ((f"[{left[0].upper()}]", left[0]),)
        )
    if small == text:
        return None
    small = small.rstrip(".") if rng.random() < 0.7 else small
    return Draft(f"[{small[0]}]{small[1:]}", "edited", ((f"[{small[0]}]", text[0]),))


_INTEGER = re.compile(r"(?<![\w.,:$£€-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w:-]|[.,]\d)")
_PERCENT = re.compile(r"(\d[\d.]*|[a-z]+(?:-[a-z]+)?)(?: (?:percent|per cent)\b|%)")
_MONEY = re.compile(
    r"([$£€])(\d[\d,.]*\d|\d)((?: (?:thousand|million|billion|trillion)\b)?)(?! ?[-/])"
)
_COINED = re.compile(
    r"\b(\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)( (?:thousand|million|billion|trillion))? "
    r"(dollars|pounds|euros)\b"
)
_SCALED = re.compile(
    r"(?<![\w.,$£€])(\d+)(?:\.(\d))? (million|billion)\b(?! (?:dollars|pounds|euros))"
)
# Before a number that is not whole, or not alone: "three or four thousand pounds".
_PART = re.compile(r"[$£€,.-]$|\b(?:or|to|and|hundred|between) $")
_NAMES = {"$": "dollars", "£": "pounds", "€": "euros"}
_SIGNS = {coin: sign for sign, coin in _NAMES.items()}
_MONTHS = frozenset(LISTS["months"])


def _value(word: str) -> int | None:
    """Of a number below a hundred in small letters; None for any other word, and for "one"."""
    if word in VALUES:
        return VALUES[word] if VALUES[word] > 1 else None
    tens, _, rest = word.partition("-")
    if VALUES.get(tens, 0) >= 20 and 0 < VALUES.get(rest, 0) < 10:
        return VALUES[tens] + VALUES[rest]
    return None


def numbers(unit: Unit, world: World, rng: Random) -> Draft | None:
    """Twenty and 20, 5 percent and 5%, $5 million and 5 million dollars, 2,300 and 2300."""
    text = unit.passage
    ways: list[Edit] = [*_percents(text, rng), *_money(text), *_integers(text), *_words(text)]
    rng.shuffle(ways)
    taken: list[Edit] = []
    for start, end, new in ways[: rng.choice([1, 1, 2, 3])]:
        if all(end <= a or start >= b for a, b, _ in taken):
            taken.append((start, end, new))
    if not taken:
        return None
    changed = tuple((new, text[start:end]) for start, end, new in sorted(taken))
    return Draft(edited(text, taken), "verbatim", changed)


def _percents(text: str, rng: Random) -> list[Edit]:
    found: list[Edit] = []
    for match in _PERCENT.finditer(text):
        value = _value(match[1])
        if value is None and not match[1][0].isdigit():
            continue
        styles = ["{}%", "{} %", "{} percent", "{} per cent"]
        forms = [style.format(value or match[1]) for style in styles]
        small = int(match[1]) if match[1].isdigit() and 1 < int(match[1]) < 100 else value
        if small:
            forms += [f"{spelled(small)} percent", f"{spelled(small)} per cent"]
        new = rng.choice([form for form in forms if form != match[0]])
        found.append((match.start(), match.end(), new))
    return found


def _money(text: str) -> list[Edit]:
    found: list[Edit] = []
    for match in _MONEY.finditer(text):
        # "$6.40" has no such form in words, "$1.5 million" has.
        if match[3] or "." not in match[2]:
            found.append((match.start(), match.end(), f"{match[2]}{match[3]} {_NAMES[match[1]]}"))
    for match in _COINED.finditer(text):
        value = _value(match[1]) or (match[1] if match[1][0].isdigit() else None)
        if value and not _PART.search(text[: match.start()]) and match[2] != " thousand":
            sign = _SIGNS[match[3]]
            found.append((match.start(), match.end(), f"{sign}{value}{match[2] or ''}"))
    return found


def _integers(text: str) -> list[Edit]:
    found: list[Edit] = []
    for match in _INTEGER.finditer(text):
        before = text[: match.start()].split()[-1:] or [""]
        after = (text[match.end() :].split() or [""])[0].strip(",.;")
        is_named = before[0][:1].isupper() and before[0].lower() not in FUNCTION
        if is_named or after in _MONTHS or re.fullmatch(r"[ap]\.?m|Sept|%", after):
            continue
        if text[match.end() : match.end() + 1] == "%":
            continue
        if "," in match[0]:
            found.append((match.start(), match.end(), match[0].replace(",", "")))
        elif 1 < int(match[0]) < 100 and len(match[0]) < 3 and match[0][0] != "0":
            new = spelled(int(match[0]))
            found.append((match.start(), match.end(), new if match.start() else capital(new)))
    for match in _SCALED.finditer(text):
        zeros = {"million": 6, "billion": 9}[match[3]] - (1 if match[2] else 0)
        value = int(match[1] + (match[2] or "") + "0" * zeros)
        found.append((match.start(), match.end(), f"{value:,}"))
    return found


def _words(text: str) -> list[Edit]:
    found: list[Edit] = []
    rows = words(text)
    for at, word in enumerate(rows):
        before = rows[at - 1] if at else Word(0, 0, "")
        after = rows[at + 1] if at + 1 < len(rows) else Word(0, 0, "")
        value = _value(word.low)
        if before.low in ("hundred", "and") and at > 1 and rows[at - 2].low == "hundred":
            continue
        if value and before.low != "hundred" and not (before.low in VALUES and value < 10):
            third = rows[at + 2] if at + 2 < len(rows) else Word(0, 0, "")
            if after.low in ("hundred", "thousand"):
                if not is_numeric(third) and third.low != "and":
                    times = 100 if after.low == "hundred" else 1000
                    found.append((word.start, after.end, f"{value * times:,}"))
            elif not (is_numeric(after) and after.low not in SCALES):
                found.append((word.start, word.end, str(value)))
        elif (
            word.text in ORDINALS
            and ORDINALS[word.text] > 2
            and before.low not in ("a", "one", "two", "each", "the")
        ):
            found.append((word.start, word.end, ordinal(ORDINALS[word.text])))
    return found


_SPACES = ("  ", "\n", "\u00a0", "\u2009", "\t", " \n", "   ")


def spacing(unit: Unit, world: World, rng: Random) -> Draft | None:
    text = unit.passage
    gaps = [m.start() for m in re.finditer(" ", text)]
    drawn = rng.sample(gaps, min(len(gaps), rng.randint(1, 5)))
    quote = edited(text, [(at, at + 1, rng.choice(_SPACES)) for at in drawn])
    return Draft(quote, "verbatim")


def case(unit: Unit, world: World, rng: Random) -> Draft | None:
    text = unit.passage
    rows = [w for w in words(text) if w.low not in FUNCTION and w.text.isalpha()]
    way = rng.choice(["capitals", "small", "title", "word", "word"])
    if way == "capitals":
        new = text.upper()
    elif way == "small":
        new = text.lower()
    elif way == "title":
        new = edited(text, [(w.start, w.end, capital(w.text)) for w in rows])
    elif not rows:
        return None
    else:
        word = rng.choice(rows)
        form = rng.choice([word.text.upper(), capital(word.text), word.text.lower()])
        new = edited(text, [(word.start, word.end, form)])
    return Draft(new, "verbatim") if new != text else None


_LEAD = re.compile(r"(?:" + "|".join(LISTS["leads"]) + r")\b,? (?!far\b|that\b|long\b)")


def leading_word(unit: Unit, world: World, rng: Random) -> Draft | None:
    """A leading "And", "But", "So" or "Well," is left out."""
    text = unit.passage
    match = _LEAD.match(text)
    if not match or (match[0].startswith("Well") and "," not in match[0]):
        return None
    lead = match[0].strip(" ,")
    if unit.shape == "sentence" and rng.random() < 0.35:
        opening = fragment(unit, rng, at_start=True)
        if not opening:
            return None
        left = opening.passage[match.end() :]
        return Draft(left, "verbatim", (("", lead),), opening.passage)
    left = text[match.end() :]
    if rng.random() < 0.25:
        return Draft(left.rstrip("."), "verbatim", (("", lead),))
    return Draft(capital(left), "verbatim", (("", lead),))


_FILLER = re.compile(r"(,?)(\s*)\b(?:um|uh|er)\b(,?)\s*", re.IGNORECASE)


def fillers(unit: Unit, world: World, rng: Random) -> Draft | None:
    """Um, uh and er are left out, and sound notes with them."""
    text = unit.passage

    def gap(match: re.Match[str]) -> str:
        if not match.start():
            return ""
        return (", " if match[1] and match[3] and rng.random() < 0.4 else "") or " "

    new = NOTE.sub("", text)
    bare = re.sub(r"\s+", " ", _FILLER.sub(gap, new)).strip()
    if bare == text:
        return None
    if unit.shape != "fragment":
        bare = re.sub(r"([.!?] )([a-z])", lambda m: m[1] + m[2].upper(), capital(bare))
    return Draft(bare, "verbatim")


FAITHFUL: dict[str, tuple[Alteration, tuple[str, ...]]] = {
    "as-is": (as_is, ("sentence",)),
    "marks": (marks, ANY),
    "dashes": (dashes, ANY),
    "british": (british, ANY),
    "ellipsis": (ellipsis, WHOLE),
    "gloss": (gloss, ANY),
    "first-letter": (first_letter, WHOLE),
    "numbers": (numbers, ANY),
    "spacing": (spacing, ANY),
    "case": (case, ANY),
    "leading-word": (leading_word, WHOLE),
    "fragment": (as_is, ("fragment",)),
    "two-sentences": (as_is, ("pair",)),
    "fillers": (fillers, ANY),
}
