"""Which sentences accuse or claim in the writer's own voice.

A sentence is judged once, so that it is flagged under one rule at most: it credits
nobody in particular (vague), it accuses a party of a wrong (allegation), or it claims
what somebody must have told the writer (figure, forecast, claim). Reach comes second:
whatever the article credits, settles by a court's word, asks, denies or supposes is
left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType
from typing import NamedTuple

from attrib.model import Claim, ClaimKind, Span
from attrib.wordlists import load

from .accusations import (
    Accusation,
    Memory,
    find_accusation,
    is_party,
    may_accuse,
    remember,
    stem,
    stems,
)
from .clauses import clause
from .prose import Line, Prose
from .vague import (
    comes_in,
    credits_nobody,
    find_vague,
    has_authority,
    vague_nouns,
    vague_phrases,
)
from .words import Phrases, Word, phrases, split, texts, word_set

_FILE = "claims"
# Sentences back in a paragraph in which a source may still run on, or a verdict be told.
_RUNNING, _SETTLED = 4, 14
# Words before a claim in which "not" takes it back.
_NEAR = 4
# Paragraphs at the top that may sum up what is credited further down.
_OPENING = 2
# Words that a summary shares with the statement that it sums up.
_SUMMED = 4
# A sentence this short ("It will double.") may share fewer.
_SUMMED_SHARE = 0.5

# How likely the head must find a claim to be noted; chosen on the project's own articles. On
# political news it is wrong too often for more than a note.
_LIKELY = 0.6
# How likely it must find one that a list finds, too, for the list to be believed.
_AGREED: Mapping[ClaimKind, float] = {
    "allegation": 0.5,
    "claim": 0.5,
    "figure": 0.3,
    "forecast": 0.3,
    "vague": 0.5,
}
# How likely one must be that is told of a party's mind.
_TOLD_OF = 0.9
# What a claim of a kind is, and what to do about it.
_NATURES: Mapping[ClaimKind, tuple[str, str]] = {
    "allegation": ("an accusation stated as fact", "Say who alleges it."),
    "claim": ("what only a source can know", "Say who says so, or how it is known."),
    "figure": ("a figure", "Say whose figure it is."),
    "forecast": ("a forecast", "Say who forecasts it."),
    "vague": ("nobody in particular is credited", "Name who, or say how many and which."),
}


class Judgement(NamedTuple):
    """What is wrong with a sentence.

    Attributes:
        kind: the rule that reports it.
        span: the place to show.
        words: what made it so, as written.
        nature: what the words make of it, a noun phrase.
        advice: what to do about it, a sentence.
        doubtful: it may well be none.
        plain: its words leave no doubt, and need no second opinion ("critics", "is alleged to").
        own: nobody who speaks further down makes good for it ("reports in Spain").
    """

    kind: ClaimKind
    span: Span
    words: str
    nature: str
    advice: str
    doubtful: bool = False
    plain: bool = False
    own: bool = False


def judge(
    prose: Prose,
    claimed: Sequence[Claim] | None = None,
    paragraphs_to_credit: int = 0,
    *,
    comment: bool = False,
) -> Mapping[int, Judgement]:
    """Every sentence that accuses, claims or credits nobody in particular, by its index.

    Words on a list and the tagger's head check each other: what both see is reported, what one
    alone sees is doubtful.

    Args:
        prose: the article.
        claimed: sentences that a reader could not check, as the head has them; None where
            it has not been asked, and the lists decide alone.
        paragraphs_to_credit: how many paragraphs further down the claims of the
            opening may be credited.
        comment: the writer argues in every other sentence, so that the lists decide alone
            what is worth a word.
    """
    found: dict[int, Judgement] = {}
    memory = Memory()
    below, own_voice = _Below(prose, paragraphs_to_credit), _OwnVoice(prose)
    learned = {claim.sentence: claim for claim in claimed or ()}
    for line in prose.lines():
        seen = learned.get(line.index)
        listed = _may_claim(line.texts)
        if (listed or seen) and _speaks(line):
            claim = _listed(prose, line, memory) if listed else None
            if claim is not None and claimed is not None and not _agrees(claim, seen):
                claim = claim._replace(doubtful=True)
            if claim is None and seen is not None and not comment:
                claim = _learned(prose, line, seen, own_voice)
            if claim and (claim.own or not below.credits(line, claim.kind)):
                found[line.index] = claim
        remember(prose, line, memory)
    return MappingProxyType(found)


def _agrees(judgement: Judgement, seen: Claim | None) -> bool:
    """True where the head, too, finds a claim in a sentence, of whatever kind."""
    if judgement.plain:
        return True
    return seen is not None and seen.probability >= _AGREED[judgement.kind]


def _speaks(line: Line) -> bool:
    """True for a sentence that says something in the writer's own words: no heading, no question."""
    return (
        line.ends and not line.asks and not line.is_heading and any(word.own for word in line.words)
    )


def _listed(prose: Prose, line: Line, memory: Memory) -> Judgement | None:
    """What words on a list make of a sentence."""
    words = line.words
    alleged = _alleged(prose, line)
    if alleged:
        return alleged
    vague = find_vague(prose, line)
    if vague:
        return Judgement(
            "vague",
            clause(line, vague.first),
            _written(prose, words[vague.first : vague.end]),
            *_NATURES["vague"],
            plain=True,
            own=vague.media,
        )
    accusation = find_accusation(prose, line, memory)
    if accusation and _settled(prose, line):
        accusation = None
    claim = _told(prose, line, accusation) if accusation else _weaker(prose, line)
    if claim is None or _excused(line) or _between_credits(prose, line):
        return None
    return claim


def _learned(prose: Prose, line: Line, claimed: Claim, own_voice: _OwnVoice) -> Judgement | None:
    """What the tagger's head makes of a sentence that no list knows."""
    if claimed.probability < _LIKELY or own_voice.of(line.paragraph):
        return None
    words = " ".join(prose.document.slice(claimed.words).split())
    nature, advice = _NATURES[claimed.kind]
    nature = f"perhaps {nature}"
    if claimed.kind == "vague":
        if line.vouched and not credits_nobody(prose, line):
            return None
        at = next((i for i, w in enumerate(line.words) if w.span.end > claimed.words.start), 0)
        return Judgement("vague", clause(line, at), words, nature, advice, doubtful=True)
    # "no longer believe a word of it" is told of its party, and not by it.
    told = ("assertion",) if claimed.probability >= _TOLD_OF else ("assertion", "belief")
    if any(a.statement.act in told for a in line.vouched):
        return None
    if _recorded(line, "sources") or _settled(prose, line) or _keeps_silent(prose, line):
        return None
    if _runs_on(prose, line) or _between_credits(prose, line):
        return None
    return Judgement(claimed.kind, line.span, words, nature, advice, doubtful=True)


class _OwnVoice:
    """Which paragraphs say "I" or "we" outside of quotations: another rule's trouble."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._known: dict[int, bool] = {}

    def of(self, paragraph: int) -> bool:
        """True for such a paragraph; each is read once."""
        if paragraph not in self._known:
            self._known[paragraph] = self._read(paragraph)
        return self._known[paragraph]

    def _read(self, paragraph: int) -> bool:
        first = word_set(_FILE, "first_person")
        document = self._prose.document
        span = document.paragraphs[paragraph]
        index = document.sentence_at(span.start)
        while index < len(document.sentences) and document.sentences[index].start < span.end:
            each = self._prose.line(index)
            if not first.isdisjoint(each.texts) and any(
                w.own and not w.credit and w.text in first for w in each.words
            ):
                return True
            index += 1
        return False


def _told(prose: Prose, line: Line, accusation: Accusation) -> Judgement:
    words = _written(prose, line.words[accusation.first : accusation.end])
    kind: ClaimKind = "allegation" if accusation.agent else "claim"
    if accusation.speaker:
        nature = f"repeats as fact an accusation credited to {accusation.speaker} before"
        return Judgement(kind, line.span, words, nature, "Credit it here too.")
    if accusation.nature:
        return Judgement(kind, line.span, words, accusation.nature, "Say who says so.")
    return Judgement(kind, line.span, words, *_NATURES["allegation"])


def _alleged(prose: Prose, line: Line) -> Judgement | None:
    """ "The company is alleged to have ...", and nobody alleges it."""
    match = phrases(_FILE, "alleged").first(line.words)
    if match is None or line.words[match[1] : match[1] + 1] == ():
        return None
    if line.words[match[1]].text not in ("to", "of") or has_authority(prose, line):
        return None
    return Judgement(
        "allegation" if is_party(prose, line.words, max(0, match[0] - 1)) else "claim",
        line.span,
        _written(prose, line.words[match[0] : match[1]]),
        "an accusation that nobody is credited with",
        "Say who alleges it.",
        plain=True,
    )


def _excused(line: Line) -> bool:
    """True where a sentence credits, records a court's word, or tells history."""
    history = load(_FILE)["history"]
    for word in line.words:
        if word.text.removesuffix("'s") in history["words"]:
            return True
        year = int(word.text) if len(word.text) == 4 and word.text.isdecimal() else 0
        if 1000 <= year < int(history["before"]):
            return True
    return _recorded(line, "credits")


def _keeps_silent(prose: Prose, line: Line) -> bool:
    """True for "did not name the supplier", "declined to comment": the reporter was there."""
    silent = word_set(_FILE, "silent")
    return any(
        not silent.isdisjoint(texts(prose.document.slice(span)))
        for a in line.attributions
        for span in a.statement.cue
    )


def _recorded(line: Line, sources: str) -> bool:
    """True where a sentence names a court, or says whose it is in words of one of the lists."""
    established = word_set(_FILE, "established")
    return (
        any(word.text.removesuffix("'s") in established for word in line.words)
        or phrases(_FILE, sources).first(line.words) is not None
    )


def _between_credits(prose: Prose, line: Line) -> bool:
    """True between two sentences of a paragraph that the same party speaks: it runs through."""
    parties = []
    for step in (-1, 1):
        index = prose.neighbour(line.index, step)
        if index is None:
            return False
        parties.append({a.speaker.name for a in prose.vouched_in(index) if a.speaker})
    return not parties[0].isdisjoint(parties[1])


def _runs_on(prose: Prose, line: Line) -> bool:
    """True where whoever is credited before in the paragraph still speaks.

    The sentences between hang together: each takes up a word of the one before, or points
    back with its first words ("It", "That", "The same").
    """
    here = line
    for _ in range(_RUNNING):
        index = prose.neighbour(here.index, -1)
        if index is None:
            return False
        before = prose.line(index)
        if not _hangs_on(here, before):
            return False
        if any(a.statement.act in ("assertion", "belief") for a in before.vouched):
            return True
        here = before
    return False


def _hangs_on(line: Line, before: Line) -> bool:
    opening = [word.text for word in line.words if word.is_word][:3]
    if any(word in word_set(_FILE, "pointing") for word in opening):
        return True
    return not _subjects(line).isdisjoint(_subjects(before))


def _subjects(line: Line) -> frozenset[str]:
    return stems(word.text for word in line.words if word.is_word and not word.text[0].isdigit())


class _Below:
    """What stands some paragraphs below the opening, looked up for each of its claims.

    Leads sum up; what they sum up is credited where it is told in full, and "experts say"
    is by whoever speaks there first.
    """

    def __init__(self, prose: Prose, paragraphs: int) -> None:
        self._prose = prose
        self._paragraphs = paragraphs

    def credits(self, line: Line, kind: ClaimKind) -> bool:
        """True for a claim of the opening that a statement some paragraphs down credits."""
        if not self._paragraphs or line.paragraph >= _OPENING:
            return False
        document = self._prose.document
        last = min(line.paragraph + self._paragraphs, len(document.paragraphs) - 1)
        end = document.paragraphs[last].end
        if kind == "vague":
            at = bisect_left(self._entrances, line.span.end)
            return at < len(self._entrances) and self._entrances[at] < end
        own = stems(word.text for word in line.words if word.own and word.is_word)
        needed = min(_SUMMED, max(2, int(len(own) * _SUMMED_SHARE)))
        first = bisect_left(self._said, line.span.end, key=lambda pair: pair[0])
        for start, said in self._said[first:]:
            if start >= end:
                break
            if len(own & said) >= needed:
                return True
        return False

    @cached_property
    def _end(self) -> int:
        paragraphs = self._prose.document.paragraphs
        last = min(_OPENING + self._paragraphs, len(paragraphs)) - 1
        return paragraphs[last].end if paragraphs else 0

    @cached_property
    def _entrances(self) -> tuple[int, ...]:
        """Where sentences start that let somebody speak for the first time."""
        sentences = self._prose.document.sentences
        return tuple(
            sentence.start
            for index, sentence in enumerate(sentences)
            if sentence.start < self._end and comes_in(self._prose, index)
        )

    @cached_property
    def _said(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """Where statements start, in order, and what they speak of."""
        text = self._prose.document.text
        return tuple(
            (
                a.statement.start,
                frozenset(
                    stem(word.lower())
                    for span in a.statement.content
                    for word, _ in split(text, span)
                ),
            )
            for a in self._prose.vouched
            if a.statement.start < self._end and a.statement.act in ("assertion", "belief")
        )


@cache
def _phrases() -> tuple[Phrases, ...]:
    weaker = (phrases(_FILE, "claims", nature, "words") for nature in load(_FILE)["claims"])
    return (phrases(_FILE, "alleged"), *weaker, *vague_phrases())


def _may_claim(texts: frozenset[str]) -> bool:
    """False for most sentences, and quickly: they have no word that a claim needs."""
    return (
        may_accuse(texts)
        or not vague_nouns().isdisjoint(texts)
        or any(listed.may_be_in(texts) for listed in _phrases())
    )


def _settled(prose: Prose, line: Line) -> bool:
    """True where the paragraph has already told of a verdict or an admission."""
    index = prose.neighbour(line.index, -1)
    for _ in range(_SETTLED):
        if index is None:
            return False
        if any(w.text in word_set(_FILE, "settled") for w in prose.line(index).words):
            return True
        index = prose.neighbour(index, -1)
    return False


def _weaker(prose: Prose, line: Line) -> Judgement | None:
    """Motives, causes, estimates, forecasts, states of mind and superlatives."""
    if line.vouched:
        return None
    for nature, entry in load(_FILE)["claims"].items():
        match = phrases(_FILE, "claims", nature, "words").first(line.words)
        if match is None or not _asserted(line.words, match[0]):
            continue
        # Whoever is credited before may still speak: these are warnings at most.
        if _runs_on(prose, line):
            return None
        end = match[1]
        if line.words[end - 1].text in "$£€¥":
            end = min(end + 1, len(line.words))
        words = _written(prose, line.words[match[0] : end])
        return Judgement(entry["kind"], line.span, words, nature, str(entry["question"]))
    return None


def _asserted(words: Sequence[Word], index: int) -> bool:
    """False for "one of the worst in history", "if ...", and what a first person says of itself."""
    if index > 1 and words[index - 1].text == "of":
        return False
    if any(w.text in word_set(_FILE, "first_person") for w in words[max(0, index - 2) : index]):
        return False
    if any(w.text in word_set(_FILE, "negations") for w in words[max(0, index - _NEAR) : index]):
        return False
    return not any(
        w.text in word_set(_FILE, "supposing") for w in words[max(0, index - _SETTLED) : index]
    )


def _written(prose: Prose, words: Sequence[Word]) -> str:
    """Words as the article has them; a long stretch keeps its two ends."""
    text = prose.document.text
    if len(words) > 8:
        head, tail = words[:2], words[-2:]
        return f"{_written(prose, head)} ... {_written(prose, tail)}"
    return " ".join(text[words[0].span.start : words[-1].span.end].split())
