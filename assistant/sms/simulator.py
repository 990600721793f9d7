"""A text message as Twilio would deliver it, for the phone page: signed, and through the very webhook that Twilio
calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4
from xml.etree import ElementTree

from werkzeug.test import Client

from assistant.settings import Settings
from assistant.sms.encoding import parts
from assistant.sms.form import FORM
from assistant.sms.signature import HEADER, account_sid, auth_token, sign

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SERVICE_NUMBER = "+31600000000"
"""The number of the service while it has none; nobody has it."""


def post_as_twilio(app: WSGIApplication, settings: Settings, sender: str, text: str) -> tuple[str, ...]:
    """Deliver `text` from `sender` (E.164) to the app's own `/sms`, without a network; the texts of the answer.

    Empty when the service stays silent. Raises `RuntimeError` when the webhook does not take it.
    """
    form = twilio_form(settings, sender, text)
    response = Client(app).post(
        "/sms",
        base_url=settings.base_url,
        data=urlencode(form),
        content_type=FORM,
        headers={HEADER: sign(f"{settings.base_url}/sms", form, auth_token(settings))},
    )
    if response.status_code != 200:
        raise RuntimeError(f"the webhook refused the message: {response.status_code} {response.get_data(as_text=True)}")
    return tuple(message.text or "" for message in ElementTree.fromstring(response.get_data()).iter("Message"))


def twilio_form(settings: Settings, sender: str, text: str) -> Mapping[str, str]:
    """The form that Twilio posts for a message, with a new sid."""
    sid = f"SM{uuid4().hex}"
    return {
        "ToCountry": "NL",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "FromCountry": "NL",
        "Body": text.encode("utf-8", "ignore").decode(),
        "To": settings.twilio_from or SERVICE_NUMBER,
        "NumSegments": str(max(1, parts(text))),
        "MessageSid": sid,
        "AccountSid": account_sid(settings),
        "From": sender,
        "ApiVersion": "2010-04-01",
    }
