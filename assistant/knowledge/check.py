"""What has to hold between the content files. Each mistake is named where an editor can mend it.

What depends on the day stands in `assistant.knowledge.expiry`, how a text reads in `assistant.knowledge.readability`.
"""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from assistant.knowledge.localcheck import check_fact, check_municipality
from assistant.knowledge.model import KINDS, SECTIONS, KnowledgeBase, Language, Plan, Topic
from assistant.knowledge.problem import Problem
from assistant.knowledge.textcheck import text_problems

FEWEST_QUESTIONS = 15
PLANS = "plans.yaml"

_SIGNS = str.maketrans(dict.fromkeys(string.punctuation + "‘’“”…–—", " "))


def check(knowledge: KnowledgeBase, written: Set[tuple[str, str]]) -> list[Problem]:
    """Mistakes that do not depend on the day: unknown names, double questions, missing translations.

    `written` are the (language, topic id) of all topic files, also of those that could not be read: these are not
    missing.
    """
    topics = list(knowledge.topics.values())
    known = {topic_id for _, topic_id in written}
    found: list[Problem] = []
    for language in knowledge.languages.values():
        found += _language(language, knowledge, known)
    for plan in knowledge.plans.values():
        found += _plan(plan, knowledge, known)
    for topic in topics:
        found += _topic(topic, knowledge, known)
        found += _translation(topic, knowledge, written)
    found += _missing_translations(knowledge, written)
    found += _double_questions(topics)
    for municipality in (knowledge.nation, *knowledge.municipalities.values()):
        found += check_municipality(municipality, knowledge, known)
    for fact in knowledge.facts.values():
        found += check_fact(fact)
    return found


def _error(topic: Topic, field: str, text: str) -> Problem:
    return Problem(topic.path, topic.lines.get(field, 1), f"{field}: {text}")


def _warn(topic: Topic, field: str, text: str) -> Problem:
    return Problem(topic.path, topic.lines.get(field, 1), f"{field}: {text}", "warning")


def _language(language: Language, knowledge: KnowledgeBase, known: Set[str]) -> Iterator[Problem]:
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
        line = language.lines.get(field, 1)
        for key in sorted(keys - there):
            yield Problem(path, line, f"{field}: {key!r} ontbreekt; vul het in")
        for key in sorted(there - keys):
            line = language.lines.get(f"{field}.{key}", 1)
            yield Problem(path, line, f"{field}: {key!r} ken ik niet; haal het weg of verbeter de spelling")
    texts = {f"messages.{key}": text for key, text in language.messages.items()}
    texts |= {f"smalltalk.{key}.answer": one.answer for key, one in language.smalltalk.items()}
    for name, text in texts.items():
        yield from text_problems(path, language.lines.get(name, 1), text, known)


def _plan(plan: Plan, knowledge: KnowledgeBase, known: Set[str]) -> Iterator[Problem]:
    fields = {f"texts.{number}.text": one.text for number, one in enumerate(plan.texts)}
    fields |= {f"texts.{number}.discreet": one.discreet for number, one in enumerate(plan.texts)}
    for field, texts in (fields | {"ask": plan.ask, "over": plan.over}).items():
        for code in sorted(knowledge.languages.keys() - texts.keys() if texts else ()):
            said = f"{plan.id}: {field}.{code} ontbreekt; schrijf de tekst in die taal"
            yield Problem(PLANS, plan.lines.get(field, 1), said, "warning")
        for code, text in texts.items():
            yield from text_problems(PLANS, plan.lines.get(f"{field}.{code}", 1), text, known)


def _topic(topic: Topic, knowledge: KnowledgeBase, known: Set[str]) -> Iterator[Problem]:
    language = knowledge.languages[topic.language]
    if topic.area not in language.areas:
        areas = ", ".join(language.areas)
        yield Problem(topic.path, 1, f"de map {topic.area!r} is geen leefgebied; kies uit {areas}")
    for position, other in enumerate(topic.next):
        if other not in known:
            said = f"het onderwerp {other!r} bestaat niet; schrijf de bestandsnaam zonder .md"
            yield _error(topic, f"next.{position}", said)
    if topic.remind and topic.remind not in knowledge.plans:
        plans = ", ".join(knowledge.plans)
        yield _error(topic, "remind", f"{topic.remind!r} staat niet in plans.yaml; kies uit {plans}")
    if not topic.questions:
        yield _error(topic, "questions", f"zonder vragen vindt niemand dit; schrijf er minstens {FEWEST_QUESTIONS}")
    elif len(topic.questions) < FEWEST_QUESTIONS:
        yield _warn(topic, "questions", f"{len(topic.questions)} vragen; schrijf er minstens {FEWEST_QUESTIONS}")
    if bool(topic.sms_helper) != bool(topic.helper):
        said = "sms_helper en helper horen bij elkaar: de tekst, en wie er in gevaar kan zijn; schrijf ook het andere"
        yield _error(topic, "sms_helper" if topic.sms_helper else "helper", said)
    if list(topic.sections) != sorted(topic.sections, key=SECTIONS.index):
        order = ", ".join(language.headings.get(name, name) for name in SECTIONS)
        first = next(name for name, right in zip(topic.sections, SECTIONS, strict=False) if name != right)
        line = topic.lines.get(first, 1)
        yield Problem(topic.path, line, f"de koppen staan in een andere volgorde; zet ze zo: {order}")
    for line, text in _text_lines(topic):
        yield from text_problems(topic.path, line, text, known, language.plain.vague_links)


def _text_lines(topic: Topic) -> Iterator[tuple[int, str]]:
    """Every line of text that a person gets to read, with its line in the file."""
    for field in ("title", "label", "sms", "sms_helper"):
        yield topic.lines.get(field, 1), getattr(topic, field) or ""
    for name, text in topic.sections.items():
        # The text begins on the first line below its heading that is not empty.
        yield from enumerate(text.splitlines(), topic.lines.get(name, 1) + 1)


def _translation(topic: Topic, knowledge: KnowledgeBase, written: Set[tuple[str, str]]) -> Iterator[Problem]:
    """Whether a translation is made from the text that its Dutch original has now."""
    first = next(iter(knowledge.languages))
    original = knowledge.topic(first, topic.id)
    if topic.language != first and (first, topic.id) not in written:
        said = f"het onderwerp bestaat niet in {first}; zet daar {first}/{topic.area}/{topic.id}.md"
        yield Problem(topic.path, 1, said)
    elif topic.language != first and original and topic.revision_of != original.revision:
        now = f"{original.path} (gecontroleerd op {original.checked:%d-%m-%Y})"
        if topic.revision_of is None:
            said = f"ontbreekt; vergelijk met {now}"
        else:
            said = f"deze vertaling (gecontroleerd op {topic.checked:%d-%m-%Y}) is van een oudere tekst dan {now}"
        yield _warn(topic, "revision_of", f"{said}; werk bij en schrijf revision_of: {original.revision}")


def missing_translations(
    knowledge: KnowledgeBase, written: Set[tuple[str, str]] = frozenset()
) -> dict[str, list[Topic]]:
    """Per language, except the first, the topics of the first language that nobody translated into it.

    `written` are the (language, topic id) of all files, where some of them could not be read.
    """
    first, *others = knowledge.languages
    there = written or knowledge.topics.keys()
    return {code: [one for one in knowledge.topics_of(first) if (code, one.id) not in there] for code in others}


def _missing_translations(knowledge: KnowledgeBase, written: Set[tuple[str, str]]) -> Iterator[Problem]:
    for code, topics in missing_translations(knowledge, written).items():
        by_area: dict[str, list[Topic]] = defaultdict(list)
        for topic in topics:
            by_area[topic.area].append(topic)
        for area, missing in by_area.items():
            since = ", ".join(f"{topic.id}.md (sinds {topic.checked:%d-%m-%Y})" for topic in missing)
            yield Problem(f"{code}/{area}", 1, f"{len(missing)} nog te vertalen: {since}", "warning")


def _double_questions(topics: Iterable[Topic]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], tuple[Topic, int]] = {}
    for topic in topics:
        plain = "\n".join(topic.questions).casefold().translate(_SIGNS).split("\n")
        for position, (question, words) in enumerate(zip(topic.questions, plain, strict=False)):
            line = topic.lines.get(f"questions.{position}", 1)
            key = (topic.language, " ".join(words.split()))
            other, other_line = seen.setdefault(key, (topic, line))
            if (other, other_line) != (topic, line):
                said = (
                    f"questions: {question!r} staat ook op {other.path}:{other_line}; laat de vraag bij een onderwerp"
                )
                yield Problem(topic.path, line, said)
