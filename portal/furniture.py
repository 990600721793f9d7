"""What every template may use: the words of the page, the way home, the other languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers
from flask import Flask, request, url_for

from portal.assets import asset_address
from portal.here import Here, here, site
from portal.markup import telephone_link

DANGER = (("112", "Danger to life"), ("113", "Thinking of suicide"), ("0800-2000", "Violence at home"))
"""The numbers at the foot of every page, also when no content can be read; each with a sentence of the catalogues."""


@dataclass(frozen=True)
class OtherLanguage:
    """A language in which this page can be read too."""

    code: str
    name: str
    direction: str
    address: str


def furniture(app: Flask) -> None:
    """Give the templates their common names."""

    @app.context_processor
    def _names() -> dict[str, object]:
        page = here()
        return {
            "_": page.wording,
            "page": page,
            "language": page.language,
            "site_name": site().service.settings.name,
            "asset": asset_address,
            "home": url_for("pages.home", lang=page.language.code),
            "chat_address": url_for("chat.talk", lang=page.language.code),
            "retention_days": site().service.settings.retention_days,
            "simulated": site().service.settings.simulated,
            "other_languages": other_languages(page, url_for),
            "danger": [(number, telephone_link(number), page.wording(why)) for number, why in DANGER],
            "tel": telephone_link,
            "sms_address": site().service.settings.twilio_from,
            "sms_number": as_written(site().service.settings.twilio_from),
        }


def other_languages(page: Here, address: Callable[..., str]) -> list[OtherLanguage]:
    """Where to read the same in the other languages; the home page of a language that does not have it."""
    found = []
    for code, language in page.knowledge.languages.items():
        if code != page.language.code:
            found.append(OtherLanguage(code, language.name, language.direction, _same_page(code, page, address)))
    return found


def as_written(number: str) -> str:
    """A number in E.164 as people write it: "06 12345678"; empty for none."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number)
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, formats.NATIONAL if parsed.country_code == 31 else formats.INTERNATIONAL)


def _same_page(code: str, page: Here, address: Callable[..., str]) -> str:
    home = address("pages.home", lang=code)
    if request.url_rule is None or request.routing_exception is not None or "lang" not in request.url_rule.arguments:
        return home
    values = dict(request.view_args or {})
    if "topic_id" in values and page.knowledge.topic(code, values["topic_id"]) is None:
        return home
    if "area" in values and values["area"] not in page.knowledge.languages[code].areas:
        return home
    kept = {name: request.args[name] for name in ("q",) if request.args.get(name)}
    return address(request.endpoint, **{**values, "lang": code}, **kept) if _is_read(request.method) else home


def _is_read(method: str) -> bool:
    return method in {"GET", "HEAD"}
