"""The article sentence by sentence, and who is credited for which of its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrib.model import Attribution, Document, Quotation, Span, Statement

from .words import Word, as_word, folded, spelled, split, texts, word_set

if TYPE_CHECKING:
    from attrib.find.quotations import Marks

# Kinds of party whose next words a loose sentence may well be.
_NAMED = ("person", "institution", "outlet", "group")
# Sentences kept at a time: an article's, not a book's.
_KEPT = 1024
# What somebody does or knows is their own words only where the tagger is this sure of it:
# "ignored two warnings" looks much like "ordered two inquiries".
_SURE_DEED = 0.7
_SURE = 0.3


def _start(word: Word) -> int:
    return word.span.start


@dataclass(frozen=True)
class Line:
    """A sentence with what is known of it.

    Attributes:
        index: of the sentence in the document.
        span: without the white space around it.
        paragraph: index of its paragraph.
        attributions: those whose content or cue stands in it, if they credit anybody.
        vouched: those of them that somebody stands behind.
        prose: what it is a sentence of.
    """

    index: int
    span: Span
    paragraph: int
    attributions: tuple[Attribution, ...]
    vouched: tuple[Attribution, ...]
    prose: Prose

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words and punctuation marks, in order."""
        prose = self.prose
        said, credited = within(prose.said, self.span), within(prose.credits, self.span)
        return tuple(
            as_word(
                word,
                place,
                said=bool(said) and overlaps(said, place),
                credit=bool(credited) and overlaps(credited, place),
            )
            for word, place in split(prose.document.text, self.span)
        )

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Its words that start at or after one place and before another."""
        first = bisect_left(self.words, start, key=_start)
        return self.words[first : bisect_left(self.words, end, key=_start)]

    @cached_property
    def texts(self) -> frozenset[str]:
        """Its words and marks as `Word.text` has them, each once.

        Much quicker than `words`: most sentences have no word that a rule is after.
        """
        return texts(self.prose.document.slice(self.span))

    @property
    def ends(self) -> bool:
        """True where it closes as a sentence does; a headline does not."""
        text = self.prose.document.slice(self.span).rstrip(" \n\"”’'»)]")
        return text.endswith((".", "!", "?", "…", ":"))

    @property
    def is_heading(self) -> bool:
        """True for Words Set as a Headline, at the top or alone in a paragraph."""
        paragraph = self.prose.document.paragraphs[self.paragraph]
        if self.paragraph and paragraph.end - paragraph.start > self.span.end - self.span.start + 1:
            return False
        long = [w for w in self.words if len(w.text) > 3 and w.text[0].isalpha()]
        return len(long) > 3 and sum(w.capital for w in long) * 10 >= len(long) * 9

    @property
    def asks(self) -> bool:
        """True for a question."""
        return any(word.text == "?" for word in self.words[-3:])


@dataclass(frozen=True)
class Prose:
    """An article with what was found in it, and the facts that follow.

    Attributes:
        document: the article.
        marks: its quotation marks.
        attributions: its statements, each with its speaker, in the order of the text.
    """

    document: Document
    marks: Marks
    attributions: tuple[Attribution, ...]

    @cached_property
    def credited(self) -> tuple[Attribution, ...]:
        """Attributions that name, or at least point to, somebody."""
        return tuple(
            a for a in self.attributions if a.speaker or a.statement.cue or a.statement.source
        )

    @cached_property
    def vouched(self) -> tuple[Attribution, ...]:
        """Attributions that somebody stands behind.

        Not "is believed to", which has no source, and not what a party is said to do or
        to know: there the article speaks, of the party.
        """
        return tuple(a for a in self.credited if self._vouches(a))

    def _vouches(self, attribution: Attribution) -> bool:
        """True where a party says, or surely holds, what an attribution credits it with."""
        statement = attribution.statement
        if attribution.speaker is None and not statement.source:
            return False
        if statement.act in ("eventuality", "fact"):
            return statement.kind != "indirect" or statement.confidence >= _SURE_DEED
        if statement.kind == "indirect" and self._passive(statement):
            return False
        return statement.kind == "direct" or statement.confidence >= _SURE

    def _passive(self, statement: Statement) -> bool:
        """ "is believed", "was said": the source is spoken of."""
        cue = [folded(w) for span in statement.cue for w in spelled(self.document.slice(span))]
        return (
            len(cue) > 1
            and cue[0] in word_set("claims", "be") | word_set("claims", "have")
            and not word_set("rules/vague", "passive_cues").isdisjoint(cue)
            and "by" not in cue
        )

    @cached_property
    def content(self) -> tuple[Span, ...]:
        """Stretches that somebody stands behind, merged, in order."""
        return merge(span for a in self.vouched for span in a.statement.content)

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """Stretches in quotation marks, merged, in order."""
        return merge(span for q in self.marks.quotations if q.depth == 0 for span in q.spans)

    @cached_property
    def said(self) -> tuple[Span, ...]:
        """Stretches that are credited or stand in quotation marks, merged, in order."""
        return merge((*self.content, *self.quoted))

    @cached_property
    def credits(self) -> tuple[Span, ...]:
        """The words of cues and sources, merged, in order."""
        return merge(s for a in self.credited for s in a.statement.cue + a.statement.source)

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Attribution, ...]]:
        return self._sentences(self.credited)

    @cached_property
    def _vouched_by_sentence(self) -> dict[int, tuple[Attribution, ...]]:
        return self._sentences(self.vouched)

    def _sentences(
        self, attributions: tuple[Attribution, ...]
    ) -> dict[int, tuple[Attribution, ...]]:
        found: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            statement = attribution.statement
            indices: set[int] = set()
            # A source alone may stand sentences away from what it is credited with.
            for span in statement.content + statement.cue:
                first = self.document.sentence_at(span.start)
                last = self.document.sentence_at(max(span.start, span.end - 1))
                indices.update(range(first, last + 1))
            for index in indices:
                found.setdefault(index, []).append(attribution)
        return {index: tuple(members) for index, members in found.items()}

    def in_sentence(self, index: int) -> tuple[Attribution, ...]:
        """The attributions that credit somebody for, or in, a sentence."""
        return self._by_sentence.get(index, ())

    def vouched_in(self, index: int) -> tuple[Attribution, ...]:
        """Those of them that somebody stands behind."""
        return self._vouched_by_sentence.get(index, ())

    def lines(self) -> Iterator[Line]:
        """The sentences, one at a time, in order."""
        for index in range(len(self.document.sentences)):
            yield self.line(index)

    @cached_property
    def line(self) -> Callable[[int], Line]:
        """One sentence, by its index. The last ones asked for are kept; all would be too many."""
        return lru_cache(_KEPT)(self._line)

    def _line(self, index: int) -> Line:
        text, (start, end) = self.document.text, self.document.sentences[index]
        start += len(text[start:end]) - len(text[start:end].lstrip())
        span = Span(start, start + len(text[start:end].rstrip()))
        paragraph = self.document.paragraph_at(span.start)
        return Line(index, span, paragraph, self.in_sentence(index), self.vouched_in(index), self)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that have a capital where no sentence starts, lower-cased."""
        text = self.document.text
        return frozenset(
            folded(word)
            for sentence in self.document.sentences
            for word in spelled(text[slice(*sentence)])[1:]
            if word[0].isupper()
        )

    def neighbour(self, index: int, step: int) -> int | None:
        """The sentence before (-1) or after (1) in the same paragraph; None at its ends."""
        other = index + step
        sentences = self.document.sentences
        if not 0 <= other < len(sentences):
            return None
        at = self.document.paragraph_at
        return other if at(sentences[other].start) == at(sentences[index].start) else None

    @cached_property
    def _ends(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Where statements of named speakers end, in order, and the speakers."""
        named = [
            (a.statement.end, a.speaker.name)
            for a in self.credited
            if a.speaker and a.speaker.kind in _NAMED
        ]
        named.sort(key=lambda pair: pair[0])
        return tuple(end for end, _ in named), tuple(name for _, name in named)

    def speaker_before(self, offset: int) -> str | None:
        """Who speaks last before a place, in its paragraph or the one before.

        None where nobody named does.
        """
        ends, names = self._ends
        at = bisect_right(ends, offset) - 1
        if at < 0:
            return None
        paragraph_at = self.document.paragraph_at
        if paragraph_at(offset) - paragraph_at(max(0, ends[at] - 1)) > 1:
            return None
        return names[at]

    @cached_property
    def _first_spoke(self) -> dict[str, int]:
        """Where each speaker is first credited, by name."""
        found: dict[str, int] = {}
        for a in self.vouched:
            if a.speaker:
                found.setdefault(a.speaker.name, a.statement.start)
        return found

    def spoke_before(self, attribution: Attribution) -> bool:
        """True where the speaker of a statement is credited with an earlier one."""
        speaker = attribution.speaker
        return speaker is not None and (
            self._first_spoke.get(speaker.name, attribution.statement.start)
            < attribution.statement.start
        )

    @cached_property
    def loose_quotations(self) -> tuple[Quotation, ...]:
        """Outermost quotations of which no word belongs to any statement."""
        stated = merge(s for a in self.attributions for s in a.statement.content)
        return tuple(
            q
            for q in self.marks.quotations
            if q.depth == 0 and not any(overlaps(stated, span) for span in q.spans)
        )


def merge(spans: Iterator[Span] | tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.end > span.start:
            merged.append(span)
    return tuple(merged)


def within(merged: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Those of `merged` that share a code point with a span."""
    first = max(0, bisect_right(merged, (span.start, span.end)) - 1)
    last = bisect_left(merged, (span.end, span.end))
    return tuple(s for s in merged[first:last] if s.end > span.start)


def overlaps(merged: tuple[Span, ...], span: Span) -> bool:
    """True where a span shares a code point with one of `merged`."""
    at = bisect_right(merged, (span.start, span.end)) - 1
    return (at >= 0 and merged[at].end > span.start) or (
        at + 1 < len(merged) and merged[at + 1].start < span.end
    )
