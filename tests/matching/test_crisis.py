from __future__ import annotations

import pytest

from assistant.matching import Matcher


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
def test_it_hears_an_alarm(matcher: Matcher, text: str, crisis: str) -> None:
    assert matcher.understand(text).crisis == crisis


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
def test_it_stays_calm(matcher: Matcher, text: str) -> None:
    assert matcher.understand(text).crisis is None


def test_a_calm_phrase_elsewhere_does_not_hide_an_alarm(matcher: Matcher) -> None:
    assert matcher.understand("mijn telefoon is dood en ik wil ook dood").crisis == "zelfmoord"


def test_a_word_inside_a_calm_phrase_makes_it_calm_no_more(matcher: Matcher) -> None:
    assert matcher.understand("ik kan niet meer leven van mijn geld").crisis is None
    assert matcher.understand("ik kan niet meer leven weg van mijn kind").crisis == "zelfmoord"


def test_an_alarm_has_at_most_one_word_between_two_of_its_words(matcher: Matcher) -> None:
    assert matcher.understand("wil echt dood").crisis == "zelfmoord"
    assert matcher.understand("wil weten of mijn hamster dood").crisis is None


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
def test_a_number_of_something_is_no_age(matcher: Matcher, text: str, crisis: str | None) -> None:
    assert matcher.understand(text).crisis == crisis


def test_the_most_urgent_of_two_alarms_goes_first(matcher: Matcher) -> None:
    assert matcher.understand("ben zestien en ik wil dood").crisis == "zelfmoord"


def test_the_practical_question_is_still_understood(matcher: Matcher) -> None:
    match = matcher.understand("ik wil dood want ik heb vannacht geen slaapplek en sta buiten in de kou")
    assert match.crisis == "zelfmoord"
    assert "slaapplek-vannacht" in {topic.id for topic in match.topics}


def test_an_alarm_is_never_small_talk(matcher: Matcher) -> None:
    assert matcher.understand("doei, ik wil dood").smalltalk is None
