"""The seam to whoever carries our messages to a phone: Twilio, or nobody while the phone simulator is used.

Every failure is one of three exceptions, and each says what may be done next. Their messages name no number and no
text; those of Twilio and of the connection do, so these are never chained to them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn, Protocol
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from requests import ConnectionError as NoConnection
from requests import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.base.values import unset
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import MaxRetryError, NewConnectionError

from assistant.settings import Settings
from assistant.sms.encoding import downgrade
from assistant.sms.verdict import Verdict, verdict

LONGEST_VALIDITY = 36_000
"""Seconds; Twilio takes 1 to 36,000 (error 90007), and keeps a message in its queue that long when it is not told."""

_LOOK_BACK = 50
_CLOCK_SKEW = timedelta(minutes=1)


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


class TwilioCarrier:
    """Sends over Twilio's Messages API. Safe for one thread at a time."""

    def __init__(self, settings: Settings) -> None:
        """Connects at the first message. `settings` must name an account."""
        self._sender = settings.twilio_from
        self._callback = f"{settings.base_url}/sms/status"
        self._client = Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token.get_secret_value(),
            http_client=_HttpClient(settings.twilio_api, settings.twilio_timeout),
        )

    def send(self, to: str, text: str, public_id: str, valid_for: timedelta | None) -> Sent:
        """Post one message; see `Carrier.send`."""
        try:
            message = self._client.messages.create(
                to=to,
                from_=self._sender,
                body=downgrade(text),
                status_callback=f"{self._callback}?{urlencode({'id': public_id})}",
                validity_period=unset if valid_for is None else _seconds(valid_for),
            )
        except Exception as error:
            _raise_verdict(error)
        if not message.sid:
            raise Unknown("Twilio accepted the message and gave it no sid")
        return Sent(message.sid, str(message.status))

    def find(self, to: str, text: str, since: datetime) -> Sent | None:
        """Look through the last 50 messages to this number; see `Carrier.find`.

        Twilio filters by the date of sending only, which a message in its queue does not have yet, and does not show
        the callback address; so the text and the time at which it took the message decide.
        """
        try:
            messages = self._client.messages.list(to=to, from_=self._sender, limit=_LOOK_BACK, page_size=_LOOK_BACK)
        except Exception as error:
            _raise_verdict(error)
        wanted, earliest = downgrade(text).strip(), since.astimezone(UTC) - _CLOCK_SKEW
        for message in messages:
            # A trial account puts a line of its own before the text.
            if (
                message.date_created
                and message.date_created >= earliest
                and (message.body or "").strip().endswith(wanted)
            ):
                return Sent(str(message.sid), str(message.status))
        return None


class _HttpClient(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's client at the configured address, with a timeout, and silent: Twilio's logs hold numbers."""

    def __init__(self, base: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._base = urlsplit(base)
        # Its debug lines hold the address of a look-up, with the number in it.
        logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Response:
        """Send it to the configured host."""
        address = urlsplit(url)._replace(scheme=self._base.scheme, netloc=self._base.netloc)
        return super().request(method, address.geturl(), *args, **options)

    def log_request(self, kwargs: Mapping[str, Any]) -> None:
        """Say nothing."""

    def log_response(self, status_code: int, response: Any) -> None:
        """Say nothing."""


def _seconds(valid_for: timedelta) -> int:
    return max(1, min(LONGEST_VALIDITY, int(valid_for.total_seconds())))


def _raise_verdict(error: Exception) -> NoReturn:
    """Raise what this error of Twilio's client means."""
    if isinstance(error, TwilioRestException | TwilioServiceException):
        raise _of_answer(error.status, error.code) from None
    if isinstance(error, RequestException):
        raise _of_connection(error) from None
    if isinstance(error, ValueError | KeyError | AttributeError | TypeError | TwilioException):
        raise Unknown(f"Twilio's answer cannot be read ({type(error).__name__})") from None
    raise error


def _of_answer(status: int, code: int | None) -> CarrierError:
    if status == 429:
        return NotProcessed("Twilio is too busy (429)")
    if status == 401:
        return Refused(20003)
    if 400 <= status < 500 and status != 408:
        return Refused(code or status)
    return Unknown(f"Twilio answered with HTTP {status}")


def _of_connection(error: RequestException) -> CarrierError:
    reason = error.args[0].reason if error.args and isinstance(error.args[0], MaxRetryError) else None
    if isinstance(error, ConnectTimeout) or (
        isinstance(error, NoConnection) and isinstance(reason, NewConnectionError)
    ):
        return NotProcessed(f"Twilio cannot be reached ({type(error).__name__})")
    return Unknown(f"the connection to Twilio broke ({type(error).__name__})")
