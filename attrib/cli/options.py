"""Options that several commands have: one wording, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

FC = TypeVar("FC", bound=Callable[..., Any])

sources = click.option(
    "--sources",
    metavar="FILE",
    help="The registry.  [default: what attrib.yaml names, or the nearest sources.yaml upwards]",
)
settings = click.option(
    "--settings",
    metavar="FILE",
    help="The settings.  [default: the nearest attrib.yaml upwards]",
)
signoffs = click.option(
    "--signoffs",
    metavar="FILE",
    help="Editors' sign-offs.  [default: likewise, or the nearest attrib.signoffs.yaml upwards]",
)
texts = click.option(
    "--texts",
    metavar="PATH",
    multiple=True,
    help="A folder or file of source texts to hold quotes against, beside those that the registry lists. Repeatable.",
)
no_cache = click.option(
    "--no-cache",
    is_flag=True,
    help="Keep nothing of the texts in the user's cache folder.",
)
form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
report_form = click.option(
    "--format",
    "form",
    type=click.Choice(
        [
            *("text", "json", "markdown", "csv", "plain", "html"),
            *("sarif", "github", "junit", "checkstyle", "gitlab", "rdjson", "rdjsonl"),
        ]
    ),
    default="text",
    show_default=True,
    help="What to print: markdown for a pull request or a ticket, csv for a spreadsheet, plain for "
    "an email, html for one article, and from sarif on what tools read (docs/ci.md).",
)
output = click.option(
    "-o", "--output", metavar="FILE", help="Write the report here, not to stdout."
)
baseline = click.option(
    "--baseline",
    metavar="FILE",
    help="Old findings.  [default: what attrib.yaml names, or the nearest attrib.baseline.yaml upwards]",
)
new_only = click.option(
    "--new-only", is_flag=True, help="Let findings that are in the baseline pass."
)
today = click.option(
    "--today",
    metavar="DATE",
    help="The day, as 2026-12-31, by which suppressions expire.  [default: today]",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many articles to check at a time. The report is the same.",
)
house = click.option("--house", metavar="NAME|FILE", help="Whose standard holds, as for check.")


def fail_on_that(does: str) -> Callable[[FC], FC]:
    """The option `--fail-on` of a command, with what the severity does there."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "note", "never"]),
        help=f"The least severity that {does}.  [default: attrib.yaml's, or error]",
    )


fail_on = fail_on_that("makes the exit status 1")
# As attrib.read.INPUT_FORMATS, which costs too much to import for a help page; a test holds them equal.
input_format = click.option(
    "--input-format",
    type=click.Choice(
        [
            *("text", "html", "markdown", "docx", "ninjs", "newsml"),
            *("nitf", "wordpress", "wxr", "json", "jsonl"),
        ]
    ),
    metavar="NAME",
    help="What the articles are in: text, html, markdown, docx, ninjs, newsml, nitf, wordpress, wxr, "
    "json or jsonl.  [default: told by their content]",
)
field = click.option(
    "--field",
    metavar="PATH",
    help="Where in JSON the article's text is, such as content.body.  [default: told by the keys]",
)
