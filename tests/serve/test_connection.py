from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

import attrib.serve.connection
from attrib.serve.connection import Connection
from attrib.serve.guard import Guard
from attrib.serve.metrics import Metrics

from .server import CALM, PATIENCE, gate, serving

HALF = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX"
ASK = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
SEND = b"POST /slow HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n"


class Here:
    """A listener with connections of ours, and an app that answers when it is let."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.metrics = Metrics(lambda: 0, lambda: 1)
        service: Any = SimpleNamespace(
            in_flight=0,
            stopping=False,
            keys=None,
            config=SimpleNamespace(most_bytes=1_000, log_articles=False),
            metrics=self.metrics,
        )
        guard = Guard(self._app, service)
        config = uvicorn.Config(guard, log_config=None, lifespan="off", ws="none")
        config.load()
        state = ServerState()
        kind = type("Here", (Connection,), {"guard": guard})
        self.make: Callable[[], Connection] = lambda: kind(
            config=config, server_state=state, app_state={}
        )
        self.port = 0
        self.asking: list[asyncio.StreamWriter] = []

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/healthz":
            await self.go.wait()
        headers = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})

    async def ask(self, sent: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.asking.append(writer)
        writer.write(sent)
        await asyncio.sleep(0.05)
        return reader, writer

    def cut(self) -> dict[str, float]:
        lines = self.metrics.text().decode().splitlines()
        told = [line for line in lines if line.startswith("attrib_connections_cut_total{")]
        return {line.split('"')[1]: float(line.split()[1]) for line in told}


@asynccontextmanager
async def listening() -> AsyncIterator[Here]:
    here = Here()
    server = await asyncio.get_running_loop().create_server(here.make, "127.0.0.1", 0)
    here.port = server.sockets[0].getsockname()[1]
    try:
        yield here
    finally:
        here.go.set()
        for writer in here.asking:
            writer.close()
        server.close()
        await asyncio.sleep(0.05)


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, PATIENCE))


def told(answer: bytes) -> tuple[int, dict[str, Any]]:
    """Status and body of an error in the one form."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/json" in head.lower()
    assert b"x-request-id: " in head.lower()
    assert b"connection: close" in head.lower()
    error = json.loads(body)
    assert set(error) == {"error", "message", "request", "details"}
    return int(head.split()[1]), error


def test_a_head_that_does_not_come_is_not_awaited(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(attrib.serve.connection, "_HEAD_SECONDS", 0.5)

    async def test() -> None:
        async with listening() as here:
            half, _ = await here.ask(HALF)
            idle, _ = await here.ask(b"")
            drip, dripping = await here.ask(b"G")
            for letter in HALF[1:5]:
                await asyncio.sleep(0.1)
                dripping.write(bytes([letter]))
            for reader in (half, drip):
                status, error = told(await reader.read())
                assert (status, error["error"]) == (408, "too-slow")
            assert await idle.read() == b""
            assert here.cut() == {"idle": 1, "crowded": 0}

    run(test())
    statuses = [json.loads(line)["status"] for line in capsys.readouterr().err.splitlines()]
    assert statuses == [408, 408]


def test_a_request_may_take_longer_than_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attrib.serve.connection, "_HEAD_SECONDS", 0.2)

    async def test() -> None:
        async with listening() as here:
            reader, writer = await here.ask(SEND[:-4] + b"\r\n\r\n123")
            await asyncio.sleep(0.4)
            writer.write(b"456789")
            await asyncio.sleep(0.4)
            here.go.set()
            assert (await reader.read(1_000)).startswith(b"HTTP/1.1 200")
            # The next head has its own time, and no more.
            writer.write(ASK)
            assert (await reader.read(1_000)).startswith(b"HTTP/1.1 200")
            writer.write(HALF)
            assert told(await reader.read())[0] == 408

    run(test())


def test_who_has_not_asked_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "most", 3)

    async def test() -> None:
        async with listening() as here:
            sending, sends = await here.ask(SEND)
            first, _ = await here.ask(HALF)
            second, _ = await here.ask(b"")
            asking, _ = await here.ask(ASK)
            assert (await asking.read(1_000)).startswith(b"HTTP/1.1 200")
            assert await first.read() == b""
            await here.ask(HALF)
            assert await second.read() == b""
            assert here.cut() == {"idle": 0, "crowded": 2}
            # Who sends a body is the last to go.
            sends.write(b"123456789")
            here.go.set()
            assert (await sending.read(1_000)).startswith(b"HTTP/1.1 200")

    run(test())


def test_where_all_are_at_work_one_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "most", 2)

    async def test() -> None:
        async with listening() as here:
            working = [(await here.ask(SEND + b"123456789"))[0] for _ in range(2)]
            more, _ = await here.ask(SEND + b"123456789")
            assert told(await more.read())[1]["error"] == "busy"
            # Whether it is alive can be asked all the same.
            alive, _ = await here.ask(ASK)
            assert (await alive.read(1_000)).startswith(b"HTTP/1.1 200")
            here.go.set()
            for reader in working:
                assert (await reader.read(1_000)).startswith(b"HTTP/1.1 200")

    run(test())


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"nonsense\r\n\r\n",
        SEND.replace(b"Content-Length: 9", b"Transfer-Encoding: chunked") + b"zz\r\n",
        SEND[:-2] + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        SEND[:-2] + b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n123456789",
    ],
)
def test_what_is_no_http_is_told_so_like_all_else(
    sent: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    async def test() -> None:
        async with listening() as here:
            reader, writer = await here.ask(sent)
            if sent.startswith(b"\x16"):
                writer.write(b"\r\n\r\n")
            status, error = told(await reader.read())
            assert (status, error["error"]) == (400, "bad-request")
            assert b'status="400"} 1.0' in here.metrics.text()

    run(test())
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines[0]["status"] == 400


@pytest.fixture
def files() -> Iterator[None]:
    """Enough open files for a test that opens many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4_096, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_many_that_never_ask_lock_nobody_out(tmp_path: Path, files: None) -> None:
    with serving(tmp_path, "--workers", "1") as server, ExitStack() as stack:
        host, port = server.url.removeprefix("http://").split(":")
        for _ in range(1_200):
            one = stack.enter_context(socket.create_connection((host, int(port)), PATIENCE))
            one.sendall(HALF)
        with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
            assert client.get("/healthz").status_code == 200
            answer = client.post("/v1/gate", json=gate(CALM))
            assert answer.json()["decision"] == "publish"
            assert server.metrics()["attrib_connections_cut_total", (("reason", "crowded"),)] >= 700
        assert len(server.lines()) < 100


def test_there_are_no_more_connections_than_open_files(tmp_path: Path, files: None) -> None:
    with serving(tmp_path, "--workers", "1", files=300) as server, ExitStack() as stack:
        host, port = server.url.removeprefix("http://").split(":")
        for _ in range(400):
            one = stack.enter_context(socket.create_connection((host, int(port)), PATIENCE))
            one.sendall(HALF)
        for pid in server.workers():
            os.kill(pid, signal.SIGKILL)
        server.wait_for("worker-replaced")
        assert server.client.post("/v1/gate", json=gate(CALM)).status_code == 200
        assert "Too many open files" not in (tmp_path / "log").read_text("utf-8")
