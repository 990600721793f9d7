"""Dutch wall time and UTC, how a moment is written for a person, and the hours in which no phone may ring."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)

_WITH_TIME = {"nl": "EEEE d MMMM y 'om' HH:mm 'uur'", "en": "EEEE d MMMM y 'at' HH:mm"}
"""Where a language joins day and time with a word. Babel carries CLDR's comma but not CLDR's "at" patterns."""


def moment(day: date, at: time) -> datetime:
    """The UTC moment of this Dutch wall time. Where the clock strikes twice the first one, unless `at.fold` is 1.

    A wall time that the clock skips (see `exists`) comes out as the time an hour later on the clock.
    """
    return datetime.combine(day, at, AMSTERDAM).astimezone(UTC)


def wall(when: datetime) -> datetime:
    """What the clock on a Dutch wall shows at this aware moment; naive. `fold` is kept, so `moment` leads back."""
    return when.astimezone(AMSTERDAM).replace(tzinfo=None)


def exists(day: date, at: time) -> bool:
    """False in the hour that is skipped when summer time begins."""
    return wall(moment(day, at)).time() == at


def is_quiet(when: datetime) -> bool:
    """True from 21:00 to 08:00 in the Netherlands, for an aware moment: nobody is woken by a reminder."""
    at = wall(when).time()
    return at >= QUIET_FROM or at < QUIET_UNTIL


def after_quiet(when: datetime) -> datetime:
    """The moment itself, or 08:00 at the end of the quiet hours it falls in; aware UTC."""
    if not is_quiet(when):
        return when.astimezone(UTC)
    local = wall(when)
    return moment(local.date() + timedelta(days=local.time() >= QUIET_FROM), QUIET_UNTIL)


def in_words(when: date | datetime, language: str) -> str:
    """A day with its weekday and year and, for a datetime, the time: "zaterdag 12 december 2026 om 10:30 uur".

    An aware datetime is shown in Dutch time; a naive one is taken to be Dutch wall time already.
    """
    if not isinstance(when, datetime):
        return _plain_spaces(format_date(when, "EEEE d MMMM y", locale=language))
    pattern = _WITH_TIME.get(language, "EEEE d MMMM y, HH:mm")
    return _plain_spaces(format_datetime(_shown(when), pattern, locale=language))


def day_in_words(day: date, language: str) -> str:
    """A day with its weekday, without the year: "zaterdag 12 december"."""
    return _plain_spaces(format_date(day, "EEEE d MMMM", locale=language))


def short(when: date | datetime, language: str) -> str:
    """A day and, for a datetime, the time, as short as a list needs it: "za 12 dec 10:30"."""
    if not isinstance(when, datetime):
        return _plain_spaces(format_date(when, "EEE d MMM", locale=language))
    return _plain_spaces(format_datetime(_shown(when), "EEE d MMM HH:mm", locale=language))


def _shown(when: datetime) -> datetime:
    return wall(when) if when.tzinfo else when


def _plain_spaces(text: str) -> str:
    # The spaces that CLDR uses in some languages are outside GSM 03.38: one of them halves the room in a text message.
    return " ".join(text.split())
