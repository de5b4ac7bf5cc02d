"""The passage that a paraphrase is most likely of, and where the two disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from attrib.model import Change, Document, Span
from attrib.model.verdict import About
from attrib.read.sentences import paragraph_spans, sentence_spans

from .judge import Place
from .search import Stretch
from .words import Word, is_number, listed, words

# How alike two words must be to be one in another form ("close", "closing"), 0 to 1.
_ALIKE = 0.72
# How much of a statement's telling words a passage must have, and how many.
_ENOUGH, _LEAST = 0.34, 2
# What two sentences must have more than one.
_PAIR = 0.12
# How far a figure may be off where the article says "about".
_ABOUT = 0.1
_LONG_RUN = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Meant:
    """A passage that a statement may be of.

    Attributes:
        stretch: where it stands.
        span: in the stretch's text; one sentence or two.
        score: how much of the statement's telling words it has, 0 to 1.
    """

    stretch: Stretch
    span: Span
    score: float


def passage_meant(forms: Sequence[str], stretches: Iterable[Stretch]) -> Meant | None:
    """The sentence that has most of a statement's telling words; None for nothing near."""
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cdist

    telling = [form for form in dict.fromkeys(forms) if form not in listed("light")]
    if len(telling) < _LEAST:
        return None
    best: Meant | None = None
    for stretch in stretches:
        said = stretch.place.words
        vocabulary = {form: n for n, form in enumerate(dict.fromkeys(w.form for w in said))}
        if not vocabulary:
            continue
        alike = cdist(
            telling,
            list(vocabulary),
            scorer=JaroWinkler.normalized_similarity,
            score_cutoff=_ALIKE,
            dtype=np.float32,
        )
        for row, form in enumerate(telling):
            if is_number(form):
                alike[row] = [other == form for other in vocabulary]
        alike[alike < 0.86] = 0
        for after, span, inside in _windows(_sentences(stretch.place), stretch.place.text):
            columns = [vocabulary[word.form] for word in inside]
            had = alike[:, columns].max(axis=1) if columns else np.zeros(len(telling))
            score = float(had.sum()) / len(telling)
            # Of sentences that have as much, the shorter one says it.
            score -= 0.001 * len(inside) + _PAIR * (after > 0)
            if int((had > 0).sum()) >= _LEAST and (best is None or score > best.score):
                best = Meant(stretch, span, score)
    return best if best is not None and best.score >= _ENOUGH else None


def disagreements(document: Document, spans: Sequence[Span], meant: Meant) -> tuple[Change, ...]:
    """The figures, dates and names of a statement that its passage has otherwise."""
    place = meant.stretch.place
    said = [w for w in place.words if meant.span.start <= w.start and w.end <= meant.span.end]
    around = _around(place, meant.span)
    found: list[Change] = []
    claimed = [word for span in spans for word in words(document.text, *span)]
    for about, ours, theirs in (
        ("number", _figures(claimed), _figures(said)),
        ("date", _dates(document.text, claimed), _dates(place.text, said)),
        ("name", _names(document.text, claimed), _names(place.text, said)),
    ):
        mine = {word.form for word in ours}
        free = [word for word in theirs if word.form not in mine]
        # "It may" near by is no month, and "the bill" nobody's name.
        nearby = {w.form for w in around if about == "number" or place.text[w.start].isupper()}
        for word in ours:
            there = [other for other in theirs if other.form == word.form]
            other = _counterpart(word, claimed, free, said)
            if other is None or _is_near(word, around, claimed):
                continue
            if there or word.form in nearby:
                # The same figure stands there too: of something else, or of this?
                if any(_counts_same(word, claimed, same, said) for same in there):
                    continue
                if not _counts_same(word, claimed, other, said):
                    continue
            free.remove(other)
            found.append(_change(document.text, word, place.text, other, meant.span, about))
    return tuple(found)


def _change(text: str, word: Word, theirs: str, other: Word, passage: Span, about: str) -> Change:
    kind: About = "number" if about == "number" else "date" if about == "date" else "name"
    return Change(
        "replaced",
        kind,
        text[word.start : word.end],
        theirs[other.start : other.end],
        Span(word.start, word.end),
        Span(other.start - passage.start, other.end - passage.start),
    )


def _sentences(place: Place) -> Iterator[tuple[Span, Sequence[Word]]]:
    text, said = place.text, place.words
    at = 0
    for paragraph in paragraph_spans(text):
        for span in sentence_spans(text, paragraph):
            first = at
            while first < len(said) and said[first].start < span.start:
                first += 1
            at = first
            while at < len(said) and said[at].end <= span.end:
                at += 1
            if at > first:
                yield span, said[first:at]


def _windows(
    sentences: Iterable[tuple[Span, Sequence[Word]]], text: str
) -> Iterator[tuple[int, Span, Sequence[Word]]]:
    """Each sentence (0), and each two of one paragraph (1)."""
    before: tuple[Span, Sequence[Word]] | None = None
    for span, inside in sentences:
        yield 0, span, inside
        if before is not None and "\n" not in text[before[0].end : span.start]:
            yield 1, Span(before[0].start, span.end), [*before[1], *inside]
        before = span, inside


def _around(place: Place, span: Span) -> list[Word]:
    """The words of a passage's paragraph, and of its neighbours."""
    start = place.text.rfind("\n", 0, max(0, place.text.rfind("\n", 0, span.start))) + 1
    end = place.text.find("\n", place.text.find("\n", span.end) + 1 or len(place.text))
    stop = len(place.text) if end < 0 else end
    return [word for word in place.words if start <= word.start and word.end <= stop]


def _figures(said: Sequence[Word]) -> list[Word]:
    return [word for word in said if is_number(word.form)]


def _dates(text: str, said: Sequence[Word]) -> list[Word]:
    dates = listed("dates")
    return [w for w in said if w.form in dates and text[w.start].isupper()]


def _names(text: str, said: Sequence[Word]) -> list[Word]:
    first = {said[0].start} if said else set()
    return [
        word
        for word in said
        if text[word.start].isupper()
        and word.start not in first
        and not is_number(word.form)
        and word.form not in listed("dates")
        and word.form not in listed("light")
        and text[max(0, word.start - 2) : word.start].strip(" ") not in (".", "!", "?", "“", '"')
    ]


def _is_near(word: Word, around: Sequence[Word], claimed: Sequence[Word]) -> bool:
    """True for a figure that the article rounds, and says so."""
    if not is_number(word.form):
        return False
    at = claimed.index(word)
    before = {other.form for other in claimed[max(0, at - 3) : at]}
    if not before & listed("rounding"):
        return False
    value = _value(word.form)
    return any(
        _unit(word.form) == _unit(other.form) and abs(_value(other.form) - value) <= _ABOUT * value
        for other in around
        if is_number(other.form)
    )


def _counts_same(word: Word, claimed: Sequence[Word], other: Word, said: Sequence[Word]) -> bool:
    """True for two figures of the same thing."""
    return is_number(word.form) and bool(_beside(claimed, word) & _beside(said, other))


def _counterpart(
    word: Word, claimed: Sequence[Word], free: Sequence[Word], said: Sequence[Word]
) -> Word | None:
    """What stands in the passage where the statement has a word."""
    if not free:
        return None
    if word.form in listed("dates"):
        # A day stands for a day, a month for a month.
        return next((other for other in free if _is_day(other.form) == _is_day(word.form)), None)
    if not is_number(word.form):
        return free[0] if len(free) == 1 else None
    beside = _beside(claimed, word)
    for other in free:
        if _unit(other.form) == _unit(word.form) and _beside(said, other) & beside:
            return other
    same = [other for other in free if _unit(other.form) == _unit(word.form)]
    years = _is_year(word.form)
    same = [other for other in same if _is_year(other.form) == years]
    if len(same) > 1:
        # "1,490" for "1,940": of several the one that a slip makes of it.
        same = [other for other in same if _is_slip(word.form, other.form)]
    return same[0] if len(same) == 1 else None


def _is_day(form: str) -> bool:
    return form.endswith("day")


def _is_slip(one: str, other: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return len(one) == len(other) and DamerauLevenshtein.distance(one, other) == 1


def _beside(said: Sequence[Word], word: Word) -> set[str]:
    """What a figure counts, and what stands before it."""
    at = list(said).index(word)
    near = [w.form for w in said[max(0, at - 1) : at + 4] if w is not word]
    return {form[:5] for form in near if form not in listed("light")}


def _value(form: str) -> float:
    digits = form.split(" ")[0].removesuffix("th")
    return float(digits)


def _unit(form: str) -> str:
    number, _, unit = form.partition(" ")
    return "th" if number.endswith("th") else unit


def _is_year(form: str) -> bool:
    return bool(_LONG_RUN.fullmatch(form)) and 1700 <= int(form) <= 2100
