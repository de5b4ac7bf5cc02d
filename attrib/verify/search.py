"""Where in many texts a quote may stand: a few stretches from the index, and the best of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from attrib.model import Passage, Span, TextLine

from .align import Alignment, align
from .judge import Place
from .parties import Voice
from .quote import Item
from .store import Kept
from .texts import Held, Shelf
from .words import Word

# Texts of so few blocks in all are read from end to end; of more, what the index says.
_READ_WHOLE = 100
# Blocks that the index says are likeliest, and those around each that are read with it.
_LIKELIEST, _AROUND = 24, 1
# Stretches that are compared letter by letter, and those that a quote is then laid along.
_STRETCHES, _CLOSELY = 12, 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring blocks of a text that a quote is to be laid along.

    Attributes:
        held: the text.
        place: the blocks' words.
        base: where they begin in the text.
    """

    held: Held
    place: Place
    base: int

    def in_text(self, span: Span) -> Span:
        """A span of the stretch as one of the whole text."""
        return Span(self.base + span.start, self.base + span.end)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a text with a quote laid along it."""

    stretch: Stretch
    alignment: Alignment

    @property
    def rank(self) -> tuple[float, float]:
        """The higher the better."""
        return round(self.alignment.score, 3), -self.alignment.cost


def best(items: Sequence[Item], stretches: Iterable[Stretch]) -> Candidate | None:
    """The stretch that reads most like a quote; of equals the first."""
    found: Candidate | None = None
    for stretch in stretches:
        if not stretch.place.words:
            continue
        forms = [word.form for word in stretch.place.words]
        candidate = Candidate(stretch, align(items, forms))
        if found is None or candidate.rank > found.rank:
            found = candidate
    return found


def stretches_in(
    forms: Sequence[str], texts: Sequence[Held], turns: Sequence[Voice] = ()
) -> Iterator[Stretch]:
    """The stretches of some texts that may hold a quote of these words.

    Args:
        forms: of the quote's words.
        texts: to look in.
        turns: labels that the words must stand under, in a text that has such turns; any
            without them.
    """
    shelves = list({id(held.shelf): held.shelf for held in texts}.values())
    yield from _stretches(forms, shelves, texts, turns, alone=True)


def stretches_anywhere(
    forms: Sequence[str], shelves: Sequence[Shelf], texts: Sequence[Held]
) -> Iterator[Stretch]:
    """The stretches of all texts that may hold a quote of these words."""
    yield from _stretches(forms, shelves, texts, (), alone=False)


def _stretches(
    forms: Sequence[str],
    shelves: Sequence[Shelf],
    texts: Sequence[Held],
    turns: Sequence[Voice],
    *,
    alone: bool,
) -> Iterator[Stretch]:
    """What few texts hold from end to end, or what the index says of many.

    Args:
        alone: the index is asked about these texts alone, and not about all of the shelves.
    """
    # No text has fewer than one block.
    if len(texts) <= _READ_WHOLE and sum(map(_blocks_of, texts)) <= _READ_WHOLE:
        for held in texts:
            yield _stretch(held, held.kept.first, held.kept.last, turns)
        return
    by_text = {(id(held.shelf), held.kept.id): held for held in texts}
    within = texts if alone else None
    yield from _from_index(forms, shelves, within, by_text, turns)


def _blocks_of(held: Held) -> int:
    return held.kept.last - held.kept.first + 1


def _from_index(
    forms: Sequence[str],
    shelves: Iterable[Shelf],
    within: Sequence[Held] | None,
    by_text: Mapping[tuple[int, int], Held],
    turns: Sequence[Voice],
) -> Iterator[Stretch]:
    """The likeliest blocks with those around them, neighbours as one stretch."""
    scored: list[tuple[float, int, Held]] = []
    for shelf in shelves:
        kept = None
        if within is not None:
            kept = [held.kept for held in within if held.shelf is shelf]
        likely = shelf.store.likely(forms, kept)
        for block in nlargest(_LIKELIEST, likely, key=likely.__getitem__):
            of = shelf.store.holding(block)
            held = by_text.get((id(shelf), of.id)) if of is not None else None
            if held is not None:
                scored.append((likely[block], block, held))
    scored.sort(key=lambda found: (-found[0], found[1]))
    places: list[_Blocks] = []
    for _, block, held in scored:
        first = max(held.kept.first, block - _AROUND)
        last = min(held.kept.last, block + _AROUND)
        near = next(
            (p for p in places if p.held is held and p.first <= last + 1 and first <= p.last + 1),
            None,
        )
        if near is None:
            places.append(_Blocks(held, first, last))
        else:
            near.first, near.last = min(first, near.first), max(last, near.last)
    for place in _nearest(forms, places[:_STRETCHES]):
        yield _stretch(place.held, place.first, place.last, turns)


@dataclass(slots=True)
class _Blocks:
    held: Held
    first: int
    last: int


def _nearest(forms: Sequence[str], places: Sequence[_Blocks]) -> Sequence[_Blocks]:
    """Of several stretches the few whose letters are most like the quote's, and the likeliest."""
    if len(places) <= _CLOSELY:
        return places
    from rapidfuzz.fuzz import partial_ratio

    quote = " ".join(forms)
    alike = {
        number: partial_ratio(
            quote, place.held.shelf.store.stretch(place.first, place.last).text.lower()
        )
        for number, place in enumerate(places)
    }
    best = {*nlargest(_CLOSELY - 1, alike, key=alike.__getitem__), 0}
    return [place for number, place in enumerate(places) if number in best]


def _stretch(held: Held, first: int, last: int, turns: Sequence[Voice]) -> Stretch:
    stretch, found = held.shelf.store.words_between(first, last)
    words: Sequence[Word] = found
    if turns:
        names = {voice.name for voice in turns}
        spans = [
            Span(turn.span.start - stretch.start, turn.span.end - stretch.start)
            for turn in held.kept.text.turns
            if turn.speaker in names
        ]
        words = _inside(found, spans)
    return Stretch(held, Place(stretch.text, words), stretch.start)


def _inside(words: Sequence[Word], spans: Sequence[Span]) -> list[Word]:
    """The words that stand in some spans, which are in order."""
    starts = [span.start for span in spans]
    kept = []
    for word in words:
        at = bisect_right(starts, word.start) - 1
        if at >= 0 and word.end <= spans[at].end:
            kept.append(word)
    return kept


def passage_of(stretch: Stretch, span: Span, voice: Voice | None) -> Passage:
    """Some words of a text with their place in its file.

    Args:
        stretch: of the text.
        span: of the words in the stretch.
        voice: who says them there.
    """
    held = stretch.held
    text, listing = held.kept.text, held.listing
    line = line_at(held.kept, stretch.base + span.start)
    return Passage(
        held.path,
        line.line,
        stretch.place.text[span.start : span.end],
        voice.name if voice is not None else None,
        line.page,
        line.time,
        listing.title or text.title,
        listing.date or text.date,
        listing.url or text.url,
    )


def line_at(kept: Kept, offset: int) -> TextLine:
    """Where in its file an offset of a text stands."""
    lines = kept.text.lines
    at = bisect_right(lines, offset, key=lambda line: line.start) - 1
    return lines[max(0, at)] if lines else TextLine(0, 1)
