"""Whether every text message in the content fits a phone: length, and letters that double the price."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.knowledge import KnowledgeBase, Topic
from assistant.knowledge.problem import Problem
from assistant.sms.encoding import costly, is_too_long, parts


def check_sms(knowledge: KnowledgeBase) -> list[Problem]:
    """Mistakes in the `sms` of every topic."""
    return [problem for topic in knowledge.topics.values() for problem in _topic(topic)]


def _topic(topic: Topic) -> Iterator[Problem]:
    line = topic.lines.get("sms", 1)
    for letter, cheaper in costly(topic.sms):
        said = f"sms: {letter!r} verdubbelt de prijs; schrijf {cheaper!r} of een ander woord"
        yield Problem(topic.path, line, said)
    if is_too_long(topic.sms):
        said = f"sms: {len(topic.sms)} tekens, dat zijn {parts(topic.sms)} berichten; kort in tot 2 (306 tekens)"
        yield Problem(topic.path, line, said)
