"""Search over topics and services, forgiving of slips and aware of the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.knowledge import KnowledgeBase
from assistant.search.engine import Scored
from assistant.search.entry import Entry, shortened
from assistant.search.model import Hit, Results
from assistant.search.places import Places
from assistant.search.question import Question, familiarity, read
from assistant.search.shelf import Shelf

LONGEST: Final = 200
"""Characters of a question that are read; the rest is left unread."""

_LOCAL: Final = 1.5
_NATIONAL: Final = 0.8
_ELSEWHERE: Final = 0.5
_UNCOVERED: Final = 0.2
_LOWEST: Final = 0.2


class SearchIndex:
    """An index in memory over one `KnowledgeBase`. Read-only and safe for threads once made."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._places = Places(knowledge)
        self._shelves = {
            code: Shelf(knowledge, language, self._places) for code, language in knowledge.languages.items()
        }

    def search(self, text: str, language: str, place: str | None = None, limit: int = 10) -> Results:
        """What fits the text best, in this language. Never raises on a text; no character has a meaning of its own.

        `place` is a municipality id; a place named in the text goes before it. With a place its own services come
        higher and those of other municipalities are left out, but never those of `place` ("Voedselbank
        Naarden-Bussum" in Hilversum). A text without a word that carries a subject gives
        nothing, but the name of a place alone gives its services. A question in another language that the service has
        is searched in that language and answered in the one asked for. An unknown language gives nothing.
        """
        shown_on = self._shelves.get(language)
        if shown_on is None or limit < 1:
            return Results()
        text = text[:LONGEST]
        shelf = self._read_on(text, shown_on)
        question = read(text, shelf, self._places)
        near = [municipality for municipality in (question.place, place) if municipality]
        if not question.words:
            return Results(tuple(self._services_of(question.place, shown_on)[:limit]), question.mended)
        ranked = sorted(
            ((_rank(scored, entry, near), entry) for entry, scored in shelf.search(question.words, near)),
            key=lambda item: -item[0],
        )
        lowest = ranked[0][0] * _LOWEST if ranked else 0.0
        shown = [entry for rank, entry in ranked if rank > lowest][:limit]
        return Results(tuple(_hit(entry, question, shelf, shown_on) for entry in shown), question.mended)

    def _read_on(self, text: str, asked: Shelf) -> Shelf:
        """The shelf that knows most words of the text; the one asked for goes before its equals."""
        return max((asked, *self._shelves.values()), key=lambda shelf: familiarity(text, shelf))

    def _services_of(self, municipality: str | None, shelf: Shelf) -> list[Hit]:
        return [
            Hit(None, entry.service, municipality, shelf.snippet(entry, ()))
            for entry in shelf.entries
            if municipality is not None and entry.municipality == municipality
        ]


def _rank(scored: Scored, entry: Entry, near: Sequence[str]) -> float:
    """The score, higher for what holds more words of the question and for what is near; 0 leaves the entry out.

    `near` are municipality ids, the one that counts most first.
    """
    score = scored.score * (_UNCOVERED + (1 - _UNCOVERED) * scored.covered)
    if entry.service is None:
        return score
    if entry.municipality is None:
        return score * _NATIONAL
    if near and entry.municipality not in near:
        return 0.0
    return score * (_LOCAL if entry.municipality in near[:1] else _ELSEWHERE)


def _hit(entry: Entry, question: Question, shelf: Shelf, shown_on: Shelf) -> Hit:
    shown = shown_on.by_key.get(entry.key)
    if shown is None or shown_on is shelf:
        return Hit(entry.topic, entry.service, entry.municipality, shelf.snippet(entry, question.words))
    return Hit(shown.topic, shown.service, shown.municipality, shortened(shown.sentences[0]) if shown.sentences else "")
