"""Which texts are sent before something happens, and when: never in the quiet hours, never twice in one evening."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from assistant.knowledge import Plan, PlannedText
from assistant.reminders.clock import QUIET_FROM, after_quiet, day_in_words, in_words, is_quiet, moment, wall

PLACEHOLDERS = frozenset({"about", "when", "day", "time"})
"""What the text of a plan may use; `time` only in a plan that is not for a whole day."""

EVENING_BEFORE = time(20, 30)
"""When a text comes that would wake somebody before an early appointment."""

STILL_USEFUL = timedelta(minutes=15)
"""A text nearer to the appointment than this only tells somebody that it is too late."""

_ALL_DAY_VALID = timedelta(hours=24)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class PlannedMessage:
    """A text to send at `due_at`, of no use after `expires_at`; both aware UTC. `aim` tells what it is for."""

    aim: str
    text: str
    due_at: datetime
    expires_at: datetime


def placeholders(text: str) -> set[str]:
    """The names between braces. One that is not in `PLACEHOLDERS` is a mistake and would be sent as it stands."""
    return set(_PLACEHOLDER.findall(text))


@dataclass(frozen=True)
class Wording:
    """How the texts of a plan are filled in: what it is about, the language, and whether others may read along."""

    about: str
    language: str
    discreet: bool = False


def planned(plan: Plan, at: datetime, wording: Wording, now: datetime) -> tuple[PlannedMessage, ...]:
    """The texts to plan, first to last; none when nothing useful can come any more.

    `at` is naive Dutch wall time (its time of day does not count in a plan for a whole day); with a term it is the last
    day of that. `now` is aware.
    """
    values = _values(plan, at, wording.about, wording.language)
    timetable = _all_day(plan, at.date(), now) if plan.all_day else _before_moment(plan, at, now)
    return tuple(
        PlannedMessage(one.aim, _filled(_in_language(_form(one, wording), wording.language), values), due, expires)
        for one, due, expires in sorted(timetable, key=lambda row: row[1])
    )


def _form(one: PlannedText, wording: Wording) -> Mapping[str, str]:
    return one.discreet if wording.discreet else one.text


Row = tuple[PlannedText, datetime, datetime]


def _all_day(plan: Plan, last_day: date, now: datetime) -> list[Row]:
    """Each text holds for a day; the one nearest to the last day, until that day is over."""
    over = moment(last_day + timedelta(days=1), time(0))
    rows = [(one, _due(one, datetime.combine(last_day, time(0)))) for one in plan.texts]
    last_before = max((due for one, due in rows if not one.after), default=None)
    return [
        (one, after_quiet(due), over if due == last_before else due + _ALL_DAY_VALID) for one, due in rows if due > now
    ]


def _before_moment(plan: Plan, at: datetime, now: datetime) -> list[Row]:
    """Each text holds until the appointment. Who sets it at the last moment gets the nearest text at once.

    That is so at night too: who has just sent a message is awake.
    """
    begins = moment(at.date(), at.time())
    rows: list[Row] = []
    for one, due in sorted(((one, _due(one, at)) for one in plan.texts), key=lambda row: row[1]):
        heard = {wall(earlier).date() for _, earlier, _ in rows}
        sent = _outside_quiet(due, begins, now)
        # Two texts about the same thing in one evening are one too many.
        moved = sent is not None and sent != due
        if sent is not None and not (moved and wall(sent).date() in heard):
            rows.append((one, sent, begins))
    if rows or not now < begins:
        return rows
    nearest = max(plan.texts, key=lambda one: _due(one, at))
    return [(nearest, now.astimezone(UTC), begins)] if begins - now >= STILL_USEFUL else []


def _due(one: PlannedText, at: datetime) -> datetime:
    if one.hours is not None:
        return moment(at.date(), at.time()) - timedelta(hours=one.hours)
    return moment(at.date() + timedelta(days=(one.after or 0) - (one.days or 0)), one.at or at.time())


def _outside_quiet(due: datetime, begins: datetime, now: datetime) -> datetime | None:
    """On time, else the evening before, else when the quiet hours end; None when it is too late."""
    if not is_quiet(due):
        return due if due > now else None
    local = wall(due)
    evening = moment(local.date() - timedelta(days=local.time() < QUIET_FROM), EVENING_BEFORE)
    if evening > now:
        return evening
    morning = after_quiet(max(due, now))
    return morning if morning > now and begins - morning >= STILL_USEFUL else None


def _values(plan: Plan, at: datetime, about: str, language: str) -> dict[str, str]:
    day = day_in_words(at.date(), language)
    return {
        "about": about or _in_language(plan.name, language),
        "when": in_words(at.date() if plan.all_day else at, language),
        "day": day,
        "time": f"{at:%H:%M}",
    }


def _in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language; where it is not translated yet, the first one: better than no reminder."""
    return texts.get(language) or next(iter(texts.values()), "")


def _filled(text: str, values: Mapping[str, str]) -> str:
    whole = _PLACEHOLDER.sub(lambda found: values.get(found.group(1), found.group()), text)
    return whole[:1].upper() + whole[1:]
