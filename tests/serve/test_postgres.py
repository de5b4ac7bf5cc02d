"""The audit trail in PostgreSQL."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from attrib.errors import ServeError
from attrib.serve.trail import VERSION_TABLE, Base, NotKept, Trail

from .postgres import Postgres, postgres
from .server import CALM, PATIENCE, gate, serving
from .test_api import error
from .test_serving import killed_at_any_moment
from .test_trail import HELD, Open, at_revision, opened

__all__ = ["opened"]


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as started:
        yield started


@pytest.fixture
def url(server: Postgres) -> str:
    """Of an empty database."""
    engine = create_engine(driver(server.url))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server.url


def driver(url: str) -> str:
    return url.replace("postgresql:", "postgresql+psycopg:")


def test_decisions_and_overrides_are_kept_whole(opened: Open, url: str) -> None:
    trail = opened(url)
    trail.keep(HELD)
    trail.override(HELD.id, "ines", "they asked not to be named", "cms")
    trail.keep(replace(HELD, id="1" * 32, article="b", decision="publish", why=()))
    again = opened(url)
    first = again.get(HELD.id)
    assert first is not None
    assert replace(first, number=None, overrides=()) == HELD
    assert (first.stands, first.overrides[0].by) == ("publish", "ines")
    assert [kept.article for kept in again.of(None, None, 5)] == ["b", "pier-4"]
    assert [kept.id for kept in again.of("pier-4", 2, 5)] == [HELD.id]
    with again._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []
    assert "secret" not in trail.name


def test_an_older_database_is_upgraded_and_a_newer_refused(opened: Open, url: str) -> None:
    at_revision(driver(url), "1")
    engine = create_engine(driver(url))
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO attrib_decisions (id, time, article, sha256, decision, rules, why,"
                " attrib) VALUES ('old', '2026-01-02 03:04:05+02', 'a', 'cd', 'hold', '[]', '[]',"
                " '0.0.9')"
            )
        )
    trail = opened(url)
    (kept,) = trail.of("a", None, 5)
    assert (kept.id, kept.time.isoformat()) == ("old", "2026-01-02T01:04:05+00:00")
    assert (kept.accepted, kept.left_out) == (None, None)
    trail.close()
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9'"))
    engine.dispose()
    with pytest.raises(ServeError, match="revision 9") as raised:
        Trail(url)
    assert "secret" not in str(raised.value)


def test_rows_of_the_second_revision_are_kept(opened: Open, url: str) -> None:
    at_revision(driver(url), "2")
    engine = create_engine(driver(url))
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO attrib_decisions (id, time, article, sha256, decision, rules, why,"
                " attrib, fail_on) VALUES ('old', '2026-01-02 03:04:05+02', 'a', 'cd', 'publish',"
                " '[]', '[]', '0.0.9', 'error')"
            )
        )
    engine.dispose()
    trail = opened(url)
    (kept,) = trail.of("a", None, 5)
    assert (kept.fail_on, kept.accepted, kept.left_out) == ("error", None, None)
    trail.keep(HELD)
    assert trail.get(HELD.id) == replace(HELD, number=2)


def test_of_those_that_start_at_once_one_makes_the_tables(opened: Open, url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        trails = list(threads.map(opened, [url] * 4))
    for number, trail in enumerate(trails):
        trail.keep(replace(HELD, id=f"{number:032}"))
    assert len(trails[0].of(None, None, 9)) == 4


def test_killed_at_any_moment_every_answered_decision_is_kept(url: str, tmp_path: Path) -> None:
    killed_at_any_moment(tmp_path, url)


@pytest.mark.parametrize("grace", ["0.5", "30"])
def test_a_lock_of_somebody_else_s_holds_nobody_up(
    opened: Open, url: str, tmp_path: Path, grace: str
) -> None:
    with (
        serving(tmp_path, "--database", url, "--grace", grace) as service,
        ThreadPoolExecutor(13) as threads,
    ):
        service.client.post("/v1/gate", json=gate(CALM))
        engine = create_engine(driver(url))
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE attrib_decisions IN ACCESS EXCLUSIVE MODE"))
            asked = [
                threads.submit(service.client.post, "/v1/gate", json=gate(CALM)) for _ in range(12)
            ]
            ready = threads.submit(service.client.get, "/readyz")
            time.sleep(1)
            if grace == "0.5":
                service.process.send_signal(signal.SIGTERM)
                # Nobody lets go of the lock before it has ended.
                assert service.process.wait(PATIENCE) == 0
            names = {"not-kept", "stopping"} if grace == "0.5" else {"not-kept"}
            for future in [*asked, ready]:
                answer = future.result()
                assert error(answer, 503, answer.json()["error"])["error"] in names
        engine.dispose()
        if grace == "30":
            assert service.client.get("/readyz").status_code == 200
            assert service.client.post("/v1/gate", json=gate(CALM)).status_code == 200


def test_a_database_that_says_nothing_holds_nobody_up(
    url: str, server: Postgres, tmp_path: Path
) -> None:
    with (
        serving(tmp_path, "--database", url, "--grace", "0.5") as service,
        ThreadPoolExecutor(20) as threads,
    ):
        service.client.post("/v1/gate", json=gate(CALM))
        server.freeze(signal.SIGSTOP)
        try:
            asked = [
                threads.submit(service.client.post, "/v1/gate", json=gate(CALM)) for _ in range(20)
            ]
            for future in asked:
                error(future.result(), 503, "not-kept")
            assert service.client.get("/healthz").status_code == 200
            assert service.stop() == 0
        finally:
            server.freeze(signal.SIGCONT)


def test_a_password_in_the_query_is_in_no_log(url: str, tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1", "--database", f"{url}&password=hush-hush") as service:
        assert service.client.post("/v1/gate", json=gate(CALM)).status_code == 200
        (told,) = service.wait_for("listening")
        assert "hush" not in (tmp_path / "log").read_text("utf-8")
        assert told["database"].startswith("postgresql+psycopg://desk:***@")


def test_it_goes_on_when_the_database_is_back(
    opened: Open, url: str, server: Postgres, tmp_path: Path
) -> None:
    with serving(tmp_path, "--workers", "1", "--database", url) as service:
        first = service.client.post("/v1/gate", json=gate(CALM)).json()
        server.stop()
        try:
            error(service.client.post("/v1/gate", json=gate(CALM)), 503, "not-kept")
            error(service.client.get("/readyz"), 503, "not-kept")
        finally:
            server.start()
        second = service.client.post("/v1/gate", json=gate(CALM)).json()
        kept = service.client.get("/v1/gate").json()["decisions"]
        assert [row["id"] for row in kept] == [second["id"], first["id"]]
        assert "secret" not in (tmp_path / "log").read_text("utf-8")
        with pytest.raises(NotKept):
            opened(url).keep(replace(HELD, id=first["id"]))
