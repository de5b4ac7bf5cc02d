"""What flows from stage to stage. Frozen data; no stage reaches back."""

from .attribution import Attribution, Hop, How, Outlet, PartyKind, Speaker
from .claim import CLAIM_KINDS, Claim, ClaimKind
from .comparison import Comparison, Row
from .document import DOCUMENT_KINDS, Document, DocumentKind, OffsetMap
from .finding import SEVERITIES, Finding, Severity
from .quotation import Quotation
from .report import Report
from .source import Source, SourceKind, Status
from .span import Span
from .statement import Act, Kind, Statement

__all__ = [
    "CLAIM_KINDS",
    "DOCUMENT_KINDS",
    "SEVERITIES",
    "Act",
    "Attribution",
    "Claim",
    "ClaimKind",
    "Comparison",
    "Document",
    "DocumentKind",
    "Finding",
    "Hop",
    "How",
    "Kind",
    "OffsetMap",
    "Outlet",
    "PartyKind",
    "Quotation",
    "Report",
    "Row",
    "Severity",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "Statement",
    "Status",
]
