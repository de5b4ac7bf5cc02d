"""Starting, running and stopping the service."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import uvicorn

from attrib._version import VERSION
from attrib.errors import ServeError

from . import log
from .api import api
from .checks import Setup
from .connection import MOST, Connection
from .guard import Guard, is_loopback
from .keys import Keys
from .metrics import Metrics
from .pool import Death, Pool
from .service import DATABASE_THREADS, Config, Service
from .trail import Trail

# Connections that the system holds until they are taken; as many are taken at a time.
_BACKLOG = 64
# Milliseconds that a client's machine may leave what is sent to it unanswered.
_UNANSWERED = 30_000
# Open files that are asked for, and that the service needs for itself.
_FILES, _OWN_FILES = 4_096, 64
# Seconds that answers may take to be sent after the last check is done.
_SENDING = 5


def serve(config: Config, setup: Setup) -> None:
    """Serve until the process is told to stop by SIGTERM or SIGINT.

    Raises:
        ServeError: it cannot start.
        AttribError: a worker cannot load what it needs.
    """
    log.take_over()
    for number in _signals():
        signal.signal(number, _end_early)
    try:
        _serve(config, setup)
    except SystemExit:
        log.write("info", "stopped")
        raise
    finally:
        log.finish()
    log.write("info", "stopped")
    log.finish()
    _leave()


def _serve(config: Config, setup: Setup) -> None:
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
        database = ThreadPoolExecutor(DATABASE_THREADS, "attrib database")
        service = Service(config, setup, pool, trail, metrics, keys, database)
        try:
            pool.start()
            _tell(listener, service)
            _run(service, listener)
        finally:
            pool.stop()
            database.shutdown(wait=False, cancel_futures=True)
            trail.close()


def _signals() -> list[signal.Signals]:
    """Those that say to stop; not a hang-up that whoever started the service wants ignored."""
    told = [signal.SIGTERM, signal.SIGINT]
    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none
    if hang_up is not None and signal.getsignal(hang_up) is not signal.SIG_IGN:
        told.append(hang_up)
    return told


def _end_early(number: int, frame: FrameType | None) -> None:
    """Nothing runs yet that has to be finished."""
    raise SystemExit(0)


def _most_connections(workers: int) -> int:
    """As many as open files are allowed for, beside those of workers and database."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FILES:
        soft = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return MOST
    # As many as the backlog are taken before the first of them is looked at, and as many that make
    # room for them are closed only after that.
    return max(10, min(MOST, soft - 2 * _BACKLOG - _OWN_FILES - 4 * workers))


def _leave() -> None:
    """End the process, although a thread waits for a database that never answers."""
    until = time.monotonic() + 1.0
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                os._exit(0)


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
        listener = socket.create_server((config.host, config.port), family=family, backlog=_BACKLOG)
        # Connections inherit these. An answer is sent at once in two pieces (asyncio sees to that only
        # where a socket tells its protocol), and of a client that vanished nothing else tells.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNANSWERED)
        return listener
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
    guard = Guard(api(service), service)
    most = _most_connections(service.config.workers)
    config = uvicorn.Config(
        guard,
        http=type("Connection", (Connection,), {"guard": guard, "most": most}),
        log_config=None,
        # What it warns of are single requests, and these are noted.
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        # Whom to believe about who asks is for a proxy's own log.
        proxy_headers=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_SENDING,
    )
    server = _Server(config, service)
    for number in _signals():
        signal.signal(number, server.handle_exit)
    server.run(sockets=[listener])
    if not server.started:
        raise ServeError("the server did not start")
