"""Which day is meant. Today is Sunday 22 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import DateWords
from assistant.reminders.dates import read_moment

TODAY = date(2026, 11, 22)

DUTCH = [
    ("12 december", "2026-12-12"),
    ("12 dec.", "2026-12-12"),
    ("1 mrt 2027", "2027-03-01"),
    ("1e maart", "2027-03-01"),
    ("de 12e van december", "2026-12-12"),
    ("twaalf december", "2026-12-12"),
    ("eerste maart", "2027-03-01"),
    ("12-dec-2026", "2026-12-12"),
    ("12 december 27", "2027-12-12"),
    ("12 december '27", "2027-12-12"),
    ("12/12", "2026-12-12"),
    ("12 - 12", "2026-12-12"),
    ("1.3", "2027-03-01"),
    ("31.12", "2026-12-31"),
    ("1-3-2027", "2027-03-01"),
    ("1.3.2027", "2027-03-01"),
    ("1/3/27", "2027-03-01"),
    ("2027-03-01", "2027-03-01"),
    ("12/25", "2026-12-25"),
    ("12/25/2026", "2026-12-25"),
    ("21 november", "2027-11-21"),
    ("22 november", "2026-11-22"),
    ("vandaag", "2026-11-22"),
    ("morgen", "2026-11-23"),
    ("overmorgen", "2026-11-24"),
    ("morgenochtend", "2026-11-23"),
    ("vanavond", "2026-11-22"),
    ("vrijdag", "2026-11-27"),
    ("zondag", "2026-11-29"),
    ("vr", "2026-11-27"),
    ("op ma", "2026-11-23"),
    ("vrijdagmiddag", "2026-11-27"),
    ("vrijdag morgen", "2026-11-27"),
    ("a.s. vrijdag", "2026-11-27"),
    ("vrijdag a.s.", "2026-11-27"),
    ("komende dinsdag", "2026-11-24"),
    ("volgende dinsdag", "2026-11-24"),
    ("volgende week dinsdag", "2026-11-24"),
    ("dinsdag volgende week", "2026-11-24"),
    ("deze week vrijdag", "2026-11-20"),
    ("over 2 weken", "2026-12-06"),
    ("over een week", "2026-11-29"),
    ("over 14 dagen", "2026-12-06"),
    ("over een maand", "2026-12-22"),
    ("over 3 maanden", "2027-02-22"),
    ("dinsdag over een week", "2026-12-01"),
    ("over 2 weken dinsdag", "2026-12-01"),
    ("13e", "2026-12-13"),
    ("de 22e", "2026-11-22"),
    ("de 31ste", "2026-12-31"),
    ("zondag de 13e", "2026-12-13"),
    ("zaterdag 12 december", "2026-12-12"),
    ("12 december, zaterdag", "2026-12-12"),
    ("decmber 12", "2026-12-12"),
    ("12 decmber", "2026-12-12"),
    ("woesdag", "2026-11-25"),
    ("donerdag", "2026-11-26"),
    ("VRIJDAG", "2026-11-27"),
]

ENGLISH = [
    ("december 12", "2026-12-12"),
    ("Dec 12th, 2026", "2026-12-12"),
    ("the 12th of December", "2026-12-12"),
    ("12/12", "2026-12-12"),
    ("3/4/2027", "2027-04-03"),
    ("tomorrow", "2026-11-23"),
    ("the day after tomorrow", "2026-11-24"),
    ("next tuesday", "2026-11-24"),
    ("coming friday", "2026-11-27"),
    ("wednesday next week", "2026-11-25"),
    ("in 2 weeks", "2026-12-06"),
    ("two weeks from now", "2026-12-06"),
    ("a week from now", "2026-11-29"),
    ("the 13th", "2026-12-13"),
    ("tonight", "2026-11-22"),
    ("friday afternoon", "2026-11-27"),
    ("wendesday", "2026-11-25"),
    ("febuary 3", "2027-02-03"),
]


@pytest.mark.parametrize(("text", "day"), DUTCH)
def test_it_reads_a_dutch_day(answered, text, day) -> None:
    assert str(answered(text).day) == day


@pytest.mark.parametrize(("text", "day"), ENGLISH)
def test_it_reads_an_english_day(answered, text, day) -> None:
    assert str(answered(text, "en").day) == day


@pytest.mark.parametrize(
    "text",
    ["31 februari", "30 feb", "31-4", "31-4-2027", "32 december", "0 januari", "29 feb", "29-2-2027", "31/02/27"],
)
def test_a_day_that_does_not_exist_is_told_with_what_was_written(answered, text) -> None:
    read = answered(text)

    assert (read.day, read.problem, read.written) == (None, "no_such_day", text)


@pytest.mark.parametrize("text", ["vrijdag 12 december", "12 december (vrijdag)", "morgen dinsdag", "vrijdag de 13e"])
def test_a_weekday_that_is_not_that_day_is_asked_again(answered, text) -> None:
    read = answered(text + " 10 uur")

    assert (read.day, read.problem) == (None, "no_such_day")


@pytest.mark.parametrize(
    ("today", "day"),
    [("2027-02-27", None), ("2027-03-01", "2028-02-29"), ("2028-02-29", "2028-02-29"), ("2028-03-01", None)],
)
def test_29_february_without_a_year_is_meant_when_it_comes_within_a_year(answered, today, day) -> None:
    read = answered("29 februari", now=datetime.fromisoformat(f"{today}T11:00:00+00:00"))

    assert (str(read.day) if read.day else None) == day
    assert (read.problem == "no_such_day") == (day is None)


def test_the_31st_is_that_of_the_next_month_that_has_one(answered) -> None:
    assert answered("de 31e", now=datetime(2027, 1, 31, 11, tzinfo=UTC)).day == date(2027, 1, 31)
    assert answered("de 31e", now=datetime(2027, 2, 1, 11, tzinfo=UTC)).day == date(2027, 3, 31)


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month(answered) -> None:
    assert answered("over een maand", now=datetime(2027, 1, 31, 11, tzinfo=UTC)).day == date(2027, 2, 28)


def test_today_is_the_day_on_dutch_clocks(answered) -> None:
    assert answered("vandaag", now=datetime(2026, 11, 21, 23, 30, tzinfo=UTC)).day == TODAY
    assert answered("morgen", now=datetime(2026, 6, 30, 22, 0, tzinfo=UTC)).day == date(2026, 7, 2)


@pytest.mark.parametrize("language_and_text", [("nl", "maandag"), ("nl", "volgende maandag"), ("en", "next monday")])
def test_the_weekday_of_today_is_a_week_away(answered, language_and_text) -> None:
    language, text = language_and_text

    assert answered(text, language, datetime(2026, 11, 23, 11, tzinfo=UTC)).day == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"), [("vrijdag", 27), ("komende vrijdag", 27), ("volgende week vrijdag", 4), ("volgende vrijdag", 4)]
)
def test_next_week_begins_on_monday(answered, text, day) -> None:
    assert answered(text, now=datetime(2026, 11, 25, 11, tzinfo=UTC)).day.day == day


@pytest.mark.parametrize(
    "text",
    [
        "bel me op 06-12 34 56 78",
        "06-12345678",
        "0800-8020",
        "14 078",
        "doe het maar zo",
        "ik ben 32",
        "45-13",
        "volgende week",
        "2 afspraken",
        "12345-1-1",
        "06-12-34-56-78",
        "12-1-123",
        "1-123-12",
        "a-b-c",
        "1 . 3",
        "over drie appels",
        "maart 2027",
        "thuisdag",
    ],
)
def test_these_are_no_day(answered, text) -> None:
    assert answered(text).day is None
    assert answered(text).problem in {"no_date", "no_such_day"}


@pytest.mark.parametrize("text", ["thuesday", "the sun is out", "I wed him", "i sat there"])
def test_a_word_that_could_be_two_days_or_no_day_is_not_guessed(answered, text) -> None:
    assert answered(text, "en").day is None


@pytest.mark.parametrize("text", ["1-1-0001", "1-1-9999", "31-12-9999"])
def test_a_year_that_nobody_means_is_no_day(answered, text) -> None:
    assert answered(text).problem == "no_such_day"


def test_the_day_that_leaves_least_to_guess_is_taken(answered) -> None:
    assert answered("vrijdag bellen over 12 december 10 uur").day == date(2026, 12, 12)
    assert answered("10 uur 2e gesprek vrijdag").day == date(2026, 11, 27)
    assert answered("over een uur bellen over 12 december").day == date(2026, 12, 12)


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("mdy", "3/1/2027", "2027-03-01"),
        ("mdy", "3/1", "2027-03-01"),
        ("mdy", "25/12", "2026-12-25"),
        ("ymd", "27/3/1", "2027-03-01"),
        ("ymd", "3-1", "2027-03-01"),
    ],
)
def test_a_language_has_its_own_order(noon, order, text, day) -> None:
    assert str(read_moment(text, DateWords(order=order), noon).day) == day


def test_a_language_without_words_still_reads_digits(noon) -> None:
    read = read_moment("12-12-2026 10:30", DateWords(), noon)

    assert (str(read.day), str(read.time)) == ("2026-12-12", "10:30:00")


DAYS = st.dates(TODAY, date(2036, 12, 31))
FORMS = {
    "nl": [
        "d-M-y",
        "dd-MM-yyyy",
        "d/M/y",
        "dd.MM.yyyy",
        "yyyy-MM-dd",
        "d MMMM y",
        "d MMM y",
        "EEEE d MMMM y",
        "dd-MM-yy",
    ],
    "en": ["d/M/y", "yyyy-MM-dd", "d MMMM y", "MMMM d, y", "MMM d y", "EEEE d MMMM y", "EEEE, MMMM d, y", "d-M-yy"],
}


@given(DAYS, st.sampled_from([(language, form) for language, forms in FORMS.items() for form in forms]))
def test_every_date_is_read_back_from_every_form(answered, day, form) -> None:
    language, pattern = form
    text = format_date(day, pattern, locale=language)

    assert answered(text, language).day == day, text


@given(
    DAYS.filter(lambda day: day < TODAY + timedelta(days=364)), st.sampled_from(["d MMMM", "d-M", "d/M", "EEEE d MMMM"])
)
def test_a_date_without_year_is_the_coming_one(answered, day, form) -> None:
    assert answered(format_date(day, form, locale="nl")).day == day
