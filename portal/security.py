"""What every answer carries: what a browser may load, keep and tell others; and the keys behind forms."""

from __future__ import annotations

import gzip
import hashlib
import hmac

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect

from assistant.settings import Settings

LARGEST_BODY = 64 * 1024
"""Bytes that a request may bring; a message is at most 1,600 letters."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_SMALLEST_TO_PACK = 1000
_YEAR = 31536000


def protect(app: Flask, settings: Settings) -> CSRFProtect:
    """Switch on limits, headers, session keys and form protection; returns the latter, to exempt webhooks from."""
    is_https = settings.base_url.startswith("https://")
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        SECRET_KEY=hmac.digest(settings.key.encode(), b"thuisbericht portal session", hashlib.sha256),
        SESSION_COOKIE_NAME="bezoek",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        # A page may stay open for hours at a walk-in point; the token lives as long as the session does.
        WTF_CSRF_TIME_LIMIT=None,
        # We send no referrer (Referrer-Policy), so a check of it would refuse every form under https.
        WTF_CSRF_SSL_STRICT=False,
    )

    @app.after_request
    def _finish(response: Response) -> Response:
        _headers(response, is_https)
        return _packed(response)

    return CSRFProtect(app)


def _headers(response: Response, is_https: bool) -> None:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if is_https:
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    if "v" in request.args and request.endpoint == "static" and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    elif "Cache-Control" not in response.headers:
        # The town a visitor chose stands on the page: no shared cache may keep it.
        response.headers["Cache-Control"] = "private, no-cache"


def _packed(response: Response) -> Response:
    """Gzip for text, except where a page holds a secret beside what a visitor typed: its size would tell (BREACH)."""
    is_text = response.mimetype in {"text/html", "text/css", "text/javascript", "image/svg+xml"}
    if not is_text or response.status_code != 200 or "no-store" in response.headers.get("Cache-Control", ""):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or "Content-Encoding" in response.headers:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= _SMALLEST_TO_PACK:
        response.set_data(gzip.compress(body, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
