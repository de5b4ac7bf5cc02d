"""Who says what in a text: by its labels, by whom it quotes, or whose text it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrib.find import Tagger, find, find_quotations
from attrib.model import Attribution, Document, Quotation, Span, Speaker
from attrib.read.sentences import paragraph_spans, sentence_spans
from attrib.resolve import resolve

from .parties import Voice
from .store import Store
from .texts import Held, Texts
from .words import words

# Characters of a text that are read for whom it quotes: before a passage and behind it, where
# someone is named; and from its top, in search of somebody's words.
_BEFORE, _AFTER, _READ = 2_500, 1_200, 20_000
# Passages near to each other are read together.
_STEP = 500
# Texts that name somebody are read in search of his words, this many at most.
_MOST_SEARCHED = 6
# Of a passage, that stands in a text's own quotation if the passage does.
_MOSTLY = 0.7
# Characters around a passage in which its quotation opens or closes.
_BESIDE = 1_500


class Voices:
    """Tells who speaks in a text.

    Args:
        texts: whose voices they are.
        tagger: that finds statements in them; without one, the shipped.
    """

    def __init__(self, texts: Texts, tagger: Tagger | None = None) -> None:
        self.texts = texts
        self.tagger = tagger
        self._credits = lru_cache(maxsize=256)(self._read)
        self._quoting: dict[str, list[Held]] = {}

    def turns_of(self, held: Held, speaker: Speaker | None) -> list[Voice]:
        """The labels of a text that stand for a speaker."""
        if speaker is None:
            return []
        parties = self.texts.parties
        return [
            Voice(label)
            for label in held.kept.labels
            if parties.same(speaker, parties.voice(label)) is True
        ]

    def at(self, held: Held, span: Span) -> Voice | None:
        """Who says the words of a span there; None where the text does not tell."""
        for turn in held.kept.text.turns:
            if turn.span.start <= span.start < turn.span.end:
                return self.texts.parties.voice(turn.speaker)
        if not self._is_quoted(held, span):
            return held.owner
        credited, quoted = self._around(held, span)
        quotation = max(quoted, key=lambda quotation: _shared(span, quotation), default=None)
        if quotation is None or not _is_inside(span, quoted):
            return held.owner
        best: Attribution | None = None
        # Whoever says one part of a quotation says all of it.
        for place in (span, *quotation.spans):
            for attribution in credited if best is None else ():
                if attribution.speaker is not None and any(
                    content.overlaps(place) for content in attribution.statement.content
                ):
                    best = attribution
        if best is None or best.speaker is None:
            return None
        speaker = best.speaker
        return Voice(speaker.name, speaker.id) if speaker.kind != "unknown" else None

    def _is_quoted(self, held: Held, span: Span) -> bool:
        """Whether a passage stands in a quotation of its text, by the marks alone.

        Reading a text for whom it quotes takes far longer than looking at its marks.
        """
        start = max(0, span.start - _BESIDE)
        text = held.text_between(start, span.end + _BESIDE)
        marks = find_quotations(text, paragraph_spans(text))
        place = Span(span.start - start, span.end - start)
        return _is_inside(place, [q for q in marks.quotations if not q.depth])

    def _around(self, held: Held, span: Span) -> tuple[Sequence[Attribution], Sequence[Quotation]]:
        start = max(0, span.start - _BEFORE) // _STEP * _STEP
        end = (span.end + _AFTER + _STEP) // _STEP * _STEP
        return self._credits(held.shelf.store, held.kept.id, start, end)

    def quoting(self, speaker: Speaker) -> list[Held]:
        """The texts without labels that quote a speaker; of many that name him, the first."""
        if speaker.kind in ("anonymous", "group", "unknown"):
            return []
        known = self._quoting.get(speaker.name)
        if known is None:
            known = self._quoting[speaker.name] = list(self._that_quote(speaker))
        return known

    def _that_quote(self, speaker: Speaker) -> Iterator[Held]:
        name = [word.form for word in words(speaker.name)][-1:]
        unlabelled = [held for held in self.texts.all if not held.kept.labels]
        naming: set[tuple[int, int]] = set()
        for shelf in self.texts.shelves:
            mine = [held.kept for held in unlabelled if held.shelf is shelf]
            for block in shelf.store.likely(name, mine):
                kept = shelf.store.holding(block)
                if kept is not None:
                    naming.add((id(shelf), kept.id))
        found = [held for held in unlabelled if (id(held.shelf), held.kept.id) in naming]
        for held in found[:_MOST_SEARCHED]:
            credited, _ = self._credits(held.shelf.store, held.kept.id, 0, _READ)
            if any(
                a.speaker is not None
                and a.statement.kind != "indirect"
                and self.texts.parties.same(speaker, Voice(a.speaker.name, a.speaker.id))
                for a in credited
            ):
                yield held

    def _read(
        self, store: Store, number: int, start: int, end: int
    ) -> tuple[Sequence[Attribution], Sequence[Quotation]]:
        """The statements that a text credits to somebody, and its quotations."""
        kept = store.kept[number]
        text = store.text_between(kept, 0, end)
        paragraphs = paragraph_spans(text, start)
        sentences = [span for paragraph in paragraphs for span in sentence_spans(text, paragraph)]
        document = Document(kept.path, text, text, tuple(paragraphs), tuple(sentences))
        found = find(document, self.tagger or Tagger.load())
        attributions = resolve(document, found.statements, self.texts.registry)
        return attributions, [q for q in found.marks.quotations if not q.depth]


def _is_inside(span: Span, quoted: Sequence[Quotation]) -> bool:
    """True for words that mostly stand in quotations, and not around them."""
    shared = sum(_shared(span, quotation) for quotation in quoted)
    return shared > _MOSTLY * (span.end - span.start)


def _shared(span: Span, quotation: Quotation) -> int:
    return sum(max(0, min(span.end, p.end) - max(span.start, p.start)) for p in quotation.spans)
