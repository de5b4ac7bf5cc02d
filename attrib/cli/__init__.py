"""The command ``attrib``: subcommands are imported when they are called for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, NamedTuple

import click

from attrib._version import VERSION
from attrib.errors import AttribError


class Failed(click.ClickException):
    """What ends a command with one line on stderr and exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        complain(self.message)


def complain(message: str, severity: str = "error") -> None:
    """Say on stderr, in one line, what went wrong, or may have."""
    from attrib.render.columns import one_line

    click.echo(f"attrib: {severity}: {one_line(message)}", err=True)


class Command(NamedTuple):
    """Where a subcommand lives, and what ``attrib --help`` says of it."""

    module: str
    attribute: str
    summary: str


class LazyGroup(click.Group):
    """A group that imports a subcommand's module only to run it.

    ``attrib --help`` must answer at once, and a command's imports may not.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, Command], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return None
        module, attribute, _ = self._lazy[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.summary) for name, lazy in self._lazy.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except AttribError as error:
            raise Failed(str(error)) from error
        except BrokenPipeError:
            # The reader has what it wants. Python would complain once more as it flushes
            # at exit, so what is left goes nowhere; the status is that of a SIGPIPE.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(141)
        except OSError as error:
            # A full disk, a working directory that is gone: nothing was checked to the end.
            _silence(sys.stdout)
            raise Failed(_told(error)) from error
        except KeyboardInterrupt:
            click.echo(err=True)
            ctx.exit(130)
        return result


def _told(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else reason


def _silence(stream: IO[Any]) -> None:
    """What is left in a stream that cannot be written goes nowhere, also at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


COMMANDS = {
    "annotate": Command(
        "attrib.cli.annotate", "annotate", "Write findings into a Word document as comments."
    ),
    "baseline": Command(
        "attrib.cli.baseline", "baseline", "Accept the findings of articles as old."
    ),
    "check": Command("attrib.cli.check", "check", "Check articles and report on them."),
    "explain": Command("attrib.cli.explain", "explain", "Say what a rule asks for, and why."),
    "init": Command("attrib.cli.init", "init", "Write a first sources.yaml and attrib.yaml."),
    "report": Command("attrib.cli.report", "report", "Write the report on articles to keep."),
    "review": Command(
        "attrib.cli.review", "review", "Decide on an article's statements and findings."
    ),
    "serve": Command("attrib.cli.serve", "serve", "Serve the check to a CMS over HTTP."),
    "sources": Command(
        "attrib.cli.sources",
        "sources",
        "List, check or suggest sources, or count who is quoted.",
    ),
    "verify": Command(
        "attrib.cli.verify",
        "verify",
        "Hold an article's quotes against the texts of their sources.",
    ),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="attrib", message="%(prog)s %(version)s")
def cli() -> None:
    """Who said it, and through whom.

    Checks the attribution of every statement in a news article. Exit status: 0
    nothing blocks, 1 something does, 2 something could not be checked.
    """


def main() -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # What the terminal's encoding lacks is shown as an escape.
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="attrib")
