"""Where somebody is: the help there, the nearest shelter, and which of the places of one name is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.dialogue.model import Choice, Help, Local, Notice, OpenQuestion, Part, Which
from assistant.dialogue.scene import Scene
from assistant.dialogue.words import bare
from assistant.knowledge import KnowledgeBase, Language, Place, Service, Topic
from assistant.knowledge.hours import is_open

BEDS = frozenset({"nachtopvang", "winteropvang"})
DESK = "aanmeldpunt"
"""A topic with services of `BEDS`, or with this kind first, is about shelter."""

MOST_NAMESAKES = 4

_MOST_BESIDE = 2
"""Words beside the one that tells which place is meant."""


def notices(scene: Scene, topic: Topic) -> list[Part]:
    """What is to be said before this answer, at this place and on this day."""
    place = scene.conversation.place
    if place is None:
        return []
    held = scene.knowledge.notices_for(place, scene.today, topic)
    return [Notice(scene.say("notice", text=notice.text(scene.language.code))) for notice in held]


def local(scene: Scene, topic: Topic) -> list[Part]:
    """The help near the person, and what the municipality adds to the topic."""
    place = scene.conversation.place
    if place is None:
        return []
    name = place_name(scene)
    municipality = scene.knowledge.municipalities.get(place)
    text = local_addition(scene.knowledge, scene.language, place, topic)
    services = municipality.services if municipality else ()
    fitting = tuple(service for kind in topic.services for service in services if service.kind == kind)
    # Where the text itself names the number of the municipality, it need not come twice.
    number = None if scene.phone in scene.with_number(topic.sms) else scene.phone
    shelter = shelter_near(scene, topic)
    about = " ".join(filter(None, (belongs(scene), *shelter)))
    found = Help(reachable_first(fitting, scene.now), name, number, about, shelter[0] if len(shelter) > 1 else "")
    return [found, Local(scene.say("local", place=name, text=text))] if text else [found]


def local_addition(knowledge: KnowledgeBase, language: Language, municipality: str, topic: Topic) -> str | None:
    """What the municipality adds to the topic in this language: its line, or else its term in months; None for none."""
    local = knowledge.municipalities.get(municipality)
    addition = local.topics.get(topic.id) if local else None
    if addition is None:
        return None
    months = addition.months
    term = language.messages["local_months"].format(months=months) if months else None
    return addition.text(language.code) or term


def belongs(scene: Scene) -> str:
    """Which municipality the place of this message belongs to; empty where the names are the same."""
    town = scene.match.place_name
    return scene.say("belongs", town=town, place=place_name(scene)) if is_village(scene) else ""


def is_village(scene: Scene) -> bool:
    """Whether the message names a place of which the municipality has another name."""
    town = scene.match.place_name
    if not town or not scene.match.place:
        return False
    seat = scene.knowledge.seat(scene.match.place)
    return bare(town) not in {bare(place_name(scene)), bare(seat.label) if seat else ""}


def shelter_near(scene: Scene, topic: Topic) -> tuple[str, ...]:
    """`shelter_lines` for the person's municipality; empty for a topic that is not about shelter."""
    place = scene.conversation.place
    return shelter_lines(scene.knowledge, scene.language, place) if place and is_about_shelter(topic) else ()


def shelter_lines(knowledge: KnowledgeBase, language: Language, municipality: str) -> tuple[str, ...]:
    """The nearest centre municipality, and that one may report anywhere; empty for a municipality with a file.

    Only the second where the municipality is a centre itself.
    """
    if municipality in knowledge.municipalities:
        return ()
    centre = knowledge.nearest_centre(municipality)
    anywhere = language.messages["any_municipality"]
    if centre is None or centre.municipality == municipality:
        return (anywhere,)
    phone = knowledge.phone_of(centre.municipality) or language.messages["any_phone"]
    name = knowledge.place_name(centre.municipality)
    return language.messages["shelter_near"].format(place=name, phone=phone), anywhere


def is_about_shelter(topic: Topic) -> bool:
    """Whether the topic helps somebody to a bed."""
    return bool(BEDS & set(topic.services)) or topic.services[:1] == (DESK,)


def which(scene: Scene) -> tuple[Which, OpenQuestion] | None:
    """The question which place of one name is meant, and what is open then; None where nothing is to be asked."""
    places = sorted(scene.match.namesakes, key=_short)[:MOST_NAMESAKES]
    if not places:
        return None
    items = tuple(Choice(number, _short(place), place=place.municipality) for number, place in enumerate(places, 1))
    # Of "Loenen aan de Vecht" and "Loenen (bij Apeldoorn)" the shortest name is the one they share.
    name = min((place.name for place in places), key=len)
    return Which(scene.say("which_place", name=name), items), OpenQuestion("choose", scene.now, items)


def picked_place(message: str, question: OpenQuestion) -> Choice | None:
    """The place that an answer in words picks: "limburg", "die in Limburg". A longer message is a new question."""
    said = bare(message).split()
    labels = ((item, bare(item.label).split()) for item in question.choices if item.place)
    fitting = [item for item, label in labels if set(label) <= set(said) and len(said) <= len(label) + _MOST_BESIDE]
    return fitting[0] if len(fitting) == 1 else None


def moved(scene: Scene, choice: Choice) -> Scene:
    """The same scene with the person at the place of this choice, as if the message had named it."""
    there = [place for place in scene.knowledge.places if place.municipality == choice.place]
    name = next((place.label for place in there if _short(place) == choice.label), None)
    match = replace(scene.match, place=choice.place, place_name=name, namesakes=())
    return replace(scene, match=match, conversation=replace(scene.conversation, place=choice.place))


def place_name(scene: Scene) -> str:
    """The name of the person's municipality, as a person writes it."""
    return scene.knowledge.place_name(scene.conversation.place or "")


def reachable_first(services: tuple[Service, ...], now: datetime) -> tuple[Service, ...]:
    """What can be reached now, then what may be, then what is closed; the order of the topic within each."""
    rank = {True: 0, None: 1, False: 2}
    return tuple(sorted(services, key=lambda service: rank[is_open(service, now)]))


def _short(place: Place) -> str:
    return place.where or place.name
