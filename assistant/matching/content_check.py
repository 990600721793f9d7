"""Whether the ways of asking lead to their topic, and to no other, and the crisis phrases can be read."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.knowledge import KnowledgeBase, Topic
from assistant.knowledge.problem import Problem, Severity
from assistant.matching.crisis import misread, unknown_groups
from assistant.matching.matcher import Matcher
from assistant.matching.model import Match
from assistant.matching.normalise import words_of

TOO_NEAR = 0.85
"""Nearness of two ways of asking, as `PhraseFinder` measures it, from which a person's own words fit both.

On the first 30 topics this names "banking without an adres" beside "food bank without an address", and leaves "kan ik
anoniem praten over mishandeling" and "... over doodgaan" (0.82) alone.
"""

MOST_MISSES = 0.5
"""The share of a topic's ways of asking that may miss it before that is an error."""


@dataclass(frozen=True)
class _Asked:
    """A way of asking of a topic: its number in the topic, its words to compare by, and the sum of their rarity."""

    topic: Topic
    number: int
    names: frozenset[str]
    weight: float

    @property
    def question(self) -> str:
        return self.topic.questions[self.number]

    @property
    def line(self) -> int:
        return self.topic.lines.get(f"questions.{self.number}", 1)


def check_questions(matcher: Matcher) -> list[Problem]:
    """Ways of asking that do not find their topic, and pairs in two topics of a language that will be confused."""
    topics = matcher.knowledge.topics.values()
    missed = [problem for topic in topics for problem in _missed(topic, matcher)]
    return missed + [problem for code in matcher.knowledge.languages for problem in _too_near(matcher, code)]


def check_alarms(knowledge: KnowledgeBase) -> list[Problem]:
    """Groups that an alarm, a hint, a calm phrase or a group names and that are not there; brackets that do not fit."""
    found = []
    for topic in knowledge.topics.values():
        groups = knowledge.languages[topic.language].words.groups
        for field, phrases in _phrases(topic):
            for number, phrase in enumerate(phrases):
                line = topic.lines.get(f"{field}.{number}", 1)
                for name in unknown_groups(phrase, groups):
                    said = f"{field}: de groep <{name}> staat niet in {topic.language}/words.yaml bij groups"
                    found.append(Problem(topic.path, line, f"{said}; zet haar daar of verbeter de naam"))
                if misread(phrase):
                    said = f"{field}: {phrase!r} heeft haakjes in haakjes, of een haakje te veel of te weinig"
                    found.append(Problem(topic.path, line, f"{said}; schrijf (een|ander woord) los van elkaar"))
    for code, language in knowledge.languages.items():
        for group, entries in language.words.groups.items():
            for name in (name for entry in entries for name in unknown_groups(entry, language.words.groups)):
                said = f"groups: {group} noemt de groep <{name}>, die er niet staat; zet haar erbij of verbeter de naam"
                found.append(Problem(f"{code}/words.yaml", 1, said))
    return found


def _phrases(topic: Topic) -> Sequence[tuple[str, Sequence[str]]]:
    return ("alarm", topic.alarm), ("hint", topic.hint), ("calm", topic.calm), ("helper", topic.helper)


def _missed(topic: Topic, matcher: Matcher) -> Iterator[Problem]:
    misses = []
    for number, question in enumerate(topic.questions):
        if matcher.is_plain(question, topic.language):
            continue
        match = matcher.understand(question, topic.language)
        if topic.id not in {match.crisis, *(scored.id for scored in match.topics)}:
            misses.append((topic.lines.get(f"questions.{number}", 1), question, _found(match)))
    severity: Severity = "error" if len(misses) > MOST_MISSES * len(topic.questions) else "warning"
    if severity == "error":
        said = f"questions: {len(misses)} van de {len(topic.questions)} vinden dit onderwerp niet; schrijf andere"
        yield Problem(topic.path, topic.lines.get("questions", 1), said)
    for line, question, found in misses:
        said = f"questions: {question!r} vindt niet dit onderwerp, maar {found}; schrijf haar anders of haal haar weg"
        yield Problem(topic.path, line, said, "warning")


def _found(match: Match) -> str:
    if match.smalltalk:
        return f"een praatje ({match.smalltalk})"
    return ", ".join(filter(None, (match.crisis, *(scored.id for scored in match.topics)))) or "niets"


def _too_near(matcher: Matcher, language: str) -> Iterator[Problem]:
    """Each pair once, named at the second place."""
    asked, rarity = _asked(matcher, language)
    sharing: dict[str, list[_Asked]] = defaultdict(list)
    for one in asked:
        rarest = _rarest(one, rarity)
        others = {id(other): other for name in rarest for other in sharing[name]}
        for other in _nearest_first(one, others.values(), rarity):
            said = (
                f"questions: {one.question!r} lijkt te veel op {other.question!r} op {other.topic.path}:{other.line}; "
                "maak het verschil duidelijk of houd er een"
            )
            yield Problem(one.topic.path, one.line, said, "warning")
        for name in rarest:
            sharing[name].append(one)


def _asked(matcher: Matcher, language: str) -> tuple[list[_Asked], dict[str, float]]:
    read = [
        (topic, number, matcher.names(question, language))
        for topic in matcher.knowledge.topics_of(language)
        for number, question in enumerate(topic.questions)
    ]
    spread = Counter(name for _, _, names in read for name in names)
    rarity = {name: math.log((1 + len(read)) / (1 + times)) + 1 for name, times in spread.items()}
    return [_Asked(*one, sum(rarity[name] for name in one[2])) for one in read], rarity


def _rarest(one: _Asked, rarity: dict[str, float]) -> list[str]:
    """The rarest names of which two ways of asking that are too near share at least one.

    They share TOO_NEAR / (2 - TOO_NEAR) of the weight of either, so what they do not share cannot hold all of these.
    """
    kept, left = [], one.weight * (1 - TOO_NEAR / (2 - TOO_NEAR))
    for name in sorted(one.names, key=lambda name: (-rarity[name], name)):
        if left < 0:
            break
        kept.append(name)
        left -= rarity[name]
    return kept


def _nearest_first(one: _Asked, others: Collection[_Asked], rarity: dict[str, float]) -> Sequence[_Asked]:
    """Those of the others that belong to another topic and are too near, the nearest first."""
    near = []
    for other in others:
        if other.topic is not one.topic:
            shared = sum(rarity[name] for name in one.names & other.names)
            nearness = 2 * shared / (one.weight + other.weight)
            # The same words twice are a mistake of their own, which assistant.knowledge.check names.
            if nearness >= TOO_NEAR and words_of(other.question) != words_of(one.question):
                near.append((nearness, other))
    return [other for _, other in sorted(near, key=lambda pair: -pair[0])]
