from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.knowledge import KnowledgeBase, Language
from assistant.matching import Matcher


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hoe krijg ik een briefadres?", "briefadres"),
        ("Kheb geen SLAAPPLEK vnv!!!", "slaapplek-vannacht"),
        ("kan mn huur niet betalen", "huurachterstand"),
        ("brieefadres", "briefadres"),
        ("where can i sleeep 2nite", "slaapplek-vannacht"),
        ("behind on rent", "huurachterstand"),
        ("bri\u200befadres", "briefadres"),
    ],
)
def test_it_answers_what_is_asked(matcher: Matcher, text: str, topic: str) -> None:
    match = matcher.understand(text)
    assert match.outcome == "answer"
    assert match.topics[0].id == topic


def test_a_word_of_one_language_is_matched_with_the_other_by_its_meaning(matcher: Matcher) -> None:
    assert matcher.understand("crash plek").topics[0].id == "slaapplek-vannacht"


@pytest.mark.parametrize("text", ["mushroom", "hoofdstad van frankrijk", "xyzzy", "", "12345", "?!"])
def test_it_says_that_it_does_not_know_what_is_about_something_else(matcher: Matcher, text: str) -> None:
    match = matcher.understand(text)
    assert match.outcome == "unknown"
    assert match.topics == ()


def test_it_asks_back_when_two_topics_are_close(matcher: Matcher) -> None:
    match = matcher.understand("verhuurder brieven")
    assert match.outcome == "ask"
    assert {topic.id for topic in match.topics} == {"briefadres", "huurachterstand"}


def test_scores_are_between_0_and_1_and_the_best_comes_first(matcher: Matcher) -> None:
    topics = matcher.understand("mijn verhuurder stuurt brieven").topics
    scores = [topic.score for topic in topics]
    assert len(topics) > 1
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("waar kan ik vannacht slapen", "nl"),
        ("where can i sleep tonight", "en"),
        ("no", None),
        ("is", None),
        ("1", None),
        ("briefadres", "nl"),
        ("", None),
        ("мне нужна помощь", None),
    ],
)
def test_it_tells_the_language_only_when_the_message_does(matcher: Matcher, text: str, language: str | None) -> None:
    assert matcher.understand(text, language="nl").language == language


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hallo!", "hello"),
        ("bedankt", "thanks"),
        ("goedemorgem", "hello"),
        ("dank je, doei", "thanks"),
        ("??", "ok"),
        ("fine", "ok"),
        ("en oke", "ok"),
        ("oke dank je", "thanks"),
        ("oke maar ik sta buiten in de kou", None),
        ("hallo hoe krijg ik een briefadres", None),
        ("dank je voor het huis dat je mij gaf en voor alles wat er verder nog was en is", None),
    ],
)
def test_small_talk_is_the_whole_message(matcher: Matcher, text: str, said: str | None) -> None:
    assert matcher.understand(text).smalltalk == said


def test_small_talk_offers_no_topics(matcher: Matcher) -> None:
    match = matcher.understand("hoi")
    assert (match.outcome, match.topics) == ("unknown", ())


def test_a_good_question_is_not_taken_for_nearly_small_talk(matcher: Matcher) -> None:
    assert matcher.understand("hoe krijg ik een briefadres").smalltalk is None


def test_it_knows_its_knowledge(matcher: Matcher) -> None:
    assert matcher.knowledge.topic("nl", "briefadres")


def test_many_threads_get_the_answers_that_one_gets(matcher: Matcher) -> None:
    texts = [f"ik heb geen slaaplek{number} in dordrecht en wil briefadress{number}" for number in range(200)]
    alone = [matcher.understand(text) for text in texts]
    fresh = Matcher(matcher.knowledge)
    fresh.limits = matcher.limits
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(fresh.understand, texts)) == alone


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_no_text_is_too_strange(matcher: Matcher, text: str) -> None:
    match = matcher.understand(text, "nl", "dordrecht")
    assert match.outcome in {"answer", "ask", "unknown"}


SAID = (
    "hoe krijg ik een briefadres",
    "kan mn huur niet betalen",
    "where can i sleep tonight",
    "ik wil dood",
    "dank je",
    "ben nu in dordt",
    "hoofdstad van frankrijk",
)
AROUND = st.text(alphabet=" \t\n.,;!", max_size=6)


@settings(max_examples=200)
@given(st.sampled_from(SAID), AROUND, AROUND, st.sampled_from((str.upper, str.lower, str.title)))
def test_case_and_what_stands_around_a_message_change_nothing(
    matcher: Matcher, text: str, before: str, after: str, case: Callable[[str], str]
) -> None:
    assert matcher.understand(before + case(text) + after) == matcher.understand(text)


@pytest.mark.parametrize(
    "text", ["a" * 1600, "\ud800 huur", "\x00huur", "😀" * 800, "h\u0301u\u200br" * 200, "'" * 500, "İ" * 900]
)
def test_no_text_is_too_long_or_broken(matcher: Matcher, text: str) -> None:
    assert matcher.understand(text).crisis is None


def test_a_way_of_asking_is_answered_though_another_topic_scores_too(matcher: Matcher) -> None:
    match = matcher.understand("adres voor mijn brieven")
    assert (match.outcome, match.topics[0].id) == ("answer", "briefadres")
    assert match.topics[0].score >= max(topic.score for topic in match.topics)


def test_two_topics_that_have_the_same_words_are_asked_about(knowledge: KnowledgeBase) -> None:
    topics = dict(knowledge.topics)
    for topic_id in ("briefadres", "huurachterstand"):
        topic = topics["nl", topic_id]
        topics["nl", topic_id] = topic.model_copy(update={"questions": (*topic.questions, "hulp bij brieven")})
    match = Matcher(replace(knowledge, topics=topics)).understand("hulp bij brieven")
    assert match.outcome == "ask"
    assert {topic.id for topic in match.topics[:2]} == {"briefadres", "huurachterstand"}


def test_without_topics_nothing_is_known(knowledge: KnowledgeBase) -> None:
    empty = Matcher(replace(knowledge, topics={}))
    assert empty.understand("hoe krijg ik een briefadres").outcome == "unknown"
    nothing = {code: language_without_examples(language) for code, language in knowledge.languages.items()}
    assert Matcher(replace(knowledge, topics={}, languages=nothing)).understand("briefadres").outcome == "unknown"


def test_the_only_topic_is_answered(knowledge: KnowledgeBase) -> None:
    topics = {key: topic for key, topic in knowledge.topics.items() if key == ("nl", "briefadres")}
    match = Matcher(replace(knowledge, topics=topics)).understand("adres voor brieven graag")
    assert [topic.id for topic in match.topics] == ["briefadres"]


def language_without_examples(language: Language) -> Language:
    return language.model_copy(update={"words": language.words.model_copy(update={"elsewhere": ()})})


def test_a_crisis_topic_needs_a_high_score_without_an_alarm(matcher: Matcher) -> None:
    evidence = matcher.weigh("zonder leven en dood")
    assert evidence.topics[0][0] == "zelfmoord"
    assert matcher.understand("zonder leven en dood").outcome != "answer"


@pytest.mark.parametrize(
    ("text", "name"), [("ben nu in dordt", "Dordrecht"), ("the hague", "Den Haag"), ("in a'dam", "Amsterdam")]
)
def test_a_place_alone_asks_for_nothing(matcher: Matcher, text: str, name: str) -> None:
    match = matcher.understand(text)
    assert (match.outcome, match.topics, match.place_name) == ("unknown", (), name)


def test_no_place_has_no_name(matcher: Matcher) -> None:
    match = matcher.understand("hoe krijg ik een briefadres")
    assert (match.place, match.place_name) == (None, None)
