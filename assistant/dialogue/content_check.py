"""Whether a way of asking in the content would be read as a command before any topic is looked for."""

from __future__ import annotations

from assistant.dialogue.words import FixedWords
from assistant.knowledge import KnowledgeBase
from assistant.knowledge.problem import Problem


def check_commands(knowledge: KnowledgeBase) -> list[Problem]:
    """Questions that are a command word in some language ("stop", "taal"): they never reach their topic.

    A question that is the command for a human is left alone: that command gives a number to call as well.
    """
    fixed = FixedWords(knowledge.languages)
    found = []
    for topic in knowledge.topics.values():
        for number, question in enumerate(topic.questions):
            command = fixed.command(question, topic.language)
            if command and command.name != "human":
                line = topic.lines.get(f"questions.{number}", 1)
                said = f"questions: {question!r} is het commando {command.name} ({command.language}); schrijf meer"
                found.append(Problem(topic.path, line, said, "warning"))
    return found
