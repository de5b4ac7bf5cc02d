"""What stands before the API: who may ask, how much is read, and what is noted of every request."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import log
from .metrics import Cut
from .pool import QueueFull
from .service import Service

# Where `Asked` is found in a request's scope, and in its state that the connection is one too many.
ASKED = "attrib.asked"
SURPLUS = "attrib.surplus"
# What may be asked without a key: nothing of any article, and nothing of the desk.
_OPEN = ("/healthz", "/readyz", "/docs", "/openapi.json")
# Answered also while the service stops.
_ALWAYS = ("/healthz", "/readyz", "/metrics")
_CHECKING = ("/v1/check", "/v1/verify", "/v1/gate")
# What stands in the log and the figures as it is asked, whatever comes of it.
_ROUTES = (*_OPEN, *_CHECKING, "/v1/rules", "/v1/sources", "/metrics")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Seconds to send a body in, and one that nobody wants.
_BODY_SECONDS, _HEARD_SECONDS = 30.0, 5.0
# Bodies that are held at once, in bodies of the greatest size.
_MOST_BODIES = 8
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Refused(Exception):
    """A request that gets an error for an answer.

    Attributes:
        status: of HTTP.
        error: its name for programs.
        message: for people.
        details: where in the request, and what.
        retry_after: seconds; None where trying again is of no use.
    """

    def __init__(
        self,
        status: int,
        error: str,
        message: str,
        details: Iterable[tuple[str, str]] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = error
        self.message = message
        self.details = tuple(details)
        self.retry_after = retry_after

    def body(self, request: str) -> bytes:
        """The answer, as `messages.ErrorAnswer` has it."""
        details = [{"where": where, "message": message} for where, message in self.details]
        told = {"error": self.error, "message": self.message, "request": request}
        return json.dumps({**told, "details": details}).encode("ascii")

    def headers(self) -> dict[str, str]:
        """Those that belong to it."""
        headers = {"Content-Type": "application/json"}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if self.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return headers


class _Gone(Exception):
    """Who asked has hung up."""


@dataclass(eq=False)
class Asked:
    """What is known of a request, for its answer and for the log.

    Attributes:
        request: its id.
        key: name of the key; None without keys.
        article: id of the article.
        text: of the article; noted only where the log may have it.
        decision: of the gate.
        trace: of a mistake of attrib's.
        is_sending: whether a part of the body has not come yet.
        is_last: whether the connection ends with the answer.
    """

    request: str
    key: str | None = None
    article: str | None = None
    text: str | None = None
    decision: str | None = None
    trace: tuple[str, ...] | None = None
    began: float = field(default_factory=time.perf_counter)
    status: int | None = None
    is_sending: bool = False
    is_last: bool = False


class Guard:
    """The outermost part of the service.

    Args:
        app: the API.
        service: that it belongs to.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        asked = Asked(given if _REQUEST_ID.fullmatch(given) else uuid4().hex)
        # Who asks with HEAD gets what GET would, and the server sends the head of it alone.
        is_head = scope["method"] == "HEAD"
        scope = {**scope, "method": "GET" if is_head else scope["method"], ASKED: asked}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                asked.status = message["status"]
                self._add_headers(asked, MutableHeaders(scope=message))
            await send(message)

        self._service.in_flight += 1
        held = 0
        try:
            try:
                try:
                    self._admit(scope, headers, asked)
                except Refused:
                    await self._heard_out(receive, asked)
                    raise
                body = await self._body(receive, asked)
                held = len(body)
                await self._app(scope, _replayed(body, receive), answer)
            except Refused as refused:
                await _send(refused, asked, answer)
            except _Gone:
                asked.status = 499  # nginx's: nobody is left to be answered
            except asyncio.CancelledError:
                if asked.status is not None or not self._service.stopping:
                    raise
                # The time to stop in is over; that is told like everything else.
                await _send(STOPPING, asked, answer)
            except Exception as error:
                asked.trace = log.trace_of(error)
                if asked.status is None:
                    await _send(BROKEN, asked, answer)
        finally:
            self._held -= held
            self._service.in_flight -= 1
            self._note("HEAD" if is_head else scope["method"], self._route(scope), asked)

    def before_request(self, refused: Refused) -> tuple[list[tuple[bytes, bytes]], bytes]:
        """The answer to what never became a request: its headers and its body. It is noted too."""
        asked = Asked(uuid4().hex, status=refused.status, is_last=True)
        body = refused.body(asked.request)
        headers = MutableHeaders({**refused.headers(), "Content-Length": str(len(body))})
        self._add_headers(asked, headers)
        self._note("other", "other", asked)
        return headers.raw, body

    def cut(self, reason: Cut) -> None:
        """Note a connection that was ended without an answer."""
        self._service.metrics.cut(reason)

    def _admit(self, scope: Scope, headers: Headers, asked: Asked) -> None:
        path = scope["path"]
        keys = self._service.keys
        if keys is not None:
            asked.key = keys.name_of(headers.get("authorization"))
            if asked.key is None and path not in _OPEN:
                raise Refused(401, "no-key", "a key is needed: Authorization: Bearer KEY")
        else:
            _require_local(headers)
        if self._service.stopping and path not in _ALWAYS:
            raise STOPPING
        if scope.get("state", {}).get(SURPLUS) and path not in _ALWAYS:
            asked.is_last = True
            raise Refused(503, "busy", "there are too many connections", retry_after=1)
        if "transfer-encoding" in headers and "content-length" in headers:
            # RFC 9112, section 6.3: it may be an attempt to smuggle a request past a proxy.
            asked.is_last = True
            raise Refused(400, "bad-request", "its length is told in two ways")
        if len(headers.getlist("content-type")) > 1:
            asked.is_last = True
            raise Refused(400, "bad-request", "it has two content types")
        if any(named.lower() != "identity" for named in headers.getlist("content-encoding")):
            raise Refused(415, "encoded", "compressed bodies are not read")
        if scope["method"] == "POST" and path in _CHECKING:
            try:
                # Before the article is sent, not after.
                self._service.pool.require_room()
            except QueueFull as full:
                raise queue_full(full) from None

    async def _heard_out(self, receive: Receive, asked: Asked) -> None:
        """Let a body pass by that nobody wants: who still sends does not see the answer."""
        with suppress(Refused):
            await self._body(receive, asked, kept=False)

    async def _body(self, receive: Receive, asked: Asked, *, kept: bool = True) -> bytes:
        asked.is_sending = True
        seconds = _BODY_SECONDS if kept else _HEARD_SECONDS
        try:
            body = await asyncio.wait_for(self._read(receive, asked, kept), seconds)
            asked.is_sending = False
            return body
        except asyncio.TimeoutError:
            raise Refused(408, "too-slow", f"the body took over {seconds:.0f} s") from None

    async def _read(self, receive: Receive, asked: Asked, kept: bool) -> bytes:
        most = self._service.config.most_bytes
        pieces: list[bytes] = []
        size = held = 0
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _Gone
                piece = message.get("body", b"")
                size += len(piece)
                if kept and size <= most:
                    pieces.append(piece)
                    held += len(piece)
                    self._held += len(piece)
                if self._held > _MOST_BODIES * most:
                    raise Refused(503, "busy", "too much is being sent at once", retry_after=1)
                if not message.get("more_body", False):
                    asked.is_sending = False
                    break
                # What is somewhat too large is heard out, so that the answer is.
                if size > 4 * most:
                    break
            if size > most:
                raise Refused(
                    413, "too-large", f"the request is too large: the limit is {most:,} bytes"
                )
        except BaseException:
            self._held -= held
            raise
        return b"".join(pieces)

    def _add_headers(self, asked: Asked, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers["X-Request-Id"] = asked.request
        if self._service.stopping or asked.is_sending or asked.is_last:
            headers["Connection"] = "close"

    def _route(self, scope: Scope) -> str:
        """The pattern of the path, never the path as sent: that may be anything, endlessly many."""
        path: str = scope["path"]
        found: str = getattr(scope.get("route"), "path", path if path in _ROUTES else "other")
        return found

    def _note(self, method: str, route: str, asked: Asked) -> None:
        status = 499 if asked.status is None else asked.status
        took = time.perf_counter() - asked.began
        self._service.metrics.request(route, status, took)
        open_log = self._service.config.log_articles
        log.write(
            "error" if status == 500 or asked.trace else "info",
            "request",
            request=asked.request,
            method=method if len(method) < 10 else "other",
            route=route,
            status=status,
            ms=round(1000 * took, 1),
            key=asked.key,
            article=asked.article if open_log else log.hashed(asked.article),
            decision=asked.decision,
            text=asked.text if open_log else None,
            trace=asked.trace,
        )


# The answer where no other is to be had.
BROKEN = Refused(500, "internal", "the request failed: this is a mistake of attrib's")
STOPPING = Refused(503, "stopping", "the service is stopping", retry_after=5)


def queue_full(full: QueueFull) -> Refused:
    """The answer to one article too many."""
    return Refused(429, "queue-full", "too many articles wait", retry_after=full.retry_after)


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's, and no other machine reaches it."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _require_local(headers: Headers) -> None:
    """Without keys: a page in a browser on this machine must not ask in its user's place."""
    named = _host(headers.get("host", ""))
    if not is_loopback(named):
        raise Refused(403, "not-local", "without keys only this machine is served")
    origin = headers.get("origin")
    if origin is not None and not is_loopback(_host(origin.partition("://")[2])):
        raise Refused(403, "not-local", "other sites' pages may not ask")


def _host(given: str) -> str:
    """A host without its port."""
    return given[: given.find("]") + 1] if given.startswith("[") else given.partition(":")[0]


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _send(refused: Refused, asked: Asked, send: Send) -> None:
    body = refused.body(asked.request)
    headers = {**refused.headers(), "Content-Length": str(len(body))}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": refused.status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
