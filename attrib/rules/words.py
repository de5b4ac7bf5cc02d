"""Word lists: loaded from ``attrib/data``, and matched against a sentence's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple

from attrib.model import Span
from attrib.wordlists import load

# A number keeps its marks: "4.1", "9,000".
_WORD = re.compile(r"\w+(?:['’]\w+|(?<=\d)[.,](?=\d)\w+)*|[^\w\s]")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
# How many words a "*" in a phrase may stand for.
_GAP = 5

Form = Literal["base", "third", "ing", "past", "participle"]


class Word(NamedTuple):
    """A word or a punctuation mark of a sentence.

    Attributes:
        text: lower case, apostrophes straight.
        span: where it stands in the document's text.
        capital: its first letter is upper case.
        shouted: all of its letters are, and there are several.
        said: it is somebody's: content that an attribution credits, or quoted.
        credit: it is part of an attribution's cue or source.
    """

    text: str
    span: Span
    capital: bool
    shouted: bool
    said: bool
    credit: bool

    @property
    def own(self) -> bool:
        """True for the writer's words: neither credited nor quoted."""
        return not self.said

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def split(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """The words and punctuation marks of a span, as written."""
    for match in _WORD.finditer(text, span.start, span.end):
        yield match.group(), Span(match.start(), match.end())


def as_word(written: str, place: Span, *, said: bool = False, credit: bool = False) -> Word:
    """A word as it is looked at, from how it is written."""
    shouted = len(written) > 1 and written.isupper()
    return Word(folded(written), place, written[0].isupper(), shouted, said, credit)


def texts(text: str) -> frozenset[str]:
    """The words and punctuation marks of a text, folded, each once."""
    return frozenset(spelled(folded(text)))


def spelled(text: str) -> list[str]:
    """The words and punctuation marks of a text, as written."""
    return _WORD.findall(text)


def folded(text: str) -> str:
    """Lower case, apostrophes straight."""
    return text.lower().replace("’", "'")


@cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """The words of one list of a file."""
    return frozenset(_list(name, keys))


@cache
def phrases(name: str, *keys: str) -> Phrases:
    """The phrases of one list of a file."""
    return Phrases(_list(name, keys))


@cache
def verbs(name: str, *keys: str) -> Verbs:
    """The verbs of several lists of a file, as one."""
    return Verbs(entry for key in keys for entry in load(name)[key])


def _list(name: str, keys: Sequence[str]) -> Sequence[str]:
    found: Any = load(name)
    for key in keys:
        found = found[key]
    return [str(entry) for entry in found]


class Phrases:
    """Phrases to look for among a sentence's words.

    In a phrase ``(a|b)`` is either word and ``(a|)`` may be missing, ``*`` stands for
    up to five words and ``N`` for a number.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._root: _Node = _Node()
        # By a word that a phrase needs: other words of which it needs one; empty where it needs none.
        self._needs: dict[str, set[frozenset[str]]] = {}
        for entry in entries:
            parts = _parts(entry)
            self._root.add(parts)
            needed = sorted((_rarity(part), index) for index, part in enumerate(parts))
            first = parts[needed[-1][1]]
            others: frozenset[str] = frozenset()
            if len(needed) > 1 and needed[-2][0]:
                others = frozenset(_longest_word(option) for option in parts[needed[-2][1]])
            for option in first:
                self._needs.setdefault(_longest_word(option), set()).add(others)

    @property
    def starts(self) -> KeysView[str]:
        """Every word that a phrase begins with."""
        return self._root.next.keys()

    @property
    def telling(self) -> KeysView[str]:
        """Words of which one stands in every sentence that holds a phrase."""
        return self._needs.keys()

    def may_be_in(self, texts: frozenset[str]) -> bool:
        """False, quickly, for most sentences: they have not the words that a phrase needs."""
        needs = self._needs
        return any(
            not others or not others.isdisjoint(texts)
            for word in texts & needs.keys()
            for others in needs[word]
        )

    def at(self, words: Sequence[Word], index: int) -> int:
        """How many words from `index` on a phrase matches, the longest; 0 for none.

        Only words that nobody is credited with match.
        """
        if words[index].said or words[index].text not in self._root.next:
            return 0
        return max(0, _longest(self._root, words, index) - index)

    def first(self, words: Sequence[Word]) -> tuple[int, int] | None:
        """The first match, as (first word, end)."""
        starts = self._root.next
        for index, word in enumerate(words):
            if word.text in starts:
                length = self.at(words, index)
                if length:
                    return index, index + length
        return None


# An alternative: its words, none where it may be missing.
_Option = tuple[str, ...]


def _parts(entry: str) -> list[list[_Option]]:
    """A phrase's parts in order, each with its alternatives."""
    parts: list[list[_Option]] = []
    for index, piece in enumerate(_ALTERNATIVES.split(entry)):
        if index % 2:
            parts.append([tuple(option.split()) for option in piece.split("|")])
        else:
            parts += [[(word,)] for word in piece.split()]
    return parts


def _rarity(part: list[_Option]) -> int:
    """Letters of its shortest alternative's longest word; 0 where nothing has to stand there."""
    if not all(part) or ("*",) in part or ("N",) in part:
        return 0
    return min(len(_longest_word(option)) for option in part)


def _longest_word(option: _Option) -> str:
    return max(option, key=lambda word: (len(word), word))


@dataclass(slots=True)
class _Node:
    """Where some phrases have come to after the same words.

    What follows alternatives is one node for all of them, so that a phrase of many
    takes room for their sum, not for their product.
    """

    next: dict[str, list[_Node]] = field(default_factory=dict)
    ends: bool = False

    def add(self, parts: Sequence[list[_Option]]) -> None:
        frontier = [self]
        for part in parts:
            target = _Node()
            after = [target]
            for option in part:
                if not option:
                    after += frontier
                for node in frontier if option else ():
                    for word in option[:-1]:
                        step = _Node()
                        node.next.setdefault(word, []).append(step)
                        node = step
                    node.next.setdefault(option[-1], []).append(target)
            frontier = after
        for node in frontier:
            node.ends = True


def _longest(node: _Node, words: Sequence[Word], index: int) -> int:
    """Where the longest phrase that goes on from a node ends; -1 for none."""
    best = index if node.ends else -1
    for following in node.next.get("*", ()):
        at = index
        while at < len(words) and at <= index + _GAP:
            best = max(best, _longest(following, words, at))
            if not words[at].is_word:
                break
            at += 1
    if index < len(words) and not words[index].said:
        for following in node.next.get(words[index].text, ()):
            best = max(best, _longest(following, words, index + 1))
        if "N" in node.next and is_number(words[index]):
            for following in node.next["N"]:
                best = max(best, _longest(following, words, index + 1))
    return best


def is_number(word: Word) -> bool:
    """True for digits, a currency sign before them, or a number word."""
    return (
        word.text[0].isdigit() or word.text in "$£€¥" or word.text in word_set("claims", "numbers")
    )


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a listed verb.

    Attributes:
        lemma: as listed, particle included ("spy on").
        forms: what this spelling can be.
        particle: words that must follow.
    """

    lemma: str
    forms: frozenset[Form]
    particle: tuple[str, ...]


class Verbs:
    """Verbs in all their forms."""

    def __init__(self, entries: Iterable[str | Mapping[str, str]]) -> None:
        self._spelled: dict[str, list[Verb]] = {}
        for entry in entries:
            if isinstance(entry, str):
                lemma, given = entry, ""
            else:
                ((lemma, given),) = entry.items()
            head, *particle = lemma.split()
            spelled: dict[str, set[Form]] = {}
            for form, spelling in _forms(head, given.split()):
                spelled.setdefault(spelling, set()).add(form)
            for spelling, forms in spelled.items():
                verb = Verb(lemma, frozenset(forms), tuple(particle))
                self._spelled.setdefault(spelling, []).append(verb)

    @property
    def spellings(self) -> KeysView[str]:
        """Every form, particles aside."""
        return self._spelled.keys()

    def at(self, words: Sequence[Word], index: int) -> Verb | None:
        """The listed verb that stands at `index`, with its particle."""
        for verb in self._spelled.get(words[index].text, ()):
            following = words[index + 1 : index + 1 + len(verb.particle)]
            if tuple(word.text for word in following) == verb.particle:
                return verb
        return None


def _forms(head: str, given: Sequence[str]) -> Iterator[tuple[Form, str]]:
    yield "base", head
    if head.endswith(("s", "x", "z", "ch", "sh")):
        yield "third", head + "es"
    elif head.endswith("y") and head[-2] not in "aeiou":
        yield "third", head[:-1] + "ies"
    else:
        yield "third", head + "s"
    stem = head[:-1] if head.endswith("e") and not head.endswith("ee") else head
    yield "ing", given[2] if len(given) > 2 else stem + "ing"
    past = head[:-1] + "ied" if head.endswith("y") and head[-2] not in "aeiou" else stem + "ed"
    yield "past", given[0] if given else past
    yield "participle", given[1] if len(given) > 1 else past
