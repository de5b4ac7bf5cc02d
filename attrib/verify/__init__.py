"""A quote against the texts of its source."""

from .texts import Texts
from .verifier import Verifier

__all__ = ["Texts", "Verifier"]
