"""A linear classifier over sparse features: one squared-hinge support vector machine per topic, trained together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.matching.memory import Arrays, packed, texts

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]

ROUNDS = 3
COST = 0.5
OWN_TOPIC = 4.0
_FEWEST = 3
"""Occurrences from which on pairs, letters and small words are learned: half of them occur less, and tell nothing."""


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

    def __init__(self, examples: Iterable[Example]) -> None:
        found: dict[str, int] = {}
        topics, costs, rows = [], [], []
        for example in examples:
            topics.append(example.topic)
            costs.append(example.weight)
            ids = np.array([found.setdefault(feature, len(found)) for feature in example.features], dtype=np.int32)
            rows.append(_Row(ids, np.array(list(example.features.values()), dtype=np.float32)))
        seen = np.bincount(np.concatenate([row.ids for row in rows]), minlength=len(found)) if rows else np.zeros(0)
        kept = np.array([seen[number] >= _FEWEST or _is_word(feature) for feature, number in found.items()], dtype=bool)
        numbers = (np.cumsum(kept) - 1).astype(np.int32)
        self.topics = sorted(set(topics))
        self._ids = {feature: int(numbers[number]) for feature, number in found.items() if kept[number]}
        self._rarity: Floats = (np.log((1 + len(rows)) / (1 + seen[kept])) + 1).astype(np.float32)
        rows = [_Row(numbers[row.ids[kept[row.ids]]], row.values[kept[row.ids]]) for row in rows]
        # Half the memory, and no score changes by more than a thousandth.
        self._weights = self._train([self._weighed(row) for row in rows], topics, costs).astype(np.float16)

    @classmethod
    def recalled(cls, arrays: Arrays) -> LinearModel:
        """The model of which these are the `arrays`."""
        model = cls.__new__(cls)
        model.topics = texts(arrays["model_topics"])
        model._ids = {feature: number for number, feature in enumerate(texts(arrays["model_features"]))}
        model._rarity, model._weights = arrays["model_rarity"], arrays["model_weights"]
        return model

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that was learned, to be kept in a file."""
        return {
            "model_topics": packed(self.topics),
            "model_features": packed(self._ids),
            "model_rarity": self._rarity,
            "model_weights": self._weights,
        }

    def scores(self, features: Mapping[str, float]) -> Floats:
        """A score for each of `topics`: 1 is a clear yes, -1 a clear no. No feature in common gives zeros."""
        known = [(self._ids[feature], weight) for feature, weight in features.items() if feature in self._ids]
        ids = np.array([number for number, _ in known], dtype=np.int32)
        row = self._weighed(_Row(ids, np.array([weight for _, weight in known], dtype=np.float32)))
        scores: Floats = row.values @ self._weights[row.ids].astype(np.float32)
        return scores

    def knows(self, feature: str) -> bool:
        """Does any example hold this feature?"""
        return feature in self._ids

    def _weighed(self, row: _Row) -> _Row:
        values = row.values * self._rarity[row.ids]
        length = math.sqrt(float(values @ values))
        return _Row(row.ids, values / np.float32(length or 1.0))

    def _train(self, rows: Sequence[_Row], topics: Sequence[str], costs: Sequence[float]) -> Floats:
        weights = np.zeros((len(self._ids), len(self.topics)), dtype=np.float32)
        place = {topic: number for number, topic in enumerate(self.topics)}
        own = np.array([place[topic] for topic in topics], dtype=np.intp)
        duals = np.zeros((len(rows), len(self.topics)), dtype=np.float32)
        sign, soft = np.full(len(self.topics), -1, dtype=np.float32), np.empty(len(self.topics), dtype=np.float32)
        # numpy's own generator would take 7 MB.
        chance, order = Random(0), list(range(len(rows)))
        for _ in range(ROUNDS):
            chance.shuffle(order)
            for number in order:
                row, dual, mine = rows[number], duals[number], own[number]
                sign[mine] = 1
                soft.fill(1 / (2 * COST * costs[number]))
                soft[mine] /= OWN_TOPIC
                held = weights[row.ids]
                gradient = sign * (row.values @ held) - 1 + soft * dual
                moved = np.maximum(dual - gradient / (1 + soft), 0)
                held += row.values[:, None] * ((moved - dual) * sign)
                weights[row.ids] = held
                duals[number] = moved
                sign[mine] = -1
        return weights


def _is_word(feature: str) -> bool:
    """Stems and meanings always count; of pairs, letters and small words what occurs three times."""
    return "+" not in feature and not feature.startswith(("#", "~"))
