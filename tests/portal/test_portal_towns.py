"""Towns on the website: villages, namesakes, postcodes, the nearest shelter, and notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from assistant.knowledge import KnowledgeBase, Notice
from assistant.reception import edition
from assistant.reminders.clock import AMSTERDAM
from portal import towns

TONIGHT = "/nl/wonen/slaapplek-vannacht"
SHELTER = "Opvang dichtbij: gemeente Assen, bel 14 0592. Je mag je in elke gemeente melden."
COLD = "Let op: Extra bedden vannacht, bel 14 078."


@pytest.fixture
def knowledge(service: Any) -> KnowledgeBase:
    found: KnowledgeBase = service.content.current.knowledge
    return found


@pytest.mark.parametrize(
    ("typed", "town", "village"),
    [
        ("Gieten", "aa-en-hunze", "Gieten"),
        ("aa en hunze", "aa-en-hunze", None),
        ("Denhaag", "den-haag", None),
        ("Bergen (Limburg)", "bergen-l", None),
        ("hengelo gelderland", "bronckhorst", "Hengelo (Gelderland)"),
        ("3311 AB", "dordrecht", None),
        ("3011", "rotterdam", None),
        ("9999", None, None),
    ],
)
def test_a_name_or_postcode_leads_to_its_municipality(
    knowledge: KnowledgeBase, typed: str, town: str | None, village: str | None
) -> None:
    choice = towns.find(knowledge, typed)

    assert (choice.town.id if choice.town else None, choice.village) == (town, village)


def test_a_name_of_several_places_is_asked_about(browser: Any) -> None:
    page = browser.get("/nl/near?place=Hengelo")

    assert "Er zijn meer plaatsen met deze naam." in page.text
    assert "Deze plaats kennen we niet" not in page.text
    links = [link for link in page.links() if "Hengelo" in link]
    assert len(links) == 2
    assert {browser.client.get(link).headers["Location"].partition("?")[0] for link in links} == {
        "/nl/near/hengelo",
        "/nl/near/bronckhorst",
    }


def test_a_municipality_without_a_file_names_the_nearest_shelter(browser: Any) -> None:
    assert SHELTER in browser.get("/nl/near/aa-en-hunze").text
    assert "Shelter nearby: gemeente Assen, call 14 0592." in browser.get("/en/near/aa-en-hunze").text
    assert "tel:140592" in browser.get("/nl/near/aa-en-hunze").links()


def test_a_centre_municipality_and_one_with_a_file_name_no_other(browser: Any) -> None:
    assert "Opvang dichtbij" not in browser.get("/nl/near/ede").text
    assert "14 0318" in browser.get("/nl/near/ede").text
    assert "Je mag je in elke gemeente melden" not in browser.get("/nl/near/dordrecht").text


def test_a_village_reads_which_municipality_it_belongs_to(browser: Any) -> None:
    belongs = "Gieten hoort bij gemeente Aa en Hunze."

    assert belongs in browser.get("/nl/near/aa-en-hunze?village=Gieten").text
    assert belongs not in browser.get("/nl/near/aa-en-hunze?village=Breda").text
    assert belongs in browser.get("/nl/wonen/briefadres?place=Gieten").text


def test_only_a_page_about_shelter_names_the_nearest_shelter(browser: Any) -> None:
    assert SHELTER in browser.get(f"{TONIGHT}?place=Gieten").text
    assert "Opvang dichtbij" not in browser.get("/nl/wonen/briefadres?place=Gieten").text


@pytest.fixture
def cold(service: Any, knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice in Dordrecht about a place to sleep, that holds today."""
    today = datetime.now(AMSTERDAM).date()
    notice = Notice.model_validate(
        {
            "from": today - timedelta(days=1),
            "until": today + timedelta(days=1),
            "nl": "Extra bedden vannacht, bel 14 078.",
            "topics": ("slaapplek-vannacht",),
        }
    )
    dordrecht = knowledge.municipalities["dordrecht"].model_copy(update={"notices": (notice,)})
    changed = replace(knowledge, municipalities={**knowledge.municipalities, "dordrecht": dordrecht})
    monkeypatch.setattr(type(service.content), "current", edition(changed))


@pytest.mark.usefixtures("cold")
def test_a_notice_stands_first_on_its_pages(browser: Any) -> None:
    for address in (f"{TONIGHT}?place=Dordrecht", "/nl/near/dordrecht"):
        page = browser.get(address)
        (shown,) = page.find("thuisbericht-notice")
        assert "".join(shown.itertext()) == COLD
        assert page.html.index("thuisbericht-notice") < page.html.index("utrecht-heading-2")
    assert COLD not in browser.get("/nl/wonen/briefadres?place=Dordrecht").text
    assert COLD not in browser.get(f"{TONIGHT}?place=Amsterdam").text


def chat(browser: Any, *messages: str) -> Any:
    """The page after these messages."""
    for message in messages:
        page = browser.get("/nl/chat")
        form = {"csrf_token": page.hidden("csrf_token"), "page": page.hidden("page"), "message": message}
        page = browser.send("/nl/chat", form)
    return page


@pytest.mark.usefixtures("cold")
def test_a_notice_stands_first_in_the_chat(browser: Any) -> None:
    page = chat(browser, "ik heb geen slaapplek in dordrecht")
    (answer,) = page.find("thuisbericht-reply")

    assert "".join(answer.itertext()).strip().startswith(COLD)


def test_the_chat_asks_which_place_with_buttons(browser: Any) -> None:
    page = chat(browser, "ik heb geen slaapplek in hengelo")
    buttons = [(one.get("value"), "".join(one.itertext())) for one in page.find("thuisbericht-choice")]

    assert "Welk Hengelo?" in page.text
    assert buttons == [("1", "1 Gelderland"), ("2", "2 Overijssel")]
    assert "Hengelo (Gelderland) hoort bij gemeente Bronckhorst." in chat(browser, "1").text


def test_the_chat_names_the_nearest_shelter_with_a_number_to_tap(browser: Any) -> None:
    page = chat(browser, "ik heb geen slaapplek in gieten")

    assert f"Gieten hoort bij gemeente Aa en Hunze. {SHELTER}" in page.text
    assert "tel:140592" in page.links()
