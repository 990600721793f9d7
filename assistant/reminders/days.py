"""Days as people write them: "12 december", "1-3-27", "volgende week dinsdag", "over 2 weken", "a.s. vrijdag"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assistant.reminders.times import is_clock
from assistant.reminders.tokens import SHORT_NAME, Scan

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""Four digits outside these are something else, and no day in them is one that a person means."""

_YEAR = timedelta(days=366)

Kind = Literal["date", "word", "week", "span", "relative", "weekday", "ordinal"]


@dataclass(frozen=True)
class DayPiece:
    """Tokens `start` to `end` name a day.

    `day` is None for a day that does not exist, for a whole week and for "over een uur". `week` counts calendar weeks
    from this one; `part` is a part of the day in the same word ("vrijdagmiddag"). `weak`: a short name that is a day
    only beside something else about time ("do", "sun").
    """

    kind: Kind
    start: int
    end: int
    day: date | None = None
    weekday: int = 0
    week: int | None = None
    relative: timedelta | None = None
    part: str = ""
    weak: bool = False


def read_day(scan: Scan, at: int, today: date) -> DayPiece | None:
    """The day that begins at this token."""
    for reader in _READERS:
        piece = reader(scan, at, today)
        if piece is not None:
            return piece
    return None


def in_week(today: date, week: int, weekday: int) -> date:
    """That weekday (Monday is 1) of the calendar week that is `week` weeks after this one."""
    return today + timedelta(days=7 * week + weekday - today.isoweekday())


def _numeric(scan: Scan, at: int, today: date) -> DayPiece | None:
    """Digits and signs: "1-3-2027", "12/12", "2027-03-01"."""
    sign, numbers = scan.key(at + 1), [scan.key(at), scan.key(at + 2)]
    if sign not in {"-", "/", "."} or not all(number.isdecimal() for number in numbers):
        return None
    if sign == "." and not (scan.glued(at + 1) and scan.glued(at + 2)):
        return None
    if scan.key(at + 3) == sign and scan.key(at + 4).isdecimal():
        # Five numbers in a row are a telephone number.
        longer = scan.key(at + 5) == sign and scan.key(at + 6).isdecimal()
        return None if longer else _with_year(scan, at, [*numbers, scan.key(at + 4)])
    return _without_year(scan, at, today)


def _with_year(scan: Scan, at: int, numbers: list[str]) -> DayPiece | None:
    order = "ymd" if len(numbers[0]) == 4 else scan.words.order
    written = dict(zip(order, numbers, strict=True))
    if len(written["y"]) not in {2, 4} or len(written["m"]) > 2 or len(written["d"]) > 2:
        return None
    year, month, day = int(written["y"]), int(written["m"]), int(written["d"])
    year += 2000 * (len(written["y"]) == 2)
    if month > 12:
        day, month = month, day
    return DayPiece("date", at, at + 5, _existing(year, month, day))


def _without_year(scan: Scan, at: int, today: date) -> DayPiece | None:
    first, second = scan.digits(at), scan.digits(at + 2)
    if first is None or second is None or is_clock(scan, at + 3) or _is_no_date(scan, at, first):
        return None
    day, month = (second, first) if scan.words.order != "dmy" else (first, second)
    if month > 12:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return DayPiece("date", at, at + 3, _next_date(today, month, day))


def _is_no_date(scan: Scan, at: int, first: int) -> bool:
    """A time ("9.30"), a span of hours ("om 10-12"), a telephone number ("06-12 34 56") or the end of one."""
    sign = scan.key(at + 1)
    if scan.key(at - 1) == sign and scan.key(at - 2).isdecimal():
        return True
    if sign == "." and first <= 24 and len(scan.key(at + 2)) == 2:
        return True
    if sign == "-" and scan.find(at - 1, "at") is not None:
        return True
    return scan.key(at + 3).isdecimal() and scan.key(at + 4).isdecimal()


def _day_month(scan: Scan, at: int, today: date) -> DayPiece | None:
    """The day in front: "12 december", "the 12th of December 2026", "1 mrt 27", "12-dec-2026"."""
    written = scan.digits(at)
    spoken = scan.find(at, "numbers") if written is None else None
    if written is None and spoken is None:
        return None
    end = _after_ordinal(scan, spoken.end if spoken else at + 1)
    month = scan.find(_after_sign(scan, scan.skip(end, "of")), "months")
    if month is None:
        return None
    return _named_date(scan, at, month.end, (month.number, spoken.number if spoken else written or 0), today)


def _month_day(scan: Scan, at: int, today: date) -> DayPiece | None:
    """The month in front: "Dec 12", "March 3rd, 2027"."""
    month = scan.find(at, "months")
    start = _after_sign(scan, month.end) if month else at
    day = scan.digits(start)
    if month is None or day is None or is_clock(scan, start + 1):
        return None
    return _named_date(scan, at, _after_ordinal(scan, start + 1), (month.number, day), today)


def _named_date(scan: Scan, start: int, end: int, month_and_day: tuple[int, int], today: date) -> DayPiece:
    year, end = _year(scan, end, today)
    day = _next_date(today, *month_and_day) if year is None else _existing(year, *month_and_day)
    return DayPiece("date", start, end, day)


def _year(scan: Scan, at: int, today: date) -> tuple[int | None, int]:
    signed = scan.key(at) in {",", "-", "/", "'", "."}
    start = at + signed
    year = scan.digits(start, 4)
    if year is None or is_clock(scan, start + 1):
        return None, at
    if len(scan.key(start)) == 4 and _FIRST_YEAR <= year <= _LAST_YEAR:
        return year, start + 1
    soon = today.year % 100 <= year < 100 and len(scan.key(start)) == 2
    return (2000 + year, start + 1) if soon and scan.find(start + 1, "units") is None else (None, at)


def _after_ordinal(scan: Scan, at: int) -> int:
    ordinal = scan.find(at, "ordinals")
    return ordinal.end if ordinal and scan.glued(at) else at


def _after_sign(scan: Scan, at: int) -> int:
    return at + (scan.key(at) in {"-", "/", "."})


def _word(scan: Scan, at: int, today: date) -> DayPiece | None:
    found = scan.find(at, "days")
    if found is None:
        return None
    return DayPiece("word", at, found.end, today + timedelta(days=found.number), part=_glued_part(scan, at, found.end))


def _week(scan: Scan, at: int, _today: date) -> DayPiece | None:
    found = scan.find(at, "weeks")
    return DayPiece("week", at, found.end, week=found.number) if found else None


def _span(scan: Scan, at: int, today: date) -> DayPiece | None:
    """Counted from now: "over 2 weken", "in half an hour", "3 days from now"."""
    within = scan.find(at, "within")
    start = within.end if within else at
    if (span := scan.find(start, "spans")) is not None:
        amount, unit, end = span.number, "minutes", span.end
    else:
        count = scan.number(start, 9999) or scan.find(start, "one")
        kind = scan.find(count.end, "units") if count else None
        if count is None or kind is None:
            return None
        amount, unit, end = count.number, kind.name, kind.end
    later = scan.find(end, "later")
    if within is None and later is None:
        return None
    return _from_now(DayPiece("span", at, later.end if later else end), amount, unit, today)


def _from_now(piece: DayPiece, amount: int, unit: str, today: date) -> DayPiece:
    start, end = piece.start, piece.end
    if unit in {"minutes", "hours"}:
        return DayPiece("relative", start, end, relative=timedelta(**{unit: amount}))
    if unit == "months":
        return DayPiece("span", start, end, _months_later(today, amount))
    days = amount * (7 if unit == "weeks" else 1)
    return DayPiece("span", start, end, today + timedelta(days=days), week=amount if unit == "weeks" else None)


def _weekday(scan: Scan, at: int, today: date) -> DayPiece | None:
    coming = scan.find(at, "coming")
    following = scan.find(at, "next")
    before = following or coming
    start = before.end if before else at
    found = scan.find(start, "weekdays")
    if found is None:
        return None
    after = scan.find(found.end, "coming")
    day = in_week(today, 1, found.number)
    if not following and day - today > timedelta(days=7):
        day -= timedelta(days=7)
    weak = len(scan.slice(start, found.end)) <= SHORT_NAME and not before and not after
    end = after.end if after else found.end
    part = _glued_part(scan, start, found.end)
    return DayPiece("weekday", at, end, day, weekday=found.number, part=part, weak=weak)


def _ordinal(scan: Scan, at: int, today: date) -> DayPiece | None:
    """A day of the month alone, "de 13e": the first 13th from today on."""
    day, end = scan.digits(at), _after_ordinal(scan, at + 1)
    if day is None or end == at + 1 or not 1 <= day <= 31:
        return None
    months = (_months_later(today.replace(day=1), ahead) for ahead in range(13))
    found = (_existing(month.year, month.month, day) for month in months)
    return DayPiece("ordinal", at, end, next(one for one in found if one is not None and one >= today))


def _glued_part(scan: Scan, at: int, end: int) -> str:
    part = scan.find(at, "parts")
    return part.name if part and part.end == end else ""


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _next_date(today: date, month: int, day: int) -> date | None:
    """The first such date from today on; None for 29 February when the coming one is more than a year away."""
    both = (_existing(today.year + ahead, month, day) for ahead in (0, 1))
    return next((found for found in both if found is not None and timedelta(0) <= found - today <= _YEAR), None)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_READERS: tuple[Callable[[Scan, int, date], DayPiece | None], ...] = (
    _numeric,
    _day_month,
    _month_day,
    _word,
    _week,
    _span,
    _weekday,
    _ordinal,
)
