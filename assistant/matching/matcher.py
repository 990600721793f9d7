"""One message in, everything that is understood of it out."""

from __future__ import annotations

from itertools import chain

from assistant.knowledge import KnowledgeBase
from assistant.matching.crisis import CrisisFinder
from assistant.matching.decision import decide, thresholds
from assistant.matching.features import Reader
from assistant.matching.language import LanguageFinder
from assistant.matching.lexicon import Lexicon
from assistant.matching.model import Match
from assistant.matching.normalise import words_of
from assistant.matching.places import PlaceFinder
from assistant.matching.smalltalk import SmalltalkFinder
from assistant.matching.topics import TopicWeights, elsewhere, examples_of, topic_words


class Matcher:
    """Understands messages against one `KnowledgeBase`. Everything is built here; afterwards any thread may use it."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        topics = topic_words(knowledge)
        lexicons = {
            code: Lexicon(
                code, language.words, (word for topic in topics if topic.language == code for word in topic.all())
            )
            for code, language in knowledge.languages.items()
        }
        self._limits = thresholds()
        self._reader = Reader(lexicons)
        self._weights = TopicWeights(chain(examples_of(topics, self._reader), elsewhere(knowledge, self._reader)))
        self._languages = LanguageFinder(lexicons)
        self._crisis = CrisisFinder(knowledge.topics.values(), lexicons, self._limits.crisis_order)
        self._places = PlaceFinder(knowledge.places, lexicons)
        self._smalltalk = SmalltalkFinder(knowledge.languages.values())
        self._crisis_topics = frozenset(topic.id for topic in knowledge.topics.values() if topic.alarm)

    def understand(self, text: str, language: str | None = None, place: str | None = None) -> Match:
        """What the message is about, in which language, where, and whether it holds danger. Never raises on any text.

        `language` is that of the conversation: where the message does not tell its own, words are read in it first.
        `place` is the municipality known so far: it decides between two places of one name.
        """
        words = words_of(text)
        spoken = self._languages.find(words)
        reading = self._reader.read(words, spoken or language)
        coverage = self._weights.coverage(reading.units)
        outcome, topics = decide(self._weights.scores(reading.features), coverage, self._limits, self._crisis_topics)
        crisis = self._crisis.find(words)
        sure = outcome == "answer" and topics[0].score >= self._limits.smalltalk
        said = None if crisis else self._smalltalk.find(text, spoken or language, nearly=not sure)
        if said:
            outcome, topics = "unknown", ()
        return Match(spoken, outcome, topics, crisis, self._places.find(text, place), said)

    def find_place(self, text: str, place: str | None = None) -> str | None:
        """The municipality in the answer to "where are you?": also a bare name that is an ordinary word ("Best")."""
        return self._places.find(text, place, asked=True)
