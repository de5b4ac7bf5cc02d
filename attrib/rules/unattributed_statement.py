"""AT102 unattributed-statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Attribution, Finding, Severity, Span

from .context import Context
from .prose import Line, overlaps
from .rule import Rule
from .signatures import is_signature, signed
from .words import Word, folded, phrases, split, word_set

_FILE = "rules/first_person"
# An article is one person's own piece where more than half of its paragraphs speak in
# the first person, or so many, or fewer that are spread over a third of the article.
# What one speaker lost stands together.
_MANY, _SPREAD = 4, 3
# So many speaker labels make an interview, whose answers run over paragraphs.
_INTERVIEW = 3
# "We" is often the writer's and the reader's; a speaker's fills what is said.
_PLURAL_SHARE = 1 / 3
# Words in which a sentence starts: "But we ...", "And so our ...".
_OPENING = 3


class UnattributedStatement(Rule):
    """Somebody speaks as "I" or "we" outside quotation marks, and nobody says who.

    **Flagged**

    - First-person sentences that no attribution covers, with the uncredited sentences
      around them in the paragraph: one finding for the run.

    **Accepted**

    - What a statement's content, a label ("Name: ...") or quotation marks cover.
    - The newsroom's own work: "we reported", "told me", "our reporter", "asked us".
    - A piece told in the first person throughout: a column, an essay, a review, a diary.
    - "We" that means everyone ("as we know"), page furniture ("follow us"), numerals
      ("Phase I").

    **Why**

    Such prose is mostly a quotation that lost its marks or its speaker, in translation or
    in cutting, and the reader takes the "I" for the reporter's. Who speaks just before is
    offered as a guess; only the writer knows.
    """

    code = "AT102"
    name = "unattributed-statement"
    severity: ClassVar[Severity] = "error"
    authority = (
        "Reuters Handbook and AP: another's words are credited where they stand; BBC Editorial "
        "Guidelines: the audience can tell reporting from the words of contributors."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        runs = list(_runs(context))
        if _own_piece(context, runs):
            return
        if sum(a.statement.label for a in context.attributions) >= _INTERVIEW:
            return
        for run in runs:
            if any(_excused(line) for line in run) or signed(context, run[-1].span.end):
                continue
            if len(run) > 1 and is_signature(context, run[-1].span):
                continue
            span = Span(run[0].span.start, run[-1].span.end)
            word = next(word for line in run for word in _spoken(line))
            written = context.document.slice(word.span)
            speaker = context.speaker_before(span.start)
            yield self.finding(
                span,
                f"“{written}” outside quotation marks, and nobody is credited. Name the speaker, "
                "or put the words in marks.",
                suggestion=f"likely {speaker}, who speaks just before" if speaker else None,
                # With nobody at hand whose words they could be, they may be the writer's.
                doubtful=speaker is None,
            )


def _own_piece(context: Context, runs: list[tuple[Line, ...]]) -> bool:
    """True for an article that its writer tells in the first person."""
    paragraphs = sorted({run[0].paragraph for run in runs})
    total = len(context.document.paragraphs)
    if len(paragraphs) >= _MANY or len(paragraphs) * 2 > total > 1:
        return True
    if len(paragraphs) >= _SPREAD and (paragraphs[-1] - paragraphs[0]) * 3 > total:
        return True
    if context.kind == "opinion":
        return True
    # An "I" before anybody has spoken is the writer's, and so are those that follow.
    first = context.credited[0].statement.start if context.credited else len(context.document.text)
    return len(paragraphs) > 1 and runs[0][0].span.start < first


def _runs(context: Context) -> Iterator[tuple[Line, ...]]:
    """Uncredited sentences side by side in a paragraph, of which one is first person."""
    run: list[Line] = []
    for line in context.lines():
        if run and (line.paragraph != run[-1].paragraph or _covered(context, line)):
            if _first_person(run):
                yield tuple(run)
            run = []
        if not _covered(context, line):
            run.append(line)
    if run and _first_person(run):
        yield tuple(run)


def _covered(context: Context, line: Line) -> bool:
    """True where any of a sentence is quoted, or credited to somebody other than "I" or "we"."""
    return overlaps(context.quoted, line.span) or any(
        not _speaks_for_itself(context, a) for a in line.attributions
    )


def _speaks_for_itself(context: Context, attribution: Attribution) -> bool:
    """True where the only source is a first person: "I think ..." does not say who thinks."""
    statement = attribution.statement
    if statement.label or statement.kind != "indirect" or not statement.source:
        return False
    words = [folded(w) for span in statement.source for w, _ in split(context.document.text, span)]
    return all(w in word_set(_FILE, "singular") or w in word_set(_FILE, "plural") for w in words)


def _first_person(run: list[Line]) -> bool:
    """True where a run has "I" anywhere, or "we" where a third of its sentences start."""
    singular, plural = 0, 0
    spoken_words = word_set(_FILE, "singular") | word_set(_FILE, "plural") | {"i"}
    if all(spoken_words.isdisjoint(line.texts) for line in run):
        return False
    for line in run:
        if not line.ends:
            continue
        spoken = _spoken(line)
        singular += any(w.text in word_set(_FILE, "singular") for w in spoken)
        opening = [w.span for w in line.words if w.is_word][:_OPENING]
        plural += any(w.span in opening for w in spoken)
    return singular > 0 or _PLURAL_SHARE * len(run) <= plural > 0


def _spoken(line: Line) -> list[Word]:
    """First-person words; names, "US" and the "I" of numerals are none."""
    found: list[Word] = []
    started = False
    for index, word in enumerate(line.words):
        starts, started = not started, started or word.is_word
        if word.text == "i":
            if _is_pronoun(line, index):
                found.append(word)
        elif word.shouted or (
            # In a name or a title: "Our Daily Bread".
            word.capital and not starts and not word.text.startswith("i'")
        ):
            continue
        elif word.text in word_set(_FILE, "singular") or word.text in word_set(_FILE, "plural"):
            found.append(word)
    return found


def _is_pronoun(line: Line, index: int) -> bool:
    """True for "I", not for "Phase I", "Charles I", "I. M. Pei" or "I-95"."""
    after = line.words[index + 1].text if index + 1 < len(line.words) else ""
    if not line.words[index].capital or after in (".", "-", "/"):
        return False
    before = line.words[index - 1] if index else None
    return before is None or not (
        before.text in word_set(_FILE, "numerals")
        or (before.capital and before.is_word and index > 1)
    )


def _excused(line: Line) -> bool:
    """True for the newsroom's work, page furniture, "we" that is everyone, and labels."""
    words = line.words
    if len(words) > 1 and words[1].text == ":" and words[0].text in word_set(_FILE, "labels"):
        return True
    keys = ["own_reporting", "aside", "furniture"]
    # Whoever says "I" as well does not speak for everyone.
    if not any(w.text in word_set(_FILE, "singular") for w in _spoken(line)):
        keys.append("everyone")
    return any(phrases(_FILE, key).first(words) for key in keys)
