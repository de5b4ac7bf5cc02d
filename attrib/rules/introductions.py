"""Whether an article says who a person is, in any of the ways in which articles do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrib.model import Span
from attrib.resolve.parties import is_person_noun
from attrib.resolve.words import Words

from .context import Context
from .spoken import last_name
from .words import folded, spelled, word_set

if TYPE_CHECKING:
    from attrib.resolve import Mention

_FILE = "rules/introductions"
# Paragraphs from the top, headline and caption among them, that introduce whom they name.
_LEAD = 3
# Words of sport in an article about it, whose readers know who plays.
_SPORT = 4
# Characters behind a name and before it in which a description stands.
_BEHIND, _AHEAD = 120, 80
_END = re.compile(r"[.;:!?“”\"\n]")
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_AHEAD_OF_NAME = re.compile(r"([^\W_][\w’'.-]*),?\s{1,4}$")


class Introductions:
    """Looks up people by the last word of their name."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._text = context.document.text
        self._by_name: dict[str, list[Mention]] = {}
        for mention in context.mentions:
            for word in {last_name(mention.name), *spelled(folded(mention.name))}:
                self._by_name.setdefault(word, []).append(mention)
        self._described = _credited_by_description(context)
        document = context.document
        top = document.paragraphs[_LEAD - 1].end if len(document.paragraphs) > _LEAD else None
        self._top = set(spelled(folded(f"{document.headline or ''} {document.text[:top]}")))
        self._sport = len(_sport() & set(spelled(folded(document.text)))) >= _SPORT
        self._known: dict[str, bool] = {}

    def introduced(self, name: str) -> bool:
        """True where some mention of a person says who it is, or no reader needs telling."""
        key = last_name(name)
        held = self._known.get(key)
        if held is None:
            held = self._known[key] = self._introduced(name, key)
        return held

    def met_before(self, name: str, span: Span) -> bool:
        """True where the article names a person before a place."""
        mentions = self._by_name.get(last_name(name), ())
        return any(mention.span.end <= span.start for mention in mentions[:1])

    def _introduced(self, name: str, key: str) -> bool:
        known = word_set(_FILE, "known") | word_set(_FILE, "household")
        if folded(name) in known or name in self._described:
            return True
        if self._sport or key in self._top:
            return True
        return any(self._introduces(mention, key) for mention in self._by_name.get(key, ()))

    def _introduces(self, mention: Mention, key: str) -> bool:
        """True where a description stands at a mention, or the name is part of another's."""
        if last_name(mention.name) != key:
            return True  # "the Reyes Foundation"
        titles = set(folded(mention.title).split()) - word_set(_FILE, "courtesy")
        if titles or mention.article or mention.modifies:
            return True
        lists = Words.load()
        names = folded(mention.name).split()
        if any(is_person_noun(word, lists) for word in names[:-1]):
            return True
        return self._behind(mention) or self._ahead(mention.span)

    def _behind(self, mention: Mention) -> bool:
        end = mention.span.end
        after = self._text[end : end + _BEHIND]
        if after[:2] in ("’s", "'s"):
            after = after[2:]
        elif mention.possessive and after[:1] in "’'":
            after = after[1:]
        if after.startswith((" (", ", (", " –", " —", ":")):
            return True
        words = _WORD.findall(_END.split(after)[0])
        if not words:
            return False
        first = folded(words[0])
        if (
            first in word_set(_FILE, "writes")
            and words[1:2]
            and words[1] in word_set(_FILE, "through")
        ):
            return True  # "Reyes wrote in the Courier"
        if after.startswith(","):
            linked = first in word_set(_FILE, "links") and len(words) > 1
            if linked and (words[1][0].isupper() or folded(words[1]) in Words.load().determiners):
                return True  # ", at a firm in Arden"
            return first not in word_set(_FILE, "goes_on") and _describes(words)
        if first in word_set(_FILE, "public") or first in word_set(_FILE, "deeds"):
            return True
        if first in ("who", "whose") or (first in word_set(_FILE, "links") and len(words) > 1):
            return True
        return mention.possessive and is_person_noun(first, Words.load())

    def _ahead(self, span: Span) -> bool:
        """ "lawyer Ana Reyes", "his sister, Ana", "the Courier’s Ana Reyes"."""
        before = self._text[max(0, span.start - _AHEAD) : span.start]
        match = _AHEAD_OF_NAME.search(before[-40:])
        if match is None:
            return False
        word = match.group(1)
        if folded(word).rstrip(".") in word_set(_FILE, "courtesy"):
            return False
        if word.endswith(("’s", "'s", "s’", "s'", "-based", "-born")):
            return True
        lists = Words.load()
        if is_person_noun(folded(word), lists):
            return True
        if "," in match.group():
            # "the owner of the boat, Ana Reyes,"
            clause = _WORD.findall(_END.split(before)[-1])[-7:]
            return any(
                is_person_noun(folded(word), lists)
                or folded(word) in lists.determiners
                or folded(word).endswith("'s")
                for word in clause
            )
        return word.islower() and folded(word) not in word_set(_FILE, "before") and not _acts(word)


def _sport() -> frozenset[str]:
    return word_set(_FILE, "sport")


def _describes(words: Sequence[str]) -> bool:
    """True for what stands behind a name's comma where it says who that is."""
    lists = Words.load()
    first = folded(words[0])
    if first in word_set(_FILE, "apposes"):
        return True
    return any(
        word[0].isdigit() or word[0].isupper() or is_person_noun(folded(word), lists)
        for word in words[:8]
    )


def _acts(word: str) -> bool:
    """True for what may be a verb: "said Ana Reyes" describes nobody."""
    return word.endswith(("ed", "ing", "s", "ly"))


def _credited_by_description(context: Context) -> frozenset[str]:
    """People whom some statement credits by a description ("the coach") or beside one."""
    found: set[str] = set()
    lists = Words.load()
    for attribution in context.attributions:
        speaker, statement = attribution.speaker, attribution.statement
        if speaker is None or speaker.kind != "person":
            continue
        if statement.label or speaker.id is not None:
            found.add(speaker.name)
        name = set(spelled(folded(speaker.name)))
        for span in statement.source:
            words = {w for w in spelled(folded(context.document.slice(span))) if w[0].isalpha()}
            words -= name | word_set(_FILE, "courtesy")
            if any(is_person_noun(word, lists) for word in words):
                found.add(speaker.name)
    return frozenset(found)
