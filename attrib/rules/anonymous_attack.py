"""AT303 anonymous-attack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from attrib.find.cues import Cues
from attrib.model import Finding, Severity, Span
from attrib.resolve.parties import is_person_noun
from attrib.resolve.words import Words

from .context import Context
from .rule import Rule
from .spoken import words_of
from .words import Word, phrases, word_set

_FILE = "rules/attacks"
# Words before an insult in which its subject stands: "the minister was, frankly, a liar".
_SUBJECT = 7
# Words before it in which "not" takes it back.
_NEGATED = 4
# Words after "the most incompetent" in which whom it means stands.
_OFFICE = 3
_POINTING = frozenset({"the", "this", "that"})
_WHOSE = frozenset({"his", "her", "their", "its", "our", "my"})
# Words back in which the mark opens that holds an insult.
_QUOTED = 8
_OPENING, _CLOSING = frozenset('“"‘«„'), frozenset('”"’»')


class AnonymousAttack(Rule):
    """Somebody without a name attacks a named party's character or competence.

    **Flagged**

    - “He is a liar,” a former aide said.
    - “She is the most incompetent minister I have seen,” an official said.
    - A person familiar with the bank said that its chairman was out of his depth.
    - A former aide called Per Lund “a liar”, described him as “a bully”, accused him of cowardice.

    **Accepted**

    - The same words from somebody who is named, or from a crowd or body.
    - What the anonymous source knows rather than thinks: “He signed the order in May.”
    - Words for events and plans: “The rollout was a disaster.”
    - Insults that are denied, or that the speaker takes upon himself.

    **Why**

    Facts from a hidden source can be checked; contempt cannot, and whoever is its target
    cannot answer an accuser without a face. Nearly every house forbids it outright.
    """

    code = "AT303"
    name = "anonymous-attack"
    severity: ClassVar[Severity] = "error"
    authority = (
        "AP: no opinions from anonymous sources; Reuters Handbook and New York Times: an unnamed "
        "source may not attack anybody; NPR Ethics Handbook: no anonymous attacks."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for attribution in context.attributions:
            speaker, statement = attribution.speaker, attribution.statement
            if speaker is None or speaker.kind != "anonymous":
                continue
            calls = any(_calls(context, cue) for cue in statement.cue)
            if statement.act == "eventuality" and not calls:
                continue
            for span in statement.content:
                place = _attack(context, span, calls)
                if place is None:
                    continue
                words = " ".join(context.document.slice(place).split())
                yield self.finding(
                    place,
                    f"“{words}” is an attack, and “{speaker.name}” makes it without a name. Leave it "
                    "out, or name who says so.",
                    statement=statement.id,
                )
                break


def _calls(context: Context, cue: Span) -> bool:
    """True for a cue that calls somebody something: "called", "described", "accused"."""
    return Cues.load().calls([word.text for word in words_of(context.document, cue)])


def _attack(context: Context, content: Span, calls: bool) -> Span | None:
    """The first words of a content that attack a party, with those that say whom.

    With `calls` the cue calls that party what follows.
    """
    words = words_of(context.document, content)
    keys = ("insults", "failures", "phrases", *(("charges",) if calls else ()))
    for index in range(len(words)):
        for key in keys:
            length = phrases(_FILE, key).at(words, index)
            if not length or _negated(words, index):
                continue
            called = _called(words, index, key, context.names) if calls else None
            if called is not None:
                after = index + length
                after += after < len(words) and words[after].text in _CLOSING
                return Span(words[called].span.start, words[after - 1].span.end)
            if key == "charges":
                continue
            start = _subject(words, index, key, context.names, calls)
            if start is not None:
                return Span(words[start].span.start, words[index + length - 1].span.end)
            end = _office(words, index, index + length)
            if end is not None:
                return Span(words[index - 1].span.start, words[end - 1].span.end)
    return None


def _negated(words: Sequence[Word], index: int) -> bool:
    before = words[max(0, index - _NEGATED) : index]
    return any(word.text in word_set(_FILE, "negations") for word in before)


def _subject(
    words: Sequence[Word], index: int, key: str, names: frozenset[str], calls: bool
) -> int | None:
    """Where whom the words are said of stands: a pronoun, a name, "the minister".

    Behind a cue that `calls` it has a verb of its own: "accused the bank, which was useless".
    """
    joined = key == "phrases" and not calls
    lists = Words.load()
    for at in range(index - 1, max(-1, index - _SUBJECT - 1), -1):
        word = words[at]
        if not word.is_word and word.text not in ",\"“”‘’'":
            return None
        if word.text in word_set(_FILE, "others"):
            return None
        joins = word.text in word_set(_FILE, "joins")
        joined = joined or (joins and not (calls and word.text in word_set(_FILE, "links")))
        if not joined:
            continue
        if word.text in word_set(_FILE, "subjects"):
            return at
        named = word.capital and word.text in names and word.text not in lists.starters
        if named and key != "failures":
            return at
        if at and is_person_noun(word.text, lists) and words[at - 1].text in _POINTING:
            return at - 1
    return None


def _called(words: Sequence[Word], index: int, key: str, names: frozenset[str]) -> int | None:
    """Where whom a cue calls something stands: right before that, or before the marks around it.

    [called] Per Lund “a liar and a coward”, [described] her as “a bully”, [accused] the
    minister of “lying”. Of "the Lund plan “useless”" it is the plan.
    """
    at = index - 1
    for mark in range(index - 1, max(-1, index - _QUOTED - 1), -1):
        if words[mark].text in _OPENING:
            at = mark - 1
            break
    while at >= 0 and (words[at].text in word_set(_FILE, "links") or not words[at].is_word):
        at -= 1
    if at < 0 or words[at].text in word_set(_FILE, "others"):
        return None
    word, lists = words[at], Words.load()
    if word.text in word_set(_FILE, "subjects"):
        return at
    named = word.capital and word.text in names and word.text not in lists.starters
    if named and not word.text.endswith("'s"):
        start = at
        while start and words[start - 1].capital and words[start - 1].is_word:
            start -= 1
        first = words[start].text.rstrip(".")
        # An event, too, is “a disaster”: it has to be a person's name.
        person = first in lists.courtesy or (start < at and lists.is_given(first))
        return start if person or key != "failures" else None
    if is_person_noun(word.text, lists):
        for start in range(at - 1, max(-1, at - _OFFICE - 1), -1):
            if words[start].text in _POINTING or words[start].text in _WHOSE:
                return start
    return None


def _office(words: Sequence[Word], index: int, end: int) -> int | None:
    """End of "the most incompetent minister", where the words need no subject."""
    if not index or words[index - 1].text not in word_set(_FILE, "superlative"):
        return None
    for at in range(end, min(len(words), end + _OFFICE)):
        if is_person_noun(words[at].text, Words.load()):
            return at + 1
    return None
