"""Help near a town."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import cards, towns
from portal.here import here, take_language

blueprint = Blueprint("near", __name__, url_prefix="/<lang>/near")
blueprint.url_value_preprocessor(take_language)


@blueprint.get("")
def choose() -> Response:
    """Type a town, or take one of the list; what is everywhere stands below. A known town leads to its own page."""
    page = here()
    choice = towns.find(page.knowledge, request.args.get("place", ""))
    if choice.town:
        address = url_for(
            "near.municipality",
            lang=page.language.code,
            municipality_id=choice.town.id,
            village=choice.village,
        )
        return towns.remember(make_response(redirect(address, 303)), choice)
    body = render_template(
        "choose_town.html",
        choice=choice,
        towns=towns.towns_with_file(page.knowledge),
        national=cards.by_kind(page.knowledge.nation.services, page, datetime.now(UTC)),
    )
    return towns.remember(make_response(body), choice)


@blueprint.get("/<municipality_id>")
def municipality(municipality_id: str) -> Response:
    """The services of one municipality by kind, and the national ones below them."""
    page = here()
    town = towns.town_of(page.knowledge, municipality_id)
    if town is None:
        abort(404)
    local = page.knowledge.municipalities.get(municipality_id)
    choice = towns.find(page.knowledge, request.args.get("village", ""))
    if choice.town != town:
        choice = towns.Choice(town)
    now = datetime.now(UTC)
    return make_response(
        render_template(
            "near.html",
            town=town,
            notices=cards.notices(page, municipality_id, now),
            about=cards.about_town(page, choice),
            phone=page.knowledge.phone_of(municipality_id),
            groups=cards.by_kind(local.services if local else (), page, now),
            national=cards.by_kind(page.knowledge.nation.services, page, now),
        )
    )
