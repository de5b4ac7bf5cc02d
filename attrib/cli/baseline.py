"""``attrib baseline``: what is wrong today, so that only what is new need block."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli import complain, options
from attrib.errors import ReadError

if TYPE_CHECKING:
    from attrib.model import Finding
    from attrib.read import InputFormat


@click.command(short_help="Accept the findings of articles as old.")
@click.argument("files", nargs=-1, required=True, metavar="ARTICLES...")
@options.input_format
@options.field
@click.option(
    "--baseline",
    metavar="FILE",
    help="Where to keep them.  [default: what attrib.yaml names, or the nearest "
    "attrib.baseline.yaml upwards, or one in this folder]",
)
@options.sources
@options.settings
@click.option(
    "--house",
    metavar="NAME|FILE",
    help="Whose findings: as of `attrib check`; all for those of any of the six.  [default: "
    "attrib.yaml's, or attrib's own]",
)
@options.signoffs
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many articles to check at a time. The file is the same.",
)
def baseline(
    files: tuple[str, ...],
    input_format: InputFormat | None,
    field: str | None,
    baseline: str | None,
    sources: str | None,
    settings: str | None,
    house: str | None,
    signoffs: str | None,
    jobs: int,
) -> None:
    """Write the findings of ARTICLES into a baseline, as old.

    The entries of these articles are replaced, those of others stay. What is
    suppressed or signed off is not written, nor what is wrong with suppressions.
    Exit status: 0 written; 2 an article could not be read and keeps its entries, or
    nothing could be written.
    """
    from attrib.cli.check import (
        articles_in,
        checked,
        checker_for,
        compared,
        holds,
        require_apart,
        write,
    )
    from attrib.gate import BASELINE_NAME, CHECKS, Baseline
    from attrib.gate.articles import told
    from attrib.settings import SOURCES_NAME, find_upwards

    houses = compared(house)
    require_apart(baseline, sources, settings, signoffs, *map(holds, files))
    checker = checker_for(
        sources,
        settings,
        house=None if houses else house,
        baseline=False,
        signoffs=signoffs,
        output=baseline,
    )
    here = Path.cwd()
    path = Path(baseline) if baseline else checker.settings.baseline
    path = path or find_upwards(BASELINE_NAME, here) or here / BASELINE_NAME
    chosen = checker.settings
    signed = checker.ledger.signoffs.path
    registry = chosen.sources or find_upwards(SOURCES_NAME, here)
    require_apart(str(path), chosen.path, registry, chosen.signoffs, signed, *map(holds, files))
    # A link to nothing is read, and refused, rather than written through.
    there = path.exists() or path.is_symlink()
    before = Baseline.load(path) if there else Baseline(path)
    own = {check.name for check in CHECKS}
    found: dict[str, list[Finding]] = {}
    unread = False
    articles = articles_in(files, checker.settings, input_format, field)
    with checked(checker, articles, jobs, houses) as results:
        for result in results:
            if isinstance(result, ReadError):
                unread = True
                complain(str(result))
                continue
            found[result[0].document.path] = [
                f
                for report in result
                for f in report.findings
                # One that is open although an editor has decided on it is right.
                if f.state == "open" and f.sign_off is None and f.name not in own
            ]
    if unread and not found:
        # Nothing was checked, so there is nothing to write.
        click.get_current_context().exit(2)
    after = before.renewed(path, found)
    write(after.text(), str(path))
    count = len(after.findings)
    new = len(set(after.findings) - set(before.findings))
    gone = len(set(before.findings) - set(after.findings))
    name = told(path)
    noun = "finding" if count == 1 else "findings"
    click.echo(f"{name}: {count} old {noun} ({new} added, {gone} taken out)")
    if before.version != after.version:
        click.echo(f"{name}: upgraded from version {before.version} to {after.version}")
    if unread:
        click.get_current_context().exit(2)
