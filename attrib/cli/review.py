"""``attrib review``: one article on a page that takes decisions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed, options
from attrib.cli.check import ALL, checker_for, tell_unread

if TYPE_CHECKING:
    from attrib.checker import Checker
    from attrib.read import InputFormat
    from attrib.settings import FailOn

_LONGEST_NAME = 100


@click.command(short_help="Decide on an article's statements and findings.")
@click.argument("article", metavar="ARTICLE")
@options.input_format
@options.field
@click.option(
    "--by", metavar="NAME", help="Who decides.  [default: git's user.name, or the login name]"
)
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    help="Where to listen.  [default: one that the article keeps, or any that is free]",
)
@click.option(
    "--open/--no-open",
    "browse",
    default=None,
    help="Open the page in the browser.  [default: only where stdout is a terminal]",
)
@options.sources
@options.settings
@options.house
@options.baseline
@options.signoffs
@options.texts
@options.no_cache
@options.new_only
@options.fail_on_that("the page calls blocking")
def review(
    article: str,
    input_format: InputFormat | None,
    field: str | None,
    by: str | None,
    port: int | None,
    browse: bool | None,
    sources: str | None,
    settings: str | None,
    house: str | None,
    baseline: str | None,
    signoffs: str | None,
    texts: tuple[str, ...],
    no_cache: bool,
    new_only: bool,
    fail_on: FailOn | None,
) -> None:
    """Show ARTICLE with its statements and findings on a page, and keep what is decided there.

    The page is served to this machine alone, and follows the article and the desk's files as they
    change. Each decision is in the file of sign-offs before the page says so. Ctrl-C ends it; exit status:
    0 ended, 2 the article or a file that its check goes by could not be read.
    """
    if article == "-":
        raise click.BadParameter(
            "an article on standard input cannot be reviewed; expected a file."
        )
    if house == ALL:
        raise click.BadParameter("expected one house.", param_hint="--house")
    if by is not None and not _is_name(by):
        raise click.BadParameter(
            f"expected one line of at most {_LONGEST_NAME} characters.", param_hint="--by"
        )
    from attrib.errors import ReadError
    from attrib.review.desk import Desk
    from attrib.review.serving import serve

    def make() -> Checker:
        try:
            return checker_for(
                sources,
                settings,
                house=house,
                baseline=baseline,
                signoffs=signoffs,
                texts=texts,
                cached=not no_cache,
            )
        except Failed as failed:
            raise ReadError(failed.message) from failed

    named = (sources, settings, baseline, signoffs, *texts)
    desk = Desk(
        Path(article),
        make,
        fail_on=fail_on,
        new_only=new_only,
        named=[Path(name) for name in named if name is not None],
        input_format=input_format,
        field=field,
    )
    tell_unread(desk.checker)

    def say(address: str) -> None:
        from attrib.render.columns import one_line

        click.echo(f"Reviewing {one_line(article)} at {address}")
        click.echo("Decisions are saved as they are made. Ctrl-C ends this.")
        sys.stdout.flush()

    serve(
        desk,
        by or _whoever(),
        say,
        port=port,
        browse=sys.stdout.isatty() if browse is None else browse,
    )


def _whoever() -> str:
    """The name that git has for whoever sits here, or the login name; "" for neither."""
    import getpass
    import subprocess

    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, timeout=5, check=False
        )
        name = " ".join(done.stdout.decode("utf-8", "replace").split())
        if _is_name(name):
            return name
    except (OSError, subprocess.SubprocessError):
        pass
    try:
        name = getpass.getuser()
    # Python's word for a user without a name differs from version to version.
    except (OSError, KeyError, ImportError):
        return ""
    return name if _is_name(name) else ""


def _is_name(name: str) -> bool:
    return bool(name.strip()) and name.isprintable() and len(name) <= _LONGEST_NAME
