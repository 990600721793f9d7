from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.yamlfile import parse_yaml


def test_every_scalar_is_text() -> None:
    file, problems = parse_yaml("a.yaml", "hours: 12:30\nopen: no\nphone: 0800\nempty:\n")

    assert problems == []
    assert file is not None
    assert file.data == {"hours": "12:30", "open": "no", "phone": "0800", "empty": ""}


def test_it_knows_the_line_of_every_value_and_of_what_is_missing() -> None:
    file, _ = parse_yaml("a.yaml", "a: 1\nlist:\n  - x: 1\n  - x: 2\n", first_line=2)

    assert file is not None
    assert file.line(("list", 1, "x")) == 5
    assert file.line(("list", 1, "y")) == 5
    assert file.line(("other",)) == 2


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\na: 2", 2, "'a' staat er twee keer"),
        ("a: b: c", 1, "geen geldige YAML"),
        ("x: 1\n? [a]\n: 1", 2, "een sleutel moet een woord zijn"),
        ("a: \x07", 1, "geen geldige YAML"),
    ],
)
def test_what_is_no_yaml_is_named_with_its_line(text: str, line: int, says: str) -> None:
    _, problems = parse_yaml("a.yaml", text)

    assert [(problem.line, says in problem.text) for problem in problems] == [(line, True)]


@given(st.text())
def test_it_never_raises(text: str) -> None:
    parse_yaml("a.yaml", text)
