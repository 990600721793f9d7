"""What `thuisbericht evaluate --noise` and `--leave-one-out` are made of."""

from __future__ import annotations

from assistant.matching import Matcher
from assistant.matching.evaluation import Row, evaluate
from assistant.matching.neighbours import leave_one_out
from assistant.matching.noise import STRENGTHS, noisy
from assistant.matching.report import neighbours_text, noise_text

ROWS = [Row("hoe krijg ik een briefadres in Dordrecht", "nl", ("briefadres",), "", ())]


def test_noise_is_the_same_every_time_and_grows_with_its_strength() -> None:
    long = [Row("waar kan ik vannacht slapen met mijn kinderen " * 20, "nl", ("x",), "", ())]
    changed = [
        sum(a != b for a, b in zip(noisy(long, strength)[0].text, long[0].text, strict=False)) for strength in STRENGTHS
    ]

    assert noisy(long, 0.1) == noisy(long, 0.1)
    assert noisy(long, 0.1) != noisy(long, 0.1, seed=1)
    assert noisy(ROWS, 0.0) == ROWS
    assert changed[0] > 0


def test_noise_keeps_what_is_expected() -> None:
    assert noisy(ROWS, 0.5)[0].expected == ROWS[0].expected


def test_its_text_has_a_line_for_each_strength(matcher: Matcher) -> None:
    clean = evaluate(matcher, ROWS)
    text = noise_text(clean, [evaluate(matcher, noisy(ROWS, strength)) for strength in STRENGTHS])

    assert [line.split()[0] for line in text.splitlines()] == ["0%", "2%", "5%", "10%"]


def test_a_way_of_asking_that_is_nearer_to_another_topic_is_named(matcher: Matcher) -> None:
    found = leave_one_out(matcher, "nl")

    assert all(one.topic != one.robber for one in found)
    assert all(0 < len(one.questions) <= one.asked for one in found)
    shares = [len(one.questions) / one.asked for one in found]
    assert shares == sorted(shares, reverse=True)
    assert len(neighbours_text(found).splitlines()) == len(found)
