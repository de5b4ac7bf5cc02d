"""Who is let through to the review, and what every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest
from starlette.types import Message, Receive, Scope, Send

from attrib.review.guard import LARGEST_BODY, POLICY, Guard

PORT = 4711
TOKEN = "a-token_of-this-test"
HOST = f"127.0.0.1:{PORT}"
Header = tuple[str, str]
POSTED: tuple[Header, ...] = (
    ("host", HOST),
    ("origin", f"http://{HOST}"),
    ("content-type", "application/json"),
)


class Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]


class Inner:
    """An application that notes what reaches it and sends its body back."""

    def __init__(self, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        self.paths: list[str] = []
        self.headers = list(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.paths.append(scope["path"])
        body = (await receive()).get("body", b"") if scope["method"] == "POST" else b"a page"
        await send({"type": "http.response.start", "status": 200, "headers": self.headers})
        await send({"type": "http.response.body", "body": body})


def ask(
    inner: Inner,
    path: str = f"/{TOKEN}/",
    headers: Iterable[Header] = (("host", HOST),),
    method: str = "GET",
    chunks: Iterable[bytes] = (b"",),
    *,
    gone: bool = False,
) -> Answer:
    """What the guard answers to a request as it is sent, without a client that tidies it."""
    raw = path.encode()
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": raw,
        "headers": [(k.encode(), v.encode("latin-1")) for k, v in headers],
    }
    pieces = list(chunks)
    messages: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": gone or at < len(pieces) - 1}
        for at, piece in enumerate(pieces)
    ]
    sent: list[Any] = []

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Guard(inner, PORT, TOKEN)(scope, receive, send))
    start, *rest = sent
    return Answer(
        start["status"],
        [(k.decode(), v.decode()) for k, v in start["headers"]],
        b"".join(message["body"] for message in rest),
    )


def post(inner: Inner, headers: Iterable[Header] = POSTED, **kwargs: Any) -> Answer:
    return ask(inner, f"/{TOKEN}/decisions", headers, "POST", **kwargs)


def without(name: str, *instead: str) -> list[Header]:
    return [*(h for h in POSTED if h[0] != name), *((name, value) for value in instead)]


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}"])
def test_its_own_page_is_let_through(host: str) -> None:
    inner = Inner()
    assert ask(inner, headers=[("host", host)]).body == b"a page"
    sent = [("host", host), ("origin", f"http://{host}"), ("content-type", "application/json")]
    assert post(inner, sent, chunks=[b"{}"]).body == b"{}"
    assert inner.paths == ["/", "/decisions"]


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("rebound.example",),
        (f"rebound.example:{PORT}",),
        ("127.0.0.1",),
        ("localhost",),
        (f"127.0.0.1:{PORT + 1}",),
        (f"{HOST}.rebound.example",),
        (f"127.0.0.1.:{PORT}",),
        (f"[::1]:{PORT}",),
        (f"0.0.0.0:{PORT}",),
        (HOST, "rebound.example"),
        (HOST, HOST),
        (f"{HOST},rebound.example",),
        ("",),
    ],
)
def test_another_host_is_refused(hosts: tuple[str, ...]) -> None:
    inner = Inner()
    answer = ask(inner, headers=[("host", host) for host in hosts])
    assert (answer.status, answer.body, inner.paths) == (403, b"", [])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "*",
        f"/{TOKEN}",
        f"//{TOKEN}/",
        f"/{TOKEN}//",
        f"/{TOKEN}//state",
        f"/{TOKEN}/state/",
        f"/{TOKEN}/../",
        f"/{TOKEN}/..",
        f"/{TOKEN}/.",
        f"/{TOKEN}/../{TOKEN}/",
        f"/../{TOKEN}/",
        f"/./{TOKEN}/",
        f"/{TOKEN}/%2e%2e/",
        f"/{TOKEN}/%2e%2e",
        f"/{TOKEN}/%2e%2e%2fetc",
        f"/{TOKEN}/s%74ate",
        f"/{TOKEN}/\\..\\",
        f"/{TOKEN}/état",
        f"/%61{TOKEN[1:]}/",
        f"/{TOKEN}%2f",
        f"/{TOKEN[:-1]}/",
        f"/{TOKEN}x/",
        f"/{TOKEN.upper()}/",
        "//",
        "/état/",
        f"http://{HOST}/{TOKEN}/",
        "/etc/passwd",
        "/favicon.ico",
    ],
)
def test_another_path_is_nothing(path: str) -> None:
    inner = Inner()
    answer = ask(inner, path)
    assert (answer.status, answer.body, inner.paths) == (404, b"", [])


@pytest.mark.parametrize(
    "origins",
    [
        (),
        ("null",),
        ("",),
        ("https://rebound.example",),
        (f"https://{HOST}",),
        (f"http://localhost:{PORT}",),
        ("http://127.0.0.1",),
        (f"http://127.0.0.1:{PORT + 1}",),
        (f"http://{HOST}/",),
        (f"http://{HOST}", "https://rebound.example"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_what_another_page_sends_is_refused(origins: tuple[str, ...], method: str) -> None:
    inner = Inner()
    answer = ask(inner, f"/{TOKEN}/decisions", without("origin", *origins), method)
    assert (answer.status, inner.paths) == (403, [])
    assert not [name for name, _ in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "Same-Origin, none"])
def test_what_a_browser_sends_for_another_site_is_refused(site: str) -> None:
    inner = Inner()
    assert ask(inner, headers=[("host", HOST), ("sec-fetch-site", site)]).status == 403
    assert post(inner, [*POSTED, ("sec-fetch-site", site)]).status == 403
    both = [*POSTED, ("sec-fetch-site", "none"), ("sec-fetch-site", site)]
    assert post(inner, both).status == 403
    assert inner.paths == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_a_browser_sends_for_the_page_itself_is_let_through(site: str) -> None:
    assert ask(Inner(), headers=[("host", HOST), ("sec-fetch-site", site)]).status == 200


@pytest.mark.parametrize(
    "kinds",
    [
        (),
        ("text/plain",),
        ("application/x-www-form-urlencoded",),
        ("multipart/form-data; boundary=x",),
        ("application/jsonx",),
        ("text/plain; application/json",),
        ("application/json", "text/plain"),
    ],
)
def test_what_a_form_could_send_is_refused(kinds: tuple[str, ...]) -> None:
    inner = Inner()
    assert post(inner, without("content-type", *kinds)).status == 415
    assert inner.paths == []


def test_json_may_name_its_encoding() -> None:
    assert post(Inner(), without("content-type", "Application/JSON; charset=utf-8")).status == 200


def test_a_large_body_is_refused_by_its_length() -> None:
    inner = Inner()
    for length in (LARGEST_BODY + 1, 10**30):
        answer = post(inner, [*POSTED, ("content-length", str(length))])
        assert (answer.status, inner.paths) == (413, [])


def test_a_large_body_in_pieces_is_refused() -> None:
    inner = Inner()
    assert post(inner, chunks=[b"x" * 8_192] * 8).status == 200
    inner = Inner()
    answer = post(inner, chunks=[*([b"x" * 8_192] * 8), b"x"])
    assert (answer.status, inner.paths) == (413, [])
    # Nor does a length that says otherwise help.
    answer = post(inner, [*POSTED, ("content-length", "2")], chunks=[*([b"x" * 8_192] * 8), b"x"])
    assert (answer.status, inner.paths) == (413, [])


def test_half_a_body_is_nothing_to_act_on() -> None:
    inner = Inner()
    assert post(inner, chunks=[b'{"about": '], gone=True).status == 400
    assert inner.paths == []


def test_a_body_in_pieces_arrives_whole() -> None:
    assert post(Inner(), chunks=[b"{", b"", b"}"]).body == b"{}"


def test_every_answer_is_closed_to_other_pages() -> None:
    wanted = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "content-security-policy": f"{POLICY}; connect-src 'self'; frame-ancestors 'none'",
    }
    inner = Inner()
    for answer in (
        ask(inner),
        post(inner),
        ask(inner, "/"),
        ask(inner, headers=[]),
        post(inner, without("origin")),
        post(inner, without("content-type")),
        post(inner, chunks=[b"x" * (LARGEST_BODY + 1)]),
    ):
        assert {name: answer.header(name) for name in wanted} == {
            name: [value] for name, value in wanted.items()
        }


def test_a_page_says_what_it_loads_and_no_more() -> None:
    own = [
        (b"Content-Security-Policy", b"default-src 'none'; script-src 'sha256-x'"),
        (b"Cache-Control", b"public"),
    ]
    answer = ask(Inner(own))
    assert answer.header("content-security-policy") == [
        "default-src 'none'; script-src 'sha256-x'; connect-src 'self'; frame-ancestors 'none'"
    ]
    assert answer.header("cache-control") == ["no-store"]
    assert not answer.header("Cache-Control")


def test_no_other_protocol_is_spoken() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    inner = Inner()
    scope = {"type": "websocket", "raw_path": f"/{TOKEN}/".encode(), "headers": []}
    asyncio.run(Guard(inner, PORT, TOKEN)(scope, receive, send))
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert inner.paths == []
