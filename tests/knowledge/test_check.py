from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem

Spoil = Callable[[str, str, str], list[Problem]]
BRIEFADRES = "nl/wonen/briefadres.md"
DORP = "local/dorp.yaml"


@pytest.fixture
def folder(village: Path) -> Path:
    return village


def line_of(folder: Path, name: str, piece: str) -> int:
    """The line of the file on which this piece stands."""
    return next(number for number, line in enumerate((folder / name).read_text().splitlines(), 1) if piece in line)


def test_the_village_has_no_mistake(folder: Path) -> None:
    assert load(folder)[1] == []


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
        ("hours: ma-vr 9:00-17:00", "hours: maandag", "geen openingstijden"),
        ("    kind: briefadresloket\n", "    soort: loket\n", "soort: ken ik niet"),
        ('phone: "14 078"', 'phone: "14 onbekend"', "is geen geldig nummer"),
    ],
)
def test_a_mistake_in_a_municipality_is_named(spoil: Spoil, old: str, new: str, says: str) -> None:
    problems = spoil(DORP, old, new)

    assert any(says in problem.text and problem.severity == "error" for problem in problems)


def test_a_service_that_stands_there_twice_is_named_on_its_own_line(folder: Path) -> None:
    path = folder / DORP
    text = path.read_text()
    service = text[text.index("  - id: loket") : text.index("topics:")]
    path.write_text(text.replace("topics:", f"{service}topics:"))

    (problem,) = load(folder)[1]
    assert "'loket' staat er twee keer" in problem.text
    assert path.read_text().splitlines()[problem.line - 1] == "  - id: loket"
    assert problem.line > text[: text.index("  - id: loket")].count("\n") + 1


def test_a_service_without_a_text_in_a_language_is_a_warning(spoil: Spoil) -> None:
    (problem,) = spoil(DORP, ', en: "Apply for your briefadres here."', "")

    assert (problem.severity, problem.text[:25]) == ("warning", "loket: text.en ontbreekt;")


def test_a_local_addition_to_a_topic_that_is_not_there_is_named(spoil: Spoil) -> None:
    problems = spoil(DORP, "  briefadres: {", "  opvang-vragen: {")

    assert any("het onderwerp 'opvang-vragen' bestaat niet" in problem.text for problem in problems)


def test_a_topic_in_an_unknown_area_is_named(folder: Path) -> None:
    (folder / "nl/vervoer").mkdir()
    (folder / BRIEFADRES).rename(folder / "nl/vervoer/briefadres.md")

    assert any("'vervoer' is geen leefgebied" in problem.text for problem in load(folder)[1])


def test_a_topic_that_misses_in_a_language_is_named(folder: Path) -> None:
    (folder / "en/wonen/briefadres.md").unlink()
    (folder / "nl/steun/mens-spreken.md").unlink()
    said = {(p.path, p.severity): p.text for p in load(folder)[1]}

    assert said["en/wonen", "warning"] == "1 nog te vertalen: briefadres.md (sinds 21-11-2026)"
    assert "bestaat niet in nl" in said["en/steun/mens-spreken.md", "error"]


def test_an_older_translation_is_a_warning_with_the_revision_to_write(spoil: Spoil) -> None:
    (problem,) = spoil(BRIEFADRES, "title: ", "title: Zo gaat ")

    assert (problem.path, problem.severity) == ("en/wonen/briefadres.md", "warning")
    assert "deze vertaling (gecontroleerd op 21-11-2026) is van een oudere tekst" in problem.text
    assert re.search(r"\(gecontroleerd op 21-11-2026\); werk bij en schrijf revision_of: [0-9a-f]{12}$", problem.text)


def test_a_translation_that_does_not_say_what_it_was_made_from_is_a_warning(folder: Path) -> None:
    path = folder / "en/wonen/briefadres.md"
    path.write_text(re.sub(r"revision_of: .*\n", "", path.read_text()))

    (problem,) = load(folder)[1]
    assert "revision_of: ontbreekt; vergelijk met nl/wonen/briefadres.md" in problem.text


def test_the_same_question_in_two_topics_is_a_mistake_with_both_places(spoil: Spoil, folder: Path) -> None:
    problems = spoil("nl/steun/mens-spreken.md", "  - eenzaam\n", "  - Formulier briefadres?\n")

    (problem,) = (problem for problem in problems if problem.severity == "error")
    assert (problem.path, problem.line) == (BRIEFADRES, line_of(folder, BRIEFADRES, "- formulier briefadres"))
    other = line_of(folder, "nl/steun/mens-spreken.md", "- Formulier briefadres?")
    assert f"'formulier briefadres' staat ook op nl/steun/mens-spreken.md:{other}" in problem.text


def test_sections_in_another_order_are_a_mistake(folder: Path) -> None:
    path = folder / BRIEFADRES
    text = path.read_text()
    rights = text[text.index("## Je rechten") : text.index("## Je plichten")]
    path.write_text(text.replace(rights, "").replace("## Dit doe je nu", rights + "## Dit doe je nu"))

    (problem,) = (problem for problem in load(folder)[1] if problem.severity == "error")
    assert "de koppen staan in een andere volgorde; zet ze zo: In het kort, Je rechten, Je plichten" in problem.text
    assert path.read_text().splitlines()[problem.line - 1] == "## Je plichten"


def test_a_notice_that_misses_a_language_is_a_warning(spoil: Spoil) -> None:
    (problem,) = spoil(DORP, ', en: "The shelter is full. Call first."', "")

    assert problem.text == "notices: de tekst onder en: ontbreekt; tot dan staat er Nederlands"
    assert (problem.severity, problem.line) == ("warning", 4)


def test_a_number_among_the_facts_that_nobody_can_dial_is_named_on_its_line(folder: Path) -> None:
    path = folder / "facts.yaml"
    entry = re.search(r"\nluisterlijn:\n(?:  .*\n)*?  value: (.*)\n", path.read_text())
    assert entry
    path.write_text(path.read_text().replace(entry[0], entry[0].replace(entry[1], '"0880-76"')))

    (problem,) = (problem for problem in load(folder)[1] if problem.path == "facts.yaml")
    assert "luisterlijn: '0880-76' is geen geldig nummer" in problem.text
    assert problem.severity == "error"
    assert path.read_text().splitlines()[problem.line - 1] == "luisterlijn:"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  human: [", "  mens: ["),
        ("  sms.more: ", "  sms.meer: "),
        ("  briefadresloket: ", "  briefloket: "),
    ],
)
def test_a_wrong_key_in_a_language_file_is_named_on_its_line(spoil: Spoil, folder: Path, old: str, new: str) -> None:
    missing, unknown = spoil("en/language.yaml", old, new)

    assert f"{old.strip(': [')!r} ontbreekt; vul het in" in missing.text
    assert f"{new.strip(': [')!r} ken ik niet" in unknown.text
    assert unknown.line == line_of(folder, "en/language.yaml", new)


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
        ("next: [", "next: [a, b, c, ", "te veel regels; hoogstens 3"),
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


def test_a_municipality_that_is_no_yaml_is_left_out_and_the_rest_is_there(folder: Path) -> None:
    (folder / "local/stad.yaml").write_text("name: [Stad\n")
    knowledge, problems = load(folder)

    assert list(knowledge.municipalities) == ["dorp"]
    (problem,) = problems
    assert (problem.path, problem.severity) == ("local/stad.yaml", "error")


@pytest.mark.parametrize(
    ("name", "old", "new", "says", "severity"),
    [
        (
            "plans.yaml",
            "        en: ",
            "        xx: ",
            "appointment: texts.0.text.en ontbreekt; schrijf de tekst",
            "warning",
        ),
        ("plans.yaml", '        nl: "', '        nl: "TODO ', "'TODO' is nog niet ingevuld", "error"),
        ("nl/language.yaml", "    answer: Hallo.", "    answer: Hallo XX.", "'XX' is nog niet ingevuld", "error"),
        ("nl/language.yaml", '  help: "', '  help: "http://x.nl ', "'http://x.nl' is niet veilig", "error"),
        ("local/dorp.yaml", "Vraag hier je", "Vraag [adres] je", "'[adres]' is nog niet ingevuld", "error"),
    ],
)
def test_every_other_text_is_read_too(
    spoil: Spoil, folder: Path, name: str, old: str, new: str, says: str, severity: str
) -> None:
    problem, *_ = (problem for problem in spoil(name, old, new) if problem.text.startswith(says))

    assert (problem.path, problem.severity) == (name, severity)
    assert abs(problem.line - line_of(folder, name, new)) <= 2


@pytest.mark.parametrize("field", ["sms_helper: Bel voor de ander.", "helper: [zus]"])
def test_a_text_for_helpers_and_who_it_is_about_belong_together(spoil: Spoil, folder: Path, field: str) -> None:
    problems = spoil(BRIEFADRES, "remind: briefadres", f"remind: briefadres\n{field}")
    found = [problem for problem in problems if "horen bij elkaar" in problem.text]
    assert [problem.line for problem in found] == [line_of(folder, BRIEFADRES, field)]
