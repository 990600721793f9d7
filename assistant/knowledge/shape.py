"""What every piece of a content file has in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n]*$")]
HttpsUrl = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https://[^\s/]+\.[^\s]+$")]
PerLanguage = Mapping[str, Line]


class Shape(BaseModel):
    """A piece of a content file: immutable, and an unknown key is a mistake (it is mostly a misspelled one)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Shape):
    """Where a text comes from. `read` is the day on which somebody read it there."""

    title: Line
    url: HttpsUrl | None = None
    read: date
