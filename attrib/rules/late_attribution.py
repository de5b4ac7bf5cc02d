"""AT103 late-attribution."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Attribution, Finding, Quotation, Severity, Span

from .context import Context
from .rule import Rule
from .spoken import last_name

# Names before a quotation among which its speaker's is looked for.
_BACK = 60
_KNOWN = ("person", "institution", "outlet", "anonymous")
# A sentence of fewer words ("I know.") holds nobody up.
_WORDS = 3
# Quoted words for each sentence that a house allows, below which no reader is held up.
_PER_SENTENCE = 15


class LateAttribution(Rule):
    """A quotation runs on for long before the reader learns who is speaking.

    **Flagged**

    - A quotation with more sentences before the words that name its speaker than the house
      allows: “One. Two. Three,” she said.
    - The same over several paragraphs that reopen their marks.

    **Accepted**

    - The name before the quotation, or in its first sentences: “One,” she said. “Two. Three.”
    - A speaker who has just spoken, or is named in the sentences or the paragraph before.
    - Sentences of a word or two, which hold nobody up; chants of a crowd.
    - Speaker labels, and speakers whom the article does not make out.

    **Why**

    A reader weighs words by who says them. Three sentences are read before that is known,
    and then read again.
    """

    code = "AT103"
    name = "late-attribution"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP: the speaker of a longer quotation is named at the end of its first sentence; BBC: tell "
        "the audience who is speaking before the words; Reuters Handbook: sources up high."
    )
    limits: ClassVar[tuple[str, ...]] = ("sentences_before_speaker",)

    def check(self, context: Context) -> Iterator[Finding]:
        document, allowed = context.document, context.house.limits.sentences_before_speaker
        quoted = sorted((s, q) for q in context.marks.quotations if q.depth == 0 for s in q.spans)
        spoken: dict[str, int] = {}
        seen: set[int] = set()
        for attribution in context.attributions:
            speaker, statement = attribution.speaker, attribution.statement
            if speaker is None:
                continue
            before = spoken.get(speaker.name)
            spoken[speaker.name] = document.paragraph_at(max(0, statement.extent.end - 1))
            quotation = _around(quoted, statement.start)
            if quotation is None or not _names_late(attribution):
                continue
            begin, naming = quotation.start, _naming(attribution)
            if begin in seen:
                continue
            seen.add(begin)
            paragraph = document.paragraph_at(begin)
            if naming <= begin or (before is not None and paragraph - before <= 1):
                continue
            count = _sentences(context, quotation, naming)
            length = context.document.text.count(" ", begin, naming)
            if length < _PER_SENTENCE * allowed:
                continue  # "We won. We did it. All of us.": nobody is held up
            if count <= allowed or _named_before(context, last_name(speaker.name), begin):
                continue
            yield self.finding(
                quotation.spans[0],
                f"{count} quoted sentences come before the words that name {speaker.name}. "
                "Name the speaker earlier.",
                statement=statement.id,
            )


def _around(quoted: list[tuple[Span, Quotation]], offset: int) -> Quotation | None:
    """The outermost quotation that holds a place."""
    at = bisect_right(quoted, offset, key=lambda pair: pair[0].start) - 1
    return quoted[at][1] if at >= 0 and offset < quoted[at][0].end else None


def _naming(attribution: Attribution) -> int:
    statement = attribution.statement
    return min(span.start for span in statement.source + statement.cue)


def _names_late(attribution: Attribution) -> bool:
    """True for a quotation whose speaker is made out, and credited behind its first words."""
    speaker, statement = attribution.speaker, attribution.statement
    return (
        speaker is not None
        and speaker.kind in _KNOWN
        and not speaker.candidates
        and statement.kind == "direct"
        and not statement.label
        and statement.within is None
        and bool(statement.source)
        and _naming(attribution) > statement.start
    )


def _sentences(context: Context, quotation: Quotation, naming: int) -> int:
    """How many of its sentences begin before the words that name its speaker."""
    at, document = context.document.sentence_at, context.document
    indices: set[int] = set()
    for start, end in quotation.spans:
        if start < naming:
            indices.update(range(at(start), at(max(start, min(end, naming) - 1)) + 1))
    return sum(document.slice(document.sentences[i]).count(" ") + 1 >= _WORDS for i in indices)


def _named_before(context: Context, name: str, begin: int) -> bool:
    """True where the paragraph names the speaker before the quotation, or the one before does."""
    document = context.document
    paragraph = document.paragraph_at(begin)
    start = document.paragraphs[max(0, paragraph - 1)].start
    mentions = context.mentions
    last = bisect_right(mentions, begin, key=lambda mention: mention.span.start)
    return any(
        mention.span.start >= start and last_name(mention.name) == name
        for mention in mentions[max(0, last - _BACK) : last]
    )
