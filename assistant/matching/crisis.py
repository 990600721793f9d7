"""Danger in a message: the alarm phrases of the crisis topics, in every language, unless a calm phrase explains it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assistant.knowledge import Topic
from assistant.matching.lexicon import Lexicon
from assistant.matching.normalise import words_of

_TYPO_FROM = 5
_CHANGED_LETTER_FROM = 7
_STEM_FROM = 4
_ALARM_REACH = 2
"""At most one other word between two words of an alarm."""
_CALM_REACH = 1
"""None in a calm phrase: a word between its words can be the very danger ("wil niet [meer leven] dood")."""
_FAR_REACH = 6
"""At most five other words where the phrase has `...`."""
_START, _END = "^", "$"
_FAR = "..."
_PIECE = re.compile(r"\([^)]*\)|<[^>]*>|\S+")
_AGES = re.compile(r"(\d+)-(\d+)")

Words = tuple[str, ...]


@dataclass(frozen=True)
class _Slot:
    """One place in a phrase: any of these `options` stands there, at most `reach` words on from the one before."""

    options: tuple[Words, ...]
    reach: int


@dataclass(frozen=True)
class _Phrase:
    topic: str
    slots: tuple[_Slot, ...]
    calm: bool


class CrisisFinder:
    """Looks for danger. Alarms of all languages are always tried: people switch language under stress."""

    def __init__(self, topics: Iterable[Topic], lexicons: Mapping[str, Lexicon], order: Sequence[str]) -> None:
        """`order` names the crisis topics, the most urgent first; it decides where a message holds two."""
        self._lexicons = lexicons
        self._counted = frozenset(word for lexicon in lexicons.values() for word in lexicon.counted)
        self._order = {topic: place for place, topic in enumerate(order)}
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        for topic in topics:
            lexicon = lexicons[topic.language]
            for calm, phrases in ((False, topic.alarm), (True, topic.calm)):
                for phrase in phrases:
                    slots = tuple(_slots(phrase, lexicon, _CALM_REACH if calm else _ALARM_REACH))
                    self._phrases[topic.language].append(_Phrase(topic.id, slots, calm))
        self._tables = {code: _Table(phrases, code, lexicons) for code, phrases in self._phrases.items()}

    def find(self, words: Sequence[str]) -> str | None:
        """The id of the most urgent crisis topic of which an alarm stands in these words, or None."""
        found = {topic for code in self._tables for topic in self._alarms(code, words)}
        return min(found, key=lambda topic: (self._order.get(topic, len(self._order)), topic), default=None)

    def _alarms(self, code: str, words: Sequence[str]) -> Iterator[str]:
        table = self._tables[code]
        written = self._lexicons[code].spelled(words)
        places = table.places(written)
        alarms = [
            (phrase, spot)
            for first in list(places)
            for phrase in table.alarms.get(first, ())
            for spot in _spots(phrase.slots, places)
        ]
        if not alarms:
            return
        calm: dict[str, set[int]] = defaultdict(set)
        for first in list(places):
            for phrase in table.calms.get(first, ()):
                for spot in _spots(phrase.slots, places):
                    calm[phrase.topic].update(spot)
        for phrase, spot in alarms:
            if not calm[phrase.topic].intersection(spot) and not any(self._counts(written, one) for one in spot):
                yield phrase.topic

    def _counts(self, words: Sequence[str], position: int) -> bool:
        """Is this a number of something ("ben 16 dagen dakloos") and no age ("ben 16 en dakloos")?"""
        if not 0 <= position < len(words) - 1 or not words[position].isdecimal():
            return False
        return words[position + 1] in self._counted


class _Table:
    """The phrases of one language, and which of their words a word of a message can stand for."""

    def __init__(self, phrases: Sequence[_Phrase], code: str, lexicons: Mapping[str, Lexicon]) -> None:
        self.alarms: dict[str, list[_Phrase]] = defaultdict(list)
        self.calms: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            table = self.calms if phrase.calm else self.alarms
            for first in {option[0] for slot in phrase.slots[:1] for option in slot.options}:
                table[first].append(phrase)
        self._lexicon = lexicons[code]
        self._lexicons = tuple(lexicons.values())
        patterns = {
            word for phrase in phrases for slot in phrase.slots for option in slot.options for word in option
        } - {_START, _END}
        self._ages = {
            pattern: range(int(found[1]), int(found[2]) + 1)
            for pattern in patterns
            if (found := _AGES.fullmatch(pattern))
        }
        self._exact = {pattern for pattern in patterns if not pattern.endswith("*")} - set(self._ages)
        self._begins = {pattern[:-1] for pattern in patterns if pattern.endswith("*")}
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._long: dict[str, list[str]] = defaultdict(list)
        for pattern in self._exact:
            if len(pattern) >= _STEM_FROM:
                self._stems[self._lexicon.stem(pattern)].append(pattern)
            if len(pattern) >= _TYPO_FROM:
                self._long[pattern[0]].append(pattern)
        for begin in self._begins:
            if len(begin) >= _CHANGED_LETTER_FROM:
                self._long[begin[0]].append(f"{begin}*")

    def places(self, words: Sequence[str]) -> Mapping[str, list[int]]:
        """Each word of a phrase that occurs, with its positions in the message."""
        places: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            for pattern in self._patterns(word):
                places[pattern].append(position)
        return {**places, _START: [-1], _END: [len(words)]}

    def _patterns(self, word: str) -> Iterator[str]:
        if word in self._exact:
            yield word
        if len(word) >= _STEM_FROM:
            yield from (pattern for pattern in self._stems.get(self._lexicon.stem(word), ()) if pattern != word)
        yield from (f"{word[:end]}*" for end in range(1, len(word) + 1) if word[:end] in self._begins)
        if word.isdecimal():
            yield from (pattern for pattern, ages in self._ages.items() if len(word) < _STEM_FROM and int(word) in ages)
        if word not in self._exact and not any(word in lexicon.known for lexicon in self._lexicons):
            yield from (pattern for pattern in self._long.get(word[0], ()) if _is_typo(word, pattern.rstrip("*")))


def _is_typo(word: str, meant: str) -> bool:
    """One letter too many, too few or swapped; a changed letter only in longer words ("lenen" is not "leven")."""
    if abs(len(word) - len(meant)) > 1 or OSA.distance(word, meant, score_cutoff=1) > 1:
        return False
    same_letters = sorted(word) == sorted(meant)
    return len(word) != len(meant) or same_letters or len(meant) >= _CHANGED_LETTER_FROM


def _slots(phrase: str, lexicon: Lexicon, reach: int) -> Iterator[_Slot]:
    """The phrase as an editor wrote it (docs/content.md): words, `ending*`, `(one|the other)`, `<group>`, `<12-17>` for
    an age, `...` for more words between, `^` and `$` for the beginning and the end of the message.
    """
    far = False
    for piece in _PIECE.findall(phrase):
        if piece == _FAR:
            far = True
            continue
        if piece.startswith("("):
            options = piece[1:-1].split("|")
        elif piece.startswith("<"):
            name = piece[1:-1]
            options = [name] if _AGES.fullmatch(name) else list(lexicon.groups.get(name, ()))
        else:
            options = [piece]
        read = tuple(dict.fromkeys(words for option in options if (words := tuple(_words(option, lexicon)))))
        yield _Slot(read, 1 if piece in {_START, _END} else _FAR_REACH if far else reach)
        far = False


def _words(option: str, lexicon: Lexicon) -> Iterator[str]:
    for piece in option.split():
        if piece in {_START, _END} or _AGES.fullmatch(piece):
            yield piece
        elif piece.endswith("*"):
            yield from (f"{word}*" for word in words_of(piece[:-1]))
        else:
            yield from lexicon.spelled(words_of(piece))


def _spots(slots: Sequence[_Slot], places: Mapping[str, Sequence[int]]) -> list[tuple[int, ...]]:
    """Every way in which the slots are filled one after another, as positions."""
    spots: list[tuple[int, ...]] = [()]
    for slot in slots:
        starts = [(option, places[option[0]]) for option in slot.options if option[0] in places]
        spots = [
            filled
            for spot in spots
            for option, positions in starts
            for start in positions
            if not spot or 0 < start - spot[-1] <= (1 if spot[-1] < 0 else slot.reach)
            for filled in _filled(option, (*spot, start), places, slot.reach)
        ]
        if not spots:
            break
    return spots


def _filled(
    option: Words, spot: tuple[int, ...], places: Mapping[str, Sequence[int]], reach: int
) -> list[tuple[int, ...]]:
    """The ways to go on with the words of an option of which the first stands at the end of `spot`."""
    spots = [spot]
    for word in option[1:]:
        near = min(reach, _ALARM_REACH)
        spots = [(*one, place) for one in spots for place in places.get(word, ()) if 0 < place - one[-1] <= near]
    return spots
