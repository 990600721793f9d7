from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from assistant.store import Database, Vault, people, suppressions
from assistant.store.migrations import NEWEST
from assistant.store.models import Base

AMINA = "a" * 64

RunAtOnce = Callable[[list[str], int], list[str]]

MIGRATE = """
import sys
from assistant.store import Database
print("ready", flush=True)
sys.stdin.readline()
Database(sys.argv[1]).migrate()
print("migrated")
"""


def test_up_down_and_up_again_with_data(unmigrated_url: str, vault: Vault, now: datetime) -> None:
    database = Database(unmigrated_url)
    for _ in range(2):
        database.migrate()
        with database.transaction() as session:
            person = people.find_or_create(session, "sms", AMINA, vault.encrypt("+31612345678"), now)
            suppressions.add(session, AMINA, suppressions.STOP, now)
        assert person.id == 1, "what was there went down with the tables"
        database.migrate("base")
        with database.reading() as session:
            assert inspect(session.connection()).get_table_names() == ["alembic_version"]
    database.close()


def test_migrating_again_keeps_what_is_there(unmigrated_url: str, now: datetime) -> None:
    database = Database(unmigrated_url)
    database.migrate()
    with database.transaction() as session:
        suppressions.add(session, AMINA, suppressions.STOP, now)
    database.migrate()
    with database.reading() as session:
        assert suppressions.contains(session, AMINA)
    database.close()


def _schema(database: Database) -> dict[str, object]:
    """Everything that the database knows of its tables."""
    with database.reading() as session:
        inspector = inspect(session.connection())
        return {
            name: [
                [{**column, "type": str(column["type"])} for column in inspector.get_columns(name)],
                sorted(inspector.get_indexes(name), key=str),
                sorted(inspector.get_unique_constraints(name), key=str),
                sorted(inspector.get_check_constraints(name), key=str),
                sorted(inspector.get_foreign_keys(name), key=str),
                inspector.get_pk_constraint(name),
            ]
            for name in inspector.get_table_names()
        }


def test_an_empty_database_gets_at_once_what_the_whole_history_makes(unmigrated_url: str) -> None:
    database = Database(unmigrated_url)
    database.migrate(NEWEST)
    step_by_step = _schema(database)
    database.migrate("base")
    with database.transaction() as session:
        session.execute(text("DROP TABLE alembic_version"))
    database.migrate()
    assert _schema(database) == step_by_step
    database.close()


def test_the_migrations_make_what_the_models_say(unmigrated_url: str) -> None:
    database = Database(unmigrated_url)
    database.migrate(NEWEST)
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_every_constraint_has_the_same_name_on_both(database: Database) -> None:
    with database.reading() as session:
        inspector = inspect(session.connection())
        for table in Base.metadata.sorted_tables:
            found = {constraint["name"] for constraint in inspector.get_check_constraints(table.name)}
            found |= {constraint["name"] for constraint in inspector.get_unique_constraints(table.name)}
            found |= {constraint["name"] for constraint in inspector.get_foreign_keys(table.name)}
            wanted = {str(constraint.name) for constraint in table.constraints if constraint is not table.primary_key}
            assert found == wanted


def test_processes_that_start_at_once_migrate_once(unmigrated_url: str, run_at_once: RunAtOnce) -> None:
    outputs = run_at_once([sys.executable, "-c", MIGRATE, unmigrated_url], 6)
    assert outputs == ["migrated\n"] * 6
    database = Database(unmigrated_url)
    with database.reading() as session:
        assert len(inspect(session.connection()).get_table_names()) == len(Base.metadata.tables) + 1
    database.close()


def test_the_newest_revision_is_the_one_that_the_release_names() -> None:
    config = Config()
    config.set_main_option("script_location", "assistant.store:migrations")

    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST
