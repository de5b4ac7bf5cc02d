"""What flows from stage to stage. Frozen data; no stage reaches back."""

from .attribution import Attribution, Hop, How, Outlet, PartyKind, Speaker
from .claim import CLAIM_KINDS, Claim, ClaimKind
from .comment import Comment
from .comparison import Comparison, EntryComparison, EntryRow, Row
from .decision import DECISIONS, Allowance, Corrected, Decision, SignOff
from .document import DOCUMENT_KINDS, Document, DocumentKind, OffsetMap, line_starts
from .finding import SEVERITIES, STATES, EntryFinding, Finding, Severity, State
from .quotation import Quotation
from .report import Report
from .source import Listing, Source, SourceKind, Status
from .span import Span
from .statement import Act, Kind, Statement
from .text import SourceText, TextLine, Turn
from .verdict import VERDICTS, Change, Copy, Passage, Unread, Verdict, VerdictKind

__all__ = [
    "CLAIM_KINDS",
    "DECISIONS",
    "DOCUMENT_KINDS",
    "SEVERITIES",
    "STATES",
    "VERDICTS",
    "Act",
    "Allowance",
    "Attribution",
    "Change",
    "Claim",
    "ClaimKind",
    "Comment",
    "Comparison",
    "Copy",
    "Corrected",
    "Decision",
    "Document",
    "DocumentKind",
    "EntryComparison",
    "EntryFinding",
    "EntryRow",
    "Finding",
    "Hop",
    "How",
    "Kind",
    "Listing",
    "OffsetMap",
    "Outlet",
    "PartyKind",
    "Passage",
    "Quotation",
    "Report",
    "Row",
    "Severity",
    "SignOff",
    "Source",
    "SourceKind",
    "SourceText",
    "Span",
    "Speaker",
    "State",
    "Statement",
    "Status",
    "TextLine",
    "Turn",
    "Unread",
    "Verdict",
    "VerdictKind",
    "line_starts",
]
