"""What a newcomer does first: text a question, reply with a digit, set a reminder, and see it arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.service import Service
from assistant.settings import Settings
from assistant.sms.simulator import post_as_twilio
from portal import build

ALICE = "+31612345678"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    url = f"sqlite:///{tmp_path_factory.mktemp('whole') / 'way.sqlite'}"
    service = Service.open(Settings(database_url=url))
    yield service
    service.content.stop()
    service.database.close()


@pytest.fixture(scope="module")
def app(service: Service) -> Flask:
    app = build(service)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_from_a_question_to_the_reminder_on_the_phone(app: Flask, service: Service, client: FlaskClient) -> None:
    def text(message: str) -> str:
        return post_as_twilio(app, service.settings, ALICE, message)[0]

    answer = text("ik heb geen adres meer en krijg geen post")
    assert answer.startswith("Geen woonadres?")
    assert "Bron: Wet BRP, art. 2.23" in answer
    first_choice = re.search(r"^1 (.+)$", answer, re.MULTILINE)
    assert first_choice

    topic = service.content.current.knowledge.topic("nl", "briefadres")
    assert topic
    following = service.content.current.knowledge.topic("nl", topic.next[0])
    assert following
    assert first_choice[1] == following.menu_label
    assert text("1").startswith(following.sms[:40])

    day = datetime.now(UTC) + timedelta(days=30)
    assert "Klopt dat?" in text(f"herinner me {day:%d-%m-%Y} half 11 afspraak gemeente")
    assert "Staat klaar" in text("ja")

    service.worker().tick(datetime.combine(day.date(), datetime.min.time(), UTC).replace(hour=9))
    page = client.get("/phone").get_data(as_text=True)
    assert "10:30: afspraak gemeente" in page


def test_the_web_chat_gives_the_same_answer_in_both_languages(client: FlaskClient) -> None:
    for code, question, begins in (
        ("nl", "ik heb geen adres meer en krijg geen post", "Geen woonadres?"),
        ("en", "i lost my home and get no post, how do i get a postal address", "briefadres"),
    ):
        page = client.get(f"/{code}/chat").get_data(as_text=True)
        form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
        shown = client.post(f"/{code}/chat", data={**form, "choice": "", "message": question}, follow_redirects=True)
        assert shown.status_code == 200
        assert begins in shown.get_data(as_text=True)
        assert f"/{code}/wonen/briefadres" in shown.get_data(as_text=True)


def test_a_real_message_of_twilio_is_answered_as_twiml(app: Flask, service: Service) -> None:
    texts = post_as_twilio(app, service.settings, "+31612345679", "i have no place to sleep tonight")

    assert "112" in texts[0]
    assert ElementTree.fromstring(f"<m>{len(texts)}</m>").text == "1"


def test_health_tells_the_state(client: FlaskClient) -> None:
    health = client.get("/health")

    assert health.status_code == 200
    assert health.get_json()["status"] == "ok"
    assert health.get_json()["content"]["problems"] == []


def test_the_worker_of_the_same_process_starts_and_stops(service: Service) -> None:
    worker = service.worker()
    worker.start()
    worker.stop()


def test_wsgi_names_the_application(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THUISBERICHT_DATABASE_URL", f"sqlite:///{tmp_path / 'wsgi.sqlite'}")
    import wsgi

    assert wsgi.app.test_client().get("/health").status_code == 200
    wsgi.app.extensions["thuisbericht"].service.content.stop()
