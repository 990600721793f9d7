"""People: who wrote, over which channel, and what is remembered of the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assistant.store.models import Inbound
from assistant.store.models import Person as PersonRow
from assistant.store.statements import changed, insert_new
from assistant.store.vault import Sealed


@dataclass(frozen=True)
class Person:
    """Somebody who wrote. `number` is None on the web; `conversation` is None before the first answer."""

    id: int
    channel: str
    fingerprint: str
    number: Sealed | None
    conversation: Sealed | None
    reminders_off: bool


def find_or_create(session: Session, channel: str, fingerprint: str, number: Sealed | None, now: datetime) -> Person:
    """Give the person with this fingerprint, seen `now`; make them first where they are new.

    On both databases it holds this person until the transaction ends: two messages of one person take turns.
    """
    new = {
        "channel": channel,
        "fingerprint": fingerprint,
        "number_encrypted": number,
        "created_at": now,
        "seen_at": now,
    }
    insert_new(session, PersonRow, new)
    row = session.execute(
        update(PersonRow)
        .where(PersonRow.fingerprint == fingerprint)
        .values(seen_at=now)
        .returning(
            PersonRow.id,
            PersonRow.channel,
            PersonRow.fingerprint,
            PersonRow.number_encrypted,
            PersonRow.conversation_encrypted,
            PersonRow.reminders_off,
        ),
        execution_options={"synchronize_session": False},
    ).one()
    return Person(*row)


def save_conversation(session: Session, person_id: int, conversation: Sealed) -> None:
    """Remember the conversation for the next message."""
    changed(session, update(PersonRow).where(PersonRow.id == person_id).values(conversation_encrypted=conversation))


def switch_reminders(session: Session, person_id: int, on: bool) -> None:
    """Turn the reminders of this person on or off; while they are off the outbox sends none of them."""
    changed(session, update(PersonRow).where(PersonRow.id == person_id).values(reminders_off=not on))


def delete_person(session: Session, person_id: int) -> None:
    """Forget somebody: their conversation, reminders, texts and number.

    What stays is the carrier's id of each message they sent, so that a copy that comes late is not answered again; and,
    where they said STOP, the keyed hash in `suppressions`.
    """
    forgotten = {"text_encrypted": None, "replies_encrypted": None, "person_id": None}
    changed(session, update(Inbound).where(Inbound.person_id == person_id).values(**forgotten))
    changed(session, delete(PersonRow).where(PersonRow.id == person_id))
