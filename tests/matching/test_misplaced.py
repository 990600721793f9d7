"""Which phrases stand in the wrong list, by what all ways of asking show."""

from __future__ import annotations

from dataclasses import replace

from assistant.knowledge import KnowledgeBase
from assistant.matching import Matcher
from assistant.matching.misplaced import misplaced
from assistant.matching.report import alarms_text


def test_an_alarm_that_calm_messages_hold_too_is_named_with_one_of_them(knowledge: KnowledgeBase) -> None:
    topic = knowledge.topics["nl", "zelfmoord"]
    changed = topic.model_copy(update={"alarm": (*topic.alarm, "huur")})
    matcher = Matcher(replace(knowledge, topics={**knowledge.topics, ("nl", "zelfmoord"): changed}))

    found = next(one for one in misplaced(matcher) if one.heard.phrase == "huur")
    assert (found.path, found.danger, found.heard.is_alarm) == ("nl zelfmoord alarm", 0, True)
    assert found.calm > 1
    assert "huur" in found.example
    assert "zelfmoord alarm" in alarms_text([found])
    assert alarms_text([found]).endswith("1 phrases to move between alarm and hint")


def test_a_phrase_in_its_place_is_not_named(knowledge: KnowledgeBase) -> None:
    assert all(one.heard.phrase != "wil dood" for one in misplaced(Matcher(knowledge)))
