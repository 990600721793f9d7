"""Which place a message names, whole words only: its municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import OSA

from assistant.knowledge import KnowledgeBase, Place
from assistant.matching.lexicon import Lexicon
from assistant.matching.normalise import words_of
from assistant.matching.postcodes import PostcodeFinder

_TYPO_FROM = 6
_TWO_TYPOS_FROM = 9
_TYPOS_LOOKED_AT = 60
_SHORT_MESSAGE = 3
_SLIP_FROM = 4
_PAIR = 2


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    place: Place
    is_word: bool


@dataclass(frozen=True)
class Named:
    """A place in a message. Its words are those from `start` up to `end`; `rank` is 0 where the person is, 1 where
    the place is only named, 2 where it was left behind.
    """

    place: Place
    start: int
    end: int
    rank: int


class PlaceFinder:
    """Finds place names and postcodes. A name that is an ordinary word too counts only after a word such as "in".

    A mistyped name counts there too, or in a message of at most 3 words: elsewhere "schaken" would be Schagen.
    """

    def __init__(self, knowledge: KnowledgeBase, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = tuple(lexicons.values())
        self._postcodes = PostcodeFinder(knowledge, self._lexicons)
        self._before = frozenset(word for lexicon in self._lexicons for word in lexicon.before_place)
        self._away = frozenset(word for lexicon in self._lexicons for word in lexicon.away_from)
        self._small = self._before | {
            word
            for lexicon in self._lexicons
            for word in (*lexicon.function_words, *lexicon.postcode_words, *lexicon.whereabouts)
        }
        self._names: dict[str, list[_Name]] = defaultdict(list)
        for place in knowledge.places:
            for written, is_word in _written(place):
                words = tuple(words_of(written))
                if words:
                    is_word = is_word or (len(words) == 1 and self._is_ordinary(words[0]))
                    self._names[words[0]].append(_Name(words, place, is_word))
        for names in self._names.values():
            names.sort(key=lambda name: -len(name.words))
        self._long: dict[str, list[_Name]] = defaultdict(list)
        for first, names in self._names.items():
            self._long[first[0]].extend(name for name in names if len(name.words) == 1 and len(first) >= _TYPO_FROM)

    def _is_ordinary(self, word: str) -> bool:
        return any(word in lexicon.function_words or word in lexicon.meanings for lexicon in self._lexicons)

    def named(self, words: Sequence[str], asked: bool = False) -> list[Named]:
        """Every place that the words name, the most telling first: several where places share a name."""
        found = list(self._exact(words, asked)) or list(self._mistyped(words, asked))
        named = {word for each in found for word in words[each.start : each.end]}
        for place, start, end in self._postcodes.find(words, named, self._small):
            found.append(Named(place, start, end, self._rank(words, start)))
        return sorted(found, key=lambda each: (each.rank, each.start))

    def is_all(self, words: Sequence[str], named: Sequence[Named]) -> bool:
        """Whether the words tell nothing but these places ("ben nu in Den Haag")."""
        places = {spot for each in named for spot in range(each.start, each.end)}
        return bool(places) and all(word in self._small for spot, word in enumerate(words) if spot not in places)

    def find(self, text: str, known: str | None = None, asked: bool = False) -> Place | None:
        """The place that the text names, or None.

        `known` is the municipality of the person so far: it decides between two places of one name. `asked`: the
        person was asked for a place, so a message that is nothing but a name is that place, an ordinary word or not.
        """
        places = meant(self.named(words_of(text), asked), known)
        return places[0] if len(places) == 1 else None

    def _exact(self, words: Sequence[str], asked: bool) -> Iterator[Named]:
        start = 0
        while start < len(words):
            names = [name for name in self._names.get(words[start], ()) if self._stands(name, words, start, asked)]
            for name in names:
                if len(name.words) == len(names[0].words):
                    yield Named(name.place, start, start + len(name.words), self._rank(words, start))
            start += len(names[0].words) if names else 1

    def _stands(self, name: _Name, words: Sequence[str], start: int, asked: bool) -> bool:
        if tuple(words[start : start + len(name.words)]) != name.words:
            return False
        if not name.is_word:
            return True
        return self._is_place_word(words, start - 1) or (asked and len(words) == len(name.words))

    def _is_place_word(self, words: Sequence[str], position: int) -> bool:
        return position >= 0 and (words[position] in self._before or words[position] in self._away)

    def _mistyped(self, words: Sequence[str], asked: bool) -> Iterator[Named]:
        anywhere = asked or len(words) <= _SHORT_MESSAGE
        unknown = [start for start, word in enumerate(words) if self._is_unknown(word)]
        for start in islice(unknown, _TYPOS_LOOKED_AT):
            after_place_word = self._is_place_word(words, start - 1)
            near = self._near(words[start], after_place_word) if anywhere or after_place_word else []
            first = start
            if not near and start:
                near, first = self._near_pair(words[start - 1], words[start]), start - 1
            for name in near:
                yield Named(name.place, first, start + 1, self._rank(words, first))

    def _near(self, word: str, after_place_word: bool) -> list[_Name]:
        """The names of one word nearest to a mistyped one."""
        if len(word) < _TYPO_FROM - after_place_word:
            return []
        near = [name for name in self._long.get(word[0], ()) if _is_typo(word, name.words[0]) and not name.is_word]
        closest = min(near, key=lambda name: OSA.distance(word, name.words[0]), default=None)
        return [name for name in near if closest and name.words == closest.words]

    def _near_pair(self, first: str, second: str) -> list[_Name]:
        """The names of these two words with one mistake in the second: "den boshc"."""
        return [
            name
            for name in self._names.get(first, ())
            if len(name.words) == _PAIR and not name.is_word and _is_slip(second, name.words[1])
        ]

    def _is_unknown(self, word: str) -> bool:
        return len(word) >= _SLIP_FROM and not any(lexicon.writes(word) for lexicon in self._lexicons)

    def _rank(self, words: Sequence[str], start: int) -> int:
        before = words[start - 1] if start else ""
        if before in self._away:
            return 2
        return 0 if before in self._before else 1


def meant(found: Sequence[Named], known: str | None) -> tuple[Place, ...]:
    """The place that is meant of those that a message names; several where it cannot be told which.

    `known` decides between two of one name, and so does another place of the message in the same municipality
    ("1861 Bergen").
    """
    if not found:
        return ()
    same = {each.place.municipality: each.place for each in found if each.start == found[0].start}
    beside = [each.place.municipality for each in found if each.start != found[0].start]
    sure = next((municipality for municipality in (*beside, known) if municipality in same), None)
    return (same[sure],) if sure else tuple(same.values())


def _written(place: Place) -> Iterator[tuple[str, bool]]:
    """Every way of writing a place, and whether it is an ordinary word too."""
    yield place.name, place.is_word
    if place.where:
        yield place.label, False
    yield from ((name, False) for name in place.other_names)


def _is_typo(word: str, name: str) -> bool:
    """One mistake, two in long names; in names of 6 letters no changed letter: "raakte" is a word, not Raalte."""
    allowed = 2 if len(name) >= _TWO_TYPOS_FROM else 1
    if OSA.distance(word, name, score_cutoff=allowed) > allowed:
        return False
    return len(name) > _TYPO_FROM or len(word) != len(name) or sorted(word) == sorted(name)


def _is_slip(word: str, name: str) -> bool:
    """One mistake behind the right first letter, in a word of a name of several."""
    return len(name) >= _SLIP_FROM and word[0] == name[0] and OSA.distance(word, name, score_cutoff=1) == 1
