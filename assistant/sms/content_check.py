"""Whether every text of the content that goes to a phone fits it: length, letters that double the price, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import datetime

from assistant.knowledge import KnowledgeBase, Language, Municipality, Plan, PlannedText, Topic
from assistant.knowledge.check import PLANS
from assistant.knowledge.localcheck import local_texts
from assistant.knowledge.problem import Problem
from assistant.knowledge.shape import PerLanguage
from assistant.reminders.clock import day_in_words, in_words
from assistant.reminders.dates import MOST_ABOUT
from assistant.reminders.plans import PLACEHOLDERS, placeholders
from assistant.sms.encoding import costly, is_too_long, parts

OWN_SCRIPT = 8
"""So many different letters outside GSM 03.38 are no slip: the text is in a script of its own (Arabic, Cyrillic)."""

_LONG_DAY = datetime(2026, 9, 23, 22, 30)  # a Wednesday in September: no day is longer in words


def check_sms(knowledge: KnowledgeBase) -> list[Problem]:
    """Mistakes in the `sms` of every topic, the texts of every plan, the fixed sentences and the local texts."""
    found = [problem for topic in knowledge.topics.values() for problem in _topic(topic)]
    found += [problem for plan in knowledge.plans.values() for problem in _plan(plan)]
    found += [problem for language in knowledge.languages.values() for problem in _language(language)]
    for municipality in (knowledge.nation, *knowledge.municipalities.values()):
        found += _municipality(municipality, knowledge)
    return found


def _topic(topic: Topic) -> Iterator[Problem]:
    for field, text in topic.texts.items():
        for said in _mistakes(text):
            yield Problem(topic.path, topic.lines.get(field, 1), f"{field}: {said}")


def _plan(plan: Plan) -> Iterator[Problem]:
    known = PLACEHOLDERS - {"time"} if plan.all_day else PLACEHOLDERS
    for number, one in enumerate(plan.texts, 1):
        for field, texts in _forms(one).items():
            for language, text in texts.items():
                line = plan.lines.get(f"texts.{number - 1}.{field}.{language}", 1)
                where = f"{plan.id}, tekst {number} ({language})"
                for said in _unknown(text, known) or _mistakes(_longest(text, language)):
                    yield Problem(PLANS, line, f"{where}: {said}")


def _forms(one: PlannedText) -> Mapping[str, PerLanguage]:
    return {"text": one.text, "discreet": one.discreet}


def _unknown(text: str, known: Set[str]) -> list[str]:
    names = ", ".join(sorted(known))
    return [f"{{{name}}} wordt niet ingevuld; kies uit {names}" for name in sorted(placeholders(text) - known)]


def _language(language: Language) -> Iterator[Problem]:
    """The fixed sentences. Their letters are made cheaper on the way, so only one that cannot be is a mistake."""
    texts = {f"messages.{key}": text for key, text in language.messages.items()}
    texts |= {f"smalltalk.{key}.answer": one.answer for key, one in language.smalltalk.items()}
    for field, text in texts.items():
        for said in (*_dear(text), *_long(text)):
            yield Problem(f"{language.code}/language.yaml", language.lines.get(field, 1), f"{field}: {said}")


def _municipality(municipality: Municipality, knowledge: KnowledgeBase) -> Iterator[Problem]:
    for line, _, text in local_texts(municipality, knowledge):
        for said in _dear(text):
            yield Problem(municipality.path, line, said, "warning")


def _longest(text: str, language: str) -> str:
    values = {
        "about": "x" * MOST_ABOUT,
        "when": in_words(_LONG_DAY, language),
        "day": day_in_words(_LONG_DAY, language),
        "time": f"{_LONG_DAY:%H:%M}",
    }
    return text.format_map({name: values[name] for name in placeholders(text)})


def _mistakes(text: str) -> Iterator[str]:
    letters = costly(text)
    for letter, cheaper in letters if len(letters) < OWN_SCRIPT else ():
        instead = f"schrijf {cheaper!r} of een ander woord" if cheaper else "haal het weg"
        yield f"{letter!r} verdubbelt de prijs; {instead}"
    yield from _long(text)


def _dear(text: str) -> Iterator[str]:
    letters = [letter for letter, cheaper in costly(text) if not cheaper]
    for letter in letters if len(letters) < OWN_SCRIPT else ():
        yield f"{letter!r} verdubbelt de prijs van een sms; haal het weg"


def _long(text: str) -> Iterator[str]:
    if is_too_long(text):
        yield f"{len(text)} tekens, dat zijn {parts(text)} berichten; kort in tot 2 (306 tekens)"
