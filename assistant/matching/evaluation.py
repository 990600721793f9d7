"""How well the matcher does on a file of questions with known answers. The questions are never part of the content."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.matching.matcher import Matcher
from assistant.matching.model import Match

COLUMNS = ("text", "lang", "expected", "place", "tags")

Verdict = Literal["right", "asked", "lost", "absent"]
Kind = Literal["topic", "out", "smalltalk", "foreign"]

SPOKEN = ("nl", "en", "mixed", "")
"""Values of the column `lang` for messages that are to be answered; another one is to get a line in that language."""

_OUT = "@out"


class QuestionFileError(Exception):
    """The question file cannot be read; the message names the line and what to write."""


@dataclass(frozen=True)
class Row:
    """One question. `expected` are topic ids of which any is right, `@out`, or small talk (`@hello`)."""

    text: str
    lang: str
    expected: tuple[str, ...]
    place: str
    tags: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """`out` where declining is right, `smalltalk` where only small talk is, `foreign` in other languages."""
        if self.lang not in SPOKEN:
            return "foreign"
        if _OUT in self.expected:
            return "out"
        return "smalltalk" if all(each.startswith("@") for each in self.expected) else "topic"


@dataclass(frozen=True)
class Judged:
    """A row, what the matcher made of it, and whether that is right. `place` is the municipality that was meant."""

    row: Row
    match: Match
    verdict: Verdict
    place: str | None


@dataclass(frozen=True)
class Evaluation:
    """All rows with their verdicts. Rows whose topic is not in the content yet are `absent` and count in no score."""

    judged: tuple[Judged, ...]

    def of_kind(self, kind: Kind) -> tuple[Judged, ...]:
        """The scored rows of this kind."""
        return tuple(each for each in self.judged if each.row.kind == kind and each.verdict != "absent")

    @property
    def absent(self) -> tuple[Judged, ...]:
        """Rows that ask for a topic that is not in the content yet."""
        return tuple(each for each in self.judged if each.verdict == "absent")

    @property
    def crises(self) -> tuple[Judged, ...]:
        """The scored rows that hold danger."""
        return tuple(each for each in self.of_kind("topic") if "crisis" in each.row.tags)

    @property
    def crises_found(self) -> tuple[Judged, ...]:
        """The crisis rows that get the crisis text first: by an alarm, or because that topic is the answer."""
        return tuple(each for each in self.crises if each.verdict == "right")

    @property
    def alarms_found(self) -> tuple[Judged, ...]:
        """The crisis rows found by an alarm phrase."""
        return tuple(each for each in self.crises if each.match.crisis in each.row.expected)

    @property
    def false_alarms(self) -> tuple[Judged, ...]:
        """Rows without danger in which an alarm was found; `absent` rows count too."""
        return tuple(each for each in self.judged if each.match.crisis and "crisis" not in each.row.tags)

    @property
    def calibration(self) -> list[tuple[float, float, int]]:
        """(mean score, share right, rows) of the best topic, by tenths of the score: equal where score is chance."""
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for each in self.of_kind("topic"):
            if each.match.topics and not each.match.crisis:
                best = each.match.topics[0]
                bins[min(9, int(best.score * 10))].append((best.score, best.id in each.row.expected))
        return [
            (sum(score for score, _ in found) / len(found), sum(right for _, right in found) / len(found), len(found))
            for _, found in sorted(bins.items())
        ]

    @property
    def confusions(self) -> list[tuple[str, str, int, str]]:
        """(expected, what came instead, how often, one such question), the worst first."""
        wrong = [each for each in self.judged if each.verdict == "lost"]
        counts = Counter(("|".join(each.row.expected), said(each.match)) for each in wrong)
        examples = {("|".join(each.row.expected), said(each.match)): each.row.text for each in reversed(wrong)}
        return [(*pair, count, examples[pair]) for pair, count in counts.most_common()]


def said(match: Match) -> str:
    """What a match comes down to, in a word or two."""
    if match.crisis:
        return f"crisis {match.crisis}"
    if match.smalltalk:
        return f"@{match.smalltalk}"
    topics = "/".join(scored.id for scored in match.topics[: 1 if match.outcome == "answer" else None])
    return f"ask {topics}" if match.outcome == "ask" else topics or match.outcome


def read_rows(path: Path) -> list[Row]:
    """The rows of a TSV file with the columns text, lang, expected, place, tags; the last two may be empty or left out.

    Raises `QuestionFileError`.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path}: cannot be read as a UTF-8 text file ({error})") from error
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    missing = [column for column in COLUMNS[:3] if column not in (reader.fieldnames or ())]
    if missing:
        raise QuestionFileError(f"{path}:1: no column {', '.join(missing)}; begin with a line: {' TAB '.join(COLUMNS)}")
    rows = []
    for row in reader:
        if not row["text"] or not row["expected"]:
            raise QuestionFileError(f"{path}:{reader.line_num}: text or expected is empty")
        place, tags = row.get("place") or "", row.get("tags") or ""
        rows.append(Row(row["text"], row["lang"], _split(row["expected"], "|"), place.strip(), _split(tags, ",")))
    return rows


def _split(cell: str, by: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(by) if piece.strip())


def evaluate(matcher: Matcher, rows: Iterable[Row]) -> Evaluation:
    """Let the matcher read every row as the first message of a conversation, and judge what it made of it."""
    return Evaluation(tuple(_judged(matcher, rows)))


def _judged(matcher: Matcher, rows: Iterable[Row]) -> Iterator[Judged]:
    topics = {topic for _, topic in matcher.knowledge.topics}
    for row in rows:
        match = matcher.understand(row.text)
        place = matcher.find_place(row.place) if row.place else None
        yield Judged(row, match, _verdict(row, match, topics), place)


def _verdict(row: Row, match: Match, topics: set[str]) -> Verdict:
    if row.kind == "foreign":
        return "right" if match.foreign == row.lang else "lost"
    if row.kind == "topic" and not topics.intersection(row.expected):
        return "absent"
    if match.crisis in row.expected:
        return "right"
    if match.smalltalk:
        return "right" if f"@{match.smalltalk}" in row.expected else "lost"
    return _topic_verdict(row.expected, match)


def _topic_verdict(expected: Sequence[str], match: Match) -> Verdict:
    found = [scored.id in expected for scored in match.topics]
    if match.outcome == "unknown":
        return "right" if _OUT in expected and not match.crisis else "lost"
    if match.outcome == "answer":
        return "right" if found[0] else "lost"
    return "asked" if any(found) else "lost"
