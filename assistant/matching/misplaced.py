"""Alarms that calm ways of asking hold too, and hints that they hardly do: what an editor may move across."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.matching.crisis import Heard
from assistant.matching.matcher import Matcher

MOST_CALM, LEAST_CALM = 0.6, 0.1
"""Calm ways of asking for each dangerous one: above the first an alarm is no more than a hint, below the second a hint
is an alarm. Of every ten ways of asking one is about danger."""


@dataclass(frozen=True)
class Misplaced:
    """A phrase with how many ways of asking it is heard in, about danger and calm, and a calm one as an example."""

    heard: Heard
    danger: int
    calm: int
    example: str

    @property
    def path(self) -> str:
        """The language and the list of the phrase."""
        return f"{self.heard.language} {self.heard.topic} {'alarm' if self.heard.is_alarm else 'hint'}"


def misplaced(matcher: Matcher) -> list[Misplaced]:
    """Alarms that are hints and hints that are alarms, by what all ways of asking show; the clearest first."""
    danger = Counter[Heard]()
    calm: dict[Heard, list[str]] = defaultdict(list)
    for is_danger, text in _said(matcher):
        for heard in matcher.heard(text):
            if is_danger:
                danger[heard] += 1
            else:
                calm[heard].append(text)
    found = [
        Misplaced(heard, danger[heard], len(calm[heard]), min(calm[heard], key=len, default=""))
        for heard in {**danger, **calm}
    ]
    return sorted(
        filter(_is_misplaced, found), key=lambda one: (-abs(one.calm - one.danger), one.path, one.heard.phrase)
    )


def _is_misplaced(one: Misplaced) -> bool:
    # A phrase that was heard once or twice tells nothing yet.
    calm, danger = one.calm + 1, one.danger + 1
    return calm / danger > MOST_CALM and one.calm > 1 if one.heard.is_alarm else calm / danger < LEAST_CALM


def _said(matcher: Matcher) -> Iterator[tuple[bool, str]]:
    for topic in matcher.knowledge.topics.values():
        yield from ((topic.id in matcher.crisis_topics, question) for question in topic.questions)
    for language in matcher.knowledge.languages.values():
        yield from ((False, message) for message in language.words.elsewhere)
