"""A message or a way of asking as features: stems, meanings, letters, small words, and words in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.matching.lexicon import Lexicon

PART = 0.7
MEANING = 1.75
LETTERS = 0.4
SMALL_WORD = 0.6
SMALL_PAIR = 0.4
_GRAM = 4
_REMEMBERED = 50_000
_WITHOUT = "=-"


@dataclass(frozen=True)
class Unit:
    """A word that carries a subject: the `name` by which phrases are compared, and its `features` with weights."""

    name: str
    features: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Reading:
    """The features of some words with their weights, and the units they were made of.

    `cc:stem` is a stem of language cc, `=key` a meaning, `?word` a word that no language knows, `#abcd` four letters of
    a word, `~word` a small word and `~a b` two words as they stand.
    """

    features: Mapping[str, float]
    units: tuple[Unit, ...]


class Reader:
    """Reads words into features. A word is read in the first of the languages that knows it."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._small = frozenset(word for lexicon in lexicons.values() for word in lexicon.function_words)
        self._without = frozenset(word for lexicon in lexicons.values() for word in lexicon.without)
        self.written = lru_cache(maxsize=_REMEMBERED)(self._written)
        self.units = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._grams = lru_cache(maxsize=_REMEMBERED)(_grams)

    def forget(self) -> None:
        """Forget the words that were read so far: few of those of the content come again in messages."""
        self.written.cache_clear()
        self.units.cache_clear()
        self._grams.cache_clear()

    def read(self, words: Sequence[str], language: str | None) -> Reading:
        """What the words say. `language` is tried first, then the others."""
        words = [self.written(word, language) for word in words]
        units = tuple(unit for word in words for unit in self.units(word, language))
        features = self._subject(words, units)
        for word in words:
            if word in self._small:
                features[f"~{word}"] = SMALL_WORD
        for left_word, right_word in zip(("", *words), (*words, ""), strict=True):
            features[f"~{left_word} {right_word}"] = SMALL_PAIR
        return Reading(features, units)

    def _subject(self, words: Sequence[str], units: Iterable[Unit]) -> dict[str, float]:
        features: dict[str, float] = {}
        for unit in units:
            for feature, weight in unit.features:
                features[feature] = max(weight, features.get(feature, 0.0))
        for lexicon in self._lexicons.values():
            features.update((f"={key}", MEANING) for key in lexicon.phrase_meanings(words))
        for word in words:
            if word not in self._small:
                features.update(self._grams(word))
        return features

    def _written(self, word: str, language: str | None) -> str:
        """The word without its typing mistake, where it is known what was meant; as it stands where it is not."""
        order = sorted(self._lexicons.values(), key=lambda lexicon: lexicon.code != language)
        if any(lexicon.writes(word) for lexicon in order):
            return word
        plain = word.replace("'", "")
        return next((mended for lexicon in order if (mended := lexicon.mend(plain))), word)

    def _read(self, word: str, language: str | None) -> tuple[Unit, ...]:
        if word in self._without:
            return (Unit(_WITHOUT, ((_WITHOUT, MEANING),)),)
        order = sorted(self._lexicons.values(), key=lambda lexicon: lexicon.code != language)
        return tuple(_units(word, order))


def _units(word: str, order: Sequence[Lexicon]) -> Iterator[Unit]:
    for lexicon in order:
        written = lexicon.spelled([word])
        if all(each in lexicon.known for each in written):
            yield from (lexicon_unit(lexicon, each, 1.0) for each in written if each not in lexicon.function_words)
            return
    for lexicon in order:
        parts = lexicon.parts(word)
        if parts:
            yield from (lexicon_unit(lexicon, part, PART) for part in parts)
            return
    if not word.isdecimal():
        yield Unit(f"?{word}", ((f"?{word}", 1.0),))


def lexicon_unit(lexicon: Lexicon, word: str, weight: float) -> Unit:
    """The unit of a known word: its stem in its language, and its meanings, which all languages share."""
    stem = lexicon.stem(word)
    meanings = lexicon.meaning(word)
    name = f"{lexicon.code}:{stem}"
    features = ((name, weight), *((f"={key}", MEANING * weight) for key in meanings))
    return Unit(f"={meanings[0]}" if meanings else name, features)


def _grams(word: str) -> tuple[tuple[str, float], ...]:
    edged = f"^{word}$"
    return tuple((f"#{edged[start : start + _GRAM]}", LETTERS) for start in range(len(edged) - _GRAM + 1))
