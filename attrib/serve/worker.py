"""A process that checks articles: jobs come through a pipe, one at a time, and what came of each goes back."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from attrib.errors import AttribError

from . import log

if TYPE_CHECKING:
    from .checks import Setup


def work(pipe: Connection, setup: Setup) -> None:
    """Say "ready" (None), or why not (a str), then answer jobs until the pipe closes.

    The model computes on one thread: side by side stand the workers.
    """
    # Who stops the service stops its workers; a terminal or systemd tells all processes at once,
    # and what runs is to be finished.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    log.take_over()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from .checks import Broken, Desk

    try:
        desk = Desk(setup)
    except AttribError as error:
        pipe.send(str(error))
        return
    except Exception as error:
        pipe.send("; ".join(log.trace_of(error)))
        return
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            job = pipe.recv()
            try:
                outcome = desk.run(job)
            except MemoryError:
                os._exit(1)
            except Exception as error:
                outcome = Broken(
                    "the check failed: this is a mistake of attrib's", log.trace_of(error)
                )
            del job
            pipe.send(outcome)


def _end_with_parent() -> None:
    """A service that was killed leaves no worker behind."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
