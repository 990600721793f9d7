"""The answers to questions: a topic, the crisis line first, asking back, and an honest "I don't know"."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue import whereabouts
from assistant.dialogue.model import Checked, Choice, Help, Hint, OpenQuestion, Part, Text, Turn
from assistant.dialogue.scene import Scene
from assistant.knowledge import Topic
from assistant.knowledge.plain import plain
from assistant.matching import Scored

MOST_CHOICES = 3
MISSES_BEFORE_A_PERSON = 3
READING_ORDER = ("steps", "rights", "duties", "refused")

_EARLIER_KEPT = 5


def answer(scene: Scene, topic: Topic, topics: tuple[Scored, ...] = ()) -> Turn:
    """The topic's text message, help near the person, and the ways on."""
    choices, question = _ways_on(scene, topic)
    text = Text(scene.with_number(topic.sms))
    parts: list[Part] = [*whereabouts.notices(scene, topic), text, *whereabouts.local(scene, topic), *choices]
    parts.append(Checked(topic.sources[0], topic.checked))
    asks_place = scene.conversation.place is None and bool(topic.services)
    if asks_place and not scene.match.namesakes:
        parts.append(Hint(scene.say("sms.place")))
    parts.append(Hint(scene.say("sms.more")))
    reply = scene.reply("answer", *parts, topics=topics or (Scored(topic.id, 1.0),))
    earlier = _earlier(scene, topic)
    return scene.turn(reply, topic=topic.id, section=0, earlier=earlier, question=question, place_asked=asks_place)


def crisis(scene: Scene, topic: Topic) -> Turn:
    """The crisis line first, whatever else is going on; then the practical answer to the same message."""
    practical = scene.match.topics[0] if scene.match.outcome == "answer" and scene.match.topics else None
    other = scene.topic(practical.id) if practical and practical.id != topic.id else None
    choices, question = _ways_on(scene, other or topic)
    said = topic.sms_helper if scene.match.is_about_another and topic.sms_helper else topic.sms
    parts: list[Part] = [Text(scene.with_number(said))]
    topics = [Scored(topic.id, 1.0)]
    if other and practical:
        text = Text(f"{scene.say('also')} {scene.with_number(other.sms)}")
        parts += [*whereabouts.notices(scene, other), text, *whereabouts.local(scene, other)]
        topics.append(practical)
    parts += [*choices, Checked(topic.sources[0], topic.checked), Hint(scene.say("sms.more"))]
    reply = scene.reply("crisis", *parts, topics=topics)
    return scene.turn(
        reply, topic=(other or topic).id, section=0, earlier=_earlier(scene, other or topic), question=question
    )


def ask_back(scene: Scene, topics: tuple[Scored, ...]) -> Turn:
    """Which of these is meant?"""
    offered = topics[:MOST_CHOICES]
    choices, question = scene.ask(
        Choice(number, scene.label(scored.id), scored.id) for number, scored in enumerate(offered, 1)
    )
    reply = scene.reply("ask", Text(scene.say("ask")), choices, Hint(scene.say("ask_none")), topics=offered)
    return scene.turn(reply, question=question)


def unknown(scene: Scene) -> Turn:
    """An honest "I don't know" with the number of a person; the third time in a row, a person first."""
    misses = scene.conversation.misses + 1
    key = "unknown_again" if misses >= MISSES_BEFORE_A_PERSON else "unknown"
    return scene.turn(scene.reply("unknown", Text(scene.say(key, phone=scene.phone))), misses=misses, question=None)


def smalltalk(scene: Scene, key: str) -> Turn:
    """The short human answer to small talk, with the way on."""
    answer = scene.language.smalltalk[key].answer.replace("{phone}", scene.phone)
    return scene.turn(scene.reply("smalltalk", Text(answer)))


def place_told(scene: Scene) -> Turn:
    """The message was a place: what it means for the last answer, or an invitation to ask."""
    topic = scene.topic(scene.conversation.topic)
    if topic is None:
        return scene.turn(scene.reply("command", Text(_welcome(scene))))
    choices, question = _ways_on(scene, topic)
    near = Text(scene.say("near", topic=topic.menu_label, place=whereabouts.place_name(scene)))
    local = [
        replace(part, phone=scene.phone) if isinstance(part, Help) else part for part in whereabouts.local(scene, topic)
    ]
    parts = [*whereabouts.notices(scene, topic), near, *local, *choices, Hint(scene.say("sms.more"))]
    reply = scene.reply("answer", *parts, topics=(Scored(topic.id, 1.0),))
    return scene.turn(reply, section=0, question=question)


def which_place(scene: Scene) -> Turn | None:
    """The message was a name of several places: which? None where it was not."""
    asked = whereabouts.which(scene)
    if asked is None:
        return None
    part, question = asked
    return scene.turn(scene.reply("ask", part), question=question)


def _welcome(scene: Scene) -> str:
    known = scene.say("place_known", place=scene.match.place_name or whereabouts.place_name(scene))
    return f"{whereabouts.belongs(scene)} {known}".strip()


def section(scene: Scene, topic: Topic) -> Turn:
    """The next section of the topic that was answered last."""
    position = scene.conversation.section
    if position >= len(READING_ORDER):
        return scene.tell("no_more")
    name = READING_ORDER[position]
    text = f"{scene.language.headings[name]}:\n{scene.with_number(plain(topic.sections[name]))}"
    hint = (Hint(scene.say("sms.more")),) if position + 1 < len(READING_ORDER) else ()
    reply = scene.reply("answer", Text(text), *hint, topics=(Scored(topic.id, 1.0),))
    return scene.turn(reply, section=position + 1)


def _ways_on(scene: Scene, topic: Topic) -> tuple[list[Part], OpenQuestion | None]:
    """The choices under an answer and the question they leave open; nothing and None where the topic leads nowhere.

    Where help nearby hangs on which place of one name is meant, that is asked instead.
    """
    asked = whereabouts.which(scene) if topic.services else None
    if asked:
        return [asked[0]], asked[1]
    also = [scene.match.also.id] if scene.match.also else []
    targets = [other for other in dict.fromkeys((*also, *topic.next)) if other != topic.id and scene.topic(other)]
    ways: list[tuple[str, str | None]] = [(scene.label(other), other) for other in targets[:MOST_CHOICES]]
    if topic.remind:
        offer = scene.knowledge.plans[topic.remind].offer.get(scene.language.code)
        ways = [*ways[: MOST_CHOICES - 1], (offer or scene.say("reminder_offer"), None)]
    if not ways:
        return [], None
    choices, question = scene.ask(Choice(number, label, target) for number, (label, target) in enumerate(ways, 1))
    return [choices], question


def _earlier(scene: Scene, topic: Topic) -> tuple[str, ...]:
    last = scene.conversation.topic
    earlier = scene.conversation.earlier
    return earlier if last is None or last == topic.id else (*earlier, last)[-_EARLIER_KEPT:]
