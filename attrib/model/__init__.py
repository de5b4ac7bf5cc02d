"""What flows from stage to stage. Frozen data; no stage reaches back."""

from .attribution import Attribution, Hop, How, Outlet, PartyKind, Speaker
from .comment import Comment
from .decision import DECISIONS, Allowance, Corrected, Decision, SignOff
from .document import DOCUMENT_KINDS, Document, DocumentKind, OffsetMap
from .finding import SEVERITIES, STATES, EntryFinding, Finding, Severity, State
from .quotation import Quotation
from .report import Report
from .source import Source, SourceKind, Status
from .span import Span
from .statement import Act, Kind, Statement

__all__ = [
    "DECISIONS",
    "DOCUMENT_KINDS",
    "SEVERITIES",
    "STATES",
    "Act",
    "Allowance",
    "Attribution",
    "Comment",
    "Corrected",
    "Decision",
    "Document",
    "DocumentKind",
    "EntryFinding",
    "Finding",
    "Hop",
    "How",
    "Kind",
    "OffsetMap",
    "Outlet",
    "PartyKind",
    "Quotation",
    "Report",
    "Severity",
    "SignOff",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "State",
    "Statement",
    "Status",
]
