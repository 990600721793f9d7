"""What a phone would make expensive or unreadable is named before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem
from assistant.sms.content_check import check_sms

BRIEFADRES = "nl/wonen/briefadres.md"


@pytest.fixture
def spoilt(village: Path) -> Callable[[str, str, str], list[Problem]]:
    def replace(name: str, old: str, new: str) -> list[Problem]:
        path = village / name
        assert old in path.read_text(), old
        path.write_text(path.read_text().replace(old, new, 1))
        return check_sms(load(village)[0])

    return replace


def test_the_village_fits_a_phone(village: Path) -> None:
    assert check_sms(load(village)[0]) == []


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ('sms: "Geïnformeerd. ', "sms: 'ï' verdubbelt de prijs; schrijf 'i' of een ander woord"),
        ('sms: "Bel – nu. ', "sms: '–' verdubbelt de prijs; schrijf '-' of een ander woord"),
        ('sms: "Bel 🙂 nu. ', "sms: '🙂' verdubbelt de prijs; haal het weg"),
        ('sms: "' + "Lange zin. " * 30, "berichten; kort in tot 2 (306 tekens)"),
    ],
)
def test_a_costly_text_message_is_a_mistake_with_its_remedy(
    spoilt: Callable[..., list[Problem]], new: str, says: str
) -> None:
    (problem,) = spoilt(BRIEFADRES, 'sms: "', new)

    assert says in problem.text
    assert (problem.path, problem.line, problem.severity) == (BRIEFADRES, 4, "error")


def test_a_text_in_a_script_of_its_own_is_only_measured(spoilt: Callable[..., list[Problem]]) -> None:
    assert spoilt(BRIEFADRES, 'sms: "', 'sms: "Позвоните в муниципалитет. ') == []


def test_a_long_text_in_a_script_of_its_own_says_so_once(spoilt: Callable[..., list[Problem]]) -> None:
    (problem,) = spoilt(BRIEFADRES, 'sms: "', 'sms: "' + "Позвоните в муниципалитет. " * 5)

    assert "dat zijn 3 berichten" in problem.text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "{day} {time}: {about}.",
            "{dag} {time}: {about}.",
            "{dag} wordt niet ingevuld; kies uit about, day,",
        ),
        ("{day} {time}: {about}.", "{day} {time}: {about}. " + "Neem alles mee. " * 12, "kort in tot 2"),
        ("{day} {time}: {about}.", "{day} {time}: {about} ☎.", "'☎' verdubbelt de prijs; haal het weg"),
        ("De laatste dag van je briefadres is {day}.", "Om {time} is het {day}.", "{time} wordt niet ingevuld"),
        ("{day} {time}: je staat genoteerd.", "{dag}: je staat genoteerd.", "{dag} wordt niet ingevuld"),
    ],
)
def test_the_texts_of_a_plan_are_read_too(
    spoilt: Callable[..., list[Problem]], village: Path, old: str, new: str, says: str
) -> None:
    problem, *_ = spoilt("plans.yaml", old, new)

    assert says in problem.text
    assert problem.path == "plans.yaml"
    assert new in (village / "plans.yaml").read_text().splitlines()[problem.line - 1]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  deleted: ", '  deleted: "🙂" #', "messages.deleted: '🙂' verdubbelt de prijs van een sms; haal het weg"),
        ("  deleted: ", '  deleted: "' + "Alles is weg. " * 30 + '" #', "messages.deleted: "),
        ("    answer: Hallo.", "    answer: Hallo 🙂.", "smalltalk.hello.answer: '🙂' verdubbelt"),
    ],
)
def test_the_fixed_sentences_are_read_too(
    spoilt: Callable[..., list[Problem]], village: Path, old: str, new: str, says: str
) -> None:
    (problem,) = spoilt("nl/language.yaml", old, new)

    assert says in problem.text
    assert new in (village / "nl/language.yaml").read_text().splitlines()[problem.line - 1]


def test_a_letter_that_becomes_cheap_on_the_way_may_stand_in_a_fixed_sentence(
    spoilt: Callable[..., list[Problem]],
) -> None:
    assert spoilt("nl/language.yaml", "  deleted: ", '  deleted: "Geïnformeerd – één keer." #') == []


def test_a_costly_letter_in_a_local_text_is_a_warning(spoilt: Callable[..., list[Problem]]) -> None:
    (problem,) = spoilt("local/dorp.yaml", "The shelter is full.", "The shelter is full 🙂.")

    assert problem.text == "'🙂' verdubbelt de prijs van een sms; haal het weg"
    assert (problem.path, problem.line, problem.severity) == ("local/dorp.yaml", 4, "warning")
