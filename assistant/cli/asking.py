"""A question from a terminal: the same dialogue as on a phone, without a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.dialogue import Dialogue
from assistant.dialogue.model import Conversation
from assistant.knowledge import KnowledgeBase
from assistant.matching import Matcher
from assistant.sms.encoding import parts
from assistant.sms.layout import layout


class Asking:
    """Answers single messages, each as the first one of a conversation."""

    def __init__(self, knowledge: KnowledgeBase, kept: Path | None = None) -> None:
        self.matcher = Matcher(knowledge, kept)
        self._knowledge = knowledge
        self._dialogue = Dialogue(self.matcher)

    def problem(self, language: str | None, place: str | None) -> str | None:
        """What is wrong with these options and what to write instead, or None."""
        if language and language not in self._knowledge.languages:
            return f"--lang: {language!r} is not there; choose from {', '.join(self._knowledge.languages)}"
        if place and self._municipality(place) is None:
            return f"--place: {place!r} is not a place in content/regions.yaml; check its spelling"
        return None

    def answer(self, text: str, language: str | None, place: str | None, now: datetime) -> dict[str, Any]:
        """The first text of the answer (`text`, of `sms_parts` parts) and how it was chosen."""
        conversation = Conversation(
            language=language,
            language_chosen=language is not None,
            place=self._municipality(place) if place else None,
        )
        reply = self._dialogue.turn(text, conversation, now).reply
        texts = layout(reply, self._knowledge.languages[reply.language])
        first = texts[0] if texts else ""
        return {
            "language": reply.language,
            "decision": reply.decision,
            "topics": [{"id": topic.id, "score": round(topic.score, 4)} for topic in reply.topics],
            "place": self._place_name(text, place),
            "text": first,
            "sms_parts": parts(first),
        }

    def _place_name(self, text: str, place: str | None) -> str | None:
        """The place of the message, else the one that was given, as `regions.yaml` writes it."""
        named = self.matcher.understand(text).place_name
        if named or not place:
            return named
        municipality = self._municipality(place)
        return self.matcher.understand(place).place_name or (municipality and self._knowledge.place_name(municipality))

    def _municipality(self, place: str) -> str | None:
        return self.matcher.find_place(place)
