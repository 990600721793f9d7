"""How well messages are understood, part by part: `python -m bench.matching`.

Every part of the matcher is taken out or changed, the matcher learns the content anew, and is asked the messages of the
development set (tests/data), which stand in no content. Printed: how often a right topic comes first, and among three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant.knowledge import KnowledgeBase
from assistant.knowledge.load import load
from assistant.matching import Matcher, features, linear, topics
from assistant.matching.decision import DangerSigns, decide
from assistant.matching.evaluation import read_rows
from assistant.matching.topics import ELSEWHERE, Evidence

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Held:
    """A message that the matcher has not seen; any of `topics` is right, `ELSEWHERE` when it has none.

    The weights of the messages of a file are one in all: each file is by another hand, and counts the same.
    """

    text: str
    topics: tuple[str, ...]
    evidence: Evidence
    is_danger: bool
    danger: DangerSigns
    weight: float

    @property
    def is_elsewhere(self) -> bool:
        """Is the message about something that the content has no topic for?"""
        return ELSEWHERE in self.topics


def development_set(matcher: Matcher, files: str = "questions-*.tsv") -> Iterator[Held]:
    """Every message of `files` in `tests/data` that is in a language of the content and has a topic, or is outside."""
    for file in sorted((_ROOT / "tests/data").glob(files)):
        rows = [row for row in read_rows(file) if row.kind in {"topic", "out"}]
        for row in rows:
            found = (ELSEWHERE,) if row.kind == "out" else row.expected
            signs = matcher.signs_of_danger(row.text)
            yield Held(row.text, found, matcher.weigh(row.text), "crisis" in row.tags, signs, 1 / len(rows))


def ranking(held: list[Held]) -> tuple[float, float]:
    """How often a topic that is meant comes first, and among the first three."""
    asked = [each for each in held if not each.is_elsewhere]
    best = [[topic for topic, _ in each.evidence.topics[:3]] for each in asked]
    first = sum(found[0] in each.topics for found, each in zip(best, asked, strict=True))
    three = sum(not set(found).isdisjoint(each.topics) for found, each in zip(best, asked, strict=True))
    return first / len(asked), three / len(asked)


def by_phrase(held: list[Held]) -> tuple[float, float]:
    """The same for the nearest phrase alone: by word, a rare word weighs more."""
    turned = []
    for each in held:
        near = sorted(each.evidence.near.items(), key=lambda item: -item[1])
        turned.append(replace(each, evidence=replace(each.evidence, topics=tuple(near))))
    return ranking(turned)


def decisions(held: list[Held], matcher: Matcher) -> Mapping[str, float]:
    """Shares of the messages with a topic, and of those without (`declined`), by their weights."""
    counts = dict.fromkeys(("right", "asked", "wrong", "asked in vain", "unknown", "declined"), 0.0)
    for each in held:
        outcome, found = decide(each.evidence, matcher.limits, matcher.crisis_topics)
        if each.is_elsewhere:
            counts["declined"] += each.weight * (outcome == "unknown")
        elif outcome == "unknown":
            counts["unknown"] += each.weight
        elif outcome == "answer":
            counts["right" if found[0].id in each.topics else "wrong"] += each.weight
        else:
            counts["asked" if any(topic.id in each.topics for topic in found) else "asked in vain"] += each.weight
    without = sum(each.weight for each in held if each.is_elsewhere)
    total = sum(each.weight for each in held)
    return {key: count / (without if key == "declined" else total - without) for key, count in counts.items()}


@contextmanager
def _changed(module: Any, **values: object) -> Iterator[None]:
    with ExitStack() as changes:
        for name, value in values.items():
            changes.enter_context(patch.object(module, name, value))
        yield


PARTS: Mapping[str, Callable[[], Any]] = {
    "all of it": lambda: _changed(features),
    "without the nearest phrase": lambda: _changed(topics, NEAR=0.0),
    "without meanings": lambda: _changed(features, MEANING=0.0),
    "without letters": lambda: _changed(features, LETTERS=0.0),
    "without small words": lambda: _changed(features, SMALL_WORD=0.0, SMALL_PAIR=0.0),
    "a topic's own examples no heavier": lambda: _changed(linear, OWN_TOPIC=1.0),
    "one round of training": lambda: _changed(linear, ROUNDS=1),
    "words not mended": lambda: patch("assistant.matching.lexicon.Lexicon._mend", lambda _self, _word: None),
}


def with_share(knowledge: KnowledgeBase, share: float) -> KnowledgeBase:
    """The content with only this share of the ways of asking, spread over each list."""
    step = round(1 / share)
    kept = {
        key: topic.model_copy(update={"questions": topic.questions[::step]}) for key, topic in knowledge.topics.items()
    }
    return replace(knowledge, topics=kept)


def main() -> None:
    """Print every part measured, what fewer ways of asking give, then the decisions of the whole."""
    knowledge, _ = load(_ROOT / "content")
    for name, changed in PARTS.items():
        with changed():
            _print(name, ranking(list(development_set(Matcher(knowledge)))))
    for step in (2, 4):
        fewer = with_share(knowledge, 1 / step)
        _print(f"one of {step} ways of asking", ranking(list(development_set(Matcher(fewer)))))
    matcher = Matcher(knowledge)
    held = list(development_set(matcher))
    _print("nearest phrase alone", by_phrase(held))
    for outcome, share in decisions(held, matcher).items():
        print(f"{outcome:<40} {share:.3f}")


def _print(name: str, figures: tuple[float, float]) -> None:
    print(f"{name:<40} first {figures[0]:.3f}  in three {figures[1]:.3f}", flush=True)


if __name__ == "__main__":
    main()
