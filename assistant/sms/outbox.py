"""From the queue to the phone: each text once, at a decent hour, and never to somebody who does not want it.

A text is claimed and committed, sent, and its sid written. Whatever happens in between, the next step follows from
the row alone: surely not sent goes back in the queue; unknown stays in hand until its lease ends and is then looked
up at the carrier.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from typing import Literal
from zoneinfo import ZoneInfo

import structlog

from assistant.sms.carrier import Carrier, NotProcessed, Refused, Sent, Unknown
from assistant.sms.verdict import Verdict, verdict
from assistant.store import Database, Vault, outbox, suppressions
from assistant.store.outbox import Outbound, StatusReport

Clock = Callable[[], datetime]
"""Gives the present moment, aware."""

LEASE = timedelta(seconds=90)
"""How long a sender owns a text: longer than THUISBERICHT_TWILIO_TIMEOUT can be (60 s)."""

SETTLE = timedelta(seconds=60)
"""How long the carrier may need until a text it accepted can be found."""

DUTCH = ZoneInfo("Europe/Amsterdam")
NIGHT_BEGINS, NIGHT_ENDS = time(21), time(8)

_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=5)
_PAUSE = timedelta(minutes=1)
_LATE = timedelta(minutes=10)
_WAIT_AFTER_FAILURE = timedelta(minutes=10)
_MOST_ATTEMPTS = 20  # only for a text without an end: the others are tried for as long as they are useful

# https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
_MEANING: dict[str, Literal["sent", "delivered", "failed"]] = {
    "accepted": "sent",
    "scheduled": "sent",
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}

_log = structlog.get_logger(__name__)


class _Outcome(Enum):
    ACCEPTED = auto()
    ENDED = auto()
    TROUBLE = auto()  # not with this text but with the carrier: the next one would fare no better now


def quiet_until(now: datetime) -> datetime | None:
    """Give the moment the quiet hours end (21:00-08:00 on Dutch clocks), or None while texts may be sent."""
    wall = now.astimezone(DUTCH)
    if NIGHT_ENDS <= wall.time() < NIGHT_BEGINS:
        return None
    morning = wall.date() + timedelta(days=1 if wall.time() >= NIGHT_BEGINS else 0)
    return datetime.combine(morning, NIGHT_ENDS, DUTCH).astimezone(UTC)


class PerThread:
    """A carrier made anew for each thread: Twilio's client can give one thread the answer of another."""

    def __init__(self, make: Callable[[], Carrier]) -> None:
        self._make = make
        self._mine = threading.local()

    def send(self, to: str, text: str, public_id: str, valid_for: timedelta | None) -> Sent:
        """Send over the carrier of this thread."""
        return self._carrier().send(to, text, public_id, valid_for)

    def find(self, to: str, text: str, since: datetime) -> Sent | None:
        """Look up over the carrier of this thread."""
        return self._carrier().find(to, text, since)

    def _carrier(self) -> Carrier:
        if not hasattr(self._mine, "carrier"):
            self._mine.carrier = self._make()
        carrier: Carrier = self._mine.carrier
        return carrier


class Outbox:
    """Sends what is due and learns what became of it. Threads may share one; processes have one each.

    Threads take turns at the carrier, unless it is a `PerThread`.
    """

    def __init__(self, database: Database, vault: Vault, carrier: Carrier, clock: Clock) -> None:
        self.clock = clock
        self._database = database
        self._vault = vault
        self._carrier = carrier
        # Taken before a claim, not after it: nobody waits for a turn with a text in hand, while its lease runs.
        self._turn: AbstractContextManager[object] = (
            nullcontext() if isinstance(carrier, PerThread) else threading.Lock()
        )
        self._paused_until = datetime.min.replace(tzinfo=UTC)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Take no new text in hand; what is in hand is finished."""
        self._stopping.set()

    def send_due(self, limit: int, now: datetime | None = None) -> int:
        """Send up to `limit` texts that are due and give the number the carrier accepted.

        It ends early when the carrier has trouble. `now` stands in for the clock in tests.
        """
        accepted = 0
        for _ in range(limit):
            with self._turn:
                row = self._next(now or self.clock())
                outcome = None if row is None else self._send(row, now)
            accepted += outcome is _Outcome.ACCEPTED
            if outcome is None or outcome is _Outcome.TROUBLE:
                break
        return accepted

    def reconcile(self, now: datetime) -> int:
        """Look up the texts whose outcome is unknown and give their number.

        Found: it was sent. Not found, and not found again after `SETTLE`: back in the queue while it is useful; after
        that its end is `unknown`, with an alert. Two looks, because one could come while the text is still on its
        way.
        """
        looked_up = 0
        while not self._stopping.is_set():
            with self._turn:
                with self._database.transaction() as session:
                    row = outbox.claim_lookup(session, now, SETTLE, LEASE)
                if row is None or not self._look_up(row, now):
                    break
            looked_up += 1
        return looked_up

    def expire(self, now: datetime) -> int:
        """End the texts in the queue that are too late, cancelled or unwanted, and give their number."""
        with self._database.transaction() as session:
            ended = outbox.expire(session, now)
        if ended:
            _log.info("texts_ended_unsent", count=ended)
        return ended

    def record(self, public_id: str, sid: str, status: str, error_code: int | None) -> None:
        """Do as `record_status`, for the webhook, which needs no answer."""
        self.record_status(public_id, sid, status, error_code)

    def record_status(self, public_id: str, sid: str, status: str, error_code: int | None) -> bool:
        """Note a status report of the carrier: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status

        False when it is not about a text of ours. A failure may bring the text back in the queue, once, or stop all
        texts to this number.
        """
        meaning = _MEANING.get(status)
        if meaning is None:
            _log.warning("carrier_status_not_known", public_id=public_id)
            return False
        now = self.clock()
        report = StatusReport(public_id, sid, meaning, str(error_code) if error_code else None, now)
        decision = verdict(error_code) if meaning == "failed" else None
        with self._database.transaction() as session:
            fingerprint = outbox.fingerprint_of(session, public_id)
            if decision is Verdict.RETRY_ONCE and outbox.try_again(session, report, now + _WAIT_AFTER_FAILURE):
                return True
            recorded = outbox.record_status(session, report)
            # Only news counts: a copy that comes after START would stop the texts again.
            if recorded == "noted" and decision is Verdict.NEVER_AGAIN and fingerprint is not None:
                suppressions.add(session, fingerprint, str(error_code), now)
        if recorded == "noted" and meaning == "failed":
            self._tell_failure(public_id, error_code, now)
        return recorded != "unknown"

    def _next(self, now: datetime) -> Outbound | None:
        if self._stopping.is_set() or now < self._paused_until:
            return None
        with self._database.transaction() as session:
            morning = quiet_until(now)
            moved, ended = outbox.postpone(session, now, morning) if morning else (0, 0)
            claimed = outbox.claim_one(session, now, LEASE)
        if moved or ended:
            _log.info("quiet_hours", moved=moved, ended=ended)
        return claimed

    def _send(self, row: Outbound, fixed: datetime | None) -> _Outcome:
        if row.number is None or row.text is None:
            return self._give_up(row, "failed", "no_number", fixed or self.clock())
        valid_for = row.expires_at - row.claimed_at if row.expires_at else None
        number, text = self._vault.decrypt(row.number), self._vault.decrypt(row.text)
        if self._said_stop_by_sms(row, number, fixed or self.clock()):
            return _Outcome.ENDED
        try:
            if self._was_sent_before(row, number, text, fixed or self.clock()):
                return _Outcome.ENDED
            sent = self._carrier.send(number, text, row.public_id, valid_for)
        except NotProcessed:
            self._retry(row, _wait(row), "not_processed", fixed or self.clock())
            return _Outcome.TROUBLE
        except Unknown:
            _log.warning("outcome_unknown", public_id=row.public_id, attempts=row.attempts)
            return _Outcome.TROUBLE
        except Refused as refusal:
            return self._refused(row, refusal, self._phone(number), fixed or self.clock())
        noted = self._note(row, sent, fixed or self.clock())
        _log.info("text_sent", public_id=row.public_id, aim=row.aim, status_came_first=not noted)
        return _Outcome.ACCEPTED

    def _was_sent_before(self, row: Outbound, number: str, text: str, now: datetime) -> bool:
        # A backup that was put back has texts in its queue that were sent since: whatever is late is looked up first.
        if row.claimed_at - row.due_at < _LATE:
            return False
        found = self._carrier.find(number, text, row.due_at)
        return found is not None and self._note(row, found, now)

    def _note(self, row: Outbound, sent: Sent, now: datetime) -> bool:
        meaning = _MEANING.get(sent.status, "sent")
        with self._database.transaction() as session:
            noted = outbox.mark_sent(session, row.public_id, sent.sid, now)
            if noted and meaning != "sent":
                outbox.record_status(session, StatusReport(row.public_id, sent.sid, meaning, None, now))
        if noted and meaning == "failed":
            self._tell_failure(row.public_id, None, now)
        return noted

    def _said_stop_by_sms(self, row: Outbound, number: str, now: datetime) -> bool:
        """End a text of somebody who wrote over another channel, where their phone itself must not be texted."""
        phone = self._phone(number)
        if phone == row.fingerprint:
            return False  # the claim has looked
        with self._database.transaction() as session:
            said_stop = suppressions.contains(session, phone)
            if said_stop:
                outbox.end(session, row, "suppressed", suppressions.STOP, now)
        return said_stop

    def _phone(self, number: str) -> str:
        return self._vault.fingerprint("sms", number)

    def _refused(self, row: Outbound, refusal: Refused, phone: str, now: datetime) -> _Outcome:
        code = str(refusal.code)
        if refusal.stop_queue:
            self._pause(refusal.code, now)
            self._retry(row, max(_PAUSE, _wait(row)), code, now)
            return _Outcome.TROUBLE
        if refusal.retry_once and row.attempts == 1:
            self._retry(row, _WAIT_AFTER_FAILURE, code, now)
            return _Outcome.ENDED
        if not refusal.permanent:
            return self._give_up(row, "failed", code, now)
        with self._database.transaction() as session:
            outbox.end(session, row, "suppressed", code, now)
            suppressions.add(session, phone, code, now)
            suppressions.add(session, row.fingerprint, code, now)
        _log.info("number_suppressed", public_id=row.public_id, code=code)
        return _Outcome.ENDED

    def _retry(self, row: Outbound, wait: timedelta, code: str, now: datetime) -> None:
        if row.expires_at is not None and row.expires_at <= now + wait:
            self._give_up(row, "expired", code, now)
        elif row.expires_at is None and row.attempts >= _MOST_ATTEMPTS:
            self._give_up(row, "failed", code, now)
        else:
            with self._database.transaction() as session:
                outbox.back_to_due(session, row, now + wait, now)
            _log.warning("text_waits", public_id=row.public_id, attempts=row.attempts, code=code)

    def _give_up(self, row: Outbound, status: outbox.End, code: str, now: datetime) -> _Outcome:
        with self._database.transaction() as session:
            ended = outbox.end(session, row, status, code, now)
        if ended:
            _log.error("alert_text_not_sent", public_id=row.public_id, aim=row.aim, status=status, code=code)
        return _Outcome.ENDED

    def _look_up(self, row: Outbound, now: datetime) -> bool:
        try:
            found = self._found(row)
        except (NotProcessed, Unknown):
            _log.warning("look_up_failed", public_id=row.public_id)
            return False
        except Refused as refusal:
            self._pause(refusal.code, now)
            return False
        if found is not None and self._note(row, found, now):
            _log.info("text_found", public_id=row.public_id)
        elif row.looked_up_at is not None:
            self._send_again_or_end(row, now)
        else:
            with self._database.transaction() as session:
                outbox.mark_looked_up(session, row, now)
        return True

    def _found(self, row: Outbound) -> Sent | None:
        if row.number is None or row.text is None:
            return None
        return self._carrier.find(self._vault.decrypt(row.number), self._vault.decrypt(row.text), row.claimed_at)

    def _send_again_or_end(self, row: Outbound, now: datetime) -> None:
        useful = row.attempts < _MOST_ATTEMPTS if row.expires_at is None else row.expires_at > now
        if not useful:
            self._give_up(row, "unknown", "not_found", now)
            return
        with self._database.transaction() as session:
            outbox.back_to_due(session, row, now, now)
        _log.warning("text_not_found_sending_again", public_id=row.public_id, attempts=row.attempts)

    def _pause(self, code: int | None, now: datetime) -> None:
        self._paused_until = now + _PAUSE
        _log.error("alert_queue_paused", code=code, seconds=_PAUSE.total_seconds())

    def _tell_failure(self, public_id: str, code: int | None, now: datetime) -> None:
        decision = verdict(code)
        if decision is Verdict.STOP_QUEUE:
            self._pause(code, now)
        elif decision is not Verdict.NEVER_AGAIN:
            _log.error("alert_text_not_delivered", public_id=public_id, code=code)


def _wait(row: Outbound) -> timedelta:
    doubled = _FIRST_WAIT * (1 << min(row.attempts - 1, 8))
    return min(doubled, _LONGEST_WAIT)
