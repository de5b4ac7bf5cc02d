"""Quotations by their marks alone.

Knows curly, straight and low double marks, guillemets, British single marks
against apostrophes, nested marks, and quotations that reopen at each paragraph.
Whether a quotation is a statement is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from attrib.model import Quotation, Span

_MARKS = re.compile("[\"“”„‟«»'‘’‚‹›]")
_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„‟«", "”»"
_SINGLE_OPEN, _SINGLE_CLOSE = "‘‚‹", "’›"
_SINGLES = "'‘’‚‹›"
# Words written with a leading apostrophe, which is often typed as an opening mark.
_ELIDED = re.compile(
    r"(?:em|til|tis|twas|cause|cos|bout|round|n|nuff|neath|ere|tween|\d0s|\d\d)(?!\w)", re.I
)
_MAX_DEPTH = 8
_SPACE_OR_OPENER = " \t\n\u00a0\u2009\u202f([{—–-/…"


@dataclass(frozen=True, slots=True)
class Marks:
    """What the quotation marks of a text say.

    Attributes:
        quotations: in the order in which they open.
        stray: closing marks that close nothing.
    """

    quotations: tuple[Quotation, ...] = ()
    stray: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    depth: int
    earlier: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Reader:
    text: str
    done: list[Quotation] = field(default_factory=list)
    stray: list[Span] = field(default_factory=list)
    # The outermost quotation that the paragraph before left open.
    pending: _Open | None = None
    pending_end: int = 0

    def paragraph(self, span: Span, following: str) -> None:
        """Read one paragraph; `following` is the first character of the next, or ""."""
        start, end = span
        text = self.text
        stack: list[_Open] = []
        single_closers = _single_closers(text, start, end)
        next_closer = 0
        first = start
        while first < end and text[first].isspace():
            first += 1
        for match in _MARKS.finditer(text, start, end):
            at, mark = match.start(), match.group()
            before = text[at - 1] if at > start else " "
            after = text[at + 1] if at + 1 < end else " "
            if mark in _SINGLES:
                while next_closer < len(single_closers) and single_closers[next_closer] <= at:
                    next_closer += 1
                self._single(
                    stack, at, mark, before, after, single_closers, next_closer, first, following
                )
            else:
                self._double(stack, at, mark, before, after, first)
        self._finish(stack, end)

    def _double(
        self, stack: list[_Open], at: int, mark: str, before: str, after: str, first: int
    ) -> None:
        index = next(
            (i for i in range(len(stack) - 1, -1, -1) if stack[i].mark not in _SINGLES), None
        )
        if index is not None:
            same = stack[index]
            opens = (
                mark in _DOUBLE_OPEN or (mark == '"' and _looks_opening(before, after))
            ) and not (mark == '"' and same.mark == '"')
            # „German“ marks close with what opens an English quotation, »these« run backwards.
            if same.mark == "„" and mark == "“" and not before.isspace():
                opens = False
            if same.mark == "»" and mark == "«":
                opens = False
            if opens and mark == same.mark and after.isspace():
                opens = False
            if opens:
                self._push(stack, at, mark, first)
            else:
                self._pop(stack, index, at)
        elif mark in _DOUBLE_OPEN:
            self._push(stack, at, mark, first)
        elif mark == '"' or mark in _DOUBLE_CLOSE:
            if mark == '"' and before.isdigit() and not after.isalnum():
                return  # inches or seconds of arc
            if after.isspace() or (before.isalnum() and mark != '"'):
                if self._resume(stack):
                    self._pop(stack, 0, at)
                else:
                    self.stray.append(Span(at, at + 1))
            else:
                self._push(stack, at, mark, first)

    def _single(
        self,
        stack: list[_Open],
        at: int,
        mark: str,
        before: str,
        after: str,
        closers: Sequence[int],
        next_closer: int,
        first: int,
        following: str,
    ) -> None:
        opening = (mark in _SINGLE_OPEN or mark == "'") and _looks_opening(before, after)
        if opening and _ELIDED.match(self.text, at + 1):
            opening = False
        index = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].mark in _SINGLES), None)
        if opening and index is None:
            # Without a closing mark it is one only if the next paragraph opens it again.
            introduced = self.text[at - 2 : at] in (": ", ", ") and following == mark
            if next_closer < len(closers) or at == first or introduced:
                self._push(stack, at, mark, first)
            return
        if mark in _SINGLE_CLOSE or mark == "'":
            if before.isspace() or (after.isalnum() and not opening):
                return  # an apostrophe
            if index is None:
                return  # the plural's apostrophe, or a stray one: singles never count as stray
            if (
                before in "sS"
                and after == " "
                and self.text[at + 2 : at + 3].islower()
                and next_closer < len(closers)
            ):
                return  # "the workers' union" inside single marks
            self._pop(stack, index, at)

    def _push(self, stack: list[_Open], at: int, mark: str, first: int) -> None:
        if len(stack) >= _MAX_DEPTH:
            return
        opened = _Open(at, mark, len(stack))
        if self.pending is not None and not stack:
            if at == first and mark == self.pending.mark:
                opened.earlier = (*self.pending.earlier, Span(self.pending.start, self.pending_end))
                self.pending = None
            else:
                self._give_up()
        stack.append(opened)

    def _resume(self, stack: list[_Open]) -> bool:
        """Run the paragraph before's open quotation on into this one, unmarked."""
        if self.pending is None or self.pending.mark in _SINGLES:
            return False
        start = self.pending_end
        while start < len(self.text) and self.text[start].isspace():
            start += 1
        opened = _Open(start, self.pending.mark, 0)
        opened.earlier = (*self.pending.earlier, Span(self.pending.start, self.pending_end))
        self.pending = None
        stack.append(opened)
        return True

    def _pop(self, stack: list[_Open], index: int, at: int) -> None:
        # What was opened inside and never closed ends here too.
        for inner in stack[index + 1 :]:
            if inner.mark not in _SINGLES:
                self.done.append(
                    Quotation(
                        (*inner.earlier, Span(inner.start, at)), inner.mark, False, inner.depth
                    )
                )
        opened = stack[index]
        del stack[index:]
        self.done.append(
            Quotation(
                (*opened.earlier, Span(opened.start, at + 1)), opened.mark, True, opened.depth
            )
        )

    def _finish(self, stack: list[_Open], end: int) -> None:
        self._give_up()
        if stack and self._is_extract(stack[0]):
            self._lift(stack.pop(0).start)
        if stack:
            self.pending, self.pending_end = stack[0], end
            for inner in stack[1:]:
                if inner.mark not in _SINGLES:
                    self.done.append(
                        Quotation((Span(inner.start, end),), inner.mark, False, inner.depth)
                    )

    def _is_extract(self, opened: _Open) -> bool:
        """True for a straight mark before a paragraph of another page, which quotes in curly ones.

        A speaker's quotation has other marks within only where it is of the other kind:
        "He told me ‘no’". Straight around curly double ones is two pages' marks.
        """
        return (
            opened.mark == '"'
            and not opened.earlier
            and any(q.start > opened.start and q.mark == "“" for q in reversed(self.done[-4:]))
        )

    def _lift(self, start: int) -> None:
        """What is quoted within an extract is quoted outermost."""
        for index in range(len(self.done) - 1, -1, -1):
            inner = self.done[index]
            if inner.start < start:
                break
            self.done[index] = replace(inner, depth=max(0, inner.depth - 1))

    def _give_up(self) -> None:
        """The quotation that the paragraph before left open was never closed."""
        left = self.pending
        self.pending = None
        if left is not None and (left.mark not in _SINGLES or left.earlier):
            spans = (*left.earlier, Span(left.start, self.pending_end))
            self.done.append(Quotation(spans, left.mark, False, left.depth))


def find_quotations(text: str, paragraphs: Sequence[Span]) -> Marks:
    """Every quotation of a text, in time linear in its length."""
    reader = _Reader(text)
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else Span(0, 0)
        reader.paragraph(paragraph, text[slice(*following)].lstrip()[:1])
    reader._give_up()
    return Marks(tuple(sorted(reader.done, key=lambda q: (q.start, -q.end))), tuple(reader.stray))


def _looks_opening(before: str, after: str) -> bool:
    return (
        (before in _SPACE_OR_OPENER or before in "\"“„«'‘")
        and not after.isspace()
        and after not in ",.;:!?)"
    )


def _single_closers(text: str, start: int, end: int) -> list[int]:
    """Where a single mark could close: after a non-space, before a non-letter."""
    found = []
    for match in re.finditer("['’›]", text[start:end]):
        at = start + match.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        plural = before in "sS" and after == " " and text[at + 2 : at + 3].islower()
        if not before.isspace() and not after.isalnum() and not plural:
            found.append(at)
    return found
