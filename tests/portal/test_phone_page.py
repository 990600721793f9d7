"""The phone simulator: it sends through the webhook and shows what would arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.service import Service
from assistant.settings import Settings
from assistant.store import people, reminders
from assistant.store.phone import Message
from portal import create_app
from portal.phone import NUMBERS, on_screen


def send(browser: Any, text: str, number: str = NUMBERS[0]) -> Any:
    token = browser.get("/phone").hidden("csrf_token")
    return browser.send("/phone", {"csrf_token": token, "from": number, "text": text})


def bubbles(page: Any, side: str) -> list[str]:
    return ["".join(one.itertext()).strip() for one in page.find(f"thuisbericht-bubble--{side}")]


@pytest.fixture
def fresh(browser: Any, service: Service) -> Any:
    """A browser in front of phones on which nothing stands yet."""
    with service.database.transaction() as session:
        for number in NUMBERS:
            fingerprint = service.vault.fingerprint("sms", number)
            person = people.find_or_create(session, "sms", fingerprint, None, datetime.now(UTC))
            people.delete_person(session, person.id)
    yield browser
    send(browser, "START")


def test_a_text_is_answered_with_its_number_of_parts(fresh: Any) -> None:
    page = send(fresh, "ik slaap vannacht buiten")
    (sent,), (answer,) = bubbles(page, "in"), bubbles(page, "out")
    assert "ik slaap vannacht buiten" in sent
    assert "112" in answer and "GSM-7" in answer
    assert "delen" in answer or "deel" in answer
    assert page.response.headers["Cache-Control"] == "no-store"


def test_every_phone_has_its_own_texts(fresh: Any) -> None:
    send(fresh, "briefadres", NUMBERS[0])
    page = fresh.get("/phone?from=%2B31612345679")
    assert bubbles(page, "in") == []
    assert "briefadres" in send(fresh, "briefadres", NUMBERS[1]).text


def test_after_stop_the_carrier_answers_itself_and_delivers_nothing_until_start(fresh: Any) -> None:
    page = send(fresh, "STOP")
    assert bubbles(page, "out") == []
    assert len(bubbles(page, "note")) >= 1
    page = send(fresh, "briefadres")
    assert bubbles(page, "out") == []
    page = send(fresh, "START")
    assert len(bubbles(page, "out")) == 1


def test_a_reminder_that_the_worker_sent_appears(fresh: Any, service: Service) -> None:
    send(fresh, "hallo")
    before = len(bubbles(fresh.get("/phone"), "out"))
    noon = datetime(2026, 11, 24, 11, tzinfo=UTC)
    with service.database.transaction() as session:
        fingerprint = service.vault.fingerprint("sms", NUMBERS[0])
        number = service.vault.encrypt(NUMBERS[0])
        person = people.find_or_create(session, "sms", fingerprint, number, noon)
        text = reminders.PlannedMessage("now", service.vault.encrypt("Morgen 10:00 tandarts."), noon, None)
        about = service.vault.encrypt("tandarts")
        moment = noon + timedelta(days=1)
        reminder = reminders.NewReminder(
            person.id, "afspraak", about, moment.replace(tzinfo=None), "Europe/Amsterdam", moment, (text,)
        )
        reminders.add(session, reminder, noon)
    assert service.outbox.send_due(10, noon) == 1
    page = fresh.get("/phone")
    assert len(bubbles(page, "out")) == before + 1
    assert "Morgen 10:00 tandarts." in page.text
    part = fresh.client.get("/phone?part=screen").get_data(as_text=True)
    assert "Morgen 10:00 tandarts." in part and "<html" not in part


def test_a_text_that_costs_more_is_shown_so(fresh: Any, app: Any) -> None:
    now = datetime(2026, 11, 24, 11, tzinfo=UTC)
    with app.test_request_context("/phone"):
        (bubble,) = on_screen([Message("out", "ж" * 71, now, "sent")])
    assert (bubble.parts, bubble.encoding, bubble.at) == (2, "UCS-2", "12:00")


def test_markup_stays_text(fresh: Any) -> None:
    page = send(fresh, "<script>alert(1)</script> 'x' & y")
    assert "<script>alert(1)</script> 'x' & y" in bubbles(page, "in")[0]


def test_an_empty_text_sends_nothing(fresh: Any) -> None:
    assert bubbles(send(fresh, "  "), "in") == []


@pytest.mark.parametrize("number", ["", "+32123", "+31612345678; DROP", "canary"])
def test_a_number_that_is_not_offered_is_refused(browser: Any, number: str) -> None:
    assert browser.get(f"/phone?from={number.replace('+', '%2B')}").status == 400
    token = browser.get("/phone").hidden("csrf_token")
    assert browser.send("/phone", {"csrf_token": token, "from": number, "text": "hoi"}).status == 400


def test_a_form_from_another_site_is_refused(browser: Any) -> None:
    assert browser.send("/phone", {"from": NUMBERS[0], "text": "STOP"}).status == 400


def test_the_webhook_needs_no_form_token_but_a_signature(app: Any) -> None:
    assert app.test_client().post("/sms", data={"Body": "hoi", "From": NUMBERS[0]}).status_code == 403


def test_with_a_twilio_account_there_is_no_simulator_and_the_number_is_on_the_pages(
    browser: Any, tmp_path: Path
) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'real.sqlite'}",
        secret_key=SecretStr("k" * 40),
        public_url="https://sms.example.nl",
        twilio_account_sid="AC" + "1" * 32,
        twilio_auth_token=SecretStr("token"),
        twilio_from="+31612345670",
    )
    made = create_app(settings)
    service = made.extensions["thuisbericht"].service
    real = type(browser)(made.test_client())
    assert real.get("/phone").status == 404
    home = real.get("/nl/")
    assert "Sms naar 06 12345670" in home.text
    assert "sms:+31612345670" in home.links()
    assert "/phone" not in home.links()
    assert "max-age" in home.response.headers["Strict-Transport-Security"]
    assert "Sms je vraag naar 06 12345670" in real.get("/nl/wonen/briefadres").text
    page = real.get("/nl/chat", **{"X-Forwarded-Proto": "https"})
    assert "Secure" in page.response.headers["Set-Cookie"]
    service.content.stop()
    service.database.close()
