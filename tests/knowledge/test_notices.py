"""A notice of a municipality: when it holds, where it stands, and what an editor may get wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.knowledge import KnowledgeBase
from assistant.knowledge.load import load
from assistant.knowledge.notices import LONGEST_NOTICE
from assistant.knowledge.problem import Problem

Write = Callable[[str], tuple[KnowledgeBase, list[Problem]]]

COLD = "{from: 2026-12-01, until: 2026-12-03, nl: Extra bedden., en: Extra beds."
DURING = date(2026, 12, 2)


@pytest.fixture
def write(folder: Path) -> Write:
    """Put a notice into the file of Dordrecht, and give what is loaded and the mistakes in that file."""

    def put(notice: str) -> tuple[KnowledgeBase, list[Problem]]:
        path = folder / "local/dordrecht.yaml"
        text = path.read_text()
        path.write_text(f"{text.partition('notices:')[0]}\nnotices:\n  - {notice}\n")
        knowledge, problems = load(folder)
        return knowledge, [problem for problem in problems if problem.path == "local/dordrecht.yaml"]

    return put


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2026, 11, 30), 0), (date(2026, 12, 1), 1), (date(2026, 12, 3), 1), (date(2026, 12, 4), 0)],
)
def test_it_holds_from_its_first_day_to_its_last_and_then_expires(write: Write, day: date, shown: int) -> None:
    knowledge, _ = write(COLD + "}")

    assert len(knowledge.notices_for("dordrecht", day)) == shown


def test_it_is_shown_in_its_own_municipality_only(write: Write) -> None:
    knowledge, _ = write(COLD + "}")

    assert knowledge.notices_for("amsterdam", DURING) == ()
    assert knowledge.notices_for(None, DURING) == ()


def test_a_national_notice_is_shown_everywhere_behind_the_local_one(write: Write, folder: Path) -> None:
    nation = folder / "local/nederland.yaml"
    nation.write_text(nation.read_text() + "\nnotices:\n  - {from: 2026-12-01, until: 2026-12-03, nl: Storm.}\n")
    knowledge, _ = write(COLD + "}")

    said = [notice.text("nl") for notice in knowledge.notices_for("dordrecht", DURING)]
    assert said == ["Extra bedden.", "Storm."]
    assert len(knowledge.notices_for("amsterdam", DURING)) == 1


def test_it_may_be_about_some_topics_or_kinds_of_service(write: Write) -> None:
    for limit in ("topics: [slaapplek-vannacht]", "kinds: [nachtopvang]"):
        knowledge, problems = write(f"{COLD}, {limit}}}")
        tonight, digid = knowledge.topic("nl", "slaapplek-vannacht"), knowledge.topic("nl", "digid")

        assert problems == []
        assert len(knowledge.notices_for("dordrecht", DURING, tonight)) == 1
        assert knowledge.notices_for("dordrecht", DURING, digid) == ()
        assert len(knowledge.notices_for("dordrecht", DURING)) == 1


def test_a_language_without_its_text_gets_the_dutch_one(write: Write) -> None:
    knowledge, _ = write("{from: 2026-12-01, until: 2026-12-03, nl: Extra bedden.}")
    (notice,) = knowledge.notices_for("dordrecht", DURING)

    assert (notice.text("en"), notice.codes) == ("Extra bedden.", ("nl",))


@pytest.mark.parametrize(
    ("notice", "says"),
    [
        ("{from: 2026-12-01, until: 2026-12-03, en: Cold.}", "de tekst onder nl: ontbreekt"),
        ("{from: 2026-12-03, until: 2026-12-01, nl: Kou.}", "until ligt voor from"),
        ("{from: morgen, until: 2026-12-03, nl: Kou.}", "'morgen' is geen datum"),
        ("{until: 2026-12-03, nl: Kou.}", "from: ontbreekt"),
        (f"{{from: 2026-12-01, until: 2026-12-03, nl: {'x' * (LONGEST_NOTICE + 1)}}}", "hoogstens 100 tekens"),
        (COLD + ", onderwerpen: x}", "'onderwerpen' ken ik niet"),
        (COLD + ", topics: [slaapplek]}", "'slaapplek' bestaat niet"),
        (COLD + ", kinds: [bed]}", "'bed' bestaat niet"),
        (COLD + ", fr: Froid.}", "'fr' bestaat niet"),
    ],
)
def test_a_mistake_in_a_notice_is_named_with_its_line(write: Write, folder: Path, notice: str, says: str) -> None:
    _, problems = write(notice)

    found = [problem for problem in problems if says in problem.text]
    assert found, [str(problem) for problem in problems]
    assert found[0].line == len((folder / "local/dordrecht.yaml").read_text().splitlines())
