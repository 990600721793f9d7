"""The pages that people read: home, a life area, a topic."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from assistant.dialogue import whereabouts
from assistant.knowledge import SECTIONS, KnowledgeBase, Topic
from portal import cards, towns
from portal.here import here, negotiated, take_language
from portal.markup import section_html, with_telephone_links

TONIGHT = "slaapplek-vannacht"
"""The topic behind the large link on the home page: at night this is the first question."""

front = Blueprint("front", __name__)
blueprint = Blueprint("pages", __name__, url_prefix="/<lang>")
blueprint.url_value_preprocessor(take_language)


@front.get("/")
def start() -> BaseResponse:
    """Go to the home page in the language of the browser."""
    response = redirect(url_for("pages.home", lang=negotiated()))
    response.vary.add("Accept-Language")
    return response


@front.get("/favicon.ico")
def favicon() -> BaseResponse:
    """For browsers that ask without looking at the page."""
    return redirect(url_for("static", filename="favicon.svg"), 301)


@blueprint.get("/")
def home() -> Response:
    """The life areas, the search box, a place to sleep tonight, and the numbers for danger."""
    page = here()
    code = page.language.code
    areas = [(area, name, topics_of(page.knowledge, code, area)) for area, name in page.language.areas.items()]
    tonight = page.knowledge.topic(code, TONIGHT)
    choice = towns.chosen(page.knowledge)
    return make_response(render_template("home.html", areas=areas, tonight=tonight, choice=choice))


@blueprint.get("/<area>/")
def area(area: str) -> Response:
    """All topics of one life area."""
    page = here()
    if area not in page.language.areas:
        abort(404)
    topics = topics_of(page.knowledge, page.language.code, area)
    return make_response(render_template("area.html", area=area, name=page.language.areas[area], topics=topics))


@blueprint.get("/<area>/<topic_id>")
def topic(area: str, topic_id: str) -> BaseResponse:
    """One topic, with what is near the chosen town. An address with another area leads to the right one."""
    page = here()
    found = page.knowledge.topic(page.language.code, topic_id)
    if found is None:
        abort(404)
    if found.area != area:
        return redirect(topic_address(found), 301)
    choice = towns.chosen(page.knowledge)
    town_id = choice.town.id if choice.town else None
    now = datetime.now(UTC)
    near, everywhere = cards.for_topic(found, town_id, page, now)
    addition = whereabouts.local_addition(page.knowledge, page.language, town_id or "", found)
    response = make_response(
        render_template(
            "topic.html",
            topic=found,
            sections=sections_html(found),
            near=near,
            everywhere=everywhere,
            choice=choice,
            notices=cards.notices(page, town_id, now, found),
            about=cards.about_town(page, choice, with_shelter=whereabouts.is_about_shelter(found)),
            addition=with_telephone_links(addition) if addition else None,
            phone=page.knowledge.phone_of(town_id),
            following=[other for name in found.next if (other := page.knowledge.topic(page.language.code, name))],
        )
    )
    return towns.remember(response, choice)


def topics_of(knowledge: KnowledgeBase, language: str, area: str) -> list[Topic]:
    """The topics of an area by title; the one for tonight first."""
    topics = [topic for topic in knowledge.topics_of(language) if topic.area == area]
    return sorted(topics, key=lambda topic: (topic.id != TONIGHT, topic.title.casefold()))


def topic_address(topic: Topic) -> str:
    """The address of the page of a topic, in the language of the topic."""
    return url_for("pages.topic", lang=topic.language, area=topic.area, topic_id=topic.id)


def sections_html(topic: Topic) -> list[tuple[str, str, str]]:
    """Each section with its heading: name, heading, HTML."""
    page = here()

    def address(topic_id: str) -> str | None:
        other = page.knowledge.topic(topic.language, topic_id)
        return topic_address(other) if other else None

    headings = page.language.headings
    return [
        (name, headings[name], section_html(topic.sections[name], address))
        for name in SECTIONS
        if name in topic.sections
    ]
