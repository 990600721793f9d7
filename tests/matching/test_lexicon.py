from __future__ import annotations

from collections import Counter

import pytest

from assistant.knowledge.words import MatchWords
from assistant.matching.language import LanguageFinder
from assistant.matching.lexicon import Lexicon
from assistant.matching.normalise import normalise, words_of

WORDS = MatchWords(
    function_words=("de",),
    spelling={"ff": "even", "m'n": "mijn", "lol": ""},
    sounds={"ch": "g", "c": "k"},
    before_place=(),
    away_from=(),
    meanings={"huis": ("woning", "dak boven"), "slapen": ("slapen",)},
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    seen = ["huur", "baas", "winter", "jas", "uitkering", "uitkering", "briefadres", "room", "echt", "geld"]
    return Lexicon("nl", WORDS, Counter(seen))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Café", "cafe"),
        ("heeeeelp", "heelp"),
        ("sla\u200bpen", "slapen"),
        ("ﬁets", "fiets"),
        ("zo\u2019n", "zo'n"),
        ("ＨＥＬＰ", "help"),
        ("a\ud800b", "a b"),
        ("غرفة", "غرفة"),
    ],
)
def test_it_normalises(text: str, plain: str) -> None:
    assert normalise(text) == plain


def test_it_splits_words_at_everything_but_an_apostrophe() -> None:
    assert words_of("zo'n e-mail_adres, 'ok'") == ["zo'n", "e", "mail", "adres", "ok"]


def test_it_reads_no_more_than_a_long_message() -> None:
    assert len(words_of("ja " * 600)) == 250
    assert max(len(word) for word in words_of("ab" * 900)) == 40


def test_it_writes_out_what_is_texted_short(lexicon: Lexicon) -> None:
    assert lexicon.spelled(["ff", "m'n", "lol", "foto's"]) == ["even", "mijn", "fotos"]


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("uitkering", "uitkering"),
        ("uitkeering", "uitkering"),
        ("uitkreing", "uitkering"),
        ("briefadrs", "briefadres"),
        ("breifadrss", "briefadres"),
        ("egt", None),
        ("echd", None),
        ("ruur", None),
        ("12345", None),
        ("onbekendwoord", None),
    ],
)
def test_it_mends_typing_mistakes_in_long_words(lexicon: Lexicon, word: str, mended: str | None) -> None:
    assert lexicon.mend(word) == mended


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("huurbaas", ("huur", "baas")),
        ("winterjas", ("winter", "jas")),
        ("crisisuitkering", ("uitkering",)),
        ("uitkeringsdag", ("uitkering",)),
        ("mushroom", ()),
        ("huurt", ()),
    ],
)
def test_it_takes_compounds_apart_but_no_short_word_out_of_a_longer_one(
    lexicon: Lexicon, word: str, parts: tuple[str, ...]
) -> None:
    assert lexicon.parts(word) == parts


def test_it_knows_meanings_by_word_stem_and_phrase(lexicon: Lexicon) -> None:
    assert lexicon.meaning("woning") == ("huis",)
    assert lexicon.meaning("slaapt") == ("slapen",)
    assert lexicon.meaning("fiets") == ()
    assert lexicon.phrase_meanings(["geen", "dak", "boven", "hoofd"]) == ["huis"]


def test_a_language_without_a_stemmer_is_read_by_its_whole_words() -> None:
    assert Lexicon("xx", WORDS, {}).stem("slaapt") == "slaapt"


def test_one_language_alone_is_told_by_its_words(lexicon: Lexicon) -> None:
    finder = LanguageFinder({"nl": lexicon}, {})
    assert finder.find(["uitkering", "geld"]) == "nl"
    assert LanguageFinder({}, {}).find(["geld"]) is None
