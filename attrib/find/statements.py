"""Statements, from what the marks say and what the tagger found.

Marks are certain about where somebody else's words begin and end, the tagger
about whose they are and about paraphrase; neither decides alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attrib.model import Claim, Document, Kind, Quotation, Span, Statement

from .claims import ClaimHead, ClaimReader
from .cues import Cues
from .inner import credit_before
from .labels import find_labels, prose
from .quotations import Marks, find_quotations
from .tagger import Tagged, Tagger

_WORD = re.compile(r"\w+(?:[’'.&-]\w+)*")
_FIRST_PERSON = re.compile(r"(?:I|we|you)\b", re.I)
_FULL_STOP = re.compile(r"[.!?…][”\"’'»]*$")
# A quotation that no content covers is read as a statement from this many words on,
# or when it fills its sentence; shorter ones are names, titles and scare quotes.
_QUOTED_WORDS = 6
# Paraphrase of which the tagger is less sure than this is no statement; chosen on polnear_dev.
_SURE = 0.15
# In a headline or a crosshead, which end without a stop, "indicted over" is a passive and its
# subject nobody's source; chosen on polnear_dev and ggt_dev.
_SURE_HEADING = 0.5
_SURE_NESTED = 0.4
# A statement ends its paragraph where no more than "on Tuesday in Arden" follows it.
_AFTER_CUE = 5
# A source that was cut to its article gets back no more than these words before the cue.
_NAME_WORDS = 4
# "Local reports in " before a place that was taken for the source; the first word where it opens the sentence.
_PLACED = re.compile(
    r"(?:(?:^|(?<=[.!?”\n]\s)|(?<=\n))([A-Z][\w-]*\s))?(?<!\w)([\w-]+)\s(?:in|from|across|inside)\s(?:the\s)?$"
)
_PLACED_CHARS = 60
_PLACED_CUE = re.compile(
    r"([\w-]+)\s((?:in|from|across|inside)\s(?:the\s)?[A-Z]\w*(?:\s[A-Z]\w*){0,3})\s(?=[a-z])"
)
_MARKS = '“”"‘’«»'
# Marks as typewriters have them, which are no quotation marks to the reader of marks; and ones that lost
# their other half.
_TYPED = ("''", "``", "“", "”", '"')
# In so many characters of a sentence stand its first two words.
_FIRST_WORDS = 40
_COLON_LIST = re.compile(r":\s")
_HALF = re.compile(r",\s(?:and|or|but)\s?$")
_JOINED = re.compile(r",\s(?:followed|preceded|accompanied)\sby\b|,\s(?:along|together)\swith\b")
# A nested statement needs room for a source, a cue and a content.
_NESTED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What an article reports as said, what its quotation marks say, and what it claims.

    `claims` has every sentence that may need a source, whoever is credited with it.
    """

    statements: tuple[Statement, ...]
    marks: Marks
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Draft:
    """A statement before it has its number; `parent` and `after` are other drafts."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    confidence: float = 1.0
    label: bool = False
    after: _Draft | None = None
    parent: _Draft | None = None


class _Quoted:
    """The outermost quotations, looked up by place."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.outer = [q for q in quotations if q.depth == 0]
        parts = [(span, q) for q in self.outer for span in q.spans]
        parts.sort(key=lambda part: part[0])
        self._parts = parts
        self._starts = [span.start for span, _ in parts]

    def before(self, offset: int) -> Quotation | None:
        """The last quotation of which some begins before an offset."""
        index = bisect_left(self._starts, offset) - 1
        return self._parts[index][1] if index >= 0 else None

    def at(self, offset: int) -> Quotation | None:
        """The quotation that an offset stands in, its marks included."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._parts[index][0].end:
            return None
        return self._parts[index][1]


def find(document: Document, tagger: Tagger) -> Found:
    """Every statement of an article, in the order of the text."""
    text = document.text
    marks = find_quotations(text, document.paragraphs)
    outer = _Quoted(marks.quotations)
    labels = find_labels(document, marks.quotations)
    certainty = tagger.certainty
    drafts: list[_Draft] = []
    for turn in labels:
        if turn.runs_on:
            drafts[-1] = replace(drafts[-1], content=(*drafts[-1].content, turn.content))
        else:
            drafts.append(_Draft((turn.content,), (), (turn.label,), certainty.labelled, True))
    # A labelled paragraph's words are all the speaker's: read on its own, for what it reports.
    reader = ClaimReader(ClaimHead.load(), document.sentences)
    for item in tagger.tag(text, prose(document, labels), marks.quotations, reader):
        drafts += _drafts(document, _whole_source(text, _named(text, item)), outer)
    drafts = _whole_quotations(drafts, outer)
    drafts = _own_reports(document, sorted(drafts, key=lambda draft: draft.content))
    drafts = list(_quoted(document, outer, drafts, certainty.marked))
    drafts += list(_nested(document, tagger, marks.quotations, drafts))
    drafts += list(_inner(text, marks.quotations, drafts, certainty.marked))
    return Found(_numbered(drafts, text, outer), marks, reader.claims)


def _own_reports(document: Document, drafts: Sequence[_Draft]) -> list[_Draft]:
    """What a publication says it reported runs to the end of the sentence.

    "We reported that A, but B, and C later admitted D": all four are its report,
    and what others say there is reported inside it.
    """
    text, kept = document.text, []
    own: _Draft | None = None
    for draft in drafts:
        if own is not None and own.content[0].contains(draft.content[-1]):
            if _stands_alone(text, draft):
                kept.append(replace(draft, parent=own))
            continue
        own = None
        if _reports_own(text, draft):
            sentence = document.sentences[document.sentence_at(draft.content[0].start)]
            end = sentence.end - 1 if text[sentence.end - 1] in ".!?" else sentence.end
            draft = replace(
                draft, content=(Span(draft.content[0].start, max(end, draft.content[0].end)),)
            )
            own = draft
        kept.append(draft)
    return kept


def _reports_own(text: str, draft: _Draft) -> bool:
    """The publication's "we", before a cue and a paraphrase in one piece."""
    if not draft.source or not draft.cue or text[slice(*draft.source[0])].lower() != "we":
        return False
    first = draft.content[0]
    return draft.cue[0].end <= first.start and text.startswith("that ", first.start)


def _drafts(document: Document, item: Tagged, outer: _Quoted) -> Iterator[_Draft]:
    """What the tagger found, less the content that stands too far from its cue.

    A paraphrase stands in its cue's paragraph. Quoted words may stand in the next
    where a colon announces them; elsewhere they are left without a cue.
    """
    text = document.text
    near = []
    for content in item.content:
        span = _with_marks(text, content)
        if not item.cue or _reaches(document, item.cue[0], span):
            near.append(span)
        elif outer.at(span.start) is not None:
            yield _Draft((span,), confidence=item.confidence)
    if not near:
        return
    source, near = _source_among(text, item, near)
    near = _within_sentence(document, item.cue, near, outer)
    near[-1] = _without_half(text, near[-1])
    draft = _Draft(_without_that(text, near), item.cue, source, item.confidence)
    if Cues.load().withholds(_words(text, draft.cue), _words(text, draft.content)):
        return
    sure = _SURE if _FULL_STOP.search(_paragraph(document, near[0])) else _SURE_HEADING
    if item.confidence >= sure or _kind(text, draft, outer) != "indirect":
        yield draft


def _within_sentence(
    document: Document, cue: Sequence[Span], content: list[Span], outer: _Quoted
) -> list[Span]:
    """Content whose paraphrase ends with the sentence of its cue: the next one is the writer's again.

    Quoted words go on over sentences, and so does what a colon announces. Content that stands in
    other sentences altogether stays.
    """
    if not cue:
        return content
    index = document.sentence_at(cue[0].start)
    sentence = document.sentences[index]
    final = document.sentence_at(max(0, content[-1].end - 1))
    while index < final and Cues.load().continues(
        document.slice(document.sentences[index + 1])[:_FIRST_WORDS]
    ):
        index += 1
        sentence = Span(sentence.start, document.sentences[index].end)
    if all(sentence.contains(span) for span in content):
        return content
    kept = []
    for span in content:
        if not sentence.contains(span) and not _is_marked(document.text, span, outer):
            start, end = max(span.start, sentence.start), min(span.end, sentence.end)
            whole = document.text[start : max(start, end)].rstrip()
            end = start + len(whole) - (end < span.end and whole.endswith((".", "!", "?", "…")))
            if not _WORD.search(document.text, start, max(start, end)):
                continue
            span = Span(start, end)
        kept.append(span)
    # What is left after a dropped part must still be said: "that" alone is not.
    if any(len(_WORD.findall(document.text, *span)) > 1 for span in kept):
        return kept
    return content


def _is_marked(text: str, span: Span, outer: _Quoted) -> bool:
    """True for content with quotation marks of any kind, or that a colon announces."""
    last = outer.before(span.end)
    return (
        (last is not None and last.end > span.start)
        or text[max(0, span.start - 4) : span.start].rstrip().endswith(":")
        or any(mark in text[max(0, span.start - 2) : span.end] for mark in _TYPED)
        or _COLON_LIST.search(text, *span) is not None
    )


def _paragraph(document: Document, span: Span) -> str:
    return document.slice(document.paragraphs[document.paragraph_at(span.start)]).rstrip()


def _without_half(text: str, content: Span) -> Span:
    """Content that does not end in half of a pair.

    In "warned that the piers leak, followed by a demand from the town, and the board's letter"
    what "and" joins is no longer said: neither of the two is.
    """
    said = text[content.start : content.end]
    whole = _HALF.sub("", said)
    if whole == said:
        return content
    joined = max((m.start() for m in _JOINED.finditer(whole)), default=0)
    return Span(content.start, content.start + (joined or len(whole)))


def _without_that(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """Content without a "that" on its own: in "that Holm later said the pumps ran" it says nothing."""
    whole = tuple(span for span in content if text[slice(*span)].lower() != "that")
    return whole or tuple(content)


def _source_among(
    text: str, item: Tagged, content: list[Span]
) -> tuple[tuple[Span, ...], list[Span]]:
    """Source and content: “A,” [Holm] was quoted as saying. “B.” has its source between the marks."""
    if item.source or not item.cue or len(content) < 2:
        return item.source, content
    for span in content:
        words = _WORD.findall(text, *span)
        bare = len(words) <= _NAME_WORDS and not any(mark in text[slice(*span)] for mark in _MARKS)
        after_marks = text[: span.start].rstrip()[-1:] in _MARKS
        if bare and after_marks and not text[span.end : item.cue[0].start].strip():
            return (span,), [other for other in content if other != span]
    return item.source, content


def _named(text: str, item: Tagged) -> Tagged:
    """An item whose source was cut to "the": the noun that belongs to it is given back.

    "The [charges allege]" has its source in the cue, "The board then [said]" between the two.
    """
    cues = Cues.load()
    if len(item.source) != 1 or not item.cue or not cues.is_article(text[slice(*item.source[0])]):
        return item
    source, cue = item.source[0], item.cue[0]
    if cue.start <= source.end:
        return item
    between = text[source.end : cue.start]
    words = [m.span() for m in _WORD.finditer(text, *cue)]
    if between.strip():
        if len(between.split()) > _NAME_WORDS or not between.replace(" ", "").isalpha():
            return item
        source = Span(source.start, source.end + len(between.rstrip()))
    elif len(words) > 1:
        verb = next((n for n, w in enumerate(words) if n and cues.lists(text[slice(*w)])), -1)
        (start, _), (_, end) = words[verb], words[verb - 1]
        source, cue = Span(source.start, end), Span(start, cue.end)
    return replace(item, source=(source,), cue=(cue, *item.cue[1:]))


def _whole_source(text: str, item: Tagged) -> Tagged:
    """An item whose source was cut to a place: "reports in [Spain] link" is what reports do.

    "[reports in Spain link]", all of it taken for the cue, is parted into the two.
    """
    if not item.cue:
        return item
    cues, cue = Cues.load(), item.cue[0]
    whole = _PLACED_CUE.match(text, *cue)
    if whole is not None and whole.group(1).lower() in cues.placed:
        source, cue = Span(cue.start, whole.end(2)), Span(whole.end(), cue.end)
        return replace(item, source=(source,), cue=(cue, *item.cue[1:]))
    if len(item.source) != 1 or not text[item.source[0].start : item.source[0].end][:1].isupper():
        return item
    source = item.source[0]
    match = _PLACED.search(text, max(0, source.start - _PLACED_CHARS), source.start)
    if match is None or match.group(2).lower() not in cues.placed:
        return item
    start = match.start(1) if match.group(1) else match.start(2)
    return replace(item, source=(Span(start, source.end),))


def _reaches(document: Document, cue: Span, content: Span) -> bool:
    here, there = document.paragraph_at(cue.start), document.paragraph_at(content.start)
    if here == there:
        return True
    return there == here + 1 and document.slice(document.paragraphs[here]).rstrip().endswith(":")


def _whole_quotations(drafts: Sequence[_Draft], outer: _Quoted) -> list[_Draft]:
    """A quotation that reopens at each paragraph is one speaker's, all of it."""

    def running(content: Span) -> Quotation | None:
        quotation = outer.at(content.start)
        return quotation if quotation is not None and len(quotation.spans) > 1 else None

    owners: dict[Span, _Draft] = {}
    for draft in drafts:
        for span in draft.content:
            quotation = running(span)
            if quotation is not None and draft.cue and quotation.spans[0].overlaps(span):
                owners.setdefault(quotation.spans[0], draft)
    kept = []
    for draft in drafts:
        content: list[Span] = []
        for span in draft.content:
            quotation = running(span)
            owner = owners.get(quotation.spans[0]) if quotation is not None else None
            if quotation is None or owner is None:
                content.append(span)
            elif owner is draft and quotation.spans[0].overlaps(span):
                content += [span, *quotation.spans[1:]]
        if content:
            kept.append(replace(draft, content=tuple(sorted(content))))
    return kept


def _with_marks(text: str, span: Span) -> Span:
    """A content's span with the quotation marks that stand right at its edges."""
    start, end = span
    if start and text[start - 1] in "“\"‘'«„" and not text[start].isspace():
        start -= 1
    while end < len(text) and text[end] in ".,!?…" and text[end + 1 : end + 2] in _CLOSERS:
        end += 1
    if text[end : end + 1] in _CLOSERS and not text[end + 1 : end + 2].isalnum():
        end += 1
    return Span(start, end)


def _stands_alone(text: str, draft: _Draft) -> bool:
    """True for an assertion of somebody other than the one whose words it stands in."""
    if not draft.cue or not draft.source:
        return False
    if _FIRST_PERSON.match(text, draft.source[0].start):
        return False
    return Cues.load().act(_words(text, draft.cue), kind="indirect") == "assertion"


def _quoted(
    document: Document, outer: _Quoted, drafts: Sequence[_Draft], confidence: float
) -> Iterator[_Draft]:
    """All drafts in order, with the quoted words that have no cue of their own.

    Such words run on from the quotation just before them, or are nobody's.
    Paraphrase without a cue is the tagger's doubt, not a statement.
    """
    text = document.text
    covered = sorted(span for draft in drafts for span in draft.content)
    left = [
        quotation
        for quotation in outer.outer
        if _covered(quotation, covered) < 0.5 and _reads_as_statement(document, quotation)
    ]
    shown = shown_again(document, left)
    bare = [_Draft(q.spans, confidence=confidence) for q in left if q not in shown]
    last: _Draft | None = None
    for draft in sorted([*drafts, *bare], key=lambda draft: draft.content):
        if not draft.cue and not draft.label:
            if _kind(text, draft, outer) == "indirect":
                continue
            draft = replace(draft, after=_runs_on_from(document, last, draft, outer))
        yield draft
        last = draft


def shown_again(document: Document, quotations: Sequence[Quotation]) -> frozenset[Quotation]:
    """Pull quotes and crossheads: a paragraph of quoted words that the article has elsewhere too."""
    text = document.text
    alone = {}
    for quotation in quotations:
        start, end = document.paragraphs[document.paragraph_at(quotation.start)]
        around = text[start : quotation.start] + text[quotation.end : end]
        if quotation.end <= end and not _WORD.search(around):
            words = _WORD.findall(text[quotation.start : quotation.end].lower())
            alone[quotation] = f" {' '.join(words)} "
    if not alone:
        return frozenset()
    whole = f" {' '.join(_WORD.findall(text.lower()))} "
    return frozenset(q for q, words in alone.items() if _stands_twice(whole, words))


def _stands_twice(whole: str, words: str) -> bool:
    return whole.find(words, whole.find(words) + 1) >= 0


def _covered(quotation: Quotation, spans: Sequence[Span]) -> float:
    """Share of a quotation that spans cover; the spans are sorted and do not overlap."""
    shared = total = 0
    for part in quotation.spans:
        total += part.end - part.start
        index = max(0, bisect_left(spans, part) - 1)
        while index < len(spans) and spans[index].start < part.end:
            overlap = min(part.end, spans[index].end) - max(part.start, spans[index].start)
            shared += max(0, overlap)
            index += 1
    return shared / total


def _reads_as_statement(document: Document, quotation: Quotation) -> bool:
    """Marks never decide alone: titles, nicknames and scare quotes are not statements."""
    text = document.text
    words = [m.group() for span in quotation.spans for m in _WORD.finditer(text, *span)]
    if len(words) > 1 and sum(word[0].isupper() for word in words) > 0.6 * len(words):
        return False
    if len(words) >= _QUOTED_WORDS:
        return True
    sentence = document.sentences[document.sentence_at(quotation.start)]
    fills = quotation.start <= sentence.start and sentence.end <= quotation.end
    return (
        fills and len(words) > 2 and bool(_FULL_STOP.search(text[quotation.start : quotation.end]))
    )


def _runs_on_from(
    document: Document, last: _Draft | None, draft: _Draft, outer: _Quoted
) -> _Draft | None:
    """The statement just before that a quotation of its own goes on with, if it does.

    In the same paragraph the one quoted before it. Across paragraphs only what newsrooms write so:
    the paragraph before ends with the speaker's own quoted sentence, or with it and its "she said",
    or with his paraphrase. (A quotation left open at a paragraph's end is one with what reopens it.)
    Where that paragraph closes on a few quoted words, the marks have ended (AP, "running quotations",
    whose example credits the next quotation anew).
    """
    if last is None or not _fills_sentence(document, draft.content[0]):
        return None
    text = document.text
    before = document.paragraph_at(last.content[-1].start)
    here = document.paragraph_at(draft.content[0].start)
    quoted = _kind(text, last, outer) != "indirect"
    if before == here:
        return last if quoted else None
    opens = not text[document.paragraphs[here].start : draft.content[0].start].strip()
    if here != before + 1 or not opens:
        return None
    if quoted:
        return last if _ends_quoted(document, last, outer, before) else None
    spans = (*last.content, *last.cue, *last.source)
    rest = text[max(span.end for span in spans) : document.paragraphs[before].end]
    return last if len(_WORD.findall(rest)) <= _AFTER_CUE else None


def _fills_sentence(document: Document, content: Span) -> bool:
    """True where nothing but the quoted words stands in their sentences.

    "On the wall was “No more of this”" and "“No more of this” read the wall" quote something new.
    """
    text = document.text
    first = document.sentences[document.sentence_at(content.start)]
    last = document.sentences[document.sentence_at(max(content.start, content.end - 1))]
    around = text[first.start : content.start] + text[content.end : max(content.end, last.end)]
    return not _WORD.search(around)


def _ends_quoted(document: Document, last: _Draft, outer: _Quoted, paragraph: int) -> bool:
    """True where a statement's quoted sentence, and no more than its cue's clause, ends a paragraph."""
    text, end = document.text, document.paragraphs[paragraph].end
    quotation = outer.before(last.content[-1].end)
    if quotation is None or quotation.end <= last.content[0].start:
        return False
    after = _WORD.search(text, quotation.end, end)
    if after is not None:
        # "..., she said in May." is one sentence; what "He sat down." adds is no longer said.
        final = document.sentence_at(max(0, len(text[:end].rstrip()) - 1))
        if document.sentence_at(after.start()) != final:
            return False
        # A quotation of several paragraphs has its cue at the first, and "she added" here.
        if not any(cue.start >= quotation.end for cue in last.cue) and not (
            Cues.load().reports_speech(text[quotation.end : end])
        ):
            return False
    sentence = document.sentences[document.sentence_at(quotation.start)]
    begins = outer.at(sentence.start)
    # “It is safe,” she said, “for ten years”: one sentence in two pieces.
    return any(
        _is_quoted_sentence(document, piece, last)
        for piece in (quotation, begins)
        if piece is not None and piece.end > last.content[0].start
    )


def _is_quoted_sentence(document: Document, quotation: Quotation, draft: _Draft) -> bool:
    """True for a sentence in quotation marks; words that a paraphrase has in them are a fragment.

    It has a sentence's first letter, and opens the writer's sentence or stands behind a comma, a
    colon or the cue.
    """
    text, start = document.text, quotation.spans[-1].start
    first = _WORD.search(text, *quotation.spans[-1])
    if first is None or text[first.start()].islower():
        return False
    sentence = document.sentences[document.sentence_at(start)]
    lead = text[sentence.start : start].rstrip()
    return (
        len(quotation.spans) > 1
        or not _WORD.search(lead)
        or lead.endswith((",", ":"))
        or any(cue.end <= start and not _WORD.search(text, cue.end, start) for cue in draft.cue)
    )


def _nested(
    document: Document,
    tagger: Tagger,
    quotations: Sequence[Quotation],
    drafts: Sequence[_Draft],
) -> Iterator[_Draft]:
    """Statements that a statement's content reports, found by reading it once more alone."""
    text, cues = document.text, Cues.load()
    read = {id(draft.parent) for draft in drafts if draft.parent is not None}
    holders = [
        (span, draft)
        for draft in drafts
        if draft.parent is None and id(draft) not in read
        for span in draft.content
        if len(_WORD.findall(text, *span)) >= _NESTED_WORDS
        and cues.reports_speech(text[span.start : span.end], done=True)
    ]
    holders.sort(key=lambda pair: pair[0])
    spans = [span for span, _ in holders]
    if not spans:
        return
    for found in tagger.tag(text, spans, quotations):
        item = _whole_source(text, _named(text, found))
        content = _without_that(text, item.content)
        draft = _Draft(content, item.cue, item.source, item.confidence)
        if draft.confidence < _SURE_NESTED or not _stands_alone(text, draft):
            continue
        parts = [*item.content, *item.cue, *item.source]
        index = bisect_right(spans, (parts[0].start, len(text))) - 1
        if index >= 0 and all(spans[index].contains(part) for part in parts):
            yield replace(draft, parent=holders[index][1])


def _inner(
    text: str, quotations: Sequence[Quotation], drafts: Sequence[_Draft], confidence: float
) -> Iterator[_Draft]:
    """Quotations inside a quotation, where the words before them say whose they are."""
    holders = sorted(
        ((span, draft) for draft in drafts if draft.parent is None for span in draft.content),
        key=lambda pair: pair[0],
    )
    spans = [span for span, _ in holders]
    taken = sorted(s for d in drafts if d.parent is not None for s in d.content)
    for quotation in quotations:
        if quotation.depth != 1 or not quotation.closed or len(quotation.spans) > 1:
            continue
        span = quotation.spans[0]
        index = bisect_right(spans, (span.start, len(text))) - 1
        if index < 0 or not spans[index].contains(span) or _covered(quotation, taken) >= 0.5:
            continue
        credit = credit_before(text, span.start, spans[index].start)
        if credit is not None:
            yield _Draft(
                (span,), (credit.cue,), (credit.source,), confidence, parent=holders[index][1]
            )


def _numbered(drafts: Sequence[_Draft], text: str, outer: _Quoted) -> tuple[Statement, ...]:
    ordered = sorted(drafts, key=lambda draft: (draft.content, draft.parent is not None))
    ids = {id(draft): f"s{number}" for number, draft in enumerate(ordered, 1)}
    cues = Cues.load()
    kinds: list[Kind] = [
        "direct" if draft.label else _kind(text, draft, outer) for draft in ordered
    ]
    return tuple(
        Statement(
            id=ids[id(draft)],
            content=draft.content,
            cue=draft.cue,
            source=draft.source,
            kind=kind,
            act=cues.act(_words(text, draft.cue), _words(text, draft.content), kind=kind),
            confidence=draft.confidence,
            label=draft.label,
            continues=ids[id(draft.after)] if draft.after else None,
            within=ids[id(draft.parent)] if draft.parent else None,
        )
        for draft, kind in zip(ordered, kinds, strict=True)
    )


def _kind(text: str, draft: _Draft, outer: _Quoted) -> Kind:
    """Whether all of the content's words stand inside quotation marks, some, or none."""
    inside = [
        outer.at(m.start()) is not None for s in draft.content for m in _WORD.finditer(text, *s)
    ]
    if inside and all(inside):
        return "direct"
    return "mixed" if any(inside) else "indirect"


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[span.start : span.end] for span in spans)


_CLOSERS = ("”", '"', "’", "'", "»", "“")
