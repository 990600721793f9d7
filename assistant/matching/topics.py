"""How much each feature of a message speaks for each topic: complement naive Bayes, counted once at start-up.

Chosen on the ways of asking themselves, each fold held out; `docs/matching.md` has the figures and what was left out.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.knowledge import KnowledgeBase, Topic
from assistant.matching.features import Reader, Unit
from assistant.matching.normalise import words_of, words_of_text

ELSEWHERE = ""
"""Stands for a topic: everything that the content has no topic for."""

Features = Mapping[str, float]

_SMOOTHING = 1.0
_ASKED = 1.0
_TEXT = 10.0


class TopicWeights:
    """What every feature adds to every topic. Read-only after construction."""

    def __init__(self, examples: Iterable[tuple[str, Features, float]]) -> None:
        """`examples` are (topic, features, weight): the ways of asking count 1, what the topic's text says less."""
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for topic, features, weight in examples:
            length = _length(features)
            for feature, count in features.items():
                counts[feature][topic] += weight * count / length
        self._gains = {feature: _gains(by_topic) for feature, by_topic in counts.items()}

    def scores(self, features: Features) -> dict[str, float]:
        """Topic to score; 0 and up, comparable between messages. A topic with no feature in common is left out."""
        length = _length(features)
        scores: dict[str, float] = defaultdict(float)
        for feature, count in features.items():
            for topic, gain in self._gains.get(feature, _NOTHING).items():
                scores[topic] += count / length * gain
        return dict(scores)

    def coverage(self, units: Sequence[Unit]) -> float:
        """The share of the words that any topic knows, 0 to 1: low when the message is about something else."""
        known = sum(any(feature in self._gains for feature, _ in unit.features) for unit in units)
        return known / len(units) if units else 0.0


_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True)
class TopicWords:
    """The words of one topic in one language: `asked` its ways of asking, `titles`, and the `text` it answers."""

    topic: Topic
    asked: tuple[list[str], ...]
    titles: tuple[list[str], ...]
    text: list[str]

    @property
    def language(self) -> str:
        """The language of these words."""
        return self.topic.language

    def all(self) -> Iterator[str]:
        """Every word of the topic."""
        return chain(*self.asked, *self.titles, self.text)


def topic_words(knowledge: KnowledgeBase) -> list[TopicWords]:
    """The words of every topic in every language."""
    return [
        TopicWords(
            topic,
            tuple(words_of(question) for question in topic.questions),
            tuple(words_of(title) for title in dict.fromkeys((topic.title, topic.menu_label))),
            words_of_text(" ".join((topic.sms, *topic.sections.values()))),
        )
        for topic in knowledge.topics.values()
    ]


def examples_of(topics: Iterable[TopicWords], reader: Reader) -> Iterator[tuple[str, Features, float]]:
    """What the topics say, as examples of how somebody asks for them: topic, features, how much it counts."""
    for words in topics:
        for asked in (*words.asked, *words.titles):
            yield words.topic.id, reader.read(asked, words.topic.language).features, _ASKED
        yield words.topic.id, _bag(words, reader), _TEXT


def elsewhere(knowledge: KnowledgeBase, reader: Reader) -> Iterator[tuple[str, Features, float]]:
    """What is about something else, as examples of `ELSEWHERE`."""
    for code, language in knowledge.languages.items():
        for message in language.words.elsewhere:
            yield ELSEWHERE, reader.read(words_of(message), code).features, _ASKED


def _bag(words: TopicWords, reader: Reader) -> Features:
    counts: dict[str, float] = defaultdict(float)
    for word, times in Counter(words.text).items():
        for unit in reader.units(word, words.topic.language):
            for feature, weight in unit.features:
                counts[feature] += weight * math.sqrt(times)
    return counts


def _gains(by_topic: Mapping[str, float]) -> dict[str, float]:
    everywhere = sum(by_topic.values())
    full = math.log(everywhere + _SMOOTHING)
    return {topic: full - math.log(everywhere - count + _SMOOTHING) for topic, count in by_topic.items()}


def _length(features: Features) -> float:
    return math.sqrt(sum(weight * weight for weight in features.values())) or 1.0
