"""What has been said of each finding: open, suppressed, signed off, or old."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from attrib.model import (
    Allowance,
    Attribution,
    Comment,
    Document,
    Finding,
    SignOff,
    Span,
)
from attrib.rules import Standard

from .articles import matches
from .checks import UnusedSuppression
from .fingerprint import named
from .ledger import Ledger
from .signoffs import SIGNABLE, VOUCHING
from .suppressions import Fault, Suppression, read_comment, read_entry


def gate(
    findings: Iterable[Finding],
    document: Document,
    attributions: Sequence[Attribution] = (),
    *,
    allow: Sequence[Allowance] = (),
    folder: Path | None = None,
    ledger: Ledger | None = None,
) -> tuple[Finding, ...]:
    """The same findings, each with its fingerprint and state, and those about comments.

    A finding that several things are said of is suppressed before it is signed off, and
    signed off before it is old.

    Args:
        findings: of the rules, in the order of the text.
        document: the article.
        attributions: its statements, with their sign-offs.
        allow: the suppressions of the settings.
        folder: that `allow` names its articles from; without one none of it holds.
        ledger: the baseline, and what day it is.
    """
    ledger = Ledger() if ledger is None else ledger
    comments = _Comments(document, ledger.today)
    allowed = {
        (rule, entry.fingerprint): said
        for entry, said in _entries(document, allow, folder, ledger.today)
        for rule in said.rules
    }
    signed = {
        a.statement.id: a.sign_off
        for a in attributions
        if a.sign_off is not None and a.sign_off.decision == "accepted"
    }
    # Words that are nobody's statement may come up anew as marks that nobody is credited with.
    nobodys = {
        span: a.sign_off
        for a in attributions
        if a.sign_off is not None and a.sign_off.is_no_statement
        for span in a.statement.content
    }
    common = _CommonKnowledge(attributions, document)
    decided = ledger.signoffs.of_findings(document.path)
    old = ledger.baseline.old_in(document.path)
    judged = []
    for finding in named(findings, document):
        beside = comments.said_of(finding)
        said = beside or allowed.get((finding.name, finding.fingerprint))
        entry = decided.get((finding.name, finding.fingerprint))
        # What is said of the finding itself goes before what is said of its words.
        if entry is not None:
            sign_off: SignOff | None = entry.sign_off
        else:
            sign_off = _sign_off(finding, signed, nobodys) or common.vouching(finding)
        finding = replace(finding, sign_off=sign_off)
        if said is not None:
            finding = replace(
                finding,
                state="suppressed",
                reason=said.reason,
                owner=said.owner,
                beside_text=beside is not None,
            )
        elif sign_off is not None:
            # One that an editor calls right is open, also where nobody asked when it was old.
            if sign_off.decision != "rejected":
                finding = replace(
                    finding, state="signed-off", reason=sign_off.reason, owner=sign_off.by
                )
        elif finding.fingerprint in old:
            finding = replace(finding, state="baseline")
        judged.append(finding)
    own = list(named(comments.findings(), document))
    if own:
        judged = sorted([*judged, *own], key=lambda f: (f.raw_span(document), f.code))
    return tuple(judged)


def _entries(
    document: Document, allow: Sequence[Allowance], folder: Path | None, today: date
) -> Iterator[tuple[Allowance, Suppression]]:
    """The entries of the settings that are about an article and hold."""
    if folder is None:
        return
    for entry in allow:
        if matches(entry.article, folder, document.path):
            said = read_entry(entry, today)
            if isinstance(said, Suppression):
                yield entry, said


def _sign_off(
    finding: Finding, signed: dict[str, SignOff], nobodys: dict[Span, SignOff]
) -> SignOff | None:
    if finding.name not in SIGNABLE:
        return None
    if finding.statement is not None:
        return signed.get(finding.statement)
    return nobodys.get(finding.span)


class _CommonKnowledge:
    """The words of one article that an editor has called common knowledge."""

    def __init__(self, attributions: Sequence[Attribution], document: Document) -> None:
        self._text = document.text
        self._starts: list[int] = []
        # For each of them, the one that reaches furthest of all that begin no later.
        self._furthest: list[tuple[int, SignOff]] = []
        known = (
            (span, a.sign_off)
            for a in attributions
            if a.sign_off is not None and a.sign_off.is_common_knowledge
            for span in a.statement.content
        )
        for span, sign_off in sorted(known, key=lambda pair: pair[0]):
            furthest = (span.end, sign_off)
            if self._furthest and self._furthest[-1][0] > span.end:
                furthest = self._furthest[-1]
            self._starts.append(span.start)
            self._furthest.append(furthest)

    def vouching(self, finding: Finding) -> SignOff | None:
        """Who vouches for the words of a finding, where it asks for that and they lie in these."""
        if finding.name not in VOUCHING or not self._starts:
            return None
        start, end = finding.span
        # A sentence has its full stop, and a statement's content may not.
        while start < end and not self._text[start].isalnum():
            start += 1
        while end > start and not self._text[end - 1].isalnum():
            end -= 1
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return None
        reach, sign_off = self._furthest[number]
        return sign_off if reach >= end else None


class _Comments:
    """The comments of one article: what they suppress, and what is wrong with them."""

    def __init__(self, document: Document, today: date) -> None:
        self._document = document
        self._said = [(comment, read_comment(comment, today)) for comment in document.comments]
        # By paragraph and rule, the comments that hold, by number.
        self._holding: dict[tuple[Span, str], list[int]] = {}
        for number, (comment, said) in enumerate(self._said):
            if isinstance(said, Suppression) and comment.paragraph is not None:
                for rule in said.rules:
                    self._holding.setdefault((comment.paragraph, rule), []).append(number)
        self._used: set[tuple[int, str]] = set()

    def said_of(self, finding: Finding) -> Suppression | None:
        """The suppression of a finding, if one of its paragraph's comments is."""
        if not self._holding:
            return None
        paragraph = self._document.paragraphs[self._document.paragraph_at(finding.span.start)]
        numbers = self._holding.get((paragraph, finding.name), ())
        self._used.update((number, finding.name) for number in numbers)
        for number in numbers:
            said = self._said[number][1]
            if isinstance(said, Suppression):
                return said
        return None

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the comments, once every finding has been asked about."""
        for number, (comment, said) in enumerate(self._said):
            if isinstance(said, Fault):
                yield self._finding(comment, said.check, said.message)
                continue
            unused = [rule for rule in said.rules if (number, rule) not in self._used]
            if unused:
                where = "In this paragraph" if comment.paragraph else "After the last paragraph"
                if comment.among and not comment.paragraph:
                    where = "Among words that are no part of the article"
                yield self._finding(
                    comment,
                    UnusedSuppression,
                    f"{where} nothing is found for {' or '.join(unused)} to suppress. Take it out.",
                )

    def _finding(self, comment: Comment, check: type[Standard], message: str) -> Finding:
        at = len(self._document.text) if comment.paragraph is None else comment.paragraph.start
        return Finding(
            check.code, check.name, check.severity, Span(at, at), message, comment=comment.span
        )
