"""Who is in danger: the person who writes, or somebody they write about? On the real content."""

from __future__ import annotations

import pytest

from assistant.matching import Matcher


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("vriendin zegt dat ze er niet meer wil zijn", "zelfmoord"),
        ("mijn broer wil dood, wat kan ik doen", "zelfmoord"),
        ("my roommate says he wants to kill himself, who do i call", "zelfmoord"),
        ("ik hoor de buurvrouw gillen, haar man slaat haar", "huiselijk-geweld"),
        ("my sister is beaten by her husband", "huiselijk-geweld"),
        ("een vriendin is gisteren verkracht", "seksueel-geweld"),
        ("er slaapt een meisje van 14 alleen in het park", "minderjarig"),
    ],
)
def test_danger_of_somebody_else_is_told_apart(real: Matcher, text: str, crisis: str) -> None:
    match = real.understand(text)
    assert (match.crisis, match.is_about_another) == (crisis, True)


@pytest.mark.parametrize(
    "text",
    [
        "ik wil dood",
        "mijn vriend heeft het uitgemaakt en ik wil niet meer leven",
        "hij slaat me elke avond",
        "my husband beats me",
        "my ex is waiting outside my door with a knife",
        "ik ben 15 en mijn moeder heeft me eruit gezet",
        "im 16 and my dad kicked me out",
        "mijn huisbaas heeft me verkracht",
    ],
)
def test_in_doubt_the_writer_is_in_danger(real: Matcher, text: str) -> None:
    match = real.understand(text)
    assert match.crisis
    assert not match.is_about_another
