"""What does not fit gets a page that helps, in the reader's language and with the right status."""

from __future__ import annotations

import logging
from typing import Any

import pytest
import structlog.testing

from assistant.knowledge.problem import Problem
from assistant.service import Service


@pytest.mark.parametrize(
    "address",
    [
        "/xx/",
        "/nl/niets/",
        "/nl/wonen/niets",
        "/nl/near/nergens",
        "/nl/wonen/..%2f..%2fetc%2fpasswd",
        "/nl/wonen/%00",
        "/en/wonen/%F0%9F%98%80",
        "/static/missing.css",
        "/wp-login.php",
        "/" + "a" * 5000,
    ],
)
def test_what_is_not_there_gets_a_page_with_a_way_on(browser: Any, address: str) -> None:
    page = browser.get(address)
    assert page.status == 404
    code = "en" if address.startswith("/en/") else "nl"
    assert page.root.get("lang") == code
    assert {f"/{code}/", f"/{code}/chat", "tel:112", "tel:113", "tel:08002000"} <= set(page.links())


def test_an_unknown_language_is_answered_in_that_of_the_browser(browser: Any) -> None:
    assert browser.get("/xx/", **{"Accept-Language": "en"}).root.get("lang") == "en"


@pytest.mark.parametrize("address", ["/nl/", "/nl/wonen/briefadres", "/health"])
def test_another_method_is_refused(browser: Any, address: str) -> None:
    response = browser.client.delete(address)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "tel:112" in response.get_data(as_text=True)


def test_a_huge_body_is_refused(browser: Any) -> None:
    token = browser.get("/nl/chat").hidden("csrf_token")
    response = browser.post("/nl/chat", {"csrf_token": token, "message": "a" * 70_000})
    assert response.status_code == 413
    assert "te veel tekst" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "question",
    ["a" * 201, "bed%00", "bed%1B[31m", "bed%0Aroof", "%E2%80%AEdeb", "bed%07"],
)
def test_a_question_that_cannot_be_read_is_told_so(browser: Any, question: str) -> None:
    page = browser.get(f"/nl/search?q={question}")
    assert page.status == 400
    assert [one.get("role") for one in page.find("thuisbericht-form-error")] == ["alert"]


@pytest.mark.parametrize(
    "question",
    ["%FF%FE", "%3Cscript%3Ealert(1)%3C/script%3E", "%22%27%3E%3C", "AND OR NOT *:* (", "%D8%AD", "😀", "  "],
)
def test_an_odd_question_is_searched_and_shown_as_text(browser: Any, question: str) -> None:
    page = browser.get(f"/en/search?q={question}")
    assert page.status == 200
    assert "alert(1)" not in "".join(page.texts("script"))


def test_a_fault_inside_gets_an_honest_page_and_is_logged_without_what_was_typed(
    browser: Any, service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(typed: str, *_: object) -> None:
        raise ValueError(typed)

    monkeypatch.setattr(service.content.current.index, "search", fail, raising=False)
    with structlog.testing.capture_logs() as logs, caplog.at_level(logging.DEBUG):
        page = browser.get("/en/search?q=canary")
    assert page.status == 500
    assert "Something went wrong here." in page.texts("h1")
    assert "tel:112" in page.links()
    assert [one["event"] for one in logs] == ["page failed"]
    assert "canary" not in str(logs) + caplog.text


def test_health_tells_the_revision_the_mistakes_and_the_queue(app: Any, service: Service) -> None:
    response = app.test_client().get("/health")
    assert response.status_code == 200
    assert response.get_json() == {
        "status": "ok",
        "content": {"revision": service.content.current.knowledge.revision, "problems": []},
        "database": "ok",
        "outbox": {"texts": {}, "oldest_due_seconds": 0},
    }


def test_health_names_a_wrong_content_file_and_stays_up(
    app: Any, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.content, "problems", [Problem("nl/wonen/briefadres.md", 7, "title: te lang")])
    response = app.test_client().get("/health")
    assert response.status_code == 200
    assert response.get_json()["status"] == "content"
    assert response.get_json()["content"]["problems"] == ["nl/wonen/briefadres.md:7: title: te lang"]


def test_health_fails_without_a_database(app: Any, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("no such host: canary")

    monkeypatch.setattr(service.database, "reading", fail)
    response = app.test_client().get("/health")
    assert (response.status_code, response.get_json()["database"]) == (503, "unreachable")
    assert "canary" not in response.get_data(as_text=True)
