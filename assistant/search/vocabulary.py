"""The words of the index: which one a misspelled word was meant to be, and which are parts of which."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from assistant.search.analyser import Analyser

SHORTEST_MENDED = 4
_SHORT = 5
_LONG = 8
_PART = 4
_ONLY_PART = 5
_LINKING = {"nl": ("", "s", "e", "en", "n"), "de": ("", "s", "es", "n", "en")}


class Vocabulary:
    """Every folded word of the texts of a language with the number of times it occurs.

    Words that carry no subject are mended, and are never a part of another word. Letters that are written for each
    other (`Analyser.sounds`) are no slip.
    """

    def __init__(self, counts: Mapping[str, int], language: Analyser) -> None:
        self._counts = counts
        self._parts = frozenset(word for word in counts if len(word) >= _PART and not language.is_stop(word))
        self._sorted = sorted(self._parts)
        self._reversed = sorted(word[::-1] for word in self._parts)
        self._linking = _LINKING.get(language.code, ("",))
        self._sounds = language.sounds
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, str] = {}
        for word in self._commonest(word for word in counts if len(word) >= SHORTEST_MENDED and word.isalpha()):
            self._by_letter[word[0]].append(word)
            self._by_sound.setdefault(self._sound(word), word)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def mend(self, word: str) -> str | None:
        """The word of the vocabulary that this one was meant to be, or None.

        The first letter has to be right. Up to 7 letters one slip is allowed (a letter too many, too few, wrong, or two
        swapped), from 8 letters two. A wrong letter in a word of at most 5 letters is no slip: "hond" is not "hand".
        A word that sounds the same is always meant.
        """
        if len(word) < SHORTEST_MENDED or not word.isalpha():
            return None
        same = self._by_sound.get(self._sound(word))
        if same and same[0] == word[0]:
            return same
        slips = 2 if len(word) >= _LONG else 1
        near = process.extract(
            word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        meant = [(distance, -self._counts[other], other) for other, distance, _ in near if not _other_word(word, other)]
        return min(meant)[2] if meant else None

    def starting_with(self, start: str, most: int) -> list[str]:
        """At most so many words that start with this, commonest first."""
        return self._commonest(_starting(self._sorted, start))[:most]

    def compounds_of(self, word: str, most: int) -> list[str]:
        """At most so many words of the vocabulary of which this one is the first or the last part, commonest first."""
        if len(word) < _ONLY_PART:
            return []
        first = _starting(self._sorted, word)
        last = [other[::-1] for other in _starting(self._reversed, word[::-1])]
        return self._commonest(other for other in {*first, *last} if len(other) >= len(word) + _PART)[:most]

    def parts(self, word: str, alone: bool = True) -> tuple[str, ...]:
        """The words of the vocabulary that this one is made of; `alone` allows a part that is not in it."""
        for split in range(_PART, len(word) - _PART + 1):
            last = word[split:]
            if last in self._parts:
                first = self._first_part(word[:split])
                if first:
                    return first, last
        return self._only_part(word) if alone else ()

    def _first_part(self, start: str) -> str | None:
        for link in self._linking:
            first = start.removesuffix(link) if link else start
            if start.endswith(link) and first in self._parts:
                return first
        return None

    def _only_part(self, word: str) -> tuple[str, ...]:
        for split in range(_PART, len(word) - _ONLY_PART + 1):
            if word[split:] in self._parts:
                return (word[split:],)
        for split in range(len(word) - _PART, _ONLY_PART - 1, -1):
            first = self._first_part(word[:split])
            if first and len(first) >= _ONLY_PART:
                return (first,)
        return ()

    def _sound(self, word: str) -> str:
        for written, meant in self._sounds.items():
            word = word.replace(written, meant)
        return word

    def _commonest(self, words: Iterable[str]) -> list[str]:
        return sorted(words, key=lambda word: (-self._counts[word], word))


def _starting(words: list[str], start: str) -> list[str]:
    position = first = bisect_left(words, start)
    while position < len(words) and words[position].startswith(start):
        position += 1
    return words[first:position]


def _other_word(word: str, other: str) -> bool:
    """Whether two short words differ in a letter, so that both are words; swapped letters are a slip."""
    return len(word) == len(other) <= _SHORT and Levenshtein.distance(word, other) == 1
