"""The documentation tells the truth: what it names is there, and what is there it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.knowledge import KINDS
from assistant.knowledge.model import TopicFields

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
CONTENT_GUIDE = (ROOT / "docs/content.md").read_text()


def test_every_command_stands_in_the_readme() -> None:
    assert [name for name in main.commands if f"thuisbericht {name}" not in README] == []


def test_every_target_of_make_is_listed_by_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)

    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target


def test_every_field_and_kind_of_the_content_is_explained() -> None:
    assert [name for name in TopicFields.model_fields if f"`{name}`" not in CONTENT_GUIDE] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in CONTENT_GUIDE] == []


@pytest.mark.parametrize("name", ["README.md", "LEESMIJ.md", "CONTRIBUTING.md"])
def test_every_link_to_a_file_leads_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())

    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text()
        assert "--hash=sha256:" in lock
        assert "://" not in lock


def test_everything_a_person_reads_about_dates_and_words_is_documented() -> None:
    for file in (ROOT / "content").glob("nl/*.yaml"):
        assert file.name in CONTENT_GUIDE
