"""The one place that joins the stages: an article goes in, a Report comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib._version import VERSION
from attrib.find import Tagger, find
from attrib.gate import CHECKS, Ledger, entry_findings, gate, sign
from attrib.houses import House
from attrib.model import Copy, Document, EntryFinding, Report
from attrib.read import read_text
from attrib.read.language import require_words
from attrib.registry import Registry
from attrib.resolve import names, resolve
from attrib.rules import Context, run_rules
from attrib.rules.named import require_house_rules, require_rules
from attrib.settings import Settings

if TYPE_CHECKING:
    from attrib.verify import Texts, Verifier


class Checker:
    """Checks articles against one registry under one set of settings.

    The tagger's model is read at the first check and kept; a Checker holds no
    other state, so one serves any number of articles, in any order.

    Args:
        registry: the sources that are known; without one, those that come with the
            package, or none if the settings leave them out.
        settings: severities, limits and what blocks; the defaults without any.
        tagger: a model of one's own; without one, the shipped.
        ledger: the baseline and the sign-offs that hold, and what day it is; without one
            there are none, and it is today.
        texts: of sources, to hold quotes against; without them none is.

    Raises:
        SettingsError: the settings or their house name a rule that does not exist.
    """

    def __init__(
        self,
        registry: Registry | None = None,
        settings: Settings | None = None,
        tagger: Tagger | None = None,
        ledger: Ledger | None = None,
        texts: Texts | None = None,
    ) -> None:
        self.settings = Settings() if settings is None else settings
        if registry is None:
            registry = Registry.shipped() if self.settings.shipped_sources else Registry.empty()
        self.registry = registry
        self.tagger = tagger
        self.ledger = Ledger() if ledger is None else ledger
        self.texts = texts
        self._verifier = _verifier(texts, tagger)
        require_rules(self.settings, CHECKS)

    def check(self, article: str | Document) -> Report:
        """Every statement of an article with its speaker and outlet, and what is wrong.

        Args:
            article: plain text, or what `read_file` or `read_bytes` made.

        Raises:
            ReadError: the article is too large, has no words, or is not in a
                script that attrib reads.
            ModelError: the tagger's files are missing or damaged.
        """
        (report,) = self.check_houses(article, [self.settings.house])
        return report

    def check_houses(self, article: str | Document, houses: Iterable[House]) -> tuple[Report, ...]:
        """The same under each of several houses, in their order.

        Statements are found and resolved once; only the rules run for each house. What the
        settings say of a rule holds under all of them.

        Args:
            article: as for `check`.
            houses: packs from `load_house`; that of the settings is not among them unless given.

        Raises:
            ReadError, ModelError: as `check`.
            SettingsError: a house names a rule that does not exist.
        """
        houses = tuple(houses)
        for house in houses:
            require_house_rules(house, CHECKS)
        if isinstance(article, str):
            document = read_text(article, limits=self.settings.limits)
        else:
            document = article
        require_words(document.text, document.path)
        tagger = self.tagger or Tagger.load()
        found = find(document, tagger)
        mentions = names(document, found.statements, self.registry)
        attributions = resolve(document, found.statements, self.registry, mentions)
        attributions = sign(attributions, document, self.ledger.signoffs, self.registry)
        copies: tuple[Copy, ...] = ()
        if self._verifier is not None:
            attributions = self._verifier.verify(document, attributions, found.marks)
            copies = self._verifier.copies(
                document, found.marks, min(house.limits.copied_words for house in houses)
            )
        statements = tuple(a for a in attributions if a.is_statement)
        context = Context(
            document,
            found.marks,
            statements,
            self.registry,
            mentions,
            claimed=found.claims,
            copies=copies,
        )
        folder = self.settings.path.parent if self.settings.path is not None else None
        reports = []
        for house in houses:
            settings = replace(self.settings, house=house)
            findings = gate(
                run_rules(replace(context, house=house), settings),
                document,
                attributions,
                allow=settings.allow,
                folder=folder,
                ledger=self.ledger,
            )
            reports.append(
                Report(
                    document,
                    attributions,
                    findings,
                    VERSION,
                    tagger.name,
                    house.id,
                    context.kind,
                    copies,
                    self.texts.unread if self.texts is not None else (),
                )
            )
        return tuple(reports)

    def check_entries(self, reports: Sequence[Report]) -> tuple[EntryFinding, ...]:
        """What is wrong with the suppressions of the settings, and with the sign-offs.

        Args:
            reports: of all the articles that were checked, under one house: one that was not
                may be the one that an entry is about.
        """
        settings = self.settings
        return entry_findings(reports, settings.allow, settings.path, self.ledger)


def _verifier(texts: Texts | None, tagger: Tagger | None) -> Verifier | None:
    if texts is None:
        return None
    # Imported here: most articles are checked without texts.
    from attrib.verify import Verifier

    return Verifier(texts, tagger)
