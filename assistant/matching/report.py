"""An evaluation as a table to read and as data to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.matching.evaluation import Evaluation, Judged, said
from assistant.matching.misplaced import Misplaced
from assistant.matching.neighbours import Robbed
from assistant.matching.noise import STRENGTHS
from assistant.matching.synonyms import Effect

_EXAMPLES = 15
_WIDTH = 70
_MOST_NEIGHBOURS = 40


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
        "foreign": _count(evaluation.of_kind("foreign"), lambda each: each.verdict == "right"),
        "calibration": [
            {"score": round(score, 3), "right": round(right, 3), "rows": rows}
            for score, right, rows in evaluation.calibration
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
        f"other languages    {_share(figures['foreign'])}",
    ]
    for title in ("by_language", "by_tag", "by_topic"):
        lines += ["", title.replace("_", " ")]
        lines += [f"  {name:<26} {_line(tally)}" for name, tally in figures[title].items()]
    lines += ["", "worst confusions (expected -> got)"]
    lines += [
        f"  {count}x {expected} -> {got}: {example[:_WIDTH]}"
        for expected, got, count, example in evaluation.confusions[:_EXAMPLES]
    ]
    lines += ["", "calibration (score, share right, questions)"]
    lines += [f"  {score:.2f}  {right:.2f}  {rows:>4}" for score, right, rows in evaluation.calibration]
    return "\n".join([*lines, "", crisis_text(evaluation)])


def crisis_text(evaluation: Evaluation) -> str:
    """Each crisis message that was not found, and each message without danger that raised an alarm."""
    missed = [each for each in evaluation.crises if each.verdict != "right"]
    lines = [f"crisis: {len(evaluation.crises) - len(missed)} of {len(evaluation.crises)} found"]
    lines += [f"  missed crisis ({'|'.join(each.row.expected)}): {each.row.text}" for each in missed]
    lines += [f"false alarms: {len(evaluation.false_alarms)}"]
    lines += [f"  false alarm ({said(each.match)}): {each.row.text}" for each in evaluation.false_alarms]
    return "\n".join(lines)


def as_markdown(evaluation: Evaluation) -> str:
    """The scorecard: every figure beside its goal, then tags, topics that are asked back or lost, and calibration."""
    figures = as_dict(evaluation)
    questions, crisis = figures["questions"], figures["crisis"]
    calm = figures["rows"] - crisis["rows"]
    rows: list[tuple[str, float, str, str]] = [
        ("right at once", questions["right"] / (questions["rows"] or 1), "85 %", _of(questions)),
        ("right at once or asked", questions["share"] or 0.0, "95 %", f"{questions['rows']} questions"),
        ("crisis found", crisis["found"] / (crisis["rows"] or 1), "98 %", f"{crisis['rows']} messages"),
        ("false alarms", crisis["false_alarms"] / (calm or 1), "under 1 %", f"{calm} calm messages"),
    ]
    for name, key, goal in _COUNTED:
        rows.append((name, figures[key]["share"] or 0.0, goal, _of(figures[key])))
    lines = ["| what | now | goal | of |", "| --- | --- | --- | --- |"]
    lines += [f"| {name} | {share:.1%} | {goal} | {of} |" for name, share, goal, of in rows]
    lines += ["", "| tag | questions | right at once | right or asked |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {tag} | {tally['rows']} | {tally['right'] / tally['rows']:.0%} | {tally['share']:.0%} |"
        for tag, tally in figures["by_tag"].items()
    ]
    lines += ["", "| score | share right | questions |", "| --- | --- | --- |"]
    lines += [f"| {score:.2f} | {right:.2f} | {rows} |" for score, right, rows in evaluation.calibration]
    return "\n".join(lines) + "\n"


_COUNTED = (
    ("declined outside the subject", "outside_the_subject", "90 %"),
    ("language of nl and en", "language", "98.5 %"),
    ("named place", "place", "95 %"),
    ("small talk", "smalltalk", "90 %"),
    ("other languages told apart", "foreign", ""),
)


def _of(counts: dict[str, Any]) -> str:
    return f"{counts['right']} of {counts['rows']}"


def noise_text(clean: Evaluation, mistyped: Sequence[Evaluation]) -> str:
    """What mistyped letters cost, a line for each strength; the first is without."""
    lines = []
    for share, evaluation in zip((0.0, *STRENGTHS), (clean, *mistyped), strict=True):
        tally = _tally(evaluation.of_kind("topic"))
        lines.append(f"{share:>4.0%} of the letters mistyped  {_line(tally)}")
    return "\n".join(lines)


def neighbours_text(robbed: Sequence[Robbed]) -> str:
    """The topics that lose most ways of asking to another one, with an example of each."""
    return "\n".join(
        f"{one.topic} -> {one.robber}: {len(one.questions)} of {one.asked}, such as: {one.questions[0][:_WIDTH]}"
        for one in robbed[:_MOST_NEIGHBOURS]
    )


def alarms_text(found: Sequence[Misplaced]) -> str:
    """The phrases that stand in the wrong list, each with a calm message that holds it."""
    lines = [
        f"{one.path}: danger {one.danger}, calm {one.calm}: {one.heard.phrase}"
        + (f"  such as: {one.example[:_WIDTH]}" if one.example else "")
        for one in found
    ]
    return "\n".join([*lines, f"{len(lines)} phrases to move between alarm and hint"])


def synonyms_text(effects: Sequence[Effect]) -> str:
    """What each line of the synonyms changes; those that change nothing are counted, as are those of which no message
    has a word.
    """
    lines = [
        f"{one.path:<18} {one.meaning:<22} read {one.read:>4}  better {len(one.better):>3}  worse {len(one.worse):>3}"
        f"   {(*one.better, *one.worse)[0][:_WIDTH]}"
        for one in effects
        if one.better or one.worse
    ]
    still = [one for one in effects if not one.better and not one.worse]
    unread = sum(not one.read for one in still)
    lines.append(f"{len(still) - unread} more lines change nothing; of {unread} no message has a word")
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
