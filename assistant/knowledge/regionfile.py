"""`regions.yaml`, read and checked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from assistant.knowledge.problem import Problem
from assistant.knowledge.regions import Centre, Place, PostcodeRange
from assistant.knowledge.shape import Shape
from assistant.knowledge.textcheck import is_phone
from assistant.knowledge.validate import validate
from assistant.knowledge.yamlfile import YamlFile

S = TypeVar("S", bound=Shape)

_RANGE = re.compile(r"([1-9]\d{3})(?:-([1-9]\d{3}))?")


@dataclass(frozen=True)
class Regions:
    """All of the file. `postcodes` are in ascending order and do not overlap."""

    places: tuple[Place, ...] = ()
    centres: tuple[Centre, ...] = ()
    postcodes: tuple[PostcodeRange, ...] = ()


def read_regions(file: YamlFile) -> tuple[Regions, list[Problem]]:
    """Everything of the file that is right, and every mistake in it."""
    problems: list[Problem] = []
    places = _shapes(Place, file, "places", problems)
    centres = _shapes(Centre, file, "centres", problems)
    known = {place.municipality for place in places.values()}
    problems += _namesakes(file, places)
    problems += _centres(file, centres, known)
    postcodes = _postcodes(file, known, problems)
    return Regions(tuple(places.values()), tuple(centres.values()), postcodes), problems


def _shapes(shape: type[S], file: YamlFile, key: str, problems: list[Problem]) -> dict[int, S]:
    """The items of the list under this key that are right, by their position."""
    found = {}
    for position in range(len(file.data.get(key) or ())):
        value, mistakes = validate(shape, file, (key, position))
        problems += mistakes
        if value:
            found[position] = value
    return found


def _namesakes(file: YamlFile, places: dict[int, Place]) -> Iterator[Problem]:
    """A name of places in several municipalities has to say everywhere which of them is meant."""
    same: defaultdict[str, list[int]] = defaultdict(list)
    for position, place in places.items():
        same[place.name.casefold()].append(position)
    for positions in same.values():
        if len({places[position].municipality for position in positions}) > 1:
            for position in positions:
                if not places[position].where:
                    said = f"{places[position].name}: meer plaatsen heten zo; zet erbij waar: where: Limburg"
                    yield Problem(file.path, file.line(("places", position)), said)


def _centres(file: YamlFile, centres: dict[int, Centre], known: set[str]) -> Iterator[Problem]:
    for position, centre in centres.items():
        for municipality in (centre.municipality, *centre.serves):
            if municipality not in known:
                yield _unknown(file, ("centres", position), municipality)
        if centre.phone and not is_phone(centre.phone):
            said = f'{centre.phone!r} is geen geldig nummer; schrijf het zo: "14 078"'
            yield Problem(file.path, file.line(("centres", position, "phone")), said)


def _postcodes(file: YamlFile, known: set[str], problems: list[Problem]) -> tuple[PostcodeRange, ...]:
    ranges: list[PostcodeRange] = []
    written: Any = file.data.get("postcodes") or {}
    for municipality, codes in written.items() if isinstance(written, dict) else ():
        if municipality not in known:
            problems.append(_unknown(file, ("postcodes", municipality), municipality))
        for code in codes if isinstance(codes, list) else (codes,):
            match = _RANGE.fullmatch(str(code))
            if match is None or (match[2] or match[1]) < match[1]:
                said = f"postcodes.{municipality}: {code!r} is geen postcode; schrijf [3011-3089, 3151]"
                problems.append(Problem(file.path, file.line(("postcodes", municipality)), said))
            else:
                first, last = int(match[1]), int(match[2] or match[1])
                ranges.append(PostcodeRange(first=first, last=last, municipality=municipality))
    ranges.sort(key=lambda each: each.first)
    for one, other in pairwise(ranges):
        if other.first <= one.last:
            said = f"postcode {other.first} staat ook bij {one.municipality}; laat hem bij een gemeente"
            problems.append(Problem(file.path, file.line(("postcodes", other.municipality)), said))
    return tuple(ranges)


def _unknown(file: YamlFile, keys: Sequence[str | int], municipality: str) -> Problem:
    return Problem(file.path, file.line(keys), f"de gemeente {municipality!r} staat niet bij places; verbeter de naam")
