"""One database, SQLite or PostgreSQL: connections, transactions and migrations."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from assistant.settings import Settings
from assistant.store.migrations import NEWEST
from assistant.store.models import Base, KeyMark
from assistant.store.statements import insert_new
from assistant.store.vault import Vault, WrongKey

_BUSY_SECONDS = 10
_POOL = {"pool_size": 10, "max_overflow": 20, "pool_timeout": 5}
_MIGRATION_LOCK = 0x7468756973  # any fixed number: the PostgreSQL advisory lock that migrating processes queue for
_BEGIN = "thuisbericht_begin"

# libpq: a server that is gone is noticed in seconds, while the carrier still waits for an answer.
_POSTGRES = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "options": "-c statement_timeout=10000 -c lock_timeout=8000 -c idle_in_transaction_session_timeout=60000",
}


class DatabaseUrlError(ValueError):
    """THUISBERICHT_DATABASE_URL cannot be used. The message never shows the address: a password may stand in it."""

    def __init__(self) -> None:
        super().__init__(
            "THUISBERICHT_DATABASE_URL cannot be used: write sqlite:///FILE (a file: in memory every thread would "
            "see a database of its own) or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
        )


class Database:
    """The database at `url`. Threads may share one object; a forked process needs one of its own."""

    def __init__(self, url: str) -> None:
        place = _read(url)
        self.is_sqlite = place.get_backend_name() == "sqlite"
        self._engine = _sqlite(place) if self.is_sqlite else _postgres(place)
        self._reading = self._engine.execution_options(**{_BEGIN: "BEGIN"})

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session that may write; commit at the end, roll back on any exception.

        On SQLite it holds the one write lock from its first moment (waiting up to 10 s for it): do nothing slow inside,
        and do not open a second one inside it.
        """
        with Session(self._engine, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads; it never waits for a writer."""
        with Session(self._reading, autoflush=False) as session, session.begin():
            yield session

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to this revision (Alembic): `head` is the newest; `base` takes everything away.

        Processes that start at once wait for one another; all but the first find nothing to do.
        """
        with self._engine.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"))
                connection.execute(select(text(f"pg_advisory_xact_lock({_MIGRATION_LOCK})")))
            if revision == "head" and not inspect(connection).get_table_names():
                _make_tables(connection)
            elif revision != "head" or _revision(connection) != NEWEST:
                _run_alembic(connection, revision)

    def check_key(self, vault: Vault) -> None:
        """Raise `WrongKey` unless this is the vault this database was made with; an empty database adopts it."""
        mark = vault.fingerprint("key", "mark")
        with self.transaction() as session:
            insert_new(session, KeyMark, {"id": 1, "fingerprint": mark})
            if session.scalar(select(KeyMark.fingerprint)) != mark:
                raise WrongKey

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._engine.dispose()


def open_database(settings: Settings) -> tuple[Database, Vault]:
    """Open the database of the settings as every process does at its start: migrated, and with the key that fits it."""
    database = Database(settings.database_url)
    vault = Vault(settings.key)
    database.migrate()
    database.check_key(vault)
    return database, vault


def _read(url: str) -> URL:
    try:
        place = make_url(url)
    except ArgumentError:
        raise DatabaseUrlError from None
    if place.drivername in {"postgres", "postgresql"}:
        place = place.set(drivername="postgresql+psycopg")
    on_disk = place.drivername in {"sqlite", "sqlite+pysqlite"} and place.database not in {None, "", ":memory:"}
    if not on_disk and place.drivername != "postgresql+psycopg":
        raise DatabaseUrlError
    return place


def _postgres(url: URL) -> Engine:
    defaults: dict[str, Any] = {name: value for name, value in _POSTGRES.items() if name not in url.query}
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=defaults, **_POOL)


def _sqlite(url: URL) -> Engine:
    _make_private_file(Path(str(url.database)))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS}, **_POOL)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # SQLite gives its -wal and -shm files the mode of the database. A file that is there is not opened: closing it
    # would take away the locks that this process holds on it (POSIX), and with them what keeps the file whole.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare(connection: SqliteConnection, _record: object) -> None:
    # The driver's own transactions begin as readers; one that then writes fails with SQLITE_BUSY without waiting.
    connection.isolation_level = None
    _switch_to_wal(connection)
    # Power loss may not undo what was told to the carrier, so synchronous stays FULL.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _switch_to_wal(connection: SqliteConnection) -> None:
    # The first processes on a new file race for this switch, for which SQLite's own waiting does not work.
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except SqliteError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN IMMEDIATE"))


def _make_tables(connection: Connection) -> None:
    """The tables of this release at once, as the whole history would have made them."""
    Base.metadata.create_all(connection)
    key = "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)"
    connection.execute(text(f"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, {key})"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:newest)"), {"newest": NEWEST})


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _run_alembic(connection: Connection, revision: str) -> None:
    # Alembic takes 12 MB and a fifth of a second, and at nearly every start there is nothing for it to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "assistant.store:migrations")
    config.attributes["connection"] = connection
    if revision == "base":
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
