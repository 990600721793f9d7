from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from assistant.store import Database, Vault, outbox
from assistant.store.models import Outgoing

ROWS, AT_ONCE = 500, 4

CLAIM_ALL = """
import sys
from datetime import datetime, timedelta
from assistant.store import Database, outbox
database, now = Database(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
while True:
    with database.transaction() as session:
        row = outbox.claim_one(session, now, timedelta(seconds=90))
    if row is None:
        break
    print(row.public_id)
"""


@pytest.fixture
def full_queue(cast, now: datetime) -> set[str]:
    amina = cast.person()
    ids = {f"text-{number}" for number in range(ROWS)}
    rows = [
        {"public_id": id_, "person_id": amina.id, "aim": "x", "due_at": now, "created_at": now, "updated_at": now}
        for id_ in sorted(ids)
    ]
    with cast.database.transaction() as session:
        session.execute(insert(Outgoing), rows)
    return ids


def test_threads_claim_every_text_once(database: Database, full_queue: set[str], now: datetime) -> None:
    def claim_all(_: int) -> list[str]:
        claimed = []
        while True:
            with database.transaction() as session:
                row = outbox.claim_one(session, now, timedelta(seconds=90))
            if row is None:
                return claimed
            claimed.append(row.public_id)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        claims = Counter(id_ for claimed in pool.map(claim_all, range(AT_ONCE)) for id_ in claimed)
    # On PostgreSQL a claimer skips the row another one has locked, so nobody stops before the queue is empty.
    assert claims == Counter(full_queue)


def test_processes_claim_every_text_once(
    database: Database, database_url_of: Callable[[Database], str], full_queue: set[str], now: datetime, run_at_once
) -> None:
    command = [sys.executable, "-c", CLAIM_ALL, database_url_of(database), now.isoformat()]
    outputs = run_at_once(command, AT_ONCE)
    assert Counter(id_ for claimed in outputs for id_ in claimed.split()) == Counter(full_queue)


def test_twenty_look_ups_at_once_take_each_text_once(database: Database, cast, vault: Vault, now: datetime) -> None:
    amina = cast.person()
    ids = {cast.text(amina) for _ in range(10)}
    with database.transaction() as session:
        while outbox.claim_one(session, now, timedelta(0)):
            pass

    def look_up(_: int) -> str | None:
        with database.transaction() as session:
            row = outbox.claim_lookup(session, now, timedelta(seconds=60), timedelta(seconds=90))
        return None if row is None else row.public_id

    with ThreadPoolExecutor(20) as pool:
        found = Counter(pool.map(look_up, range(20)))
    assert found.pop(None) == 10
    assert found == Counter(ids)
