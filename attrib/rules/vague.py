"""Where a sentence credits nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from .prose import Line, Prose
from .words import Phrases, Word, phrases, word_set

_FILE = "rules/vague"
# Words before "experts" that can say whose they are: "the foreign policy experts".
_MODIFIERS = 3
# Words of the place in "some in the trade".
_PLACE = 5
# Sentences, from this one back, in which an authority stands behind a hedge.
_SENTENCES = 12
# Kinds of party that have a name.
_NAMED = ("person", "institution", "outlet")


class Vague(NamedTuple):
    """Words `first` to `end` (exclusive) of a sentence that credit nobody in particular.

    `media` where media do so ("reports in Spain"), and whoever speaks further down is none of them.
    """

    first: int
    end: int
    media: bool = False


def find_vague(prose: Prose, line: Line) -> Vague | None:
    """The first such words of a sentence, unless the article says who after all."""
    words = line.words
    if _heads().isdisjoint(line.texts):
        return None
    for index, word in enumerate(words):
        if word.said or word.text not in _heads():
            continue
        end = _holders(prose, line, index)
        if end:
            return Vague(index, end, _told_by_media(words, index))
        length = phrases(_FILE, "phrases").at(words, index)
        if length:
            vague = Vague(index, index + length)
            if not _credited_here(line, vague) and not _named_after(line, vague.end):
                return vague
        if phrases(_FILE, "hedges").at(words, index) and not has_authority(prose, line):
            return Vague(index, index + 1)
    return None


@cache
def _heads() -> frozenset[str]:
    """Every word that such words can begin with."""
    return vague_nouns().union(*(listed.starts for listed in vague_phrases()))


def vague_nouns() -> frozenset[str]:
    """ "Critics", "studies", "some": whoever they are, they are not named."""
    return frozenset().union(
        *(word_set(_FILE, key) for key in ("people", "works", "some", "press"))
    )


def vague_phrases() -> tuple[Phrases, ...]:
    """ "It is feared", "reportedly"."""
    return tuple(phrases(_FILE, key) for key in ("phrases", "hedges"))


def _holders(prose: Prose, line: Line, index: int) -> int:
    """End of "critics say", "many believe", "studies show" at a word, or 0."""
    words = line.words
    head = words[index].text
    after = index + 1
    placed = _place(words, after) if head not in word_set(_FILE, "learned") else 0
    between = word_set(_FILE, "between")
    if placed:
        after, between = placed, between | word_set(_FILE, "progressive")
        verbs = word_set(_FILE, "say") | word_set(_FILE, "show") | word_set(_FILE, "placed_say")
    elif head in word_set(_FILE, "people"):
        verbs = word_set(_FILE, "say")
    elif head in word_set(_FILE, "works"):
        verbs = word_set(_FILE, "show")
    elif head in word_set(_FILE, "some"):
        verbs = word_set(_FILE, "say")
        before = prose.neighbour(line.index, -1)
        if before is not None and _groups(prose, before):
            return 0  # some of those who speak before
        after = _those(words, after)
        if before is not None and after == index + 1:
            return 0  # "Others": of those in the sentence before
    else:
        return 0
    if not _bare(prose, line, index, bool(placed)):
        return 0
    at = after
    while at < len(words) and words[at].text in between:
        at += 1
    if at >= len(words) or words[at].text not in verbs or words[at].said:
        return 0
    following = words[at + 1].text if at + 1 < len(words) else ""
    # "the experts agreed to a fee": a deed, not a belief.
    if following in ("to", "with", "by", "for"):
        return 0
    # Whoever speaks next is none of the newspapers, unless it is one.
    told = _told_by_media(words, index)
    speaks = _outlet_next(prose, line) if told else _named_next(prose, line)
    if _named_after(line, index + 1) or speaks:
        return 0
    if head in word_set(_FILE, "learned") and _speaks_beside(prose, line):
        return 0
    if _credited_here(line, Vague(index, at + 1)):
        return 0
    return at + 1


def _place(words: Sequence[Word], at: int) -> int:
    """Where the verb may stand after "reports in Spain", "media across the north of Italy"; else 0.

    Of "sources in the ministry" the desk can ask which; a whole country has too many.
    """
    if at >= len(words) or words[at].text not in word_set(_FILE, "from_places"):
        return 0
    last = min(len(words), at + 1 + _PLACE)
    first = next((n for n in range(at + 1, last) if words[n].capital), last)
    if any(words[n].text not in word_set(_FILE, "parts_of_places") for n in range(at + 1, first)):
        return 0
    end = first
    while end < last and words[end].capital:
        end += 1
    return end if end > first else 0


def _told_by_media(words: Sequence[Word], index: int) -> bool:
    return words[index].text in word_set(_FILE, "told_by_media") and bool(_place(words, index + 1))


def _those(words: Sequence[Word], at: int) -> int:
    """Where the verb may stand after "some people", "some in the trade"."""
    if at < len(words) and words[at].text in word_set(_FILE, "crowds"):
        at += 1
    if at < len(words) and words[at].text in word_set(_FILE, "within"):
        last = min(len(words), at + 1 + _PLACE)
        for end in range(at + 1, last):
            if not words[end].is_word or words[end].said:
                break
            if words[end].text in word_set(_FILE, "say"):
                return end
    return at


def _groups(prose: Prose, index: int) -> bool:
    """True where people speak in a sentence of whom "some" may be a part."""
    return any(
        a.speaker is not None and a.speaker.kind in ("group", "anonymous")
        for a in prose.vouched_in(index)
    )


def _bare(prose: Prose, line: Line, index: int, placed: bool) -> bool:
    """True where nothing just before a noun says whose, which or how many.

    `placed` where a place stands behind it: "reports in Spain" need no more to be no verb.
    """
    words = line.words
    if (
        not placed
        and words[index].text in word_set(_FILE, "works_modified")
        and not (index and words[index - 1].text in word_set(_FILE, "works_before"))
    ):
        return False
    for at in range(index - 1, max(-1, index - 1 - _MODIFIERS), -1):
        word = words[at]
        if word.said or not word.is_word:
            return True
        if word.text in word_set(_FILE, "some"):
            return True
        if word.text in word_set(_FILE, "particular") or word.text[0].isdigit():
            return False
        if word.text.endswith("'s") or (word.capital and (at or word.text in prose.names)):
            return False
    return True


def _named_after(line: Line, index: int) -> bool:
    """True for "critics such as Amnesty", "polls show it: a Gallup poll found ...".

    That is a naming word with a name close behind, or a work that a name stands before.
    """
    words = line.words
    if any(
        words[at].text in word_set(_FILE, "named_works") and words[at - 1].capital
        for at in range(index + 1, len(words))
    ):
        return True
    for at in range(index, len(words)):
        length = phrases(_FILE, "naming").at(words, at)
        if length and any(w.capital for w in words[at + length : at + length + 6]):
            return True
    return False


def _named_next(prose: Prose, line: Line) -> bool:
    """True where the next sentence, here or at the next paragraph's start, lets one of them speak.

    Whoever has spoken before is rather the one whom they speak of, or who answers them.
    """
    return line.index + 1 < len(prose.document.sentences) and comes_in(prose, line.index + 1)


def _outlet_next(prose: Prose, line: Line) -> bool:
    """True for "newspapers in Spain link the two. Radio Kora reports ...": one of them is named."""
    index = line.index + 1
    return index < len(prose.document.sentences) and any(
        a.speaker is not None and a.speaker.kind == "outlet" for a in prose.vouched_in(index)
    )


def _speaks_beside(prose: Prose, line: Line) -> bool:
    """True for "experts say it will. “It will,” said Ost": one of them, quoted before or not."""
    around = (line.index - 1, line.index + 1)
    return any(
        a.speaker is not None and a.speaker.kind in ("person", "unknown")
        for index in around
        for a in prose.vouched_in(index)
        if a.statement.act == "assertion"
    )


def comes_in(prose: Prose, index: int) -> bool:
    """True where a sentence lets somebody named, or a group, speak for the first time."""
    return any(
        a.speaker is not None
        and a.speaker.kind in _NAMED
        and a.statement.act in ("assertion", "belief")
        and not prose.spoke_before(a)
        for a in prose.vouched_in(index)
    )


def credits_nobody(prose: Prose, line: Line) -> bool:
    """True where a sentence credits no party that has a name, and no next one lets one speak.

    Whoever is unnamed on purpose is another rule's.
    """
    named = (*_NAMED, "publication", "anonymous")
    if any(a.speaker is not None and a.speaker.kind in named for a in line.vouched):
        return False
    return not _named_after(line, 0) and not _named_next(prose, line)


def _credited_here(line: Line, vague: Vague | None = None) -> bool:
    """True where the sentence credits a named party as well.

    Not by the vague words themselves: whoever "reportedly knew" reports nothing.
    """
    words = line.words[vague.first : vague.end] if vague else ()
    return any(
        a.speaker is not None
        and a.speaker.kind in _NAMED
        and a.statement.act == "assertion"
        and not any(cue.overlaps(word.span) for cue in a.statement.cue for word in words)
        for a in line.vouched
    )


def has_authority(prose: Prose, line: Line) -> bool:
    """True where the paragraph, up to this sentence, names an authority or a speaker."""
    index: int | None = line.index
    for _ in range(_SENTENCES):
        if index is None:
            return False
        each = line if index == line.index else prose.line(index)
        if _credited_here(each) or any(
            word.text in word_set(_FILE, "authority") for word in each.words
        ):
            return True
        index = prose.neighbour(index, -1)
    return False
