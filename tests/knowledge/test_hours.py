from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import DateWords, Service, Source
from assistant.knowledge.hours import DAYS, is_open, read_hours
from assistant.knowledge.hourwords import HourWords
from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem

CONTENT = Path(__file__).parents[2] / "content"
DORP = "local/dorp.yaml"


@cache
def words() -> tuple[tuple[HourWords, DateWords], ...]:
    return tuple((language.hours, language.dates) for language in load(CONTENT)[0].languages.values())


@pytest.fixture
def folder(village: Path) -> Path:
    return village


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ma-vr 9:00-17:00; feestdagen dicht", "Mo-Fr 09:00-17:00; PH off"),
        ("ma, wo 10-12 uur", "Mo,We 10:00-12:00"),
        ("di 13.00-16.00", "Tu 13:00-16:00"),
        ("dag en nacht", "24/7"),
        ("24 uur", "24/7"),
        ("Maandag t/m vrijdag van 9.00 tot 17.00 uur", "Mo-Fr 09:00-17:00"),
        ("ma en wo 9-12 en 13-17u, vr 9u30-12", "Mo,We 09:00-12:00,13:00-17:00; Fr 09:30-12:00"),
        ("Ma, di en do: 9.00 – 12.30 uur", "Mo,Tu,Th 09:00-12:30"),
        ("ma.-vr. 9-17", "Mo-Fr 09:00-17:00"),
        ("elke dag 20:00-08:00", "Mo-Su 20:00-08:00"),
        ("werkdagen 8:30-17:00, weekend dicht", "Mo-Fr 08:30-17:00; Sa-Su off"),
        ("wo dicht, feestdagen 10-12", "We off; PH 10:00-12:00"),
        ("zo-ma 9-17", "Su-Mo 09:00-17:00"),
        ("9-17", "09:00-17:00"),
        ("10.00-12.00 ma en feestdagen", "Mo,PH 10:00-12:00"),
        ("mon-fri 9-17; holidays closed", "Mo-Fr 09:00-17:00; PH off"),
        ("Mon-Fri 9am-5pm", "Mo-Fr 09:00-17:00"),
        ("9 am to 5 pm every day", "Mo-Su 09:00-17:00"),
        ("weekdays 12 am - 8 am", "Mo-Fr 00:00-08:00"),
        ("13 pm - 14 pm", "13:00-14:00"),
        ("day and night", "24/7"),
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
        ("24/7", "24/7"),
        ("Nov-Mar Mo-Su 18:00-09:00", "Nov-Mar Mo-Su 18:00-09:00"),
        ("We closed", "We closed"),
    ],
)
def test_hours_as_editors_write_them_are_kept_as_openstreetmap_does(written: str, kept: str) -> None:
    assert read_hours(written, words()) == (kept, None)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("op afspraak", "zijn geen openingstijden; schrijf ze zo: ma-vr 9:00-17:00"),
        ("maandag", "zijn geen openingstijden"),
        ("", "zijn geen openingstijden"),
        ("feestdagen-ma 9-10", "zijn geen openingstijden"),
        ("dag en nacht; feestdagen dicht", "zijn geen openingstijden"),
        ("Mo-Fr", "bij 'Mo-Fr' staat geen tijd; schrijf ze zo"),
        ("ma 9-12; ma 14-16", "een dag staat er twee keer"),
        ("ma-vr 9-12; wo 14-16", "een dag staat er twee keer"),
        ("9-12; ma 14-16", "een dag staat er twee keer"),
        ("9-5", "het sluit om 05:00, voor het om 09:00 open gaat"),
        ("ma 10-10", "het sluit om 10:00, voor het om 10:00 open gaat"),
        ("ma 9:75-10:00", "09:75-10:00 bestaat niet"),
        ("ma 9:00-10:75", "09:00-10:75 bestaat niet"),
        ("vr-ma 23-26", "23:00-26:00 bestaat niet"),
    ],
)
def test_hours_that_cannot_be_read_say_how_to_write_them(written: str, says: str) -> None:
    hours, problem = read_hours(written, words())

    assert hours is None
    assert problem
    assert problem.startswith("hours: ")
    assert says in problem


def test_without_the_words_of_any_language_openstreetmap_is_read() -> None:
    assert read_hours("Mo 09:00-10:00", ()) == ("Mo 09:00-10:00", None)
    assert read_hours("ma 9-10", ())[0] is None


@given(
    first=st.integers(0, 6),
    last=st.integers(0, 6),
    begin=st.integers(0, 22),
    length=st.integers(1, 10),
    half=st.booleans(),
)
def test_what_was_read_holds_the_same_days_and_times(
    first: int, last: int, begin: int, length: int, half: bool
) -> None:
    names = ("ma", "di", "wo", "do", "vr", "za", "zo")
    end = min(begin + length, 24)
    minute = "30" if half else "00"
    hours, problem = read_hours(f"{names[first]} t/m {names[last]} {begin}.{minute} tot {end} uur", words())

    if half and end == begin:
        return
    assert problem is None
    assert hours == f"{DAYS[first]}-{DAYS[last]} {begin:02}:{minute}-{end:02}:00"


def service(hours: str | None) -> Service:
    day = date(2026, 11, 21)
    source = Source(title="gemeente", read=day)
    return Service(id="x", kind="dokter", name="X", text={"nl": "x"}, source=source, checked=day, hours=hours)


def test_a_service_is_open_by_dutch_clocks_and_closed_on_holidays() -> None:
    hours, _ = read_hours("ma-vr 9:00-17:00; feestdagen dicht", words())
    desk = service(hours)

    assert is_open(desk, datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    assert not is_open(desk, datetime(2026, 11, 24, 16, 30, tzinfo=UTC))
    assert not is_open(desk, datetime(2026, 12, 25, 10, tzinfo=UTC)), "Christmas is a Friday"
    assert is_open(service(None), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)) is None


def test_the_hours_of_a_municipality_are_read_when_it_is_loaded(folder: Path) -> None:
    knowledge, _ = load(folder)

    assert knowledge.municipalities["dorp"].services[0].hours == "Mo-Fr 09:00-17:00; PH off"
    assert knowledge.nation.services[0].hours == "24/7"


def test_hours_that_cannot_be_read_are_left_out_and_named_on_their_line(
    spoil: Callable[[str, str, str], list[Problem]], folder: Path
) -> None:
    (problem,) = spoil(DORP, "hours: ma-vr 9:00-17:00; feestdagen dicht", "hours: meestal wel")

    line = next(n for n, text in enumerate((folder / DORP).read_text().splitlines(), 1) if "meestal" in text)
    assert (problem.path, problem.line, problem.severity) == (DORP, line, "error")
    knowledge, _ = load(folder)
    assert is_open(knowledge.municipalities["dorp"].services[0], datetime(2026, 11, 24, 9, tzinfo=UTC)) is None


@pytest.mark.parametrize("services", ["services: loket", "services: [loket]", "services: [{hours: [9, 17]}]"])
def test_services_of_another_shape_are_a_mistake_and_no_crash(folder: Path, services: str) -> None:
    path = folder / DORP
    path.write_text(re.sub(r"services:\n(?:  .*\n)+", services + "\n", path.read_text()))

    assert any(problem.path == DORP and problem.severity == "error" for problem in load(folder)[1])
