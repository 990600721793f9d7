"""Where Twilio delivers messages (`POST /sms`) and tells what became of ours (`POST /sms/status`).

A person who texts gets an answer, whatever happens inside: a failure is told in a fixed, honest text and never as an
HTTP error, because Twilio shows those to nobody. Neither a number nor a text is ever logged.
"""

from __future__ import annotations

import re
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Literal, Protocol

import structlog
from flask import Blueprint, Request, Response, request
from werkzeug.datastructures import MultiDict

from assistant.logs import trace
from assistant.reception import Answer, Inbound, Layout
from assistant.settings import Settings
from assistant.sms.encoding import clean_inbound
from assistant.sms.form import BadForm, read_form
from assistant.sms.layout import layout
from assistant.sms.optout import opt_out
from assistant.sms.signature import HEADER, account_sid, auth_token, is_signed, public_address
from assistant.sms.twiml import twiml

DEADLINE = 3.0
"""Seconds after which a person gets the failure text; the work itself goes on, and its answer is kept."""

Channel = Literal["sms", "whatsapp"]

_WHATSAPP = "whatsapp:"
_PERSON = re.compile(r"\+(?!808|87[08]|88[1238]|979)[1-9][0-9]{6,14}")
"""A number of a country (ITU E.164). Not of a satellite or a premium service, where an answer costs what its owner
likes."""
_SID = re.compile(r"[!-~]{1,64}")
_CODE = re.compile(r"[0-9]{1,6}")
_STATUS = re.compile(r"[a-z_-]{1,32}")

_log = structlog.get_logger(__name__)


class Receives(Protocol):
    """Gives the answer to a message: `assistant.reception.Reception`."""

    def answer(self, message: Inbound, layout: Layout) -> Answer:
        """The answer, made by `layout`; that of a message seen before is the same one again."""

    def failure_text(self) -> str:
        """What a person is told when no answer can be made."""


class Records(Protocol):
    """Keeps what became of a message that we sent: `assistant.sms.outbox.Outbox`."""

    def record(self, public_id: str, sid: str, status: str, error_code: int | None) -> None:
        """Take over a status, which may be late, double, unknown, or of a message that is not known."""


class _Refused(Exception):
    """The request is not from Twilio, or not for this account; the message is for whoever set up the webhook."""


def blueprint(receives: Receives, records: Records, settings: Settings, deadline: float = DEADLINE) -> Blueprint:
    """The two addresses of Twilio. They carry a signature instead of a session: exempt them from CSRF protection."""
    routes = Blueprint("sms", __name__)
    desk = _Desk(receives, ThreadPoolExecutor(16, "sms"), deadline)

    @routes.post("/sms")
    def message() -> Response:
        form = _checked_form(request, settings)
        if form.get("AccountSid") != account_sid(settings):
            raise _Refused("This is not the account this service works for: see THUISBERICHT_TWILIO_ACCOUNT_SID.")
        if not _SID.fullmatch(form.get("MessageSid", "")):
            raise BadForm(400, "MessageSid is missing.")
        return _xml(_reply_to(form, desk))

    @routes.post("/sms/status")
    def status() -> Response:
        _record(_checked_form(request, settings), request.args.get("id", ""), records)
        return Response(status=204)

    @routes.get("/sms")
    @routes.get("/sms/status")
    def wrong_method() -> Response:
        return _plain(405, "Set the webhook to HTTP POST.", Allow="POST")

    routes.register_error_handler(BadForm, lambda error: _plain(error.status, str(error)))
    routes.register_error_handler(_Refused, lambda error: _plain(403, str(error)))
    return routes


class _Desk:
    """Asks reception for an answer, and has one ready when that takes too long or fails."""

    def __init__(self, receives: Receives, threads: ThreadPoolExecutor, deadline: float) -> None:
        self._receives = receives
        self._threads = threads
        self._deadline = deadline

    def texts(self, inbound: Inbound) -> tuple[str, ...]:
        """The answer, or the failure text."""
        work = self._threads.submit(self._receives.answer, inbound, layout)
        try:
            return work.result(self._deadline).texts
        except Exception as error:
            _log_failure("sms_not_answered", error, inbound.sid)
            if not work.done():
                work.add_done_callback(lambda late: _log_late(late, inbound.sid))
            return self._failure(inbound.sid)

    def _failure(self, sid: str) -> tuple[str, ...]:
        try:
            return (self._receives.failure_text(),)
        except Exception as error:
            _log_failure("sms_without_failure_text", error, sid)
            return ()


def _checked_form(request: Request, settings: Settings) -> MultiDict[str, str]:
    form = read_form(request)
    address = public_address(settings.base_url, request.environ)
    if not is_signed(address, form, request.headers.get(HEADER, ""), auth_token(settings)):
        _log.warning("sms_signature_refused", base_url=settings.base_url, signed=HEADER in request.headers)
        raise _Refused("Not signed by Twilio: see THUISBERICHT_TWILIO_AUTH_TOKEN and THUISBERICHT_PUBLIC_URL.")
    return form


def _reply_to(form: MultiDict[str, str], desk: _Desk) -> str | None:
    """The text to answer with, or None for silence."""
    channel, sender = _sender(form.get("From", ""))
    if not _PERSON.fullmatch(sender) or form.get("From") == form.get("To"):
        _log.info("sms_sender_cannot_be_answered", sid=form["MessageSid"])
        return None
    text = clean_inbound(form.get("Body", ""))
    told = form.get("OptOutType", "")
    # WhatsApp has no stop words of the carrier: there the dialogue reads them.
    meant = opt_out(text, told) if told or channel == "sms" else None
    texts = desk.texts(Inbound(channel, sender, text, form["MessageSid"], datetime.now(UTC), meant))
    return texts[0] if texts and not told and meant != "stop" else None


def _sender(address: str) -> tuple[Channel, str]:
    if address.startswith(_WHATSAPP):
        return "whatsapp", address.removeprefix(_WHATSAPP)
    return "sms", address


def _record(form: MultiDict[str, str], public_id: str, records: Records) -> None:
    sid, status, code = (form.get(name, "") for name in ("MessageSid", "MessageStatus", "ErrorCode"))
    if not (_SID.fullmatch(public_id) and _SID.fullmatch(sid) and _STATUS.fullmatch(status)):
        return
    try:
        records.record(public_id, sid, status, int(code) if _CODE.fullmatch(code) else None)
    except Exception as error:
        _log_failure("sms_status_not_recorded", error, sid)


def _xml(text: str | None) -> Response:
    response = Response(twiml(text), content_type="text/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(status: int, message: str, **headers: str) -> Response:
    return Response(
        message + "\n", status, {**headers, "Cache-Control": "no-store"}, content_type="text/plain; charset=utf-8"
    )


def _log_late(work: Future[Answer], sid: str) -> None:
    if error := work.exception():
        _log_failure("sms_not_answered_late", error, sid)


def _log_failure(event: str, error: BaseException, sid: str) -> None:
    _log.error(event, error=type(error).__name__, sid=sid, trace=trace(error))
