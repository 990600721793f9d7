"""A mistake in a content file, said so that an editor can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong where, and what to write instead. `line` counts from 1. Only an `error` keeps content from
    being used.
    """

    path: str
    line: int
    text: str
    severity: Severity = "error"

    @property
    def said(self) -> str:
        """The text, marked where it is only a warning."""
        return self.text if self.severity == "error" else f"let op: {self.text}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.said}"
