"""The shape of `content/<language>/dates.yaml`: the words of a language for days and times, and its habits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from assistant.knowledge.shape import Line, Shape

Phrases = tuple[Line, ...]
Part = Literal["morning", "afternoon", "evening", "night"]
Unit = Literal["minutes", "hours", "days", "weeks", "months"]


class DateWords(Shape):
    """The words with which `assistant.reminders.dates` reads a day and a time out of a message.

    Case, accents and the kind of apostrophe do not matter. A phrase may stand in several fields: "vanavond" is a day
    (0 days from now) and a part of the day (evening). A day and a part of it may be glued ("vrijdagmiddag"). Misspelled
    months, weekdays and `remind` words of five letters or more are recognised.
    """

    remind: Phrases = ()
    """Asks for a reminder wherever it stands."""
    remind_first: Phrases = ()
    """Asks for a reminder when the message begins with it, holds a day or nothing else, and no question mark."""
    remind_dated: Phrases = ()
    """Asks for a reminder when the message begins with it, holds a day and a time, and no question mark."""
    remind_not: Phrases = ()
    """Before or after such a phrase, or around it: no reminder is asked ("geen herinneringen", "ik herinner me")."""
    questions: Phrases = ()
    """Anywhere in a message of `remind_dated`, or after a `remind` phrase without a day or time: it is a question."""
    briefadres: Phrases = ()
    """The names of the postal address whose end a person wants to be reminded of."""
    ends: Phrases = ()
    """What may stand between such a name and its last day."""

    months: Mapping[Line, Annotated[int, Field(ge=1, le=12)]] = Field(default_factory=dict)
    weekdays: Mapping[Line, Annotated[int, Field(ge=1, le=7)]] = Field(default_factory=dict)
    """Monday is 1. Names of three letters or fewer count only beside another day or time word."""
    days: Mapping[Line, Annotated[int, Field(ge=-14, le=14)]] = Field(default_factory=dict)
    """How many days from today; below 0 for a day that has been."""
    weeks: Mapping[Line, Annotated[int, Field(ge=0, le=4)]] = Field(default_factory=dict)
    """How many calendar weeks from this one; needs a weekday beside it."""
    coming: Phrases = ()
    """With a weekday: the first such day after today."""
    next: Phrases = ()
    """With a weekday: that day of the next calendar week."""
    ordinals: Phrases = ()
    """Endings that make a number a day of the month ("13e", "13th")."""
    of: Phrases = ()
    """Between the day and the month ("12th of December")."""
    order: Literal["dmy", "mdy", "ymd"] = "dmy"
    """Order of a date in digits. Four digits in front are always the year."""

    numbers: Mapping[Line, Annotated[int, Field(ge=0, le=59)]] = Field(default_factory=dict)
    one: Phrases = ()
    """Articles that count as one before a unit ("a week")."""
    units: Mapping[Line, Unit] = Field(default_factory=dict)
    spans: Mapping[Line, Annotated[int, Field(ge=1, le=1440)]] = Field(default_factory=dict)
    """Spans with a name of their own, in minutes ("half uur")."""
    within: Phrases = ()
    """Before a span: counted from now ("over 2 weken")."""
    later: Phrases = ()
    """After a span: counted from now ("2 weeks from now")."""

    clock: Phrases = ()
    """What makes a number an hour; one letter of it may also part hour and minutes ("9u30")."""
    am: Phrases = ()
    pm: Phrases = ()
    parts: Mapping[Line, Part] = Field(default_factory=dict)
    parts_after_weekday: Mapping[Line, Part] = Field(default_factory=dict)
    """A part of the day only behind a weekday: "morgen" alone is tomorrow, in "vrijdag morgen" it is the morning."""
    noon: Phrases = ()
    midnight: Phrases = ()
    half: Phrases = ()
    half_means: Literal["before", "after", "ask"] = "before"
    """"Half eleven" is 10:30 (before), 11:30 (after), or not sure: then the person is asked."""
    quarter: Phrases = ()
    past: Phrases = ()
    to: Phrases = ()
    until: Phrases = ()
    """Between the begin and the end of an appointment ("10 tot 12 uur"); the begin counts."""

    at: Phrases = ()
    """Before a time; makes a bare number an hour."""
    on: Phrases = ()
    """Before a day; makes a short name ("op ma") that day."""
    small: Phrases = ()
    """Before a day or a time, and of no meaning there ("de", "the")."""
    trim: Phrases = ()
    """Words that are taken off both ends of what a reminder is about."""
