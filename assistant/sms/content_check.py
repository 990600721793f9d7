"""Whether every text message in the content fits a phone: length, letters that double the price, placeholders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from assistant.knowledge import KnowledgeBase, Plan, Topic
from assistant.knowledge.problem import Problem
from assistant.reminders.clock import day_in_words, in_words
from assistant.reminders.dates import MOST_ABOUT
from assistant.reminders.plans import PLACEHOLDERS, placeholders
from assistant.sms.encoding import costly, is_too_long, parts

PLANS = "plans.yaml"

_LONG_DAY = datetime(2026, 9, 23, 22, 30)  # a Wednesday in September: no day is longer in words


def check_sms(knowledge: KnowledgeBase) -> list[Problem]:
    """Mistakes in the `sms` of every topic and in the texts of every reminder plan."""
    topics = [problem for topic in knowledge.topics.values() for problem in _topic(topic)]
    return topics + [problem for plan in knowledge.plans.values() for problem in _plan(plan)]


def _topic(topic: Topic) -> Iterator[Problem]:
    for said in _mistakes(topic.sms):
        yield Problem(topic.path, topic.lines.get("sms", 1), f"sms: {said}")


def _plan(plan: Plan) -> Iterator[Problem]:
    known = PLACEHOLDERS - {"time"} if plan.all_day else PLACEHOLDERS
    for number, one in enumerate(plan.texts, 1):
        for language, text in one.text.items():
            where = f"{plan.id}, tekst {number} ({language})"
            unknown = placeholders(text) - known
            if unknown:
                names = ", ".join(sorted(known))
                said = f"{{{sorted(unknown)[0]}}} wordt niet ingevuld; kies uit {names}"
                yield Problem(PLANS, 1, f"{where}: {said}")
            else:
                yield from (Problem(PLANS, 1, f"{where}: {said}") for said in _mistakes(_longest(text, language)))


def _longest(text: str, language: str) -> str:
    values = {
        "about": "x" * MOST_ABOUT,
        "when": in_words(_LONG_DAY, language),
        "day": day_in_words(_LONG_DAY, language),
        "time": f"{_LONG_DAY:%H:%M}",
    }
    return text.format_map({name: values[name] for name in placeholders(text)})


def _mistakes(text: str) -> Iterator[str]:
    for letter, cheaper in costly(text):
        instead = f"schrijf {cheaper!r} of een ander woord" if cheaper else "haal het weg"
        yield f"{letter!r} verdubbelt de prijs; {instead}"
    if is_too_long(text):
        yield f"{len(text)} tekens, dat zijn {parts(text)} berichten; kort in tot 2 (306 tekens)"
