"""One rule broken at one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .decision import SignOff
from .document import Document
from .span import Span

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
State = Literal["open", "suppressed", "signed-off", "baseline"]
STATES: tuple[State, ...] = ("open", "suppressed", "signed-off", "baseline")


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
        doubtful: the tool is not sure of it; it is a note, whatever the rule's severity.
        state: whether it is open, or what the desk has said of it: suppressed beside the
            text or in the settings, signed off by an editor, or old (in the baseline).
        reason: why it is suppressed or signed off; None for any other.
        owner: who answers for that; None where nobody is named.
        beside_text: it is suppressed by a comment beside its words, and not in the settings.
        comment: the place in the raw file, of a finding about a comment; `span` is then
            only where it belongs among the others.
        sign_off: what an editor decided about it, or about its statement where that answers
            it; None where nobody has. One that was rejected has it and is open.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    suggestion: str | None = None
    statement: str | None = None
    fingerprint: str = ""
    doubtful: bool = False
    state: State = "open"
    reason: str | None = None
    owner: str | None = None
    comment: Span | None = None
    sign_off: SignOff | None = None
    beside_text: bool = False

    @property
    def gate_name(self) -> str:
        """By which it is among those that stop an article: its fingerprint, and whether it is old.

        The same words may be old in one article and new in another.
        """
        return f"{self.fingerprint} (old)" if self.state == "baseline" else self.fingerprint

    def raw_span(self, document: Document) -> Span:
        """The place in the raw file."""
        return document.raw_span(self.span) if self.comment is None else self.comment


@dataclass(frozen=True, slots=True)
class EntryFinding:
    """What the gate reports of an entry in a file that is no article.

    Attributes:
        code, name, severity, message: as a finding's.
        path: the file, ``attrib.yaml`` or ``attrib.signoffs.yaml``.
        line, column: where the entry stands, from 1.
    """

    code: str
    name: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str

    @property
    def gate_name(self) -> str:
        """As of a finding."""
        return self.fingerprint

    @property
    def fingerprint(self) -> str:
        """What tells it from every other of the same run; unlike a finding's it moves with its line."""
        return f"{self.path}:{self.line}:{self.column}:{self.code}"
