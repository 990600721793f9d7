from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.knowledge.facts import Fact, FactSheet, Named, shown
from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem
from assistant.knowledge.shape import Source

Spoil = Callable[[str, str, str], list[Problem]]

SOURCE = Source(title="a law", read=date(2026, 11, 21))
WORDS = {"workday": {"one": "werkdag", "other": "werkdagen"}}


def line_of(folder: Path, name: str, piece: str) -> int:
    """The line of the file on which this piece stands."""
    return next(number for number, line in enumerate((folder / name).read_text().splitlines(), 1) if piece in line)


def fact(value: str, unit: str, **more: object) -> Fact:
    return Fact.model_validate(
        {"name": "it", "about": "something", "value": value, "unit": unit, "certainty": "verified", "source": SOURCE}
        | more
    )


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [
        ("1419.46", "EUR", "€ 1.419,46", "€1,419.46"),
        ("385", "EUR", "€ 385", "€385"),
        ("172.7", "EUR", "€ 172,70", "€172.70"),
        ("47.5", "percent", "47,5%", "47.5%"),
        ("6", "week", "6 weken", "6 weeks"),
        ("1", "month", "1 maand", "1 month"),
        ("3", "workday", "3 werkdagen", "3 workday"),
        ("1", "workday", "1 werkdag", "1 workday"),
        ("0800-8020", "phone", "0800-8020", "0800-8020"),
    ],
)
def test_a_fact_is_shown_as_the_language_writes_it(value: str, unit: str, dutch: str, english: str) -> None:
    assert shown(fact(value, unit), "nl", WORDS).replace("\u00a0", " ") == dutch
    assert shown(fact(value, unit), "en", {}).replace("\u00a0", " ") == english


def test_a_value_that_is_no_finite_number_has_no_number() -> None:
    assert fact("6", "week").number == Decimal(6)
    assert fact("zes", "week").number is None
    assert fact("Infinity", "week").number is None


def test_a_name_becomes_the_fact_and_from_becomes_its_day() -> None:
    sheet = FactSheet({"norm": fact("1419.46", "EUR", name="norm", valid_from=date(2026, 7, 1))}, {"nl": {}, "en": {}})
    named = Named()
    text = sheet.fill("Per {norm.from}: {norm}. {day}, {nothing}, {Norm}", "nl", named)
    assert text.replace("\u00a0", " ") == "Per 1 juli 2026: € 1.419,46. {day}, {nothing}, {Norm}"
    assert named == Named({"norm"}, {"nothing"})


def test_a_fact_without_a_day_has_no_from() -> None:
    named = Named()
    assert FactSheet({"it": fact("6", "week")}, {"nl": {}}).fill("{it.from}", "nl", named) == "{it.from}"
    assert named.unknown == {"it.from"}


def test_in_yaml_each_language_gets_its_own_form() -> None:
    sheet = FactSheet({"it": fact("6", "week")}, {"nl": {}, "en": {}})
    data = {"phone": "{it}", "text": {"nl": "{it}", "en": "{it}"}, "list": ["{it}"]}
    filled = sheet.fill_in(data, "nl", Named())
    assert filled == {"phone": "6 weken", "text": {"nl": "6 weken", "en": "6 weeks"}, "list": ["6 weken"]}


def test_a_text_that_names_an_unknown_fact_is_a_mistake(spoil: Spoil, folder: Path) -> None:
    problems = spoil("nl/wonen/briefadres-geweigerd.md", "{juridisch_loket}", "{juridisch_locket}")
    assert [str(problem) for problem in problems if problem.severity == "error"] == [
        f"nl/wonen/briefadres-geweigerd.md:{line_of(folder, 'nl/wonen/briefadres-geweigerd.md', 'locket')}: het feit"
        " {juridisch_locket} staat niet in facts.yaml; verbeter de naam of zet het feit erbij"
    ]


def test_a_local_file_may_name_facts_too(spoil: Spoil) -> None:
    found = spoil("local/nederland.yaml", '"{veilig_thuis}"', '"{veilig}"')
    assert any("{veilig} staat niet in facts.yaml" in problem.text for problem in found)


def test_a_fact_that_is_uncertain_may_stand_in_no_text(spoil: Spoil, folder: Path) -> None:
    found = spoil("nl/wonen/briefadres-geweigerd.md", "{juridisch_loket}", "{minimumloon_21}")
    assert any("{minimumloon_21} is onzeker" in problem.text for problem in found)


def test_a_number_that_is_a_fact_is_named_and_not_typed(spoil: Spoil, folder: Path) -> None:
    found = spoil("nl/wonen/briefadres-geweigerd.md", "gratis het Juridisch Loket: {juridisch_loket}", "0800-8020")
    line = line_of(folder, "nl/wonen/briefadres-geweigerd.md", "0800-8020")
    said = "'0800-8020' staat al in facts.yaml; schrijf {juridisch_loket}, dan blijft het overal gelijk"
    assert f"nl/wonen/briefadres-geweigerd.md:{line}: {said}" in map(str, found)


def test_a_way_of_asking_may_hold_a_number_that_is_a_fact(spoil: Spoil) -> None:
    found = spoil("nl/wonen/briefadres.md", "questions:\n", "questions:\n  - is 0800-8020 van het juridisch loket\n")
    assert [problem for problem in found if problem.severity == "error"] == []


def test_a_value_that_is_no_number_is_a_mistake(spoil: Spoil, folder: Path) -> None:
    found = spoil("facts.yaml", "value: 1419.46", "value: 1.419,46")
    line = line_of(folder, "facts.yaml", "value: 1.419,46")
    said = f"facts.yaml:{line}: value: '1.419,46' is geen getal; schrijf het met een punt: 1419.46"
    assert said in map(str, found)


def test_a_fact_that_is_not_complete_is_named_and_so_are_its_texts(spoil: Spoil, folder: Path) -> None:
    found = spoil("facts.yaml", "certainty: general", "certainty: zeker")
    named = [problem for problem in found if problem.path == "facts.yaml"]
    assert [problem.line for problem in named] == [line_of(folder, "facts.yaml", "certainty: zeker")]
    assert any("{politie} staat niet in facts.yaml" in problem.text for problem in found)


def test_a_phone_in_the_fixed_sentences_comes_from_the_facts(folder: Path) -> None:
    knowledge, _ = load(folder)
    assert "0800-8020" in knowledge.languages["nl"].messages["human"]
    assert "{phone}" in knowledge.languages["nl"].messages["human"]


def test_the_knowledge_tells_which_files_use_a_fact(folder: Path) -> None:
    knowledge, _ = load(folder)
    assert {"nl/language.yaml", "nl/wonen/briefadres-geweigerd.md"} <= set(knowledge.fact_uses["juridisch_loket"])
    assert "local/nederland.yaml" in knowledge.fact_uses["veilig_thuis"]


def test_content_without_facts_is_still_read(folder: Path) -> None:
    (folder / "facts.yaml").unlink()
    knowledge, problems = load(folder)
    assert knowledge.facts == {}
    assert "facts.yaml:1: dit bestand ontbreekt of is niet te lezen" in map(str, problems)
