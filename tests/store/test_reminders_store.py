from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from assistant.store import Vault, outbox, reminders
from assistant.store.models import Reminder

LEASE = timedelta(seconds=90)


def _pending(cast, person, now: datetime) -> list[reminders.Reminder]:
    with cast.database.reading() as session:
        return reminders.pending(session, person.id, now)


def test_a_reminder_comes_back_as_it_was_said(cast, vault: Vault, now: datetime) -> None:
    amina = cast.person()
    cast.reminder(amina, cast.message())
    (reminder,) = _pending(cast, amina, now)
    assert reminder.wall == datetime(2026, 11, 25, 10)
    assert (reminder.plan, reminder.zone, reminder.moment) == (
        "afspraak",
        "Europe/Amsterdam",
        now + timedelta(hours=22),
    )
    assert reminder.about is not None
    assert vault.decrypt(reminder.about) == "tandarts"


def test_a_reminder_and_its_texts_are_stored_together_or_not_at_all(cast, now: datetime) -> None:
    amina = cast.person()
    with pytest.raises(StatementError):
        cast.reminder(amina, cast.message(), cast.message(due_at=now.replace(tzinfo=None)))
    assert cast.rows() == []
    with cast.database.reading() as session:
        assert session.scalar(select(func.count(Reminder.id))) == 0


def test_a_wall_time_with_a_zone_is_refused(cast, vault: Vault, now: datetime) -> None:
    new = reminders.NewReminder(1, "afspraak", vault.encrypt(""), now, "Europe/Amsterdam", now, ())
    with pytest.raises(ValueError, match="naive"), cast.database.transaction() as session:
        reminders.add(session, new, now)


def test_pending_are_my_own_that_are_not_past_the_first_one_first(cast, vault: Vault, now: datetime) -> None:
    amina, ben = cast.person(), cast.person("+31687654321")
    new = reminders.NewReminder(
        amina.id, "afspraak", vault.encrypt("x"), datetime(2026, 11, 25), "Europe/Amsterdam", now, ()
    )
    with cast.database.transaction() as session:
        for hours in (5, -1, 2, 0):
            reminders.add(session, replace(new, moment=now + timedelta(hours=hours)), now)
        reminders.add(session, replace(new, person_id=ben.id, moment=now + timedelta(hours=3)), now)
    assert [reminder.moment - now for reminder in _pending(cast, amina, now)] == [
        timedelta(hours=2),
        timedelta(hours=5),
    ]


def test_cancelling_ends_the_reminder_and_its_unsent_texts(cast, now: datetime) -> None:
    amina = cast.person()
    id_ = cast.reminder(amina, cast.message(), cast.message(due_at=now + timedelta(hours=1)))
    with cast.database.transaction() as session:
        assert reminders.cancel(session, amina.id, id_, now)
        assert not reminders.cancel(session, amina.id, id_, now)
    assert _pending(cast, amina, now) == []
    assert [(row.status, row.error_code) for row in cast.rows()] == [("suppressed", "cancelled")] * 2


def test_nobody_cancels_a_reminder_of_somebody_else(cast, now: datetime) -> None:
    amina, ben = cast.person(), cast.person("+31687654321")
    id_ = cast.reminder(amina, cast.message())
    with cast.database.transaction() as session:
        assert not reminders.cancel(session, ben.id, id_, now)
    assert [row.status for row in cast.rows()] == ["due"]


def test_all_reminders_of_one_person_can_be_cancelled_at_once(cast, now: datetime) -> None:
    amina, ben = cast.person(), cast.person("+31687654321")
    for person in (amina, amina, ben):
        cast.reminder(person, cast.message())
    with cast.database.transaction() as session:
        assert reminders.cancel_all(session, amina.id, now) == 2
        assert reminders.cancel_all(session, amina.id, now) == 0
    assert [row.status for row in cast.rows()] == ["suppressed", "suppressed", "due"]


def test_a_text_cancelled_while_it_is_in_hand_is_not_tried_again(cast, now: datetime) -> None:
    amina = cast.person()
    id_ = cast.reminder(amina, cast.message())
    with cast.database.transaction() as session:
        row = outbox.claim_one(session, now, LEASE)
        assert row is not None
    with cast.database.transaction() as session:
        reminders.cancel(session, amina.id, id_, now)
    assert [row.status for row in cast.rows()] == ["sending"]
    with cast.database.transaction() as session:
        assert outbox.back_to_due(session, row, now, now)
        assert outbox.claim_one(session, now, LEASE) is None
        assert outbox.expire(session, now) == 1
    assert [(row.status, row.error_code) for row in cast.rows()] == [("suppressed", "cancelled")]
