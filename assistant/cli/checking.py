"""All checks of the content together, and what `thuisbericht check` prints of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.dialogue.content_check import check_commands
from assistant.knowledge import KnowledgeBase
from assistant.knowledge.expiry import stale
from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem
from assistant.knowledge.readability import readability
from assistant.matching import Matcher
from assistant.matching.content_check import check_alarms, check_questions
from assistant.sms.content_check import check_sms


@dataclass(frozen=True)
class Examined:
    """The content, its errors, and its warnings under a heading for each kind; all sorted by file and line."""

    knowledge: KnowledgeBase
    errors: tuple[Problem, ...]
    warnings: tuple[tuple[str, tuple[Problem, ...]], ...]


def examine(folder: Path, today: date, kept: Path | None = None) -> Examined:
    """Every mistake in the content of this folder; `kept` is the folder of what the matcher learned before.

    Raises `ContentError` when nothing can be answered with this content.
    """
    knowledge, problems = load(folder)
    kinds = {
        "Bestanden en vertalingen": problems,
        "Opnieuw controleren": stale(knowledge, today),
        "Sms": check_sms(knowledge),
        "Manieren van vragen": [
            *check_questions(Matcher(knowledge, kept)),
            *check_alarms(knowledge),
            *check_commands(knowledge),
        ],
        "Leesbaarheid": readability(knowledge),
    }
    errors = {one for found in kinds.values() for one in found if one.severity == "error"}
    warnings = {kind: {one for one in found if one.severity == "warning"} for kind, found in kinds.items()}
    return Examined(
        knowledge,
        tuple(sorted(errors)),
        tuple((kind, tuple(sorted(found))) for kind, found in warnings.items() if found),
    )


def as_lines(found: Examined, folder: Path, errors_only: bool = False) -> Iterator[str]:
    """The lines to print: errors first, then warnings by kind, the totals last."""
    if found.errors:
        yield from _group("FOUTEN (de dienst neemt deze bestanden niet over)", found.errors, folder)
    for kind, problems in () if errors_only else found.warnings:
        yield from _group(f"LET OP - {kind}", problems, folder)
    knowledge = found.knowledge
    topics = {topic_id for _, topic_id in knowledge.topics}
    yield (
        f"{len(topics)} onderwerpen in {len(knowledge.languages)} talen, {len(knowledge.municipalities)} gemeenten: "
        f"{len(found.errors)} fouten, {sum(len(problems) for _, problems in found.warnings)} waarschuwingen"
    )


def _group(heading: str, problems: Iterable[Problem], folder: Path) -> Iterator[str]:
    said = [f"{folder / problem.path}:{problem.line}: {problem.text}" for problem in problems]
    yield f"{heading}: {len(said)}"
    yield from said
    yield ""
