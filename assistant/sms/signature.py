"""Is this request from Twilio? (Twilio, "Webhooks security": HMAC-SHA1 over the address and the sorted form fields.)

The address that counts is the one Twilio was told, so it is put together from the configured public base address and
the path and query as they came over the wire. A framework has already decoded those, which makes valid requests fail.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from hashlib import sha1, sha256
from typing import Any
from urllib.parse import quote, urlsplit

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from assistant.settings import Settings

HEADER = "X-Twilio-Signature"


def auth_token(settings: Settings) -> str:
    """The token that signs webhooks: Twilio's, or one made from the secret key while there is no Twilio account."""
    if settings.simulated:
        return hmac.new(settings.key.encode(), b"simulator", sha256).hexdigest()
    return settings.twilio_auth_token.get_secret_value()


def account_sid(settings: Settings) -> str:
    """The account that webhooks must name; the simulator has one of zeros."""
    return settings.twilio_account_sid or f"AC{0:032}"


def public_address(base_url: str, environ: Mapping[str, Any]) -> str:
    """The address Twilio called, letter for letter, from the WSGI environment of its request.

    Gunicorn gives the raw path as RAW_URI, waitress as REQUEST_URI; a server that gives neither has it quoted again.
    """
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI") or _quoted(environ)
    address = urlsplit(raw)
    if address.scheme and address.netloc:
        raw = raw[len(f"{address.scheme}://{address.netloc}") :]
    return base_url + raw.partition("#")[0]


def is_signed(address: str, form: MultiDict[str, str], signature: str, token: str) -> bool:
    """Whether Twilio made this signature. The address may have its default port or not, as Twilio signs either."""
    return any(_Validator(token).validate(address, fields, signature) for fields in (form, _as_shown(form)))


def sign(address: str, form: Mapping[str, str], token: str) -> str:
    """The signature Twilio would send with this form."""
    return str(_Validator(token).compute_signature(address, form))


class _Validator(RequestValidator):  # type: ignore[misc]
    """Twilio's own check, except that bytes which are not UTF-8 count as they came instead of raising an error."""

    def compute_signature(self, uri: str, params: Mapping[str, str], algorithm: str | None = None) -> str:
        fields = ((name, value) for name in sorted(set(params)) for value in sorted(set(self.get_values(params, name))))
        signed = uri + "".join(name + value for name, value in fields)
        digest = hmac.new(self.token, signed.encode("utf-8", "surrogateescape"), sha1).digest()
        return base64.b64encode(digest).decode()


def _as_shown(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """The form as a sender sees it that replaces what is not UTF-8 before it signs."""
    return MultiDict((_readable(name), _readable(value)) for name, value in form.items(multi=True))


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _quoted(environ: Mapping[str, Any]) -> str:
    path = quote(
        (environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")).encode("latin-1"), safe="/:@!$&'()*+,;=~"
    )
    query = environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
