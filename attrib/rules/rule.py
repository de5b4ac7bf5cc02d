"""What every rule has in common."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity, Span

from .context import Context


class Standard:
    """What a finding is held against: a rule, or a check of the gate's.

    Its docstring is its page: a summary line, a section **Flagged**, a section **Accepted**,
    and why.

    Attributes:
        code: "AT" and three digits; never given to another rule.
        name: the name that settings and suppressions use.
        severity: "error", "warning" or "note", unless settings say otherwise.
        authority: whose standard asks for it, in the project's own words.
        limits: the fields of `HouseLimits` that it reads.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    authority: ClassVar[str]
    limits: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def page(cls) -> str:
        """The rule's page: its docstring, without its indentation."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """The first line of the rule's page."""
        return cls.page().partition("\n")[0]


class Rule(Standard, ABC):
    """One thing that a careful desk sends back."""

    @abstractmethod
    def check(self, context: Context) -> Iterator[Finding]:
        """Every place where the article breaks the rule, in the order of the text."""

    def finding(
        self,
        span: Span,
        message: str,
        *,
        suggestion: str | None = None,
        statement: str | None = None,
        doubtful: bool = False,
    ) -> Finding:
        """A finding of this rule, at its own severity."""
        return Finding(
            self.code,
            self.name,
            self.severity,
            span,
            message,
            suggestion,
            statement,
            doubtful=doubtful,
        )
