from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.knowledge import KnowledgeBase
from assistant.knowledge.watch import Watched

BRIEFADRES = "nl/wonen/briefadres.md"


def _title(knowledge: KnowledgeBase) -> str:
    topic = knowledge.topic("nl", "briefadres")
    return topic.title if topic else ""


@pytest.fixture
def folder(village: Path) -> Path:
    return village


@pytest.fixture
def watched(folder: Path) -> Watched[str]:
    return Watched(folder, _title, every=0.05)


def _change(folder: Path, old: str, new: str) -> None:
    path = folder / BRIEFADRES
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_changed_file_is_taken_over(folder: Path, watched: Watched[str]) -> None:
    _change(folder, "title: Een briefadres aanvragen", "title: Zo krijg je een briefadres")

    assert watched.refresh()
    assert watched.current == "Zo krijg je een briefadres"


def test_a_running_service_notices_a_change_by_itself(folder: Path, watched: Watched[str]) -> None:
    assert watched.current == "Een briefadres aanvragen"

    _change(folder, "title: Een briefadres aanvragen", "title: Zo krijg je een briefadres")

    until = time.monotonic() + 60
    while watched.current == "Een briefadres aanvragen" and time.monotonic() < until:
        time.sleep(0.02)
    watched.stop()
    assert watched.current == "Zo krijg je een briefadres"


def test_a_wrong_file_leaves_the_last_good_content_and_is_named(folder: Path, watched: Watched[str]) -> None:
    _change(folder, "title: Een briefadres aanvragen", "title: Nieuw\nfout: ja")

    assert not watched.refresh()
    assert watched.current == "Een briefadres aanvragen"
    assert [problem.path for problem in watched.problems] == [BRIEFADRES]

    _change(folder, "\nfout: ja", "")
    assert watched.refresh()
    assert (watched.current, watched.problems) == ("Nieuw", [])


def test_nothing_is_loaded_when_nothing_changed(watched: Watched[str]) -> None:
    assert not watched.refresh()


def test_a_folder_that_disappears_leaves_the_last_good_content(folder: Path, watched: Watched[str]) -> None:
    (folder / "local/nederland.yaml").unlink()

    assert not watched.refresh()
    assert watched.current == "Een briefadres aanvragen"
    assert "local/nederland.yaml" in watched.problems[0].text


def test_an_unforeseen_fault_does_not_end_the_watching(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def build(knowledge: KnowledgeBase) -> str:
        title = _title(knowledge)
        if title == "Breekt":
            raise RuntimeError("cannot build this")
        return title

    watched = Watched(folder, build, every=0.02)
    assert watched.current
    _change(folder, "title: Een briefadres aanvragen", "title: Breekt")
    until = time.monotonic() + 60
    while "could not be looked at" not in capsys.readouterr().out and time.monotonic() < until:
        time.sleep(0.02)
    _change(folder, "title: Breekt", "title: Weer goed")
    until = time.monotonic() + 60
    while watched.current != "Weer goed" and time.monotonic() < until:
        time.sleep(0.02)
    watched.stop()
    assert watched.current == "Weer goed"


def test_what_may_come_later_is_made_in_the_background(folder: Path) -> None:
    made: list[str] = []
    watched = Watched(folder, _title, made.append, every=0.02)
    assert made == []

    first = watched.current
    until = time.monotonic() + 60
    while not made and time.monotonic() < until:
        time.sleep(0.02)
    watched.stop()
    assert made == [first]
