"""Which day and which time a message means, out of all the pieces of it that name one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import TypeVar

from assistant.reminders.days import DayPiece, in_week, read_day
from assistant.reminders.times import TimePiece, bare_hour, read_time
from assistant.reminders.tokens import Scan

_RANK = {"date": 6, "word": 5, "span": 4, "week": 4, "ordinal": 3, "weekday": 2, "relative": 1}
"""Which piece is the day when there are more: the one that leaves least to guess."""

_SIGNS = frozenset(",.;:-()")


@dataclass(frozen=True)
class PartPiece:
    """Tokens `start` to `end` name a part of the day and nothing else."""

    start: int
    end: int
    part: str


Piece = DayPiece | TimePiece | PartPiece
P = TypeVar("P", DayPiece, TimePiece, PartPiece)


@dataclass(frozen=True)
class Reading:
    """The day and the times that were meant.

    `impossible`: a day was written that does not exist, or is another weekday than the one beside it. `times` is None
    where no time was written, empty for midnight, and has more than one time where it is not sure which. `used` are the
    numbers of the tokens that said it; `written` is the part of them that names the day.
    """

    day: date | None = None
    impossible: bool = False
    relative: timedelta | None = None
    times: tuple[time, ...] | None = None
    used: frozenset[int] = field(default_factory=frozenset)
    written: str = ""


def read(scan: Scan, today: date) -> Reading:
    """Read the day and the time out of a message. `today` is the date in the Netherlands."""
    pieces = _without_weak(scan, _morning_after_weekday(scan, _pieces(scan, today)))
    chosen = _chosen_day(scan, pieces)
    pieces = _with_loose_hour(scan, pieces, chosen)
    clock = _chosen_time(scan, pieces, chosen)
    if chosen is None and clock is not None and clock.dotted and clock.end == clock.start + 3:
        chosen, clock = _dotted_as_day(scan, pieces, clock, today)
    if chosen is None or chosen.kind == "relative":
        return _spoken_of(scan, pieces, chosen, clock)
    weekday = _weekday_beside(scan, pieces, chosen)
    day = _day_meant(chosen, weekday, today)
    said = _spoken_of(scan, pieces, chosen, clock, weekday)
    wrong = weekday is not None and day is not None and day.isoweekday() != weekday.weekday
    impossible = wrong or (chosen.kind != "week" and chosen.day is None)
    return replace(said, day=None if impossible else day, impossible=impossible)


def _pieces(scan: Scan, today: date) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    while at < len(scan):
        piece: Piece | None = read_day(scan, at, today) or read_time(scan, at) or _part(scan, at)
        if piece is not None:
            found.append(piece)
        at = piece.end if piece else at + 1
    return found


def _part(scan: Scan, at: int) -> PartPiece | None:
    part = scan.find(at, "parts")
    return PartPiece(at, part.end, part.name) if part else None


def _of(kind: type[P], pieces: Iterable[Piece]) -> list[P]:
    return [piece for piece in pieces if isinstance(piece, kind)]


def _touch(scan: Scan, one: Piece, other: Piece, pieces: Iterable[Piece] = ()) -> bool:
    """True when nothing stands between the two but small words, signs and these other pieces."""
    first, second = (one, other) if one.start < other.start else (other, one)
    at = first.end
    while at < second.start:
        inside = next((piece.end for piece in pieces if piece.start == at), None)
        small = scan.find(at, "at", "on", "small", "coming", "of")
        if inside is None and small is None and scan.key(at) not in _SIGNS:
            return False
        at = inside or (small.end if small else at + 1)
    return True


def _morning_after_weekday(scan: Scan, pieces: list[Piece]) -> list[Piece]:
    """In "vrijdag morgen" the second word is the morning, not tomorrow."""
    ends = {piece.end for piece in _of(DayPiece, pieces) if piece.kind == "weekday"}
    parts = {piece: scan.find(piece.start, "parts_after_weekday") for piece in pieces if piece.start in ends}
    return [PartPiece(piece.start, part.end, part.name) if (part := parts.get(piece)) else piece for piece in pieces]


def _without_weak(scan: Scan, pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if _is_strong(piece) or _is_meant(scan, piece, pieces)]


def _is_strong(piece: Piece) -> bool:
    return not (isinstance(piece, DayPiece) and piece.weak)


def _is_meant(scan: Scan, piece: Piece, pieces: list[Piece]) -> bool:
    """A short name is a weekday ("do", "sat") beside another day or time, after "op", or as the whole message."""
    if piece.start == 0 and all(scan.key(at) in _SIGNS for at in range(piece.end, len(scan))):
        return True
    if scan.find(piece.start - 1, "on") is not None:
        return True
    others: list[Piece] = [
        *_of(TimePiece, pieces),
        *(day for day in _of(DayPiece, pieces) if not day.weak and day.relative is None),
    ]
    return any(_touch(scan, piece, other) for other in others) or bare_hour(scan, piece.end) is not None


def _chosen_day(scan: Scan, pieces: list[Piece]) -> DayPiece | None:
    days = _of(DayPiece, pieces)
    weekdays = [piece for piece in days if piece.kind == "weekday"]
    sure = [piece for piece in days if piece.kind != "ordinal"]
    # "2e gesprek" is the 2nd of the month only when no other day is named, or a weekday stands beside it.
    ordinals = [one for one in days if one.kind == "ordinal" and any(_touch(scan, one, day) for day in weekdays)]
    candidates = [*sure, *ordinals] or days
    return max(candidates, key=lambda piece: _RANK[piece.kind], default=None)


def _with_loose_hour(scan: Scan, pieces: list[Piece], chosen: DayPiece | None) -> list[Piece]:
    if chosen is None or _of(TimePiece, pieces):
        return pieces
    parts = [piece.end for piece in _of(PartPiece, pieces) if _touch(scan, piece, chosen)]
    hours = [hour for end in (chosen.end, *parts) if (hour := bare_hour(scan, end)) is not None]
    return [*pieces, *hours[:1]]


def _chosen_time(scan: Scan, pieces: list[Piece], chosen: DayPiece | None) -> TimePiece | None:
    times = _of(TimePiece, pieces)
    beside = [piece for piece in times if chosen is not None and _touch(scan, piece, chosen, pieces)]
    return next(iter(beside or times), None)


def _dotted_as_day(
    scan: Scan, pieces: list[Piece], clock: TimePiece, today: date
) -> tuple[DayPiece | None, TimePiece | None]:
    """In "12.12 half 11" the first is the day: there is another time and no other day."""
    other = next((piece for piece in _of(TimePiece, pieces) if piece is not clock), None)
    slashed = Scan("/".join((scan.key(clock.start), scan.key(clock.start + 2))), scan.words)
    day = read_day(slashed, 0, today)
    if other is None or day is None:
        return None, clock
    return replace(day, start=clock.start, end=clock.end), other


def _weekday_beside(scan: Scan, pieces: list[Piece], chosen: DayPiece) -> DayPiece | None:
    """The weekday that goes with the day. A whole week looks for its weekday in all of the message."""
    weekdays = [piece for piece in _of(DayPiece, pieces) if piece.kind == "weekday" and piece is not chosen]
    if chosen.week is None:
        weekdays = [piece for piece in weekdays if _touch(scan, piece, chosen, pieces)]
    return next(iter(weekdays), None)


def _day_meant(chosen: DayPiece, weekday: DayPiece | None, today: date) -> date | None:
    if chosen.week is None or weekday is None or weekday.day is None:
        return chosen.day
    # "dinsdag over 2 weken" counts from the coming Tuesday, "over 2 weken dinsdag" from this week.
    if chosen.kind == "span" and weekday.start < chosen.start:
        return weekday.day + timedelta(weeks=chosen.week)
    return in_week(today, chosen.week, weekday.weekday)


def _spoken_of(
    scan: Scan, pieces: list[Piece], day: DayPiece | None, clock: TimePiece | None, weekday: DayPiece | None = None
) -> Reading:
    """Everything about the reading but the day itself."""
    anchors = [piece for piece in (day, clock, weekday) if piece is not None]
    parts = [one for one in _of(PartPiece, pieces) if any(_touch(scan, one, anchor, pieces) for anchor in anchors)]
    named = [*(piece.part for piece in (day, weekday) if piece is not None), *(one.part for one in parts)]
    part = next((name for name in named if name), "")
    used = {at for piece in (*anchors, *parts) for at in range(piece.start, piece.end)}
    used |= _led_in(scan, used)
    return Reading(
        relative=day.relative if day else None,
        times=clock.choices(part) if clock else None,
        used=frozenset(used),
        written=_written(scan, [piece for piece in (day, weekday) if piece is not None]),
    )


def _led_in(scan: Scan, used: set[int]) -> set[int]:
    """The small words before what was used: "op", "om", "the"."""
    found: set[int] = set()
    for start in used:
        at = start - 1
        while at >= 0 and at not in used and scan.find(at, "at", "on", "small") is not None:
            found.add(at)
            at -= 1
    return found


def _written(scan: Scan, pieces: list[DayPiece]) -> str:
    in_order = sorted(pieces, key=lambda piece: piece.start)
    return " ".join(scan.slice(piece.start, piece.end) for piece in in_order)
