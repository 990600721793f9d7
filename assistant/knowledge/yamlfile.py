"""YAML as editors mean it: every scalar is text (no `12:30` -> 750, no `no` -> False), and every value knows its
line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from assistant.knowledge.problem import Problem

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlFile:
    """A parsed file: its data, and for each path of keys into it the line where the value begins."""

    path: str
    data: Any
    lines: Mapping[Keys, int]

    def line(self, keys: Sequence[str | int]) -> int:
        """The line of this value, or of the nearest thing around it."""
        wanted = tuple(keys)
        while wanted and wanted not in self.lines:
            wanted = wanted[:-1]
        return self.lines.get(wanted, 1)

    def named_lines(self, *below: str | int) -> dict[str, int]:
        """The line of every field below these keys, under its keys with dots between them: `services.0.name`."""
        depth = len(below)
        return {
            ".".join(map(str, keys[depth:])): line
            for keys, line in self.lines.items()
            if len(keys) > depth and keys[:depth] == below
        }


def parse_yaml(path: str, text: str, first_line: int = 1) -> tuple[YamlFile | None, list[Problem]]:
    """Parse one document that begins at `first_line` of the file. None when it is no YAML; double keys are problems."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        said = f"geen geldige YAML ({error.problem or error.context}); zet tekst met : of # tussen aanhalingstekens"
        return None, [Problem(path, line, said)]
    except yaml.YAMLError as error:
        return None, [Problem(path, first_line, f"dit is geen geldige YAML ({error}); haal het vreemde teken weg")]
    builder = _Builder(path, first_line)
    data = builder.value(root, ()) if root is not None else None
    return YamlFile(path, data, builder.lines), builder.problems


class _Builder:
    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[Keys, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, keys: Keys) -> Any:
        self.lines.setdefault(keys, self.first_line + node.start_mark.line)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*keys, position)) for position, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, keys)
        return node.value

    def _mapping(self, node: yaml.MappingNode, keys: Keys) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            line = self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(
                    Problem(self.path, line, "een sleutel moet een woord zijn; zet {...} tussen aanhalingstekens")
                )
                continue
            key = key_node.value
            if key in result:
                self.problems.append(Problem(self.path, line, f"{key!r} staat er twee keer; haal er een weg"))
            self.lines[(*keys, key)] = line
            result[key] = self.value(child, (*keys, key))
        return result
