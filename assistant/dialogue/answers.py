"""The answers to questions: a topic, the crisis line first, asking back, and an honest "I don't know"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from assistant.dialogue.model import Checked, Choice, Help, Hint, Local, OpenQuestion, Part, Text, Turn
from assistant.dialogue.scene import Scene
from assistant.dialogue.words import bare
from assistant.knowledge import Language, Service, Topic
from assistant.knowledge.hours import is_open
from assistant.knowledge.plain import plain
from assistant.matching import Scored

MOST_CHOICES = 3
MISSES_BEFORE_A_PERSON = 3
READING_ORDER = ("steps", "rights", "duties", "refused")

_EARLIER_KEPT = 5


def answer(scene: Scene, topic: Topic, topics: tuple[Scored, ...] = ()) -> Turn:
    """The topic's text message, help near the person, and the ways on."""
    choices, question = _ways_on(scene, topic)
    parts: list[Part] = [Text(scene.with_number(topic.sms)), *_local(scene, topic), *choices]
    parts.append(Checked(topic.sources[0], topic.checked))
    if scene.conversation.place is None and topic.services:
        parts.append(Hint(scene.say("sms.place")))
    parts.append(Hint(scene.say("sms.more")))
    reply = scene.reply("answer", *parts, topics=topics or (Scored(topic.id, 1.0),))
    return scene.turn(reply, topic=topic.id, section=0, earlier=_earlier(scene, topic), question=question)


def crisis(scene: Scene, topic: Topic) -> Turn:
    """The crisis line first, whatever else is going on; then the practical answer to the same message."""
    practical = scene.match.topics[0] if scene.match.outcome == "answer" and scene.match.topics else None
    other = scene.topic(practical.id) if practical and practical.id != topic.id else None
    choices, question = _ways_on(scene, other or topic)
    parts: list[Part] = [Text(scene.with_number(topic.sms))]
    topics = [Scored(topic.id, 1.0)]
    if other and practical:
        parts += [Text(f"{scene.say('also')} {scene.with_number(other.sms)}"), *_local(scene, other)]
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


def place_told(scene: Scene) -> Turn:
    """The message was a place: what it means for the last answer, or an invitation to ask."""
    name = place_name(scene)
    topic = scene.topic(scene.conversation.topic)
    if topic is None:
        return scene.turn(scene.reply("command", Text(scene.say("place_known", place=name))))
    choices, question = _ways_on(scene, topic)
    near = Text(scene.say("near", topic=topic.menu_label, place=name))
    local = [replace(part, phone=scene.phone) if isinstance(part, Help) else part for part in _local(scene, topic)]
    reply = scene.reply("answer", near, *local, *choices, Hint(scene.say("sms.more")), topics=(Scored(topic.id, 1.0),))
    return scene.turn(reply, section=0, question=question)


def is_only_place(scene: Scene) -> bool:
    """Whether the message says where somebody is, and nothing else: "Dordrecht", "ik ben nu in Den Haag"."""
    said = bare(scene.message)
    names = (
        bare(name)
        for place in scene.knowledge.places
        if place.municipality == scene.match.place
        for name in (place.name, *place.other_names)
    )
    longest = max((name for name in names if re.search(rf"\b{re.escape(name)}\b", said)), key=len, default="")
    around = set(re.sub(rf"\b{re.escape(longest)}\b", " ", said).split()) if longest else set(said.split())
    small = {word for language in scene.knowledge.languages.values() for word in _small_words(language)}
    return around <= small if longest else len(around) == 1


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


def place_name(scene: Scene) -> str:
    """The name of the person's place, as a person writes it."""
    return scene.knowledge.place_name(scene.conversation.place or "")


def reachable_first(services: tuple[Service, ...], now: datetime) -> tuple[Service, ...]:
    """What can be reached now, then what may be, then what is closed; the order of the topic within each."""
    rank = {True: 0, None: 1, False: 2}
    return tuple(sorted(services, key=lambda service: rank[is_open(service, now)]))


def _local(scene: Scene, topic: Topic) -> list[Part]:
    place = scene.conversation.place
    if place is None:
        return []
    name = place_name(scene)
    municipality = scene.knowledge.municipalities.get(place)
    addition = municipality.topics.get(topic.id) if municipality else None
    text = addition.text(scene.language.code) if addition else None
    local = municipality.services if municipality else ()
    fitting = tuple(service for kind in topic.services for service in local if service.kind == kind)
    # Where the text itself names the number of the municipality, it need not come twice.
    number = None if scene.phone in scene.with_number(topic.sms) else scene.phone
    found = Help(reachable_first(fitting, scene.now), name, number)
    return [found, Local(scene.say("local", place=name, text=text))] if text else [found]


def _small_words(language: Language) -> tuple[str, ...]:
    return (*language.words.function_words, *language.words.before_place)


def _ways_on(scene: Scene, topic: Topic) -> tuple[list[Part], OpenQuestion | None]:
    """The choices under an answer and the question they leave open; nothing and None where the topic leads nowhere."""
    ways: list[tuple[str, str | None]] = [(scene.label(other), other) for other in topic.next if scene.topic(other)]
    if topic.remind:
        ways = [*ways[: MOST_CHOICES - 1], (scene.say("reminder_offer"), None)]
    if not ways:
        return [], None
    choices, question = scene.ask(Choice(number, label, target) for number, (label, target) in enumerate(ways, 1))
    return [choices], question


def _earlier(scene: Scene, topic: Topic) -> tuple[str, ...]:
    last = scene.conversation.topic
    earlier = scene.conversation.earlier
    return earlier if last is None or last == topic.id else (*earlier, last)[-_EARLIER_KEPT:]
