"""The matcher on the real content. Floors are a little under what docs/matching.md measured; never lower them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from assistant.matching import Matcher
from assistant.matching.evaluation import evaluate, read_rows
from assistant.matching.normalise import words_of
from assistant.matching.report import as_dict

SAMPLES = ("questions-en.tsv", "questions-nl-1.tsv", "questions-nl-2.tsv")
NEARLY = 90
"""Out of 100, by rapidfuzz: what is nearer is the same message with a slip in it."""
SLOWEST = 0.2
"""Ten times the promise of 20 ms, since tests run under coverage: it catches what grows faster than the message."""


def written(real: Matcher) -> set[tuple[str, ...]]:
    """Everything of two words or more that the matcher learns from or compares with."""
    languages = real.knowledge.languages.values()
    lines = [line for topic in real.knowledge.topics.values() for line in (*topic.questions, *topic.alarm, *topic.calm)]
    for language in languages:
        words = language.words
        lines += [*words.elsewhere, *words.spelling, *words.spelling.values(), *words.counted, *words.without]
        lines += [entry for entries in words.meanings.values() for entry in entries]
        lines += [saying for talk in language.smalltalk.values() for saying in talk.says]
    return {words for line in lines if len(words := tuple(words_of(line))) > 1}


def test_no_sample_question_is_in_the_content(real: Matcher, data: Path) -> None:
    samples = {tuple(words_of(row.text)) for name in SAMPLES for row in read_rows(data / name)}
    assert not samples & written(real)


def test_no_sample_question_is_nearly_in_the_content(real: Matcher, data: Path) -> None:
    samples = [row.text.lower() for name in SAMPLES for row in read_rows(data / name) if len(row.text) > 20]
    lines = [" ".join(words) for words in written(real)]
    near = [
        (text, found[0])
        for text in samples
        if (found := process.extractOne(text, lines, scorer=fuzz.ratio, score_cutoff=NEARLY))
    ]
    assert not near


def test_every_way_of_asking_finds_its_topic(real: Matcher) -> None:
    missed = []
    for topic in real.knowledge.topics.values():
        for question in topic.questions[::16]:
            match = real.understand(question)
            if topic.id not in {match.crisis, *(scored.id for scored in match.topics)}:
                missed.append((topic.id, question))
    asked = sum(len(topic.questions[::16]) for topic in real.knowledge.topics.values())
    assert len(missed) < 0.02 * asked, missed


def test_the_samples_score_what_was_measured(real: Matcher, data: Path) -> None:
    figures = as_dict(evaluate(real, [row for name in SAMPLES for row in read_rows(data / name)]))
    assert figures["questions"]["share"] >= 0.90
    assert figures["questions"]["right"] / figures["questions"]["rows"] >= 0.81
    assert figures["outside_the_subject"]["share"] >= 0.80
    assert figures["crisis"]["found"] >= 23
    assert figures["crisis"]["false_alarms"] <= 4
    assert figures["language"]["share"] >= 0.95
    assert figures["place"]["share"] >= 0.95


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_meaning_stands_in_every_language(real: Matcher, language: str) -> None:
    keys = [set(each.words.meanings) for each in real.knowledge.languages.values()]
    assert set(real.knowledge.languages[language].words.meanings) == set.union(*keys)


def test_the_places_are_those_of_342_municipalities(real: Matcher) -> None:
    assert len({place.municipality for place in real.knowledge.places}) == 342


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in den bosch", "s-hertogenbosch"),
        ("zandam", "zaanstad"),
        ("Rdam", "rotterdam"),
        ("mokum", "amsterdam"),
        ("at city hall", None),
        ("wat is het beste", None),
        ("ik zit in de put", None),
        ("in the hague", "den-haag"),
    ],
)
def test_it_knows_the_everyday_names_of_places(real: Matcher, text: str, place: str | None) -> None:
    assert real.understand(text).place == place


@pytest.mark.parametrize("text", ["a" * 1600, "slapen wonne xyzq briefaddres " * 100, "😀" * 800, "где спать " * 160])
def test_the_worst_text_is_read_in_a_blink(real: Matcher, text: str) -> None:
    def once() -> float:
        start = time.perf_counter()
        real.understand(text)
        return time.perf_counter() - start

    assert min(once() for _ in range(5)) < SLOWEST
