from __future__ import annotations

from collections import Counter

import pytest

from assistant.matching import Matcher
from assistant.matching.foreign import ForeignFinder
from assistant.matching.normalise import words_of

NL = Counter(words_of("ik heb geen huis waar kan ik slapen hallo dank je wel met mijn kind de gemeente"))
PL = Counter(words_of("nie mam domu gdzie moge spac dzisiaj dziekuje mam dziecko szukam pracy prosze pomoc"))


@pytest.fixture
def finder() -> ForeignFinder:
    return ForeignFinder({"nl": NL}, {"pl": PL})


def test_it_tells_a_language_that_is_not_spoken(finder: ForeignFinder) -> None:
    assert finder.find(["nie", "mam", "gdzie", "spac"]) == "pl"


def test_it_keeps_silent_about_a_language_that_is_spoken(finder: ForeignFinder) -> None:
    assert finder.find(["waar", "kan", "ik", "slapen", "met", "mijn", "kind"]) is None


def test_words_that_are_mostly_known_are_no_other_language(finder: ForeignFinder) -> None:
    assert finder.find(["nie", "mam", "gdzie", "spac"], known=4) is None


@pytest.mark.parametrize("words", [[], ["nie"], ["mam"]])
def test_a_short_word_says_too_little(finder: ForeignFinder, words: list[str]) -> None:
    assert finder.find(words) is None


def test_without_other_languages_nothing_is_foreign() -> None:
    assert ForeignFinder({"nl": NL}, {}).find(["nie", "mam", "gdzie", "spac"]) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no tengo donde dormir", "es"),
        ("nie mam pieniedzy na jedzenie", "pl"),
        ("je n'ai pas de travail", "fr"),
        ("ich habe keine wohnung und keine arbeit", "de"),
        ("evsiz kaldim nereye gidebilirim", "tr"),
        ("unde pot sa mananc ceva cald", "ro"),
        ("къде мога да спя тази нощ", "bg"),
        ("де я можу переночувати сьогодні", "uk"),
        ("ليس عندي مكان أنام فيه", "ar"),
    ],
)
def test_the_nine_languages_of_the_content_are_told_apart(real: Matcher, text: str, language: str) -> None:
    match = real.understand(text)
    assert match.foreign == language
    assert match.language is None


@pytest.mark.parametrize(
    "text", ["merci voor je hulp", "hola waar kan ik slapen", "salam, ik zoek werk", "thx!", "112"]
)
def test_a_foreign_word_makes_no_foreign_message(real: Matcher, text: str) -> None:
    assert real.understand(text).foreign is None
