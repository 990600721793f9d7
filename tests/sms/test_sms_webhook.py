"""Twilio's two addresses: who gets in, what is answered, and what happens when nothing works."""

from __future__ import annotations

import io
import logging
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import structlog
from flask import Flask
from werkzeug.test import TestResponse

from assistant.dialogue.model import Reply, Text
from assistant.knowledge import Language
from assistant.reception import Answer, Inbound
from assistant.settings import Settings
from assistant.sms.signature import sign
from assistant.sms.simulator import post_as_twilio, twilio_form
from assistant.sms.twiml import twiml
from assistant.sms.webhook import blueprint

ALICE, SERVICE = "+31612345678", "+31687654321"
CANARY = "kanarie-bericht"
SETTINGS = Settings(
    public_url="https://sms.example.nl",
    twilio_account_sid="AC" + "1" * 32,
    twilio_auth_token="geheim",
    twilio_from=SERVICE,
)
DUTCH = Language.model_construct(code="nl", messages={"sms.more": "MEER = verder"})


class Reception:
    """Says back what it hears, or does what `trouble` does."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.trouble: Callable[[], object] = lambda: None

    def answer(self, message: Inbound, layout: Callable[[Reply, Language], tuple[str, ...]]) -> Answer:
        self.heard.append(message)
        self.trouble()
        reply = Reply("nl", "answer", (Text(f"Je zei: {message.text}"),))
        return Answer(layout(reply, DUTCH), reply)

    def failure_text(self) -> str:
        return "Er ging iets mis. Nood: 112."


class Records:
    """Remembers what it is told; fails when told to."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str, int | None]] = []
        self.broken = False

    def record(self, public_id: str, sid: str, status: str, error_code: int | None) -> None:
        if self.broken:
            raise OSError(CANARY)
        self.told.append((public_id, sid, status, error_code))


class Line:
    """A service with its webhook, and Twilio on the other side of it."""

    def __init__(self, deadline: float = 3.0) -> None:
        self.reception, self.records = Reception(), Records()
        self.app = Flask("line")
        self.app.register_blueprint(blueprint(self.reception, self.records, SETTINGS, deadline))

    def post(self, path: str = "/sms", signed: str = "", body: bytes | None = None, **fields: str) -> TestResponse:
        form = {**twilio_form(SETTINGS, ALICE, "hallo"), **fields}
        return self.app.test_client().post(
            path,
            data=urlencode(form) if body is None else body,
            content_type="application/x-www-form-urlencoded",
            headers={"X-Twilio-Signature": signed or sign(f"{SETTINGS.base_url}{path}", form, "geheim")},
        )

    def said(self, **fields: str) -> list[str]:
        return messages(self.post(**fields))


def messages(response: TestResponse) -> list[str]:
    assert response.status_code == 200
    assert response.content_type == "text/xml; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    return [message.text or "" for message in ElementTree.fromstring(response.get_data()).iter("Message")]


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def log() -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


def test_a_message_gets_its_answer(line: Line) -> None:
    assert line.said(Body="hoe kom ik aan een briefadres") == ["Je zei: hoe kom ik aan een briefadres"]
    (heard,) = line.reception.heard
    assert (heard.channel, heard.sender, heard.opt_out) == ("sms", ALICE, None)
    assert heard.received_at.tzinfo is not None


@pytest.mark.parametrize("signature", ["", "x", "é"])
def test_a_message_without_a_good_signature_is_refused(line: Line, signature: str, log: list[Any]) -> None:
    response = line.post(signed=signature or " ")
    assert response.status_code == 403
    assert "THUISBERICHT_PUBLIC_URL" in response.text
    assert line.reception.heard == []


def test_a_missing_signature_is_refused(line: Line) -> None:
    response = line.app.test_client().post("/sms", data={"Body": "hallo"})
    assert (response.status_code, line.reception.heard) == (403, [])


def test_another_account_is_refused(line: Line) -> None:
    assert line.post(AccountSid="AC" + "2" * 32).status_code == 403
    assert line.reception.heard == []


def test_a_proxy_a_port_and_an_encoded_query_make_no_difference(line: Line) -> None:
    path = "/sms?caf%C3%A9=a%2Fb&leeg="
    assert messages(line.post(path)) == ["Je zei: hallo"]
    form = dict(twilio_form(SETTINGS, ALICE, "hoi"))
    response = line.app.test_client().post(
        "/sms",
        base_url="http://127.0.0.1:8000",
        data=form,
        headers={
            "X-Twilio-Signature": sign("https://sms.example.nl:443/sms", form, "geheim"),
            "X-Forwarded-Proto": "http",
        },
    )
    assert messages(response) == ["Je zei: hoi"]


def test_a_field_nobody_heard_of_is_no_trouble(line: Line) -> None:
    assert line.said(ChannelMetadata='{"a": 1}', Nieuw="") == ["Je zei: hallo"]


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"Body": "hallo"}', 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/x-www-form-urlencoded", b"Body=" + b"a" * 65_536, 413),
        ("application/x-www-form-urlencoded", b"a" * 10_000_000, 413),
        ("application/x-www-form-urlencoded", b"a=1&" * 5_000, 413),
        ("application/x-www-form-urlencoded", b"", 403),
    ],
)
def test_what_is_no_form_of_twilio_is_refused_in_a_few_words(
    line: Line, content_type: str, body: bytes, status: int
) -> None:
    response = line.app.test_client().post("/sms", data=body, content_type=content_type)
    assert response.status_code == status
    assert response.mimetype == "text/plain"
    assert 10 < len(response.text) < 120


def test_a_long_form_without_a_length_is_refused_too(line: Line) -> None:
    response = line.app.test_client().post(
        "/sms",
        input_stream=io.BytesIO(b"a" * 100_000),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/sms", "/sms/status"])
def test_get_is_told_to_post(line: Line, path: str) -> None:
    response = line.app.test_client().get(path)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


HOSTILE = {
    "empty": "",
    "longest": "a" * 1600,
    "nul": "a\x00b",
    "vertical tab": "a\x0bb",
    "not a character": "a\ufffeb\uffff",
    "right to left": "אני צריך \u202eעזרה",
    "emoji": "👩\u200d👧 help",
    "xml": "</Message></Response><!-- & <![CDATA[",
    "fake log line": "hoi\n2026-11-21 [info] sms_signature_refused",
    "carriage return": "a\r\nb\rc",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_sent_the_answer_is_good_xml(line: Line, text: str) -> None:
    (said,) = line.said(Body=text)
    assert said.startswith("Je zei:")
    assert len(said) <= 1600
    assert "\x00" not in line.reception.heard[0].text


def test_half_a_surrogate_pair_is_read_around(line: Line) -> None:
    form = {**twilio_form(SETTINGS, ALICE, ""), "Body": "hoi \udced\udca0\udcbd daar"}
    body = urlencode(form, errors="surrogateescape").encode()
    assert b"hoi+%ED%A0%BD+daar" in body
    assert messages(line.post(body=body, signed=sign("https://sms.example.nl/sms", form, "geheim"))) == [
        "Je zei: hoi  daar"
    ]


@pytest.mark.parametrize(
    "sender",
    ["Gemeente", "1234", "", "whatsapp:Alice", SERVICE, "+88216000000", "+979123456789", "+٣١٦١٢٣٤٥٦٧٨", "31612345678"],
)
def test_a_sender_that_cannot_be_answered_gets_silence(line: Line, sender: str) -> None:
    assert line.said(From=sender) == []
    assert line.reception.heard == []


def test_a_message_without_a_sid_is_refused(line: Line) -> None:
    assert line.post(MessageSid="").status_code == 400
    assert line.post(MessageSid="a b").status_code == 400


def test_a_picture_without_words_is_passed_on_as_an_empty_message(line: Line) -> None:
    line.said(Body="", NumMedia="1", MediaUrl0="https://api.twilio.com/x")
    assert line.reception.heard[0].text == ""


def test_whatsapp_is_a_channel_of_its_own_without_stop_words_of_the_carrier(line: Line) -> None:
    assert line.said(From=f"whatsapp:{ALICE}", To=f"whatsapp:{SERVICE}", Body="stop") == ["Je zei: stop"]
    (heard,) = line.reception.heard
    assert (heard.channel, heard.sender, heard.opt_out) == ("whatsapp", ALICE, None)


@pytest.mark.parametrize(
    "word", ["STOP", "stop", " Stop \n", "STOPALL", "Unsubscribe", "CANCEL", "end", "QUIT", "revoke", "OptOut"]
)
def test_a_stop_word_of_the_carrier_is_met_with_silence_and_passed_on(line: Line, word: str) -> None:
    assert line.said(Body=word) == []
    assert line.reception.heard[0].opt_out == "stop"


@pytest.mark.parametrize(
    "text", ["Stop.", "stoppen", "stop ermee", "stop please", "is de nachtstop open", "ſtop", "YES", "help", "info"]
)
def test_other_words_are_left_to_the_dialogue(line: Line, text: str) -> None:
    assert len(line.said(Body=text)) == 1
    assert line.reception.heard[0].opt_out is None


@pytest.mark.parametrize("word", ["START", "unstop"])
def test_start_is_answered(line: Line, word: str) -> None:
    assert line.said(Body=word) == [f"Je zei: {word}"]
    assert line.reception.heard[0].opt_out == "start"


@pytest.mark.parametrize(
    ("told", "meant"), [("STOP", "stop"), ("START", "start"), ("HELP", "help"), ("stop", "stop"), ("ANDERS", None)]
)
def test_what_twilio_has_answered_itself_is_not_answered_again(line: Line, told: str, meant: str | None) -> None:
    assert line.said(Body="stop", OptOutType=told) == []
    assert line.reception.heard[0].opt_out == meant


def _fail() -> None:
    try:
        raise ValueError(f"{ALICE} {CANARY}")
    except ValueError as error:
        raise RuntimeError(CANARY) from error


def test_a_failure_is_told_honestly_and_logged_without_number_or_text(
    line: Line, log: list[Any], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    line.reception.trouble = _fail
    assert line.said(Body=CANARY) == ["Er ging iets mis. Nood: 112."]
    (entry,) = log
    assert (entry["event"], entry["error"], entry["log_level"]) == ("sms_not_answered", "RuntimeError", "error")
    assert " _fail" in entry["trace"]
    assert "ValueError" in entry["trace"]
    everything = f"{log}{caplog.text}{capsys.readouterr()}"
    assert CANARY not in everything
    assert ALICE not in everything


def test_a_failure_on_stop_stays_silent(line: Line, log: list[Any]) -> None:
    line.reception.trouble = _fail
    assert line.said(Body="STOP") == []


def test_even_without_a_failure_text_twilio_gets_good_xml(
    line: Line, log: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    line.reception.trouble = _fail
    monkeypatch.setattr(line.reception, "failure_text", _fail)
    assert line.said() == []
    assert [entry["event"] for entry in log] == ["sms_not_answered", "sms_without_failure_text"]


def test_nobody_waits_longer_than_the_deadline_and_a_late_failure_is_logged(log: list[Any]) -> None:
    line, go_on, logged = Line(deadline=0.05), threading.Event(), threading.Event()

    def slow() -> None:
        go_on.wait(5)
        _fail()

    line.reception.trouble = slow
    assert line.said() == ["Er ging iets mis. Nood: 112."]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.sms.webhook._log", _Log(logged))
        go_on.set()
        assert logged.wait(5)
    assert [entry["error"] for entry in log] == ["TimeoutError"]


class _Log:
    def __init__(self, logged: threading.Event) -> None:
        self._logged = logged

    def error(self, event: str, **facts: str) -> None:
        assert (event, facts["error"]) == ("sms_not_answered_late", "RuntimeError")
        self._logged.set()


def test_a_late_answer_is_no_failure(log: list[Any]) -> None:
    line, go_on = Line(deadline=0.05), threading.Event()
    line.reception.trouble = lambda: go_on.wait(5)
    assert line.said() == ["Er ging iets mis. Nood: 112."]
    line.reception.trouble = lambda: None
    go_on.set()
    assert line.said(Body="nog eens") == ["Je zei: nog eens"]
    assert len(log) == 1


def test_nothing_is_logged_of_a_message_that_is_answered(
    line: Line, log: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    line.said(Body=CANARY)
    line.said(Body=CANARY, From="Gemeente")
    line.post(signed="fout", Body=CANARY)
    everything = f"{log}{caplog.text}"
    assert [entry["event"] for entry in log] == ["sms_sender_cannot_be_answered", "sms_signature_refused"]
    assert CANARY not in everything
    assert ALICE not in everything


def status(line: Line, query: str = "?id=p1", **fields: str) -> int:
    return line.post(f"/sms/status{query}", **{"MessageStatus": "delivered", "MessageSid": "SM1", **fields}).status_code


def test_a_status_is_recorded(line: Line) -> None:
    assert status(line) == 204
    assert status(line, MessageStatus="undelivered", ErrorCode="30005") == 204
    assert line.records.told == [("p1", "SM1", "delivered", None), ("p1", "SM1", "undelivered", 30005)]


def test_a_status_without_a_good_signature_is_refused(line: Line) -> None:
    assert line.post("/sms/status?id=p1", signed="fout", MessageStatus="delivered").status_code == 403
    assert line.records.told == []


@pytest.mark.parametrize(
    ("query", "fields"),
    [("", {}), ("?id=", {}), ("?id=p%201", {}), ("?id=p1", {"MessageStatus": ""}), ("?id=p1", {"MessageSid": ""})],
)
def test_a_status_of_nothing_is_accepted_and_forgotten(line: Line, query: str, fields: dict[str, str]) -> None:
    assert status(line, query, **fields) == 204
    assert line.records.told == []


def test_an_unknown_status_is_passed_on_and_a_strange_code_left_out(line: Line) -> None:
    assert status(line, MessageStatus="teleported", ErrorCode="x") == 204
    assert line.records.told == [("p1", "SM1", "teleported", None)]


def test_a_status_that_cannot_be_recorded_is_logged(line: Line, log: list[Any]) -> None:
    line.records.broken = True
    assert status(line) == 204
    assert (log[0]["event"], log[0]["error"]) == ("sms_status_not_recorded", "OSError")
    assert CANARY not in str(log)


def test_the_simulator_goes_through_the_real_webhook(line: Line) -> None:
    assert post_as_twilio(line.app, SETTINGS, ALICE, "één 😀 vraag\ud83d") == ("Je zei: één 😀 vraag",)
    assert post_as_twilio(line.app, SETTINGS, ALICE, "STOP") == ()
    assert line.reception.heard[0].sid != line.reception.heard[1].sid


def test_the_simulator_says_when_the_webhook_refuses(line: Line) -> None:
    other = SETTINGS.model_copy(update={"twilio_account_sid": "AC" + "3" * 32})
    with pytest.raises(RuntimeError, match="403"):
        post_as_twilio(line.app, other, ALICE, "hallo")


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (None, []),
        ("", []),
        ("\x00\x0b", []),
        ("a\x00\x0b\x1bb\ud800\ufffe", ["ab"]),
        ("a\r\nb", ["a\nb"]),
        ("a" * 1700, ["a" * 1600]),
        ("😀" * 900, ["😀" * 800]),
        ("a" + "😀" * 900, ["a" + "😀" * 799]),
    ],
)
def test_an_answer_is_xml_that_twilio_sends(text: str | None, sent: list[str]) -> None:
    assert [message.text for message in ElementTree.fromstring(twiml(text).encode()).iter("Message")] == sent
