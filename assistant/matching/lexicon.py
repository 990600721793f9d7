"""What is known of the words of one language: how they are written, mended, stemmed, and what they mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from itertools import pairwise
from threading import Lock

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.knowledge.words import MatchWords
from assistant.matching.normalise import words_of

STEMMERS = {"nl": "dutch", "en": "english"}
"""Snowball's name of a language; a language that is not here is matched without stems."""

_MENDED_FROM = 5
_TWO_MISTAKES_FROM = 8
_PART = 3
_LONG_PART = 5
_REMEMBERED = 50_000


class Lexicon:
    """The words of one language. `seen` tells how often each stands in all its texts."""

    def __init__(self, code: str, words: MatchWords, seen: Mapping[str, int]) -> None:
        self.code = code
        self.function_words = frozenset(words.function_words)
        self.counted = frozenset(words.counted)
        self.without = frozenset(words.without)
        self.before_place = frozenset(words.before_place)
        self.away_from = frozenset(words.away_from)
        self.whereabouts = frozenset(words.whereabouts)
        self.before_postcode = frozenset(words.before_postcode)
        self.postcode_words = frozenset(words.postcode_words)
        self.after_numbers = frozenset(words.after_numbers)
        self.groups = words.groups
        self.joins = words.joins
        self._spelling = {key: tuple(words_of(value)) for key, value in words.spelling.items()}
        self._sounds = tuple(words.sounds.items())
        self._stems = _stemmer(STEMMERS.get(code))
        self.spelled_word = lru_cache(maxsize=_REMEMBERED)(self._spelled_word)
        self.known = self._count(seen)
        self.meanings, self.phrases = self._read_meanings(words.meanings)
        for word in (*self.meanings, *self.function_words, *self.without):
            self.known[word] += 1
        self._by_sound = self._sounds_known()
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self.known:
            if len(word) >= _MENDED_FROM - 1:
                self._by_letter[word[0]].append(word)
        self.mend = lru_cache(maxsize=_REMEMBERED)(self._mend)
        self.parts = lru_cache(maxsize=_REMEMBERED)(self._parts)

    def _count(self, seen: Mapping[str, int]) -> Counter[str]:
        known: Counter[str] = Counter()
        for word, times in seen.items():
            for written in self.spelled([word]):
                known[written] += times
        return known

    def spelled(self, words: Iterable[str]) -> list[str]:
        """The words with what is texted short written out ("kben" -> "ik", "ben") and without apostrophes."""
        return [written for word in words for written in self.spelled_word(word)]

    def _spelled_word(self, word: str) -> tuple[str, ...]:
        written = self._spelling.get(word)
        if written is None:
            plain = word.replace("'", "")
            written = self._spelling.get(plain, (plain,))
        return written

    def writes(self, word: str) -> bool:
        """Is this a word of the language, as it is texted or as it is written?"""
        return all(each in self.known for each in self.spelled([word]))

    def stem(self, word: str) -> str:
        """The stem by Snowball."""
        return self._stems(word)

    def sound(self, word: str) -> str:
        """The word as it sounds: letters that are written for each other made one, double letters single."""
        for written, heard in self._sounds:
            if written in word:
                word = word.replace(written, heard)
        single = [letter for letter, before in zip(word, " " + word, strict=False) if letter != before]
        return "".join(single)

    def meaning(self, word: str) -> tuple[str, ...]:
        """The meanings of one word, by the word itself or by its stem."""
        return self.meanings.get(word) or self._stem_meanings.get(self.stem(word), ())

    def phrase_meanings(self, words: Sequence[str]) -> list[str]:
        """The meanings of which an entry of more words stands in these words."""
        written = self.spelled(words)
        return [
            key
            for position, pair in enumerate(pairwise(written))
            for phrase, key in self.phrases.get(pair, ())
            if tuple(written[position : position + len(phrase)]) == phrase
        ]

    def without_meaning(self, key: str) -> Lexicon:
        """The same lexicon as if the line of this meaning were not in its synonyms."""
        other = copy(self)
        other.meanings, other._stem_meanings = _without(self.meanings, key), _without(self._stem_meanings, key)
        other.phrases = {
            first: [(words, meaning) for words, meaning in phrases if meaning != key]
            for first, phrases in self.phrases.items()
        }
        return other

    def _read_meanings(
        self, meanings: Mapping[str, Sequence[str]]
    ) -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]]:
        """Of single words, and of phrases by their first two words."""
        single: dict[str, tuple[str, ...]] = {}
        phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for key, entries in meanings.items():
            for entry in entries:
                words = tuple(self.spelled(words_of(entry)))
                if len(words) == 1:
                    single[words[0]] = (*single.get(words[0], ()), key)
                elif words:
                    phrases[words[0], words[1]].append((words, key))
        stems: dict[str, tuple[str, ...]] = {}
        for word, keys in single.items():
            stem = self.stem(word)
            stems[stem] = tuple(dict.fromkeys((*stems.get(stem, ()), *keys)))
        self._stem_meanings = stems
        return single, dict(phrases)

    def _sounds_known(self) -> dict[str, str]:
        result: dict[str, str] = {}
        for word, _ in self.known.most_common():
            if len(word) > _PART:
                result.setdefault(self.sound(word), word)
        return result

    def _mend(self, word: str) -> str | None:
        """The known word that was meant, the word itself when it is known, None when nothing is near enough.

        One mistake in words of 5 letters or more, two from 8 letters; the first letter is right, or its sound is.
        """
        if word in self.known:
            return word
        if len(word) <= _PART or not word.isalpha():
            return None
        heard = self._by_sound.get(self.sound(word))
        if heard:
            return heard
        near = self._near(word)
        return min(near, key=lambda known: (OSA.distance(word, known), -self.known[known], known)) if near else None

    def _near(self, word: str) -> list[str]:
        if len(word) < _MENDED_FROM:
            return []
        same_letter = self._by_letter.get(word[0], ())
        one = process.extract(word, same_letter, scorer=OSA.distance, score_cutoff=1, limit=None)
        if one or len(word) < _TWO_MISTAKES_FROM:
            return [known for known, _, _ in one]
        two = process.extract(word, same_letter, scorer=OSA.distance, score_cutoff=2, limit=None)
        return [known for known, _, _ in two if len(known) >= _TWO_MISTAKES_FROM - 1]

    def _parts(self, word: str) -> tuple[str, ...]:
        """The known words of which this word is made ("huurbaas" -> "huur", "baas"), or the one long known word in it.

        A short word inside a longer one is never taken out ("room" in "mushroom"): all of the word has to be explained,
        except before or after a part of 5 letters or more.
        """
        best: tuple[int, tuple[str, ...]] = (0, ())
        for cut in range(_PART, len(word) - _PART + 1):
            left, right = word[:cut], word[cut:]
            if left[-1] == "s" and not self._is_part(left):
                left = left[:-1]
            known_left = self._is_part(left)
            known_right = self._is_part(right)
            if known_left and known_right and max(len(left), len(right)) > _PART:
                best = max(best, (len(word) + min(len(left), len(right)), (left, right)))
            elif known_right and len(right) >= _LONG_PART:
                best = max(best, (len(right), (right,)))
            elif known_left and len(left) >= _LONG_PART:
                best = max(best, (len(left), (left,)))
        return best[1]

    def _is_part(self, part: str) -> bool:
        return len(part) >= _PART and part in self.known and part not in self.function_words


def _without(meanings: Mapping[str, tuple[str, ...]], key: str) -> dict[str, tuple[str, ...]]:
    left = {word: tuple(each for each in keys if each != key) for word, keys in meanings.items()}
    return {word: keys for word, keys in left.items() if keys}


class _Stemmer:
    """Snowball with a memory. A Snowball stemmer keeps its word in itself, so two threads must not use it at once."""

    def __init__(self, algorithm: str | None) -> None:
        self._snowball = snowballstemmer.stemmer(algorithm) if algorithm else None
        self._lock = Lock()
        self._seen: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        if self._snowball is None:
            return word
        stem = self._seen.get(word)
        if stem is None:
            with self._lock:
                stem = str(self._snowball.stemWord(word))
            if len(self._seen) < _REMEMBERED:
                self._seen[word] = stem
        return stem


@lru_cache(maxsize=8)
def _stemmer(algorithm: str | None) -> _Stemmer:
    return _Stemmer(algorithm)
