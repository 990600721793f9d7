"""Which postcode a message holds. A year, an amount or a telephone number is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from assistant.knowledge import KnowledgeBase, Place
from assistant.matching.lexicon import Lexicon

_GLUED = re.compile(r"([1-9]\d{3})([a-z]{2})")
_DIGITS = re.compile(r"[1-9]\d{3}")
_LETTERS = re.compile(r"[a-z]{2}")
_YEARS = range(1900, 2100)


class PostcodeFinder:
    """Finds postcodes: "3011ab"; "3011 AB" when its letters are no word of any language; the four digits after
    "postcode", or as the whole message but for places ("3011", "ben in 3011 Rotterdam").

    Four digits that could be a year need letters behind them or "postcode" before them.
    """

    def __init__(self, knowledge: KnowledgeBase, lexicons: Sequence[Lexicon]) -> None:
        self._knowledge = knowledge
        self._lexicons = lexicons
        self._before = frozenset(word for lexicon in lexicons for word in lexicon.before_postcode)
        self._named = frozenset(word for lexicon in lexicons for word in lexicon.postcode_words)
        self._not_letters = frozenset(word for lexicon in lexicons for word in lexicon.after_numbers)

    def find(self, words: Sequence[str], places: Set[str], small: Set[str]) -> Iterator[tuple[Place, int, int]]:
        """The municipality's own place for each postcode, and the words it stands in: first, and the one after.

        `places` are the words of the places in the message, `small` are words that say nothing.
        """
        for start, word in enumerate(words):
            beside = places | small if start and words[start - 1] in self._before else places
            end = self._end(words, start, word, beside)
            if end:
                municipality = self._knowledge.municipality_at(int(word[:4]))
                seat = self._knowledge.seat(municipality) if municipality else None
                if seat:
                    yield seat, start, end

    def _end(self, words: Sequence[str], start: int, word: str, beside: Set[str]) -> int | None:
        """The word after the postcode that begins here; None where none does. Only words of `beside` leave it alone."""
        glued = _GLUED.fullmatch(word)
        if glued:
            return None if glued[2] in self._not_letters else start + 1
        if not _DIGITS.fullmatch(word) or (start and words[start - 1].isdigit()):
            return None
        after = words[start + 1] if start + 1 < len(words) else ""
        lettered = bool(_LETTERS.fullmatch(after)) and after not in self._not_letters
        if lettered and not any(lexicon.writes(after) for lexicon in self._lexicons):
            return start + 2
        end = start + 2 if lettered and start + 2 == len(words) else start + 1
        if start and words[start - 1] in self._named:
            return end
        alone = all(other in beside for other in (*words[:start], *words[end:]))
        return end if alone and (int(word) not in _YEARS or end > start + 1) else None
