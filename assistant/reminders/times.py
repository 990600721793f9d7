"""Times of day as people write them: "half 11", "9u30", "kwart voor 3 's middags", "2pm", "10-12 uur"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time

from assistant.reminders.tokens import Found, Scan

_AFTERNOON_UNTIL = 6
_UNSURE = 7
_MOST = 29
"""Minutes that are said before or after an hour or half hour."""
_LATE = {"morning": (), "afternoon": range(1, 10), "evening": range(1, 12), "night": range(6, 12)}
"""The hours of each part of the day that are counted from noon: "8 uur 's avonds" is 20:00."""


@dataclass(frozen=True)
class TimePiece:
    """Tokens `start` to `end` name a time.

    `readings` are the hours and minutes it may mean, hours not yet placed before or after noon; hour 24 is midnight.
    `exact`: written with 24 hours ("07:30"). `part`: a part of the day, "am" or "pm". `dotted`: it could be a date as
    well ("12.12").
    """

    start: int
    end: int
    readings: tuple[tuple[int, int], ...]
    exact: bool = False
    part: str = ""
    dotted: bool = False

    def choices(self, part: str = "") -> tuple[time, ...]:
        """The times of day it can be, early to late. None at all for midnight: it has a day before and a day after.

        Offices are open in daytime, so without a part of the day 1 to 6 o'clock is in the afternoon, and 7 can be both.
        """
        found = {at for hour, minute in self.readings for at in self._placed(hour, minute, self.part or part)}
        return tuple(sorted(found))

    def _placed(self, hour: int, minute: int, part: str) -> tuple[time, ...]:
        if part in {"am", "pm"} and hour <= 12:
            return (time(hour % 12 + 12 * (part == "pm"), minute),)
        if hour == 24 or (hour == 12 and part in {"evening", "night"}):
            return ()
        if part in _LATE:
            return (time(hour + 12 * (hour in _LATE[part]), minute),)
        if self.exact or hour == 0 or hour > _UNSURE:
            return (time(hour, minute),)
        return (time(hour + 12, minute),) if hour <= _AFTERNOON_UNTIL else (time(hour, minute), time(hour + 12, minute))


def read_time(scan: Scan, at: int) -> TimePiece | None:
    """The time of day that begins at this token, with its part of the day and the end of a range ("10-12 uur")."""
    for reader in (_named, _spoken, _digital, _joined, _hour):
        piece = reader(scan, at)
        if piece is not None:
            return _completed(scan, piece)
    return None


def is_clock(scan: Scan, at: int) -> bool:
    """True when what stands here makes the number before it an hour."""
    return scan.find(at, "clock", "am", "pm") is not None or _minutes(scan, at) is not None


def bare_hour(scan: Scan, at: int) -> TimePiece | None:
    """A number that is an hour only because a day stands before it ("morgen 10")."""
    hour = scan.digits(at)
    if hour is None or hour > 24 or _goes_on(scan, at + 1):
        return None
    return _completed(scan, TimePiece(at, at + 1, ((hour, 0),), exact=scan.key(at).startswith("0")))


def only_time(scan: Scan) -> TimePiece | None:
    """A message that is a number and nothing else, as the answer to "what time?": "10", "tien", "1030", "10 30"."""
    at = scan.skip(0, "at")
    hour = scan.number(at, 2359)
    if hour is None:
        return None
    second = scan.digits(hour.end)
    end = hour.end if second is None else hour.end + 1
    hours, minutes = (
        divmod(hour.number, 100) if scan.digits(at, 4) and len(scan.key(at)) == 4 else (hour.number, second or 0)
    )
    if any(scan.key(rest) not in {".", "!"} for rest in range(end, len(scan))) or hours > 23 or minutes > 59:
        return None
    return TimePiece(at, end, ((hours, minutes),), exact=scan.key(at).startswith("0"))


def _named(scan: Scan, at: int) -> TimePiece | None:
    if (noon := scan.find(at, "noon")) is not None:
        return TimePiece(at, noon.end, ((12, 0),), exact=True)
    midnight = scan.find(at, "midnight")
    return TimePiece(at, midnight.end, ((24, 0),)) if midnight else None


def _spoken(scan: Scan, at: int) -> TimePiece | None:
    """In words: "kwart voor 3", "tien over half 4", "half past three", "half 11"."""
    amount = scan.find(at, "quarter")
    minutes = 15 if amount else 0
    if amount is None and (amount := scan.number(at, _MOST)) is not None:
        minutes, amount = amount.number, Found(scan.skip(amount.end, "units"))
    if amount is not None and (side := scan.find(amount.end, "past", "to")) is not None:
        later = scan.find(amount.end, "past") is not None
        is_range = scan.find(amount.end, "until") is not None and (scan.digits(at) or _MOST) <= 12
        base = None if is_range else _half(scan, side.end) or _whole(scan, side.end)
        return _shifted(base, at, minutes if later else -minutes)
    return _half(scan, at)


def _whole(scan: Scan, at: int) -> TimePiece | None:
    hour = scan.number(at, 24)
    if hour is None or (_goes_on(scan, hour.end) and scan.find(hour.end, "clock") is None):
        return None
    return TimePiece(at, hour.end, ((hour.number, 0),))


def _half(scan: Scan, at: int) -> TimePiece | None:
    half = scan.find(at, "half")
    if half is None:
        return None
    past = scan.find(half.end, "past")
    base = _whole(scan, past.end if past else half.end)
    if past:
        return _shifted(base, at, 30)
    shifts = {"before": (-30,), "after": (30,), "ask": (-30, 30)}[scan.words.half_means]
    return _shifted(base, at, *shifts)


def _shifted(base: TimePiece | None, start: int, *shifts: int) -> TimePiece | None:
    if base is None:
        return None
    minutes = [hour * 60 + minute + shift for hour, minute in base.readings for shift in shifts]
    # "half 1" is half past noon, and half past midnight only for those who say so.
    return TimePiece(start, base.end, tuple(divmod(value if value >= 60 else value + 720, 60) for value in minutes))


def _minutes(scan: Scan, at: int) -> Found | None:
    """The minutes behind an hour, with the sign or letter between: ":30", ".30", "u30"."""
    clock = scan.find(at, "clock")
    end = clock.end if clock else at + 1
    minutes = scan.digits(end)
    if minutes is None or minutes > 59 or len(scan.key(end)) != 2:
        return None
    if clock:
        # "9 uur 30" has minutes, "9 uur 30 december" and "9 uur 30 mensen" have not.
        ends = scan.key(end + 1) in {"", ",", ";", "!"} or scan.find(end + 1, "days", "weekdays", "on") is not None
        return Found(end + 1, minutes) if scan.glued(end) or ends else None
    is_sign = scan.key(at) == ":" or (scan.key(at) == "." and scan.glued(at) and scan.glued(end))
    return Found(end + 1, minutes) if is_sign else None


def _digital(scan: Scan, at: int) -> TimePiece | None:
    hour, minutes = scan.digits(at), _minutes(scan, at + 1)
    if hour is None or hour > 24 or minutes is None or (hour == 24 and minutes.number):
        return None
    end = minutes.end
    if scan.key(end) == ":" and scan.digits(end + 1) is not None:
        end += 2
    exact = hour == _UNSURE or scan.key(at).startswith("0")
    return TimePiece(at, end, ((hour, minutes.number),), exact, dotted=scan.key(at + 1) == ".")


def _joined(scan: Scan, at: int) -> TimePiece | None:
    """Four digits: "1430 uur"."""
    value = scan.digits(at, 4)
    if value is None or len(scan.key(at)) != 4 or scan.find(at + 1, "clock") is None:
        return None
    hour, minute = divmod(value, 100)
    return TimePiece(at, at + 1, ((hour, minute),), exact=True) if hour < 24 and minute < 60 else None


def _hour(scan: Scan, at: int) -> TimePiece | None:
    """A number that is an hour because of what stands around it: "10 uur", "2pm", "om 10", "3 's middags"."""
    hour = scan.number(at, 24)
    if hour is None:
        return None
    end = hour.end
    asked = scan.find(at - 1, "at") is not None
    in_words = scan.digits(at) is None
    if in_words and hour.number < 2 and not asked:
        return None
    marked = scan.find(end, "clock", "am", "pm") is not None or _part(scan, end) is not None
    until = _range_end(scan, end, asked)
    ranged = until is not None and (asked or scan.find(until, "clock", "am", "pm") is not None)
    if not (marked or ranged or (asked and not (in_words and hour.number < 2) and not _goes_on(scan, end))):
        return None
    return TimePiece(at, end, ((hour.number, 0),), exact=scan.key(at).startswith("0"))


def _goes_on(scan: Scan, at: int) -> bool:
    """True when the number before this is counted in something else, or is only the begin of something longer."""
    is_number = scan.key(at) in {"-", "/", ".", ","} and scan.digits(at + 1, 9) is not None
    return is_number or scan.find(at, "units", "months", "quarter", "past") is not None


def _range_end(scan: Scan, at: int, asked: bool = False) -> int | None:
    """Behind the begin of a range: where its end ends. `asked`: a word stands before it ("van 10 tot 12")."""
    until = scan.find(at, "until")
    hour = scan.number(until.end, 24) if until else None
    if hour is None:
        return None
    minutes = _minutes(scan, hour.end)
    end = minutes.end if minutes else hour.end
    sure = minutes or end == len(scan) or scan.find(end, "clock", "am", "pm") or (asked and not _goes_on(scan, end))
    return end if sure else None


def _part(scan: Scan, at: int) -> Found | None:
    part, day = scan.find(at, "parts"), scan.find(at, "days")
    # "10 uur vanavond": the word is a day as well, and is read as one.
    return part if part is not None and day is None else None


def _completed(scan: Scan, piece: TimePiece) -> TimePiece:
    piece = _with_suffix(scan, piece)
    end = _range_end(scan, piece.end, scan.find(piece.start - 1, "at") is not None)
    return piece if end is None else _with_suffix(scan, replace(piece, end=end))


def _with_suffix(scan: Scan, piece: TimePiece) -> TimePiece:
    end = scan.skip(piece.end, "clock")
    for role in ("am", "pm"):
        if (found := scan.find(end, role)) is not None:
            return replace(piece, end=found.end, part=piece.part or role)
    part = _part(scan, end)
    return replace(piece, end=part.end, part=piece.part or part.name) if part else replace(piece, end=end)
