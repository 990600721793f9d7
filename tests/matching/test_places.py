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
