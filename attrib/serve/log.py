"""The log: one JSON object a line on stderr."""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from contextlib import suppress
from datetime import datetime, timezone
from hashlib import sha256
from typing import Literal

Level = Literal["info", "warning", "error"]
_LOCK = threading.Lock()
# Innermost calls of a trace.
_FRAMES = 20


def write(level: Level, event: str, **fields: object) -> None:
    """Write a line.

    Args:
        level: how bad it is.
        event: what happened, in a word or two.
        fields: more of it; those that are None are left out.
    """
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    line: dict[str, object] = {"time": now, "level": level, "event": event}
    line |= {key: value for key, value in fields.items() if value is not None}
    # A log that nobody takes any more stops no check.
    with _LOCK, suppress(OSError, ValueError):
        sys.stderr.write(json.dumps(line) + "\n")
        sys.stderr.flush()


def hashed(article: str | None) -> str | None:
    """What the log calls an article: 16 hexadecimal digits of the SHA-256 of its id."""
    if article is None:
        return None
    return sha256(article.encode("utf-8", "replace")).hexdigest()[:16]


def trace_of(error: BaseException) -> tuple[str, ...]:
    """Where an error came from, without its message: that may hold words of the article."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return (
        type(error).__name__,
        *(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames),
    )


class JsonLines(logging.Handler):
    """Puts what libraries log into the same lines, without messages of exceptions."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; of an exception only what kind it is, as its words may be an article's."""
        level: Level = "error" if record.levelno >= logging.ERROR else "warning"
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        message = None if error else record.getMessage()
        write(level, "library", logger=record.name, message=message, error=error)


def take_over() -> None:
    """Send what libraries log at warning or above through `JsonLines`."""
    logging.basicConfig(handlers=[JsonLines()], level=logging.WARNING, force=True)
