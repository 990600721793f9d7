"""The pages in a real browser: nothing wrong for axe, and the chat works without reloading."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

CHROMIUM = os.environ.get("THUISBERICHT_TEST_CHROMIUM") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = (
    "/nl/",
    "/en/",
    "/nl/wonen/",
    "/nl/wonen/briefadres?place=dordrecht",
    "/en/zorg/zelfmoord",
    "/nl/search?q=briefadres",
    "/nl/near?place=Dordrechd",
    "/nl/near/dordrecht",
    "/nl/chat",
    "/phone",
    "/nl/niets/",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
    # Playwright leaves its own pipes to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def address(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """A tab of the size of an old phone; whatever the browser complains about fails the test."""
    context = chromium.new_context(viewport={"width": 320, "height": 568}, reduced_motion="reduce", locale="nl-NL")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert [one for one in complaints if "404 (NOT FOUND)" not in one] == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(tab: Any, address: str, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab.goto(address + path)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/nl/", "/nl/wonen/briefadres", "/nl/chat"])
def test_every_button_and_field_is_large_enough_to_touch(tab: Any, address: str, path: str) -> None:
    tab.goto(address + path)
    sizes = "[...document.querySelectorAll('button, input:not([type=hidden]), textarea, select, nav a')]"
    small = (
        f"{sizes}.filter(one => one.offsetHeight && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert tab.evaluate(small) == []


def test_the_first_tab_key_offers_to_skip_to_the_content(tab: Any, address: str) -> None:
    tab.goto(f"{address}/nl/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "inhoud"


def test_the_chat_answers_in_place_and_gives_the_field_back(tab: Any, address: str) -> None:
    tab.goto(f"{address}/nl/chat")
    tab.evaluate("window.same = true")
    tab.fill("#message", "hoe kom ik aan een briefadres <b>")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".thuisbericht-choice")
    assert tab.locator(".thuisbericht-message__text").first.inner_text() == "hoe kom ik aan een briefadres <b>"
    assert tab.evaluate("document.activeElement.id") == "message"
    assert tab.input_value("#message") == ""
    tab.locator("button.thuisbericht-choice").first.click()
    tab.wait_for_selector(".thuisbericht-message >> nth=3")
    assert tab.evaluate("window.same"), "the page was loaded again"
    first = tab.locator(".thuisbericht-message").nth(1)
    assert first.locator("button").count() == 0 and first.locator(".thuisbericht-choice--past").count() > 0
    tab.click("#wis button")
    tab.wait_for_url("**/nl/chat?deleted=1")
    assert tab.locator(".thuisbericht-message").count() == 0


def test_the_chat_says_so_when_a_message_does_not_arrive(tab: Any, address: str) -> None:
    tab.goto(f"{address}/nl/chat")
    tab.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    tab.fill("#message", "briefadres")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#mistake:not([hidden])")
    assert tab.inner_text("#mistake") == "Dat kwam niet aan. Verstuur het nog een keer."
    assert tab.input_value("#message") == "briefadres"


def test_the_chat_works_without_the_script(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/nl/chat")
    tab.fill("#message", "hoe kom ik aan een briefadres")
    tab.click("#vraag button")
    tab.locator("button.thuisbericht-choice").first.click()
    assert tab.locator(".thuisbericht-message").count() == 4
    context.close()
