"""Holds the statements of an article against the texts of their sources."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from attrib.find import Marks, Tagger
from attrib.model import (
    VERDICTS,
    Attribution,
    Change,
    Copy,
    Document,
    Passage,
    Quotation,
    Span,
    Speaker,
    Verdict,
    VerdictKind,
)

from .align import Alignment, weight_of
from .copies import copies
from .indirect import disagreements, passage_meant
from .judge import Reading, in_order, judge
from .parties import Voice
from .quote import Item, Quote, take_apart
from .search import Candidate, Stretch, best, passage_of, stretches_anywhere, stretches_in
from .texts import Held, Texts
from .voices import Voices
from .words import words

# How much of a quote a text must have to be what it stands for, by the number of its words.
_ENOUGH = {1: 1.0, 2: 1.0, 3: 0.66, 4: 0.6}
_ENOUGH_OF_MORE = 0.42
# By how much another's text must have more of a quote than its speaker's.
_BETTER = 0.12
# As good as this: nobody looks further.
_SURE = 1 - _BETTER
# Pieces that do so well together are not looked for apart.
_TOGETHER = 0.97
# What another's text must have of a quote to say that it is his, and how many words that is.
_HIS, _HIS_WORDS, _HIS_WEIGHT = 0.8, 4, 2.0
# Of a quote of fewer words than these the text must have every one: "I never saw it" is nobody's
# because he said "I never saw any report".
_HIS_NEARLY, _HIS_ALL = 8, 0.99
# A rest of a quote of so many words may stand elsewhere, if it has so little where the others do,
# and so much there.
_REST_WORDS, _REST_KEPT, _REST_FOUND = 4, 0.45, 0.8
# A nearest passage that is worth showing.
_NEAR = 0.3


class Verifier:
    """Says of each statement of an article what the texts say of it.

    Args:
        texts: to hold them against.
        tagger: that tells who is quoted in a text; without one, the shipped.
    """

    def __init__(self, texts: Texts, tagger: Tagger | None = None) -> None:
        self.texts = texts
        self.voices = Voices(texts, tagger)
        # To find the article among ten thousand files takes as many looks at the disk.
        self._besides = lru_cache(maxsize=4)(self._texts_besides)

    def verify(
        self, document: Document, attributions: Sequence[Attribution], marks: Marks
    ) -> tuple[Attribution, ...]:
        """The statements, each with its verdict; None where there is nothing to hold against texts."""
        if not self.texts.all and not self.texts.unread:
            return tuple(attributions)
        texts = self._besides(document.path)
        return tuple(
            replace(attribution, verdict=self._verdict(document, attribution, marks, texts))
            for attribution in attributions
        )

    def _texts_besides(self, article: str) -> Sequence[Held]:
        """The texts without the article itself, which may lie in a folder of them."""
        try:
            there = Path(article).stat() if article != "-" else None
        except (OSError, ValueError):
            there = None
        if there is None:
            return self.texts.all
        return [held for held in self.texts.all if not _is_file(held, there)]

    def _verdict(
        self,
        document: Document,
        attribution: Attribution,
        marks: Marks,
        texts: Sequence[Held],
    ) -> Verdict | None:
        statement = attribution.statement
        if not attribution.is_statement:
            return None
        if statement.kind == "indirect":
            return self._meant(document, attribution, texts)
        spans = quoted_spans(attribution, marks)
        quote = take_apart(document.text, spans)
        if not quote.words:
            return None
        verdict = self.hold(
            document.text,
            quote,
            attribution.speaker,
            attribution.outlet.id if attribution.outlet is not None else None,
            whole=statement.kind == "direct",
            texts=texts,
        )
        return replace(verdict, words=len(quote.words))

    def copies(self, document: Document, marks: Marks, least: int) -> tuple[Copy, ...]:
        """The runs of an article that stand in a text word for word, the longest first.

        Args:
            document: the article.
            marks: its quotation marks; what stands in them is quoted, not copied.
            least: words of the shortest run.
        """
        texts = self._besides(document.path)
        return copies(document, marks, least, self.texts.shelves, texts, self.voices)

    def _meant(
        self, document: Document, attribution: Attribution, texts: Sequence[Held]
    ) -> Verdict | None:
        """The passage that an indirect statement is most likely of; None for nothing near."""
        speaker, outlet = attribution.speaker, attribution.outlet
        own = self._own(speaker, outlet.id if outlet is not None else None, texts)
        content = attribution.statement.content
        forms = [word.form for span in content for word in words(document.text, *span)]
        if not own or not forms:
            return None
        meant = passage_meant(forms, self._stretches(forms, own, speaker))
        if meant is None:
            return None
        stretch, span = meant.stretch, meant.span
        said = self.voices.at(stretch.held, stretch.in_text(span))
        passage = passage_of(stretch, span, said)
        changes = disagreements(document, content, meant)
        return Verdict("paraphrase", (passage,), changes, None, max(0.0, min(1.0, meant.score)))

    def hold(
        self,
        text: str,
        quote: Quote,
        speaker: Speaker | None,
        outlet: str | None = None,
        *,
        whole: bool = True,
        texts: Sequence[Held] | None = None,
    ) -> Verdict:
        """What the texts say of one quote.

        Args:
            text: the article's.
            quote: of it, with at least one word.
            speaker: who is credited with it.
            outlet: id of the outlet that it came through.
            whole: the article shows it as whole sentences.
            texts: to look in; all without any.
        """
        everything = self.texts.all if texts is None else texts
        own = self._own(speaker, outlet, everything)
        forms = quote.words
        enough = _ENOUGH.get(len(forms), _ENOUGH_OF_MORE)
        mine = best(quote.items, self._stretches(forms, own, speaker)) if own else None
        theirs: Candidate | None = None
        if mine is None or mine.alignment.score < _SURE:
            theirs = best(quote.items, stretches_anywhere(forms, self.texts.shelves, everything))
        if theirs is not None and (
            mine is None or theirs.alignment.score > mine.alignment.score + _BETTER
        ):
            found = self._elsewhere(text, quote, theirs, speaker, enough, whole=whole)
            if found is not None:
                return found
        if len(quote.pieces) > 1 and (mine is None or mine.alignment.score < _TOGETHER):
            apart = self._apart(text, quote, speaker, outlet, everything, whole=whole)
            if apart is not None and (
                mine is None or apart.score > mine.alignment.score + _BETTER / 4
            ):
                return apart
        if mine is not None and mine.alignment.score >= enough:
            return self._told(text, quote, mine, speaker, own, everything, whole=whole)
        if mine is not None and mine.alignment.score >= _NEAR:
            spliced = self._spliced(text, quote, mine, own, everything, speaker, whole=whole)
            if spliced is not None:
                return spliced
        return self._missing(quote, mine, speaker, own)

    def _apart(
        self,
        text: str,
        quote: Quote,
        speaker: Speaker | None,
        outlet: str | None,
        texts: Sequence[Held],
        *,
        whole: bool,
    ) -> Verdict | None:
        """What the texts say of each piece alone, as one; None where a piece stands nowhere.

        Quotations with marks of their own may come from anywhere.
        """
        verdicts: list[Verdict] = []
        for piece in quote.pieces:
            part = take_apart(text, [piece])
            if len(part.words) < _REST_WORDS:
                return None
            verdicts.append(self.hold(text, part, speaker, outlet, whole=whole, texts=texts))
        worst = max(verdicts, key=lambda verdict: VERDICTS.index(verdict.kind))
        return _joined(verdicts, worst.kind, worst.reason, min(v.score for v in verdicts))

    def _own(
        self, speaker: Speaker | None, outlet: str | None, texts: Sequence[Held]
    ) -> list[Held]:
        """The texts of a speaker, then those of the outlet; without any, those that quote the speaker."""
        allowed = {id(held) for held in texts}
        found = [] if speaker is None else self.texts.of(speaker)
        if outlet is not None:
            found += [h for h in texts if any(owner.id == outlet for owner in h.owners)]
        own = [held for held in {id(h): h for h in found}.values() if id(held) in allowed]
        if not own and speaker is not None:
            own = [held for held in self.voices.quoting(speaker) if id(held) in allowed]
        return own

    def _stretches(
        self, forms: Sequence[str], own: Sequence[Held], speaker: Speaker | None
    ) -> list[Stretch]:
        """Where a speaker's words may stand: in his turns, where a text has such."""
        turned: list[Held] = []
        plain: list[Held] = []
        turns: dict[Voice, None] = {}
        for held in own:
            labels = self.voices.turns_of(held, speaker)
            turns |= dict.fromkeys(labels)
            (turned if labels else plain).append(held)
        # A label means the same party in every text.
        found = list(stretches_in(forms, turned, list(turns)))
        return found + list(stretches_in(forms, plain))

    def _elsewhere(
        self,
        text: str,
        quote: Quote,
        candidate: Candidate,
        speaker: Speaker | None,
        enough: float,
        *,
        whole: bool,
    ) -> Verdict | None:
        """What a text that is not known for the speaker's says of a quote; None for nothing."""
        alignment = candidate.alignment
        if alignment.score < max(enough, _HIS):
            return None
        reading = judge(text, quote, alignment, candidate.stretch.place, whole=whole)
        said = self._who(candidate, reading)
        same = self._same(candidate, speaker, said)
        if same is not True and speaker is not None and self.texts.lacks(speaker):
            return None  # what the speaker's own text has, nobody knows
        telling = _is_telling(quote, alignment) and _weight(quote.words) >= _HIS_WEIGHT
        if same is False:
            if not telling:
                return None
            return self._misattributed(candidate, reading, said)
        if same is None and not telling:
            return None
        return self._verdict_of(candidate, reading, said)

    def _told(
        self,
        text: str,
        quote: Quote,
        candidate: Candidate,
        speaker: Speaker | None,
        own: Sequence[Held],
        texts: Sequence[Held],
        *,
        whole: bool,
    ) -> Verdict:
        reading = judge(text, quote, candidate.alignment, candidate.stretch.place, whole=whole)
        said = self._who(candidate, reading)
        same = self._same(candidate, speaker, said)
        if same is False and _is_telling(quote, candidate.alignment):
            return self._misattributed(candidate, reading, said)
        if reading.kind in ("altered", "spliced"):
            spliced = self._spliced(text, quote, candidate, own, texts, speaker, whole=whole)
            if spliced is not None:
                return spliced
        return self._verdict_of(candidate, reading, said)

    def _spliced(
        self,
        text: str,
        quote: Quote,
        candidate: Candidate,
        own: Sequence[Held],
        texts: Sequence[Held],
        speaker: Speaker | None,
        *,
        whole: bool,
    ) -> Verdict | None:
        """A quote of which a part stands at one place, and the rest at another."""
        cut = _cut(quote.items, candidate.alignment)
        if cut is None:
            return None
        number, rest_first = cut
        parts = _split(quote, number)
        rest, kept = parts if rest_first else (parts[1], parts[0])
        if len(rest.words) < _REST_WORDS or not kept.words:
            return None
        again = best(kept.items, [candidate.stretch])
        other = best(rest.items, self._stretches(rest.words, own, speaker))
        if other is None or other.alignment.score < _REST_FOUND:
            other = best(rest.items, stretches_anywhere(rest.words, self.texts.shelves, texts))
        if again is None or other is None or other.alignment.score < _REST_FOUND:
            return None
        if _has_moved(again, other):
            return None
        both = [(kept, again), (rest, other)]
        if rest_first:
            both.reverse()
        verdicts: list[Verdict] = []
        for part, where in both:
            reading = judge(text, part, where.alignment, where.stretch.place, whole=False)
            verdicts.append(self._verdict_of(where, reading, self._who(where, reading)))
        whole_weight = _weight(quote.words)
        score = sum(w.alignment.score * _weight(p.words) for p, w in both) / whole_weight
        return _joined(verdicts, "spliced", None, score)

    def _missing(
        self, quote: Quote, mine: Candidate | None, speaker: Speaker | None, own: Sequence[Held]
    ) -> Verdict:
        """Why a quote that stands nowhere is not found, or was not checked."""
        if speaker is None:
            return Verdict("not-checked", reason="nobody is credited with it")
        unread = self.texts.unread_of(speaker)
        if unread is not None:
            return Verdict("not-checked", reason=f"{unread.path} cannot be read: {unread.reason}")
        if not own:
            return Verdict("not-checked", reason=f"no text of {speaker.name} was given")
        foreign = {h.kept.language or h.listing.language for h in own}
        if foreign and all(code and not code.lower().startswith("en") for code in foreign):
            return Verdict("not-checked", reason="the text is in another language than the quote")
        if mine is None or mine.alignment.score < _NEAR:
            return Verdict("not-found", score=mine.alignment.score if mine is not None else 0.0)
        reading = judge("", quote, mine.alignment, mine.stretch.place, whole=False)
        near = self._verdict_of(mine, reading, self._who(mine, reading))
        return Verdict("not-found", near.passages[:1], score=near.score)

    def _same(
        self, candidate: Candidate, speaker: Speaker | None, said: Voice | None
    ) -> bool | None:
        """Whether it is the speaker who says the words there."""
        if speaker is None or said is None:
            return None
        held = candidate.stretch.held
        # What nobody in the text is given alone is of all whose text it is.
        voices = held.owners if said is held.owner else (said,)
        parted = [self.texts.parties.same(speaker, voice) for voice in voices]
        same = True if True in parted else None if None in parted else False
        if same is None and held.kept.labels:
            # Who has a label of his own there does not speak under "REPORTER".
            return False if self.voices.turns_of(held, speaker) else None
        return same

    def _who(self, candidate: Candidate, reading: Reading) -> Voice | None:
        stretch = candidate.stretch
        if not reading.passages:
            return stretch.held.owner
        return self.voices.at(stretch.held, stretch.in_text(reading.passages[0]))

    def _misattributed(self, candidate: Candidate, reading: Reading, said: Voice | None) -> Verdict:
        verdict = self._verdict_of(candidate, reading, said)
        name = said.name if said is not None else ""
        return replace(verdict, kind="misattributed", reason=f"said there by {name}")

    def _verdict_of(self, candidate: Candidate, reading: Reading, said: Voice | None) -> Verdict:
        passages = tuple(passage_of(candidate.stretch, span, said) for span in reading.passages)
        changes = [_within(change, reading.passages) for change in reading.changes]
        return Verdict(reading.kind, passages, in_order(changes), None, candidate.alignment.score)


def _joined(
    verdicts: Sequence[Verdict], kind: VerdictKind, reason: str | None, score: float
) -> Verdict:
    """What the texts say of the parts of a quote, as one verdict."""
    passages: list[Passage] = []
    changes: list[Change] = []
    for verdict in verdicts:
        changes += [replace(c, passage=c.passage + len(passages)) for c in verdict.changes]
        passages += verdict.passages
    return Verdict(kind, tuple(passages), in_order(changes), reason, score)


def quoted_spans(attribution: Attribution, marks: Marks) -> list[Span]:
    """The stretches of a statement that are shown as its source's own words."""
    statement = attribution.statement
    if statement.label and statement.kind == "direct":
        return list(statement.content)
    found: list[Span] = []
    for content in statement.content:
        inside = [
            (quotation.depth, Span(max(span.start, content.start), min(span.end, content.end)))
            for quotation in _near(marks.quotations, content)
            for span in quotation.spans
            if span.overlaps(content)
        ]
        if inside:
            outermost = min(depth for depth, _ in inside)
            found += [span for depth, span in inside if depth == outermost]
    return found


def _near(quotations: Sequence[Quotation], content: Span) -> list[Quotation]:
    return [q for q in quotations if q.start < content.end and content.start < q.end]


def _cut(items: Sequence[Item], alignment: Alignment) -> tuple[int, bool] | None:
    """Where a quote falls into a part that the place has and one that it has not.

    Returns:
        The number of the second part's first item, and whether the first part is the one missing;
        None where it does not fall apart.
    """
    had = [
        (weight_of(items[step.item].form), step.did == "same")
        if items[step.item].mark == "word"
        else (0.0, True)
        for step in alignment.steps
    ]
    total = sum(weight for weight, same in had if same)
    lost = sum(weight for weight, same in had if not same)
    if lost < 1.5:
        return None
    best_cut: tuple[float, int, bool] | None = None
    same_before = lost_before = 0.0
    for number, (weight, same) in enumerate(had):
        for first_lost in (False, True):
            right = (
                lost_before + (total - same_before)
                if first_lost
                else same_before + (lost - lost_before)
            )
            if number and (best_cut is None or right > best_cut[0]):
                best_cut = (right, number, first_lost)
        same_before += weight if same else 0
        lost_before += 0 if same else weight
    if best_cut is None:
        return None
    _, number, first_lost = best_cut
    part = had[:number] if first_lost else had[number:]
    weight = sum(w for w, _ in part)
    kept = sum(w for w, same in part if same)
    return (number, first_lost) if weight and kept / weight <= _REST_KEPT else None


def _split(quote: Quote, number: int) -> tuple[Quote, Quote]:
    def part(items: Sequence[Item]) -> Quote:
        kept = list(items)
        while kept and kept[0].mark in ("dots", "break"):
            kept.pop(0)
        while kept and kept[-1].mark in ("dots", "break"):
            kept.pop()
        pieces = (Span(kept[0].start, kept[-1].end),) if kept else ()
        return Quote(pieces, tuple(kept))

    return part(quote.items[:number]), part(quote.items[number:])


def _has_moved(one: Candidate, other: Candidate) -> bool:
    """True for two parts that stand in one sentence: words moved in it, and no two passages."""
    if one.stretch.held is not other.stretch.held:
        return False
    a, b = sorted(map(_extent, (one, other)))
    if b.start < a.end:
        return True
    between = one.stretch.held.text_between(a.end, b.start)
    return not any(mark in between for mark in ".!?\n")


def _extent(candidate: Candidate) -> Span:
    """From the first to the last word of a text that a quote has there."""
    words, steps = candidate.stretch.place.words, candidate.alignment.steps
    held = [step for step in steps if step.end > step.start and step.did == "same"]
    span = Span(words[held[0].start].start, words[held[-1].end - 1].end)
    return candidate.stretch.in_text(span)


def _within(change: Change, passages: Sequence[Span]) -> Change:
    """A change with its place in the passage's own words."""
    if not passages:
        return change
    number = min(change.passage, len(passages) - 1)
    start, end = passages[number]
    said = change.said_place
    place = Span(
        min(max(said.start - start, 0), end - start), min(max(said.end - start, 0), end - start)
    )
    return replace(change, passage=number, said_place=place)


def _is_telling(quote: Quote, alignment: Alignment) -> bool:
    """True for a quote of which a text has so much that it tells who said it."""
    least = _HIS_ALL if len(quote.words) < _HIS_NEARLY else _HIS
    return len(quote.words) >= _HIS_WORDS and alignment.score >= least


def _weight(forms: Sequence[str]) -> float:
    return sum(map(weight_of, forms))


def _is_file(held: Held, there: os.stat_result) -> bool:
    try:
        return os.path.samestat(Path(held.kept.path).stat(), there)
    except (OSError, ValueError):
        return False
