"""The real content: what has to be there, and what must never be there."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from assistant.knowledge import SECTIONS, KnowledgeBase, Topic
from assistant.knowledge.load import load
from assistant.sms.content_check import check_sms

CONTENT = Path(__file__).parents[2] / "content"
SAMPLES = sorted((Path(__file__).parents[1] / "data").glob("questions-*.tsv"))

CATALOGUE = [
    (area, topic_id)
    for area, ids in yaml.safe_load((Path(__file__).parents[1] / "data" / "topics.yaml").read_text()).items()
    for topic_id in ids
]

# Numbers that stand in old pages, and cost money or reach nobody.
OUTDATED = ("0900-8020", "0900-0767", "0900-1995", "0800-0230435")


@cache
def knowledge() -> KnowledgeBase:
    return load(CONTENT)[0]


TOPICS = list(knowledge().topics.values())
each_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: f"{topic.language}/{topic.id}")


def texts_of(topic: Topic) -> list[str]:
    return [topic.title, topic.sms, *topic.sections.values()]


def test_there_is_no_mistake_in_it() -> None:
    problems = [*load(CONTENT)[1], *check_sms(knowledge())]

    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_every_translation_is_of_the_dutch_text_as_it_is() -> None:
    assert [str(problem) for problem in load(CONTENT)[1] if "revision_of" in problem.text] == []


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize(("area", "topic_id"), CATALOGUE)
def test_every_topic_of_the_catalogue_is_there(area: str, topic_id: str, code: str) -> None:
    topic = knowledge().topic(code, topic_id)
    assert topic is not None
    assert topic.area == area
    assert all(topic.sections[name] for name in SECTIONS)
    assert len(topic.questions) >= 25


def test_no_topic_is_outside_the_catalogue() -> None:
    assert {topic.id for topic in TOPICS} == {topic_id for _, topic_id in CATALOGUE}


@each_topic
def test_the_first_step_is_numbered_and_somebody_helps_free(topic: Topic) -> None:
    assert topic.sections["steps"].startswith("1. ")
    assert re.search(r"gratis|free|113|0800", " ".join(texts_of(topic)), re.IGNORECASE)


@each_topic
def test_no_outdated_number_is_printed(topic: Topic) -> None:
    everything = " ".join(texts_of(topic))

    assert [number for number in OUTDATED if number in everything] == []


@each_topic
def test_an_amount_carries_its_date_and_is_checked_again_when_it_changes(topic: Topic) -> None:
    for text in texts_of(topic):
        for paragraph in text.splitlines():
            # Numbers of a law ("article 500") are no amounts; a sign or EUR makes one.
            if re.search(r"(€|EUR) ?\d", paragraph):
                assert re.search(r"20\d\d", paragraph), paragraph
                assert topic.check_before <= date(2027, 7, 1)


@pytest.mark.parametrize("topic_id", ["zelfmoord", "overdosis", "seksueel-geweld", "huiselijk-geweld", "minderjarig"])
@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_crisis_text_begins_with_the_number_to_call(code: str, topic_id: str) -> None:
    topic = knowledge().topic(code, topic_id)
    assert topic is not None

    for text in (topic.sms, topic.sections["summary"]):
        assert re.search(r"\b(112|113|0800-\d{4})\b", text[:60]), text[:60]
    assert topic.alarm
    assert topic.calm


@each_topic
def test_a_source_in_a_text_message_is_short(topic: Topic) -> None:
    assert len(topic.sources[0].title) <= 40


def test_the_two_municipalities_have_their_number_and_a_desk_for_shelter() -> None:
    for name, phone in (("dordrecht", "14 078"), ("amsterdam", "14 020")):
        municipality = knowledge().municipalities[name]
        assert municipality.phone == phone
        assert len(municipality.services) >= 5


def test_the_national_lines_are_there() -> None:
    phones = {service.phone for service in knowledge().nation.services}

    assert phones >= {"112", "113", "0800-2000", "0800-0188", "0800-8020"}


def test_no_message_of_the_development_set_stands_in_the_content() -> None:
    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", text.casefold()).strip()

    sample = {bare(line.split("\t")[0]) for file in SAMPLES for line in file.read_text().splitlines()[1:]}
    asked = {bare(question) for topic in TOPICS for question in topic.questions}

    assert sample
    assert sample & asked == set()
