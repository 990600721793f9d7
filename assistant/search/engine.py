"""The index itself. The only module that knows Whoosh: another engine takes its place by the same `Engine`."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.scoring import BM25F

WEIGHTS: Final[Mapping[str, float]] = {"title": 2.5, "name": 1.0, "questions": 2.0, "text": 1.0, "parts": 0.7}
"""Fields of a document and how much a word counts in each. `parts` holds the parts of its compounds."""

_LENGTH_COUNTS = {"title_B": 0.2, "name_B": 0.9, "questions_B": 0.5, "text_B": 0.75, "parts_B": 0.5}


@dataclass(frozen=True)
class Scored:
    """A document by its number in the order of indexing. `covered` is the share of the words of the question in it."""

    number: int
    score: float
    covered: float


class _Memory(RamStorage):  # type: ignore[misc]
    """Memory that keeps what it writes on the way in memory too.

    Whoosh's own writes to the fixed folder `MAIN.tmp` in the system's folder for temporary files and empties it: two
    processes that make their index at the same moment break each other's.
    """

    def temp_storage(self, name: str | None = None) -> RamStorage:
        """A new, empty storage; Whoosh destroys it when the index is written."""
        return RamStorage()


class Engine:
    """An index in memory over documents whose fields are lists of stems. Read-only and safe for threads once made."""

    def __init__(self, documents: Iterable[Mapping[str, Sequence[str]]]) -> None:
        schema = Schema(**{name: TEXT(phrase=False) for name in WEIGHTS})
        index = _Memory().create_index(schema)
        writer = index.writer(codec=W3Codec(compression=0))
        held: set[tuple[str, str]] = set()
        for document in documents:
            writer.add_document(**{name: list(stems) for name, stems in document.items() if stems})
            held.update((name, stem) for name, stems in document.items() for stem in stems)
        writer.commit()
        self._held = frozenset(held)
        self._searcher = index.searcher(weighting=BM25F(**_LENGTH_COUNTS))
        # A reader in memory keeps one file position: two threads in it at once would read each other's bytes.
        self._lock = threading.Lock()

    def search(self, words: Sequence[Mapping[str, float]], among: Sequence[range]) -> list[Scored]:
        """Every document with any of the words, best first; only those with a number in `among`, which is in order.

        A word of the question is one or more stems, each with its share: 1 for the word itself, less for a part of it.
        The posting lists are added up here: a Whoosh query that tells which words matched takes three times as long.
        """
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        with self._lock:
            for word in words:
                best: dict[int, float] = defaultdict(float)
                for field, stem, share in self._terms(word):
                    for number, score in self._postings(field, stem, among):
                        scores[number] += score * share * WEIGHTS[field]
                        best[number] = max(best[number], share)
                for number, share in best.items():
                    covered[number] += share / len(words)
        return [Scored(number, scores[number], covered[number]) for number in sorted(scores, key=lambda n: -scores[n])]

    def _terms(self, word: Mapping[str, float]) -> Iterator[tuple[str, str, float]]:
        for stem, share in word.items():
            for field in WEIGHTS:
                if (field, stem) in self._held:
                    yield field, stem, share

    def _postings(self, field: str, stem: str, among: Sequence[range]) -> Iterator[tuple[int, float]]:
        matcher = self._searcher.postings(field, stem)
        for numbers in among:
            if matcher.is_active() and matcher.id() < numbers.start:
                matcher.skip_to(numbers.start)
            while matcher.is_active() and matcher.id() < numbers.stop:
                yield matcher.id(), matcher.score()
                matcher.next()
