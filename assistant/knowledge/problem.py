"""A mistake in a content file, said so that an editor can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong where, and what to write instead. `line` counts from 1. Only an `error` keeps content from being used."""

    path: str
    line: int
    text: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "let op: "
        return f"{self.path}:{self.line}: {mark}{self.text}"
