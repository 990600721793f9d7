"""Takes a message from any channel, remembers the conversation, gives the reply. One message, one reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

import structlog
from pydantic import TypeAdapter, ValidationError

from assistant.dialogue import Dialogue
from assistant.dialogue.model import (
    CancelReminder,
    Conversation,
    DeletePerson,
    Effect,
    PendingReminder,
    ReminderDraft,
    Reply,
    Resume,
    SetReminder,
    StopAll,
    StopReminders,
)
from assistant.knowledge import KnowledgeBase, Language
from assistant.knowledge.watch import Watched
from assistant.logs import trace
from assistant.matching import Matcher
from assistant.matching.private import without_private_numbers
from assistant.reminders.clock import AMSTERDAM, moment
from assistant.reminders.plans import Wording, planned
from assistant.search import SearchIndex
from assistant.store import Database, Sealed, Session, Vault, inbound, people, phone, reminders, suppressions

Layout = Callable[[Reply, Language], tuple[str, ...]]
Clock = Callable[[], datetime]

_log = structlog.get_logger()
_CONVERSATION = TypeAdapter(Conversation)
_LOOKED_UP = {"reminders", "sms_number", "stopped", "reminders_off"}


@dataclass(frozen=True)
class Edition:
    """The content of one moment with what is built from it: read-only, so any number of threads may use it."""

    knowledge: KnowledgeBase
    dialogue: Dialogue

    @cached_property
    def index(self) -> SearchIndex:
        """The search index, built at its first use: nobody who texts has to wait for it."""
        return SearchIndex(self.knowledge)


def edition(knowledge: KnowledgeBase, kept: Path | None = None) -> Edition:
    """Build what answers messages from this content; what is learned on the way is kept in the folder `kept`."""
    return Edition(knowledge, Dialogue(Matcher(knowledge, kept)))


@dataclass(frozen=True)
class Inbound:
    """One message. `sender` is a number as +31... or a random id on the web; `sid` is unique to the message.

    `opt_out` is what the carrier says it did itself (Twilio's OptOutType, or one of its opt-out keywords).
    `language` is that of the page on which it was typed, for a message that has no language of its own.
    """

    channel: Literal["sms", "whatsapp", "web"]
    sender: str
    text: str
    sid: str
    received_at: datetime
    opt_out: Literal["stop", "start", "help"] | None = None
    language: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the layout made of the reply; the first text is for now. `reply` is None for a message that was seen
    before.
    """

    texts: tuple[str, ...]
    reply: Reply | None
    repeated: bool = False


@dataclass(frozen=True)
class _Task:
    """What the effects of a turn are carried out with."""

    session: Session
    person: people.Person
    language: str
    knowledge: KnowledgeBase
    now: datetime


class Reception:
    """Answers messages. Safe for many threads; all state is in the database."""

    def __init__(self, database: Database, vault: Vault, content: Watched[Edition], sms_number: str = "") -> None:
        self._database = database
        self._vault = vault
        self._content = content
        self._sms_number = sms_number

    def answer(self, message: Inbound, layout: Layout) -> Answer:
        """The answer to this message. A message that was seen before gets the answer it got then.

        Everything happens in one transaction that holds this person: copies and quick second messages take their
        turn, and
        a process that dies halfway leaves nothing behind. When something inside fails, the message is stored with
        `failure_text` as its answer, and the failure is logged without number or text.
        """
        try:
            with self._database.transaction() as session:
                return self._answer(session, message, layout)
        except Exception as error:
            _log.error("message not answered", channel=message.channel, error=type(error).__name__, trace=trace(error))
        try:
            with self._database.transaction() as session:
                return self._store_failure(session, message)
        except Exception as error:
            _log.error("message not stored", channel=message.channel, error=type(error).__name__, trace=trace(error))
            return Answer((self.failure_text(),), None)

    def failure_text(self) -> str:
        """What a person gets when something inside fails: honest, in every language, with numbers of people."""
        languages = self._content.current.knowledge.languages
        return next(iter(languages.values())).messages["failure"]

    def history(self, channel: str, sender: str, limit: int = 40) -> list[phone.Message]:
        """The last messages of this sender and to them, the oldest first."""
        with self._database.reading() as session:
            return phone.history(session, self._vault, self._vault.fingerprint(channel, sender), limit)

    def _answer(self, session: Session, message: Inbound, layout: Layout) -> Answer:
        person, seen = self._claim(session, message)
        if seen is not None:
            return Answer(tuple(seen), None, repeated=True)
        current = self._content.current
        conversation = self._conversation(session, person, message)
        turn = current.dialogue.turn(message.opt_out or message.text, conversation, message.received_at)
        texts = layout(turn.reply, current.knowledge.languages[turn.reply.language])
        task = _Task(session, person, turn.reply.language, current.knowledge, message.received_at)
        for effect in turn.effects:
            self._carry_out(task, effect)
        if not any(isinstance(effect, DeletePerson) for effect in turn.effects):
            self._remember(session, person, turn.conversation, texts)
        inbound.answer(session, message.sid, self._vault.encrypt_all(texts[:1]), turn.reply.decision, datetime.now(UTC))
        return Answer(texts, turn.reply)

    def _claim(self, session: Session, message: Inbound) -> tuple[people.Person, list[str] | None]:
        number = self._vault.encrypt(message.sender) if message.channel != "web" else None
        fingerprint = self._vault.fingerprint(message.channel, message.sender)
        person = people.find_or_create(session, message.channel, fingerprint, number, message.received_at)
        text = self._vault.encrypt(without_private_numbers(message.text))
        claim = inbound.claim(session, message.sid, person.id, text, message.received_at)
        if isinstance(claim, inbound.Claimed):
            return person, None
        return person, self._vault.decrypt_all(claim.replies) if claim.replies else []

    def _store_failure(self, session: Session, message: Inbound) -> Answer:
        _, seen = self._claim(session, message)
        if seen is not None:
            return Answer(tuple(seen), None, repeated=True)
        text = self.failure_text()
        inbound.answer(session, message.sid, self._vault.encrypt_all([text]), "failure", datetime.now(UTC))
        return Answer((text,), None)

    def _conversation(self, session: Session, person: people.Person, message: Inbound) -> Conversation:
        remembered = Conversation()
        if person.conversation:
            try:
                remembered = _CONVERSATION.validate_json(self._vault.decrypt(person.conversation))
            except ValidationError:
                # Written by another release: the person starts anew instead of getting no answer.
                _log.warning("conversation of another release dropped")
        pending = reminders.pending(session, person.id, message.received_at)
        return replace(
            remembered,
            language=remembered.language or message.language,
            stopped=suppressions.contains(session, person.fingerprint),
            reminders_off=person.reminders_off,
            sms_number=None if message.channel == "sms" else self._sms_number,
            reminders=tuple(
                PendingReminder(item.id, number, item.plan, item.wall, self._text(item.about))
                for number, item in enumerate(pending, 1)
            ),
        )

    def _text(self, sealed: Sealed | None) -> str:
        return self._vault.decrypt(sealed) if sealed else ""

    def _remember(
        self, session: Session, person: people.Person, conversation: Conversation, texts: tuple[str, ...]
    ) -> None:
        kept = replace(conversation, unread=(*texts[1:], *conversation.unread))
        stored = _CONVERSATION.dump_json(kept, exclude=_LOOKED_UP).decode()
        people.save_conversation(session, person.id, self._vault.encrypt(stored))

    def _carry_out(self, task: _Task, effect: Effect) -> None:
        session, person, now = task.session, task.person, task.now
        match effect:
            case StopAll():
                suppressions.add(session, person.fingerprint, suppressions.STOP, now)
                reminders.cancel_all(session, person.id, now)
            case Resume():
                suppressions.remove(session, person.fingerprint)
                people.switch_reminders(session, person.id, on=True)
            case StopReminders():
                people.switch_reminders(session, person.id, on=False)
                reminders.cancel_all(session, person.id, now)
            case DeletePerson():
                people.delete_person(session, person.id)
            case CancelReminder():
                reminders.cancel(session, person.id, effect.id, now)
            case SetReminder():
                people.switch_reminders(session, person.id, on=True)
                reminders.add(session, self._new_reminder(task, effect.draft), now)

    def _new_reminder(self, task: _Task, draft: ReminderDraft) -> reminders.NewReminder:
        if draft.at is None:
            raise ValueError("a reminder without a moment cannot be planned")
        wording = Wording(draft.about, task.language, draft.discreet)
        texts = planned(task.knowledge.plans[draft.plan], draft.at, wording, task.now)
        begins = moment(draft.at.date(), draft.at.time())
        return reminders.NewReminder(
            person_id=task.person.id,
            plan=draft.plan,
            about=self._vault.encrypt(draft.about),
            wall=draft.at,
            zone=AMSTERDAM.key,
            # A reminder stays in the list until its last text: so it can be cancelled.
            moment=max([begins, *(text.due_at for text in texts)]),
            messages=tuple(
                reminders.PlannedMessage(text.aim, self._vault.encrypt(text.text), text.due_at, text.expires_at)
                for text in texts
            ),
        )
