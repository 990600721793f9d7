"""One message in, everything that is understood of it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path

from assistant.knowledge import KnowledgeBase
from assistant.matching.crisis import CrisisFinder, Heard
from assistant.matching.danger import DangerFinder
from assistant.matching.decision import DangerSigns, decide, thresholds
from assistant.matching.features import Reader
from assistant.matching.foreign import ForeignFinder
from assistant.matching.helper import HelperFinder
from assistant.matching.language import LanguageFinder
from assistant.matching.lexicon import Lexicon
from assistant.matching.memory import Arrays, Memory, packed, texts
from assistant.matching.model import Match, Outcome, Scored
from assistant.matching.needs import NeedFinder
from assistant.matching.normalise import words_of, words_of_text
from assistant.matching.places import Named, PlaceFinder, meant
from assistant.matching.smalltalk import SmalltalkFinder
from assistant.matching.topics import Asked, Evidence, TopicFinder, all_asked, learning_key

_NAME = "asked_{}"
"""Under which the ways of asking of a language are kept beside what was learned of them."""

_LONGEST_ANSWER = 3
"""Words of a message that may be nothing but a mistyped place."""

_LONGEST_TALK = 12
_NEEDS = 2
"""More needs than this in one message are too much for one text message."""

_SEEN_IN_WHOLE = 6
"""An urgent need of a part has to be among so many best topics of the whole message; others among those offered."""

_CLEAR_LEAD = 1.0
"""How far ahead of all others the topic of the whole message is not put behind a more urgent one of a part."""


class Matcher:
    """Understands messages against one `KnowledgeBase`. Everything is built here; afterwards any thread may use it."""

    def __init__(self, knowledge: KnowledgeBase, kept: Path | None = None) -> None:
        """`kept` is the folder in which what is learned from this content is kept for the next start."""
        self.knowledge = knowledge
        memory, key = Memory(kept), learning_key(knowledge)
        learned = memory.recall(key)
        asked = all_asked(knowledge) if learned is None else _recalled(learned, knowledge.languages)
        used = {code: Counter(" ".join(said).split()) for code, said in asked.items()}
        lexicons = {
            code: Lexicon(code, language.words, used[code] + Counter(_of_texts(knowledge, code)))
            for code, language in knowledge.languages.items()
        }
        self._lexicons = lexicons
        self.limits = thresholds()
        self._topics = TopicFinder(knowledge, asked, Reader(lexicons), learned)
        if learned is None:
            memory.keep(key, {**self._topics.arrays(), **{_NAME.format(code): packed(asked[code]) for code in asked}})
        self._languages = LanguageFinder(lexicons, asked)
        self._foreign = ForeignFinder(
            used,
            {
                code: Counter(word for said in other.says for word in words_of(said))
                for code, other in knowledge.other_languages.items()
            },
        )
        self._needs = NeedFinder(lexicons)
        self._places = PlaceFinder(knowledge, lexicons)
        self._smalltalk = SmalltalkFinder(knowledge.languages.values())
        self._urgency = {topic: place for place, topic in enumerate(self.limits.urgent_order)}
        self.crisis_topics = frozenset(topic.id for topic in knowledge.topics.values() if topic.alarm)
        alarms = CrisisFinder(knowledge.topics.values(), lexicons, self.limits.crisis_order)
        sayings = frozenset(" ".join(words_of(said)) for said in _fixed(knowledge))
        self._helpers = HelperFinder(knowledge.topics.values(), knowledge.languages, lexicons)
        self._danger = DangerFinder(knowledge, alarms, self._topics, sayings)

    def understand(
        self, text: str, language: str | None = None, place: str | None = None, asked: bool = False
    ) -> Match:
        """What the message is about, in which language, where, and whether it holds danger. Never raises on any text.

        `language` is that of the conversation: where the message does not tell its own, words are read in it first.
        `place` is the municipality known so far: it decides between two places of one name. `asked`: the person was
        asked for a place, so a bare name that is an ordinary word counts.
        """
        words = words_of(text)
        foreign = self._foreign.find(
            words, sum(any(lexicon.writes(word) for lexicon in self._lexicons.values()) for word in words)
        )
        spoken = None if foreign else self._languages.find(words)
        named = self._places.named(words, asked and len(words) <= _LONGEST_ANSWER)
        evidence = self._evidence(words, named, spoken or language)
        outcome, topics = decide(evidence, self.limits, self.crisis_topics)
        outcome, topics, also = self._needs_in(text, spoken or language, evidence, outcome, topics)
        answered = topics[0].id if outcome == "answer" else None
        crisis = self._danger.heard(text) if foreign else self._danger.find(text, evidence, self.limits, answered)
        only_place = self._places.is_all(words, named)
        said = (
            None
            if crisis or only_place
            else self._said(text, spoken or language, outcome, topics) or self._talk(words, evidence)
        )
        if said:
            outcome, topics, also = "unknown", (), None
        places = meant(named, place)
        there = places[0] if len(places) == 1 else None
        return Match(
            spoken,
            outcome,
            topics,
            crisis,
            is_about_another=crisis is not None and self._helpers.is_about_another(words, crisis, spoken or language),
            smalltalk=said,
            place=there.municipality if there else None,
            place_name=there.label if there else None,
            namesakes=places if there is None else (),
            only_place=only_place,
            also=also,
            foreign=foreign,
        )

    def _needs_in(
        self, text: str, language: str | None, whole: Evidence, outcome: Outcome, topics: tuple[Scored, ...]
    ) -> tuple[Outcome, tuple[Scored, ...], Scored | None]:
        """The decision, with a second need where a part of the message clearly has one of its own.

        Where the whole was not clear and two parts are, these two are the answer. The more urgent one goes first, but
        not before the clear subject of the whole.
        """
        if len(topics) < _NEEDS:
            return outcome, topics, None
        needs: dict[str, Scored] = {}
        for part in self._needs.parts(text):
            said, found = decide(self.weigh(part, language), self.limits, self.crisis_topics)
            if said == "answer" and found[0].score >= self.limits.need:
                needs.setdefault(found[0].id, found[0])
        if outcome == "answer":
            needs = {topics[0].id: topics[0], **needs}
        offered = {scored.id for scored in topics} | self._urgency.keys()
        order = {topic: place for place, (topic, _) in enumerate(whole.topics[:_SEEN_IN_WHOLE]) if topic in offered}
        clear = sorted((need for need in needs.values() if need.id in order), key=lambda need: order[need.id])
        if len(clear) < _NEEDS:
            return outcome, topics, None
        if outcome != "answer" or whole.topics[0][1] - whole.topics[1][1] < _CLEAR_LEAD:
            clear = sorted(clear[:_NEEDS], key=lambda need: self._urgency.get(need.id, len(self._urgency)))
        first, second = clear[:_NEEDS]
        rest = tuple(scored for scored in topics if scored.id not in {first.id, second.id})
        return "answer", (first, second, *rest), second

    def _said(self, text: str, language: str | None, outcome: Outcome, topics: Sequence[Scored]) -> str | None:
        sure = outcome == "answer" and topics[0].score >= self.limits.smalltalk
        said = self._smalltalk.find(text, language, nearly=not sure)
        return said or (self._smalltalk.inside(text) if outcome == "unknown" else None)

    def _talk(self, words: Sequence[str], evidence: Evidence) -> str | None:
        """The small talk that a short message is more like than it is like any topic or anything else."""
        if not 0 < len(words) <= _LONGEST_TALK:
            return None
        key, score = evidence.talk
        others = max(evidence.elsewhere, evidence.topics[0][1] if evidence.topics else -1.0)
        return key if score > others and score >= self.limits.talk else None

    def weigh(self, text: str, language: str | None = None) -> Evidence:
        """The evidence on which `understand` decides: what the thresholds are fitted to."""
        words = words_of(text)
        return self._evidence(words, self._places.named(words), self._languages.find(words) or language)

    def signs_of_danger(self, text: str) -> DangerSigns:
        """The signs by which `understand` tells danger, of a message in a language that is spoken."""
        return self._danger.signs(words_of(text), self.weigh(text))

    def heard(self, text: str) -> frozenset[Heard]:
        """The alarms and hints in this text."""
        return self._danger.phrases(text)

    def names(self, question: str, language: str) -> frozenset[str]:
        """What this way of asking is compared by: its subjects by meaning or stem, and its small words (`~how`)."""
        return self._topics.names(words_of(question), language)

    def is_plain(self, question: str, language: str) -> bool:
        """Is this way of asking read as it stands: in its language, naming no place, and as no small talk?

        Then it finds its topic, because no other phrase can be nearer than it is itself.
        """
        words = words_of(question)
        return (
            self._languages.find(words) in {None, language}
            and not self._places.named(words)
            and self._smalltalk.find(question, language) is None
            and not all(name.startswith("~") for name in self.names(question, language))
        )

    def meanings(self, text: str) -> frozenset[str]:
        """The meanings of `synonyms.yaml` that are read in this message."""
        return self._topics.meanings(words_of(text), self._languages.find(words_of(text)))

    def without_meaning(self, language: str, meaning: str) -> Matcher:
        """The same matcher as if a line of the synonyms of a language were not read; what was learned stays."""
        other = copy(self)
        lexicon = self._lexicons[language].without_meaning(meaning)
        other._topics = self._topics.with_reader(Reader({**self._lexicons, language: lexicon}))
        return other

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


def _recalled(learned: Arrays, languages: Iterable[str]) -> Asked:
    return {code: texts(learned[_NAME.format(code)]) for code in languages}


def _of_texts(knowledge: KnowledgeBase, code: str) -> Iterator[str]:
    """The words of the titles and the texts of all topics of a language."""
    for topic in knowledge.topics_of(code):
        for text in (topic.title, topic.menu_label, topic.sms, *topic.sections.values()):
            yield from words_of_text(text)


def _fixed(knowledge: KnowledgeBase) -> Iterator[str]:
    """What people say that is no message of its own: commands, yes and no, small talk."""
    for language in knowledge.languages.values():
        yield from (*language.yes, *language.no, *language.discreet)
        for phrases in language.commands.values():
            yield from phrases
        for smalltalk in language.smalltalk.values():
            yield from smalltalk.says
