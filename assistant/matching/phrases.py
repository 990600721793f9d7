"""A message that is, or nearly is, a way of asking that an editor wrote: then there is no doubt about its topic."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray


class PhraseFinder:
    """Compares a message with every way of asking, title and label, word by word; a rare word weighs more."""

    def __init__(self, phrases: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`phrases` are (topic, words); words are mended and stemmed as those of a message will be."""
        said = sorted(((topic, frozenset(words)) for topic, words in phrases if words), key=itemgetter(0))
        groups = [(topic, len(list(group))) for topic, group in groupby(said, key=itemgetter(0))]
        self._topics = [topic for topic, _ in groups]
        self._starts = np.cumsum([0, *(count for _, count in groups)])[:-1]
        where: dict[str, list[int]] = defaultdict(list)
        for number, (_, words) in enumerate(said):
            for word in words:
                where[word].append(number)
        self._where: Mapping[str, NDArray[np.intp]] = {word: np.array(spots) for word, spots in where.items()}
        self._rarest = math.log(1 + len(said)) + 1
        self._rarity = {word: math.log((1 + len(said)) / (1 + len(spots))) + 1 for word, spots in where.items()}
        self._sums = np.array([sum(self._rarity[word] for word in sorted(words)) for _, words in said])

    def nearest(self, words: Iterable[str]) -> dict[str, float]:
        """For each topic how near its nearest phrase is: 1 when it has the same words, 0 when it shares none."""
        if not self._topics:
            return {}
        shared = np.zeros(len(self._sums))
        total = 0.0
        for word in sorted(set(words)):
            total += self._rarity.get(word, self._rarest)
            spots = self._where.get(word)
            if spots is not None:
                shared[spots] += self._rarity[word]
        best = np.maximum.reduceat(2 * shared / (self._sums + total), self._starts)
        return {topic: float(near) for topic, near in zip(self._topics, best, strict=True)}
