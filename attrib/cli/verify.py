"""``attrib verify``: an article's quotes against the texts of their sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed, complain, options
from attrib.cli.check import (
    articles_in,
    checked,
    checker_for,
    require_writable,
    tell_unread,
    wants_colour,
    write,
)
from attrib.errors import AttribError, ReadError

if TYPE_CHECKING:
    from attrib.model import Report
    from attrib.read import InputFormat
    from attrib.settings import FailOn


@click.command(short_help="Hold an article's quotes against the texts of their sources.")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@options.input_format
@options.field
@options.texts
@options.sources
@options.settings
@options.house
@options.form
@click.option("--all", "everything", is_flag=True, help="Show verbatim quotes too, word for word.")
@options.output
@options.fail_on
@options.no_cache
def verify(
    files: tuple[str, ...],
    input_format: InputFormat | None,
    field: str | None,
    texts: tuple[str, ...],
    sources: str | None,
    settings: str | None,
    house: str | None,
    form: str,
    everything: bool,
    output: str | None,
    fail_on: FailOn | None,
    no_cache: bool,
) -> None:
    """Say of every quote in FILES whether its words are those of its source.

    The texts are those that the registry lists and those under --texts: plain text,
    Markdown, HTML, DOCX, PDF, captions, transcripts. Exit status: 0 nothing blocks; 1 a
    finding about quotes at or above --fail-on; 2 an article or a text could not be read.
    """
    require_writable(output, files)
    checker = checker_for(
        sources,
        settings,
        house=house,
        baseline=False,
        output=output,
        texts=texts,
        cached=not no_cache,
    )
    if checker.texts is None:
        raise Failed("no texts: give --texts DIR, or list texts in sources.yaml")
    reports: list[Report] = []
    errors: list[AttribError] = []
    articles = articles_in(files, checker.settings, input_format, field)
    with checked(checker, articles, 1) as results:
        for result in results:
            if isinstance(result, ReadError):
                errors.append(result)
            else:
                reports += result
    for unread in errors:
        complain(str(unread))
    unread_texts = tell_unread(checker)
    write(
        _rendered(form, reports, errors, everything, colour=output is None and wants_colour()),
        output,
    )
    if errors or unread_texts:
        click.get_current_context().exit(2)
    from attrib.gate import blocks
    from attrib.render.verify import about_quotes

    limit = fail_on or checker.settings.fail_on
    stopped = any(blocks(about_quotes(report), limit) for report in reports)
    click.get_current_context().exit(1 if stopped else 0)


def _rendered(
    form: str,
    reports: Sequence[Report],
    errors: Sequence[AttribError],
    everything: bool,
    *,
    colour: bool,
) -> str:
    if form == "json":
        from attrib.render import json

        return json.render(reports, errors)
    from attrib.render import verify as text

    return text.render(reports, everything=everything, colour=colour)
