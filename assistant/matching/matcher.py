"""One message in, everything that is understood of it out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.knowledge import KnowledgeBase
from assistant.matching.crisis import CrisisFinder
from assistant.matching.decision import decide, thresholds
from assistant.matching.features import Reader
from assistant.matching.language import LanguageFinder
from assistant.matching.lexicon import Lexicon
from assistant.matching.model import Match, Outcome, Scored
from assistant.matching.normalise import words_of
from assistant.matching.places import Named, PlaceFinder, meant
from assistant.matching.smalltalk import SmalltalkFinder
from assistant.matching.topics import Evidence, TopicFinder, topic_words

_LONGEST_ANSWER = 3
"""Words of a message that may be nothing but a mistyped place."""


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
        self.limits = thresholds()
        self._topics = TopicFinder(knowledge, topics, Reader(lexicons))
        self._languages = LanguageFinder(lexicons)
        self._crisis = CrisisFinder(knowledge.topics.values(), lexicons, self.limits.crisis_order)
        self._places = PlaceFinder(knowledge, lexicons)
        self._smalltalk = SmalltalkFinder(knowledge.languages.values())
        self.crisis_topics = frozenset(topic.id for topic in knowledge.topics.values() if topic.alarm)

    def understand(
        self, text: str, language: str | None = None, place: str | None = None, asked: bool = False
    ) -> Match:
        """What the message is about, in which language, where, and whether it holds danger. Never raises on any text.

        `language` is that of the conversation: where the message does not tell its own, words are read in it first.
        `place` is the municipality known so far: it decides between two places of one name. `asked`: the person was
        asked for a place, so a bare name that is an ordinary word counts.
        """
        words = words_of(text)
        spoken = self._languages.find(words)
        named = self._places.named(words, asked and len(words) <= _LONGEST_ANSWER)
        evidence = self._evidence(words, named, spoken or language)
        outcome, topics = decide(evidence, self.limits, self.crisis_topics)
        crisis = self._crisis.find(words)
        said = None if crisis else self._said(text, spoken or language, outcome, topics)
        if said:
            outcome, topics = "unknown", ()
        places = meant(named, place)
        there = places[0] if len(places) == 1 else None
        return Match(
            spoken,
            outcome,
            topics,
            crisis,
            smalltalk=said,
            place=there.municipality if there else None,
            place_name=there.label if there else None,
            namesakes=places if there is None else (),
            only_place=self._places.is_all(words, named),
        )

    def _said(self, text: str, language: str | None, outcome: Outcome, topics: Sequence[Scored]) -> str | None:
        sure = outcome == "answer" and topics[0].score >= self.limits.smalltalk
        said = self._smalltalk.find(text, language, nearly=not sure)
        return said or (self._smalltalk.inside(text) if outcome == "unknown" else None)

    def weigh(self, text: str, language: str | None = None) -> Evidence:
        """The evidence on which `understand` decides: what the thresholds are fitted to."""
        words = words_of(text)
        return self._evidence(words, self._places.named(words), self._languages.find(words) or language)

    def names(self, question: str, language: str) -> frozenset[str]:
        """What this way of asking is compared by: its subjects by meaning or stem, and its small words (`~how`)."""
        return self._topics.names(words_of(question), language)

    def find_place(self, text: str, place: str | None = None) -> str | None:
        """The municipality in the answer to "where are you?": also a bare name that is an ordinary word ("Best")."""
        found = self._places.find(text, place, asked=True)
        return found.municipality if found else None

    def _evidence(self, words: Sequence[str], named: Sequence[Named], language: str | None) -> Evidence:
        """Of the words without the places they name; none where nothing but a place is told ("ben nu in Den Haag")."""
        places = {spot for each in named for spot in range(each.start, each.end)}
        rest = [word for spot, word in enumerate(words) if spot not in places]
        if self._places.is_all(words, named):
            rest = []
        return self._topics.weigh(rest, language)
