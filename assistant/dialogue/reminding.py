"""Setting, seeing and cancelling reminders: the day is read, said back in full, and planned after a yes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from assistant.dialogue.model import (
    CancelReminder,
    OpenQuestion,
    PendingReminder,
    ReminderDraft,
    SetReminder,
    Text,
    Turn,
)
from assistant.dialogue.scene import Scene
from assistant.dialogue.words import bare
from assistant.knowledge import Language, Plan
from assistant.reminders.clock import in_words, short, wall
from assistant.reminders.dates import ReadRequest, problem_of, read_moment, read_request
from assistant.reminders.plans import Wording, planned

MOST_REMINDERS = 9
"""More than a digit can cancel, and more than a person sets on purpose."""

_MOST_WORDS_BESIDE = 5
"""More words beside the day and time than this, and the message is about something else."""

_YEAR = re.compile(r"\d{4}|\d\D+\d{1,2}\D+\d{2}$")

_PROBLEMS = {"no_such_day", "past", "gap", "ambiguous_time"}


def request(scene: Scene) -> Turn | None:
    """The turn for a message that sets a reminder; None for any other message."""
    others = (language for language in scene.knowledge.languages.values() if language != scene.language)
    for language in (scene.language, *others):
        read = read_request(scene.message, language.dates, scene.now)
        plan = scene.knowledge.plans.get(read.plan or "")
        if plan is not None:
            plan = _named_plan(scene, language) or plan
            return _refusal(scene) or _take(scene, ReminderDraft(plan.id, None, read.about), read)
    return None


def _named_plan(scene: Scene, language: Language) -> Plan | None:
    """The plan of a term that the message names ("herinner me bezwaar 12 november")."""
    said = set(bare(scene.message).split())
    plans = scene.knowledge.plans.values()
    return next((plan for plan in plans if not said.isdisjoint(plan.words.get(language.code, ()))), None)


def offer(scene: Scene) -> Turn:
    """The person picked "set a reminder" under an answer: ask for the day."""
    topic = scene.topic(scene.conversation.topic)
    plan = scene.knowledge.plans[topic.remind] if topic and topic.remind else next(iter(scene.knowledge.plans.values()))
    return _refusal(scene) or _ask(scene, ReminderDraft(plan.id, None, ""), _question(scene, plan))


def discreet(scene: Scene, question: OpenQuestion) -> Turn | None:
    """The person wants texts that do not say what they are about; None where no reminder waits for a yes."""
    draft = question.reminder
    if draft is None or draft.at is None or question.kind != "confirm_reminder":
        return None
    return _set(scene, replace(draft, discreet=True), draft.at)


def _question(scene: Scene, plan: Plan) -> str:
    """What to ask for the day: in the words of the plan, or those for any plan."""
    asked = plan.ask.get(scene.language.code)
    return asked or scene.say("reminder_when_day" if plan.all_day else "reminder_when")


def answered(scene: Scene, question: OpenQuestion, yes: bool | None) -> Turn | None:
    """The turn for an answer to "which day?" or "is that right?"; None when the person talks about something else."""
    draft = question.reminder
    if draft is None:
        return None
    if yes is False:
        again = replace(question, kind="when") if question.kind == "confirm_reminder" else None
        return scene.turn(scene.reply("command", Text(scene.say("reminder_dropped"))), question=again)
    if yes and question.kind == "confirm_reminder" and draft.at:
        return _set(scene, draft, draft.at)
    read = read_moment(scene.message, scene.language.dates, scene.now)
    nothing_read = read.day is None and read.time is None and read.problem not in _PROBLEMS
    if nothing_read or len(read.about.split()) > _MOST_WORDS_BESIDE:
        return None
    return _take(scene, draft, read)


def overview(scene: Scene) -> Turn:
    """All reminders that are set, with the number that cancels each."""
    lines = [
        scene.say(
            "reminders_line", number=item.number, when=_when(scene, item), about=item.about or _name(scene, item)
        ).strip()
        for item in scene.conversation.reminders
    ]
    if not lines:
        return scene.tell("reminders_none")
    text = "\n".join([scene.say("reminders_list"), *lines, scene.say("reminders_cancel")])
    return scene.turn(scene.reply("command", Text(text)))


def _when(scene: Scene, item: PendingReminder) -> str:
    plan = scene.knowledge.plans.get(item.plan)
    return short(item.at.date() if plan and plan.all_day else item.at, scene.language.code)


def _name(scene: Scene, item: PendingReminder) -> str:
    plan = scene.knowledge.plans.get(item.plan)
    return plan.name.get(scene.language.code, "") if plan else ""


def cancel(scene: Scene, number: int) -> Turn:
    """Cancel the reminder with this number of the list."""
    found = next((item for item in scene.conversation.reminders if item.number == number), None)
    if found is None:
        return scene.tell("reminder_no_such_number", number=number)
    when = _when(scene, found)
    return scene.tell(
        "reminder_cancelled", CancelReminder(found.id), when=when, about=found.about or _name(scene, found)
    )


def _refusal(scene: Scene) -> Turn | None:
    conversation = scene.conversation
    if conversation.sms_number is not None:
        key = "reminder_by_sms" if conversation.sms_number else "reminder_by_sms_plain"
        return scene.tell(key, number=conversation.sms_number)
    if len(conversation.reminders) >= MOST_REMINDERS:
        return scene.tell("reminder_full", count=len(conversation.reminders))
    return None


def _take(scene: Scene, draft: ReminderDraft, read: ReadRequest) -> Turn:
    """Put what was read into the draft; ask for what is missing or wrong, or say it back for a yes."""
    plan = scene.knowledge.plans[draft.plan]
    # In an answer to "which date is on the letter?" the other words say nothing: "brief van 12 november".
    draft = replace(draft, about="" if plan.term_days else read.about or draft.about)
    at = _moment_of(draft, read, plan, scene.now)
    problem = read.problem
    if at is not None and (problem in {"no_date", "no_time"} or plan.term_days):
        problem = problem_of(at.date(), at.time(), scene.now, plan.all_day)
    if problem == "past" and at is not None and plan.over:
        over = plan.over.get(scene.language.code) or next(iter(plan.over.values()))
        day = in_words(at.date(), scene.language.code)
        return scene.turn(scene.reply("command", Text(over.replace("{day}", day))), question=None)
    if problem == "ambiguous_time" and read.times:
        times = " / ".join(f"{one:%H:%M}" for one in read.times)
        return _ask(scene, _with_day(draft, read), scene.say("reminder_which_time", times=times))
    if problem in _PROBLEMS:
        day = in_words(read.day or (at.date() if at else None) or scene.now.date(), scene.language.code)
        kept = _with_day(draft, read) if problem in {"ambiguous_time", "gap"} else draft
        return _ask(scene, kept, scene.say(f"reminder_{problem}", written=read.written, day=day))
    if at is None:
        return _ask_missing(scene, draft, read, plan)
    return _confirm(scene, draft, at, plan)


def _last_day(day: date, written: str, plan: Plan, today: date) -> date:
    """The last day of the plan's term, which begins on `day`, `written` so by the person.

    A letter has its date behind it: "12 november" and "maandag" are the last ones, unless the year was written.
    """
    if plan.term_days and day > today and not _YEAR.search(written):
        weekday = not any(char.isdigit() for char in written)
        day = day - timedelta(days=7) if weekday else _year_before(day)
    return day + timedelta(days=plan.term_days)


def _year_before(day: date) -> date:
    # 29 February: the last one is four years ago, and no term is open since.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _moment_of(draft: ReminderDraft, read: ReadRequest, plan: Plan, now: datetime) -> datetime | None:
    """The wall time of what was read, completed with what the draft knows already."""
    if read.relative is not None and read.at is not None:
        return wall(read.at)
    day = read.day or (draft.at.date() if draft.at else None)
    if day is None:
        return None
    if plan.all_day:
        return datetime.combine(_last_day(day, read.written, plan, wall(now).date()) if read.day else day, time(0))
    at = read.time or (draft.at.time() if draft.at and draft.at.time() != time(0) else None)
    return datetime.combine(day, at) if at is not None else None


def _ask_missing(scene: Scene, draft: ReminderDraft, read: ReadRequest, plan: Plan) -> Turn:
    if read.day is None:
        return _ask(scene, draft, _question(scene, plan))
    text = scene.say("reminder_what_time", day=in_words(read.day, scene.language.code))
    return _ask(scene, _with_day(draft, read), text)


def _with_day(draft: ReminderDraft, read: ReadRequest) -> ReminderDraft:
    """The draft with the day that was read, for when only the time is still missing."""
    return replace(draft, at=datetime.combine(read.day, time(0))) if read.day else draft


def _ask(scene: Scene, draft: ReminderDraft, text: str) -> Turn:
    question = OpenQuestion("when", scene.now, reminder=draft)
    return scene.turn(scene.reply("command", Text(text)), question=question)


def _confirm(scene: Scene, draft: ReminderDraft, at: datetime, plan: Plan) -> Turn:
    code = scene.language.code
    when = in_words(at.date() if plan.all_day else at, code)
    key = "reminder_confirm" if draft.about else "reminder_confirm_plain"
    text = scene.say(key, name=plan.name.get(code, plan.id), about=draft.about, when=when)
    return scene.turn(
        scene.reply("command", Text(text)),
        question=OpenQuestion("confirm_reminder", scene.now, reminder=replace(draft, at=at)),
    )


def _set(scene: Scene, draft: ReminderDraft, at: datetime) -> Turn:
    code = scene.language.code
    plan = scene.knowledge.plans[draft.plan]
    messages = planned(plan, at, Wording(draft.about, code, draft.discreet), scene.now)
    if not messages:
        when = in_words(at.date() if plan.all_day else at, code)
        return scene.turn(scene.reply("command", Text(scene.say("reminder_too_late", when=when))), question=None)
    moments = ", ".join(short(wall(message.due_at), code) for message in messages)
    reply = scene.reply("command", Text(scene.say("reminder_set", moments=moments)))
    return scene.turn(reply, SetReminder(draft), question=None, reminders_off=False)
