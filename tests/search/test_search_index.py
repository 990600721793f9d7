"""Searching as people do it: with slips, in compounds, in another language, about a place."""

from __future__ import annotations

import random
import sys
import tempfile
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.search import LONGEST, Hit, Results


def ids(results: Results) -> list[str]:
    return [hit.topic.id if hit.topic else hit.service.id for hit in results.hits]


def test_it_finds_a_topic_by_its_title_and_shows_the_sentence_that_fits(index):
    first = index.search("briefadres aanvragen", "nl").hits[0]
    assert first.topic.id == "briefadres"
    assert first.service is None
    assert first.municipality is None
    assert first.snippet == "Een briefadres is een adres voor je post."


def test_the_topic_that_is_only_about_the_word_goes_before_one_that_is_about_more(index):
    assert ids(index.search("briefadres", "nl"))[:2] == ["briefadres", "briefadres-verlengen"]


@pytest.mark.parametrize(
    ("typed", "searched", "found"),
    [
        ("verlegning van mijn post", "verlenging van mijn post", "briefadres-verlengen"),
        ("deurwarder!", "deurwaarder!", "huisuitzetting"),
        ("HUURACHTERSTANDT", "huurachterstand", "huisuitzetting"),
        ("brieffadres  verlengen", "briefadres verlengen", "briefadres-verlengen"),
        ("geinformert", "geïnformeerd", "huisuitzetting"),
        ("k heb vnv niks", "ik heb vannacht niks", "slaapplek"),
    ],
)
def test_it_mends_slips_and_tells_what_it_searched(index, typed, searched, found):
    results = index.search(typed + " ", "nl")
    assert ids(results)[0] == found
    assert results.mended == searched


@pytest.mark.parametrize(
    "typed", ["briefadres", "hoe kom ik aan een briefadres", "k kan niks", "fiets", "breif adres", "xyz123 1234"]
)
def test_it_keeps_silent_when_it_mended_nothing(index, typed):
    assert index.search(typed + " ", "nl").mended is None


def test_a_slip_that_an_editor_wrote_down_as_a_way_of_asking_finds_more_than_that_question(index):
    assert ids(index.search("breif ", "nl"))[0] == "briefadres"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("uitzetting", "huisuitzetting"),
        ("nachtopvangplekken", "slaapplek"),
        ("adres", "briefadres"),
        ("brief adres", "briefadres"),
        ("crisisnachtopvang", "slaapplek"),
        ("pitten", "slaapplek"),
    ],
)
def test_a_part_finds_the_compound_and_the_compound_its_part(index, typed, found):
    assert found in ids(index.search(typed + " ", "nl"))[:2]


def test_the_last_word_may_still_be_coming(index):
    assert ids(index.search("deur", "nl")) == ["huisuitzetting"]
    assert index.search("deur", "nl").mended is None
    assert ids(index.search("deur ", "nl")) == []


def test_every_word_counts(index):
    assert ids(index.search("briefadres verlengen", "nl"))[0] == "briefadres-verlengen"
    assert ids(index.search("post briefadres", "nl"))[0] == "briefadres"


def test_accents_and_capitals_do_not_matter(index):
    assert ids(index.search("GEÏNFORMEERD", "nl")) == ids(index.search("geinformeerd", "nl")) == ["huisuitzetting"]


def test_words_of_danger_find_the_crisis_topic(index):
    assert ids(index.search("ik wil dood", "nl"))[0] == "zelfmoord"


@pytest.mark.parametrize("typed", ["", "   ", "de het een", "hoe kan ik", "?!", "aub"])
def test_a_question_without_a_subject_gives_nothing(index, typed):
    assert index.search(typed, "nl").hits == ()


def test_a_question_in_another_language_is_answered_in_the_one_asked_for(index):
    hit = index.search("where can i sleep tonight", "nl").hits[0]
    assert hit.topic.language == "nl"
    assert hit.topic.id == "slaapplek"
    assert hit.snippet == "Ga naar de nachtopvang."
    assert index.search("waar kan ik slapen", "en").hits[0].topic.title == "A place to sleep tonight"


def test_what_is_not_translated_is_shown_as_it_is(index):
    assert index.search("find work at a job agency", "nl").hits[0].topic.id == "english-only"


def test_a_language_that_the_service_does_not_have_gives_nothing(index):
    assert index.search("briefadres", "xx") == Results()


def test_a_language_without_a_stemmer_is_searched_by_whole_words(make):
    assert ids(make("uk").search("Zelfmoordpreventie", "uk")) == ["113"]
    assert ids(make("uk").search("bedden voor de nacht", "uk")) == ["bed", "sleep-inn"]


def test_a_place_in_the_question_puts_its_services_up_and_leaves_others_out(index):
    found = ids(index.search("nachtopvang in Dordt", "nl"))
    assert "bed" in found
    assert "sleep-inn" not in found
    assert index.search("nachtopvang in Dordt", "nl").hits[found.index("bed")].municipality == "dordrecht"


def test_the_place_given_counts_and_the_place_in_the_question_goes_before_it(index):
    assert "sleep-inn" in ids(index.search("nachtopvang", "nl", place="utrecht"))
    assert "bed" not in ids(index.search("nachtopvang", "nl", place="utrecht"))
    assert "bed" in ids(index.search("nachtopvang dordrecht", "nl", place="utrecht"))


def test_without_a_place_services_of_every_municipality_come_after_the_topic(index):
    found = ids(index.search("nachtopvang", "nl"))
    assert found[0] == "slaapplek"
    assert {"bed", "sleep-inn"} <= set(found)


def test_a_place_alone_gives_its_services(index):
    assert ids(index.search("Dordrecht", "nl")) == ["bed", "soep"]
    assert ids(index.search("dordrect ", "nl", limit=1)) == ["bed"]
    assert index.search("Den Haag", "nl").hits == ()


def test_a_place_that_is_a_word_counts_only_after_in(index):
    assert "bed" in ids(index.search("best nachtopvang", "nl"))
    assert "bed" not in ids(index.search("nachtopvang in Best", "nl"))


def test_it_gives_at_most_what_was_asked_for(index):
    assert len(index.search("briefadres nachtopvang", "nl", limit=2).hits) == 2
    assert index.search("briefadres", "nl", limit=0) == Results()


def test_a_long_text_is_read_to_its_limit(index):
    filler = "het " * (LONGEST // 4)
    assert index.search(filler + "briefadres", "nl").hits == ()
    assert ids(index.search("briefadres " + "x" * 10_000, "nl"))[0] == "briefadres"


@pytest.mark.parametrize(
    "sign",
    ['"', "*", "AND", "OR", "NOT", "[", "]", ":", "(", "~2", "^", "title:", "\\", "\0", "\ud800", "%", "' OR 1=1 --"],
)
def test_the_signs_of_a_query_language_are_plain_text(index, sign):
    assert "briefadres" in ids(index.search(f"{sign} briefadres {sign}", "nl"))


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(["briefadres", "breif", "in", "Dordt", "*", '"', "opvang", "ë"])).map(" ".join),
    ),
    language=st.sampled_from(["nl", "en", "xx"]),
    place=st.sampled_from([None, "dordrecht", "nowhere"]),
    limit=st.integers(-1, 12),
)
def test_it_never_raises_and_never_shows_another_municipality(index, text, language, place, limit):
    results = index.search(text, language, place, limit)
    assert len(results.hits) <= max(limit, 0)
    for hit in results.hits:
        assert isinstance(hit, Hit)
        assert (hit.topic is None) != (hit.service is None)
        assert hit.snippet
    keys = ids(results)
    assert len(keys) == len(set(keys))
    assert place is None or len({hit.municipality for hit in results.hits} - {None}) <= 1


def test_it_is_made_without_a_file(make, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    assert ids(make("nl").search("nachtopvang", "nl"))[0] == "slaapplek"


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads take turns so often that an unguarded reader gives the bytes of another question."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("impatient")
def test_threads_get_what_one_thread_gets(index):
    texts = [
        "breifadres verlengen",
        "nachtopvang in dordrecht",
        "where can i sleep",
        "uitzetting",
        "post",
        "deurwaarder",
    ]
    alone = {text: index.search(text, "nl") for text in texts}
    wrong: list[str] = []

    def work(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(60):
            text = chance.choice(texts)
            if index.search(text, "nl") != alone[text]:
                wrong.append(text)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
