from __future__ import annotations

import pytest

from assistant.matching import Matcher
from assistant.matching.lexicon import Lexicon
from assistant.matching.needs import NeedFinder


def words_with(*joins: str) -> Lexicon:
    from assistant.knowledge.words import MatchWords

    words = MatchWords(
        function_words=(), spelling={}, sounds={}, before_place=(), away_from=(), meanings={}, joins=joins
    )
    return Lexicon("nl", words, {})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("geen bed en ook geen jas", ["geen bed ", " geen jas"]),
        ("geen bed, geen jas", ["geen bed", " geen jas"]),
        ("geen bed voor vannacht", []),
        ("hallo. geen bed", []),
        ("energie is afgesloten", []),
        ("", []),
    ],
)
def test_a_message_is_parted_at_signs_and_joining_words(text: str, parts: list[str]) -> None:
    assert NeedFinder({"nl": words_with("en", "ook", "en ook")}).parts(text) == parts


def test_without_joining_words_only_signs_part() -> None:
    assert NeedFinder({"nl": words_with()}).parts("geen bed en geen jas; geen eten meer") == [
        "geen bed en geen jas",
        " geen eten meer",
    ]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("waar krijg ik een warme jas, en waar kan ik vannacht slapen", "kleding"),
        ("geen bed en ook geen jas", "kleding"),
        ("geen slaapplek en ik heb honger", "gratis-eten"),
    ],
)
def test_two_needs_are_both_found_the_urgent_one_first(real: Matcher, text: str, second: str) -> None:
    match = real.understand(text)

    assert (match.outcome, match.topics[0].id) == ("answer", "slaapplek-vannacht")
    assert match.also is not None
    assert match.also.id == second


def test_one_need_has_no_second(real: Matcher) -> None:
    assert real.understand("hoe krijg ik een briefadres").also is None
