"""The town of a visitor: typed, understood, and remembered until the browser closes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, request
from rapidfuzz import fuzz, process

from assistant.knowledge import KnowledgeBase, Place

COOKIE = "plaats"
LONGEST_NAME = 80

_MOST_SUGGESTIONS = 6
_NEAR_ENOUGH = 75
_POSTCODE = re.compile(r"([1-9]\d{3}) ?(?:[a-z]{2})?")


@dataclass(frozen=True)
class Town:
    """A municipality: its id, and its name. A file with its services may not exist."""

    id: str
    name: str


@dataclass(frozen=True)
class Choice:
    """What a visitor said of the town: `town` is meant, `asked` was typed now, `suggestions` may be meant.

    `village` is the name of a place in that town which was typed, where it is another one; `has_namesakes`: the
    suggestions all have the name that was typed.
    """

    town: Town | None = None
    asked: str = ""
    suggestions: tuple[Town, ...] = ()
    village: str | None = None
    has_namesakes: bool = False

    @property
    def is_unknown(self) -> bool:
        """Something was typed, and it is no town we know."""
        return bool(self.asked) and self.town is None


def chosen(knowledge: KnowledgeBase) -> Choice:
    """The town of `?place=`, or of the cookie. An address with an empty `place=` forgets the town."""
    if "place" in request.args:
        return find(knowledge, request.args["place"])
    return Choice(town_of(knowledge, request.cookies.get(COOKIE, "")))


def remember(response: Response, choice: Choice) -> Response:
    """Keep the town that was typed now, or forget it, for as long as the browser is open: computers are shared."""
    if "place" in request.args:
        if choice.town:
            response.set_cookie(COOKIE, choice.town.id, httponly=True, samesite="Lax", secure=request.is_secure)
        elif not choice.asked:
            response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def find(knowledge: KnowledgeBase, typed: str) -> Choice:
    """The municipality of a place name in any spelling of capitals and accents, or of a postcode.

    Otherwise what may be meant: the places of that name, or names that look like it.
    """
    asked = "".join(letter for letter in typed if letter.isprintable()).strip()[:LONGEST_NAME]
    wanted = _plain(asked)
    if not wanted:
        return Choice(asked=asked)
    postcode = _POSTCODE.fullmatch(wanted)
    if postcode:
        return Choice(town_of(knowledge, knowledge.municipality_at(int(postcode[1])) or ""), asked)
    names: defaultdict[str, list[Place]] = defaultdict(list)
    for place in knowledge.places:
        for name in _names(place):
            names[name].append(place)
    towns = {_plain(town.name): town.id for town in knowledge.municipalities.values()}
    if wanted in names:
        return _named(knowledge, names[wanted], asked)
    if wanted in towns:
        return Choice(town_of(knowledge, towns[wanted]), asked)
    near = process.extract(wanted, list(names), scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS, score_cutoff=_NEAR_ENOUGH)
    ids = dict.fromkeys(place.municipality for name, _, _ in near for place in names[name])
    return Choice(None, asked, tuple(town for found in ids if (town := town_of(knowledge, found))))


def _named(knowledge: KnowledgeBase, places: list[Place], asked: str) -> Choice:
    """The municipality of these places of one name; where there are several, all of them to choose from."""
    towns = {place.municipality: Town(place.municipality, place.label) for place in places}
    if len(towns) > 1:
        return Choice(None, asked, tuple(towns.values()), has_namesakes=True)
    town = town_of(knowledge, places[0].municipality)
    seat = knowledge.seat(places[0].municipality)
    is_other = town is not None and places[0] is not seat and _plain(places[0].name) != _plain(town.name)
    return Choice(town, asked, village=places[0].label if is_other else None)


def town_of(knowledge: KnowledgeBase, municipality_id: str) -> Town | None:
    """The municipality with this id, also where it has no file; None when there is none."""
    local = knowledge.municipalities.get(municipality_id)
    if local:
        return Town(local.id, local.name)
    seat = knowledge.seat(municipality_id)
    return Town(municipality_id, seat.label) if seat else None


def towns_with_file(knowledge: KnowledgeBase) -> list[Town]:
    """The municipalities whose services we know, by name."""
    towns = (Town(local.id, local.name) for local in knowledge.municipalities.values())
    return sorted(towns, key=lambda town: _plain(town.name))


def _names(place: Place) -> Iterator[str]:
    yield _plain(place.name)
    if place.where:
        yield _plain(place.label)
    for name in place.other_names:
        yield _plain(name)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    kept = "".join(" " if letter in "-'’.()" else letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split())
