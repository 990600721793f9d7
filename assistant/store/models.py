"""The tables. Nothing outside this room sees them; `migrations` makes them and a test holds both against each other."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, MetaData, String, Text, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assistant.store.moments import Moment
from assistant.store.vault import Sealed

STATUSES = ("due", "sending", "sent", "delivered", "failed", "suppressed", "expired", "unknown")
"""Life of a text to a phone: `due` -> `sending` -> `sent` -> `delivered` or `failed`; the other three end it unsent."""


class Base(DeclarativeBase):
    """What all tables share. Every constraint has a name, so a later migration can change it on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment(), Sealed: LargeBinary(), str: Text()}


# SQLite gives the id of a deleted last row to the next one; a late status would then land on somebody else's row.
_NEVER_REUSE_IDS = {"sqlite_autoincrement": True}


class KeyMark(Base):
    """One row: the fingerprint of a fixed text, by which a wrong secret key is noticed before it does harm."""

    __tablename__ = "key_mark"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fingerprint: Mapped[str] = mapped_column(String(64))


class Person(Base):
    """Somebody who wrote. `number_encrypted` is null on the web."""

    __tablename__ = "people"
    __table_args__ = (_NEVER_REUSE_IDS,)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    number_encrypted: Mapped[Sealed | None]
    conversation_encrypted: Mapped[Sealed | None]
    reminders_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Suppression(Base):
    """A number that must not be texted. Apart from `people`: it outlives a person who asked to be forgotten."""

    __tablename__ = "suppressions"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    cause: Mapped[str] = mapped_column(String(16))
    since: Mapped[datetime]


class Inbound(Base):
    """A message that came in. `sid` is the carrier's id: the defence against a message that comes twice."""

    __tablename__ = "inbound"
    __table_args__ = (Index(None, "person_id", "received_at"), _NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    text_encrypted: Mapped[Sealed | None]
    replies_encrypted: Mapped[Sealed | None]
    received_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(String(16))


class Reminder(Base):
    """Something a person wants to be reminded of. `wall_time` is ISO without zone, as on a clock in `zone`."""

    __tablename__ = "reminders"
    __table_args__ = (Index(None, "person_id", "moment_utc"), _NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    plan: Mapped[str] = mapped_column(String(64))
    about_encrypted: Mapped[Sealed | None]
    wall_time: Mapped[str] = mapped_column(String(32))
    zone: Mapped[str] = mapped_column(String(64))
    moment_utc: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class Outgoing(Base):
    """A text to a phone. `public_id` goes to the carrier with it; `looked_up_at`: first time it was not found."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"status IN ({', '.join(repr(status) for status in STATUSES)})", name="status"),
        Index(None, "status", "due_at"),
        Index(None, "status", "updated_at"),
        _NEVER_REUSE_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_public_id())
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("reminders.id", ondelete="CASCADE"), index=True)
    aim: Mapped[str] = mapped_column(String(64))
    text_encrypted: Mapped[Sealed | None]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(16), default="due", server_default="due")
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    lease_until: Mapped[datetime | None]
    looked_up_at: Mapped[datetime | None]
    carrier_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    error_code: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


def new_public_id() -> str:
    """Make an id that nobody can guess: 22 letters that need no escaping in an address."""
    return secrets.token_urlsafe(16)
