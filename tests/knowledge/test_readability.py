from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from assistant.knowledge.load import load
from assistant.knowledge.plainwords import PlainWords
from assistant.knowledge.problem import Problem
from assistant.knowledge.readability import officialese, passives, readability, reading_ease, sentences, syllables

CONTENT = Path(__file__).parents[2] / "content"
LONG = "Als je geen plek hebt om te slapen dan bel je de gemeente en vraag je of er een bed is."


@cache
def plain(code: str) -> PlainWords:
    return load(CONTENT)[0].languages[code].plain


@pytest.fixture
def spoilt(village: Path) -> Callable[[str, str, str], list[Problem]]:
    """Replace a piece of a file and give the warnings about how it reads."""

    def replace(name: str, old: str, new: str) -> list[Problem]:
        path = village / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))
        return readability(load(village)[0])

    return replace


def test_the_village_reads_easily(village: Path) -> None:
    assert readability(load(village)[0]) == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("huis", 1), ("gemeente", 3), ("briefadres", 3), ("uitkering", 3), ("eeuw", 1), ("nieuwe", 2), ("BRP", 1)],
)
def test_syllables_of_dutch_words(word: str, count: int) -> None:
    assert syllables(word, plain("nl")) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("home", 1), ("address", 2), ("table", 2), ("wanted", 2), ("asked", 1), ("shelter", 2), ("the", 1), ("houses", 2)],
)
def test_syllables_of_english_words(word: str, count: int) -> None:
    assert syllables(word, plain("en")) == count


def test_the_formula_of_douma() -> None:
    # 60 words in 10 sentences, 80 syllables: 207 - 0.93 x 6 - 77 x 80/60
    text = ["Bel de gemeente en vraag hulp."] * 10
    heard = sum(syllables(word, plain("nl")) for word in ["Bel", "de", "gemeente", "en", "vraag", "hulp"])

    assert heard == 8
    score = reading_ease(text, plain("nl"))
    assert score == pytest.approx(207 - 0.93 * 6 - 77 * 8 / 6)


def test_a_short_text_and_a_language_without_a_formula_have_no_score() -> None:
    assert reading_ease(["Bel de gemeente."], plain("nl")) is None
    assert reading_ease(["Bel de gemeente."] * 50, PlainWords()) is None


def test_a_sentence_ends_where_a_reader_stops() -> None:
    text = 'Bel 14 020. Zeg: "Ik wil hulp." Dat staat in art. 2.23 en op nl.nl. Neem mee: je ID! Iets niet? Ga toch.'

    assert sentences(text, plain("nl")) == [
        "Bel 14 020.",
        "Zeg:",
        '"Ik wil hulp."',
        "Dat staat in art. 2.23 en op nl.nl.",
        "Neem mee:",
        "je ID!",
        "Iets niet?",
        "Ga toch.",
    ]
    assert sentences("", plain("nl")) == []


def test_officialese_is_named_with_the_plain_word() -> None:
    assert officialese("Indien u dient te betalen, betaal dan REEDS nu.", plain("nl")) == [
        ("indien", "als"),
        ("u dient", "je moet"),
        ("reeds", "al"),
    ]
    assert officialese("Apply prior to May.", plain("en")) == [("prior to", "before")]


def test_what_has_to_be_said_at_the_desk_and_official_names_are_left_alone() -> None:
    assert officialese('Zeg: "Indien nodig." Neem een indiener mee.', plain("nl")) == []
    words = PlainWords(words={"inzake": "over"}, names=("Commissie inzake Bezwaar",))
    assert officialese("Ga naar de commissie inzake bezwaar.", words) == []
    assert officialese("Ga naar de commissie inzake geld.", words) == [("inzake", "over")]
    assert officialese("Indien nodig.", PlainWords()) == []


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Je wordt 18 jaar.", 0),
        ("De aanvraag wordt door het college beoordeeld.", 1),
        ("Als er betaald wordt, krijg je bericht.", 1),
        ("De brief wordt verstuurd en het besluit werd genomen.", 2),
        ('Zeg: "Mijn aanvraag wordt beoordeeld."', 0),
        ("De gemeente beoordeelt de aanvraag.", 0),
    ],
)
def test_passives_are_counted(sentence: str, count: int) -> None:
    assert passives(sentence, plain("nl")) == count
    assert passives(sentence, PlainWords()) == 0


def test_a_long_sentence_is_named_with_its_line(spoilt: Callable[..., list[Problem]], village: Path) -> None:
    (problem,) = spoilt("nl/wonen/briefadres.md", "- Vertel waar je slaapt.", f"- Vertel alles.\n- {LONG}")

    line = (village / problem.path).read_text().splitlines().index(f"- {LONG}") + 1
    assert (problem.path, problem.line, problem.severity) == ("nl/wonen/briefadres.md", line, "warning")
    assert problem.text == f"21 woorden in een zin; maak er twee van, van hoogstens 20: {LONG!r}"


def test_what_stands_in_brackets_does_not_make_a_sentence_long(spoilt: Callable[..., list[Problem]]) -> None:
    assert spoilt("nl/wonen/briefadres.md", "Vertel waar je slaapt.", LONG.replace("bel je de", "bel (je) de")) == []


@pytest.mark.parametrize(
    "text",
    [
        "De brief wordt verstuurd en het besluit wordt genomen.",
        "De brief wordt verstuurd. Het besluit wordt genomen. Het geld wordt betaald.",
    ],
)
def test_a_row_of_passives_is_named(spoilt: Callable[..., list[Problem]], text: str) -> None:
    (problem,) = spoilt("nl/wonen/briefadres.md", "Vertel waar je slaapt.", text)

    assert "keer lijdende vorm (worden) achter elkaar; zeg wie wat doet" in problem.text


def test_a_passive_now_and_then_is_fine(spoilt: Callable[..., list[Problem]]) -> None:
    text = "De brief wordt verstuurd. Het besluit wordt genomen. Je leest het. Het geld wordt betaald."

    assert spoilt("nl/wonen/briefadres.md", "Vertel waar je slaapt.", text) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("nl/wonen/briefadres.md", 'sms: "Geen woonadres?', 'sms: "Reeds geen woonadres?'),
        ("local/dorp.yaml", 'text: {nl: "Vraag hier', 'text: {nl: "Vraag reeds hier'),
        ("local/dorp.yaml", 'briefadres: {months: 6, nl: "Hier', 'briefadres: {months: 6, nl: "Reeds hier'),
        ("local/dorp.yaml", 'nl: "De opvang is vol.', 'nl: "De opvang is reeds vol.'),
    ],
)
def test_every_text_a_person_reads_is_looked_at(
    spoilt: Callable[..., list[Problem]], village: Path, name: str, old: str, new: str
) -> None:
    (problem,) = spoilt(name, old, new)

    assert problem.path == name
    assert "eeds' is ambtelijk; schrijf 'al'" in problem.text
    assert new in (village / name).read_text().splitlines()[problem.line - 1]


def test_a_hard_topic_is_named_once(spoilt: Callable[..., list[Problem]]) -> None:
    hard = "Verantwoordelijkheidsgevoelens veronderstellen gemeentelijke dienstverleningsovereenkomsten. " * 12
    (problem,) = spoilt("nl/wonen/briefadres.md", "- Vertel waar je slaapt.", hard.strip())

    assert (problem.path, problem.line) == ("nl/wonen/briefadres.md", 1)
    assert "punten op Flesch-Douma, streef naar 70" in problem.text


def test_a_participle_that_is_no_expression_is_a_mistake(village: Path) -> None:
    path = village / "nl/plain.yaml"
    path.write_text(path.read_text().replace("participle: ", "participle: (((", 1))

    assert any("is geen reguliere expressie" in problem.text for problem in load(village)[1])


def test_a_text_in_a_language_that_is_not_there_is_left_to_the_other_checks(
    spoilt: Callable[..., list[Problem]],
) -> None:
    assert spoilt("local/dorp.yaml", 'nl: "De opvang', 'xx: "Reeds indien tevens.", nl: "De opvang') == []
