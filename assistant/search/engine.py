"""The index itself. The only module that knows Whoosh: another engine takes its place by the same two methods."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Or
from whoosh.query import Term as TermQuery
from whoosh.scoring import BM25F

WEIGHTS: Final[Mapping[str, float]] = {"title": 4.0, "questions": 2.0, "text": 1.0, "parts": 0.5}
"""Fields of a document and how much a word counts in each. `parts` holds the parts of its compounds."""

Term = tuple[str, str]

_LENGTH_COUNTS = {"title_B": 0.2, "questions_B": 0.5, "text_B": 0.75, "parts_B": 0.5}


@dataclass(frozen=True)
class Scored:
    """A document by its number in the order of indexing. `covered` is the share of the words of the question in it."""

    number: int
    score: float
    covered: float


class Engine:
    """An index in memory over documents whose fields are lists of stems. Read-only and safe for threads once made."""

    def __init__(self, documents: Iterable[Mapping[str, Sequence[str]]]) -> None:
        schema = Schema(**{name: TEXT(phrase=False) for name in WEIGHTS})
        index = RamStorage().create_index(schema)
        writer = index.writer()
        held: set[Term] = set()
        for document in documents:
            writer.add_document(**{name: list(stems) for name, stems in document.items() if stems})
            held.update((name, stem) for name, stems in document.items() for stem in stems)
        writer.commit()
        self._held = frozenset(held)
        self._searcher = index.searcher(weighting=BM25F(**_LENGTH_COUNTS))
        # A reader in memory keeps one file position: two threads in it at once would read each other's bytes.
        self._lock = threading.Lock()

    def search(self, words: Sequence[Mapping[str, float]]) -> list[Scored]:
        """Every document with any of the words, best first.

        A word of the question is one or more stems, each with its share: 1 for the word itself, less for a part of it.
        """
        groups = [self._terms(word) for word in words]
        boosts: dict[Term, float] = {}
        for group in groups:
            for term, share in group.items():
                boosts[term] = max(share * WEIGHTS[term[0]], boosts.get(term, 0.0))
        if not boosts:
            return []
        query = Or([TermQuery(field, stem, boost=boost) for (field, stem), boost in boosts.items()])
        with self._lock:
            results = self._searcher.search(query, limit=None, terms=True)
            found = [(hit.docnum, hit.score, hit.matched_terms()) for hit in results]
        return [Scored(number, score, _covered(groups, terms)) for number, score, terms in found]

    def _terms(self, word: Mapping[str, float]) -> dict[Term, float]:
        return {
            (field, stem): share for stem, share in word.items() for field in WEIGHTS if (field, stem) in self._held
        }


def _covered(groups: Sequence[Mapping[Term, float]], matched: Iterable[tuple[str, bytes]]) -> float:
    terms = [(field, stem.decode()) for field, stem in matched]
    return sum(max((group.get(term, 0.0) for term in terms), default=0.0) for group in groups) / len(groups)
