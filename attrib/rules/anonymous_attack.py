"""AT303 anonymous-attack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

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


class AnonymousAttack(Rule):
    """Somebody without a name attacks a named party's character or competence.

    **Flagged**

    - “He is a liar,” a former aide said.
    - “She is the most incompetent minister I have seen,” an official said.
    - A person familiar with the bank said that its chairman was out of his depth.

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
            if speaker is None or speaker.kind != "anonymous" or statement.act == "eventuality":
                continue
            for span in statement.content:
                place = _attack(context, span)
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


def _attack(context: Context, content: Span) -> Span | None:
    """The first words of a content that attack a party, with those that say whom."""
    words = words_of(context.document, content)
    for index in range(len(words)):
        for key in ("insults", "failures", "phrases"):
            length = phrases(_FILE, key).at(words, index)
            if not length or _negated(words, index):
                continue
            start = _subject(words, index, key, context.names)
            if start is not None:
                return Span(words[start].span.start, words[index + length - 1].span.end)
            end = _office(words, index, index + length)
            if end is not None:
                return Span(words[index - 1].span.start, words[end - 1].span.end)
    return None


def _negated(words: Sequence[Word], index: int) -> bool:
    before = words[max(0, index - _NEGATED) : index]
    return any(word.text in word_set(_FILE, "negations") for word in before)


def _subject(words: Sequence[Word], index: int, key: str, names: frozenset[str]) -> int | None:
    """Where whom the words are said of stands: a pronoun, a name, "the minister"."""
    joined = key == "phrases"
    lists = Words.load()
    for at in range(index - 1, max(-1, index - _SUBJECT - 1), -1):
        word = words[at]
        if not word.is_word and word.text not in ",\"“”‘’'":
            return None
        if word.text in word_set(_FILE, "others"):
            return None
        joined = joined or word.text in word_set(_FILE, "joins")
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


def _office(words: Sequence[Word], index: int, end: int) -> int | None:
    """End of "the most incompetent minister", where the words need no subject."""
    if not index or words[index - 1].text not in word_set(_FILE, "superlative"):
        return None
    for at in range(end, min(len(words), end + _OFFICE)):
        if is_person_noun(words[at].text, Words.load()):
            return at + 1
    return None
