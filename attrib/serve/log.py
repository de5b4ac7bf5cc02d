"""The log: one JSON object a line on stderr."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
import traceback
from collections import deque
from contextlib import suppress
from datetime import datetime, timezone
from hashlib import sha256
from types import TracebackType
from typing import Literal

Level = Literal["info", "warning", "error"]
_LOCK = threading.Lock()
# Innermost calls of a trace.
_FRAMES = 20
# Lines that wait for who takes the log, and characters in them, as one may hold an article; further
# ones are dropped, and counted.
_MOST_LINES, _MOST_CHARACTERS = 10_000, 32_000_000
# Seconds in which a library says the same once, and in which the end waits for what is not taken.
_ONCE, _LAST = 10.0, 1.0
_MOST_SAID = 1_000


def write(level: Level, event: str, **fields: object) -> None:
    """Write a line; who calls never waits for somebody to take it, once `take_over` was called.

    Args:
        level: how bad it is.
        event: what happened, in a word or two.
        fields: more of it; those that are None are left out.
    """
    line = _line(level, event, fields)
    if _writer is not None:
        _writer.put(line)
        return
    # A log that nobody takes any more stops no check.
    with _LOCK, suppress(OSError, ValueError):
        sys.stderr.write(line)
        sys.stderr.flush()


def _line(level: Level, event: str, fields: dict[str, object]) -> str:
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    line: dict[str, object] = {"time": now, "level": level, "event": event}
    line |= {key: value for key, value in fields.items() if value is not None}
    return json.dumps(line) + "\n"


class Writer:
    """Writes lines to a file from a thread of its own, as a write may never return.

    Args:
        file: its descriptor.
        most: lines that may wait.
    """

    def __init__(self, file: int, most: int = _MOST_LINES) -> None:
        self._file = file
        self._most = most
        self._lines: deque[str] = deque()
        self._characters = 0
        self._dropped = 0
        self._is_writing = False
        # The last write ended within a line.
        self._is_torn = False
        self._wake = threading.Condition()
        # A daemon: the end of the process does not wait for who does not read.
        threading.Thread(target=self._run, name="attrib log", daemon=True).start()

    def put(self, line: str) -> None:
        """Write a line soon, or drop it where too many wait."""
        with self._wake:
            too_much = self._characters + len(line) > _MOST_CHARACTERS
            if len(self._lines) >= self._most or (self._lines and too_much):
                self._dropped += 1
                return
            self._lines.append(line)
            self._characters += len(line)
            self._wake.notify_all()

    def finish(self, seconds: float = _LAST) -> None:
        """Wait until all is written, for some seconds at most."""
        until = time.monotonic() + seconds
        with self._wake:
            while (self._lines or self._is_writing) and time.monotonic() < until:
                self._wake.wait(0.05)

    def _run(self) -> None:
        while True:
            with self._wake:
                self._is_writing = False
                self._wake.notify_all()
                while not self._lines:
                    self._wake.wait()
                dropped, self._dropped = self._dropped, 0
                line = self._lines.popleft()
                self._characters -= len(line)
                self._is_writing = True
            if dropped:
                line = _line("warning", "lines-dropped", {"count": dropped}) + line
            self._write(line)

    def _write(self, line: str) -> None:
        data = (b"\n" if self._is_torn else b"") + line.encode("ascii")
        # Lines may be lost, on a disk that is full; what follows must begin anew.
        with suppress(OSError):
            while data:
                data = data[os.write(self._file, data) :]
                self._is_torn = True
            self._is_torn = False


_writer: Writer | None = None


def hashed(article: str | None) -> str | None:
    """What the log calls an article: 16 hexadecimal digits of the SHA-256 of its id."""
    if article is None:
        return None
    return sha256(article.encode("utf-8", "replace")).hexdigest()[:16]


def trace_of(error: BaseException) -> tuple[str, ...]:
    """Where an error came from, without its message: that may hold words of the article."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return (_kind(error), *(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames))


def _kind(error: BaseException) -> str:
    """An error's name, and what the system says of it."""
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return f"{type(error).__name__}: {os.strerror(error.errno)}"
    return type(error).__name__


class JsonLines(logging.Handler):
    """Puts what libraries log into the same lines, without messages of exceptions.

    What one says over and over stands there once in a while, with how often it was said.
    """

    def __init__(self) -> None:
        super().__init__()
        # By what is said: until when it is not told again, and how often it was said since.
        self._said: dict[tuple[str, str | None, str | None], tuple[float, int]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; of an exception only what kind it is, as its words may be an article's."""
        level: Level = "error" if record.levelno >= logging.ERROR else "warning"
        raised = record.exc_info[1] if record.exc_info else None
        error = None if raised is None else _kind(raised)
        message = None if error else record.getMessage()
        now = time.monotonic()
        what = (record.name, message, error)
        until, missed = self._said.get(what, (0.0, 0))
        if now < until:
            self._said[what] = (until, missed + 1)
            return
        if len(self._said) >= _MOST_SAID:
            self._said.clear()
        self._said[what] = (now + _ONCE, 0)
        write(
            level,
            "library",
            logger=record.name,
            message=message,
            error=error,
            repeated=missed or None,
        )


def take_over() -> None:
    """Make stderr the log's: of what libraries say, and of errors that nobody caught, too."""
    global _writer
    logging.basicConfig(handlers=[JsonLines()], level=logging.WARNING, force=True)
    threading.excepthook = _thread_died
    sys.excepthook = _died
    with suppress(OSError, ValueError):
        _writer = Writer(sys.stderr.fileno())


def finish() -> None:
    """Wait for what is not written yet, though not for long."""
    if _writer is not None:
        _writer.finish()


def _thread_died(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and told.exc_type is not SystemExit:
        write("error", "thread-died", trace=trace_of(told.exc_value))


def _died(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    write("error", "died", trace=trace_of(error.with_traceback(trace)))
    finish()
