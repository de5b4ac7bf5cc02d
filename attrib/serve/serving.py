"""Starting, running and stopping the service."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from types import FrameType

import uvicorn

from attrib._version import VERSION
from attrib.errors import ServeError

from . import log
from .api import api
from .checks import Setup
from .guard import Guard, is_loopback
from .keys import Keys
from .metrics import Metrics
from .pool import Death, Pool
from .service import Config, Service
from .trail import Trail

# Connections at a time, those that wait for another request among them.
_MOST_CONNECTIONS = 500
_BACKLOG = 1024
# Seconds that answers may take to be sent after the last check is done.
_SENDING = 5


def serve(config: Config, setup: Setup) -> None:
    """Serve until the process is told to stop by SIGTERM or SIGINT.

    Raises:
        ServeError: it cannot start.
        AttribError: a worker cannot load what it needs.
    """
    log.take_over()
    keys = None if config.keys is None else Keys.load(config.keys)
    if keys is None and not is_loopback(config.host):
        raise ServeError(f"{config.host} is open to others: give --keys FILE, or serve 127.0.0.1")
    listener = _listener(config)
    with listener:
        trail = Trail(config.database)

        def died(death: Death, why: str | None) -> None:
            metrics.restart(death)
            if death == "not-started":
                log.write("error", "worker-not-started", why=why)
            else:
                log.write("warning", "worker-replaced", reason=death, why=why)

        pool = Pool(setup, config.workers, config.queue, config.time_limit, died)
        metrics = Metrics(lambda: pool.waiting, lambda: pool.ready)
        service = Service(config, setup, pool, trail, metrics, keys)
        try:
            pool.start()
            _tell(listener, service)
            _run(service, listener)
        finally:
            pool.stop()
            trail.close()
            log.write("info", "stopped")
            log.finish()


def _tell(listener: socket.socket, service: Service) -> None:
    host, port = listener.getsockname()[:2]
    config = service.config
    log.write(
        "info",
        "listening",
        url=f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}",
        keys="none: only this machine is served" if service.keys is None else "needed",
        database=service.trail.name,
        workers=config.workers,
        fail_on=service.setup.fail_on,
        house=service.setup.settings.house.id,
        version=VERSION,
        pid=os.getpid(),
    )


def _listener(config: Config) -> socket.socket:
    try:
        family = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((config.host, config.port), family=family, backlog=_BACKLOG)
    except socket.gaierror as error:
        reason = error.strerror or "no such address"
    except OSError as error:
        # What the standard library says has the address once more.
        reason = os.strerror(error.errno) if error.errno else str(error)
    except UnicodeError:
        reason = "no such address"
    raise ServeError(f"{config.host}:{config.port}: cannot listen: {reason.lower()}")


class _Server(uvicorn.Server):
    """Told to stop, it refuses what is new with 503 until what runs is done, and then closes."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._until = float("inf")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Uvicorn's own would close at once, and raise the signal anew when all is done. In a
        # handler of signals nothing may be written to the log; a second signal ends the waiting.
        if self._service.stopping:
            self._until = 0.0
        else:
            self._service.stopping = True
            self._until = time.monotonic() + self._service.config.grace

    async def on_tick(self, counter: int) -> bool:
        stop = await super().on_tick(counter)
        if not self._service.stopping:
            return stop
        if self._service.in_flight and time.monotonic() < self._until:
            return stop
        if self._service.in_flight:
            # Time is up: those who wait are told so.
            await asyncio.to_thread(self._service.pool.stop)
        return True


def _run(service: Service, listener: socket.socket) -> None:
    config = uvicorn.Config(
        Guard(api(service), service),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        # Whom to believe about who asks is for a proxy's own log.
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_SENDING,
    )
    server = _Server(config, service)
    server.run(sockets=[listener])
    if not server.started:
        raise ServeError("the server did not start")
