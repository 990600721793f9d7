from __future__ import annotations

import pytest

from assistant.knowledge.textcheck import is_phone, text_problems


def said(text: str) -> list[tuple[str, str]]:
    found = text_problems("nl/wonen/x.md", 7, text, {"briefadres"}, {"klik hier", "hier"})
    return [(problem.severity, problem.text) for problem in found]


@pytest.mark.parametrize(
    "text",
    [
        "Lees [over het briefadres](briefadres) of [de wet](https://wetten.overheid.nl/BWBR0033715).",
        "Bel [0800-8020](tel:+318008020).",
        "Bel 14 + netnummer, 14 020, 112 of 113. Of 0800-8020, 088-0767 000 en 0900-8844.",
        "Sinds 01-01-2027 is het 1.419,46 euro; artikel 0123 staat in BWBR0015703.",
        "Vul je naam in. [x] Klaar.",
        "Het duurt 8 weken, van 09:00 tot 17:00.",
    ],
)
def test_a_good_line_is_left_alone(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "severity", "says"),
    [
        ("[meer](http://x.nl)", "error", "de link (http://x.nl) werkt niet"),
        ("[meer](vliegreis)", "error", "de link (vliegreis) werkt niet; schrijf de naam van een onderwerp"),
        ("[Klik hier!](briefadres)", "warning", "de link [Klik hier!] zegt niet waar hij heen gaat"),
        ("Bel XX voor hulp.", "error", "'XX' is nog niet ingevuld"),
        ("Bel 078-xxx", "error", "'078-xxx' is nog niet ingevuld"),
        ("Ga naar [Adres].", "error", "'[Adres]' is nog niet ingevuld"),
        ("Call [phone] first.", "error", "'[phone]' is nog niet ingevuld"),
        ("TODO: bedrag", "error", "'TODO' is nog niet ingevuld"),
        ("Het kost ??? euro", "error", "'???' is nog niet ingevuld"),
        ("Kijk op http://www.x.nl.", "error", "is niet veilig; schrijf https://"),
        ("Bel 0800-80201234.", "error", "'0800-80201234' is geen geldig nummer"),
        ("Bel 06 1234567 nu.", "error", "'06 1234567' is geen geldig nummer"),
        ("Bel +31 78 12 nu of +31781234.", "error", "is geen geldig nummer"),
    ],
)
def test_a_mistake_in_a_line_says_what_to_do(text: str, severity: str, says: str) -> None:
    found = said(text)

    assert len(found) == 1, found
    assert found[0][0] == severity
    assert says in found[0][1]


@pytest.mark.parametrize(
    "number", ["112", "113", "144", "116 111", "14 078", "14 0495", "0800-2000", "0800 64 64 644", "+31 78 639 1234"]
)
def test_a_number_that_can_be_dialled(number: str) -> None:
    assert is_phone(number)


@pytest.mark.parametrize("number", ["14", "115", "0800", "078-12", "bel de gemeente", "14 78", "+31612"])
def test_a_number_that_nobody_can_dial(number: str) -> None:
    assert not is_phone(number)
