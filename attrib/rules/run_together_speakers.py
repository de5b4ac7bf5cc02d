"""AT104 run-together-speakers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Attribution, Finding, Quotation, Severity

from .context import Context
from .rule import Rule
from .spoken import last_name
from .words import folded

_KNOWN = ("person", "institution", "anonymous")


class RunTogetherSpeakers(Rule):
    """A second speaker's quotation follows the first's in one paragraph, before it is named.

    **Flagged**

    - “The dam is safe,” Lund said. “It leaks,” said Moss: until “Moss” the reader hears Lund.

    **Accepted**

    - A new paragraph for the new speaker.
    - The new speaker named first: “The dam is safe,” Lund said. Moss replied: “It leaks.”
    - A sentence between the two, and two quotations of one speaker.
    - Speaker labels; speakers whom the article does not make out, or calls by a pronoun alone.

    **Why**

    Marks that open where others have just closed read as the same voice going on. Half a
    sentence later the reader has credited the wrong person.
    """

    code = "AT104"
    name = "run-together-speakers"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP and Guardian style: a new speaker begins a new paragraph, or is named before the words; "
        "Reuters Handbook: leave no doubt who is speaking."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        previous: tuple[Attribution, Quotation] | None = None
        for attribution, quotation in _spoken(context):
            if previous is not None and previous[1].start != quotation.start:
                first, second = previous[0].speaker, attribution.speaker
                assert first is not None
                assert second is not None
                if _taken_for_the_same(context, previous, (attribution, quotation)):
                    yield self.finding(
                        quotation.spans[0],
                        f"These words read as {first.name}’s until {second.name} is named behind "
                        "them. Start a paragraph, or name the speaker first.",
                        statement=attribution.statement.id,
                    )
            previous = attribution, quotation


def _spoken(context: Context) -> Iterator[tuple[Attribution, Quotation]]:
    """Quoted statements with their speaker, each with the outermost marks that it stands in."""
    outer = [q for q in context.marks.quotations if q.depth == 0 and len(q.spans) == 1]
    outer.sort(key=lambda q: q.start)
    at = 0
    for attribution in context.attributions:
        statement = attribution.statement
        while at < len(outer) and outer[at].end <= statement.start:
            at += 1
        if (
            attribution.speaker is not None
            and statement.kind != "indirect"
            and statement.within is None
            and at < len(outer)
            and outer[at].start < statement.end
        ):
            yield attribution, outer[at]


def _taken_for_the_same(
    context: Context, one: tuple[Attribution, Quotation], other: tuple[Attribution, Quotation]
) -> bool:
    document = context.document
    (first, before), (second, quotation) = one, other
    statement, start = second.statement, quotation.start
    if document.paragraph_at(before.start) != document.paragraph_at(start):
        return False
    if not (_made_out(context, first) and _made_out(context, second)) or _same(first, second):
        return False
    if min(span.start for span in statement.source + statement.cue) <= start:
        return False
    index = document.sentence_at(start)
    if document.sentences[index].start != start:
        return False  # words before the marks: the reader is warned
    ended = max(before.end, first.statement.extent.end)
    if index - document.sentence_at(max(0, ended - 1)) != 1:
        return False
    assert second.speaker is not None
    return last_name(second.speaker.name) not in document.text[before.end : start].lower()


def _made_out(context: Context, attribution: Attribution) -> bool:
    """True for a speaker that the article calls by name, or describes in so many words."""
    speaker, statement = attribution.speaker, attribution.statement
    if (
        speaker is None
        or speaker.kind not in _KNOWN
        or speaker.candidates
        or statement.label
        or not statement.source
    ):
        return False
    written = folded(context.document.slice(statement.source[0]))
    return speaker.kind != "person" or last_name(speaker.name) in written


def _same(first: Attribution, second: Attribution) -> bool:
    one, other = first.speaker, second.speaker
    assert one is not None
    assert other is not None
    return (one.id is not None and one.id == other.id) or last_name(one.name) == last_name(
        other.name
    )
