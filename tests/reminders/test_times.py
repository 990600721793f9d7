"""Which time of day is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import DateWords
from assistant.reminders.dates import read_moment

DUTCH = [
    ("half 11", "10:30"),
    ("half elf", "10:30"),
    ("half 1", "12:30"),
    ("half een", "12:30"),
    ("half 3", "14:30"),
    ("half 3 's nachts", "02:30"),
    ("half 8 's ochtends", "07:30"),
    ("half 8 ’s avonds", "19:30"),
    ("kwart voor 3 's middags", "14:45"),
    ("kwart over 9", "09:15"),
    ("kwart voor een", "12:45"),
    ("kwart over 12", "12:15"),
    ("tien over half 4", "15:40"),
    ("5 voor half 3", "14:25"),
    ("5 minuten voor 10", "09:55"),
    ("10:30", "10:30"),
    ("10.30", "10:30"),
    ("10.30 uur", "10:30"),
    ("14:00:00", "14:00"),
    ("9u30", "09:30"),
    ("9 u 30", "09:30"),
    ("9 uur 30", "09:30"),
    ("9h15", "09:15"),
    ("1430 uur", "14:30"),
    ("0730u", "07:30"),
    ("20u", "20:00"),
    ("20 uur", "20:00"),
    ("3 uur", "15:00"),
    ("3.30", "15:30"),
    ("03:30", "03:30"),
    ("07 uur", "07:00"),
    ("7.30", "07:30"),
    ("7 uur 's avonds", "19:00"),
    ("7 uur in de ochtend", "07:00"),
    ("om 10", "10:00"),
    ("om tien", "10:00"),
    ("om een uur", "13:00"),
    ("0 uur", "00:00"),
    ("00:00", "00:00"),
    ("12 uur", "12:00"),
    ("12 uur 's middags", "12:00"),
    ("11 uur 's middags", "11:00"),
    ("11 uur 's nachts", "23:00"),
    ("10-12 uur", "10:00"),
    ("10 - 12.30 uur", "10:00"),
    ("van 10 tot 12 uur", "10:00"),
    ("van 10 tot 12", "10:00"),
    ("van 10-12", "10:00"),
    ("tussen 10 en 12 uur", "10:00"),
    ("10 uur tot 11 uur", "10:00"),
    ("10:00-10:30", "10:00"),
    ("11.00 - 11.30 uur", "11:00"),
]

ONLY_A_NUMBER = [
    ("10", "10:00"),
    ("tien", "10:00"),
    ("1030", "10:30"),
    ("10 30", "10:30"),
    ("om 10 30.", "10:30"),
]

ENGLISH = [
    ("2pm", "14:00"),
    ("2 p.m.", "14:00"),
    ("2:30 pm", "14:30"),
    ("7am", "07:00"),
    ("12 am", "00:00"),
    ("12pm", "12:00"),
    ("14:00 pm", "14:00"),
    ("noon", "12:00"),
    ("12 noon", "12:00"),
    ("10 o'clock", "10:00"),
    ("10 o’clock", "10:00"),
    ("half past three", "15:30"),
    ("half past 7 in the evening", "19:30"),
    ("quarter past nine", "09:15"),
    ("a quarter to three", "14:45"),
    ("twenty past two", "14:20"),
    ("twenty-five to four", "15:35"),
    ("20 to 4", "15:40"),
    ("8 in the evening", "20:00"),
    ("from 10 to 12", "10:00"),
    ("between 9 and 11 am", "09:00"),
    ("2-4pm", "14:00"),
]


@pytest.mark.parametrize(("text", "at"), DUTCH + ONLY_A_NUMBER)
def test_it_reads_a_dutch_time(answered, text, at) -> None:
    assert answered(text).time == time.fromisoformat(at)


@pytest.mark.parametrize(("text", "at"), ENGLISH)
def test_it_reads_an_english_time(answered, text, at) -> None:
    assert answered(text, "en").time == time.fromisoformat(at)


@pytest.mark.parametrize(("text", "at"), DUTCH)
def test_a_time_is_read_beside_a_day_too(answered, text, at) -> None:
    read = answered(f"dinsdag 8 december {text}")
    exact = answered(f"{text}, dinsdag 8 december")

    assert str(read.day) == str(exact.day) == "2026-12-08"
    assert read.time == exact.time == time.fromisoformat(at)


@pytest.mark.parametrize(
    ("language", "text", "choices"),
    [
        ("nl", "7 uur", ["07:00", "19:00"]),
        ("nl", "half 8", ["07:30", "19:30"]),
        ("nl", "kwart voor 8", ["07:45", "19:45"]),
        ("nl", "middernacht", []),
        ("nl", "24:00", []),
        ("nl", "12 uur 's nachts", []),
        ("en", "midnight", []),
        ("en", "half eleven", ["10:30", "11:30"]),
        ("en", "half two", ["13:30", "14:30"]),
    ],
)
def test_a_time_that_can_be_two_moments_is_asked(answered, language, text, choices) -> None:
    read = answered(f"12-12 {text}", language)

    assert (read.time, read.problem) == (None, "ambiguous_time")
    assert read.times == tuple(time.fromisoformat(at) for at in choices)
    assert read.day == date(2026, 12, 12)


def test_of_two_times_today_the_one_to_come_is_meant(answered) -> None:
    assert answered("vandaag 7 uur").time == time(19)
    assert answered("vandaag 7 uur", now=datetime(2026, 11, 22, 20, tzinfo=UTC)).problem == "past"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("vanavond 8 uur", "20:00"),
        ("vrijdagavond 7", "19:00"),
        ("morgenochtend half 8", "07:30"),
        ("vrijdag morgen 7 uur", "07:00"),
        ("morgen 3 uur", "15:00"),
        ("3 uur morgen", "15:00"),
        ("morgen 10", "10:00"),
        ("12 december 14", "14:00"),
        ("vrijdag ochtend 7", "07:00"),
        ("in de avond op vrijdag om 8", "20:00"),
        ("avondwinkel vrijdag 8 uur", "08:00"),
    ],
)
def test_the_part_of_the_day_beside_it_counts(answered, text, at) -> None:
    assert answered(text).time == time.fromisoformat(at)


@pytest.mark.parametrize(
    "text",
    [
        "vrijdag 3 personen",
        "vrijdag 25",
        "vrijdag 10/20",
        "om een afspraak",
        "om 10 dagen",
        "10:75",
        "25:00",
        "2575 uur",
        "10:5",
        "kwart over",
        "half",
        "half over",
        "kwart voor huis",
        "drie",
        "9 uur 30 december",
        "12 12 12",
        "2460",
        "10 over 2 weken",
    ],
)
def test_these_are_no_time_or_another_one(answered, text) -> None:
    expected = {"9 uur 30 december": time(9), "vrijdag 3 personen": time(15), "drie": time(15)}

    assert answered(text).time == expected.get(text)


def test_the_time_beside_the_day_is_taken(answered) -> None:
    read = answered("om 9 uur bellen over intake morgen 14 uur")

    assert (str(read.day), str(read.time)) == ("2026-11-23", "14:00:00")


def test_a_dotted_number_is_a_day_when_there_is_another_time(answered) -> None:
    both, one, none = answered("12.12 half 11"), answered("12.12"), answered("12.12 en 14.70")

    assert (str(both.day), both.time) == ("2026-12-12", time(10, 30))
    assert (one.day, one.time) == (None, time(12, 12))
    assert (none.day, none.time) == (None, time(12, 12))
    assert answered("10.30 tot 14.45, 15.00").day is None


@pytest.mark.parametrize(("means", "at"), [("before", "10:30"), ("after", "11:30")])
def test_half_eleven_is_a_habit_of_the_language(noon, means, at) -> None:
    words = DateWords(half=("half",), numbers={"eleven": 11}, half_means=means)

    assert read_moment("half eleven", words, noon).time == time.fromisoformat(at)


TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
SPOKEN = {
    0: "{0} uur",
    5: "5 over {0}",
    15: "kwart over {0}",
    20: "10 voor half {1}",
    30: "half {1}",
    45: "kwart voor {1}",
}


@given(TIMES, st.sampled_from(["%H:%M", "%H.%M uur", "%Hu%M", "%H:%M uur", "%Hh%M"]))
def test_every_time_with_24_hours_is_read_back(answered, at, form) -> None:
    assert answered(f"12-12-2026 {at.strftime(form)}").time == at


@given(TIMES)
def test_every_english_time_is_read_back(answered, at) -> None:
    assert answered(f"12 December {at:%I:%M %p}", "en").time == at


@given(st.integers(1, 12), st.sampled_from(sorted(SPOKEN)), st.sampled_from(["", " 's ochtends", " 's middags"]))
def test_every_spoken_time_is_read_on_the_right_place_of_the_dial(answered, hour, minute, part) -> None:
    read = answered("morgen " + SPOKEN[minute].format(hour, hour % 12 + 1) + part)
    found = [read.time] if read.time else list(read.times)

    assert found
    assert all((at.hour % 12, at.minute) == (hour % 12, minute) for at in found)
