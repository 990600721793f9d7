from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem

CONTENT = Path(__file__).parents[2] / "content"
BRIEFADRES = "nl/wonen/briefadres.md"


@pytest.fixture(scope="session")
def known() -> frozenset[Problem]:
    """What loading names in the content as it is."""
    return frozenset(load(CONTENT)[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real content that a test may spoil."""
    return shutil.copytree(CONTENT, tmp_path / "content")


@pytest.fixture
def spoil(folder: Path, known: frozenset[Problem]) -> Callable[[str, str, str], list[Problem]]:
    """Replace a piece of a file and give the mistakes that loading names then, without those that were there before."""

    def replace(name: str, old: str, new: str) -> list[Problem]:
        path = folder / name
        text = path.read_text()
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1))
        return [problem for problem in load(folder)[1] if problem not in known]

    return replace


def line_of(folder: Path, name: str, piece: str) -> int:
    """The line of the file on which this piece stands."""
    return next(number for number, line in enumerate((folder / name).read_text().splitlines(), 1) if piece in line)
