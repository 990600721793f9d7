"""Opening hours in a few words of the reader's language."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = re.compile("|".join(_DAYS))
_RULE = re.compile(
    rf"(?:(?:{_DAY.pattern})(?:[-,](?:{_DAY.pattern}))* )?\d\d:\d\d-\d\d:\d\d(?:, ?\d\d:\d\d-\d\d:\d\d)*"
)
_CLOSED_ON_HOLIDAYS = re.compile(r"(?:PH|SH|PH,SH) (?:off|closed)")
ALWAYS = "24/7"


def hours_in_words(hours: str, language: str) -> str | None:
    """`Mo-Fr 09:00-17:00; PH off` as "ma-vr 09:00-17:00" for `nl`.

    None for whatever is not plain days and times, and for a language without day names: hours that may be wrong are
    left out.
    """
    rules = [rule for part in hours.split(";") if (rule := part.strip()) and not _CLOSED_ON_HOLIDAYS.fullmatch(rule)]
    if rules == [ALWAYS]:
        return ALWAYS
    if not rules or not all(_RULE.fullmatch(rule) for rule in rules):
        return None
    try:
        names = Locale.parse(language).days["format"]["abbreviated"]
    except (UnknownLocaleError, ValueError):
        return None
    return "; ".join(_DAY.sub(lambda day: str(names[_DAYS.index(day[0])]), rule) for rule in rules)
