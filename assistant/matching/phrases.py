"""A message that is, or nearly is, a way of asking that an editor wrote: then there is no doubt about its topic."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.matching.memory import Arrays, packed, texts

_COMMON = 50
"""A word that one of so many phrases has is kept as a weight for every phrase: adding these up is faster then."""


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
        self._where: Mapping[str, NDArray[np.int32]] = {
            word: np.array(spots, dtype=np.int32) for word, spots in where.items()
        }
        self._sums = np.zeros(len(said), dtype=np.float32)
        self._weigh_words()
        sums = [sum((self._rarity[word] for word in sorted(words)), np.float32(0)) for _, words in said]
        self._sums = np.array(sums, dtype=np.float32)

    @classmethod
    def recalled(cls, arrays: Arrays) -> PhraseFinder:
        """The finder of which these are the `arrays`."""
        finder = cls(())
        finder._topics = texts(arrays["phrase_topics"])
        finder._starts, finder._sums = arrays["phrase_starts"], arrays["phrase_sums"]
        words, ends, spots = texts(arrays["phrase_words"]), arrays["phrase_ends"], arrays["phrase_spots"]
        finder._where = dict(zip(words, np.split(spots, ends[:-1]), strict=True))
        finder._weigh_words()
        return finder

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that was built, to be kept in a file."""
        return {
            "phrase_topics": packed(self._topics),
            "phrase_starts": self._starts,
            "phrase_sums": self._sums,
            "phrase_words": packed(self._where),
            "phrase_ends": np.cumsum([len(spots) for spots in self._where.values()]),
            "phrase_spots": np.concatenate([*self._where.values(), np.zeros(0, dtype=np.int32)]).astype(np.int32),
        }

    def _weigh_words(self) -> None:
        count = len(self._sums)
        self._common = {word: self._dense(spots) for word, spots in self._where.items() if len(spots) * _COMMON > count}
        self._rarest = np.float32(math.log(1 + count) + 1)
        self._rarity = {
            word: np.float32(math.log((1 + count) / (1 + len(spots))) + 1) for word, spots in self._where.items()
        }

    def _dense(self, spots: NDArray[np.int32]) -> NDArray[np.bool_]:
        held = np.zeros(len(self._sums), dtype=np.bool_)
        held[spots] = True
        return held

    def nearest(self, words: Iterable[str], without: str | None = None) -> dict[str, float]:
        """For each topic how near its nearest phrase is: 1 when it has the same words, 0 when it shares none.

        With `without`, these are the words of a phrase of that topic, which does not count itself.
        """
        if not self._topics:
            return {}
        near = self._near(words)
        if without is not None:
            place = self._topics.index(without)
            own = near[self._starts[place] : (*self._starts[1:], len(near))[place]]
            own[own.argmax()] = 0.0
        best = np.maximum.reduceat(near, self._starts)
        return {topic: float(each) for topic, each in zip(self._topics, best, strict=True)}

    def _near(self, words: Iterable[str]) -> NDArray[np.float32]:
        shared = np.zeros(len(self._sums), dtype=np.float32)
        total = np.float32(0)
        for word in sorted(set(words)):
            rarity = self._rarity.get(word)
            total += rarity or self._rarest
            if rarity and word in self._common:
                shared += self._common[word] * rarity
            elif rarity:
                shared[self._where[word]] += rarity
        shared /= self._sums + total
        shared *= 2
        return shared
