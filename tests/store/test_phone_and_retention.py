from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from assistant.store import inbound, outbox, phone, retention
from assistant.store.models import Inbound, Reminder

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def _talk(cast, person, sid: str, said: str, answer: list[str], at: datetime) -> None:
    with cast.database.transaction() as session:
        inbound.claim(session, sid, person.id, cast.vault.encrypt(said), at)
        if answer:
            inbound.answer(session, sid, cast.vault.encrypt_all(answer), "answer", at + timedelta(seconds=1))


def _screen(cast, person, limit: int = 10) -> list[tuple[str, str, str]]:
    with cast.database.reading() as session:
        messages = phone.history(session, cast.vault, person.fingerprint, limit)
    return [(message.direction, message.text, message.status) for message in messages]


def test_a_phone_shows_what_was_said_in_the_order_it_was_said(cast, now: datetime) -> None:
    amina, ben = cast.person(), cast.person("+31687654321")
    _talk(cast, amina, "SM1", "briefadres?", ["Bel 14 078.", "En verder:"], now - 5 * MINUTE)
    _talk(cast, ben, "SM2", "van een ander", ["voor een ander"], now - 4 * MINUTE)
    _talk(cast, amina, "SM3", "MEER", [], now - 3 * MINUTE)
    sent = cast.text(amina, due_at=now - 2 * MINUTE)
    cast.text(amina, due_at=now - MINUTE)
    with cast.database.transaction() as session:
        outbox.mark_sent(session, sent, "SM9", now)
    assert _screen(cast, amina) == [
        ("in", "briefadres?", "received"),
        ("out", "Bel 14 078.", "sent"),
        ("in", "MEER", "received"),
        ("out", "Morgen 10:00 tandarts.", "sent"),
    ]


def test_a_phone_shows_the_last_texts_only(cast, now: datetime) -> None:
    amina = cast.person()
    for number in range(4):
        _talk(cast, amina, f"SM{number}", f"vraag {number}", ["antwoord"], now + number * MINUTE)
    assert _screen(cast, amina, 3) == [
        ("out", "antwoord", "sent"),
        ("in", "vraag 3", "received"),
        ("out", "antwoord", "sent"),
    ]


def test_texts_are_forgotten_after_some_days_and_a_copy_still_gets_no_second_answer(cast, now: datetime) -> None:
    amina = cast.person()
    _talk(cast, amina, "SM1", "oud", ["oud antwoord"], now - 8 * DAY)
    _talk(cast, amina, "SM2", "nieuw", ["nieuw antwoord"], now - 6 * DAY)
    with cast.database.transaction() as session:
        assert retention.forget_texts(session, now - 7 * DAY) == 1
        assert retention.forget_texts(session, now - 7 * DAY) == 0
        seen = inbound.claim(session, "SM1", amina.id, cast.vault.encrypt("oud"), now)
    assert seen == inbound.AlreadySeen(None, answered=True)
    assert [text for _, text, _ in _screen(cast, amina)] == ["nieuw", "nieuw antwoord"]


def test_an_answer_to_somebody_who_was_deleted_is_forgotten_too(cast, now: datetime) -> None:
    amina = cast.person()
    _talk(cast, amina, "SM1", "wis", ["Alles is gewist."], now - 8 * DAY)
    with cast.database.transaction() as session:
        row = session.scalars(select(Inbound)).one()
        row.text_encrypted = None
    with cast.database.transaction() as session:
        assert retention.forget_texts(session, now - 7 * DAY) == 1
        assert session.scalars(select(Inbound.replies_encrypted)).all() == [None]


def test_a_text_that_is_still_to_be_sent_is_kept_however_old(cast, now: datetime) -> None:
    amina = cast.person()
    sent, due = cast.text(amina), cast.text(amina)
    with cast.database.transaction() as session:
        outbox.mark_sent(session, sent, "SM1", now)
    with cast.database.transaction() as session:
        assert retention.forget_texts(session, now + 30 * DAY) == 3, "one text, and what two reminders were about"
    assert cast.row(sent).text_encrypted is None
    assert cast.row(due).text_encrypted is not None
    assert _screen(cast, amina) == []
    with cast.database.reading() as session:
        assert session.scalars(select(Reminder.about_encrypted)).all() == [None, None]
