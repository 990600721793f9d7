"""Questions as people type them, over the texts that the service really gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge import KnowledgeBase
from assistant.knowledge.load import load
from assistant.search import SearchIndex

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(CONTENT)[0]


@pytest.fixture(scope="module")
def index(real) -> SearchIndex:
    return SearchIndex(real)


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("nl", "breifadres aanvragen", "briefadres"),
        ("nl", "brief adres", "briefadres"),
        ("nl", "briefadr", "briefadres"),
        ("nl", "waar kan ik slaapen vannagt", "slaapplek-vannacht"),
        ("nl", "huurachterstant", "huurachterstand"),
        ("nl", "zorgverzekring", "zorgverzekering"),
        ("nl", "ik word mijn huis uitgezet", "huisuitzetting"),
        ("nl", "uitkering zonder adres", "bijstand-zonder-adres"),
        ("nl", "daklozenopvang", "opvang-aanvragen"),
        ("nl", "schuldhulpverlening", "schulden-hulp"),
        ("nl", "ik wil dood", "zelfmoord"),
        ("nl", "shelter tonight", "slaapplek-vannacht"),
        ("nl", "digid kwijt", "digid"),
        ("en", "i want to die", "zelfmoord"),
        ("en", "postal adress", "briefadres"),
        ("en", "where can i sleap tonight", "slaapplek-vannacht"),
        ("en", "evicton", "huisuitzetting"),
        ("en", "opvang", "opvang-aanvragen"),
    ],
)
def test_the_topic_is_among_the_first_three(index, language, text, topic):
    topics = [hit.topic for hit in index.search(text, language).hits if hit.topic]
    assert topic in [found.id for found in topics[:3]]
    assert {found.language for found in topics} == {language}


def test_every_topic_is_first_or_second_when_its_title_is_typed(real, index):
    for topic in real.topics.values():
        found = [hit.topic.id for hit in index.search(topic.title, topic.language).hits if hit.topic]
        assert topic.id in found[:2], topic.title


def test_every_service_is_found_in_its_municipality_by_its_name(real, index):
    for municipality in real.municipalities.values():
        for service in municipality.services:
            hits = index.search(service.name, "nl", place=municipality.id, limit=50).hits
            assert service.id in [hit.service.id for hit in hits if hit.service], (municipality.name, service.name)
