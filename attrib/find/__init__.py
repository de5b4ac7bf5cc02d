"""Statements: quotations by their marks, and what a learned tagger finds."""

from .quotations import Marks, find_quotations
from .statements import Found, find
from .tagger import Tagger

__all__ = ["Found", "Marks", "Tagger", "find", "find_quotations"]
