"""Two ways of running a statement that both databases share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assistant.store.models import Base


def insert_new(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert a row and tell whether it is new; False when a unique value is there already.

    It waits for another process that is inserting the same: exactly one of any number at once gets True.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = insert(table).values(**values).on_conflict_do_nothing()
    # Not by the row count: PostgreSQL's driver gives none for this statement.
    return session.execute(new.returning(*table.__table__.primary_key)).first() is not None


def changed(session: Session, statement: Any) -> int:
    """Run an UPDATE or DELETE and give the number of rows it touched."""
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", result).rowcount
