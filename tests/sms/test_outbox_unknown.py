"""What becomes of a text when nobody knows whether the carrier took it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from assistant.sms.carrier import NotProcessed, Refused, Sent, Unknown
from assistant.sms.outbox import LEASE, SETTLE, Outbox
from assistant.store import outbox, people
from assistant.store.models import Outgoing

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def _end(cast, public_id: str) -> tuple[str, str | None]:
    row = cast.row(public_id)
    return row.status, row.error_code


def test_a_text_whose_answer_was_lost_is_found_and_not_sent_again(queue: Outbox, cast, fake_carrier, clock) -> None:
    public_id = cast.text(cast.person())
    fake_carrier.lost_answers = True
    assert queue.send_due(10) == 0
    assert queue.reconcile(clock()) == 0, "it is in hand until the lease ends"
    assert cast.row(public_id).status == "sending"
    assert queue.reconcile(clock.forward(seconds=LEASE.total_seconds())) == 1
    assert queue.send_due(10) == 0
    assert fake_carrier.ids == [public_id]
    assert cast.row(public_id).status == "sent"


def test_a_text_that_was_never_accepted_is_sent_again_after_two_looks(queue: Outbox, cast, fake_carrier, clock) -> None:
    public_id = cast.text(cast.person(), expires_at=clock() + HOUR)
    fake_carrier.faults = [Unknown("reset")]
    queue.send_due(10)
    assert queue.reconcile(clock.forward(seconds=LEASE.total_seconds())) == 1
    assert queue.send_due(10) == 0, "it could still be on its way"
    assert queue.reconcile(clock.forward(seconds=SETTLE.total_seconds())) == 1
    assert queue.send_due(10) == 1
    assert fake_carrier.ids == [public_id]
    assert cast.row(public_id).status == "sent"


def test_a_text_that_nobody_finds_and_that_is_too_late_ends_unknown_with_an_alert(
    queue: Outbox, cast, fake_carrier, clock, alerts
) -> None:
    public_id = cast.text(cast.person(), expires_at=clock() + 2 * MINUTE)
    fake_carrier.faults = [Unknown("reset")]
    queue.send_due(10)
    queue.reconcile(clock.forward(seconds=LEASE.total_seconds()))
    queue.reconcile(clock.forward(seconds=SETTLE.total_seconds()))
    assert _end(cast, public_id) == ("unknown", "not_found")
    assert alerts() == ["alert_text_not_sent"]


def test_a_text_without_an_end_whose_outcome_stays_unknown_ends_too(queue: Outbox, cast, fake_carrier, clock) -> None:
    public_id = cast.text(cast.person())
    fake_carrier.faults = [Unknown("reset")] * 30
    for _ in range(80):
        queue.send_due(10)
        queue.reconcile(clock.forward(seconds=90))
    assert _end(cast, public_id) == ("unknown", "not_found")


def test_a_clock_that_jumps_an_hour_while_a_text_is_on_its_way_makes_no_second_one(
    queue: Outbox, cast, fake_carrier, clock, monkeypatch
) -> None:
    public_id = cast.text(cast.person())
    send = fake_carrier.send

    def slow_send(*text) -> Sent:
        queue_of_another_process = Outbox(cast.database, cast.vault, fake_carrier, clock)
        clock.forward(hours=1)
        assert queue_of_another_process.reconcile(clock()) == 1
        assert queue_of_another_process.send_due(10) == 0
        return send(*text)

    monkeypatch.setattr(fake_carrier, "send", slow_send)
    assert queue.send_due(10) == 1
    assert fake_carrier.ids == [public_id]
    assert cast.row(public_id).status == "sent"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [(Unknown("timeout"), []), (NotProcessed("429"), []), (Refused(20003), ["alert_queue_paused"])],
)
def test_a_look_up_that_fails_decides_nothing(
    queue: Outbox, cast, fake_carrier, clock, alerts, fault, expected
) -> None:
    public_id = cast.text(cast.person())
    fake_carrier.lost_answers = True
    queue.send_due(10)
    fake_carrier.look_up_faults = [fault]
    assert queue.reconcile(clock.forward(seconds=LEASE.total_seconds())) == 0
    assert (cast.row(public_id).status, cast.row(public_id).looked_up_at) == ("sending", None)
    assert alerts() == expected
    assert queue.reconcile(clock.forward(seconds=SETTLE.total_seconds())) == 1
    assert cast.row(public_id).status == "sent"


def test_somebody_deleted_while_their_text_was_in_hand_stays_deleted(
    queue: Outbox, cast, fake_carrier, clock, monkeypatch
) -> None:
    amina = cast.person()
    public_id = cast.text(amina)
    send = fake_carrier.send

    def delete_and_send(*text) -> Sent:
        with cast.database.transaction() as session:
            people.delete_person(session, amina.id)
        return send(*text)

    monkeypatch.setattr(fake_carrier, "send", delete_and_send)
    queue.send_due(10)
    assert cast.rows() == []
    assert not queue.record_status(public_id, f"SM{1:032d}", "delivered", None)


def test_a_crash_after_the_carrier_took_a_text_makes_no_second_one(
    queue: Outbox, cast, fake_carrier, clock, monkeypatch
) -> None:
    public_id = cast.text(cast.person())
    monkeypatch.setattr("assistant.store.outbox.mark_sent", lambda *_: (_ for _ in ()).throw(ConnectionError))
    with pytest.raises(ConnectionError):
        queue.send_due(10)
    monkeypatch.undo()
    assert cast.row(public_id).status == "sending"
    assert queue.send_due(10) == 0
    queue.reconcile(clock.forward(seconds=LEASE.total_seconds()))
    assert fake_carrier.ids == [public_id]
    assert cast.row(public_id).status == "sent"


def test_a_backup_that_is_put_back_sends_nothing_again(queue: Outbox, cast, fake_carrier, clock, tmp_path) -> None:
    public_id = cast.text(cast.person(), expires_at=clock() + 20 * HOUR)
    queue.send_due(10)
    with cast.database.transaction() as session:
        values = {"status": "due", "carrier_sid": None, "attempts": 0}
        session.execute(update(Outgoing).values(**values))  # as the row was in the backup
    clock.forward(hours=2)
    queue.send_due(10)
    assert fake_carrier.ids == [public_id]
    assert cast.row(public_id).status == "sent"


def test_two_late_texts_that_are_alike_are_two_texts(queue: Outbox, cast, fake_carrier, clock) -> None:
    amina = cast.person()
    ids = {cast.text(amina), cast.text(amina)}
    clock.forward(hours=1)
    assert queue.send_due(10) == 2
    assert set(fake_carrier.ids) == ids
    assert {row.status for row in cast.rows()} == {"sent"}


def test_a_text_in_hand_without_a_number_is_not_looked_up(queue: Outbox, cast, fake_carrier, clock, alerts) -> None:
    with cast.database.transaction() as session:
        visitor = people.find_or_create(session, "web", "b" * 64, None, clock())
    public_id = cast.text(visitor)
    with cast.database.transaction() as session:
        outbox.claim_one(session, clock(), LEASE)
    fake_carrier.look_up_faults = [AssertionError("looked up")]
    for _ in range(2):
        queue.reconcile(clock.forward(seconds=90))
    queue.send_due(10)
    assert _end(cast, public_id) == ("failed", "no_number")
