"""Danger in a message: the alarm phrases of the crisis topics, in every language, unless a calm phrase explains it.

How an editor writes a phrase stands in docs/content.md. To be fast, a message is first looked through for everything that
can stand somewhere in a phrase; only phrases whose rarest piece was found are then tried as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import OSA

from assistant.knowledge import Topic
from assistant.matching.lexicon import Lexicon
from assistant.matching.normalise import words_of

_TYPO_FROM = 5
_CHANGED_LETTER_FROM = 7
_STEM_FROM = 4
_SOUND_FROM = 4
_AGE_DIGITS = 3
_ALARM_REACH = 2
"""At most one other word between two words of an alarm."""
_CALM_REACH = 1
"""None in a calm phrase: a word between its words can be the very danger ("wil niet [meer leven] dood")."""
_FAR_REACH = 6
"""At most five other words where the phrase has `...`."""
_START, _END = "^", "$"
_FAR = "..."
_ANYWHERE = " & "
_PIECE = re.compile(r"\([^)]*\)|<[^>]*>|\S+")
_GROUP = re.compile(r"<([^>]*)>")
_AGES = re.compile(r"(\d+)-(\d+)")
_REMEMBERED = 20_000
_NOTHING: dict[Words, list[_Phrase]] = {}

Words = tuple[str, ...]
Spot = tuple[int, ...]
"""The places in the message of the words of a phrase, or of a piece of one."""


@dataclass(frozen=True)
class _Piece:
    """Any of these `options`; at most `near` words from one word of an option to its next."""

    options: tuple[Words, ...]
    near: int


Part = tuple[tuple[int, int], ...]
"""The numbers of pieces that stand one after another, each with how far on from the one before it may stand."""


@dataclass(frozen=True)
class _Phrase:
    """All of its `parts` stand in the message, anywhere."""

    topic: str
    parts: tuple[Part, ...]

    pieces: tuple[int, ...]
    """The numbers of all its pieces."""


class CrisisFinder:
    """Looks for danger. Alarms of all languages are always tried: people switch language under stress."""

    def __init__(self, topics: Iterable[Topic], lexicons: Mapping[str, Lexicon], order: Sequence[str]) -> None:
        """`order` names the crisis topics, the most urgent first; it decides where a message holds two."""
        self._lexicons = lexicons
        self._counted = frozenset(word for lexicon in lexicons.values() for word in lexicon.counted)
        self._order = {topic: place for place, topic in enumerate(order)}
        by_language: dict[str, list[Topic]] = defaultdict(list)
        for topic in topics:
            if topic.alarm:
                by_language[topic.language].append(topic)
        self._tables = {code: _Table(there, code, lexicons) for code, there in by_language.items()}

    def find(self, words: Sequence[str]) -> str | None:
        """The id of the most urgent crisis topic of which an alarm stands in these words, or None."""
        found: set[str] = set()
        for code, table in self._tables.items():
            written = self._lexicons[code].spelled(words)
            found |= table.alarms(written, [place for place in range(len(written)) if self._counts(written, place)])
        return min(found, key=lambda topic: (self._order.get(topic, len(self._order)), topic), default=None)

    def _counts(self, words: Sequence[str], position: int) -> bool:
        """Is this a number of something ("ben 16 dagen dakloos") and no age ("ben 16 en dakloos")?"""
        return words[position].isdecimal() and position + 1 < len(words) and words[position + 1] in self._counted


class _Table:
    """The phrases of one language."""

    def __init__(self, topics: Sequence[Topic], code: str, lexicons: Mapping[str, Lexicon]) -> None:
        pieces: dict[_Piece, int] = {}
        alarms = [_phrase(topic.id, line, lexicons[code], _ALARM_REACH, pieces) for topic in topics for line in topic.alarm]
        calms = [_phrase(topic.id, line, lexicons[code], _CALM_REACH, pieces) for topic in topics for line in topic.calm]
        patterns = {word for piece in pieces for option in piece.options for word in option} - {_START, _END}
        self._vocabulary = _Vocabulary(patterns, lexicons[code], tuple(lexicons.values()))
        self._pieces = [(piece.near, _by_first(piece)) for piece in pieces]
        often = [{option: self._vocabulary.often_as(option) for option in piece.options} for piece in pieces]
        self._alarms = _Index(alarms, often, self._vocabulary)
        self._calms = _Index(calms, often, self._vocabulary)

    def alarms(self, words: Sequence[str], explained: Sequence[int] = ()) -> set[str]:
        """The topics of which an alarm stands in these words, in places that neither are `explained` nor are in a
        calm phrase of that topic.
        """
        places: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            for pattern in self._vocabulary.patterns(word):
                places[pattern].append(position)
        places[_START], places[_END] = [-1], [len(words)]
        filled: dict[int, list[Spot]] = {}
        heard = list(self._whole(self._alarms, places, filled))
        if not heard:
            return set()
        calm: dict[str, set[int]] = defaultdict(lambda: set(explained))
        for topic, parts in self._whole(self._calms, places, filled):
            calm[topic].update(place for spots in parts for spot in spots for place in spot)
        return {
            topic
            for topic, parts in heard
            if all(any(calm[topic].isdisjoint(spot) for spot in spots) for spots in parts)
        }

    def _by_first(piece: _Piece) -> dict[str, list[Words]]:
    """The options of a piece by their first word, without it."""
    options: dict[str, list[Words]] = defaultdict(list)
    for first, *rest in piece.options:
        options[first].append(tuple(rest))
    return dict(options)


def _spots(near: int, options: Mapping[str, Sequence[Words]], places: Mapping[str, Sequence[int]]) -> list[Spot]:
    """Where a piece stands in the message."""
    return [
        spot
        for first in options.keys() & places.keys()
        for rest in options[first]
        for start in places[first]
        for spot in _followed((start,), rest, places, near)
    ]


def _joined(part: Part, filled: Mapping[int, list[Spot]]) -> list[Spot]:
    """The ways in which the pieces stand one after another."""
    spots: list[Spot] = [()]
    for number, reach in part:
        spots = [
            (*spot, *more)
            for spot in spots
            for more in filled[number]
            if not spot or 0 < more[0] - spot[-1] <= (1 if spot[-1] < 0 else reach)
        ]
    return spots


def _followed(spot: Spot, rest: Words, places: Mapping[str, Sequence[int]], near: int) -> list[Spot]:
    """The ways to go on from `spot` with the rest of the words of an option."""
    spots = [spot]
    for word in rest:
        spots = [(*one, place) for one in spots for place in places.get(word, ()) if 0 < place - one[-1] <= near]
    return spots
