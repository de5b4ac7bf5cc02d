"""Connections: how long a client may take to ask, and how many may be there at once."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, ClassVar, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .guard import SURPLUS, Guard, Refused

# Seconds from a connection, or the answer before, to the end of a request's head.
_HEAD_SECONDS = 10.0
MOST = 500
_LOG = logging.getLogger("attrib.serve")


class Connection(H11Protocol):
    """Uvicorn's, with an end to waiting: it knows one only for what follows an answer.

    Where there are too many, who has not asked yet makes room, the longest first; so those who
    open connections and say nothing lock nobody out. Where all are at work a new one is refused.

    Attributes:
        guard: that notes what is refused here.
        most: connections at a time, those that wait for another request among them.
    """

    guard: ClassVar[Guard]
    most: ClassVar[int] = MOST

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head: asyncio.TimerHandle | None = None
        self._since = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and a place for it."""
        super().connection_made(transport)
        self._take_place()
        self._bound_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of what belongs to it."""
        super().connection_lost(exc)
        self._bound_head(is_over=True)

    def data_received(self, data: bytes) -> None:
        """Read on."""
        super().data_received(data)
        self._bound_head()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._since = self.loop.time()
        self._bound_head()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP in the form of every other error."""
        self._refuse(Refused(400, "bad-request", msg))

    def _take_place(self) -> None:
        if len(self.connections) <= self.most:
            return
        others = cast("set[Connection]", self.connections)
        waiting = [one for one in others if one is not self and one._is_waiting]
        _LOG.warning("over %d connections", self.most)
        if waiting:
            oldest = min(waiting, key=lambda one: (one._is_asking, one._since))
            self.guard.cut("crowded")
            oldest.transport.abort()
        else:
            self.app_state = {**self.app_state, SURPLUS: True}

    @property
    def _is_waiting(self) -> bool:
        """Whether it is the client's turn."""
        turn = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        return turn and not self.transport.is_closing()

    @property
    def _is_asking(self) -> bool:
        return self.conn.their_state is h11.SEND_BODY

    def _bound_head(self, *, is_over: bool = False) -> None:
        """Run the clock while a head is awaited; what comes of it in the meantime adds no time."""
        if is_over or self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            if self._head is not None:
                self._head.cancel()
                self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(_HEAD_SECONDS, self._too_slow)

    def _too_slow(self) -> None:
        begun, _ = self.conn.trailing_data
        if begun:
            self._refuse(
                Refused(408, "too-slow", f"the request's head took over {_HEAD_SECONDS:.0f} s")
            )
        else:
            self.guard.cut("idle")
            self.transport.close()

    def _refuse(self, refused: Refused) -> None:
        headers, body = self.guard.before_request(refused)
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            # An answer has begun already.
            self.transport.abort()
            return
        for event in (
            h11.Response(status_code=refused.status, headers=headers, reason=b""),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
