"""Danger in a message: the alarms and hints of the crisis topics, in every language, unless a calm phrase explains it.

How an editor writes a phrase stands in docs/content.md. To be fast, a phrase is only tried as a whole when the rarest
words of its rarest piece stand in the message.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, takewhile

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
Places = Mapping[str, Sequence[int]]
"""The words of phrases that stand in the message, each with its places."""
Spot = tuple[int, ...]
"""The places in the message of the words of a phrase, or of a piece of one."""
_Read = Callable[[str], tuple[Words, ...]]
"""The ways to read an option of a phrase as words."""
Part = tuple[tuple[int, int], ...]
"""The numbers of pieces that stand one after another, each with how far on from the one before it may stand."""


@dataclass(frozen=True)
class _Piece:
    """Any of these `options`; at most `near` from one word of an option to its next."""

    options: tuple[Words, ...]
    near: int


@dataclass(frozen=True)
class Heard:
    """A phrase of a crisis topic that stands in a message, as the editor wrote it: an alarm, or only a hint."""

    topic: str
    language: str
    phrase: str
    is_alarm: bool


@dataclass(frozen=True)
class _Phrase:
    """All of its `parts` stand in the message, anywhere; `pieces` are the numbers of all pieces in them."""

    said: Heard
    parts: tuple[Part, ...]
    pieces: tuple[int, ...]


class CrisisFinder:
    """Looks for danger. Alarms of all languages are always tried: people switch language under stress."""

    def __init__(self, topics: Iterable[Topic], lexicons: Mapping[str, Lexicon], order: Sequence[str]) -> None:
        """`order` names the crisis topics, the most urgent first; it decides where a message holds two."""
        self._lexicons = lexicons
        self._counted = frozenset(word for lexicon in lexicons.values() for word in lexicon.counted)
        self._order = {topic: place for place, topic in enumerate(order)}
        said: dict[str, list[Heard]] = defaultdict(list)
        explained: dict[str, list[Heard]] = defaultdict(list)
        for topic in topics:
            said[topic.language] += [Heard(topic.id, topic.language, line, True) for line in topic.alarm]
            said[topic.language] += [Heard(topic.id, topic.language, line, False) for line in topic.hint]
            explained[topic.language] += [Heard(topic.id, topic.language, line, False) for line in topic.calm]
        self._tables = {code: PhraseTable(said[code], explained[code], code, lexicons) for code in said if said[code]}

    def find(self, words: Sequence[str], is_whole: bool = True) -> Heard | None:
        """The alarm of the most urgent crisis topic in these words; where there is none, such a hint, or None.

        `is_whole` tells that the words are a message or a sentence, which begins and ends where they do.
        """
        return min(
            self.heard(words, is_whole),
            key=lambda heard: (not heard.is_alarm, self._order.get(heard.topic, len(self._order)), heard.phrase),
            default=None,
        )

    def heard(self, words: Sequence[str], is_whole: bool = True) -> Iterator[Heard]:
        """Every alarm and hint in these words."""
        for code, table in self._tables.items():
            written = self._lexicons[code].spelled(words)
            counts = [place for place in range(len(written)) if self._counts(written, place)]
            yield from table.heard(written, counts, is_whole)

    def _counts(self, words: Sequence[str], position: int) -> bool:
        """Is this a number of something ("ben 16 dagen dakloos") and no age ("ben 16 en dakloos")?"""
        return words[position].isdecimal() and position + 1 < len(words) and words[position + 1] in self._counted


class PhraseTable:
    """The phrases of one language, and the calm ones that explain them."""

    def __init__(
        self, said: Iterable[Heard], explained: Iterable[Heard], code: str, lexicons: Mapping[str, Lexicon]
    ) -> None:
        lexicon = lexicons[code]
        pieces: dict[_Piece, int] = {}
        # Phrases share most of their options: each is read once.
        read = cache(lambda option: tuple(_options(option, lexicon)))
        alarms = [_phrase(one, read, _ALARM_REACH, pieces) for one in said]
        calms = [_phrase(one, read, _CALM_REACH, pieces) for one in explained]
        patterns = {word for piece in pieces for option in piece.options for word in option} - {_START, _END}
        self._vocabulary = _Vocabulary(patterns, lexicon, tuple(lexicons.values()))
        self._pieces = [(piece.near, _by_first(piece)) for piece in pieces]
        rarest = [{option: self._vocabulary.rarest(option) for option in piece.options} for piece in pieces]
        often = [sum(map(self._vocabulary.often, words.values())) for words in rarest]
        self._alarms = _Index(alarms, rarest, often)
        self._calms = _Index(calms, rarest, often)

    def heard(self, words: Sequence[str], explained: Iterable[int] = (), is_whole: bool = True) -> list[Heard]:
        """The alarms and hints that stand in these words, in places that neither are `explained` nor are in a calm
        phrase of their topic.
        """
        places: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            for pattern in self._vocabulary.patterns(word):
                places[pattern].append(position)
        if is_whole:
            places[_START], places[_END] = [-1], [len(words)]
        filled: dict[int, list[Spot]] = {}
        heard = list(self._whole(self._alarms, places, filled))
        if not heard:
            return []
        calm: dict[str, set[int]] = defaultdict(lambda: set(explained))
        for said, parts in self._whole(self._calms, places, filled):
            calm[said.topic].update(place for spots in parts for spot in spots for place in spot)
        return [
            said
            for said, parts in heard
            if all(any(calm[said.topic].isdisjoint(spot) for spot in spots) for spots in parts)
        ]

    def _whole(
        self, index: _Index, places: Places, filled: dict[int, list[Spot]]
    ) -> Iterator[tuple[Heard, list[list[Spot]]]]:
        """Every phrase that stands in the message, and where each of its parts does."""
        for phrase in index.likely(places):
            for number in phrase.pieces:
                if number not in filled:
                    filled[number] = _spots(*self._pieces[number], places)
            if all(filled[number] for number in phrase.pieces):
                parts = [_joined(part, filled) for part in phrase.parts]
                if all(parts):
                    yield phrase.said, parts


class _Index:
    """Phrases by the rarest words of their rarest piece: without these a phrase need not be tried."""

    def __init__(self, phrases: Iterable[_Phrase], rarest: Sequence[Mapping[Words, str]], often: Sequence[int]) -> None:
        """By the number of a piece: the rarest word of each of its options, and how often one of them is met."""
        self._by_word: dict[str, dict[Words, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
        for phrase in phrases:
            for option, word in rarest[min(phrase.pieces, key=lambda number: often[number])].items():
                self._by_word[word][option].append(phrase)

    def likely(self, places: Places) -> Iterable[_Phrase]:
        """The phrases of which all words of an option of the rarest piece stand somewhere in the message."""
        found: dict[int, _Phrase] = {}
        for word in self._by_word.keys() & places.keys():
            for option, phrases in self._by_word[word].items():
                if all(other in places for other in option):
                    found.update((id(phrase), phrase) for phrase in phrases)
        return found.values()


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
        self.often = lru_cache(maxsize=None)(self._often)

    def rarest(self, option: Words) -> str:
        """The word of an option that texts hold least often."""
        return min(option, key=self.often)

    def _often(self, pattern: str) -> int:
        """How often texts hold a word of a phrase, to compare by; the edges of a message are always there."""
        if pattern in {_START, _END}:
            return self._lexicon.known.total() + 1
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


def misread(phrase: str) -> bool:
    """Are there brackets in a phrase that are no `(one|the other)` or <group>, or a | outside of them?"""
    return any(letter in "()<>|" for letter in _PIECE.sub(_bare, phrase))


def _bare(piece: re.Match[str]) -> str:
    """What is left of a piece without the brackets that an editor means by it."""
    is_choice = piece[0].startswith("(") and piece[0].endswith(")")
    inside = piece[0][1:-1].replace("|", " ") if is_choice else piece[0]
    return _GROUP.sub(" ", inside)


def _phrase(said: Heard, read: _Read, reach: int, pieces: dict[_Piece, int]) -> _Phrase:
    """The pieces of this phrase; one that is not in `pieces` yet gets the next number there."""
    parts = tuple(
        tuple((pieces.setdefault(piece, len(pieces)), on) for piece, on in _pieces(part, read, reach))
        for part in said.phrase.split(_ANYWHERE)
    )
    return _Phrase(said, parts, tuple(number for part in parts for number, _ in part))


def _pieces(part: str, read: _Read, reach: int) -> Iterator[tuple[_Piece, int]]:
    """The pieces of a phrase as an editor wrote it, and how far on from the one before each may stand."""
    far = False
    for written in _PIECE.findall(part):
        if written == _FAR:
            far = True
            continue
        options = written[1:-1].split("|") if written.startswith("(") else [written]
        at_edge = written in {_START, _END}
        yield (
            _Piece(tuple(dict.fromkeys(chain.from_iterable(map(read, options)))), reach),
            1 if at_edge else _FAR_REACH if far else reach,
        )
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


def _by_first(piece: _Piece) -> dict[str, list[Words]]:
    """The other words of each option, by its first."""
    options: dict[str, list[Words]] = defaultdict(list)
    for first, *rest in piece.options:
        options[first].append(tuple(rest))
    return dict(options)


def _spots(near: int, options: Mapping[str, Sequence[Words]], places: Places) -> list[Spot]:
    """Everywhere in the message where a piece stands."""
    return [
        spot
        for first in options.keys() & places.keys()
        for rest in options[first]
        for start in places[first]
        for spot in _followed((start,), rest, places, near)
    ]


def _followed(spot: Spot, rest: Words, places: Places, near: int) -> list[Spot]:
    """The ways to go on from `spot` with the rest of the words of an option."""
    spots = [spot]
    for word in rest:
        spots = [(*one, place) for one in spots for place in places.get(word, ()) if 0 < place - one[-1] <= near]
    return spots


def _joined(part: Part, filled: Mapping[int, Sequence[Spot]]) -> list[Spot]:
    """The ways in which the pieces of a part stand one after another."""
    spots: list[Spot] = [()]
    for number, reach in part:
        spots = [
            (*spot, *more)
            for spot in spots
            for more in filled[number]
            if not spot or 0 < more[0] - spot[-1] <= (1 if spot[-1] < 0 else reach)
        ]
    return spots
