"""What a rule looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from attrib.houses import House

from .claims import Claim, judge
from .prose import Prose

if TYPE_CHECKING:
    from attrib.registry import Registry
    from attrib.resolve import Mention

_DEFAULT = House()


@dataclass(frozen=True)
class Context(Prose):
    """Everything that a rule may look at; nothing of it changes.

    Attributes:
        document: the article.
        marks: its quotation marks.
        attributions: its statements, each with its speaker, in the order of the text.
        registry: the sources that the desk knows; `has_sources` is false without a file.
        mentions: every name in it, in the order of the text.
        house: the pack whose limits hold.
    """

    registry: Registry
    mentions: tuple[Mention, ...]
    house: House = _DEFAULT

    @cached_property
    def claims(self) -> Mapping[int, Claim]:
        """Sentences that accuse, claim or credit nobody in particular, by their index."""
        return judge(self, self.house.limits.paragraphs_to_credit)

    def likely_source(self, offset: int) -> str | None:
        """A guess, in words, at who a loose claim is from: who speaks earlier in its paragraph."""
        index = self.document.sentence_at(offset)
        before = self.neighbour(index, -1)
        speaker = self.speaker_before(offset)
        if before is None or speaker is None or not self.in_sentence(before):
            return None
        return f"possibly still {speaker}, who is credited just before"
