"""AT101 unattributed-quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrib.find.statements import shown_again
from attrib.model import Attribution, Finding, Quotation, Severity, Span, Statement

from .context import Context
from .prose import Line, overlaps
from .rule import Rule
from .signatures import heads, signed
from .words import Word, folded, phrases, spelled, word_set

_FILE = "rules/quoted"
# A quotation with fewer words is a term unless it is a sentence of its own.
_SENTENCE = 5
# Words around the marks in which a title or a sign is announced.
_NEAR = 7
# Characters around them in which the sentence names a document, or credits somebody.
_FAR = 200


class _Lines:
    """Sentences by place, the last one kept: a sentence may hold many quotations."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._last: Line | None = None

    def at(self, offset: int) -> Line:
        index = self._context.document.sentence_at(offset)
        if self._last is None or self._last.index != index:
            self._last = self._context.line(index)
        return self._last


class UnattributedQuote(Rule):
    """Somebody's words stand in quotation marks, and nobody is named who said them.

    **Flagged**

    - A quoted sentence of its own that no words credit, and that runs on from no quotation.
    - A quoted sentence inside the writer's sentence: capital, verb, five words or more.
    - A statement with quoted words whose source could not be followed to any party.
    - As a note: a quotation alone that is credited to somebody only because the words before it,
      outside quotation marks, are that person's or about that person.

    **Accepted**

    - Titles of works, nicknames, terms and their meaning, single words and short phrases.
    - A pull quote: a paragraph of quoted words that the article credits elsewhere.
    - Signs, slogans, chants, song lyrics, prayers and proverbs that the sentence announces.
    - Documents that the sentence names: "Section 4 reads: ..."
    - A quotation beside "said", "wrote" and the like, even where its speaker was not
      recognised; a quotation inside another.
    - A quotation that continues over paragraphs: the one before was left open, or its paragraph
      ends with a whole quoted sentence, or with that and "she said". A few quoted words in a
      paraphrase are no such sentence: name the speaker again.

    **Why**

    Quotation marks promise that a person said exactly this. Without a name the promise
    cannot be checked, and the reader cannot weigh it. A likely speaker is offered as a
    guess where somebody speaks just before.
    """

    code = "AT101"
    name = "unattributed-quote"
    severity: ClassVar[Severity] = "error"
    authority = (
        "AP: every quotation is attributed; Reuters Handbook: a quotation without a source is not "
        "used; BBC Editorial Guidelines: the audience is told who is speaking."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        found: list[Finding] = []
        reported: set[str] = set()
        lines = _Lines(context)
        quoted = {span: q for q in context.marks.quotations if q.depth == 0 for span in q.spans}
        places = sorted(quoted)
        credited = ""
        shown = shown_again(context.document, list(dict.fromkeys(quoted.values())))
        at = 0
        statements = {a.statement.id: a.statement for a in context.attributions}
        for attribution in context.attributions:
            statement = attribution.statement
            carried = _is_carried(attribution, statements)
            if (attribution.speaker and not carried) or statement.kind == "indirect":
                continue
            # What runs on from a reported place is the same trouble.
            if statement.continues in reported:
                reported.add(statement.id)
                continue
            while at < len(places) and places[at].end <= statement.start:
                at += 1
            overlapping = at < len(places) and places[at].start < statement.end
            # A fragment starts in lower case: its sentence has another beginning.
            words = context.document.slice(statement.content[0]).lstrip("\"“”„«»'‘’ ")
            if words[:1].islower():
                continue
            if overlapping and (
                places[at].start + 1 < statement.start < places[at].end
                or self._is_term(lines, quoted[places[at]])
            ):
                continue  # a part of what stands between the marks, or no statement
            if overlapping and quoted[places[at]] in shown:
                credited = credited or _credited_words(context)
                if _plain(context.document.slice(places[at])) in credited:
                    continue  # a pull quote: the article has the words where it credits them
            if carried:
                if not _announced_before(context, lines, statement.start):
                    found.append(self._carried(attribution))
                continue
            reported.add(statement.id)
            if not (signed(context, statement.end) or heads(context, statement.content)) and not (
                statement.kind == "direct" and _announced_before(context, lines, statement.start)
            ):
                found.append(self._report(context, statement.content, statement.id))
        for quotation in context.loose_quotations:
            if self._is_sentence(context, lines, quotation):
                found.append(self._report(context, quotation.spans, None))
        yield from sorted(found, key=lambda finding: finding.span)

    def _report(self, context: Context, spans: tuple[Span, ...], statement: str | None) -> Finding:
        # One paragraph is enough to show; a running quotation may be long.
        span = spans[0]
        speaker = context.speaker_before(span.start)
        return self.finding(
            span,
            "Nobody is credited with these quoted words. Name who said them.",
            suggestion=f"likely {speaker}, who speaks just before" if speaker else None,
            statement=statement,
            # With nobody at hand who could have said it, it may be no quotation at all.
            doubtful=speaker is None and statement is None,
        )

    def _carried(self, attribution: Attribution) -> Finding:
        name = attribution.speaker.name if attribution.speaker else ""
        return self.finding(
            attribution.statement.content[0],
            f"Only what stands before suggests that these are {name}’s words. Name who said them.",
            suggestion=f"likely {name}, who speaks just before",
            statement=attribution.statement.id,
            doubtful=True,
        )

    def _is_term(self, lines: _Lines, quotation: Quotation) -> bool:
        """True for a title, a nickname, a scare quote, a sign: words, not a statement."""
        line = lines.at(quotation.start)
        inside = _inside(line, quotation)
        if _stands_alone(line, quotation):
            return False
        return (
            len(inside) < _SENTENCE
            or not inside[0].capital
            or _announced(line, quotation)
            or _is_title(inside)
        )

    def _is_sentence(self, context: Context, lines: _Lines, quotation: Quotation) -> bool:
        """True for loose marks that hold a sentence which the article leaves to nobody."""
        if not quotation.closed:
            return False
        span = quotation.spans[0]
        if context.document.text.count(" ", span.start, span.end) < _SENTENCE - 1:
            return False
        line = lines.at(quotation.start)
        inside = _inside(line, quotation)
        if len(inside) < _SENTENCE or not inside[0].capital or not line.ends:
            return False
        closing = context.document.text[span.start : span.end].rstrip("\"”»’' ")[-1:]
        if not (closing in ".!?…" or any(w.text in word_set(_FILE, "finite") for w in inside)):
            return False
        if line.attributions or _announced(line, quotation) or _is_title(inside):
            return False
        if signed(context, quotation.end) or heads(context, quotation.spans):
            return False
        if not _stands_alone(line, quotation):
            # Inside a sentence a single mark is too often an apostrophe.
            if quotation.mark in "'‘":
                return False
            around = line.between(max(0, span.start - _FAR), quotation.end + _FAR)
            outside = [w for w in around if w.own]
            return phrases("claims", "credits").first(outside) is None
        return not _runs_on(context, line)


def _credited_words(context: Context) -> str:
    """All words that a source of their own is credited with, one after the other."""
    return " ".join(
        _plain(context.document.slice(span))
        for a in context.attributions
        if a.speaker is not None and a.statement.source
        for span in a.statement.content
    )


def _plain(text: str) -> str:
    words = (folded(word) for word in spelled(text))
    return f" {' '.join(word for word in words if word[0].isalnum())} "


def _is_carried(attribution: Attribution, statements: Mapping[str, Statement]) -> bool:
    """True for a quotation alone whose speaker is only who spoke before, outside quotation marks."""
    statement = attribution.statement
    if attribution.speaker is None or statement.kind != "direct" or statement.within is not None:
        return False
    if attribution.sign_off is not None:
        return False  # an editor has said whose it is
    if statement.source or statement.cue or statement.label:
        return False
    if statement.continues is None:
        return True
    before = statements.get(statement.continues)
    return before is not None and before.kind == "indirect"


def _announced_before(context: Context, lines: _Lines, start: int) -> bool:
    """True where the words before a quotation lead up to it: "He put it like this:".

    Or the sentence says whose it is in words that were not recognised: "in the words of".
    """
    if context.document.text[max(0, start - 20) : start].rstrip("\n “\"‘'").endswith((":", ",")):
        return True
    line = lines.at(start)
    own = [w for w in line.between(line.span.start, start) if w.own]
    return phrases("claims", "credits").first(own) is not None


def _runs_on(context: Context, line: Line) -> bool:
    """True where the words just before a quotation of its own credit it."""
    text = context.document.text[max(0, line.span.start - 20) : line.span.start].rstrip()
    if text.endswith((":", ",")):
        return True
    if not line.index:
        return False
    before = context.line(line.index - 1)
    if before.attributions and overlaps(context.quoted, before.span):
        return True
    return before.paragraph == line.paragraph and (
        phrases("claims", "credits").first(before.words) is not None
        or any(w.own and w.text in word_set(_FILE, "documents") for w in before.words)
    )


def _inside(line: Line, quotation: Quotation) -> list[Word]:
    span = quotation.spans[0]
    return [word for word in line.between(span.start, span.end) if word.is_word]


def _stands_alone(line: Line, quotation: Quotation) -> bool:
    """True where the sentence is this quotation from end to end."""
    before = line.between(line.span.start, quotation.start)
    after = line.between(quotation.end, line.span.end)
    return not any(word.is_word for word in (*before, *after))


def _announced(line: Line, quotation: Quotation) -> bool:
    """True where words beside the marks say that they hold a title, a sign, a document."""
    span = quotation.spans[0]
    before = [w for w in line.between(max(0, span.start - _FAR), span.start) if w.own and w.is_word]
    after = [w for w in line.between(span.end, span.end + _FAR) if w.own and w.is_word]
    return any(w.text in word_set(_FILE, "works") for w in before[-_NEAR:] + after[:_NEAR]) or any(
        w.text in word_set(_FILE, "documents") for w in before + after
    )


def _is_title(inside: list[Word]) -> bool:
    """True for Words Set as a Title: every long word has a capital."""
    long = [w for w in inside if len(w.text) > 3]
    return len(long) > 1 and all(w.capital for w in long)
