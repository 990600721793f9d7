"""Whether a message holds danger: what the alarm phrases hear and what the model finds, weighed together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.matching.crisis import CrisisFinder
from assistant.matching.decision import Thresholds, chance
from assistant.matching.topics import Evidence

_HEARD = 0.5
"""What an alarm adds to the score of its topic where the model finds another kind of danger."""


class DangerFinder:
    """Finds the crisis topic of a message.

    An alarm phrase alone is not enough ("mijn ex sloeg me, dat is acht jaar geleden") and not needed ("ik heb mijn kat
    weggegeven, morgen is het voorbij"): the chance of danger is fitted to messages of both kinds.
    """

    def __init__(self, alarms: CrisisFinder, crisis_topics: Collection[str], sayings: Collection[str]) -> None:
        """`sayings` are fixed messages that never hold danger by likeness: commands, yes and no, small talk."""
        self._alarms = alarms
        self._crisis_topics = crisis_topics
        self._sayings = sayings

    def find(self, words: Sequence[str], evidence: Evidence, limits: Thresholds, known: bool) -> str | None:
        """The id of the crisis topic of these words, of which `evidence` was made; None where they hold no danger.

        In a language that is not `known` only the alarm phrases count.
        """
        alarm = self._alarms.find(words)
        likely = self._likely(evidence, alarm)
        if likely is None or not known or not evidence.coverage:
            return alarm
        if alarm is None and " ".join(words) in self._sayings:
            return None
        danger = chance(limits.danger, self._signs(evidence, alarm))
        return likely if danger >= limits.alarm else None

    def signs(self, words: Sequence[str], evidence: Evidence) -> tuple[float, float, float]:
        """What tells whether there is danger: 1 for an alarm, the best score of a crisis topic, and of all else."""
        return self._signs(evidence, self._alarms.find(words))

    def _signs(self, evidence: Evidence, alarm: str | None) -> tuple[float, float, float]:
        crisis = max((score for topic, score in evidence.topics if topic in self._crisis_topics), default=-1.0)
        others = (score for topic, score in evidence.topics if topic not in self._crisis_topics)
        return float(alarm is not None), crisis, max(*others, evidence.elsewhere, evidence.talk[1])

    def _likely(self, evidence: Evidence, alarm: str | None) -> str | None:
        """The crisis topic with the best score; the one of the alarm needs less."""
        scores = [
            (score + _HEARD * (topic == alarm), topic)
            for topic, score in evidence.topics
            if topic in self._crisis_topics
        ]
        return max(scores)[1] if scores else alarm
