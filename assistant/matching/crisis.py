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


def _phrase(topic: str, parts: tuple[Part, ...]) -> _Phrase:
    return _Phrase(topic, parts, tuple(number for part in parts for number, _ in part))


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
    """The phrases of one language, by their rarest piece."""

    def __init__(self, topics: Sequence[Topic], code: str, lexicons: Mapping[str, Lexicon]) -> None:
        self._alarms: dict[int, list[_Phrase]] = defaultdict(list)
        self._calms: dict[int, list[_Phrase]] = defaultdict(list)
        pieces: dict[_Piece, int] = {}
        phrases: list[tuple[bool, _Phrase]] = []
        for topic in topics:
            for calm, lines in ((False, topic.alarm), (True, topic.calm)):
                for line in lines:
                    reach = _CALM_REACH if calm else _ALARM_REACH
                    parts = [_pieces(part, lexicons[code], reach) for part in line.split(_ANYWHERE)]
                    numbered = (tuple((pieces.setdefault(one, len(pieces)), on) for one, on in part) for part in parts)
                    phrases.append((calm, _phrase(topic.id, tuple(numbered))))
        patterns = {word for piece in pieces for option in piece.options for word in option} - {_START, _END}
        self._vocabulary = _Vocabulary(patterns, lexicons[code], tuple(lexicons.values()))
        self._begins: dict[str, list[tuple[int, int, Words]]] = defaultdict(list)
        often: dict[int, float] = defaultdict(float)
        for piece, number in pieces.items():
            for first, *rest in piece.options:
                self._begins[first].append((number, piece.near, tuple(rest)))
                often[number] += min(map(self._vocabulary.often, (first, *rest)))
        for calm, phrase in phrases:
            rarest = min(phrase.pieces, key=lambda number: often[number])
            (self._calms if calm else self._alarms)[rarest].append(phrase)

    def alarms(self, words: Sequence[str], explained: Sequence[int] = ()) -> set[str]:
        """The topics of which an alarm stands in these words, in places that neither are `explained` nor are in a
        calm phrase of that topic.
        """
        filled = self._filled(words)
        heard = list(_whole(self._alarms, filled))
        if not heard:
            return set()
        calm: dict[str, set[int]] = defaultdict(lambda: set(explained))
        for topic, parts in _whole(self._calms, filled):
            calm[topic].update(place for spots in parts for spot in spots for place in spot)
        return {
            topic
            for topic, parts in heard
            if all(any(calm[topic].isdisjoint(spot) for spot in spots) for spots in parts)
        }

    def _filled(self, words: Sequence[str]) -> Mapping[int, list[Spot]]:
        """Each piece that stands in the message, with its places."""
        places: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            for pattern in self._vocabulary.patterns(word):
                places[pattern].append(position)
        places[_START], places[_END] = [-1], [len(words)]
        filled: dict[int, list[Spot]] = defaultdict(list)
        for first in tuple(places):
            for number, near, rest in self._begins.get(first, ()):
                for start in places[first]:
                    spots = _followed((start,), rest, places, near) if rest else [(start,)]
                    if spots:
                        filled[number] += spots
        return filled


class _Vocabulary:
    """The words of the phrases of one language, and for which of them a word of a message can stand."""

    def __init__(self, patterns: Iterable[str], lexicon: Lexicon, lexicons: Sequence[Lexicon]) -> None:
        self._lexicon = lexicon
        self._lexicons = lexicons
        patterns = set(patterns)
        self._ages = {
            pattern: range(int(found[1]), int(found[2]) + 1)
            for pattern in patterns
            if (found := _AGES.fullmatch(pattern))
        }
        self._exact = {pattern for pattern in patterns if not pattern.endswith("*")} - set(self._ages)
        self._begins = {pattern[:-1] for pattern in patterns if pattern.endswith("*")}
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        self._long: dict[str, list[str]] = defaultdict(list)
        for pattern in sorted(self._exact):
            if len(pattern) >= _STEM_FROM:
                self._stems[lexicon.stem(pattern)].append(pattern)
            if len(pattern) >= _SOUND_FROM:
                self._sounds[lexicon.sound(pattern)].append(pattern)
            if len(pattern) >= _TYPO_FROM:
                self._long[pattern[0]].append(pattern)
        for begin in sorted(self._begins):
            if len(begin) >= _CHANGED_LETTER_FROM:
                self._long[begin[0]].append(f"{begin}*")
        self._written = sorted(lexicon.known)
        self.patterns = lru_cache(maxsize=_REMEMBERED)(self._patterns)

    def often(self, pattern: str) -> float:
        """About how often a word of a phrase stands in texts, to compare by."""
        if pattern in {_START, _END}:
            return float("inf")
        if not pattern.endswith("*"):
            return 1 + self._lexicon.known[pattern]
        begin = pattern[:-1]
        there = self._written[bisect_left(self._written, begin) :]
        return 1 + sum(self._lexicon.known[word] for word in takewhile(lambda word: word.startswith(begin), there))

    def _patterns(self, word: str) -> Words:
        return tuple(dict.fromkeys((*self._meant(word), *self._misspelled(word))))

    def _meant(self, word: str) -> Iterator[str]:
        if word in self._exact:
            yield word
        if len(word) >= _STEM_FROM:
            yield from self._stems.get(self._lexicon.stem(word), ())
        yield from (f"{word[:end]}*" for end in range(1, len(word) + 1) if word[:end] in self._begins)
        if word.isdecimal() and len(word) <= _AGE_DIGITS:
            yield from (pattern for pattern, ages in self._ages.items() if int(word) in ages)

    def _misspelled(self, word: str) -> Iterator[str]:
        if word in self._exact or any(word in lexicon.known for lexicon in self._lexicons):
            return
        if len(word) >= _SOUND_FROM:
            yield from self._sounds.get(self._lexicon.sound(word), ())
        yield from (pattern for pattern in self._long.get(word[0], ()) if _is_typo(word, pattern.rstrip("*")))


def _is_typo(word: str, meant: str) -> bool:
    """One letter too many, too few or swapped; a changed letter only in longer words ("lenen" is not "leven")."""
    if abs(len(word) - len(meant)) > 1 or OSA.distance(word, meant, score_cutoff=1) > 1:
        return False
    same_letters = sorted(word) == sorted(meant)
    return len(word) != len(meant) or same_letters or len(meant) >= _CHANGED_LETTER_FROM


def unknown_groups(phrase: str, groups: Mapping[str, Sequence[str]]) -> list[str]:
    """The names between < and > in a phrase, or in an entry of a group, that are neither a group nor ages."""
    return [name for name in _GROUP.findall(phrase) if name not in groups and not _AGES.fullmatch(name)]


def _pieces(phrase: str, lexicon: Lexicon, reach: int) -> Iterator[tuple[_Piece, int]]:
    """The pieces of a phrase as an editor wrote it, and how far on from the one before each may stand."""
    far = False
    for written in _PIECE.findall(phrase):
        if written == _FAR:
            far = True
            continue
        options = written[1:-1].split("|") if written.startswith("(") else [written]
        read = (words for option in options for words in _options(option, lexicon))
        at_edge = written in {_START, _END}
        yield _Piece(tuple(dict.fromkeys(read)), reach), 1 if at_edge else _FAR_REACH if far else reach
        far = False


def _options(option: str, lexicon: Lexicon, inside: Words = ()) -> Iterator[Words]:
    """What an option stands for: each way to read it, with an entry of every group that it names filled in."""
    read: list[Words] = [()]
    for piece in option.split():
        group = _GROUP.fullmatch(piece)
        if group is None or _AGES.fullmatch(group[1]):
            more = [tuple(_words(group[1] if group else piece, lexicon))]
        elif group[1] in inside:
            more = []
        else:
            entries = lexicon.groups.get(group[1], ())
            more = [words for entry in entries for words in _options(entry, lexicon, (*inside, group[1]))]
        read = [(*words, *ending) for words in read for ending in more]
    yield from filter(None, read)


def _words(piece: str, lexicon: Lexicon) -> Iterator[str]:
    if piece in {_START, _END} or _AGES.fullmatch(piece):
        yield piece
    elif piece.endswith("*"):
        yield from (f"{word}*" for word in words_of(piece[:-1]))
    else:
        yield from lexicon.spelled(words_of(piece))


def _whole(
    phrases: Mapping[int, Sequence[_Phrase]], filled: Mapping[int, list[Spot]]
) -> Iterator[tuple[str, list[list[Spot]]]]:
    """The topic of every phrase that stands in the message, and the places of each of its parts."""
    for number in filled:
        for phrase in phrases.get(number, ()):
            if all(one in filled for one in phrase.pieces):
                parts = [_joined(part, filled) for part in phrase.parts]
                if all(parts):
                    yield phrase.topic, parts


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
