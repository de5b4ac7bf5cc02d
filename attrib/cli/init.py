"""``attrib init``: a first sources file and settings, with comments to work from."""

from __future__ import annotations

from pathlib import Path

import click

from attrib.cli import Failed


@click.command(short_help="Write a first sources.yaml and attrib.yaml.")
@click.option("--force", is_flag=True, help="Overwrite the files if they are there.")
def init(force: bool) -> None:
    """Write a commented sources.yaml and attrib.yaml into this folder.

    Nothing is written if either is already there, unless --force is given.
    Exit status: 0 written; 2 not.
    """
    from importlib.resources import files

    from attrib.settings import SETTINGS_NAME, SOURCES_NAME

    names = (SOURCES_NAME, SETTINGS_NAME)
    # Also a link to nowhere is something that is there.
    there = [name for name in names if Path(name).exists() or Path(name).is_symlink()]
    if there and not force:
        verb = "is" if len(there) == 1 else "are"
        raise Failed(f"{' and '.join(there)} {verb} already here; --force overwrites")
    templates = files("attrib") / "data" / "templates"
    for name in names:
        text = (templates / name).read_text("utf-8")
        try:
            with Path(name).open("w" if force else "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise Failed(f"{name}: cannot write: {error.strerror or error}") from error
        click.echo(f"wrote {name}")
    click.echo(f"Now put your own sources into {SOURCES_NAME}; `attrib sources check` checks it.")
