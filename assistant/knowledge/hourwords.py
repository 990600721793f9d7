"""The shape of `content/<language>/hours.yaml`: the words with which editors write opening hours."""

from __future__ import annotations

from assistant.knowledge.shape import Line, Shape

Phrases = tuple[Line, ...]


class HourWords(Shape):
    """Words and phrases in small letters. The names of the days stand in `dates.yaml`, as do am and pm.

    The first of `holidays` and of `closed` is how a reader is told. `skipped` are words without a meaning here ("uur").
    """

    always: Phrases = ()
    """Hours that are nothing but this are 24/7."""
    daily: Phrases = ()
    working_days: Phrases = ()
    weekend: Phrases = ()
    holidays: Phrases = ()
    closed: Phrases = ()
    until: Phrases = ()
    """Between the first and the last day or hour."""
    also: Phrases = ()
    """Between days or hours of one list."""
    skipped: Phrases = ()
