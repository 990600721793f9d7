"""The seam to whoever carries our messages to a phone: Twilio, or nobody while the phone simulator is used.

Every failure is one of three exceptions, and each says what may be done next. Their messages name no number and no
text; those of Twilio and of the connection do, so these are never chained to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import uuid4

from assistant.sms.verdict import Verdict, verdict


@dataclass(frozen=True)
class Sent:
    """The carrier has it. `sid` is the carrier's id, `status` the carrier's word for where it is now."""

    sid: str
    status: str


class CarrierError(Exception):
    """A message that was not accepted for certain."""


class NotProcessed(CarrierError):
    """The carrier did nothing with it (too busy, or it could not be reached): it is safe to send again later."""


class Unknown(CarrierError):
    """Nobody knows whether the carrier has it: look it up with `find` before sending it again."""


class Refused(CarrierError):
    """The carrier will not send it. `code` is Twilio's error code, or the HTTP status where it gave none."""

    def __init__(self, code: int) -> None:
        """Look up the verdict."""
        self.code = code
        self.verdict = verdict(code)
        super().__init__(
            f"refused with error {code}: {self.verdict.value}; see https://www.twilio.com/docs/api/errors/{code}"
        )

    @property
    def permanent(self) -> bool:
        """Nothing may be sent to this number any more."""
        return self.verdict is Verdict.NEVER_AGAIN

    @property
    def stop_queue(self) -> bool:
        """Nothing can be sent to anybody: stop and alert."""
        return self.verdict is Verdict.STOP_QUEUE

    @property
    def retry_once(self) -> bool:
        """It may be sent once more, while it is still useful."""
        return self.verdict is Verdict.RETRY_ONCE


class Carrier(Protocol):
    """Carries a text to a phone."""

    def send(self, to: str, text: str, public_id: str, valid_for: timedelta | None) -> Sent:
        """Hand over a text for an E.164 number, to be dropped when it cannot be sent within `valid_for`.

        `public_id` comes back in each status callback. Raises `Refused`, `NotProcessed` or `Unknown`.
        """

    def find(self, to: str, text: str, since: datetime) -> Sent | None:
        """The message with this text that the carrier took for this number at or after `since` (aware), or None.

        Raises `NotProcessed` or `Unknown` when it cannot be looked up now, `Refused` when it may not.
        """


class SimulatorCarrier:
    """Accepts everything. What it "delivers" is what the outbox holds; the phone page shows it from there."""

    def send(self, to: str, text: str, public_id: str, valid_for: timedelta | None) -> Sent:
        """Accept it."""
        return Sent(f"SM{uuid4().hex}", "delivered")

    def find(self, to: str, text: str, since: datetime) -> Sent | None:
        """None: it never leaves an outcome open."""
        return None
