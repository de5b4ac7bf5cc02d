"""What an editor decided, and where it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Decision = Literal["accepted", "corrected", "rejected"]
DECISIONS: tuple[Decision, ...] = ("accepted", "corrected", "rejected")
Corrected = Literal["speaker", "outlet", "statement"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """One entry of ``allow`` in ``attrib.yaml``: a finding that does not block.

    Attributes:
        article: path of the article, or a pattern of paths, relative to the file.
        rule: name or code of the rule; whether there is such a rule is for the gate to say.
        fingerprint: the finding's.
        reason: why; None where the entry gives none, and then it does not hold.
        owner: who answers for it; None where nobody is named.
        until: the last day on which it holds; None for no end.
        line, column: where the entry stands, from 1.
    """

    article: str
    rule: str
    fingerprint: str
    reason: str | None = None
    owner: str | None = None
    until: date | None = None
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class SignOff:
    """An editor's word on who is credited with a statement, or on a finding.

    Attributes:
        decision: the attribution is accepted as found, corrected, or rejected; of a finding:
            what it objects to is accepted, or that is rejected and the finding right.
        by: the editor.
        day: when.
        reason: why.
        corrects: what of it is corrected: speaker, outlet, or that it is a statement at all.
        is_common_knowledge: it is no statement because the words need nobody to vouch for them.
    """

    decision: Decision
    by: str
    day: date
    reason: str
    corrects: tuple[Corrected, ...] = ()
    is_common_knowledge: bool = False

    @property
    def is_no_statement(self) -> bool:
        """True where the words are said to be nobody's statement."""
        return "statement" in self.corrects
