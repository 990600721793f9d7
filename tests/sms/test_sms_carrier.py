"""Sending over Twilio, against a fake one on this machine that fails in every way a network can."""

from __future__ import annotations

import json
import logging
import re
import socket
import struct
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jsonschema
import pytest

from assistant.settings import Settings
from assistant.sms.carrier import (
    CarrierError,
    NotProcessed,
    Refused,
    SimulatorCarrier,
    Unknown,
)
from assistant.sms.twilio_carrier import TwilioCarrier
from assistant.sms.verdict import Verdict, verdict

ACCOUNT = "AC" + "1" * 32
ALICE, SERVICE = "+31612345678", "+31612345670"
CANARY = "kanarie-bericht"
SID = "SM" + "a" * 32
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
CONTRACT = Path(__file__).parents[3] / "shared" / "twilio" / "messages.json"


class FakeTwilio(ThreadingHTTPServer):
    """Keeps what it gets in `asked`; `answer` decides what it does."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.answer: Callable[[_Handler], None] = lambda handler: handler.say(201, message())
        self.closing = Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the test."""


class _Handler(BaseHTTPRequestHandler):
    server: FakeTwilio

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(
            ("POST", self.path, dict(parse_qsl(body, keep_blank_values=True, strict_parsing=True)))
        )
        self.server.answer(self)

    def do_GET(self) -> None:
        self.server.asked.append(("GET", self.path, dict(parse_qsl(urlsplit(self.path).query))))
        self.server.answer(self)

    def say(self, status: int, body: object) -> None:
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def half(self) -> None:
        self.send_response(201)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"sid": "SM')
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def message(**facts: object) -> dict[str, object]:
    return {
        "sid": SID,
        "status": "queued",
        "body": "Morgen 10:00",
        "to": ALICE,
        "date_created": format_datetime(NOW),
        "error_code": None,
        **facts,
    }


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    server = FakeTwilio()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


def carrier_to(base: str, timeout: float = 5) -> TwilioCarrier:
    return TwilioCarrier(
        Settings(
            public_url="https://sms.example.nl",
            twilio_account_sid=ACCOUNT,
            twilio_auth_token="geheim",
            twilio_from=SERVICE,
            twilio_api=base,
            twilio_timeout=timeout,
        )
    )


def send(twilio: FakeTwilio, timeout: float = 5) -> CarrierError:
    """The error of sending one message."""
    with pytest.raises(CarrierError) as caught:
        carrier_to(twilio.base, timeout).send(ALICE, CANARY, "p1", None)
    return caught.value


def test_it_sends_a_message_with_our_id_in_the_callback_and_its_validity(twilio: FakeTwilio) -> None:
    sent = carrier_to(twilio.base).send(ALICE, "Morgen ’t loket, drieëntwintig", "p-1_a", timedelta(hours=2))
    assert (sent.sid, sent.status) == (SID, "queued")
    ((method, path, form),) = twilio.asked
    assert (method, path) == ("POST", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json")
    assert form == {
        "To": ALICE,
        "From": SERVICE,
        "Body": "Morgen 't loket, drieentwintig",
        "StatusCallback": "https://sms.example.nl/sms/status?id=p-1_a",
        "ValidityPeriod": "7200",
    }


@pytest.mark.parametrize(
    ("valid_for", "seconds"),
    [
        (None, None),
        (timedelta(days=3), "36000"),
        (timedelta(seconds=-5), "1"),
        (timedelta(seconds=90.9), "90"),
    ],
)
def test_validity_stays_within_what_twilio_takes(
    twilio: FakeTwilio, valid_for: timedelta | None, seconds: str | None
) -> None:
    carrier_to(twilio.base).send(ALICE, "Hoi", "p1", valid_for)
    assert twilio.asked[0][2].get("ValidityPeriod") == seconds


@pytest.mark.skipif(not CONTRACT.exists(), reason=f"Twilio's OpenAPI description is not at {CONTRACT}")
def test_what_it_posts_and_asks_keeps_to_the_contract_of_twilio(twilio: FakeTwilio) -> None:
    contract = json.loads(CONTRACT.read_text())
    path = contract["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]
    schema = path["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    carrier = carrier_to(twilio.base)
    carrier.send(ALICE, "Morgen 10:00", "p1", timedelta(hours=1))
    form: dict[str, Any] = dict(twilio.asked[0][2])
    form["ValidityPeriod"] = int(form["ValidityPeriod"])
    jsonschema.validate(form, {**schema, "components": contract["components"]})
    twilio.answer = lambda handler: handler.say(200, {"messages": []})
    carrier.find(ALICE, "Morgen 10:00", NOW)
    known = {
        parameter["name"]: parameter["schema"] for parameter in path["get"]["parameters"] if parameter["in"] == "query"
    }
    for name, value in twilio.asked[1][2].items():
        jsonschema.validate(int(value) if known[name]["type"] == "integer" else value, known[name])


def test_too_many_requests_were_not_processed(twilio: FakeTwilio) -> None:
    twilio.answer = lambda handler: handler.say(429, {"code": 20429, "message": "Too Many Requests"})
    assert isinstance(send(twilio), NotProcessed)


def test_a_refused_connection_was_not_processed() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(NotProcessed):
            carrier_to(base).send(ALICE, CANARY, "p1", None)


def test_a_connection_that_never_comes_about_was_not_processed() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(deaf.getsockname())
        with pytest.raises(NotProcessed):
            carrier_to(f"http://127.0.0.1:{deaf.getsockname()[1]}", 0.2).send(ALICE, CANARY, "p1", None)
        for one in waiting:
            one.close()


UNKNOWN: dict[str, Callable[[_Handler], None]] = {
    "500": lambda handler: handler.say(500, {"code": 20500, "message": "Internal Server Error"}),
    "503 without JSON": lambda handler: handler.say(503, "<html>"),
    "408": lambda handler: handler.say(408, {}),
    "redirect": lambda handler: handler.say(302, ""),
    "reset": lambda handler: handler.reset(),
    "half an answer": lambda handler: handler.half(),
    "bad JSON": lambda handler: handler.say(201, "{"),
    "a list": lambda handler: handler.say(201, []),
    "a word": lambda handler: handler.say(201, '"ok"'),
    "no sid": lambda handler: handler.say(201, {"status": "queued"}),
    "empty sid": lambda handler: handler.say(201, message(sid="")),
}


@pytest.mark.parametrize("answer", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_after_these_nobody_knows_whether_it_was_sent(twilio: FakeTwilio, answer: Callable[[_Handler], None]) -> None:
    twilio.answer = answer
    assert isinstance(send(twilio), Unknown)
    assert len(twilio.asked) == 1


def test_after_a_timeout_nobody_knows_and_it_waits_no_longer_than_that(twilio: FakeTwilio) -> None:
    def hang(handler: _Handler) -> None:
        twilio.closing.wait(5)

    twilio.answer = hang
    began = time.monotonic()
    assert isinstance(send(twilio, timeout=0.1), Unknown)
    assert time.monotonic() - began < 2
    assert len(twilio.asked) == 1


@pytest.mark.parametrize(
    ("code", "permanent", "stop_queue", "retry_once"),
    [
        (21610, True, False, False),
        (21211, True, False, False),
        (21614, True, False, False),
        (21408, False, True, False),
        (21606, False, True, False),
        (30001, False, False, True),
        (21617, False, False, False),
    ],
)
def test_a_refusal_says_what_may_be_done_next(
    twilio: FakeTwilio, code: int, permanent: bool, stop_queue: bool, retry_once: bool
) -> None:
    said = {"code": code, "message": f"The 'To' number {ALICE} is not right", "status": 400}
    twilio.answer = lambda handler: handler.say(400, said)
    error = send(twilio)
    assert isinstance(error, Refused)
    assert (error.code, error.permanent, error.stop_queue, error.retry_once) == (
        code,
        permanent,
        stop_queue,
        retry_once,
    )
    assert str(code) in str(error)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        (401, {"code": 20003, "message": "Authenticate"}, 20003),
        (401, "", 20003),
        (404, "<html>", 404),
        (403, {"type": "x", "title": "Forbidden", "status": 403, "code": 20403}, 20403),
        (400, {"code": None}, 400),
    ],
)
def test_a_refusal_without_a_usual_body_is_understood(twilio: FakeTwilio, status: int, said: object, code: int) -> None:
    twilio.answer = lambda handler: handler.say(status, said)
    error = send(twilio)
    assert isinstance(error, Refused)
    assert error.code == code
    assert error.stop_queue == (status == 401)


def test_every_code_of_the_table_has_its_verdict() -> None:
    assert {code for code in range(70_000) if verdict(code) is Verdict.NEVER_AGAIN} == {
        21610,
        21211,
        21614,
        30005,
        30006,
    }
    assert {code for code in range(70_000) if verdict(code) is Verdict.STOP_QUEUE} == {
        20003,
        21408,
        21606,
        30002,
        30007,
    }
    assert {code for code in range(70_000) if verdict(code) is Verdict.RETRY_ONCE} == {30001, 30003, 30004, 30008}
    assert verdict(None) is verdict(99999) is Verdict.STOP_MESSAGE


def find(twilio: FakeTwilio, *found: dict[str, object]) -> str | None:
    twilio.answer = lambda handler: handler.say(200, {"messages": list(found), "next_page_uri": None})
    sent = carrier_to(twilio.base).find(ALICE, "Morgen ’t loket", NOW)
    return sent.sid if sent else None


def test_it_finds_a_message_again_by_its_number_text_and_time(twilio: FakeTwilio) -> None:
    other = message(sid="SM" + "b" * 32, body="Iets anders")
    earlier = message(
        sid="SM" + "c" * 32, body="Morgen 't loket", date_created=format_datetime(NOW - timedelta(hours=1))
    )
    undated = message(sid="SM" + "d" * 32, body="Morgen 't loket", date_created=None)
    empty = message(sid="SM" + "e" * 32, body=None)
    wanted = message(body="Sent from your Twilio trial account - Morgen 't loket")
    assert find(twilio, other, earlier, undated, empty, wanted) == SID
    asked = parse_qs(urlsplit(twilio.asked[0][1]).query)
    assert (asked["To"], asked["From"]) == ([ALICE], [SERVICE])


def test_it_says_when_a_message_never_arrived(twilio: FakeTwilio) -> None:
    assert find(twilio) is None
    assert find(twilio, message(body="Iets anders")) is None


def test_a_look_up_that_fails_is_no_answer(twilio: FakeTwilio) -> None:
    twilio.answer = lambda handler: handler.say(500, {})
    with pytest.raises(Unknown):
        carrier_to(twilio.base).find(ALICE, "Hoi", NOW)


def test_neither_number_nor_text_reaches_a_log_or_an_error(
    twilio: FakeTwilio, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    carrier = carrier_to(twilio.base)
    carrier.send(ALICE, CANARY, "p1", None)
    twilio.answer = lambda handler: handler.say(400, {"code": 21211, "message": f"{ALICE} {CANARY}"})
    error = send(twilio)
    twilio.answer = lambda handler: handler.say(200, {"messages": []})
    carrier.find(ALICE, CANARY, NOW)
    assert error.__suppress_context__
    everything = f"{caplog.text} {error!r} {error}"
    assert CANARY not in everything
    assert not re.search(r"31612345678", everything)


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_network(
    twilio: FakeTwilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise MemoryError

    monkeypatch.setattr("assistant.sms.twilio_carrier.TwilioHttpClient.request", interrupted)
    with pytest.raises(MemoryError):
        carrier_to(twilio.base).send(ALICE, "Hoi", "p1", None)
    with pytest.raises(MemoryError):
        carrier_to(twilio.base).find(ALICE, "Hoi", NOW)


def test_the_simulator_accepts_everything_and_leaves_nothing_open() -> None:
    first, second = (SimulatorCarrier().send(ALICE, "Hoi", "p1", None) for _ in range(2))
    assert re.fullmatch("SM[0-9a-f]{32}", first.sid)
    assert first.sid != second.sid
    assert SimulatorCarrier().find(ALICE, "Hoi", NOW) is None
