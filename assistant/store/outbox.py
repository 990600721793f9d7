"""The queue of texts to phones: who sends which text, how it ended, and what the carrier told of it afterwards.

A text that is `sending` belongs to whoever claimed it until its lease ends. Every change is one conditional UPDATE, so
that any number of threads, processes and late answers can act at once. `attempts` tells one claim from the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Select, Update, and_, func, not_, or_, select, update
from sqlalchemy.orm import Session, aliased

from assistant.store.models import Outgoing, Person, Reminder, Suppression, new_public_id
from assistant.store.reminders import CANCELLED
from assistant.store.statements import changed
from assistant.store.vault import Sealed

REMINDERS_OFF = "reminders_off"
"""The error code of a reminder that was not sent because the person wants none."""

NIGHT = "quiet_hours"
"""The error code of a text that would have come too late after the quiet hours."""

AWAKE_FOR = timedelta(minutes=15)
"""So long after a message of theirs somebody is taken to be awake."""

_NOT_ACCEPTED = ("due", "sending", "unknown")

End = Literal["failed", "suppressed", "expired", "unknown"]
Recorded = Literal["noted", "old", "unknown"]


@dataclass(frozen=True)
class Outbound:
    """A text in hand. `number` is None for somebody who is not on a phone; `claimed_at` is when it was last claimed."""

    public_id: str
    fingerprint: str
    number: Sealed | None
    text: Sealed | None
    aim: str
    due_at: datetime
    expires_at: datetime | None
    attempts: int
    claimed_at: datetime
    looked_up_at: datetime | None


@dataclass(frozen=True)
class StatusReport:
    """What the carrier tells of a text it accepted."""

    public_id: str
    carrier_sid: str
    status: Literal["sent", "delivered", "failed"]
    error_code: str | None
    at: datetime


def claim_one(session: Session, now: datetime, lease: timedelta) -> Outbound | None:
    """Take the text that has been due longest and may be sent, for the time of the lease; None when there is none.

    Commit before sending: of any number of claims at once only one gets it.
    """
    row = aliased(Outgoing)
    candidate = (
        select(row.id)
        .where(row.status == "due", row.due_at <= now, or_(row.expires_at.is_(None), row.expires_at > now))
        .where(~_is_suppressed(row), ~_is_unwanted_reminder(row), ~_is_cancelled(row))
        .order_by(row.due_at, row.id)
        .limit(1)
    )
    taken = {
        "status": "sending",
        "attempts": Outgoing.attempts + 1,
        "lease_until": now + lease,
        "looked_up_at": None,
        "updated_at": now,
    }
    return _take(session, candidate, "due", taken)


def claim_lookup(session: Session, now: datetime, settle: timedelta, lease: timedelta) -> Outbound | None:
    """Take a text whose lease is over, to look up at the carrier what became of it; nobody else gets it for `settle`.

    A lease that ends later than any lease can (the clock was set back) is over too.
    """
    row = aliased(Outgoing)
    over = or_(row.lease_until <= now, row.lease_until > now + max(lease, settle))
    candidate = select(row.id).where(row.status == "sending", over).order_by(row.lease_until, row.id).limit(1)
    return _take(session, candidate, "sending", {"lease_until": now + settle})


def mark_sent(session: Session, public_id: str, carrier_sid: str, now: datetime) -> bool:
    """Note that the carrier accepted a text; also when it was given up or is due again, because it is the truth.

    False when there is nothing to note: a status report was faster, the text is gone, or the sid is another text's.
    """
    accepted = update(Outgoing).where(
        Outgoing.public_id == public_id, Outgoing.status.in_(_NOT_ACCEPTED), ~_is_taken(carrier_sid)
    )
    values = {"status": "sent", "carrier_sid": carrier_sid, "lease_until": None, "updated_at": now}
    return changed(session, accepted.values(**values)) == 1


def mark_looked_up(session: Session, row: Outbound, now: datetime) -> bool:
    """Note that the carrier does not know this text yet."""
    return changed(session, _in_hand(row).values(looked_up_at=now)) == 1


def end(session: Session, row: Outbound, status: End, error_code: str | None, now: datetime) -> bool:
    """End a text that is in hand; False when it is in hand no longer."""
    values = {"status": status, "error_code": error_code, "lease_until": None, "updated_at": now}
    return changed(session, _in_hand(row).values(**values)) == 1


def back_to_due(session: Session, row: Outbound, retry_at: datetime, now: datetime) -> bool:
    """Put a text that is in hand, and surely was not sent, back in the queue; False when it is in hand no longer."""
    values = {"status": "due", "due_at": retry_at, "lease_until": None, "updated_at": now}
    return changed(session, _in_hand(row).values(**values)) == 1


def expire(session: Session, now: datetime) -> int:
    """End the texts in the queue that will never be sent: too late, cancelled or unwanted. Gives their number."""
    too_late = Outgoing.expires_at <= now
    cause = (
        select(Suppression.cause)
        .join(Person, Person.fingerprint == Suppression.fingerprint)
        .where(Person.id == Outgoing.person_id)
        .correlate(Outgoing)
        .scalar_subquery()
    )
    is_due = Outgoing.due_at <= now
    return (
        _end_due(session, too_late, {"status": "expired", "updated_at": now})
        + _end_due(session, _is_cancelled(Outgoing), _unsent(CANCELLED, now))
        + _end_due(session, and_(is_due, _is_suppressed(Outgoing)), _unsent(cause, now))
        + _end_due(session, and_(is_due, _is_unwanted_reminder(Outgoing)), _unsent(REMINDERS_OFF, now))
    )


def postpone(session: Session, now: datetime, until: datetime) -> tuple[int, int]:
    """Move what is due now to `until`, and end what would be too late by then. Gives the numbers moved and ended.

    A text that somebody asked for a moment ago, to come at once, stays due: that person is awake.
    """
    is_awake = and_(Outgoing.due_at <= Outgoing.created_at, Outgoing.created_at > now - AWAKE_FOR)
    is_due = and_(Outgoing.due_at <= now, not_(is_awake))
    ended = _end_due(
        session,
        and_(is_due, Outgoing.expires_at <= until),
        {"status": "expired", "error_code": NIGHT, "updated_at": now},
    )
    return _end_due(session, is_due, {"due_at": until, "updated_at": now}), ended


def record_status(session: Session, report: StatusReport) -> Recorded:
    """Note what the carrier told. It is `old` when it adds nothing, `unknown` when the id or its sid is not ours.

    A report may come before the answer to the sending, twice, or in any order: a status only goes forward.
    """
    before = _NOT_ACCEPTED if report.status == "sent" else (*_NOT_ACCEPTED, "sent")
    values = {
        "status": report.status,
        "carrier_sid": report.carrier_sid,
        "error_code": func.coalesce(report.error_code, Outgoing.error_code),
        "lease_until": None,
        "updated_at": report.at,
    }
    about = _reported(report)
    if changed(session, update(Outgoing).where(*about, Outgoing.status.in_(before)).values(**values)):
        return "noted"
    return "old" if session.scalar(select(Outgoing.id).where(*about)) is not None else "unknown"


def try_again(session: Session, report: StatusReport, retry_at: datetime) -> bool:
    """Put a text that failed on its way back in the queue, once; False when it was tried again or would be too late.

    It gets a new public id: a second copy of this report must not be taken for one of the new text.
    """
    useful = or_(Outgoing.expires_at.is_(None), Outgoing.expires_at > retry_at)
    values = {
        "status": "due",
        "due_at": retry_at,
        "public_id": new_public_id(),
        "carrier_sid": None,
        "lease_until": None,
        "error_code": report.error_code,
        "updated_at": report.at,
    }
    is_first = and_(Outgoing.error_code.is_(None), Outgoing.status.in_((*_NOT_ACCEPTED, "sent")))
    return changed(session, update(Outgoing).where(*_reported(report), is_first, useful).values(**values)) == 1


def fingerprint_of(session: Session, public_id: str) -> str | None:
    """Tell to whom a text goes; None when the id is unknown."""
    whom = select(Person.fingerprint).join(Outgoing, Outgoing.person_id == Person.id)
    return session.scalar(whom.where(Outgoing.public_id == public_id))


def counts(session: Session) -> dict[str, int]:
    """Count the texts by status; a status without texts is left out."""
    rows = session.execute(select(Outgoing.status, func.count()).group_by(Outgoing.status))
    return {status: number for status, number in rows}


def oldest_due(session: Session) -> datetime | None:
    """Give the moment since which the head of the queue has been due, or will be; None for an empty queue."""
    return session.scalar(select(func.min(Outgoing.due_at)).where(Outgoing.status == "due"))


def _take(session: Session, candidate: Select[int], status: str, values: dict[str, object]) -> Outbound | None:
    if session.get_bind().dialect.name == "postgresql":
        candidate = candidate.with_for_update(skip_locked=True)
    # The status is asked for again: on SQLite and after a lock only this makes it one claim.
    taken = update(Outgoing).where(Outgoing.id == candidate.scalar_subquery(), Outgoing.status == status)
    id_ = session.scalar(
        taken.values(**values).returning(Outgoing.id), execution_options={"synchronize_session": False}
    )
    if id_ is None:
        return None
    row = session.execute(
        select(
            Outgoing.public_id,
            Person.fingerprint,
            Person.number_encrypted.label("number"),
            Outgoing.text_encrypted.label("text"),
            Outgoing.aim,
            Outgoing.due_at,
            Outgoing.expires_at,
            Outgoing.attempts,
            Outgoing.updated_at.label("claimed_at"),
            Outgoing.looked_up_at,
        )
        .join(Person, Person.id == Outgoing.person_id)
        .where(Outgoing.id == id_)
    ).one()
    return Outbound(**row._mapping)


def _in_hand(row: Outbound) -> Update:
    return update(Outgoing).where(
        Outgoing.public_id == row.public_id, Outgoing.status == "sending", Outgoing.attempts == row.attempts
    )


def _end_due(session: Session, which: ColumnElement[bool], values: dict[str, object]) -> int:
    return changed(session, update(Outgoing).where(Outgoing.status == "due", which).values(**values))


def _unsent(error_code: object, now: datetime) -> dict[str, object]:
    return {"status": "suppressed", "error_code": error_code, "updated_at": now}


def _reported(report: StatusReport) -> tuple[ColumnElement[bool], ...]:
    mine = or_(Outgoing.carrier_sid == report.carrier_sid, Outgoing.carrier_sid.is_(None))
    return Outgoing.public_id == report.public_id, and_(mine, ~_is_taken(report.carrier_sid))


def _is_taken(carrier_sid: str) -> ColumnElement[bool]:
    other = aliased(Outgoing)
    return (
        select(other.id).where(other.carrier_sid == carrier_sid, other.id != Outgoing.id).correlate(Outgoing).exists()
    )


def _is_suppressed(row: type[Outgoing]) -> ColumnElement[bool]:
    whom = select(Suppression.fingerprint).join(Person, Person.fingerprint == Suppression.fingerprint)
    return whom.where(Person.id == row.person_id).correlate(row).exists()


def _is_unwanted_reminder(row: type[Outgoing]) -> ColumnElement[bool]:
    unwanted = select(Person.id).where(Person.id == row.person_id, Person.reminders_off).correlate(row).exists()
    return and_(row.reminder_id.is_not(None), unwanted)


def _is_cancelled(row: type[Outgoing]) -> ColumnElement[bool]:
    cancelled = select(Reminder.id).where(Reminder.id == row.reminder_id, Reminder.cancelled_at.is_not(None))
    return cancelled.correlate(row).exists()
