"""A browser that is never content: it checks every page that any test of the website looks at."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from pydantic import SecretStr
from werkzeug.test import Client, TestResponse

from assistant.service import Service
from assistant.settings import Settings
from portal import build

MOST_BYTES = 20 * 1024
"""HTML, CSS and script of the first view of a page, gzipped."""

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}


def open_service(folder: Path, template: Path, **settings: object) -> Service:
    """A service on the real content and an empty database."""
    shutil.copy(template, folder / "test.sqlite")
    values = {"database_url": f"sqlite:///{folder / 'test.sqlite'}", "secret_key": SecretStr("k" * 40), **settings}
    return Service.open(Settings.model_validate(values))


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Service]:
    opened = open_service(tmp_path_factory.mktemp("portal"), sqlite_template)
    yield opened
    opened.content.stop()
    opened.database.close()


@pytest.fixture(scope="session")
def app(service: Service) -> Flask:
    return build(service)


@dataclass
class Page:
    """One page that was fetched and found in order."""

    response: TestResponse
    html: str
    root: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    def texts(self, tag: str) -> list[str]:
        return [" ".join("".join(one.itertext()).split()) for one in self.root.iter(tag)]

    @property
    def text(self) -> str:
        """What stands between header and footer."""
        return " ".join(self.texts("main"))

    def find(self, css_class: str) -> list[Element]:
        return [one for one in self.root.iter() if css_class in one.get("class", "").split()]

    def links(self) -> list[str]:
        return [one.get("href", "") for one in self.root.iter("a")]

    def hidden(self, name: str) -> str:
        return next(one.get("value", "") for one in self.root.iter("input") if one.get("name") == name)


@dataclass
class Browser:
    """Fetches pages with one jar of cookies. `links` collects every internal link of every page."""

    client: Client
    links: set[str] = field(default_factory=set)

    def get(self, address: str, **headers: str) -> Page:
        return self._check(self.client.get(address, headers=headers), address)

    def post(self, address: str, data: dict[str, str], **headers: str) -> TestResponse:
        return self.client.post(address, data=data, headers=headers)

    def send(self, address: str, data: dict[str, str], **headers: str) -> Page:
        """Post a form as a browser does, and follow where it leads."""
        response = self.post(address, data, **headers)
        if response.status_code == 303:
            return self.get(response.headers["Location"])
        return self._check(response, address)

    def _check(self, response: TestResponse, address: str) -> Page:
        while response.status_code in {301, 302, 303, 308}:
            address = urljoin(address, response.headers["Location"])
            response = self.client.get(address)
        body = response.get_data()
        html = (gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body).decode()
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        page = Page(response, html, parser.parse(html))
        check_page(page)
        check_weight(page, self.client)
        for link in page.links():
            parts = urlsplit(urljoin(address, link))
            if not parts.scheme and not parts.netloc:
                self.links.add(link if not link.startswith("#") else f"{urlsplit(address).path}{link}")
        return page


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


def check_page(page: Page) -> None:
    """Hold what every page has to hold."""
    assert page.root.get("lang"), "a page says its language"
    assert len(page.texts("h1")) == 1, f"a page has one h1, not {page.texts('h1')}"
    assert all(page.texts("title")), "a page has a title"
    ids = Counter(one.get("id") for one in page.root.iter() if one.get("id"))
    assert [name for name, count in ids.items() if count > 1] == [], "an id stands on a page once"
    for name, value in HEADERS.items():
        assert page.response.headers.get(name, "").startswith(value), f"{name} is missing"
    assert "unsafe" not in page.response.headers["Content-Security-Policy"]
    labelled = {one.get("for") for one in page.root.iter("label")}
    for tag in ("input", "textarea", "select"):
        for one in page.root.iter(tag):
            assert one.get("type") == "hidden" or one.get("id") in labelled, f"{one.attrib} has no label"
    for tag in ("img", "iframe", "style"):
        assert not list(page.root.iter(tag)), f"<{tag}> has no place here"
    for one in page.root.iter():
        inside = [name for name in one.attrib if name == "style" or name.startswith("on")]
        assert not inside, f"{inside} is script or style inside the page"
        assert not one.get("href", "").lower().startswith(("javascript:", "data:", "http:")), one.get("href")
        assert one.tag != "script" or (one.get("src") and not one.text), "a script stands in a file of its own"
        for name in ("aria-labelledby", "aria-describedby"):
            assert one.get(name) is None or one.get(name) in ids, f"{name}={one.get(name)} leads nowhere"


def check_weight(page: Page, client: Client) -> None:
    """Hold the first view below its limit, and everything from our own address."""
    weight = len(gzip.compress(page.html.encode(), 6))
    assets = [one.get("href", "") for one in page.root.iter("link") if one.get("rel") == "stylesheet"]
    assets += [one.get("src", "") for one in page.root.iter("script")]
    for address in assets:
        assert address.startswith("/static/"), f"{address} is loaded from elsewhere"
        response = client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        weight += len(gzip.compress(response.get_data(), 6))
        response.close()
    assert weight <= MOST_BYTES, f"the first view weighs {weight} bytes"
