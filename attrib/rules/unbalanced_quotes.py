"""AT105 unbalanced-quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity, Span

from .context import Context
from .rule import Rule


class UnbalancedQuotes(Rule):
    """A quotation mark opens without closing, or closes without having opened.

    **Flagged**

    - An opening mark whose partner is missing: from the mark to the end of its sentence.
    - A closing mark that closes nothing: from the start of its sentence to the mark.
    - Once a paragraph: one missing mark can make the others look wrong.

    **Accepted**

    - A quotation that reopens its marks at each paragraph and closes them at the last.
    - Apostrophes, leading ones too ('em, '90s), inches and seconds of arc.
    - Marks of different kinds nested in each other, and foreign marks in their own pairs.

    **Why**

    Where a quotation ends is where the speaker's words end and the writer's begin. With a
    mark missing, readers and tools credit one with the words of the other.
    """

    code = "AT105"
    name = "unbalanced-quotes"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP and Guardian style: marks open at every paragraph of a running quotation and close "
        "at its end; Reuters Handbook: readers must see where a quotation starts and ends."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        document = context.document
        places: dict[int, tuple[Span, str]] = {}
        for stray in context.marks.stray:
            index = document.sentence_at(stray.start)
            start = min(document.sentences[index].start, stray.start) if document.sentences else 0
            places.setdefault(
                document.paragraph_at(stray.start),
                (Span(start, stray.end), "closes a quotation that was never opened. Open it."),
            )
        for quotation in context.marks.quotations:
            if quotation.depth or quotation.closed:
                continue
            last = quotation.spans[-1]
            index = document.sentence_at(last.start)
            end = min(last.end, max(document.sentences[index].end, last.start + 1))
            places.setdefault(
                document.paragraph_at(last.start),
                (
                    Span(last.start, end),
                    "opens a quotation that is never closed. Close it where the words end.",
                ),
            )
        for index in sorted(places):
            if _spaced_oddly(context, index):
                continue
            span, message = places[index]
            mark = document.text[span.end - 1 if message.startswith("closes") else span.start]
            yield self.finding(span, f"The mark {mark} {message}")


def _spaced_oddly(context: Context, index: int) -> bool:
    """True where a paragraph's straight marks make pairs but for a space, or are a tag's.

    So is a quotation that the next paragraph takes up with a mark of its own.
    """
    document = context.document
    text = document.slice(document.paragraphs[index])
    if '="' in text:
        return True
    if not any(mark in text for mark in "“”„«»"):
        return text.count('"') % 2 == 0 and text.count('"') > 0
    following = document.paragraphs[index + 1 : index + 2]
    opens = bool(following) and document.text[following[0].start] == "“"
    return opens and text.count("“") == text.count("”") + 1
