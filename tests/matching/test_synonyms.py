from __future__ import annotations

from assistant.matching import Matcher
from assistant.matching.evaluation import Row
from assistant.matching.report import synonyms_text
from assistant.matching.synonyms import Effect, effects


def row(text: str, expected: str) -> Row:
    return Row(text, "en", (expected,), "", ())


def test_a_line_gets_what_its_words_do_for_messages(matcher: Matcher) -> None:
    found = {(one.language, one.meaning): one for one in effects(matcher, [row("crash", "slaapplek-vannacht")])}
    assert found["en", "slapen"] == Effect("en", "slapen", 1, ("crash",), ())
    assert found["nl", "slapen"] == Effect("nl", "slapen", 0, (), ())


def test_a_line_that_makes_a_message_worse_is_named(matcher: Matcher) -> None:
    worst = effects(matcher, [row("crash", "huurachterstand"), row("crash", "@out")])[-1]
    assert (worst.path, worst.meaning, worst.better) == ("en/synonyms.yaml", "slapen", ())
    assert worst.worse == ("crash",)


def test_without_a_line_the_rest_is_read_as_before(matcher: Matcher) -> None:
    without = matcher.without_meaning("en", "slapen")
    assert "slapen" not in without.meanings("crash")
    assert "huur" in without.meanings("rent")
    assert "slapen" in matcher.meanings("crash")


def test_the_text_names_what_changes_and_counts_the_rest(matcher: Matcher) -> None:
    lines = synonyms_text(effects(matcher, [row("crash", "slaapplek-vannacht")])).splitlines()
    assert lines[0].startswith("en/synonyms.yaml   slapen")
    assert "better   1  worse   0   crash" in lines[0]
    assert lines[-1] == "0 more lines change nothing; of 5 no message has a word"
