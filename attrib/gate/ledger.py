"""What the desk has accepted so far, beside what its settings say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .baseline import Baseline
from .signoffs import SignOffs


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that the gate goes by and that no article and no setting says.

    Attributes:
        baseline: the findings that count as old.
        signoffs: what editors said of attributions.
        today: the day by which suppressions expire.
    """

    baseline: Baseline = field(default_factory=Baseline)
    signoffs: SignOffs = field(default_factory=SignOffs)
    today: date = field(default_factory=date.today)
