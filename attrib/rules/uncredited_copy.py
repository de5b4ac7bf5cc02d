"""AT404 uncredited-copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule
from .verdicts import excerpt, where


class UncreditedCopy(Rule):
    """Words of a source's text stand in the article as the writer's own.

    **Flagged**

    - A run of the article outside quotation marks that a text has word for word, as long as the
      house's limit `copied_words` or longer.

    **Accepted**

    - What stands in quotation marks.
    - Shorter runs, and runs that are mostly names.
    - Articles that no text is given for.

    **Why**

    A release's wording carries its author's view of things. Either the words are quoted, or
    the writer finds words of his own.
    """

    code = "AT404"
    name = "uncredited-copy"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "SPJ Code of Ethics: never plagiarize, always attribute; NYT: wording taken from others is quoted "
        "and credited; Reuters Handbook: press releases are rewritten, and their claims attributed."
    )
    limits = ("copied_words",)

    def check(self, context: Context) -> Iterator[Finding]:
        least = context.house.limits.copied_words
        for copy in sorted(context.copies, key=lambda copy: copy.span):
            if copy.words < least:
                continue
            whose = f" of {copy.passage.speaker}" if copy.passage.speaker is not None else ""
            yield self.finding(
                copy.span,
                f"{copy.words} words in a row are those of a text{whose}. "
                "Put them in quotation marks with whose they are, or write your own.",
                suggestion=f"{where(copy.passage)} has “{excerpt(copy.passage.words)}”",
            )
