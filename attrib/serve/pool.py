"""Processes that check articles, and the queue before them.

Each worker has a pipe of its own and shares no lock with another, so that one killed at any moment
takes nothing along. A thread of the service waits on each.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from math import ceil
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Literal

from attrib.errors import ServeError

from . import log
from .checks import Job, Outcome, Setup
from .worker import work

Death = Literal["died", "time-limit", "not-started"]

# Seconds: between two looks at the workers, until a new one must be ready, between two tries to
# start one at first and at most, and that one has to end by itself.
_TICK, _START, _AGAIN, _AT_MOST, _END = 0.1, 60.0, 1.0, 30.0, 2.0
# Seconds that a job waits for a worker, or as long as it may take on one where that is longer.
_WAIT = 60.0
# Workers that a job is given to before it is given up.
_TRIES = 2
# Libraries that would compute on all cores at once.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


class QueueFull(Exception):
    """No more jobs are taken for now.

    Attributes:
        retry_after: in how many seconds to try again.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"the queue is full; try again in {retry_after} s")
        self.retry_after = retry_after


class Stopping(Exception):
    """The pool takes no more jobs, or ended before one was done."""


class TookTooLong(Exception):
    """A job took longer than the time limit; its worker was ended."""


class WorkersDied(Exception):
    """Each worker that had the job ended without an answer."""


class NoWorker(Exception):
    """No worker took the job in time."""


@dataclass(eq=False)
class _Task:
    job: Job
    done: Future[Outcome]
    until: float
    tries: int = 0


@dataclass(eq=False)
class _Slot:
    """A place for a worker; `until` is when what it does takes too long, on the monotonic clock."""

    process: SpawnProcess | None = None
    pipe: Connection | None = None
    until: float | None = None
    late: bool = False
    ready: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class Pool:
    """Workers by their number, each a process with a Checker of its own.

    Args:
        setup: what they check by.
        workers: how many.
        queue: jobs that may wait.
        time_limit: seconds that one job may take on a worker.
        on_death: is called, from another thread, when a worker has ended that should not have,
            was ended for the time limit, or cannot be started, with why where that is known.
    """

    def __init__(
        self,
        setup: Setup,
        workers: int,
        queue: int,
        time_limit: float,
        on_death: Callable[[Death, str | None], None] = lambda death, why: None,
    ) -> None:
        self._setup = setup
        self._queue = queue
        self._time_limit = time_limit
        self._on_death = on_death
        self._context = multiprocessing.get_context("spawn")
        self._tasks: deque[_Task] = deque()
        self._running = 0
        self._mean = 0.1
        self._wake = threading.Condition()
        self._stopping = False
        self._stopped = threading.Event()
        self._slots = [_Slot() for _ in range(workers)]
        self._threads = [
            threading.Thread(target=self._serve, args=(slot,), daemon=True) for slot in self._slots
        ]
        self._clock = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start the workers, and return when the first is ready.

        Raises:
            ServeError: it cannot be started.
        """
        for name in _ONE_THREAD:
            os.environ[name] = "1"
        # The first one alone, to learn in the foreground what is wrong.
        self._begin(self._slots[0])
        self._clock.start()
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job) -> Future[Outcome]:
        """Take a job.

        The future's result is what came of it, or it raises TookTooLong, WorkersDied, NoWorker or
        Stopping.

        Raises:
            QueueFull: as many wait as may.
            Stopping: `stop` was called.
        """
        with self._wake:
            if self._stopping:
                raise Stopping
            self._require_room()
            wait = max(_WAIT, self._time_limit)
            task = _Task(job, Future(), time.monotonic() + wait)
            # Nobody can call it off: it is soon done, and the answer may be wanted all the same.
            task.done.set_running_or_notify_cancel()
            self._tasks.append(task)
            self._wake.notify()
        return task.done

    def require_room(self) -> None:
        """Raise QueueFull where `submit` would."""
        with self._wake:
            self._require_room()

    def _require_room(self) -> None:
        idle = max(0, self.ready - self._running)
        if len(self._tasks) >= self._queue + idle:
            wait = (len(self._tasks) + 1) * self._mean / len(self._slots)
            raise QueueFull(min(60, max(1, ceil(wait))))

    @property
    def waiting(self) -> int:
        """Jobs that no worker has yet."""
        return len(self._tasks)

    @property
    def ready(self) -> int:
        """Workers that are alive and have loaded their model."""
        return sum(slot.ready for slot in self._slots)

    @property
    def pids(self) -> list[int]:
        """The processes of the workers that are there."""
        return [
            slot.process.pid
            for slot in self._slots
            if slot.process is not None and slot.process.pid is not None
        ]

    def stop(self) -> None:
        """End the workers; what is not done raises Stopping for those who wait for it."""
        with self._wake:
            self._stopping = True
            left = list(self._tasks)
            self._tasks.clear()
            self._wake.notify_all()
        self._stopped.set()
        for task in left:
            task.done.set_exception(Stopping())
        # Slots that are at work learn it from the end of their worker.
        for slot in self._slots:
            with slot.lock:
                if slot.until is not None and slot.process is not None:
                    slot.process.kill()
        until = time.monotonic() + _END
        for thread in (*self._threads, self._clock):
            if thread.is_alive():
                thread.join(max(0.0, until - time.monotonic()))
        for slot in self._slots:
            self._end(slot)

    def _serve(self, slot: _Slot) -> None:
        again = _AGAIN
        while not self._stopping:
            # Whatever happens here, the place is not lost: it is tried again.
            try:
                if slot.process is None or not slot.process.is_alive():
                    if slot.ready:
                        self._on_death("died", None)
                    self._begin(slot)
                    again = _AGAIN
                    continue
                task = self._next()
                if task is not None:
                    self._do(slot, task)
            except Exception as error:
                if self._stopping:
                    return
                told = isinstance(error, ServeError)
                self._on_death(
                    "not-started", str(error) if told else "; ".join(log.trace_of(error))
                )
                self._stopped.wait(again)
                again = min(2 * again, _AT_MOST)

    def _next(self) -> _Task | None:
        """A job; None where there is nothing to do for a while."""
        with self._wake:
            if not self._tasks and not self._stopping:
                self._wake.wait(_TICK)
            if not self._tasks or self._stopping:
                return None
            self._running += 1
            return self._tasks.popleft()

    def _do(self, slot: _Slot, task: _Task) -> None:
        began = time.monotonic()
        with slot.lock:
            slot.late = False
            slot.until = began + self._time_limit
        outcome: Outcome | None = None
        why: str | None = None
        try:
            assert slot.pipe is not None
            slot.pipe.send(task.job)
            outcome = slot.pipe.recv()
        except (EOFError, OSError):
            pass  # of a process that was killed, or of a message that it did not write to the end
        except Exception as error:
            why = "; ".join(log.trace_of(error))
        with slot.lock:
            slot.until = None
        took = time.monotonic() - began
        with self._wake:
            self._running -= 1
            self._mean += 0.1 * (took - self._mean)
        if outcome is not None:
            task.done.set_result(outcome)
            return
        self._end(slot)
        if self._stopping:
            task.done.set_exception(Stopping())
        elif slot.late:
            self._on_death("time-limit", None)
            task.done.set_exception(TookTooLong())
        else:
            self._on_death("died", why)
            self._again(task)

    def _again(self, task: _Task) -> None:
        """Give a job whose worker has died to another: a check changes nothing, so twice is as once."""
        task.tries += 1
        if task.tries >= _TRIES:
            task.done.set_exception(WorkersDied())
            return
        with self._wake:
            if self._stopping:
                task.done.set_exception(Stopping())
                return
            self._tasks.appendleft(task)
            self._wake.notify()

    def _watch(self) -> None:
        """End what takes too long, and what waits too long."""
        while not self._stopping:
            time.sleep(min(_TICK, self._time_limit / 4))
            now = time.monotonic()
            with self._wake:
                late = [task for task in self._tasks if now > task.until]
                if late:
                    self._tasks = deque(task for task in self._tasks if now <= task.until)
            for task in late:
                task.done.set_exception(NoWorker())
            for slot in self._slots:
                with slot.lock:
                    if slot.until is not None and now > slot.until and slot.process is not None:
                        slot.late = True
                        slot.process.kill()

    def _begin(self, slot: _Slot) -> None:
        self._end(slot)
        try:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(
                target=work, args=(theirs, self._setup), name="attrib worker", daemon=True
            )
            try:
                process.start()
            except OSError:
                ours.close()
                raise
            finally:
                # Only the worker holds its end: when it is gone, ours says so.
                theirs.close()
        except OSError as error:
            raise ServeError(f"no worker can be started: {error.strerror or error}") from error
        slot.process, slot.pipe = process, ours
        wrong: str | None = "it ended as it started"
        with suppress(EOFError, OSError):
            wrong = ours.recv() if ours.poll(_START) else "it is not ready in time"
        if wrong is not None:
            self._end(slot)
            raise ServeError(f"no worker can be started: {wrong}")
        slot.ready = True

    def _end(self, slot: _Slot) -> None:
        slot.ready = False
        if slot.pipe is not None:
            slot.pipe.close()
        if slot.process is not None:
            # An idle worker ends as its pipe closes; one that is at work is not waited for.
            slot.process.kill()
            slot.process.join(_END)
        slot.process = slot.pipe = None
