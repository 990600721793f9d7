"""Everything of one language that can be searched, with the words it is searched by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge import KnowledgeBase, Language
from assistant.search.analyser import Analyser, words_of
from assistant.search.engine import Engine, Scored
from assistant.search.entry import Entry, entries, shortened
from assistant.search.places import Places
from assistant.search.vocabulary import Vocabulary

_JOINED = 1.0
_COMPLETED = 0.6
_COMPOUND = 0.6
_PART = 0.3
_MENDED = 0.8
_MEANING = 0.5
_OFTEN = 8
_MOST = 8
_REMEMBERED = 40
MOST_UNASKED = 2_000
"""Entries: in a whole country, a place in a town that nobody named is noise."""


@dataclass(frozen=True)
class _Texts:
    """The folded words of an entry, field by field, and those of each of its sentences."""

    name: Sequence[str]
    title: Sequence[str]
    questions: Sequence[str]
    sentences: Sequence[Sequence[str]]

    def proper(self) -> Iterable[str]:
        yield from self.name
        yield from self.title
        for sentence in self.sentences:
            yield from sentence

    def words(self) -> Iterable[str]:
        yield from self.proper()
        yield from self.questions


class Shelf:
    """One language: its entries, vocabulary and engine. Made once, then only read."""

    def __init__(self, knowledge: KnowledgeBase, language: Language, places: Places) -> None:
        self.analyser = Analyser(language)
        # What holds everywhere comes first, then one municipality after the other: a search passes by all but a few.
        self.entries = tuple(sorted(entries(knowledge, language), key=lambda entry: entry.municipality or ""))
        self._ranges = _ranges(self.entries)
        self.by_key = {entry.key: entry for entry in self.entries}
        self._written: dict[str, str] = {}
        texts = [self._read(entry) for entry in self.entries]
        self.vocabulary = Vocabulary(_trusted(texts, places), self.analyser)
        every = {word for text in texts for word in text.words()} | places.served
        self._stems = {word: self.analyser.stem(word) for word in every}
        self._known_stems = frozenset(self._stems.values())
        # Of all sentences together these would be a quarter of the memory, and few entries are found often.
        self._sentences = lru_cache(maxsize=_REMEMBERED)(self._read_sentences)
        parts = {word: self.vocabulary.parts(word) for word in self._stems if not self.analyser.is_stop(word)}
        self._engine = Engine(self._document(text, parts) for text in texts)

    def knows(self, word: str) -> bool:
        """Whether this folded word, in any inflection, occurs in the texts."""
        return word in self._stems or self._stem(word) in self._known_stems

    def written(self, word: str) -> str:
        """A folded word of the vocabulary with its accents."""
        return self._written.get(word, word)

    def shares(self, word: str, unfinished: bool) -> dict[str, float]:
        """The stems that a word of the question stands for, each with its share.

        `unfinished`: the word is still being typed, so it stands for what it can become too.
        """
        shares = {self._stem(word): 1.0}
        if unfinished and word not in self._stems:
            self._add(shares, self.vocabulary.starting_with(word, _MOST), _COMPLETED)
        if not self.knows(word):
            self._add(shares, self.vocabulary.compounds_of(word, _MOST), _COMPOUND)
        elif word not in self.vocabulary:
            self._add(shares, filter(None, [self.vocabulary.mend(word)]), _MENDED)
        self._add(shares, self.vocabulary.parts(word), _PART if self.knows(word) else _COMPOUND)
        shares.update(dict.fromkeys(self.analyser.meanings(word), _MEANING))
        return shares

    def joined(self, first: str, second: str) -> dict[str, float]:
        """The stem of two words as one ("brief adres"), where the texts have that."""
        word = first + second
        return {self._stems[word]: _JOINED} if word in self._stems else {}

    def search(self, words: Sequence[Mapping[str, float]], near: Sequence[str]) -> list[tuple[Entry, Scored]]:
        """Every entry with any of the words, best first: those that hold everywhere, and of the municipalities `near`.

        Where none is given, the entries of all of them, as long as these are no more than `MOST_UNASKED`.
        """
        unasked = not near and len(self.entries) <= MOST_UNASKED
        wanted = self._ranges if unasked else {key: self._ranges[key] for key in ("", *near) if key in self._ranges}
        among = sorted(wanted.values(), key=lambda numbers: numbers.start)
        return [(self.entries[scored.number], scored) for scored in self._engine.search(words, among)]

    def snippet(self, entry: Entry, words: Sequence[Mapping[str, float]]) -> str:
        """The sentence with most of the words, the first one of equals."""
        best, most = 0, 0.0
        wanted = {stem for word in words for stem in word}
        for position, stems in enumerate(self._sentences(entry.key)):
            if stems.isdisjoint(wanted):
                continue
            score = sum(max((share for stem, share in word.items() if stem in stems), default=0.0) for word in words)
            if score > most:
                best, most = position, score
        return shortened(entry.sentences[best]) if entry.sentences else ""

    def _read_sentences(self, key: tuple[str, str, str]) -> list[frozenset[str]]:
        sentences = (words_of(sentence) for sentence in self.by_key[key].sentences)
        return [frozenset(self._indexed(word.folded for word in words)) for words in sentences]

    def _add(self, shares: dict[str, float], words: Iterable[str], share: float) -> None:
        for word in words:
            shares.setdefault(self._stem(word), share)

    def _stem(self, word: str) -> str:
        return self._stems.get(word) or self.analyser.stem(word)

    def _read(self, entry: Entry) -> _Texts:
        return _Texts(
            self._words(entry.name),
            self._words(entry.title),
            self._words(entry.questions),
            [self._words(sentence) for sentence in entry.sentences],
        )

    def _words(self, text: str) -> list[str]:
        found = []
        for word in words_of(text):
            found.append(word.folded)
            if not word.written.isascii():
                self._written.setdefault(word.folded, word.written.casefold())
        return found

    def _indexed(self, words: Iterable[str]) -> list[str]:
        found = []
        for word in words:
            if not self.analyser.is_stop(word):
                found.append(self._stems[word])
                found += self.analyser.meanings(word)
        return found

    def _document(self, text: _Texts, parts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        body = [word for sentence in text.sentences for word in sentence]
        whole = {word for word in text.words() if not self.analyser.is_stop(word)}
        return {
            "name": self._indexed(text.name),
            "title": self._indexed(text.title),
            "questions": self._indexed(text.questions),
            "text": self._indexed(body),
            "parts": sorted({self._stems[part] for word in whole for part in parts[word]}),
        }


def _ranges(entries: Sequence[Entry]) -> dict[str, range]:
    """The positions of the entries of each municipality, which stand together; those of none under ""."""
    found: dict[str, range] = {}
    for position, entry in enumerate(entries):
        key = entry.municipality or ""
        found[key] = range(found[key].start if key in found else position, position + 1)
    return found


def _trusted(texts: Iterable[_Texts], places: Places) -> Counter[str]:
    """Words that a misspelled word may be mended to: of the editors' own sentences, or asked often.

    Ways of asking are written down as people type them, with their slips.
    """
    proper = Counter(word for text in texts for word in text.proper())
    asked = Counter(word for text in texts for word in text.questions)
    proper.update({word: count for word, count in asked.items() if word in proper or count >= _OFTEN})
    proper.update(places.served)
    return proper
