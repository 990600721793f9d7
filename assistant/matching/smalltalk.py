"""What people say that is no question: "hallo", "bedankt", "wie ben je"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from assistant.knowledge import Language
from assistant.matching.normalise import words_of

_NEARLY = 88
_LONGEST = 12
_SHORT = 4
_TELLING = 3
_LONGEST_SAYING = 7
_PAUSE = re.compile(r"[,.!?;\n]+")


class SmalltalkFinder:
    """Compares a whole message with every way of saying hello, thanks, goodbye and the like."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self._said: dict[str, dict[str, str]] = {}
        self._small: dict[str, frozenset[str]] = {}
        for language in languages:
            self._small[language.code] = frozenset(language.words.function_words)
            said = self._said.setdefault(language.code, {})
            for key, smalltalk in language.smalltalk.items():
                for saying in smalltalk.says:
                    said.setdefault(_joined(words_of(saying)) or saying.strip(), key)

    def find(self, text: str, language: str | None, nearly: bool = True) -> str | None:
        """The key of `Language.smalltalk` that the whole message says; None for anything more than that.

        `nearly` lets a message count that is a typing mistake away; of several sayings the first counts.
        """
        pieces = [piece for piece in _PAUSE.split(text) if words_of(piece)]
        if len(words_of(text)) > _LONGEST:
            return None
        if len(pieces) < 2:
            return self._key(text, language, nearly)
        keys = [self._key(piece, language, nearly) for piece in pieces]
        return self._key(text, language, nearly) or (keys[0] if all(keys) else None)

    def inside(self, text: str) -> str | None:
        """The key of the first saying of a message that is sayings and small words, no more ("nou, oke dan hoor"), or
        that begins with a saying of three words or more. Only for a message in which no topic was found.
        """
        words = [word.replace("'", "") for word in words_of(text)]
        if len(words) > _LONGEST:
            return None
        found = (self._pieced(words, said, self._small[code]) for code, said in self._said.items())
        return next((key for key in found if key), None)

    def _pieced(self, words: Sequence[str], said: dict[str, str], small: frozenset[str]) -> str | None:
        keys, start = [], 0
        while start < len(words):
            ends = range(min(len(words), start + _LONGEST_SAYING), start, -1)
            end = next((end for end in ends if " ".join(words[start:end]) in said), None)
            if end is not None:
                keys.append(said[" ".join(words[start:end])])
                if start == 0 and end >= _TELLING:
                    return keys[0]
            elif words[start] not in small:
                return None
            start = end or start + 1
        return keys[0] if keys else None

    def _key(self, text: str, language: str | None, nearly: bool) -> str | None:
        message = _joined(words_of(text)) or text.strip()
        for said in self._ordered(language):
            if message in said:
                return said[message]
        if not nearly:
            return None
        return next((key for said in self._ordered(language) if (key := _nearly(message, said))), None)

    def _ordered(self, language: str | None) -> Iterator[dict[str, str]]:
        yield from (said for code, said in self._said.items() if code == language)
        yield from (said for code, said in self._said.items() if code != language)


def _joined(words: Sequence[str]) -> str:
    return " ".join(word.replace("'", "") for word in words)


def _nearly(message: str, said: dict[str, str]) -> str | None:
    if len(message) <= _SHORT:
        return None
    best = process.extractOne(message, said.keys(), scorer=fuzz.ratio, score_cutoff=_NEARLY)
    return said[best[0]] if best else None
