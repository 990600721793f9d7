from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from assistant.store import Database, Vault, inbound, people, suppressions

Seen = inbound.Claimed | inbound.AlreadySeen


def _arrive(database: Database, vault: Vault, now: datetime, sid: str = "SM1") -> Seen:
    with database.transaction() as session:
        person = people.find_or_create(session, "sms", "a" * 64, None, now)
        return inbound.claim(session, sid, person.id, vault.encrypt("hallo"), now)


def test_twenty_copies_at_once_are_claimed_once(database: Database, vault: Vault, now: datetime) -> None:
    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(lambda _: _arrive(database, vault, now), range(20)))
    assert results.count(inbound.Claimed()) == 1
    assert results.count(inbound.AlreadySeen(None, answered=False)) == 19


def test_a_copy_gets_the_stored_answer(database: Database, vault: Vault, now: datetime) -> None:
    assert _arrive(database, vault, now) == inbound.Claimed()
    with database.transaction() as session:
        inbound.answer(session, "SM1", vault.encrypt_all(["een", "twee"]), "answer", now)
    again = _arrive(database, vault, now)
    assert isinstance(again, inbound.AlreadySeen)
    assert again.answered
    assert again.replies is not None
    assert vault.decrypt_all(again.replies) == ["een", "twee"]


def test_another_message_is_another_claim(database: Database, vault: Vault, now: datetime) -> None:
    assert _arrive(database, vault, now, "SM1") == _arrive(database, vault, now, "SM2") == inbound.Claimed()


def test_a_claim_that_was_rolled_back_was_none(database: Database, vault: Vault, now: datetime) -> None:
    try:
        with database.transaction() as session:
            person = people.find_or_create(session, "sms", "a" * 64, None, now)
            inbound.claim(session, "SM1", person.id, vault.encrypt("hallo"), now)
            raise ConnectionError
    except ConnectionError:
        assert _arrive(database, vault, now) == inbound.Claimed()


def test_a_number_is_stopped_once_and_can_be_allowed_again(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        assert suppressions.add(session, "a" * 64, suppressions.STOP, now)
        assert not suppressions.add(session, "a" * 64, "21610", now)
        assert suppressions.contains(session, "a" * 64)
        assert not suppressions.contains(session, "b" * 64)
        assert suppressions.remove(session, "a" * 64)
        assert not suppressions.remove(session, "a" * 64)
        assert not suppressions.contains(session, "a" * 64)
