from __future__ import annotations

import numpy as np
import pytest

from assistant.matching.decision import Thresholds, chance, decide, thresholds
from assistant.matching.linear import Example, LinearModel
from assistant.matching.phrases import PhraseFinder
from assistant.matching.topics import Evidence

EXAMPLES = [
    Example("eten", {"nl:brood": 1.0, "nl:ik": 1.0}),
    Example("eten", {"nl:soep": 1.0, "nl:ik": 1.0, "~brood soep": 1.0}),
    Example("huur", {"nl:huur": 1.0, "nl:ik": 1.0}),
]


def best(model: LinearModel, features: dict[str, float]) -> str:
    return model.topics[int(model.scores(features).argmax())]


def test_it_learns_which_word_belongs_to_which_topic() -> None:
    model = LinearModel(EXAMPLES)
    assert best(model, {"nl:soep": 1.0}) == "eten"
    assert best(model, {"nl:huur": 1.0, "nl:ik": 1.0}) == "huur"


def test_the_same_content_gives_the_same_scores() -> None:
    features = {"nl:soep": 1.0, "nl:huur": 1.0}
    assert np.array_equal(LinearModel(EXAMPLES).scores(features), LinearModel(EXAMPLES).scores(features))


def test_what_nobody_said_scores_nothing() -> None:
    assert not LinearModel(EXAMPLES).scores({"nl:fiets": 1.0}).any()


def test_a_pair_that_stands_once_is_forgotten_but_a_word_is_not() -> None:
    model = LinearModel(EXAMPLES)
    assert not model.knows("~brood soep")
    assert model.knows("nl:soep")


def test_a_lighter_example_counts_less() -> None:
    light = LinearModel([*EXAMPLES, Example("huur", {"nl:soep": 1.0, "nl:ik": 1.0}, weight=0.01)])
    assert best(light, {"nl:soep": 1.0}) == "eten"


PHRASES = PhraseFinder([("a", ["hoe", "krijg", "brood"]), ("b", ["hoe", "huur"]), ("a", ["brood"]), ("c", [])])


def test_the_same_words_are_as_near_as_can_be() -> None:
    assert PHRASES.nearest(["huur", "hoe", "hoe"])["b"] == pytest.approx(1.0)


def test_a_rare_word_brings_a_phrase_nearer_than_a_common_one() -> None:
    assert PHRASES.nearest(["huur"])["b"] > PHRASES.nearest(["hoe"])["b"]


def test_a_word_that_stands_nowhere_takes_the_message_further_away() -> None:
    assert PHRASES.nearest(["huur", "fiets"])["b"] < PHRASES.nearest(["huur"])["b"]


def test_a_phrase_of_very_many_rare_words_is_as_near_as_any_other() -> None:
    long = [f"woord{number}" for number in range(2_000)]
    finder = PhraseFinder([("a", long), ("b", ["huur"])])
    assert finder.nearest(long)["a"] == pytest.approx(1.0)
    assert finder.nearest(long[:1_500])["a"] == pytest.approx(1_500 * 2 / 3_500)


def test_without_phrases_nothing_is_near() -> None:
    assert PhraseFinder([]).nearest(["huur"]) == {}


def shown(*topics: tuple[str, float], elsewhere: float = -1.0, near: dict[str, float] | None = None) -> Evidence:
    return Evidence(topics, elsewhere, 1.0, near or {})


LIMITS = Thresholds(
    right=(0.0, 1.0, 4.0, 0.0, 0.0), subject=(0.0, 1.0, -1.0, 0.0, 0.0), answer=0.8, crisis=0.9995, ask=0.5, offer=0.2,
    same=0.9, smalltalk=0.7, crisis_order=(), only_heard=frozenset(), talk=0.0, need=0.5, urgent_order=(),
    danger=(-5.0, 10.0, 0.0, 0.0, 0.0, 0.0), alarm=0.5, part=0.9,
)  # fmt: skip


def test_a_clear_lead_is_answered_and_a_small_one_is_asked_about() -> None:
    assert decide(shown(("a", 1.0), ("b", -0.5)), LIMITS)[0] == "answer"
    outcome, topics = decide(shown(("a", 0.3), ("b", 0.2), ("c", -0.9)), LIMITS)
    assert (outcome, [topic.id for topic in topics]) == ("ask", ["a", "b"])


def test_three_that_are_close_are_all_offered() -> None:
    topics = decide(shown(("a", 0.3), ("b", 0.2), ("c", 0.2), ("d", 0.2)), LIMITS)[1]
    assert [topic.id for topic in topics] == ["a", "b", "c"]


def test_what_is_about_something_else_is_not_known() -> None:
    assert decide(shown(("a", -0.5), ("b", -0.6), elsewhere=0.5), LIMITS) == ("unknown", ())


def test_a_crisis_topic_is_asked_about_where_another_is_answered() -> None:
    evidence = shown(("a", 1.0), ("b", -0.5))
    assert decide(evidence, LIMITS, {"a"})[0] == "ask"
    assert decide(evidence, LIMITS, {"b"})[0] == "answer"


def test_the_topic_whose_words_were_said_goes_first() -> None:
    outcome, topics = decide(shown(("a", 1.0), ("b", 0.9), ("c", 0.1), near={"b": 0.95}), LIMITS)
    assert (outcome, topics[0].id, topics[0].score) == ("answer", "b", 0.9)
    assert all(topic.score <= 0.9 for topic in topics)


def test_the_thresholds_of_the_package_rise_with_every_sign() -> None:
    limits = thresholds()
    low, high = (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0, 1.0)
    assert chance(limits.right, low) < limits.answer < chance(limits.right, high)
