"""What people want to be reminded of, with the texts that go out for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assistant.store.models import Outgoing
from assistant.store.models import Reminder as ReminderRow
from assistant.store.statements import changed
from assistant.store.vault import Sealed

CANCELLED = "cancelled"
"""The error code of a text that was not sent because its reminder was cancelled."""


@dataclass(frozen=True)
class PlannedMessage:
    """One text of a reminder: sent from `due_at` on, and never from `expires_at` on."""

    aim: str
    text: Sealed
    due_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class NewReminder:
    """A reminder to store. `wall` is naive, as on a clock in `zone`; `moment` is the same instant, aware."""

    person_id: int
    plan: str
    about: Sealed
    wall: datetime
    zone: str
    moment: datetime
    messages: tuple[PlannedMessage, ...]


@dataclass(frozen=True)
class Reminder:
    """A reminder that is set. `about` is None once it is forgotten, some days after the moment."""

    id: int
    plan: str
    about: Sealed | None
    wall: datetime
    zone: str
    moment: datetime


def add(session: Session, reminder: NewReminder, now: datetime) -> int:
    """Store a reminder together with its texts, all or nothing; give its id."""
    if reminder.wall.tzinfo is not None:
        raise ValueError("the wall time of a reminder has no time zone of its own: pass a naive datetime")
    row = {
        "person_id": reminder.person_id,
        "plan": reminder.plan,
        "about_encrypted": reminder.about,
        "wall_time": reminder.wall.isoformat(),
        "zone": reminder.zone,
        "moment_utc": reminder.moment,
        "created_at": now,
    }
    reminder_id = session.scalars(insert(ReminderRow).values(**row).returning(ReminderRow.id)).one()
    for message in reminder.messages:
        outgoing = {
            "person_id": reminder.person_id,
            "reminder_id": reminder_id,
            "aim": message.aim,
            "text_encrypted": message.text,
            "due_at": message.due_at,
            "expires_at": message.expires_at,
            "created_at": now,
            "updated_at": now,
        }
        session.execute(insert(Outgoing).values(**outgoing))
    return reminder_id


def pending(session: Session, person_id: int, now: datetime) -> list[Reminder]:
    """Give the reminders of this person that are not past and not cancelled, the first one first."""
    rows = session.execute(
        select(
            ReminderRow.id,
            ReminderRow.plan,
            ReminderRow.about_encrypted,
            ReminderRow.wall_time,
            ReminderRow.zone,
            ReminderRow.moment_utc,
        )
        .where(ReminderRow.person_id == person_id, ReminderRow.cancelled_at.is_(None), ReminderRow.moment_utc > now)
        .order_by(ReminderRow.moment_utc, ReminderRow.id)
    )
    return [
        Reminder(id_, plan, about, datetime.fromisoformat(wall), zone, moment)
        for id_, plan, about, wall, zone, moment in rows
    ]


def cancel(session: Session, person_id: int, reminder_id: int, now: datetime) -> bool:
    """Cancel a reminder of this person and its unsent texts; False when there is no such reminder to cancel.

    A text that is on its way at this very moment still arrives.
    """
    return _cancel(session, person_id, [reminder_id], now) == 1


def cancel_all(session: Session, person_id: int, now: datetime) -> int:
    """Cancel every reminder of this person that is not past; give their number."""
    return _cancel(session, person_id, [reminder.id for reminder in pending(session, person_id, now)], now)


def _cancel(session: Session, person_id: int, reminder_ids: list[int], now: datetime) -> int:
    mine = ReminderRow.person_id == person_id
    open_ones = update(ReminderRow).where(mine, ReminderRow.id.in_(reminder_ids), ReminderRow.cancelled_at.is_(None))
    cancelled = changed(session, open_ones.values(cancelled_at=now))
    texts = update(Outgoing).where(
        Outgoing.person_id == person_id, Outgoing.reminder_id.in_(reminder_ids), Outgoing.status == "due"
    )
    changed(session, texts.values(status="suppressed", error_code=CANCELLED, updated_at=now))
    return cancelled
