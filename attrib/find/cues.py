"""What a cue's words say: its act, in the Penn Discourse Treebank's terms.

The classes are those of the PDTB 2.0 annotation manual, section 5 (Prasad et
al. 2007); which lemma is in which class is data in ``data/cues.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from attrib.model import Act
from attrib.wordlists import load

_WORD = re.compile(r"[^\W\d_]+")
_ACTS: tuple[Act, ...] = ("belief", "fact", "eventuality", "assertion")


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue lemmas as data.

    Attributes:
        acts: lemma, or several words, to its act.
        speech: lemmas that report speech.
        unsaid: words before a verb of speech that say it was not spoken.
        nouns: forms of a speech verb that are a noun nearly everywhere.
        articles: words that begin a noun phrase and never are one.
        irregular: a form to its lemma.
    """

    acts: dict[str, Act]
    speech: frozenset[str]
    unsaid: frozenset[str]
    nouns: frozenset[str]
    articles: frozenset[str]
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
            frozenset(rows["speech"]),
            frozenset(rows["unsaid"]),
            frozenset(rows["nouns"]),
            frozenset(rows["articles"]),
            rows["irregular"],
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

    def act(self, cue: str, *, quoted: bool) -> Act:
        """The act of a cue as written.

        A cue of no listed word asserts where its content is `quoted`, all of it, or where
        it has no words (a colon, a dash); else it is an eventuality. So is what
        somebody did not say.
        """
        words = _WORD.findall(cue.lower())
        for index, word in enumerate(words):
            if not quoted and word in self.unsaid:
                return "eventuality"
            for lemma in self.lemmas(word):
                if index + 1 < len(words):
                    pair = self.acts.get(f"{lemma} {words[index + 1]}")
                    if pair is not None:
                        return pair
                if lemma in self.acts:
                    return self.acts[lemma]
        return "assertion" if quoted or not words else "eventuality"

    def lists(self, word: str) -> bool:
        """True for a form of a listed cue of one word."""
        return any(lemma in self.acts for lemma in self.lemmas(word))

    def is_article(self, words: str) -> bool:
        """True for "the" and its like, alone."""
        return words.lower() in self.articles

    def reports_speech(self, text: str) -> bool:
        """True where a form of a speech verb stands in the text."""
        return any(
            lemma in self.speech
            for word in _WORD.findall(text.lower())
            if word not in self.nouns
            for lemma in self.lemmas(word)
        )


_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
