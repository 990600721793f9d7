"""Every page of the real content, in each language. The `browser` checks each page that it looks at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest

from assistant.knowledge import Service
from portal import cards
from portal.here import here
from portal.pages import TONIGHT

LANGUAGES = ("nl", "en")


def test_it_serves_every_page_and_no_link_leads_nowhere(browser: Any, service: Any) -> None:
    knowledge = service.content.current.knowledge
    browser.links |= {f"/{code}/" for code in knowledge.languages}
    seen: dict[str, Any] = {}
    while waiting := {urldefrag(link).url for link in browser.links} - set(seen):
        for address in sorted(waiting):
            seen[address] = browser.get(address)
    assert {address: page.status for address, page in seen.items() if page.status != 200} == {}
    for address, anchor in map(urldefrag, browser.links):
        ids = {one.get("id") for one in seen[address].root.iter()}
        assert not anchor or anchor in ids, f"{address} has no {anchor}"
    for code, topic_id in knowledge.topics:
        assert f"/{code}/{knowledge.topics[code, topic_id].area}/{topic_id}" in seen
    for municipality in knowledge.municipalities:
        assert f"/nl/near/{municipality}" in seen


@pytest.mark.parametrize("code", LANGUAGES)
def test_home_shows_the_areas_the_search_box_and_a_place_for_tonight(browser: Any, service: Any, code: str) -> None:
    page = browser.get(f"/{code}/")
    knowledge = service.content.current.knowledge
    assert page.root.get("lang") == code
    assert set(knowledge.languages[code].areas.values()) <= set(page.texts("strong"))
    assert f"/{code}/wonen/{TONIGHT}" in page.links()
    assert {"tel:112", "tel:113", "tel:08002000"} <= set(page.links())
    assert f"/{code}/chat" in page.links()
    assert any(one.get("name") == "q" for one in page.root.iter("input"))


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "nl"),
        ("en-GB,en;q=0.9", "en"),
        ("nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("fr", "nl"),
        ("fr,en;q=0.3", "en"),
        ("***;;q=x", "nl"),
    ],
)
def test_the_root_goes_to_the_language_of_the_browser(app: Any, accept: str, language: str) -> None:
    response = app.test_client().get("/", headers={"Accept-Language": accept})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_topic_has_its_five_sections_its_sources_and_its_date(browser: Any, service: Any, code: str) -> None:
    page = browser.get(f"/{code}/wonen/briefadres")
    language = service.content.current.knowledge.languages[code]
    topic = service.content.current.knowledge.topics[code, "briefadres"]
    headings = page.texts("h2")
    positions = [headings.index(language.headings[name]) for name in topic.sections]
    assert positions == sorted(positions)
    assert page.texts("h1") == [topic.title]
    for source in topic.sources:
        assert source.title in page.text
    assert str(topic.checked.year) in page.text
    assert "tel:08008020" in page.links()


def test_links_in_a_text_lead_to_the_topic_in_the_same_language(browser: Any) -> None:
    assert "/nl/wonen/inwonen" in browser.get("/nl/wonen/briefadres").links()
    assert "/en/wonen/inwonen" in browser.get("/en/wonen/briefadres").links()


def test_the_language_switch_leads_to_the_same_page(browser: Any) -> None:
    for path in ("/", "/geld/", "/wonen/briefadres", "/near/dordrecht", "/near", "/chat", "/search?q=bed"):
        assert f"/en{path}" in browser.get(f"/nl{path}").links()


def test_a_topic_under_another_area_leads_to_the_right_address(browser: Any) -> None:
    response = browser.client.get("/nl/geld/briefadres")
    assert (response.status_code, response.headers["Location"]) == (301, "/nl/wonen/briefadres")


def test_a_town_that_is_chosen_is_remembered_until_the_browser_closes(browser: Any) -> None:
    assert "14 078" not in browser.get("/nl/wonen/briefadres").text
    page = browser.get("/nl/wonen/briefadres?place=DORDRECHT")
    assert "Hulp in Dordrecht" in page.text and "14 078" in page.text
    cookie = page.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Max-Age" not in cookie and "Expires" not in cookie
    assert "Hulp in Dordrecht" in browser.get("/nl/wonen/opvang-aanvragen").text
    assert "/nl/near/dordrecht" in browser.get("/nl/").links()
    browser.get("/nl/wonen/briefadres?place=")
    assert "Dordrecht" not in browser.get("/nl/wonen/opvang-aanvragen").text


def test_what_a_town_adds_stands_on_the_page_as_local(browser: Any, service: Any) -> None:
    knowledge = service.content.current.knowledge
    local = {
        (town.id, topic_id): line
        for town in knowledge.municipalities.values()
        for topic_id, addition in town.topics.items()
        if (line := addition.text("nl"))
    }
    for (town_id, topic_id), line in local.items():
        page = browser.get(f"/nl/{knowledge.topics['nl', topic_id].area}/{topic_id}?place={town_id}")
        (box,) = page.find("thuisbericht-local")
        assert line.split(".")[0] in "".join(box.itertext())


def test_a_town_without_a_file_gets_the_number_of_the_municipality_and_the_national_lines(browser: Any) -> None:
    page = browser.get("/nl/near/meppel")
    assert "Bel de gemeente: 14 + netnummer" in page.text
    assert "Overal in Nederland" in page.text
    assert "kennen we hier nog geen plek voor" in browser.get("/nl/wonen/briefadres?place=Meppel").text


def test_a_village_leads_to_its_municipality(browser: Any) -> None:
    response = browser.client.get("/nl/near?place=Klazienaveen")
    assert (response.status_code, response.headers["Location"]) == (303, "/nl/near/emmen?village=Klazienaveen")


def test_a_misspelled_town_gets_suggestions(browser: Any) -> None:
    page = browser.get("/nl/near?place=Dordrechd")
    assert "Deze plaats kennen we niet" in page.text
    assert "/nl/near?place=Dordrecht" in page.links()
    assert "/nl/wonen/briefadres?place=Dordrecht" in browser.get("/nl/wonen/briefadres?place=Dordrechd").links()
    assert "kennen we niet" in browser.get("/nl/near?place=%C3%A9%00zzz").text


def test_services_of_a_town_stand_under_their_kind_with_source_and_date(browser: Any, service: Any) -> None:
    knowledge = service.content.current.knowledge
    page = browser.get("/nl/near/dordrecht")
    for one in knowledge.municipalities["dordrecht"].services:
        assert one.name in page.text and one.source.title in page.text
        assert knowledge.languages["nl"].kinds[one.kind] in page.texts("h2")


def test_the_page_packs_itself_for_a_browser_that_can_unpack(app: Any) -> None:
    client = app.test_client()
    packed = client.get("/nl/near/amsterdam", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/nl/near/amsterdam")
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert len(packed.get_data()) < len(plain.get_data()) / 3
    # A page with a secret and a typed text is not packed: its size would tell about the secret.
    assert "Content-Encoding" not in client.get("/nl/chat", headers={"Accept-Encoding": "gzip"}).headers


def test_search_finds_topics_and_services_and_every_result_leads_to_its_place(browser: Any, service: Any) -> None:
    for question in ("briefadres", "luisterlijn", "daklozen eten dordrecht", "juridisch loket"):
        page = browser.get(f"/nl/search?q={question}")
        found = [one.get("href") for one in page.find("thuisbericht-results__link")]
        assert found, question
        for address, anchor in map(urldefrag, found):
            there = browser.get(address)
            assert there.status == 200
            assert not anchor or anchor in {one.get("id") for one in there.root.iter()}


def test_search_says_what_it_searched_for_and_what_to_do_when_nothing_is_found(browser: Any) -> None:
    assert "We zochten op" in browser.get("/nl/search?q=uitkeerng").text
    page = browser.get("/nl/search?q=xqzwv")
    assert "Er is niets gevonden" in page.text and "/nl/chat" in page.links()
    assert "resultaten" not in browser.get("/nl/search").text


@pytest.mark.parametrize(
    ("address", "status", "location"),
    [("/nl", 308, "/nl/"), ("/nl/wonen", 308, "/nl/wonen/"), ("/favicon.ico", 301, "/static/favicon.svg")],
)
def test_an_address_that_is_nearly_right_leads_on(app: Any, address: str, status: int, location: str) -> None:
    response = app.test_client().get(address)
    assert response.status_code == status
    assert urlsplit(response.headers["Location"]).path == location


def test_a_service_shows_all_that_is_known_of_it_and_leaves_out_the_rest(app: Any) -> None:
    facts = {
        "id": "loket",
        "kind": "dokter",
        "name": "Straatdokter",
        "text": {"nl": "Bel 078-6391234."},
        "hours": "24/7",
        "languages": ["nl", "ti", "zz-no-language"],
        "source": {"title": "eigen bezoek", "read": "2026-11-21"},
        "checked": "2026-11-21",
    }
    noon = datetime(2026, 11, 24, 11, tzinfo=UTC)
    with app.test_request_context("/en/"):
        shown = cards.card(Service.model_validate(facts), here(), noon)
    assert (shown.hours, shown.is_open, shown.checked) == ("day and night", True, "21 November 2026")
    assert shown.languages == "Dutch, Tigrinya, zz-no-language"
    assert "tel:0786391234" in shown.text, "a sentence in Dutch helps more than none"
    assert (shown.cost, shown.bring, shown.website, shown.audience) == ("", "", "", "")


def test_a_language_that_babel_does_not_know_gets_dates_in_english(app: Any) -> None:
    with app.test_request_context("/nl/"):
        page = here()
        strange = replace(page, language=page.language.model_copy(update={"code": "zz-no-language"}))
        assert strange.day(date(2026, 11, 21)) == "21 November 2026"


def test_reading_leaves_no_cookie(app: Any) -> None:
    for address in ("/nl/", "/nl/wonen/", "/nl/wonen/briefadres", "/nl/search?q=bed", "/nl/near/dordrecht"):
        assert "Set-Cookie" not in app.test_client().get(address).headers
