"""Pages for when something is not there or goes wrong: in the reader's language, with a way on and crisis numbers."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.here import Here, here

_log = structlog.get_logger()


@dataclass(frozen=True)
class Words:
    """What an error page says."""

    title: str
    text: str


def speak_of_errors(app: Flask) -> None:
    """Answer every HTTP error and every exception with a page that helps."""

    @app.errorhandler(HTTPException)
    def _expected(error: HTTPException) -> Response:
        return _page(error)

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        # Type and place only: the message of an exception may hold what a visitor typed.
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("page failed", endpoint=request.endpoint, error=type(error).__name__, trace=where)
        return _page(InternalServerError())


def _page(error: HTTPException) -> Response:
    code = error.code or 500
    g.pop("here", None)
    page = here()
    words = _words(error, code, page)
    if request.accept_mimetypes.best == "application/json":
        response = make_response(jsonify(error=f"{words.title} {words.text}"), code)
    else:
        response = make_response(render_template("error.html", words=words, code=code), code)
    response.headers["Cache-Control"] = "no-store"
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _words(error: HTTPException, code: int, page: Here) -> Words:
    _ = page.wording
    if isinstance(error, CSRFError):
        return Words(
            _("Please send it once more."),
            _(
                "This page was open too long, or your browser keeps no cookies. "
                "Go back, load the page again and send it."
            ),
        )
    match code:
        case 404:
            return Words(
                _("This page is not here."), _("Perhaps the address has a typing mistake, or the page has moved.")
            )
        case 405:
            return Words(_("This does not work in this way."), _("Go to the home page and start from there."))
        case 413:
            return Words(_("That is too much text."), _("Send your question in one or two sentences."))
        case _ if code < 500:
            return Words(_("That did not arrive well."), _("Go back, load the page again and try it once more."))
        case _:
            return Words(_("Something went wrong here."), _("It is not your fault. Please try again later."))
