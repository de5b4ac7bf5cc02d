"""Which words of a sentence accuse: a wrong, who did it, and whether it is told as a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from attrib.wordlists import load

from .prose import Line, Prose
from .spoken import words_of
from .words import Verb, Verbs, Word, folded, phrases, split, verbs, word_set

_FILE = "claims"
# Words between "used" and its purpose, or a passive and its agent.
_REACH = 14
# Words between a verb and the object that makes it a wrong ("buried a 2016 report").
_OBJECT = 8
# Words around an act in which an "if" supposes it, or the same accusation shows.
_CLAUSES = 40
# Words before an act in which "not" or "would" still governs it.
_NEGATING = 5
# Words that a repeated accusation shares with the first, its verb aside.
_SHARED = 3
# Earlier accusations remembered for each verb, which bounds the comparing.
_REMEMBERED = 8


class Accusation(NamedTuple):
    """Words `first` to `end` of a sentence, what they make of it, and of whom.

    Attributes:
        agent: a party that can be held to account is named as the doer.
        nature: what it is, a noun phrase; None for an accusation told as a fact.
        speaker: who was credited with it before; None unless it is repeated.
    """

    first: int
    end: int
    agent: bool
    nature: str | None = None
    speaker: str | None = None


class _Act(NamedTuple):
    """A verb in use: words `first` to `end`, with who does it.

    `agent` is True where a party that can be held to account is named as its doer.
    """

    first: int
    end: int
    passive: bool
    agent: bool
    verb: Verb


class _Frame(NamedTuple):
    """Verbs that are a wrong with some objects alone: "ignored two warnings"."""

    verbs: Verbs
    objects: frozenset[str]
    reach: int


class _Said(NamedTuple):
    """An accusation that somebody is credited with."""

    stems: frozenset[str]
    speaker: str


@dataclass(slots=True)
class Memory:
    """Accusations credited so far, by the verb that makes them."""

    by_verb: dict[str, list[_Said]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def find_accusation(prose: Prose, line: Line, memory: Memory) -> Accusation | None:
    """The first accusation that a sentence makes in the writer's words."""
    if not may_accuse(line.texts):
        return None
    for index, word in enumerate(line.words):
        if word.said or word.text not in _starts():
            continue
        found = (
            _purpose(prose, line, index)
            or _order(prose, line, index)
            or _wrong(prose, line, index)
            or _framed(prose, line, index)
            or _idiom(prose, line, index)
            or _repeat(prose, line, index, memory)
        )
        if found:
            return found
    return None


def may_accuse(texts: frozenset[str]) -> bool:
    """False for most sentences, and quickly: they have no word that an accusation needs."""
    if not _alone().isdisjoint(texts):
        return True
    if any(phrases(_FILE, key).may_be_in(texts) for key in ("aims", "idioms")):
        return True
    return any(
        not texts.isdisjoint(frame.verbs.spellings) and not texts.isdisjoint(frame.objects)
        for frame in _frames()
    )


@cache
def _alone() -> frozenset[str]:
    """Words that can accuse without certain others beside them."""
    return frozenset().union(
        verbs(
            _FILE, "means", "orders", "wrongs", "deeds", "suffered", "purposes", "repeats"
        ).spellings,
        word_set(_FILE, "unlawfully"),
        word_set(_FILE, "covertly"),
    )


@cache
def _starts() -> frozenset[str]:
    """Every word that an accusation can begin with."""
    return _alone().union(
        phrases(_FILE, "aims").starts,
        phrases(_FILE, "idioms").starts,
        *(frame.verbs.spellings for frame in _frames()),
    )


@cache
def _frames() -> tuple[_Frame, ...]:
    return tuple(
        _Frame(
            Verbs(entry["verbs"]),
            frozenset(str(word) for word in entry["objects"]),
            int(entry.get("reach", _OBJECT)),
        )
        for entry in load(_FILE)["frames"]
    )


def _purpose(prose: Prose, line: Line, index: int) -> Accusation | None:
    """ "used ... to intimidate", "in order to silence"."""
    words = line.words
    length = phrases(_FILE, "aims").at(words, index)
    if length:
        purpose = _infinitive(words, index + length, "wrongs", "deeds", "purposes")
        return Accusation(index, purpose, False, "motive") if purpose else None
    act = _act(prose, line, index, verbs(_FILE, "means"))
    # "used to bully" without an auxiliary is a habit, not a means.
    if act is None or (not act.passive and words[index + 1 : index + 2][0].text == "to"):
        return None
    for at in range(act.end, min(act.end + _REACH, len(words))):
        if words[at].text in ";:" or words[at].said:
            return None
        if words[at].text == "to":
            purpose = _infinitive(words, at + 1, "wrongs", "deeds", "purposes")
            if purpose and act.passive:
                return Accusation(act.first, purpose, False, _PASSIVE)
            if purpose and act.agent:
                return Accusation(act.first, purpose, True)
    return None


_PASSIVE = "accusation in the passive"


def _order(prose: Prose, line: Line, index: int) -> Accusation | None:
    """ "pressured agencies into hiding it", "were told to shred it"."""
    words = line.words
    act = _act(prose, line, index, verbs(_FILE, "orders"))
    if act is None or not (act.passive or act.agent):
        return None
    for at in range(act.end, min(act.end + _REACH, len(words) - 1)):
        if words[at].text in ";:," or words[at].said:
            return None
        end = 0
        if words[at].text == "to":
            end = _infinitive(words, at + 1, "wrongs", "deeds", "purposes", "ordered")
        elif words[at].text == "into":
            verb = verbs(_FILE, "wrongs", "deeds", "purposes", "ordered").at(words, at + 1)
            end = at + 2 if verb and "ing" in verb.forms else 0
        if end:
            agent = act.agent and not act.passive
            return Accusation(act.first, end, agent, None if agent else _PASSIVE)
    return None


def _infinitive(words: Sequence[Word], index: int, *lists: str) -> int:
    """End of a listed verb in the infinitive that starts at a word, an adverb aside; or 0."""
    for at in (index, index + 1):
        if at >= len(words) or words[at].said:
            return 0
        verb = verbs(_FILE, *lists).at(words, at)
        if verb and "base" in verb.forms:
            return at + 1 + len(verb.particle)
        if not words[at].text.endswith("ly"):
            return 0
    return 0


def _wrong(prose: Prose, line: Line, index: int) -> Accusation | None:
    """ "X bribed officials", "officials were bribed", "X illegally copied"."""
    words = line.words
    for adverbs in ("unlawfully", "covertly"):
        if words[index].text in word_set(_FILE, adverbs):
            return _by_adverb(prose, line, index)
    act = _act(prose, line, index, verbs(_FILE, "wrongs"))
    if act:
        return _told(act, passives=True)
    act = _act(prose, line, index, verbs(_FILE, "suffered"))
    if act and act.passive and _person(words, _back(words, act.first)):
        return _told(act, passives=True)
    act = _act(prose, line, index, verbs(_FILE, "deeds"))
    if act is None:
        return None
    if act.verb.lemma == "steal" and any(
        w.text in word_set(_FILE, "not_stolen") for w in words[act.end : act.end + 4]
    ):
        return None
    return _told(act, passives=False)


def _by_adverb(prose: Prose, line: Line, index: int) -> Accusation | None:
    """ "illegally copied", "was secretly recorded", "the museum secretly sold"."""
    following = line.words[index + 1 : index + 2]
    if not following or not following[0].own:
        return None
    word = following[0].text
    if not word.endswith(("ed", "en")) and word not in word_set(_FILE, "irregular"):
        return None
    covert = line.words[index].text in word_set(_FILE, "covertly")
    if covert and word in word_set(_FILE, "private"):
        return None  # "secretly married"
    verb = Verb(word, frozenset({"past", "participle"}), ())
    act = _use(prose, line, index, verb)
    return _told(act._replace(end=index + 2), passives=True) if act else None


def _framed(prose: Prose, line: Line, index: int) -> Accusation | None:
    """ "ignored two warnings", "emails were deleted"."""
    words = line.words
    for frame in _frames():
        act = _act(prose, line, index, frame.verbs)
        if act is None:
            continue
        if act.passive:
            subject = words[max(0, act.first - frame.reach) : act.first]
            if frame.reach >= _OBJECT and _holds(frame, reversed(subject)):
                return Accusation(act.first, act.end, act.agent, None if act.agent else _PASSIVE)
            continue
        if not act.agent:
            continue
        end = act.end + frame.reach
        for at in range(act.end, min(end, len(words))):
            if words[at].text in ";:.," or words[at].said:
                break
            if words[at].text in frame.objects:
                return Accusation(act.first, at + 1, True)
    return None


def _holds(frame: _Frame, words: Iterator[Word]) -> bool:
    """True where one of its objects stands in the clause's words."""
    for word in words:
        if word.text in ";:.," or word.said:
            return False
        if word.text in frame.objects:
            return True
    return False


def _idiom(prose: Prose, line: Line, index: int) -> Accusation | None:
    """ "turned a blind eye", "sat on its hands"."""
    length = phrases(_FILE, "idioms").at(line.words, index)
    if not length:
        return None
    at = _back(line.words, index)
    if _unreal(line.words, at):
        return None
    auxiliaries = word_set(_FILE, "have") | word_set(_FILE, "be")
    while at >= 0 and line.words[at].text in auxiliaries:
        at = _back(line.words, at)
    if not _agent(prose, line.words, at):
        return None
    return Accusation(index, index + length, True)


def _told(act: _Act, *, passives: bool) -> Accusation | None:
    if act.agent:
        return Accusation(act.first, act.end, True)
    if act.passive and passives:
        return Accusation(act.first, act.end, False, _PASSIVE)
    return None


def _act(prose: Prose, line: Line, index: int, listed: Verbs) -> _Act | None:
    verb = listed.at(line.words, index)
    return _use(prose, line, index, verb) if verb else None


def _use(prose: Prose, line: Line, index: int, verb: Verb) -> _Act | None:
    """How a verb form at a word is used; None where it is no finite act that happened."""
    words = line.words
    end = index + 1 + len(verb.particle)
    at = _back(words, index)
    before = words[at].text if at >= 0 else ""
    if _unreal(words, at):
        return None
    be, have = word_set(_FILE, "be"), word_set(_FILE, "have")
    first = index
    passive = False
    if before in word_set(_FILE, "being"):
        at = _back(words, at)
        if at < 0 or words[at].text not in be or "participle" not in verb.forms:
            return None
        passive, first = True, at
    elif before in be and "participle" in verb.forms:
        passive, first = True, at
    elif (before in be and "ing" in verb.forms) or (before in have and "participle" in verb.forms):
        first = at
        # "has been spying"
        if before == "been":
            first = _back(words, at)
    elif "past" not in verb.forms or (end < len(words) and words[end].text == "by"):
        return None
    if passive:
        return _Act(first, end, True, _by_agent(prose, words, end), verb)
    return _Act(first, end, False, _agent(prose, words, _back(words, first)), verb)


def _back(words: Sequence[Word], index: int) -> int:
    """The word before one, adverbs skipped; -1 at the start."""
    at = index - 1
    while at > 0 and (words[at].text.endswith("ly") or words[at].text in ("also", "then", "even")):
        at -= 1
    return at


def _unreal(words: Sequence[Word], at: int) -> bool:
    """True where the auxiliaries, or an "if" before them, make the act unreal."""
    unreal = word_set(_FILE, "unreal")
    for index in range(at, max(-1, at - 3), -1):
        if words[index].text in unreal:
            return True
        if words[index].text not in word_set(_FILE, "be") | word_set(_FILE, "have"):
            break
    if any(
        w.text in word_set(_FILE, "supposing") for w in words[max(0, at - _CLAUSES) : max(0, at)]
    ):
        return True
    for index in range(at - 1, max(-1, at - 1 - _NEGATING), -1):
        if not words[index].is_word:
            return False
        if words[index].own and words[index].text in unreal:
            return True
    return False


def _agent(prose: Prose, words: Sequence[Word], at: int) -> bool:
    """True where the subject that ends at a word is a party to be held to account."""
    if at < 0:
        return False
    word = words[at]
    if word.text == "and" and any(
        w.text in word_set(_FILE, "be") for w in words[max(0, at - _REACH) : at]
    ):
        return False  # "was overthrown and murdered": who did it is not said
    if word.text in (",", "and", "who", "which"):
        # "Smith, 39, an engineer, stole", "Smith, who stole", "Smith lied and stole"
        low = 0 if word.text != "who" else max(0, at - 3)
        return any(is_party(prose, words, i) for i in range(low, min(at, low + 4)))
    return is_party(prose, words, at) or _headed(prose, words, at)


def _headed(prose: Prose, words: Sequence[Word], at: int) -> bool:
    """True for "officials there", "a partner in the firm": the head stands a little further back."""
    if words[at].text in word_set(_FILE, "after_head"):
        return at > 0 and is_party(prose, words, at - 1)
    return False


def is_party(prose: Prose, words: Sequence[Word], at: int) -> bool:
    """True for a name, a pronoun or a common noun for somebody who can be held to account."""
    word = words[at]
    if word.text in word_set(_FILE, "agents") or word.text in word_set(_FILE, "pronouns"):
        return True
    if not word.capital or word.text in word_set(_FILE, "not_names"):
        return False
    if at > 0 and words[at - 1].text in word_set(_FILE, "not_names") - {"the", "and"}:
        return False
    # The first word of a sentence has a capital anyway.
    return at > 0 or word.text in prose.names


def _person(words: Sequence[Word], at: int) -> bool:
    """True where a pronoun or a noun for people ends at a word."""
    if at < 0:
        return False
    text = words[at].text.partition("'")[0]
    known = word_set(_FILE, "pronouns") | word_set(_FILE, "people") | word_set(_FILE, "agents")
    return text in known or (words[at].capital and at > 0)


def _by_agent(prose: Prose, words: Sequence[Word], end: int) -> bool:
    for at in range(end, min(end + _REACH, len(words))):
        if words[at].text in ";:,":
            return False
        if words[at].text == "by":
            reach = range(at + 1, min(at + 5, len(words)))
            return any(is_party(prose, words, i) for i in reach)
    return False


def _repeat(prose: Prose, line: Line, index: int, memory: Memory) -> Accusation | None:
    """An accusation told as fact that somebody was credited with before."""
    act = _act(prose, line, index, verbs(_FILE, "wrongs", "deeds", "purposes", "repeats"))
    if act is None or act.verb.lemma not in memory.by_verb:
        return None
    around = line.words[max(0, index - _CLAUSES) : index + _CLAUSES]
    there = stems(word.text for word in around if word.own) - {stem(line.words[index].text)}
    for said in memory.by_verb[act.verb.lemma]:
        if len(there & said.stems) >= _SHARED:
            return Accusation(act.first, act.end, act.agent, speaker=said.speaker)
    return None


def remember(prose: Prose, line: Line, memory: Memory) -> None:
    """Keep the accusations that a sentence credits to somebody."""
    for attribution in line.vouched:
        statement = attribution.statement
        if statement.id in memory.seen:
            continue
        memory.seen.add(statement.id)
        accuses = any(
            folded(word) in word_set(_FILE, "accusing")
            for span in statement.cue
            for word, _ in split(prose.document.text, span)
        )
        keys = ("wrongs", "deeds", "purposes", *(("repeats",) if accuses else ()))
        listed = verbs(_FILE, *keys)
        words = [w for span in statement.content for w in words_of(prose.document, span)]
        if listed.spellings.isdisjoint(word.text for word in words):
            continue
        lemmas = {verb.lemma for i in range(len(words)) if (verb := listed.at(words, i))}
        if not lemmas:
            continue
        speaker = attribution.speaker.name if attribution.speaker else "a source"
        said = _Said(stems(word.text for word in words), speaker)
        for lemma in lemmas:
            known = memory.by_verb.setdefault(lemma, [])
            known.append(said)
            del known[:-_REMEMBERED]


def stems(words: Iterator[str]) -> frozenset[str]:
    """The words that tell what is spoken of, without their endings."""
    common = word_set(_FILE, "function_words")
    return frozenset(stem(w) for w in words if len(w) > 2 and w not in common)


def stem(word: str) -> str:
    """A word without its usual endings."""
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e")
