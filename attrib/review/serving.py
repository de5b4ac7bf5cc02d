"""The review's server on this machine's own address, until it is told to stop."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import uvicorn

from .app import application
from .desk import Desk

HOST = "127.0.0.1"
# Ports from here on are nobody's (RFC 6335, section 6).
_FIRST_FREE = 49_152


def serve(
    desk: Desk,
    by: str,
    say: Callable[[str], None],
    *,
    port: int | None = None,
    browse: bool = False,
) -> None:
    """Serve an article's review until SIGINT or SIGTERM; then return.

    What has been asked for by then is answered. A second SIGINT waits for nothing.

    Args:
        desk: the article under review.
        by: who decides, unless the page says otherwise.
        say: is called with the address, once there is an answer at it.
        port: to listen at; without one the article's own, or any that is free where it is not.
        browse: open the address in the browser.

    Raises:
        OSError: the port cannot be had.
    """
    with _listening(port, desk.article) as listener:
        port = listener.getsockname()[1]
        token = secrets.token_urlsafe(32)
        config = uvicorn.Config(
            application(desk, by, port, token),
            http="h11",
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
        )
        server = uvicorn.Server(config)

        def stop(*_: object) -> None:
            server.should_exit = True

        # uvicorn raises the signal that stopped it again when it has stopped, for those who
        # were there before: there is nothing left to do then.
        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            address = f"http://{HOST}:{port}/{token}/"
            say(address)
            if browse:
                # A browser that runs in the terminal returns only when it is left.
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            server.run(sockets=[listener])
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _listening(port: int | None, article: Path) -> socket.socket:
    if port is not None:
        return _bound(port)
    # A browser keeps what is typed in (who decides) by address: the same article comes back to it.
    name = sha256(os.fsencode(article.absolute())).digest()
    try:
        return _bound(_FIRST_FREE + int.from_bytes(name[:4], "big") % (65_536 - _FIRST_FREE))
    except OSError:
        return _bound(0)


def _bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # The port of a server that has just ended can be had again at once.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise OSError(error.errno, error.strerror, f"{HOST}:{port}") from error
    return listener
