"""What stands between a pair of quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, found by its marks alone.

    A quotation that reopens its marks at the start of each paragraph is one
    `Quotation` with a span for each paragraph; every span includes its marks.

    Attributes:
        spans: where it stands in the document's text, marks included.
        mark: the opening mark as written.
        closed: False where no closing mark was found; the last span then ends
            with its paragraph.
        depth: 0 for an outermost quotation, 1 for one inside it, and so on.
    """

    spans: tuple[Span, ...]
    mark: str
    closed: bool = True
    depth: int = 0

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end
