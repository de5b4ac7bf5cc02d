from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

import attrib.serve.pool
from attrib.errors import ServeError
from attrib.gate import Ledger
from attrib.registry import Registry
from attrib.serve.articles import Article
from attrib.serve.checks import Checked, Job, Outcome, Setup, Unreadable
from attrib.serve.pool import Death, NoWorker, Pool, QueueFull, Stopping, TookTooLong, WorkersDied
from attrib.settings import Settings

from .server import CALM, LONG, LOUD, PATIENCE


def setup() -> Setup:
    return Setup(Registry.empty(), Settings(), Ledger())


def job(text: str = CALM) -> Job:
    return Job("gate", Article(text.encode(), "text", "a"))


class Started:
    """A pool, and the deaths that it told of."""

    def __init__(self, workers: int = 1, queue: int = 10, time_limit: float = PATIENCE) -> None:
        self.deaths: list[Death] = []
        self.reasons: list[str | None] = []
        self.pool = Pool(setup(), workers, queue, time_limit, self.died)
        self.pool.start()

    def died(self, death: Death, why: str | None) -> None:
        self.deaths.append(death)
        self.reasons.append(why)

    def until_busy(self) -> None:
        """Wait until a worker has what was submitted."""
        while self.pool.waiting:
            time.sleep(0.005)


@pytest.fixture
def started() -> Iterator[list[Started]]:
    """Those in it are stopped at the end."""
    pools: list[Started] = []
    yield pools
    for one in pools:
        one.pool.stop()


def checked(future: Future[Outcome]) -> Checked:
    outcome = future.result(PATIENCE)
    assert isinstance(outcome, Checked)
    return outcome


def test_jobs_are_done_and_say_what_came_of_them(started: list[Started]) -> None:
    started.append(one := Started())
    calm, loud, blank = (one.pool.submit(job(text)) for text in (CALM, LOUD, ""))
    assert (checked(calm).status, checked(loud).status) == (0, 1)
    assert [reason.rule for reason in checked(loud).why] == ["unattributed-quote"]
    assert isinstance(blank.result(PATIENCE), Unreadable)
    assert one.deaths == []


def test_a_job_whose_worker_dies_is_done_by_another(started: list[Started]) -> None:
    started.append(one := Started())
    future = one.pool.submit(job(LONG))
    one.until_busy()
    os.kill(one.pool.pids[0], signal.SIGKILL)
    assert checked(future).status == 0
    assert one.deaths == ["died"]
    assert checked(one.pool.submit(job())).status == 0


def test_a_job_that_ends_every_worker_is_given_up(started: list[Started]) -> None:
    started.append(one := Started())
    future = one.pool.submit(job(LONG))
    seen: set[int] = set()
    while not future.done():
        if one.pool.ready and not one.pool.waiting and (now := set(one.pool.pids) - seen):
            time.sleep(0.3)
            seen |= now
            for pid in now:
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)
    with pytest.raises(WorkersDied):
        future.result()
    assert one.deaths == ["died", "died"]
    assert checked(one.pool.submit(job())).status == 0


def test_an_idle_worker_that_dies_is_replaced(started: list[Started]) -> None:
    started.append(one := Started())
    (old,) = one.pool.pids
    os.kill(old, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while not one.pool.ready or one.pool.pids == [old]:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert one.deaths == ["died"]


def test_a_worker_that_is_stopped_counts_as_one_that_takes_too_long(started: list[Started]) -> None:
    started.append(one := Started(time_limit=1.0))
    os.kill(one.pool.pids[0], signal.SIGSTOP)
    # More than a pipe takes without a reader.
    future = one.pool.submit(job(LONG))
    with pytest.raises(TookTooLong):
        future.result(PATIENCE)
    assert one.deaths == ["time-limit"]


def test_what_takes_too_long_is_ended_and_the_pool_goes_on(started: list[Started]) -> None:
    started.append(one := Started(time_limit=0.3))
    with pytest.raises(TookTooLong):
        one.pool.submit(job(LONG)).result(PATIENCE)
    assert one.deaths == ["time-limit"]
    assert checked(one.pool.submit(job())).status == 0


def test_the_queue_has_an_end(started: list[Started]) -> None:
    started.append(one := Started(queue=2))
    first = one.pool.submit(job(LONG))
    one.until_busy()
    waiting = [one.pool.submit(job()) for _ in range(2)]
    with pytest.raises(QueueFull) as raised:
        one.pool.submit(job())
    assert 1 <= raised.value.retry_after <= 60
    with pytest.raises(QueueFull):
        one.pool.require_room()
    assert [checked(future).status for future in (first, *waiting)] == [0, 0, 0]
    assert checked(one.pool.submit(job())).status == 0


def test_who_waits_as_it_stops_is_told(started: list[Started]) -> None:
    started.append(one := Started())
    running = one.pool.submit(job(LONG))
    one.until_busy()
    waiting = one.pool.submit(job())
    pids = one.pool.pids
    one.pool.stop()
    for future in (running, waiting):
        with pytest.raises(Stopping):
            future.result(PATIENCE)
    with pytest.raises(Stopping):
        one.pool.submit(job())
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_worker_that_cannot_start_says_why(tmp_path: Path) -> None:
    missing = Setup(Registry.empty(), Settings(), Ledger(), folders=(tmp_path,), cached=False)
    object.__setattr__(missing.settings, "severities", {"no-such-rule": "off"})
    with pytest.raises(ServeError, match="no worker can be started: unknown rule"):
        Pool(missing, 1, 1, 1.0).start()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(24, "Too many open files"), "no worker can be started: Too many open files"),
        (MemoryError(), "MemoryError; "),
    ],
)
def test_a_worker_that_cannot_be_replaced_is_tried_again(
    started: list[Started], monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    monkeypatch.setattr(attrib.serve.pool, "_AGAIN", 0.01)
    monkeypatch.setattr(attrib.serve.pool, "_AT_MOST", 0.05)
    monkeypatch.setattr(attrib.serve.pool, "_WAIT", 0.3)
    started.append(one := Started(time_limit=0.3))
    pipe = one.pool._context.Pipe

    def none(duplex: bool = True) -> None:
        raise error

    monkeypatch.setattr(one.pool._context, "Pipe", none)
    os.kill(one.pool.pids[0], signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while one.deaths.count("not-started") < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert (one.reasons[1] or "").startswith(why)
    # Meanwhile nobody waits for ever, and nothing is taken that can never be done.
    with pytest.raises(NoWorker):
        one.pool.submit(job()).result(PATIENCE)
    assert one.pool.waiting == 0
    monkeypatch.setattr(one.pool._context, "Pipe", pipe)
    while not one.pool.ready:
        assert time.monotonic() < until
        time.sleep(0.01)
    monkeypatch.setattr(attrib.serve.pool, "_WAIT", PATIENCE)
    assert checked(one.pool.submit(job("The pier."))).status == 0


def test_an_answer_that_cannot_be_taken_apart_costs_the_worker_alone(
    started: list[Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    started.append(one := Started())
    pipe = one.pool._slots[0].pipe
    assert pipe is not None

    def broken() -> None:
        raise ValueError("words of an article")

    monkeypatch.setattr(pipe, "recv", broken, raising=False)
    assert checked(one.pool.submit(job())).status == 0
    assert one.deaths == ["died"]
    assert (one.reasons[0] or "").startswith("ValueError; ")
    assert "words" not in (one.reasons[0] or "")
