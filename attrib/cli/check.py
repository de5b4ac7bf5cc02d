"""``attrib check``: articles in, a report out, and a status that a script can act on."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attrib.cli import Failed, complain
from attrib.errors import AttribError, ReadError

if TYPE_CHECKING:
    from datetime import date

    from attrib.checker import Checker
    from attrib.model import Document, EntryFinding, Report
    from attrib.settings import FailOn, Settings

# Fewer articles than this are done before a bar is of use.
_MANY = 10


@click.command(short_help="Check articles and report on them.")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--sources",
    metavar="FILE",
    help="The registry.  [default: what attrib.yaml names, or the nearest sources.yaml upwards]",
)
@click.option(
    "--settings",
    metavar="FILE",
    help="The settings.  [default: the nearest attrib.yaml upwards]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option("--output", metavar="FILE", help="Write the report here, not to stdout.")
@click.option(
    "--baseline",
    metavar="FILE",
    help="Old findings.  [default: what attrib.yaml names, or the nearest attrib.baseline.yaml upwards]",
)
@click.option(
    "--signoffs",
    metavar="FILE",
    help="Editors' sign-offs.  [default: likewise, or the nearest attrib.signoffs.yaml upwards]",
)
@click.option("--new-only", is_flag=True, help="Let findings that are in the baseline pass.")
@click.option(
    "--today",
    metavar="DATE",
    help="The day, as 2026-12-31, by which suppressions expire.  [default: today]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="The least severity that makes the exit status 1.  [default: attrib.yaml's, or error]",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many articles to check at a time. The report is the same.",
)
def check(
    files: tuple[str, ...],
    sources: str | None,
    settings: str | None,
    form: str,
    output: str | None,
    baseline: str | None,
    signoffs: str | None,
    new_only: bool,
    today: str | None,
    fail_on: FailOn | None,
    jobs: int,
) -> None:
    """Say who made every statement in FILES, through whom, and what nobody vouches for.

    FILES are articles, plain text or HTML; "-" is standard input. Exit status: 0
    nothing blocks; 1 findings at or above --fail-on; 2 a file, the registry, the
    settings, the baseline or the sign-offs could not be read. What could not be read
    never passes.
    """
    _require_writable(output, files)
    day = _day(today)
    reports: list[Report] = []
    errors: list[AttribError] = []
    try:
        checker = checker_for(sources, settings, baseline=baseline, signoffs=signoffs, today=day)
        with checked(checker, files, jobs) as results, _progress(results, files) as done:
            for result in done:
                if isinstance(result, ReadError):
                    errors.append(result)
                else:
                    reports.append(result)
    except AttribError as error:
        # Without registry, settings or model there is nothing to say of any file, but who
        # reads JSON gets JSON.
        if form == "json":
            write(_render(form, [], [error], ()), output)
        raise
    for unread in errors:
        complain(str(unread))
    entries = checker.check_entries(reports)
    write(_render(form, reports, errors, entries, colour=output is None and _colour()), output)
    if errors:
        click.get_current_context().exit(2)
    from attrib.gate import blocks

    limit = fail_on or checker.settings.fail_on
    blocked = blocks(entries, limit) or any(
        blocks(report.findings, limit, new_only=new_only) for report in reports
    )
    click.get_current_context().exit(1 if blocked else 0)


def _day(today: str | None) -> date | None:
    from attrib.yaml_places import day_of

    day = day_of(today) if today is not None else None
    if today is not None and day is None:
        raise click.BadParameter(f"{today!r} is no day such as 2026-12-31.", param_hint="--today")
    return day


def checker_for(
    sources: str | None,
    settings: str | None,
    *,
    baseline: str | bool | None = None,
    signoffs: str | None = None,
    today: date | None = None,
) -> Checker:
    """The Checker that options, settings and folder ask for; no baseline where it is False."""
    from attrib.checker import Checker
    from attrib.gate import BASELINE_NAME, SIGNOFFS_NAME, Baseline, Ledger, SignOffs
    from attrib.registry import Registry
    from attrib.settings import (
        SOURCES_NAME,
        find_upwards,
        load_settings,
        nearest_entry,
        nearest_settings,
    )

    here = Path.cwd()
    chosen = load_settings(Path(settings)) if settings else nearest_settings(here)
    registry_path = Path(sources) if sources else chosen.sources
    if registry_path is None:
        registry_path = find_upwards(SOURCES_NAME, here)
    registry = None
    if registry_path is not None:
        registry = Registry.load(registry_path, shipped=chosen.shipped_sources)
    ledger = Ledger() if today is None else Ledger(today=today)
    if baseline is not False:
        old = _named(baseline) or chosen.baseline or nearest_entry(BASELINE_NAME, here)
        if old is not None:
            ledger = replace(ledger, baseline=Baseline.load(old))
    signed = _named(signoffs) or chosen.signoffs or nearest_entry(SIGNOFFS_NAME, here)
    if signed is not None:
        ledger = replace(ledger, signoffs=SignOffs.load(signed))
    return Checker(registry, chosen, ledger=ledger)


def _named(option: str | bool | None) -> Path | None:
    return Path(option) if isinstance(option, str) else None


@contextmanager
def checked(
    checker: Checker, files: Sequence[str], jobs: int
) -> Iterator[Iterable[Report | ReadError]]:
    """Each file's report, or why it could not be read, in the order given."""

    def one(path: str) -> Report | ReadError:
        try:
            return checker.check(read(path, checker.settings))
        except ReadError as error:
            return error

    if jobs == 1 or len(files) == 1:
        yield map(one, files)
        return
    from concurrent.futures import ThreadPoolExecutor

    from attrib.find import Tagger

    # The model computes outside of Python's lock, so threads do and one model serves all.
    Tagger.load()
    pool = ThreadPoolExecutor(jobs)
    try:
        yield pool.map(one, files)
    finally:
        pool.shutdown(cancel_futures=True)


def read(path: str, settings: Settings) -> Document:
    """An article by its name on the command line."""
    from attrib.read import read_bytes, read_file

    if path == "-":
        # One byte over the limit is enough to be refused for it.
        data = sys.stdin.buffer.read(settings.limits.max_bytes + 1)
        return read_bytes(data, "-", settings.limits)
    return read_file(Path(path), settings.limits)


def _render(
    form: str,
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    entries: Sequence[EntryFinding],
    *,
    colour: bool = False,
) -> str:
    if form == "json":
        from attrib.render import json

        return json.render(reports, errors, entries)
    from attrib.render import text

    return text.render(reports, errors, entries, colour=colour)


def _colour() -> bool:
    # https://no-color.org
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _progress(
    results: Iterable[Report | ReadError], files: Sequence[str]
) -> AbstractContextManager[Iterable[Report | ReadError]]:
    if len(files) < _MANY or not sys.stderr.isatty():
        return nullcontext(results)
    bar: Any = click.progressbar(results, len(files), label="Checking", file=sys.stderr)
    return bar  # type: ignore[no-any-return]


def _require_writable(output: str | None, files: Sequence[str]) -> None:
    """Fail before the work, not after it."""
    if output is None:
        return
    path = Path(output).absolute()
    if path.is_dir():
        raise Failed(f"{output}: cannot write: is a directory")
    if not path.parent.is_dir():
        raise Failed(f"{output}: cannot write: no such directory")
    if any(path.resolve() == Path(file).resolve() for file in files):
        raise Failed(f"{output}: cannot write: it is one of the articles to check")


def write(text: str, output: str | None) -> None:
    """Send a text to stdout, or put it whole in the place of a file.

    Raises:
        Failed: the file cannot be written; what was there is still there.
    """
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    path = Path(os.path.realpath(output))
    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe cannot be put in place of
        else:
            _replace(path, data)
    except OSError as error:
        raise Failed(f"{output}: cannot write: {error.strerror or error}") from error


def _replace(path: Path, data: bytes) -> None:
    """Put a whole new file in the place of `path`; on failure leave what was there."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
