"""From evidence per topic to an answer, a question back, or an honest "I do not know"."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import Field

from assistant.knowledge.shape import Shape
from assistant.matching.model import Outcome, Scored
from assistant.matching.topics import ELSEWHERE

_CHOICES = 3


class Thresholds(Shape):
    """`thresholds.yaml`, where each number is explained."""

    base: float
    strength: float
    lead: float
    coverage: float
    answer: Annotated[float, Field(gt=0, lt=1)]
    crisis: Annotated[float, Field(gt=0, lt=1)]
    smalltalk: Annotated[float, Field(gt=0, le=1)]
    ask: Annotated[float, Field(ge=0)]
    share: Annotated[float, Field(gt=0, le=1)]
    crisis_order: tuple[str, ...]


@cache
def thresholds() -> Thresholds:
    """The thresholds as they stand in the package."""
    text = files("assistant.matching").joinpath("thresholds.yaml").read_text(encoding="utf-8")
    return Thresholds.model_validate(yaml.safe_load(text))


def decide(
    evidence: Mapping[str, float], coverage: float, limits: Thresholds, crisis_topics: Collection[str] = ()
) -> tuple[Outcome, tuple[Scored, ...]]:
    """What to do with this evidence: `answer` with topics best first, `ask` with 2 or 3, or `unknown` with none.

    A crisis topic that is best is answered sooner than another: to ask back takes time that the person may not have.
    """
    ranked = sorted(evidence.items(), key=lambda item: (-item[1], item[0]))[: _CHOICES + 1]
    if not ranked or ranked[0][0] == ELSEWHERE or ranked[0][1] * coverage < limits.ask:
        return "unknown", ()
    scored = tuple(
        Scored(topic, round(_score(found, _best_other(ranked, place), coverage, limits), 3))
        for place, (topic, found) in enumerate(ranked[:_CHOICES])
        if topic != ELSEWHERE and found >= limits.share * ranked[0][1]
    )
    needed = limits.crisis if scored[0].id in crisis_topics else limits.answer
    if len(scored) == 1 or scored[0].score >= needed:
        return "answer", scored
    return "ask", scored


def _best_other(ranked: list[tuple[str, float]], place: int) -> float:
    others = [found for other, (_, found) in enumerate(ranked) if other != place]
    return max(others, default=0.0)


def _score(found: float, other: float, coverage: float, limits: Thresholds) -> float:
    exponent = limits.base + limits.strength * found + limits.lead * (found - other) + limits.coverage * coverage
    return 1 / (1 + math.exp(-exponent))
