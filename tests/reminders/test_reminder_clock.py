"""Dutch wall time, UTC, the quiet hours, and how a moment is written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reminders.clock import after_quiet, day_in_words, exists, in_words, is_quiet, moment, short, wall
from assistant.sms.encoding import costly

AT = datetime(2026, 12, 12, 10, 30)


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        ("2026-12-12", "10:30", "2026-12-12T09:30"),
        ("2026-07-01", "10:30", "2026-07-01T08:30"),
        ("2026-07-01", "00:00", "2026-06-30T22:00"),
        ("2027-03-28", "01:59", "2027-03-28T00:59"),
        ("2027-03-28", "02:30", "2027-03-28T01:30"),
        ("2027-03-28", "03:00", "2027-03-28T01:00"),
        ("2027-10-31", "02:30", "2027-10-31T00:30"),
        ("2027-10-31", "03:00", "2027-10-31T02:00"),
    ],
)
def test_wall_time_becomes_utc(day, at, utc) -> None:
    assert moment(date.fromisoformat(day), time.fromisoformat(at)) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_only_the_skipped_hour_does_not_exist() -> None:
    assert [exists(date(2027, 3, 28), time(hour, 30)) for hour in range(5)] == [True, True, False, True, True]
    assert exists(date(2027, 10, 31), time(2, 30))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_the_way_there_and_back_is_exact_also_in_the_hour_that_comes_twice(at) -> None:
    there = wall(at)

    assert there.tzinfo is None
    assert moment(there.date(), there.time().replace(fold=there.fold)) == at


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_quiet_hours_are_from_nine_to_eight(at, quiet) -> None:
    assert is_quiet(moment(date(2026, 12, 12), time.fromisoformat(at))) is quiet


def test_after_the_quiet_hours_it_is_eight() -> None:
    eight = moment(date(2026, 12, 12), time(8))

    assert after_quiet(moment(date(2026, 12, 11), time(21))) == eight
    assert after_quiet(moment(date(2026, 12, 12), time(7, 59))) == eight
    assert after_quiet(moment(date(2026, 12, 12), time(8, 1))) == eight + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("language", "full", "day", "brief"),
    [
        ("nl", "zaterdag 12 december 2026 om 10:30 uur", "zaterdag 12 december", "za 12 dec 10:30"),
        ("en", "Saturday 12 December 2026 at 10:30", "Saturday 12 December", "Sat 12 Dec 10:30"),
        ("de", "Samstag 12 Dezember 2026, 10:30", "Samstag 12 Dezember", "Sa. 12 Dez. 10:30"),
    ],
)
def test_a_moment_is_written_for_a_person(language, full, day, brief) -> None:
    assert in_words(AT, language) == in_words(moment(AT.date(), AT.time()), language) == full
    assert day_in_words(AT.date(), language) == day
    assert short(AT, language) == brief


def test_a_day_is_written_without_a_time() -> None:
    assert in_words(AT.date(), "nl") == "zaterdag 12 december 2026"
    assert short(AT.date(), "nl") == "za 12 dec"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2040, 1, 1)), st.sampled_from(["nl", "en"]))
def test_every_moment_is_written_in_letters_of_a_cheap_text_message(at, language) -> None:
    assert costly(in_words(at, language) + short(at, language) + day_in_words(at.date(), language)) == []
