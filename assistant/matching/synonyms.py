"""What each line of the synonyms changes: the messages that are understood better, or worse, because of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.matching.evaluation import Row, Verdict, evaluate
from assistant.matching.matcher import Matcher

_RANKS: dict[Verdict, int] = {"absent": 0, "lost": 0, "asked": 1, "right": 2}


@dataclass(frozen=True)
class Effect:
    """A line of `synonyms.yaml`: how many messages have one of its words, and those it makes better and worse."""

    language: str
    meaning: str
    read: int
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def path(self) -> str:
        """The file of the line, in the content folder."""
        return f"{self.language}/synonyms.yaml"


def effects(matcher: Matcher, rows: Iterable[Row]) -> list[Effect]:
    """Every line of every language, best first. Each message is judged with the line and, read without it, again.

    What was learned from the ways of asking stays: it tells what the line does for a message, not what learning without
    it would give.
    """
    having: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for meaning in matcher.meanings(row.text):
            having[meaning].append(row)
    found = [
        _effect(matcher, code, meaning, having[meaning])
        for code, language in matcher.knowledge.languages.items()
        for meaning in language.words.meanings
    ]
    return sorted(found, key=lambda one: (len(one.worse) - len(one.better), -one.read, one.path, one.meaning))


def _effect(matcher: Matcher, language: str, meaning: str, rows: list[Row]) -> Effect:
    without = matcher.without_meaning(language, meaning)
    touched = [row for row in rows if meaning not in without.meanings(row.text)]
    now, then = evaluate(matcher, touched).judged, evaluate(without, touched).judged
    gains = [
        (each.row.text, _RANKS[each.verdict] - _RANKS[other.verdict]) for each, other in zip(now, then, strict=True)
    ]
    better = tuple(text for text, gain in gains if gain > 0)
    return Effect(language, meaning, len(touched), better, tuple(text for text, gain in gains if gain < 0))
