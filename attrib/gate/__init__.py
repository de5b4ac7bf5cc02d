"""What blocks: findings get names that last, and a limit decides."""

from .fingerprint import fingerprint, gate
from .threshold import blocks

__all__ = ["blocks", "fingerprint", "gate"]
