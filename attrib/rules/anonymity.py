"""Who speaks without a name on purpose, and whether the article says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from attrib.model import Attribution, Span
from attrib.resolve.parties import is_person_noun
from attrib.resolve.words import Words

from .context import Context
from .spoken import words_of
from .words import Phrases, Word, folded, phrases, spelled, word_set

_FILE = "rules/anonymity"
# Sentences before a source's own and after it in which its reason may stand.
_BEFORE, _AFTER = 1, 2
# Stands among the nouns of a sentence whose reason holds for every source.
_EVERYONE = "*"


class Hidden(NamedTuple):
    """A source without a name, where it first speaks.

    Attributes:
        attribution: its first statement.
        span: the words that describe it, or the statement's where none do.
        explained: the article gives a reason for leaving the name out.
    """

    attribution: Attribution
    span: Span
    explained: bool


def hidden(context: Context) -> Iterator[Hidden]:
    """Each described source that is left unnamed on purpose, once, in the order of the text.

    No crowd ("some residents"), no voice of a body ("a spokeswoman for the port"), nobody met
    by chance ("a man at the gate"), unless the article says that the name is withheld.
    """
    withheld: dict[int, bool] = {}
    places: dict[str, list[Attribution]] = {}
    for attribution in context.attributions:
        if _is_hidden(context, attribution, withheld):
            assert attribution.speaker is not None
            key = " ".join(attribution.speaker.name.lower().split())
            places.setdefault(key, []).append(attribution)
    reasons = _reasons(context) if places else {}
    reasoned = frozenset[str]().union(*reasons.values())
    met: set[str] = set()
    for known, attributions in places.items():
        nouns = _people(known)
        if _is_friend(context, attributions[0]):
            continue
        if _is_again(context, attributions[0], known, bool(nouns & met)):
            continue
        met |= nouns - {_EVERYONE}
        explained = bool(nouns & reasoned) or any(
            index in reasons for a in attributions for index in _near(context, a)
        )
        yield Hidden(attributions[0], described(attributions[0]), explained)


def _is_friend(context: Context, attribution: Attribution) -> bool:
    """True in a sentence that says "I": the writer's own life has friends, and no sources."""
    line = context.line(context.document.sentence_at(attribution.statement.extent.start))
    singular = word_set("rules/first_person", "singular")
    return not singular.isdisjoint(line.texts) and any(
        w.own and not w.credit and w.text in singular for w in line.words
    )


def _is_again(context: Context, attribution: Attribution, known: str, met: bool) -> bool:
    """True for "the official" after an official, and for "who", which is somebody just described."""
    words = folded(context.document.slice(described(attribution)))
    pronoun = Words.load().pronouns.get(words)
    if pronoun is not None and pronoun.number == "relative":
        return True
    return met and (pronoun is not None or known.startswith("the ") or words.startswith("the "))


def described(attribution: Attribution) -> Span:
    """The words for a speaker, or those of its statement."""
    speaker, statement = attribution.speaker, attribution.statement
    mention = speaker.mention if speaker is not None else None
    return mention or (statement.source or statement.content)[0]


def _is_hidden(context: Context, attribution: Attribution, withheld: dict[int, bool]) -> bool:
    """True for a statement of somebody who is left unnamed on purpose.

    `withheld` keeps, by sentence, whether it says that a name is left out.
    """
    speaker = attribution.speaker
    if speaker is None or speaker.kind != "anonymous" or attribution.statement.act == "eventuality":
        return False
    span = described(attribution)
    index = context.document.sentence_at(span.start)
    claim = context.claims.get(index)
    if claim is not None and claim.kind == "vague" and claim.span.overlaps(span):
        return False
    words = spelled(folded(speaker.name))
    if not words or words[0] in word_set("rules/vague", "some"):
        return False
    nouns = {_singular(word) for word in words}
    if nouns & word_set(_FILE, "media"):
        return False
    if not (nouns & word_set(_FILE, "voices") or nouns & word_set(_FILE, "bystanders")):
        return True
    name = " ".join(words)
    if any(phrase in name for phrase in Words.load().anonymity):
        return True
    if index not in withheld:
        sentence = words_of(context.document, context.document.sentences[index])
        withheld[index] = phrases(_FILE, "withheld").first(sentence) is not None
    return withheld[index]


def _near(context: Context, attribution: Attribution) -> range:
    extent = attribution.statement.extent
    first = context.document.sentence_at(extent.start)
    last = context.document.sentence_at(max(extent.start, extent.end - 1))
    return range(first - _BEFORE, last + _AFTER + 1)


def _reasons(context: Context) -> dict[int, frozenset[str]]:
    """Sentences that say why a name is left out, by index, each with the nouns for whose."""
    found: dict[int, frozenset[str]] = {}
    for line in context.lines():
        if _may_explain().isdisjoint(line.texts):
            continue
        words = words_of(context.document, line.span)
        if _gives_reason(words):
            found[line.index] = frozenset(_singular(word.text) for word in words)
            if any(word.text in word_set(_FILE, "everyone") for word in words):
                found[line.index] |= {_EVERYONE}
    return found


@cache
def _lists() -> tuple[Phrases, ...]:
    return phrases(_FILE, "reasons"), phrases(_FILE, "withheld")


@cache
def _may_explain() -> frozenset[str]:
    """Words of which every sentence with a reason has one: most have none."""
    return frozenset(key for listed in _lists() for key in listed.telling)


def _gives_reason(words: Sequence[Word]) -> bool:
    reasons, withheld = _lists()
    return reasons.first(words) is not None or (
        withheld.first(words) is not None and phrases(_FILE, "because").first(words) is not None
    )


def _people(description: str) -> frozenset[str]:
    """ "official" and what else may stand for a source again: "the officials"."""
    lists = Words.load()
    nouns = {_singular(word) for word in spelled(folded(description))}
    return frozenset(n for n in nouns if n in lists.roles or is_person_noun(n, lists)) | {_EVERYONE}


def _singular(word: str) -> str:
    return {"people": "person", "spokespeople": "spokesperson"}.get(word) or (
        word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    )
