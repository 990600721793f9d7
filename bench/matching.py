"""How well messages are understood, part by part: `python -m bench.matching`.

Held out: a fifth of the ways of asking (and of the messages about something else) is left out, the matcher is built
from the rest, and the fifth is asked; five times. Nothing of the left-out fifth is known: not its words either.
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
from assistant.matching import Matcher, features, linear
from assistant.matching.decision import decide
from assistant.matching.evaluation import read_rows
from assistant.matching.topics import ELSEWHERE, Evidence

FOLDS = 5
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Held:
    """A message that the matcher has not seen; any of `topics` is right, `ELSEWHERE` when it has none."""

    text: str
    topics: tuple[str, ...]
    evidence: Evidence

    @property
    def is_elsewhere(self) -> bool:
        """Is the message about something that the content has no topic for?"""
        return ELSEWHERE in self.topics


def held_out(knowledge: KnowledgeBase) -> Iterator[Held]:
    """Every way of asking and every message about something else, weighed by a matcher built without it."""
    for fold in range(FOLDS):
        kept, asked = _without(knowledge, fold)
        matcher = Matcher(kept)
        for text, topic in asked:
            yield Held(text, (topic,), matcher.weigh(text))


def development_set(matcher: Matcher) -> Iterator[Held]:
    """Every message of `tests/data` in a language of the content that asks for a topic, or for none of them."""
    for file in sorted((_ROOT / "tests/data").glob("questions-*.tsv")):
        for row in read_rows(file):
            if row.kind == "smalltalk" or row.lang not in {*matcher.knowledge.languages, "mixed"}:
                continue
            topics = (ELSEWHERE,) if row.kind == "out" else row.expected
            yield Held(row.text, topics, matcher.weigh(row.text))


def _without(knowledge: KnowledgeBase, fold: int) -> tuple[KnowledgeBase, list[tuple[str, str]]]:
    asked: list[tuple[str, str]] = []
    topics, languages = {}, {}
    for key, topic in knowledge.topics.items():
        asked += [(text, topic.id) for text in topic.questions[fold::FOLDS]]
        topics[key] = topic.model_copy(update={"questions": _kept(topic.questions, fold)})
    for code, language in knowledge.languages.items():
        asked += [(text, ELSEWHERE) for text in language.words.elsewhere[fold::FOLDS]]
        words = language.words.model_copy(update={"elsewhere": _kept(language.words.elsewhere, fold)})
        languages[code] = language.model_copy(update={"words": words})
    return replace(knowledge, topics=topics, languages=languages), asked


def _kept(lines: tuple[str, ...], fold: int) -> tuple[str, ...]:
    return tuple(line for number, line in enumerate(lines) if number % FOLDS != fold)


def ranking(held: list[Held]) -> tuple[float, float]:
    """How often the topic that is meant comes first, and among the first three."""
    asked = [each for each in held if not each.is_elsewhere]
    best = [[topic for topic, _ in each.evidence.topics[:3]] for each in asked]
    first = sum(topics[0] in each.topics for topics, each in zip(best, asked, strict=True))
    three = sum(not set(topics).isdisjoint(each.topics) for topics, each in zip(best, asked, strict=True))
    return first / len(asked), three / len(asked)


def by_phrase(held: list[Held]) -> tuple[float, float]:
    """The same for the nearest phrase alone: fuzzy by word, a rare word weighs more."""
    turned = []
    for each in held:
        near = sorted(each.evidence.near.items(), key=lambda item: -item[1])
        turned.append(replace(each, evidence=replace(each.evidence, topics=tuple(near))))
    return ranking(turned)


def one_language_each(knowledge: KnowledgeBase) -> tuple[float, float]:
    """The same with a matcher for every language that knows nothing of the others."""
    held: list[Held] = []
    for code, language in knowledge.languages.items():
        topics = {key: topic for key, topic in knowledge.topics.items() if key[0] == code}
        held += held_out(replace(knowledge, languages={code: language}, topics=topics))
    return ranking(held)


def decisions(held: list[Held], matcher: Matcher) -> Mapping[str, float]:
    """Shares of the messages with a topic, and of those without (`declined`)."""
    counts = dict.fromkeys(("right", "asked", "wrong", "asked in vain", "unknown", "declined"), 0)
    for each in held:
        outcome, topics = decide(each.evidence, matcher.limits, matcher.crisis_topics)
        if each.is_elsewhere:
            counts["declined"] += outcome == "unknown"
        elif outcome == "unknown":
            counts["unknown"] += 1
        elif outcome == "answer":
            counts["right" if topics[0].id in each.topics else "wrong"] += 1
        else:
            counts["asked" if any(topic.id in each.topics for topic in topics) else "asked in vain"] += 1
    without = sum(each.is_elsewhere for each in held)
    return {key: count / (without if key == "declined" else len(held) - without) for key, count in counts.items()}


@contextmanager
def _changed(module: Any, **values: float) -> Iterator[None]:
    with ExitStack() as changes:
        for name, value in values.items():
            changes.enter_context(patch.object(module, name, value))
        yield


PARTS: Mapping[str, Callable[[], Any]] = {
    "without meanings": lambda: _changed(features, MEANING=0.0),
    "meanings as heavy as stems": lambda: _changed(features, MEANING=1.0),
    "without letters": lambda: _changed(features, LETTERS=0.0),
    "without pairs of subjects": lambda: _changed(features, PAIR=0.0),
    "without small words": lambda: _changed(features, SMALL_WORD=0.0, SMALL_PAIR=0.0),
    "every topic's own examples no heavier": lambda: _changed(linear, OWN_TOPIC=1.0),
    "one round of training": lambda: _changed(linear, ROUNDS=1),
    "words not mended": lambda: patch("assistant.matching.lexicon.Lexicon._mend", lambda _self, _word: None),
}


def main() -> None:
    """Print every part measured, then the decisions of the whole."""
    knowledge, _ = load(_ROOT / "content")
    held = list(held_out(knowledge))
    _print("all of it", ranking(held))
    _print("nearest phrase alone", by_phrase(held))
    _print("a model for each language", one_language_each(knowledge))
    for name, changed in PARTS.items():
        with changed():
            _print(name, ranking(list(held_out(knowledge))))
    for outcome, share in decisions(held, Matcher(knowledge)).items():
        print(f"{outcome:<40} {share:.3f}")


def _print(name: str, figures: tuple[float, float]) -> None:
    print(f"{name:<40} first {figures[0]:.3f}  in three {figures[1]:.3f}", flush=True)


if __name__ == "__main__":
    main()
