"""Figures for Prometheus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from .pool import Death

# Seconds; a check of a short article takes some hundredths.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
# Why a connection was ended: nothing came on it, or others needed its place.
Cut = Literal["idle", "crowded"]
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """What is counted; each service has its own.

    Args:
        waiting: how many jobs wait.
        ready: how many workers are ready.
    """

    def __init__(self, waiting: Callable[[], int], ready: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "attrib_requests",
            "Requests that were answered.",
            ("route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "attrib_request_seconds",
            "Seconds from a request's first byte to its answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._checks = Counter(
            "attrib_checks",
            "Articles that went to a worker, by what was asked and what came of it.",
            ("kind", "outcome"),
            registry=self._registry,
        )
        self._restarts = Counter(
            "attrib_worker_restarts",
            "Workers that were replaced, or could not be started, by why.",
            ("reason",),
            registry=self._registry,
        )
        self._decisions = Counter(
            "attrib_gate_decisions",
            "Decisions of the gate that were kept.",
            ("decision",),
            registry=self._registry,
        )
        self._cuts = Counter(
            "attrib_connections_cut",
            "Connections that were ended before a request, by why.",
            ("reason",),
            registry=self._registry,
        )
        for reason in get_args(Death):
            self._restarts.labels(reason)
        for reason in get_args(Cut):
            self._cuts.labels(reason)
        queue = Gauge("attrib_queue_length", "Articles that wait.", registry=self._registry)
        queue.set_function(lambda: float(waiting()))
        alive = Gauge("attrib_workers_alive", "Workers that are ready.", registry=self._registry)
        alive.set_function(lambda: float(ready()))

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count an answer; `route` is a pattern of paths, never a path as sent."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def check(self, kind: str, outcome: str) -> None:
        """Count what came of an article."""
        self._checks.labels(kind, outcome).inc()

    def decision(self, decision: str) -> None:
        """Count a decision that was kept."""
        self._decisions.labels(decision).inc()

    def restart(self, death: Death) -> None:
        """Count a worker that is replaced."""
        self._restarts.labels(death).inc()

    def cut(self, reason: Cut) -> None:
        """Count a connection that was ended without an answer."""
        self._cuts.labels(reason).inc()

    def text(self) -> bytes:
        """All of it in Prometheus's text format 0.0.4."""
        return generate_latest(self._registry)
