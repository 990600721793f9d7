"""What people say that is no question: "hallo", "bedankt", "wie ben je"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from assistant.knowledge import Language
from assistant.matching.normalise import words_of

_NEARLY = 88
_LONGEST = 12
_SHORT = 4


class SmalltalkFinder:
    """Compares a whole message with every way of saying hello, thanks, goodbye and the like."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self._said: dict[str, dict[str, str]] = {}
        for language in languages:
            said = self._said.setdefault(language.code, {})
            for key, smalltalk in language.smalltalk.items():
                for saying in smalltalk.says:
                    said.setdefault(_joined(words_of(saying)) or saying.strip(), key)

    def find(self, text: str, language: str | None) -> str | None:
        """The key of `Language.smalltalk` that the whole message says, or nearly; None for anything more than that."""
        words = words_of(text)
        if len(words) > _LONGEST:
            return None
        message = _joined(words) or text.strip()
        for said in self._ordered(language):
            if message in said:
                return said[message]
        return next((key for said in self._ordered(language) if (key := _nearly(message, said))), None)

    def _ordered(self, language: str | None) -> Iterator[dict[str, str]]:
        yield from (said for code, said in self._said.items() if code == language)
        yield from (said for code, said in self._said.items() if code != language)


def _joined(words: Sequence[str]) -> str:
    return " ".join(word.replace("'", "") for word in words)


def _nearly(message: str, said: dict[str, str]) -> str | None:
    if len(message) <= _SHORT:
        return None
    best = max(said, key=lambda saying: fuzz.ratio(message, saying), default=None)
    return said[best] if best is not None and fuzz.ratio(message, best) >= _NEARLY else None
