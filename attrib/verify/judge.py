"""What an alignment shows: where quote and text part, and what to call it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attrib.model import Change, Span
from attrib.model.verdict import About, How, VerdictKind
from attrib.read.sentences import sentence_spans

from .align import Alignment, Step
from .quote import Item, Quote
from .spelling import contracts, same_words
from .words import Word, is_number, listed, words

# What is left out beyond these makes two passages of one: words, and ends of sentences (that of
# the one before, and one more).
_LEFT_OUT, _ENDS = 25, 2
# The same where dots mark it: anything on the same page.
_MARKED = 200
_ENDING = ".!?"
_OPENING, _CLOSING = '“"«„', '”"»'
_NUMBERED = re.compile(r"\s{0,9}[\[(]?(?:\d{1,4}|[a-zA-Z])[.)\]]\s")
_FURTHEST = 80
# Brackets at an edge of a quote stand for what the sentence has there, if that is so few words.
_BRACKETED = 3
# Words of a cue inside a text's own quotation; fewer in a quote than these have no edges.
_CUE_WORDS, _EDGED = 12, 3
_CLOSING_MARKS, _OPENING_MARKS = ("”", '"', "’", "»"), ("“", '"', "‘", "«")
_CLOSERS = "\"“”’'‘)]»"
_ORDER: tuple[About, ...] = (
    "number",
    "name",
    "negation",
    "date",
    "condition",
    "hedge",
    "words",
    "contraction",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text that a quote is laid along.

    Attributes:
        text: of the stretch; paragraphs are parted by newlines.
        words: in it, or those of one speaker's turns alone.
    """

    text: str
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class Reading:
    """A quote as it stands in a place.

    Attributes:
        kind: verbatim, edited, trimmed, altered or spliced.
        passages: the words of the place that it has, spans of its text.
        changes: in the order of the quote.
    """

    kind: VerdictKind
    passages: tuple[Span, ...]
    changes: tuple[Change, ...]


@dataclass(slots=True)
class _Group:
    """Items of the quote and words of the text that part, between words that are the same."""

    items: list[Item]
    start: int
    end: int
    at: int

    @property
    def is_empty(self) -> bool:
        return not self.items and self.start == self.end


def judge(text: str, quote: Quote, alignment: Alignment, place: Place, *, whole: bool) -> Reading:
    """What a quote made of the words of a place.

    Args:
        text: the article's.
        quote: of it.
        alignment: of the quote with the place's words.
        place: where it stands.
        whole: the article shows the quote as whole sentences.
    """
    return _Judge(text, quote, place, whole).reading(alignment)


class _Judge:
    def __init__(self, text: str, quote: Quote, place: Place, whole: bool) -> None:
        self.text = text
        self.items = quote.items
        self.quote = quote
        self.place = place
        self.whole = whole
        self.passages: list[Span] = []
        self.changes: list[Change] = []
        self.edges = False

    def reading(self, alignment: Alignment) -> Reading:
        steps = self._with_edges(alignment.steps)
        held = [step for step in steps if step.end > step.start and step.did != "break"]
        if not held:
            return Reading("altered", (), ())
        self._begin(held[0].start)
        last = held[0].start
        group = _Group([], last, last, self.items[0].start)
        for step in steps:
            item = self.items[step.item]
            if step.did == "added":
                group.items.append(item)
                continue
            if step.did in ("dots", "break"):
                self._close(group)
                if step.end > step.start:
                    self._between(step, item)
                group = _Group([], step.end, step.end, item.end)
                last = step.end
                continue
            if step.start > last and self._is_elsewhere(last, step.start):
                self._close(group)
                self._begin(step.start)
                group = _Group([], step.start, step.start, item.start)
            if step.did == "same":
                group.end = step.start
                self._close(group)
                if item.touched:
                    self._mark("gloss", item, step.start, step.end)
                group = _Group([], step.end, step.end, item.end)
            elif step.did == "gloss":
                group.end = step.start
                self._close(group)
                self._mark("gloss", item, step.start, step.end)
                group = _Group([], step.end, step.end, item.end)
            else:
                group.items.append(item)
                group.end = step.end
            last = step.end
            self._reach(last)
        self._close(group)
        self._look_beside()
        self._match_moved()
        return Reading(self._kind(), tuple(self._whole_passages()), tuple(self.changes))

    def _with_edges(self, steps: Sequence[Step]) -> Sequence[Step]:
        """The same where brackets that a quote begins or ends with stand for what is there."""
        whole = list(steps)
        for number, side in ((0, -1), (len(whole) - 1, 1)):
            step = whole[number]
            inner = step.start if side < 0 else step.start - 1
            if step.did != "gloss" or step.end > step.start:
                continue
            if not 0 <= inner < len(self.place.words):
                continue
            beside = self._same_sentence(step.start, side)
            if not 0 < len(beside) <= _BRACKETED:
                continue
            start, end = beside[0], beside[-1] + 1
            at = Span(self.items[step.item].start, self.items[step.item].start)
            # "her yesterday": what the meaning may hang on is more than the brackets say.
            if len(beside) == 1 or self._about([], self.place.words[start:end], at) == "words":
                whole[number] = replace(step, start=start, end=end)
        return whole

    # Passages: spans of the place's words while they grow, of its text when they are told.

    def _begin(self, word: int) -> None:
        self.passages.append(Span(word, word))

    def _reach(self, word: int) -> None:
        start, end = self.passages[-1]
        self.passages[-1] = Span(start, max(end, word))

    def _whole_passages(self) -> Iterator[Span]:
        for first, end in self.passages:
            if end > first:
                yield Span(self.place.words[first].start, self.place.words[end - 1].end)

    def _is_elsewhere(self, start: int, end: int) -> bool:
        """True where what is left out makes what follows another passage."""
        left = self._gap(start, end)
        if end - start > _LEFT_OUT or "\n" in left.strip():
            return True
        return sum(left.count(mark + " ") for mark in _ENDING) > _ENDS

    def _gap(self, start: int, end: int) -> str:
        words = self.place.words
        begin = words[start - 1].end if start else 0
        return self.place.text[begin : words[end].start if end < len(words) else None]

    # Changes

    def _close(self, group: _Group) -> None:
        """Note what parts in a group, unless it is the same otherwise spelled."""
        said = self.place.words[group.start : group.end]
        if group.is_empty or same_words([i.form for i in group.items], [w.form for w in said]):
            return
        if not group.items and (
            self._is_stammer(group.start, group.end) or self._is_cue(group.start, group.end)
        ):
            return
        how: How = "replaced" if group.items and said else "added" if group.items else "left-out"
        if how == "replaced":
            for items, start, end in _parted(group, said):
                self._note(how, items, start, end, group.at)
            return
        self._note(how, group.items, group.start, group.end, group.at)

    def _note(self, how: How, items: Sequence[Item], start: int, end: int, at: int) -> None:
        place = Span(items[0].start, items[-1].end) if items else Span(at, at)
        if items and how == "replaced" and start == end:
            how = "added"
        said = self._said(start, end)
        about = self._about([i.form for i in items], self.place.words[start:end], place)
        self.changes.append(self._change(how, about, place, said))

    def _mark(self, how: How, item: Item, start: int, end: int) -> None:
        said = self._said(start, end)
        forms = [w.form for w in words(self.text, item.start, item.end)]
        about: About = "words"
        if how == "gloss" and not item.touched and end > start:
            about = self._about(forms, self.place.words[start:end], Span(item.start, item.end))
            about = about if about in ("number", "negation", "condition") else "words"
        self.changes.append(self._change(how, about, Span(item.start, item.end), said))

    def _between(self, step: Step, item: Item) -> None:
        """What dots, or the cue between two pieces, leave out."""
        said = self._said(step.start, step.end)
        left = self._gap(step.start, step.end)
        if step.did == "dots":
            about = self._about(
                [], self.place.words[step.start : step.end], Span(item.start, item.end)
            )
            about = about if about in ("negation", "condition") else "words"
            self.changes.append(self._change("ellipsis", about, Span(item.start, item.end), said))
            if step.end - step.start > _MARKED:
                self._begin(step.end)
        elif self._is_cue(step.start, step.end):
            return
        elif not any(mark in left for mark in _ENDING) and "\n" not in left:
            # The piece goes on in the sentence that the one before broke off.
            about = self._about(
                [], self.place.words[step.start : step.end], Span(item.end, item.end)
            )
            self.changes.append(self._change("left-out", about, Span(item.start, item.start), said))
        else:
            self._begin(step.end)
            self.edges = True

    def _change(self, how: How, about: About, place: Span, said: Span) -> Change:
        return Change(
            how,
            about,
            self.text[place.start : place.end],
            self.place.text[said.start : said.end],
            place,
            said,
            max(0, len(self.passages) - 1),
        )

    def _said(self, start: int, end: int) -> Span:
        words = self.place.words
        if end > start:
            return Span(words[start].start, words[end - 1].end)
        at = words[start].start if start < len(words) else len(self.place.text)
        return Span(at, at)

    def _is_cue(self, start: int, end: int) -> bool:
        """True for what a text that is itself an article puts between two quotations: “A,” he said. “B.”"""
        left = self._gap(start, end).strip()
        return (
            end - start <= _CUE_WORDS
            and left.strip(_ENDING + ", ").startswith(_CLOSING_MARKS)
            and left.endswith(_OPENING_MARKS)
        )

    def _is_stammer(self, start: int, end: int) -> bool:
        """True for words that the text says twice and the quote once: "I, I think"."""
        words, size = self.place.words, end - start
        said = [word.form for word in words[start:end]]
        if size > 3 or listed("emphatic") & set(said):
            return False
        after = [word.form for word in words[end : end + size]]
        before = [word.form for word in words[max(0, start - size) : start]]
        return said in (after, before)

    def _about(self, quoted: Sequence[str], said: Sequence[Word], place: Span) -> About:
        """What kind of words part."""
        forms = [word.form for word in said]
        if contracts(quoted, forms):
            return "contraction"
        differ = _differing(quoted, forms)
        if any(is_number(form) for form in differ):
            return "number"
        if self._dates(differ, said, place):
            return "date"
        if self._names(differ, said, place):
            return "name"
        if _negations(quoted) != _negations(forms):
            return "negation"
        if listed("conditions") & differ:
            return "condition"
        return "hedge" if listed("hedges") & differ else "words"

    def _dates(self, differ: set[str], said: Sequence[Word], place: Span) -> bool:
        """True where a day or a month differs; "may" and "march" are months in capitals alone."""
        dates = listed("dates") & differ
        if dates - {"may", "march"}:
            return True
        written = [(self.place.text, word) for word in said]
        written += [(self.text, word) for word in words(self.text, *place)]
        return any(
            word.form in dates and text[word.start].isupper() and not _begins(text, word.start)
            for text, word in written
        )

    def _names(self, differ: set[str], said: Sequence[Word], place: Span) -> bool:
        """True where a word that differs is written as a name, and not for its place."""
        text = self.place.text
        theirs = [
            word
            for word in said
            if word.form in differ
            and text[word.start].isupper()
            and not _begins(text, word.start)
            and _is_name(word.form)
        ]
        ours = [
            word
            for word in words(self.text, *place)
            if word.form in differ
            and self.text[word.start].isupper()
            and word.start not in {piece.start for piece in self.quote.pieces}
            and not _begins(self.text, word.start)
            and _is_name(word.form)
        ]
        return bool(theirs or ours)

    # Edges

    def _look_beside(self) -> None:
        """Note what a quote that is shown as whole sentences leaves out at its edges."""
        passages = [span for span in self.passages if span.end > span.start]
        if not passages or not self.whole or len(self.quote.words) < _EDGED:
            return
        first, last = passages[0].start, passages[-1].end
        text, pieces = self.text, self.quote.pieces
        if text[pieces[0].start : pieces[-1].end].isupper():
            return  # in capitals nobody sees where a sentence begins
        if text[pieces[0].start].isupper() and not self.quote.opened:
            before = self._same_sentence(first, -1)
            if before and not self._is_left_off(before):
                at = Span(pieces[0].start, pieces[0].start)
                self._trim(before[0], before[-1] + 1, at, 0)
        if text[pieces[0].start].isupper():
            after = self._same_sentence(last, 1)
            if after and self._is_stammer(after[0], after[-1] + 1):
                return
            if after and self.quote.closed:
                said = self._said(after[0], after[-1] + 1)
                end = Span(pieces[-1].end, pieces[-1].end)
                self.changes.append(self._change("ellipsis", "words", end, said))
            elif after:
                end = Span(pieces[-1].end, pieces[-1].end)
                self._trim(after[0], after[-1] + 1, end, len(passages) - 1)

    def _is_left_off(self, before: Sequence[int]) -> bool:
        """True for words at the start of a sentence that nobody misses."""
        return _is_opener([self.place.words[n].form for n in before]) or self._is_stammer(
            before[0], before[-1] + 1
        )

    def _trim(self, start: int, end: int, place: Span, passage: int) -> None:
        about = self._about([], self.place.words[start:end], place)
        said = self._said(start, end)
        change = self._change("left-out", about, place, said)
        beside = next(
            (n for n, c in enumerate(self.changes) if c.how == "added" and _touch(c.place, place)),
            None,
        )
        contracted = self._contracted(said, place)
        if contracted is not None:
            number, change = contracted
            self.changes[number] = change
        elif beside is None:
            self.changes.append(change)
        else:
            # Other words in place of the sentence's last ones, or of its first.
            added = self.changes[beside]
            forms = _forms(added.quoted)
            about = self._about(forms, self.place.words[start:end], added.place)
            self.changes[beside] = replace(
                change, how="replaced", about=about, quoted=added.quoted, place=added.place
            )
        # The passage takes in what was cut off, so that it can be shown.
        spans = [n for n, span in enumerate(self.passages) if span.end > span.start]
        number = spans[passage]
        old = self.passages[number]
        self.passages[number] = Span(min(old.start, start), max(old.end, end))

    def _contracted(self, said: Span, place: Span) -> tuple[int, Change] | None:
        """The change at an edge that with what is left out beside it only contracts: "It's", "It is"."""
        for number, change in enumerate(self.changes):
            if change.how != "replaced" or not _touch(change.place, place):
                continue
            whole = Span(
                min(said.start, change.said_place.start), max(said.end, change.said_place.end)
            )
            there = words(self.place.text, *whole)
            if contracts(_forms(change.quoted), [word.form for word in there]):
                both = self.place.text[whole.start : whole.end]
                return number, replace(change, about="contraction", said=both, said_place=whole)
        return None

    def _same_sentence(self, word: int, step: int) -> list[int]:
        """The words before one, or from one on, that stand in the sentence beside it."""
        words, text = self.place.words, self.place.text
        inner = words[word if step < 0 else word - 1]
        start = text.rfind("\n", 0, inner.start) + 1
        end = text.find("\n", inner.start)
        paragraph = Span(start, len(text) if end < 0 else end)
        sentence = next(
            (s for s in sentence_spans(text, paragraph) if s.start <= inner.start < s.end),
            paragraph,
        )
        if step < 0:
            # What is quoted begins with its mark, and a paragraph's number is no word of it.
            opened = max(text.rfind(mark, sentence.start, inner.start) for mark in _OPENING)
            number = _NUMBERED.match(text, start)
            begin = max(sentence.start, opened, number.end() if number else 0)
            return [n for n in range(max(0, word - _FURTHEST), word) if words[n].start >= begin]
        closed = [text.find(mark, inner.end, sentence.end) for mark in _CLOSING]
        end = min([sentence.end, *(at for at in closed if at >= 0)])
        return [n for n in range(word, min(len(words), word + _FURTHEST)) if words[n].end <= end]

    def _match_moved(self) -> None:
        """Words that are added here and left out there have moved."""
        changes = self.changes
        gone = {n: _forms(c.said) for n, c in enumerate(changes) if c.how == "left-out"}
        for number, change in enumerate(changes):
            if change.how != "added":
                continue
            forms = _forms(change.quoted)
            source = next((n for n, said in gone.items() if said == forms), None)
            if source is not None:
                said = changes[source]
                changes[number] = Change(
                    "moved",
                    change.about,
                    change.quoted,
                    said.said,
                    change.place,
                    said.said_place,
                    said.passage,
                )
                del gone[source]
                changes[source] = changes[number]
        self.changes = list(dict.fromkeys(changes))

    def _kind(self) -> VerdictKind:
        passages = [span for span in self.passages if span.end > span.start]
        if len(passages) > 1 and not self.edges:
            return "spliced"
        unmarked = [change for change in self.changes if not change.is_marked]
        if any(change.how != "left-out" for change in unmarked):
            return "altered"
        if unmarked:
            return "trimmed"
        return "edited" if self.changes else "verbatim"


def in_order(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Changes with those that the meaning may hang on first, numbers and names before all."""
    return tuple(sorted(changes, key=lambda c: (c.is_marked, _ORDER.index(c.about))))


def _parted(group: _Group, said: Sequence[Word]) -> Iterator[tuple[list[Item], int, int]]:
    """A replaced run word by word where it can be told which stands for which."""
    if len(group.items) == len(said) and len(said) > 1:
        for number, item in enumerate(group.items):
            if same_words([item.form], [said[number].form]):
                continue
            yield [item], group.start + number, group.start + number + 1
        return
    yield group.items, group.start, group.end


def _touch(words: Span, edge: Span) -> bool:
    """True for words that stand at an edge of a quote, its punctuation aside."""
    return words.start <= edge.start + 1 and edge.start <= words.end + 2


def _forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


def _differing(some: Sequence[str], others: Sequence[str]) -> set[str]:
    one, other = Counter(some), Counter(others)
    return set((one - other) | (other - one))


def _negations(forms: Sequence[str]) -> int:
    negations = listed("negations")
    return sum(form in negations or form.endswith("n't") for form in forms)


def _is_name(form: str) -> bool:
    return form not in ("i", "god") and "i'" not in form[:2] and form not in listed("light")


def _is_opener(forms: Sequence[str]) -> bool:
    """True for words that are left out at the start of a sentence by common leave."""
    openers = listed("openers")
    return len(forms) <= 3 and (
        all(form in openers for form in forms)
        or " ".join(forms) in openers
        or (forms[0] in openers and " ".join(forms[1:]) in openers)
    )


def _begins(text: str, at: int) -> bool:
    """True for a word at the start of a sentence, by what stands before it."""
    before = text[max(0, at - 6) : at].rstrip(" " + _CLOSERS)
    return not before or before[-1] in _ENDING + ":\n" or text[at - 1 : at] in ("\n", "")
