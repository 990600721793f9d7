"""The shape of `content/<language>/dates.yaml`: the words of a language for days and times."""

from __future__ import annotations

from assistant.knowledge.shape import Shape


class DateWords(Shape):
    """The words with which `assistant.reminders.dates` reads a day and a time out of a message."""
