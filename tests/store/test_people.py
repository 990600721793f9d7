from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import func, select

from assistant.store import Database, Vault, inbound, people, suppressions
from assistant.store.models import Inbound, Outgoing, Person, Reminder


def _find(database: Database, vault: Vault, now: datetime) -> people.Person:
    with database.transaction() as session:
        return people.find_or_create(session, "sms", "a" * 64, vault.encrypt("+31612345678"), now)


def test_somebody_new_has_no_conversation_and_wants_reminders(database: Database, vault: Vault, now: datetime) -> None:
    person = _find(database, vault, now)
    assert (person.channel, person.conversation, person.reminders_off) == ("sms", None, False)
    assert person.number is not None
    assert vault.decrypt(person.number) == "+31612345678"


def test_somebody_known_is_the_same_person_seen_later(database: Database, vault: Vault, now: datetime) -> None:
    first = _find(database, vault, now)
    again = _find(database, vault, now + timedelta(hours=1))
    assert again == first
    with database.reading() as session:
        row = session.scalars(select(Person)).one()
        assert (row.created_at, row.seen_at) == (now, now + timedelta(hours=1))


def test_somebody_on_the_web_has_no_number(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        assert people.find_or_create(session, "web", "b" * 64, None, now).number is None


def test_twenty_first_messages_at_once_are_one_person(database: Database, vault: Vault, now: datetime) -> None:
    with ThreadPoolExecutor(20) as pool:
        found = set(pool.map(lambda _: _find(database, vault, now).id, range(20)))
    assert len(found) == 1


def test_two_messages_of_one_person_take_turns(database: Database, vault: Vault, now: datetime) -> None:
    def say_one_more(_: int) -> None:
        with database.transaction() as session:
            person = people.find_or_create(session, "sms", "a" * 64, None, now)
            said = vault.decrypt(person.conversation) if person.conversation else ""
            people.save_conversation(session, person.id, vault.encrypt(said + "x"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say_one_more, range(40)))
    conversation = _find(database, vault, now).conversation
    assert conversation is not None
    assert vault.decrypt(conversation) == "x" * 40


def test_reminders_go_off_and_on(database: Database, vault: Vault, now: datetime) -> None:
    person = _find(database, vault, now)
    for on in (False, True):
        with database.transaction() as session:
            people.switch_reminders(session, person.id, on)
        assert _find(database, vault, now).reminders_off is not on


def test_whoever_is_deleted_leaves_only_the_hash_that_must_not_be_texted(cast, vault: Vault, now: datetime) -> None:
    database, person = cast.database, cast.person()
    other = cast.person("+31687654321")
    cast.text(person)
    kept = cast.text(other)
    with database.transaction() as session:
        inbound.claim(session, "SM1", person.id, vault.encrypt("wis"), now)
        suppressions.add(session, person.fingerprint, suppressions.STOP, now)
        people.delete_person(session, person.id)
    with database.reading() as session:
        assert session.scalars(select(Person.id)).all() == [other.id]
        assert session.scalar(select(func.count(Reminder.id))) == 1
        assert session.scalars(select(Outgoing.public_id)).all() == [kept]
        assert suppressions.contains(session, person.fingerprint)
        left = session.scalars(select(Inbound)).one()
        assert (left.sid, left.person_id, left.text_encrypted, left.replies_encrypted) == ("SM1", None, None, None)


def test_a_message_of_somebody_who_was_deleted_is_still_not_answered_twice(cast, vault: Vault, now: datetime) -> None:
    person = cast.person()
    with cast.database.transaction() as session:
        inbound.claim(session, "SM1", person.id, vault.encrypt("wis"), now)
        people.delete_person(session, person.id)
        inbound.answer(session, "SM1", vault.encrypt_all(["Alles is gewist."]), "command", now)
    again = cast.person()
    with cast.database.transaction() as session:
        seen = inbound.claim(session, "SM1", again.id, vault.encrypt("wis"), now)
    assert isinstance(seen, inbound.AlreadySeen)
    assert seen.replies is not None
    assert vault.decrypt_all(seen.replies) == ["Alles is gewist."]


def test_the_id_of_somebody_who_was_deleted_is_not_given_again(cast) -> None:
    person = cast.person()
    with cast.database.transaction() as session:
        people.delete_person(session, person.id)
    assert cast.person("+31687654321").id != person.id
