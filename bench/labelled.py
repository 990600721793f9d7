"""The engine away from our content: train and test it on any file of texts with labels.

`python -m bench.labelled data_full.json [--per-label 20]` reads the format of CLINC150's `data_full.json`: lists
`train` and `test` of pairs of a text and its label. Printed: how often the right label comes first and among the first
three, for our engine, for rapidfuzz's nearest phrase, and for scikit-learn's linear SVM over TF-IDF of words and
letters. The labels become topics of one language without meanings.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click
import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

from assistant.knowledge import DateWords, KnowledgeBase, Language, Municipality, Topic
from assistant.knowledge.shape import Source
from assistant.knowledge.words import MatchWords
from assistant.matching import Matcher

Texts = Sequence[tuple[str, str]]
Ranking = Callable[[str], Sequence[str]]
"""The labels of a text, best first; at least three."""

_DAY = date(2026, 11, 21)


def content_of(texts: Texts) -> KnowledgeBase:
    """A knowledge base in which each label is a topic with its texts as ways of asking."""
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for text, label in texts:
        asked[label].append(text)
    source = Source(title="labelled texts", read=_DAY)
    topics = {
        ("en", label): Topic(
            id=label,
            area="",
            language="en",
            path=f"en/{label}.md",
            lines={},
            sections={},
            revision="",
            title=label.replace("_", " "),
            sms=label.replace("_", " "),
            questions=tuple(questions),
            sources=(source,),
            checked=_DAY,
            check_before=_DAY,
        )
        for label, questions in asked.items()
    }
    words = MatchWords(function_words=(), spelling={}, sounds={}, before_place=(), away_from=(), meanings={})
    language = Language(
        code="en",
        name="English",
        headings={},
        areas={},
        kinds={},
        commands={},
        yes=(),
        no=(),
        smalltalk={},
        dates=DateWords(),
        words=words,
        messages={},
    )
    nation = Municipality(id="nederland", path="local/nederland.yaml", name="Nederland")
    return KnowledgeBase(
        languages={"en": language}, topics=topics, municipalities={}, places=(), plans={}, revision="", nation=nation
    )


def engine(texts: Texts) -> Ranking:
    """Our matcher."""
    return matcher_ranking(Matcher(content_of(texts)))


def matcher_ranking(matcher: Matcher) -> Ranking:
    """What a matcher finds most likely."""
    return lambda text: [topic for topic, _ in matcher.weigh(text).topics[:3]]


def nearest_phrase(texts: Texts) -> Ranking:
    """rapidfuzz's nearest phrase by `token_set_ratio`."""
    phrases, labels = zip(*texts, strict=True)

    def rank(text: str) -> list[str]:
        found = process.extract(text, phrases, scorer=fuzz.token_set_ratio, limit=30)
        return list(dict.fromkeys(labels[number] for _, _, number in found))[:3]

    return rank


def linear_svm(texts: Texts) -> Ranking:
    """scikit-learn: TF-IDF of words 1-2 and of letters 3-5, and a linear SVM."""
    words, letters = TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    vectors = make_union(words, letters)
    model = LinearSVC().fit(vectors.fit_transform([text for text, _ in texts]), [label for _, label in texts])

    def rank(text: str) -> list[str]:
        scores = model.decision_function(vectors.transform([text]))[0]
        return [str(model.classes_[place]) for place in np.argsort(-scores)[:3]]

    return rank


METHODS = {
    "our engine": engine,
    "nearest phrase (token_set_ratio)": nearest_phrase,
    "TF-IDF + linear SVM (scikit-learn)": linear_svm,
}


def measure(train: Texts, test: Texts) -> list[tuple[str, float, float, float, float]]:
    """(method, share first, share in three, seconds to build, milliseconds a text) for each of `METHODS`."""
    rows = []
    for name, build in METHODS.items():
        begin = time.process_time()
        rank = build(train)
        built = time.process_time()
        ranked = [(rank(text), label) for text, label in test]
        asked = time.process_time()
        first = sum(labels[:1] == [label] for labels, label in ranked) / len(test)
        three = sum(label in labels for labels, label in ranked) / len(test)
        rows.append((name, first, three, built - begin, (asked - built) / len(test) * 1000))
    return rows


def show_content(knowledge: KnowledgeBase, messages: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """The same for our engine with all its content: `messages`, and the topics of which any is right for each."""
    phrases = [(said, topic.id) for topic in knowledge.topics.values() for said in (*topic.questions, topic.title)]
    print(f"\n{len(phrases)} ways of asking; {len(messages)} messages that stand in none of them")
    print(f"{'method':<38}{'first':>8}{'in three':>10}{'build s':>10}{'p50 ms':>10}{'p99 ms':>10}")
    for name, build in METHODS.items():
        begin = time.process_time()
        rank = matcher_ranking(Matcher(knowledge)) if build is engine else build(phrases)
        built = time.process_time() - begin
        spans, first, three = [], 0, 0
        for text, right in messages:
            begin = time.perf_counter()
            labels = rank(text)
            spans.append((time.perf_counter() - begin) * 1000)
            first += labels[0] in right
            three += not set(right).isdisjoint(labels)
        cuts = statistics.quantiles(spans, n=100)
        shares = f"{first / len(messages):>8.3f}{three / len(messages):>10.3f}"
        print(f"{name:<38}{shares}{built:>10.2f}{cuts[49]:>10.2f}{cuts[98]:>10.2f}")


def show(train: Texts, test: Texts) -> None:
    """Print the table."""
    labels = len({label for _, label in train})
    print(f"\n{len(train)} texts of {labels} labels; {len(test)} to be told")
    print(f"{'method':<38}{'first':>8}{'in three':>10}{'build s':>10}{'ms a text':>12}")
    for name, first, three, seconds, each in measure(train, test):
        print(f"{name:<38}{first:>8.3f}{three:>10.3f}{seconds:>10.2f}{each:>12.2f}")


@click.command(help=__doc__)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--per-label", default=0, help="Train on no more than so many texts of each label.")
def main(file: Path, per_label: int) -> None:
    """Train on the file and test on it."""
    data = json.loads(file.read_text(encoding="utf-8"))
    seen: defaultdict[str, int] = defaultdict(int)
    train = []
    for text, label in data["train"]:
        seen[label] += 1
        if not per_label or seen[label] <= per_label:
            train.append((text, label))
    show(train, [(text, label) for text, label in data["test"]])


if __name__ == "__main__":
    main()
