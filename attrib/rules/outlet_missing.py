"""AT401 outlet-missing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from attrib.model import Finding, Severity, Span
from attrib.resolve.words import Words

from .context import Context
from .prose import Line
from .rule import Rule
from .words import folded, phrases, spelled, word_set

_FILE = "rules/unnamed_outlets"
# A medium named further on in the sentence, or in the next one, answers the question.
_ABOUT = (-1, 0, 1)


class OutletMissing(Rule):
    """Words are credited to a medium, and the article does not say which.

    **Flagged**

    - "Local media reported", "according to press reports", "a newspaper reported".
    - "In a television interview", "told a radio station", "in an interview broadcast on Sunday".
    - "In a post online", "wrote on social media".

    **Accepted**

    - A medium or platform that is named in the sentence or in the ones beside it: "in a
      television interview with Channel Seven".
    - "Told reporters", "in an interview", "in a telephone interview", "in a statement": said
      to this publication, or to all.
    - Words that are themselves quoted, and places that vague-source reports.

    **Why**

    A report that comes through another newsroom is that newsroom's, and the reader has a
    right to know whose care it rests on. Without the name nobody can look it up.
    """

    code = "AT401"
    name = "outlet-missing"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "Reuters Handbook: name the medium whose report is used; AP: credit other organisations by "
        "name; BBC Editorial Guidelines: say where material from social media comes from."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        listed = phrases(_FILE, "phrases")
        for line in context.lines():
            if _starts().isdisjoint(line.texts) or context.claims.get(line.index):
                continue
            words = line.words
            match = listed.first(words)
            if match is None or _is_named(context, line):
                continue
            first, end = match
            if first and words[first - 1].text in word_set(_FILE, "whose"):
                continue
            span = Span(words[first].span.start, words[end - 1].span.end)
            written = " ".join(context.document.slice(span).split())
            yield self.finding(span, f"“{written}”: which? Name the outlet.")


@cache
def _starts() -> frozenset[str]:
    return frozenset(phrases(_FILE, "phrases").telling)


def _is_named(context: Context, line: Line) -> bool:
    """True where a medium is named in a sentence or in one beside it, in its paragraph or not."""
    document = context.document
    for step in _ABOUT:
        index = line.index + step
        if not 0 <= index < len(document.sentences):
            continue
        sentence = document.sentences[index]
        for attribution in context.in_sentence(index):
            outlet = attribution.outlet
            if outlet is None or outlet.mention is None or outlet.how == "self":
                continue
            if outlet.how != "own-words" or folded(outlet.name) in Words.load().platforms:
                return True
        if _names_medium(context, sentence):
            return True
    return False


def _names_medium(context: Context, sentence: Span) -> bool:
    mentions = context.mentions
    at = bisect_left(mentions, sentence.start, key=lambda mention: mention.span.start)
    while at < len(mentions) and mentions[at].span.start < sentence.end:
        name = mentions[at].name
        words = {*spelled(folded(name))}
        if words & word_set(_FILE, "media_words") or folded(name) in _known():
            return True
        match = context.registry.find(name)
        if match is not None and match.source.kind == "outlet":
            return True
        at += 1
    return False


@cache
def _known() -> frozenset[str]:
    """Media that go by one word, and platforms."""
    lists = Words.load()
    return lists.known_media | lists.platforms
