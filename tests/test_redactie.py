"""`docs/redactie.md`, followed to the letter: as a new editor would, in a copy of the content."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "redactie.md"
COMMAND = Path(sys.executable).with_name("thuisbericht")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"`(content/[^`]+)`")


@dataclass(frozen=True)
class Step:
    """A block of the guide and the paragraph above it, which says what to do with it."""

    said: str
    block: str


def steps(text: str) -> Iterator[Step]:
    start = 0
    for found in BLOCK.finditer(text):
        paragraphs = text[start : found.start()].strip().split("\n\n")
        yield Step(" ".join(paragraphs[-1].split()), found[2])
        start = found.end()


class Editor:
    """Somebody who does what the guide says and looks at what comes out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder
        self.sought = self.output = ""

    def follow(self, step: Step) -> None:
        named = PATH.findall(step.said)
        self.file = self.folder / named[-1] if named else self.file
        if "Maak het bestand" in step.said:
            assert not self.file.exists()
            self.file.write_text(step.block)
        elif "Zet in" in step.said:
            key = re.findall(r"onder `(\w+:)`", step.said)[-1]
            self.change(f"{key}\n", f"{key}\n{step.block}")
        elif "Maak ervan" in step.said:
            self.change(self.sought, step.block.rstrip("\n"))
        elif "Zoek" in step.said:
            self.sought = step.block.rstrip("\n")
        elif "Typ" in step.said:
            self.output = "".join(self.run(line) for line in step.block.splitlines())
        elif "Je ziet" in step.said:
            for line in step.block.splitlines():
                assert line in self.output, f"{step.said}\n{self.output}"
        else:
            pytest.fail(f"the guide does not say what to do with a block: {step.said}")

    def change(self, old: str, new: str) -> None:
        text = self.file.read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {self.file}"
        self.file.write_text(text.replace(old, new))

    def run(self, line: str) -> str:
        words = shlex.split(line)
        assert words[0] in {"thuisbericht", "mkdir", "cp"}
        program = [str(COMMAND)] if words[0] == "thuisbericht" else [words[0]]
        environment = {
            **os.environ,
            "THUISBERICHT_CONTENT": str(self.folder / "content"),
            "THUISBERICHT_CACHE": str(ROOT / "var" / "cache"),
        }
        done = subprocess.run(
            [*program, *words[1:]], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout


def sections() -> list[str]:
    """The guide in its chapters; a heading inside an example begins none."""
    text = GUIDE.read_text()
    inside = [range(found.start(), found.end()) for found in BLOCK.finditer(text)]
    starts = [found.start() for found in re.finditer(r"^## ", text, re.MULTILINE)]
    cuts = [0, *(start for start in starts if not any(start in block for block in inside)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.splitlines()[0].strip("# "))
def test_the_examples_work_as_they_are_written(section: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    editor = Editor(tmp_path)
    for step in steps(section):
        editor.follow(step)
