"""Danger in messages as they come, on the real content: what an alarm phrase alone does not decide."""

from __future__ import annotations

import pytest

from assistant.matching import Matcher

PLAIN = (
    "ik wil dood",
    "ik maak er een eind aan",
    "mijn man slaat me",
    "ik heb te veel pillen genomen",
    "ze ademt niet meer",
    "ik ben 15 en sta op straat",
    "i want to die",
    "i was raped",
    "he threatens to kill me",
    "she is not breathing",
)
EVERYDAY = (
    "wanneer loopt mijn briefadres af en hoe kan ik het verlengen",
    "kan er iemand met me meekijken naar die brief van de belastingdienst, ik snap er niets van",
    "my rent allowance stopped and i do not know why, who can look at the letter with me",
    "vier weken zoektermijn",
)


@pytest.mark.parametrize("danger", PLAIN)
@pytest.mark.parametrize("question", EVERYDAY)
def test_a_sentence_of_danger_is_heard_beside_any_question(real: Matcher, question: str, danger: str) -> None:
    assert real.understand(f"{question}. {danger}").crisis
    assert real.understand(f"{danger}. {question}").crisis


@pytest.mark.parametrize(
    "text",
    [
        "ik heb mijn kat weggegeven en mijn spullen verdeeld, na vrijdag ben ik er niet meer",
        "nobody will miss me after tonight",
        "dit was het dan, dag",
        "ik heb 20 oxycodon binnen",
        "i have to sleep with him or i lose the room",
    ],
)
def test_danger_that_is_not_named_is_found(real: Matcher, text: str) -> None:
    assert real.understand(text).crisis


@pytest.mark.parametrize(
    "text",
    [
        "mijn telefoon is dood",
        "ik sterf van de kou",
        "this queue is killing me",
        "mijn vader is overleden, mag ik in zijn huurhuis blijven",
        "kan ik mijn methadon ophalen in een andere stad",
        "wanneer is de deurwaarder klaar met beslag leggen",
    ],
)
def test_what_only_sounds_like_danger_raises_no_alarm(real: Matcher, text: str) -> None:
    assert real.understand(text).crisis is None


def test_in_a_language_that_is_not_spoken_an_alarm_still_counts(real: Matcher) -> None:
    match = real.understand("no tengo donde dormir esta noche, estoy solo en la calle, i want to die")
    assert match.crisis == "zelfmoord"


def test_the_crisis_text_fits_the_kind_of_danger(real: Matcher) -> None:
    assert real.understand("my boyfriend locked me in and took my phone").crisis == "huiselijk-geweld"
    assert real.understand("he wont wake up after the ghb").crisis in {"overdosis", "spoed"}
