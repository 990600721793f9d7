"""Opening hours: read as editors write them, kept as OpenStreetMap writes them, with Dutch public holidays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import opening_hours
from opening_hours import OpeningHours

from assistant.knowledge.dates import DateWords
from assistant.knowledge.hourwords import HourWords
from assistant.knowledge.model import Service

ALWAYS = "24/7"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_EXAMPLE = "schrijf ze zo: ma-vr 9:00-17:00; za 10:00-12:00, 13:00-15:00; feestdagen dicht. Of: dag en nacht"

_DAY = "|".join(DAYS)
_DAY_OR_DAYS = rf"(?:(?:{_DAY})(?:-(?:{_DAY}))?|PH)"
_DAY_LIST = rf"{_DAY_OR_DAYS}(?:,{_DAY_OR_DAYS})*"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_TIMES = rf"{_SPAN}(?:,{_SPAN})*"
_RULE = re.compile(rf"(?:({_DAY_LIST}) )?({_TIMES}|off)")
_TIMES_FIRST = re.compile(rf"({_TIMES}) ({_DAY_LIST})")
_TIME = re.compile(r"(?<![\d:.])(\d{1,2})(?:[:.](\d\d))?(?![\d:.]) ?(<am>|<pm>)?")
_TIMELESS = re.compile(r"\D*")


def read_hours(text: str, words: Iterable[tuple[HourWords, DateWords]]) -> tuple[str | None, str | None]:
    """Hours as OpenStreetMap writes them, or what is wrong with them and what to write instead; the other is None.

    `words` are those of the languages, first the one in which most editors write. OpenStreetMap's own form is read too.
    """
    problem = None
    for hour_words, date_words in words:
        rules = _rules(text, hour_words, date_words)
        if rules:
            problem = problem or _contradiction(rules)
            if not problem:
                return "; ".join(rules), None
    return (None, f"hours: {text!r}: {problem}") if problem else _osm(text)


def _osm(text: str) -> tuple[str | None, str | None]:
    try:
        _hours(text)
    except opening_hours.ParserError:  # type: ignore[attr-defined]
        return None, f"hours: {text!r} zijn geen openingstijden; {_EXAMPLE}"
    # OpenStreetMap reads a rule without times as the whole day and night, which no editor means by "Mo-Fr".
    for rule in text.split(";"):
        if _TIMELESS.fullmatch(rule) and not rule.strip().endswith(("off", "closed")):
            return None, f"hours: bij {rule.strip()!r} staat geen tijd; {_EXAMPLE}"
    return text, None


def is_open(service: Service, now: datetime) -> bool | None:
    """Whether the service can be reached at this moment (aware time); None when its hours are not known."""
    if not service.hours:
        return None
    return bool(_hours(service.hours).is_open(now.astimezone(_AMSTERDAM).replace(tzinfo=None)))


@lru_cache(maxsize=4096)
def _hours(text: str) -> OpeningHours:
    return OpeningHours(text, country="NL")


def _rules(text: str, words: HourWords, dates: DateWords) -> list[str] | None:
    """The rules in OpenStreetMap's form, or None when a word or number is left that is none of this language's."""
    plain = " ".join(text.casefold().replace("–", "-").split())
    if plain in words.always:
        return [ALWAYS]
    said = re.sub(r"(?<=\d)[uh](?=\d\d)", ":", plain)
    said = re.sub(r"(?<!\d):|:(?!\d)", " ", said)
    said = " ".join(_replaced(said, _canonical(words, dates)).split())
    said = _TIME.sub(_time, said)
    said = re.sub(r" ?([-,;]) ?", r"\1", " ".join(said.split()))
    # "ma 9-12, wo 10-12" is two rules in one.
    said = re.sub(rf"(?<=\d),(?={_DAY}|PH)|(?<=off),", ";", said)
    rules = [_TIMES_FIRST.sub(r"\2 \1", rule) for rule in said.split(";") if rule]
    return rules if rules and all(_RULE.fullmatch(rule) for rule in rules) else None


def _canonical(words: HourWords, dates: DateWords) -> Mapping[str, str]:
    meanings = [
        (words.skipped, " "),
        (words.also, ","),
        (words.until, "-"),
        (words.closed, "off"),
        (words.holidays, "PH"),
        (words.daily, "Mo-Su"),
        (words.working_days, "Mo-Fr"),
        (words.weekend, "Sa-Su"),
        (dates.am, "<am>"),
        (dates.pm, "<pm>"),
    ]
    found = {phrase: meaning for phrases, meaning in meanings for phrase in phrases}
    return found | {name: DAYS[number - 1] for name, number in dates.weekdays.items()}


def _replaced(text: str, meanings: Mapping[str, str]) -> str:
    """The text with the longest phrases replaced first; a letter beside a phrase makes it another word."""
    longest = sorted(meanings, key=len, reverse=True)
    found = "|".join(map(re.escape, longest))
    return re.sub(rf"(?<![^\W\d_])({found})(?![^\W\d_])\.?", lambda match: f" {meanings[match[1]]} ", text)


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[3] == "<pm>" else 0)
    return f"{hour:02}:{minute:02} "


def _contradiction(rules: Iterable[str]) -> str | None:
    """What a reader of these rules could take in two ways: a later rule for a day takes the place of an earlier one."""
    seen: set[str] = set()
    for rule in rules:
        if rule == ALWAYS:
            continue
        found = _RULE.fullmatch(rule)
        assert found
        days = set(_each_day(found[1] or "Mo-Su"))
        if days & seen:
            return "een dag staat er twee keer; zet alle tijden van een dag bij elkaar: ma 9:00-12:00, 18:00-20:00"
        seen |= days
        for begin, end in re.findall(r"(\d\d:\d\d)-(\d\d:\d\d)", found[2]):
            if max(begin, end) > "24:00" or begin[3:] > "59" or end[3:] > "59":
                return f"{begin}-{end} bestaat niet; {_EXAMPLE}"
            # A night shelter opens in the evening; whatever opens by day and "closes" before that is a slip.
            if end <= begin < "15:00":
                return f"het sluit om {end}, voor het om {begin} open gaat; schrijf de uren van 0 tot 24: 9:00-17:00"
    return None


def _each_day(days: str) -> Iterable[str]:
    for part in days.split(","):
        first, _, last = part.partition("-")
        if not last:
            yield first
            continue
        begin, end = DAYS.index(first), DAYS.index(last)
        yield from (DAYS[number % 7] for number in range(begin, end + (8 if end < begin else 1)))
