"""The audit trail: every decision of the gate and every override, kept before it is told.

Rows are only added. What one holds is in `Decision` and `Override`; there is nothing of the
article's text in it but the words that messages of findings quote.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import (
    JSON,
    URL,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Index,
    String,
    Text,
    TypeDecorator,
    create_engine,
    event,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from attrib.errors import ServeError

from .checks import Accepted, Reason

T = TypeVar("T")
Verdict = Literal["publish", "hold"]

# Its own name: the database may be one that others have tables in.
VERSION_TABLE = "attrib_version"
_MIGRATIONS = Path(__file__).parent / "migrations"
# Seconds to wait for somebody else's lock, for a statement, for a connection, and for the lock of
# one that upgrades the tables; whoever asks gives up after somewhat more (`api`).
_LOCKED, _STATEMENT, _CONNECT, _UPGRADING = 5, 10, 5, 60
# For PostgreSQL (libpq's names): a machine that has vanished is noticed.
_CONNECTING = {
    "connect_timeout": _CONNECT,
    "tcp_user_timeout": 1_000 * _STATEMENT,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
# What may be told of a URL's query.
_TELLING = ("host", "port", "dbname", "user", "sslmode")
# Any number that no other program takes for the same purpose (PostgreSQL's advisory locks).
_LOCK = 0x6174747269620001


class NotKept(Exception):
    """The database did not take a row, so that what it says does not count."""


class Utc(TypeDecorator[datetime]):
    """A time in UTC, also where the database keeps no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=timezone.utc)


class Base(DeclarativeBase):
    """The tables."""


class Decision(Base):
    """One article that came to the gate.

    Attributes:
        number: ascending in the order of keeping.
        id: what the answer called it.
        time: of the decision.
        article, revision, user: as the CMS called them.
        sha256: of the article's bytes, in hexadecimal digits.
        decision: "publish" or "hold".
        rules: names of the rules that block.
        why: the findings that block, each as `Reason` has it.
        accepted: the findings that would block and somebody has accepted, each as `Accepted` has it;
            None where nobody has noted it (before revision 3).
        left_out: what of the article was not read; None as for `accepted`.
        attrib, model, house: versions of what decided; model and house are None where the article
            could not be checked.
        fail_on: the least severity that blocked.
        key: name of the key that asked; None without keys.
    """

    __tablename__ = "attrib_decisions"
    __table_args__ = (Index("attrib_decisions_of_article", "article", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    time: Mapped[datetime] = mapped_column(Utc())
    article: Mapped[str] = mapped_column(Text())
    revision: Mapped[str | None] = mapped_column(Text())
    user: Mapped[str | None] = mapped_column("user_name", Text())
    sha256: Mapped[str] = mapped_column(String(64))
    decision: Mapped[str] = mapped_column(String(16))
    rules: Mapped[list[str]] = mapped_column(JSON())
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSON())
    accepted: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    left_out: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    attrib: Mapped[str] = mapped_column(Text())
    model: Mapped[str | None] = mapped_column(Text())
    house: Mapped[str | None] = mapped_column(Text())
    fail_on: Mapped[str | None] = mapped_column(String(16))
    key: Mapped[str | None] = mapped_column("key_name", Text())
    overrides: Mapped[list[Override]] = relationship(order_by="Override.number", lazy="selectin")


class Override(Base):
    """A person's word against a decision.

    Attributes:
        number: ascending in the order of keeping.
        decision: number of the decision.
        time: of the override.
        by: who takes it on.
        reason: why.
        key: name of the key that asked; None without keys.
    """

    __tablename__ = "attrib_overrides"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    decision: Mapped[int] = mapped_column(ForeignKey("attrib_decisions.number"), index=True)
    time: Mapped[datetime] = mapped_column(Utc())
    by: Mapped[str] = mapped_column("by_name", Text())
    reason: Mapped[str] = mapped_column(Text())
    key: Mapped[str | None] = mapped_column("key_name", Text())


@dataclass(frozen=True, slots=True)
class Overridden:
    """An `Override` as it is told."""

    time: datetime
    by: str
    reason: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A `Decision` as it is kept and told; without `number` it is new."""

    article: str
    sha256: str
    decision: Verdict
    why: tuple[Reason, ...]
    attrib: str
    model: str | None = None
    house: str | None = None
    fail_on: str | None = None
    accepted: tuple[Accepted, ...] | None = ()
    left_out: tuple[str, ...] | None = ()
    revision: str | None = None
    user: str | None = None
    key: str | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    time: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    number: int | None = None
    overrides: tuple[Overridden, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that block, each once."""
        return tuple(dict.fromkeys(reason.rule for reason in self.why if reason.rule))

    @property
    def stands(self) -> Verdict:
        """What holds now: the decision, or that an editor has overridden it."""
        return "publish" if self.overrides else self.decision


class Trail:
    """The database of decisions, at the newest revision of its tables.

    Args:
        url: of the database as SQLAlchemy has it; SQLite or PostgreSQL.

    Attributes:
        name: its URL without passwords.

    Raises:
        ServeError: it cannot be opened, is newer than this attrib, or is of another kind.
    """

    def __init__(self, url: str) -> None:
        address = _url(url)
        self.name = _shown(address)
        self._secrets = _secrets(address)
        try:
            self._engine = _engine(address)
            try:
                self._upgrade()
            except BaseException:
                self.close()
                raise
        except ModuleNotFoundError:
            raise ServeError(
                "PostgreSQL needs a driver: pip install 'attrib[postgres]'", path=self.name
            ) from None
        except (SQLAlchemyError, CommandError, OSError, ValueError) as error:
            # Without what caused it: its words, and those of the driver, may hold the password.
            raise ServeError(f"cannot be opened: {self._reason(error)}", path=self.name) from None
        self._reading = self._engine.execution_options(attrib_reads=True)

    def keep(self, decision: Kept) -> Kept:
        """Add a decision; when this returns it is on the disk.

        Raises:
            NotKept: it is not, or nobody can tell.
        """
        row = Decision(
            id=decision.id,
            time=decision.time,
            article=decision.article,
            revision=decision.revision,
            user=decision.user,
            sha256=decision.sha256,
            decision=decision.decision,
            rules=list(decision.rules),
            why=[asdict(reason) for reason in decision.why],
            accepted=_listed(decision.accepted, asdict),
            left_out=_listed(decision.left_out, str),
            attrib=decision.attrib,
            model=decision.model,
            house=decision.house,
            fail_on=decision.fail_on,
            key=decision.key,
        )
        with self._session() as session:
            session.add(row)
            session.commit()
        return decision

    def override(self, id: str, by: str, reason: str, key: str | None) -> Kept | None:
        """Add a person's word against a decision; None where there is no such decision.

        Raises:
            NotKept: as `keep`.
        """
        with self._session() as session:
            row = session.scalar(select(Decision).where(Decision.id == id))
            if row is None:
                return None
            if row.decision == "hold":
                now = datetime.now(timezone.utc)
                row.overrides.append(Override(time=now, by=by, reason=reason, key=key))
            session.commit()
            return _told(row)

    def get(self, id: str) -> Kept | None:
        """A decision by its id; None where there is none.

        Raises:
            NotKept: the database cannot be read.
        """
        with self._session(reads=True) as session:
            row = session.scalar(select(Decision).where(Decision.id == id))
            return None if row is None else _told(row)

    def of(self, article: str | None, before: int | None, most: int) -> Sequence[Kept]:
        """Decisions, the newest first.

        Args:
            article: whose; all without one.
            before: only those whose number is lower.
            most: how many at most.

        Raises:
            NotKept: as `get`.
        """
        query = select(Decision).order_by(Decision.number.desc()).limit(most)
        if article is not None:
            query = query.where(Decision.article == article)
        if before is not None:
            query = query.where(Decision.number < before)
        with self._session(reads=True) as session:
            return [_told(row) for row in session.scalars(query)]

    def require_answer(self) -> None:
        """Take what a new row would need of the database, and leave it again.

        Raises:
            NotKept: it does not answer, or lets nobody write. A disk that is full does not show.
        """
        with self._session() as session:
            if self._engine.dialect.name == "postgresql":
                session.execute(text("LOCK TABLE attrib_decisions IN ROW EXCLUSIVE MODE"))
            else:
                session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _session(self, *, reads: bool = False) -> Iterator[Session]:
        try:
            engine = self._reading if reads else self._engine
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except (SQLAlchemyError, OSError) as error:
            raise NotKept(self._reason(error)) from None

    def _reason(self, error: Exception) -> str:
        """What the driver says, in one line, without the statement, its values and passwords."""
        cause = getattr(error, "orig", None) or error
        said = " ".join(str(getattr(cause, "strerror", None) or cause).split())
        for secret in self._secrets:
            said = said.replace(secret, "***")
        return said[:300]

    def _upgrade(self) -> None:
        """Bring an older database to the newest revision, in one transaction."""
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Of two services that start at once one waits; SQLite's transactions do so anyway.
                connection.execute(text(f"SET LOCAL lock_timeout = '{_UPGRADING}s'"))
                connection.execute(text("SET LOCAL statement_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            _require_known(connection, ScriptDirectory.from_config(config), self.name)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _require_known(connection: Connection, scripts: ScriptDirectory, name: str) -> None:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    for revision in context.get_current_heads():
        try:
            scripts.get_revision(revision)
        except CommandError:
            raise ServeError(
                f"has tables of revision {revision[:40]}, which this attrib does not know: "
                "it was written by a newer one. Update attrib",
                path=name,
            ) from None


def _url(given: str) -> URL:
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        # Never quoted: it may hold a password.
        raise ServeError(
            "--database is no URL such as sqlite:///audit.sqlite3 or "
            "postgresql://user@host/database"
        ) from None
    kind = url.get_backend_name()
    if kind == "sqlite":
        if url.database in (None, "", ":memory:") or url.query:
            raise ServeError("a file is wanted: sqlite:///audit.sqlite3", path=_shown(url))
        return url.set(drivername="sqlite", database=str(Path(str(url.database)).absolute()))
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise ServeError(f"--database: {kind[:40]} is not supported; expected sqlite or postgresql")


def _shown(url: URL) -> str:
    """A URL without passwords: libpq takes one in the query, too, and a name can be misspelled."""
    hidden = [key for key in url.query if key not in _TELLING]
    return url.difference_update_query(hidden).render_as_string(hide_password=True)


def _secrets(url: URL) -> list[str]:
    named = [value for key, value in url.query.items() if "pass" in key.lower()]
    values = [url.password, *(value for value in named if isinstance(value, str))]
    return [value for value in values if value]


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return _postgres_engine(url)
    # Whom a newsroom holds is nobody else's business.
    assert url.database is not None
    os.close(os.open(url.database, os.O_RDWR | os.O_CREAT, 0o600))
    engine = create_engine(url, connect_args={"timeout": _LOCKED}, pool_timeout=_STATEMENT)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        # SQLAlchemy's way to have whole transactions, tables included, from the standard library.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        # What is committed is on the disk, also after a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # Who writes takes the lock at once, and who reads waits for nobody (WAL).
        reads = connection.get_execution_options().get("attrib_reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: URL) -> Engine:
    # What the URL says itself holds.
    wanted = {key: value for key, value in _CONNECTING.items() if key not in url.query}
    engine = create_engine(url, pool_pre_ping=True, pool_timeout=_STATEMENT, connect_args=wanted)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        for name, seconds in (("lock_timeout", _LOCKED), ("statement_timeout", _STATEMENT)):
            connection.execute(f"SET {name} = '{seconds}s'")
        connection.commit()

    return engine


def _listed(values: tuple[T, ...] | None, told: Callable[[T], Any]) -> list[Any] | None:
    return None if values is None else [told(value) for value in values]


def _told(row: Decision) -> Kept:
    return Kept(
        article=row.article,
        sha256=row.sha256,
        decision="publish" if row.decision == "publish" else "hold",
        why=tuple(Reason(**reason) for reason in row.why),
        attrib=row.attrib,
        model=row.model,
        house=row.house,
        fail_on=row.fail_on,
        accepted=None if row.accepted is None else tuple(Accepted(**said) for said in row.accepted),
        left_out=None if row.left_out is None else tuple(row.left_out),
        revision=row.revision,
        user=row.user,
        key=row.key,
        id=row.id,
        time=row.time,
        number=row.number,
        overrides=tuple(
            Overridden(override.time, override.by, override.reason, override.key)
            for override in row.overrides
        ),
    )
