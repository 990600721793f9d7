from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.store import outbox, people, reminders, suppressions
from assistant.store.models import STATUSES
from assistant.store.outbox import Outbound, StatusReport

LEASE, SETTLE = timedelta(seconds=90), timedelta(seconds=60)
HOUR = timedelta(hours=1)
RANK = {"due": 0, "sending": 1, "unknown": 2, "sent": 3, "delivered": 4, "failed": 4}


def _claim(cast, now: datetime) -> Outbound | None:
    with cast.database.transaction() as session:
        return outbox.claim_one(session, now, LEASE)


def _taken(cast, now: datetime) -> Outbound:
    row = _claim(cast, now)
    assert row is not None
    return row


def _run(cast, change, *arguments) -> object:
    with cast.database.transaction() as session:
        return change(session, *arguments)


def _report(cast, public_id: str, status: str, now: datetime, code: str | None = None, sid: str = "SM1") -> object:
    return _run(cast, outbox.record_status, StatusReport(public_id, sid, status, code, now))


def test_a_claimed_text_carries_what_sending_needs(cast, now: datetime) -> None:
    amina = cast.person()
    public_id = cast.text(amina, expires_at=now + HOUR)
    row = _taken(cast, now)
    assert row.number is not None
    assert row.text is not None
    assert cast.vault.decrypt(row.number) == "+31612345678"
    assert cast.vault.decrypt(row.text) == "Morgen 10:00 tandarts."
    assert row == Outbound(
        public_id, amina.fingerprint, row.number, row.text, "day-before", now, now + HOUR, 1, now, looked_up_at=None
    )
    stored = cast.row(public_id)
    assert (stored.status, stored.lease_until, stored.attempts) == ("sending", now + LEASE, 1)


def test_a_text_is_claimed_once(cast, now: datetime) -> None:
    cast.text(cast.person())
    assert _claim(cast, now) is not None
    assert _claim(cast, now) is None


def test_the_text_that_is_due_longest_goes_first(cast, now: datetime) -> None:
    amina = cast.person()
    second, first = cast.text(amina), cast.text(amina, due_at=now - HOUR)
    assert [_taken(cast, now).public_id for _ in range(2)] == [first, second]


@pytest.mark.parametrize(
    ("due", "expires"),
    [(timedelta(microseconds=1), None), (-HOUR, timedelta(0)), (-HOUR, -timedelta(minutes=1))],
    ids=["not yet due", "expires now", "expired"],
)
def test_a_text_too_early_or_too_late_is_not_claimed(cast, now: datetime, due: timedelta, expires) -> None:
    cast.text(cast.person(), due_at=now + due, expires_at=None if expires is None else now + expires)
    assert _claim(cast, now) is None


def test_nothing_is_claimed_for_a_number_that_said_stop(cast, now: datetime) -> None:
    amina, ben = cast.person(), cast.person("+31687654321")
    stopped, other = cast.text(amina, due_at=now - HOUR), cast.text(ben)
    _run(cast, suppressions.add, amina.fingerprint, suppressions.STOP, now)
    assert _taken(cast, now).public_id == other
    assert _claim(cast, now) is None
    assert _run(cast, outbox.expire, now) == 1
    assert (cast.row(stopped).status, cast.row(stopped).error_code) == ("suppressed", "stop")


def test_start_before_a_text_is_due_saves_it(cast, now: datetime) -> None:
    amina = cast.person()
    public_id = cast.text(amina, due_at=now + HOUR)
    _run(cast, suppressions.add, amina.fingerprint, suppressions.STOP, now)
    assert _run(cast, outbox.expire, now) == 0
    _run(cast, suppressions.remove, amina.fingerprint)
    assert _taken(cast, now + HOUR).public_id == public_id


def test_no_reminder_is_claimed_for_whoever_turned_them_off(cast, now: datetime) -> None:
    amina = cast.person()
    public_id = cast.text(amina)
    _run(cast, people.switch_reminders, amina.id, False)
    assert _claim(cast, now) is None
    assert _run(cast, outbox.expire, now) == 1
    assert (cast.row(public_id).status, cast.row(public_id).error_code) == ("suppressed", "reminders_off")


def test_a_text_that_is_too_late_expires(cast, now: datetime) -> None:
    late, early = cast.text(cast.person(), expires_at=now), cast.text(cast.person(), expires_at=now + HOUR)
    assert _run(cast, outbox.expire, now) == 1
    assert (cast.row(late).status, cast.row(early).status) == ("expired", "due")


def test_quiet_hours_move_what_is_due_and_end_what_would_be_too_late(cast, now: datetime) -> None:
    amina, morning = cast.person(), now + 11 * HOUR
    moved, ended = cast.text(amina), cast.text(amina, expires_at=morning)
    tomorrow = cast.text(amina, due_at=now + HOUR)
    assert _run(cast, outbox.postpone, now, morning) == (1, 1)
    assert (cast.row(moved).status, cast.row(moved).due_at) == ("due", morning)
    assert (cast.row(ended).status, cast.row(ended).error_code) == ("expired", "quiet_hours")
    assert cast.row(tomorrow).due_at == now + HOUR


def test_a_text_in_hand_is_looked_up_only_when_its_lease_is_over(cast, now: datetime) -> None:
    public_id = cast.text(cast.person())
    _taken(cast, now)
    before, after = now + LEASE - timedelta(seconds=1), now + LEASE
    assert _run(cast, outbox.claim_lookup, before, SETTLE, LEASE) is None
    row = _run(cast, outbox.claim_lookup, after, SETTLE, LEASE)
    assert isinstance(row, Outbound)
    assert (row.public_id, row.attempts, row.claimed_at) == (public_id, 1, now)
    assert _run(cast, outbox.claim_lookup, after, SETTLE, LEASE) is None, "one looks up at a time"


def test_a_lease_ends_also_when_the_clock_is_set_back(cast, now: datetime) -> None:
    cast.text(cast.person())
    _taken(cast, now)
    assert _run(cast, outbox.claim_lookup, now - HOUR, SETTLE, LEASE) is not None


def test_whoever_lost_a_text_cannot_change_it_any_more(cast, now: datetime) -> None:
    public_id = cast.text(cast.person())
    slow = _taken(cast, now)
    assert _run(cast, outbox.back_to_due, slow, now, now)
    quick = _taken(cast, now)
    assert not _run(cast, outbox.back_to_due, slow, now, now)
    assert not _run(cast, outbox.end, slow, "failed", "30006", now)
    assert not _run(cast, outbox.mark_looked_up, slow, now)
    assert _run(cast, outbox.mark_looked_up, quick, now)
    assert _run(cast, outbox.end, quick, "unknown", "not_found", now)
    assert cast.row(public_id).status == "unknown"


def test_a_late_answer_keeps_a_text_from_being_sent_again(cast, now: datetime) -> None:
    public_id = cast.text(cast.person())
    row = _taken(cast, now)
    _run(cast, outbox.back_to_due, row, now, now)
    assert _run(cast, outbox.mark_sent, public_id, "SM1", now)
    assert _claim(cast, now) is None
    assert (cast.row(public_id).status, cast.row(public_id).carrier_sid) == ("sent", "SM1")


def test_two_texts_never_share_a_sid(cast, now: datetime) -> None:
    amina = cast.person()
    first, second = cast.text(amina), cast.text(amina)
    assert _run(cast, outbox.mark_sent, first, "SM1", now)
    assert not _run(cast, outbox.mark_sent, second, "SM1", now)
    assert _report(cast, second, "delivered", now, sid="SM1") == "unknown"
    assert cast.row(second).status == "due"


def test_a_status_may_come_before_the_answer(cast, now: datetime) -> None:
    public_id = cast.text(cast.person())
    _taken(cast, now)
    assert _report(cast, public_id, "delivered", now) == "noted"
    assert not _run(cast, outbox.mark_sent, public_id, "SM1", now)
    row = cast.row(public_id)
    assert (row.status, row.carrier_sid, row.lease_until) == ("delivered", "SM1", None)


def test_reports_about_nothing_of_ours_are_ignored(cast, now: datetime) -> None:
    public_id = cast.text(cast.person())
    _run(cast, outbox.mark_sent, public_id, "SM1", now)
    assert _report(cast, "no-such-id", "delivered", now) == "unknown"
    assert _report(cast, public_id, "delivered", now, sid="SM2") == "unknown"
    assert _run(cast, outbox.fingerprint_of, "no-such-id") is None
    assert cast.row(public_id).status == "sent"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["sent", "delivered", "failed", "answer"]), max_size=6))
def test_a_status_never_goes_back_whatever_the_order(cast, now: datetime, events: list[str]) -> None:
    public_id = cast.text(cast.person())
    _taken(cast, now)
    statuses = ["sending"]
    for event in events:
        if event == "answer":
            _run(cast, outbox.mark_sent, public_id, public_id, now)
        else:
            _report(cast, public_id, event, now, sid=public_id)
        statuses.append(cast.row(public_id).status)
    ranks = [RANK[status] for status in statuses]
    assert ranks == sorted(ranks)
    final = [status for status in statuses if status in {"delivered", "failed"}]
    assert len(set(final)) <= 1


def test_a_failure_on_the_way_is_tried_again_once_under_a_new_id(cast, now: datetime) -> None:
    public_id = cast.text(cast.person(), expires_at=now + HOUR)
    _taken(cast, now)
    _run(cast, outbox.mark_sent, public_id, "SM1", now)
    report = StatusReport(public_id, "SM1", "failed", "30003", now)
    retry_at = now + timedelta(minutes=10)
    assert _run(cast, outbox.try_again, report, retry_at)
    assert not _run(cast, outbox.try_again, report, retry_at), "the second copy of the same report"
    assert _run(cast, outbox.record_status, report) == "unknown"
    again = _taken(cast, retry_at)
    assert again.public_id != public_id
    _run(cast, outbox.mark_sent, again.public_id, "SM2", now)
    second = StatusReport(again.public_id, "SM2", "failed", "30003", now)
    assert not _run(cast, outbox.try_again, second, retry_at)
    assert _run(cast, outbox.record_status, second) == "noted"
    assert cast.row(again.public_id).status == "failed"


def test_a_failure_is_not_tried_again_when_it_would_come_too_late(cast, now: datetime) -> None:
    public_id = cast.text(cast.person(), expires_at=now + HOUR)
    _run(cast, outbox.mark_sent, public_id, "SM1", now)
    assert not _run(cast, outbox.try_again, StatusReport(public_id, "SM1", "failed", "30003", now), now + HOUR)


def test_health_shows_the_queue(cast, now: datetime) -> None:
    with cast.database.reading() as session:
        assert (outbox.counts(session), outbox.oldest_due(session)) == ({}, None)
    amina = cast.person()
    for minutes in (5, 3, 4):
        cast.text(amina, due_at=now - timedelta(minutes=minutes))
    _taken(cast, now)
    with cast.database.reading() as session:
        assert outbox.counts(session) == {"due": 2, "sending": 1}
        assert outbox.oldest_due(session) == now - timedelta(minutes=4)


def test_the_queue_knows_no_other_status(cast, now: datetime) -> None:
    cast.text(cast.person())
    row = _taken(cast, now)
    with pytest.raises(Exception, match=r"(?i)check constraint"):
        _run(cast, outbox.end, row, "lost", None, now)
    assert "lost" not in STATUSES


def test_a_text_of_a_reminder_that_was_cancelled_is_never_claimed(cast, now: datetime) -> None:
    amina = cast.person()
    id_ = cast.reminder(amina, cast.message())
    row = _taken(cast, now)
    _run(cast, reminders.cancel, amina.id, id_, now)
    _run(cast, outbox.back_to_due, row, now, now)
    assert _claim(cast, now) is None
