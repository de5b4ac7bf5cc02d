"""``attrib annotate``: a Word document with each finding as a comment at its words."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed, complain, options
from attrib.cli.check import (
    ALL,
    checker_for,
    day_named,
    governing,
    require_apart,
    require_writable,
    tell_entries,
    tell_unread,
)
from attrib.cli.forms import tell_outcome

if TYPE_CHECKING:
    from attrib.settings import FailOn

_LONGEST_AUTHOR = 100
_ENDINGS = (".docx", ".docm")


@click.command(short_help="Write findings into a Word document as comments.")
@click.argument("draft", metavar="DRAFT.docx")
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="The document with the comments."
)
@click.option(
    "--author",
    metavar="NAME",
    default="attrib",
    show_default=True,
    help="Whose the comments are. Those of an earlier run under this name are replaced.",
)
@click.option(
    "--date",
    metavar="TIME",
    help="When the comments are made, in UTC, as 2026-12-31T09:30:00Z.  [default: now]",
)
@click.option(
    "--all",
    "statements",
    is_flag=True,
    help="Comment on every statement, too, with its speaker and outlet.",
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
@options.fail_on
def annotate(
    draft: str,
    output: str,
    author: str,
    date: str | None,
    statements: bool,
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
) -> None:
    """Write DRAFT.docx anew, with each finding as a comment at its words.

    Nothing else in the document changes, and DRAFT.docx itself stays as it is. Comments that an
    earlier run wrote are replaced; those that somebody has answered stay, as do all others.
    Exit status: 0 nothing blocks; 1 findings at or above --fail-on; 2 something could not be
    read: the document, and then nothing is written, or a text of a source, which a comment says.
    """
    if house == ALL:
        raise click.UsageError("--house all is shown by attrib check.")
    if not author.strip() or len(author) > _LONGEST_AUTHOR:
        raise click.BadParameter(
            f"a name of 1 to {_LONGEST_AUTHOR} characters.", param_hint="--author"
        )
    suffix = Path(draft).suffix.lower()
    if Path(output).suffix.lower() != (suffix if suffix in _ENDINGS else _ENDINGS[0]):
        raise click.BadParameter(
            "Word opens it only if its name ends as the draft's: .docx.", param_hint="-o"
        )
    made = _moment(date)
    require_writable(output, (draft,))
    require_apart(output, sources, settings, baseline, signoffs, *governing())
    day = day_named(today)
    checker = checker_for(
        sources,
        settings,
        house=house,
        baseline=baseline,
        signoffs=signoffs,
        today=day,
        output=output,
        texts=texts,
        cached=not no_cache,
    )
    from attrib.atomic import replace_whole
    from attrib.gate import blocks, stopping
    from attrib.read import bytes_of, read_bytes
    from attrib.render.annotate import render
    from attrib.render.text import number

    limits = checker.settings.limits
    data = bytes_of(Path(draft), limits, "docx")
    report = checker.check(read_bytes(data, str(Path(draft)), limits, "docx"))
    entries = checker.check_entries([report])
    done = render(
        data,
        report,
        entries,
        house=checker.settings.house,
        author=author,
        date=made,
        statements=statements,
        max_bytes=limits.max_text_bytes,
    )
    unread_texts = tell_unread(checker)
    tell_entries(entries)
    for what in report.document.left_out:
        complain(f"{draft}: left out: {what}, not checked", "warning")
    if done.is_signed:
        complain(f"{output}: its digital signature no longer holds", "warning")
    try:
        replace_whole(Path(output), done.data)
    except OSError as error:
        raise Failed(f"{output}: cannot write: {error.strerror or error}") from error
    limit = fail_on or checker.settings.fail_on
    names = stopping([*entries, *report.findings], limit, new_only=new_only)
    comments = number(done.comments, "comment")
    tell_outcome(f"{output}: {comments}", [report], (), entries, names)
    if unread_texts:
        click.get_current_context().exit(2)
    stopped = blocks(entries, limit) or blocks(report.findings, limit, new_only=new_only)
    click.get_current_context().exit(1 if stopped else 0)


def _moment(date: str | None) -> datetime:
    """The time that `--date` names; now without it."""
    if date is None:
        return datetime.now(timezone.utc)
    try:
        return datetime.strptime(date, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        raise click.BadParameter(
            f"{date!r} is no time such as 2026-12-31T09:30:00Z.", param_hint="--date"
        ) from None
