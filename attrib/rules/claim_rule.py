"""What the rules of claims have in common: each reports one kind of judgement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import ClaimKind, Finding

from .context import Context
from .rule import Rule


class ClaimRule(Rule):
    """Sentences of one kind, as `attrib.rules.claims` has judged them.

    Attributes:
        kind: which judgements it reports.
        uncredited: what its message adds to what the words make of a sentence.
    """

    kind: ClassVar[ClaimKind]
    uncredited: ClassVar[str] = ", nobody credited"

    def check(self, context: Context) -> Iterator[Finding]:
        for claim in context.claims.values():
            if claim.kind == self.kind:
                yield self.finding(
                    claim.span,
                    f"“{claim.words}”: {claim.nature}{self.uncredited}. {claim.advice}",
                    suggestion=context.likely_source(claim.span.start),
                    doubtful=claim.doubtful,
                )
