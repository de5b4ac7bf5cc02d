"""``attrib report``: the report to keep, to send on and to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed, complain, options
from attrib.cli.check import (
    ALL,
    articles_in,
    checked,
    checker_for,
    day_named,
    governing,
    is_same,
    progress,
    require_apart,
    require_other,
    require_writable,
    tell_entries,
    tell_unread,
    write,
)
from attrib.cli.forms import SUFFIXES, rendered, tell_outcome
from attrib.errors import AttribError, ReadError

if TYPE_CHECKING:
    from attrib.checker import Checker
    from attrib.houses import House
    from attrib.model import EntryFinding, Report
    from attrib.read import InputFormat
    from attrib.settings import FailOn


@click.command(short_help="Write the report on articles to keep.")
@click.argument("files", nargs=-1, required=True, metavar="ARTICLES...")
@options.input_format
@options.field
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    help="Where to: a name in .html, .md, .csv, .txt or .json, or a folder for pages of HTML.  "
    "[default: stdout, in the format that --format names]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "csv", "plain", "json"]),
    help="What to write.  [default: what the end of -o asks for; HTML for a folder]",
)
@options.sources
@options.settings
@options.house
@options.baseline
@options.signoffs
@options.texts
@options.no_cache
@options.new_only
@options.today
@options.fail_on_that("the report calls blocking")
@options.jobs
def report(
    files: tuple[str, ...],
    input_format: InputFormat | None,
    field: str | None,
    output: str | None,
    form: str | None,
    sources: str | None,
    settings: str | None,
    house: str | None,
    baseline: str | None,
    signoffs: str | None,
    texts: tuple[str, ...],
    no_cache: bool,
    new_only: bool,
    today: str | None,
    fail_on: FailOn | None,
    jobs: int,
) -> None:
    """Write the report on ARTICLES: what blocks, each finding, and who is quoted through whom.

    No file is written that you have not named: give -o, or --format for stdout. A folder gets
    index.html and a page for each article; a file of the same name is replaced. Several articles
    as HTML need a folder. Exit status: 0 written, whatever the findings; 2 something could not be
    read, and the report says so; or nothing could be written.
    """
    if house == ALL:
        raise click.UsageError("--house all is shown by attrib check.")
    form = _form(output, form, len(files))
    folder, pages = _pages(output, form, files)
    if folder is None:
        require_writable(output, files)
    else:
        _require_folder(folder)
        require_other(pages, files)
    targets = pages if folder is not None else output
    require_apart(targets, sources, settings, baseline, signoffs, *governing())
    day = day_named(today)
    results: list[Report | ReadError] = []
    try:
        checker = checker_for(
            sources,
            settings,
            house=house,
            baseline=baseline,
            signoffs=signoffs,
            today=day,
            output=targets,
            texts=texts,
            cached=not no_cache,
        )
        articles = articles_in(files, checker.settings, input_format, field)
        with checked(checker, articles, jobs) as found, progress(found, files) as done:
            for result in done:
                results.append(result if isinstance(result, ReadError) else result[0])
        if folder is not None and len(results) != len(files):
            # A file that holds several articles has several pages.
            pages = _pages_of(folder, [_called(result) for result in results])
            require_other(pages, files)
            require_apart(pages, *_gone_by(checker))
    except AttribError as error:
        # Nothing was checked, and no older report is left to pass for this one.
        if folder is not None:
            if not any(is_same(page, error.path) for page in pages):
                _write_folder(
                    folder, pages, [error] * len(files), [error], [frozenset()] * len(files), ()
                )
        elif not is_same(output, error.path):
            write(rendered(form, [], [error], (), frozenset()), output)
        raise
    from attrib.gate import stopping

    reports = [result for result in results if not isinstance(result, ReadError)]
    errors = [result for result in results if isinstance(result, ReadError)]
    entries = checker.check_entries(reports)
    limit = fail_on or checker.settings.fail_on
    # Of each article by itself: two may share a sentence, and only one of them be stopped by it.
    stops = [
        frozenset[str]()
        if isinstance(result, ReadError)
        else stopping(result.findings, limit, new_only=new_only)
        for result in results
    ]
    names = stopping(entries, limit)
    stopping_all = names.union(*stops)
    for unread in errors:
        complain(str(unread))
    unread_texts = tell_unread(checker)
    if form == "html":
        tell_entries(entries)
    if folder is not None:
        own = [names | stop for stop in stops]
        _write_folder(folder, pages, results, errors, own, entries, checker.settings.house)
    else:
        write(rendered(form, reports, errors, entries, stopping_all, checker=checker), output)
    tell_outcome(output, reports, errors, entries, stopping_all)
    if errors or unread_texts:
        click.get_current_context().exit(2)


def _form(output: str | None, form: str | None, articles: int) -> str:
    """The format that the options ask for."""
    if form is not None:
        return form
    if output is None:
        raise click.UsageError("Say where to: -o FILE or -o FOLDER, or --format for stdout.")
    suffix = Path(output).suffix.lower()
    if _is_folder(output) or (articles > 1 and not suffix):
        return "html"
    if suffix not in SUFFIXES:
        raise click.UsageError(
            f"What {output} is to hold its name does not say: end it in .html, .md, .csv, .txt or "
            ".json, or give --format."
        )
    return SUFFIXES[suffix]


def _pages(output: str | None, form: str, files: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The folder to write to, and its pages, the index first; None for one file or stdout."""
    if form != "html" or (len(files) == 1 and (output is None or not _is_folder(output))):
        return None, []
    if output is None or (Path(output).suffix.lower() in SUFFIXES and not _is_folder(output)):
        raise click.UsageError("Several articles as HTML need a folder: -o FOLDER.")
    folder = Path(output)
    return folder, _pages_of(folder, files)


def _pages_of(folder: Path, articles: Iterable[str]) -> list[str]:
    from attrib.render.pages import INDEX, page_names

    return [str(folder / name) for name in (INDEX, *page_names(articles))]


def _called(result: Report | ReadError) -> str:
    return (result.path or "") if isinstance(result, ReadError) else result.document.path


def _gone_by(checker: Checker) -> Iterator[str | Path]:
    """The files of its own choice that a check has gone by and a page may be called like."""
    if checker.texts is not None:
        for held in checker.texts.all:
            yield from held.kept.paths
        for unread in checker.texts.unread:
            yield unread.path


def _is_folder(output: str) -> bool:
    return output.endswith(("/", "\\")) or Path(output).is_dir()


def _require_folder(folder: Path) -> None:
    """Fail before the work, not after it."""
    if not folder.is_dir():
        if folder.exists():
            raise Failed(f"{folder}: cannot write: is not a folder")
        if not folder.absolute().parent.is_dir():
            raise Failed(f"{folder}: cannot write: no such directory")


def _write_folder(
    folder: Path,
    pages: Sequence[str],
    results: Sequence[Report | AttribError],
    errors: Sequence[AttribError],
    stops: Sequence[frozenset[str]],
    entries: Sequence[EntryFinding],
    house: House | None = None,
) -> None:
    """A page for each article, and last the index that leads to them."""
    from attrib.render import html

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Failed(f"{folder}: cannot write: {error.strerror or error}") from error
    index, *names = pages
    there: list[tuple[str, Report, frozenset[str]]] = []
    for name, result, stopping in zip(names, results, stops, strict=True):
        if isinstance(result, AttribError):
            # In place of what an earlier run may have left there.
            write(html.render_index((), [result], stopping=stopping, entries=entries), name)
        else:
            page = html.render(result, house=house, stopping=stopping, entries=entries)
            write(page, name)
            there.append((Path(name).name, result, stopping))
    # What blocks of the entries does so for every article.
    page = html.render_index(
        there, errors, stopping=frozenset[str]().union(*stops), entries=entries
    )
    write(page, index)
