"""Whether a message holds danger: what the alarms and hints hear and what the model finds, weighed together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.knowledge import KnowledgeBase
from assistant.matching.crisis import CrisisFinder, Heard
from assistant.matching.decision import DangerSigns, Thresholds, danger
from assistant.matching.normalise import words_of
from assistant.matching.topics import Evidence, TopicFinder

_SENTENCE = re.compile(r"[.!?;,\n]+")
_WINDOWS = (4, 6)
"""So many words in a row of a sentence in which something is heard are read by themselves."""
_CLEAR = 1.0
"""The score of a crisis topic that a message of small words alone needs ("dit was het dan, dag")."""
_HEARD = 0.5
"""What an alarm adds to the score of its topic where the model finds another kind of danger."""


class DangerFinder:
    """Finds the crisis topic of a message.

    An alarm alone is not enough ("mijn ex sloeg me, dat is acht jaar geleden") and not needed ("ik heb mijn kat
    weggegeven, morgen is het voorbij"): the chance of danger is fitted to messages of both kinds; a hint, which people
    also say without danger, counts for less. A message that is mostly about something else is searched for a sentence,
    or a few words, that are an alarm and danger by themselves.
    """

    def __init__(
        self, knowledge: KnowledgeBase, alarms: CrisisFinder, topics: TopicFinder, sayings: Collection[str]
    ) -> None:
        """`sayings` are fixed messages that never hold danger by likeness: commands, yes and no, small talk."""
        self._crisis_topics = frozenset(topic.id for topic in knowledge.topics.values() if topic.alarm)
        self._alarms = alarms
        self._topics = topics
        self._sayings = sayings
        past = [re.escape(said) for language in knowledge.languages.values() for said in language.words.past]
        self._past = re.compile(rf"\b(?:{'|'.join(past)})\b" if past else r"(?!)")

    def find(self, text: str, evidence: Evidence, limits: Thresholds, answered: str | None) -> str | None:
        """The id of the crisis topic of this text, of which `evidence` was made; None where it holds no danger.

        `answered` is the topic that is answered if there is none: a calm question about emergencies is no crisis.
        """
        words = words_of(text)
        heard = self._alarms.find(words)
        found = self._of(words, heard, evidence, limits, limits.alarm)
        if found and heard is None and found == answered and found in limits.only_heard:
            found = None
        return found or self._in_part(text, words, limits)

    def heard(self, text: str) -> str | None:
        """The crisis topic of an alarm in this text, for a language in which nothing else can be told."""
        return _alarm(self._alarms.find(words_of(text)))

    def phrases(self, text: str) -> frozenset[Heard]:
        """Every alarm and hint in this text."""
        return frozenset(self._alarms.heard(words_of(text)))

    def _of(
        self, words: Sequence[str], heard: Heard | None, evidence: Evidence, limits: Thresholds, least: float
    ) -> str | None:
        likely = self._likely(evidence, heard)
        if likely is None or (heard is None and " ".join(words) in self._sayings):
            return _alarm(heard)
        if not evidence.coverage and dict(evidence.topics)[likely] < _CLEAR:
            return _alarm(heard)
        return likely if danger(limits.danger, self._signs(words, evidence, heard)) >= least else None

    def _in_part(self, text: str, words: Sequence[str], limits: Thresholds) -> str | None:
        """The same for each part in which something is heard, read in that language: under stress people switch."""
        for part, is_sentence in self._parts(text, words):
            heard = self._alarms.find(part, is_sentence)
            if heard:
                found = self._of(part, heard, self._topics.weigh(part, heard.language), limits, limits.part)
                if found:
                    return found
        return None

    def _parts(self, text: str, words: Sequence[str]) -> Iterator[tuple[Sequence[str], bool]]:
        """Sentences in which something is heard, and words in a row of each; not what is said to be long over."""
        for sentence in map(words_of, _SENTENCE.split(text)):
            if self._is_past(sentence) or not self._alarms.find(sentence):
                continue
            if len(sentence) < len(words):
                yield sentence, True
            for size in _WINDOWS:
                yield from ((sentence[start : start + size], False) for start in range(len(sentence) - size + 1))

    def signs(self, words: Sequence[str], evidence: Evidence) -> DangerSigns:
        """What tells whether these words, of which `evidence` was made, hold danger."""
        return self._signs(words, evidence, self._alarms.find(words))

    def _signs(self, words: Sequence[str], evidence: Evidence, heard: Heard | None) -> DangerSigns:
        crisis = max((score for topic, score in evidence.topics if topic in self._crisis_topics), default=-1.0)
        others = (score for topic, score in evidence.topics if topic not in self._crisis_topics)
        alarm, hint = bool(heard and heard.is_alarm), bool(heard and not heard.is_alarm)
        past = self._is_past(words)
        return float(alarm), float(hint), float(past), crisis, max(*others, evidence.elsewhere, evidence.talk[1])

    def _is_past(self, words: Sequence[str]) -> bool:
        """Do these words say that something is long over?"""
        return self._past.search(" ".join(words)) is not None

    def _likely(self, evidence: Evidence, heard: Heard | None) -> str | None:
        """The crisis topic with the best score; the one that was heard needs less."""
        scores = [
            (score + _HEARD * bool(heard and heard.topic == topic), topic)
            for topic, score in evidence.topics
            if topic in self._crisis_topics
        ]
        return max(scores)[1] if scores else _alarm(heard)


def _alarm(heard: Heard | None) -> str | None:
    """The topic of what was heard, if it is an alarm."""
    return heard.topic if heard and heard.is_alarm else None
