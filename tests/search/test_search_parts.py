"""The pieces of search whose edges a whole search does not show: words, mending, compounds, places, snippets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.analyser import Analyser, fold, words_of
from assistant.search.entry import SNIPPET_LENGTH, shortened
from assistant.search.places import Named, Places
from assistant.search.vocabulary import Vocabulary

WORDS = {
    **dict.fromkeys(["opvang", "adres"], 2),
    **dict.fromkeys(
        ["nacht", "briefadres", "adressen", "hand", "brood", "gemeente", "schuld", "dakloos", "daklozen"], 1
    ),
    **dict.fromkeys(["verzekering", "zorg", "bijstand", "stand", "lijst", "de", "zeggen", "kinderopvang"], 1),
}


@pytest.fixture
def vocabulary(knowledge):
    return Vocabulary(WORDS, Analyser(knowledge.languages["nl"]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("opvnag", "opvang"),
        ("opvan", "opvang"),
        ("oppvang", "opvang"),
        ("opvamg", "opvang"),
        ("gemeetne", "gemeente"),
        ("gmeetne", None),
        ("verzekring", "verzekering"),
        ("verzkerng", "verzekering"),
        ("hnad", "hand"),
        ("lyst", None),
        ("leist", "lijst"),
        ("hond", None),
        ("brand", None),
        ("pvang", None),
        ("ovpnga", None),
        ("fiets", None),
        ("opv", None),
        ("1234", None),
        ("opv4ng", None),
    ],
)
def test_it_mends_a_slip_and_leaves_another_word_alone(vocabulary, typed, meant):
    assert vocabulary.mend(typed) == meant


def test_of_two_near_words_it_takes_the_nearest_and_then_the_commonest(knowledge):
    vocabulary = Vocabulary({"huurder": 1, "huurders": 5}, Analyser(knowledge.languages["nl"]))
    assert vocabulary.mend("huurdder") == "huurder"
    assert vocabulary.mend("huurderr") == "huurders"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nachtopvang", ("nacht", "opvang")),
        ("daklozenopvang", ("daklozen", "opvang")),
        ("schuldenadres", ("schuld", "adres")),
        ("winteropvang", ("opvang",)),
        ("opvanglocatie", ("opvang",)),
        ("verzekeringsarts", ("verzekering",)),
        ("zorgwinkel", ()),
        ("fiets", ()),
        ("opvang", ()),
    ],
)
def test_it_knows_what_a_compound_is_made_of(vocabulary, word, parts):
    assert vocabulary.parts(word) == parts


def test_a_compound_with_an_unknown_part_may_be_a_slip(vocabulary):
    assert vocabulary.parts("winteropvang", alone=False) == ()
    assert vocabulary.parts("nachtopvang", alone=False) == ("nacht", "opvang")


def test_a_part_stands_for_the_compounds_that_begin_or_end_with_it(vocabulary):
    assert vocabulary.compounds_of("opvang", 5) == ["kinderopvang"]
    assert vocabulary.compounds_of("brief", 5) == ["briefadres"]
    assert vocabulary.compounds_of("stand", 5) == []
    assert vocabulary.compounds_of("zorg", 5) == []


def test_a_beginning_stands_for_the_commonest_words(vocabulary):
    assert vocabulary.starting_with("adr", 5) == ["adres", "adressen"]
    assert vocabulary.starting_with("adr", 1) == ["adres"]
    assert vocabulary.starting_with("xyz", 5) == []


def test_words_without_a_subject_are_no_part_and_no_completion(vocabulary):
    assert vocabulary.starting_with("d", 9) == ["dakloos", "daklozen"]


@given(st.text(max_size=30))
def test_a_word_stands_where_it_says_it_stands(text):
    for word in words_of(text):
        assert word.written == text[word.start : word.end]
        assert word.folded == fold(word.written)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Cliënt zegt: auto's!", ["client", "zegt", "autos"]),
        ("z’n 06-12", ["zn", "06", "12"]),
        ("a_b", ["a", "b"]),
        ("مأوى", ["ماوى"]),
        ("\ud800 \ufe70", []),
        ("", []),
    ],
)
def test_it_finds_the_words_of_a_text(text, folded):
    assert [word.folded for word in words_of(text)] == folded


def test_stems_join_the_forms_of_a_word(knowledge):
    dutch = Analyser(knowledge.languages["nl"])
    assert dutch.stem("adres") == dutch.stem("adressen")
    assert dutch.stem("weigering") == dutch.stem("geweigerd")


@pytest.mark.parametrize("code", ["uk", "pap", "no-such-code"])
def test_a_language_without_a_stemmer_keeps_its_words(knowledge, code):
    assert Analyser(knowledge.languages["nl"].model_copy(update={"code": code})).stem("adressen") == "adressen"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["eten", "in", "dordrecht"], Named("dordrecht", 2, 3)),
        (["dordt"], Named("dordrecht", 0, 1)),
        (["den", "haag", "opvang"], Named("den-haag", 0, 2)),
        (["s", "gravenhage"], Named("den-haag", 0, 2)),
        (["gravenhage", "haag"], Named("elsewhere", 1, 2)),
        (["utrecht", "of", "dordrecht"], Named("utrecht", 0, 1)),
        (["in", "best"], Named("best", 1, 2)),
        (["best"], None),
        (["doe", "best"], None),
        ([], None),
    ],
)
def test_it_finds_the_place_in_a_question(knowledge, words, found):
    assert Places(knowledge).find(words, "nl") == found


def test_a_snippet_is_cut_between_words():
    long = "woord, " * 60
    assert shortened("Kort.") == "Kort."
    assert len(shortened(long)) <= SNIPPET_LENGTH
    assert shortened(long).endswith("woord…")
    assert len(shortened("x" * 500)) == SNIPPET_LENGTH
