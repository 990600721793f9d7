"""The real words and plans, and a Sunday at noon: 22 November 2026."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.knowledge import DateWords, Plan
from assistant.knowledge.load import load
from assistant.knowledge.yamlfile import parse_yaml
from assistant.reminders.dates import ReadRequest, read_moment, read_request

CONTENT = Path(__file__).parents[2] / "content"
NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)

Reader = Callable[..., ReadRequest]


def _data(name: str) -> dict:
    file, problems = parse_yaml(name, (CONTENT / name).read_text(encoding="utf-8"))
    assert file is not None and not problems, problems
    return file.data


@pytest.fixture(scope="session")
def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def words() -> Mapping[str, DateWords]:
    return {language: DateWords(**_data(f"{language}/dates.yaml")) for language in ("nl", "en")}


@pytest.fixture(scope="session")
def plans() -> Mapping[str, Plan]:
    return load(CONTENT)[0].plans


@pytest.fixture(scope="session")
def asked(words: Mapping[str, DateWords]) -> Reader:
    """Read a message as a request."""
    return lambda text, language="nl", now=NOON: read_request(text, words[language], now)


@pytest.fixture(scope="session")
def answered(words: Mapping[str, DateWords]) -> Reader:
    """Read a message as the answer to "which day and time?"."""
    return lambda text, language="nl", now=NOON: read_moment(text, words[language], now)
