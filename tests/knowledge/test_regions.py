"""Places, centre municipalities, postcodes: the shapes, the mistakes that are named, and the real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import phonenumbers.geocoder
import pytest

from assistant.knowledge import Centre, KnowledgeBase, Place
from assistant.knowledge.load import load
from assistant.knowledge.problem import Problem
from assistant.knowledge.regions import distance_km

Spoil = Callable[[str, str, str], list[Problem]]

AMSTERDAM, ROTTERDAM = (52.37, 4.90), (51.92, 4.48)


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(Path(__file__).parents[2] / "content")[0]


def test_the_distance_is_that_over_the_globe() -> None:
    assert distance_km(AMSTERDAM, ROTTERDAM) == pytest.approx(57.7, abs=0.5)
    assert distance_km(AMSTERDAM, AMSTERDAM) == 0


def test_every_municipality_lies_somewhere_and_has_a_centre(real: KnowledgeBase) -> None:
    for municipality in {place.municipality for place in real.places}:
        seat = real.seat(municipality)
        assert seat and seat.point, municipality
        assert real.nearest_centre(municipality), municipality


def test_there_are_43_centres_and_each_has_the_number_of_its_own_area_or_none(real: KnowledgeBase) -> None:
    areas = {"nissewaard": "Spijkenisse", "ede": "Veenendaal", "zaanstad": "Zaandam"}
    assert len(real.centres) == 43
    for centre in real.centres:
        if centre.phone:
            area = centre.phone.removeprefix("14 0")
            number = phonenumbers.parse(f"+31{area}{'2345678'[: 9 - len(area)]}")
            named = phonenumbers.geocoder.description_for_number(number, "nl")
            assert named == areas.get(centre.municipality, real.place_name(centre.municipality)), centre


@pytest.mark.parametrize(
    ("municipality", "centre"),
    [
        ("aa-en-hunze", "assen"),
        ("ede", "ede"),
        ("westland", "delft"),
        ("urk", "zwolle"),
        ("vlieland", "leeuwarden"),
        ("hulst", "vlissingen"),
    ],
)
def test_the_nearest_centre_is_on_this_side_of_the_water(real: KnowledgeBase, municipality: str, centre: str) -> None:
    found = real.nearest_centre(municipality)

    assert found and found.municipality == centre


def test_where_nobody_knows_where_a_municipality_lies_there_is_no_nearest_centre(real: KnowledgeBase) -> None:
    assert real.nearest_centre("atlantis") is None
    assert replace(real, centres=()).nearest_centre("ede") is None


def test_a_centre_without_a_file_has_its_number_and_another_municipality_none(real: KnowledgeBase) -> None:
    assert real.phone_of("ede") == "14 0318"
    assert real.phone_of("aa-en-hunze") is None
    assert real.phone_of(None) is None


@pytest.mark.parametrize(
    ("postcode", "municipality"),
    [(1012, "amsterdam"), (3011, "rotterdam"), (3311, "dordrecht"), (2511, "den-haag"), (999, None), (9999, None)],
)
def test_a_postcode_lies_in_a_municipality(real: KnowledgeBase, postcode: int, municipality: str | None) -> None:
    assert real.municipality_at(postcode) == municipality


def test_without_postcodes_none_is_known(real: KnowledgeBase) -> None:
    assert replace(real, postcodes=()).municipality_at(1012) is None


def test_a_name_of_several_places_is_told_apart_by_where_it_is() -> None:
    assert Place(name="Bergen", where="Limburg", municipality="bergen-l").label == "Bergen (Limburg)"
    assert Place(name="Urk", municipality="urk").label == "Urk"
    assert Place(name="Urk", municipality="urk").point is None


def test_a_municipality_nobody_knows_is_called_by_its_id(real: KnowledgeBase) -> None:
    assert real.place_name("atlantis") == "atlantis"
    assert real.place_name("bergen-l") == "Bergen (Limburg)"
    assert Centre(municipality="ede").phone is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{name: Urk, municipality: urk", "{name: Breda, municipality: urk", "meer plaatsen heten zo; zet erbij waar"),
        ("{municipality: alkmaar,", "{municipality: alkmar,", "de gemeente 'alkmar' staat niet bij places"),
        ("serves: [urk]", "serves: [urq]", "de gemeente 'urq' staat niet bij places"),
        ('phone: "14 072"', 'phone: "14 mooi"', "'14 mooi' is geen geldig nummer"),
        ("  diemen: [", "  diem: [", "de gemeente 'diem' staat niet bij places"),
        ("1110-1113", "1113-1110", "'1113-1110' is geen postcode; schrijf [3011-3089, 3151]"),
        ("1110-1113", "111", "'111' is geen postcode"),
        ("[1110-1113]", "1109-1113", "postcode 1109 staat ook bij amsterdam"),
        ("lat: 53.00", "lat: 93.00", "lat: mag hoogstens 53.7 zijn"),
    ],
)
def test_a_mistake_in_the_regions_is_named(spoil: Spoil, old: str, new: str, says: str) -> None:
    problems = spoil("regions.yaml", old, new)

    found = [problem for problem in problems if says in problem.text]
    assert found, [str(problem) for problem in problems]
    assert found[0].line > 1


def test_without_the_file_no_place_is_known_and_the_rest_works(folder: Path) -> None:
    (folder / "regions.yaml").unlink()
    knowledge, problems = load(folder)

    assert (knowledge.places, knowledge.centres, knowledge.postcodes) == ((), (), ())
    assert "regions.yaml:1: dit bestand ontbreekt of is niet te lezen" in map(str, problems)
