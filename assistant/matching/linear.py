"""A linear classifier over sparse features: one squared-hinge support vector machine per topic, trained together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.intp]

ROUNDS = 3
_COST = 0.5
OWN_TOPIC = 4.0
_FEWEST = 2


@dataclass(frozen=True)
class Example:
    """How somebody asks for a topic: its features, and how much it counts (1 for a way of asking)."""

    topic: str
    features: Mapping[str, float]
    weight: float = 1.0


@dataclass(frozen=True)
class _Row:
    ids: Ids
    values: Floats


class LinearModel:
    """Scores topics by their features. Read-only after construction; `topics` is the order of the scores.

    Trained by dual coordinate descent (Hsieh and others 2008, the method of liblinear) for all topics at once: every
    step is one example against the weights of all topics. Deterministic: the same content gives the same weights.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        self.topics = sorted({example.topic for example in examples})
        seen = Counter(feature for example in examples for feature in example.features)
        kept = [feature for feature, times in seen.items() if times >= _FEWEST or _is_word(feature)]
        self._ids = {feature: number for number, feature in enumerate(kept)}
        times = np.array([seen[feature] for feature in kept], dtype=np.float32)
        self._rarity: Floats = np.log((1 + len(examples)) / (1 + times)) + 1
        self._weights = self._train(examples)

    def scores(self, features: Mapping[str, float]) -> Floats:
        """A score for each of `topics`: 1 is a clear yes, -1 a clear no. No feature in common gives zeros."""
        row = self._row(features)
        return row.values @ self._weights[row.ids]

    def knows(self, feature: str) -> bool:
        """Does any example hold this feature?"""
        return feature in self._ids

    def _row(self, features: Mapping[str, float]) -> _Row:
        known = [(self._ids[feature], weight) for feature, weight in features.items() if feature in self._ids]
        ids = np.array([each for each, _ in known], dtype=np.intp)
        values = np.array([weight for _, weight in known], dtype=np.float32) * self._rarity[ids]
        length = math.sqrt(float(values @ values))
        return _Row(ids, values / np.float32(length or 1.0))

    def _train(self, examples: Sequence[Example]) -> Floats:
        weights = np.zeros((len(self._ids), len(self.topics)), dtype=np.float32)
        place = {topic: number for number, topic in enumerate(self.topics)}
        rows = [self._row(example.features) for example in examples]
        signs = np.full((len(rows), len(self.topics)), -1, dtype=np.float32)
        slack = np.empty_like(signs)
        for number, example in enumerate(examples):
            own = place[example.topic]
            slack[number] = 1 / (2 * _COST * example.weight)
            slack[number, own] /= OWN_TOPIC
            signs[number, own] = 1
        duals = np.zeros_like(signs)
        chance = np.random.default_rng(0)
        for _ in range(ROUNDS):
            for number in chance.permutation(len(rows)):
                row, sign, dual = rows[number], signs[number], duals[number]
                held = weights[row.ids]
                gradient = sign * (row.values @ held) - 1 + slack[number] * dual
                moved = np.maximum(dual - gradient / (1 + slack[number]), 0)
                weights[row.ids] = held + row.values[:, None] * ((moved - dual) * sign)
                duals[number] = moved
        return weights


def _is_word(feature: str) -> bool:
    """Stems and meanings always count; of pairs, letters and small words only what occurs twice."""
    return "+" not in feature and not feature.startswith(("#", "~"))
