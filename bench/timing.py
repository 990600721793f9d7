"""How a call is timed here."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timed:
    """Milliseconds of the middle and of the slowest hundredth, and calls a second on one core."""

    p50: float
    p99: float
    per_second: float


def timed(call: Callable[[str], object], texts: Sequence[str], rounds: int) -> Timed:
    """Time `call` on each text, `rounds` times over, after one round that does not count."""
    for text in texts:
        call(text)
    spans = []
    for _ in range(rounds):
        for text in texts:
            begin = time.perf_counter()
            call(text)
            spans.append(time.perf_counter() - begin)
    cuts = statistics.quantiles(spans, n=100)
    return Timed(cuts[49] * 1000, cuts[98] * 1000, len(spans) / sum(spans))
