"""From evidence per topic to an answer, a question back, or an honest "I do not know"."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import Field

from assistant.knowledge.shape import Shape
from assistant.matching.model import Outcome, Scored
from assistant.matching.topics import Evidence

_CHOICES = 3
_FEWEST_CHOICES = 2
_EQUAL = 0.1
"""Scores that differ by less say that the message is as much about the one as about the other."""

Share = Annotated[float, Field(ge=0, le=1)]

DangerSigns = tuple[float, float, float, float, float]
"""1 for an alarm, 1 for no more than a hint, 1 where something is said to be long over, the best score of a crisis
topic, and the best score of anything else."""


class Thresholds(Shape):
    """`thresholds.yaml`, where each number is explained."""

    right: tuple[float, float, float, float, float]
    subject: tuple[float, float, float, float, float]
    answer: Share
    crisis: Share
    ask: Share
    offer: Share
    same: Share
    smalltalk: Share
    talk: float
    danger: tuple[float, float, float, float, float, float]
    alarm: Share
    part: Share
    need: Share
    crisis_order: tuple[str, ...]
    only_heard: frozenset[str]
    urgent_order: tuple[str, ...]


@cache
def thresholds() -> Thresholds:
    """The thresholds as they stand in the package."""
    text = files("assistant.matching").joinpath("thresholds.yaml").read_text(encoding="utf-8")
    return Thresholds.model_validate(yaml.safe_load(text))


def right_signs(evidence: Evidence, place: int) -> tuple[float, ...]:
    """What tells whether the topic at this place of the ranking is meant: score, lead, coverage, nearest phrase.

    None of them grows with the number of topics, so that new topics do not make the matcher surer of itself.
    """
    topic, score = evidence.topics[place]
    others = [other for number, (_, other) in enumerate(evidence.topics[:2]) if number != place]
    return score, score - max(others, default=-1.0), evidence.coverage, evidence.near.get(topic, 0.0)


def subject_signs(evidence: Evidence) -> tuple[float, ...]:
    """What tells whether the message is about our subject: best score, score for elsewhere, coverage, nearest."""
    return evidence.topics[0][1], evidence.elsewhere, evidence.coverage, max(evidence.near.values(), default=0.0)


def chance(weights: Sequence[float], signs: Sequence[float]) -> float:
    """A logistic function: the first weight stands alone, every other belongs to a sign."""
    exponent = weights[0] + sum(weight * sign for weight, sign in zip(weights[1:], signs, strict=True))
    return 1 / (1 + math.exp(-exponent))


def danger(weights: Sequence[float], signs: DangerSigns) -> float:
    """The chance of danger.

    0 where nothing was heard and something else is clearly likelier: who asks about that must not be told to call 113.
    """
    alarm, hint, _, crisis, other = signs
    return chance(weights, signs) if alarm or hint or crisis >= other - _EQUAL else 0.0


def decide(
    evidence: Evidence, limits: Thresholds, crisis_topics: Collection[str] = ()
) -> tuple[Outcome, tuple[Scored, ...]]:
    """What to do with this evidence: `answer` with topics best first, `ask` with 2 or 3, or `unknown` with none.

    A message that has the words of a way of asking is answered, or asked about where two topics have those words. A
    crisis topic that is only best by its score (no alarm was heard) needs a higher one: who asks about something else
    must not be told to call 113.
    """
    if not evidence.topics or not evidence.coverage:
        return "unknown", ()
    if max(evidence.near.values(), default=0.0) >= limits.same:
        said = [topic for topic, _ in evidence.topics if evidence.near.get(topic, 0.0) >= limits.same]
        return "answer" if len(said) == 1 else "ask", _scored(evidence, limits, said)
    if chance(limits.subject, subject_signs(evidence)) < limits.ask:
        return "unknown", ()
    scored = _scored(evidence, limits)
    needed = limits.crisis if scored[0].id in crisis_topics else limits.answer
    if len(evidence.topics) == 1 or scored[0].score >= needed:
        return "answer", scored
    return "ask", scored


def _scored(evidence: Evidence, limits: Thresholds, said: Sequence[str] = ()) -> tuple[Scored, ...]:
    found = [Scored(topic, limits.same) for topic in said]
    for place, (topic, _) in enumerate(evidence.topics[:_CHOICES]):
        score = round(chance(limits.right, right_signs(evidence, place)), 3)
        if said:
            score = min(score, limits.same)
        if topic not in said and (place < _FEWEST_CHOICES or score >= limits.offer):
            found.append(Scored(topic, score))
    return tuple(found[:_CHOICES])
