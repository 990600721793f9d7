"""Messages in a language that the service does not speak: which one is it? A line in it says how to go on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

_GRAM = 3
_SMOOTH = 0.3
_WHOLE = "="
_WORD = 2.0
"""How much a whole word that was seen counts beside one of its groups of letters."""
_LEAD = 6.0
"""The least lead over the languages of the content: e^6 to 1."""
_FEW = 3
_LEAD_OF_FEW = 12.0
"""Of one or two words, or among known ones: these are often a name."""
_MOST_KNOWN = 0.75
"""The share of words of the content's languages from which on the others are names and slips."""
_SHORTEST = 5
"""Letters: a shorter message is the same in too many languages."""


class ForeignFinder:
    """Tells the languages apart by groups of three letters and by words (naive Bayes). Read-only after construction."""

    def __init__(self, spoken: Mapping[str, Counter[str]], foreign: Mapping[str, Counter[str]]) -> None:
        """How often each word is used, by language: of the languages of the content, and of those only recognised."""
        self._spoken = frozenset(spoken)
        used = {**spoken, **foreign} if foreign else {}
        self._counts = {code: _features(words) for code, words in used.items()}
        kinds = len({feature for counts in self._counts.values() for feature in counts})
        self._totals = {code: counts.total() + _SMOOTH * kinds for code, counts in self._counts.items()}

    def find(self, words: Sequence[str], known: int = 0) -> str | None:
        """The code of a foreign language that these words are clearly in; None for the languages of the content.

        `known` of them are words of the content's languages: with more than half, the others are mostly names, and have
        to be very foreign.
        """
        if not self._counts or sum(map(len, words)) < _SHORTEST or known >= _MOST_KNOWN * len(words):
            return None
        features = [feature for word in words for feature in _of_word(word)]
        scores = {code: self._score(code, features) for code in self._counts}
        best = max(scores, key=lambda code: scores[code])
        if best in self._spoken:
            return None
        spoken = max((scores[code] for code in self._spoken), default=-math.inf)
        unsure = len(words) < _FEW or known > len(words) / 2
        return best if scores[best] - spoken >= (_LEAD_OF_FEW if unsure else _LEAD) else None

    def _score(self, code: str, features: Sequence[str]) -> float:
        counts, total = self._counts[code], self._totals[code]
        score = 0.0
        for feature in features:
            weight = _WORD if feature[0] == _WHOLE else 1.0
            score += weight * math.log((counts.get(feature, 0) + _SMOOTH) / total)
        return score


def _features(words: Counter[str]) -> Counter[str]:
    counts = Counter[str]()
    for word, times in words.items():
        for feature in _of_word(word):
            counts[feature] += times
    return counts


def _of_word(word: str) -> Iterator[str]:
    edged = f"^{word}$"
    yield f"{_WHOLE}{word}"
    yield from (edged[start : start + _GRAM] for start in range(len(edged) - _GRAM + 1))
