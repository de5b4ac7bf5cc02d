"""``attrib serve``: the check as a service for a CMS."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attrib.cli import Failed, options
from attrib.cli.check import checker_for, tell_unread

if TYPE_CHECKING:
    from attrib.settings import FailOn

# What the extra brings, by the names that it is imported by.
_NEEDED = ("alembic", "fastapi", "prometheus_client", "sqlalchemy", "uvicorn")


class _Seconds(click.FloatRange):
    """A number of seconds: "nan" is a float within any range, and no limit would hold."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        seconds = float(super().convert(value, param, ctx))
        if isnan(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds


@click.command(short_help="Serve the check to a CMS over HTTP.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="The port; 0 takes a free one and tells it in the log.",
)
@click.option(
    "--keys",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Bearer keys that open the service, one a line. Without it only 127.0.0.1 is served.",
)
@click.option(
    "--database",
    metavar="URL",
    envvar="ATTRIB_DATABASE",
    default="sqlite:///attrib-audit.sqlite3",
    show_default=True,
    show_envvar=True,
    help="Where the gate's decisions are kept: SQLite or PostgreSQL.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes that check, each on one core.",
)
@click.option(
    "--queue",
    type=click.IntRange(0, 10_000),
    default=32,
    show_default=True,
    help="Articles that may wait; one more is answered with 429.",
)
@click.option(
    "--time-limit",
    type=_Seconds(0, 3_600, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="For one article.",
)
@click.option(
    "--grace",
    type=_Seconds(0, 3_600),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="To finish what runs when told to stop.",
)
@click.option(
    "--max-request",
    type=click.IntRange(1_000, 1_000_000_000),
    default=10_000_000,
    show_default=True,
    metavar="BYTES",
    help="The largest request that is read.",
)
@options.sources
@options.settings
@click.option("--house", metavar="NAME|FILE", help="Whose standard holds, as for check.")
@click.option("--baseline", metavar="FILE", help="Old findings.  [default: as for check]")
@options.signoffs
@options.texts
@options.no_cache
@options.fail_on
@click.option("--log-articles", is_flag=True, help="Put ids and texts of articles into the log.")
def serve(
    host: str,
    port: int,
    keys: Path | None,
    database: str,
    workers: int,
    queue: int,
    time_limit: float,
    grace: float,
    max_request: int,
    sources: str | None,
    settings: str | None,
    house: str | None,
    baseline: str | None,
    signoffs: str | None,
    texts: tuple[str, ...],
    no_cache: bool,
    fail_on: FailOn | None,
    log_articles: bool,
) -> None:
    """Answer a CMS over HTTP: reports, and whether an article may be published.

    The registry, settings, baseline and sign-offs are read once, at the start. Ends at
    SIGTERM or Ctrl-C when what runs is done. Exit status: 0 stopped so; 2 it could not start.
    """
    _require_extra()
    from attrib.serve.checks import Setup
    from attrib.serve.service import Config
    from attrib.serve.serving import serve as run

    checker = checker_for(
        sources,
        settings,
        house=house,
        baseline=baseline,
        signoffs=signoffs,
        texts=texts,
        cached=not no_cache,
    )
    if tell_unread(checker):
        raise Failed("a text of a source cannot be read")
    if checker.texts is not None:
        checker.texts.close()
    run(
        Config(
            host=host,
            port=port,
            workers=workers,
            queue=queue,
            time_limit=time_limit,
            grace=grace,
            most_bytes=max_request,
            keys=keys,
            database=database,
            log_articles=log_articles,
        ),
        Setup(
            checker.registry,
            checker.settings,
            checker.ledger,
            folders=tuple(map(Path, texts)),
            cached=not no_cache,
            fail_on=fail_on or checker.settings.fail_on,
        ),
    )


def _require_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise Failed(
            f"attrib serve needs more packages ({', '.join(missing)}): install attrib with its "
            "extra serve, in a clone: pip install '.[serve]'"
        )
