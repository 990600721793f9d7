from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from assistant.settings import Settings
from assistant.store import Database, DatabaseUrlError, Vault, WrongKey, open_database, people, suppressions
from assistant.store.models import Suppression

AMINA = "a" * 64


def test_a_sqlite_file_gets_its_folder_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "x.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {0o600}
    assert len(os.listdir(path.parent)) == 3, "the -wal and -shm files are there to be checked too"
    database.close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://u:geheim@h/d",
        "geheim",
        "sqlite+aiosqlite:///x",
        "postgresql+psycopg2://u:geheim@h/d",
    ],
)
def test_it_refuses_other_databases_without_showing_the_password(url: str) -> None:
    with pytest.raises(DatabaseUrlError) as caught:
        Database(url)
    assert "geheim" not in str(caught.value)
    assert "sqlite:///FILE" in str(caught.value)


def test_short_names_of_postgres_mean_the_driver_we_ship(postgres_url: str) -> None:
    database = Database(postgres_url.replace("postgresql+psycopg", "postgresql"))
    with database.reading() as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.close()


def test_a_server_that_is_not_there_is_an_error_in_seconds() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(OperationalError), database.reading() as session:
        session.scalar(text("SELECT 1"))


def test_it_undoes_everything_when_something_fails(database: Database, now: datetime) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        suppressions.add(session, AMINA, suppressions.STOP, now)
        raise RuntimeError
    with database.reading() as session:
        assert not suppressions.contains(session, AMINA)


def test_it_refuses_a_time_without_a_zone(database: Database, now: datetime) -> None:
    with pytest.raises(StatementError, match="no time zone"), database.transaction() as session:
        suppressions.add(session, AMINA, suppressions.STOP, now.replace(tzinfo=None))


def test_times_come_back_in_utc(database: Database, now: datetime) -> None:
    dutch = now.astimezone(timezone(timedelta(hours=1)))
    with database.transaction() as session:
        suppressions.add(session, AMINA, suppressions.STOP, dutch)
    with database.reading() as session:
        since = session.scalar(select(Suppression.since))
    assert since == now
    assert since.utcoffset() == timedelta(0)


def test_writers_take_turns_instead_of_failing(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        suppressions.add(session, AMINA, "0", now)

    def count_up(_: int) -> None:
        with database.transaction() as session:
            # Read and then write: a transaction that began as a reader would fail here with "database is locked".
            cause = session.scalar(select(Suppression.cause).with_for_update())
            session.execute(update(Suppression).values(cause=str(int(cause or 0) + 1)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(80)))
    with database.reading() as session:
        assert session.scalar(select(Suppression.cause)) == "80"


def test_a_reader_does_not_wait_for_a_writer(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        suppressions.add(session, AMINA, suppressions.STOP, now)
        seen: list[bool] = []

        def look() -> None:
            with database.reading() as reader:
                seen.append(suppressions.contains(reader, AMINA))

        reader = threading.Thread(target=look)
        reader.start()
        reader.join(5)
    assert seen == [False]


def test_sqlite_keeps_what_it_is_told_through_a_power_cut(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        pragmas = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 10_000,
    }


def test_a_new_file_that_another_process_holds_is_waited_for(tmp_path: Path, monkeypatch) -> None:
    holder = sqlite3.connect(tmp_path / "new.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    waits: list[float] = []
    monkeypatch.setattr("assistant.store.database._BUSY_SECONDS", 0.01)
    monkeypatch.setattr("time.sleep", lambda seconds: (waits.append(seconds), holder.rollback()))
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite'}")
    monkeypatch.setattr("assistant.store.database._BUSY_SECONDS", 10)
    with database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
    assert len(waits) == 1
    database.close()
    holder.close()


def test_a_new_file_that_stays_locked_is_an_error(tmp_path: Path, monkeypatch) -> None:
    holder = sqlite3.connect(tmp_path / "new.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("assistant.store.database._BUSY_SECONDS", 0)
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with pytest.raises(OperationalError, match="locked"), database.reading() as session:
        session.scalar(text("SELECT 1"))
    database.close()
    holder.close()


def test_opening_a_file_a_second_time_leaves_the_locks_on_it_alone(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "new.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    Database(f"sqlite:///{tmp_path / 'new.sqlite'}").close()
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('CREATE TABLE x (y)')"
    result = subprocess.run(
        [sys.executable, "-c", other, str(tmp_path / "new.sqlite")], capture_output=True, text=True, check=False
    )
    assert "locked" in result.stderr
    holder.close()


def test_foreign_keys_hold(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO reminders (person_id, plan, wall_time, zone, moment_utc, created_at) "
                "VALUES (99, 'afspraak', '', '', '2026-11-24 11:00:00.000000', '2026-11-24 11:00:00.000000')"
            )
        )


def test_an_error_shows_no_values(database: Database, now: datetime) -> None:
    with pytest.raises(StatementError) as caught, database.transaction() as session:
        people.find_or_create(session, "sms", "kanarie +31612345678", None, now.replace(tzinfo=None))
    assert "+31612345678" not in str(caught.value)


def test_a_database_opens_with_its_own_key_only(database: Database, vault: Vault) -> None:
    database.check_key(vault)
    database.check_key(vault)
    with pytest.raises(WrongKey, match="said STOP"):
        database.check_key(Vault("another key of at least 32 characters"))
    database.check_key(
        Vault("a new key of at least 32 characters...", "a key for tests only, of 32 characters or more")
    )


def test_the_settings_open_a_database_that_is_ready(tmp_path: Path, now: datetime) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/var/t.sqlite")
    for _ in range(2):
        database, vault = open_database(settings)
        with database.transaction() as session:
            suppressions.add(session, vault.fingerprint("sms", "+31612345678"), suppressions.STOP, now)
        database.close()
    (tmp_path / "var" / "t.key").unlink()
    del settings.__dict__["key"]
    with pytest.raises(WrongKey):
        open_database(settings)
