"""How a quote comes to say something else than its source: one function for each kind.

Each takes a stretch of a text and changes it in one known way, or returns None where it cannot.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from .made_units import LEAST, Unit, World, count, is_numeric, names_in
from .made_words import (
    FUNCTION,
    LISTS,
    ORDINALS,
    SCALES,
    VALUES,
    Word,
    capital,
    like,
    spelled,
    words,
)

Change = tuple[str, str]
Edit = tuple[int, int, str]


@dataclass(frozen=True)
class Draft:
    """A quote as it was changed.

    Attributes:
        quote: its words.
        changed: quoted and said words of every change, "" where there are none.
        verdict: what the definitions say of it.
        passage, speaker, name: of the passage, of whoever is credited, of the text; where not the unit's.
    """

    quote: str
    verdict: str
    changed: tuple[Change, ...] = ()
    passage: str | None = None
    speaker: str | None = None
    name: str | None = None


Alteration = Callable[[Unit, World, Random], "Draft | None"]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with stretches of it replaced; they may not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def without(text: str, start: int, end: int) -> str:
    """The text with a stretch left out and the gap closed."""
    left, right = text[:start].rstrip(), text[end:].lstrip()
    if right[:1] in (",", ".", ";", ":", "!", "?"):
        left = left.rstrip(",;:—– ")
    if right[:1] == "—":
        return left + right
    if not left or left[-1] in ".!?":
        return f"{left} {capital(right.lstrip(', '))}".strip()
    return left + right if right[:1] in (",", ".", ";", ":", "!", "?", "") else f"{left} {right}"


def lowered(text: str) -> str:
    """Without the capital of a sentence's first word, unless it has it anyway."""
    first = words(text)[0] if words(text) else None
    keeps = first is None or first.low.split("'")[0] == "i" or first.low not in FUNCTION
    return text if keeps else text[0].lower() + text[1:]


def _partners(key: str) -> dict[str, list[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in LISTS[key]:
        one, other = (side.split() for side in line.split(" / "))
        for a, b in zip(one, other, strict=True):
            found[a].add(b)
            found[b].add(a)
    return {
        word: sorted(others - {word})
        for word, others in found.items()
        if word not in LISTS["vague"] and others - {word}
    }


def _tenses() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in LISTS["tenses"]:
        one, other = line.split()
        found[one].append(other)
        found[other].append(one)
    for line in LISTS["shortened_tenses"]:
        one, other = line.split()
        found[one.lower()].append(other)
    return found


VERBS, NOUNS, DESCRIBERS = (_partners(key) for key in ("verbs", "nouns", "describers"))
TENSES = _tenses()
_AUXILIARIES = frozenset(LISTS["auxiliaries"])
_DETERMINERS = frozenset(LISTS["determiners"])
# A verb follows.
_SUBJECTS = _AUXILIARIES | frozenset(["i", "we", "you", "they", "who", "to", "not", "never"])
_PREPOSITIONS = frozenset(LISTS["prepositions"])


def _is_plain(unit: Unit, word: Word) -> bool:
    """True for a word that is no name: in small letters, or the first of its sentence."""
    small = word.text[1:].replace("’", "").replace("'", "").islower()
    return (word.text.islower() or word.low[:2] == "i'" or word.start in unit.starts) and (
        small or word.text.islower()
    )


def _synonyms(unit: Unit, rng: Random) -> list[tuple[Edit, Change]]:
    """Changes of words for others of like meaning, in the order of the passage."""
    found = []
    here = {word.low for word in words(unit.passage)}
    before = ""
    for word in words(unit.passage):
        others = [w for w in _alike(word.low, before) if w not in here]
        if others and _is_plain(unit, word):
            new = like(word.text, rng.choice(others))
            found.append(((word.start, word.end, new), (new, word.text)))
        before = word.low
    return found


def _alike(word: str, before: str) -> list[str]:
    """Words of like meaning, by what the word before lets it be."""
    if word in VERBS and word in NOUNS:
        return NOUNS[word] if before in _DETERMINERS else VERBS[word] if before in _SUBJECTS else []
    if word in VERBS and before in _DETERMINERS:
        return []
    return [*VERBS.get(word, ()), *NOUNS.get(word, ()), *DESCRIBERS.get(word, ())]


def synonym(unit: Unit, world: World, rng: Random) -> Draft | None:
    return _one(unit, _synonyms(unit, rng), rng)


def _one(unit: Unit, found: Sequence[tuple[Edit, Change]], rng: Random) -> Draft | None:
    if not found:
        return None
    edit, change = rng.choice(found)
    return Draft(edited(unit.passage, [edit]), "altered", (change,))


_DIGITS = re.compile(r"(?<![\w.,:-])(\d{1,3}(?:,\d{3})+|\d+)([.:]\d+)?(?=s?(?![\w:]|[.,]\d))")
_MONTHS = "|".join(LISTS["months"])
_DAY = re.compile(rf"#\s(?:{_MONTHS})\b|\b(?:{_MONTHS})\s#")
_CLOCK = re.compile(r"\s?[ap]\.?m\b")


def _other_digits(match: re.Match[str], rng: Random) -> str:
    whole, rest = match[1], match[2] or ""
    value = int(whole.replace(",", ""))
    if _CLOCK.match(match.string, match.end()):
        new = rng.choice([n for n in range(1, 13) if n != value])
    elif not rest and _DAY.search(
        match.string[: match.start()] + "#" + match.string[match.end() :]
    ):
        new = rng.choice([n for n in range(1, 29) if n != value])
    elif "," not in whole and not rest and 1800 <= value <= 2100:
        new = value + rng.choice([n for n in range(-12, 13) if n])
    elif rest and rng.random() < 0.5:
        digits = list(rest)
        at = rng.randrange(1, len(digits))
        # A last digit of 0 would leave the value as it was where the digit was cut off.
        some = "12345" if digits[0] == ":" and at == 1 else "123456789"
        digits[at] = rng.choice([d for d in some if d != digits[at]])
        return whole + "".join(digits)
    elif value < 10:
        new = rng.choice([n for n in range(2, 10) if n != value])
    else:
        ways = [value + rng.choice([-2, -1, 1, 2])]
        digits = list(str(value))
        at = rng.randrange(len(digits))
        new_digit = rng.choice([d for d in "123456789" if d != digits[at]])
        ways.append(int("".join([*digits[:at], new_digit, *digits[at + 1 :]])))
        if len(digits) > 1 and digits[0] != digits[1] and digits[1] != "0":
            ways.append(int("".join([digits[1], digits[0], *digits[2:]])))
        if not rest:
            ways.append(value * 10)
        new = rng.choice(ways)
    return (f"{new:,}" if "," in whole or new >= 10_000 else str(new)) + rest


def _other_value(part: str, rng: Random) -> str:
    value = VALUES[part]
    if value >= 20:
        return spelled(rng.choice([n for n in range(20, 100, 10) if n != value]))
    return spelled(rng.choice([n for n in range(2, 10 if value < 10 else 20) if n != value]))


def _numbers(unit: Unit, rng: Random) -> list[tuple[Edit, Change]]:
    """Changes of a number's value."""
    text = unit.passage
    found: list[tuple[Edit, Change]] = []

    def add(start: int, end: int, new: str) -> None:
        found.append(((start, end, new), (new.strip(), text[start:end].strip())))

    for match in _DIGITS.finditer(text):
        end = match.end()
        add(match.start(), end, _other_digits(match, rng))
    before: Word | None = None
    for word in words(text):
        parts = re.split("(-)", word.text)
        at = [
            n
            for n, part in enumerate(parts)
            if part in VALUES and VALUES[part] and (part != "one" or n)
        ]
        if at and _is_plain(unit, word):
            n = rng.choice(at)
            new = "".join([*parts[:n], _other_value(parts[n], rng), *parts[n + 1 :]])
            add(word.start, word.end, new)
        elif parts[0] in ORDINALS and ORDINALS[parts[0]] > 2 and word.text.islower():
            others = [o for o, value in ORDINALS.items() if 2 < value < 8 and o != parts[0]]
            add(word.start, word.end, "".join([rng.choice(others), *parts[1:]]))
        elif before and is_numeric(before) and word.low in SCALES:
            others = [s for s in ("thousand", "million", "billion") if s != word.low]
            add(word.start, word.end, rng.choice(others))
        elif before and before.low in VALUES and word.low == "hundred":
            add(word.start, word.end, "thousand")
        before = word
    return found


def number(unit: Unit, world: World, rng: Random) -> Draft | None:
    return _one(unit, _numbers(unit, rng), rng)


_BEFORE_NO = frozenset(["one", "longer", "more", "matter", "doubt", "not", "never", "no"])


def negation(unit: Unit, world: World, rng: Random) -> Draft | None:
    """A denial becomes an assertion or the other way; only left out ("not", "never"), it is trimmed."""
    text = unit.passage
    found: list[tuple[Edit, Change, str]] = []
    rows = words(text)
    mark = "’" if "’" in unit.paragraph else "'"
    for this, after in pairwise([*rows, Word(0, 0, "")]):
        if not _is_plain(unit, this) or after.low in _BEFORE_NO:
            continue
        for old, new in LISTS["negations"]:
            if this.low != old or (this.low == "not" and after.low in ("only", "just")):
                continue
            if not new and this.start in unit.starts:
                continue
            if new:
                new = like(this.text, new)
                found.append(((this.start, this.end, new), (new, this.text), "altered"))
            else:
                start = len(text[: this.start].rstrip())
                found.append(((start, this.end, ""), ("", this.text), "trimmed"))
        for old, new in LISTS["denials"]:
            if this.low != old:
                continue
            new = like(this.text, new.replace("'", mark))
            added = new.split()[1:] if new.lower().startswith(f"{old} ") else []
            change = (added[0], "") if added else (new, this.text)
            found.append(((this.start, this.end, new), change, "altered"))
    kinds = sorted({(verdict, bool(change[1])) for _, change, verdict in found})
    if not kinds:
        return None
    # Evenly over dropped, changed and added, whichever there are.
    wanted = rng.choice(kinds)
    edit, change, verdict = rng.choice([f for f in found if (f[2], bool(f[1][1])) == wanted])
    return Draft(edited(text, [edit]), verdict, (change,))


_HEDGE = re.compile(
    r"\b(?:" + "|".join(sorted(LISTS["hedges"], key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:" + "|".join(LISTS["conditions"]) + r")\b", re.IGNORECASE)
_UNITS = frozenset(
    ["percent", "percentage", "points", "cent", "pounds", "dollars", "euros", "million", "billion"]
)


def dropped_word(unit: Unit, world: World, rng: Random) -> Draft | None:
    """A hedge, a word, a condition or a whole sentence between two is left out."""
    ways = [_without_hedge, _without_word, _without_clause, _without_sentence]
    rng.shuffle(ways)
    return next((draft for way in ways if (draft := way(unit, world, rng))), None)


def _left_out(unit: Unit, start: int, end: int) -> Draft | None:
    """None where the words left out do not have two others on either side."""
    text = unit.passage
    if min(count(text[:start]), count(text[end:])) < 2:
        return None
    return Draft(without(text, start, end), "trimmed", (("", text[start:end].strip(" ,—–")),))


def _without_hedge(unit: Unit, world: World, rng: Random) -> Draft | None:
    found = [
        m
        for m in _HEDGE.finditer(unit.passage.replace("’", "'"))
        if m[0] != "May"
        and (m[0].lower() not in _ROUNDING or _is_amount(unit.passage[m.end() :]))
        and unit.passage[m.end() : m.end() + 1] not in ("’", "'", "-")
    ]
    if not found:
        return None
    match = rng.choice(found)
    return _left_out(unit, match.start(), match.end())


_ROUNDING = ("some", "about", "around")


def _is_amount(text: str) -> bool:
    """True where a figure or a number in words comes next."""
    after = words(text[:30])
    return bool(re.match(r"\s[$£€\d]", text)) or bool(after and is_numeric(after[0]))


def _without_word(unit: Unit, world: World, rng: Random) -> Draft | None:
    """An adjective or the like: a content word between a small one and another content word."""
    rows = words(unit.passage)
    found = [
        w
        for before, w, after in zip(rows, rows[1:], rows[2:], strict=False)
        if all(_is_content(word) for word in (w, after))
        and before.low in _DETERMINERS - {"a"} | _PREPOSITIONS
        and unit.passage[before.end : w.start] == unit.passage[w.end : after.start] == " "
        and not re.search(r"(?:s|ed|ing|ly)$", w.low)
        and not re.search(r"(?:ed|ing|ly)$", after.low)
        and (after.low not in VERBS or after.low in NOUNS)
    ]
    if not found:
        return None
    word = rng.choice(found)
    return _left_out(unit, word.start, word.end)


def _is_content(word: Word) -> bool:
    return (
        word.text.islower()
        and len(word.text) > 2
        and word.low not in FUNCTION
        and word.low not in _UNITS
        and "'" not in word.low
        and not is_numeric(word)
    )


def _without_clause(unit: Unit, world: World, rng: Random) -> Draft | None:
    text = unit.passage
    found: list[tuple[int, int]] = []
    for match in _CONDITION.finditer(text):
        first, last = unit.sentence_of(match.start())
        stop = re.search(r"[,;](?=\s)|\s[—–]\s|—", text[match.end() : last])
        end = match.end() + stop.start() if stop else len(text[:last].rstrip(".!?”’\"'"))
        if match.start() == first and stop:
            end = match.end() + stop.end()
        if 3 <= count(text[match.start() : end]) <= 25 and (match.start() != first or stop):
            found.append((match.start(), end))
    if not found:
        return None
    return _left_out(unit, *rng.choice(found))


def _without_sentence(unit: Unit, world: World, rng: Random) -> Draft | None:
    run = world.draw_run(unit.key, rng, 3) if unit.shape == "pair" else None
    if not run:
        return None
    first, middle, last = (run.paragraph[s.start : s.end] for s in run.sentences)
    if count(middle) > 25:
        return None
    return Draft(f"{first} {last}", "trimmed", (("", middle),), run.passage)


_EDGE_WORD = re.compile(
    r"\s(?=(?:because|if|unless|although|though|when|while|which|until|so that|provided that)\s)"
)
_COMMA = re.compile(r"[,;:—–]\s")


def dropped_edge(unit: Unit, world: World, rng: Random) -> Draft | None:
    """The clause at the start or the end is left out, and the rest shown as a whole sentence."""
    text = unit.passage
    ways: list[tuple[int, int]] = []
    first, last = unit.sentence_of(0), unit.sentence_of(len(text) - 1)
    for match in _COMMA.finditer(text, *first):
        if count(text[: match.start()]) >= 3 and text[match.end()].islower():
            ways.append((0, match.end()))
    for pattern in (_COMMA, _EDGE_WORD):
        for match in pattern.finditer(text, *last):
            if (
                count(text[match.end() : last[1]]) >= 2
                and count(text[last[0] : match.start()]) >= 4
            ):
                ways.append((match.start(), len(text)))
    ways = [w for w in ways if not set(text[w[0] : w[1]]) & set('“”‘"')]
    if not ways:
        return None
    start, end = rng.choice(ways)
    left = text[:start].rstrip(" ,;:—–")
    quote = f"{left}." if left else capital(text[end:])
    return Draft(quote, "trimmed", (("", text[start:end].strip(" .,;:—–")),))


def added_word(unit: Unit, world: World, rng: Random) -> Draft | None:
    text = unit.passage
    found: list[tuple[int, str]] = []
    here = {w.low for w in words(text)}
    for this, after in pairwise(words(text)):
        if text[this.end : after.start] != " " or not after.text.islower():
            continue
        vowel = after.text[0] in "aeiou"
        if this.low in _AUXILIARIES and after.low not in ("not", "never"):
            pool = LISTS["adverbs"]
        elif this.low in _DETERMINERS and after.low not in FUNCTION and not is_numeric(after):
            pool = LISTS["adjectives"]
            if this.low in ("a", "an"):
                pool = [w for w in pool if (w[0] in "aeiou") == vowel]
        else:
            continue
        found.extend((after.start, word) for word in pool if word not in here)
    if not found:
        return None
    at, word = rng.choice(found)
    return Draft(f"{text[:at]}{word} {text[at:]}", "altered", ((word, ""),))


_AND = re.compile(r"\b(\w+) (and|or) (\w+)\b")


def moved_words(unit: Unit, world: World, rng: Random) -> Draft | None:
    """A phrase stands elsewhere in its sentence, or two words around an "and" change places."""
    text = unit.passage
    swaps = [
        m
        for m in _AND.finditer(text)
        if m[1].islower() and m[3].islower() and not {m[1], m[3]} & FUNCTION and m[1] != m[3]
    ]
    if swaps and rng.random() < 0.3:
        m = rng.choice(swaps)
        quote = edited(text, [(m.start(), m.end(), f"{m[3]} {m[2]} {m[1]}")])
        return Draft(quote, "altered", ((m[3], m[3]),))
    rows = words(text)
    phrases: list[tuple[int, int]] = []
    for i, word in enumerate(rows):
        if word.low not in _PREPOSITIONS or word.start in unit.starts or not word.text.islower():
            continue
        for j in range(i + 2, min(i + 6, len(rows)) + 1):
            phrase = text[word.start : rows[j - 1].end]
            follows = rows[j].low if j < len(rows) else ""
            is_whole = text[rows[j - 1].end : rows[j - 1].end + 1] in (",", ".", ";")
            if re.search(r"[,;:.—–“”‘\"()]\s", phrase) or text[
                rows[j - 1].end : rows[j - 1].end + 1
            ] in ("-", "’", "'", "%"):
                break
            if rows[j - 1].low in _AUXILIARIES | {"who", "that", "which"}:
                break  # the next clause has begun
            if rows[j - 1].low not in FUNCTION and (is_whole or follows in FUNCTION):
                phrases.append((word.start, rows[j - 1].end))
                break
    if not phrases:
        return None
    start, end = rng.choice(phrases)
    phrase = text[start:end]
    first, last = unit.sentence_of(start)
    sentence = text[first:last]
    left = without(sentence, start - first, end - first)
    places = [
        w.start
        for w in words(left)
        if w.low in _PREPOSITIONS and w.start and left[w.start - 1] == " "
    ]
    way = rng.choice(["start", "end", "inside"])
    moved = phrase
    if way == "start":
        moved = capital(phrase)
        new = f"{moved}, {lowered(left)}"
    elif way == "inside" and places:
        at = rng.choice(places)
        new = f"{left[:at]}{phrase} {left[at:]}"
    else:
        body = left.rstrip(".!?”’\"'")
        new = f"{body} {phrase}{left[len(body) :]}"
    return Draft(text[:first] + new + text[last:], "altered", ((moved, phrase),))


def tense(unit: Unit, world: World, rng: Random) -> Draft | None:
    found = []
    before = ""
    for word in words(unit.passage):
        others = TENSES.get(word.low)
        others = [other for other in others or () if _is_finite(word.low, other.lower(), before)]
        if others and _is_plain(unit, word):
            new = like(word.text, rng.choice(others))
            new = new.replace("'", "’") if "’" in word.text else new
            found.append(((word.start, word.end, new), (new, word.text)))
        before = word.low
    return _one(unit, found, rng)


def _is_finite(word: str, other: str, before: str) -> bool:
    """True for a verb that has a tense: no infinitive, no participle, and no noun."""
    if before in _DETERMINERS | _AUXILIARIES | {"to", "not", "never", "be", "been", "having"}:
        return False
    if before.endswith("n't") or (before.endswith(("'d", "'ve", "'ll", "'s", "'re", "'m"))):
        return False
    if other in ("have", "do", "are"):
        return before in ("i", "we", "you", "they") or (before.endswith("s") and len(before) > 3)
    if other in ("has", "does", "is") or (other.endswith("s") and other != "was"):
        return before in ("he", "she", "it", "who", "which") or word.endswith(("s", "'t"))
    is_helper = word in _AUXILIARIES or "'" in word
    return is_helper or before in ("i", "we", "you", "they", "he", "she", "it", "who", "people")


def name(unit: Unit, world: World, rng: Random) -> Draft | None:
    text = unit.passage
    known = world.names[unit.key]
    here = {word for _, found in names_in(text) for word in found.split()}
    found = [(at, old) for at, old in names_in(text) if old in known]
    if not found:
        return None
    at, old = rng.choice(found)
    others = [n for n in known if not here & set(n.split())]
    alike = [n for n in others if len(n.split()) == len(old.split())] or others
    if not alike:
        return None
    new = rng.choice(alike)
    return Draft(edited(text, [(at, at + len(old), new)]), "altered", ((new, old),))


def splice(unit: Unit, world: World, rng: Random) -> Draft | None:
    """Two passages as one, far apart, of two paragraphs or two texts, or in the wrong order."""
    other = _far(unit, world, rng)
    if other is None:
        return None
    pair = [unit, other]
    rng.shuffle(pair)
    one, two = pair
    parts = [one.passage, two.passage]
    if rng.random() < 0.4:
        head, tail = _head(parts[0], rng), _tail(parts[1], rng)
        if not head or not tail:
            return None
        parts = [head, tail]
        # What lies between is then more than where whole sentences are joined, unless reversed.
    if min(count(part) for part in parts) < LEAST:
        return None
    return Draft(" ".join(parts), "spliced", (), "\n".join(parts), name=one.text.name)


def _far(unit: Unit, world: World, rng: Random) -> Unit | None:
    own = [k for k, text in world.texts.items() if text.speaker == unit.text.speaker]
    other = world.draw(rng.choice(own), "sentence", rng)
    if other is None or set('“”‘"') & set(unit.passage + other.passage):
        return None
    if other.key != unit.key or abs(other.number - unit.number) > 1:
        return other
    first, last = sorted([unit, other], key=lambda u: (u.number, u.start))
    if first.number != last.number:
        # The last sentence of a paragraph and the first of the next stand side by side.
        after = unit.text.paragraphs[first.number][first.end :]
        before = unit.text.paragraphs[last.number][: last.start]
        return other if count(after) + count(before) > 25 else None
    between = [
        s
        for s in world.sentences[unit.key][unit.number]
        if first.end <= s.start and s.end <= last.start and not s.is_note
    ]
    text = unit.paragraph[first.end : last.start]
    return other if len(between) > 1 and count(text) > 25 else None


def _cuts(text: str) -> list[int]:
    """Where a sentence may be cut in two: before a preposition or a conjunction."""
    return [
        w.start
        for w in words(text)
        if w.text.islower()
        and (
            w.low in _PREPOSITIONS
            or w.low in ("and", "but", "because", "that", "which", "who", "if")
        )
    ]


def _head(text: str, rng: Random) -> str | None:
    found = [at for at in _cuts(text) if count(text[:at]) >= LEAST]
    return text[: rng.choice(found)].rstrip(" ,;:—–") if found else None


def _tail(text: str, rng: Random) -> str | None:
    found = [at for at in _cuts(text) if count(text[at:]) >= LEAST]
    return text[rng.choice(found) :] if found else None


def other_speaker(unit: Unit, world: World, rng: Random) -> Draft | None:
    others = [s for s in world.speakers if s != unit.text.speaker]
    if not others or count(unit.passage) < 8:
        return None
    return Draft(unit.passage, "misattributed", speaker=rng.choice(others))


def close_paraphrase(unit: Unit, world: World, rng: Random) -> Draft | None:
    """Three or more words changed, at most two in five, the others as they were."""
    found = _synonyms(unit, rng)
    most = min(len(found), 6, int(0.4 * count(unit.passage)))
    if most < 3:
        return None
    drawn = sorted(rng.sample(found, rng.randint(3, most)))
    quote = edited(unit.passage, [edit for edit, _ in drawn])
    return Draft(quote, "altered", tuple(change for _, change in drawn))


def number_and_synonym(unit: Unit, world: World, rng: Random) -> Draft | None:
    numbers, synonyms = _numbers(unit, rng), _synonyms(unit, rng)
    if not numbers or not synonyms:
        return None
    drawn = sorted([rng.choice(numbers), rng.choice(synonyms)])
    (one, _), (two, _) = drawn
    if one[1] > two[0]:
        return None
    quote = edited(unit.passage, [one, two])
    return Draft(quote, "altered", tuple(change for _, change in drawn))


WHOLE = ("sentence", "sentence", "pair")
ANY = ("sentence", "sentence", "pair", "fragment")
ALTERED: dict[str, tuple[Alteration, tuple[str, ...]]] = {
    "synonym": (synonym, ANY),
    "number": (number, ANY),
    "negation": (negation, ANY),
    "dropped-inside": (dropped_word, ANY),
    "dropped-edge": (dropped_edge, WHOLE),
    "added": (added_word, ANY),
    "moved": (moved_words, WHOLE),
    "tense": (tense, ANY),
    "name": (name, ANY),
    "splice": (splice, ("sentence",)),
    "other-speaker": (other_speaker, WHOLE),
    "close-paraphrase": (close_paraphrase, ANY),
    "combined": (number_and_synonym, ANY),
}
