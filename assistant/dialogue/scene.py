"""What a turn is decided on: the message, what was found in it, what is remembered, and the language to speak."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assistant.dialogue.model import (
    Choice,
    Choices,
    Conversation,
    Decision,
    Effect,
    OpenQuestion,
    Part,
    Reply,
    Text,
    Turn,
)
from assistant.knowledge import KnowledgeBase, Language, Topic
from assistant.matching import Match, Scored
from assistant.reminders.clock import wall

_EXAMPLE = r"(?:,? \(?[^.!?()]{0,45}14 0\d{2,3}[^.!?,()]{0,20}\)?)?"
"""An example of such a number behind it: ", bijvoorbeeld 14 020 in Amsterdam"."""

QUESTION_OPEN_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Scene:
    """One message in its conversation. `conversation.place` is already the place that the message names, if it
    names one.
    """

    message: str
    conversation: Conversation
    knowledge: KnowledgeBase
    match: Match
    language: Language
    now: datetime

    def say(self, key: str, **values: object) -> str:
        """The fixed sentence of this language, filled in. Raises KeyError for a sentence that no language has."""
        return self.language.messages[key].format(**values)

    def topic(self, topic_id: str | None) -> Topic | None:
        """The topic in the language of the conversation, or in any language where that translation is missing."""
        if topic_id is None:
            return None
        codes = (self.language.code, *self.knowledge.languages)
        return next((found for code in codes if (found := self.knowledge.topic(code, topic_id))), None)

    def label(self, topic_id: str) -> str:
        """What stands behind a digit for this topic."""
        topic = self.topic(topic_id)
        return topic.menu_label if topic else topic_id

    @property
    def today(self) -> date:
        """The day in Amsterdam."""
        return wall(self.now).date()

    @property
    def phone(self) -> str:
        """The municipality's number, or how to make it."""
        return self.knowledge.phone_of(self.conversation.place) or self.say("any_phone")

    def with_number(self, text: str) -> str:
        """The text with the number of the municipality where it says how to make that number (and gives an example)."""
        how = re.escape(self.say("any_phone"))
        return re.sub(how + _EXAMPLE, self.phone, text) if self.phone != self.say("any_phone") else text

    @property
    def open_question(self) -> OpenQuestion | None:
        """The question that still waits for its answer."""
        question = self.conversation.question
        return question if question and self.now - question.asked_at <= QUESTION_OPEN_FOR else None

    def reply(self, decision: Decision, *parts: Part, topics: Iterable[Scored] = ()) -> Reply:
        """A reply in the language of the conversation."""
        return Reply(self.language.code, decision, parts, tuple(topics), self.conversation.place)

    def turn(self, reply: Reply, *effects: Effect, **changes: object) -> Turn:
        """The outcome: the reply, and the conversation with these changes. Pages nobody asked for any more are
        forgotten.
        """
        changes = {"unread": (), "misses": 0, "place_asked": False, **changes}
        return Turn(reply, replace(self.conversation, **changes), effects)  # type: ignore[arg-type]

    def tell(self, key: str, *effects: Effect, **values: object) -> Turn:
        """A fixed sentence as the whole answer; an open question stays open."""
        return self.turn(self.reply("command", Text(self.say(key, **values))), *effects)

    def ask(self, choices: Iterable[Choice]) -> tuple[Choices, OpenQuestion]:
        """Choices to show and the open question that understands their digits."""
        offered = tuple(choices)
        return Choices(offered), OpenQuestion("choose", self.now, offered)
