"""The review's server on this machine's own address, until it is told to stop."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from .app import application
from .desk import Desk

HOST = "127.0.0.1"


def serve(
    desk: Desk, by: str, say: Callable[[str], None], *, port: int = 0, browse: bool = False
) -> None:
    """Serve an article's review until SIGINT or SIGTERM; then return.

    What has been asked for by then is answered. A second SIGINT waits for nothing.

    Args:
        desk: the article under review.
        by: who decides, unless the page says otherwise.
        say: is called with the address, once there is an answer at it.
        port: to listen at; 0 for any that is free.
        browse: open the address in the browser.

    Raises:
        OSError: the port cannot be had.
    """
    with _listening(port) as listener:
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


def _listening(port: int) -> socket.socket:
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
