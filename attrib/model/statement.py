"""Content that an article reports as somebody's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

Kind = Literal["direct", "mixed", "indirect"]
Act = Literal["assertion", "belief", "fact", "eventuality"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it stands in the article, before anybody asks who made it.

    Attributes:
        id: "s1", "s2", ... in the order of the text.
        content: its spans, several where the cue interrupts; never empty.
        cue: the words that attribute ("said", "according to", a label's colon).
        source: the words that name who said it ("he", "the charges").
        kind: all of its words inside quotation marks, some, or none.
        act: what attributing it commits the source to, in the terms of the Penn
            Discourse Treebank 2.0 annotation manual, section 5.
        confidence: how likely people are to mark the same words with the same source, 0 to 1.
        label: True where a speaker label ("Name: ...") gives the source.
        continues: id of the statement that this one runs on from, where it has
            no source or cue of its own.
        within: id of the statement whose content reports this one.
    """

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Kind = "indirect"
    act: Act = "assertion"
    confidence: float = 1.0
    label: bool = False
    continues: str | None = None
    within: str | None = None

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return self.content[-1].end

    @property
    def extent(self) -> Span:
        """From the first to the last word of its content, cue and source."""
        spans = self.content + self.cue + self.source
        return Span(min(s.start for s in spans), max(s.end for s in spans))
