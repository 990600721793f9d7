"""What one turn takes and gives. Nothing here knows a channel: `assistant.sms` and `portal` each render a `Reply`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assistant.knowledge import Service, Source
from assistant.matching import Scored

Decision = Literal["answer", "ask", "crisis", "command", "smalltalk", "unknown"]


@dataclass(frozen=True)
class Text:
    """A paragraph that has to arrive."""

    text: str


@dataclass(frozen=True)
class Notice:
    """What holds there for some days; it stands before the answer."""

    text: str


@dataclass(frozen=True)
class Local:
    """What the municipality adds to the national text; it is shown as local and may wait for room."""

    text: str


@dataclass(frozen=True)
class Help:
    """Where to go: services of the place, best first, and the municipality's own number where nothing is known.

    `about` says what is to be known of the place itself (its municipality, the nearest shelter); `brief` is the most
    telling of it, for where there is no room.
    """

    services: tuple[Service, ...]
    place: str | None = None
    phone: str | None = None
    about: str = ""
    brief: str = ""


@dataclass(frozen=True)
class Choice:
    """Something a person can pick by its digit. `topic` is a topic id, or None for a choice the dialogue handles
    itself: `place` is the municipality where it stands for one.
    """

    number: int
    label: str
    topic: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Choices:
    """The digits on offer."""

    items: tuple[Choice, ...]


@dataclass(frozen=True)
class Which:
    """Which place of one name is meant: the question, and the digits that answer it."""

    question: str
    items: tuple[Choice, ...]


@dataclass(frozen=True)
class Checked:
    """The source of an answer and the day it was checked."""

    source: Source
    on: date


@dataclass(frozen=True)
class Hint:
    """A way on ("MEER = verder"); the first to be dropped where there is no room."""

    text: str


Part = Text | Notice | Local | Help | Which | Choices | Checked | Hint


@dataclass(frozen=True)
class Reply:
    """One answer. `topics` best first (for `ask`: the choices offered); `place` is a municipality id."""

    language: str
    decision: Decision
    parts: tuple[Part, ...]
    topics: tuple[Scored, ...] = ()
    place: str | None = None


@dataclass(frozen=True)
class OpenQuestion:
    """A question the service has asked. It closes after 24 hours, or when the person changes the subject."""

    kind: Literal["choose", "when", "confirm_reminder"]
    asked_at: datetime
    choices: tuple[Choice, ...] = ()
    reminder: ReminderDraft | None = None


@dataclass(frozen=True)
class ReminderDraft:
    """A reminder somebody is setting: the plan, the moment in Dutch wall time (no zone), and what it is about.

    In a plan with a term `at` is its last day. `discreet`: the texts may not say what it is about.
    """

    plan: str
    at: datetime | None
    about: str
    discreet: bool = False


@dataclass(frozen=True)
class PendingReminder:
    """A reminder that is set and not past. `number` is what the person types to cancel it, from 1."""

    id: int
    number: int
    plan: str
    at: datetime
    about: str


@dataclass(frozen=True)
class Conversation:
    """What is remembered of one person between two messages.

    `section` counts the sections of `topic` already read; `unread` are texts of the last reply that did not fit;
    `place_asked`: the last answer asked where the person is. Two fields are looked up for every turn and not stored:
    `reminders`, and `sms_number`: None where this channel can carry a reminder, otherwise the number to text instead
    ("" where it is not known).
    """

    language: str | None = None
    language_chosen: bool = False
    place: str | None = None
    topic: str | None = None
    section: int = 0
    earlier: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    question: OpenQuestion | None = None
    misses: int = 0
    place_asked: bool = False
    stopped: bool = False
    reminders_off: bool = False
    reminders: tuple[PendingReminder, ...] = ()
    sms_number: str | None = None


@dataclass(frozen=True)
class StopAll:
    """Nothing may be sent to this person any more, until START."""


@dataclass(frozen=True)
class Resume:
    """The person wants texts again."""


@dataclass(frozen=True)
class StopReminders:
    """No reminders any more; questions are still answered."""


@dataclass(frozen=True)
class DeletePerson:
    """Forget everything that is known of this person."""


@dataclass(frozen=True)
class SetReminder:
    """Plan the texts of this draft, whose moment is known."""

    draft: ReminderDraft


@dataclass(frozen=True)
class CancelReminder:
    """Cancel the reminder with this id."""

    id: int


Effect = StopAll | Resume | StopReminders | DeletePerson | SetReminder | CancelReminder


@dataclass(frozen=True)
class Turn:
    """The outcome of one message: what to say, what to remember, what to do."""

    reply: Reply
    conversation: Conversation
    effects: tuple[Effect, ...] = ()
