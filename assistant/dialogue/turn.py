"""One turn: what is answered to a message, in a fixed order, so that nothing urgent waits behind something clever."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.dialogue import answers, commands, reminding, whereabouts
from assistant.dialogue.model import Choices, Conversation, OpenQuestion, Text, Turn
from assistant.dialogue.scene import Scene
from assistant.dialogue.words import FixedWords, picked
from assistant.matching import Matcher
from assistant.matching.private import without_private_numbers

LONGEST_MESSAGE = 1600
"""Characters. Twilio accepts no longer one (Twilio: "Message Body ... up to 1,600 characters")."""


PRIVACY = "privacy"
"""The key of `Language.smalltalk` for "who reads this?": people who fear an answer ask nothing else first."""


class Dialogue:
    """Answers messages out of one edition of the content. Holds no state of any person."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.knowledge = matcher.knowledge
        self._fixed = FixedWords(self.knowledge.languages)

    def turn(self, message: str, conversation: Conversation, now: datetime) -> Turn:
        """The outcome of this message at this moment (aware UTC). Pure: the same arguments give the same outcome.

        Order: stop words; crisis; who stopped hears how to start; who reads this; an open question; commands; a
        reminder; small talk, a place, the matched topic, asking back, a line in another language, "I don't know".
        """
        kept = without_private_numbers(message.strip())
        turn = self._turn(kept, conversation, now)
        if kept == message.strip():
            return turn
        warning = Text(self.knowledge.languages[turn.reply.language].messages["private_number"])
        return replace(turn, reply=replace(turn.reply, parts=(warning, *turn.reply.parts)))

    def _turn(self, message: str, conversation: Conversation, now: datetime) -> Turn:
        scene = self._scene(message, conversation, now)
        command = self._fixed.command(scene.message, scene.language.code)
        if command and command.name == "stop":
            return commands.stop(scene)
        crisis = scene.topic(scene.match.crisis)
        if crisis:
            return answers.crisis(scene, crisis)
        if scene.conversation.stopped and not (command and command.name == "start"):
            return scene.tell("still_stopped")
        if scene.match.smalltalk == PRIVACY and not command:
            return answers.smalltalk(scene, PRIVACY)
        answered = self._answer_to_question(scene)
        if answered:
            return answered
        if command:
            return commands.obey(scene, command)
        return self._plain(scene)

    def _scene(self, message: str, conversation: Conversation, now: datetime) -> Scene:
        place = conversation.place
        match = self.matcher.understand(message, conversation.language, place, asked=conversation.place_asked)
        first = next(iter(self.knowledge.languages))
        code = conversation.language if conversation.language_chosen else match.language or conversation.language
        command = self._fixed.command(message, conversation.language or first)
        if command:
            # A command word is the same in many languages: it changes the language of nobody who is talking already.
            code = conversation.language or command.language
        language = self.knowledge.languages.get(code or first, self.knowledge.languages[first])
        # Who is in one of two places of a name is no longer where they were.
        place = match.place or (None if match.namesakes else place)
        remembered = replace(conversation, language=language.code, place=place)
        return Scene(message, remembered, self.knowledge, match, language, now)

    def _answer_to_question(self, scene: Scene) -> Turn | None:
        question = scene.open_question
        if question is None:
            return None
        if question.kind == "choose":
            return self._choice(scene, question)
        if self._fixed.is_discreet(scene.message):
            return reminding.discreet(scene, question)
        return reminding.answered(scene, question, self._fixed.yes_or_no(scene.message, scene.language.code))

    def _choice(self, scene: Scene, question: OpenQuestion) -> Turn | None:
        number = picked(scene.message)
        if number is None:
            named = whereabouts.picked_place(scene.message, question)
            return answers.place_told(whereabouts.moved(scene, named)) if named else None
        choice = next((choice for choice in question.choices if choice.number == number), None)
        if choice is None:
            reply = scene.reply("ask", Text(scene.say("choose_again")), Choices(question.choices))
            return scene.turn(reply)
        if choice.place:
            return answers.place_told(whereabouts.moved(scene, choice))
        if choice.topic is None:
            return reminding.offer(scene)
        topic = scene.topic(choice.topic)
        return answers.answer(scene, topic) if topic else None

    def _plain(self, scene: Scene) -> Turn:
        if not scene.message:
            return scene.tell("empty")
        if len(scene.message) > LONGEST_MESSAGE:
            return scene.tell("too_long")
        if picked(scene.message) is not None:
            return scene.tell("choice_expired")
        return reminding.request(scene) or self._matched(scene)

    def _matched(self, scene: Scene) -> Turn:
        match = scene.match
        if match.smalltalk:
            return answers.smalltalk(scene, match.smalltalk)
        if self._fixed.yes_or_no(scene.message, scene.language.code) is not None:
            asked = scene.open_question and scene.open_question.kind == "when"
            return scene.tell("reminder_not_understood" if asked else "nothing_open")
        if match.foreign:
            line = self.knowledge.other_languages[match.foreign].line
            return scene.turn(scene.reply("unknown", Text(scene.with_number(line))))
        if match.only_place:
            return answers.which_place(scene) or answers.place_told(scene)
        topic = scene.topic(match.topics[0].id) if match.topics else None
        if match.outcome == "answer" and topic:
            return answers.answer(scene, topic, match.topics)
        if match.outcome == "ask" and topic:
            return answers.ask_back(scene, match.topics)
        if scene.open_question and scene.open_question.kind == "when":
            return scene.tell("reminder_not_understood")
        return answers.unknown(scene)
