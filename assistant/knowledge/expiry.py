"""What somebody has to look at again, and from which day on: texts, facts and services. Time is a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assistant.knowledge.localcheck import FACTS
from assistant.knowledge.model import KnowledgeBase, Municipality
from assistant.knowledge.notices import FIRST_LANGUAGE
from assistant.knowledge.problem import Problem

STALE_AFTER_DAYS = 180
"""A service that nobody checked for longer may have moved."""

Kind = Literal["topic", "fact", "service", "notice"]


@dataclass(frozen=True)
class Due:
    """One thing that has to be looked at again on `day`; `said` tells an editor why, once the day has come.

    `checked` is when somebody last did. `language` is that of a topic, `place` the municipality of a service or notice.
    """

    day: date
    kind: Kind
    name: str
    path: str
    line: int
    checked: date | None
    said: str
    language: str = ""
    place: str = ""


def due(knowledge: KnowledgeBase) -> list[Due]:
    """Everything that has a day on which it must be looked at again, the first day first."""
    found = [*_topics(knowledge), *_facts(knowledge)]
    for municipality in (knowledge.nation, *knowledge.municipalities.values()):
        found += _services(municipality)
        found += _notices(municipality)
    return sorted(found, key=lambda one: (one.day, one.path, one.line))


def stale(knowledge: KnowledgeBase, today: date) -> list[Problem]:
    """Warnings for what has to be looked at again on or before this day, and for days that lie ahead.

    None of them is an error: a clock that is wrong must not keep right content from being used.
    """
    found = []
    for one in due(knowledge):
        if one.day <= today:
            found.append(Problem(one.path, one.line, one.said, "warning"))
        if one.checked and one.checked > today:
            said = f"{one.name}: checked {one.checked:%d-%m-%Y} ligt in de toekomst; schrijf de dag waarop je het las"
            found.append(Problem(one.path, one.line, said, "warning"))
    return found


def _topics(knowledge: KnowledgeBase) -> Iterator[Due]:
    for topic in knowledge.topics.values():
        said = f"check_before: controleer de tekst opnieuw, dat moest voor {topic.check_before:%d-%m-%Y}"
        line = topic.lines.get("check_before", 1)
        name, language = topic.title, topic.language
        yield Due(topic.check_before, "topic", name, topic.path, line, topic.checked, said, language=language)


def _facts(knowledge: KnowledgeBase) -> Iterator[Due]:
    for fact in knowledge.facts.values():
        if fact.check_before:
            used = ", ".join(knowledge.fact_uses.get(fact.name, ())) or "nog geen tekst"
            said = f"{fact.name}: controleer dit opnieuw, dat moest voor {fact.check_before:%d-%m-%Y}; staat in {used}"
            yield Due(fact.check_before, "fact", fact.about, FACTS, fact.line, fact.source.read, said)


def _services(municipality: Municipality) -> Iterator[Due]:
    for number, service in enumerate(municipality.services):
        day = service.checked + timedelta(days=STALE_AFTER_DAYS + 1)
        line = municipality.lines.get(f"services.{number}.checked", 1)
        said = (
            f"{service.id}: {STALE_AFTER_DAYS} dagen niet gecontroleerd, sinds {service.checked:%d-%m-%Y}; "
            "bel of kijk of het nog klopt en zet de datum"
        )
        place = municipality.name
        yield Due(day, "service", service.name, municipality.path, line, service.checked, said, place=place)


def _notices(municipality: Municipality) -> Iterator[Due]:
    for number, notice in enumerate(municipality.notices):
        day = notice.until + timedelta(days=1)
        line = municipality.lines.get(f"notices.{number}.until", 1)
        name = notice.text(FIRST_LANGUAGE)
        said = f"notices: {name!r} is voorbij sinds {day:%d-%m-%Y}; haal het weg of geef het een nieuwe laatste dag"
        yield Due(day, "notice", name, municipality.path, line, None, said, place=municipality.name)
