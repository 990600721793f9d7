"""The parts of a message that may each hold a need of its own: "geen bed en ook geen jas"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.matching.lexicon import Lexicon
from assistant.matching.normalise import words_of

_FEWEST_WORDS = 2
_MOST_PARTS = 6
_SIGNS = r"[.!?;,\n]+"


class NeedFinder:
    """Parts a message at its signs and at words such as "en" and "also"."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        joins = sorted({join for lexicon in lexicons.values() for join in lexicon.joins}, key=len, reverse=True)
        words = "|".join(re.escape(join) for join in joins)
        self._split = re.compile(rf"{_SIGNS}|\b(?:{words})\b" if words else _SIGNS, re.IGNORECASE)

    def parts(self, text: str) -> list[str]:
        """The parts of two words or more; none where the message is a single one."""
        parts = [part for part in self._split.split(text) if part and len(words_of(part)) >= _FEWEST_WORDS]
        return parts[:_MOST_PARTS] if len(parts) > 1 else []
