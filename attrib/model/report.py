"""Everything that a check found out about one article."""

from __future__ import annotations

from dataclasses import dataclass

from .attribution import Attribution
from .document import Document, DocumentKind
from .finding import Finding
from .verdict import Copy, Unread


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one check.

    Attributes:
        document: the article.
        attributions: every statement with its speaker and outlet, in text order.
        findings: in text order.
        version: attrib's.
        model: name of the tagger's model.
        house: id of the house pack whose severities and limits held.
        kind: what the article was taken for; it decides how strict the house is.
        copies: runs of it that stand in a source's text outside quotation marks, the longest first.
        outside: how many findings stand outside the change that was asked about, and are not
            among `findings`; None where the whole article was asked about.
        unread: texts that quotes were to be held against and that cannot be read.
    """

    document: Document
    attributions: tuple[Attribution, ...]
    findings: tuple[Finding, ...]
    version: str
    model: str
    house: str = "default"
    kind: DocumentKind = "news"
    copies: tuple[Copy, ...] = ()
    unread: tuple[Unread, ...] = ()
    outside: int | None = None
