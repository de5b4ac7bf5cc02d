from __future__ import annotations

import os
import sqlite3
import stat
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text

import attrib.serve.trail
from attrib.errors import ServeError
from attrib.serve.checks import Accepted, Reason
from attrib.serve.trail import VERSION_TABLE, Base, Kept, NotKept, Trail, _secrets, _shown

HELD = Kept(
    article="pier-4",
    sha256="ab" * 32,
    decision="hold",
    why=(
        Reason("Nobody is credited.", "unattributed-quote", "AT101", "error", "f" * 32, line=3),
        Reason("Nobody is credited here either.", "unattributed-quote", "AT101", "error"),
        Reason("not checked: “\ud83d”\0"),
    ),
    attrib="0.1.0",
    model="tagger",
    house="reuters",
    fail_on="warning",
    accepted=(
        Accepted(
            "Too vague.", "vague-source", "AT301", "error", "e" * 32, reason="known", owner="jo"
        ),
        Accepted("Nobody.", "unattributed-quote", "AT101", "error", said_in="sign-offs"),
    ),
    left_out=("2 footnotes",),
    revision="7",
    user="ines",
    key="cms",
)


Open = Callable[[str], Trail]


@pytest.fixture
def opened() -> Iterator[Open]:
    """What opens a trail that is closed at the end."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(closing(Trail(url)))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'audit.sqlite3'}"


def test_a_decision_is_kept_whole(opened: Open, url: str) -> None:
    trail = opened(url)
    trail.keep(HELD)
    trail.close()
    again = opened(url)
    kept = again.get(HELD.id)
    assert kept == replace(HELD, number=1)
    assert kept is not None
    assert kept.rules == ("unattributed-quote",)
    assert kept.time.tzinfo is not None
    assert again.get("0" * 32) is None


def test_overrides_are_added_and_change_nothing(opened: Open, url: str) -> None:
    trail = opened(url)
    passed = trail.keep(replace(HELD, id="1" * 32, decision="publish", why=()))
    trail.keep(HELD)
    assert trail.override("0" * 32, "ines", "why", None) is None
    trail.override(HELD.id, "ines", "they asked not to be named", "cms")
    kept = trail.override(HELD.id, "tomas", "and so did I", None)
    assert kept is not None
    assert (kept.decision, kept.stands) == ("hold", "publish")
    assert [(o.by, o.key) for o in kept.overrides] == [("ines", "cms"), ("tomas", None)]
    assert trail.get(HELD.id) == kept
    # What was not held has nothing to override.
    same = trail.override(passed.id, "ines", "why", None)
    assert same is not None
    assert same.overrides == ()


def test_decisions_are_found_by_article_in_pages(opened: Open, url: str) -> None:
    trail = opened(url)
    for number in range(6):
        article = "a" if number % 2 else "b'; DROP TABLE attrib_decisions; --"
        trail.keep(replace(HELD, id=f"{number:032}", article=article))
    assert [kept.number for kept in trail.of(None, None, 4)] == [6, 5, 4, 3]
    assert [kept.number for kept in trail.of("a", None, 2)] == [6, 4]
    assert [kept.number for kept in trail.of("a", 4, 2)] == [2]
    assert trail.of("c", None, 2) == []


def test_a_commit_is_on_the_disk(opened: Open, url: str, tmp_path: Path) -> None:
    trail = opened(url)
    with trail._engine.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    mode = (tmp_path / "audit.sqlite3").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def at_revision(url: str, revision: str) -> None:
    """A database as an older attrib left it."""
    config = Config()
    config.set_main_option("script_location", str(attrib.serve.trail._MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_an_older_database_is_upgraded_and_keeps_its_rows(
    opened: Open, url: str, tmp_path: Path
) -> None:
    at_revision(url, "1")
    with sqlite3.connect(tmp_path / "audit.sqlite3") as old:
        columns = [row[1] for row in old.execute("PRAGMA table_info(attrib_decisions)")]
        assert "fail_on" not in columns
        old.execute(
            "INSERT INTO attrib_decisions (id, time, article, sha256, decision, rules, why, attrib)"
            " VALUES (?, '2026-01-02 03:04:05.000006', 'old', 'cd', 'hold', '[\"vague-source\"]',"
            ' \'[{"message": "m", "rule": "vague-source"}]\', \'0.0.9\')',
            ("e" * 32,),
        )
        old.execute(
            "INSERT INTO attrib_overrides (decision, time, by_name, reason)"
            " VALUES (1, '2026-01-02 03:05:00.000000', 'ines', 'known')"
        )
    old.close()
    trail = opened(url)
    (kept,) = trail.of("old", None, 5)
    assert kept.time == datetime(2026, 1, 2, 3, 4, 5, 6, timezone.utc)
    assert (kept.decision, kept.stands, kept.fail_on) == ("hold", "publish", None)
    assert kept.overrides[0].by == "ines"
    # What nobody noted is not "none".
    assert (kept.accepted, kept.left_out) == (None, None)
    trail.keep(HELD)
    assert len(trail.of(None, None, 5)) == 2


def test_rows_of_the_second_revision_are_kept(opened: Open, url: str, tmp_path: Path) -> None:
    at_revision(url, "2")
    with sqlite3.connect(tmp_path / "audit.sqlite3") as old:
        old.execute(
            "INSERT INTO attrib_decisions (id, time, article, sha256, decision, rules, why, attrib,"
            " fail_on) VALUES (?, '2026-01-02 03:04:05.000006', 'old', 'cd', 'publish', '[]', '[]',"
            " '0.0.9', 'error')",
            ("d" * 32,),
        )
    old.close()
    (kept,) = opened(url).of("old", None, 5)
    assert (kept.decision, kept.fail_on) == ("publish", "error")
    assert (kept.accepted, kept.left_out) == (None, None)


def test_the_revisions_make_what_the_models_say(opened: Open, url: str) -> None:
    trail = opened(url)
    with trail._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []


def test_a_newer_database_is_refused_and_left_alone(opened: Open, url: str, tmp_path: Path) -> None:
    opened(url).close()
    path = tmp_path / "audit.sqlite3"
    with sqlite3.connect(path) as newer:
        newer.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9'")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(ServeError, match="revision 9, which this attrib does not know"):
        Trail(url)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("audit.sqlite3", "is no URL such as"),
        ("", "is no URL such as"),
        ("sqlite://", "a file is wanted"),
        ("sqlite:///:memory:", "a file is wanted"),
        ("mysql://u:secret@h/d", "mysql is not supported"),
        ("sqlite:////no/such/folder/a.sqlite3", "cannot be opened: no such file or directory"),
        ("postgresql://u:secret@127.0.0.1:1/d", "cannot be opened"),
        ("postgresql://127.0.0.1:1/d?user=u&password=secret", "cannot be opened"),
        ("postgresql://u@127.0.0.1:1/d?sslpassword=secret&user=u", "cannot be opened"),
        # A forgotten host, a port that is none, an address that is none.
        ("postgresql://u:secret/d", "is no URL such as"),
        ("postgresql://u:secret@host:abc/d", "is no URL such as"),
        ("postgresql://u:secret@[::1/d", "is no URL such as|cannot be opened"),
        ("postgresql://u:secret@127.0.0.1:1/d?no_such_option=secret", "cannot be opened"),
        ("sqlite://u:secret@/", "a file is wanted|is no URL such as|cannot be opened|Invalid"),
    ],
)
def test_urls_that_lead_nowhere(opened: Open, url: str, message: str) -> None:
    with pytest.raises(ServeError, match="(?i)" + message) as raised:
        Trail(url)
    assert "secret" not in str(raised.value)
    # Nor where somebody prints all that led there.
    assert "secret" not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:secret@h/d",
        "postgresql://u@h/d?password=secret",
        "postgresql://u@h/d?sslmode=require&sslpassword=secret&PASSWORD=secret",
    ],
)
def test_a_name_has_no_password(url: str) -> None:
    name = _shown(make_url(url))
    assert "secret" not in name
    assert name.startswith("postgresql://u")
    assert _secrets(make_url(url))[0] == "secret"


def test_who_reads_waits_for_nobody(opened: Open, url: str, tmp_path: Path) -> None:
    trail = opened(url)
    trail.keep(HELD)
    with closing(sqlite3.connect(tmp_path / "audit.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert trail.get(HELD.id) is not None
        assert len(trail.of(None, None, 5)) == 1
        with pytest.raises(NotKept, match="locked"):
            trail.require_answer()


def test_a_table_of_revisions_that_makes_no_sense_is_refused(
    opened: Open, url: str, tmp_path: Path
) -> None:
    opened(url).close()
    with sqlite3.connect(tmp_path / "audit.sqlite3") as other:
        other.execute(f"INSERT INTO {VERSION_TABLE} VALUES ('1')")
    other.close()
    with pytest.raises(ServeError, match="cannot be opened"):
        Trail(url)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Interview with the harbour master.\n" * 100, "utf-8")
    with pytest.raises(ServeError, match="cannot be opened: file is not a database"):
        Trail(f"sqlite:///{path}")
    assert path.read_text("utf-8").startswith("Interview")


def test_what_is_not_kept_is_told(opened: Open, url: str, tmp_path: Path) -> None:
    trail = opened(url)
    trail.keep(HELD)
    with pytest.raises(NotKept):
        trail.keep(HELD)  # the same id again
    trail.close()
    os.truncate(tmp_path / "audit.sqlite3", 0)
    with pytest.raises(NotKept):
        trail.get(HELD.id)


def test_two_that_start_at_once_share_a_database(opened: Open, url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        trails = list(threads.map(opened, [url] * 4))
    for number, trail in enumerate(trails):
        trail.keep(replace(HELD, id=f"{number:032}"))
    assert len(trails[0].of(None, None, 9)) == 4
