"""What has to hold between the content files. Each mistake is named where an editor can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from datetime import date

import phonenumbers

from assistant.knowledge.model import KINDS, SECTIONS, KnowledgeBase, Language, Municipality, Topic
from assistant.knowledge.problem import Problem

FEWEST_QUESTIONS = 15
STALE_AFTER_DAYS = 180

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]*)\)")
_PLACEHOLDER = re.compile(r"\bXX+\b|\bTODO\b|\[(?:adres|naam|telefoon|datum)\](?!\()", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"112|113|144|14 ?0\d{2,3}")


def check(knowledge: KnowledgeBase, written: Set[tuple[str, str]]) -> list[Problem]:
    """Mistakes that do not depend on the day: unknown names, double questions, missing translations.

    `written` are the (language, topic id) of all topic files, also of those that could not be read: these are not
    missing.
    """
    topics = list(knowledge.topics.values())
    known = {topic_id for _, topic_id in written}
    found: list[Problem] = []
    for language in knowledge.languages.values():
        found += _language(language, knowledge)
    for topic in topics:
        found += _topic(topic, knowledge, known)
        found += _translation(topic, knowledge, written)
    found += _double_questions(topics)
    for municipality in (knowledge.nation, *knowledge.municipalities.values()):
        found += _municipality(municipality, knowledge, known)
    return found


def stale(knowledge: KnowledgeBase, today: date) -> list[Problem]:
    """Warnings for what has to be checked again on or before this day."""
    found = [
        _warn(topic, "check_before", f"moest voor {topic.check_before:%d-%m-%Y} opnieuw worden gecontroleerd")
        for topic in knowledge.topics.values()
        if topic.check_before <= today
    ]
    for topic in knowledge.topics.values():
        if topic.checked > today:
            found.append(_error(topic, "checked", "ligt in de toekomst; schrijf de dag waarop je het controleerde"))
    for municipality in (knowledge.nation, *knowledge.municipalities.values()):
        for service in municipality.services:
            age = (today - service.checked).days
            if age > STALE_AFTER_DAYS:
                said = f"{service.id}: {age} dagen niet gecontroleerd; bel of kijk of het nog klopt en zet de datum"
                found.append(Problem(municipality.path, 1, said, "warning"))
    return found


def _error(topic: Topic, field: str, text: str) -> Problem:
    return Problem(topic.path, topic.lines.get(field, 1), f"{field}: {text}")


def _warn(topic: Topic, field: str, text: str) -> Problem:
    return Problem(topic.path, topic.lines.get(field, 1), f"{field}: {text}", "warning")


def _language(language: Language, knowledge: KnowledgeBase) -> Iterator[Problem]:
    path = f"{language.code}/language.yaml"
    first = next(iter(knowledge.languages.values()))
    wanted = {
        "headings": set(SECTIONS),
        "kinds": set(KINDS),
        "areas": set(first.areas),
        "commands": set(first.commands),
        "smalltalk": set(first.smalltalk),
        "messages": set(first.messages),
    }
    for field, keys in wanted.items():
        there = set(getattr(language, field))
        for key in sorted(keys - there):
            yield Problem(path, 1, f"{field}: {key!r} ontbreekt; vul het in")
        for key in sorted(there - keys):
            yield Problem(path, 1, f"{field}: {key!r} ken ik niet; haal het weg of verbeter de spelling")


def _topic(topic: Topic, knowledge: KnowledgeBase, known: Set[str]) -> Iterator[Problem]:
    if topic.area not in knowledge.languages[topic.language].areas:
        yield Problem(
            topic.path, 1, f"de map {topic.area!r} is geen leefgebied; kies uit wonen, geld, zorg, werk, steun"
        )
    for position, other in enumerate(topic.next):
        if other not in known:
            yield _error(
                topic, f"next.{position}", f"het onderwerp {other!r} bestaat niet; schrijf de bestandsnaam zonder .md"
            )
    if topic.remind and topic.remind not in knowledge.plans:
        yield _error(
            topic, "remind", f"{topic.remind!r} staat niet in plans.yaml; kies uit {', '.join(knowledge.plans)}"
        )
    if not topic.questions:
        yield _error(topic, "questions", "zonder vragen wordt dit onderwerp niet gevonden; schrijf er minstens 15")
    elif len(topic.questions) < FEWEST_QUESTIONS:
        yield _warn(topic, "questions", f"{len(topic.questions)} vragen; schrijf er minstens {FEWEST_QUESTIONS}")
    yield from _links(topic, known)
    yield from _placeholders(topic)


def _text_lines(topic: Topic) -> Iterator[tuple[int, str]]:
    """Every line of text that a person gets to read, with its line in the file."""
    yield topic.lines.get("title", 1), topic.title
    yield topic.lines.get("sms", 1), topic.sms
    for name, text in topic.sections.items():
        # The text begins on the first line below its heading that is not empty.
        yield from enumerate(text.splitlines(), topic.lines.get(name, 1) + 1)


def _links(topic: Topic, known: Set[str]) -> Iterator[Problem]:
    for line, text in _text_lines(topic):
        for target in _LINK.findall(text):
            if not target.startswith(("https://", "tel:")) and target not in known:
                said = f"de link ({target}) werkt niet; schrijf de naam van een onderwerp of een adres met https://"
                yield Problem(topic.path, line, said)


def _placeholders(topic: Topic) -> Iterator[Problem]:
    for line, text in _text_lines(topic):
        found = _PLACEHOLDER.search(text)
        if found:
            said = f"{found[0]!r} is nog niet ingevuld; vul het in of haal de zin weg"
            yield Problem(topic.path, line, said)


def _translation(topic: Topic, knowledge: KnowledgeBase, written: Set[tuple[str, str]]) -> Iterator[Problem]:
    first = next(iter(knowledge.languages))
    if topic.language == first:
        for code in knowledge.languages:
            if (code, topic.id) not in written:
                yield Problem(topic.path, 1, f"de vertaling {code}/{topic.area}/{topic.id}.md ontbreekt", "warning")
        return
    original = knowledge.topic(first, topic.id)
    if (first, topic.id) not in written:
        said = f"het onderwerp bestaat niet in {first}; zet daar {first}/{topic.area}/{topic.id}.md"
        yield Problem(topic.path, 1, said)
    elif original and topic.revision_of != original.revision:
        said = f"gemaakt van een oudere tekst van {original.path}; werk bij en schrijf revision_of: {original.revision}"
        yield _warn(topic, "revision_of", said)


def _double_questions(topics: Iterable[Topic]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], tuple[Topic, int]] = {}
    for topic in topics:
        for position, question in enumerate(topic.questions):
            line = topic.lines.get(f"questions.{position}", 1)
            key = (topic.language, re.sub(r"\W+", " ", question.casefold()).strip())
            other, other_line = seen.setdefault(key, (topic, line))
            if (other, other_line) != (topic, line):
                said = (
                    f"questions: {question!r} staat ook op {other.path}:{other_line}; laat de vraag bij een onderwerp"
                )
                yield Problem(topic.path, line, said)


def _municipality(municipality: Municipality, knowledge: KnowledgeBase, known: Set[str]) -> Iterator[Problem]:
    path, seen = municipality.path, set()
    phones = [("phone", municipality.phone), *((service.id, service.phone) for service in municipality.services)]
    for where, phone in phones:
        if phone and not is_phone(phone):
            yield Problem(
                path, 1, f"{where}: {phone!r} is geen geldig nummer; schrijf het zo: 0800-2000 of 078-6391234"
            )
    for service in municipality.services:
        if service.id in seen:
            yield Problem(path, 1, f"services: {service.id!r} staat er twee keer; geef elke plek een eigen id")
        seen.add(service.id)
        for code in knowledge.languages:
            if not service.text.get(code):
                yield Problem(path, 1, f"{service.id}: text.{code} ontbreekt; schrijf een zin in die taal", "warning")
    for topic_id in municipality.topics:
        if topic_id not in known:
            yield Problem(
                path, 1, f"topics: het onderwerp {topic_id!r} bestaat niet; schrijf de bestandsnaam zonder .md"
            )


def is_phone(number: str) -> bool:
    """Whether this is a number that can be dialled in the Netherlands (112, 113, 144 and 14 + area code included)."""
    if _SHORT_NUMBER.fullmatch(number):
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "NL"))
    except phonenumbers.NumberParseException:
        return False
