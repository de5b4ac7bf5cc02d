"""How many articles `attrib serve` answers for, how fast, and in how much memory.

    python -m benchmarks.serving                 all of it, some ten minutes
    python -m benchmarks.serving --part memory   one part

Every part starts the real command on this machine and asks `/v1/gate`, so that each answer is a row
that was committed. The client runs on the same cores. Parts:

    throughput  articles a second with one worker and with two, in turns, and how long each took
    overload    articles sent at twice the rate that can be answered: what came back
    memory      20,000 short articles, a worker killed half-way: memory of every process
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = sorted((ROOT / "examples").glob("*.txt"))
SHORT = (
    "The pier will stay shut until spring, the Harbour Board said on Monday. "
    "“We found cracks in four of the piles,” said Anna Calder, an engineer. Number {number}."
)


class Server:
    """The command, started in an empty folder."""

    def __init__(self, folder: Path, *args: str) -> None:
        self._log = folder / "log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "attrib", "serve", "--port", "0", *args],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stderr=log,
            )
        while b"\n" not in (told := self._log.read_bytes()):
            if self.process.poll() is not None:
                raise SystemExit(told.decode())
            time.sleep(0.05)
        self.port = int(json.loads(told.partition(b"\n")[0])["url"].rpartition(":")[2])
        while len(self.workers()) < int(args[args.index("--workers") + 1]):
            time.sleep(0.05)
        time.sleep(2)  # the second worker loads its model

    def workers(self) -> list[int]:
        found = []
        for entry in Path("/proc").iterdir():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                words = (entry / "cmdline").read_bytes()
            except (OSError, IndexError, ValueError):
                continue
            if parent == self.process.pid and b"spawn_main" in words:
                found.append(int(entry.name))
        return sorted(found)


@contextmanager
def serving(*args: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), *args)
        try:
            yield server
        finally:
            server.process.send_signal(signal.SIGTERM)
            server.process.wait()


class Client:
    """One connection that is kept; counts statuses and keeps how long each answer took."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.statuses: Counter[int | str] = Counter()
        self.seconds: list[float] = []

    def ask(self, body: bytes) -> None:
        began = time.perf_counter()
        try:
            self._connection.request("POST", "/v1/gate", body, {"Content-Type": "application/json"})
            answer = self._connection.getresponse()
            answer.read()
            self.statuses[answer.status] += 1
            if answer.status == 200:
                self.seconds.append(time.perf_counter() - began)
        except (OSError, http.client.HTTPException) as error:
            self.statuses[type(error).__name__] += 1
            self._connection.close()


def bodies() -> list[bytes]:
    return [
        json.dumps({"article": path.stem, "text": path.read_text("utf-8")}).encode()
        for path in ARTICLES
    ]


def in_turns(port: int, threads: int, seconds: float) -> list[Client]:
    """So many clients, each with one article after the other, for so long."""
    clients = [Client(port) for _ in range(threads)]
    until = time.perf_counter() + seconds
    sent = bodies()

    def run(first: int, client: Client) -> None:
        for number in count(first):
            if time.perf_counter() > until:
                return
            client.ask(sent[number % len(sent)])

    together(run, clients)
    return clients


def together(run: object, clients: list[Client]) -> None:
    threads = [
        threading.Thread(target=run, args=(number, client))  # type: ignore[arg-type]
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentiles(clients: list[Client]) -> str:
    took = sorted(second for client in clients for second in client.seconds)
    told = [took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99)]
    return " / ".join(f"{1000 * second:.0f}" for second in told) + " ms"


def statuses(clients: list[Client]) -> str:
    total: Counter[int | str] = Counter()
    for client in clients:
        total += client.statuses
    return ", ".join(f"{status}: {number:,}" for status, number in sorted(total.items(), key=str))


def throughput(seconds: float, rounds: int) -> None:
    words = [len(path.read_text("utf-8").split()) for path in ARTICLES]
    print(f"{len(ARTICLES)} articles of {min(words)} to {max(words)} words")
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for workers in rates:
            with serving("--workers", str(workers)) as server:
                in_turns(server.port, workers, 2)
                began = time.perf_counter()
                clients = in_turns(server.port, 2 * workers, seconds)
                done = sum(client.statuses[200] for client in clients)
                rates[workers].append(done / (time.perf_counter() - began))
                alone = in_turns(server.port, 1, seconds / 2)
            print(
                f"  {workers} worker(s), {2 * workers} clients: {rates[workers][-1]:6.1f} a second, "
                f"{percentiles(clients)}; 1 client: {percentiles(alone)}"
            )
    one, two = (statistics.median(rates[workers]) for workers in (1, 2))
    ratios = [b / a for a, b in zip(rates[1], rates[2], strict=True)]
    print(f"  median {one:.1f} and {two:.1f} a second: {statistics.median(ratios):.2f} times")


def overload(seconds: float) -> None:
    with serving("--workers", "2", "--queue", "16") as server:
        clients = in_turns(server.port, 4, seconds / 2)
        capacity = sum(client.statuses[200] for client in clients) / (seconds / 2)
        threads = 64
        clients = [Client(server.port) for _ in range(threads)]
        sent, began = bodies(), time.perf_counter()

        def run(first: int, client: Client) -> None:
            # Each at its own times, however long an answer takes.
            for number in count():
                due = began + (number + first / threads) * threads / (2 * capacity)
                if due > began + seconds:
                    return
                time.sleep(max(0.0, due - time.perf_counter()))
                client.ask(sent[(first + number) % len(sent)])

        together(run, clients)
        asked = sum(sum(client.statuses.values()) for client in clients)
        print(
            f"{capacity:.1f} a second can be answered, {asked / seconds:.1f} were sent for "
            f"{seconds:.0f} s: {statuses(clients)}; those answered took {percentiles(clients)}"
        )


def memory(requests: int) -> None:
    with serving("--workers", "2") as server:
        numbers, lock = iter(range(requests)), threading.Lock()
        clients = [Client(server.port) for _ in range(4)]
        began = time.perf_counter()
        print(f"{requests:,} short articles; resident MiB of the service and of each worker")

        def note(number: int) -> None:
            pids = [server.process.pid, *server.workers()]
            told = " ".join(f"{resident(pid):6.1f}" for pid in pids)
            print(f"  {number:>6,}  {told}", flush=True)

        def run(first: int, client: Client) -> None:
            while True:
                with lock:
                    number = next(numbers, None)
                    if number is None:
                        return
                    if number % (requests // 10) == 0:
                        note(number)
                    if number == requests // 2:
                        os.kill(server.workers()[0], signal.SIGKILL)
                        print("          a worker is killed")
                text = SHORT.format(number=number)
                client.ask(json.dumps({"article": f"a{number}", "text": text}).encode())

        together(run, clients)
        note(requests)
        took = time.perf_counter() - began
        print(f"  {statuses(clients)}; {requests / took:.0f} a second, {percentiles(clients)}")


def resident(pid: int) -> float:
    """MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=["throughput", "overload", "memory"])
    parser.add_argument("--seconds", type=float, default=15.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3, help="of one worker, then two")
    parser.add_argument("--requests", type=int, default=20_000, help="of the part memory")
    args = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores; load average {load:.1f} before anything is started")
    if args.part in (None, "throughput"):
        throughput(args.seconds, args.rounds)
    if args.part in (None, "overload"):
        overload(args.seconds)
    if args.part in (None, "memory"):
        memory(args.requests)


if __name__ == "__main__":
    main()
