"""Which texts come before an appointment and before the end of a briefadres, and when."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import Plan
from assistant.reminders.clock import is_quiet, moment, wall
from assistant.reminders.plans import PLACEHOLDERS, STILL_USEFUL, Wording, placeholders, planned
from assistant.sms.encoding import costly, parts

LONGEST_DAY = datetime(2027, 9, 1, 10, 30)
GIVES_AWAY = re.compile(r"dakl|thuisl|homeless|opvang|shelter|\bslaapplek|bijstand|schuld|debt", re.IGNORECASE)
WRONG_WHEN_LATE = re.compile(r"\b(morgen|vandaag|vanavond|tomorrow|today|tonight)\b", re.IGNORECASE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return moment(at(text).date(), at(text).time())


@pytest.fixture(scope="session")
def due(plans):
    """When the texts come, in wall time, for a plan, its moment and now (both in wall time)."""

    def texts(plan: str, when: str, now: str) -> list[str]:
        found = planned(plans[plan], at(when), Wording("", "nl"), utc(now))
        return [f"{wall(message.due_at):%Y-%m-%d %H:%M}" for message in found]

    return texts


@pytest.mark.parametrize(
    ("when", "now", "texts"),
    [
        ("2026-12-12 10:30", "2026-11-22 12:00", ["2026-12-11 17:00", "2026-12-12 08:30"]),
        ("2026-12-12 10:30", "2026-12-11 16:59", ["2026-12-11 17:00", "2026-12-12 08:30"]),
        ("2026-12-12 10:30", "2026-12-11 17:00", ["2026-12-12 08:30"]),
        ("2026-12-12 10:30", "2026-12-12 08:29", ["2026-12-12 08:30"]),
        ("2026-12-12 10:30", "2026-12-12 08:30", ["2026-12-12 08:30"]),
        ("2026-12-12 10:30", "2026-12-12 09:40", ["2026-12-12 09:40"]),
        ("2026-12-12 10:30", "2026-12-12 10:15", ["2026-12-12 10:15"]),
        ("2026-12-12 10:30", "2026-12-12 10:16", []),
        ("2026-12-12 10:30", "2026-12-12 10:30", []),
        ("2026-12-12 10:30", "2026-12-13 10:30", []),
        ("2026-12-12 10:00", "2026-11-22 12:00", ["2026-12-11 17:00", "2026-12-12 08:00"]),
        ("2026-12-12 23:00", "2026-11-22 12:00", ["2026-12-11 17:00", "2026-12-12 20:30"]),
        ("2026-12-12 22:59", "2026-11-22 12:00", ["2026-12-11 17:00", "2026-12-12 20:59"]),
    ],
)
def test_an_appointment_is_told_the_day_before_and_two_hours_before(due, when, now, texts) -> None:
    assert due("appointment", when, now) == texts


@pytest.mark.parametrize(
    ("when", "now", "texts"),
    [
        ("2026-12-12 08:30", "2026-11-22 12:00", ["2026-12-11 17:00"]),
        ("2026-12-12 08:30", "2026-12-11 18:00", ["2026-12-11 20:30"]),
        ("2026-12-12 08:30", "2026-12-11 20:30", ["2026-12-12 08:00"]),
        ("2026-12-12 08:30", "2026-12-12 07:00", ["2026-12-12 08:00"]),
        ("2026-12-12 08:15", "2026-12-12 07:00", ["2026-12-12 08:00"]),
        ("2026-12-12 00:30", "2026-11-22 12:00", ["2026-12-11 17:00"]),
        ("2026-12-12 00:30", "2026-12-11 18:00", ["2026-12-11 20:30"]),
    ],
)
def test_nobody_is_woken_nor_told_twice_in_one_evening(due, when, now, texts) -> None:
    assert due("appointment", when, now) == texts


@pytest.mark.parametrize(
    ("when", "now"),
    [
        ("2026-12-12 08:14", "2026-12-12 07:00"),
        ("2026-12-12 00:30", "2026-12-11 22:00"),
        ("2026-12-12 23:30", "2026-12-12 21:15"),
        ("2026-12-12 04:00", "2026-12-12 03:10"),
    ],
)
def test_who_asks_at_night_for_something_near_is_awake_and_told_at_once(due, when, now) -> None:
    assert due("appointment", when, now) == [now]


def test_two_hours_are_two_hours_on_the_night_the_clock_changes(due) -> None:
    assert due("appointment", "2027-03-28 10:30", "2027-03-01 12:00") == ["2027-03-27 17:00", "2027-03-28 08:30"]
    assert due("appointment", "2027-10-31 10:30", "2027-10-01 12:00") == ["2027-10-30 17:00", "2027-10-31 08:30"]


@pytest.mark.parametrize(
    ("now", "texts"),
    [
        ("2026-11-22 12:00", ["2027-01-18 10:00", "2027-02-15 10:00", "2027-02-27 10:00"]),
        ("2027-01-18 10:00", ["2027-02-15 10:00", "2027-02-27 10:00"]),
        ("2027-02-20 12:00", ["2027-02-27 10:00"]),
        ("2027-02-27 10:00", []),
        ("2027-04-01 10:00", []),
    ],
)
def test_the_end_of_a_briefadres_is_told_three_times(due, now, texts) -> None:
    assert due("briefadres", "2027-03-01 00:00", now) == texts


def test_each_text_has_its_own_aim_and_stops_being_useful(plans) -> None:
    appointment = planned(plans["appointment"], at("2026-12-12 10:30"), Wording("", "nl"), utc("2026-11-22 12:00"))
    briefadres = planned(plans["briefadres"], at("2027-03-01 00:00"), Wording("", "nl"), utc("2026-11-22 12:00"))

    assert {message.expires_at for message in appointment} == {utc("2026-12-12 10:30")}
    assert [message.expires_at for message in briefadres] == [
        utc("2027-01-19 10:00"),
        utc("2027-02-16 10:00"),
        utc("2027-03-02 00:00"),
    ]
    assert len({message.aim for message in (*appointment, *briefadres)}) == 5
    assert "verlengen" in briefadres[0].text
    assert "lijst van waar je slaapt" in briefadres[1].text
    assert "op papier" in briefadres[2].text and "0800-8020" in briefadres[2].text


def test_a_text_says_what_and_when(plans) -> None:
    first, _ = planned(
        plans["appointment"], at("2026-12-12 10:30"), Wording("afspraak {day} gemeente", "nl"), utc("2026-11-22 12:00")
    )
    neutral, _ = planned(plans["appointment"], at("2026-12-12 10:30"), Wording("", "en"), utc("2026-11-22 12:00"))

    assert first.text.startswith("Zaterdag 12 december 10:30: afspraak {day} gemeente. ")
    assert neutral.text.startswith("Saturday 12 December 10:30: Appointment. ")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("discreet", [False, True])
def test_every_text_is_short_cheap_discreet_and_true_when_late(plans, language, discreet) -> None:
    for plan in plans.values():
        wording = Wording("a" * 60, language, discreet)
        for message in planned(plan, LONGEST_DAY, wording, utc("2026-11-22 12:00")):
            assert parts(message.text) <= 2, message.text
            assert costly(message.text) == []
            assert not GIVES_AWAY.search(message.text)
            assert not WRONG_WHEN_LATE.search(message.text)


def test_every_text_of_the_plans_uses_known_placeholders_in_both_languages(plans) -> None:
    for plan in plans.values():
        for planned_text in plan.texts:
            assert set(planned_text.text) == set(planned_text.discreet) == {"nl", "en"}
            for text in (*planned_text.text.values(), *planned_text.discreet.values()):
                assert placeholders(text) <= PLACEHOLDERS - ({"time"} if plan.all_day else set())


def test_an_unknown_placeholder_can_be_found() -> None:
    assert placeholders("{day}: {abuot} {} {time}") - PLACEHOLDERS == {"abuot", ""}
    assert placeholders("geen { haak") == set()


def test_a_language_without_the_text_gets_the_first_one() -> None:
    text = {"aim": "x", "days": 0, "text": {"nl": "{when} {naam}"}, "discreet": {"nl": "{when}"}}
    plan = Plan(id="p", name={}, offer={}, texts=[text])  # type: ignore[arg-type, list-item]

    (message,) = planned(plan, at("2026-12-12 10:30"), Wording("", "en"), utc("2026-11-22 12:00"))

    assert message.text == "Saturday 12 December 2026 at 10:30 {naam}"


MINUTES = st.datetimes(datetime(2026, 11, 1), datetime(2028, 12, 31)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@given(MINUTES, st.integers(-600, 60 * 24 * 60), st.sampled_from(["appointment", "briefadres"]))
def test_whatever_the_moment_no_text_is_late_or_wakes_anyone_who_sleeps(plans, when, minutes_before, plan) -> None:
    now = moment(when.date(), when.time()) - timedelta(minutes=minutes_before)
    messages = planned(plans[plan], when, Wording("x", "nl"), now)
    begins = moment(when.date(), when.time())

    assert list(messages) == sorted(messages, key=lambda message: message.due_at)
    assert len({message.aim for message in messages}) == len(messages)
    for message in messages:
        assert now <= message.due_at < message.expires_at
        assert not is_quiet(message.due_at) or message.due_at == now
        assert message.due_at.tzinfo is UTC and message.expires_at.tzinfo is UTC
        if plan == "appointment":
            assert message.expires_at == begins
            assert begins - message.due_at >= STILL_USEFUL
    if plan == "briefadres":
        over = moment(when.date() + timedelta(days=1), time(0))
        assert all(message.expires_at <= over for message in messages)


def test_the_last_day_itself_counts_whole(plans) -> None:
    last = planned(plans["briefadres"], datetime(2027, 3, 1, 15), Wording("", "nl"), utc("2027-02-20 12:00"))[-1]

    assert wall(last.expires_at).date() == date(2027, 3, 2)
    assert wall(last.expires_at).time() == time(0)


def test_a_term_is_counted_back_from_its_last_day_and_past_it(plans, due) -> None:
    assert plans["decision"].term_days == 56
    assert plans["wmo-decision"].term_days == 56
    assert due("decision", "2027-01-17 00:00", "2026-11-22 12:00") == ["2027-01-10 10:00", "2027-01-18 10:00"]


def test_a_text_after_the_last_day_holds_for_a_day(plans) -> None:
    last = planned(plans["decision"], at("2027-01-17 00:00"), Wording("", "nl"), utc("2027-01-17 12:00"))[-1]

    assert wall(last.expires_at) == at("2027-01-19 10:00")


def test_a_discreet_text_says_neither_what_it_is_about_nor_where(plans) -> None:
    wording = Wording("intake verslavingszorg", "nl", discreet=True)
    for message in planned(plans["appointment"], at("2026-12-12 10:30"), wording, utc("2026-11-22 12:00")):
        assert "verslavingszorg" not in message.text
        assert "12 december" in message.text
    for message in planned(plans["briefadres"], at("2027-03-01 00:00"), wording, utc("2026-11-22 12:00")):
        assert "briefadres" not in message.text


@pytest.mark.parametrize(
    ("plan", "count"),
    [("objection", 3), ("advance", 2), ("eviction", 3), ("id-expiry", 2), ("benefit-report", 2), ("court", 3)],
)
def test_every_plan_has_its_texts_in_time(plans, due, plan, count) -> None:
    days = due(plan, "2027-03-02 13:30", "2026-11-22 12:00")

    assert len(days) == count
    assert days == sorted(days)
