"""One rule broken at one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule reports.

    Attributes:
        code: the rule's code, such as "AT201".
        name: the rule's name, such as "unattributed-allegation".
        severity: "error", "warning" or "note".
        span: the place, in the document's text.
        message: what is wrong and what to do, in one or two sentences.
        suggestion: a likely repair, offered as a guess; None if there is none.
        statement: id of the statement it is about; None if about none.
        fingerprint: the same for the same words under the same rule, wherever
            they move in the file; set by the gate.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    suggestion: str | None = None
    statement: str | None = None
    fingerprint: str = ""
