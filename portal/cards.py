"""A place that helps, as it stands on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from assistant.dialogue import whereabouts
from assistant.knowledge import Service, Topic
from assistant.knowledge.hours import ALWAYS, is_open
from assistant.reminders.clock import wall
from assistant.sms.hours import hours_in_words
from portal.here import DEFAULT_LANGUAGE, Here
from portal.markup import telephone_link, with_telephone_links
from portal.towns import Choice


@dataclass(frozen=True)
class Card:
    """One service in the reader's language. Empty fields are not known; `is_open` is None when the hours are not."""

    service: Service
    kind: str
    text: Markup
    audience: str
    hours: str
    is_open: bool | None
    cost: str
    bring: str
    languages: str
    website: str
    checked: str

    @property
    def telephone(self) -> str:
        """The address behind the telephone number."""
        return telephone_link(self.service.phone or "")


@dataclass(frozen=True)
class Group:
    """Services of one kind."""

    kind: str
    name: str
    cards: Sequence[Card]


def card(service: Service, page: Here, now: datetime) -> Card:
    """The service as it stands at this moment (aware time)."""
    code = page.language.code
    return Card(
        service=service,
        kind=page.language.kinds[service.kind],
        # A sentence in Dutch helps more than none.
        text=with_telephone_links(service.text.get(code) or service.text.get(DEFAULT_LANGUAGE) or ""),
        audience=service.audience.get(code, ""),
        hours=_hours(service, page),
        is_open=is_open(service, now),
        cost=service.cost.get(code, ""),
        bring=service.bring.get(code, ""),
        languages=", ".join(_language_name(spoken, page.locale) for spoken in service.languages),
        website=urlsplit(service.website or "").netloc.removeprefix("www."),
        checked=page.day(service.checked),
    )


def for_topic(topic: Topic, municipality_id: str | None, page: Here, now: datetime) -> tuple[list[Card], list[Card]]:
    """The services that fit a topic: those of the town, and the national ones. What is open now comes first in each."""
    local = page.knowledge.municipalities.get(municipality_id or "")
    own = set(map(id, local.services)) if local else set()
    offered = page.knowledge.services_for(topic, municipality_id)
    near = [card(service, page, now) for service in offered if id(service) in own]
    everywhere = [card(service, page, now) for service in offered if id(service) not in own]
    return _open_first(near), _open_first(everywhere)


def by_kind(services: Iterable[Service], page: Here, now: datetime) -> list[Group]:
    """The services under the name of their kind, in the order of the kinds of the language file."""
    cards = [card(service, page, now) for service in services]
    groups = [
        Group(kind, name, _open_first([one for one in cards if one.service.kind == kind]))
        for kind, name in page.language.kinds.items()
    ]
    return [group for group in groups if group.cards]


def notices(page: Here, municipality_id: str | None, now: datetime, topic: Topic | None = None) -> list[Markup]:
    """What is to be said first in the town on this day: as in a text message, in the reader's language."""
    if municipality_id is None:
        return []
    held = page.knowledge.notices_for(municipality_id, wall(now).date(), topic)
    said = page.language.messages["notice"]
    return [with_telephone_links(said.format(text=notice.text(page.language.code))) for notice in held]


def about_town(page: Here, choice: Choice, with_shelter: bool = True) -> list[Markup]:
    """Which municipality a village belongs to and, where we know no places there, the nearest shelter."""
    if choice.town is None:
        return []
    messages = page.language.messages
    belongs = messages["belongs"].format(town=choice.village, place=choice.town.name) if choice.village else ""
    shelter = whereabouts.shelter_lines(page.knowledge, page.language, choice.town.id) if with_shelter else ()
    return [with_telephone_links(line) for line in (belongs, *shelter) if line]


def _open_first(cards: list[Card]) -> list[Card]:
    return sorted(cards, key=lambda one: one.is_open is False)


def _hours(service: Service, page: Here) -> str:
    words = hours_in_words(service.hours, page.language.code, page.language.hours) if service.hours else None
    return page.wording("day and night") if words == ALWAYS else words or ""


def _language_name(code: str, locale: Locale) -> str:
    try:
        return Locale.parse(code).get_display_name(locale) or code
    except (UnknownLocaleError, ValueError):
        return code
