from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from assistant.dialogue import Dialogue
from assistant.dialogue.model import Choices, Conversation, Effect, Help, Reply, Text, Turn
from assistant.knowledge import KnowledgeBase, Place
from assistant.knowledge.load import load
from assistant.matching import Match, Scored

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)  # Sunday 12:00 in Amsterdam

HENGELO = (
    Place(name="Hengelo", where="Gelderland", municipality="bronckhorst"),
    Place(name="Hengelo", where="Overijssel", municipality="hengelo"),
)

ANSWERS: Mapping[str, Match] = {
    "hoe krijg ik een briefadres": Match("nl", "answer", (Scored("briefadres", 0.9),)),
    "how do i get a briefadres": Match("en", "answer", (Scored("briefadres", 0.9),)),
    "briefadres in dordrecht": Match("nl", "answer", (Scored("briefadres", 0.9),), place="dordrecht"),
    "geen slaapplek": Match("nl", "answer", (Scored("slaapplek-vannacht", 0.9),)),
    "dordrecht": Match(None, "unknown", place="dordrecht", place_name="Dordrecht", only_place=True),
    "ede": Match(None, "unknown", place="ede", place_name="Ede", only_place=True),
    "hengelo": Match(None, "unknown", namesakes=HENGELO, only_place=True),
    "geen slaapplek in hengelo": Match("nl", "answer", (Scored("slaapplek-vannacht", 0.9),), namesakes=HENGELO),
    "gieten": Match(None, "unknown", place="aa-en-hunze", place_name="Gieten", only_place=True),
    "geen slaapplek in gieten": Match(
        "nl", "answer", (Scored("slaapplek-vannacht", 0.9),), place="aa-en-hunze", place_name="Gieten"
    ),
    "zwembad in dordrecht": Match("nl", "unknown", place="dordrecht"),
    "iets met de gemeente": Match(
        "nl", "ask", (Scored("briefadres", 0.4), Scored("uitgeschreven", 0.3), Scored("digid", 0.2))
    ),
    "ik wil dood": Match("nl", "unknown", crisis="zelfmoord"),
    "mijn broer wil dood": Match("nl", "unknown", crisis="zelfmoord", is_about_another=True),
    "mijn maat ademt niet": Match("nl", "unknown", crisis="overdosis", is_about_another=True),
    "ik wil dood en heb geen slaapplek": Match(
        "nl", "answer", (Scored("slaapplek-vannacht", 0.8),), crisis="zelfmoord"
    ),
    "mijn bsn is *********": Match("nl", "unknown"),
    "wie leest dit": Match("nl", "unknown", smalltalk="privacy"),
    "rot op": Match("nl", "unknown", smalltalk="insult"),
    "nie mam gdzie spac": Match(None, "unknown", foreign="pl"),
    "geen slaapplek en honger": Match(
        "nl",
        "answer",
        (Scored("slaapplek-vannacht", 0.9), Scored("gratis-eten", 0.8)),
        also=Scored("gratis-eten", 0.8),
    ),
    "hallo": Match("nl", "unknown", smalltalk="hello"),
}


class Understands:
    """A matcher that knows the messages of `ANSWERS` and no other."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge

    def understand(
        self, text: str, language: str | None = None, place: str | None = None, asked: bool = False
    ) -> Match:
        if asked and text == "Best":
            return Match(None, "unknown", place="best", place_name="Best", only_place=True)
        return ANSWERS.get(text.lower(), Match(None, "unknown"))


@cache
def content() -> KnowledgeBase:
    return load(Path(__file__).parents[2] / "content")[0]


class Talk:
    """A conversation with one person, message after message."""

    def __init__(self) -> None:
        self.dialogue = Dialogue(Understands(content()))  # type: ignore[arg-type]
        self.conversation = Conversation()
        self.now = NOW
        self.effects: tuple[Effect, ...] = ()

    def __call__(self, message: str) -> Reply:
        turn: Turn = self.dialogue.turn(message, self.conversation, self.now)
        self.conversation, self.effects = turn.conversation, turn.effects
        return turn.reply

    def use(self, knowledge: KnowledgeBase) -> None:
        self.dialogue = Dialogue(Understands(knowledge))  # type: ignore[arg-type]

    def later(self, **units: float) -> None:
        self.now += timedelta(**units)

    def know(self, **changes: object) -> None:
        self.conversation = replace(self.conversation, **changes)  # type: ignore[arg-type]


@pytest.fixture
def talk() -> Talk:
    return Talk()


@pytest.fixture
def words() -> Callable[[Reply], str]:
    """All texts of a reply, one a line."""
    return lambda reply: "\n".join(part.text for part in reply.parts if isinstance(part, Text))


@pytest.fixture
def labels() -> Callable[[Reply], list[str]]:
    """The choices of a reply."""
    return lambda reply: [
        f"{item.number} {item.label}" for part in reply.parts if isinstance(part, Choices) for item in part.items
    ]


@pytest.fixture
def helpers() -> Callable[[Reply], list[Help]]:
    """Where the reply says to go."""
    return lambda reply: [part for part in reply.parts if isinstance(part, Help)]
