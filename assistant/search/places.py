"""Which municipality a question names. Names and other names as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.knowledge import KnowledgeBase
from assistant.search.analyser import words_of


@dataclass(frozen=True)
class Named:
    """A place in a row of words: its municipality, and the first and the one after the last of its words."""

    municipality: str
    first: int
    after: int


class Places:
    """The place names of the country, ready to be found in the words of a question.

    `words` are words that are the name of a place or a part of one, and nothing else. `served` are the names of one
    word of municipalities that have a file.
    """

    def __init__(self, knowledge: KnowledgeBase) -> None:
        named: defaultdict[tuple[str, ...], dict[str, bool]] = defaultdict(dict)
        for place in knowledge.places:
            named[_folded(place.name)].setdefault(place.municipality, place.is_word)
            for name in (place.label, *place.other_names):
                named[_folded(name)].setdefault(place.municipality, False)
        for municipality in knowledge.municipalities.values():
            named[_folded(municipality.name)].setdefault(municipality.id, False)
        # A name of places in several municipalities leads to none of them: the search cannot ask which.
        self._names = {name: next(iter(meant.items())) for name, meant in named.items() if len(meant) == 1}
        self.words = frozenset(word for name, meant in named.items() if not any(meant.values()) for word in name)
        self.served = frozenset(
            name[0]
            for name, (municipality, is_word) in self._names.items()
            if municipality in knowledge.municipalities and len(name) == 1 and not is_word
        )
        self._longest = max((len(name) for name in self._names), default=0)
        self._before = {
            code: frozenset(word for line in language.words.before_place for word in _folded(line))
            for code, language in knowledge.languages.items()
        }

    def find(self, words: Sequence[str], language: str) -> Named | None:
        """The longest name in these folded words, the first of equally long ones.

        A name that is an ordinary word too counts only after a word such as "in".
        """
        before = self._before.get(language, frozenset())
        for length in range(min(self._longest, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                municipality, is_word = self._names.get(tuple(words[first : first + length]), (None, False))
                if municipality and not (is_word and (first == 0 or words[first - 1] not in before)):
                    return Named(municipality, first, first + length)
        return None


def _folded(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(name))
