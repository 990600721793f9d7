"""A linear classifier over sparse features: one squared-hinge support vector machine per topic, trained together."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
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
"""Occurrences from which on letters and small words are learned: half of them occur less, and tell nothing."""


@dataclass(frozen=True)
class Example:
    """How somebody asks for a topic: its features, and how much it counts (1 for a way of asking)."""

    topic: str
    features: Mapping[str, float]
    weight: float = 1.0


@dataclass(frozen=True)
class _Rows:
    """Examples one after another: the features with their values of example n stand from `ends[n]` to `ends[n + 1]`."""

    ids: Ids
    values: Floats
    ends: Sequence[int]


class LinearModel:
    """Scores topics by their features. Read-only after construction; `topics` is the order of the scores.

    Trained by dual coordinate descent (Hsieh and others 2008, the method of liblinear) for all topics at once: every
    step is one example against the weights of all topics. Deterministic: the same content gives the same weights.
    """

    def __init__(self, examples: Iterable[Example]) -> None:
        found: defaultdict[str, int] = defaultdict()
        found.default_factory = found.__len__
        topics, costs, ends = [], [], [0]
        ids, values = array("i"), array("f")
        for example in examples:
            topics.append(example.topic)
            costs.append(example.weight)
            ids.extend(map(found.__getitem__, example.features))
            values.extend(example.features.values())
            ends.append(len(ids))
        every: Ids = np.array(ids, dtype=np.int32)
        seen = np.bincount(every, minlength=len(found))
        kept = (seen >= _FEWEST) | np.fromiter(map(_is_word, found), dtype=bool, count=len(found))
        self.topics = sorted(set(topics))
        self._ids = {feature: number for number, feature in enumerate(compress(found, kept))}
        self._rarity: Floats = (np.log((1 + len(topics)) / (1 + seen[kept])) + 1).astype(np.float32)
        held = kept[every]
        numbers = (np.cumsum(kept) - 1).astype(np.int32)[every[held]]
        spots = np.concatenate([[0], np.cumsum(held)])[ends]
        weighed = _normal(np.array(values, dtype=np.float32)[held] * self._rarity[numbers], spots)
        rows = _Rows(numbers, weighed, spots.tolist())
        # Half the memory, and no score changes by more than a thousandth.
        self._weights = self._train(rows, topics, costs).astype(np.float16)

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
        values = np.array([weight for _, weight in known], dtype=np.float32) * self._rarity[ids]
        length = math.sqrt(float(values @ values)) or 1.0
        scores: Floats = (values @ self._weights[ids].astype(np.float32)) / np.float32(length)
        return scores

    def knows(self, feature: str) -> bool:
        """Does any example hold this feature?"""
        return feature in self._ids

    def _train(self, rows: _Rows, topics: Sequence[str], costs: Sequence[float]) -> Floats:
        weights = np.zeros((len(self._ids), len(self.topics)), dtype=np.float32)
        place = {topic: number for number, topic in enumerate(self.topics)}
        own = [place[topic] for topic in topics]
        duals = np.zeros((len(topics), len(self.topics)), dtype=np.float32)
        sign, soft = np.full(len(self.topics), -1, dtype=np.float32), np.empty(len(self.topics), dtype=np.float32)
        # numpy's own generator would take 7 MB.
        chance, order = Random(0), list(range(len(topics)))
        for _ in range(ROUNDS):
            chance.shuffle(order)
            for number in order:
                span = slice(rows.ends[number], rows.ends[number + 1])
                ids, values, dual, mine = rows.ids[span], rows.values[span], duals[number], own[number]
                sign[mine] = 1
                soft.fill(1 / (2 * COST * costs[number]))
                soft[mine] /= OWN_TOPIC
                held = weights[ids]
                gradient = sign * (values @ held) - 1 + soft * dual
                moved = np.maximum(dual - gradient / (1 + soft), 0)
                held += values[:, None] * ((moved - dual) * sign)
                weights[ids] = held
                duals[number] = moved
                sign[mine] = -1
        return weights


def _normal(values: Floats, ends: NDArray[np.int_]) -> Floats:
    """Each row of values, from one of `ends` to the next, made a vector of length 1."""
    squares = np.concatenate([[0.0], np.cumsum(values.astype(np.float64) ** 2)])[ends]
    lengths = np.sqrt(np.diff(squares))
    lengths[lengths == 0] = 1
    normal: Floats = (values / np.repeat(lengths, np.diff(ends))).astype(np.float32)
    return normal


def _is_word(feature: str) -> bool:
    """Stems and meanings always count; of letters and small words what occurs three times."""
    return not feature.startswith(("#", "~"))
