"""What an editor can write in an alarm besides plain words: docs/content.md."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.knowledge import Topic
from assistant.knowledge.shape import Source
from assistant.knowledge.words import MatchWords
from assistant.matching.crisis import CrisisFinder, Heard, misread, unknown_groups
from assistant.matching.lexicon import Lexicon
from assistant.matching.normalise import words_of

WORDS = MatchWords(
    function_words=("ik",),
    spelling={},
    sounds={},
    before_place=(),
    away_from=(),
    meanings={},
    counted=("dagen", "euro"),
    groups={
        "hij": ("hij", "ze", "mijn man"),
        "slaat": ("slaat", "sloeg*"),
        "iedereen": ("<hij>", "de buurman", "broer van <hij>"),
        "rond": ("<rond>", "rondje"),
        "leeg": (),
    },
)


def crisis_topic(**phrases: tuple[str, ...]) -> Topic:
    return Topic(
        id="x",
        area="zorg",
        path="nl/zorg/x.md",
        lines={},
        language="nl",
        sections={"summary": ""},
        revision="1",
        title="x",
        sms="x",
        questions=("x",),
        sources=(Source(title="Wet", read=date(2026, 11, 21)),),
        checked=date(2026, 11, 21),
        check_before=date(2027, 7, 1),
        alarm=phrases.get("alarm", ()),
        hint=phrases.get("hint", ()),
        calm=phrases.get("calm", ()),
    )


def hears(alarm: str, text: str, calm: str = "") -> bool:
    topic = crisis_topic(alarm=(alarm,), calm=(calm,) if calm else ())
    words = words_of(text)
    seen = dict.fromkeys(["slaat", "mij", "wakker", "vandaag", "leuk", "man", "deur"], 1)
    return CrisisFinder([topic], {"nl": Lexicon("nl", WORDS, seen)}, ["x"]).find(words) == Heard("x", "nl", alarm, True)


@pytest.mark.parametrize(
    ("alarm", "text"),
    [
        ("(slaat|schopt) (mij|me|ons kind)", "hij schopt me"),
        ("(slaat|schopt) (mij|me|ons kind)", "hij slaat ons kind"),
        ("<hij> <slaat>", "mijn man sloegt vandaag"),
        ("<hij> <slaat>", "ze slaat weer"),
        ("ben <8-17> ...  straat", "ben 16 en sta nu ergens op straat"),
        ("^ kan niet meer $", "kan niet meer"),
        ("kan niet meer $", "ik kan echt niet meer"),
        ("hij ... trap", "hij duwde haar gisteren van de trap"),
        ("<iedereen> slaat", "de buurman slaat"),
        ("<iedereen> slaat", "mijn man slaat"),
        ("<iedereen> slaat", "de broer van mijn man slaat"),
        ("(<hij>|opa) slaat", "ze slaat"),
        ("<rond> slaat", "rondje slaat"),
        ("pillen & (wil niet meer|klaar mee)", "ik ben er klaar mee en al die tijd liggen hier voor mij die pillen"),
        ("man & leuk", "leuk zeg, vindt mijn man vandaag"),
        ("<8-17> & straat", "straat, 14"),
        ("wakker $ & man", "man niet wakker"),
        ("mishandelt", "hij mischandelt"),
    ],
)
def test_a_pattern_is_heard(alarm: str, text: str) -> None:
    assert hears(alarm, text)


@pytest.mark.parametrize(
    ("alarm", "text"),
    [
        ("(slaat|schopt) (mij|me|ons kind)", "hij slaat de deur dicht"),
        ("(slaat|schopt) (mij|me|ons kind)", "hij slaat ons"),
        ("<hij> <slaat>", "het slaat vandaag nergens op"),
        ("<nobody> slaat", "hij slaat"),
        ("ben <8-17> ... straat", "ben 18 en sta op straat"),
        ("ben <8-17> ... straat", "ben 16 dagen op straat"),
        ("^ kan niet meer $", "ik kan niet meer wachten"),
        ("kan niet meer $", "kan niet meer betalen"),
        ("^ dood", "is mijn telefoon dood"),
        ("hij ... trap", "hij zei dat wij met de hele familie naar de trap"),
        ("<leeg> slaat", "hij slaat"),
        ("pillen & (wil niet meer|klaar mee)", "de pillen zijn op"),
        ("<8-17> & straat", "14 dagen op straat"),
    ],
)
def test_what_is_not_the_pattern_is_not_heard(alarm: str, text: str) -> None:
    assert not hears(alarm, text)


def test_each_part_of_an_alarm_needs_a_place_that_no_calm_phrase_explains() -> None:
    assert hears("pillen & dood", "pillen, mijn tel is dood, ik wil dood", calm="tel is dood")
    assert not hears("pillen & dood", "pillen, mijn tel is dood", calm="tel is dood")
    assert not hears("pillen & dood", "dood, pillen tegen hoofdpijn", calm="pillen & hoofdpijn")


@pytest.mark.parametrize("phrase", ["(a|(b|c)) d", "(a|b d", "a|b", "<hij d", "a) b"])
def test_brackets_that_do_not_fit_are_seen(phrase: str) -> None:
    assert misread(phrase)


@pytest.mark.parametrize("phrase", ["(a|b c) <hij> ... d", "^ (<hij>|ik) & <8-17> $", "dood*"])
def test_a_phrase_that_can_be_read_is_fine(phrase: str) -> None:
    assert not misread(phrase)


def test_a_name_that_is_no_group_is_seen() -> None:
    assert unknown_groups("<hij> & (<hem>|<8-17>)", WORDS.groups) == ["hem"]


def test_a_hint_is_heard_where_no_alarm_is() -> None:
    topic = crisis_topic(alarm=("wil dood",), hint=("wil slapen", "dood"))
    finder = CrisisFinder([topic], {"nl": Lexicon("nl", WORDS, {})}, ["x"])
    assert finder.find(words_of("ik wil slapen")) == Heard("x", "nl", "wil slapen", is_alarm=False)
    assert finder.find(words_of("ik wil dood")) == Heard("x", "nl", "wil dood", is_alarm=True)
    assert finder.find(words_of("ik wil eten")) is None


def test_a_calm_pattern_explains_an_alarm() -> None:
    assert hears("wil dood", "ik wil dood")
    assert not hears("wil dood", "ik wil dood hout zagen", calm="dood (hout|gewicht)")
