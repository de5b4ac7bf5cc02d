"""What blocks: findings get names that last and a state, and a limit decides."""

from .baseline import BASELINE_NAME, Baseline
from .checks import CHECKS
from .entries import entry_findings
from .fingerprint import fingerprint
from .ledger import Ledger
from .signoffs import SIGNOFFS_NAME, SignOffs, sign
from .states import gate
from .threshold import blocks, stopping

__all__ = [
    "BASELINE_NAME",
    "CHECKS",
    "SIGNOFFS_NAME",
    "Baseline",
    "Ledger",
    "SignOffs",
    "blocks",
    "entry_findings",
    "fingerprint",
    "gate",
    "sign",
    "stopping",
]
