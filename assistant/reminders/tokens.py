"""A message cut into words, numbers and signs, and the phrases of a language found in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz, process

from assistant.knowledge import DateWords

_PIECE = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+|\S")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc`\u00b4", "'''''")

_SHORTEST_MISSPELLED = 5
_LIKENESS = 85
SHORT_NAME = 3
"""Letters of a name that is too short to mean a weekday by itself, and that is never glued."""

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign: `key` is how it compares, `start` and `end` are where it stands in the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """A phrase or number that begins at the asked token and ends before token `end`."""

    end: int
    number: int = 1
    name: str = ""


def _tokens(text: str) -> list[Token]:
    return [Token(_plain(match.group()), *match.span()) for match in _PIECE.finditer(text.translate(_APOSTROPHES))]


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@lru_cache(maxsize=8192)
def _keys(phrase: str) -> Keys:
    return tuple(token.key for token in _tokens(phrase))


class Scan:
    """One message with the words of its language. Positions are token numbers; asking beyond the end finds nothing."""

    def __init__(self, text: str, words: DateWords) -> None:
        self.text = text
        self.words = words
        self._phrases = {role: _phrases(value) for role in DateWords.model_fields if (value := getattr(words, role))}
        self._add_glued()
        self._longest = max((len(keys) for phrases in self._phrases.values() for keys in phrases), default=0)
        self.tokens = self._corrected(_tokens(text))
        self._all = tuple(token.key for token in self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def key(self, at: int) -> str:
        """The token as it compares, or "" outside the message."""
        return self._all[at] if 0 <= at < len(self._all) else ""

    def find(self, at: int, *roles: str) -> Found | None:
        """The longest phrase of one of these fields of `DateWords` that begins here."""
        for length in range(min(self._longest, len(self) - at) if at >= 0 else 0, 0, -1):
            keys = self._all[at : at + length]
            for role in roles:
                value = self._phrases.get(role, {}).get(keys)
                if value is not None:
                    return Found(at + length, value) if isinstance(value, int) else Found(at + length, name=value)
        return None

    def skip(self, at: int, *roles: str) -> int:
        """The position after the phrases of these fields, if any stand here."""
        while (found := self.find(at, *roles)) is not None:
            at = found.end
        return at

    def digits(self, at: int, length: int = 2) -> int | None:
        """The number that stands here in at most `length` digits."""
        key = self.key(at)
        return int(key) if key.isdecimal() and len(key) <= length else None

    def number(self, at: int, high: int) -> Found | None:
        """A number up to `high`, in at most four digits or in words."""
        written = self.digits(at, 4)
        found = Found(at + 1, written) if written is not None else self.find(at, "numbers")
        return found if found is not None and found.number <= high else None

    def glued(self, at: int) -> bool:
        """True when no space stands between this token and the one before it."""
        return 0 < at < len(self) and self.tokens[at - 1].end == self.tokens[at].start

    def slice(self, start: int, end: int) -> str:
        """The text of tokens `start` up to `end`, as the person wrote it."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def _add_glued(self) -> None:
        parts = dict(self._phrases.get("parts", {}))
        for role, endings in (("days", parts), ("weekdays", parts | self._phrases.get("parts_after_weekday", {}))):
            known = self._phrases.get(role, {})
            for (keys, value), (ending, name) in product(tuple(known.items()), endings.items()):
                if len(keys) == len(ending) == 1 and len(keys[0]) > SHORT_NAME:
                    glued = (keys[0] + ending[0],)
                    known.setdefault(glued, value)
                    self._phrases.setdefault("parts", {}).setdefault(glued, name)

    def _corrected(self, tokens: list[Token]) -> list[Token]:
        known = {key for phrases in self._phrases.values() for keys in phrases for key in keys}
        names = {
            keys[0]: (role, value if role != "remind" else keys[0])
            for role in ("months", "weekdays", "remind")
            for keys, value in _phrases(getattr(self.words, role)).items()
            if len(keys) == 1 and len(keys[0]) >= _SHORTEST_MISSPELLED
        }
        return [
            token if token.key in known or len(token.key) < _SHORTEST_MISSPELLED else _nearest(token, names)
            for token in tokens
        ]


def _phrases(value: object) -> dict[Keys, int | str]:
    if isinstance(value, Mapping):
        return {_keys(phrase): meaning for phrase, meaning in value.items()}
    return {_keys(phrase): 1 for phrase in value} if isinstance(value, tuple) else {}


def _nearest(token: Token, names: Mapping[str, tuple[str, int | str]]) -> Token:
    best = process.extract(token.key, names.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=3)
    # "thuesday" is as near to Thursday as to Tuesday: a wrong day is worse than asking again.
    if len({names[name] for name, _, _ in best}) != 1:
        return token
    return Token(best[0][0], token.start, token.end)
