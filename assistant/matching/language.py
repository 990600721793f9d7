"""Which language a message is in. Never decided on one short word: a person who texts "no" has not changed language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.matching.lexicon import Lexicon

_FUNCTION_COUNT = 25
_LITTLE = 0.5
_WORD_AT_MOST = 2.0
_LETTERS_AT_MOST = 0.8
_SHORTEST_BY_LETTERS = 4
_ENOUGH = 1.6
_LONG_WORD = 6
_ALONE = 1.2


class LanguageFinder:
    """Weighs the words of a message: how much more often each stands in the texts of one language than of the others.

    Counts and not word lists, because the English texts hold Dutch words ("briefadres") and whole Dutch sentences to
    say at a desk. A word that stands nowhere is weighed by its groups of three letters.
    """

    def __init__(self, lexicons: Mapping[str, Lexicon], asked: Mapping[str, Iterable[str]]) -> None:
        """`asked` are the ways of asking of each language, in plain words: who says one of these speaks it."""
        self._lexicons = lexicons
        self._asked = {said: code for code, phrases in asked.items() for said in phrases if " " in said}
        self._words: dict[str, Counter[str]] = {}
        self._letters: dict[str, Counter[str]] = {}
        for code, lexicon in lexicons.items():
            self._words[code] = Counter(lexicon.known)
            for word in lexicon.function_words:
                self._words[code][word] += _FUNCTION_COUNT
            self._letters[code] = Counter(group for word in lexicon.known for group in _groups(word))

    def find(self, words: Sequence[str]) -> str | None:
        """The code of the language of these words, or None where they say too little.

        It takes two telling words, or a single telling one of 6 letters or more.
        """
        said = self._asked.get(" ".join(words))
        if said:
            return said
        scores: dict[str, float] = dict.fromkeys(self._lexicons, 0.0)
        telling = Counter[str]()
        for word in words:
            code, weight = self._weight(word)
            if code is not None:
                scores[code] += weight
                telling[code] += 1
        if not telling:
            return None
        best = max(scores, key=lambda code: scores[code])
        lead = scores[best] - max((score for code, score in scores.items() if code != best), default=0.0)
        if telling[best] == 1:
            alone = max(len(word) for word in words) >= _LONG_WORD
            return best if alone and lead >= _ALONE else None
        return best if lead >= _ENOUGH else None

    def _weight(self, word: str) -> tuple[str | None, float]:
        if not self._lexicons:
            return None, 0.0
        counts = {code: self._count(code, word) for code in self._lexicons}
        if any(counts.values()):
            return _lead({code: math.log(count + _LITTLE) for code, count in counts.items()}, _WORD_AT_MOST)
        if len(word) < _SHORTEST_BY_LETTERS or not word.isalpha():
            return None, 0.0
        groups = list(_groups(word))
        sums = {
            code: sum(math.log(letters[group] + _LITTLE) for group in groups) / len(groups)
            for code, letters in self._letters.items()
        }
        return _lead(sums, _LETTERS_AT_MOST) if any(groups) else (None, 0.0)

    def _count(self, code: str, word: str) -> int:
        return min(self._words[code][each] for each in self._lexicons[code].spelled([word]) or [""])


def _groups(word: str) -> Iterator[str]:
    edged = f"^{word}$"
    return (edged[start : start + 3] for start in range(len(edged) - 2))


def _lead(logs: Mapping[str, float], at_most: float) -> tuple[str, float]:
    best, *others = sorted(logs, key=lambda code: -logs[code])
    return best, min(at_most, logs[best] - logs[others[0]]) if others else at_most
