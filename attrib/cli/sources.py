"""``attrib sources``: what the registry holds, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed, complain

if TYPE_CHECKING:
    from attrib.model import Source
    from attrib.registry import Registry

_WIDTH = 80
_WIDEST_ID = 26


@click.group(short_help="List or check the registry of sources.")
def sources() -> None:
    """List or check the registry of sources."""


@sources.command("list", short_help="Show what the registry holds.")
@click.option(
    "--sources",
    "file",
    metavar="FILE",
    help="The registry.  [default: what attrib.yaml names, or the nearest sources.yaml upwards]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
def list_(file: str | None, form: str) -> None:
    """Show what the registry holds.

    Exit status: 0 shown; 2 the registry could not be read.
    """
    from attrib.registry import Registry

    registry = Registry.load(_located(file))
    if form == "json":
        click.echo(_json(registry))
        return
    for line in _table(registry.sources):
        click.echo(line)


@sources.command("check", short_help="Tell every mistake in the registry.")
@click.argument("file", required=False)
def check(file: str | None) -> None:
    """Tell every mistake in FILE, with its line.

    FILE is a sources file; left out, it is what attrib.yaml names or the nearest
    sources.yaml upwards. Exit status: 0 no mistakes; 2 mistakes.
    """
    from attrib.registry import Registry, mistakes

    path = _located(file)
    errors = mistakes(path)
    for error in errors:
        complain(str(error))
    if errors:
        click.get_current_context().exit(2)
    click.echo(f"{path}: ok: {_counted(Registry.load(path).sources)}")


def _located(file: str | None) -> Path:
    from attrib.settings import SOURCES_NAME, nearest_settings

    if file is not None:
        return Path(file)
    path = nearest_settings(Path.cwd()).sources
    if path is None:
        raise Failed(
            f"there is no {SOURCES_NAME} here or in a folder above;"
            " name one, or write a first one with `attrib init`"
        )
    return path


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


def _json(registry: Registry) -> str:
    import json
    from dataclasses import asdict

    data = {
        "publication": {"name": registry.publication, "self": registry.self_names},
        "sources": [asdict(source) for source in registry.sources],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)
