"""What a rule looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from attrib.houses import House
from attrib.model import Claim, Copy, DocumentKind

from .claims import Judgement, judge
from .prose import Prose

if TYPE_CHECKING:
    from attrib.registry import Registry
    from attrib.resolve import Mention

_DEFAULT = House()
# An article with so many sentences that nobody is credited with, and so many thirds of all, is comment.
_COMMENTARY, _COMMENTARY_THIRDS = 14, 2


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
        claimed: sentences that only a source could vouch for, whoever is credited with them; None
            where nobody has looked for them.
        copies: runs of it that stand in a text of a source, outside quotation marks.
    """

    registry: Registry
    mentions: tuple[Mention, ...]
    house: House = _DEFAULT
    claimed: tuple[Claim, ...] | None = None
    copies: tuple[Copy, ...] = ()

    @cached_property
    def kind(self) -> DocumentKind:
        """What the article shows itself to be, or opinion where most of it is its writer's own.

        News credits somebody in most of its sentences, or is short.
        """
        if self.document.kind != "news":
            return self.document.kind
        own = sum(line.ends and not line.vouched for line in self.lines())
        total = len(self.document.sentences)
        if own >= _COMMENTARY and own * 3 >= _COMMENTARY_THIRDS * total:
            return "opinion"
        return "news"

    @cached_property
    def claims(self) -> Mapping[int, Judgement]:
        """Sentences that accuse, claim or credit nobody in particular, by their index."""
        return judge(
            self,
            self.claimed,
            self.house.limits.paragraphs_to_credit,
            comment=self.kind == "opinion",
        )

    def likely_source(self, offset: int) -> str | None:
        """A guess, in words, at who a loose claim is from: who speaks earlier in its paragraph."""
        index = self.document.sentence_at(offset)
        before = self.neighbour(index, -1)
        speaker = self.speaker_before(offset)
        if before is None or speaker is None or not self.in_sentence(before):
            return None
        return f"possibly still {speaker}, who is credited just before"
