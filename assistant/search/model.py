"""What a search gives."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.knowledge import Service, Topic


@dataclass(frozen=True)
class Hit:
    """A topic or a service, never both. `municipality` is the id of a local service's municipality, None otherwise.

    `snippet` is the sentence of it that fits the question best: plain text, at most `SNIPPET_LENGTH` characters.
    """

    topic: Topic | None
    service: Service | None
    municipality: str | None
    snippet: str


@dataclass(frozen=True)
class Results:
    """Hits, best first. `mended` is the question as it was searched when a word was mended ("Bedoelde je: ...")."""

    hits: tuple[Hit, ...] = ()
    mended: str | None = None
