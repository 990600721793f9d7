"""Does a message ask for a reminder, and what is it about? Now is Sunday 22 November 2026, 12:00 on Dutch clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.knowledge import DateWords
from assistant.reminders.clock import in_words, wall
from assistant.reminders.dates import MOST_ABOUT, problem_of, read_request

ASKS = [
    ("nl", "herinner me 12 december half 11 afspraak gemeente", "2026-12-12 10:30", "afspraak gemeente"),
    ("nl", "herinnering volgende week dinsdag om 10 uur tandarts", "2026-11-24 10:00", "tandarts"),
    ("nl", "Herinner mij aan intake a.s. vrijdag 14.00 uur", "2026-11-27 14:00", "intake"),
    (
        "nl",
        "herinner me eraan dat ik morgen om 10 uur naar de tandarts moet",
        "2026-11-23 10:00",
        "naar de tandarts moet",
    ),
    ("nl", "kun je mij vrijdag 10 uur herinneren aan de tandarts", "2026-11-27 10:00", "tandarts"),
    ("nl", "ik wil een herinnering voor 12 dec 9u30 Jan de Vries (GGD)", "2026-12-12 09:30", "Jan de Vries (GGD)"),
    ("nl", "herriner me morgen 9:00", "2026-11-23 09:00", ""),
    ("nl", "herinnner morgen 9:00", "2026-11-23 09:00", ""),
    ("nl", "afspraak vrijdag 14:00 gemeente", "2026-11-27 14:00", "afspraak gemeente"),
    (
        "nl",
        "herinner me aan afspraak wo 25 nov. 10:30 bij Wijkteam, 2e etage",
        "2026-11-25 10:30",
        "afspraak bij Wijkteam, 2e etage",
    ),
    ("nl", "herinner me morgen (maandag) 10 uur", "2026-11-23 10:00", ""),
    ("nl", "afspraak op 12-12, om 10:00: gemeente", "2026-12-12 10:00", "afspraak: gemeente"),
    ("nl", "herinner me niet te vergeten 12-12 10:00", "2026-12-12 10:00", "niet te vergeten"),
    ("en", "remind me tomorrow 9:30 doctor", "2026-11-23 09:30", "doctor"),
    ("en", "remind me to call the bank dec 12 at 2pm please", "2026-12-12 14:00", "call the bank"),
    ("en", "please send me a reminder friday noon", "2026-11-27 12:00", ""),
    ("en", "Remind me next tuesday at half past three: job centre", "2026-11-24 15:30", "job centre"),
    ("en", "appointment monday 30 november 9 o'clock gemeente", "2026-11-30 09:00", "appointment gemeente"),
]


@pytest.mark.parametrize(("language", "text", "at", "about"), ASKS)
def test_it_reads_what_a_reminder_is_for(asked, language, text, at, about) -> None:
    read = asked(text, language)

    assert (read.plan, read.problem) == ("appointment", None)
    assert f"{wall(read.at):%Y-%m-%d %H:%M}" == at == f"{read.day} {read.time:%H:%M}"
    assert read.about == about


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "mijn briefadres loopt af op 1 maart, wat nu?"),
        ("nl", "briefadres 1 maart?"),
        ("nl", "briefadres 1 maart verlengen"),
        ("nl", "mijn briefadres eindigt 1 maart"),
        ("nl", "briefadres"),
        ("nl", "briefadres over een uur"),
        ("nl", "ik moet er 12 december om 10 uur uit"),
        ("nl", "ik herinner me niet waar ik ingeschreven sta"),
        ("nl", "ik kreeg een herinnering van de incasso"),
        ("nl", "herinnering van de incasso gekregen"),
        ("nl", "geen herinneringen"),
        ("nl", "herinnering stop"),
        ("nl", "herinner me niet meer"),
        ("nl", "stop de herinnering"),
        ("nl", "afspraak gemist op 12 december 10:00"),
        ("nl", "afspraak maken"),
        ("nl", "afspraak morgen"),
        ("nl", "afspraak morgen 10 uur, wat moet ik meenemen?"),
        ("nl", "mijn moeder herinnert zich niets"),
        ("nl", "hoe laat is het"),
        ("nl", ""),
        ("en", "that reminds me of friday 10:00"),
        ("en", "don't remind me"),
        ("en", "no reminders"),
        ("en", "reminder off"),
        ("en", "remind me how to get a briefadres"),
        ("en", "my appointment is tomorrow at 10, what now"),
        ("en", "postal address ends 1 march what now"),
    ],
)
def test_an_ordinary_question_is_no_request(asked, language, text) -> None:
    assert asked(text, language).plan is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "briefadres 1-3-2027"),
        ("nl", "Briefadres eindigt op 1 maart."),
        ("nl", "brief adres loopt af 1 maart 2027"),
        ("nl", "postadres: 1 maart"),
        ("nl", "herinner me aan het einde van mijn briefadres op 1 maart"),
        ("nl", "herinnering briefadres maandag 1 maart 2027"),
        ("en", "postal address 1-3-2027"),
        ("en", "briefadres ends on March 1st"),
        ("en", "remind me of the end of my postal address 1 march"),
    ],
)
def test_it_reads_the_end_of_a_briefadres(asked, language, text) -> None:
    read = asked(text, language)

    assert (read.plan, read.day, read.time, read.problem) == ("briefadres", date(2027, 3, 1), None, None)
    assert (read.about, read.at) == ("", None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("briefadres 31 februari", "no_such_day"),
        ("briefadres 1-3-2026", "past"),
        ("herinner me briefadres", "no_date"),
        ("briefadres vandaag", None),
    ],
)
def test_a_briefadres_needs_a_day_that_is_not_past(asked, text, problem) -> None:
    assert (asked(text).plan, asked(text).problem) == ("briefadres", problem)


def test_an_appointment_about_a_briefadres_is_an_appointment(asked) -> None:
    assert asked("herinner me 12 dec 10:00 briefadres").plan == "appointment"
    assert asked("herinner me 12 dec loket briefadres").plan == "appointment"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("herinner me", "no_date"),
        ("herinnering", "no_date"),
        ("herinner me om 10 uur", "no_date"),
        ("herinner me 12 december", "no_time"),
        ("herinner me 31 februari 10:00 tandarts", "no_such_day"),
        ("herinner me 12 december 2025 10:00", "past"),
        ("herinner me 12 december 2025", "past"),
        ("herinner me vandaag 11:59", "past"),
        ("herinner me vandaag 12:00", "past"),
        ("herinner me vandaag 12:01", None),
        ("herinner me 28 maart 2027 02:30", "gap"),
        ("herinner me 28 maart 2027 03:00", None),
        ("herinner me 31 oktober 2027 02:30", None),
        ("herinner me morgen 7 uur", "ambiguous_time"),
        ("herinner me 7 uur", "ambiguous_time"),
        ("herinner me gisteren vandaag half 8 's ochtends", "past"),
        ("herinner me over 0 minuten", "past"),
    ],
)
def test_it_says_what_stands_in_the_way(asked, text, problem) -> None:
    read = asked(text)

    assert (read.plan, read.problem) == ("appointment", problem)
    assert (read.at is not None) == (problem is None)


def test_a_time_that_comes_twice_is_the_first_one(asked) -> None:
    assert asked("herinner me 31 oktober 2027 02:30").at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("nl", "herinner me over een uur bellen", 60),
        ("nl", "over een half uurtje bellen", 30),
        ("nl", "bellen over 90 minuten", 90),
        ("nl", "over anderhalf uur bellen", 90),
        ("nl", "over 3 kwartier bellen", 45),
        ("en", "remind me in an hour to bellen", 60),
        ("en", "bellen 2 hours from now", 120),
        ("en", "in half an hour bellen", 30),
    ],
)
def test_a_wait_is_counted_from_now(asked, language, text, minutes) -> None:
    read = asked(text, language)

    assert (read.relative, read.about) == (timedelta(minutes=minutes), "bellen")
    assert read.at == datetime(2026, 11, 22, 11, tzinfo=UTC) + timedelta(minutes=minutes)
    assert (read.day, read.time) == (wall(read.at).date(), wall(read.at).time())


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "03:30"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "02:30"),
        (datetime(2026, 11, 22, 22, 30, 59, tzinfo=UTC), "00:30"),
    ],
)
def test_an_hour_is_an_hour_in_the_night_the_clock_changes(asked, now, at) -> None:
    read = asked("herinner me over een uur", now=now)

    assert read.time == time.fromisoformat(at)
    assert timedelta(minutes=59) < read.at - now <= timedelta(hours=1)


def test_an_answer_keeps_what_it_is_about_and_sets_no_plan(answered) -> None:
    read = answered("herinner me 14 maart 10 uur intake")

    assert (read.plan, read.day, read.time, read.about) == (None, date(2027, 3, 14), time(10), "intake")


def test_two_answers_can_be_joined_and_looked_at_again(noon) -> None:
    assert problem_of(date(2027, 3, 28), time(2, 30), noon) == "gap"
    assert problem_of(date(2026, 11, 22), None, noon, all_day=True) is None


def test_what_it_is_about_is_cut_between_words(asked) -> None:
    long = asked("herinner me 12-12 10:00 " + "abcde " * 30).about
    endless = asked("herinner me 12-12 10:00 " + "a" * 100).about

    assert long == "abcde " * 9 + "abcde"
    assert endless == "a" * MOST_ABOUT


def test_spaces_and_lines_are_tidied(asked) -> None:
    assert asked("herinner me\n12-12\t10:00\n\n Gemeente   Gouda !").about == "Gemeente Gouda"


def test_without_words_nothing_is_asked(noon) -> None:
    assert read_request("herinner me 12-12 10:30", DateWords(), noon).plan is None


def _soup(words: DateWords) -> st.SearchStrategy[str]:
    phrases = [phrase for role in DateWords.model_fields for phrase in _listed(getattr(words, role))]
    pieces = (
        st.sampled_from(phrases)
        | st.integers(0, 2400).map(str)
        | st.sampled_from(list(".:-/,?'u"))
        | st.text(max_size=4)
    )
    glue = st.sampled_from([" ", " ", ""])
    return st.lists(st.tuples(pieces, glue), max_size=14).map(lambda found: "".join(word + end for word, end in found))


def _listed(value: object) -> list[str]:
    return [] if isinstance(value, str) else list(value)


@given(st.data(), st.sampled_from(["nl", "en"]), st.datetimes(datetime(2026, 1, 1), datetime(2060, 1, 1)))
def test_no_text_makes_it_stumble(asked, answered, words, data, language, now) -> None:
    text = data.draw(st.text() | _soup(words[language]))
    moment_now = now.replace(tzinfo=UTC)
    for read in (asked(text, language, moment_now), answered(text, language, moment_now)):
        assert len(read.about) <= MOST_ABOUT
        assert read.at is None or (read.at > moment_now and read.problem is None)
        assert read.problem is not None or read.plan == "briefadres" or read.at is not None
        assert not (read.problem in {"gap", "no_time"} and read.day is None)
        assert read.problem != "no_such_day" or read.written


@example(datetime(2027, 10, 31, 0, 0), "nl")
@given(st.datetimes(datetime(2026, 11, 22), datetime(2040, 1, 1)), st.sampled_from(["nl", "en"]))
def test_what_we_write_we_can_read(answered, at, language) -> None:
    at = at.replace(second=0, microsecond=0)
    read, day_only = answered(in_words(at, language), language), answered(in_words(at.date(), language), language)

    assert (read.day, read.time) == (at.date(), at.time())
    assert (day_only.day, day_only.time) == (at.date(), None)
