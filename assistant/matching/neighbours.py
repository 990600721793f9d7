"""Which topics rob each other: every way of asking, held against all others without itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.matching.matcher import Matcher
from assistant.matching.phrases import PhraseFinder


@dataclass(frozen=True)
class Robbed:
    """Ways of asking of `topic` that are nearer to one of `robber` than to any other of their own."""

    topic: str
    robber: str
    questions: tuple[str, ...]
    asked: int
    """Ways of asking that the topic has in all."""


def leave_one_out(matcher: Matcher, language: str) -> list[Robbed]:
    """The topics that lose most of their ways of asking to another one, in one language, the worst first."""
    asked = [
        (topic.id, question, matcher.names(question, language))
        for topic in matcher.knowledge.topics_of(language)
        for question in topic.questions
    ]
    finder = PhraseFinder((topic, sorted(names)) for topic, _, names in asked)
    robbed: dict[tuple[str, str], list[str]] = {}
    for topic, question, names in asked:
        robber = _robber(finder, topic, names)
        if robber:
            robbed.setdefault((topic, robber), []).append(question)
    counts = Counter(topic for topic, _, _ in asked)
    found = [Robbed(topic, robber, tuple(lost), counts[topic]) for (topic, robber), lost in robbed.items()]
    return sorted(found, key=lambda one: (-len(one.questions) / one.asked, one.topic, one.robber))


def _robber(finder: PhraseFinder, topic: str, names: Iterable[str]) -> str | None:
    """The topic with the nearest way of asking, where that is nearer than the nearest other one of this topic."""
    near = finder.nearest(names, without=topic)
    own = near.pop(topic, 0.0)
    robber = max(near, key=lambda other: near[other], default=None)
    return robber if robber is not None and near[robber] > own else None
