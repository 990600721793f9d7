"""Opening hours as OpenStreetMap writes them, with Dutch public holidays."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import opening_hours
from opening_hours import OpeningHours

from assistant.knowledge.model import Service

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@lru_cache(maxsize=4096)
def _hours(text: str) -> OpeningHours:
    return OpeningHours(text, country="NL")


def hours_problem(text: str) -> str | None:
    """What is wrong with these hours and what to write instead, or None."""
    try:
        _hours(text)
    except opening_hours.ParserError:  # type: ignore[attr-defined]
        return f"hours: {text!r} zijn geen openingstijden; schrijf ze zo: Mo-Fr 09:00-17:00; PH off, of 24/7"
    return None


def is_open(service: Service, now: datetime) -> bool | None:
    """Whether the service can be reached at this moment (aware time); None when its hours are not known."""
    if not service.hours:
        return None
    return bool(_hours(service.hours).is_open(now.astimezone(_AMSTERDAM).replace(tzinfo=None)))
