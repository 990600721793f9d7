"""Messages that came in: each is claimed once, and a copy gets the answer that was stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.store.models import Inbound
from assistant.store.statements import changed, insert_new
from assistant.store.vault import Sealed


@dataclass(frozen=True)
class Claimed:
    """The message is new: whoever claimed it answers it."""


@dataclass(frozen=True)
class AlreadySeen:
    """The message was there. `replies` is None while nobody has answered, and again once the texts are forgotten."""

    replies: Sealed | None
    answered: bool


def claim(session: Session, sid: str, person_id: int, text: Sealed, now: datetime) -> Claimed | AlreadySeen:
    """Store a message under the carrier's id. Of any number of copies at once exactly one gets `Claimed`."""
    values = {"sid": sid, "person_id": person_id, "text_encrypted": text, "received_at": now}
    if insert_new(session, Inbound, values):
        return Claimed()
    row = session.execute(select(Inbound.replies_encrypted, Inbound.answered_at).where(Inbound.sid == sid)).one()
    return AlreadySeen(row.replies_encrypted, row.answered_at is not None)


def answer(session: Session, sid: str, replies: Sealed, decision: str, now: datetime) -> None:
    """Store what was answered (`Vault.encrypt_all`) and what kind of answer it was."""
    values = {"replies_encrypted": replies, "decision": decision, "answered_at": now}
    changed(session, update(Inbound).where(Inbound.sid == sid).values(**values))
