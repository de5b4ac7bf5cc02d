"""The rules: one file each, one explicit tuple."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.model import Finding

from .altered_quote import AlteredQuote
from .ambiguous_speaker import AmbiguousSpeaker
from .anonymous_attack import AnonymousAttack
from .anonymous_source import AnonymousSource
from .blocked_outlet import BlockedOutlet
from .context import Context
from .edited_quote import EditedQuote
from .late_attribution import LateAttribution
from .misattributed_quote import MisattributedQuote
from .misspelled_name import MisspelledName
from .outlet_missing import OutletMissing
from .quote_not_found import QuoteNotFound
from .rule import Rule, Standard
from .run_together_speakers import RunTogetherSpeakers
from .single_source import SingleSource
from .title_mismatch import TitleMismatch
from .unattributed_allegation import UnattributedAllegation
from .unattributed_claim import UnattributedClaim
from .unattributed_figure import UnattributedFigure
from .unattributed_forecast import UnattributedForecast
from .unattributed_quote import UnattributedQuote
from .unattributed_statement import UnattributedStatement
from .unbalanced_quotes import UnbalancedQuotes
from .uncredited_copy import UncreditedCopy
from .unexplained_anonymity import UnexplainedAnonymity
from .unintroduced_speaker import UnintroducedSpeaker
from .unknown_outlet import UnknownOutlet
from .unknown_source import UnknownSource
from .vague_source import VagueSource

if TYPE_CHECKING:
    from attrib.houses import Level
    from attrib.settings import Settings

__all__ = ["RULES", "Context", "Rule", "Standard", "run_rules"]

RULES: tuple[Rule, ...] = (
    UnattributedQuote(),
    UnattributedStatement(),
    LateAttribution(),
    RunTogetherSpeakers(),
    UnbalancedQuotes(),
    AlteredQuote(),
    QuoteNotFound(),
    EditedQuote(),
    MisattributedQuote(),
    UnattributedAllegation(),
    UnattributedFigure(),
    UnattributedForecast(),
    UnattributedClaim(),
    VagueSource(),
    AnonymousSource(),
    UnexplainedAnonymity(),
    AnonymousAttack(),
    AmbiguousSpeaker(),
    UnintroducedSpeaker(),
    MisspelledName(),
    TitleMismatch(),
    UnknownSource(),
    SingleSource(),
    OutletMissing(),
    UnknownOutlet(),
    BlockedOutlet(),
    UncreditedCopy(),
)


def run_rules(context: Context, settings: Settings) -> tuple[Finding, ...]:
    """Every finding of every rule that the settings leave on, by place and then code.

    ``settings.severities`` names rules by name or code and wins over the house, which wins
    over the rule's own severity; "off" silences a rule.
    A doubtful finding is a note under all of them.
    """
    found: list[Finding] = []
    for rule in RULES:
        severity = _severity(rule, context, settings)
        if severity != "off":
            for finding in rule.check(context):
                found.append(replace(finding, severity="note" if finding.doubtful else severity))
    return tuple(sorted(found, key=lambda f: (f.span, f.code)))


def _severity(rule: Rule, context: Context, settings: Settings) -> Level:
    for key in (rule.name, rule.code):
        if key in settings.severities:
            return settings.severities[key]
    return settings.house.severity(rule.name, context.kind) or rule.severity
