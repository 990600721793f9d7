from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.content_check import check_commands
from assistant.knowledge.load import load

PERSON = "nl/steun/mens-spreken.md"


def test_no_question_of_the_village_is_a_command(village: Path) -> None:
    assert check_commands(load(village)[0]) == []


@pytest.mark.parametrize(("question", "name", "code"), [("Stop!", "stop", "nl"), ("more", "more", "en")])
def test_a_question_that_is_a_command_never_reaches_its_topic(
    village: Path, question: str, name: str, code: str
) -> None:
    path = village / PERSON
    path.write_text(path.read_text().replace("- eenzaam", f"- {question}"))

    (problem,) = check_commands(load(village)[0])
    assert (problem.path, problem.severity) == (PERSON, "warning")
    assert path.read_text().splitlines()[problem.line - 1] == f"  - {question}"
    assert problem.text == f"questions: {question!r} is het commando {name} ({code}); schrijf meer"


def test_the_command_for_a_human_gives_a_human_too(village: Path) -> None:
    path = village / PERSON
    path.write_text(path.read_text().replace("- eenzaam", "- mens"))

    assert check_commands(load(village)[0]) == []
