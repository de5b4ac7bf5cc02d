"""``attrib sources``: the registry, and who is quoted in articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed, complain, options
from attrib.errors import ReadError

if TYPE_CHECKING:
    from attrib.model import Report, Source
    from attrib.registry import Registry

_WIDTH = 80
_WIDEST_ID = 26


_SOURCES = click.option(
    "--sources",
    "file",
    metavar="FILE",
    help="The registry.  [default: what attrib.yaml names, or the nearest sources.yaml upwards]",
)


@click.group(short_help="List, check or suggest sources, or count who is quoted.")
def sources() -> None:
    """List or check the registry of sources, suggest records for it, or count who is quoted."""


@sources.command("list", short_help="Show what the registry holds.")
@_SOURCES
@options.form
@click.option("--shipped", is_flag=True, help="Show the records that come with attrib instead.")
def list_(file: str | None, form: str, shipped: bool) -> None:
    """Show what the registry holds.

    With --shipped: the records that come with attrib, without those that one of
    yours takes the place of. Exit status: 0 shown; 2 the registry could not be read.
    """
    from attrib.registry import Registry

    if shipped:
        path = Path(file) if file is not None else _nearest()
        registry = Registry.load(path) if path is not None else Registry.shipped()
    else:
        registry = Registry.load(_located(file), shipped=False)
    shown = registry.shipped_sources if shipped else registry.sources
    if form == "json":
        click.echo(_json(registry, shown))
        return
    for line in _table(shown):
        click.echo(line)


@sources.command("check", short_help="Tell every mistake in the registry.")
@click.argument("file", required=False)
def check(file: str | None) -> None:
    """Tell every mistake in FILE, with its line, and what looks like one.

    FILE is a sources file; left out, it is what attrib.yaml names or the nearest
    sources.yaml upwards. Likely duplicates, bodies that are blocked and names that
    a shipped record has too are warnings and notes. Exit status: 0 no mistakes,
    whatever the warnings; 2 mistakes.
    """
    from attrib.registry import Registry, doubts, mistakes
    from attrib.settings import nearest_settings

    path = _located(file)
    errors = mistakes(path)
    for error in errors:
        complain(str(error))
    if errors:
        click.get_current_context().exit(2)
    found = doubts(path, shipped=nearest_settings(Path.cwd()).shipped_sources)
    for doubt in found:
        complain(str(doubt), doubt.severity)
    count = _counted(Registry.load(path, shipped=False).sources)
    warnings = sum(doubt.severity == "warning" for doubt in found)
    noun = "warning" if warnings == 1 else "warnings"
    click.echo(f"{path}: ok: {count}" + (f"; {warnings} {noun}" if warnings else ""))


@sources.command("suggest", short_help="Write records for parties that the registry lacks.")
@click.argument("files", nargs=-1, required=True, metavar="ARTICLES...")
@_SOURCES
@options.settings
def suggest(files: tuple[str, ...], file: str | None, settings: str | None) -> None:
    """Write records, as YAML, for those who speak in ARTICLES and are not on record.

    Whoever is credited with most statements comes first, each with the words that the
    record is made from. Look each over before you put it into sources.yaml. Exit
    status: 0 written; 2 an article, the registry or the settings could not be read,
    the records of the other articles are written all the same.
    """
    from attrib.cli.check import checker_for, read
    from attrib.render import suggestions

    checker = checker_for(file, settings)
    reports: list[Report] = []
    unread = False
    for path in files:
        try:
            reports.append(checker.check(read(path, checker.settings)))
        except ReadError as error:
            unread = True
            complain(str(error))
    click.echo(suggestions.render(reports, checker.registry), nl=False)
    if unread:
        click.get_current_context().exit(2)


@sources.command("report", short_help="Count who is quoted, how often and through whom.")
@click.argument("files", nargs=-1, required=True, metavar="ARTICLES...")
@_SOURCES
@options.settings
@options.signoffs
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "csv", "json"]),
    default="text",
    show_default=True,
    help="What to write. The text shows what stands out, csv and json have all.",
)
@options.output
@options.jobs
def report(
    files: tuple[str, ...],
    file: str | None,
    settings: str | None,
    signoffs: str | None,
    form: str,
    output: str | None,
    jobs: int,
) -> None:
    """Count who is quoted in ARTICLES: how often, in how many words, and through whom.

    Also how much comes from people without a name, which articles rest on one source,
    and how that changes from month to month, where articles give a date. Exit status:
    0 all were counted; 2 an article, the registry, the settings or the sign-offs could
    not be read, the articles that could are counted all the same.
    """
    from importlib import import_module

    from attrib.audit import audit
    from attrib.cli.check import (
        checked,
        checker_for,
        governing,
        progress,
        require_apart,
        require_writable,
        write,
    )

    require_writable(output, files)
    require_apart(output, file, settings, signoffs, *governing())
    checker = checker_for(file, settings, baseline=False, signoffs=signoffs, output=output)
    errors: list[ReadError] = []

    def reports(results: Iterable[tuple[Report, ...] | ReadError]) -> Iterator[Report]:
        for result in results:
            if isinstance(result, ReadError):
                errors.append(result)
            else:
                yield from result

    with checked(checker, files, jobs) as results, progress(results, files) as done:
        counted = audit(reports(done))
    for unread in errors:
        complain(str(unread))
    write(import_module(f"attrib.render.audit_{form}").render(counted, errors), output)
    if errors:
        click.get_current_context().exit(2)


def _located(file: str | None) -> Path:
    from attrib.settings import SOURCES_NAME

    if file is not None:
        return Path(file)
    path = _nearest()
    if path is None:
        raise Failed(
            f"there is no {SOURCES_NAME} here or in a folder above;"
            " name one, or write a first one with `attrib init`"
        )
    return path


def _nearest() -> Path | None:
    from attrib.settings import nearest_settings

    return nearest_settings(Path.cwd()).sources


def _counted(sources: Iterable[Source]) -> str:
    kinds: list[str] = [source.kind for source in sources]
    parts = [
        f"{kinds.count(kind)} {kind if kinds.count(kind) == 1 else plural}"
        for kind, plural in (
            ("person", "persons"),
            ("institution", "institutions"),
            ("outlet", "outlets"),
        )
    ]
    noun = "source" if len(kinds) == 1 else "sources"
    return f"{len(kinds)} {noun} ({', '.join(parts)})"


def _table(sources: tuple[Source, ...]) -> Iterator[str]:
    from attrib.render.columns import columns, pad, wrap

    if not sources:
        yield "no sources"
        return
    id_width = min(_WIDEST_ID, max(2, *(columns(source.id) for source in sources)))
    rest = _WIDTH - id_width - 2 - len("institution") - 2
    yield f"{pad('id', id_width)}  {pad('kind', 11)}  name, aliases and status"
    for source in sources:
        names = "; ".join((source.name, *source.aliases))
        lines = list(wrap(names, rest))
        if source.status != "approved":
            lines += wrap(f"{source.status}: {source.reason}", rest)
        for number, line in enumerate(lines):
            id, kind = (source.id, source.kind) if number == 0 else ("", "")
            yield f"{pad(id, id_width)}  {pad(kind, 11)}  {line}"
    yield _counted(sources)


def _json(registry: Registry, sources: tuple[Source, ...]) -> str:
    import json
    from dataclasses import asdict

    data = {
        "publication": {"name": registry.publication, "self": registry.self_names},
        "sources": [asdict(source) for source in sources],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)
