from __future__ import annotations

from itertools import permutations

import pytest

from assistant.sms.outbox import Outbox
from assistant.store import suppressions

SID = f"SM{1:032d}"


@pytest.fixture
def sent(queue: Outbox, cast) -> str:
    """The public id of a text that the carrier accepted."""
    public_id = cast.text(cast.person())
    assert queue.send_due(1) == 1
    return str(public_id)


@pytest.mark.parametrize(
    ("status", "end"),
    [("queued", "sent"), ("sending", "sent"), ("sent", "sent"), ("delivered", "delivered"), ("read", "delivered"),
     ("undelivered", "failed"), ("failed", "failed"), ("canceled", "failed")],
)  # fmt: skip
def test_every_status_of_twilio_has_a_meaning(queue: Outbox, cast, sent: str, status: str, end: str) -> None:
    assert queue.record_status(sent, SID, status, None)
    assert cast.row(sent).status == end


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_in_any_order_what_was_delivered_stays_delivered(queue: Outbox, cast, sent: str, order) -> None:
    for status in (*order, *order):
        assert queue.record_status(sent, SID, status, None)
    assert cast.row(sent).status == "delivered"


def test_a_final_status_is_never_overwritten(queue: Outbox, cast, sent: str, alerts) -> None:
    queue.record_status(sent, SID, "delivered", None)
    assert queue.record_status(sent, SID, "failed", 30008)
    assert (cast.row(sent).status, cast.row(sent).error_code) == ("delivered", None)
    assert alerts() == []


def test_what_is_not_ours_or_not_known_changes_nothing(queue: Outbox, cast, sent: str) -> None:
    assert not queue.record_status("somebody-elses", SID, "delivered", None)
    assert not queue.record_status(sent, "SM-of-another-message", "delivered", None)
    assert not queue.record_status(sent, SID, "teleported", None)
    assert cast.row(sent).status == "sent"


def test_the_webhook_needs_no_answer(queue: Outbox, cast, sent: str) -> None:
    queue.record(sent, SID, "delivered", None)
    assert cast.row(sent).status == "delivered"


@pytest.mark.parametrize("code", [21610, 30005, 30006])
def test_a_number_that_cannot_be_texted_is_suppressed_by_a_report(queue: Outbox, cast, sent: str, code, alerts) -> None:
    amina = cast.person()
    assert queue.record_status(sent, SID, "undelivered", code)
    assert (cast.row(sent).status, cast.row(sent).error_code) == ("failed", str(code))
    cast.text(amina)
    assert queue.send_due(10) == 0
    assert alerts() == [], "this is no fault of ours"


def test_a_second_copy_of_the_report_does_not_undo_start(queue: Outbox, cast, sent: str) -> None:
    amina = cast.person()
    queue.record_status(sent, SID, "undelivered", 21610)
    with cast.database.transaction() as session:
        suppressions.remove(session, amina.fingerprint)
    queue.record_status(sent, SID, "undelivered", 21610)
    with cast.database.reading() as session:
        assert not suppressions.contains(session, amina.fingerprint)


def test_a_phone_that_was_off_is_tried_once_more(queue: Outbox, cast, sent: str, fake_carrier, clock, alerts) -> None:
    assert queue.record_status(sent, SID, "undelivered", 30003)
    assert not queue.record_status(sent, SID, "undelivered", 30003), "the same report again"
    assert queue.send_due(10) == 0
    clock.forward(minutes=10)
    assert queue.send_due(10) == 1
    (row,) = cast.rows()
    assert fake_carrier.ids == [sent, row.public_id]
    assert queue.record_status(row.public_id, f"SM{2:032d}", "undelivered", 30003)
    assert queue.send_due(10, clock.forward(hours=1)) == 0
    assert cast.row(row.public_id).status == "failed"
    assert alerts() == ["alert_text_not_delivered"]


def test_a_failure_of_the_account_pauses_the_queue(queue: Outbox, cast, sent: str, clock, alerts) -> None:
    queue.record_status(sent, SID, "undelivered", 30007)
    cast.text(cast.person())
    assert queue.send_due(10) == 0
    assert alerts() == ["alert_queue_paused"]
    clock.forward(minutes=1)
    assert queue.send_due(10) == 1


@pytest.mark.parametrize("code", [None, 99999])
def test_a_failure_nobody_knows_raises_an_alert(queue: Outbox, sent: str, code, alerts) -> None:
    queue.record_status(sent, SID, "failed", code)
    assert alerts() == ["alert_text_not_delivered"]
