from __future__ import annotations

import pytest

from assistant.matching import Matcher


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("slapen in Dordrecht", "dordrecht"),
        ("dordt", "dordrecht"),
        ("ik sta in dordrect", "dordrecht"),
        ("amsterdm", "amsterdam"),
        ("den haag", "den-haag"),
        ("s-gravenhage", "den-haag"),
        ("in Den Bosch.", "s-hertogenbosch"),
        ("’s-Hertogenbosch", "s-hertogenbosch"),
        ("ben in a'dam", "amsterdam"),
        ("adam is mijn vriend", None),
        ("ik slaap in Best", "best"),
        ("dat is best duur", None),
        ("het raakte kapot", None),
        ("daar is amsterdm niet voor bedoeld", None),
        ("kom uit raalte nu in dordrecht", "dordrecht"),
        ("dordrecht of amsterdam", "dordrecht"),
        ("alphen aan den rijn", "alphen-aan-den-rijn"),
        ("in bergen", None),
        ("", None),
    ],
)
def test_it_finds_the_place_that_is_named(matcher: Matcher, text: str, place: str | None) -> None:
    assert matcher.understand(text).place == place


def test_the_place_known_so_far_decides_between_two_of_one_name(matcher: Matcher) -> None:
    assert matcher.understand("in bergen", place="bergen-l").place == "bergen-l"
    assert matcher.understand("in bergen", place="dordrecht").place is None


def test_a_bare_word_is_a_place_when_a_place_was_asked_for(matcher: Matcher) -> None:
    assert matcher.find_place("Best") == "best"
    assert matcher.find_place("weet niet best") is None


def test_a_mistyped_name_counts_anywhere_when_a_place_was_asked_for(matcher: Matcher) -> None:
    assert matcher.find_place("dat is toch amsterdm denk ik") == "amsterdam"


def test_where_a_name_has_several_places_all_of_them_are_given(matcher: Matcher) -> None:
    match = matcher.understand("ik slaap in bergen")

    assert match.place is None
    assert {place.municipality for place in match.namesakes} == {"bergen-nh", "bergen-l"}
    assert matcher.understand("ik slaap in dordrecht").namesakes == ()


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("bergen nh", "bergen-nh", "Bergen (Noord-Holland)"),
        ("Bergen (Limburg)", "bergen-l", "Bergen (Limburg)"),
        ("slapen in zevenhuizen groningen", "westerkwartier", "Zevenhuizen (Groningen)"),
        ("1861 ab in bergen", "bergen-nh", "Bergen (Noord-Holland)"),
    ],
)
def test_what_is_said_beside_the_name_decides(matcher: Matcher, text: str, place: str, name: str) -> None:
    match = matcher.understand(text)

    assert (match.place, match.place_name, match.namesakes) == (place, name, ())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3311", "dordrecht"),
        ("3311 AB", "dordrecht"),
        ("3311ab", "dordrecht"),
        ("slaapplek 3311 XZ", "dordrecht"),
        ("ik woon in 3311", "dordrecht"),
        ("in 3311 dordrecht", "dordrecht"),
        ("huur betalen postcode 1012", "amsterdam"),
        ("postcode 1861", "bergen-nh"),
        ("9999", None),
        ("1950", None),
        ("in 1950", None),
        ("ik heb 3311", None),
        ("huur van 1012 te laat", None),
        ("in 1012 dagen", None),
        ("slapen 1012 is ver", None),
        ("1012km", None),
        ("huur 1012 km", None),
        ("14 1012", None),
        ("06 3311 1012", None),
        ("0612343311", None),
    ],
)
def test_a_postcode_is_a_place_and_a_year_an_amount_or_a_number_is_none(
    matcher: Matcher, text: str, place: str | None
) -> None:
    assert matcher.understand(text).place == place


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("dordrecht", True),
        ("ik woon in dordrecht", True),
        ("in bergen", True),
        ("3311 AB", True),
        ("postcode 3311 dordrecht", True),
        ("huur in dordrecht", False),
        ("ik wil", False),
    ],
)
def test_it_tells_whether_a_message_is_nothing_but_a_place(matcher: Matcher, text: str, only: bool) -> None:
    assert matcher.understand(text).only_place is only


def test_who_was_asked_for_a_place_may_answer_with_a_word(matcher: Matcher) -> None:
    assert matcher.understand("Best", asked=True).place == "best"
    assert matcher.understand("Best").place is None
    assert matcher.understand("dat is toch amsterdm denk ik", asked=True).place is None
