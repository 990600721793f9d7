"""An evaluation as a table to read and as data to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.matching.evaluation import Evaluation, Judged, said

_EXAMPLES = 15
_WIDTH = 70


def as_dict(evaluation: Evaluation, languages: Iterable[str] = ("nl", "en")) -> dict[str, Any]:
    """Every figure of the evaluation. Counts are rows; `share` is of the rows of that line."""
    topics = evaluation.of_kind("topic")
    spoken = [each for each in evaluation.judged if each.row.lang in set(languages)]
    placed = [each for each in evaluation.judged if each.row.place]
    unplaced = [each for each in evaluation.judged if not each.row.place]
    return {
        "rows": len(evaluation.judged),
        "topic_not_in_content": len(evaluation.absent),
        "questions": _tally(topics),
        "crisis": {
            "rows": len(evaluation.crises),
            "found": len(evaluation.crises_found),
            "by_alarm": len(evaluation.alarms_found),
            "false_alarms": len(evaluation.false_alarms),
        },
        "outside_the_subject": _count(evaluation.of_kind("out"), lambda each: each.verdict == "right"),
        "smalltalk": _count(evaluation.of_kind("smalltalk"), lambda each: each.verdict == "right"),
        "language": {
            **_count(spoken, lambda each: each.match.language == each.row.lang),
            "not_told": sum(each.match.language is None for each in spoken),
        },
        "place": {
            **_count(placed, lambda each: each.place is not None and each.match.place == each.place),
            "false": sum(each.match.place is not None for each in unplaced),
        },
        "by_language": _grouped(topics, lambda each: [each.row.lang]),
        "by_tag": _grouped(topics, lambda each: each.row.tags),
        "by_topic": _grouped(topics, lambda each: each.row.expected[:1]),
        "confusions": [
            {"expected": expected, "got": got, "rows": count, "example": example}
            for expected, got, count, example in evaluation.confusions
        ],
        "missed_crises": [each.row.text for each in evaluation.crises if each.verdict != "right"],
        "false_alarm_texts": [each.row.text for each in evaluation.false_alarms],
    }


def as_text(evaluation: Evaluation) -> str:
    """The figures as lines to read in a terminal, ending with the worst confusions."""
    figures = as_dict(evaluation)
    crisis, language, place = figures["crisis"], figures["language"], figures["place"]
    lines = [
        f"{figures['rows']} questions, {figures['topic_not_in_content']} of them for a topic not in the content yet",
        f"questions          {_line(figures['questions'])}",
        f"crisis             {crisis['found']} of {crisis['rows']} found ({crisis['by_alarm']} by alarm), "
        f"{crisis['false_alarms']} false alarms",
        f"outside declined   {_share(figures['outside_the_subject'])}",
        f"small talk         {_share(figures['smalltalk'])}",
        f"language           {_share(language)}, {language['not_told']} not told",
        f"place              {_share(place)}, {place['false']} where none is named",
    ]
    for title in ("by_language", "by_tag", "by_topic"):
        lines += ["", title.replace("_", " ")]
        lines += [f"  {name:<26} {_line(tally)}" for name, tally in figures[title].items()]
    lines += ["", "worst confusions (expected -> got)"]
    lines += [
        f"  {count}x {expected} -> {got}: {example[:_WIDTH]}"
        for expected, got, count, example in evaluation.confusions[:_EXAMPLES]
    ]
    lines += [f"  missed crisis: {text[:_WIDTH]}" for text in figures["missed_crises"]]
    lines += [f"  false alarm ({said(each.match)}): {each.row.text[:_WIDTH]}" for each in evaluation.false_alarms]
    return "\n".join(lines)


def _tally(judged: Sequence[Judged]) -> dict[str, Any]:
    counts = {verdict: sum(each.verdict == verdict for each in judged) for verdict in ("right", "asked", "lost")}
    total = len(judged)
    return {"rows": total, **counts, "share": round((counts["right"] + counts["asked"]) / total, 3) if total else None}


def _count(judged: Sequence[Judged], is_right: Callable[[Judged], bool]) -> dict[str, Any]:
    right = sum(is_right(each) for each in judged)
    return {"rows": len(judged), "right": right, "share": round(right / len(judged), 3) if judged else None}


def _grouped(judged: Iterable[Judged], keys: Callable[[Judged], Iterable[str]]) -> dict[str, Any]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        for key in keys(each):
            groups[key].append(each)
    return {key: _tally(groups[key]) for key in sorted(groups)}


def _line(tally: dict[str, Any]) -> str:
    total = tally["rows"] or 1
    parts = (f"{tally[name]:>4} {words} ({tally[name] / total:.0%})" for name, words in _WORDS)
    return f"{tally['rows']:>4}: {', '.join(parts)}"


_WORDS = (("right", "right at once"), ("asked", "right among asked"), ("lost", "lost"))


def _share(counts: dict[str, Any]) -> str:
    return f"{counts['right']} of {counts['rows']}"
