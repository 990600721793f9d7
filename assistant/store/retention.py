"""Forgetting: texts are kept for some days only; what happened is kept without them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from assistant.store.models import Inbound, Outgoing, Reminder
from assistant.store.statements import changed

_OVER = ("sent", "delivered", "failed", "suppressed", "expired", "unknown")


def forget_texts(session: Session, before: datetime) -> int:
    """Delete the texts of messages that came or ended before this moment, and what reminders before it were about.

    A text that is still to be sent is kept. Gives the number of rows that lost a text; running it twice does no harm.
    """
    has_text = or_(Inbound.text_encrypted.is_not(None), Inbound.replies_encrypted.is_not(None))
    messages = update(Inbound).where(Inbound.received_at < before, has_text)
    texts = update(Outgoing).where(
        Outgoing.status.in_(_OVER), Outgoing.updated_at < before, Outgoing.text_encrypted.is_not(None)
    )
    reminders = update(Reminder).where(Reminder.moment_utc < before, Reminder.about_encrypted.is_not(None))
    return (
        changed(session, messages.values(text_encrypted=None, replies_encrypted=None))
        + changed(session, texts.values(text_encrypted=None))
        + changed(session, reminders.values(about_encrypted=None))
    )
