"""Opening hours in a few words of the reader's language."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError

from assistant.knowledge.hours import ALWAYS, DAYS
from assistant.knowledge.hourwords import HourWords

_DAY = re.compile("|".join(DAYS))
_DAYS_OF_RULE = rf"(?:{_DAY.pattern})(?:[-,](?:{_DAY.pattern}))*"
_TIMES = r"\d\d:\d\d-\d\d:\d\d(?:, ?\d\d:\d\d-\d\d:\d\d)*"
_RULE = re.compile(rf"(?:{_DAYS_OF_RULE} )?{_TIMES}")
_DAYS_OR_HOLIDAYS = _DAYS_OF_RULE.replace("Su", "Su|PH")
_RULE_OR_EXCEPTION = re.compile(rf"{_TIMES}|{_DAYS_OR_HOLIDAYS} (?:{_TIMES}|off|closed)")
_CLOSED_ON_HOLIDAYS = re.compile(r"(?:PH|SH|PH,SH) (?:off|closed)")
_HOLIDAYS = re.compile(r"\bPH\b")
_OFF = re.compile(r"\b(?:off|closed)\b")


def hours_in_words(hours: str, language: str, words: HourWords | None = None) -> str | None:
    """`Mo-Fr 09:00-17:00; PH off` as "ma-vr 09:00-17:00" for `nl`.

    With the words of the language holidays and closed days are told as well: "ma-vr 09:00-17:00; feestdagen dicht".
    None for whatever is not plain days and times, and for a language without day names: hours that may be wrong are
    left out.
    """
    if words and words.holidays and words.closed and hours != ALWAYS:
        return _with_exceptions(hours, language, words.holidays[0], words.closed[0])
    rules = [rule for part in hours.split(";") if (rule := part.strip()) and not _CLOSED_ON_HOLIDAYS.fullmatch(rule)]
    if rules == [ALWAYS]:
        return ALWAYS
    if not rules or not all(_RULE.fullmatch(rule) for rule in rules):
        return None
    return _named("; ".join(rules), language)


def _with_exceptions(hours: str, language: str, holidays: str, closed: str) -> str | None:
    rules = [rule for part in hours.split(";") if (rule := part.strip())]
    if not rules or not all(_RULE_OR_EXCEPTION.fullmatch(rule) for rule in rules):
        return None
    said = _named("; ".join(rules), language)
    return said and _OFF.sub(closed, _HOLIDAYS.sub(holidays, said))


def _named(rules: str, language: str) -> str | None:
    """The rules with the names of the days in the language."""
    try:
        names = Locale.parse(language).days["format"]["abbreviated"]
    except (UnknownLocaleError, ValueError):
        return None
    return _DAY.sub(lambda day: str(names[DAYS.index(day[0])]), rules)
