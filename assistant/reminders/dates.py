"""Does a message ask for a reminder, and for which day and time? Pure: the time is an argument.

Days and times are Dutch wall time. Nothing here raises on any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Literal

from assistant.knowledge import DateWords
from assistant.reminders.clock import exists, moment, wall
from assistant.reminders.reading import Reading, read
from assistant.reminders.times import only_time
from assistant.reminders.tokens import Scan

Problem = Literal["no_date", "no_such_day", "past", "no_time", "gap", "ambiguous_time"]

APPOINTMENT = "appointment"
BRIEFADRES = "briefadres"

MOST_ABOUT = 60
"""Letters that a reminder keeps of what it is about."""

_SPACE_BEFORE_SIGN = re.compile(r" (?=[,;:.!?])")
_SIGNS = frozenset(",;:.!?-/\"'()")


@dataclass(frozen=True)
class ReadRequest:
    """What a message says about a reminder.

    `plan` is the key of the plan that is asked for, None when no reminder is. `problem` is the first thing in the way
    of an appointment (for `briefadres`: of an all-day plan): `no_such_day` is in `written` as the person wrote it,
    `ambiguous_time` leaves `time` empty and offers `times` (none for midnight). `at` is the UTC moment when there is no
    problem and a time of day. `relative` is set for "over een uur": then `day`, `time` and `at` follow from the clock.
    """

    plan: str | None = None
    day: date | None = None
    time: time_of_day | None = None
    about: str = ""
    relative: timedelta | None = None
    problem: Problem | None = None
    times: tuple[time_of_day, ...] = ()
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
    if (clock := only_time(scan)) is not None:
        reading, used = Reading(times=clock.choices()), set(range(len(scan)))
    return _request(reading, now, None, _about(scan, used))


def problem_of(day: date | None, at: time_of_day | None, now: datetime, all_day: bool = False) -> Problem | None:
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
        return _from_now(reading, reading.relative, now, ReadRequest(plan, about=about))
    times = _still_possible(reading, now)
    at_time = times[0] if len(times) == 1 else None
    unsure = reading.times is not None and at_time is None
    problem = problem_of(reading.day, at_time, now, all_day=plan == BRIEFADRES)
    if reading.impossible:
        problem = "no_such_day"
    elif unsure and times and all(problem_of(reading.day, each, now) == "past" for each in times):
        problem = "past"
    elif unsure and problem != "past":
        problem = "ambiguous_time"
    at = moment(reading.day, at_time) if reading.day and at_time is not None and problem is None else None
    choices = times if unsure else ()
    return ReadRequest(plan, reading.day, at_time, about, None, problem, choices, reading.written, at)


def _from_now(reading: Reading, wait: timedelta, now: datetime, asked: ReadRequest) -> ReadRequest:
    # In UTC: an hour of waiting is an hour, also in the night on which the clock is changed.
    at = (now.astimezone(UTC) + wait).replace(second=0, microsecond=0)
    there = wall(at)
    read = replace(asked, day=there.date(), time=there.time(), relative=wait, written=reading.written)
    return replace(read, at=at) if at > now else replace(read, problem="past")


def _still_possible(reading: Reading, now: datetime) -> tuple[time_of_day, ...]:
    """The times that were meant, without those that are over already when another one is not."""
    times = reading.times or ()
    ahead = tuple(at for at in times if problem_of(reading.day, at, now) is None)
    return ahead or times


def _trigger(scan: Scan, reading: Reading) -> set[int] | None:
    """The tokens that ask for a reminder; None when nothing does."""
    dated = reading.impossible or reading.day is not None or reading.relative is not None
    timed = reading.times is not None or reading.relative is not None
    for at in range(len(scan)):
        found = scan.find(at, "remind")
        if found is not None and not _is_void(scan, at, found.end, dated or timed):
            return set(range(at, found.end))
    if "?" in scan.text:
        return None
    start = scan.skip(0, "trim")
    first = scan.find(start, "remind_first")
    if first is not None and not _is_negated(scan, start, first.end):
        alone = scan.skip(first.end, "trim") == len(scan)
        return set(range(start, first.end)) if dated or timed or alone else None
    # What the appointment is about begins with its own first word: nothing is taken off.
    return set() if dated and timed and _is_appointment(scan) else None


def _is_appointment(scan: Scan) -> bool:
    named = scan.find(0, "remind_dated")
    asks = any(scan.find(at, "questions") is not None for at in range(len(scan)))
    return named is not None and not asks and not _is_negated(scan, 0, named.end)


def _is_void(scan: Scan, start: int, end: int, dated: bool) -> bool:
    """True when the words around a phrase of `remind` turn it into something else than a request."""
    if _is_negated(scan, start, start):
        return True
    return not dated and scan.find(end, "questions", "remind_not") is not None


def _is_negated(scan: Scan, start: int, end: int) -> bool:
    """True when a phrase of `remind_not` reaches `start`, small words between not counted, or follows `end`."""
    before = (scan.find(at, "remind_not") for at in range(start + 1))
    reached = any(found is not None and scan.skip(found.end, "trim") >= start for found in before)
    return reached or (end > start and scan.find(end, "remind_not") is not None)


def _plan(scan: Scan, reading: Reading, trigger: set[int] | None) -> str | None:
    address = _address(scan)
    if address and reading.times is None and reading.relative is None:
        known = reading.used | address | (trigger or set())
        small = ("ends", "on", "at", "small", *(() if trigger is None else ("trim",)))
        only = _rest(scan, known, *small)
        asked = trigger is not None or reading.day is not None or reading.impossible
        if asked and all(scan.key(at) in _SIGNS - {"?"} for at in only):
            return BRIEFADRES
    return APPOINTMENT if trigger is not None else None


def _address(scan: Scan) -> set[int]:
    found = ((at, scan.find(at, "briefadres")) for at in range(len(scan)))
    return next((set(range(at, address.end)) for at, address in found if address is not None), set())


def _rest(scan: Scan, known: set[int] | frozenset[int], *roles: str) -> list[int]:
    """The tokens that are neither known nor in a phrase of these fields."""
    rest, at = [], 0
    while at < len(scan):
        small = scan.find(at, *roles)
        if small is None or at in known:
            rest += [at] if at not in known else []
            at += 1
        else:
            at = small.end
    return rest


def _about(scan: Scan, used: set[int]) -> str:
    """What is left of the message, as the person wrote it, without the small words and signs at its ends."""
    runs: list[list[int]] = []
    for at in _trimmed(scan, [at for at in range(len(scan)) if at not in used]):
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    said = (scan.slice(run[0], run[-1] + 1) for run in runs if any(scan.key(at) not in _SIGNS for at in run))
    return _shortened(_SPACE_BEFORE_SIGN.sub("", " ".join(" ".join(said).split())))


def _trimmed(scan: Scan, left: list[int]) -> list[int]:
    first, last = 0, len(left)
    while first < last and (step := _small(scan, left[first])):
        first += step
    while first < last and _small(scan, left[last - 1]) == 1:
        last -= 1
    return left[first:last]


def _small(scan: Scan, at: int) -> int:
    """How many tokens of no meaning begin here."""
    if scan.key(at) in _SIGNS - {"(", ")"}:
        return 1
    found = scan.find(at, "trim")
    return found.end - at if found else 0


def _shortened(text: str) -> str:
    if len(text) <= MOST_ABOUT:
        return text
    head = text[: MOST_ABOUT + 1]
    return (head[: head.rfind(" ")] if " " in head else head[:MOST_ABOUT]).rstrip(" ,;:.-")
