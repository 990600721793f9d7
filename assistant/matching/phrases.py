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
_UNIT = 32
"""Rarities are whole numbers of 1/32: small sums of them fit 16 bits, which are added up fastest."""


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
        self._rarity = _rarities(self._where, len(said))
        self._sums: NDArray[np.float32] = np.array(
            [sum(self._rarity[word] for word in words) for _, words in said], dtype=np.float32
        )
        self._prepare()

    @classmethod
    def recalled(cls, arrays: Arrays) -> PhraseFinder:
        """The finder of which these are the `arrays`."""
        finder = cls(())
        finder._topics = texts(arrays["phrase_topics"])
        finder._starts, finder._sums = arrays["phrase_starts"], arrays["phrase_sums"]
        words, ends, spots = texts(arrays["phrase_words"]), arrays["phrase_ends"], arrays["phrase_spots"]
        finder._where = dict(zip(words, np.split(spots, ends[:-1]), strict=True))
        finder._rarity = _rarities(finder._where, len(finder._sums))
        finder._prepare()
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

    def _prepare(self) -> None:
        # No message shares more with a phrase than all of the phrase.
        self._added = np.dtype(np.int16 if self._sums.max(initial=0) <= np.iinfo(np.int16).max else np.int32)
        self._common = {
            word: self._dense(spots, self._rarity[word])
            for word, spots in self._where.items()
            if len(spots) * _COMMON > len(self._sums)
        }

    def _dense(self, spots: NDArray[np.int32], rarity: int) -> NDArray[Any]:
        weights = np.zeros(len(self._sums), dtype=self._added)
        weights[spots] = rarity
        return weights

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
        return dict(zip(self._topics, np.maximum.reduceat(near, self._starts).tolist(), strict=True))

    def _near(self, words: Iterable[str]) -> NDArray[np.float32]:
        shared = np.zeros(len(self._sums), dtype=self._added)
        total = 0
        for word in set(words):
            rarity = self._rarity.get(word)
            total += rarity or _rarity(len(self._sums), 0)
            if word in self._common:
                shared += self._common[word]
            elif rarity:
                shared[self._where[word]] += rarity
        near: NDArray[np.float32] = self._sums + np.float32(total)
        np.divide(shared.astype(np.float32) * 2, near, out=near)
        return near


def _rarities(where: Mapping[str, NDArray[np.int32]], count: int) -> dict[str, int]:
    return {word: _rarity(count, len(spots)) for word, spots in where.items()}


def _rarity(count: int, times: int) -> int:
    """How much a word weighs that so many times out of this count of phrases has."""
    return round(_UNIT * (math.log((1 + count) / (1 + times)) + 1))
