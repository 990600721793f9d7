from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sms.carrier import NotProcessed, Refused, Sent
from assistant.sms.outbox import DUTCH, Outbox, PerThread, quiet_until
from assistant.store import people, reminders, suppressions
from assistant.store.reminders import CANCELLED

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CANARY_NUMBER, CANARY_TEXT = "+31612345678", "Morgen 10:00 tandarts."


def _end(cast, public_id: str) -> tuple[str, str | None]:
    row = cast.row(public_id)
    return row.status, row.error_code


def test_a_text_that_is_due_is_sent_once_to_the_right_number(queue: Outbox, cast, fake_carrier, clock) -> None:
    public_id = cast.text(cast.person(), expires_at=clock() + HOUR)
    assert queue.send_due(10) == 1
    assert queue.send_due(10) == 0
    assert fake_carrier.accepted == [(CANARY_NUMBER, CANARY_TEXT, public_id)]
    assert fake_carrier.valid_for == HOUR
    row = cast.row(public_id)
    assert (row.status, row.carrier_sid, row.lease_until) == ("sent", f"SM{1:032d}", None)


def test_one_batch_has_a_limit(queue: Outbox, cast) -> None:
    amina = cast.person()
    for _ in range(5):
        cast.text(amina)
    assert [queue.send_due(2), queue.send_due(2), queue.send_due(2), queue.send_due(2)] == [2, 2, 1, 0]


def test_a_text_without_an_end_is_sent_without_a_validity(queue: Outbox, cast, fake_carrier) -> None:
    cast.text(cast.person())
    assert queue.send_due(1) == 1
    assert fake_carrier.valid_for is None


@pytest.mark.parametrize(("status", "end"), [("delivered", "delivered"), ("failed", "failed"), ("queued", "sent")])
def test_the_answer_of_the_carrier_may_say_the_end_at_once(queue: Outbox, cast, fake_carrier, status, end) -> None:
    public_id = cast.text(cast.person())
    fake_carrier.status = status
    queue.send_due(1)
    assert cast.row(public_id).status == end


def test_nothing_goes_to_whoever_said_stop(queue: Outbox, cast, fake_carrier, clock) -> None:
    amina = cast.person()
    public_id = cast.text(amina)
    with cast.database.transaction() as session:
        suppressions.add(session, amina.fingerprint, suppressions.STOP, clock())
    assert queue.send_due(10) == 0
    assert queue.expire(clock()) == 1
    assert fake_carrier.accepted == []
    assert _end(cast, public_id) == ("suppressed", "stop")


def test_no_reminder_goes_to_whoever_wants_none(queue: Outbox, cast, fake_carrier, clock) -> None:
    amina = cast.person()
    cast.text(amina)
    with cast.database.transaction() as session:
        people.switch_reminders(session, amina.id, False)
    assert queue.send_due(10) == 0
    assert fake_carrier.accepted == []


def test_stop_by_text_message_also_holds_for_who_wrote_by_whatsapp(queue: Outbox, cast, fake_carrier, clock) -> None:
    phone = cast.person()
    with cast.database.transaction() as session:
        fingerprint = cast.vault.fingerprint("whatsapp", CANARY_NUMBER)
        amina = people.find_or_create(session, "whatsapp", fingerprint, cast.vault.encrypt(CANARY_NUMBER), clock())
    first = cast.text(amina)
    assert queue.send_due(10) == 1
    with cast.database.transaction() as session:
        suppressions.add(session, phone.fingerprint, suppressions.STOP, clock())
    second = cast.text(amina)
    assert queue.send_due(10) == 0
    assert fake_carrier.ids == [first]
    assert _end(cast, second) == ("suppressed", "stop")


def test_somebody_without_a_phone_gets_no_text_and_we_hear_of_it(
    queue: Outbox, cast, fake_carrier, clock, alerts
) -> None:
    with cast.database.transaction() as session:
        visitor = people.find_or_create(session, "web", "b" * 64, None, clock())
    public_id = cast.text(visitor)
    assert queue.send_due(1) == 0
    assert _end(cast, public_id) == ("failed", "no_number")
    assert alerts() == ["alert_text_not_sent"]


# 21:00 in Dutch winter is 20:00 UTC, in summer 19:00; the clocks change on 28 March and 31 October 2027.
@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-11-24T19:59:59", None),
        ("2026-11-24T20:00:00", "2026-11-25T07:00:00"),
        ("2026-11-25T06:59:59", "2026-11-25T07:00:00"),
        ("2026-11-25T07:00:00", None),
        ("2027-06-01T18:59:59", None),
        ("2027-06-01T19:00:00", "2027-06-02T06:00:00"),
        ("2027-03-27T20:00:00", "2027-03-28T06:00:00"),
        ("2027-03-28T01:30:00", "2027-03-28T06:00:00"),
        ("2027-10-31T00:30:00", "2027-10-31T07:00:00"),
        ("2026-12-31T23:30:00", "2027-01-01T07:00:00"),
    ],
)
def test_the_quiet_hours_end_at_eight_on_dutch_clocks(moment: str, morning: str | None) -> None:
    expected = None if morning is None else datetime.fromisoformat(morning).replace(tzinfo=UTC)
    assert quiet_until(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == expected


@given(st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)))
def test_a_night_always_ends_and_by_day_there_is_none(moment: datetime) -> None:
    hour, morning = moment.astimezone(DUTCH).hour, quiet_until(moment)
    assert (morning is None) == (8 <= hour < 21)
    if morning is not None:
        assert moment < morning <= moment + 12 * HOUR
        assert quiet_until(morning) is None
        assert morning.astimezone(DUTCH).hour == 8


def test_at_night_nothing_is_sent_and_what_is_still_useful_comes_in_the_morning(
    queue: Outbox, cast, fake_carrier, clock
) -> None:
    clock.now = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    morning = datetime(2026, 11, 25, 7, tzinfo=UTC)
    amina = cast.person()
    useful = cast.text(amina, due_at=clock(), expires_at=morning + HOUR)
    useless = cast.text(amina, due_at=clock(), expires_at=morning)
    assert queue.send_due(10) == 0
    assert cast.row(useful).due_at == morning
    assert _end(cast, useless) == ("expired", "quiet_hours")
    clock.now = morning
    assert queue.send_due(10) == 1
    assert fake_carrier.ids == [useful]


def test_what_somebody_asked_for_a_moment_ago_comes_at_night_too(queue: Outbox, cast, fake_carrier, clock) -> None:
    clock.now = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    asked = cast.text(cast.person(), due_at=clock(), created_at=clock())
    long_ago = cast.text(cast.person(), due_at=clock(), created_at=clock() - HOUR)
    clock.forward(seconds=5)
    assert queue.send_due(10) == 1
    assert fake_carrier.ids == [asked]
    assert cast.row(long_ago).status == "due"


def test_the_night_falls_in_the_middle_of_a_batch(queue: Outbox, cast, fake_carrier, clock, monkeypatch) -> None:
    amina = cast.person()
    for _ in range(3):
        cast.text(amina)
    send = fake_carrier.send
    monkeypatch.setattr(fake_carrier, "send", lambda *text: (clock.forward(minutes=2), send(*text))[1])
    clock.now = datetime(2026, 11, 24, 19, 57, tzinfo=UTC)
    assert queue.send_due(10) == 2
    assert Counter(row.status for row in cast.rows()) == {"sent": 2, "due": 1}


def test_a_busy_carrier_gets_fewer_texts_and_loses_none(queue: Outbox, cast, fake_carrier, clock) -> None:
    amina = cast.person()
    ids = [cast.text(amina, expires_at=clock() + 3 * HOUR) for _ in range(3)]
    fake_carrier.faults = [NotProcessed("429")] * 100
    tries = 0
    while fake_carrier.faults:
        before = len(fake_carrier.faults)
        queue.send_due(10)
        assert before - len(fake_carrier.faults) <= 1, "a batch ends at the first 429"
        clock.forward(seconds=30)
        tries += 1
        assert tries < 400
    for _ in range(30):
        queue.send_due(10)
        clock.forward(seconds=30)
    assert sorted(fake_carrier.ids) == sorted(ids)
    assert {row.status for row in cast.rows()} == {"sent"}


def test_a_text_that_would_come_too_late_after_waiting_is_ended_with_an_alert(
    queue: Outbox, cast, fake_carrier, clock, alerts
) -> None:
    public_id = cast.text(cast.person(), expires_at=clock() + timedelta(seconds=5))
    fake_carrier.faults = [NotProcessed("429")]
    queue.send_due(1)
    assert _end(cast, public_id) == ("expired", "not_processed")
    assert alerts() == ["alert_text_not_sent"]


def test_a_text_without_an_end_is_not_tried_for_ever(queue: Outbox, cast, fake_carrier, clock, alerts) -> None:
    public_id = cast.text(cast.person())
    fake_carrier.faults = [NotProcessed("429")] * 50
    for _ in range(19):
        queue.send_due(1)
        clock.forward(minutes=5)
    assert cast.row(public_id).status == "due"
    queue.send_due(1)
    assert _end(cast, public_id) == ("failed", "not_processed")
    assert alerts() == ["alert_text_not_sent"]


def test_a_number_that_may_not_be_texted_is_never_tried_again(queue: Outbox, cast, fake_carrier, clock) -> None:
    amina = cast.person()
    first, second = cast.text(amina), cast.text(amina)
    fake_carrier.faults = [Refused(21610)]
    assert queue.send_due(10) == 0
    queue.expire(clock())
    assert fake_carrier.accepted == []
    assert [_end(cast, id_) for id_ in (first, second)] == [("suppressed", "21610")] * 2
    with cast.database.reading() as session:
        assert suppressions.contains(session, amina.fingerprint)


def test_a_refusal_of_one_text_stops_that_text_only(queue: Outbox, cast, fake_carrier, alerts) -> None:
    amina = cast.person()
    first, second = cast.text(amina), cast.text(amina)
    fake_carrier.faults = [Refused(21617)]
    assert queue.send_due(10) == 1
    assert _end(cast, first) == ("failed", "21617")
    assert _end(cast, second) == ("sent", None)
    assert alerts() == ["alert_text_not_sent"]


def test_a_refusal_that_may_pass_is_tried_once_more(queue: Outbox, cast, fake_carrier, clock) -> None:
    public_id = cast.text(cast.person())
    fake_carrier.faults = [Refused(30001), Refused(30001)]
    queue.send_due(10)
    assert cast.row(public_id).status == "due"
    clock.forward(minutes=10)
    queue.send_due(10)
    assert _end(cast, public_id) == ("failed", "30001")


def test_a_fault_of_the_account_pauses_the_queue_and_loses_nothing(
    queue: Outbox, cast, fake_carrier, clock, alerts
) -> None:
    amina = cast.person()
    for _ in range(3):
        cast.text(amina)
    fake_carrier.faults = [Refused(20003)]
    assert queue.send_due(10) == 0
    assert queue.send_due(10) == 0
    assert alerts() == ["alert_queue_paused"]
    assert Counter(row.status for row in cast.rows()) == {"due": 3}
    clock.forward(minutes=1)
    assert queue.send_due(10) == 3


def test_senders_at_once_send_every_text_once(cast, fake_carrier, clock) -> None:
    ids = {cast.text(cast.person(f"+316{number:08d}")) for number in range(60)}
    lock = threading.Lock()
    made: list[object] = []

    class Locked:
        def send(self, *text) -> Sent:
            with lock:
                return fake_carrier.send(*text)

        find = fake_carrier.find

    def make() -> Locked:
        made.append(carrier := Locked())
        return carrier

    queue = Outbox(cast.database, cast.vault, PerThread(make), clock)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(queue.send_due, [60] * 4)) == 60
    assert Counter(fake_carrier.ids) == Counter(ids)
    assert 1 <= len(made) <= 4, "one carrier for each thread"
    assert queue.reconcile(clock()) == 0


def test_a_carrier_for_one_thread_is_used_by_one_at_a_time(cast, fake_carrier, clock, monkeypatch) -> None:
    for number in range(20):
        cast.text(cast.person(f"+316{number:08d}"))
    send, meeting, overlaps = fake_carrier.send, threading.Barrier(2), []

    def watched(*text) -> Sent:
        with suppress(threading.BrokenBarrierError):
            # The first one waits a moment for a second one, who must not come.
            meeting.wait(0.3)
            overlaps.append(text)
        return send(*text)

    monkeypatch.setattr(fake_carrier, "send", watched)
    queue = Outbox(cast.database, cast.vault, fake_carrier, clock)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(queue.send_due, [20] * 4)) == 20
    assert overlaps == []


def test_the_carrier_of_a_thread_looks_up_too(fake_carrier, clock) -> None:
    fake_carrier.accepted = [("+31612345678", "hallo", "x")]
    found = PerThread(lambda: fake_carrier).find("+31612345678", "hallo", clock())
    assert found == Sent(f"SM{1:032d}", "queued")


def test_a_night_with_an_empty_queue_is_not_worth_a_line_in_the_log(queue: Outbox, clock, outbox_logs) -> None:
    clock.now = datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert queue.send_due(10) == 0
    assert outbox_logs == []


def test_no_alert_for_a_text_that_somebody_else_has_ended(
    queue: Outbox, cast, fake_carrier, monkeypatch, alerts
) -> None:
    amina = cast.person()
    cast.text(amina)

    def delete_and_refuse(*_: object) -> Sent:
        with cast.database.transaction() as session:
            people.delete_person(session, amina.id)
        raise Refused(21617)

    monkeypatch.setattr(fake_carrier, "send", delete_and_refuse)
    queue.send_due(10)
    assert alerts() == []


def test_after_stop_nothing_new_is_taken_in_hand(queue: Outbox, cast, fake_carrier, clock, monkeypatch) -> None:
    amina = cast.person()
    for _ in range(3):
        cast.text(amina)
    send = fake_carrier.send
    monkeypatch.setattr(fake_carrier, "send", lambda *text: (queue.stop(), send(*text))[1])
    assert queue.send_due(10) == 1
    assert queue.reconcile(clock.forward(hours=1)) == 0
    assert Counter(row.status for row in cast.rows()) == {"sent": 1, "due": 2}


def test_a_text_cancelled_in_hand_is_not_tried_again(queue: Outbox, cast, fake_carrier, clock, monkeypatch) -> None:
    amina = cast.person()
    id_ = cast.reminder(amina, cast.message())

    def cancel_and_fail(*_: object) -> Sent:
        with cast.database.transaction() as session:
            reminders.cancel(session, amina.id, id_, clock())
        raise NotProcessed("429")

    monkeypatch.setattr(fake_carrier, "send", cancel_and_fail)
    queue.send_due(10)
    assert queue.send_due(10, clock.forward(minutes=10)) == 0
    queue.expire(clock())
    (row,) = cast.rows()
    assert (row.status, row.error_code) == ("suppressed", CANCELLED)
