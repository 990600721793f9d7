"""How fast search is and how often it is right, with SQLite FTS5 over the same texts as the yardstick."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assistant.knowledge import KnowledgeBase
from assistant.knowledge.load import load
from assistant.knowledge.plain import plain
from assistant.search import SearchIndex
from assistant.search.analyser import words_of

MOST_QUESTIONS = 300
_FOLDS = 5
_SCHEMA = "CREATE VIRTUAL TABLE topic USING fts5(id UNINDEXED, title, questions, text, tokenize = 'porter unicode61')"
_SELECT = "SELECT id FROM topic WHERE topic MATCH ? ORDER BY bm25(topic, 0, 2.5, 2, 1) LIMIT 10"

Asked = tuple[str, str, str]


class Row(NamedTuple):
    """Milliseconds of one search, and its median divided by that of FTS5."""

    name: str
    p50_ms: float
    p99_ms: float
    ratio: float


class Found(NamedTuple):
    """The share of questions whose topic comes first, and among the first three topics; the same for FTS5."""

    name: str
    first: float
    in_three: float
    fts5_first: float
    fts5_in_three: float


def measure(knowledge: KnowledgeBase) -> list[Row]:
    """Times of questions as people type them, misspelled ones, and typing; at most `MOST_QUESTIONS` of each."""
    rows = []
    for code in knowledge.languages:
        index, yardstick = SearchIndex(knowledge), _Fts5(knowledge, code)
        texts = [text for text, _, _ in _sample(_asked(knowledge, code))]
        kinds = {
            "questions": texts,
            "misspelled": [_misspelled(text, position) for position, text in enumerate(texts)],
            "typing": [text[: 3 + position % 9] for position, text in enumerate(texts)],
        }
        for kind, questions in kinds.items():
            p50, p99 = _times(partial(index.search, language=code), questions)
            fts5, _ = _times(yardstick.search, questions)
            rows.append(Row(f"search {code}, {kind}", p50, p99, p50 / fts5))
    return rows


def build_ms(knowledge: KnowledgeBase) -> float:
    """Milliseconds to make the index of all languages; the median of three."""
    return sorted(_time(partial(SearchIndex, knowledge)) for _ in range(3))[1]


def quality(knowledge: KnowledgeBase) -> list[Found]:
    """How often the right topic is found for ways of asking that were left out of the index, a fifth at a time."""
    found = []
    for code in knowledge.languages:
        for name, change in (("held out", _as_written), ("held out, misspelled", _misspelled)):
            ours, theirs, total = [0, 0], [0, 0], 0
            for part, held in _parts(knowledge, code):
                index, yardstick = SearchIndex(part), _Fts5(part, code)
                total += len(held)
                for position, (text, _, topic_id) in enumerate(held):
                    typed = change(text, position)
                    hits = index.search(typed, code, limit=20).hits
                    _count(ours, topic_id, [hit.topic.id for hit in hits if hit.topic])
                    _count(theirs, topic_id, yardstick.search(typed))
            found.append(Found(f"{code}, {name}", *(count / total for count in (*ours, *theirs))))
    return found


def _count(counts: list[int], topic_id: str, ids: Sequence[str]) -> None:
    counts[0] += topic_id in ids[:1]
    counts[1] += topic_id in ids[:3]


class _Fts5:
    """SQLite's full-text search over the topics of one language, any word of the question, weighted as ours is."""

    def __init__(self, knowledge: KnowledgeBase, code: str) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(_SCHEMA)
        for topic in knowledge.topics_of(code):
            text = "\n".join(plain(section) for section in topic.sections.values())
            row = (topic.id, f"{topic.title} {topic.label or ''}", "\n".join(topic.questions), text)
            self._database.execute("INSERT INTO topic VALUES (?, ?, ?, ?)", row)

    def search(self, text: str) -> list[str]:
        words = " OR ".join(f'"{word.folded}"' for word in words_of(text))
        return [topic_id for (topic_id,) in self._database.execute(_SELECT, (words,))] if words else []


def _asked(knowledge: KnowledgeBase, code: str) -> list[Asked]:
    return [(question, code, topic.id) for topic in knowledge.topics_of(code) for question in topic.questions]


def _sample(asked: list[Asked]) -> list[Asked]:
    return asked[:: max(1, -(-len(asked) // MOST_QUESTIONS))]


def _parts(knowledge: KnowledgeBase, code: str) -> Iterator[tuple[KnowledgeBase, list[Asked]]]:
    for part in range(_FOLDS):
        topics = dict(knowledge.topics)
        held = []
        for topic in knowledge.topics_of(code):
            kept = tuple(text for position, text in enumerate(topic.questions) if position % _FOLDS != part)
            topics[code, topic.id] = topic.model_copy(update={"questions": kept})
            held += [(text, code, topic.id) for text in topic.questions[part::_FOLDS]]
        yield replace(knowledge, topics=topics), held


def _as_written(text: str, _seed: int) -> str:
    return text


def _misspelled(text: str, seed: int) -> str:
    """The text with one slip in its longest word: two letters swapped, one left out or one doubled."""
    words, chance = text.split(), random.Random(seed)
    longest = max(range(len(words)), key=lambda position: len(words[position]))
    word = words[longest]
    if len(word) > 4:
        at = chance.randrange(1, len(word) - 1)
        before, here, after = word[:at], word[at], word[at + 1 :]
        slips = (before + after[0] + here + after[1:], before + after, before + here + here + after)
        words[longest] = chance.choice(slips)
    return " ".join(words)


def _times(search: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    search(texts[0])
    times = sorted(_time(partial(search, text)) for text in texts)
    return times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print all figures for the content of this checkout."""
    knowledge, _ = load(Path("content"))
    print(f"build, {len(knowledge.topics)} topics: {build_ms(knowledge):.0f} ms")
    for row in measure(knowledge):
        print(f"{row.name:24} p50 {row.p50_ms:6.2f} ms  p99 {row.p99_ms:6.2f} ms  {row.ratio:5.1f} x FTS5")
    for found in quality(knowledge):
        ours, theirs = (found.first, found.in_three), (found.fts5_first, found.fts5_in_three)
        print(f"{found.name:24} first {ours[0]:.3f}  in three {ours[1]:.3f}  FTS5 {theirs[0]:.3f} {theirs[1]:.3f}")


if __name__ == "__main__":
    main()
