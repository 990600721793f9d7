"""How much a message speaks for each topic: learned from the ways of asking and the titles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

from assistant.knowledge import KnowledgeBase
from assistant.matching.features import Reader, Reading, Unit
from assistant.matching.linear import Example, LinearModel
from assistant.matching.memory import Arrays
from assistant.matching.normalise import words_of
from assistant.matching.phrases import PhraseFinder

OUTSIDE = 3.0
"""How much a message about something else counts beside a way of asking: there are twenty times as many of those."""
ELSEWHERE = ""
"""Stands for a topic: everything that the content has no topic for."""

TALK = "@"
"""Before the key of small talk, which is learned beside the topics."""

NEAR = 1.5
"""How much the nearness of the nearest way of saying it adds to the score of a topic, of small talk, of all else."""

_LEARNING = ("features", "lexicon", "linear", "normalise", "phrases", "topics")
"""The modules of which a change makes what was learned before worthless."""

Asked = Mapping[str, Sequence[str]]
"""The ways of asking by language, in the order of its topics: the words of each, with a space between two."""


@dataclass(frozen=True)
class Evidence:
    """What a message shows, before any decision.

    `topics` are (topic, score) best first, a score of 1 is a clear yes; `elsewhere` is that score for something else,
    `talk` the best key of small talk with its score.
    `near` tells how near the nearest phrase of each topic is, 0 to 1; `coverage` is the share of the words that any
    topic knows, 0 to 1.
    """

    topics: tuple[tuple[str, float], ...]
    elsewhere: float
    coverage: float
    near: Mapping[str, float]
    talk: tuple[str, float] = ("", -1.0)


class TopicFinder:
    """Weighs a message against all topics. Read-only after construction."""

    def __init__(self, knowledge: KnowledgeBase, asked: Asked, reader: Reader, learned: Arrays | None) -> None:
        """`learned` is what `arrays` gave for the same content; where there is none, everything is learned now."""
        self._reader = reader
        if learned is not None:
            self._model, self._phrases = LinearModel.recalled(learned), PhraseFinder.recalled(learned)
        else:
            self._model, self._phrases = _learn(knowledge, asked, reader)
        self._talk = tuple(label for label in self._model.topics if label.startswith(TALK))

    def arrays(self) -> Arrays:
        """All that was learned, to be kept in a file."""
        return {**self._model.arrays(), **self._phrases.arrays()}

    def with_reader(self, reader: Reader) -> TopicFinder:
        """The same that was learned, for messages that are read in another way."""
        other = copy(self)
        other._reader = reader
        return other

    def meanings(self, words: Sequence[str], language: str | None) -> frozenset[str]:
        """The meanings, as the synonyms name them, that are read in these words."""
        features = self._reader.read(words, language).features
        return frozenset(name[1:] for name in features if name.startswith("="))

    def weigh(self, words: Sequence[str], language: str | None) -> Evidence:
        """The evidence of these words; they are read in `language` first."""
        reading = self._reader.read(words, language)
        near = self._phrases.nearest(_names(reading))
        found = zip(self._model.topics, self._model.scores(reading.features).tolist(), strict=True)
        scores = {label: score + NEAR * near.get(label, 0.0) for label, score in found}
        elsewhere = scores.pop(ELSEWHERE, -1.0)
        talk = max(((label, scores.pop(label)) for label in self._talk), key=itemgetter(1), default=(TALK, -1.0))
        for label in (ELSEWHERE, *self._talk):
            near.pop(label, None)
        # The labels stand in their order, and so do topics with the same score.
        ranked = tuple(sorted(scores.items(), key=itemgetter(1), reverse=True))
        return Evidence(ranked, elsewhere, self._coverage(reading.units), near, (talk[0][len(TALK) :], talk[1]))

    def names(self, words: Sequence[str], language: str | None) -> frozenset[str]:
        """What a way of asking with these words is compared by."""
        return frozenset(_names(self._reader.read(words, language)))

    def _coverage(self, units: Sequence[Unit]) -> float:
        known = sum(any(self._model.knows(feature) for feature, _ in unit.features) for unit in units)
        return known / len(units) if units else 0.0


def all_asked(knowledge: KnowledgeBase) -> Asked:
    """The ways of asking of all topics."""
    return {
        code: [" ".join(words_of(question)) for topic in knowledge.topics_of(code) for question in topic.questions]
        for code in knowledge.languages
    }


def learning_key(knowledge: KnowledgeBase) -> str:
    """What stands for all that is learned from: ways of asking, words, and the code that reads them.

    Not the texts of the topics: these only make their words known, and a changed sentence need not be learned.
    """
    digest = hashlib.sha256()
    for module in _LEARNING:
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    for topic in knowledge.topics.values():
        digest.update(f"{topic.language} {topic.id}\0{topic.title}\0{topic.label}\0".encode())
        digest.update("\n".join(topic.questions).encode())
    for code, language in knowledge.languages.items():
        talk = {key: smalltalk.says for key, smalltalk in language.smalltalk.items()}
        digest.update(f"{code}{language.words.model_dump_json()}{talk}".encode())
    return digest.hexdigest()[:16]


def _learn(knowledge: KnowledgeBase, asked: Asked, reader: Reader) -> tuple[LinearModel, PhraseFinder]:
    """Every example is read once, for both."""
    phrases: list[tuple[str, list[str]]] = []

    def examples() -> Iterator[Example]:
        for label, words, language in chain(_asked(knowledge, asked), _elsewhere(knowledge), _talk(knowledge)):
            reading = reader.read(words, language)
            phrases.append((label, _names(reading)))
            yield Example(label, reading.features, OUTSIDE if label == ELSEWHERE else 1.0)

    model = LinearModel(examples())
    reader.forget()
    return model, PhraseFinder(phrases)


_Said = Iterator[tuple[str, list[str], str]]
"""What is learned (a topic, `ELSEWHERE` or small talk), the words by which it is said, and their language."""


def _asked(knowledge: KnowledgeBase, asked: Asked) -> _Said:
    """Ways of asking and titles."""
    for code in knowledge.languages:
        questions = iter(asked[code])
        for topic in knowledge.topics_of(code):
            for question in islice(questions, len(topic.questions)):
                yield topic.id, question.split(), code
            for title in dict.fromkeys((topic.title, topic.menu_label)):
                yield topic.id, words_of(title), code


def _elsewhere(knowledge: KnowledgeBase) -> _Said:
    for code, language in knowledge.languages.items():
        yield from ((ELSEWHERE, words_of(message), code) for message in language.words.elsewhere)


def _talk(knowledge: KnowledgeBase) -> _Said:
    for code, language in knowledge.languages.items():
        for key, smalltalk in language.smalltalk.items():
            yield from ((f"{TALK}{key}", words_of(saying), code) for saying in smalltalk.says)


def _names(reading: Reading) -> list[str]:
    """What phrases are compared by: subjects by their meaning or stem, and small words as they are."""
    small = [feature for feature in reading.features if feature.startswith("~") and " " not in feature]
    return [*(unit.name for unit in reading.units), *small]
