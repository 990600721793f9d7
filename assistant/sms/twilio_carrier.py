"""Sends our messages over Twilio's Messages API (https://www.twilio.com/docs/messaging/api/message-resource)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from urllib.parse import urlencode, urlsplit

from requests import ConnectionError as NoConnection
from requests import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.base.values import unset
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import MaxRetryError, NewConnectionError

from assistant.settings import Settings
from assistant.sms.carrier import CarrierError, NotProcessed, Refused, Sent, Unknown
from assistant.sms.encoding import downgrade

LONGEST_VALIDITY = 36_000
"""Seconds; Twilio takes 1 to 36,000 (error 90007), and keeps a message in its queue that long when it is not told."""

_LOOK_BACK = 50
_CLOCK_SKEW = timedelta(minutes=1)


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
