"""Print all figures. `python -m bench`, or `make bench`. Timings are of one core; each yardstick is of the same run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from assistant.dialogue import Dialogue
from assistant.knowledge.load import load
from assistant.matching import Matcher
from assistant.matching.evaluation import read_rows
from bench import labelled, municipalities, search
from bench.answering import nearest_phrase, through_dialogue, through_webhook
from bench.matching import development_set, with_share
from bench.starting import load_memory, start_ups
from bench.timing import Timed, timed

T = TypeVar("T")

_ROOT = Path(__file__).parents[1]


def messages() -> list[str]:
    """The messages of the development set."""
    return [row.text for file in sorted((_ROOT / "tests/data").glob("questions-*.tsv")) for row in read_rows(file)]


def main() -> None:
    """Measure and print."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = messages()
    (knowledge, _), load_seconds = _clocked(lambda: load(_ROOT / "content"))
    matcher, match_seconds = _clocked(lambda: Matcher(knowledge))
    (first, first_memory), (again, memory) = start_ups()
    topics = len({topic_id for _, topic_id in knowledge.topics})
    version = sys.version.split()[0]
    print(f"{topics} topics, {len(knowledge.languages)} languages, {len(texts)} messages, one core, Python {version}")
    print(f"\nfirst start, learning  {first:6.2f} s   {first_memory:6.0f} MB")
    print(f"start, learned before  {again:6.2f} s   {memory:6.0f} MB  (goals 2 s, 150 MB)")
    loaded = load_memory(_ROOT / "content")
    print(f"loading the content    {load_seconds:6.2f} s   {loaded:6.0f} MB  (goals 1.5 s, 150 MB)")
    print(f"learning the matcher   {match_seconds:6.2f} s")
    print(f"\n{'messages':<38}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}{'p99 / yardstick':>18}")
    yardstick = nearest_phrase(knowledge, texts[::20], 1)
    _row("matcher (goal p99 5 ms)", timed(matcher.understand, texts, 3), yardstick)
    _row("dialogue (goal p99 10 ms)", through_dialogue(Dialogue(matcher), texts, 3), yardstick)
    _row("webhook, signed, SQLite (goal 30 ms)", through_webhook(texts, 1), yardstick)
    _row("yardstick: nearest phrase, rapidfuzz", yardstick, yardstick)
    print(f"\n{'search':<38}{'':>10}{'p50 ms':>10}{'p99 ms':>10}{'ratio':>18}")
    for name, p50, p99, ratio in search.measure(knowledge):
        print(f"{name:<48}{p50:>10.2f}{p99:>10.2f}{ratio:>18.2f}")
    asked = [(one.text, one.topics) for one in development_set(matcher) if not one.is_elsewhere]
    for share in (0.1, 1):
        labelled.show_content(with_share(knowledge, share), asked[::5])
    municipalities.show(_ROOT / "content", texts)


def _clocked(call: Callable[[], T]) -> tuple[T, float]:
    begin = time.perf_counter()
    return call(), time.perf_counter() - begin


def _row(name: str, figures: Timed, yardstick: Timed) -> None:
    ratio = figures.p99 / yardstick.p99
    print(f"{name:<38}{figures.per_second:>10.0f}{figures.p50:>10.2f}{figures.p99:>10.2f}{ratio:>18.2f}")


if __name__ == "__main__":
    main()
