from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from attrib.serve.api import api
from attrib.serve.guard import Guard, is_loopback
from attrib.serve.metrics import Metrics

from .server import CALM, KEY, Server, gate, serving
from .test_api import error


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer wrong", f"Basic {KEY}", KEY, "Bearer \xff"]
)
def test_without_its_key_nothing_is_told(server: Server, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    with httpx.Client(base_url=server.url, headers=headers) as stranger:
        for path in ("/v1/rules", "/v1/sources", "/v1/gate", "/metrics", "/nothing"):
            answer = stranger.get(path)
            error(answer, 401, "no-key")
            assert answer.headers["www-authenticate"] == "Bearer"
        error(stranger.post("/v1/check", json={"text": CALM}), 401, "no-key")
        error(stranger.post("/v1/gate", json=gate(CALM)), 401, "no-key")


def test_a_request_that_is_too_large_is_told_so(server: Server) -> None:
    large = b'{"text": "' + b"a " * 150_000 + b'"}'
    kind = {"Content-Type": "application/json"}
    told = error(server.client.post("/v1/check", content=large, headers=kind), 413, "too-large")
    assert "200,000" in told["message"]

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(large), 10_000):
            yield large[start : start + 10_000]

    error(server.client.post("/v1/check", content=chunks(), headers=kind), 413, "too-large")
    # The service goes on.
    assert server.client.post("/v1/check", json={"text": CALM}).status_code == 200


def test_a_body_without_end_is_not_read_on(server: Server) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 30) as raw:
        raw.sendall(
            b"POST /v1/check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Type: text/plain\r\nAuthorization: Bearer " + KEY.encode() + b"\r\n\r\n"
        )
        chunk = b"186a0\r\n" + b"a" * 100_000 + b"\r\n"
        # Far more than the buffers between the two hold.
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            raw.sendall(1_000 * chunk)


def test_what_is_refused_has_its_route_in_the_figures(server: Server) -> None:
    headers = {"Authorization": "Bearer wrong"}
    before = server.metrics()
    for path in ("/v1/gate", "/v1/rules", "/nothing"):
        error(server.client.get(path, headers=headers), 401, "no-key")
    after = server.metrics()
    for route in ("/v1/gate", "/v1/rules", "other"):
        key = ("attrib_requests_total", (("route", route), ("status", "401")))
        assert after[key] == before.get(key, 0) + 1


def test_a_body_in_two_codings_is_not_read(server: Server) -> None:
    headers = [
        *(("Content-Type", "text/plain"), ("Content-Encoding", "identity")),
        ("Content-Encoding", "gzip"),
    ]
    answer = server.client.post("/v1/check", content=b"x", headers=headers)
    error(answer, 415, "encoded")


def test_a_request_s_id_is_taken_where_it_is_sane(server: Server) -> None:
    for given in ("cms-4711", "A.b_c-9"):
        answer = server.client.get("/healthz", headers={"X-Request-Id": given})
        assert answer.headers["x-request-id"] == given
    for given in ("a b", "a" * 65, "<x>", "é", "{}"):
        answer = server.client.get("/healthz", headers={"X-Request-Id": given.encode("utf-8")})
        assert len(answer.headers["x-request-id"]) == 32


def test_every_answer_has_the_headers_of_safety(server: Server) -> None:
    for path in ("/healthz", "/docs", "/v1/rules", "/nothing", "/metrics"):
        headers = server.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "server" not in headers


def test_the_log_has_no_article_and_no_key(server: Server) -> None:
    secret = "Whistleblower Bertram Quillfeather"
    request = {"X-Request-Id": "the-one-to-find"}
    server.client.post(
        "/v1/gate", json=gate(f"{CALM} So said {secret}.", "quillfeather-7"), headers=request
    )
    server.client.post("/v1/check", json={"text": secret, "path": "quillfeather.txt"})
    server.client.post("/v1/check", json={"text": "", "path": "quillfeather.txt"})
    server.client.get(f"/v1/quillfeather?key={KEY}")
    server.wait_for("request")
    log = (server.folder / "log").read_text("utf-8")
    assert "uillfeather" not in log
    assert KEY not in log
    (line,) = [line for line in server.lines() if line.get("request") == "the-one-to-find"]
    assert line["level"] == "info"
    assert (line["route"], line["status"], line["method"]) == ("/v1/gate", 200, "POST")
    assert line["key"].startswith("key-")
    assert len(line["article"]) == 16
    assert line["ms"] > 0


def test_ids_and_texts_are_logged_where_that_is_wanted(tmp_path: Path) -> None:
    with serving(tmp_path, "--log-articles", "--workers", "1") as server:
        server.client.post("/v1/gate", json=gate(CALM, "pier-4"))
        (line,) = server.wait_for("request")
        assert (line["article"], line["text"]) == ("pier-4", CALM)


def test_without_keys_only_this_machine_is_served(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1") as server:
        assert server.wait_for("listening")[0]["keys"] == "none: only this machine is served"
        ok = server.client.post("/v1/check", json={"text": CALM})
        assert ok.status_code == 200
        # A name of somebody else's that leads here, and another site's page.
        for headers in (
            {"Host": "evil.example"},
            {"Host": "127.0.0.1.evil.example"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Host": ""},
        ):
            answer = server.client.post("/v1/check", json={"text": CALM}, headers=headers)
            error(answer, 403, "not-local")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"])
def test_addresses_of_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.1", "localhost.example", "1"])
def test_addresses_that_others_reach(host: str) -> None:
    assert not is_loopback(host)


def test_a_mistake_of_attrib_s_is_told_and_logged_without_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def get(id: str) -> None:
        raise RuntimeError("words of an article")

    service: Any = SimpleNamespace(
        in_flight=0,
        stopping=False,
        keys=None,
        config=SimpleNamespace(most_bytes=1_000, log_articles=False),
        trail=SimpleNamespace(get=get),
        metrics=Metrics(lambda: 0, lambda: 1),
        database=ThreadPoolExecutor(1),
    )

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Guard(api(service), service))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(f"/v1/gate/{'0' * 32}")

    error(asyncio.run(ask()), 500, "internal")
    out = capsys.readouterr().err
    assert "words of an article" not in out
    told = json.loads(out)
    assert (told["level"], told["status"], told["trace"][0]) == ("error", 500, "RuntimeError")
    assert "test_guard.py" in told["trace"][-1]
    assert service.in_flight == 0
