"""What was learned is kept: a second start answers the same, and no file can spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.matching import Matcher
from assistant.matching.memory import KEPT, Memory, packed, texts

MESSAGES = ["waar kan ik vannacht slapen", "i cannot pay my rent", "hallo", "hoe lang duurt de vlucht", ""]


def test_a_second_start_understands_the_same(matcher: Matcher, tmp_path: Path) -> None:
    first = Matcher(matcher.knowledge, tmp_path)
    second = Matcher(matcher.knowledge, tmp_path)

    assert len(list(tmp_path.iterdir())) == 1
    for message in MESSAGES:
        assert first.understand(message) == second.understand(message)


def test_other_content_is_learned_anew(matcher: Matcher, tmp_path: Path, real: Matcher) -> None:
    Matcher(matcher.knowledge, tmp_path)
    topics = {key: topic for key, topic in matcher.knowledge.topics.items() if key[1] != "briefadres"}
    changed = Matcher(type(matcher.knowledge)(**{**vars(matcher.knowledge), "topics": topics}), tmp_path)

    assert "briefadres" not in {scored.id for scored in changed.understand("hoe krijg ik een briefadres").topics}
    assert len(list(tmp_path.iterdir())) == 2


def test_a_broken_file_is_learned_anew(matcher: Matcher, tmp_path: Path) -> None:
    Matcher(matcher.knowledge, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    again = Matcher(matcher.knowledge, tmp_path)

    assert again.understand(MESSAGES[0]) == Matcher(matcher.knowledge).understand(MESSAGES[0])
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(matcher: Matcher, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    assert Matcher(matcher.knowledge, tmp_path / "file" / "cache").understand(MESSAGES[0]).topics


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for number in range(KEPT + 2):
        memory.keep(f"key{number}", {"lines": packed([str(number)])})

    assert len(list(tmp_path.iterdir())) == KEPT
    newest = memory.recall(f"key{KEPT + 1}")
    assert newest is not None
    assert texts(newest["lines"]) == [str(KEPT + 1)]


@pytest.mark.parametrize("lines", [[], [""], ["", "a"], ["a", ""], ["é", "b c"]])
def test_words_come_back_as_they_were(lines: list[str]) -> None:
    assert texts(packed(lines)) == lines
