"""What has to hold in the files of municipalities and in the facts."""

from __future__ import annotations

from collections.abc import Iterator, Set

from assistant.knowledge.facts import Fact
from assistant.knowledge.model import KnowledgeBase, Municipality
from assistant.knowledge.problem import Problem
from assistant.knowledge.textcheck import is_phone, text_problems

FACTS = "facts.yaml"


def check_municipality(municipality: Municipality, knowledge: KnowledgeBase, known: Set[str]) -> Iterator[Problem]:
    """Mistakes in one municipality's file; `known` are the ids of all topics."""
    path, lines = municipality.path, municipality.lines
    if municipality.phone and not is_phone(municipality.phone):
        yield _number(path, lines.get("phone", 1), "phone", municipality.phone)
    yield from _services(municipality, knowledge)
    for topic_id in municipality.topics:
        if topic_id not in known:
            said = f"topics: het onderwerp {topic_id!r} bestaat niet; schrijf de bestandsnaam zonder .md"
            yield Problem(path, lines.get(f"topics.{topic_id}", 1), said)
    yield from _notices(municipality, knowledge)
    for line, _, text in local_texts(municipality, knowledge):
        yield from text_problems(path, line, text, known)


def check_fact(fact: Fact) -> Iterator[Problem]:
    """A number among the facts that nobody can dial."""
    if fact.unit == "phone" and not is_phone(fact.value):
        yield _number(FACTS, fact.line, fact.name, fact.value)


def local_texts(municipality: Municipality, knowledge: KnowledgeBase) -> Iterator[tuple[int, str, str]]:
    """Every text of the file that a person gets to read: its line, its language, and the text."""
    for number, service in enumerate(municipality.services):
        for field, texts in (
            ("text", service.text),
            ("for", service.audience),
            ("cost", service.cost),
            ("bring", service.bring),
        ):
            for code, text in texts.items():
                yield municipality.lines.get(f"services.{number}.{field}.{code}", 1), code, text
    for number, notice in enumerate(municipality.notices):
        for code in notice.codes:
            yield municipality.lines.get(f"notices.{number}.{code}", 1), code, notice.text(code)
    for topic_id, addition in municipality.topics.items():
        for code in knowledge.languages:
            yield municipality.lines.get(f"topics.{topic_id}.{code}", 1), code, addition.text(code) or ""


def _services(municipality: Municipality, knowledge: KnowledgeBase) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, service in enumerate(municipality.services):
        line = municipality.lines.get(f"services.{number}", 1)
        if service.id in seen:
            said = f"services: {service.id!r} staat er twee keer; geef elke plek een eigen id"
            yield Problem(municipality.path, line, said)
        seen.add(service.id)
        if service.phone and not is_phone(service.phone):
            where = municipality.lines.get(f"services.{number}.phone", line)
            yield _number(municipality.path, where, service.id, service.phone)
        for code in knowledge.languages:
            if not service.text.get(code):
                where = municipality.lines.get(f"services.{number}.text", line)
                said = f"{service.id}: text.{code} ontbreekt; schrijf een zin in die taal"
                yield Problem(municipality.path, where, said, "warning")


def _notices(municipality: Municipality, knowledge: KnowledgeBase) -> Iterator[Problem]:
    for number, notice in enumerate(municipality.notices):
        line = municipality.lines.get(f"notices.{number}", 1)
        for code in sorted(knowledge.languages.keys() - set(notice.codes)):
            said = f"notices: de tekst onder {code}: ontbreekt; tot dan staat er Nederlands"
            yield Problem(municipality.path, line, said, "warning")


def _number(path: str, line: int, where: str, number: str) -> Problem:
    return Problem(path, line, f"{where}: {number!r} is geen geldig nummer; schrijf het zo: 0800-2000 of 078-6391234")
