"""AT108 edited-quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from attrib.model import VERDICTS, Finding, Quotation, Severity, Span

from .context import Context
from .prose import merge, overlaps
from .rule import Rule
from .verdicts import cited, excerpt, place_of, told, verified
from .words import folded, spelled, word_set

_FILE = "rules/edited"
# Bounded, so that an unclosed bracket costs no more than this many characters.
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,80})\]|\((sic)\)", re.I)
_DOTS = re.compile(r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)")
_CLOSERS = "\"”»’'“‘« "
# A halting speaker's words around dots, in characters.
_AROUND = 30


class EditedQuote(Rule):
    """A quotation shows by its own marks that it is not word for word what was said.

    **Flagged**

    - Dots with words on both sides: “We knew … and did nothing.”
    - A gloss or a changed letter in brackets: “[The company] knew”, “[W]e knew”.
    - “(sic)” in round brackets, which cannot be told from the speaker's own aside.
    - Words left out without dots, or contracted ("it's"), where the speaker's text shows it and
      the sense does not hang on them; what the sense may hang on is altered-quote's.
    - Once for each quotation.

    **Accepted**

    - Dots at the end or the beginning, where a voice trails off or a sentence is joined late.
    - A speaker who halts: “I ... I saw it”, “well … yes”, “it was…you know”.
    - “[sic]” and the notes of a transcript: “[laughs]”, “[applause]”, numbers of footnotes, credits.
    - Dots that the speaker's text shows to leave out nothing.
    - Brackets outside the marks; titles, signs and terms in marks.

    **Why**

    Each such mark is a place where the writer's hand is in the speaker's words. It may be
    fair; whoever edits looks at what was left out, and asks whether a paraphrase is better.
    """

    code = "AT108"
    name = "edited-quote"
    severity: ClassVar[Severity] = "note"
    authority = (
        "AP: quotations are never altered, and ellipses and brackets used rarely; Reuters Handbook: "
        "cutting must not change the sense; Guardian: prefer a paraphrase to a patched quotation."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        spoken = merge(
            span
            for a in context.credited
            if a.statement.kind != "indirect"
            for span in a.statement.content
        )
        found: list[Finding] = []
        for quotation in context.marks.quotations:
            if quotation.depth or not any(overlaps(spoken, span) for span in quotation.spans):
                continue
            place = _edited(context.document.text, quotation)
            if place is not None:
                found += self._held_against(context, *place)
        found += self._trimmed(context)
        yield from sorted(found, key=lambda finding: finding.span)

    def _held_against(self, context: Context, span: Span, advice: str) -> Iterator[Finding]:
        """A mark of editing, with what the speaker's text has there."""
        for attribution, verdict in verified(context, *VERDICTS):
            if attribution.statement.kind == "indirect":
                continue
            if not any(content.overlaps(span) for content in attribution.statement.content):
                continue
            there = [c for c in verdict.changes if c.is_marked and c.place.overlaps(span)]
            if not there and verdict.kind == "verbatim":
                return
            said = next((change.said for change in there if change.said), None)
            what = f"the text has “{excerpt(said)}” there" if said is not None else None
            yield self.finding(span, advice, suggestion=what, statement=attribution.statement.id)
            return
        yield self.finding(span, advice)

    def _trimmed(self, context: Context) -> Iterator[Finding]:
        for attribution, verdict in verified(context, "trimmed", "altered"):
            unmarked = [change for change in verdict.changes if not change.is_marked]
            light = [c for c in unmarked if not c.turns]
            if len(light) < len(unmarked) or not all(
                c.how == "left-out" or c.about == "contraction" for c in light
            ):
                continue
            yield self.finding(
                place_of(attribution, light),
                f"{told(light)}. Mark what is left out, or quote the words as said.",
                suggestion=cited(verdict),
                statement=attribution.statement.id,
            )


def _edited(text: str, quotation: Quotation) -> tuple[Span, str] | None:
    """The first mark of editing in a quotation, and what to ask of it."""
    found: list[tuple[Span, str]] = []
    for start, end in quotation.spans:
        for match in _BRACKETS.finditer(text, start, end):
            if _glosses(match):
                found.append(
                    (
                        Span(*match.span()),
                        f"“{match.group()}” is not the speaker’s. Quote the words as said, or paraphrase.",
                    )
                )
                break
        for match in _DOTS.finditer(text, start, end):
            if _omits(text, Span(start, end), Span(*match.span())):
                found.append(
                    (
                        Span(*match.span()),
                        "Dots inside a quotation: words may be left out. Check that the sense holds.",
                    )
                )
                break
        if found:
            return min(found)
    return None


def _glosses(match: re.Match[str]) -> bool:
    """True for brackets that hold words in place of the speaker's."""
    if match.group(2):
        return True
    if match.group(1).endswith("."):
        return False  # "[Coast FM.]": a credit
    words = [word for word in spelled(folded(match.group(1))) if word[0].isalnum()]
    return bool(words) and not words[0][0].isdigit() and not word_set(_FILE, "notes") & {*words}


def _omits(text: str, quoted: Span, dots: Span) -> bool:
    """True for dots that stand for words, not for a voice that halts or trails off."""
    before = text[max(quoted.start, dots.start - _AROUND) : dots.start].rstrip(" [(")
    after = text[dots.end : min(quoted.end, dots.end + _AROUND)].lstrip(" ])")
    if not before.strip(_CLOSERS) or not after.strip(_CLOSERS):
        return False
    if before[-1] in _CLOSERS or after[0] in _CLOSERS:
        return False
    joined = not text[dots.start - 1].isspace() and text[dots.end : dots.end + 1].islower()
    if joined and before[-1].isalnum():
        return False  # "it was…you know": a halt, as it is heard
    left = [word for word in spelled(folded(before)) if word[0].isalnum()]
    right = [word for word in spelled(folded(after)) if word[0].isalnum()]
    if not left or not right:
        return False
    halting = word_set(_FILE, "halting")
    return left[-1] != right[0] and left[-1] not in halting and right[0] not in halting
