"""AT309 single-source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from attrib.model import Attribution, Finding, Severity, Span
from attrib.resolve.words import Words

from .context import Context
from .rule import Rule
from .spoken import last_name, words_of
from .words import Word, phrases, verbs, word_set

_FILE = "rules/accusations"
# Words before a wrong in which whoever did it stands, and in which "not" takes it back.
_DOER, _UNREAL = 5, 4
# Words before it in which an "if" supposes it.
_SUPPOSED = 12
# Names behind "accused" of which one is the accused's.
_NEAR = 4


class _Accusation(NamedTuple):
    """A wrong that somebody says a named party did; `accused` is the last word of its name."""

    attribution: Attribution
    span: Span
    accused: str


class SingleSource(Rule):
    """The article's accusations rest on too few sources, and the accused is not heard.

    **Flagged**

    - "Lund took bribes, Moss said", where nobody else accuses, no record bears it out, and
      nothing tells what Lund says to it.
    - Once an article, at the first accusation.

    **Accepted**

    - As many accusers, independent of each other, as the house asks for.
    - A response of the accused, or that none came: "denied", "declined to comment", "did not
      respond". So, too, where the accused speaks at all.
    - The public record: police, court, charges, an inquiry.
    - Wrongs of no named party; jibes ("he lied"), wrongs denied or only supposed.

    **Why**

    One voice against somebody who is not heard is a story of which half is missing. A second
    source, a document or a call to the accused supplies it. Accusations in the article's own
    voice are unattributed-allegation's.
    """

    code = "AT309"
    name = "single-source"
    severity: ClassVar[Severity] = "note"
    authority = (
        "Reuters Handbook: seek more than one source, and the other side's response; BBC Editorial "
        "Guidelines: a right of reply for whoever is accused; AP: make real efforts to reach them."
    )
    limits: ClassVar[tuple[str, ...]] = ("sources_needed",)

    def check(self, context: Context) -> Iterator[Finding]:
        found = list(_accusations(context))
        if not found or _borne_out(context):
            return
        accusers = {_party(accusation.attribution) for accusation in found}
        needed = context.house.limits.sources_needed
        if len(accusers) >= needed:
            return
        heard = {last_name(a.speaker.name) for a in context.attributions if a.speaker is not None}
        first = next((a for a in found if a.accused not in heard), None)
        if first is None or any(a.accused in heard for a in found):
            return
        speaker = first.attribution.speaker
        assert speaker is not None
        yield self.finding(
            first.span,
            f"Only {speaker.name} says so, and the accused is not heard. Find a second source or "
            "a document, and ask for a response.",
            statement=first.attribution.statement.id,
        )


def _party(attribution: Attribution) -> str:
    speaker = attribution.speaker
    assert speaker is not None
    return speaker.id or last_name(speaker.name)


def _borne_out(context: Context) -> bool:
    """True where the article names a public record, or tells of a response."""
    answers = phrases(_FILE, "answers")
    for line in context.lines():
        if not word_set(_FILE, "record").isdisjoint(line.texts):
            return True
        if not answers.starts.isdisjoint(line.texts) and answers.first(
            words_of(context.document, line.span)
        ):
            return True
    return False


def _accusations(context: Context) -> Iterator[_Accusation]:
    lists = Words.load()
    names = frozenset(last_name(mention.name) for mention in context.mentions)
    names -= lists.places | lists.demonyms
    for attribution in context.attributions:
        speaker, statement = attribution.speaker, attribution.statement
        if speaker is None or speaker.kind not in ("person", "institution", "anonymous", "group"):
            continue
        if statement.act == "eventuality" and not _accuses(context, attribution):
            continue
        for content in statement.content:
            words = words_of(context.document, content)
            accused = _accused(words, names, last_name(speaker.name))
            if accused is None and _accuses(context, attribution):
                accused = _accused_of(context, attribution, words)
            if accused is not None:
                yield _Accusation(attribution, content, accused)
                break


def _accuses(context: Context, attribution: Attribution) -> bool:
    """True where the cue itself says that somebody is accused."""
    return any(
        word.text in word_set(_FILE, "cues")
        for cue in attribution.statement.cue
        for word in words_of(context.document, cue)
    )


def _accused(words: Sequence[Word], names: frozenset[str], speaker: str) -> str | None:
    """Who is said to have done a grave wrong: a name before a verb for one."""
    listed = verbs(_FILE, "verbs")
    for index in range(len(words)):
        verb = listed.at(words, index)
        if verb is None or not verb.forms & {"past", "third", "ing", "participle"}:
            continue
        before = words[max(0, index - _DOER) : index]
        near = [word.text for word in before[-_UNREAL:] if not word.capital]
        supposing = word_set(_FILE, "supposing")
        if any(word.text in supposing for word in words[max(0, index - _SUPPOSED) : index]):
            continue
        if any(text in word_set(_FILE, "unreal") for text in near):
            continue
        if any(text in word_set("claims", "be") for text in near[-2:]) and "ing" not in verb.forms:
            continue  # "was robbed": it was done to them
        for word in reversed(before):
            if word.text in ".;:?!" or word.text in word_set(_FILE, "relative"):
                break
            if word.capital and word.text in names:
                if word.text != speaker:
                    return word.text
                break
    return None


def _accused_of(context: Context, attribution: Attribution, words: Sequence[Word]) -> str | None:
    """ "accused Per Lund of bribery": the name behind the cue, where the wrong is grave."""
    grave = phrases(_FILE, "wrongs").first(words) is not None or any(
        verbs(_FILE, "verbs").at(words, index) for index in range(len(words))
    )
    if not grave:
        return None
    end = max(cue.end for cue in attribution.statement.cue)
    start = min(cue.start for cue in attribution.statement.cue)
    lists = Words.load()
    reach = Span(start, max(end, attribution.statement.content[0].end))
    speaker = attribution.speaker
    own = last_name(speaker.name) if speaker is not None else ""
    at = bisect_left(context.mentions, reach.start, key=lambda mention: mention.span.start)
    for mention in context.mentions[at : at + _NEAR]:
        if mention.span.start >= reach.end:
            break
        name = last_name(mention.name)
        if name != own:
            # "Lund's followers" are not Lund.
            return None if name in lists.places or mention.possessive else name
    return None
