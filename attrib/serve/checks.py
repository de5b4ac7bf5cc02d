"""What a worker does: one article after another against one Checker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from attrib.checker import Checker
from attrib.errors import AttribError, ReadError
from attrib.find import Tagger
from attrib.gate import Ledger, blocks
from attrib.houses import House, load_house
from attrib.model import EntryFinding, Finding, Report, SourceText
from attrib.read.source_text import read_source_text
from attrib.registry import Registry
from attrib.render import json
from attrib.render.verify import about_quotes
from attrib.settings import FailOn, Settings
from attrib.verify import Texts

from .articles import Article

Kind = Literal["check", "verify", "gate"]
# As the command's: nothing blocks, something does, something could not be read.
Status = Literal[0, 1, 2]


@dataclass(frozen=True)
class Setup:
    """What every worker checks by; read once, so that all go by the same.

    Attributes:
        registry, settings, ledger: as a Checker's.
        folders: of texts to hold quotes against; beside them are those that the registry lists.
        cached: whether what is read of the texts is kept in the user's cache folder.
        fail_on: the least severity that blocks.
    """

    registry: Registry
    settings: Settings
    ledger: Ledger
    folders: tuple[Path, ...] = ()
    cached: bool = True
    fail_on: FailOn = "error"


class Given(NamedTuple):
    """A text that came with a request: its words, its title, and whose it is (an id or a name)."""

    text: str
    title: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One article to check.

    Attributes:
        kind: what is wanted of it.
        article: as it was sent.
        house: a shipped house pack; None for the service's own.
        fail_on: the least severity that blocks; None for the service's own.
        texts: to hold its quotes against, for a "verify".
    """

    kind: Kind
    article: Article
    house: str | None = None
    fail_on: FailOn | None = None
    texts: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article is held.

    Attributes:
        rule: the rule's name, and `code` its code; None where the article could not be checked.
        severity: the finding's.
        message: what is wrong.
        fingerprint: the finding's.
        path: the file, where it is about an entry of the desk's and not about the article.
        line, column: the place, from 1; None for none.
        start, end: the same in code points of the article as sent.
    """

    message: str
    rule: str | None = None
    code: str | None = None
    severity: str | None = None
    fingerprint: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None


# Where it is said that a finding may stand: in the article itself, in attrib.yaml, in sign-offs.
SaidIn = Literal["article", "settings", "sign-offs"]


@dataclass(frozen=True, slots=True)
class Accepted(Reason):
    """A finding that would hold an article, and somebody has said that it may stand.

    Attributes:
        said_in: where that is said. In the article it is its own word, and nobody else has seen it.
        reason: that is given.
        owner: who answers for it; None where nobody is named.
    """

    said_in: SaidIn = "article"
    reason: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a job.

    Attributes:
        status: what ``attrib check`` would have exited with.
        report: the JSON report; empty for a gate.
        why: what blocks, for a gate.
        accepted: what would block and is suppressed or signed off, for a gate.
        left_out: what of the article was not read, as of `Document`.
        model: name of the tagger's model.
        house: id of the house pack that held.
    """

    status: Status
    report: bytes
    why: tuple[Reason, ...]
    model: str
    house: str
    accepted: tuple[Accepted, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The article, or a text that came with it, could not be read."""

    message: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The check failed by no fault of the article's.

    Attributes:
        message: fit to show.
        trace: for the log: the error's name, then "file:line function" from the outermost. It has no
            words of the article.
    """

    message: str
    trace: tuple[str, ...] = ()


Outcome = Checked | Unreadable | Broken


class Desk:
    """Checks articles as a `Setup` has it.

    Raises:
        AttribError: the model or a house pack cannot be loaded.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        texts = None
        if setup.folders or setup.registry.with_texts:
            texts = Texts(setup.registry, setup.folders, setup.settings.limits, cached=setup.cached)
        self._checker = Checker(setup.registry, setup.settings, ledger=setup.ledger, texts=texts)
        Tagger.load()

    def run(self, job: Job) -> Outcome:
        """What comes of a job; raises only what is a mistake of attrib's."""
        try:
            return self._verified(job) if job.kind == "verify" else self._checked(job)
        except ReadError as error:
            return Unreadable(str(error))
        except AttribError as error:
            return Broken(str(error))

    def _checked(self, job: Job) -> Checked:
        checker = self._checker
        # The service runs for more than a day.
        checker.ledger = replace(checker.ledger, today=date.today())
        document = job.article.document(self._setup.settings.limits)
        (report,) = checker.check_houses(document, [self._house(job)])
        entries = checker.check_entries([report])
        limit = job.fail_on or self._setup.fail_on
        why = tuple(_reasons(report, entries, limit))
        return Checked(
            status=2 if report.unread else 1 if why else 0,
            report=b"" if job.kind == "gate" else _bytes(json.render([report], (), entries)),
            why=why if job.kind == "gate" else (),
            model=report.model,
            house=report.house,
            accepted=tuple(_accepted(report, limit)) if job.kind == "gate" else (),
            left_out=document.left_out,
        )

    def _verified(self, job: Job) -> Checked:
        setup = self._setup
        document = job.article.document(setup.settings.limits)
        texts = Texts(setup.registry, limits=setup.settings.limits, given=list(_read(job, setup)))
        try:
            ledger = Ledger(signoffs=setup.ledger.signoffs)
            checker = Checker(setup.registry, setup.settings, ledger=ledger, texts=texts)
            (report,) = checker.check_houses(document, [self._house(job)])
            stopped = blocks(about_quotes(report), job.fail_on or setup.fail_on)
            return Checked(
                status=2 if report.unread else 1 if stopped else 0,
                report=_bytes(json.render([report])),
                why=(),
                model=report.model,
                house=report.house,
            )
        finally:
            texts.close()

    def _house(self, job: Job) -> House:
        return self._setup.settings.house if job.house is None else load_house(job.house)


def _read(job: Job, setup: Setup) -> Iterable[SourceText]:
    for number, given in enumerate(job.texts, 1):
        path = f"text {number}"
        text = read_source_text(given.text.encode("utf-8"), path, setup.settings.limits)
        yield replace(text, source=given.source or text.source, title=given.title or text.title)


def _reasons(report: Report, entries: Iterable[EntryFinding], limit: FailOn) -> Iterable[Reason]:
    for unread in report.unread:
        yield Reason(f"a text of a source cannot be read: {unread.path}: {unread.reason}")
    for finding in report.findings:
        if blocks([finding], limit):
            yield _reason(report, finding)
    for entry in entries:
        if blocks([entry], limit):
            yield Reason(
                entry.message,
                entry.name,
                entry.code,
                entry.severity,
                path=entry.path,
                line=entry.line,
                column=entry.column,
            )


def _accepted(report: Report, limit: FailOn) -> Iterable[Accepted]:
    for finding in report.findings:
        if finding.state not in ("suppressed", "signed-off"):
            continue
        if blocks([replace(finding, state="open")], limit):
            said_in: SaidIn = "article" if finding.beside_text else "settings"
            yield Accepted(
                **asdict(_reason(report, finding)),
                said_in=said_in if finding.state == "suppressed" else "sign-offs",
                reason=finding.reason,
                owner=finding.owner,
            )


def _reason(report: Report, finding: Finding) -> Reason:
    document = report.document
    start, end = finding.raw_span(document)
    line, column = document.locate(start)
    return Reason(
        finding.message,
        finding.name,
        finding.code,
        finding.severity,
        finding.fingerprint,
        line=line,
        column=column,
        start=start,
        end=end,
    )


def _bytes(text: str) -> bytes:
    return text.encode("ascii")
