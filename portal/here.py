"""Where a request stands: the content of this moment, the language of the reader, and the town that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone
from flask import abort, current_app, g, request

from assistant.knowledge import KnowledgeBase, Language
from portal.wording import Wording

if TYPE_CHECKING:
    from assistant.service import Service

DEFAULT_LANGUAGE = "nl"
ZONE = "Europe/Amsterdam"

_EXTENSION = "thuisbericht"


@dataclass(frozen=True)
class Site:
    """What lives as long as the process: the service behind the pages and the words of the pages."""

    service: Service
    wordings: Mapping[str, Wording]


@dataclass(frozen=True)
class Here:
    """The content and language of one request: a page comes from one edition, also while an editor saves."""

    knowledge: KnowledgeBase
    language: Language
    wording: Wording

    @property
    def locale(self) -> Locale:
        """How dates are written; English where Babel does not know the language."""
        try:
            return Locale.parse(self.language.code)
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    def day(self, day: date) -> str:
        """A date in words, "21 november 2026"."""
        return format_date(day, "d MMMM y", locale=self.locale)

    def clock(self, moment: datetime) -> str:
        """The Dutch wall time of an aware moment, "14:05"."""
        return format_time(moment, "HH:mm", tzinfo=get_timezone(ZONE), locale=self.locale)


def put_site(extensions: dict[str, object], site: Site) -> None:
    """Make `site` what `site()` gives during a request."""
    extensions[_EXTENSION] = site


def site() -> Site:
    """The service and the words of the application that handles this request."""
    found: Site = current_app.extensions[_EXTENSION]
    return found


def here() -> Here:
    """The place of this request; its language is negotiated where the address names none."""
    found: Here | None = g.get("here")
    if found is None:
        found = g.here = _here(negotiated())
    return found


def take_language(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Take `<lang>` out of the address: a preprocessor for blueprints. 404 when there is no such language."""
    code = (values or {}).pop("lang", "")
    if code not in site().service.content.current.knowledge.languages:
        abort(404)
    g.here = _here(code)


def negotiated() -> str:
    """The language of the address, else the best one of Accept-Language, else Dutch."""
    languages = tuple(site().service.content.current.knowledge.languages)
    first = request.path.strip("/").partition("/")[0]
    if first in languages:
        return first
    fallback = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in languages else languages[0]
    return request.accept_languages.best_match(languages, fallback) or fallback


def here_in(code: str) -> Here:
    """The place of this request in another language."""
    return _here(code)


def _here(code: str) -> Here:
    knowledge = site().service.content.current.knowledge
    wording = site().wordings.get(code) or Wording(code, {})
    return Here(knowledge, knowledge.languages[code], wording)
