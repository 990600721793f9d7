"""The alarm phrases by themselves; what the model makes of a message beside them is tested with the matcher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from assistant.knowledge import KnowledgeBase
from assistant.matching import Matcher
from assistant.matching.crisis import CrisisFinder
from assistant.matching.decision import thresholds
from assistant.matching.lexicon import Lexicon
from assistant.matching.normalise import words_of

Heard = Callable[[str], str | None]


@pytest.fixture(scope="module")
def heard(knowledge: KnowledgeBase) -> Heard:
    """The crisis topic of a text by its alarms alone."""
    lexicons = {
        code: Lexicon(
            code,
            language.words,
            Counter(word for topic in knowledge.topics_of(code) for said in topic.questions for word in words_of(said)),
        )
        for code, language in knowledge.languages.items()
    }
    finder = CrisisFinder(knowledge.topics.values(), lexicons, thresholds().crisis_order)

    def topic(text: str) -> str | None:
        found = finder.find(words_of(text))
        return found.topic if found else None

    return topic


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("ik wil dood", "zelfmoord"),
        ("ik wil gewoon dood", "zelfmoord"),
        ("IK WILDE DOOD", "zelfmoord"),
        ("denk aan zelfmoordpoging", "zelfmoord"),
        ("i want too to die", "zelfmoord"),
        ("denk aan zelfmoort", "zelfmoord"),
        ("ben wegelopen van huis", "minderjarig"),
    ],
)
def test_it_hears_an_alarm(heard: Heard, text: str, crisis: str) -> None:
    assert heard(text) == crisis


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_hears_an_alarm_in_another_language_than_the_conversation(matcher: Matcher, language: str) -> None:
    assert matcher.understand("waar kan ik slapen, i want to die", language).crisis == "zelfmoord"
    assert matcher.understand("where can i sleep, ik wil dood", language).crisis == "zelfmoord"


@pytest.mark.parametrize(
    "text",
    [
        "mijn telefoon is dood",
        "ik wil niet dood",
        "wil een huis voor mijn man is dood",
        "i am dying to know",
        "ik kan niet meer lenen",
        "mijn hond is weggelopen",
        "de wildoodstraat",
    ],
)
def test_it_stays_calm(heard: Heard, text: str) -> None:
    assert heard(text) is None


def test_a_calm_phrase_elsewhere_does_not_hide_an_alarm(heard: Heard) -> None:
    assert heard("mijn telefoon is dood en ik wil ook dood") == "zelfmoord"


def test_a_word_inside_a_calm_phrase_makes_it_calm_no_more(heard: Heard) -> None:
    assert heard("ik kan niet meer leven van mijn geld") is None
    assert heard("ik kan niet meer leven weg van mijn kind") == "zelfmoord"


def test_an_alarm_has_at_most_one_word_between_two_of_its_words(heard: Heard) -> None:
    assert heard("wil echt dood") == "zelfmoord"
    assert heard("wil weten of mijn hamster dood") is None


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("ben 16 dagen dakloos", None),
        ("ik ben al 16 keer weggestuurd", None),
        ("ben 16 en dakloos", "minderjarig"),
        ("ik ben 16", "minderjarig"),
        ("ben 16 sinds mei", "minderjarig"),
    ],
)
def test_a_number_of_something_is_no_age(heard: Heard, text: str, crisis: str | None) -> None:
    assert heard(text) == crisis


def test_the_most_urgent_of_two_alarms_goes_first(heard: Heard) -> None:
    assert heard("ben zestien en ik wil dood") == "zelfmoord"


def test_the_practical_question_is_still_understood(matcher: Matcher) -> None:
    match = matcher.understand("ik wil dood want ik heb vannacht geen slaapplek en sta buiten in de kou")
    assert match.crisis == "zelfmoord"
    assert "slaapplek-vannacht" in {topic.id for topic in match.topics}


def test_an_alarm_is_never_small_talk(matcher: Matcher) -> None:
    assert matcher.understand("doei, ik wil dood").smalltalk is None
