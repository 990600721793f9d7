"""What an error code of Twilio means for a message that waits: https://www.twilio.com/docs/api/errors."""

from __future__ import annotations

from enum import Enum


class Verdict(Enum):
    """What to do about it."""

    NEVER_AGAIN = "send nothing to this number until START or a new number"
    STOP_QUEUE = "send nothing to anybody, and alert: the account or the sender number is at fault"
    RETRY_ONCE = "send once more, inside the validity of the message"
    STOP_MESSAGE = "stop this message and alert: nobody knows what the code means for it"


_CODES = {
    Verdict.NEVER_AGAIN: (
        21610,  # the person sent STOP
        21211,  # no such number
        21614,  # no mobile number
        30005,  # unknown number
        30006,  # landline, or a network that cannot be reached
    ),
    Verdict.STOP_QUEUE: (
        20003,  # wrong account or token
        21408,  # account may not send to this country
        21606,  # sender number is not ours
        30002,  # account suspended
        30007,  # filtered as spam by a carrier
    ),
    Verdict.RETRY_ONCE: (
        30001,  # queue overflow
        30003,  # phone is off
        30004,  # blocked for now
        30008,  # unknown error of the carrier
    ),
}
_VERDICTS = {code: verdict for verdict, codes in _CODES.items() for code in codes}


def verdict(code: int | None) -> Verdict:
    """The verdict on an error code, of an answer to our POST or of a status callback."""
    return _VERDICTS.get(code or 0, Verdict.STOP_MESSAGE)
