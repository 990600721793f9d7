"""The web chat, as somebody at a walk-in point uses it, with and without the script."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.dialogue.model import Checked, Choice, Choices, Help, Hint, Local, Reply, Text
from assistant.knowledge import Source
from assistant.matching import Scored
from assistant.service import Service
from portal import chat

JSON = {"Accept": "application/json"}


def say(browser: Any, text: str, field: str = "message", code: str = "nl") -> Any:
    """Type a text on the page and send it; the page after it."""
    page = browser.get(f"/{code}/chat")
    form = {"csrf_token": page.hidden("csrf_token"), "page": page.hidden("page"), field: text}
    return browser.send(f"/{code}/chat", form)


def test_an_answer_comes_with_its_source_and_a_link_to_the_page(browser: Any) -> None:
    page = say(browser, "briefadres aanvragen")
    mine, answer = page.find("thuisbericht-message")
    assert "briefadres aanvragen" in "".join(mine.itertext())
    assert "Wet BRP" in "".join(answer.itertext())
    assert "/nl/wonen/briefadres" in page.links()
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_question_in_english_on_the_dutch_page_is_answered_in_english(browser: Any) -> None:
    page = say(browser, "how do i apply for a briefadres, i have no place to live")
    assert [one.get("lang") for one in page.find("thuisbericht-reply")] == ["en"]
    assert "/en/wonen/briefadres" in page.links()


def test_a_choice_is_a_button_that_sends_its_digit_and_only_the_last_question_has_buttons(browser: Any) -> None:
    page = say(browser, "hoe kom ik aan een briefadres")
    choices = [one for one in page.find("thuisbericht-choice") if one.tag == "button"]
    assert [one.get("value") for one in choices] == [str(number) for number in range(1, len(choices) + 1)]
    assert {one.get("form") for one in choices} == {"keuze"}
    page = say(browser, "1", field="choice")
    assert len(page.find("thuisbericht-message")) == 4
    first_answer = page.find("thuisbericht-message")[1]
    assert [one.tag for one in first_answer.iter("button")] == []
    assert "1 " in "".join(first_answer.itertext())


def test_danger_gets_the_crisis_line_with_a_link_to_call(browser: Any) -> None:
    page = say(browser, "ik wil dood")
    assert "tel:113" in [one.get("href") for one in page.find("thuisbericht-reply")[0].iter("a")]


def test_a_form_that_is_sent_twice_is_answered_once_and_another_text_is_not_swallowed(browser: Any) -> None:
    page = browser.get("/nl/chat")
    form = {"csrf_token": page.hidden("csrf_token"), "page": page.hidden("page"), "message": "briefadres"}
    for _ in range(2):
        page = browser.send("/nl/chat", form)
    assert len(page.find("thuisbericht-message")) == 2
    page = browser.send("/nl/chat", {**form, "message": "digid aanvragen"})
    assert len(page.find("thuisbericht-message")) == 4


def test_the_script_gets_what_is_new_and_an_id_for_the_next_message(browser: Any) -> None:
    page = browser.get("/nl/chat")
    form = {"csrf_token": page.hidden("csrf_token"), "page": page.hidden("page"), "message": "briefadres <b>"}
    said = browser.post("/nl/chat", form, **JSON).get_json()
    assert said["page"] != form["page"]
    assert said["html"].count("<li") == 2 and "data-mine" in said["html"]
    assert "briefadres &lt;b&gt;" in browser.get("/nl/chat").html


def test_the_script_is_told_what_is_wrong(browser: Any) -> None:
    browser.get("/nl/chat")
    answer = browser.post("/nl/chat", {"message": "briefadres"}, **JSON)
    assert answer.status_code == 400
    assert "laad de pagina opnieuw" in answer.get_json()["error"]


def test_a_form_from_another_site_is_refused(browser: Any) -> None:
    page = browser.send("/nl/chat", {"message": "stop", "page": "a" * 22})
    assert page.status == 400
    assert browser.get("/nl/chat").find("thuisbericht-message") == []


@pytest.mark.parametrize("page_id", ["", "kort", "a b c d e f g h", "x" * 41, "<script>"])
def test_a_form_without_the_id_of_its_page_is_refused(browser: Any, page_id: str) -> None:
    token = browser.get("/nl/chat").hidden("csrf_token")
    assert browser.send("/nl/chat", {"csrf_token": token, "page": page_id, "message": "hoi"}).status == 400


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "\ufffd", "a" * 3000])
def test_what_cannot_be_read_is_answered_kindly(browser: Any, text: str) -> None:
    page = say(browser, text)
    assert page.status == 200
    assert len(page.find("thuisbericht-reply")) == 1


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "&lt;b&gt;"]
)
def test_what_somebody_types_is_shown_as_they_typed_it(browser: Any, text: str) -> None:
    page = say(browser, text)
    assert "".join(page.find("thuisbericht-message__text")[0].itertext()) == text


def test_two_visitors_do_not_see_each_other(browser: Any, app: Any) -> None:
    say(browser, "briefadres voor alice")
    other = type(browser)(app.test_client())
    assert "alice" not in say(other, "digid voor bob").text
    assert "bob" not in browser.get("/nl/chat").text


def test_the_visitor_is_forgotten_with_the_browser(browser: Any) -> None:
    page = browser.get("/nl/chat")
    cookie = page.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie


def test_a_conversation_can_be_deleted_on_the_page(browser: Any, service: Service) -> None:
    page = say(browser, "briefadres voor alice")
    delete = next(one.get("value") for one in page.root.iter("button") if one.get("value") == "wis")
    page = say(browser, delete, field="choice")
    assert page.find("thuisbericht-message") == []
    assert service.content.current.knowledge.languages["nl"].messages["deleted"] in page.text
    assert "alice" not in browser.get("/nl/chat").text


def test_the_script_is_sent_to_an_empty_page_after_deleting(browser: Any) -> None:
    page = say(browser, "briefadres")
    form = {"csrf_token": page.hidden("csrf_token"), "page": page.hidden("page"), "choice": "wis"}
    said = browser.post("/nl/chat", form, **JSON).get_json()
    assert said == {"address": "/nl/chat?deleted=1"}


def test_a_reply_becomes_one_piece_of_safe_html(app: Any, service: Service) -> None:
    knowledge = service.content.current.knowledge
    language = knowledge.languages["en"]
    source = Source(title="Law <1>", read=date(2026, 11, 21))
    reply = Reply(
        "en",
        "answer",
        (
            Text("Call 0800-8020.\nSay: <help>"),
            Local("In Dordrecht: 6 months."),
            Help(knowledge.nation.services[:1], "Dordrecht", "14 078"),
            Help((), "Dordrecht", "14 078"),
            Choices((Choice(1, "One & two", "briefadres"),)),
            Choices(()),
            Checked(source, date(2026, 11, 21)),
            Hint(language.messages["sms.more"]),
            Hint("Text your town."),
        ),
        (Scored("briefadres", 1.0), Scored("gone", 0.2)),
        "dordrecht",
    )
    with app.test_request_context("/nl/chat"):
        (html,) = chat.layout(reply, language)
    assert '<a href="tel:08008020" rel="noreferrer">0800-8020</a>.\nSay: &lt;help&gt;' in html
    assert knowledge.nation.services[0].name in html
    assert '<a href="tel:14078" rel="noreferrer">14 078</a>' in html
    assert html.count("<button") == 1 and ">1 One &amp; two</button>" in html
    assert "In Dordrecht: 6 months." in html
    assert "Law &lt;1&gt;, checked 21 November 2026" in html
    assert language.messages["sms.more"] not in html and "Text your town." in html
    assert html.count('href="/en/wonen/briefadres"') == 1


def test_a_stored_reply_that_was_tampered_with_does_no_harm(app: Any) -> None:
    bad = '<p onclick="x()">hi</p><script>x()</script><a href="javascript:x()">a</a><form action="//evil">'
    message = chat.Message("out", bad, datetime(2026, 11, 22, 12, tzinfo=UTC), "sent")
    with app.test_request_context("/nl/chat"):
        (said,) = chat.transcript([message])
    assert said.text == '<p>hi</p><a rel="noreferrer">a</a>'
    assert said.at == "13:00"


def test_an_answer_links_to_its_own_page_and_not_to_runners_up(browser: Any) -> None:
    page = say(browser, "hoe kom ik aan een briefadres")
    (answer,) = page.find("thuisbericht-reply")
    links = [one.get("href") for one in answer.iter("a") if str(one.get("href")).startswith("/")]
    assert links == ["/nl/wonen/briefadres"]
