"""``attrib check``: articles in, a report out, and a status that a script can act on."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from attrib.cli import Failed, complain, options
from attrib.cli.forms import rendered, summarise, tell_outcome
from attrib.errors import AttribError, ReadError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from datetime import date

    from attrib.checker import Checker
    from attrib.houses import House
    from attrib.model import Document, EntryComparison, EntryFinding, Report
    from attrib.read import InputFormat
    from attrib.registry import Registry
    from attrib.settings import FailOn, Limits, Settings
    from attrib.since import Change
    from attrib.verify import Texts

# Fewer articles than this are done before a bar is of use.
_MANY = 10
_Article = TypeVar("_Article")
_Result = TypeVar("_Result")
# What `--house` calls all of them side by side.
ALL = "all"


@click.command(short_help="Check articles and report on them.")
@click.argument("files", nargs=-1, metavar="FILES...")
@options.input_format
@options.field
@options.sources
@options.settings
@click.option(
    "--house",
    metavar="NAME|FILE",
    help="Whose standard holds: ap, reuters, bbc, guardian, npr, nyt, a pack of your own, or "
    "all for the six side by side.  [default: attrib.yaml's, or attrib's own]",
)
@options.report_form
@click.option(
    "--no-statements",
    is_flag=True,
    help="Leave out the statements; show findings and counts alone.",
)
@options.output
@options.baseline
@options.signoffs
@options.texts
@options.no_cache
@options.new_only
@options.today
@options.fail_on
@click.option(
    "--since",
    metavar="COMMIT",
    help="Check what git says has changed since then, and let findings on other lines be. FILES may "
    "be left out, or name files and folders.",
)
@options.jobs
def check(
    files: tuple[str, ...],
    input_format: InputFormat | None,
    field: str | None,
    sources: str | None,
    settings: str | None,
    house: str | None,
    form: str,
    no_statements: bool,
    output: str | None,
    baseline: str | None,
    signoffs: str | None,
    texts: tuple[str, ...],
    no_cache: bool,
    new_only: bool,
    today: str | None,
    fail_on: FailOn | None,
    since: str | None,
    jobs: int,
) -> None:
    """Say who made every statement in FILES, through whom, and what nobody vouches for.

    FILES are articles: plain text, HTML, Markdown, DOCX, ninjs, NewsML-G2, NITF, posts of
    WordPress, JSON. "-" is standard input, posts.jsonl#3 one of several articles in a file. Exit
    status: 0 nothing blocks; 1 findings at or above --fail-on; 2 a file, the registry, the
    settings, the baseline, the sign-offs or a text of a source could not be read. What
    could not be read never passes. With --house all it is 1 if any of the six houses would be stopped.
    """
    _require_files(files, since, house)
    require_writable(output, files)
    require_apart(output, sources, settings, baseline, signoffs, *governing())
    day = day_named(today)
    if house == ALL and form not in ("text", "json"):
        raise click.UsageError(f"--house all has no {form}; it is shown as text or json.")
    articles: list[tuple[Report, ...]] = []
    errors: list[AttribError] = []
    changes: dict[str, Change] = {}
    try:
        if since is not None:
            changes, files = _changes(since, files)
            if output is not None:
                require_other(output, files)
        if form == "html" and len(files) > 1:
            raise click.UsageError("A page of HTML holds one article; use attrib report -o FOLDER.")
        houses = compared(house)
        checker = checker_for(
            sources,
            settings,
            house=None if houses else house,
            baseline=baseline,
            signoffs=signoffs,
            today=day,
            output=output,
            texts=texts,
            cached=not no_cache,
        )
        unchecked = articles_in(files, checker.settings, input_format, field)
        with (
            checked(checker, unchecked, jobs, houses) as results,
            progress(results, files) as done,
        ):
            for result in done:
                if isinstance(result, ReadError):
                    errors.append(result)
                else:
                    articles.append(result)
    except AttribError as error:
        # Without registry, settings or model there is nothing to say of any file, but who
        # reads JSON gets JSON, and no older report is left to pass for this one.
        if form != "text" and not is_same(output, error.path):
            write(rendered(form, [], [error], (), frozenset()), output)
            if form == "github":
                summarise([], [error], (), frozenset())
        raise
    from attrib.gate import blocks, stopping

    limit = fail_on or checker.settings.fail_on
    # What the entries are worth is seen over all articles, under one house at a time, and over
    # whole ones.
    entries = [
        checker.check_entries([under[index] for under in articles])
        for index in range(len(houses) or 1)
    ]
    if changes:
        from attrib.since import within

        articles = [(within(report, changes[report.document.file]),) for (report,) in articles]
    stopped = [
        tuple(blocks(report.findings, limit, new_only=new_only) for report in under)
        for under in articles
    ]
    wrong = tuple(blocks(under, limit) for under in entries)
    for unread in errors:
        complain(str(unread))
    unread_texts = tell_unread(checker)
    colour = output is None and wants_colour()
    if houses:
        from attrib.model import EntryComparison

        ids = tuple(pack.id for pack in houses)
        both = EntryComparison(ids, tuple(entries), wrong)
        text = _side_by_side(form, articles, stopped, houses, errors, both, colour=colour)
    else:
        reports = [report for (report,) in articles]
        found = [finding for report in reports for finding in report.findings]
        names = stopping([*found, *entries[0]], limit, new_only=new_only)
        text = rendered(
            form,
            reports,
            errors,
            entries[0],
            names,
            statements=not no_statements,
            colour=colour,
            checker=checker,
        )
        if form == "html":
            tell_entries(entries[0])
    write(text, output)
    if not houses:
        tell_outcome(output, reports, errors, entries[0], names)
    if form == "github":
        summarise(reports, errors, entries[0], names)
    if errors or unread_texts:
        click.get_current_context().exit(2)
    click.get_current_context().exit(1 if any(wrong) or any(map(any, stopped)) else 0)


def _require_files(files: Sequence[str], since: str | None, house: str | None) -> None:
    """Fail before the work where the arguments do not go together."""
    if since is None:
        if not files:
            raise click.UsageError("Missing argument 'FILES...'.")
        return
    if "-" in files:
        raise click.UsageError("--since asks git, which knows nothing of standard input (-).")
    if house == ALL:
        raise click.UsageError("--since goes with one house, not with --house all.")


def _changes(since: str, files: Sequence[str]) -> tuple[dict[str, Change], tuple[str, ...]]:
    """By path of each file that has changed, its change; and the articles to check for it."""
    from attrib.since import changed

    named: dict[str, list[str]] = {}
    for name in files:
        named.setdefault(str(holds(name)), []).append(name)
    found = changed(since, tuple(named))
    if not found:
        complain(f"no article has changed since {since}", "note")
    changes = {str(Path(change.path)): change for change in found}
    return changes, tuple(name for path in changes for name in named.get(path, [path]))


def day_named(today: str | None) -> date | None:
    """The day that `--today` names; None without it."""
    from attrib.yaml_places import day_of

    day = day_of(today) if today is not None else None
    if today is not None and day is None:
        raise click.BadParameter(f"{today!r} is no day such as 2026-12-31.", param_hint="--today")
    return day


def checker_for(
    sources: str | None,
    settings: str | None,
    *,
    house: str | None = None,
    baseline: str | bool | None = None,
    signoffs: str | None = None,
    today: date | None = None,
    output: str | Sequence[str] | None = None,
    texts: Sequence[str] = (),
    cached: bool = True,
) -> Checker:
    """The Checker that options, settings and folder ask for; no baseline where it is False.

    Raises:
        AttribError: a file cannot be read.
        Failed: `output`, where the result is to go, one file or several, is a file that was read or is to be.
    """
    from attrib.checker import Checker
    from attrib.gate import BASELINE_NAME, SIGNOFFS_NAME, Baseline, Ledger, SignOffs
    from attrib.registry import Registry
    from attrib.settings import (
        SOURCES_NAME,
        find_upwards,
        load_settings,
        nearest_settings,
    )

    here = Path.cwd()
    chosen = load_settings(Path(settings)) if settings else nearest_settings(here)
    if house is not None:
        from attrib.houses import is_file_name, load_house

        if is_file_name(house):
            require_apart(output, house)
        chosen = replace(chosen, house=load_house(house))
    require_apart(output, chosen.path, chosen.sources, chosen.signoffs)
    if baseline is not False:
        require_apart(output, chosen.baseline)
    require_apart(output, *chosen.house.files)
    registry_path = Path(sources) if sources else chosen.sources
    if registry_path is None:
        registry_path = find_upwards(SOURCES_NAME, here)
    registry = None
    if registry_path is not None:
        registry = Registry.load(registry_path, shipped=chosen.shipped_sources)
    ledger = Ledger() if today is None else Ledger(today=today)
    if baseline is not False:
        old = _named(baseline) or chosen.baseline or find_upwards(BASELINE_NAME, here)
        if old is not None:
            ledger = replace(ledger, baseline=Baseline.load(old))
    signed = _named(signoffs) or chosen.signoffs or find_upwards(SIGNOFFS_NAME, here)
    if signed is not None:
        ledger = replace(ledger, signoffs=SignOffs.load(signed))
    return Checker(
        registry,
        chosen,
        ledger=ledger,
        texts=_texts(registry, texts, chosen, output, cached=cached),
    )


def _texts(
    registry: Registry | None,
    folders: Sequence[str],
    settings: Settings,
    output: str | Sequence[str] | None,
    *,
    cached: bool,
) -> Texts | None:
    """The texts that the registry lists, and those of the folders; None without any."""
    if not folders and (registry is None or not registry.with_texts):
        return None
    from attrib.registry import Registry
    from attrib.verify import Texts

    for folder in folders:
        if not Path(folder).exists():
            raise Failed(f"{folder}: no such file or directory")
        whole = Path(folder).resolve()
        for name in _each(output):
            if Path(name).resolve().is_relative_to(whole):
                # The next run would take the report for what somebody said.
                raise Failed(f"{name}: cannot write: it is in a folder of texts")
    known = registry
    if known is None:
        known = Registry.shipped() if settings.shipped_sources else Registry.empty()
    found = Texts(known, [Path(folder) for folder in folders], settings.limits, cached=cached)
    paths = [path for held in found.all for path in held.kept.paths]
    require_apart(output, *paths, *(unread.path for unread in found.unread))
    return found


def tell_unread(checker: Checker) -> bool:
    """Say which texts could not be read; True where there are such."""
    unread = checker.texts.unread if checker.texts is not None else ()
    for text in unread:
        complain(f"{text.path}: {text.reason}; quotes of its speaker are not checked")
    return bool(unread)


def tell_entries(entries: Iterable[EntryFinding]) -> None:
    """Say what is wrong in the files of exceptions, where the report itself has no room for it."""
    for entry in entries:
        place = f"{entry.path}:{entry.line}:{entry.column}"
        complain(f"{place}: {entry.code} {entry.name}: {entry.message}", entry.severity)


def _named(option: str | bool | None) -> Path | None:
    return Path(option) if isinstance(option, str) else None


def compared(house: str | None) -> tuple[House, ...]:
    """The houses to show side by side; none unless all are asked for."""
    if house != ALL:
        return ()
    from attrib.houses import HOUSES, load_house

    return tuple(map(load_house, HOUSES))


@contextmanager
def checked(
    checker: Checker,
    articles: Iterable[Document | ReadError],
    jobs: int,
    compared: Sequence[House] = (),
) -> Iterator[Iterable[tuple[Report, ...] | ReadError]]:
    """Each article's reports, one or one a house, or why it could not be read, in the order given."""

    def one(article: Document | ReadError) -> tuple[Report, ...] | ReadError:
        if isinstance(article, ReadError):
            return article
        try:
            if compared:
                return checker.check_houses(article, compared)
            return (checker.check(article),)
        except ReadError as error:
            return error

    if jobs == 1:
        yield map(one, articles)
        return
    from concurrent.futures import ThreadPoolExecutor

    from attrib.find import Tagger

    # The model computes outside of Python's lock, so threads do and one model serves all.
    Tagger.load()
    pool = ThreadPoolExecutor(jobs)
    try:
        yield _in_order(pool, one, articles, 2 * jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: Executor, one: Callable[[_Article], _Result], articles: Iterable[_Article], ahead: int
) -> Iterator[_Result]:
    """As the pool's `map`, but no more than `ahead` results wait to be taken."""
    waiting: deque[Future[_Result]] = deque()
    for article in articles:
        if len(waiting) == ahead:
            yield waiting.popleft().result()
        waiting.append(pool.submit(one, article))
    while waiting:
        yield waiting.popleft().result()


def articles_in(
    files: Iterable[str],
    settings: Settings,
    input_format: InputFormat | None = None,
    field: str | None = None,
) -> Iterator[Document | ReadError]:
    """The articles in files by their names on the command line, or why they cannot be read.

    Args:
        files: the names; "-" is standard input.
        settings: how large an article may be.
        input_format, field: as of `read_file`.
    """
    from attrib.read import read_all, read_all_bytes

    for path in files:
        if path == "-":
            data = _standard_input(settings.limits)
            yield from read_all_bytes(data, "-", settings.limits, input_format, field)
        else:
            yield from read_all(Path(path), settings.limits, input_format, field)


def _standard_input(limits: Limits) -> bytes:
    if sys.stdin is None:
        raise Failed("-: cannot be read: standard input is closed")
    # One byte over the limit is enough to be refused for it.
    return sys.stdin.buffer.read(max(limits.max_bytes, limits.max_text_bytes) + 1)


def _side_by_side(
    form: str,
    articles: Sequence[tuple[Report, ...]],
    stopped: Sequence[tuple[bool, ...]],
    houses: Sequence[House],
    errors: Sequence[AttribError],
    entries: EntryComparison,
    *,
    colour: bool,
) -> str:
    from attrib.model import Comparison

    comparisons = [Comparison(*both) for both in zip(articles, stopped, strict=True)]
    if form == "json":
        from attrib.render import json

        return json.render_houses(comparisons, errors, entries)
    from attrib.render import houses as table

    return table.render(comparisons, houses, errors, entries, colour=colour)


def wants_colour() -> bool:
    """Whether what goes to stdout may have colours."""
    # https://no-color.org
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def progress(
    results: Iterable[tuple[Report, ...] | ReadError], files: Sequence[str]
) -> AbstractContextManager[Iterable[tuple[Report, ...] | ReadError]]:
    """The same results, with a bar on a terminal's stderr where there are many."""
    if len(files) < _MANY or not sys.stderr.isatty():
        return nullcontext(results)
    bar: Any = click.progressbar(results, len(files), label="Checking", file=sys.stderr)
    return bar  # type: ignore[no-any-return]


def require_writable(output: str | None, files: Sequence[str]) -> None:
    """Fail before the work, not after it."""
    if output is None:
        return
    path = Path(output).absolute()
    if path.is_dir():
        raise Failed(f"{output}: cannot write: is a directory")
    if not path.parent.is_dir():
        raise Failed(f"{output}: cannot write: no such directory")
    require_other(output, files)


def require_other(output: str | Sequence[str], files: Sequence[str]) -> None:
    """Refuse to write over an article that is to be checked."""
    taken = {key for file in files for key in _keys(holds(file))}
    for name in _each(output):
        if not taken.isdisjoint(_keys(name)):
            raise Failed(f"{name}: cannot write: it is one of the articles to check")


def holds(article: str) -> Path:
    """The file that an article on the command line is in."""
    from attrib.read import file_of

    return file_of(Path(article))


def governing() -> Iterator[Path | None]:
    """The files that hold in this folder, whatever is in them."""
    from attrib.gate import BASELINE_NAME, SIGNOFFS_NAME
    from attrib.settings import SETTINGS_NAME, SOURCES_NAME, find_upwards

    for name in (SETTINGS_NAME, SOURCES_NAME, BASELINE_NAME, SIGNOFFS_NAME):
        yield find_upwards(name, Path.cwd())


def require_apart(output: str | Sequence[str] | None, *read: str | Path | None) -> None:
    """Refuse to write over a file that the same run goes by."""
    taken = {key for path in read for key in _keys(path)}
    for name in _each(output):
        if not taken.isdisjoint(_keys(name)):
            raise Failed(f"{name}: cannot write: this run goes by it")


def is_same(one: str | None, other: str | Path | None) -> bool:
    """True where both name one file, by whatever path or link."""
    return not _keys(one).isdisjoint(_keys(other))


def _each(output: str | Sequence[str] | None) -> Sequence[str]:
    if output is None:
        return ()
    return (output,) if isinstance(output, str) else output


def _keys(path: str | Path | None) -> set[Path | tuple[int, int]]:
    """What two names of one file share: the path without links, or the file itself."""
    if path is None:
        return set()
    keys: set[Path | tuple[int, int]] = set()
    with suppress(OSError, ValueError, RuntimeError):
        keys.add(Path(path).resolve())
        status = Path(path).stat()
        keys.add((status.st_dev, status.st_ino))
    return keys


def write(text: str, output: str | None) -> None:
    """Send a text to stdout, or put it whole in the place of a file.

    Raises:
        Failed: the file cannot be written; what was there is still there.
    """
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from attrib.atomic import replace_whole

    path = Path(os.path.realpath(output))
    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe cannot be put in place of
        else:
            replace_whole(path, data)
    except OSError as error:
        raise Failed(f"{output}: cannot write: {error.strerror or error}") from error
