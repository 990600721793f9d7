"""Numbers that must not be texted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.store.models import Suppression
from assistant.store.statements import changed, insert_new

STOP = "stop"
"""The cause of a suppression that a person asked for; every other cause is an error code of the carrier."""


def add(session: Session, fingerprint: str, cause: str, now: datetime) -> bool:
    """Stop texts to this number; False when they were stopped already (the first cause stays)."""
    return insert_new(session, Suppression, {"fingerprint": fingerprint, "cause": cause, "since": now})


def remove(session: Session, fingerprint: str) -> bool:
    """Allow texts to this number again; False when they were allowed."""
    return changed(session, delete(Suppression).where(Suppression.fingerprint == fingerprint)) == 1


def contains(session: Session, fingerprint: str) -> bool:
    """Tell whether this number must not be texted."""
    found = session.scalar(select(Suppression.fingerprint).where(Suppression.fingerprint == fingerprint))
    return found is not None
