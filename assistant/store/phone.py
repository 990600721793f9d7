"""What stands on the screen of one phone; the simulator shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.store.models import Inbound, Outgoing, Person
from assistant.store.vault import Vault


@dataclass(frozen=True)
class Message:
    """A text on a phone, seen from the service: `in` came from the person, `out` went to them."""

    direction: Literal["in", "out"]
    text: str
    at: datetime
    status: str


def history(session: Session, vault: Vault, fingerprint: str, limit: int) -> list[Message]:
    """Give the last texts of this phone that are not forgotten, the oldest first."""
    messages = [*_conversation(session, vault, fingerprint, limit), *_sent(session, vault, fingerprint, limit)]
    return sorted(messages, key=lambda message: message.at)[-limit:]


def _conversation(session: Session, vault: Vault, fingerprint: str, limit: int) -> Iterator[Message]:
    rows = session.execute(
        select(Inbound.text_encrypted, Inbound.replies_encrypted, Inbound.received_at, Inbound.answered_at)
        .join(Person, Person.id == Inbound.person_id)
        .where(Person.fingerprint == fingerprint)
        .order_by(Inbound.received_at.desc(), Inbound.id.desc())
        .limit(limit)
    ).all()
    for text, replies, received_at, answered_at in reversed(rows):
        if text is not None:
            yield Message("in", vault.decrypt(text), received_at, "received")
        if replies is not None and answered_at is not None:
            yield from (Message("out", reply, answered_at, "sent") for reply in vault.decrypt_all(replies)[:1])


def _sent(session: Session, vault: Vault, fingerprint: str, limit: int) -> Iterator[Message]:
    rows = session.execute(
        select(Outgoing.text_encrypted, Outgoing.due_at, Outgoing.status)
        .join(Person, Person.id == Outgoing.person_id)
        .where(Person.fingerprint == fingerprint, Outgoing.status.in_(("sent", "delivered")))
        .order_by(Outgoing.due_at.desc(), Outgoing.id.desc())
        .limit(limit)
    )
    for text, due_at, status in rows:
        if text is not None:
            yield Message("out", vault.decrypt(text), due_at, status)
