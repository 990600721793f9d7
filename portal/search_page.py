"""Search in topics and services."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request, url_for

from assistant.search import Hit
from portal import towns
from portal.here import here, site, take_language
from portal.pages import topic_address

LONGEST_QUESTION = 200
"""Letters of a question that are searched for; longer ones are told so."""

MOST_HITS = 15

blueprint = Blueprint("search", __name__, url_prefix="/<lang>/search")
blueprint.url_value_preprocessor(take_language)


@dataclass(frozen=True)
class Found:
    """One line of the results."""

    address: str
    title: str
    snippet: str
    label: str


@blueprint.get("")
def results() -> Response:
    """What fits `?q=`, in the town of `?place=` or of the cookie. 400 with a clear message for what is no question."""
    page = here()
    question = request.args.get("q", "").strip()
    choice = towns.chosen(page.knowledge)
    mistake = _mistake(question)
    found: list[Found] = []
    mended = None
    if question and not mistake:
        answer = site().service.content.current.index.search(
            question, page.language.code, choice.town.id if choice.town else None, MOST_HITS
        )
        mended = answer.mended
        found = [line for hit in answer.hits if (line := _found(hit))]
    body = render_template(
        "search.html",
        question="" if mistake else question,
        mistake=mistake,
        found=found,
        mended=mended,
        choice=choice,
    )
    return towns.remember(make_response(body, 400 if mistake else 200), choice)


def _mistake(question: str) -> str | None:
    wording = here().wording
    if len(question) > LONGEST_QUESTION:
        return wording("Your question is too long. Use at most {count} letters.", count=LONGEST_QUESTION)
    if any(not letter.isprintable() for letter in question):
        return wording("There is a character in your question that cannot be read. Type the question again.")
    return None


def _found(hit: Hit) -> Found | None:
    page = here()
    if hit.topic:
        area = page.language.areas.get(hit.topic.area, "")
        return Found(topic_address(hit.topic), hit.topic.title, hit.snippet, area)
    if hit.service is None:
        return None
    town = towns.town_of(page.knowledge, hit.municipality) if hit.municipality else None
    if town is None:
        town_id, place = page.knowledge.nation.id, page.wording("Everywhere in the Netherlands")
        address = url_for("near.choose", lang=page.language.code)
    else:
        town_id, place = town.id, town.name
        address = url_for("near.municipality", lang=page.language.code, municipality_id=town_id)
    kind = page.language.kinds[hit.service.kind]
    return Found(f"{address}#{town_id}-{hit.service.id}", hit.service.name, hit.snippet, f"{kind}, {place}")
