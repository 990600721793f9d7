"""Which language a message is in. Never decided on one short word: a person who texts "no" has not changed language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.matching.lexicon import Lexicon

_FUNCTION = 1.0
_CONTENT = 0.8
_SHARED = 0.15
_ENOUGH = 1.5
_LEAD = 1.25
_LONG_WORD = 5


class LanguageFinder:
    """Weighs the words of a message for each language."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons

    def find(self, words: Sequence[str]) -> str | None:
        """The code of the language of these words, or None where they say too little.

        It takes two words of a language, or one of 5 letters or more that no other language knows, and a clear lead.
        """
        scores = {code: 0.0 for code in self._lexicons}
        for word in words:
            for code, weight in self._weights(word).items():
                scores[code] += weight
        best, second = [*sorted(scores, key=lambda code: -scores[code]), None][:2]
        if best is None or scores[best] < _ENOUGH:
            return None
        return best if second is None or scores[best] >= _LEAD * scores[second] else None

    def _weights(self, word: str) -> dict[str, float]:
        knowing = {code: lexicon for code, lexicon in self._lexicons.items() if lexicon.writes(word)}
        if len(knowing) != 1:
            return dict.fromkeys(knowing, _SHARED)
        ((code, lexicon),) = knowing.items()
        if len(word) >= _LONG_WORD:
            return {code: _ENOUGH}
        return {code: _FUNCTION if word in lexicon.function_words else _CONTENT}
