"""The phone simulator: what a person would see, sent and answered through the webhook that Twilio calls.

There only while no Twilio account is configured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from assistant.sms.encoding import encoding, parts
from assistant.sms.optout import opt_out
from assistant.sms.simulator import post_as_twilio
from assistant.store.phone import Message
from portal.here import here, site

NUMBERS = ("+31612345678", "+31612345679", "+31687654321")
"""Phones to choose from; the first one is in hand."""

LONGEST_MESSAGE = 1600
MOST_SHOWN = 30
SECONDS_BETWEEN_LOOKS = 5

Side = Literal["in", "out", "note"]

blueprint = Blueprint("phone", __name__, url_prefix="/phone")


@dataclass(frozen=True)
class Bubble:
    """One text on the screen: sent by the person (`in`), received (`out`), or what only the carrier does (`note`)."""

    side: Side
    text: str
    at: str = ""
    parts: int = 0
    encoding: str = ""


@blueprint.before_request
def _only_without_twilio() -> None:
    if not site().service.settings.simulated:
        abort(404)


@blueprint.after_request
def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("")
def screen() -> Response:
    """The phone of `?from=`. `?part=screen` gives the messages alone, for the script that looks for reminders."""
    number = _number(request.args.get("from", NUMBERS[0]))
    bubbles = list(on_screen(site().service.reception.history("sms", number, MOST_SHOWN)))
    template = "phone_screen.html" if request.args.get("part") == "screen" else "phone.html"
    response = make_response(
        render_template(template, bubbles=bubbles, number=number, numbers=NUMBERS, seconds=SECONDS_BETWEEN_LOOKS)
    )
    response.vary.add("Accept-Language")
    return response


@blueprint.post("")
def send() -> BaseResponse:
    """Deliver what was typed as Twilio would."""
    number = _number(request.form.get("from", ""))
    text = request.form.get("text", "")[:LONGEST_MESSAGE]
    if text.strip():
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        post_as_twilio(app, site().service.settings, number, text)
    return redirect(f"{url_for('phone.screen')}?{urlencode({'from': number})}#laatste", 303)


def on_screen(messages: Iterable[Message]) -> Iterator[Bubble]:
    """The history as it arrives on a phone.

    The carrier itself answers an exact STOP and then delivers nothing until START
    (Twilio, "Support for opt-out keywords"); both are shown as a note.
    """
    page = here()
    blocked = False
    for message in messages:
        at = page.clock(message.at)
        if message.direction == "in":
            yield Bubble("in", message.text, at)
            meant = opt_out(message.text, "")
            if meant == "stop" and not blocked:
                yield Bubble(
                    "note", page.wording("The phone company answers STOP itself and delivers nothing until START.")
                )
            blocked = meant == "stop" or (blocked and meant != "start")
        elif blocked:
            yield Bubble("note", page.wording("Not delivered: this number sent STOP."))
        else:
            kind = "GSM-7" if encoding(message.text) == "gsm7" else "UCS-2"
            yield Bubble("out", message.text, at, parts(message.text), kind)


def _number(number: str) -> str:
    if number not in NUMBERS:
        abort(400)
    return number
