"""The list of GeoNames, merged into a copy of the real file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.knowledge import KnowledgeBase, Place
from assistant.knowledge.load import load
from tools.regions import main

CONTENT = Path(__file__).parents[2] / "content"


def row(name: str, lat: float, lon: float, code: str, country: str = "NL") -> dict[str, str]:
    """A place as the package has it."""
    return {"name": name, "lat": str(lat), "lng": str(lon), "country": country, "admin1": "01", "admin2": code}


LIST = [
    row("Gieten", 53.0042, 6.7653, "1680"),
    row("Rolde", 52.9867, 6.6439, "1680"),
    row("Gasselte", 52.9736, 6.7936, "1680"),
    row("Eexterzandvoort", 53.0283, 6.7861, "1680"),
    row("Dalen", 52.6994, 6.7553, "0109"),
    row("Sleen", 52.7742, 6.8028, "0109"),
    row("Gemeente", 52.7, 6.8, "0109"),
    row("Bergen", 52.67, 4.7, "9999"),
    row("Gent", 51.05, 3.72, "1680", country="BE"),
    row("Nergens", 52.0, 5.0, ""),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(CONTENT, tmp_path / "content")


def merge(folder: Path, rows: object, *options: str) -> tuple[str, KnowledgeBase]:
    listing = folder.parent / "cities.json"
    listing.write_text(json.dumps(rows))
    result = CliRunner().invoke(main, [str(listing), "--content", str(folder), *options])
    return result.output, load(folder)[0]


def place(knowledge: KnowledgeBase, name: str) -> Place:
    (found,) = (one for one in knowledge.places if one.name == name)
    return found


def test_a_place_gets_its_coordinates_and_keeps_what_people_wrote(folder: Path) -> None:
    before = (folder / "regions.yaml").read_text().splitlines()
    _, knowledge = merge(folder, LIST, "--write")

    assert place(knowledge, "Gieten").point == (53.0, 6.77)
    assert place(knowledge, "Dalen").is_word
    after = (folder / "regions.yaml").read_text().splitlines()
    assert [line.partition(", lat:")[0].rstrip("}") for line in before] == [
        line.partition(", lat:")[0].rstrip("}")
        for line in after
        if "Eexterzandvoort" not in line and "name: Gemeente," not in line
    ]


def test_a_missing_place_is_added_to_the_municipality_of_its_code(folder: Path) -> None:
    _, knowledge = merge(folder, LIST, "--write")

    assert place(knowledge, "Eexterzandvoort").municipality == "aa-en-hunze"
    assert not place(knowledge, "Eexterzandvoort").is_word


def test_a_missing_place_whose_name_is_a_word_of_our_texts_is_marked(folder: Path) -> None:
    _, knowledge = merge(folder, LIST, "--write")

    assert place(knowledge, "Gemeente").is_word


def test_places_abroad_and_places_without_a_sure_municipality_are_left_out(folder: Path) -> None:
    _, knowledge = merge(folder, LIST, "--write")

    assert {"Gent", "Nergens"}.isdisjoint(one.name for one in knowledge.places)


def test_two_new_places_of_one_name_are_left_to_people(folder: Path) -> None:
    twice = [*LIST, row("Nieuwdorpje", 53.0, 6.7, "1680"), row("Nieuwdorpje", 52.7, 6.8, "0109")]
    said, knowledge = merge(folder, twice, "--write")

    assert "look at: Nieuwdorpje (aa-en-hunze)" in said
    assert "look at: Nieuwdorpje (coevorden)" in said
    assert "Nieuwdorpje" not in {one.name for one in knowledge.places}


def test_a_code_whose_places_lie_in_several_municipalities_means_none(folder: Path) -> None:
    mixed = [row("Gieten", 53.0, 6.77, "1"), row("Sleen", 52.77, 6.8, "1"), row("Eexterzandvoort", 53.03, 6.79, "1")]
    said, _ = merge(folder, mixed)

    assert "0 municipalities recognised" in said


def test_without_write_nothing_changes(folder: Path) -> None:
    before = (folder / "regions.yaml").read_text()
    said, _ = merge(folder, LIST)

    assert "2 municipalities recognised" in said
    assert (folder / "regions.yaml").read_text() == before


def test_merging_twice_changes_nothing_more(folder: Path) -> None:
    merge(folder, LIST, "--write")
    once = (folder / "regions.yaml").read_text()
    merge(folder, LIST, "--write")

    assert (folder / "regions.yaml").read_text() == once


def test_another_file_is_refused(folder: Path) -> None:
    said, _ = merge(folder, ["Amsterdam;52.37;4.90"])

    assert "no list of places with name, lat, lng, country and admin2" in said
