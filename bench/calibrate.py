"""Fit assistant/matching/thresholds.yaml to the development set in tests/data: `python -m bench.calibrate`.

Run it after the content has grown by a tenth, or when a part of the matcher has changed. The messages of that set stand
in no content. What was set by hand stays.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.load import load
from assistant.matching import Matcher
from assistant.matching.decision import Thresholds, chance, danger, right_signs, subject_signs, thresholds
from bench.matching import Held, decisions, development_set

WRONG_AT_MOST = 0.036
DECLINED_AT_LEAST = 0.87
FALSE_ALARMS_AT_MOST = 0.008
_ROOT = Path(__file__).parents[1]
_FILE = _ROOT / "assistant/matching/thresholds.yaml"
_ROUNDS = 50
_RIDGE = 1.0

Floats = NDArray[np.float64]


def fit(signs: Sequence[Sequence[float]], truths: Sequence[bool], weights: Floats) -> tuple[float, ...]:
    """Weights of a logistic function, the constant first, by Newton's method. A sign that would count against the
    truth it stands for is a quirk of the folds.
    """
    data = np.column_stack([np.ones(len(signs)), np.array(signs)])
    truth = np.array(truths, dtype=float)
    found = np.zeros(data.shape[1])
    ridge = np.diag([0.0] + [_RIDGE] * (data.shape[1] - 1))
    for _ in range(_ROUNDS):
        expected = 1 / (1 + np.exp(-data @ found))
        slope = data.T @ (weights * (truth - expected)) - ridge @ found
        curve = (data.T * (weights * expected * (1 - expected))) @ data + ridge
        found = found + np.linalg.solve(curve, slope)
    return tuple(round(float(each), 3) for each in found)


def right_weights(held: Sequence[Held]) -> tuple[float, ...]:
    """How far the signs of the best topic tell that it is right."""
    asked = [each for each in held if each.evidence.topics]
    truths = [each.evidence.topics[0][0] in each.topics for each in asked]
    return fit([right_signs(each.evidence, 0) for each in asked], truths, _weights(asked))


def subject_weights(held: Sequence[Held]) -> tuple[float, ...]:
    """How far the signs tell that a message is about our subject; both kinds of messages count the same in all."""
    asked = [each for each in held if each.evidence.topics]
    truths = [not each.is_elsewhere for each in asked]
    weights = _weights(asked)
    share = float(weights @ np.array(truths)) / len(truths)
    both = np.array([1 / share if truth else 1 / (1 - share) for truth in truths]) / 2
    return fit([subject_signs(each.evidence) for each in asked], truths, weights * both)


def danger_limits(held: Sequence[Held], risky: Sequence[Held]) -> dict[str, object]:
    """The weights of the signs of danger, and the lowest chance with at most `FALSE_ALARMS_AT_MOST` of the calm
    messages among `held`. The `risky` ones, all danger or near to it, only help to find the weights.
    """
    both = [*held, *risky]
    weights = fit([each.danger for each in both], [each.is_danger for each in both], np.ones(len(both)))
    calm = [(danger(weights, each.danger), each.weight) for each in held if not each.is_danger]
    return {"danger": weights, "alarm": _just_above(calm, 1 - FALSE_ALARMS_AT_MOST)}


def calibrated(held: list[Held], risky: list[Held], matcher: Matcher, limits: Thresholds) -> Thresholds:
    """These thresholds with the fitted ones: as many answers at once as `WRONG_AT_MOST` allows, and the lowest `ask`
    that declines `DECLINED_AT_LEAST` of what is about something else.
    """
    limits = limits.model_copy(update={"right": right_weights(held), "subject": subject_weights(held)})
    limits = limits.model_copy(update=danger_limits(held, risky))
    outside = [
        (chance(limits.subject, subject_signs(each.evidence)), each.weight) for each in held if each.is_elsewhere
    ]
    limits = limits.model_copy(update={"ask": _just_above(outside, DECLINED_AT_LEAST)})
    for percent in range(30, 100):
        limits = limits.model_copy(update={"answer": percent / 100})
        matcher.limits = limits
        if decisions(held, matcher)["wrong"] <= WRONG_AT_MOST:
            break
    return limits


def _weights(held: Sequence[Held]) -> Floats:
    """The weights of the messages, one on average."""
    weights: Floats = np.array([each.weight for each in held])
    weights *= len(held) / weights.sum()
    return weights


def _just_above(chances: Sequence[tuple[float, float]], share: float) -> float:
    """The lowest threshold, in thousandths, below which at least this share of (chance, weight) is."""
    highest, weights = np.array(sorted(chances)).T
    place = int(np.searchsorted(np.cumsum(weights), share * weights.sum()))
    return (math.floor(float(highest[min(place, len(highest) - 1)]) * 1000) + 1) / 1000


def write(limits: Thresholds) -> None:
    """Put the fitted numbers in the file; its comments and what was set by hand stay."""
    text = _FILE.read_text(encoding="utf-8")
    for key in ("right", "subject", "danger", "alarm", "answer", "ask"):
        value = getattr(limits, key)
        shown = f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)
        text = re.sub(rf"^{key}: .*$", f"{key}: {shown}", text, flags=re.MULTILINE)
    _FILE.write_text(text, encoding="utf-8")


def main() -> None:
    """Fit, write, and print what the decisions come down to."""
    matcher = Matcher(load(_ROOT / "content")[0], _ROOT / "var" / "cache")
    held = list(development_set(matcher))
    risky = list(development_set(matcher, "danger.tsv"))
    limits = calibrated(held, risky, matcher, thresholds())
    write(limits)
    print(limits)
    for name, share in decisions(held, matcher).items():
        print(f"{name:<20} {share:.3f}")


if __name__ == "__main__":
    main()
