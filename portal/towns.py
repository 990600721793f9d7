"""The town of a visitor: typed, understood, and remembered until the browser closes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, request
from rapidfuzz import fuzz, process

from assistant.knowledge import KnowledgeBase, Place

COOKIE = "plaats"
LONGEST_NAME = 80

_MOST_SUGGESTIONS = 6
_NEAR_ENOUGH = 75


@dataclass(frozen=True)
class Town:
    """A municipality: its id, and its name. A file with its services may not exist."""

    id: str
    name: str


@dataclass(frozen=True)
class Choice:
    """What a visitor said of the town: `town` is meant, `asked` was typed now, `suggestions` may be meant."""

    town: Town | None = None
    asked: str = ""
    suggestions: tuple[Town, ...] = ()

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
    """The municipality of a place name in any spelling of capitals and accents, or names that look like it."""
    asked = "".join(letter for letter in typed if letter.isprintable()).strip()[:LONGEST_NAME]
    wanted = _plain(asked)
    if not wanted:
        return Choice(asked=asked)
    names: dict[str, str] = {}
    for place in knowledge.places:
        for name in _names(place):
            names.setdefault(name, place.municipality)
    for municipality in knowledge.municipalities.values():
        names.setdefault(_plain(municipality.name), municipality.id)
    if wanted in names:
        return Choice(town_of(knowledge, names[wanted]), asked)
    near = process.extract(wanted, list(names), scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS, score_cutoff=_NEAR_ENOUGH)
    ids = dict.fromkeys(names[name] for name, _, _ in near)
    return Choice(None, asked, tuple(town for found in ids if (town := town_of(knowledge, found))))


def town_of(knowledge: KnowledgeBase, municipality_id: str) -> Town | None:
    """The municipality with this id, also where it has no file; None when there is none."""
    local = knowledge.municipalities.get(municipality_id)
    if local:
        return Town(local.id, local.name)
    # The first place of a municipality in regions.yaml carries its own name.
    name = next((place.name for place in knowledge.places if place.municipality == municipality_id), None)
    return Town(municipality_id, name) if name else None


def towns_with_file(knowledge: KnowledgeBase) -> list[Town]:
    """The municipalities whose services we know, by name."""
    towns = (Town(local.id, local.name) for local in knowledge.municipalities.values())
    return sorted(towns, key=lambda town: _plain(town.name))


def _names(place: Place) -> Iterator[str]:
    yield _plain(place.name)
    for name in place.other_names:
        yield _plain(name)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    kept = "".join(" " if letter in "-'’." else letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split())
