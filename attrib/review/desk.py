"""One article under review: its report, kept up to date, and what is decided on it.

Every decision is in a file of the desk's before anything answers for it; what is held in memory
alone is how to take one back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Protocol

from attrib.checker import Checker
from attrib.errors import AttribError, ReadError
from attrib.gate import BASELINE_NAME, SIGNOFFS_NAME, SignOffs, stopping
from attrib.gate.articles import name_in
from attrib.gate.recording import Conflict, record
from attrib.gate.signoffs import Signed, accepted_as, credit
from attrib.houses import House
from attrib.model import Attribution, Corrected, Document, EntryFinding, Report, SignOff, Source
from attrib.read import InputFormat, file_of, read_file
from attrib.registry import Registry
from attrib.registry.adding import Added, add, take_back
from attrib.render.html import brief
from attrib.settings import SETTINGS_NAME, SOURCES_NAME, FailOn

from .asked import Decided, Forgotten, Refused

_CORRECTED: tuple[Corrected, ...] = ("speaker", "outlet", "statement")
_log = logging.getLogger(__name__)
# How many changes can be taken back, the last ones.
_MOST_CHANGES = 1_000
# A file that changed this short a time before it was first seen may have been read before.
_UNSURE_NS = 2_000_000_000

# When a file was written and what the system knows it by; None for no file.
Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class View:
    """What there is to show.

    Attributes:
        version: counts the checks; another number is another report.
        report: of the last check that could be made.
        entries: what is wrong with entries of the settings and the sign-offs.
        stopping: gate names of the findings, and of these entries, that stop the article.
        signed: the sign-offs of the article, by what they are about: `key_of`.
        registry: the records that the report goes by.
        house: whose standard holds.
        signoffs, sources: the files that decisions and records go to.
        error: why the report is not that of the files as they are now; None if it is.
    """

    version: int
    report: Report
    entries: tuple[EntryFinding, ...]
    stopping: frozenset[str]
    signed: Mapping[tuple[str, str | None], Signed]
    registry: Registry
    house: House
    signoffs: Path
    sources: Path
    error: str | None = None


class Changed(Exception):
    """A statement is no longer credited as the page showed.

    Attributes:
        message: who it is credited to now, fit to show.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Change(Protocol):
    """Something that was written, and can be taken back as long as nobody wrote since."""

    def undone(self) -> _Change:
        """Take it back; what then can be taken back in turn."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the sign-offs put in the place of another, either of them None for none."""

    path: Path
    before: Signed | None
    after: Signed | None

    def undone(self) -> _Change:
        record(self.path, self.after, self.before)
        return _Entry(self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class _Record:
    """A record put into the sources."""

    path: Path
    source: Source
    added: Added

    def undone(self) -> _Change:
        take_back(self.path, self.added)
        return _NoRecord(self.path, self.source)


@dataclass(frozen=True, slots=True)
class _NoRecord:
    """A record taken out of the sources."""

    path: Path
    source: Source

    def undone(self) -> _Change:
        return _Record(self.path, self.source, add(self.path, self.source))


class Desk:
    """One article under review.

    Its methods may be called from any thread, and wait for each other; `view` waits for nothing.

    Args:
        article: its path.
        make: makes the Checker from its files as they are now.
        fail_on: the least severity that stops the article; the settings' without one.
        new_only: let findings that are in the baseline pass.
        named: files and folders that `make` goes by, whatever the settings say.
        input_format, field: of the article, as of `read_file`.

    Raises:
        AttribError: the article, or a file that its check goes by, cannot be read.
    """

    def __init__(
        self,
        article: Path,
        make: Callable[[], Checker],
        *,
        fail_on: FailOn | None = None,
        new_only: bool = False,
        named: Iterable[Path] = (),
        input_format: InputFormat | None = None,
        field: str | None = None,
    ) -> None:
        self.article = article
        self._format, self._field = input_format, field
        self._make = make
        self._fail_on = fail_on
        self._new_only = new_only
        self._here = Path.cwd()
        self._named = (file_of(article), *named, *self._nearest())
        self._lock = Lock()
        self._changes: dict[str, _Change] = {}
        self._numbers = count(1)
        self._day = date.today()
        self._stamps: dict[Path, Stamp | None] = {path: stamp(path) for path in self._named}
        self.checker = make()
        document = self._read()
        self.view = self._viewed(1, self.checker.check(document))
        self._stamps = self._stamped(self._stamps)

    def refresh(self, *, wait: bool = True) -> View:
        """Check again if a file that the report goes by has changed, or the day has.

        Args:
            wait: for a check that is under way; without it the view is then the last one.
        """
        if self._lock.acquire(blocking=wait):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self.view

    def decide(self, decided: Decided) -> tuple[int, str]:
        """Write down what an editor decided.

        Returns:
            The version of the report that has it, and the change, for `undo`.

        Raises:
            Refused: there is no such statement or finding.
            Conflict: somebody has decided otherwise since the page was shown.
            Changed: what is accepted is no longer credited as was shown.
            AttribError: the file of sign-offs cannot be read, or cannot hold this.
            OSError: it cannot be written.
        """
        with self._lock:
            self._refresh()
            path = self.view.signoffs
            new = self._entry(decided, path)
            old = self.view.signed.get(key_of(new))
            if seen_of(old) != decided.seen:
                raise Conflict(old, path)
            record(path, old, new)
            return self._changed(_Entry(path, old, new))

    def forget(self, forgotten: Forgotten) -> tuple[int, str]:
        """Take an entry out of the sign-offs, whoever put it there.

        Returns:
            As `decide`.

        Raises:
            Refused: there is no such entry.
            Conflict, AttribError, OSError: as `decide`.
        """
        with self._lock:
            self._refresh()
            path = self.view.signoffs
            is_finding = forgotten.about == "finding"
            old = next(
                (
                    entry
                    for entry in self.view.signed.values()
                    if entry.fingerprint == forgotten.fingerprint
                    and (entry.rule is not None) == is_finding
                ),
                None,
            )
            if old is None:
                raise Refused("nothing is decided about this any more", "fingerprint")
            if seen_of(old) != forgotten.seen:
                raise Conflict(old, path)
            record(path, old, None)
            return self._changed(_Entry(path, old, None))

    def add_source(self, source: Source) -> tuple[int, str]:
        """Put a record into the sources file, or begin one.

        Its affiliation may be the name of a body that is on record there.

        Returns:
            As `decide`.

        Raises:
            RegistryError: the file cannot be read, or the record does not fit into it.
            OSError: it cannot be written.
        """
        with self._lock:
            self._refresh()
            path = self.view.sources
            if source.affiliation is not None:
                source = replace(source, affiliation=self._body(source.affiliation))
            return self._changed(_Record(path, source, add(path, source)))

    def undo(self, change: str) -> tuple[int, str]:
        """Take a change back.

        Returns:
            As `decide`; the change is then that of taking it back, and can be undone in turn.

        Raises:
            Refused: there is no such change.
            Conflict: somebody has decided otherwise since.
            AttribError, OSError: as `decide` and `add_source`.
        """
        with self._lock:
            if change not in self._changes:
                raise Refused("this is undone already, or was done before the last start", "change")
            undone = self._changes[change].undone()
            del self._changes[change]
            return self._changed(undone)

    def _changed(self, change: _Change) -> tuple[int, str]:
        """Note what was written, and check again."""
        number = str(next(self._numbers))
        self._changes[number] = change
        for old in list(self._changes)[:-_MOST_CHANGES]:
            del self._changes[old]
        self._refresh()
        return self.view.version, number

    def _body(self, written: str) -> str:
        """The id of a body of the desk's own file, by its id or a name that it goes by."""
        registry = self.view.registry
        match = registry.find(written)
        body = registry.get(written)
        if body is None and match is not None and match.how != "fuzzy":
            body = match.source
        own = {source.id for source in registry.sources}
        if body is None or body.id not in own:
            raise Refused(
                f"{written} is no body in {self.view.sources.name}; add it first, or leave this empty",
                "affiliation",
            )
        return body.id

    # What is decided

    def _entry(self, decided: Decided, path: Path) -> Signed:
        """The entry of the sign-offs that says what was decided."""
        report = self.view.report
        article = name_in(path.parent, report.document.path)
        if article is None:
            raise Refused("this article has no name that a file of sign-offs could hold")
        corrects: tuple[Corrected, ...] = ()
        if decided.decision == "corrected":
            corrects = tuple(key for key in _CORRECTED if getattr(decided, key) is not None)
        sign_off = SignOff(
            decided.decision,
            decided.by,
            date.today(),
            decided.reason,
            corrects,
            decided.statement == "common-knowledge",
        )
        if decided.about == "finding":
            finding = next(
                (f for f in report.findings if f.fingerprint == decided.fingerprint), None
            )
            if finding is None:
                raise Refused("the article no longer has this finding", "fingerprint")
            return Signed(article, decided.fingerprint, sign_off, None, None, rule=finding.name)
        speaker, outlet = decided.speaker, decided.outlet
        attribution = _of(report, decided.fingerprint)
        if decided.decision == "accepted":
            speaker, outlet = self._credited(attribution, decided)
        return Signed(article, decided.fingerprint, sign_off, speaker, outlet)

    def _credited(self, attribution: Attribution, decided: Decided) -> tuple[str, str | None]:
        """The names that a statement is credited with, as an entry that accepts them has them."""
        if attribution.sign_off is not None and attribution.sign_off.decision != "accepted":
            # Accepted is what is found, not what an editor made of it before.
            attribution = self._unsigned(attribution)
        credited = accepted_as(attribution)
        for name, shown in zip(credited, (decided.speaker, decided.outlet), strict=True):
            # A page has names as they can be shown.
            if shown is not None and shown not in (name, brief(name or "")):
                told = credit(*credited)
                raise Changed(f"the statement is credited to {told} now")
        return credited

    def _unsigned(self, attribution: Attribution) -> Attribution:
        """A statement as it is found, whatever has been decided about it."""
        own = self.checker
        ledger = replace(own.ledger, signoffs=SignOffs())
        bare = Checker(own.registry, own.settings, own.tagger, ledger)
        return _of(bare.check(self.view.report.document), attribution.fingerprint)

    # What it goes by

    def _refresh(self) -> None:
        stamps = {path: stamp(path) for path in self._stamps}
        if stamps == self._stamps and date.today() == self._day:
            return
        self._day = date.today()
        version = self.view.version + 1
        blamed: str | None = None
        try:
            self.view = self._checked(version)
        except (AttribError, OSError) as error:
            self.view = replace(self.view, version=version, error=why(error))
            blamed = getattr(error, "path", None)
        except Exception as error:
            # Whatever it is, the page must not go on to look as if this had been checked.
            _log.exception("the check failed")
            told = f"{type(error).__name__}: {error}"
            self.view = replace(self.view, version=version, error=f"the check failed: {told}")
        self._stamps = self._stamped(stamps)
        if blamed is not None:
            # It may be one that no check has read so far.
            self._stamps.setdefault(Path(blamed), stamp(Path(blamed)))

    def _checked(self, version: int) -> View:
        """The report on the files as they are now, or on the article as it last could be read."""
        if self.checker.texts is not None:
            self.checker.texts.close()
        self.checker = self._make()
        try:
            document = self._read()
            return self._viewed(version, self.checker.check(document))
        except ReadError as error:
            # What is decided meanwhile shows on the words that it was decided on.
            last = self.checker.check(self.view.report.document)
            return replace(self._viewed(version, last), error=str(error))

    def _read(self) -> Document:
        limits = self.checker.settings.limits
        return read_file(self.article, limits, self._format, self._field)

    def _viewed(self, version: int, report: Report) -> View:
        checker = self.checker
        limit = self._fail_on or checker.settings.fail_on
        entries = checker.check_entries([report])
        signoffs, article = checker.ledger.signoffs, report.document.path
        signed = (*signoffs.of(article).values(), *signoffs.of_findings(article).values())
        return View(
            version,
            report,
            entries,
            stopping((*report.findings, *entries), limit, new_only=self._new_only),
            {key_of(entry): entry for entry in signed},
            checker.registry,
            checker.settings.house,
            signoffs.path or self._beside(SIGNOFFS_NAME),
            checker.registry.path or self._beside(SOURCES_NAME),
        )

    def _stamped(self, before: Mapping[Path, Stamp | None]) -> dict[Path, Stamp | None]:
        """The files that the report goes by, as they were before they were read."""
        found: dict[Path, Stamp | None] = {}
        for path in (*self._named, *self._used()):
            if path in before:
                found[path] = before[path]
            else:
                # Seen only after it was read: one written just now may have changed between.
                seen = stamp(path)
                sure = seen is None or seen[0] < time.time_ns() - _UNSURE_NS
                found[path] = seen if sure else None
        return found

    def _used(self) -> Iterator[Path]:
        """The files that the Checker has read, and the folders of texts."""
        checker = self.checker
        chosen = checker.settings
        for path in (
            *(chosen.path, chosen.sources, chosen.signoffs, chosen.baseline, checker.registry.path),
            *(checker.ledger.baseline.path, checker.ledger.signoffs.path, *chosen.house.files),
        ):
            if path is not None:
                yield path
        if checker.texts is not None:
            names = [name for held in checker.texts.all for name in held.kept.paths]
            names += [unread.path for unread in checker.texts.unread]
            for path in map(Path, names):
                yield path
                # Where a text comes or goes, its folder changes.
                yield path.parent

    def _nearest(self) -> Iterator[Path]:
        """Where files may appear that a check would find from the working directory upwards."""
        for folder in (self._here, *self._here.parents):
            for name in (SETTINGS_NAME, SOURCES_NAME, BASELINE_NAME, SIGNOFFS_NAME):
                yield folder / name

    def _beside(self, name: str) -> Path:
        """Where a file of the desk's is begun: beside the settings, where a check would find it."""
        settings = self.checker.settings.path
        if settings is not None:
            folder = settings.absolute().parent
            if folder in (self._here, *self._here.parents):
                return folder / name
        return self._here / name


def key_of(entry: Signed) -> tuple[str, str | None]:
    """What an entry of an article is about: the fingerprint, and the rule of a finding."""
    return entry.fingerprint, entry.rule


def seen_of(entry: Signed | None) -> str:
    """What a page says it has shown of an entry; "" for none, and another for each decision."""
    if entry is None:
        return ""
    said = repr((*key_of(entry), entry.sign_off, entry.speaker, entry.outlet))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def stamp(path: Path) -> Stamp | None:
    """When a file or folder was last changed, how large it is and which it is; None for none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    # Also when its mode was changed: what could not be read may be readable now.
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def why(error: AttribError | OSError) -> str:
    """What went wrong, with the file that it went wrong with."""
    if isinstance(error, AttribError):
        return str(error)
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else reason


def _of(report: Report, fingerprint: str) -> Attribution:
    for attribution in report.attributions:
        if attribution.fingerprint == fingerprint:
            return attribution
    raise Refused("the article no longer has this statement", "fingerprint")
