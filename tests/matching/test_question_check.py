from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem
from assistant.matching import Matcher
from assistant.matching.content_check import check_alarms, check_questions

BRIEFADRES = "nl/wonen/briefadres.md"
PERSON = "nl/steun/mens-spreken.md"


@pytest.fixture
def asked(village: Path) -> Callable[[str, str, str], list[Problem]]:
    """Replace a way of asking and give what is wrong with the ways of asking then."""

    def replaced(name: str, old: str, new: str) -> list[Problem]:
        path = village / name
        assert f"  - {old}\n" in path.read_text()
        path.write_text(path.read_text().replace(f"  - {old}\n", f"  - {new}\n"))
        return check_questions(Matcher(load(village)[0]))

    return replaced


def line_of(folder: Path, name: str, piece: str) -> int:
    return next(number for number, line in enumerate((folder / name).read_text().splitlines(), 1) if piece in line)


def test_every_way_of_asking_in_the_village_finds_its_topic(village: Path) -> None:
    assert check_questions(Matcher(load(village)[0])) == []


def test_two_questions_that_will_be_confused_are_named_with_both_places(
    asked: Callable[..., list[Problem]], village: Path
) -> None:
    (problem,) = asked(PERSON, "eenzaam", "wie heeft er recht op een briefadres")

    assert (problem.path, problem.severity) == (BRIEFADRES, "warning")
    assert problem.line == line_of(village, BRIEFADRES, "- wie heeft recht op een briefadres")
    other = line_of(village, PERSON, "- wie heeft er recht op een briefadres")
    assert "'wie heeft recht op een briefadres' lijkt te veel op 'wie heeft er recht" in problem.text
    assert f"op {PERSON}:{other}; maak het verschil duidelijk" in problem.text


def test_questions_about_something_else_in_the_same_words_are_left_alone(asked: Callable[..., list[Problem]]) -> None:
    assert asked(PERSON, "eenzaam", "wie heeft recht op een luisterend oor") == []


def test_the_same_words_are_left_to_the_check_for_double_questions(
    asked: Callable[..., list[Problem]], village: Path
) -> None:
    assert asked(PERSON, "eenzaam", "Formulier briefadres!") == []
    assert any("staat ook op" in problem.text for problem in load(village)[1])


def test_a_question_that_finds_small_talk_is_a_warning(asked: Callable[..., list[Problem]], village: Path) -> None:
    (problem,) = asked(PERSON, "eenzaam", "dank je wel")

    assert (problem.path, problem.severity) == (PERSON, "warning")
    assert problem.line == line_of(village, PERSON, "- dank je wel")
    assert problem.text == (
        "questions: 'dank je wel' vindt niet dit onderwerp, maar een praatje (thanks); "
        "schrijf haar anders of haal haar weg"
    )


def test_a_question_that_says_nothing_finds_nothing(asked: Callable[..., list[Problem]]) -> None:
    (problem,) = asked(PERSON, "eenzaam", "dat is het")

    assert "vindt niet dit onderwerp, maar niets" in problem.text


def test_a_topic_whose_questions_mostly_miss_is_a_mistake(village: Path) -> None:
    knowledge = load(village)[0]
    person = knowledge.topics["nl", "mens-spreken"]
    talk = knowledge.languages["nl"].smalltalk["thanks"].says[:2]
    mostly_talk = person.model_copy(update={"questions": (*talk, "luisterlijn")})
    lost = replace(knowledge, topics={**knowledge.topics, ("nl", "mens-spreken"): mostly_talk})

    first, *others = check_questions(Matcher(lost))
    assert (first.path, first.severity, first.line) == (PERSON, "error", person.lines["questions"])
    assert "2 van de 3 vinden dit onderwerp niet" in first.text
    assert [problem.severity for problem in others] == ["warning", "warning"]


def test_a_question_of_a_crisis_topic_may_be_found_by_its_alarm(real: Matcher) -> None:
    said = "i cant go on"
    topic = real.knowledge.topics["en", "zelfmoord"]
    assert said in topic.questions
    assert real.understand(said, "en").crisis == "zelfmoord"

    alone = replace(real.knowledge, topics={("en", "zelfmoord"): topic})
    assert not any(said in problem.text for problem in check_questions(Matcher(alone)))


def test_a_group_that_is_not_there_is_a_mistake_with_its_line(real: Matcher) -> None:
    knowledge = real.knowledge
    topic = knowledge.topics["nl", "zelfmoord"]
    wrong = topic.model_copy(update={"alarm": (*topic.alarm[:2], "<niemandal> & dood"), "calm": ("(a|(b|c))",)})
    nl = knowledge.languages["nl"]
    words = nl.words.model_copy(update={"groups": {**nl.words.groups, "ik": ("ik", "<mezelluf>")}})
    languages = {**knowledge.languages, "nl": nl.model_copy(update={"words": words})}
    broken = replace(knowledge, topics={**knowledge.topics, ("nl", "zelfmoord"): wrong}, languages=languages)

    group, brackets, entry = check_alarms(broken)
    assert (group.path, group.line, group.severity) == (topic.path, topic.lines["alarm.2"], "error")
    assert "<niemandal>" in group.text
    assert (brackets.path, brackets.line) == (topic.path, topic.lines["calm.0"])
    assert (entry.path, "<mezelluf>" in entry.text) == ("nl/words.yaml", True)


def test_all_alarms_in_the_content_can_be_read(real: Matcher) -> None:
    assert check_alarms(real.knowledge) == []
