"""The real command as a process, and what it logs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import ROOT

KEY = "a-key-for-the-tests-alone"
CALM = "The pier will stay shut until spring, the Harbour Board said on Monday."
LOUD = "“Our children walk past that crane every morning and nobody has ever come to look at it.”"
# Takes a worker seconds.
LONG = "\n\n".join(
    f"The pier will stay shut for {n} weeks, Anna Calder said." for n in range(2_000)
)
PATIENCE = 60.0


class Server:
    """A service that was started; `client` asks it with its key, where it has one."""

    def __init__(
        self, folder: Path, *args: str, keys: str | None = None, files: int | None = None
    ) -> None:
        self.folder = folder
        self._log = folder / "log"
        if keys is not None:
            (folder / "keys").write_text(keys, "utf-8")
            args = (*args, "--keys", "keys")
        command = [sys.executable, "-m", "attrib", "serve", "--port", "0", *args]
        if files is not None:
            command = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *command]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self._began = len(self.lines())
        (told,) = self.wait_for("listening")
        self.url: str = told["url"]
        headers = {"Authorization": f"Bearer {KEY}"} if keys is not None else {}
        self.client = httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE)

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged in whole lines; fails on what is no JSON."""
        whole, _, _ = self._log.read_text("utf-8").rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def wait_for(self, event: str, count: int = 1) -> list[dict[str, Any]]:
        """The first lines of that kind, when there are so many."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = [line for line in self.lines()[self._began :] if line["event"] == event]
            if len(found) >= count:
                return found[:count]
            assert self.process.poll() is None or event == "stopped", self._log.read_text("utf-8")
            time.sleep(0.02)
        raise AssertionError(f"never logged: {event}")

    def metrics(self) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
        """The figures by name and labels, as Prometheus's own parser reads them."""
        from prometheus_client.parser import text_string_to_metric_families

        families = text_string_to_metric_families(self.client.get("/metrics").text)
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in families
            for sample in family.samples
        }

    def workers(self) -> list[int]:
        """The processes of its workers."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                stat = (entry / "stat").read_text()
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            if parent == self.process.pid and b"spawn_main" in words:
                found.append(int(entry.name))
        return found

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send it a signal, and wait for its end."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


@contextmanager
def serving(
    folder: Path, *args: str, keys: str | None = None, files: int | None = None
) -> Iterator[Server]:
    """A service in a folder, with so many open files at most; killed at the end if it still runs."""
    server = Server(folder, *args, keys=keys, files=files)
    try:
        yield server
    finally:
        server.stop(signal.SIGKILL)


def gate(text: str, article: str = "pier", **more: Any) -> dict[str, Any]:
    return {"article": article, "text": text, **more}
