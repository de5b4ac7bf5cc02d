"""The service as a process: how it starts, what it survives, how it ends."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from attrib.serve.trail import Trail
from tests.conftest import ROOT

from .server import CALM, LONG, LOUD, PATIENCE, Server, gate, serving
from .test_api import error


def test_a_full_queue_is_told_with_when_to_try_again(tmp_path: Path) -> None:
    with (
        serving(tmp_path, "--workers", "1", "--queue", "2") as server,
        ThreadPoolExecutor(40) as threads,
    ):
        answers = list(
            threads.map(
                lambda text: server.client.post("/v1/gate", json=gate(text)), [LONG, *[CALM] * 39]
            )
        )
        full = [answer for answer in answers if answer.status_code == 429]
        done = [answer for answer in answers if answer.status_code == 200]
        assert len(full) + len(done) == 40
        assert len(done) >= 3
        assert full
        for answer in full:
            error(answer, 429, "queue-full")
            assert 1 <= int(answer.headers["retry-after"]) <= 60
        # What got no decision is not in the trail, and the rest is.
        kept = server.client.get("/v1/gate", params={"limit": 100}).json()["decisions"]
        assert {row["id"] for row in kept} == {answer.json()["id"] for answer in done}


def test_an_article_that_takes_too_long(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1", "--time-limit", "0.5") as server:
        late = server.client.post("/v1/check", json={"text": LONG})
        assert "longer than 0.5 s" in error(late, 504, "time-limit")["message"]
        # The gate lets nothing pass that was not checked, and keeps that.
        held = server.client.post("/v1/gate", json=gate(LONG)).json()
        assert held["decision"] == "hold"
        assert "not checked: it took longer than 0.5 s" in held["why"][0]["message"]
        assert server.client.get(f"/v1/gate/{held['id']}").json() == held
        assert server.client.post("/v1/check", json={"text": CALM}).status_code == 200
        figures = server.metrics()
        assert figures["attrib_worker_restarts_total", (("reason", "time-limit"),)] == 2
        assert server.wait_for("worker-replaced")[0]["reason"] == "time-limit"


def test_workers_that_are_killed_under_load_lose_no_request(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2", "--queue", "64") as server:
        stop = threading.Event()
        kills = 0

        def kill() -> None:
            nonlocal kills
            chance = random.Random(7)
            while not stop.wait(1.5):
                workers = server.workers()
                if len(workers) == 2:
                    os.kill(chance.choice(workers), signal.SIGKILL)
                    kills += 1

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            with ThreadPoolExecutor(8) as threads:
                until = time.monotonic() + 6
                answers = []
                while time.monotonic() < until:
                    some = [(CALM, LOUD)[n % 2] for n in range(40)]
                    answers += zip(
                        some,
                        threads.map(
                            lambda text: server.client.post("/v1/gate", json=gate(text)), some
                        ),
                        strict=True,
                    )
        finally:
            stop.set()
            killer.join()
        assert kills >= 2
        for text, answer in answers:
            assert answer.status_code == 200, answer.text
            assert answer.json()["decision"] == ("publish" if text == CALM else "hold")
        until = time.monotonic() + PATIENCE
        while server.metrics()["attrib_workers_alive", ()] < 2:
            assert time.monotonic() < until
            time.sleep(0.05)
        restarts = server.metrics()["attrib_worker_restarts_total", (("reason", "died"),)]
        assert 2 <= restarts <= kills


def _ask_until_it_ends(server: Server, answered: list[dict[str, Any]], refused: list[int]) -> None:
    """Send articles to the gate until nobody listens; note what was answered."""
    with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
        while True:
            try:
                answer = client.post("/v1/gate", json=gate(LOUD, "loud"))
            except httpx.TransportError:
                return
            if answer.status_code == 200:
                answered.append(answer.json())
            else:
                refused.append(answer.status_code)
                time.sleep(0.01)


def _asking(server: Server, threads: int) -> tuple[list[threading.Thread], list[Any], list[int]]:
    answered: list[dict[str, Any]] = []
    refused: list[int] = []
    asking = [
        threading.Thread(target=_ask_until_it_ends, args=(server, answered, refused))
        for _ in range(threads)
    ]
    for thread in asking:
        thread.start()
    until = time.monotonic() + PATIENCE
    while len(answered) < 10:
        assert time.monotonic() < until
        time.sleep(0.01)
    return asking, answered, refused


def test_told_to_stop_it_finishes_what_runs(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        long: list[httpx.Response] = []
        slow = threading.Thread(
            target=lambda: long.append(server.client.post("/v1/gate", json=gate(LONG, "long")))
        )
        asking, answered, refused = _asking(server, 4)
        slow.start()
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        slow.join(PATIENCE)
        for thread in asking:
            thread.join(PATIENCE)
        assert server.process.wait(PATIENCE) == 0
        server.wait_for("stopped")
        (answer,) = long
        assert answer.json()["decision"] == "publish"
        assert set(refused) <= {503}
        trail = Trail(f"sqlite:///{tmp_path}/attrib-audit.sqlite3")
        kept = {row.id for row in trail.of(None, None, 100_000)}
        assert {row["id"] for row in [*answered, answer.json()]} <= kept
        assert server.workers() == []


def test_while_it_stops_it_is_not_ready_and_refuses(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1") as server, ThreadPoolExecutor(1) as threads:
        running = threads.submit(server.client.post, "/v1/gate", json=gate(LONG))
        with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            error(client.get("/readyz"), 503, "stopping")
            refused = httpx.post(f"{server.url}/v1/check", json={"text": CALM})
            error(refused, 503, "stopping")
            assert refused.headers["connection"] == "close"
        assert running.result().json()["decision"] == "publish"
        assert server.process.wait(PATIENCE) == 0


def test_the_waiting_for_what_runs_has_an_end(tmp_path: Path) -> None:
    with (
        serving(tmp_path, "--workers", "1", "--grace", "0.2") as server,
        ThreadPoolExecutor(1) as threads,
    ):
        running = threads.submit(server.client.post, "/v1/gate", json=gate(LONG))
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        error(running.result(), 503, "stopping")
        assert server.process.wait(PATIENCE) == 0


def test_told_to_stop_before_it_serves_it_ends_as_well(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "attrib", "serve", "--port", "0", "--workers", "1"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=log,
        )
    # The database is there before the first worker is.
    until = time.monotonic() + PATIENCE
    while not (tmp_path / "attrib-audit.sqlite3").exists():
        assert time.monotonic() < until
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    (line,) = (tmp_path / "log").read_text("utf-8").splitlines()
    assert json.loads(line)["event"] == "stopped"


def test_a_hang_up_stops_it_like_a_signal_to_stop(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1") as server:
        assert server.stop(signal.SIGHUP) == 0
        server.wait_for("stopped")


def test_a_log_that_nobody_reads_stops_nothing(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "attrib", "serve", "--port", "0", "--workers", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=writing,
    )
    os.close(writing)
    try:
        line = b""
        while not line.endswith(b"\n"):
            line += os.read(reading, 1)
        with httpx.Client(base_url=json.loads(line)["url"], timeout=PATIENCE) as client:
            # More lines than a pipe holds.
            for _ in range(600):
                assert client.get("/healthz").status_code == 200
            assert client.post("/v1/gate", json=gate(CALM)).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        os.close(reading)


def test_a_database_that_is_locked_is_awaited_for_seconds_by_all(tmp_path: Path) -> None:
    with (
        serving(tmp_path, "--queue", "100", "--grace", "1") as server,
        ThreadPoolExecutor(40) as threads,
        closing(sqlite3.connect(tmp_path / "attrib-audit.sqlite3")) as other,
    ):
        kept = server.client.post("/v1/gate", json=gate(CALM)).json()
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        asked = [threads.submit(server.client.post, "/v1/gate", json=gate(CALM)) for _ in range(40)]
        # Who reads waits for nobody.
        assert server.client.get("/v1/gate").json()["decisions"] == [kept]
        for future in asked:
            error(future.result(), 503, "not-kept")
        assert time.monotonic() - began < PATIENCE / 2
        again = threads.submit(server.client.post, "/v1/gate", json=gate(CALM))
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        answer = again.result()
        error(answer, 503, answer.json()["error"])
        assert server.process.wait(PATIENCE) == 0


def test_killed_at_any_moment_every_answered_decision_is_kept(tmp_path: Path) -> None:
    killed_at_any_moment(tmp_path, f"sqlite:///{tmp_path}/audit.sqlite3")


def killed_at_any_moment(folder: Path, database: str) -> None:
    """Kill the whole service while it decides, over and over; look for every answer."""
    chance = random.Random(11)
    answered: list[dict[str, Any]] = []
    for _ in range(3):
        with serving(folder, "--workers", "1", "--database", database) as server:
            asking, some, _ = _asking(server, 3)
            time.sleep(chance.random() / 2)
            workers = server.workers()
            assert server.stop(signal.SIGKILL) == -signal.SIGKILL
            for thread in asking:
                thread.join(PATIENCE)
            answered += some
            _require_gone(workers)
    trail = Trail(database)
    kept = {row.id: row for row in trail.of(None, None, 1_000_000)}
    trail.close()
    assert len(answered) >= 30
    for answer in answered:
        row = kept[answer["id"]]
        assert row.decision == answer["decision"] == "hold"
        assert list(row.rules) == answer["rules"] == ["unattributed-quote"]


def _require_gone(pids: list[int]) -> None:
    """A service that was killed leaves no worker behind."""
    until = time.monotonic() + PATIENCE
    for pid in pids:
        while Path(f"/proc/{pid}").exists() and b"spawn_main" in _words(pid):
            assert time.monotonic() < until, f"worker {pid} is still there"
            time.sleep(0.02)


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_what_it_serves_by_is_the_folder_s(tmp_path: Path) -> None:
    (tmp_path / "attrib.yaml").write_text(
        "version: 1\nfail_on: never\nhouse: npr\nlimits: {max_bytes: 2000}\n", "utf-8"
    )
    with serving(tmp_path, "--workers", "1") as server:
        told = server.client.post("/v1/gate", json=gate(LOUD)).json()
        assert (told["decision"], told["house"], told["fail_on"]) == ("publish", "npr", "never")
        held = server.client.post("/v1/gate", json=gate("a " * 2_000)).json()
        assert "the limit is 2,000 bytes" in held["why"][0]["message"]
        assert server.wait_for("listening")[0]["database"] == (
            f"sqlite:///{tmp_path}/attrib-audit.sqlite3"
        )


def test_suppressions_and_sign_offs_count_at_the_gate(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1") as server:
        (why,) = server.client.post("/v1/gate", json=gate(LOUD, "drafts/a.txt")).json()["why"]
    (tmp_path / "attrib.yaml").write_text(
        "version: 1\nallow:\n  - article: drafts/a.txt\n    rule: unattributed-quote\n"
        f"    fingerprint: {why['fingerprint']}\n    reason: they asked not to be named\n",
        "utf-8",
    )
    with serving(tmp_path, "--workers", "1") as server:
        first = server.client.post("/v1/gate", json=gate(LOUD, "drafts/a.txt")).json()
        assert first["decision"] == "publish"
        (accepted,) = first["accepted"]
        assert (accepted["said_in"], accepted["fingerprint"], accepted["reason"]) == (
            *("settings", why["fingerprint"]),
            "they asked not to be named",
        )
        by_id = server.client.post("/v1/gate", json=gate(LOUD, "4711", path="drafts/a.txt"))
        assert (by_id.json()["decision"], by_id.json()["article"]) == ("publish", "4711")
        assert server.client.post("/v1/gate", json=gate(LOUD, "b")).json()["decision"] == "hold"


def test_without_its_database_nothing_is_decided(tmp_path: Path) -> None:
    with (
        serving(tmp_path, "--workers", "1") as server,
        ThreadPoolExecutor(2) as threads,
        closing(sqlite3.connect(tmp_path / "attrib-audit.sqlite3")) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        decided = threads.submit(server.client.post, "/v1/gate", json=gate(CALM))
        ready = threads.submit(server.client.get, "/readyz")
        told = error(decided.result(), 503, "not-kept")
        assert told["message"].endswith("nothing is decided: database is locked")
        error(ready.result(), 503, "not-kept")
        other.rollback()
        assert server.client.get("/readyz").status_code == 200
        assert server.client.get("/v1/gate").json()["decisions"] == []
