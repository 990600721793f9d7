from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.knowledge.check import STALE_AFTER_DAYS, is_phone, stale
from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem

Spoil = Callable[[str, str, str], list[Problem]]
BRIEFADRES = "nl/wonen/briefadres.md"


def test_a_mistake_in_the_words_of_a_language_is_named_in_their_own_file(spoil: Spoil) -> None:
    problems = spoil("nl/dates.yaml", "months:", "maanden:")

    assert ("nl/dates.yaml", True) in {(p.path, "maanden: ken ik niet" in p.text) for p in problems}


def test_a_language_without_its_words_is_named_once(folder: Path) -> None:
    (folder / "en/words.yaml").unlink()

    said = [str(problem) for problem in load(folder)[1] if problem.severity == "error"]
    assert "en/words.yaml:1: dit bestand ontbreekt of is niet te lezen" in said
    assert len([line for line in said if line.startswith("en/")]) == 2


def test_a_file_that_is_only_a_list_says_what_belongs_there(folder: Path) -> None:
    (folder / "plans.yaml").write_text("- appointment\n")

    assert any(p.path == "plans.yaml" and "hier horen sleutels" in p.text for p in load(folder)[1])


def test_a_piece_that_is_no_mapping_says_what_belongs_there(folder: Path) -> None:
    (folder / "regions.yaml").write_text("places:\n  - Dordrecht\n")

    assert any(p.path == "regions.yaml" and p.line == 2 and "hier horen sleutels" in p.text for p in load(folder)[1])


def test_a_wrong_language_file_leaves_the_other_language_in_place(folder: Path) -> None:
    (folder / "en/language.yaml").write_text("name: English\n")
    knowledge, problems = load(folder)

    assert list(knowledge.languages) == ["nl"]
    assert any(problem.path == "en/language.yaml" for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    kind: noodfonds\n", "    kind: noodfonds\n    hours: maandag\n", "geen openingstijden"),
        ("    kind: noodfonds\n", "    soort: noodfonds\n", "soort: ken ik niet"),
        ('phone: "14 078"', 'phone: "14 onbekend"', "is geen geldig nummer"),
    ],
)
def test_a_mistake_in_a_municipality_is_named(spoil: Spoil, old: str, new: str, says: str) -> None:
    problems = spoil("local/dordrecht.yaml", old, new)

    assert any(says in problem.text and problem.severity == "error" for problem in problems)


def test_a_service_that_stands_there_twice_is_named(spoil: Spoil) -> None:
    assert any(
        "staat er twee keer" in p.text
        for p in spoil("local/dordrecht.yaml", "id: stadskantoor", "id: sociaal-wijkteam")
    )


def test_a_service_without_a_text_in_a_language_is_a_warning(folder: Path) -> None:
    path = folder / "local/dordrecht.yaml"
    path.write_text(re.sub(r', en: "[^"]*"\}', "}", path.read_text(), count=2))

    assert any("text.en ontbreekt" in p.text and p.severity == "warning" for p in load(folder)[1])


def test_a_local_addition_to_a_topic_that_is_not_there_is_named(spoil: Spoil) -> None:
    problems = spoil("local/dordrecht.yaml", "  opvang-aanvragen:", "  opvang-vragen:")

    assert any("het onderwerp 'opvang-vragen' bestaat niet" in problem.text for problem in problems)


def test_a_topic_in_an_unknown_area_is_named(folder: Path) -> None:
    (folder / "nl/vervoer").mkdir()
    (folder / BRIEFADRES).rename(folder / "nl/vervoer/briefadres.md")

    assert any("'vervoer' is geen leefgebied" in problem.text for problem in load(folder)[1])


def test_a_topic_that_misses_in_a_language_is_named(folder: Path) -> None:
    (folder / "en/wonen/briefadres.md").unlink()
    (folder / "nl/wonen/digid.md").unlink()
    said = {(p.path, p.severity): p.text for p in load(folder)[1]}

    assert "en/wonen/briefadres.md ontbreekt" in said[BRIEFADRES, "warning"]
    assert "bestaat niet in nl" in said["en/wonen/digid.md", "error"]


def test_an_older_translation_is_a_warning_with_the_revision_to_write(spoil: Spoil) -> None:
    (problem,) = spoil(BRIEFADRES, "title: ", "title: Zo gaat ")

    assert (problem.path, problem.severity) == ("en/wonen/briefadres.md", "warning")
    assert re.search(r"schrijf revision_of: [0-9a-f]{12}$", problem.text)


def test_few_questions_are_a_warning_and_none_is_a_mistake(folder: Path) -> None:
    path = folder / BRIEFADRES
    text = path.read_text()
    asked = re.search(r"questions:\n((?:  - .*\n)+)", text)
    assert asked
    path.write_text(text.replace(asked[1], "  - hoe kom ik aan een briefadres\n"))
    assert any("1 vragen; schrijf er minstens 15" in p.text and p.severity == "warning" for p in load(folder)[1])

    path.write_text(text.replace(asked[0], "questions: []\n"))
    assert any("zonder vragen" in p.text and p.severity == "error" for p in load(folder)[1])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title: Een briefadres aanvragen", "title: " + "lang " * 20, "is te lang; schrijf hoogstens 60 tekens"),
        ("title: Een briefadres aanvragen", "title:", "is leeg; vul het in"),
        ("title: Een briefadres aanvragen", "title: {a: b}", "moet tekst zijn"),
        ("title: Een briefadres aanvragen", 'title: "a\\nb"', "moet op een regel staan"),
        ("remind: briefadres", "remind: briefadres\nalarm: dood", "moet een lijst zijn"),
        ("sources:\n", "sources: []\nbron:\n", "te weinig regels; minstens 1"),
        ("next: [", "next: [digid, ", "te veel regels; hoogstens 3"),
        ("  - {title:", "  - titel\n  - {title:", "moet sleutels hebben"),
    ],
)
def test_a_wrong_field_says_what_to_write_instead(spoil: Spoil, old: str, new: str, says: str) -> None:
    problems = spoil(BRIEFADRES, old, new)

    assert any(says in problem.text for problem in problems), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("hours: 2", "hours: twee", "moet een heel getal zijn"),
        ("hours: 2", "hours: 0", "moet minstens 1 zijn"),
        ("hours: 2", "hours: 99", "mag hoogstens 72 zijn"),
        ('at: "17:00"', 'at: "vijf uur"', "is geen tijd"),
        ("all_day: true", "all_day: soms", ""),
    ],
)
def test_a_wrong_number_in_a_plan_says_what_to_write_instead(spoil: Spoil, old: str, new: str, says: str) -> None:
    problems = spoil("plans.yaml", old, new)

    assert any(says in problem.text for problem in problems), [str(problem) for problem in problems]


def test_what_has_to_be_checked_again_is_a_warning_from_that_day_on(folder: Path) -> None:
    knowledge, _ = load(folder)
    topic = knowledge.topic("nl", "briefadres")
    assert topic

    def named(today: date) -> bool:
        return any(p.path == BRIEFADRES and p.text.startswith("check_before") for p in stale(knowledge, today))

    assert not named(topic.check_before - timedelta(days=1))
    assert named(topic.check_before)


def test_a_check_in_the_future_is_a_mistake(folder: Path) -> None:
    problems = stale(load(folder)[0], date(2026, 11, 1))

    assert any(p.path == BRIEFADRES and "ligt in de toekomst" in p.text and p.severity == "error" for p in problems)


def test_a_service_that_nobody_checked_for_half_a_year_is_a_warning(folder: Path) -> None:
    knowledge, _ = load(folder)
    checked = knowledge.nation.services[0].checked

    assert not any("dagen niet gecontroleerd" in p.text for p in stale(knowledge, checked))
    late = stale(knowledge, checked + timedelta(days=STALE_AFTER_DAYS + 1))
    assert any("181 dagen niet gecontroleerd" in p.text and p.severity == "warning" for p in late)


@pytest.mark.parametrize(
    "number", ["112", "113", "144", "14 078", "14 0495", "0800-2000", "0800 64 64 644", "+31 78 639 1234"]
)
def test_a_number_that_can_be_dialled(number: str) -> None:
    assert is_phone(number)


@pytest.mark.parametrize("number", ["14", "115", "0800", "078-12", "bel de gemeente", "14 78", "+31612"])
def test_a_number_that_nobody_can_dial(number: str) -> None:
    assert not is_phone(number)
