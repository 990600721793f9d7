"""The answer to a webhook in TwiML, Twilio's XML."""

from __future__ import annotations

import re

from twilio.twiml.messaging_response import MessagingResponse

LONGEST = 1600
"""Twilio sends nothing at all of a message that has more characters than this."""

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def twiml(text: str | None) -> str:
    """`<Response>` with one message, or with none for None and for a text without any letter.

    Leaves out what XML 1.0 forbids (section 2.2), which twilio-python writes into the answer as it is.
    """
    response = MessagingResponse()
    if text and (allowed := _clipped(_NO_XML.sub("", text.replace("\r\n", "\n")))).strip():
        response.message(allowed)
    return str(response)


def _clipped(text: str) -> str:
    units = text.encode("utf-16-le")[: 2 * LONGEST]
    return units.decode("utf-16-le", "ignore")
