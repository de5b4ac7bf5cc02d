"""What a cue's words say: its act, in the Penn Discourse Treebank's terms.

The classes are those of the PDTB 2.0 annotation manual, section 5 (Prasad et
al. 2007); which lemma is in which class is data in ``data/cues.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from attrib.model import Act, Kind
from attrib.wordlists import load

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED_LAST = re.compile(r"[”\"’'»][.,;]?$")
# A passive's participle is among so many words: "has not long been widely described".
_PASSIVE_WORDS = 6
_ACTS: tuple[Act, ...] = ("belief", "fact", "eventuality", "assertion")


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue lemmas as data.

    Attributes:
        acts: lemma, or several words, to its act.
        speech: lemmas that report speech.
        of_things: lemmas of those that assert whose object may be a thing and no clause.
        topic: words at a cue's end that say a topic follows.
        before_things: words at the end of a cue of things that say a thing follows.
        clause_first: words that begin a clause.
        clause_subject: pronouns that are its subject.
        speakers: pronouns that may stand for whoever said a quotation inside another.
        owners: words for whose somebody is.
        openers: words before a name that opens its sentence and are no part of it.
        finite: verbs that only a clause has.
        relative: words behind which a verb belongs to a thing.
        unsaid: words before a verb of speech that say it was not spoken.
        nouns: forms of a speech verb that are a noun nearly everywhere.
        articles: words that begin a noun phrase and never are one.
        placed: plurals that speak from a place ("reports in Spain").
        calling: lemmas that call somebody something, which their marks hold: "called him “a fool”".
        hiding: lemmas with which somebody asks that a name be left out.
        hidden: the words of which such a wish is made up ("not to be named").
        be: forms of "be", which make a passive.
        agentless: participles whose subject, in a passive, is spoken of and does not speak.
        goes_on: first words of a sentence that goes on with the one before's clause.
        irregular: a form to its lemma.
    """

    acts: dict[str, Act]
    speech: frozenset[str]
    of_things: frozenset[str]
    topic: frozenset[str]
    before_things: frozenset[str]
    clause_first: frozenset[str]
    clause_subject: frozenset[str]
    speakers: frozenset[str]
    owners: frozenset[str]
    openers: frozenset[str]
    finite: frozenset[str]
    relative: frozenset[str]
    unsaid: frozenset[str]
    nouns: frozenset[str]
    articles: frozenset[str]
    placed: frozenset[str]
    calling: frozenset[str]
    hiding: frozenset[str]
    hidden: frozenset[str]
    be: frozenset[str]
    agentless: frozenset[str]
    goes_on: frozenset[str]
    irregular: dict[str, str]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Cues:
        """The shipped lists, read once."""
        rows = load("cues")
        acts = {lemma: act for act in _ACTS for lemma in rows[act]}
        acts |= dict.fromkeys(rows["speech"], "assertion")
        return cls(
            acts,
            irregular=rows["irregular"],
            **{name: frozenset(rows[name]) for name in _LISTS},
        )

    def lemmas(self, word: str) -> Iterator[str]:
        """What a word may be a regular or listed form of, likeliest first."""
        word = word.lower()
        yield self.irregular.get(word, word)
        for ending, replacements in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                stem = word[: -len(ending)]
                for replacement in replacements:
                    yield stem + replacement
                if ending in ("ed", "ing") and stem[-1] == stem[-2:-1]:
                    yield stem[:-1]

    def act(self, cue: str, content: str = "", *, kind: Kind) -> Act:
        """The act of a cue as written, with the content of that kind that it reports.

        A cue of no listed word asserts where its content is "direct", all of it in quotation
        marks, or where it has no words (a colon, a dash); else it is an eventuality. So is what
        somebody did not say, or not yet, and a deed of speech done to a thing ("thanked the
        crew", "talked about the weather"), which says nothing of it.
        """
        words = _WORD.findall(cue.lower())
        # "Called her “a fool”", "described it as “unsafe”": the words in marks are what was said.
        quoted = kind == "direct" or (
            kind == "mixed" and bool(_QUOTED_LAST.search(content)) and self.calls(words)
        )
        for index, word in enumerate(words):
            if not quoted and word in self.unsaid:
                return "eventuality"
            for lemma in self.lemmas(word):
                act = self.acts.get(lemma)
                if index + 1 < len(words):
                    act = self.acts.get(f"{lemma} {words[index + 1]}", act)
                if act == "assertion" and content and not quoted:
                    of_things = lemma in self.of_things
                    if kind == "indirect" and self._leads_to_thing(words[-1], of_things):
                        return "eventuality"
                    if of_things and not self.is_clause(content):
                        return "eventuality"
                if act is not None:
                    return act
        return "assertion" if quoted or not words else "eventuality"

    def calls(self, words: Sequence[str]) -> bool:
        """True where the words of a cue call somebody something, and did: no "would not call"."""
        return self.unsaid.isdisjoint(words) and any(
            lemma in self.calling for word in words for lemma in self.lemmas(word)
        )

    def withholds(self, cue: str, content: str) -> bool:
        """True for "asked not to be named": that is no statement, and says why there is no name."""
        wishes = any(
            lemma in self.hiding for word in _WORD.findall(cue) for lemma in self.lemmas(word)
        )
        words = _WORD.findall(content.lower())
        return wishes and bool(words) and all(word in self.hidden for word in words)

    def _leads_to_thing(self, last: str, of_things: bool) -> bool:
        """True where a cue's last word stands before a thing."""
        return last in self.topic or (of_things and last in self.before_things)

    def is_clause(self, content: str) -> bool:
        """True where a content has the words of a clause, by its first words or a finite verb."""
        words = _WORD.findall(content.lower())
        if words and (words[0] in self.clause_first or words[0].endswith("ing")):
            return len(words) > 1
        for word, following in pairwise(words):
            if word in self.relative:
                return False
            if word in self.finite or following in self.finite or word in self.clause_subject:
                return True
        return False

    def says(self, word: str) -> bool:
        """True for a form of a verb with which somebody asserts something."""
        return word.lower() not in self.nouns and any(
            self.acts.get(lemma) == "assertion" for lemma in self.lemmas(word)
        )

    def lists(self, word: str) -> bool:
        """True for a form of a listed cue of one word."""
        return any(lemma in self.acts for lemma in self.lemmas(word))

    def is_agentless(self, cue: str) -> bool:
        """True for a passive that names nobody: "is said", "has long been described as".

        Not "was reported by", nor "was described as saying", whose subject speaks.
        """
        words = _WORD.findall(cue.lower())
        passive = False
        for index, word in enumerate(words[:_PASSIVE_WORDS]):
            if passive and word in self.agentless:
                rest = words[index + 1 :]
                return "by" not in rest and not self.reports_speech(" ".join(rest))
            if word in self.be:
                passive = True
            elif word in self.clause_first or word in self.clause_subject or word.endswith("ing"):
                return False  # "was saying that he believed"
        return False

    def continues(self, sentence: str) -> bool:
        """True for a sentence that goes on with a clause of the one before: "And that it leaks."."""
        return " ".join(_WORD.findall(sentence.lower())[:2]) in self.goes_on

    def is_article(self, words: str) -> bool:
        """True for "the" and its like, alone."""
        return words.lower() in self.articles

    def reports_speech(self, text: str, *, done: bool = False) -> bool:
        """True where a form of a speech verb stands in the text.

        With `done`, one that tells of speech which took place: not "to say", "will not say".
        """
        before = ""
        for word in _WORD.findall(text.lower()):
            if _speaks(word) and not (done and (before == "to" or before in self.unsaid)):
                return True
            before = word
        return False


@lru_cache(maxsize=16_384)  # an article's words recur
def _speaks(word: str) -> bool:
    """True for a form of a speech verb, in small letters."""
    cues = Cues.load()
    return word not in cues.nouns and any(lemma in cues.speech for lemma in cues.lemmas(word))


_LISTS = (
    "speakers",
    "owners",
    "openers",
    "speech",
    "of_things",
    "topic",
    "before_things",
    "clause_first",
    "clause_subject",
    "finite",
    "relative",
    "unsaid",
    "nouns",
    "articles",
    "placed",
    "calling",
    "hiding",
    "hidden",
    "be",
    "agentless",
    "goes_on",
)
_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
