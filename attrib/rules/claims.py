"""Which sentences accuse or claim in the writer's own voice.

A sentence is judged once, so that it is flagged under one rule at most: it credits
nobody in particular (vague), it accuses a party of a wrong (allegation), or it claims
what somebody must have told the writer (claim). Reach comes second: whatever the
article credits, settles by a court's word, asks, denies or supposes is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from attrib.model import Span
from attrib.wordlists import load

from .clauses import clause
from .prose import Line, Prose
from .vague import find_vague, has_authority, vague_nouns, vague_phrases
from .words import Verb, Verbs, Word, folded, phrases, split, verbs, word_set

_FILE = "claims"
# Words between "used" and its purpose, or a passive and its agent.
_REACH = 14
# Words around an act in which an "if" supposes it, or the same accusation shows.
_CLAUSES = 40
# Words before an act in which "not" or "would" still governs it.
_NEGATING = 5
# Words that a repeated accusation shares with the first, its verb aside.
_SHARED = 3
# Earlier accusations remembered for each verb, which bounds the comparing.
_REMEMBERED = 8

Kind = Literal["vague", "allegation", "claim"]


class Claim(NamedTuple):
    """What is wrong with a sentence.

    Attributes:
        kind: the rule that reports it.
        span: the place to show.
        words: what made it so, as written.
        nature: what the words make of it, a noun phrase.
        advice: what to do about it, a sentence.
    """

    kind: Kind
    span: Span
    words: str
    nature: str
    advice: str


class _Act(NamedTuple):
    """A verb in use: words `first` to `end`, with who does it.

    `agent` is True where a party that can be held to account is named as its doer.
    """

    first: int
    end: int
    passive: bool
    agent: bool
    verb: Verb


class _Said(NamedTuple):
    """An accusation that somebody is credited with."""

    stems: frozenset[str]
    speaker: str


@dataclass(slots=True)
class _Memory:
    """Accusations credited so far, by the verb that makes them."""

    by_verb: dict[str, list[_Said]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def judge(prose: Prose) -> Mapping[int, Claim]:
    """Every sentence that accuses, claims or credits nobody in particular, by its index."""
    found: dict[int, Claim] = {}
    memory = _Memory()
    for line in prose.lines():
        claim = _sentence(prose, line, memory)
        if claim:
            found[line.index] = claim
        _remember(prose, line, memory)
    return MappingProxyType(found)


def _sentence(prose: Prose, line: Line, memory: _Memory) -> Claim | None:
    if not _may_claim(line.texts):
        return None
    words = line.words
    if not line.ends or line.asks or not any(word.own for word in words):
        return None
    alleged = _alleged(prose, line)
    if alleged:
        return alleged
    vague = find_vague(prose, line)
    if vague:
        return Claim(
            "vague",
            clause(line, vague.first),
            _written(prose, words[vague.first : vague.end]),
            "nobody in particular is credited",
            "Name who, or say how many and which.",
        )
    claim = _accusation(prose, line, memory) or _weaker(prose, line)
    if claim is None or _excused(line) or _between_credits(prose, line):
        return None
    return claim


def _alleged(prose: Prose, line: Line) -> Claim | None:
    """ "The company is alleged to have ...", and nobody alleges it."""
    match = phrases(_FILE, "alleged").first(line.words)
    if match is None or line.words[match[1] : match[1] + 1] == ():
        return None
    if line.words[match[1]].text not in ("to", "of") or has_authority(prose, line):
        return None
    return Claim(
        "allegation" if _agent(prose, line.words, match[0] - 1) else "claim",
        line.span,
        _written(prose, line.words[match[0] : match[1]]),
        "an accusation that nobody is credited with",
        "Say who alleges it.",
    )


def _excused(line: Line) -> bool:
    """True where a sentence credits, records a court's word, or tells history."""
    words = line.words
    history = load(_FILE)["history"]
    for index, word in enumerate(words):
        bare = word.text.removesuffix("'s")
        if bare in word_set(_FILE, "established") or bare in history["words"]:
            return True
        year = int(word.text) if len(word.text) == 4 and word.text.isdecimal() else 0
        if 1000 <= year < int(history["before"]):
            return True
        if phrases(_FILE, "credits").at(words, index):
            return True
    return False


def _between_credits(prose: Prose, line: Line) -> bool:
    """True between two credited sentences of a paragraph: one source runs through it."""
    around = [prose.neighbour(line.index, step) for step in (-1, 1)]
    return all(index is not None and prose.in_sentence(index) for index in around)


def _accusation(prose: Prose, line: Line, memory: _Memory) -> Claim | None:
    if _accusing().isdisjoint(line.texts):
        return None
    for index, word in enumerate(line.words):
        if word.said or word.text not in _accusing():
            continue
        claim = _purpose(prose, line, index) or _wrong(prose, line, index)
        if claim is None:
            claim = _repeat(prose, line, index, memory)
        if claim:
            return None if _settled(prose, line) else claim
    return None


@cache
def _telling() -> Mapping[str, frozenset[frozenset[str]]]:
    """Words of which all must stand in a sentence that claims something, by one of them."""
    weaker = (phrases(_FILE, "claims", nature, "words") for nature in load(_FILE)["claims"])
    single = _accusing() - phrases(_FILE, "aims").starts | _wrongs().spellings
    found = {word: {frozenset({word})} for word in single}
    for listed in (phrases(_FILE, "alleged"), phrases(_FILE, "aims"), *weaker, *vague_phrases()):
        for word, needed in listed.keys.items():
            found.setdefault(word, set()).update(needed)
    for word in vague_nouns():
        found.setdefault(word, set()).add(frozenset({word}))
    return {word: frozenset(needed) for word, needed in found.items()}


def _may_claim(texts: frozenset[str]) -> bool:
    """False for most sentences, and quickly: they have no word that a claim needs."""
    telling = _telling()
    return any(needed <= texts for word in texts & telling.keys() for needed in telling[word])


@cache
def _accusing() -> frozenset[str]:
    """Every word that an accusation can begin with."""
    return frozenset().union(
        phrases(_FILE, "aims").starts,
        _wrongs().spellings,
        word_set(_FILE, "unlawfully"),
        word_set(_FILE, "covertly"),
    )


def _wrongs() -> Verbs:
    return verbs(_FILE, "means", "wrongs", "deeds", "purposes", "repeats")


def _settled(prose: Prose, line: Line) -> bool:
    """True where the paragraph has already told of a verdict or an admission."""
    index = prose.neighbour(line.index, -1)
    for _ in range(_REACH):
        if index is None:
            return False
        if any(w.text in word_set(_FILE, "settled") for w in prose.line(index).words):
            return True
        index = prose.neighbour(index, -1)
    return False


def _purpose(prose: Prose, line: Line, index: int) -> Claim | None:
    """ "used ... to intimidate", "in order to silence"."""
    words = line.words
    length = phrases(_FILE, "aims").at(words, index)
    if length:
        purpose = _infinitive(words, index + length)
        if purpose:
            return _claim(prose, line, index, purpose, "motive")
        return None
    act = _act(prose, line, index, verbs(_FILE, "means"))
    # "used to bully" without an auxiliary is a habit, not a means.
    if act is None or (not act.passive and words[index + 1 : index + 2][0].text == "to"):
        return None
    for at in range(act.end, min(act.end + _REACH, len(words))):
        if words[at].text in ";:" or words[at].said:
            return None
        if words[at].text == "to":
            purpose = _infinitive(words, at + 1)
            if purpose and act.passive:
                return _claim(prose, line, act.first, purpose, "accusation in the passive")
            if purpose and act.agent:
                return _allegation(prose, line, act.first, purpose)
    return None


def _infinitive(words: Sequence[Word], index: int) -> int:
    """End of a wrong in the infinitive that starts at a word, an adverb aside; or 0."""
    for at in (index, index + 1):
        if at >= len(words) or words[at].said:
            return 0
        verb = verbs(_FILE, "wrongs", "deeds", "purposes").at(words, at)
        if verb and "base" in verb.forms:
            return at + 1 + len(verb.particle)
        if not words[at].text.endswith("ly"):
            return 0
    return 0


def _wrong(prose: Prose, line: Line, index: int) -> Claim | None:
    """ "X bribed officials", "officials were bribed", "X illegally copied"."""
    words = line.words
    if words[index].text in word_set(_FILE, "unlawfully"):
        following = words[index + 1 : index + 2]
        if following and following[0].text.endswith("ed") and following[0].own:
            verb = Verb(following[0].text, frozenset({"past", "participle"}), ())
            act = _use(prose, line, index, verb)
            return _told(prose, line, act._replace(end=index + 2), passives=True) if act else None
        return None
    if words[index].text in word_set(_FILE, "covertly"):
        following = words[index + 1 : index + 2]
        if following and following[0].text.endswith(("ed", "en")) and following[0].own:
            verb = Verb(following[0].text, frozenset({"participle"}), ())
            act = _use(prose, line, index, verb)
            if act and act.passive:
                return _told(prose, line, act._replace(end=index + 2), passives=True)
        return None
    act = _act(prose, line, index, verbs(_FILE, "wrongs"))
    if act:
        return _told(prose, line, act, passives=True)
    act = _act(prose, line, index, verbs(_FILE, "deeds"))
    if act is None:
        return None
    if act.verb.lemma == "steal" and any(
        w.text in word_set(_FILE, "not_stolen") for w in words[act.end : act.end + 4]
    ):
        return None
    return _told(prose, line, act, passives=False)


def _told(prose: Prose, line: Line, act: _Act, *, passives: bool) -> Claim | None:
    if act.agent:
        return _allegation(prose, line, act.first, act.end)
    if act.passive and passives:
        return _claim(prose, line, act.first, act.end, "accusation in the passive")
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
        return any(_party(prose, words, i) for i in range(low, min(at, low + 4)))
    return _party(prose, words, at)


def _party(prose: Prose, words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.text in word_set(_FILE, "agents") or word.text in word_set(_FILE, "pronouns"):
        return True
    if not word.capital or word.text in word_set(_FILE, "not_names"):
        return False
    if at > 0 and words[at - 1].text in word_set(_FILE, "not_names") - {"the", "and"}:
        return False
    # The first word of a sentence has a capital anyway.
    return at > 0 or word.text in prose.names


def _by_agent(prose: Prose, words: Sequence[Word], end: int) -> bool:
    for at in range(end, min(end + _REACH, len(words))):
        if words[at].text in ";:,":
            return False
        if words[at].text == "by":
            reach = range(at + 1, min(at + 5, len(words)))
            return any(_party(prose, words, i) for i in reach)
    return False


def _repeat(prose: Prose, line: Line, index: int, memory: _Memory) -> Claim | None:
    """An accusation told as fact that somebody was credited with before."""
    act = _act(prose, line, index, verbs(_FILE, "wrongs", "deeds", "purposes", "repeats"))
    if act is None or act.verb.lemma not in memory.by_verb:
        return None
    around = line.words[max(0, index - _CLAUSES) : index + _CLAUSES]
    stems = _stems(word.text for word in around if word.own) - {_stem(line.words[index].text)}
    for said in memory.by_verb[act.verb.lemma]:
        if len(stems & said.stems) >= _SHARED:
            words = _written(prose, line.words[act.first : act.end])
            return Claim(
                "allegation" if act.agent else "claim",
                line.span,
                words,
                f"repeats as fact an accusation credited to {said.speaker} before",
                "Credit it here too.",
            )
    return None


def _remember(prose: Prose, line: Line, memory: _Memory) -> None:
    for attribution in line.attributions:
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
        parts = [part for span in statement.content for part in split(prose.document.text, span)]
        if listed.spellings.isdisjoint(folded(word) for word, _ in parts):
            continue
        words = [Word(folded(word), place, False, False, False, False) for word, place in parts]
        lemmas = {verb.lemma for i in range(len(words)) if (verb := listed.at(words, i))}
        if not lemmas:
            continue
        speaker = attribution.speaker.name if attribution.speaker else "a source"
        said = _Said(_stems(word.text for word in words), speaker)
        for lemma in lemmas:
            known = memory.by_verb.setdefault(lemma, [])
            known.append(said)
            del known[:-_REMEMBERED]


def _stems(words: Iterator[str]) -> frozenset[str]:
    common = word_set(_FILE, "function_words")
    return frozenset(_stem(w) for w in words if len(w) > 2 and w not in common)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e")


def _weaker(prose: Prose, line: Line) -> Claim | None:
    """Motives, causes, estimates, forecasts, states of mind and superlatives."""
    before = prose.neighbour(line.index, -1)
    # Whoever is credited in the sentence before runs on: these are warnings at most.
    if line.attributions or (before is not None and prose.in_sentence(before)):
        return None
    for nature, entry in load(_FILE)["claims"].items():
        match = phrases(_FILE, "claims", nature, "words").first(line.words)
        # "one of the worst in history" takes back what it says.
        if match and not (match[0] > 1 and line.words[match[0] - 1].text == "of"):
            end = match[1]
            if line.words[end - 1].text in "$£€¥":
                end = min(end + 1, len(line.words))
            words = _written(prose, line.words[match[0] : end])
            return Claim("claim", line.span, words, nature, str(entry["question"]))
    return None


def _claim(prose: Prose, line: Line, first: int, end: int, nature: str) -> Claim:
    words = _written(prose, line.words[first:end])
    return Claim("claim", line.span, words, nature, "Say who says so.")


def _allegation(prose: Prose, line: Line, first: int, end: int) -> Claim:
    words = _written(prose, line.words[first:end])
    return Claim(
        "allegation", line.span, words, "an accusation stated as fact", "Say who alleges it."
    )


def _written(prose: Prose, words: Sequence[Word]) -> str:
    """Words as the article has them; a long stretch keeps its two ends."""
    text = prose.document.text
    if len(words) > 8:
        head, tail = words[:2], words[-2:]
        return f"{_written(prose, head)} ... {_written(prose, tail)}"
    return " ".join(text[words[0].span.start : words[-1].span.end].split())
