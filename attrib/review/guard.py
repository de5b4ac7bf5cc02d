"""Who may speak to the review's server: this machine's browser, on the page that it was given.

Any page that a browser has open can send requests to this machine, and a name that its owner
points here can read the answers (DNS rebinding). So the server answers only to its own name, to
whoever has the token of its address, and takes decisions only from its own page.
"""

from __future__ import annotations

from collections.abc import Iterable
from secrets import compare_digest

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 65_536
# What no page of a review needs is closed to it; what its page does need, it says itself.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
_ALWAYS = "connect-src 'self'; frame-ancestors 'none'"
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_POLICY = b"content-security-policy"
_SAFE = ("GET", "HEAD")


class _Refused(Exception):
    """A request that goes no further, with the status that says so and nothing else."""

    def __init__(self, status: int) -> None:
        self.status = status


class Guard:
    """ASGI middleware around the review's application.

    The application sees the path without the token, and a body read to its end. It gives a page
    its ``Content-Security-Policy``; `Guard` adds to it, and puts one on every other answer.

    Args:
        app: what answers the requests that are let through.
        port: that the server listens at.
        token: the first part of every path.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._token = token.encode("ascii")
        self._hosts = tuple(f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(_guarded(message.get("headers", ())))}
            await send(message)

        try:
            path = self._path(scope)
            _require_own_page(scope)
            receive = await _whole(scope, receive)
        except _Refused as refused:
            await answer(
                {
                    "type": "http.response.start",
                    "status": refused.status,
                    # What is left of the request is not read.
                    "headers": [(b"content-length", b"0"), (b"connection", b"close")],
                }
            )
            await answer({"type": "http.response.body", "body": b""})
            return
        inner = {**scope, "path": path, "raw_path": path.encode("ascii"), "root_path": ""}
        await self._app(inner, receive, answer)

    def _path(self, scope: Scope) -> str:
        """The path behind the token: "/" and at most one plain name.

        It is looked at as it was sent: what is escaped, doubled or leads upwards is none of ours.
        """
        if not any(_one(scope, b"host") == host for host in self._hosts):
            raise _Refused(403)
        parts = bytes(scope["raw_path"]).split(b"/")
        if len(parts) != 3 or parts[0] or not compare_digest(parts[1], self._token):
            raise _Refused(404)
        if parts[2] and not parts[2].isalpha():
            raise _Refused(404)
        return "/" + parts[2].decode("ascii")


def _require_own_page(scope: Scope) -> None:
    """Refuse what another page sends, and what a browser would send for another page unasked."""
    if _all(scope, b"sec-fetch-site") not in ([], [b"same-origin"], [b"none"]):
        raise _Refused(403)
    if scope["method"] in _SAFE:
        return
    if _one(scope, b"origin") != b"http://" + (_one(scope, b"host") or b""):
        raise _Refused(403)
    kind = (_one(scope, b"content-type") or b"").partition(b";")[0]
    if kind.strip().lower() != b"application/json":
        raise _Refused(415)


async def _whole(scope: Scope, receive: Receive) -> Receive:
    """The body, read to its end however it is sent, as the one message that it comes to."""
    if scope["method"] in _SAFE:
        return receive
    length = _one(scope, b"content-length")
    # The server has seen to it that it is a number; of more digits than that it is over the
    # limit.
    if length is not None and (len(length) > 6 or int(length) > LARGEST_BODY):
        raise _Refused(413)
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            # Who asked has gone, and half of what was asked is nothing to act on.
            raise _Refused(400)
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_BODY:
            raise _Refused(413)
    whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def again() -> Message:
        return whole.pop() if whole else await receive()

    return again


def _guarded(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    """An answer's headers, and those that every answer has."""
    own = {name for name, _ in _HEADERS}
    policy = POLICY.encode()
    for name, value in headers:
        if name.lower() == _POLICY:
            policy = value
        elif name.lower() not in own:
            yield name, value
    yield _POLICY, policy + b"; " + _ALWAYS.encode()
    yield from _HEADERS


def _all(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key.lower() == name]


def _one(scope: Scope, name: bytes) -> bytes | None:
    """A header that was sent once; None where it was not, or several times."""
    values = _all(scope, name)
    return values[0] if len(values) == 1 else None
