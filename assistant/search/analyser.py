"""Words of a language: found in a text, folded, stemmed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from babel import Locale, UnknownLocaleError

from assistant.knowledge import Language

_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
_QUOTES = str.maketrans("", "", "'’`´")


def fold(word: str) -> str:
    """A word in small letters without accents and apostrophes: `Cliënt` is `client`, `auto's` is `autos`."""
    text = word.casefold().translate(_QUOTES)
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if letter.isalnum())


@dataclass(frozen=True)
class Word:
    """A word of a text: folded, as it was written, and where it stands."""

    folded: str
    written: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in order. Everything between words is separation: no character has a meaning of its own."""
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        if folded:
            yield Word(folded, match[0], match.start(), match.end())


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(text))


@lru_cache(maxsize=64)
def _stemmer_name(code: str) -> str | None:
    """Snowball names its stemmers by the English name of the language."""
    try:
        name = (Locale.parse(code).get_language_name("en") or "").lower()
    except (ValueError, UnknownLocaleError):
        return None
    return name if name in snowballstemmer.algorithms() else None


class Analyser:
    """Stems and stop words of one language. A language without a Snowball stemmer is searched by whole words.

    `spelling` maps a word as it is texted to its words as they are written, `sounds` maps letters that are written for
    each other to one of them.
    """

    def __init__(self, language: Language) -> None:
        self.code = language.code
        self._stemmer = _stemmer_name(language.code)
        self.sounds = language.words.sounds
        self.spelling = {fold(word): _folded(written) for word, written in language.words.spelling.items()}
        self._meanings: dict[str, tuple[str, ...]] = {}
        for meaning, lines in language.words.meanings.items():
            for words in {_folded(line) for line in lines}:
                if len(words) == 1:
                    self._meanings[words[0]] = (*self._meanings.get(words[0], ()), f"={meaning}")
        self._stop = frozenset(fold(word) for word in language.words.function_words)

    def is_stop(self, folded: str) -> bool:
        """Whether the word carries no subject ("hoe", "the")."""
        return folded in self._stop

    def meanings(self, folded: str) -> tuple[str, ...]:
        """What this word means, as `MatchWords.meanings` has it: `=slapen` for "bed". Phrases are not used."""
        return self._meanings.get(folded, ())

    def stem(self, folded: str) -> str:
        """The stem of a word, or the word where the language has no stemmer."""
        return _stem(self._stemmer, folded) if self._stemmer else folded


@lru_cache(maxsize=2_000)
def _stem(stemmer: str, word: str) -> str:
    # Stemmed twice: the Dutch stemmer makes "adres" of "adressen" and "adr" of "adres". A Snowball stemmer keeps the
    # word it works on in itself, so threads must not share one; making one takes 0.3 µs.
    stem_word = snowballstemmer.stemmer(stemmer).stemWord
    return str(stem_word(stem_word(word)))
