"""Does a message ask for a reminder, and for which day and time? Pure: the time is an argument.

Days and times are Dutch wall time. Nothing here raises on any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from assistant.knowledge import DateWords
from assistant.reminders.clock import exists, moment, wall
from assistant.reminders.reading import Reading, read
from assistant.reminders.tokens import Found, Scan

Problem = Literal["no_date", "no_such_day", "past", "no_time", "gap", "ambiguous_time"]

APPOINTMENT = "appointment"
BRIEFADRES = "briefadres"

MOST_ABOUT = 60
"""Letters that a reminder keeps of what it is about."""

_STRAY = re.compile(r"\s+([,;:.!])|([,;:])(?=\s*[,;:.])")
_EDGES = " \t\r\n,;:.!?-()\"'"


@dataclass(frozen=True)
class ReadRequest:
    """What a message says about a reminder.

    `plan` is the key of the plan that is asked for, None when no reminder is. `problem` is the first thing that stands in the
    way of an appointment (for `briefadres`: of an all-day plan): `no_such_day` is in `written` as the person wrote it,
    `ambiguous_time` leaves `time` empty and offers `times` (none for midnight). `at` is the UTC moment when there is no
    problem and a time of day. `relative` is set for "over een uur": then `day`, `time` and `at` follow from the clock.
    """

    plan: str | None = None
    day: date | None = None
    time: time | None = None
    about: str = ""
    relative: timedelta | None = None
    problem: Problem | None = None
    times: tuple[time, ...] = ()
    written: str = ""
    at: datetime | None = None


def read_request(text: str, words: DateWords, now: datetime) -> ReadRequest:
    """Read a message that may set a reminder. `now` is an aware moment."""
    scan = Scan(text, words)
    reading = read(scan, wall(now).date())
    trigger = _trigger(scan, reading)
    plan = _plan(scan, reading, trigger)
    used = set(reading.used) | (trigger or set())
    if plan == BRIEFADRES:
        used = set(range(len(scan)))
    return _request(reading, now, plan, _about(scan, used))


def read_moment(text: str, words: DateWords, now: datetime) -> ReadRequest:
    """Read a message that answers "which day?" or "what time?"; `plan` is None."""
    scan = Scan(text, words)
    reading = read(scan, wall(now).date())
    used = set(reading.used) | (_trigger(scan, reading) or set())
    return _request(_with_bare_time(scan, reading), now, None, _about(scan, used))


def problem_of(day: date | None, at: time | None, now: datetime, all_day: bool = False) -> Problem | None:
    """What stands in the way of a reminder for this day and time; for callers that join two answers of a person."""
    if day is None:
        return "no_date"
    today = wall(now).date()
    if day < today:
        return "past"
    if all_day:
        return None
    if at is None:
        return "no_time"
    if not exists(day, at):
        return "gap"
    return "past" if moment(day, at) <= now else None


def _request(reading: Reading, now: datetime, plan: str | None, about: str) -> ReadRequest:
    if reading.relative is not None:
        at = (now + reading.relative).replace(second=0, microsecond=0)
        there = wall(at)
        return ReadRequest(plan, there.date(), there.time(), about, reading.relative, written=reading.written, at=at)
    at_time = reading.times[0] if reading.times and len(reading.times) == 1 else None
    unsure = reading.times is not None and at_time is None
    all_day = plan == BRIEFADRES
    problem = problem_of(reading.day, at_time, now, all_day)
    if reading.impossible:
        problem = "no_such_day"
    elif unsure and problem in {"no_time", "no_date"}:
        problem = "ambiguous_time"
    complete = reading.day is not None and at_time is not None and problem is None
    return ReadRequest(
        plan,
        reading.day,
        at_time,
        about,
        problem=problem,
        times=(reading.times or ()) if unsure else (),
        written=reading.written,
        at=moment(reading.day, at_time) if complete and reading.day and at_time else None,
    )


def _with_bare_time(scan: Scan, reading: Reading) -> Reading:
    """Nothing but "10" or "half" numbers: the answer to "what time?"."""
    return reading


def _trigger(scan: Scan, reading: Reading) -> set[int] | None:
    return None


def _plan(scan: Scan, reading: Reading, trigger: set[int] | None) -> str | None:
    return None


def _about(scan: Scan, used: set[int]) -> str:
    return ""
