"""What an editor has to do this week: what expires soon, what is stale, what is missing. Time is a parameter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.knowledge.check import missing_translations
from assistant.knowledge.expiry import Due, due
from assistant.knowledge.model import KnowledgeBase, Municipality

EXPIRES_WITHIN_DAYS = 30

_KINDS: Mapping[str, str] = {"topic": "Onderwerp", "fact": "Feit", "service": "Plek", "notice": "Bericht"}


@dataclass(frozen=True)
class Item:
    """One thing to do: `what`, `why` or since when, and the file with the line where it is done."""

    what: str
    why: str
    path: str
    line: int = 1


@dataclass(frozen=True)
class Section:
    """One list of the overview, grouped; `empty` says so when there is nothing in it."""

    id: str
    title: str
    empty: str
    groups: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def count(self) -> int:
        """The items in all groups."""
        return sum(len(items) for _, items in self.groups)


def overview(knowledge: KnowledgeBase, today: date, days: int = EXPIRES_WITHIN_DAYS) -> tuple[Section, ...]:
    """The lists of one page, the most urgent first: what is past, what expires within `days`, what is missing."""
    everything = due(knowledge)
    late = [one for one in everything if one.day <= today]
    soon = [one for one in everything if today < one.day <= today + timedelta(days=days)]
    names = {code: language.name for code, language in knowledge.languages.items()}
    return (
        _section("verlopen-taal", "Verlopen, per taal", "Geen enkele tekst is verlopen.", _by_language(late, names)),
        _section(
            "verlopen-gemeente",
            "Verlopen, per gemeente",
            "Geen plek en geen bericht van een gemeente is verlopen.",
            _by_place(late),
        ),
        _section("verlopen-feiten", "Verlopen feiten", "Geen enkel feit is verlopen.", _facts(late)),
        _section(
            "loopt-af", f"Loopt af binnen {days} dagen", f"Er loopt niets af binnen {days} dagen.", _by_kind(soon)
        ),
        _section("ouder", "Vertaling ouder dan het Nederlands", "Elke vertaling is bij.", _older(knowledge, names)),
        _section("vertalen", "Nog te vertalen", "Alles is vertaald.", _untranslated(knowledge, names)),
        _section(
            "gemeenteteksten",
            "Teksten die een gemeente mist",
            "Elke gemeente heeft al haar teksten in elke taal.",
            _local_gaps(knowledge, names),
        ),
        _section(
            "centrumgemeenten",
            "Centrumgemeenten zonder bestand",
            "Elke centrumgemeente heeft een bestand.",
            _centres(knowledge),
        ),
        _section(
            "zonder-hulp",
            "Onderwerpen zonder plek of telefoon",
            "Bij elk onderwerp staat een plek of telefoon.",
            _unserved(knowledge),
        ),
    )


def _section(id: str, title: str, empty: str, items: Iterable[tuple[str, Item]]) -> Section:
    groups: dict[str, list[Item]] = {}
    for name, item in items:
        groups.setdefault(name, []).append(item)
    return Section(id, title, empty, tuple((name, tuple(items)) for name, items in groups.items()))


def _since(one: Due) -> str:
    checked = f", gecontroleerd op {_day(one.checked)}" if one.checked else ""
    return f"sinds {_day(one.day)}{checked}"


def _by_language(late: Iterable[Due], names: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    for one in sorted((one for one in late if one.language), key=lambda one: list(names).index(one.language)):
        yield names[one.language], Item(one.name, _since(one), one.path, one.line)


def _by_place(late: Iterable[Due]) -> Iterator[tuple[str, Item]]:
    for one in sorted((one for one in late if one.place), key=lambda one: one.place):
        yield one.place, Item(one.name, _since(one), one.path, one.line)


def _facts(late: Iterable[Due]) -> Iterator[tuple[str, Item]]:
    for one in late:
        if one.kind == "fact":
            yield "", Item(one.name, _since(one), one.path, one.line)


def _by_kind(soon: Iterable[Due]) -> Iterator[tuple[str, Item]]:
    for one in soon:
        where = f" ({one.place or one.language})" if one.place or one.language else ""
        checked = f"gecontroleerd op {_day(one.checked)}" if one.checked else "haal het daarna weg"
        yield _day(one.day), Item(f"{_KINDS[one.kind]}: {one.name}{where}", checked, one.path, one.line)


def _older(knowledge: KnowledgeBase, names: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    first, *others = names
    for code in others:
        for topic in knowledge.topics_of(code):
            original = knowledge.topic(first, topic.id)
            if original and topic.revision_of != original.revision:
                why = f"gecontroleerd op {_day(topic.checked)}; het Nederlands op {_day(original.checked)}"
                yield names[code], Item(topic.title, why, topic.path, topic.lines.get("revision_of", 1))


def _untranslated(knowledge: KnowledgeBase, names: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    for code, topics in missing_translations(knowledge).items():
        for topic in topics:
            why = f"in het Nederlands sinds {_day(topic.checked)}"
            yield names[code], Item(topic.title, why, topic.path)


def _local_gaps(knowledge: KnowledgeBase, names: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    for municipality in _municipalities(knowledge):
        path, lines = municipality.path, municipality.lines
        texts: list[tuple[str, str, set[str]]] = []
        for number, service in enumerate(municipality.services):
            texts.append((service.name, f"services.{number}", set(service.text)))
        for topic_id, addition in municipality.topics.items():
            texts.append((topic_id, f"topics.{topic_id}", {code for code in names if addition.text(code)}))
        for number, notice in enumerate(municipality.notices):
            texts.append((notice.text(next(iter(names))), f"notices.{number}", set(notice.codes)))
        for what, field, there in texts:
            missing = [name for code, name in names.items() if code not in there]
            if missing:
                yield municipality.name, Item(what, f"geen tekst in: {', '.join(missing)}", path, lines.get(field, 1))


def _centres(knowledge: KnowledgeBase) -> Iterator[tuple[str, Item]]:
    for centre in knowledge.centres:
        if centre.municipality not in knowledge.municipalities:
            name = knowledge.place_name(centre.municipality)
            yield "", Item(name, "de opvang van de regio begint hier", f"local/{centre.municipality}.yaml")


def _unserved(knowledge: KnowledgeBase) -> Iterator[tuple[str, Item]]:
    """Topics that name no kind of help, and those of whose kinds the nation has none and a municipality has none."""
    first = next(iter(knowledge.languages))
    for topic in knowledge.topics_of(first):
        line = topic.lines.get("services", 1)
        if not topic.services:
            yield "Overal", Item(topic.title, "services is leeg", topic.path, line)
    for municipality in knowledge.municipalities.values():
        for topic in knowledge.topics_of(first):
            if topic.services and not knowledge.services_for(topic, municipality.id):
                yield municipality.name, Item(topic.title, f"zoek: {', '.join(topic.services)}", municipality.path)


def _municipalities(knowledge: KnowledgeBase) -> tuple[Municipality, ...]:
    return (knowledge.nation, *knowledge.municipalities.values())


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
