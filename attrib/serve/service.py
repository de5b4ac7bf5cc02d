"""What the parts of a running service share."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .checks import Setup
from .keys import Keys
from .metrics import Metrics
from .pool import Pool
from .trail import Trail

# Those that ask the database, each on a connection of its own.
DATABASE_THREADS = 8


@dataclass(frozen=True)
class Config:
    """How to serve.

    Attributes:
        host, port: where; port 0 takes a free one.
        workers: processes that check.
        queue: articles that may wait.
        time_limit: seconds for one article on a worker.
        grace: seconds to finish what runs when asked to stop.
        most_bytes: of a request's body.
        keys: the file of keys; None to serve this machine alone, without any.
        database: URL of the audit trail.
        log_articles: whether ids and texts of articles go into the log.
    """

    host: str
    port: int
    workers: int
    queue: int
    time_limit: float
    grace: float
    most_bytes: int
    keys: Path | None
    database: str
    log_articles: bool


@dataclass(eq=False)
class Service:
    """A running service.

    Attributes:
        database: threads that ask the trail.
        stopping: it finishes what runs and takes nothing new.
        in_flight: requests that have no answer yet.
    """

    config: Config
    setup: Setup
    pool: Pool
    trail: Trail
    metrics: Metrics
    keys: Keys | None
    database: ThreadPoolExecutor
    stopping: bool = False
    in_flight: int = 0
