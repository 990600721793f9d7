from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.knowledge import KnowledgeBase
from assistant.knowledge.expiry import STALE_AFTER_DAYS, due, stale
from assistant.knowledge.load import load
from assistant.knowledge.overview import Section, overview
from assistant.knowledge.problem import Problem

BRIEFADRES = "nl/wonen/briefadres.md"
DORP = "local/dorp.yaml"
CHECKED = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def knowledge(village: Path) -> KnowledgeBase:
    return load(village)[0]


def of(path: str, problems: list[Problem], piece: str) -> list[Problem]:
    return [problem for problem in problems if problem.path == path and piece in problem.text]


def line_of(folder: Path, name: str, piece: str) -> int:
    return next(number for number, line in enumerate((folder / name).read_text().splitlines(), 1) if piece in line)


def test_nothing_is_stale_on_the_day_it_was_checked(knowledge: KnowledgeBase) -> None:
    assert stale(knowledge, CHECKED) == []


def test_a_topic_has_to_be_checked_again_from_its_day_on(knowledge: KnowledgeBase, village: Path) -> None:
    day = date(2027, 7, 1)

    assert of(BRIEFADRES, stale(knowledge, day - timedelta(days=1)), "check_before") == []
    (problem,) = of(BRIEFADRES, stale(knowledge, day), "check_before")
    assert (problem.line, problem.severity) == (line_of(village, BRIEFADRES, "check_before:"), "warning")
    assert "dat moest voor 01-07-2027" in problem.text


def test_a_service_has_to_be_checked_again_after_half_a_year(knowledge: KnowledgeBase, village: Path) -> None:
    last = CHECKED + timedelta(days=STALE_AFTER_DAYS)

    assert of(DORP, stale(knowledge, last), "loket") == []
    (problem,) = of(DORP, stale(knowledge, last + timedelta(days=1)), "loket")
    assert (problem.line, problem.severity) == (line_of(village, DORP, "    checked:"), "warning")
    assert "180 dagen niet gecontroleerd, sinds 21-11-2026; bel of kijk" in problem.text


def test_a_fact_names_the_files_that_say_it(knowledge: KnowledgeBase, village: Path) -> None:
    (problem,) = of("facts.yaml", stale(knowledge, date(2027, 7, 1)), "luisterlijn:")

    assert problem.line == line_of(village, "facts.yaml", "luisterlijn:")
    assert "local/nederland.yaml" in problem.text
    unused = next(
        fact for fact in knowledge.facts.values() if fact.check_before and not knowledge.fact_uses.get(fact.name)
    )
    (problem,) = of("facts.yaml", stale(knowledge, date(2035, 1, 1)), f"{unused.name}:")
    assert "staat in nog geen tekst" in problem.text


def test_a_fact_without_a_day_is_never_stale(village: Path) -> None:
    path = village / "facts.yaml"
    path.write_text(re.sub(r"  check_before: .*\n", "", path.read_text()))

    assert of("facts.yaml", stale(load(village)[0], date(2035, 1, 1)), "controleer") == []


def test_a_notice_is_past_on_the_day_after_its_last(knowledge: KnowledgeBase) -> None:
    assert of(DORP, stale(knowledge, date(2026, 12, 10)), "notices") == []
    (problem,) = of(DORP, stale(knowledge, date(2026, 12, 11)), "notices")
    assert "'De opvang is vol. Bel eerst.' is voorbij sinds 11-12-2026; haal het weg" in problem.text


def test_a_check_in_the_future_is_a_warning_and_never_an_error(knowledge: KnowledgeBase) -> None:
    problems = stale(knowledge, CHECKED - timedelta(days=1))

    assert of(BRIEFADRES, problems, "ligt in de toekomst")
    assert of(DORP, problems, "ligt in de toekomst")
    assert {problem.severity for problem in problems} == {"warning"}


def test_what_comes_first_stands_first(knowledge: KnowledgeBase) -> None:
    days = [one.day for one in due(knowledge)]

    assert days == sorted(days)
    assert min(days) == date(2026, 12, 11)


def section(knowledge: KnowledgeBase, name: str, today: date = MONDAY, days: int = 30) -> Section:
    return next(one for one in overview(knowledge, today, days) if one.id == name)


def listed(one: Section) -> dict[str, list[str]]:
    return {name: [f"{item.path}: {item.what}" for item in items] for name, items in one.groups}


def test_what_expires_within_the_days_is_listed_by_its_day(knowledge: KnowledgeBase) -> None:
    soon = section(knowledge, "loopt-af")
    assert listed(soon) == {"11-12-2026": [f"{DORP}: Bericht: De opvang is vol. Bel eerst. (Dorp)"]}
    assert soon.groups[0][1][0].why == "haal het daarna weg"

    assert section(knowledge, "loopt-af", days=17).count == 0
    later = listed(section(knowledge, "loopt-af", today=date(2027, 6, 20)))["01-07-2027"]
    assert f"{BRIEFADRES}: Onderwerp: Een briefadres aanvragen (nl)" in later
    assert "facts.yaml: Feit: De Luisterlijn, dag en nacht" in later


def test_what_is_past_is_listed_by_language_and_by_municipality(knowledge: KnowledgeBase) -> None:
    late = date(2027, 7, 1)

    assert list(listed(section(knowledge, "verlopen-taal", late))) == ["Nederlands", "English"]
    places = section(knowledge, "verlopen-gemeente", late)
    assert listed(places)["Dorp"] == [f"{DORP}: De opvang is vol. Bel eerst.", f"{DORP}: Gemeente Dorp"]
    assert [item.why for item in places.groups[0][1]] == [
        "sinds 11-12-2026",
        "sinds 21-05-2027, gecontroleerd op 21-11-2026",
    ]
    assert "facts.yaml: De Luisterlijn, dag en nacht" in listed(section(knowledge, "verlopen-feiten", late))[""]


def test_an_empty_list_says_so(knowledge: KnowledgeBase) -> None:
    for name in ("verlopen-taal", "verlopen-gemeente", "verlopen-feiten", "ouder", "vertalen", "gemeenteteksten"):
        one = section(knowledge, name)
        assert (one.count, one.groups) == (0, ())
        assert one.empty.endswith(".")


def test_translations_that_are_older_or_missing_are_listed_with_since_when(village: Path) -> None:
    for name, old, new in (
        (BRIEFADRES, "title: ", "title: Zo gaat "),
        (BRIEFADRES, "checked: 2026-11-21", "checked: 2026-11-22"),
    ):
        path = village / name
        path.write_text(path.read_text().replace(old, new, 1))
    (village / "en/steun/mens-spreken.md").unlink()
    knowledge = load(village)[0]

    older = section(knowledge, "ouder")
    assert listed(older) == {"English": ["en/wonen/briefadres.md: Applying for a postal address"]}
    assert older.groups[0][1][0].why == "gecontroleerd op 21-11-2026; het Nederlands op 22-11-2026"
    missing = section(knowledge, "vertalen")
    assert listed(missing) == {"English": ["nl/steun/mens-spreken.md: Een mens spreken"]}
    assert missing.groups[0][1][0].why == "in het Nederlands sinds 21-11-2026"


def test_texts_that_a_municipality_misses_are_listed(village: Path) -> None:
    path = village / DORP
    path.write_text(re.sub(r', en: "[^"]*"\}', "}", path.read_text()))

    gaps = section(load(village)[0], "gemeenteteksten")
    assert listed(gaps) == {
        "Dorp": [f"{DORP}: Gemeente Dorp", f"{DORP}: briefadres", f"{DORP}: De opvang is vol. Bel eerst."]
    }
    assert {item.why for item in gaps.groups[0][1]} == {"geen tekst in: English"}
    assert all(item.line > 1 for item in gaps.groups[0][1])


def test_centre_municipalities_without_a_file_are_listed(knowledge: KnowledgeBase, village: Path) -> None:
    centre = knowledge.centres[0].municipality
    named = f"local/{centre}.yaml"
    assert any(item.path == named for _, items in section(knowledge, "centrumgemeenten").groups for item in items)

    (village / named).write_text((village / DORP).read_text())
    there = section(load(village)[0], "centrumgemeenten")
    assert not any(item.path == named for _, items in there.groups for item in items)
    assert there.count == len(knowledge.centres) - 1


def test_topics_for_which_nobody_helps_are_listed(village: Path) -> None:
    path = village / "nl/steun/mens-spreken.md"
    path.write_text(path.read_text().replace("services: [praten]\n", ""))
    path = village / BRIEFADRES
    path.write_text(path.read_text().replace("services: [briefadresloket]", "services: [tandarts, dokter]"))

    one = section(load(village)[0], "zonder-hulp")
    assert listed(one) == {
        "Overal": ["nl/steun/mens-spreken.md: Een mens spreken"],
        "Dorp": [f"{DORP}: Een briefadres aanvragen"],
    }
    assert one.groups[1][1][0].why == "zoek: tandarts, dokter"
