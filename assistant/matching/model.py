"""What the matcher finds in one message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.knowledge import Place

Outcome = Literal["answer", "ask", "unknown"]


@dataclass(frozen=True)
class Scored:
    """A topic and how sure the matcher is of it, 0 to 1."""

    id: str
    score: float


@dataclass(frozen=True)
class Match:
    """One message, understood.

    `language` is the language of the message, or None where it says nothing ("1", "ok", "Dordrecht"). `crisis` is the
    id of the crisis topic of the danger in it, `is_about_another` tells that its writer is not the one in danger.
    `topics` are the best topics, best first: for `answer` the first is meant, for `ask` the at most three that the
    person may choose from, for `unknown` there are none. `place` is the id of the municipality that the message names,
    `place_name` the place itself as `regions.yaml` writes it ("Hoofddorp" in the municipality haarlemmermeer); both or
    neither is None. `namesakes` are the places of one name of which it cannot be told which is meant ("Bergen"); then
    there is no `place`. `only_place`: the message tells where somebody is and nothing else. `smalltalk` is a key of
    `Language.smalltalk`. `also` is a second need of the same message. `foreign` is the code of a language that the
    service does not speak; then `language` is None.
    """

    language: str | None
    outcome: Outcome
    topics: tuple[Scored, ...] = ()
    crisis: str | None = None
    is_about_another: bool = False
    place: str | None = None
    smalltalk: str | None = None
    place_name: str | None = None
    namesakes: tuple[Place, ...] = ()
    only_place: bool = False
    also: Scored | None = None
    foreign: str | None = None
