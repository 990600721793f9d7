"""The form of a webhook, read from the raw body: nothing is trusted before its signature is checked, and nothing is
huge.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

MOST_BYTES = 64 * 1024
MOST_FIELDS = 1000
FORM = "application/x-www-form-urlencoded"


class BadForm(Exception):
    """A request that is no form of Twilio's. `status` is the HTTP status; the message is for who sent it."""

    def __init__(self, status: int, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.status = status


def read_form(request: Request) -> MultiDict[str, str]:
    """The fields of the form, blank and double ones too. Bytes that are not UTF-8 are kept as surrogate escapes.

    Raises `BadForm`: 415 for another content type, 413 for more than 64 kB or 1,000 fields.
    """
    if request.mimetype != FORM:
        raise BadForm(415, f"Send a form: Content-Type {FORM}.")
    request.max_content_length = MOST_BYTES
    try:
        body = request.get_data()
        return _fields(body.decode("utf-8", "surrogateescape"))
    except RequestEntityTooLarge:
        raise BadForm(413, f"The form is too long: at most {MOST_BYTES} bytes.") from None
    except ValueError:
        raise BadForm(413, f"The form has too many fields: at most {MOST_FIELDS}.") from None


def _fields(body: str) -> MultiDict[str, str]:
    pairs = parse_qsl(body, keep_blank_values=True, errors="surrogateescape", max_num_fields=MOST_FIELDS)
    return MultiDict(pairs)
