from __future__ import annotations

from .server import CALM, LOUD, Server, gate

Labels = tuple[tuple[str, str], ...]


def test_figures_count_what_was_asked(server: Server) -> None:
    gates: Labels = (("route", "/v1/gate"), ("status", "200"))
    checks: Labels = (("kind", "gate"), ("outcome", "checked"))
    unread: Labels = (("kind", "check"), ("outcome", "unreadable"))
    before = server.metrics()
    for text in (CALM, LOUD):
        server.client.post("/v1/gate", json=gate(text))
    server.client.post("/v1/check", json={"text": ""})
    for number in range(3):
        server.client.get(f"/v1/gate/{number:032}")
        server.client.get(f"/nowhere/{number}")
    after = server.metrics()

    def more(name: str, labels: Labels) -> float:
        return after[name, labels] - before.get((name, labels), 0)

    assert more("attrib_requests_total", gates) == 2
    assert more("attrib_request_seconds_count", (("route", "/v1/gate"),)) == 2
    assert more("attrib_checks_total", checks) == 2
    assert more("attrib_checks_total", unread) == 1
    assert more("attrib_gate_decisions_total", (("decision", "hold"),)) == 1
    # Paths are counted by their pattern: they may be endlessly many.
    assert more("attrib_requests_total", (("route", "/v1/gate/{id}"), ("status", "404"))) == 3
    assert more("attrib_requests_total", (("route", "other"), ("status", "404"))) == 3
    assert after["attrib_workers_alive", ()] == 1
    assert after["attrib_queue_length", ()] == 0
    for reason in ("died", "time-limit"):
        assert after["attrib_worker_restarts_total", (("reason", reason),)] == 0
    assert after["process_resident_memory_bytes", ()] > 1e6
