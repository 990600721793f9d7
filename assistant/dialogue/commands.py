"""What the command words do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.dialogue import answers, reminding
from assistant.dialogue.model import Conversation, DeletePerson, Resume, StopAll, StopReminders, Text, Turn
from assistant.dialogue.scene import Scene
from assistant.dialogue.words import Command


def stop(scene: Scene) -> Turn:
    """End everything. Who stopped before gets no second text about it."""
    if scene.conversation.stopped:
        return scene.turn(scene.reply("command"))
    reply = scene.reply("command", Text(scene.say("stopped")))
    return scene.turn(reply, StopAll(), stopped=True, question=None)


def start(scene: Scene) -> Turn:
    """Answers and texts again."""
    reply = scene.reply("command", Text(scene.say("started")))
    return scene.turn(reply, Resume(), stopped=False, reminders_off=False)


def more(scene: Scene) -> Turn:
    """The rest of the last answer, then the sections of its topic one by one."""
    unread = scene.conversation.unread
    if unread:
        reply = scene.reply("command", Text(unread[0]))
        return scene.turn(reply, unread=unread[1:], place_asked=scene.conversation.place_asked)
    topic = scene.topic(scene.conversation.topic)
    return answers.section(scene, topic) if topic else scene.tell("nothing_to_continue")


def back(scene: Scene) -> Turn:
    """The answer before the last one."""
    earlier = scene.conversation.earlier
    topic = scene.topic(earlier[-1]) if earlier else None
    if topic is None:
        return scene.tell("nothing_back")
    turn = answers.answer(scene, topic)
    return replace(turn, conversation=replace(turn.conversation, earlier=earlier[:-1]))


def language(scene: Scene, code: str | None = None) -> Turn:
    """Another language from now on: the named one, or the next."""
    codes = list(scene.knowledge.languages)
    chosen = code or codes[(codes.index(scene.language.code) + 1) % len(codes)]
    there = replace(scene, language=scene.knowledge.languages[chosen])
    return there.turn(there.reply("command", Text(there.say("language_set"))), language=chosen, language_chosen=True)


def human(scene: Scene) -> Turn:
    """The number of a person."""
    return scene.tell("human", phone=scene.phone)


def help_(scene: Scene) -> Turn:
    """What can be texted here."""
    return scene.tell("help")


def no_reminders(scene: Scene) -> Turn:
    """End the reminders and nothing else."""
    reply = scene.reply("command", Text(scene.say("reminders_stopped")))
    return scene.turn(reply, StopReminders(), reminders_off=True, question=None)


def delete(scene: Scene) -> Turn:
    """Forget this person."""
    reply = scene.reply("command", Text(scene.say("deleted")))
    return Turn(reply, Conversation(language=scene.conversation.language), (DeletePerson(),))


_COMMANDS: Mapping[str, Callable[[Scene], Turn]] = {
    "stop": stop,
    "start": start,
    "more": more,
    "back": back,
    "human": human,
    "help": help_,
    "no_reminders": no_reminders,
    "delete": delete,
    "reminders": reminding.overview,
}


def obey(scene: Scene, command: Command) -> Turn:
    """Do what the command says."""
    if command.name == "cancel":
        return reminding.cancel(scene, command.number or 0)
    if command.name in {"language", "speak"}:
        return language(scene, command.language if command.name == "speak" else None)
    return _COMMANDS[command.name](scene)
